#include <algorithm>
#include <array>

#include "rulelist/list_reader.hpp"

namespace pointsbank::rulelist {
namespace {

constexpr std::array<std::string_view, 7> form_words = {"points",   "rate",  "grades", "bands",
                                                        "marginal", "range", "formula"};
constexpr std::array<std::string_view, 10> score_keys = {"points", "rate",    "grades", "bands", "marginal",
                                                         "range",  "formula", "each",   "whole", "over"};

bool is_empty_list(const Node& node) {
  return node.value->kind == json::Value::Kind::array && node.value->items.empty();
}

}  // namespace

Score ListReader::score(const Node& node) {
  Score score;
  score.place = reader_.place(node);
  Hint hint{"write_instead", {R"({"points": 5})"}};
  if (node.value->kind == json::Value::Kind::number) hint.arguments = {"{\"points\": " + shown(*node.value) + "}"};
  Object object(reader_, node, hint);
  object.allow(score_keys);
  if (!object.is_object()) return score;
  const auto form = object.one_of(form_words, {"write_instead", {R"({"points": 5})"}});
  const auto over_node = object.find("over");
  if (over_node) score.over = over(*over_node);
  if (!form) return score;
  score.form =
      static_cast<Score::Form>(std::find(form_words.begin(), form_words.end(), form->key) - form_words.begin());
  const bool is_rate = score.form == Score::Form::rate;
  const bool may_have_over = is_rate || score.form == Score::Form::bands || score.form == Score::Form::marginal;
  for (const std::string_view key : {"each", "whole"}) {
    const auto found = object.find(key);
    if (found && !is_rate)
      reader_.error(*found, "not_of_this_score", {std::string(key), std::string(form->key), "`rate`"});
  }
  if (over_node && !may_have_over) {
    reader_.error(*over_node, "not_of_this_score", {"over", std::string(form->key), "`rate`, `bands`, `marginal`"});
  }
  if (is_rate) {
    rate(object, *form, score);
  } else {
    score_form(*form, score);
  }
  return score;
}

void ListReader::score_form(const Node& node, Score& score) {
  switch (score.form) {
    case Score::Form::points: assign(score.points, reader_.magnitude(node)); break;
    case Score::Form::grades: grades(node, score); break;
    case Score::Form::bands: bands(node, score.over.has_value(), score); break;
    case Score::Form::marginal: marginal(node, score); break;
    case Score::Form::range: range(node, score); break;
    case Score::Form::formula: score.formula = expression(node, scopes_.rule, expression::Type::number); break;
    case Score::Form::rate: break;
  }
}

void ListReader::rate(const Object& object, const Node& node, Score& score) {
  assign(score.rate, reader_.magnitude(node));
  if (const auto each = object.find("each")) assign(score.each, reader_.above_zero(*each));
  if (const auto whole = object.find("whole")) assign(score.whole, reader_.boolean(*whole));
}

void ListReader::grades(const Node& node, Score& score) {
  const Object object(reader_, node, {"write_instead", {R"({"national": 50, "city": 10})"}});
  if (!object.is_object()) return;
  object.each([&](const Node& item, const json::Value::Member& member) {
    if (member.key.empty()) reader_.error_at_key(node, member, "empty_text");
    std::optional<Number> points = reader_.magnitude(item);
    if (points) score.grades.emplace_back(member.key, *std::move(points));
  });
  const auto& members = node.value->members;
  const auto is_ignored = [](const json::Value::Member& member) { return member.key.starts_with("x-"); };
  if (std::all_of(members.begin(), members.end(), is_ignored)) reader_.error(node, "empty_grades");
}

void ListReader::bands(const Node& node, bool may_not_fall, Score& score) {
  constexpr std::array<std::string_view, 2> keys = {"from", "points"};
  if (is_empty_list(node)) reader_.error(node, "empty_list");
  std::optional<Number> last_from;
  std::optional<Number> last_points;
  reader_.each(node, [&](const Node& item) {
    Object object(reader_, item, {"write_instead", {R"({"from": 0, "points": 1})"}});
    object.allow(keys);
    const auto from = object.require("from");
    const auto points = object.require("points");
    const std::optional<Number> begin = from ? reader_.number(*from) : std::nullopt;
    const std::optional<Number> magnitude = points ? reader_.magnitude(*points) : std::nullopt;
    if (begin && last_from && *begin <= *last_from) {
      reader_.error(*from, "does_not_rise", {shown(*from->value), last_from->to_string()});
    }
    if (may_not_fall && magnitude && last_points && *magnitude < *last_points) {
      reader_.error(*points, "bands_fall", {shown(*points->value), last_points->to_string()});
    }
    if (begin) last_from = begin;
    if (magnitude) last_points = magnitude;
    if (begin && magnitude) score.bands.push_back({*begin, *magnitude});
  });
}

void ListReader::marginal(const Node& node, Score& score) {
  constexpr std::array<std::string_view, 4> keys = {"to", "rate", "each", "whole"};
  if (is_empty_list(node)) reader_.error(node, "empty_list");
  Number last(0);
  reader_.each(node, [&](const Node& item) {
    Object object(reader_, item, {"write_instead", {R"({"to": 20, "rate": 1})"}});
    object.allow(keys);
    if (!object.is_object()) return;
    Tier tier;
    if (const auto to = object.find("to")) {
      tier.to = reader_.number(*to);
      if (tier.to && *tier.to <= last) reader_.error(*to, "does_not_rise", {shown(*to->value), last.to_string()});
      if (tier.to) last = *tier.to;
    } else if (item.index + 1 < node.value->items.size() && !object.was_meant("to")) {
      reader_.error(item, "open_tier_not_last");
    }
    if (const auto rate = object.require("rate")) assign(tier.rate, reader_.magnitude(*rate));
    if (const auto each = object.find("each")) assign(tier.each, reader_.above_zero(*each));
    if (const auto whole = object.find("whole")) assign(tier.whole, reader_.boolean(*whole));
    score.tiers.push_back(std::move(tier));
  });
}

void ListReader::range(const Node& node, Score& score) {
  if (!reader_.is_list(node)) return;
  const std::vector<json::Value>& items = node.value->items;
  if (items.size() != 2) {
    reader_.error(node, "pair_expected", {std::to_string(items.size())}, {"write_instead", {"[1, 5]"}});
    return;
  }
  const Node least{items.data(), &node, {}, 0};
  const Node most{items.data() + 1, &node, {}, 1};
  const std::optional<Number> low = reader_.magnitude(least);
  const std::optional<Number> high = reader_.magnitude(most);
  if (low && high && *high < *low) reader_.error(most, "range_falls", {shown(items[1]), shown(items[0])});
  assign(score.least, low);
  assign(score.most, high);
}

std::optional<Score::Over> ListReader::over(const Node& node) {
  constexpr std::array<std::string_view, 2> keys = {"per", "by"};
  Object object(reader_, node, {"write_instead", {R"({"per": "year"})"}});
  object.allow(keys);
  if (!object.is_object()) return std::nullopt;
  Score::Over over;
  if (const auto per = object.require("per")) assign(over.per, reader_.period(*per, Ever::allowed));
  if (const auto by = object.find("by")) assign(over.by_member, by_member(*by));
  return over;
}

}  // namespace pointsbank::rulelist
