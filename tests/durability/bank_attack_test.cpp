// What a bank's file refuses to have done to it by SQL, and what `verify` finds where somebody did it all the same.
#include <iostream>
#include <string>
#include <vector>

#include "durability/bank_run.hpp"
#include "durability/raw_file.hpp"
#include "support/catch.hpp"

namespace pointsbank::durability {

namespace {

const BankRun& undisturbed() {
  static const BankRun result = run_bank();
  return result;
}

Image after_the_month() {
  Disk disk(undisturbed().run.before);
  for (const Operation& operation : undisturbed().run.operations) disk.apply(operation);
  return disk.seen();
}

// `what` a writer of the library might get wrong, in SQL; each is refused by the file itself.
struct Attack {
  const char* what;
  const char* sql;
};

const Attack journal_attacks[] = {
    {"change a body", "UPDATE journal SET body = x'0101' WHERE seq = 5"},
    {"change a number", "UPDATE journal SET seq = 1000000 WHERE seq = 5"},
    {"change the time of booking", "UPDATE journal SET recorded = recorded + 1 WHERE seq = 5"},
    {"change a chain", "UPDATE journal SET chain = zeroblob(32) WHERE seq = 5"},
    {"delete the last", "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)"},
    {"delete all", "DELETE FROM journal"},
    {"replace one", "REPLACE INTO journal SELECT seq, recorded, x'0101', chain FROM journal WHERE seq = 5"},
    {"replace the last",
     "REPLACE INTO journal SELECT seq, recorded, x'0101', chain FROM journal ORDER BY seq DESC LIMIT 1"},
    {"leave a gap", "INSERT INTO journal SELECT max(seq) + 2, max(recorded), x'0101', zeroblob(32) FROM journal"},
    {"number 0", "INSERT INTO journal VALUES(0, 9000000000000000, x'0101', zeroblob(32))"},
    {"a number below 0", "INSERT INTO journal VALUES(-1, 9000000000000000, x'0101', zeroblob(32))"},
    {"book in the past",
     "INSERT INTO journal SELECT max(seq) + 1, max(recorded) - 1, x'0101', zeroblob(32) FROM journal"},
    {"no body", "INSERT INTO journal SELECT max(seq) + 1, max(recorded), NULL, zeroblob(32) FROM journal"},
    {"an empty body", "INSERT INTO journal SELECT max(seq) + 1, max(recorded), x'', zeroblob(32) FROM journal"},
    {"a short chain", "INSERT INTO journal SELECT max(seq) + 1, max(recorded), x'0101', zeroblob(31) FROM journal"},
    {"text for bytes", "INSERT INTO journal SELECT max(seq) + 1, max(recorded), 'body', zeroblob(32) FROM journal"},
    {"half a microsecond",
     "INSERT INTO journal SELECT max(seq) + 1, max(recorded) + 0.5, x'0101', zeroblob(32) FROM journal"},
};

const Attack answer_attacks[] = {
    {"a key again", "INSERT INTO answer(key, request, answer) SELECT key, request, '{}' FROM answer LIMIT 1"},
    {"a key replaced", "REPLACE INTO answer(key, request, answer) SELECT key, request, '{}' FROM answer LIMIT 1"},
    {"another answer", "UPDATE answer SET answer = '{}' WHERE number = 1"},
    {"another key", "UPDATE answer SET key = 'other' WHERE number = 1"},
    {"forget an answer", "DELETE FROM answer WHERE number = 1"},
    {"an empty key", "INSERT INTO answer(key, request, answer) VALUES('', x'01', '{}')"},
    {"a key of 129 bytes", "INSERT INTO answer(key, request, answer) VALUES(printf('%0129d', 0), x'01', '{}')"},
    {"another rule list", "UPDATE document SET text = x'7b7d'"},
    {"drop a rule list", "DELETE FROM document"},
    {"replace a rule list", "REPLACE INTO document SELECT digest, x'7b7d' FROM document"},
};

const Attack ledger_attacks[] = {
    {"another household", "UPDATE posting SET household = 'h2' WHERE household = 'h1'"},
    {"another month", "UPDATE posting SET month = month + 31"},
    {"take a posting back without a reversal",
     "UPDATE posting SET is_open = 0 WHERE is_open = 1 AND seq = (SELECT min(seq) FROM posting WHERE is_open = 1)"},
    {"open a reversed posting", "UPDATE posting SET is_open = 1 WHERE seq IN (SELECT reverses FROM posting)"},
    {"delete a posting", "DELETE FROM posting WHERE reverses IS NOT NULL"},
    {"replace a posting", "REPLACE INTO posting SELECT seq, 'h5', date, month, 1, NULL FROM posting LIMIT 1"},
    {"reverse twice",
     "INSERT INTO posting SELECT (SELECT max(seq) FROM journal), household, date, 30000, 1, reverses"
     " FROM posting WHERE reverses IS NOT NULL LIMIT 1"},
    {"reverse another's",
     "INSERT INTO posting SELECT (SELECT max(seq) FROM journal), 'h0', date, 30000, 1, seq"
     " FROM posting WHERE is_open = 1 AND reverses IS NULL LIMIT 1"},
    {"post into a closed month",
     "INSERT INTO posting SELECT (SELECT max(seq) FROM journal), 'h1', month, month, 1, NULL"
     " FROM month WHERE is_closed = 1"},
    {"post without a journal", "INSERT INTO posting VALUES(1000000, 'h1', 20000, 30000, 1, NULL)"},
    {"a balance out of range", "UPDATE balance SET spendable = 9223372036854775807"},
    {"a balance that is no number", "UPDATE balance SET spendable = 'much'"},
    {"half a unit", "UPDATE balance SET spendable = 0.5"},
    {"forget a month", "DELETE FROM month"},
    {"close without a sheet", "UPDATE month SET is_closed = 1, sheet = NULL"},
    {"change what is published", "UPDATE published SET household = 'h5'"},
    {"take away what is published", "DELETE FROM published"},
};

const Attack record_attacks[] = {
    {"delete an event", "DELETE FROM event WHERE event = 'c1'"},
    {"give an event to others", "UPDATE event SET household = 'h5' WHERE event = 'c3'"},
    {"raise a revoked event", "UPDATE event SET state = 3 WHERE state = 7"},
    {"raise a rejected claim", "UPDATE event SET state = 3 WHERE state = 4"},
    {"take back a step", "DELETE FROM step"},
    {"another step", "UPDATE step SET seq = 1"},
    {"delete an entry", "DELETE FROM money"},
    {"another entry", "UPDATE money SET household = 'h1'"},
    {"hold again what was collected", "UPDATE redemption SET state = 0 WHERE state = 1"},
    {"cancel what was collected", "UPDATE redemption SET state = 2 WHERE state = 1"},
    {"a cheaper redemption", "UPDATE redemption SET points = 0 WHERE points > 0"},
    {"delete a redemption", "DELETE FROM redemption"},
    {"a redemption that begins collected",
     "INSERT INTO redemption SELECT 'new', household, date, points, last_day, 1,"
     " seq FROM redemption WHERE state = 1 LIMIT 1"},
    {"less than nothing in stock", "UPDATE goods SET in_stock = -1"},
    {"more than was bought", "UPDATE goods SET in_stock = in_stock + 1"},
    {"delete goods", "DELETE FROM goods"},
};

template <std::size_t count>
void check_refused(const Attack (&attacks)[count]) {
  CrashVfs vfs("attacked");
  for (const Attack& attack : attacks) {
    vfs.restart(after_the_month());
    std::string refusal;
    {
      RawFile file(vfs);
      REQUIRE(file.run("BEGIN IMMEDIATE").empty());
      refusal = file.run(attack.sql);
      if (refusal.empty()) refusal = file.changes() == 0 ? "" : file.run("COMMIT");  // foreign keys may wait until here
    }
    INFO(attack.what << ": " << attack.sql);
    CHECK_FALSE(refusal.empty());
    // Refused for what it is, not because the test does not know the tables.
    CHECK(refusal.find("no such") == std::string::npos);
    CHECK(refusal.find("syntax") == std::string::npos);
    bank::Bank bank = open_bank(vfs);
    BankState state;
    CHECK(verified(bank, state).empty());
    CHECK(state == undisturbed().states.back());
  }
  std::cout << count << " attacks refused" << std::endl;
}

}  // namespace

TEST_CASE("the journal refuses to be changed, shortened, or to have gaps") { check_refused(journal_attacks); }
TEST_CASE("answers and rule lists stay as they were given") { check_refused(answer_attacks); }
TEST_CASE("postings, balances and months refuse what the ledger cannot hold") { check_refused(ledger_attacks); }
TEST_CASE("claims, redemptions and goods refuse what cannot be") { check_refused(record_attacks); }

// Whoever has the file can do anything to it, and put the guards back afterwards. It does not go unnoticed.
TEST_CASE("what is changed behind the guards' back is found") {
  const Attack attacks[] = {
      {"more points", "UPDATE balance SET spendable = spendable + 1 WHERE household = 'h1'"},
      {"points of another",
       "UPDATE balance SET standing = standing + CASE household WHEN 'h1' THEN 1 ELSE -1 END"
       " WHERE household IN ('h1', 'h2')"},
      {"other totals", "UPDATE total SET standing = standing + 1"},
      {"no balance", "DELETE FROM balance WHERE household = 'h1'"},
      {"a balance of nobody", "INSERT INTO balance VALUES('h99', 5, 5, 5, 0, NULL)"},
      {"goods out of nothing", "UPDATE goods SET bought = bought + 1, in_stock = in_stock + 1 WHERE goods = 'salt'"},
      {"cheaper goods", "UPDATE goods SET points = 1 WHERE goods = 'soap'"},
      {"a wrong chain", "INSERT INTO journal SELECT max(seq) + 1, max(recorded), body, zeroblob(32) FROM journal"},
      {"an entry again", "INSERT INTO journal SELECT max(seq) + 1, recorded, body, chain FROM journal"},
      {"another body",
       "DROP TRIGGER journal_is_not_changed; UPDATE journal SET body = (SELECT body FROM journal WHERE"
       " seq = 8) WHERE seq = 9"},
      {"another time", "DROP TRIGGER journal_is_not_changed; UPDATE journal SET recorded = recorded - 1 WHERE seq = 9"},
      {"two entries swapped",
       "DROP TRIGGER journal_is_not_changed; UPDATE journal SET seq = seq + 1000000 WHERE seq IN (8, 9);"
       "UPDATE journal SET seq = 1000017 - seq WHERE seq > 1000000"},
      {"the end cut off",
       "DROP TRIGGER journal_is_not_cut; DELETE FROM journal WHERE seq >"
       " (SELECT max(seq) - 3 FROM journal)"},
      {"a posting less",
       "DROP TRIGGER posting_is_not_deleted; DELETE FROM posting WHERE seq ="
       " (SELECT max(seq) FROM posting)"},
      {"a redemption uncollected",
       "DROP TRIGGER redemption_ends_once; UPDATE redemption SET state = 0 WHERE state = 1"},
      {"a revoked event final", "DROP TRIGGER event_stays; UPDATE event SET state = 3 WHERE state = 7"},
      {"an officer more", "INSERT INTO officer(person, role) VALUES('thief', 0)"},
      {"a month open", "UPDATE month SET is_closed = 0"},
      {"settled further", "UPDATE setting SET value = '2030-01-01' WHERE name = 'through'"},
  };
  const std::string all_triggers = "SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger'";
  CrashVfs vfs("attacked");
  for (const Attack& attack : attacks) {
    vfs.restart(after_the_month());
    INFO(attack.what << ": " << attack.sql);
    {
      RawFile file(vfs);
      const std::string guards = file.value(all_triggers);
      REQUIRE(file.run("PRAGMA foreign_keys=OFF") == "");
      const int before = file.changes();
      REQUIRE(file.run(attack.sql) == "");
      REQUIRE(file.changes() > before);
      // Put back what was dropped, word for word.
      for (std::size_t from = 0; from < guards.size();) {
        std::size_t to = guards.find("END;", from);
        to = to == std::string::npos ? guards.size() : to + 3;
        file.run(guards.substr(from, to - from));  // one that still stands is refused
        from = to + 1;
      }
      REQUIRE(file.value(all_triggers).size() == guards.size());
    }
    std::string found;
    try {
      bank::Bank bank = open_bank(vfs);
      BankState state;
      found = verified(bank, state);
    } catch (const Error& error) {
      found = error.what();
    }
    CHECK_FALSE(found.empty());
  }
}

TEST_CASE("a guard taken away, or one added, is seen when the bank is opened") {
  CrashVfs vfs("attacked");
  for (const char* sql :
       {"DROP TRIGGER journal_is_not_changed", "DROP INDEX posting_by_household",
        "CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM balance; END", "CREATE VIEW v AS SELECT 1",
        "CREATE TABLE t(x)", "PRAGMA application_id = 7", "PRAGMA user_version = 99"}) {
    vfs.restart(after_the_month());
    INFO(sql);
    { REQUIRE(RawFile(vfs).run(sql) == ""); }
    CHECK_THROWS_AS(open_bank(vfs), Error);
  }
}

}  // namespace pointsbank::durability
