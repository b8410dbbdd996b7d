// The bank: from a claim to a posted balance, durably, in one SQLite file.
//
//   bank::Bank bank = bank::Bank::open("village.pointsbank");
//   bank::Answer answer = bank.execute({.by = "zhang", .at = now, .key = "phone-7-0001", .request =
//   bank::Redeem{...}}); if (!answer.is_done()) show(answer.sentence(Language::zh));
//
// A command that has returned survives the machine losing power; one that threw UnknownOutcomeError happened wholly or
// not at all, and the same key asks again. The bank reads no clock: who calls says what moment it is. A Bank belongs to
// one thread at a time; open one for each thread. Many processes may have the same file open.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pointsbank/bank_requests.hpp"
#include "pointsbank/calendar.hpp"
#include "pointsbank/digest.hpp"
#include "pointsbank/issues.hpp"

namespace pointsbank::bank {

struct Command {
  std::string by;   ///< who acts: an officer, a member or a household, by id
  Moment at;        ///< the moment that holds for the command
  std::string key;  ///< idempotency key, 1 to 128 bytes: the same for each try of the same command
  Request request;
};

/// What a command came to. Refusals are answers, not exceptions: a code of the closed list in docs/bank.md.
struct Answer {
  struct Value {
    std::string name;
    std::string text;
    bool is_number = false;  ///< written without quotes in JSON
  };
  std::string code = "done";  ///< `done`, or why not: `wrong_state`, `not_allowed`, `too_few_points`, `key_reused`, …
  std::vector<Value> values;  ///< figures and ids, in a fixed order
  bool replayed = false;      ///< the answer of an earlier command with the same key

  [[nodiscard]] bool is_done() const noexcept { return code == "done"; }
  [[nodiscard]] std::string_view value(std::string_view name) const noexcept;  ///< empty where it is not there
  [[nodiscard]] std::string sentence(Language language) const;
  [[nodiscard]] std::string to_json() const;
};

/// Amounts in units of 10^-decimals.
struct HouseholdBalance {
  std::string household;
  std::int64_t standing = 0;
  std::int64_t spendable = 0;  ///< below 0: a debt, which what is earned next pays first
  std::int64_t earned = 0;
  std::int64_t deducted = 0;
  std::optional<Date> frozen_until;
};

/// A line of the passbook.
struct StatementLine {
  std::int64_t entry = 0;  ///< in the journal
  Date date;               ///< the day it is for
  Date month;              ///< in which it is booked
  Moment recorded;
  std::string member;
  std::string source;
  std::string event;
  std::string cause;
  std::int64_t standing = 0;
  std::int64_t spendable = 0;
  std::int64_t standing_after = 0;
  std::int64_t spendable_after = 0;
  std::optional<std::int64_t> reverses;  ///< takes that entry back
  bool is_taken_back = false;
  bool is_disputed = false;      ///< its event is under appeal
  std::string text_zh, text_en;  ///< the reason in plain words
};

struct Statement {
  HouseholdBalance balance;
  std::vector<StatementLine> lines;
};

/// One step of a claim's way.
struct ClaimStep {
  std::int64_t entry = 0;
  Moment at;
  std::string by;
  std::string step;  ///< `submitted`, `approved`, …
  std::string reason;
  std::string points;
};

/// A claim or an imported event as it stands.
struct Claim {
  std::string event;
  std::string household;
  std::string member;
  std::string kind;
  std::string occurred;  ///< date or moment, as given
  std::string state;  ///< `submitted`, `published`, `objected`, `final`, `rejected`, `withdrawn`, `appealed`, `revoked`
  std::optional<Moment> due;  ///< in publicity: when it becomes final
  std::vector<std::pair<std::string, std::string>> cells;
  std::vector<Digest> evidence;
  std::vector<ClaimStep> steps;
};

/// A claim as it hangs out: whose, what and until when; no evidence, no reasons.
struct BoardClaim {
  std::string event;
  std::string household;
  std::string name;  ///< masked, `张*三`; empty where it is not known or was forgotten
  std::string title_zh, title_en;
  std::string occurred;
  std::string state;  ///< `published` or `objected`
  std::optional<Moment> due;
};

/// A line of a ranking or rating.
struct BoardRow {
  std::string table;  ///< `rankings` or `ratings`
  std::string closing;
  std::string title_zh, title_en;
  Date period;
  std::string household;
  std::string name;  ///< masked
  std::string group;
  std::string rank;
  std::string measure;
  std::string level;  ///< of a rating
};

struct Board {
  Date day;
  std::vector<BoardClaim> claims;
  std::vector<BoardRow> rows;  ///< as published, closing by closing, the latest period of each
};

struct Why {
  Claim claim;
  std::string json, zh, en;  ///< the evaluation's explanation; empty where the event does not count
};

struct ShelfLine {
  std::string goods;
  std::string title;
  std::int64_t points = 0;  ///< units a piece
  std::int64_t in_stock = 0, held = 0, handed_out = 0, bought = 0;
  std::optional<std::int64_t> limit;  ///< pieces a household
  std::string per;
};

struct Hold {
  std::string redemption;
  std::string household;
  Date date;
  std::int64_t points = 0;
  std::string state;  ///< `held`, `collected`, `cancelled`, `timed_out`
  std::optional<Date> last_day;
  std::vector<Line> lines;
};

/// What `verify` found that does not fit; empty: everything does.
struct Finding {
  std::string code;
  std::int64_t entry = 0;  ///< the first entry concerned; 0: none
  std::vector<std::string> values;
  [[nodiscard]] std::string sentence(Language language) const;
};

struct Verification {
  std::int64_t entries = 0;
  Digest root;  ///< of all entries: compare it with a sheet of your own
  Digest chain;
  std::vector<Finding> findings;
};

/// A closing as published that would come out otherwise now: for people to decide on.
struct Difference {
  Date month;
  std::string table, closing;
  Date period;
  std::string household;
  std::string published, now;  ///< the cells, comma-separated; empty: not there
};

struct VerifyOptions {
  bool replay = false;  ///< also evaluates anew and compares every posting
  int threads = 1;
  std::function<bool(std::uint64_t done, std::uint64_t total)> progress;
};

enum class ExportForm : std::uint8_t { csv, jsonl, ledger, hledger, beancount };

struct BankOptions {
  int busy_milliseconds = 10'000;
  int threads = 1;  ///< for evaluating everybody
  bool read_only = false;
  const char* vfs = nullptr;  ///< SQLite's file layer: for tests
};

class Bank {
 public:
  /// Makes a new file. `id` names the bank on sheets and slips; `by` is who made it. StoreError where the file is
  /// there.
  [[nodiscard]] static Bank create(const std::filesystem::path& file, std::string_view id, std::string_view by,
                                   Moment at, const BankOptions& options = {});
  [[nodiscard]] static Bank open(const std::filesystem::path& file, const BankOptions& options = {});
  Bank(Bank&&) noexcept;
  Bank& operator=(Bank&&) noexcept;
  ~Bank();

  [[nodiscard]] const std::string& id() const noexcept;
  [[nodiscard]] int decimals() const noexcept;
  [[nodiscard]] int utc_offset() const noexcept;

  /// Changes something, or says why not. InputError where the command itself is wrong (a bad row of a table, an unknown
  /// household): nothing is kept then, not the key either.
  Answer execute(const Command& command);
  /// Many with one sync: each has its own answer; all are durable when it returns. A command that is wrong has the code
  /// `wrong_input` and the sentence.
  std::vector<Answer> execute(std::span<const Command> commands);

  // Questions. Those that say `at` settle first, booked by `by` at that moment.
  [[nodiscard]] HouseholdBalance balance(std::string_view household, std::string_view by, Moment at);
  [[nodiscard]] std::vector<HouseholdBalance> balances(std::string_view by, Moment at);
  [[nodiscard]] Statement statement(std::string_view household, std::string_view by, Moment at);
  /// What the book said at a moment, by when each posting was booked. Nothing is settled.
  [[nodiscard]] std::vector<HouseholdBalance> balances_as_of(Moment as_of);
  [[nodiscard]] Statement statement_as_of(std::string_view household, Moment as_of);
  /// What is public: claims in publicity and what was published of closings; names masked, nothing of rules and
  /// closings with `public: false`.
  [[nodiscard]] Board board(std::string_view by, Moment at);
  /// The way of one event, and the evaluation's explanation of it: text, and the same as JSON.
  [[nodiscard]] Why why(std::string_view event);
  /// For desks: claims by state (empty: all that are not decided) and household (empty: all), the shelf, redemptions.
  [[nodiscard]] std::vector<Claim> claims(std::string_view state = {}, std::string_view household = {});
  [[nodiscard]] std::vector<ShelfLine> shelf();
  [[nodiscard]] std::vector<Hold> redemptions(std::string_view household = {});

  [[nodiscard]] Verification verify(const VerifyOptions& options = {});
  [[nodiscard]] std::vector<Difference> differences();
  /// The sheet of a closed month, and a household's slip for one entry, as documents of docs/proofs.md.
  [[nodiscard]] std::string sheet(std::string_view month);
  [[nodiscard]] std::string slip(std::int64_t entry);
  void back_up(const std::filesystem::path& file);
  [[nodiscard]] std::string exported(ExportForm form);

  struct State;  ///< for the library's own modules
  [[nodiscard]] State& state() noexcept { return *state_; }

 private:
  explicit Bank(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pointsbank::bank
