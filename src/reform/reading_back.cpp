// A reform read back from what changed between two books.
#include <algorithm>

#include "json/rewrite.hpp"
#include "pointsbank/difference.hpp"
#include "pointsbank/reform.hpp"
#include "program/program.hpp"
#include "reform/edits.hpp"

namespace pointsbank {
namespace reform {
namespace {

using json::Value;
using Target = Difference::Target;
using Change = Difference::Change;

class ReadingBack {
 public:
  explicit ReadingBack(const rulelist::Book& after) : after_(after) {}

  [[nodiscard]] ReformOperation operation(const Difference& difference) const {
    ReformOperation operation;
    operation.target = target(difference);
    operation.when = {difference.from, difference.to, false};
    if (difference.change == Change::added) {
      operation.kind = ReformKind::add;
      operation.value = difference.after;
      operation.after = before_it(difference);
    } else if (difference.change == Change::removed) {
      operation.kind = ReformKind::remove;
    } else if (is_order(difference)) {
      operation.kind = ReformKind::order;
      operation.value = difference.after;
      if (difference.target == Target::list) {
        operation.target.side = difference.field;
      } else {
        operation.field = difference.field;
      }
    } else {
      operation.kind = difference.after.empty() ? ReformKind::remove : ReformKind::set;
      operation.field = difference.field;
      operation.value = difference.after;
    }
    return operation;
  }

 private:
  static ReformTarget target(const Difference& difference) {
    const bool is_added_rule = difference.change == Change::added && difference.target == Target::rule;
    switch (difference.target) {
      case Target::rule:
        return {ReformTarget::Part::rule, difference.id, is_added_rule ? difference.list : std::string()};
      case Target::category: return Reform::category(difference.id);
      case Target::closing: return Reform::closing(difference.id);
      case Target::list: break;
    }
    return Reform::list();
  }

  /// Rules, closings or levels that stand in another order: both sides name the same ids.
  static bool is_order(const Difference& difference) {
    const bool is_whole =
        difference.target == Target::list &&
        (difference.field == "positive" || difference.field == "negative" || difference.field == "closings");
    return is_whole || (difference.target == Target::closing && difference.field == "levels" &&
                        difference.before.starts_with("[\"") && difference.after.starts_with("[\""));
  }

  /// The id of what stands before an added rule, category or closing.
  [[nodiscard]] std::string before_it(const Difference& difference) const {
    const std::string_view part = difference.target == Target::category  ? "categories"
                                  : difference.target == Target::closing ? "closings"
                                                                         : std::string_view(difference.list);
    for (const rulelist::List& list : after_.versions) {
      if (difference.from && !list.effective.holds(*difference.from)) continue;
      const Value* const items = list.document.find(part);
      const Value* const found = item(list.document, part, difference.id);
      if (items == nullptr || found == nullptr) continue;
      const Value* const first = items->items.data();
      return found == first ? std::string() : (found - 1)->find("id")->text;
    }
    return {};
  }

  const rulelist::Book& after_;
};

}  // namespace
}  // namespace reform

Reform reform_between(const Program& before, const Program& after, std::string title) {
  Reform found(std::move(title));
  const reform::ReadingBack reading(after.compiled().book);
  for (const Difference& difference : differences(before, after)) {
    // A list of another id is another book; what it is called is no matter of a reform.
    if (difference.target == Difference::Target::list && difference.field == "id") continue;
    found.push(reading.operation(difference));
  }
  return found;
}

}  // namespace pointsbank
