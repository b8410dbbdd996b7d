// What the clerk hands in for a household: for whoever has no phone, and what takes points away. It goes the same way
// as any claim: reviewers, publicity, objection, appeal.
#include <algorithm>

#include "desks/desks.hpp"
#include "layout.hpp"
#include "photos.hpp"

namespace portal {

namespace bank = pointsbank::bank;

namespace {

Reply choose(Call& call, const Html& above) {
  Html content = above;
  for (const bool is_positive : {false, true}) {
    Html rows;
    for (const ClaimKind& kind : call.site.village.on(call.today()).kinds) {
      if (kind.is_positive != is_positive) continue;
      rows.add(element("li", {}, link(Address("/record") / kind.kind, call.say(kind.title))));
    }
    content.add(
        element("h2", {},
                is_positive ? call.say("代村民申报", "For a household") : call.say("扣分项", "What takes points away")),
        element("ul", {{"class", "list two"}}, rows));
  }
  return page(call, call.say("登记", "Record"), content, Width::desk);
}

Field text_field(const Call& call, Literal name, std::string_view zh, std::string_view en, bool is_required) {
  return {.name = name,
          .label = std::string(call.say(zh, en)),
          .value = std::string(call.request.form[name.text()]),
          .is_required = is_required};
}

Html grade_field(const Call& call, const ClaimKind& kind) {
  if (kind.grades.empty()) return {};
  Html options;
  for (const auto& [grade, title] : kind.grades) options.add(element("option", {{"value", grade}}, call.say(title)));
  return element("p", {{"class", "field"}}, element("label", {{"for", "grade"}}, call.say("等次", "Grade")),
                 element("select", {{"id", "grade"}, {"name", "grade"}}, options));
}

Html attribute_fields(const Call& call, const ClaimKind& kind) {
  Html fields;
  for (const ClaimKind::Attribute& attribute : kind.attributes) {
    const std::string name = "event." + attribute.name;
    fields.add(element(
        "p", {{"class", "field"}}, element("label", {{"for", name}}, call.say(attribute.title)),
        element("input", {{"id", name}, {"name", name}, {"maxlength", "200"}, {"value", call.request.form[name]}})));
  }
  return fields;
}

Html photo_field(const Call& call, const ClaimKind& kind) {
  return element("p", {{"class", "field"}}, element("label", {{"for", "photos"}}, call.say("照片", "Photos")),
                 element("input", {{"id", "photos"},
                                   {"name", "photos"},
                                   {"type", "file"},
                                   {"multiple", true},
                                   {"accept", "image/jpeg,image/png,image/webp"},
                                   {"required", kind.evidence > 0}}));
}

Reply form_page(const Call& call, const ClaimKind& kind, const Html& above) {
  Html content = above;
  if (!call.say(kind.note).empty()) content.add(element("p", {}, call.say(kind.note)));
  Field day = text_field(call, "occurred", "哪一天", "On which day", true);
  day.type = "date";
  if (day.value.empty()) day.value = call.today().to_string();
  Html fields = field(text_field(call, "household", "户号", "Household", true)).add(field(day));
  if (kind.needs_quantity) fields.add(field(text_field(call, "quantity", "数量", "Quantity", true)));
  if (kind.range) fields.add(field(text_field(call, "points", "建议分值", "Points proposed", false)));
  fields.add(grade_field(call, kind), attribute_fields(call, kind), photo_field(call, kind));
  content.add(form_with_photos(call, Address("/record") / kind.kind, fields, button(call.say("登记", "Record"))));
  Reply reply = page(call, call.say(kind.title), content);
  if (!above.is_empty()) reply.status = 422;
  return reply;
}

const ClaimKind& wanted_kind(const Call& call) {
  const ClaimKind* const kind = call.site.village.on(call.today()).kind(call.request.part("kind"));
  if (kind == nullptr) throw NotFound{};
  return *kind;
}

bank::Submit submission(const Call& call, const ClaimKind& kind) {
  const Fields& form = call.request.form;
  bank::Submit submit;
  submit.household = form["household"];
  submit.kind = kind.kind;
  submit.occurred = form["occurred"];
  if (kind.needs_quantity) submit.quantity = form["quantity"];
  if (kind.range) submit.points = form["points"];
  if (!kind.grades.empty()) submit.grade = form["grade"];
  for (const ClaimKind::Attribute& attribute : kind.attributes) {
    const std::string text(form["event." + attribute.name]);
    if (!text.empty()) submit.attributes.push_back({attribute.name, text});
  }
  for (const Upload& upload : call.request.uploads) {
    call.site.photos.keep(upload.bytes);
    submit.evidence.push_back(pointsbank::sha256(upload.bytes).to_string());
  }
  return submit;
}

Reply record(Call& call) {
  const ClaimKind& kind = wanted_kind(call);
  const auto& uploads = call.request.uploads;
  const bool are_photos = uploads.size() <= Photos::most_of_a_claim &&
                          std::all_of(uploads.begin(), uploads.end(), [](const Upload& upload) {
                            return upload.bytes.size() <= Photos::largest && !Photos::type_of(upload.bytes).empty();
                          });
  if (!are_photos) {
    return form_page(call, kind,
                     notice(Tone::bad, call.say("最多 3 张照片，每张不超过 5 MB，JPEG、PNG 或 WebP。",
                                                "At most 3 photos of up to 5 MB, JPEG, PNG or WebP.")));
  }
  const bank::Answer answer = call.execute(submission(call, kind));
  if (!answer.is_done()) return form_page(call, kind, refusal(call, answer));
  return redirect(Address("/record").with("done", "1"));
}

}  // namespace

void add_record(Router& router) {
  const Access clerks = Access::of(Role::clerk);
  router.get("/record", clerks, [](Call& call) {
    const bool is_done = call.request.query.has("done");
    return choose(
        call, is_done ? notice(Tone::good, call.say("登记好了，等待审核。", "Recorded: waiting for review.")) : Html());
  });
  router.get("/record/{kind}", clerks, [](Call& call) { return form_page(call, wanted_kind(call), {}); });
  Route post{"POST", "/record/{kind}", clerks, record};
  post.largest_body = Photos::most_of_a_claim * Photos::largest + 64 * 1024;
  router.add(std::move(post));
  router.menu("/record", {"登记", "Record"}, clerks);
}

}  // namespace portal
