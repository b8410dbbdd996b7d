#include <algorithm>
#include <map>

#include "analysis/checks.hpp"

namespace pointsbank::analysis {

using expression::Comparison;
using expression::Source;
using Form = rulelist::Score::Form;

namespace {

void check_grades(const RuleView& view, Findings& findings) {
  for (const auto& [grade, points] : view.rule->score.grades) {
    if (may_be(view, Source::event_grade, grade)) continue;
    findings.add("grade_never_reached", findings.below(view.rule->score.place, "/grades/" + json::pointer_token(grade)),
                 {view.rule->id, grade}, "hint_never_reached");
  }
}

void check_bands(const RuleView& view, Findings& findings) {
  const std::vector<rulelist::Band>& bands = view.rule->score.bands;
  for (std::size_t at = 0; at < bands.size(); ++at) {
    NumberSet range = NumberSet::between(bands[at].from, std::nullopt);
    if (at + 1 < bands.size()) range.high = End{bands[at + 1].from, true};
    const NumberSet valid = NumberSet::between(0, std::nullopt);
    NumberSet reached = range;
    reached.keep(Comparison::equal, valid);
    // What adds up over time passes every band, whatever one event brings.
    const bool is_reached =
        view.rule->score.over ? !reached.is_empty() : may_lie(view, Source::event_quantity, reached);
    if (is_reached) continue;
    findings.add("band_never_reached", findings.below(view.rule->score.place, "/bands/" + std::to_string(at)),
                 {view.rule->id, bands[at].from.to_string()}, "hint_never_reached");
  }
}

/// Is the rule's condition nothing but bounds on the quantity?
bool is_about_quantity_alone(const RuleView& view) {
  if (view.cases.size() != 1 || view.cases.front().empty()) return false;
  return std::all_of(view.cases.front().begin(), view.cases.front().end(), [](const Demand& demand) {
    const expression::Node& node = demand.term->tree.nodes[demand.node];
    if (node.kind != expression::Node::Kind::binary || node.operand_count != 2) return false;
    const std::string quantity = key_of({Source::event_quantity, 0});
    const auto operands = demand.term->tree.operands_of(node);
    const auto is_bound = [&](std::size_t name, std::size_t literal) {
      return demand.term->keys[operands[name]] == quantity &&
             demand.term->tree.nodes[operands[literal]].kind == expression::Node::Kind::literal;
    };
    return is_bound(0, 1) || is_bound(1, 0);
  });
}

struct Stretch {
  const RuleView* view = nullptr;
  NumberSet quantities;
};

bool begins_before(const Stretch& a, const Stretch& b) {
  if (!a.quantities.low || !b.quantities.low) return !a.quantities.low && b.quantities.low;
  return a.quantities.low->value < b.quantities.low->value;
}

void check_stretches(std::vector<Stretch> stretches, const std::string& kind, Findings& findings) {
  std::stable_sort(stretches.begin(), stretches.end(), begins_before);
  std::size_t furthest = 0;
  for (std::size_t at = 1; at < stretches.size(); ++at) {
    const std::optional<End>& end = stretches[furthest].quantities.high;
    const std::optional<End>& begin = stretches[at].quantities.low;
    if (!end) return;
    if (begin && (end->value < begin->value || (end->value == begin->value && end->is_open && begin->is_open))) {
      findings.add("quantity_gap", findings.below(stretches[at].view->rule->place, "/when"),
                   {kind, end->value.to_string(), begin->value.to_string(), stretches[furthest].view->rule->id,
                    stretches[at].view->rule->id},
                   "hint_quantity_gap");
    }
    const std::optional<End>& here = stretches[at].quantities.high;
    if (!here || end->value < here->value || (end->value == here->value && end->is_open)) furthest = at;
  }
}

}  // namespace

void check_never_reached(const BookView& book, std::size_t version, Findings& findings) {
  for (const RuleView& view : book.rules_of(version)) {
    if (!view.can_score()) continue;
    if (view.rule->score.form == Form::grades) check_grades(view, findings);
    if (view.rule->score.form == Form::bands) check_bands(view, findings);
  }
}

void check_quantity_gaps(const BookView& book, std::size_t version, Findings& findings) {
  struct Family {
    std::vector<Stretch> stretches;
    bool has_others = false;
  };
  std::map<std::pair<bool, std::string>, Family> families;
  for (const RuleView& view : book.rules_of(version)) {
    if (!view.can_score()) continue;
    for (const std::string& kind : view.rule->on) {
      Family& family = families[{view.rule->positive, kind}];
      if (view.situations.size() == 1 && is_about_quantity_alone(view)) {
        family.stretches.push_back(
            {&view, view.situations.front().values_of({Source::event_quantity, 0}, expression::Type::number).numbers});
      } else {
        family.has_others = true;
      }
    }
  }
  for (auto& [key, family] : families) {
    if (!family.has_others && family.stretches.size() > 1) {
      check_stretches(std::move(family.stretches), key.second, findings);
    }
  }
}

}  // namespace pointsbank::analysis
