// What a bank can be asked to change: one struct a command, with its fields said once.
//
// The same names stand in JSON (`--batch`), in Python and on the command line. A request has canonical bytes, so that
// the same key with other content is found and the field that differs is named. Points are texts of exact decimals in
// points (`"12.5"`), dates `2026-03-05`, moments RFC 3339. Tables come as the text of a CSV file or of JSON Lines.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "pointsbank/digest.hpp"

namespace pointsbank::bank {

/// A table or rule list that comes in: `name` is for messages alone; it is JSON Lines where it ends in `.jsonl`.
struct File {
  std::string name;
  std::string content;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(2, "content", self.content);
  }
};

/// Puts a rule book in force: all lists that form it from now on. Versions that were in force stay where their
/// effective dates still say so, so give them too, or their replacements.
struct Adopt {
  static constexpr const char* name = "adopt";
  std::vector<File> lists;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "lists", self.lists);
  }
};

struct SetRoster {
  static constexpr const char* name = "roster";
  File table;
  std::string from;      ///< a date; empty: from the beginning
  bool correct = false;  ///< may change the past
  std::string reason;    ///< of a correction

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "table", self.table);
    visit(2, "from", self.from);
    visit(3, "correct", self.correct);
    visit(4, "reason", self.reason);
  }
};

struct SetMembers {
  static constexpr const char* name = "members";
  File table;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "table", self.table);
  }
};

struct SetOfficers {
  static constexpr const char* name = "officers";
  File table;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "table", self.table);
  }
};

/// Events that are final already, and revocations.
struct Import {
  static constexpr const char* name = "import";
  File table;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "table", self.table);
  }
};

/// What was opened with: entries of the cause `opening` (columns entry, household, at, standing, spendable).
struct ImportEntries {
  static constexpr const char* name = "entries";
  File table;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "table", self.table);
  }
};

struct Cell {
  std::string column;
  std::string text;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "column", self.column);
    visit(2, "text", self.text);
  }
};

/// A claim: something that a household did, with the attachments' digests.
struct Submit {
  static constexpr const char* name = "submit";
  std::string event;      ///< its id; empty: the bank gives one
  std::string household;  ///< empty: found by the member
  std::string member;
  std::string kind;
  std::string occurred;  ///< a date or moment
  std::string quantity;
  std::string points;  ///< of a `range` score, as proposed
  std::string grade;
  std::string act;
  std::vector<Cell> attributes;
  std::vector<std::string> evidence;  ///< SHA-256, 64 hex digits each

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "event", self.event);
    visit(2, "household", self.household);
    visit(3, "member", self.member);
    visit(4, "kind", self.kind);
    visit(5, "occurred", self.occurred);
    visit(6, "quantity", self.quantity);
    visit(7, "points", self.points);
    visit(8, "grade", self.grade);
    visit(9, "act", self.act);
    visit(10, "attributes", self.attributes);
    visit(11, "evidence", self.evidence);
  }
};

#define POINTSBANK_EVENT_STEP(Type, word)            \
  struct Type {                                      \
    static constexpr const char* name = word;        \
    std::string event;                               \
    std::string reason;                              \
                                                     \
    template <class Self, class Visitor>             \
    static void visit(Self& self, Visitor&& visit) { \
      visit(1, "event", self.event);                 \
      visit(2, "reason", self.reason);               \
    }                                                \
  }

struct Approve {
  static constexpr const char* name = "approve";
  std::string event;
  std::string points;  ///< of a `range` score: what this reviewer gives
  std::string reason;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "event", self.event);
    visit(2, "points", self.points);
    visit(3, "reason", self.reason);
  }
};

POINTSBANK_EVENT_STEP(Reject, "reject");
POINTSBANK_EVENT_STEP(Withdraw, "withdraw");
POINTSBANK_EVENT_STEP(Object, "object");

/// Decides an objection.
struct Decide {
  static constexpr const char* name = "decide";
  std::string event;
  bool keep = true;  ///< the claim stands; else it is rejected
  std::string reason;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "event", self.event);
    visit(2, "keep", self.keep);
    visit(3, "reason", self.reason);
  }
};

POINTSBANK_EVENT_STEP(Appeal, "appeal");
POINTSBANK_EVENT_STEP(Uphold, "uphold");
POINTSBANK_EVENT_STEP(Dismiss, "dismiss");
#undef POINTSBANK_EVENT_STEP

struct Settle {
  static constexpr const char* name = "settle";
  std::string through;  ///< a date; empty: the day of the command's moment

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "through", self.through);
  }
};

/// The catalogue: columns goods, title, points, stock (pieces on the shelf now; empty: as it is), limit, per.
struct SetGoods {
  static constexpr const char* name = "goods";
  File table;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "table", self.table);
  }
};

struct Line {
  std::string goods;
  std::int64_t pieces = 1;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "goods", self.goods);
    visit(2, "pieces", self.pieces);
  }
};

struct Redeem {
  static constexpr const char* name = "redeem";
  std::string redemption;  ///< its id; empty: the bank gives one
  std::string household;
  std::vector<Line> lines;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "redemption", self.redemption);
    visit(2, "household", self.household);
    visit(3, "lines", self.lines);
  }
};

struct Collect {
  static constexpr const char* name = "collect";
  std::string redemption;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "redemption", self.redemption);
  }
};

struct Cancel {
  static constexpr const char* name = "cancel";
  std::string redemption;
  std::string reason;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "redemption", self.redemption);
    visit(2, "reason", self.reason);
  }
};

struct Share {
  std::string household;
  std::string share;  ///< an exact number above 0; shares are in proportion

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "household", self.household);
    visit(2, "share", self.share);
  }
};

/// A household splits, merges or moves: its balances go over by shares, to the last unit.
struct Transfer {
  static constexpr const char* name = "transfer";
  std::string transfer;   ///< its id; empty: the bank gives one
  std::string household;  ///< whose balances go over
  std::vector<Share> shares;
  std::string reason;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "transfer", self.transfer);
    visit(2, "household", self.household);
    visit(3, "shares", self.shares);
    visit(4, "reason", self.reason);
  }
};

struct CloseMonth {
  static constexpr const char* name = "close";
  std::string month;  ///< `2026-03`

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "month", self.month);
  }
};

struct ReopenMonth {
  static constexpr const char* name = "reopen";
  std::string month;
  std::string with;  ///< the second officer
  std::string reason;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "month", self.month);
    visit(2, "with", self.with);
    visit(3, "reason", self.reason);
  }
};

struct Forget {
  static constexpr const char* name = "forget";
  std::string person;  ///< a household's or member's id
  std::string reason;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "person", self.person);
    visit(2, "reason", self.reason);
  }
};

using Request = std::variant<Adopt, SetRoster, SetMembers, SetOfficers, Import, ImportEntries, Submit, Approve, Reject,
                             Withdraw, Object, Decide, Appeal, Uphold, Dismiss, Settle, SetGoods, Redeem, Collect,
                             Cancel, Transfer, CloseMonth, ReopenMonth, Forget>;

}  // namespace pointsbank::bank
