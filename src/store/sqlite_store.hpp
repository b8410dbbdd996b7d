// The store in one SQLite file (3.37 or later): a rollback journal, every commit synced, one writer at a time.
//
// The methods stand by subject in sqlite_transactions, _journal, _households, _events, _ledger, _goods, _months and
// _backup.cpp; each is one or two prepared statements.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite_connection.hpp"
#include "store/store.hpp"

namespace pointsbank::store::sqlite {

class SqliteStore final : public Store {
 public:
  SqliteStore(const std::string& file, const OpenOptions& options);
  ~SqliteStore() override;

  void begin() override;
  void commit() override;
  void roll_back() noexcept override;
  void begin_reading() override;
  void savepoint() override;
  void release() override;
  void roll_back_to_savepoint() override;

  Head head() override;
  void append(const JournalRow& row) override;
  JournalRow entry(Seq seq) override;
  void visit_journal(Seq first, Seq last, const Visitor<JournalView>& visitor) override;

  std::optional<KeptAnswer> kept_answer(std::string_view key) override;
  void keep_answer(const KeptAnswer& answer) override;
  void keep_document(const Digest& digest, std::string_view text) override;
  std::optional<std::string> document(const Digest& digest) override;
  std::optional<std::string> setting(std::string_view name) override;
  void set(std::string_view name, std::string_view value) override;

  void put(const HouseholdRecord& record) override;
  std::vector<HouseholdRecord> rows_of_household(std::string_view household) override;
  void visit_households(const Visitor<HouseholdRecord>& visitor) override;
  void put(const MemberRecord& record) override;
  std::vector<MemberRecord> stays_of_member(std::string_view member) override;
  std::vector<MemberRecord> stays_in_household(std::string_view household) override;
  void visit_members(const Visitor<MemberRecord>& visitor) override;
  void replace_officers(const std::vector<OfficerRecord>& records) override;
  std::vector<OfficerRecord> officers() override;
  std::vector<OfficerRecord> offices_of(std::string_view person) override;
  void put(const PersonRecord& record) override;
  std::optional<PersonRecord> person(std::string_view id) override;
  void erase_person(std::string_view id) override;

  void insert(const EventRecord& record) override;
  void update(const EventRecord& record) override;
  std::optional<EventRecord> event(std::string_view id) override;
  std::vector<EventRecord> events_due(Moment moment) override;
  std::vector<EventRecord> events_in(EventState state) override;
  void visit_events_of(std::string_view household, const Visitor<EventRecord>& visitor) override;
  void visit_events_by_member(std::string_view member, const Visitor<EventRecord>& visitor) override;
  void visit_events(const Visitor<EventRecord>& visitor) override;
  void add_step(std::string_view event, Seq seq) override;
  std::vector<Seq> steps_of(std::string_view event) override;
  void visit_steps(const std::function<bool(std::string_view event, Seq seq)>& visitor) override;

  void insert(const PostingRecord& record) override;
  void visit_open_postings(const Visitor<PostingRecord>& visitor) override;
  void visit_postings(const Visitor<PostingRecord>& visitor) override;
  std::vector<PostingRecord> open_postings_of(std::string_view household) override;
  std::vector<PostingRecord> postings_of(std::string_view household) override;
  std::optional<BalanceRecord> balance(std::string_view household) override;
  void put(const BalanceRecord& record) override;
  void visit_balances(const Visitor<BalanceRecord>& visitor) override;
  void put(const TotalRecord& record) override;
  std::vector<TotalRecord> totals() override;
  void mark(std::string_view household) override;
  std::vector<std::string> marked() override;
  void clear_marks() override;

  void insert(const MoneyRecord& record) override;
  std::optional<MoneyRecord> money(std::string_view entry) override;
  std::vector<MoneyRecord> money_of(std::string_view household) override;
  void visit_money(const Visitor<MoneyRecord>& visitor) override;
  void put(const GoodsRecord& record) override;
  std::optional<GoodsRecord> goods(std::string_view id) override;
  std::vector<GoodsRecord> all_goods() override;
  void insert(const RedemptionRecord& record) override;
  void set_state(std::string_view redemption, HoldState state) override;
  std::optional<RedemptionRecord> redemption(std::string_view id) override;
  std::vector<RedemptionRecord> redemptions_of(std::string_view household) override;
  std::vector<RedemptionRecord> held() override;
  void visit_redemptions(const Visitor<RedemptionRecord>& visitor) override;
  std::vector<RedemptionRecord> held_until_before(Date date) override;

  void insert(const PublishedRecord& record) override;
  void remove_published(Date month) override;
  void visit_published(const Visitor<PublishedRecord>& visitor) override;
  std::vector<PublishedRecord> published_of(std::string_view household) override;
  void put(const MonthRecord& record) override;
  std::vector<MonthRecord> months() override;

  std::vector<std::string> damage(bool references) override;
  void back_up(const std::filesystem::path& file) override;

 private:
  enum class State { idle, reading, writing, at_savepoint };
  void need(State state, const char* what) const;

  Connection connection_;
  bool is_read_only_;
  State state_ = State::idle;
  std::int64_t changes_at_begin_ = 0;
  std::optional<std::int64_t> durable_version_;  // SQLite's number of what others wrote, at this store's last commit
  void make_what_was_read_durable();
};

/// All rows of a query as records, by the function that reads one.
template <class Record>
std::vector<Record> all_of(Query& query, Record (*read)(Query&)) {
  std::vector<Record> records;
  while (query.next()) records.push_back(read(query));
  return records;
}

template <class Record>
std::optional<Record> first_of(Query& query, Record (*read)(Query&)) {
  if (!query.next()) return std::nullopt;
  return read(query);
}

template <class Record>
void visit_all(Query& query, Record (*read)(Query&), const Visitor<Record>& visitor) {
  while (query.next()) {
    if (!visitor(read(query))) return;
  }
}

/// An optional date in a primary key, which knows no NULL.
[[nodiscard]] inline Date key_of(const std::optional<Date>& date) noexcept { return date.value_or(Date::always()); }
[[nodiscard]] inline std::optional<Date> from_key(Date date) noexcept {
  return date == Date::always() ? std::nullopt : std::optional(date);
}

}  // namespace pointsbank::store::sqlite
