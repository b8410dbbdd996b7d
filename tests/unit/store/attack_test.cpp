// What somebody with another program tries to do to a bank's file: the tables refuse it, and what was there stays.
//
// That stops mistakes. Who takes the triggers away first is found when the file is opened (opening_test), and who puts
// them back afterwards by the journal's chain.
#include <string>

#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::store {
namespace {

struct Attack {
  const char* sql;
  const char* reason;
};

const Attack attacks[] = {
    // The journal only grows, without gaps, and its time never falls.
    {"UPDATE journal SET body = x'0101' WHERE seq = 3", "the journal only grows"},
    {"UPDATE journal SET seq = 99 WHERE seq = 14", "the journal only grows"},
    {"UPDATE journal SET chain = zeroblob(32)", "the journal only grows"},
    {"DELETE FROM journal WHERE seq = 14", "the journal only grows"},
    {"DELETE FROM journal", "the journal only grows"},
    {"REPLACE INTO journal VALUES(3, 5, x'0101', zeroblob(32))", "the journal has no gaps"},
    {"REPLACE INTO journal VALUES(14, 5000000, x'0101', zeroblob(32))", "the journal has no gaps"},
    {"INSERT OR IGNORE INTO journal VALUES(3, 5000000, x'0101', zeroblob(32))", "the journal has no gaps"},
    {"INSERT INTO journal VALUES(16, 5000000, x'0101', zeroblob(32))", "the journal has no gaps"},
    {"INSERT INTO journal VALUES(0, 5000000, x'0101', zeroblob(32))", "the journal has no gaps"},
    {"INSERT INTO journal VALUES(NULL, 5000000, x'0101', zeroblob(32))", "the journal has no gaps"},
    {"INSERT INTO journal(recorded, body, chain) VALUES(5000000, x'0101', zeroblob(32))", "the journal has no gaps"},
    {"INSERT INTO journal VALUES(15, 1000012, x'0101', zeroblob(32))", "the time of booking never falls"},
    {"INSERT INTO journal VALUES(15, 5000000, x'0101', zeroblob(31))", "length(chain)"},
    {"INSERT INTO journal VALUES(15, 5000000, x'01', zeroblob(32))", "length(body)"},
    {"INSERT INTO journal VALUES(15, 5000000, 'text', zeroblob(32))", "cannot store TEXT value in BLOB column"},
    {"INSERT INTO journal VALUES(15, 9223372036854775807 + 1, x'0101', zeroblob(32))", "cannot store REAL value"},
    {"INSERT INTO journal VALUES(15, NULL, x'0101', zeroblob(32))", "NOT NULL"},
    {"INSERT INTO journal VALUES(15, 5000000, x'0101', zeroblob(32)) ON CONFLICT DO UPDATE SET body = x'0101'; "
     "INSERT INTO journal VALUES(15, 5000000, x'0102', zeroblob(32)) ON CONFLICT DO UPDATE SET body = x'0101'",
     "the journal has no gaps"},

    // Keys, answers and documents stay.
    {"INSERT INTO answer(key, request, answer) VALUES('key-1', x'', '')", "UNIQUE"},
    {"REPLACE INTO answer(key, request, answer) VALUES('key-1', x'', '')", "an answer is kept"},
    {"UPDATE answer SET answer = '{}'", "an answer stays"},
    {"UPDATE answer SET key = 'key-2'", "an answer stays"},
    {"DELETE FROM answer", "an answer is kept"},
    {"INSERT INTO answer(key, request, answer) VALUES('', x'', '')", "CHECK"},
    {"UPDATE document SET text = x''", "a document stays"},
    {"REPLACE INTO document SELECT digest, x'' FROM document", "a document stays"},
    {"DELETE FROM document", "a document stays"},

    // What an event is about stays; what has fallen stays fallen; steps stay.
    {"UPDATE event SET household = 'H002' WHERE event = 'E1'", "what an event is about stays"},
    {"UPDATE event SET member = 'M2' WHERE event = 'E1'", "what an event is about stays"},
    {"UPDATE event SET date = date + 1 WHERE event = 'E1'", "what an event is about stays"},
    {"UPDATE event SET seq = 5 WHERE event = 'E1'", "what an event is about stays"},
    {"UPDATE event SET event = 'E9' WHERE event = 'E2'", "what an event is about stays"},
    {"UPDATE event SET state = 8 WHERE event = 'E1'", "CHECK"},
    {"UPDATE event SET state = 1, due = NULL WHERE event = 'E2'", "CHECK"},
    {"UPDATE event SET state = 3 WHERE event = 'E2'", "CHECK"},
    {"UPDATE event SET state = 4 WHERE event = 'E2'; UPDATE event SET state = 0 WHERE event = 'E2'", "stays so"},
    {"UPDATE event SET state = 7 WHERE event = 'E1'; UPDATE event SET state = 3 WHERE event = 'E1'", "stays so"},
    {"DELETE FROM event WHERE event = 'E2'", "an event stays"},
    {"REPLACE INTO event SELECT event, seq, 'H002', member, date, state, due, decided, points FROM event",
     "an event stays"},
    {"INSERT INTO event VALUES('E9', 99, 'H1', '', 0, 0, NULL, NULL, '')", "FOREIGN KEY"},
    {"INSERT INTO event VALUES('E1', 1, 'H1', '', 0, 0, NULL, NULL, '')", "UNIQUE"},
    {"INSERT INTO step VALUES('E9', 1)", "FOREIGN KEY"},
    {"INSERT INTO step VALUES('E1', 99)", "FOREIGN KEY"},
    {"UPDATE step SET seq = 1", "a step that was taken stays"},
    {"DELETE FROM step", "a step that was taken stays"},

    // Postings: open to closed by a reversal, once; never into a closed month.
    {"UPDATE posting SET is_open = 0 WHERE seq = 7", "a posting is closed by its reversal"},
    {"UPDATE posting SET is_open = 1 WHERE seq = 8", "a posting is closed by its reversal"},
    {"UPDATE posting SET household = 'H002' WHERE seq = 7", "a posting stays"},
    {"UPDATE posting SET date = 0", "a posting stays"},
    {"UPDATE posting SET month = 0", "a posting stays"},
    {"UPDATE posting SET reverses = NULL WHERE seq = 10", "a posting stays"},
    {"UPDATE posting SET seq = 6 WHERE seq = 7", "a posting stays"},
    {"DELETE FROM posting WHERE seq = 7", "a posting stays"},
    {"REPLACE INTO posting VALUES(7, 'H001', 1, 20544, 1, NULL)", "a posting stays"},
    {"INSERT INTO posting VALUES(7, 'H002', 1, 20544, 1, NULL)", "a posting stays"},
    {"INSERT INTO posting VALUES(11, 'H001', 20513, 20513, 1, NULL)", "the month is closed"},
    {"INSERT INTO posting VALUES(11, 'H001', 20513, 20513, 0, 7)", "the month is closed"},
    {"INSERT INTO posting VALUES(11, 'H001', 20514, 20544, 0, 8)", "only an open posting"},
    {"INSERT INTO posting VALUES(11, 'H002', 20513, 20544, 0, 7)", "only an open posting of the same household"},
    {"INSERT INTO posting VALUES(11, 'H001', 20513, 20544, 0, 10)", "only an open posting"},
    {"INSERT INTO posting VALUES(11, 'H001', 20513, 20544, 0, 3)", "only an open posting"},
    {"INSERT INTO posting VALUES(6, 'H001', 20513, 20544, 0, 7)", "CHECK"},
    {"INSERT INTO posting VALUES(11, 'H001', 20513, 20544, 1, 7)", "CHECK"},
    {"INSERT INTO posting VALUES(11, 'H001', 20513, 20544, 0, NULL)", "a new posting is open"},
    {"INSERT INTO posting VALUES(11, 'H001', 20513, 20544, 2, NULL)", "CHECK"},
    {"INSERT INTO posting VALUES(99, 'H001', 20513, 20544, 1, NULL)", "FOREIGN KEY"},

    // Amounts and goods.
    {"UPDATE balance SET standing = 1000000000000000001", "CHECK"},
    {"UPDATE balance SET spendable = -1000000000000000001", "CHECK"},
    {"UPDATE balance SET standing = 1.5", "cannot store REAL value"},
    {"UPDATE balance SET standing = 'many'", "cannot store TEXT value"},
    {"UPDATE total SET standing = 9223372036854775807 + 1", "cannot store REAL value"},
    {"UPDATE goods SET in_stock = in_stock - 1", "CHECK"},
    {"UPDATE goods SET in_stock = -1, held = 10", "CHECK"},
    {"UPDATE goods SET in_stock = 10, held = -1", "CHECK"},
    {"UPDATE goods SET handed_out = -1, in_stock = 10", "CHECK"},
    {"UPDATE goods SET bought = -1, in_stock = -1, held = 0, handed_out = 0", "CHECK"},
    {"UPDATE goods SET points = -1", "CHECK"},
    {"UPDATE goods SET points = 1000000000000001", "CHECK"},
    {"DELETE FROM goods", "goods stay"},
    {"INSERT INTO money VALUES('R1', 'H001', 'redemption', '', 14)", "UNIQUE"},
    {"UPDATE money SET cause = 'refund'", "an entry stays"},
    {"DELETE FROM money", "an entry stays"},

    // A redemption ends once.
    {"UPDATE redemption SET state = 1; UPDATE redemption SET state = 2", "a redemption ends once"},
    {"UPDATE redemption SET state = 1; UPDATE redemption SET state = 0", "a redemption ends once"},
    {"UPDATE redemption SET points = 0", "what a redemption is about stays"},
    {"UPDATE redemption SET last_day = NULL", "what a redemption is about stays"},
    {"INSERT INTO redemption VALUES('R9', 'H001', 1, 1, 1, 1, 14)", "a redemption begins by being held"},
    {"INSERT INTO redemption VALUES('R9', 'H001', 1, 1000000000000001, 1, 0, 14)", "CHECK"},
    {"DELETE FROM redemption", "a redemption stays"},

    // Months and what they published.
    {"DELETE FROM month", "a month stays"},
    {"REPLACE INTO month VALUES(20513, 0, 9)", "a month stays"},
    {"UPDATE month SET sheet = NULL", "CHECK"},
    {"UPDATE month SET is_closed = 2", "CHECK"},
    {"UPDATE published SET household = 'H002'", "what was published stays as it was"},
    {"DELETE FROM published", "what was published stays while its month is closed"},
    {"REPLACE INTO published VALUES(13, 20513, 'rankings', 'best', 20513, 'H002')", "what was published stays while"},
    {"INSERT INTO person VALUES('H009', 'x', x'00')", "CHECK"},
};

}  // namespace

TEST_CASE("what a bank must never come to is refused by its tables") {
  const Folder folder;
  fill(*create(folder.file()));
  REQUIRE(march.days == 20513);
  Raw raw(folder.file());
  const std::string before = bytes_of(folder.file());
  for (const Attack& attack : attacks) {
    CAPTURE(attack.sql);
    REQUIRE(raw.run("BEGIN") == SQLITE_OK);
    CHECK((raw.run(attack.sql) & 0xFF) == SQLITE_CONSTRAINT);
    CHECK_THAT(raw.message(), Catch::Contains(attack.reason));
    REQUIRE(raw.run("ROLLBACK") == SQLITE_OK);
  }
  CHECK(bytes_of(folder.file()) == before);
  CHECK(raw.ask("SELECT count(*) FROM journal") == "14\n");
}

TEST_CASE("what is lawful goes the same way") {
  const Folder folder;
  fill(*create(folder.file()));
  Raw raw(folder.file());
  CHECK(raw.run("INSERT INTO journal VALUES(15, 1000014, x'0101', zeroblob(32))") == SQLITE_OK);
  CHECK(raw.run("INSERT INTO posting VALUES(15, 'H001', 20513, 20544, 0, 7)") == SQLITE_OK);
  CHECK(raw.ask("SELECT is_open FROM posting WHERE seq = 7") == "0\n");
  CHECK(raw.run("UPDATE redemption SET state = 1") == SQLITE_OK);
  CHECK(raw.run("UPDATE goods SET held = 0, handed_out = 2") == SQLITE_OK);
  CHECK(raw.run("UPDATE event SET state = 4 WHERE event = 'E2'") == SQLITE_OK);
  CHECK(raw.run("UPDATE month SET is_closed = 0") == SQLITE_OK);
  CHECK(raw.run("DELETE FROM published") == SQLITE_OK);
  const auto store = open(folder.file());
  CHECK(store->damage().empty());
}

}  // namespace pointsbank::store
