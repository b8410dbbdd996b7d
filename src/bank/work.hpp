// One command at work, inside its transaction: what all commands share.
//
// `Work` writes the journal and refuses; each command is one overload of `carry_out` in the file of its subject
// (books.cpp, claims.cpp, settlement.cpp, shop.cpp, transfer.cpp, months.cpp, privacy.cpp).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "bank/faults.hpp"
#include "journal/entries.hpp"
#include "pointsbank/bank.hpp"
#include "pointsbank/rule_list.hpp"
#include "rulelist/model.hpp"
#include "store/store.hpp"

namespace pointsbank::bank {

/// The rule book in force: its lists as read, bound and compiled. Immutable, shared.
struct RuleBook {
  std::string adoption;    ///< the store's setting `adopted` that it was read for
  store::Seq adopted = 0;  ///< the journal entry that put it in force
  std::vector<RuleList> lists;
  rulelist::Book model;  ///< bound: versions by date
  std::shared_ptr<const Program> program;
};

/// Why a command is refused for what the state is: kept under its key. Thrown by `Work::refuse`, caught by `execute`.
struct Refusal {
  std::string code;
  std::vector<Answer::Value> values;
};

class Work {
 public:
  Work(Bank::State& state, std::string by, Moment at);

  [[nodiscard]] store::Store& store() noexcept { return *store_; }
  [[nodiscard]] Bank::State& state() noexcept { return *state_; }
  [[nodiscard]] const std::string& by() const noexcept { return by_; }
  [[nodiscard]] Moment at() const noexcept { return at_; }
  /// The civil day of `at` in the rule book's offset; until there is one, in that of China (`+08:00`).
  [[nodiscard]] Date day();
  [[nodiscard]] int utc_offset();
  /// The rule book in force; refuses with `no_rule_book` where none has been adopted. Good until the next adoption.
  [[nodiscard]] const RuleBook& book();
  [[nodiscard]] bool has_book();

  /// Appends an entry to the journal (encoded, chained, stamped) and says its number.
  store::Seq write(const journal::Entry& entry);
  /// The journal as it stands now, and the number that the next entry gets.
  [[nodiscard]] const store::Head& head() const noexcept { return head_; }
  [[nodiscard]] store::Seq next_seq() const noexcept { return head_.seq + 1; }

  [[noreturn]] static void refuse(std::string code, std::vector<Answer::Value> values = {});

  // Who may: each refuses with `not_allowed`, naming the person and what would be needed. Until officers were set for
  // the first time, everybody passes for a clerk, so that a bank can be set up; nobody for a reviewer.
  [[nodiscard]] bool is_officer(std::string_view person, journal::Role role);
  void need_officer(journal::Role role);
  /// The person acts for the household: is it, or is a member of it on that day.
  [[nodiscard]] bool acts_for(std::string_view person, std::string_view household);
  void need_household(std::string_view household);
  void need_household_or_clerk(std::string_view household);

 private:
  void read_book(std::string adoption);

  Bank::State* state_;
  store::Store* store_;
  std::string by_;
  Moment at_;
  store::Head head_;
  bool has_read_book_ = false;
  std::string body_;  // of the entry that is written: one buffer for all
};

struct Bank::State {
  std::filesystem::path file;
  std::unique_ptr<store::Store> store;
  BankOptions options;
  std::string id;
  std::shared_ptr<const RuleBook> book;  ///< as last read; Work::book reads it anew where another process adopted one

  /// Runs in a transaction, which ends durably or as if it had not begun: what is thrown rolls it back.
  template <class Function>
  auto in_transaction(Function&& function);
};

template <class Function>
auto Bank::State::in_transaction(Function&& function) {
  struct Transaction {
    explicit Transaction(store::Store& at) : store(at) { store.begin(); }
    ~Transaction() {
      if (!is_done) store.roll_back();
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit() {
      store.commit();
      is_done = true;
    }
    store::Store& store;
    bool is_done = false;
  };
  Transaction transaction(*store);
  if constexpr (std::is_void_v<decltype(function())>) {
    function();
    transaction.commit();
  } else {
    auto result = function();
    transaction.commit();
    return result;
  }
}

/// A whole number among an answer's values.
[[nodiscard]] Answer::Value number_value(std::string name, std::int64_t value);
/// InputError `bank_unknown_household` unless the roster has it.
void need_known_household(store::Store& store, std::string_view field, std::string_view household);

// Commands, by subject.
Answer carry_out(Work& work, const Adopt& request);          // books.cpp
Answer carry_out(Work& work, const SetRoster& request);      // roster.cpp
Answer carry_out(Work& work, const SetMembers& request);     // people.cpp
Answer carry_out(Work& work, const SetOfficers& request);    // people.cpp
Answer carry_out(Work& work, const Import& request);         // imports.cpp
Answer carry_out(Work& work, const ImportEntries& request);  // imports.cpp
Answer carry_out(Work& work, const Submit& request);         // claims.cpp
Answer carry_out(Work& work, const Approve& request);        // claims.cpp
Answer carry_out(Work& work, const Reject& request);         // claims.cpp
Answer carry_out(Work& work, const Withdraw& request);       // claims.cpp
Answer carry_out(Work& work, const Object& request);         // disputes.cpp
Answer carry_out(Work& work, const Decide& request);         // disputes.cpp
Answer carry_out(Work& work, const Appeal& request);         // disputes.cpp
Answer carry_out(Work& work, const Uphold& request);         // disputes.cpp
Answer carry_out(Work& work, const Dismiss& request);        // disputes.cpp
Answer carry_out(Work& work, const Settle& request);         // settlement.cpp
Answer carry_out(Work& work, const SetGoods& request);       // shop.cpp
Answer carry_out(Work& work, const Redeem& request);         // shop.cpp
Answer carry_out(Work& work, const Collect& request);        // shop.cpp
Answer carry_out(Work& work, const Cancel& request);         // shop.cpp
Answer carry_out(Work& work, const Transfer& request);       // transfer.cpp
Answer carry_out(Work& work, const CloseMonth& request);     // months.cpp
Answer carry_out(Work& work, const ReopenMonth& request);    // months.cpp
Answer carry_out(Work& work, const Forget& request);         // privacy.cpp

/// Books `finalised` for every claim whose publicity has ended by the work's moment, and marks its household.
void finalise_due(Work& work);  // claims.cpp

/// Marks whom something of this household (or, where it is empty, member) concerns for the next settlement. It changes
/// nothing before the day `since`: say it where it is known, or every ranking so far may have to be drawn up anew.
void mark(Work& work, std::string_view household, std::string_view member, Date since = Date::always());  // marks.cpp

struct SettlementReport {
  Date through;                ///< the day that the ledger is settled through now
  std::int64_t finalised = 0;  ///< claims that became final
  std::int64_t released = 0;   ///< redemptions that timed out
  std::int64_t posted = 0;
  std::int64_t reversed = 0;
  std::int64_t evaluated = 0;  ///< households
};
/// Brings the ledger up to a day, never back: finalises claims, times holds out, posts differences.
SettlementReport settle(Work& work, Date through);  // settlement.cpp
/// Would that find nothing to do? Only reads.
[[nodiscard]] bool is_settled(Work& work, Date through);  // settlement.cpp

/// The tables that the evaluation reads, of some households (by id, sorted) or of all (`nullptr`); events that count.
struct Inputs {
  Roster roster;
  Members members;
  bool has_members = false;
  Events events;
  Entries entries;
  Published published;
};
[[nodiscard]] Inputs inputs_of(Bank::State& state, const RuleBook& book,
                               const std::vector<std::string>* households);  // inputs.cpp

}  // namespace pointsbank::bank
