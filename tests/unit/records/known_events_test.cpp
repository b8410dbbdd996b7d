// Ids over several tables, and tables put together from rows of others.
#include "records/known_events.hpp"
#include "pointsbank/tables.hpp"
#include "records/gathered_events.hpp"
#include "support/catch.hpp"
#include "unit/records/reading.hpp"

namespace pointsbank::records {
namespace {

TableFormat format() {
  TableFormat format;
  format.event_attributes = {{"hours", AttributeType::number},
                             {"place", AttributeType::string},
                             {"indoors", AttributeType::boolean},
                             {"due", AttributeType::date}};
  return format;
}

std::vector<Cells> event(std::string_view id, std::string_view quantity = "", std::string_view place = "") {
  return {{{"event", id},
           {"household", "H1"},
           {"kind", "work"},
           {"at", "2026-03-05"},
           {"quantity", quantity},
           {"place", place}}};
}

std::vector<Cells> revocation(std::string_view id, std::string_view revokes) {
  return {{{"event", id}, {"revokes", revokes}}};
}

Events table(std::initializer_list<std::vector<Cells>> parts) {
  std::vector<Cells> rows;
  for (const std::vector<Cells>& part : parts) rows.insert(rows.end(), part.begin(), part.end());
  return make_events(rows, format());
}

TEST_CASE("what was there before with the same values is found again") {
  KnownEvents known(table({event("e1", "1.50"), event("e2"), revocation("r1", "e9")}));
  const Events more = table({event("e1", "1.5"), event("e3"), revocation("r1", "e9"), revocation("r2", "e2")});
  const KnownEvents::Again again = known.seen(more);
  CHECK(again.events == std::vector<bool>{true, false});
  CHECK(again.revocations == std::vector<bool>{true, false});
  known.add(more, again);
  CHECK(known.event("e1")->table == 0);
  CHECK(known.event("e3")->table == 1);
  CHECK(known.event("e3")->row == 1);
  CHECK_FALSE(known.event("r2"));
  CHECK_FALSE(known.event("e4"));
  CHECK(known.seen(table({event("e3"), revocation("r2", "e2")})).events == std::vector<bool>{true});
}

TEST_CASE("an id that says something else is refused") {
  const KnownEvents known(table({event("e1", "1.50"), event("e2", "", "hall"), revocation("r1", "e9")}));
  const auto refused = [&](const Events& more) {
    try {
      static_cast<void>(known.seen(more));
    } catch (const InputError& error) {
      return error.issues().size();
    }
    return std::size_t{0};
  };
  CHECK(refused(table({event("e1", "1.51")})) == 1);
  CHECK(refused(table({event("e1")})) == 1);
  CHECK(refused(table({event("e2", "", "yard")})) == 1);
  CHECK(refused(table({event("r1")})) == 1);
  CHECK(refused(table({revocation("e1", "e2")})) == 1);
  CHECK(refused(table({revocation("r1", "e8"), event("e1", "2"), event("e3")})) == 2);
  CHECK(refused(table({event("e2", "", "hall"), event("e3")})) == 0);
}

TEST_CASE("rows of several tables make one, at the finest scale") {
  const Events first = make_events(
      std::vector<Cells>{
          {{"event", "a"}, {"household", "H1"}, {"kind", "work"}, {"at", "2026-03-05"}, {"quantity", "12"}},
          {{"event", "b"},
           {"household", "H2"},
           {"kind", "work"},
           {"at", "2026-03-06"},
           {"quantity", "900000000000000000"},
           {"place", "hall"}}},
      format());
  const Events second = make_events(std::vector<Cells>{{{"event", "c"},
                                                        {"member", "M1"},
                                                        {"kind", "sports"},
                                                        {"at", "2026-03-05T08:30:00.5+08:00"},
                                                        {"recorded", "2026-03-07T00:00:00Z"},
                                                        {"quantity", "0.125"},
                                                        {"hours", "2.5"},
                                                        {"place", "yard"},
                                                        {"indoors", "true"},
                                                        {"due", "2026-04-01"}}},
                                    format());
  GatheredEvents gathered(format());
  gathered.add(first, std::vector<Id>{1, 0});
  gathered.add(second, std::vector<Id>{0});
  const Events events = gathered.finish();
  const Events::Columns& columns = events.columns();
  REQUIRE(events.size() == 3);
  CHECK(columns.id[0] == "b");
  CHECK(columns.id[2] == "c");
  CHECK(columns.quantity.at(0).to_string() == "900000000000000000");
  CHECK(columns.quantity.at(1).to_string() == "12");
  CHECK(columns.quantity.at(2).to_string() == "0.125");
  CHECK(columns.kind.ids[0] == columns.kind.ids[1]);
  CHECK(columns.kind.at(2) == "sports");
  CHECK_FALSE(columns.household.has(2));
  CHECK(columns.member.at(2) == "M1");
  CHECK(columns.second[1] == -1);
  CHECK(columns.second[2] == 30600);
  CHECK(columns.microsecond[0] == 0);
  CHECK(columns.microsecond[2] == 500000);
  CHECK(columns.recorded[0] == absent_cell);
  CHECK(columns.recorded[2] != absent_cell);
  const auto& hours = std::get<DecimalColumn>(columns.attributes[0]);
  CHECK_FALSE(hours.has(0));
  CHECK(hours.at(2).to_string() == "2.5");
  CHECK(std::get<TextColumn>(columns.attributes[1]).at(0) == "hall");
  CHECK_FALSE(std::get<TextColumn>(columns.attributes[1]).has(1));
  CHECK(std::get<BoolColumn>(columns.attributes[2]).values[1] == -1);
  CHECK(std::get<BoolColumn>(columns.attributes[2]).values[2] == 1);
  CHECK(std::get<DateColumn>(columns.attributes[3]).days[0] == INT32_MIN);
  CHECK(std::get<DateColumn>(columns.attributes[3]).days[2] == Date::of(2026, 4, 1).days);
}

}  // namespace
}  // namespace pointsbank::records
