// Everything that a bank knows, made again from its journal alone, in memory. Shares no code with what writes: it says
// a second time what each entry means.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "bank/verify_findings.hpp"
#include "digest/merkle.hpp"
#include "journal/entries.hpp"
#include "pointsbank/columns.hpp"

namespace pointsbank::bank {

class Rebuilt {
 public:
  using Seq = store::Seq;

  Rebuilt(store::Store& store, Findings& findings) : store_(store), findings_(findings) {}

  /// Room for what so many entries say, roughly.
  void expect(Seq entries) {
    events.reserve(static_cast<std::size_t>(entries / 2));
    postings.reserve(static_cast<std::size_t>(entries / 2));
  }
  /// The next entry; `before` is the tree over all entries before it.
  void take(Seq seq, const digest::MerkleTree& before, const journal::Entry& entry);
  /// What has to have happened by the end of the journal.
  void finish();

  struct Event {
    Seq seq = 0;
    Id household = no_id, member = no_id;
    Date date;
    store::EventState state = store::EventState::submitted;
    std::optional<Moment> due, decided;
    std::string points;
    std::vector<Seq> steps;
  };
  struct Posting {
    Seq seq = 0;
    Id household = no_id;
    Date date, month;
    std::int64_t standing = 0, spendable = 0;
    std::uint64_t content = 0;  ///< hash of what a reversal has to repeat
    bool is_open = true;
    Seq reverses = 0;
    std::uint8_t earns = 0;  ///< counts towards `earned` (1) or `deducted` (2)
  };
  struct Sum {
    std::int64_t standing = 0, spendable = 0, earned = 0, deducted = 0;
  };
  struct Money {
    Seq seq = 0;
    std::string household, cause, of;
    std::int64_t standing = 0, spendable = 0;
  };
  struct Goods {
    std::string title, per;
    std::int64_t points = 0, bought = 0, in_stock = 0, held = 0, handed_out = 0;
    std::optional<std::int64_t> limit;
  };
  struct Redemption {
    Seq seq = 0;
    std::string household;
    Date date;
    std::int64_t points = 0;
    std::optional<Date> last_day;
    store::HoldState state = store::HoldState::held;
    std::vector<journal::RedemptionLine> lines;
  };
  struct Published {
    Seq seq = 0;
    Date month, period;
    std::string table, closing, household;
  };
  struct Month {
    bool is_closed = false;
    Seq sheet = 0;
  };
  struct Name {
    std::optional<Digest> digest;
    Seq seq = 0;
    bool is_forgotten = false;
  };

  std::string bank;
  Seq adopted = 0;
  std::optional<Date> through;
  Dictionary names;  ///< households and members, as numbers
  std::map<std::pair<std::string, std::optional<Date>>, Seq> household_rows;
  std::set<std::string> households;
  std::map<std::pair<std::string, std::optional<Date>>, store::MemberRecord> stays;
  std::map<std::tuple<std::string, std::uint8_t, std::optional<Date>>, std::optional<Date>> officers;
  std::unordered_map<std::string, Event> events;
  std::vector<Posting> postings;  ///< by number
  std::unordered_map<Id, Sum> balances;
  std::map<std::string, Sum> totals;
  std::map<std::string, Money> money;
  std::map<std::string, Goods> goods;
  std::map<std::string, Redemption> redemptions;
  std::vector<Published> published;  ///< by number
  std::map<Date, Month> months;
  std::map<std::string, Name> persons;
  Seq last_sheet = 0;
  journal::MonthClosed last_closed;

  /// The state that a step leads to; none where the state does not allow it.
  [[nodiscard]] static std::optional<store::EventState> after(store::EventState state, journal::Step step) noexcept;

 private:
  void operator()(const journal::Created& entry);
  void operator()(const journal::Adopted& entry);
  void operator()(const journal::HouseholdRow& entry);
  void operator()(const journal::MemberStay& entry);
  void operator()(const journal::Officer& entry);
  void operator()(const journal::EventEntry& entry);
  void operator()(const journal::EventStep& entry);
  void operator()(const journal::PostingEntry& entry);
  void operator()(const journal::Settled& entry);
  void operator()(const journal::MoneyEntry& entry);
  void operator()(const journal::Goods& entry);
  void operator()(const journal::Redeemed& entry);
  void operator()(const journal::HoldEnded& entry);
  void operator()(const journal::PublishedRow& entry);
  void operator()(const journal::MonthClosed& entry);
  void operator()(const journal::MonthReopened& entry);
  void operator()(const journal::Transferred&) {}
  void operator()(const journal::Forgotten& entry);
  void operator()(const journal::Refused& entry);
  void wrong(const char* code, std::vector<std::string> values = {}) { findings_.add(code, seq_, std::move(values)); }
  [[nodiscard]] Date day_of(Moment moment) const { return moment.date(utc_offset_); }
  [[nodiscard]] std::string household_of(const std::string& member, Date date) const;
  void note_name(const std::string& person, const std::optional<Digest>& digest);
  [[nodiscard]] Posting* posting_of(Seq seq);
  void take_back(const journal::PostingEntry& entry, const Posting& reversal);
  void add_to_sums(const journal::PostingEntry& entry, const Posting& posting);
  void check_previous(const journal::MonthClosed& entry);
  void check_totals(const journal::MonthClosed& entry);

  store::Store& store_;
  Findings& findings_;
  Seq seq_ = 0;
  const digest::MerkleTree* before_ = nullptr;
  int utc_offset_ = 480;
  Date first_open_ = Date::always();
};

}  // namespace pointsbank::bank
