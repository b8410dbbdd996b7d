#include "desks/what_if.hpp"

#include <algorithm>
#include <optional>

#include "pointsbank/baseline.hpp"
#include "pointsbank/difference.hpp"
#include "pointsbank/reform.hpp"

namespace portal {

using namespace pointsbank;

namespace {

/// What a field is called, as the library calls it: the words before `[field]` in the line of a difference.
std::string words_of(const Difference& difference, Language language) {
  const std::string text = to_text(std::vector<Difference>{difference}, language);
  const std::size_t end = text.find(" [" + difference.field + "]");
  if (end == std::string::npos) return difference.field;
  std::size_t begin = text.rfind('\n', end);
  begin = begin == std::string::npos ? 0 : begin + 1;
  begin = std::min(text.find_first_not_of(' ', begin), end);
  return text.substr(begin, end - begin);
}

bool is_decimal(const std::string& text) { return parse_decimal(text).fault == DecimalFault::none; }

/// What would differ if every amount of this kind were doubled: so each of them is found, with where it stands and what
/// it is. Nothing where the rules have none.
std::vector<Difference> amounts(std::span<const RuleList> lists, const Program& program, const char* side,
                                const char* field) {
  Reform doubled("doubled");
  doubled.scale(Reform::side(side), field, "2");
  try {
    return differences(program, compile(doubled.apply(lists)));
  } catch (const InputError&) {
    return {};
  }
}

}  // namespace

std::vector<RuleField> rule_fields(std::span<const RuleList> lists) {
  const Program program = compile(lists);
  std::vector<RuleField> fields;
  std::vector<std::string> order;
  for (const char* const side : {"positive", "negative"}) {
    for (const char* const field : {"score", "limits"}) {
      for (const Difference& each : amounts(lists, program, side, field)) {
        if (each.target != Difference::Target::rule || !is_decimal(each.before)) continue;
        const auto is_known = [&](const RuleField& known) {
          return known.rule == each.id && known.field == each.field;
        };
        // Of several versions the last one's value is what holds now.
        if (const auto known = std::find_if(fields.begin(), fields.end(), is_known); known != fields.end()) {
          known->value = each.before;
          continue;
        }
        if (std::find(order.begin(), order.end(), each.id) == order.end()) order.push_back(each.id);
        fields.push_back({each.id,
                          each.field,
                          {each.title_zh.empty() ? each.id : each.title_zh, each.title_en},
                          {words_of(each, Language::zh), words_of(each, Language::en)},
                          each.before});
      }
    }
  }
  const auto place = [&](const RuleField& field) { return std::find(order.begin(), order.end(), field.rule); };
  std::stable_sort(fields.begin(), fields.end(),
                   [&](const RuleField& a, const RuleField& b) { return place(a) < place(b); });
  return fields;
}

WhatIfAnswer answer_to(const WhatIf& question, const bank::EvaluationInputs& inputs,
                       const std::function<bool()>& go_on) {
  Reform reform("what if");
  reform.set(Reform::rule(question.rule), question.field, question.value, {.from = question.from});
  Issues found = check(reform, inputs.lists);
  if (has_errors(found)) throw InputError(std::move(found));
  for (Issue& issue : unheard(reform, inputs.lists, inputs.events)) found.push_back(std::move(issue));

  EvaluateOptions options = inputs.options;
  options.closings = true;
  options.progress = [&go_on](int) { return go_on(); };
  const Baseline before(compile(inputs.lists), inputs.roster, inputs.events, options);
  return {compare(before, compile(reform.apply(inputs.lists))), std::move(found)};
}

}  // namespace portal
