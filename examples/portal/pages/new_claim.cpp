// Handing in a claim: which, with what the rule needs, and photos.
#include <algorithm>

#include "layout.hpp"
#include "pages/pages.hpp"

namespace portal {

namespace {

namespace bank = pointsbank::bank;

/// What a rule gives, as a hint beside its name.
std::string worth(const Call& call, const ClaimKind& kind) {
  const std::string unit = call.language == Language::zh ? "分" : " points";
  if (!kind.points.empty()) return kind.points + unit;
  if (kind.range) return kind.range->first + "–" + kind.range->second + unit;
  return {};
}

Reply choose(Call& call) {
  const VillageRules& rules = call.site.village.on(call.today());
  std::vector<std::string> categories;
  for (const ClaimKind& kind : rules.kinds) {
    const std::string& category = call.say(kind.category);
    const bool is_known = std::find(categories.begin(), categories.end(), category) != categories.end();
    if (kind.is_positive && !is_known) categories.push_back(category);
  }
  Html content = element("p", {}, call.say("做了哪一件？点进去填。", "What was done? Choose it."));
  for (const std::string& category : categories) {
    Html rows;
    for (const ClaimKind& kind : rules.kinds) {
      if (!kind.is_positive || call.say(kind.category) != category) continue;
      const Html name =
          element("a", {{"href", Address("/claims/new") / kind.kind}, {"class", "whole"}}, call.say(kind.title));
      Html row =
          element("div", {{"class", "line"}}, name, element("span", {{"class", "number soft"}}, worth(call, kind)));
      if (!call.say(kind.note).empty()) row.add(element("p", {{"class", "hint"}}, call.say(kind.note)));
      rows.add(element("li", {}, row));
    }
    content.add(element("h2", {}, category), element("ul", {{"class", "list two"}}, rows));
  }
  content.add(element("p", {}, link(Address("/rules"), call.say("看整本积分办法", "The whole rule list"))));
  return page(call, call.say("我要申报", "Claim points"), content, Width::desk);
}

Html grade_field(const Call& call, const ClaimKind& kind) {
  if (kind.grades.empty()) return {};
  Html choices;
  for (const auto& [grade, title] : kind.grades) {
    choices.add(element("label", {{"class", "choice"}},
                        element("input", {{"type", "radio"},
                                          {"name", "grade"},
                                          {"value", grade},
                                          {"checked", call.request.form["grade"] == grade},
                                          {"required", true}}),
                        call.say(title)));
  }
  return element("fieldset", {}, element("legend", {}, call.say("哪一级", "Which grade")), choices);
}

Html attribute_field(const Call& call, const ClaimKind::Attribute& attribute) {
  const std::string name = "event." + attribute.name;
  const std::string id = "field-" + name;
  const std::string_view given = call.request.form[name];
  if (attribute.type == "bool") {
    return element(
        "p", {{"class", "field"}},
        element(
            "label", {{"class", "choice"}},
            element("input", {{"type", "checkbox"}, {"name", name}, {"value", "true"}, {"checked", given == "true"}}),
            call.say(attribute.title)));
  }
  const bool is_date = attribute.type == "date";
  return element("p", {{"class", "field"}}, element("label", {{"for", id}}, call.say(attribute.title)),
                 element("input", {{"id", id},
                                   {"name", name},
                                   {"type", is_date ? "date" : "text"},
                                   {"value", given},
                                   {"maxlength", "200"},
                                   {"inputmode", attribute.type == "number" ? "decimal" : "text"}}));
}

std::string quantity_label(const Call& call, const ClaimKind& kind) {
  const std::string& unit = call.say(kind.quantity);
  if (unit.empty()) return std::string(call.say("数量", "How many"));
  return call.language == Language::zh ? "多少" + unit : "How many " + unit;
}

Html own_fields(const Call& call, const ClaimKind& kind) {
  Html fields;
  const Fields& form = call.request.form;
  if (kind.needs_quantity) {
    fields.add(field({.name = "quantity",
                      .label = quantity_label(call, kind),
                      .value = std::string(form["quantity"]),
                      .hint = std::string(call.say("写数字，例如 2 或 1.5", "A number such as 2 or 1.5")),
                      .is_required = true,
                      .mode = "decimal",
                      .longest = 20}));
  }
  fields.add(grade_field(call, kind));
  if (kind.range) {
    const std::string span = kind.range->first + "–" + kind.range->second;
    fields.add(field({.name = "points",
                      .label = std::string(call.say("您看该得几分", "How many points do you think it is worth")),
                      .value = std::string(form["points"]),
                      .hint = call.language == Language::zh ? span + " 分，最后由审核员定；可以不填"
                                                            : span + "; the reviewers decide; may be left empty",
                      .mode = "decimal",
                      .longest = 20}));
  }
  if (kind.may_have_act) {
    fields.add(
        field({.name = "act",
               .label = std::string(call.say("是哪一件事", "Which deed")),
               .value = std::string(form["act"]),
               .hint = std::string(call.say("同一件事写同一个名字，只按最高的一次计；没有别的就不用填",
                                            "Give the same deed the same name: the highest counts; may be left empty")),
               .longest = 60}));
  }
  for (const ClaimKind::Attribute& attribute : kind.attributes) fields.add(attribute_field(call, attribute));
  return fields;
}

Html photo_field(const Call& call, const ClaimKind& kind, const std::vector<std::string>& kept) {
  Html out;
  for (const std::string& digest : kept) out.add(hidden("evidence", digest));
  if (!kept.empty()) {
    const std::string count = std::to_string(kept.size());
    out.add(notice(Tone::plain, call.language == Language::zh
                                    ? "已经收到 " + count + " 张照片，不用再传。"
                                    : count + " photo(s) have arrived and need not be sent again."));
  }
  const std::string least = std::to_string(kind.evidence);
  const std::string needed = call.language == Language::zh ? "至少 " + least + " 张；" : "at least " + least + "; ";
  const std::string_view bounds =
      call.say("最多 3 张，每张不超过 5 MB，JPEG、PNG 或 WebP", "at most 3, each up to 5 MB, JPEG, PNG or WebP");
  out.add(element("p", {{"class", "field"}}, element("label", {{"for", "field-photos"}}, call.say("照片", "Photos")),
                  element("span", {{"class", "hint"}, {"id", "field-photos-hint"}},
                          kind.evidence > 0 ? needed : std::string(), bounds),
                  element("input", {{"id", "field-photos"},
                                    {"name", "photos"},
                                    {"type", "file"},
                                    {"multiple", true},
                                    {"accept", "image/jpeg,image/png,image/webp"},
                                    {"aria-describedby", "field-photos-hint"},
                                    {"required", kind.evidence > 0 && kept.empty()}})));
  return out;
}

Reply form_page(const Call& call, int status, const ClaimKind& kind, const Html& said,
                const std::vector<std::string>& kept) {
  Html content = said;
  const std::string given(call.request.form["occurred"]);
  const std::string today = call.today().to_string();
  if (!call.say(kind.note).empty()) content.add(element("p", {}, call.say(kind.note)));
  content.add(form_with_photos(
      call, Address("/claims/new") / kind.kind,
      element("p", {{"class", "field"}},
              element("label", {{"for", "field-occurred"}}, call.say("哪一天", "On which day")),
              element("input", {{"id", "field-occurred"},
                                {"name", "occurred"},
                                {"type", "date"},
                                {"required", true},
                                {"value", given.empty() ? today : given},
                                {"max", today}})),
      own_fields(call, kind), photo_field(call, kind, kept), button(call.say("交上去", "Hand it in"))));
  return page(call, status, call.say(kind.title), content);
}

const ClaimKind& wanted_kind(const Call& call) {
  const ClaimKind* const kind = call.site.village.on(call.today()).kind(call.request.part("kind"));
  if (kind == nullptr || !kind->is_positive) throw NotFound{};
  return *kind;
}

/// Photos that came before, of this account's own, and those that come now. What is wrong with them stands in `wrong`.
std::vector<std::string> take_photos(Call& call, std::string_view& wrong) {
  std::vector<std::string> digests;
  for (const std::string_view digest : call.request.form.all("evidence")) {
    // Somebody else's photo is not evidence, and would be seen by being claimed.
    if (!call.site.accounts.has_sent_photo(digest, call.who().name)) throw BadForm{};
    digests.emplace_back(digest);
  }
  const auto most = static_cast<std::size_t>(Photos::most_of_a_claim);
  for (const Upload& upload : call.request.uploads) {
    if (digests.size() == most) wrong = call.say("最多 3 张照片。", "At most 3 photos.");
    if (upload.bytes.size() > Photos::largest)
      wrong = call.say("有一张照片太大，每张不能超过 5 MB。", "A photo is too large: each may have 5 MB.");
    if (Photos::type_of(upload.bytes).empty())
      wrong = call.say("有一个文件不是照片；请用 JPEG、PNG 或 WebP。", "A file is no photo: take JPEG, PNG or WebP.");
    if (!wrong.empty()) return digests;
    const std::string digest = pointsbank::sha256(upload.bytes).to_string();
    if (!call.site.accounts.note_photo(digest, call.who().name, Photos::most_a_day)) {
      wrong = call.say("今天传的照片太多了，请明天再传。", "Too many photos today: go on tomorrow.");
      return digests;
    }
    call.site.photos.keep(upload.bytes);
    digests.push_back(digest);
    call.request.form.add("evidence", digest);  // for trying again
  }
  return digests;
}

bank::Submit claim_of(const Call& call, const ClaimKind& kind, std::vector<std::string> photos) {
  const Fields& form = call.request.form;
  bank::Submit claim;
  claim.household = call.who().household;
  if (call.who().person != call.who().household) claim.member = call.who().person;
  claim.kind = kind.kind;
  claim.occurred = form["occurred"];
  if (kind.needs_quantity) claim.quantity = form["quantity"];
  if (kind.range) claim.points = form["points"];
  if (!kind.grades.empty()) claim.grade = form["grade"];
  if (kind.may_have_act) {
    claim.act = form["act"];
    std::replace(claim.act.begin(), claim.act.end(), ' ', '-');
  }
  for (const ClaimKind::Attribute& attribute : kind.attributes) {
    std::string text(form["event." + attribute.name]);
    if (attribute.type == "bool" && text.empty()) text = "false";
    claim.attributes.push_back({attribute.name, std::move(text)});
  }
  claim.evidence = std::move(photos);
  return claim;
}

Reply submit(Call& call) {
  const ClaimKind& kind = wanted_kind(call);
  std::string_view wrong;
  std::vector<std::string> photos = take_photos(call, wrong);
  const auto occurred = pointsbank::Date::parse(call.request.form["occurred"]);
  if (wrong.empty() && (!occurred || call.today() < *occurred)) {
    wrong = call.say("请写发生的日期，不能晚于今天。", "Say on which day it was, today at the latest.");
  }
  if (!wrong.empty()) return form_page(call, 422, kind, notice(Tone::bad, wrong), photos);
  const bank::Answer answer = call.execute(claim_of(call, kind, photos));
  if (!answer.is_done()) return form_page(call, 422, kind, refusal(call, answer), photos);
  return redirect((Address("/claims") / answer.value("event")).with("said", "submitted"));
}

}  // namespace

void add_new_claim(Router& router) {
  router.menu("/claims/new", {"申报", "Claim"}, Access::of(Role::villager));
  router.get("/claims/new", Access::of(Role::villager), choose);
  router.get("/claims/new/{kind}", Access::of(Role::villager),
             [](Call& call) { return form_page(call, 200, wanted_kind(call), {}, {}); });
  Route post{"POST", "/claims/new/{kind}", Access::of(Role::villager), submit};
  post.largest_body = Photos::most_of_a_claim * Photos::largest + 64 * 1024;
  router.add(std::move(post));
}

}  // namespace portal
