// What the bank's journal holds: one struct for each kind of entry, with its fields said once.
//
// The journal is the truth; whatever else the store holds can be made again from it. An entry says what happened (a
// claim was handed in, a reviewer approved, points were posted), never what follows from it. `at` is the moment that
// the command gave, `by` who gave it; the moment of booking stands beside the entry (JournalRow::recorded) and never
// falls. Amounts are units of 10^-decimals. Personal data is not here: names stand in a table of their own, an entry
// holds ids and salted digests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pointsbank/calendar.hpp"
#include "pointsbank/digest.hpp"

namespace pointsbank::journal {

/// A cell of a table that came in: the column's name and the text, as given.
struct Cell {
  std::string column;
  std::string text;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "column", self.column);
    visit(2, "text", self.text);
  }
  friend bool operator==(const Cell&, const Cell&) = default;
};

/// The first entry: whose bank this is.
struct Created {
  std::string by;
  Moment at;
  std::string bank;  ///< its id, told by sheets and slips

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "bank", self.bank);
  }
};

/// A rule book was put in force: all lists that are in force from now on, in the order given.
struct Adopted {
  std::string by;
  Moment at;
  std::string rule_book;      ///< the lists' id
  std::vector<Digest> lists;  ///< of each list's text; the texts are documents of the store

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "rule_book", self.rule_book);
    visit(4, "lists", self.lists);
  }
};

/// What holds of a household from a day on. A later entry with the same household and `from` takes its place; `joined`
/// and `left` are one value a household, that of its latest entry.
struct HouseholdRow {
  std::string by;
  Moment at;
  std::string household;
  std::optional<Date> from;  ///< none: from the beginning
  std::optional<Date> joined;
  std::optional<Date> left;
  std::vector<Cell> cells;     ///< groups and attributes
  std::optional<Digest> name;  ///< salted
  std::string reason;          ///< of a correction of the past; else empty

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "household", self.household);
    visit(4, "from", self.from);
    visit(5, "joined", self.joined);
    visit(6, "left", self.left);
    visit(7, "cells", self.cells);
    visit(8, "name", self.name);
    visit(9, "reason", self.reason);
  }
};

/// One stay of a member in a household. A later entry with the same member and `joined` takes its place.
struct MemberStay {
  std::string by;
  Moment at;
  std::string member;
  std::string household;
  std::optional<Date> joined;
  std::optional<Date> left;
  std::optional<Digest> name;  ///< salted

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "member", self.member);
    visit(4, "household", self.household);
    visit(5, "joined", self.joined);
    visit(6, "left", self.left);
    visit(7, "name", self.name);
  }
};

enum class Role : std::uint8_t { clerk, reviewer, auditor };
[[nodiscard]] std::string_view to_string(Role role) noexcept;

/// An office that somebody holds. A later entry with the same person, role and `joined` takes its place: who is no
/// longer in the table of officers leaves on the day on which it was replaced.
struct Officer {
  std::string by;
  Moment at;
  std::string person;
  Role role = Role::clerk;
  std::optional<Date> joined;
  std::optional<Date> left;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "person", self.person);
    visit(4, "role", self.role);
    visit(5, "joined", self.joined);
    visit(6, "left", self.left);
  }
};

/// Something that a household did: a claim that was handed in, or (`is_final`) an event that came in decided already.
struct EventEntry {
  std::string by;
  Moment at;
  std::string event;
  std::string household;  ///< empty: found by the member
  std::string member;
  std::string kind;
  std::string occurred;          ///< the column `at`, as given
  std::vector<Cell> cells;       ///< quantity, points, grade, act, recorded (of imports), attributes: those given
  std::vector<Digest> evidence;  ///< of the attachments
  bool is_final = false;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "event", self.event);
    visit(4, "household", self.household);
    visit(5, "member", self.member);
    visit(6, "event_kind", self.kind);
    visit(7, "occurred", self.occurred);
    visit(8, "cells", self.cells);
    visit(9, "evidence", self.evidence);
    visit(10, "is_final", self.is_final);
  }
};

/// What somebody did with a claim (or an imported event), or what time did (`finalised`).
enum class Step : std::uint8_t {
  approved,   ///< by one reviewer
  rejected,   ///< by one reviewer
  published,  ///< approved by enough: publicity begins
  objected,
  kept,    ///< the objection was decided: the claim stands
  struck,  ///< the objection was decided: the claim falls
  finalised,
  withdrawn,
  appealed,
  upheld,     ///< the appeal: the event is revoked
  dismissed,  ///< the appeal
  revoked,    ///< an imported revocation
};
[[nodiscard]] std::string_view to_string(Step step) noexcept;

struct EventStep {
  std::string by;
  Moment at;
  std::string event;
  Step step = Step::approved;
  std::string reason;
  std::string points;         ///< of a `range` score: what the reviewer gives; of `finalised`: the rounded average
  std::string revocation;     ///< of `revoked`: the id of the revoking row
  std::optional<Moment> due;  ///< of `published`, `kept`: when it becomes final

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "event", self.event);
    visit(4, "step", self.step);
    visit(5, "reason", self.reason);
    visit(6, "points", self.points);
    visit(7, "revocation", self.revocation);
    visit(8, "due", self.due);
  }
};

/// What the evaluation posts, or (`reverses`) the opposite of a posting that it no longer gives.
struct PostingEntry {
  Date date;   ///< the day it is for
  Date month;  ///< first day of the month in which it is booked
  std::string household;
  std::string member;
  std::string source;  ///< rule or closing, `base`, or an entry's cause
  std::string event;   ///< an event's or entry's id
  std::string cause;
  std::int64_t standing = 0;
  std::int64_t spendable = 0;
  std::optional<std::int64_t> reverses;  ///< the entry that it takes back

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "date", self.date);
    visit(2, "month", self.month);
    visit(3, "household", self.household);
    visit(4, "member", self.member);
    visit(5, "source", self.source);
    visit(6, "event", self.event);
    visit(7, "cause", self.cause);
    visit(8, "standing", self.standing);
    visit(9, "spendable", self.spendable);
    visit(10, "reverses", self.reverses);
  }
};

/// The ledger was brought up to a day.
struct Settled {
  std::string by;
  Moment at;
  Date through;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "through", self.through);
  }
};

/// An entry of page 3: what did not come of rules. Its posting follows it in the journal.
struct MoneyEntry {
  std::string by;
  Moment at;          ///< when it holds: the command's moment; of an opening balance that of its row
  std::string entry;  ///< its id
  std::string household;
  std::string cause;  ///< redemption, refund, transfer, opening
  std::int64_t standing = 0;
  std::int64_t spendable = 0;
  std::string of;  ///< a refund's redemption, a transfer's id
  std::string reason;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "entry", self.entry);
    visit(4, "household", self.household);
    visit(5, "cause", self.cause);
    visit(6, "standing", self.standing);
    visit(7, "spendable", self.spendable);
    visit(8, "of", self.of);
    visit(9, "reason", self.reason);
  }
};

/// What can be had for points, and how the stock changed (bought, or found to be missing).
struct Goods {
  std::string by;
  Moment at;
  std::string goods;
  std::string title;
  std::int64_t points = 0;            ///< units
  std::int64_t bought = 0;            ///< pieces that came in; negative: written off
  std::optional<std::int64_t> limit;  ///< pieces a household
  std::string per;                    ///< the limit's period; empty: ever

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "goods", self.goods);
    visit(4, "title", self.title);
    visit(5, "points", self.points);
    visit(6, "bought", self.bought);
    visit(7, "limit", self.limit);
    visit(8, "per", self.per);
  }
};

struct RedemptionLine {
  std::string goods;
  std::int64_t pieces = 0;
  std::int64_t points = 0;  ///< units, of all pieces

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "goods", self.goods);
    visit(2, "pieces", self.pieces);
    visit(3, "points", self.points);
  }
};

/// Goods were set aside for a household and paid with points; the MoneyEntry of the same id follows it.
struct Redeemed {
  std::string by;
  Moment at;
  std::string redemption;
  std::string household;
  std::vector<RedemptionLine> lines;
  std::optional<Date> last_day;  ///< to collect; none: no end

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "redemption", self.redemption);
    visit(4, "household", self.household);
    visit(5, "lines", self.lines);
    visit(6, "last_day", self.last_day);
  }
};

enum class HoldEnd : std::uint8_t { collected, cancelled, timed_out };
[[nodiscard]] std::string_view to_string(HoldEnd end) noexcept;

/// What was set aside was handed over or went back (a MoneyEntry `refund` follows).
struct HoldEnded {
  std::string by;
  Moment at;
  std::string redemption;
  HoldEnd end = HoldEnd::collected;
  std::string reason;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "redemption", self.redemption);
    visit(4, "end", self.end);
    visit(5, "reason", self.reason);
  }
};

/// One row of a closing that a month published.
struct PublishedRow {
  Date month;
  std::string table;  ///< rankings, ratings, dividends, benefits
  std::string closing;
  Date period;
  std::string household;
  std::vector<Cell> cells;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "month", self.month);
    visit(2, "table", self.table);
    visit(3, "closing", self.closing);
    visit(4, "period", self.period);
    visit(5, "household", self.household);
    visit(6, "cells", self.cells);
  }
};

struct CauseTotal {
  std::string cause;
  std::int64_t standing = 0;
  std::int64_t spendable = 0;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "cause", self.cause);
    visit(2, "standing", self.standing);
    visit(3, "spendable", self.spendable);
  }
};

/// A month was closed: what its sheet says. `entries` and `root` are of all entries before this one.
struct MonthClosed {
  std::string by;
  Moment at;
  Date month;
  std::int64_t entries = 0;
  Digest root;
  std::int64_t previous_entries = 0;  ///< of the sheet before it; 0: there is none
  Digest previous_root;
  std::vector<CauseTotal> totals;  ///< of all postings so far, by cause
  std::int64_t households = 0;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "month", self.month);
    visit(4, "entries", self.entries);
    visit(5, "root", self.root);
    visit(6, "previous_entries", self.previous_entries);
    visit(7, "previous_root", self.previous_root);
    visit(8, "totals", self.totals);
    visit(9, "households", self.households);
  }
};

struct MonthReopened {
  std::string by;
  std::string with;  ///< the second person
  Moment at;
  Date month;
  std::string reason;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "with", self.with);
    visit(3, "at", self.at);
    visit(4, "month", self.month);
    visit(5, "reason", self.reason);
  }
};

/// A household split, merged or moved; a MoneyEntry `transfer` for each household follows.
struct Transferred {
  std::string by;
  Moment at;
  std::string transfer;
  std::string household;
  std::vector<Cell> shares;  ///< (household, share)
  std::string reason;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "transfer", self.transfer);
    visit(4, "household", self.household);
    visit(5, "shares", self.shares);
    visit(6, "reason", self.reason);
  }
};

/// Personal data was erased.
struct Forgotten {
  std::string by;
  Moment at;
  std::string person;  ///< the id of a household or member
  std::string reason;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "person", self.person);
    visit(4, "reason", self.reason);
  }
};

/// A command was refused for what the state was; the refusal stays under its key.
struct Refused {
  std::string by;
  Moment at;
  std::string command;
  std::string code;
  std::string key;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "by", self.by);
    visit(2, "at", self.at);
    visit(3, "command", self.command);
    visit(4, "code", self.code);
    visit(5, "key", self.key);
  }
};

/// The kinds in the order of their numbers, which are written into the file: kind = index + 1. Only ever append.
using Entry = std::variant<Created, Adopted, HouseholdRow, MemberStay, Officer, EventEntry, EventStep, PostingEntry,
                           Settled, MoneyEntry, Goods, Redeemed, HoldEnded, PublishedRow, MonthClosed, MonthReopened,
                           Transferred, Forgotten, Refused>;

/// `created`, `adopted`, `household_row`, …
[[nodiscard]] std::string_view kind_name(std::uint8_t kind) noexcept;

/// The bytes of an entry: format version (1), kind, then its canonical encoding. Appends to `out`.
void encode(const Entry& entry, std::string& out);
/// Nothing where the bytes are no entry, or not the canonical bytes of one.
[[nodiscard]] std::optional<Entry> decode(std::string_view bytes);
/// One JSON object with `kind` first; for exports and people.
void write_json(std::string& out, const Entry& entry);

}  // namespace pointsbank::journal
