// What a base that sets ceilings (`additions`) allows the lists that extend it.
#include <algorithm>
#include <array>

#include "rulelist/list_reader.hpp"

namespace pointsbank::rulelist {
namespace {

using Form = Score::Form;

constexpr std::array<std::string_view, 4> allowed_forms = {"points", "grades", "bands", "range"};

}  // namespace

void ListReader::check_addition(const Object& object, const Rule& rule) {
  if (base_ == nullptr || !base_->additions) return;
  const auto& ceiling = rule.positive ? base_->additions->positive : base_->additions->negative;
  if (const auto node = object.find("score")) {
    check_added_score(*node, rule, ceiling ? ceiling->points : std::nullopt);
  }
  if (const auto node = object.find("veto")) reader_.error(*node, "addition_has", {"veto"});
  if (const auto node = object.find("repeat"); node && rule.repeat) {
    const auto is_above_one = [](const Number& step) { return step > Number(1); };
    const auto& steps = rule.repeat->steps;
    const auto above = std::find_if(steps.begin(), steps.end(), is_above_one);
    if (above != steps.end()) reader_.error(*node, "addition_step", {above->to_string()});
  }
  if (const auto node = object.find("category"); node && base_categories_.count(rule.category) != 0) {
    reader_.error(*node, "addition_category", {rule.category});
  }
  const auto node = object.find("exclusive");
  if (node && rule.exclusive && base_groups_.count(rule.exclusive->group) != 0) {
    reader_.error(*node, "addition_exclusive", {rule.exclusive->group});
  }
}

void ListReader::check_added_score(const Node& node, const Rule& rule, const std::optional<Number>& ceiling) {
  const Object object(reader_, node);
  const Score& score = rule.score;
  for (const std::string_view key : {"rate", "marginal", "formula"}) {
    if (const auto form = object.find(key)) {
      reader_.error(*form, "addition_form", {std::string(key), listed(allowed_forms)});
    }
  }
  if (const auto found = object.find("over")) reader_.error(*found, "addition_has", {"over"});
  if (!ceiling) return;
  const auto check = [&](const Node& at, const Number& points) {
    // Rounding may lift a score above the ceiling that it stays below as written.
    const Number scored = points.rounded_units(list_.decimals, list_.rounding);
    if (points <= *ceiling && scored <= ceiling->rounded_units(list_.decimals, Rounding::down)) return;
    reader_.error(at, "addition_above_ceiling", {points.to_string(), ceiling->to_string()});
  };
  if (const auto points = object.find("points"); points && score.form == Form::points) check(*points, score.points);
  if (const auto range = object.find("range"); range && score.form == Form::range) check(*range, score.most);
  if (const auto grades = object.find("grades"); grades && score.form == Form::grades) {
    // The grades that could be read, in the order of the members.
    auto grade = score.grades.begin();
    for (const json::Value::Member& member : grades->value->members) {
      if (grade == score.grades.end() || grade->first != member.key) continue;
      check(Node{&member.value, &*grades, member.key, 0}, grade->second);
      ++grade;
    }
  }
  if (const auto bands = object.find("bands"); bands && score.form == Form::bands) {
    const std::vector<json::Value>& items = bands->value->items;
    for (std::size_t index = 0; index < items.size() && index < score.bands.size(); ++index) {
      check(Node{&items[index], &*bands, {}, index}, score.bands[index].points);
    }
  }
}

void ListReader::check_number_of_additions(const Object& root) {
  if (!base_->additions) return;
  Additions left = *base_->additions;
  const auto take = [&](std::string_view side, std::optional<Additions::Ceiling>& ceiling) {
    const auto node = root.find(side);
    if (!node || !ceiling || !ceiling->rules) return;
    const auto added = static_cast<std::int64_t>(node->value->items.size());
    if (added > *ceiling->rules) {
      const auto first = static_cast<std::size_t>(*ceiling->rules);
      const Node item{&node->value->items[first], &*node, {}, first};
      reader_.error(item, "too_many_additions", {std::to_string(added), std::to_string(*ceiling->rules)});
    }
    *ceiling->rules = std::max<std::int64_t>(*ceiling->rules - added, 0);
  };
  take("positive", left.positive);
  take("negative", left.negative);
  if (const auto closings = root.find("closings"); closings && !closings->value->items.empty()) {
    reader_.error(*closings, "addition_has", {"closings"});
  }
  list_.additions = std::move(left);
}

}  // namespace pointsbank::rulelist
