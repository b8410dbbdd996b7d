#include "village.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace portal {

namespace {

using Json = nlohmann::ordered_json;
using pointsbank::Date;

/// Builds a document in which decimals are the texts that they were written as.
class ExactReader : public nlohmann::json_sax<Json> {
 public:
  [[nodiscard]] Json take() { return std::move(root_); }

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t /*value*/, const string_t& text) override { return put(text); }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*size*/) override { return open(Json::object()); }
  bool start_array(std::size_t /*size*/) override { return open(Json::array()); }
  bool key(string_t& value) override {
    key_ = std::move(value);
    return true;
  }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/, const Json::exception& /*error*/) override {
    return false;
  }

 private:
  /// Where the next value goes: what is open does not move as long as something within it is open.
  Json& place(Json value) {
    if (open_.empty()) return root_ = std::move(value);
    Json& around = *open_.back();
    if (!around.is_array()) return around[key_] = std::move(value);
    around.push_back(std::move(value));
    return around.back();
  }
  bool put(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json value) {
    open_.push_back(&place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  Json root_;
  std::vector<Json*> open_;
  std::string key_;
};

/// The library has checked the list already.
Json read_json(const std::filesystem::path& file) {
  ExactReader reader;
  static_cast<void>(Json::sax_parse(pointsbank::read_source(file).text, &reader));
  return reader.take();
}

const Json& at(const Json& object, const char* key) {
  static const Json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(key);
  return found == object.end() ? nothing : *found;
}

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_number() || value.is_boolean() ? value.dump() : std::string();
}

Words words_of(const Json& value) {
  if (value.is_string()) return {value.get<std::string>(), {}};
  return {text_of(at(value, "zh")), text_of(at(value, "en"))};
}

std::optional<pointsbank::Number> number_of(const Json& value) {
  const std::string text = text_of(value);
  return text.empty() ? std::nullopt : std::optional(pointsbank::Number::of(text));
}

std::vector<std::string> kinds_of(const Json& rule) {
  const Json& on = at(rule, "on");
  std::vector<std::string> kinds;
  if (on.is_array()) {
    for (const Json& kind : on) kinds.push_back(text_of(kind));
  } else {
    kinds.push_back(on.is_string() ? text_of(on) : text_of(at(rule, "id")));
  }
  return kinds;
}

/// A village's own words for what the format has ids for only: `x-words`.
Words words_for(const Json& list, const std::string& id) {
  const Words found = words_of(at(at(list, "x-words"), id.c_str()));
  return found.zh.empty() && found.en.empty() ? Words{id, {}} : found;
}

Words title_or_id(const Json& object) {
  const Words title = words_of(at(object, "title"));
  return title.zh.empty() && title.en.empty() ? Words{text_of(at(object, "id")), {}} : title;
}

class Reader {
 public:
  explicit Reader(const Json& list) : list_(list) {}

  VillageRules read() {
    VillageRules rules;
    const Json& effective = at(list_, "effective");
    rules.from = Date::parse(text_of(at(effective, "from"))).value_or(Date::always());
    rules.to = Date::parse(text_of(at(effective, "to"))).value_or(Date::never());
    for (const Json& rule : at(list_, "positive")) add_kinds(rules, rule, true);
    for (const Json& rule : at(list_, "negative")) add_kinds(rules, rule, false);
    for (const Json& closing : at(list_, "closings")) add_contest(rules, closing);
    const Json& redemption = at(list_, "redemption");
    rules.suspend_below = text_of(at(redemption, "suspend_below"));
    rules.above = text_of(at(redemption, "above"));
    for (const Json& limit : at(redemption, "limits")) {
      rules.limits.emplace_back(text_of(at(limit, "per")), text_of(at(limit, "points")));
    }
    return rules;
  }

 private:
  Words category_title(const std::string& id) const {
    for (const Json& category : at(list_, "categories")) {
      if (text_of(at(category, "id")) == id) return title_or_id(category);
    }
    return {id, {}};
  }

  int evidence_of(const Json& rule) const {
    const Json& own = at(at(rule, "workflow"), "evidence");
    const Json& lists = at(at(list_, "workflow"), "evidence");
    const Json& says = own.is_number_integer() ? own : lists;
    return says.is_number_integer() ? says.get<int>() : 0;
  }

  /// A kind that several rules hear needs what any of them does; the first one names it.
  void add_kinds(VillageRules& rules, const Json& rule, bool is_positive) {
    for (const std::string& name : kinds_of(rule)) {
      auto known = std::find_if(rules.kinds.begin(), rules.kinds.end(),
                                [&](const ClaimKind& kind) { return kind.kind == name; });
      if (known == rules.kinds.end()) {
        ClaimKind kind;
        kind.kind = name;
        kind.title = title_or_id(rule);
        kind.note = words_of(at(rule, "note"));
        kind.category = category_title(text_of(at(rule, "category")));
        kind.is_positive = is_positive;
        known = rules.kinds.insert(rules.kinds.end(), std::move(kind));
      }
      add_needs(*known, rule);
    }
  }

  void add_needs(ClaimKind& kind, const Json& rule) {
    const Json& score = at(rule, "score");
    const std::string whole = rule.dump();
    const auto mentions = [&](const std::string& word) { return whole.find(word) != std::string::npos; };
    kind.points = text_of(at(score, "points"));
    kind.needs_quantity = kind.needs_quantity || score.contains("rate") || score.contains("bands") ||
                          score.contains("marginal") || mentions("event.quantity");
    if (rule.contains("x-quantity")) kind.quantity = words_of(at(rule, "x-quantity"));
    for (const auto& [grade, points] : at(score, "grades").items()) {
      const auto same = [&, name = grade](const auto& each) { return each.first == name; };
      if (std::none_of(kind.grades.begin(), kind.grades.end(), same)) {
        kind.grades.emplace_back(grade, words_for(list_, grade));
      }
    }
    if (const Json& range = at(score, "range"); range.is_array() && range.size() == 2) {
      kind.range = std::pair(text_of(range[0]), text_of(range[1]));
    }
    kind.may_have_act = kind.may_have_act || text_of(at(at(rule, "exclusive"), "per")) == "act";
    for (const auto& [name, type] : at(at(list_, "attributes"), "event").items()) {
      const auto same = [&, wanted = name](const auto& each) { return each.name == wanted; };
      const bool is_known = std::any_of(kind.attributes.begin(), kind.attributes.end(), same);
      if (mentions("event." + name) && !is_known)
        kind.attributes.push_back({name, words_for(list_, name), text_of(type)});
    }
    kind.evidence = std::max(kind.evidence, evidence_of(rule));
  }

  void add_contest(VillageRules& rules, const Json& closing) {
    const std::string word = text_of(at(closing, "kind"));
    if (word != "rating" && word != "ranking") return;
    Contest contest;
    contest.id = text_of(at(closing, "id"));
    contest.title = title_or_id(closing);
    contest.at = pointsbank::parse_period_kind(text_of(at(closing, "at"))).value_or(pointsbank::PeriodKind::month);
    contest.by = closing.contains("by") ? text_of(at(closing, "by")) : "period";
    contest.within = text_of(at(closing, "within"));
    contest.is_public = !closing.contains("public") || at(closing, "public") != false;
    for (const Json& level : at(closing, "levels")) {
      Level read{text_of(at(level, "id")),
                 title_or_id(level),
                 number_of(at(level, "at_least")),
                 number_of(at(level, "above")),
                 {}};
      if (at(level, "top").is_number_integer()) read.top = at(level, "top").get<std::int64_t>();
      contest.levels.push_back(std::move(read));
    }
    (word == "rating" ? rules.ratings : rules.rankings).push_back(std::move(contest));
  }

  const Json& list_;
};

}  // namespace

const ClaimKind* VillageRules::kind(std::string_view name) const {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const ClaimKind& each) { return each.kind == name; });
  return found == kinds.end() ? nullptr : &*found;
}

Village::Village(const std::vector<std::filesystem::path>& files)
    : files_(files), program_(pointsbank::load_rule_book(files)) {
  for (const std::filesystem::path& file : files) {
    const Json list = read_json(file);
    versions_.push_back(Reader(list).read());
    title_ = words_of(at(list, "title"));
    name_ = words_of(at(list, "x-village"));
    unit_ = words_of(at(at(list, "points"), "unit"));
  }
  if (name_.zh.empty() && name_.en.empty()) name_ = title_;
  if (unit_.en.empty()) unit_.en = "points";
}

const VillageRules& Village::on(Date date) const {
  const auto found = std::find_if(versions_.begin(), versions_.end(), [&](const VillageRules& version) {
    return version.from <= date && date <= version.to;
  });
  return found == versions_.end() ? versions_.back() : *found;
}

std::string Village::points(std::int64_t units) const { return pointsbank::units_to_string(units, decimals()); }

Words Village::title_of_kind(std::string_view kind, Date date) const {
  if (const ClaimKind* known = on(date).kind(kind)) return known->title;
  for (const VillageRules& version : versions_) {
    if (const ClaimKind* known = version.kind(kind)) return known->title;
  }
  return {std::string(kind), {}};
}

}  // namespace portal
