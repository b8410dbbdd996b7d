// Where a bank keeps its records. It knows records and keys, not rules: what may happen is decided above it.
//
// One transaction at a time a store; one writer at a time a file. Everything between `begin` and `commit` happens
// wholly or not at all. The journal only grows. All other records are indexes and states made of it (a *projection*),
// written in the same transaction; `verify` makes them again from the journal and compares. A store belongs to one
// thread at a time; several stores, also of several processes, may be open on one file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/bank_faults.hpp"
#include "pointsbank/calendar.hpp"
#include "pointsbank/digest.hpp"
#include "pointsbank/issues.hpp"

namespace pointsbank::store {

/// The number of an entry in the journal, from 1 without gaps.
using Seq = std::int64_t;

struct JournalRow {
  Seq seq = 0;
  Moment recorded;   ///< when it was booked; never falls
  std::string body;  ///< canonical bytes
  Digest chain;      ///< over this entry and all before it
};

/// A row as it stands in the store, valid until the visitor returns.
struct JournalView {
  Seq seq = 0;
  Moment recorded;
  std::string_view body;
  Digest chain;
};

struct Head {
  Seq seq = 0;  ///< 0: an empty journal
  Moment recorded{INT64_MIN};
  Digest chain;
};

/// What a command with this key was answered, kept as long as what it did.
struct KeptAnswer {
  std::string key;
  std::string request;  ///< canonical bytes
  std::string answer;   ///< JSON
};

enum class EventState : std::uint8_t { submitted, published, objected, final, rejected, withdrawn, appealed, revoked };

/// Where a claim or an imported event stands. Those in the states `final` and `appealed` count.
struct EventRecord {
  std::string event;
  Seq seq = 0;            ///< its journal entry
  std::string household;  ///< given, or found by the member when it came in; may be empty
  std::string member;
  Date date;  ///< its civil date
  EventState state = EventState::submitted;
  std::optional<Moment> due;      ///< `published`: when it becomes final
  std::optional<Moment> decided;  ///< since when it is final
  std::string points;             ///< of a `range` score, once decided
};

/// A posting that no later one has taken back is open.
struct PostingRecord {
  Seq seq = 0;
  std::string household;
  Date date;                    ///< the day it is for
  Date month;                   ///< in which it is booked
  bool is_open = true;          ///< a posting that reverses another never is
  std::optional<Seq> reverses;  ///< an open posting of the same household
};

struct BalanceRecord {
  std::string household;
  std::int64_t standing = 0;
  std::int64_t spendable = 0;
  std::int64_t earned = 0;
  std::int64_t deducted = 0;
  std::optional<Date> frozen_until;
};

struct TotalRecord {
  std::string cause;
  std::int64_t standing = 0;
  std::int64_t spendable = 0;
};

struct HouseholdRecord {
  std::string household;
  std::optional<Date> from;
  Seq seq = 0;
};

struct MemberRecord {
  std::string member;
  std::string household;
  std::optional<Date> joined;
  std::optional<Date> left;
  Seq seq = 0;
};

struct OfficerRecord {
  std::string person;
  std::uint8_t role = 0;  ///< journal::Role
  std::optional<Date> joined;
  std::optional<Date> left;
};

/// The only place of personal data.
struct PersonRecord {
  std::string person;  ///< a household's or member's id
  std::string name;
  std::string salt;  ///< 16 bytes
};

struct MoneyRecord {
  std::string entry;
  std::string household;
  std::string cause;
  std::string of;
  Seq seq = 0;
};

struct GoodsRecord {
  std::string goods;
  std::string title;
  std::int64_t points = 0;
  std::optional<std::int64_t> limit;
  std::string per;
  std::int64_t bought = 0;
  std::int64_t in_stock = 0;
  std::int64_t held = 0;
  std::int64_t handed_out = 0;
};

enum class HoldState : std::uint8_t { held, collected, cancelled, timed_out };

struct RedemptionRecord {
  std::string redemption;
  std::string household;
  Date date;
  std::int64_t points = 0;
  std::optional<Date> last_day;
  HoldState state = HoldState::held;
  Seq seq = 0;
};

/// A row of a closing that stands as it was published.
struct PublishedRecord {
  Date month;
  std::string table;
  std::string closing;
  Date period;
  std::string household;
  Seq seq = 0;
};

struct MonthRecord {
  Date month;
  bool is_closed = false;
  Seq sheet = 0;  ///< the entry that closed it last
};

using bank::BusyError;
using bank::StorageError;
using bank::StoreError;
using bank::UnknownOutcomeError;

/// The store was asked for what its rules forbid: a gap in the journal, a posting into a closed month, a second
/// reversal. Nothing of that call was written; whoever gets it is at fault, not the data.
class ConstraintError : public UsageError {
  using UsageError::UsageError;
};

template <class Record>
using Visitor = std::function<bool(const Record&)>;  ///< returns false to stop

class Store {
 public:
  virtual ~Store() = default;

  // Transactions. `begin` waits for the writer before it (BusyError after that); `roll_back` never fails. Whatever
  // writes needs `begin`; one inside another is a UsageError. A `commit` that throws leaves no transaction open.
  // What a transaction has read is as durable as what it wrote when `commit` returns, also where it only read: another
  // process may have died when its commit was to be seen already, but not yet synced. So `commit`, and do not roll
  // back, before you tell anybody again what was done.
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void roll_back() noexcept = 0;
  /// One picture of the file for several queries, until `roll_back`.
  virtual void begin_reading() = 0;
  /// Inside a transaction: what follows can be taken back alone. Each ends with one of the other two; one at a time.
  virtual void savepoint() = 0;
  virtual void release() = 0;
  virtual void roll_back_to_savepoint() = 0;

  // The journal.
  [[nodiscard]] virtual Head head() = 0;
  virtual void append(const JournalRow& row) = 0;  ///< row.seq is head().seq + 1
  [[nodiscard]] virtual JournalRow entry(Seq seq) = 0;
  virtual void visit_journal(Seq first, Seq last, const Visitor<JournalView>& visitor) = 0;

  // Keys and documents (rule lists by the digest of their text).
  [[nodiscard]] virtual std::optional<KeptAnswer> kept_answer(std::string_view key) = 0;
  virtual void keep_answer(const KeptAnswer& answer) = 0;
  virtual void keep_document(const Digest& digest, std::string_view text) = 0;
  [[nodiscard]] virtual std::optional<std::string> document(const Digest& digest) = 0;

  // Settings: small values by name (`through`, `adopted`, …).
  [[nodiscard]] virtual std::optional<std::string> setting(std::string_view name) = 0;
  virtual void set(std::string_view name, std::string_view value) = 0;

  // Households, members, officers, persons.
  virtual void put(const HouseholdRecord& record) = 0;  ///< takes the place of one with the same household and `from`
  [[nodiscard]] virtual std::vector<HouseholdRecord> rows_of_household(std::string_view household) = 0;  ///< by `from`
  virtual void visit_households(const Visitor<HouseholdRecord>& visitor) = 0;  ///< by household, then `from`
  virtual void put(const MemberRecord& record) = 0;  ///< takes the place of one with the same member and `joined`
  [[nodiscard]] virtual std::vector<MemberRecord> stays_of_member(std::string_view member) = 0;
  [[nodiscard]] virtual std::vector<MemberRecord> stays_in_household(std::string_view household) = 0;
  virtual void visit_members(const Visitor<MemberRecord>& visitor) = 0;
  virtual void replace_officers(const std::vector<OfficerRecord>& records) = 0;
  [[nodiscard]] virtual std::vector<OfficerRecord> officers() = 0;
  [[nodiscard]] virtual std::vector<OfficerRecord> offices_of(std::string_view person) = 0;
  virtual void put(const PersonRecord& record) = 0;
  [[nodiscard]] virtual std::optional<PersonRecord> person(std::string_view id) = 0;
  virtual void erase_person(std::string_view id) = 0;  ///< overwritten, not just unlinked

  // Claims and events.
  virtual void insert(const EventRecord& record) = 0;
  virtual void update(const EventRecord& record) = 0;  ///< state, due, decided, points
  [[nodiscard]] virtual std::optional<EventRecord> event(std::string_view id) = 0;
  [[nodiscard]] virtual std::vector<EventRecord> events_due(
      Moment moment) = 0;  ///< published, due by then; by (due, id)
  [[nodiscard]] virtual std::vector<EventRecord> events_in(EventState state) = 0;  ///< by id; for boards and desks
  virtual void visit_events_of(std::string_view household, const Visitor<EventRecord>& visitor) = 0;
  virtual void visit_events_by_member(std::string_view member, const Visitor<EventRecord>& visitor) = 0;
  virtual void visit_events(const Visitor<EventRecord>& visitor) = 0;
  virtual void add_step(std::string_view event, Seq seq) = 0;
  [[nodiscard]] virtual std::vector<Seq> steps_of(std::string_view event) = 0;
  virtual void visit_steps(
      const std::function<bool(std::string_view event, Seq seq)>& visitor) = 0;  ///< by event, then seq

  // Ledger.
  virtual void insert(const PostingRecord& record) = 0;  ///< one with `reverses` also closes that posting, once
  virtual void visit_open_postings(const Visitor<PostingRecord>& visitor) = 0;  ///< by household, then seq
  virtual void visit_postings(const Visitor<PostingRecord>& visitor) = 0;       ///< all, by seq
  [[nodiscard]] virtual std::vector<PostingRecord> open_postings_of(std::string_view household) = 0;
  [[nodiscard]] virtual std::vector<PostingRecord> postings_of(std::string_view household) = 0;  ///< all, by seq
  [[nodiscard]] virtual std::optional<BalanceRecord> balance(std::string_view household) = 0;
  virtual void put(const BalanceRecord& record) = 0;
  virtual void visit_balances(const Visitor<BalanceRecord>& visitor) = 0;  ///< by household
  virtual void put(const TotalRecord& record) = 0;
  [[nodiscard]] virtual std::vector<TotalRecord> totals() = 0;  ///< by cause

  // Whose postings have to be compared again at the next settlement.
  virtual void mark(std::string_view household) = 0;
  [[nodiscard]] virtual std::vector<std::string> marked() = 0;
  virtual void clear_marks() = 0;

  // Entries, goods, redemptions.
  virtual void insert(const MoneyRecord& record) = 0;
  [[nodiscard]] virtual std::optional<MoneyRecord> money(std::string_view entry) = 0;
  [[nodiscard]] virtual std::vector<MoneyRecord> money_of(std::string_view household) = 0;  ///< by seq
  virtual void visit_money(const Visitor<MoneyRecord>& visitor) = 0;
  virtual void put(const GoodsRecord& record) = 0;
  [[nodiscard]] virtual std::optional<GoodsRecord> goods(std::string_view id) = 0;
  [[nodiscard]] virtual std::vector<GoodsRecord> all_goods() = 0;
  virtual void insert(const RedemptionRecord& record) = 0;
  virtual void set_state(std::string_view redemption, HoldState state) = 0;  ///< from `held` alone
  [[nodiscard]] virtual std::optional<RedemptionRecord> redemption(std::string_view id) = 0;
  [[nodiscard]] virtual std::vector<RedemptionRecord> redemptions_of(std::string_view household) = 0;
  [[nodiscard]] virtual std::vector<RedemptionRecord> held() = 0;  ///< whatever waits to be collected; by seq
  virtual void visit_redemptions(const Visitor<RedemptionRecord>& visitor) = 0;  ///< by id
  [[nodiscard]] virtual std::vector<RedemptionRecord> held_until_before(
      Date date) = 0;  ///< last_day < date; by (last_day, seq)

  // Closings and months.
  virtual void insert(const PublishedRecord& record) = 0;
  virtual void remove_published(Date month) = 0;                              ///< of a month that is open (again)
  virtual void visit_published(const Visitor<PublishedRecord>& visitor) = 0;  ///< by seq
  [[nodiscard]] virtual std::vector<PublishedRecord> published_of(std::string_view household) = 0;
  virtual void put(const MonthRecord& record) = 0;
  [[nodiscard]] virtual std::vector<MonthRecord> months() = 0;  ///< by month

  /// What is wrong with the file, in the words of SQLite; reads all of it. Empty: nothing.
  /// `references`: also rows that name rows which are not there; who compares everything with the journal finds those.
  [[nodiscard]] virtual std::vector<std::string> damage(bool references = true) = 0;
  /// A whole copy, made while others work; the file appears whole. Throws where `file` is there already.
  virtual void back_up(const std::filesystem::path& file) = 0;
};

struct OpenOptions {
  bool create = false;  ///< a new file; one that is there is a StoreError
  bool read_only = false;
  int busy_milliseconds = 10'000;  ///< how long to wait for another writer
  const char* vfs = nullptr;       ///< SQLite's file layer: for tests
};

/// Opens the SQLite file of a bank. StoreError where it is none; StorageError where it cannot be read.
[[nodiscard]] std::unique_ptr<Store> open_sqlite(const std::filesystem::path& file, const OpenOptions& options);

}  // namespace pointsbank::store
