#include "explanation/formula.hpp"

#include <algorithm>
#include <stdexcept>

namespace pointsbank::explanation {

namespace {

using Form = rulelist::Score::Form;

/// A value and how it is calculated.
struct Calculated {
  std::string formula;
  Number value;
};

std::string product(const Number& rate, const Number& part, const Number& each) {
  std::string text = rate.to_string() + " × " + part.to_string();
  if (each != Number(1)) text += " ÷ " + each.to_string();
  return text;
}

Calculated of_rate(const rulelist::Score& score, const Number& quantity) {
  if (!score.whole) return {product(score.rate, quantity, score.each), score.rate * (quantity / score.each)};
  const Number whole = (quantity / score.each).floor();
  return {product(score.rate, whole, 1), score.rate * whole};
}

const rulelist::Band* band_of(const rulelist::Score& score, const Number& quantity) {
  const rulelist::Band* reached = nullptr;
  for (const rulelist::Band& band : score.bands) {
    if (quantity < band.from) break;
    reached = &band;
  }
  return reached;
}

Calculated of_tiers(const rulelist::Score& score, const Number& quantity) {
  Calculated sum;
  Number begin;
  for (const rulelist::Tier& tier : score.tiers) {
    if (quantity <= begin) break;
    const Number end = tier.to ? std::min(*tier.to, quantity) : quantity;
    if (end > begin) {
      Number part = end - begin;
      Number each = tier.each;
      if (tier.whole) {
        part = (part / each).floor();
        each = 1;
      }
      sum.formula.append(sum.formula.empty() ? "" : " + ").append(product(tier.rate, part, each));
      sum.value = sum.value + tier.rate * (part / each);
    }
    if (!tier.to) break;
    begin = std::max(begin, *tier.to);
  }
  if (sum.formula.empty()) sum.formula = "0";
  return sum;
}

Calculated of_quantity(const rulelist::Score& score, const Number& quantity) {
  if (score.form == Form::rate) return of_rate(score, quantity);
  if (score.form == Form::marginal) return of_tiers(score, quantity);
  const rulelist::Band* band = band_of(score, quantity);
  const Number points = band == nullptr ? Number() : band->points;
  return {points.to_string(), points};
}

void derive_from_quantity(const Story& story, const program::Rule& rule, const Number& earlier, Derivation& result) {
  const rulelist::Score& score = *rule.score.model;
  const Number& quantity = *result.quantity;
  if (rule.score.over.index == program::none) {
    Calculated calculated = of_quantity(score, quantity);
    result.formula = std::move(calculated.formula);
    result.exact = std::move(calculated.value);
    if (score.form == Form::rate && score.whole) result.whole = (quantity / score.each).floor();
    if (score.form != Form::bands) return;
    if (const rulelist::Band* band = band_of(score, quantity)) result.band = band->from;
    return;
  }
  const Number units_a_point = Number(1) / Number(Decimal{1, story.decimals()});
  const auto rounded = [&](const Number& value) {
    return value.rounded_units(story.decimals(), story.program->rounding) / units_a_point;
  };
  Calculated before = of_quantity(score, earlier);
  Calculated together = of_quantity(score, earlier + quantity);
  Derivation::Over over{earlier,
                        earlier + quantity,
                        std::move(before.formula),
                        std::move(together.formula),
                        rounded(before.value),
                        rounded(together.value)};
  result.exact = over.points_together - over.points_before;
  result.formula = over.points_together.to_string() + " − " + over.points_before.to_string();
  result.over = std::move(over);
}

Derivation derive(const Story& story, const program::Rule& rule, const evaluation::Step& step, Id event) {
  const Events::Columns& columns = story.events->columns();
  const rulelist::Score& score = *rule.score.model;
  Derivation result;
  result.form = score.form;
  switch (score.form) {
    case Form::points: result.exact = score.points; break;
    case Form::grades:
      result.grade = columns.grade.at(event);
      for (const auto& [grade, points] : score.grades) {
        if (grade == result.grade) result.exact = points;
      }
      break;
    case Form::range: result.exact = columns.points.at(event); break;
    case Form::formula: result.exact = step.number; break;
    default:
      result.quantity = columns.quantity.at(event);
      derive_from_quantity(story, rule, step.earlier, result);
      return result;
  }
  result.formula = result.exact.to_string();
  return result;
}

std::string input_name(expression::Input input, const rulelist::List& list, const expression::Expression& expression) {
  using expression::Source;
  switch (input.source) {
    case Source::event_id: return "event.id";
    case Source::event_kind: return "event.kind";
    case Source::event_grade: return "event.grade";
    case Source::event_member: return "event.member";
    case Source::event_act: return "event.act";
    case Source::event_date: return "event.date";
    case Source::event_quantity: return "event.quantity";
    case Source::event_points: return "event.points";
    case Source::event_minute: return "event.minute";
    case Source::event_attribute: return "event." + list.event_attributes[input.index].name;
    case Source::subject_id: return "subject.id";
    case Source::subject_group: return "subject." + list.groups[input.index];
    case Source::subject_attribute: return "subject." + list.subject_attributes[input.index].name;
    case Source::period: return "period";
    case Source::awarded: return "awarded";
    case Source::standing: return "standing";
    case Source::spendable: return "spendable";
    case Source::count: return "count(\"" + expression.kinds()[input.index] + "\")";
    case Source::quantity: return "quantity(\"" + expression.kinds()[input.index] + "\")";
  }
  return {};
}

struct ValueText {
  ReadLine& line;
  void operator()(std::monostate) const { line.is_absent = true; }
  void operator()(bool value) const { line.value = value ? "true" : "false"; }
  void operator()(const Number& value) const { line.value = value.to_string(); }
  void operator()(std::string_view value) const {
    line.value = value;
    line.is_text = true;
  }
  void operator()(Date value) const {
    line.value = value.to_string();
    line.is_text = true;
  }
};

}  // namespace

MagnitudeLine magnitude_line(const Story& story, const evaluation::Step& step, Id event) {
  const program::Rule& rule = story.program->rules[step.rule];
  MagnitudeLine line;
  line.derivation = derive(story, rule, step, event);
  if (rule.score.model->formula) line.reads = read_lines(step.reads, *rule.list, *rule.score.model->formula);
  line.step = step.step;
  line.occurrence = step.count;
  line.exact = line.derivation.exact * step.step;
  line.rounded = step.units;
  if (line.exact.to_units(story.decimals(), story.program->rounding) != line.rounded) {
    throw std::logic_error("the explanation of " + std::string(story.event_id(event)) + " under " + rule.model->id +
                           " gives " + line.exact.to_string() + ", the evaluation " +
                           units_to_string(line.rounded, story.decimals()));
  }
  return line;
}

std::vector<ReadLine> read_lines(const std::vector<evaluation::Read>& reads, const rulelist::List& list,
                                 const expression::Expression& expression) {
  std::vector<ReadLine> lines;
  for (const evaluation::Read& read : reads) {
    ReadLine line;
    line.name = input_name(read.input, list, expression);
    std::visit(ValueText{line}, read.value);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace pointsbank::explanation
