#include "same_tables.hpp"

#include <algorithm>

namespace pointsbank::python {

namespace {

template <class T>
bool same(const Column<T>& a, const Column<T>& b) {
  return a.size() == b.size() && (a.data() == b.data() || std::equal(a.begin(), a.end(), b.begin()));
}

bool same(const IdColumn& a, const IdColumn& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t row = 0; row < a.size(); ++row) {
    if (a[row] != b[row]) return false;
  }
  return true;
}

bool same(const TextColumn& a, const TextColumn& b) {
  if (!same(a.ids, b.ids)) return false;
  if (a.texts == b.texts || a.ids.empty()) return true;
  if (!a.texts || !b.texts || a.texts->size() != b.texts->size()) return false;
  for (Id id = 0; id < a.texts->size(); ++id) {
    if (a.texts->text(id) != b.texts->text(id)) return false;
  }
  return true;
}

/// The values that need more than 64 bits.
bool same_wide(const DecimalColumn& a, const DecimalColumn& b) {
  if (a.wide == b.wide) return true;
  const std::size_t count = a.wide ? a.wide->size() : 0;
  if (count != (b.wide ? b.wide->size() : 0)) return false;
  return count == 0 || std::all_of(a.wide->begin(), a.wide->end(), [&](const auto& cell) {
           const auto found = b.wide->find(cell.first);
           return found != b.wide->end() && found->second.mantissa == cell.second.mantissa &&
                  found->second.decimals == cell.second.decimals;
         });
}

bool same(const DecimalColumn& a, const DecimalColumn& b) {
  return a.decimals == b.decimals && same(a.mantissas, b.mantissas) && same_wide(a, b);
}
bool same(const BoolColumn& a, const BoolColumn& b) { return same(a.values, b.values); }
bool same(const DateColumn& a, const DateColumn& b) { return same(a.days, b.days); }

bool same(const AttributeColumn& a, const AttributeColumn& b) {
  return a.index() == b.index() &&
         std::visit([&](const auto& column) { return same(column, std::get<std::decay_t<decltype(column)>>(b)); }, a);
}

bool same(const Events::Revocation& a, const Events::Revocation& b) {
  return a.id == b.id && a.household == b.household && a.recorded == b.recorded && a.revokes == b.revokes &&
         a.target == b.target;
}
bool same(const Events::Duplicate& a, const Events::Duplicate& b) { return a.id == b.id && a.household == b.household; }

bool same(const Entries::Entry& a, const Entries::Entry& b) {
  return a.id == b.id && a.household == b.household && a.date == b.date &&
         a.microseconds_of_day == b.microseconds_of_day && a.cause == b.cause && a.standing == b.standing &&
         a.spendable == b.spendable && a.of == b.of;
}

template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same(x, y); });
}

bool same(const Roster& a, const Roster& b) {
  if (a.size() != b.size() || a.format().groups != b.format().groups ||
      a.format().subject_attributes != b.format().subject_attributes || a.format().subject != b.format().subject)
    return false;
  if (a.size() == 0) return true;
  const Roster::Columns &x = a.columns(), &y = b.columns();
  return &x == &y || (same(x.joined, y.joined) && same(x.left, y.left) && same(x.first_row, y.first_row) &&
                      same(x.from, y.from) && same(x.groups, y.groups) && same(x.attributes, y.attributes) &&
                      same(x.household, y.household) && same(x.name, y.name));
}

bool same(const Events& a, const Events& b) {
  if (a.format().utc_offset != b.format().utc_offset || a.format().event_attributes != b.format().event_attributes)
    return false;
  const Events::Columns &x = a.columns(), &y = b.columns();
  return (&x == &y ||
          (same(x.kind, y.kind) && same(x.household, y.household) && same(x.date, y.date) && same(x.second, y.second) &&
           same(x.microsecond, y.microsecond) && same(x.recorded, y.recorded) && same(x.quantity, y.quantity) &&
           same(x.points, y.points) && same(x.grade, y.grade) && same(x.member, y.member) && same(x.act, y.act) &&
           same(x.attributes, y.attributes) && same(x.id, y.id))) &&
         same(a.revocations(), b.revocations()) && same(a.duplicates(), b.duplicates());
}

/// Do the members of the events belong to the same households?  Nothing else of the stays matters to an evaluation.
bool same_stays(const Members& a, const Members& b, const Events& events) {
  if (a.size() != b.size()) return false;
  const Events::Columns& columns = events.columns();
  for (Id row = 0; row < events.size(); ++row) {
    if (!columns.member.has(row)) continue;
    const Date date{columns.date[row]};
    const Members::Stay *const x = a.on(columns.member.at(row), date), *const y = b.on(columns.member.at(row), date);
    if (x == y && x != nullptr) return true;  // one table
    if ((x == nullptr) != (y == nullptr)) return false;
    if (x != nullptr && (x->household != y->household || x->joined != y->joined || x->left != y->left)) return false;
  }
  return true;
}

}  // namespace

bool are_same_tables(const EvaluationInputs& a, const EvaluationInputs& b) {
  const EvaluateOptions &x = a.options, &y = b.options;
  return x.through == y.through && x.as_of == y.as_of && x.has_members == y.has_members && x.published == y.published &&
         same(x.entries.rows(), y.entries.rows()) && same(a.roster, b.roster) && same(a.events, b.events) &&
         (!x.has_members || same_stays(x.members, y.members, a.events));
}

}  // namespace pointsbank::python
