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
#include <vector>

#include "bank/verify_findings.hpp"
#include "digest/merkle.hpp"
#include "journal/entries.hpp"
#include "pointsbank/columns.hpp"
#include "records/id_table.hpp"

namespace pointsbank::bank {

class Rebuilt {
 public:
  using Seq = store::Seq;

  /// `entries`: how many there will be, roughly; room is made for what they say.
  Rebuilt(store::Store& store, Findings& findings, Seq entries);

  /// The next entry; `before` is the tree over all entries before it.
  void take(Seq seq, const digest::MerkleTree& before, const journal::Entry& entry);
  /// What has to have happened by the end of the journal.
  void finish();

  static constexpr std::int64_t no_moment = INT64_MIN;
  struct Event {
    Seq seq = 0;
    std::int64_t due = no_moment, decided = no_moment;  ///< microseconds
    Id household = no_id, member = no_id;
    Id points = no_id;  ///< among `names`; no_id: not decided
    Date date;
    store::EventState state = store::EventState::submitted;
  };
  struct Step {
    Seq seq = 0;
    Id event = no_id;
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
    bool is_there = false;
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
  IdColumn event_ids;
  std::vector<Event> events;      ///< in the order of the journal, their ids in `event_ids`
  std::vector<Step> steps;        ///< in the order of the journal
  std::vector<Posting> postings;  ///< by number
  std::vector<Sum> balances;      ///< by household's number among `names`
  std::map<std::string, Sum> totals;
  std::map<std::string, Money> money;
  std::map<std::string, Goods> goods;
  std::map<std::string, Redemption> redemptions;
  std::vector<Published> published;  ///< by number
  std::map<Date, Month> months;
  std::map<std::string, Name> persons;
  Seq last_sheet = 0;
  journal::MonthClosed last_closed;

  /// An event's number, or no_id; `seq` says where it probably is.
  [[nodiscard]] Id find_event(std::string_view id) const;
  [[nodiscard]] Id find_event(std::string_view id, Seq seq) const;
  [[nodiscard]] const Step* find_step(Seq seq) const;

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
  [[nodiscard]] Sum& sum_of_household(Id household);
  [[nodiscard]] bool is_household(Id name) const;
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
  records::IdTable event_numbers_;
  std::vector<bool> is_household_;  ///< by number among `names`
  std::vector<Id> event_by_seq_;    ///< one more than there are entries so far
};

}  // namespace pointsbank::bank
