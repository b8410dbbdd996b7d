// Tables from texts that are in memory already: the same as from files of these names.
#include "pointsbank/table_texts.hpp"

#include "reading.hpp"
#include "support/catch.hpp"

using namespace pointsbank;

TEST_CASE("a text is read as a file of its name would be", "[records]") {
  const TableFormat format = reading::bare();
  const Roster roster = read_roster(TableText{"roster.csv", "household\nH2\nH1\n"}, format);
  REQUIRE(roster.size() == 2);
  CHECK(roster.id(0) == "H1");
  const Members members = read_members(TableText{"m.jsonl", "{\"member\": \"li\", \"household\": \"H1\"}\n"}, format);
  CHECK(members.size() == 1);
  const std::string events = "event,household,kind,at\ne1,H1,help,2026-03-01\n";
  CHECK(read_events(TableText{"events.csv", events}, format).size() == 1);
  CHECK_THROWS_AS(read_events(TableText{"events.jsonl", events}, format), InputError);
  const Entries entries = read_entries(
      TableText{"e.csv", "entry,household,at,cause,standing,spendable\no,H2,2026-01-01,opening,5,5\n"}, format, roster);
  REQUIRE(entries.rows().size() == 1);
  CHECK(entries.rows()[0].household == 1);
}

TEST_CASE("messages call a text by its name", "[records]") {
  try {
    static_cast<void>(read_roster(TableText{"from the town", "household\n\"\n"}, reading::bare()));
    FAIL("no error");
  } catch (const InputError& error) {
    CHECK(error.issues().front().place.file == "from the town");
    CHECK(error.issues().front().place.line == 2);
  }
}

TEST_CASE("published closings by the names of their files", "[records]") {
  const TableFormat format = reading::bare();
  const Roster roster = read_roster(TableText{"roster.csv", "household\nH1\n"}, format);
  const TableText ratings{"2026/ratings.csv",
                          "closing,period,household,group,measure,rank,level\nstars,2026-01-01,H1,,5,1,five\n"};
  const TableText benefits{"benefits.jsonl",
                           "{\"closing\": \"b\", \"period\": \"2026-01-01\", \"household\": \"H1\", \"value\": \"2\", "
                           "\"unit\": \"CNY\"}\n"};
  const TableText both[] = {ratings, benefits};
  const Published published = read_published(both, format, roster);
  REQUIRE(published.ratings.size() == 1);
  CHECK(published.ratings[0].level == "five");
  REQUIRE(published.benefits.size() == 1);
  CHECK(published.rankings.empty());
  const TableText twice[] = {ratings, ratings};
  CHECK_THROWS_AS(read_published(twice, format, roster), UsageError);
  const TableText other[] = {{"rating.csv", ""}};
  CHECK_THROWS_AS(read_published(other, format, roster), UsageError);
  CHECK(read_published(std::span<const TableText>(), format, roster).ratings.empty());
}
