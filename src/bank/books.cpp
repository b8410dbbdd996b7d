// Rule books: which lists are in force.
#include <set>
#include <utility>

#include "bank/work.hpp"
#include "program/program.hpp"

namespace pointsbank::bank {

namespace {

/// What the rows that are held already were read by cannot change under them.
void need_same_tables(const TableFormat& held, const TableFormat& given) {
  if (held.subject != given.subject) wrong("lists", "bank_book_differs", {"subject", held.subject, given.subject});
  if (held.utc_offset != given.utc_offset) {
    wrong("lists", "bank_book_differs",
          {"utc_offset", utc_offset_to_string(held.utc_offset), utc_offset_to_string(given.utc_offset)});
  }
  const auto compare = [](const std::vector<Attribute>& before, const std::vector<Attribute>& after) {
    for (const Attribute& attribute : after) {
      for (const Attribute& other : before) {
        if (other.name != attribute.name || other.type == attribute.type) continue;
        wrong("lists", "bank_attribute_differs", {attribute.name});
      }
    }
  };
  compare(held.subject_attributes, given.subject_attributes);
  compare(held.event_attributes, given.event_attributes);
}

/// `points` says what a unit is, and every amount that is held is so many of them.
void need_same_points(const rulelist::List& held, const rulelist::List& given) {
  const auto need_same = [](std::string_view key, const std::string& before, const std::string& after) {
    if (before != after) wrong("lists", "bank_book_differs", {"points/" + std::string(key), before, after});
  };
  const auto floor_of = [](const rulelist::List& list) {
    return list.floor ? units_to_string(*list.floor, list.decimals) : std::string("-");
  };
  const auto rounding_of = [](const rulelist::List& list) {
    constexpr const char* words[] = {"half_up", "half_even", "down", "up"};
    return std::string(words[static_cast<std::size_t>(list.rounding)]);
  };
  need_same("decimals", std::to_string(held.decimals), std::to_string(given.decimals));
  need_same("unit", held.unit, given.unit);
  need_same("rounding", rounding_of(held), rounding_of(given));
  need_same("floor", floor_of(held), floor_of(given));
}

bool has_history(Work& work) {
  bool has_entries = false;
  work.store().visit_money([&](const store::MoneyRecord&) { return !(has_entries = true); });
  return has_entries || work.store().setting("through").has_value();
}

void need_successor(Work& work, const RuleBook& held, const Program& given) {
  const Program& before = *held.program;
  if (before.id() != given.id()) wrong("lists", "bank_other_rule_book", {before.id(), given.id()});
  need_same_tables(before.table_format(), given.table_format());
  need_same_points(held.model.versions.front(), given.compiled().book.versions.front());
  const Date was = before.table_format().first_day;
  const Date is = given.table_format().first_day;
  if (was < is && has_history(work)) {
    wrong("lists", "bank_book_begins_later", {is.to_string(), was == Date::always() ? "…" : was.to_string()});
  }
}

}  // namespace

Answer carry_out(Work& work, const Adopt& request) {
  work.need_officer(journal::Role::clerk);
  if (request.lists.empty()) wrong("lists", "bank_missing_field", {"lists"});
  std::vector<RuleList> lists;
  journal::Adopted adopted{work.by(), work.at(), {}, {}};
  for (const File& list : request.lists) {
    lists.push_back(parse({list.name, list.content}));
    adopted.lists.push_back(sha256(list.content));
  }
  const Program program = compile(lists);
  adopted.rule_book = program.id();
  if (work.has_book()) need_successor(work, work.book(), program);
  for (std::size_t i = 0; i < lists.size(); ++i) work.store().keep_document(adopted.lists[i], request.lists[i].content);
  const store::Seq seq = work.write(adopted);
  work.store().set("adopted", std::to_string(seq) + " " + work.head().chain.to_string());
  std::set<std::string> households;
  work.store().visit_households(
      [&](const store::HouseholdRecord& row) { return households.insert(row.household), true; });
  for (const std::string& household : households) mark(work, household, {});
  Answer answer;
  answer.values = {{"rule_book", adopted.rule_book}, number_value("lists", static_cast<std::int64_t>(lists.size()))};
  return answer;
}

}  // namespace pointsbank::bank
