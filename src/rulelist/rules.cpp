#include <algorithm>
#include <array>

#include "rulelist/list_reader.hpp"

namespace pointsbank::rulelist {
namespace {

constexpr std::array<std::string_view, 17> rule_keys = {
    "id",     "category", "title", "note",      "on",   "when",   "score",  "repeat",  "exclusive",
    "limits", "account",  "valid", "effective", "veto", "public", "source", "workflow"};
constexpr std::array<std::string_view, 2> status_words = {"stated", "illustrative"};

std::string per_text(const std::optional<PeriodKind>& per) { return std::string(per ? to_string(*per) : "act"); }

}  // namespace

void ListReader::read_rules(const Node& node, bool positive) {
  reader_.each(node, [&](const Node& item) { read_rule(item, positive); });
}

void ListReader::read_rule(const Node& node, bool positive) {
  Object object(reader_, node, {"write_instead", {R"({"id": "…", "category": "…", "score": {"points": 5}})"}});
  object.allow(rule_keys);
  if (!object.is_object()) return;
  Rule rule;
  rule.positive = positive;
  rule.place = reader_.place(node);
  if (const auto id = object.require("id")) {
    assign(rule.id, reader_.id(*id));
    if (!rule.id.empty()) note_id(*id, rule.id);
  }
  if (const auto category = object.require("category")) {
    assign(rule.category, reader_.some_text(*category));
    if (!rule.category.empty()) check_category(*category, rule.category);
  }
  if (const auto on = object.find("on")) {
    rule.on = kinds(*on, false);
  } else if (!rule.id.empty()) {
    rule.on.push_back(rule.id);
  }
  if (const auto node_of_score = object.require("score")) rule.score = score(*node_of_score);
  if (const auto found = object.find("exclusive")) rule.exclusive = exclusive(*found, positive);
  if (const auto found = object.find("veto")) {
    if (positive) reader_.error(*found, "veto_in_positive");
    rule.veto = veto(*found);
  }
  read_rule_parts(object, rule);
  check_addition(object, rule);
  (positive ? list_.positive : list_.negative).push_back(std::move(rule));
}

/// The keys that nothing else depends on.
void ListReader::read_rule_parts(Object& object, Rule& rule) {
  if (const auto node = object.find("title")) rule.title = reader_.languages(*node);
  if (const auto node = object.find("note")) rule.note = reader_.languages(*node);
  if (const auto node = object.find("when")) rule.when = expression(*node, scopes_.rule, expression::Type::boolean);
  if (const auto node = object.find("repeat")) rule.repeat = repeat(*node);
  if (const auto node = object.find("limits")) rule.limits = limits(*node);
  if (const auto node = object.find("account")) assign(rule.account, account(*node));
  if (const auto node = object.find("valid")) rule.valid = validity(*node);
  if (const auto node = object.find("effective")) rule.effective = date_range(*node, false);
  if (const auto node = object.find("public")) assign(rule.is_public, reader_.boolean(*node));
  if (const auto node = object.find("source")) rule.source = provenance(*node);
  if (const auto node = object.find("workflow")) check_workflow(*node);
}

void ListReader::check_category(const Node& node, const std::string& category) {
  // Looking for the nearest of very many categories is dear, so only where it will be said.
  if (is_deferred() || categories_.count(category) != 0 || !reader_.has_room()) return;
  reader_.error(node, "unknown_category", {category}, did_you_mean_or_list(category, category_names_));
}

void ListReader::note_id(const Node& node, const std::string& id) {
  const auto [earlier, is_new] = ids_.emplace(id, reader_.place(node));
  if (!is_new) {
    reader_.error(node, "duplicate_id", {id, where(earlier->second)});
    return;
  }
  note_spelling(node, "id", id);
}

std::optional<Repeat> ListReader::repeat(const Node& node) {
  constexpr std::array<std::string_view, 4> keys = {"per", "within", "by", "steps"};
  constexpr std::array<std::string_view, 2> forms = {"per", "within"};
  Object object(reader_, node, {"write_instead", {R"({"per": "month", "steps": [1, 0.5]})"}});
  object.allow(keys);
  if (!object.is_object()) return std::nullopt;
  Repeat repeat;
  repeat.place = reader_.place(node);
  if (const auto form = object.one_of(forms)) {
    if (form->key == "per") {
      repeat.per = reader_.period(*form, Ever::allowed);
    } else {
      assign(repeat.within_months, reader_.months(*form, 1));
    }
  }
  if (const auto by = object.find("by")) assign(repeat.by_member, by_member(*by));
  if (const auto steps = object.require("steps")) {
    reader_.each(*steps, [&](const Node& item) {
      if (std::optional<Number> step = reader_.magnitude(item)) repeat.steps.push_back(*std::move(step));
    });
    if (steps->value->kind == json::Value::Kind::array && steps->value->items.empty()) {
      reader_.error(*steps, "empty_list");
    }
  }
  return repeat;
}

std::optional<Exclusive> ListReader::exclusive(const Node& node, bool positive) {
  constexpr std::array<std::string_view, 2> keys = {"group", "per"};
  constexpr std::array<std::string_view, 8> words = {"act",     "day",       "week", "month",
                                                     "quarter", "half_year", "year", "ever"};
  Object object(reader_, node, {"write_instead", {R"({"group": "…", "per": "year"})"}});
  object.allow(keys);
  const auto group = object.require("group");
  const auto per = object.require("per");
  Exclusive exclusive;
  exclusive.place = reader_.place(node);
  if (group) assign(exclusive.group, reader_.some_text(*group));
  const std::optional<std::size_t> word = per ? reader_.word(*per, words) : std::nullopt;
  if (word && *word != 0) exclusive.per = parse_period_kind(words[*word]);
  if (!word || exclusive.group.empty()) return std::nullopt;

  note_spelling(*group, "exclusive", exclusive.group);
  const auto [first, is_new] = groups_.emplace(exclusive.group, Group{positive, exclusive.per, exclusive.place});
  if (is_new) return exclusive;
  const Group& other = first->second;
  if (other.positive != positive) {
    reader_.error(*group, "exclusive_in_both_lists", {exclusive.group, where(other.place)});
  } else if (other.per != exclusive.per) {
    reader_.error(*per, "exclusive_per_differs",
                  {exclusive.group, per_text(exclusive.per), per_text(other.per), where(other.place)});
  }
  return exclusive;
}

std::vector<Limit> ListReader::limits(const Node& node) {
  std::vector<Limit> limits;
  reader_.each(node, [&](const Node& item) { limit(item, limits); });
  return limits;
}

void ListReader::limit(const Node& node, std::vector<Limit>& limits) {
  constexpr std::array<std::string_view, 4> keys = {"per", "points", "count", "by"};
  constexpr std::array<std::string_view, 2> forms = {"points", "count"};
  constexpr std::array<std::string_view, 2> of_categories = {"earn", "deduct"};
  Object object(reader_, node, {"write_instead", {R"({"per": "month", "points": 20})"}});
  bool is_of_category = false;
  object.allow(keys, [&](const json::Value::Member& member) {
    if (std::find(of_categories.begin(), of_categories.end(), member.key) == of_categories.end()) return false;
    reader_.error_at_key(node, member, "limit_of_category", {member.key}, {"did_you_mean", {"points"}});
    is_of_category = true;
    return true;
  });
  if (!object.is_object()) return;
  Limit limit;
  limit.place = reader_.place(node);
  const auto per = object.require("per");
  const std::optional<PeriodKind> period = per ? reader_.period(*per, Ever::allowed) : std::nullopt;
  const bool has_form = object.find("points") || object.find("count");
  const auto form = has_form || !is_of_category ? object.one_of(forms) : std::nullopt;
  if (form) {
    limit.is_count = form->key == "count";
    assign(limit.most, limit.is_count ? reader_.whole(*form, 0, max_count) : units_not_below_zero(*form));
  }
  std::optional<bool> by(false);
  if (const auto found = object.find("by")) by = by_member(*found);
  if (!period || !form || !by) return;
  limit.per = *period;
  limit.by_member = *by;
  const auto same = std::find_if(limits.begin(), limits.end(), [&](const Limit& other) {
    return other.per == limit.per && other.is_count == limit.is_count && other.by_member == limit.by_member;
  });
  if (same != limits.end()) {
    reader_.error(node, "duplicate_limit", {where(same->place)});
    return;
  }
  limits.push_back(std::move(limit));
}

std::optional<Validity> ListReader::validity(const Node& node) {
  constexpr std::array<std::string_view, 4> keys = {"months", "bands", "to_end_of", "years"};
  constexpr std::array<std::string_view, 3> forms = {"months", "bands", "to_end_of"};
  constexpr std::array<std::string_view, 2> band_keys = {"from", "months"};
  Object object(reader_, node, {"write_instead", {R"({"months": 12})"}});
  object.allow(keys);
  if (!object.is_object()) return std::nullopt;
  Validity validity;
  validity.place = reader_.place(node);
  const auto form = object.one_of(forms);
  const auto years = object.find("years");
  if (years) assign(validity.years, reader_.whole(*years, 0, max_months / 12));
  if (!form) return std::nullopt;
  if (years && form->key != "to_end_of") reader_.error(*years, "years_without_to_end_of");
  if (form->key == "months") {
    assign(validity.months, reader_.whole(*form, 1, max_months));
  } else if (form->key == "to_end_of") {
    validity.form = Validity::Form::to_end_of;
    assign(validity.period, reader_.period(*form, Ever::refused));
  } else {
    validity.form = Validity::Form::bands;
    std::optional<Number> last;
    reader_.each(*form, [&](const Node& item) {
      Object band(reader_, item, {"write_instead", {R"({"from": 0, "months": 12})"}});
      band.allow(band_keys);
      ValidityBand read;
      const auto from = band.require("from");
      const std::optional<Number> value = from ? reader_.number(*from) : std::nullopt;
      const auto months = band.require("months");
      if (months) assign(read.months, reader_.whole(*months, 1, max_months));
      if (value && last && *value <= *last) {
        reader_.error(*from, "does_not_rise", {shown(*from->value), last->to_string()});
      }
      if (!value) return;
      last = value;
      read.from = *value;
      validity.bands.push_back(std::move(read));
    });
    if (form->value->kind == json::Value::Kind::array && form->value->items.empty()) reader_.error(*form, "empty_list");
  }
  return validity;
}

std::optional<Veto> ListReader::veto(const Node& node) {
  constexpr std::array<std::string_view, 7> keys = {"for",      "cured_by", "forfeit",      "block",
                                                    "unranked", "level",    "no_redemption"};
  Object object(reader_, node, {"write_instead", {R"({"for": "year", "block": true})"}});
  object.allow(keys);
  if (!object.is_object()) return std::nullopt;
  Veto veto;
  veto.place = reader_.place(node);
  if (const auto how_long = object.require("for")) {
    if (how_long->value->kind == json::Value::Kind::object) {
      assign(veto.months, reader_.months(*how_long, 1));
    } else {
      veto.per = reader_.period(*how_long, Ever::allowed);
    }
  }
  if (const auto cures = object.find("cured_by")) veto.cured_by = kinds(*cures, true);
  if (const auto forfeit = object.find("forfeit")) veto.forfeit = reader_.period(*forfeit, Ever::allowed);
  if (const auto block = object.find("block")) assign(veto.block, reader_.boolean(*block));
  if (const auto unranked = object.find("unranked")) assign(veto.unranked, reader_.boolean(*unranked));
  if (const auto no_redemption = object.find("no_redemption")) {
    assign(veto.no_redemption, reader_.boolean(*no_redemption));
  }
  if (const auto level = object.find("level")) {
    assign(veto.level, reader_.id(*level));
    if (!veto.level.empty() && !object.find("unranked")) reader_.warning(*level, "level_without_unranked");
  }
  return veto;
}

Provenance ListReader::provenance(const Node& node) {
  constexpr std::array<std::string_view, 3> keys = {"document", "clause", "status"};
  Object object(reader_, node, {"write_instead", {R"({"document": "…", "clause": "…", "status": "stated"})"}});
  object.allow(keys);
  Provenance source;
  if (const auto document = object.find("document")) assign(source.document, reader_.text(*document));
  if (const auto clause = object.find("clause")) assign(source.clause, reader_.text(*clause));
  if (const auto status = object.find("status")) {
    if (const auto word = reader_.word(*status, status_words)) source.status = status_words[*word];
  }
  return source;
}

}  // namespace pointsbank::rulelist
