// Rule books, rosters, members, officers, imports, and erasing a name.
#include <fstream>
#include <iterator>

#include "village.hpp"

namespace pointsbank::bank {

namespace {

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out(text);
  const std::size_t at = out.find(what);
  if (at == std::string::npos) throw UsageError("not there: " + std::string(what));
  return out.replace(at, what.size(), by);
}

Adopt book(const std::string& text) { return {{{"rules.json", text}}}; }

SetRoster roster(std::string_view table, std::string from = {}, bool correct = false, std::string reason = {}) {
  return {csv(table), std::move(from), correct, std::move(reason)};
}

constexpr std::string_view graded = R"({
  "format": "pointsbank/1", "id": "village", "version": "1", "effective": {"from": "2026-01-01"},
  "groups": ["grid"], "attributes": {"subject": {"size": "number"}},
  "categories": [{"id": "all"}], "positive": [], "negative": [],
  "base": {"points": 10, "each": "month"}
})";

/// A bank with a roster and nothing else.
struct Books {
  explicit Books(std::string_view rules = graded)
      : bank(rules, "household,grid,size,joined,left,name\nA,1,3,,,Zhang\nB,2,4,,,Li\n") {}
  MoneyBank bank;

  std::string wrong(std::string_view at, Request request) {
    const std::int64_t before = bank.store().head().seq;
    try {
      bank.ask(at, std::move(request));
    } catch (const InputError& error) {
      CHECK(bank.store().head().seq == before);
      const Issue& issue = error.issues().front();
      return issue.code + " " + (issue.place.line != 0 ? std::to_string(issue.place.line) + " " : "") +
             issue.place.pointer;
    }
    return {};
  }
  journal::HouseholdRow newest() {
    return std::get<journal::HouseholdRow>(*journal::decode(bank.store().entry(bank.store().head().seq).body));
  }
};

/// Rows with the attributes that the village's list declares, where they are not given.
Import import(std::string_view table) {
  const bool has_hours = table.find("hours") < table.find('\n');
  std::string out;
  for (std::size_t at = 0; at < table.size();) {
    const std::size_t end = table.find('\n', at);
    out.append(table.substr(at, end - at)).append(at == 0 ? ",place" : ",");
    if (!has_hours) out.append(at == 0 ? ",hours" : ",");
    out.push_back('\n');
    at = end + 1;
  }
  return {csv(out)};
}

std::string everything_in(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

// ------------------------------------------------------------------------------------------------------- rule books

TEST_CASE("a rule book that could not follow the one in force is refused", "[bank]") {
  Village village;
  const auto wrong = [&](std::string_view what, std::string_view by) {
    return village.wrong("2026-03-02", book(replaced(village_rules, what, by)));
  };
  CHECK(wrong("\"id\": \"village\"", "\"id\": \"other\"") == "bank_other_rule_book /lists");
  CHECK(wrong("\"decimals\": 1", "\"decimals\": 2") == "bank_book_differs /lists");
  CHECK(wrong("\"unit\": \"分\"", "\"unit\": \"积分\"") == "bank_book_differs /lists");
  CHECK(wrong("\"decimals\": 1", "\"decimals\": 1, \"rounding\": \"down\"") == "bank_book_differs /lists");
  CHECK(wrong("\"decimals\": 1", "\"decimals\": 1, \"floor\": 0") == "bank_book_differs /lists");
  CHECK(wrong("\"attributes\"", "\"utc_offset\": \"+07:00\", \"attributes\"") == "bank_book_differs /lists");
  CHECK(wrong("\"attributes\"", "\"subject\": \"person\", \"attributes\"") == "bank_book_differs /lists");
  CHECK(wrong("\"hours\": \"number\"", "\"hours\": \"string\"") == "bank_attribute_differs /lists");
  CHECK(village.wrong("2026-03-02", Adopt{}) == "bank_missing_field /lists");
  CHECK_THROWS_AS(village.ask("2026-03-02", book("{")), RuleListError);
  CHECK(village.bank.decimals() == 1);
  // Before anything is booked it may begin later, afterwards not.
  const std::string later = replaced(village_rules, "\"from\": \"2026-01-01\"", "\"from\": \"2026-02-01\"");
  village.done("2026-03-02", book(later));
  village.done("2026-03-02", book(std::string(village_rules)));
  village.done("2026-03-02", Settle{});
  CHECK(village.wrong("2026-03-02", book(later)) == "bank_book_begins_later /lists");
}

TEST_CASE("an adoption that is taken back leaves no trace in a bank that stays open", "[bank]") {
  Village village;
  const std::string other = replaced(village_rules, "\"reviewers\": 2", "\"reviewers\": 1");
  // The second command of the batch cannot be kept, so neither is the batch.
  Bank& bank = village.bank;
  const Command adopt{"clerk", moment("2026-03-02"), "k", book(other)};
  bank.state().store->begin();
  bank.state().store->roll_back();
  CHECK(bank.execute(adopt).is_done());
  CHECK(bank.execute(adopt).replayed);
  village.submit("e1");
  CHECK(village.done("2026-03-02", Approve{"e1", {}, {}}, "rita").value("reviewers") == "1");
}

TEST_CASE("a village list with its town's is one rule book", "[bank]") {
  MoneyFolder folder;
  Bank bank = Bank::create(folder.file(), "v", "clerk", moment("2026-01-01"));
  const std::string town =
      R"({"format": "pointsbank/1", "id": "town", "version": "2026", "effective": {"from": "2026-01-01"},
    "categories": [{"id": "all"}], "positive": [{"id": "help", "category": "all", "score": {"points": 5}}], "negative": [],
    "additions": {"positive": {"rules": 1, "points": 2}}})";
  const std::string village =
      R"({"format": "pointsbank/1", "id": "village", "version": "2026", "effective": {"from": "2026-01-01"},
    "extends": {"id": "town", "version": "2026"}, "categories": [{"id": "ours"}], "negative": [],
    "positive": [{"id": "songs", "category": "ours", "score": {"points": 2}}]})";
  const auto adopt = [&](const std::string& key, std::vector<File> lists) {
    return bank.execute({"clerk", moment("2026-01-01"), key, Adopt{std::move(lists)}});
  };
  CHECK_THROWS_AS(adopt("1", {{"village.json", village}}), RuleListError);
  const Answer answer = adopt("1", {{"town.json", town}, {"village.json", village}});
  CHECK(answer.value("rule_book") == "village");
  bank = Bank::open(folder.file());
  CHECK(bank.state().book->model.versions.front().positive.size() == 2);
}

// ---------------------------------------------------------------------------------------------------------- rosters

TEST_CASE("unchanged households write nothing; changed ones a row from the day on", "[bank]") {
  Books books;
  const std::int64_t before = books.bank.store().head().seq;
  Answer answer =
      books.bank.done("2026-03-02", roster("household,grid,size,name\nA,1,3,Zhang\nB,2,4,\n", "2026-03-01"));
  CHECK(answer.value("changed") == "0");
  CHECK(answer.value("households") == "2");
  CHECK(books.bank.store().head().seq == before);
  answer = books.bank.done("2026-03-02", roster("household,grid,size\nA,1,4\nB,2,4\n", "2026-03-01"));
  CHECK(answer.value("changed") == "1");
  CHECK(books.bank.store().head().seq == before + 1);
  const journal::HouseholdRow row = books.newest();
  CHECK(row.household == "A");
  CHECK(row.from == Date::of(2026, 3, 1));
  CHECK(row.cells == std::vector<journal::Cell>{{"grid", "1"}, {"size", "4"}});
  // What held before stays.
  const Inputs inputs = inputs_of(books.bank.bank.state(), *books.bank.bank.state().book, nullptr);
  CHECK(inputs.roster.columns().from.size() == 3);
  // Going back to what was is a change too.
  CHECK(books.bank.done("2026-04-01", roster("household,grid,size\nA,1,3\n", "2026-04-01")).value("changed") == "1");
  books.bank.check_whole();
}

TEST_CASE("the past changes only as a correction with a reason", "[bank]") {
  Books books;
  books.bank.done("2026-05-02", roster("household,grid,size\nA,1,5\n", "2026-05-01"));
  const auto wrong = [&](std::string_view table, std::string from = {}) {
    return books.wrong("2026-05-02", roster(table, std::move(from)));
  };
  CHECK(wrong("household,grid,size\nA,1,9\n", "2026-04-01") == "bank_changes_the_past 2 household");
  CHECK(wrong("household,grid,size\nB,2,9\n") == "bank_changes_the_past 2 household");
  CHECK(wrong("household,grid,size,joined\nB,2,4,2026-02-01\n", "2026-06-01") == "bank_changes_the_past 2 household");
  CHECK(wrong("household,grid,size,left\nB,2,4,2026-05-31\n", "2026-06-01") == "bank_changes_the_past 2 household");
  CHECK(wrong("household,grid,size,from\nB,2,9,2026-05-31\n", "2026-06-01") == "bank_changes_the_past 2 household");
  CHECK(books.wrong("2026-05-02", roster("household,grid,size\nA,1,9\n", "2026-04-01", true)) ==
        "bank_missing_field /reason");
  books.bank.done("2026-05-02", roster("household,grid,size\nA,1,9\n", "2026-04-01", true, "counted anew"));
  CHECK(books.newest().reason == "counted anew");
  CHECK(books.bank.store().rows_of_household("A").size() == 3);
  // To leave from that day on is no correction; not to have left is one.
  books.bank.done("2026-06-02", roster("household,grid,size,left\nB,2,4,2026-06-01\n", "2026-06-01"));
  CHECK(books.newest().left == Date::of(2026, 6, 1));
  CHECK(books.newest().reason.empty());
  CHECK(wrong("household,grid,size\nB,2,4\n", "2026-07-01") == "bank_changes_the_past 2 household");
  books.bank.done("2026-07-02", roster("household,grid,size\nB,2,4\n", "2026-07-01", true, "came back"));
  CHECK_FALSE(books.newest().left);
  const Inputs inputs = inputs_of(books.bank.bank.state(), *books.bank.bank.state().book, nullptr);
  CHECK(inputs.roster.left(inputs.roster.find("B")) == Date::never());
  books.bank.check_whole();
}

TEST_CASE("a household that comes later has joined on that day", "[bank]") {
  Books books;
  const Answer answer = books.bank.done("2026-03-02", roster("household,grid,size\nC,1,1\n", "2026-03-01"));
  CHECK(answer.value("new") == "1");
  CHECK(books.newest().joined == Date::of(2026, 3, 1));
  // Its row again, without `joined`, says nothing new.
  CHECK(books.bank.done("2026-04-02", roster("household,grid,size\nC,1,1\n", "2026-04-01")).value("changed") == "0");
  // No base points for the months before.
  books.bank.settle("2026-04-02");
  CHECK(books.bank.amounts("C").standing == 20);
  books.bank.check_whole();
}

TEST_CASE("rows with days of their own", "[bank]") {
  Books books;
  const Answer answer = books.bank.done(
      "2026-03-02", roster("household,grid,size,from\nC,1,1,\nC,1,2,2026-02-01\nC,1,2,2026-02-15\nC,1,3,2026-03-01\n"));
  CHECK(answer.value("new") == "1");
  CHECK(books.bank.store().rows_of_household("C").size() == 3);  // the one that changes nothing is not written
  books.bank.check_whole();
}

TEST_CASE("what is wrong in a roster has its place", "[bank]") {
  Books books;
  const auto wrong = [&](std::string_view table, std::string from = "2026-03-01") {
    return books.wrong("2026-03-02", roster(table, std::move(from)));
  };
  CHECK(wrong("household,grid\nA,1\n") == "table_missing_column 1 size");
  CHECK(wrong("household,grid,size\nA,1,x\n") == "cell_not_a_number 2 size");
  CHECK(wrong("household,grid,size\nA,1,3\nA,2,3\n") == "roster_same_from 3 from");
  CHECK(wrong("household,grid,size,joined,left\nC,1,3,2026-05-01,2026-04-01\n") == "row_left_before_joined 2 left");
  CHECK(wrong("household,grid,size,left\nC,1,3,2026-02-01\n") == "row_left_before_joined 2 left");
  CHECK(wrong("household,grid,size\n\xE2\x80\x8B,1,3\n") == "cell_forbidden_in_id 2 household");
  CHECK(wrong("household,grid,size\nA,1,3\n", "1 March") == "cell_not_a_date /from");
  CHECK(wrong("") == "csv_no_header 1 ");
  const Answer ignored = books.bank.done("2026-03-02", roster("household,grid,size,phone\nA,1,3,12\n", "2026-03-01"));
  CHECK(ignored.value("ignored_columns").find("phone") != std::string_view::npos);
  // JSON Lines, by the file's name.
  const Answer lines = books.bank.done(
      "2026-03-02",
      SetRoster{{"r.jsonl", "{\"household\": \"A\", \"grid\": \"1\", \"size\": 7}\n"}, "2026-03-01", false, {}});
  CHECK(lines.value("changed") == "1");
}

// -------------------------------------------------------------------------------------------------- members, officers

TEST_CASE("stays of a member do not overlap, in the table or beside what is held", "[bank]") {
  Village village;
  const auto wrong = [&](std::string_view table) { return village.wrong("2026-03-02", SetMembers{csv(table)}); };
  CHECK(wrong("member,household\nx,A\nx,B\n") == "member_in_two_households 3 member");
  CHECK(wrong("member,household,joined\nann,B,2026-04-01\n") == "bank_stays_overlap 2 member");
  CHECK(wrong("member,household,joined\nmove,C,2026-04-01\n") == "bank_stays_overlap 2 member");
  village.done("2026-03-02", SetMembers{csv("member,household,joined,left\nann,A,,2026-04-01\nann,B,2026-04-01,\n")});
  CHECK(village.store().stays_of_member("ann").size() == 2);
  const Answer again = village.done("2026-03-02", SetMembers{csv("member,household,joined\nann,B,2026-04-01\n")});
  CHECK(again.value("changed") == "0");
  const Answer unknown = village.done("2026-03-02", SetMembers{csv("member,household\nx,X\n")});
  CHECK(unknown.value("unknown_households") == "1");
  village.check_whole();
}

TEST_CASE("officers are replaced by the table, and their history stays", "[bank]") {
  Village village;
  const auto wrong = [&](std::string_view table) { return village.wrong("2026-03-02", SetOfficers{csv(table)}); };
  CHECK(wrong("person,role\nx,chief\n") == "bank_unknown_role 2 role");
  CHECK(wrong("person,role\nx,clerk\nx,clerk\n") == "bank_office_again 3 person");
  CHECK(wrong("person,role\nrita,reviewer\n") == "bank_no_clerk_left /table");
  CHECK(wrong("person,role,joined\nx,clerk,2026-03-03\n") == "bank_no_clerk_left /table");
  CHECK(wrong("person,role,left\nx,clerk,2026-12-31\n") == "bank_no_clerk_left /table");
  CHECK(wrong("person,role,joined,left\nx,auditor,2026-03-03,2026-03-01\n") == "row_left_before_joined 2 left");
  CHECK(wrong("person\nx\n") == "table_missing_column 1 role");
  const Answer answer =
      village.done("2026-03-02", SetOfficers{csv("person,role\nclerk,clerk\nrob,reviewer\nnew,clerk\n")});
  CHECK(answer.value("officers") == "3");
  CHECK(answer.value("changed") == "6");  // new; bob, rita, rod, ann and aud end; old had ended
  village.submit("e1");
  CHECK(village.code("2026-03-02", Approve{"e1", {}, {}}, "rita") == "not_allowed");
  CHECK(village.code("2026-03-02", Approve{"e1", {}, {}}, "rob") == "done");
  CHECK(village.code("2026-03-02", Settle{}, "new") == "done");
  CHECK(village.code("2026-03-01", Approve{"e1", {}, {}}, "rita") == "done");  // yesterday she still was one
  village.check_whole();
}

TEST_CASE("until officers are set, everybody may set up, and nobody may review", "[bank]") {
  Books books;
  CHECK(books.bank.ask("2026-01-02", roster("household,grid,size\nA,1,3\n", "2026-03-01"), "anybody").is_done());
  CHECK(books.bank.ask("2026-01-02", SetOfficers{csv("person,role\nboss,clerk\n")}, "anybody").is_done());
  CHECK(books.bank.ask("2026-01-02", roster("household,grid,size\nA,1,3\n", "2026-03-01"), "anybody").code ==
        "not_allowed");
}

// ------------------------------------------------------------------------------------------------------------ imports

TEST_CASE("events come in final, once, whatever the order of rows and files", "[bank]") {
  Village village;
  const Answer answer =
      village.done("2026-03-02", import("event,household,member,kind,at,hours,recorded,revokes\ne1,A,,help,2026-02-"
                                        "01,2,,\ne2,,bob,help,2026-02-02T10:00:00+08:00,,,\n"
                                        "e1,A,,help,2026-02-01,2,,\nr1,,,help,,,,e2\n"));
  CHECK(answer.value("events") == "2");
  CHECK(answer.value("revocations") == "1");
  CHECK(answer.value("duplicates") == "1");
  CHECK(village.state_of("e1") == "final");
  CHECK(village.state_of("e2") == "revoked");
  CHECK(village.store().event("e2")->household == "B");
  CHECK(village.store().event("e1")->decided == moment("2026-03-02"));
  CHECK(village.balance("A", "2026-03-02").standing == 50);
  CHECK(village.balance("B", "2026-03-02").standing == 0);
  // All again: nothing new.
  const Answer again = village.done(
      "2026-03-03", import("event,household,kind,at,hours,revokes\ne1,A,help,2026-02-01,2,\nr1,,help,,,e2\n"));
  CHECK(again.value("duplicates") == "2");
  CHECK(again.value("events") == "0");
  // An imported event can be appealed against by its household.
  village.done("2026-03-03", Appeal{"e1", {}}, "A");
  village.check_whole();
}

TEST_CASE("a revocation that comes before its event waits for it", "[bank]") {
  Village village;
  village.done("2026-03-02", import("event,household,kind,at,revokes\nr1,,help,,e9\n"));
  CHECK(village.done("2026-03-03", import("event,household,kind,at\ne9,A,help,2026-02-01\ne8,A,help,2026-02-01\n"))
            .value("events") == "2");
  CHECK(village.state_of("e9") == "revoked");
  CHECK(village.state_of("e8") == "final");
  village.done("2026-03-02", import("event,household,kind,at,revokes\nr2,,help,,e10\n"));
  Submit claim;
  claim.event = "e10";
  claim.household = "A";
  claim.kind = "help";
  claim.occurred = "2026-03-01";
  CHECK(village.wrong("2026-03-02", claim) == "bank_event_revoked /event");
  // Revoking a revocation, or what was revoked already, changes nothing.
  village.done("2026-03-04", import("event,household,kind,at,revokes\nr3,,help,,r1\nr4,,help,,e9\n"));
  CHECK(village.state_of("e9") == "revoked");
  CHECK(village.balance("A", "2026-03-04").standing == 50);
  village.check_whole();
}

TEST_CASE("what is wrong in an import has its place, and nothing of it comes in", "[bank]") {
  Village village;
  village.done("2026-03-02", import("event,household,kind,at\ne1,A,help,2026-02-01\n"));
  village.submit("c1");
  const auto wrong = [&](std::string_view table) { return village.wrong("2026-03-02", import(table)); };
  CHECK(wrong("event,household,kind,at\nx1,A,help,2026-02-01\ne1,A,help,2026-02-02\n") == "bank_event_differs 3 at");
  CHECK(wrong("event,household,kind,at,hours\ne1,A,help,2026-02-01,3\n") == "bank_event_differs 2 hours");
  CHECK(wrong("event,household,kind,at\nc1,A,help,2026-03-01\n") == "bank_event_is_claim 2 event");
  CHECK(wrong("event,household,kind,at,revokes\nr9,,help,,c1\n") == "bank_revokes_claim 2 revokes");
  CHECK(wrong("event,household,kind,at\nx1,A,help,2026-02-30\n") == "cell_not_a_date_or_moment 2 at");
  CHECK(wrong("event,household,kind,at\nx1,A,help,2026-02-01\nx1,A,quick,2026-02-01\n") == "event_id_again 3 event");
  CHECK(village.state_of("x1") == "none");
  village.check_whole();
}

TEST_CASE("opening balances", "[bank]") {
  Village village;
  const Answer answer = village.done(
      "2026-03-02",
      ImportEntries{
          csv("entry,household,at,standing,spendable\no1,A,2026-01-01,12.5,10\no2,B,2026-01-01T08:00:00+08:00,,-3\n")});
  CHECK(answer.value("entries") == "2");
  const store::BalanceRecord a = village.balance("A", "2026-03-02");
  CHECK(a.standing == 125);
  CHECK(a.spendable == 100);
  CHECK(village.balance("B", "2026-03-02").spendable == -30);
  CHECK(
      village.done("2026-03-03", ImportEntries{csv("entry,household,at,standing,spendable\no1,A,2026-01-01,12.5,10\n")})
          .value("duplicates") == "1");
  const auto wrong = [&](std::string_view table) { return village.wrong("2026-03-02", ImportEntries{csv(table)}); };
  CHECK(wrong("entry,household,at,standing\no1,A,2026-01-01,13\n") == "bank_entry_differs 2 entry");
  CHECK(wrong("entry,household,at,standing\no3,X,2026-01-01,13\n") == "row_not_in_roster 2 household");
  CHECK(wrong("entry,household,at,standing\no3,A,2025-12-31,13\n") == "entry_before_rule_book 2 at");
  CHECK(wrong("entry,household,at,standing\no3,A,2026-01-01,1.25\n") == "cell_finer_than_unit 2 standing");
  CHECK(wrong("entry,household,at,cause\no3,A,2026-01-01,refund\n") == "bank_only_openings 2 cause");
  village.check_whole();
}

// ------------------------------------------------------------------------------------------------------------ privacy

TEST_CASE("a name stands in one place, and goes from there", "[bank]") {
  Village village;
  CHECK(village.store().person("A")->name == "Zhang");
  CHECK(village.store().person("A")->salt.size() == 16);
  CHECK(village.store().person("A")->salt != village.store().person("B")->salt);
  village.done("2026-03-02", Forget{"A", "asked for it"});
  village.done("2026-03-02", Forget{"ann", {}});
  CHECK_FALSE(village.store().person("A"));
  CHECK(village.wrong("2026-03-02", Forget{"nobody", {}}) == "bank_unknown_person /person");
  village.check_whole();
  village.reopen();
  const std::string bytes = everything_in(village.folder.file());
  CHECK(bytes.find("Zhang") == std::string::npos);
  CHECK(bytes.find("Wang Rui") != std::string::npos);
}

TEST_CASE("names are in no answer and in no entry of the journal", "[bank]") {
  Village village;
  std::string all;
  village.store().visit_journal(1, village.store().head().seq, [&](const store::JournalView& row) {
    all.append(row.body);
    return true;
  });
  for (const char* name : {"Zhang", "Li", "Wang", "Zhang An"}) CHECK(all.find(name) == std::string::npos);
  // The digest is of salt and name, so that nobody can try names against it.
  const auto record = village.store().person("A");
  const auto row = std::get<journal::HouseholdRow>(
      *journal::decode(village.store().entry(village.store().rows_of_household("A").front().seq).body));
  CHECK(row.name == sha256(record->salt + record->name));
}

}  // namespace pointsbank::bank
