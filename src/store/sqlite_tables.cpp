#include "store/sqlite_schema.hpp"

namespace pointsbank::store::sqlite {
namespace {

// Dates are days, moments microseconds since 1970-01-01. An optional date in a primary key is -2147483648 where there
// is none. Ids are texts as the bank was given them: they sort by bytes, and households are asked for in that order.
constexpr Sql statements[] = {
    // ------------------------------------------------------------------------------------------------- the journal
    R"(CREATE TABLE journal(
 seq INTEGER PRIMARY KEY CHECK(seq > 0),
 recorded INTEGER NOT NULL,
 body BLOB NOT NULL CHECK(length(body) >= 2),
 chain BLOB NOT NULL CHECK(length(chain) = 32)) STRICT)",
    R"(CREATE TRIGGER journal_grows BEFORE INSERT ON journal BEGIN
 SELECT RAISE(ABORT, 'the journal has no gaps') WHERE NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal);
 SELECT RAISE(ABORT, 'the time of booking never falls') FROM journal WHERE seq = NEW.seq - 1 AND recorded > NEW.recorded;
END)",
    R"(CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal BEGIN
 SELECT RAISE(ABORT, 'the journal only grows');
END)",
    R"(CREATE TRIGGER journal_is_not_cut BEFORE DELETE ON journal BEGIN
 SELECT RAISE(ABORT, 'the journal only grows');
END)",

    // ------------------------------------------------------------------------------- keys, documents, settings
    R"(CREATE TABLE answer(
 number INTEGER PRIMARY KEY,
 key TEXT NOT NULL CHECK(length(CAST(key AS BLOB)) BETWEEN 1 AND 128),
 request BLOB NOT NULL,
 answer TEXT NOT NULL) STRICT)",
    "CREATE UNIQUE INDEX answer_by_key ON answer(key)",
    R"(CREATE TRIGGER answer_is_not_changed BEFORE UPDATE ON answer BEGIN
 SELECT RAISE(ABORT, 'an answer stays as it was given');
END)",
    R"(CREATE TRIGGER answer_is_not_deleted BEFORE DELETE ON answer BEGIN
 SELECT RAISE(ABORT, 'an answer is kept as long as what it did');
END)",
    R"(CREATE TABLE document(
 digest BLOB PRIMARY KEY CHECK(length(digest) = 32),
 text BLOB NOT NULL) STRICT)",
    R"(CREATE TRIGGER document_is_not_changed BEFORE UPDATE ON document BEGIN
 SELECT RAISE(ABORT, 'a document stays as it is');
END)",
    R"(CREATE TRIGGER document_is_not_deleted BEFORE DELETE ON document BEGIN
 SELECT RAISE(ABORT, 'a document stays');
END)",
    R"(CREATE TABLE setting(
 name TEXT PRIMARY KEY CHECK(name <> ''),
 value TEXT NOT NULL) STRICT, WITHOUT ROWID)",

    // ------------------------------------------------------------------------- households, members, officers, persons
    R"(CREATE TABLE household(
 household TEXT NOT NULL CHECK(household <> ''),
 from_day INTEGER NOT NULL,
 seq INTEGER NOT NULL REFERENCES journal(seq),
 PRIMARY KEY(household, from_day)) STRICT, WITHOUT ROWID)",
    R"(CREATE TABLE member(
 member TEXT NOT NULL CHECK(member <> ''),
 joined INTEGER NOT NULL,
 left INTEGER,
 household TEXT NOT NULL,
 seq INTEGER NOT NULL REFERENCES journal(seq),
 PRIMARY KEY(member, joined)) STRICT, WITHOUT ROWID)",
    "CREATE INDEX member_by_household ON member(household)",
    R"(CREATE TABLE officer(
 number INTEGER PRIMARY KEY,
 person TEXT NOT NULL CHECK(person <> ''),
 role INTEGER NOT NULL CHECK(role BETWEEN 0 AND 255),
 joined INTEGER,
 left INTEGER) STRICT)",
    "CREATE INDEX officer_by_person ON officer(person)",
    R"(CREATE TABLE person(
 person TEXT PRIMARY KEY CHECK(person <> ''),
 name TEXT NOT NULL,
 salt BLOB NOT NULL CHECK(length(salt) = 16)) STRICT, WITHOUT ROWID)",

    // ------------------------------------------------------------------------------------------- claims and events
    // States: 0 submitted, 1 published, 2 objected, 3 final, 4 rejected, 5 withdrawn, 6 appealed, 7 revoked.
    R"(CREATE TABLE event(
 event TEXT PRIMARY KEY CHECK(event <> ''),
 seq INTEGER NOT NULL REFERENCES journal(seq),
 household TEXT NOT NULL,
 member TEXT NOT NULL,
 date INTEGER NOT NULL,
 state INTEGER NOT NULL CHECK(state BETWEEN 0 AND 7),
 due INTEGER CHECK(state <> 1 OR due IS NOT NULL),
 decided INTEGER CHECK(state NOT IN (3, 6) OR decided IS NOT NULL),
 points TEXT NOT NULL) STRICT, WITHOUT ROWID)",
    "CREATE INDEX event_by_household ON event(household)",
    "CREATE INDEX event_by_member ON event(member) WHERE member <> ''",
    "CREATE INDEX event_under_way ON event(state) WHERE state IN (0, 1, 2, 6)",
    "CREATE INDEX event_due ON event(due) WHERE state = 1",
    R"(CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN
 SELECT RAISE(ABORT, 'what an event is about stays') WHERE NEW.event IS NOT OLD.event OR NEW.seq IS NOT OLD.seq
  OR NEW.household IS NOT OLD.household OR NEW.member IS NOT OLD.member OR NEW.date IS NOT OLD.date;
 SELECT RAISE(ABORT, 'a claim that has fallen stays so') WHERE OLD.state IN (4, 5, 7) AND NEW.state IS NOT OLD.state;
END)",
    R"(CREATE TRIGGER event_is_not_deleted BEFORE DELETE ON event BEGIN
 SELECT RAISE(ABORT, 'an event stays');
END)",
    R"(CREATE TABLE step(
 event TEXT NOT NULL REFERENCES event(event),
 seq INTEGER NOT NULL REFERENCES journal(seq),
 PRIMARY KEY(event, seq)) STRICT, WITHOUT ROWID)",
    R"(CREATE TRIGGER step_is_not_changed BEFORE UPDATE ON step BEGIN
 SELECT RAISE(ABORT, 'a step that was taken stays');
END)",
    R"(CREATE TRIGGER step_is_not_deleted BEFORE DELETE ON step BEGIN
 SELECT RAISE(ABORT, 'a step that was taken stays');
END)",

    // ---------------------------------------------------------------------------------------------------- the ledger
    R"(CREATE TABLE month(
 month INTEGER PRIMARY KEY,
 is_closed INTEGER NOT NULL CHECK(is_closed IN (0, 1)),
 sheet INTEGER REFERENCES journal(seq) CHECK(is_closed = 0 OR sheet IS NOT NULL)) STRICT)",
    R"(CREATE TRIGGER month_is_not_deleted BEFORE DELETE ON month BEGIN
 SELECT RAISE(ABORT, 'a month stays');
END)",
    R"(CREATE TABLE posting(
 seq INTEGER PRIMARY KEY REFERENCES journal(seq),
 household TEXT NOT NULL CHECK(household <> ''),
 date INTEGER NOT NULL,
 month INTEGER NOT NULL,
 is_open INTEGER NOT NULL CHECK(is_open IN (0, 1)),
 reverses INTEGER REFERENCES posting(seq)
  CHECK(reverses IS NULL OR (reverses < seq AND is_open = 0))) STRICT)",
    "CREATE INDEX posting_by_household ON posting(household)",
    "CREATE UNIQUE INDEX posting_by_reversed ON posting(reverses) WHERE reverses IS NOT NULL",
    R"(CREATE TRIGGER posting_is_allowed BEFORE INSERT ON posting BEGIN
 SELECT RAISE(ABORT, 'the month is closed') FROM month WHERE month = NEW.month AND is_closed = 1;
 SELECT RAISE(ABORT, 'a new posting is open') WHERE NEW.reverses IS NULL AND NEW.is_open = 0;
 SELECT RAISE(ABORT, 'only an open posting of the same household is reversed') WHERE NEW.reverses IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM posting WHERE seq = NEW.reverses AND household = NEW.household AND is_open = 1);
 SELECT RAISE(ABORT, 'a posting stays') FROM posting WHERE seq = NEW.seq;
END)",
    R"(CREATE TRIGGER posting_is_reversed AFTER INSERT ON posting WHEN NEW.reverses IS NOT NULL BEGIN
 UPDATE posting SET is_open = 0 WHERE seq = NEW.reverses;
END)",
    R"(CREATE TRIGGER posting_stays BEFORE UPDATE ON posting BEGIN
 SELECT RAISE(ABORT, 'a posting stays') WHERE NEW.seq IS NOT OLD.seq OR NEW.household IS NOT OLD.household
  OR NEW.date IS NOT OLD.date OR NEW.month IS NOT OLD.month OR NEW.reverses IS NOT OLD.reverses;
 SELECT RAISE(ABORT, 'a posting is closed by its reversal, for good') WHERE NEW.is_open IS NOT OLD.is_open
  AND (NEW.is_open = 1 OR NOT EXISTS (SELECT 1 FROM posting WHERE reverses = OLD.seq));
END)",
    R"(CREATE TRIGGER posting_is_not_deleted BEFORE DELETE ON posting BEGIN
 SELECT RAISE(ABORT, 'a posting stays');
END)",
    R"(CREATE TABLE balance(
 household TEXT PRIMARY KEY CHECK(household <> ''),
 standing INTEGER NOT NULL CHECK(standing BETWEEN -1000000000000000000 AND 1000000000000000000),
 spendable INTEGER NOT NULL CHECK(spendable BETWEEN -1000000000000000000 AND 1000000000000000000),
 earned INTEGER NOT NULL CHECK(earned BETWEEN -1000000000000000000 AND 1000000000000000000),
 deducted INTEGER NOT NULL CHECK(deducted BETWEEN -1000000000000000000 AND 1000000000000000000),
 frozen_until INTEGER) STRICT, WITHOUT ROWID)",
    R"(CREATE TABLE total(
 cause TEXT PRIMARY KEY CHECK(cause <> ''),
 standing INTEGER NOT NULL CHECK(standing BETWEEN -1000000000000000000 AND 1000000000000000000),
 spendable INTEGER NOT NULL CHECK(spendable BETWEEN -1000000000000000000 AND 1000000000000000000)) STRICT, WITHOUT ROWID)",
    R"(CREATE TABLE mark(
 household TEXT PRIMARY KEY) STRICT, WITHOUT ROWID)",

    // ------------------------------------------------------------------------------------- entries, goods, redemptions
    R"(CREATE TABLE money(
 entry TEXT PRIMARY KEY CHECK(entry <> ''),
 household TEXT NOT NULL CHECK(household <> ''),
 cause TEXT NOT NULL CHECK(cause <> ''),
 of_what TEXT NOT NULL,
 seq INTEGER NOT NULL REFERENCES journal(seq)) STRICT, WITHOUT ROWID)",
    "CREATE INDEX money_by_household ON money(household, seq)",
    R"(CREATE TRIGGER money_is_not_changed BEFORE UPDATE ON money BEGIN
 SELECT RAISE(ABORT, 'an entry stays');
END)",
    R"(CREATE TRIGGER money_is_not_deleted BEFORE DELETE ON money BEGIN
 SELECT RAISE(ABORT, 'an entry stays');
END)",
    R"(CREATE TABLE goods(
 goods TEXT PRIMARY KEY CHECK(goods <> ''),
 title TEXT NOT NULL,
 points INTEGER NOT NULL CHECK(points BETWEEN 0 AND 1000000000000000),
 most INTEGER CHECK(most >= 0),
 per TEXT NOT NULL,
 bought INTEGER NOT NULL CHECK(bought BETWEEN 0 AND 1000000000000000),
 in_stock INTEGER NOT NULL CHECK(in_stock >= 0),
 held INTEGER NOT NULL CHECK(held >= 0),
 handed_out INTEGER NOT NULL CHECK(handed_out >= 0),
 CHECK(bought = in_stock + held + handed_out)) STRICT, WITHOUT ROWID)",
    R"(CREATE TRIGGER goods_are_not_deleted BEFORE DELETE ON goods BEGIN
 SELECT RAISE(ABORT, 'goods stay in the catalogue');
END)",
    // States: 0 held, 1 collected, 2 cancelled, 3 timed out.
    R"(CREATE TABLE redemption(
 redemption TEXT PRIMARY KEY CHECK(redemption <> ''),
 household TEXT NOT NULL CHECK(household <> ''),
 date INTEGER NOT NULL,
 points INTEGER NOT NULL CHECK(points BETWEEN 0 AND 1000000000000000),
 last_day INTEGER,
 state INTEGER NOT NULL CHECK(state BETWEEN 0 AND 3),
 seq INTEGER NOT NULL REFERENCES journal(seq)) STRICT, WITHOUT ROWID)",
    "CREATE INDEX redemption_by_household ON redemption(household, seq)",
    "CREATE INDEX redemption_held ON redemption(last_day, seq) WHERE state = 0",
    R"(CREATE TRIGGER redemption_begins_held BEFORE INSERT ON redemption WHEN NEW.state <> 0 BEGIN
 SELECT RAISE(ABORT, 'a redemption begins by being held');
END)",
    R"(CREATE TRIGGER redemption_ends_once BEFORE UPDATE ON redemption BEGIN
 SELECT RAISE(ABORT, 'what a redemption is about stays') WHERE NEW.redemption IS NOT OLD.redemption
  OR NEW.household IS NOT OLD.household OR NEW.date IS NOT OLD.date OR NEW.points IS NOT OLD.points
  OR NEW.last_day IS NOT OLD.last_day OR NEW.seq IS NOT OLD.seq;
 SELECT RAISE(ABORT, 'a redemption ends once') WHERE OLD.state <> 0;
END)",
    R"(CREATE TRIGGER redemption_is_not_deleted BEFORE DELETE ON redemption BEGIN
 SELECT RAISE(ABORT, 'a redemption stays');
END)",

    // ------------------------------------------------------------------------------------------------------- closings
    R"(CREATE TABLE published(
 seq INTEGER PRIMARY KEY REFERENCES journal(seq),
 month INTEGER NOT NULL,
 kind TEXT NOT NULL CHECK(kind <> ''),
 closing TEXT NOT NULL CHECK(closing <> ''),
 period INTEGER NOT NULL,
 household TEXT NOT NULL) STRICT)",
    "CREATE INDEX published_by_month ON published(month)",
    "CREATE INDEX published_by_household ON published(household)",
    R"(CREATE TRIGGER published_is_not_changed BEFORE UPDATE ON published BEGIN
 SELECT RAISE(ABORT, 'what was published stays as it was');
END)",
    R"(CREATE TRIGGER published_stays BEFORE DELETE ON published BEGIN
 SELECT RAISE(ABORT, 'what was published stays while its month is closed') FROM month
  WHERE month = OLD.month AND is_closed = 1;
END)",
};

constexpr Format format = {format_version, "PRAGMA user_version = 1", statements, {}};

}  // namespace

std::span<const Sql> schema() noexcept { return statements; }

const Format& current_format() noexcept { return format; }

}  // namespace pointsbank::store::sqlite
