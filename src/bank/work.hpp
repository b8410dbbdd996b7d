// One command at work, inside its transaction: what all commands share.
//
// `Work` writes the journal and refuses; each command is one overload of `carry_out` in the file of its subject
// (books.cpp, claims.cpp, settlement.cpp, shop.cpp, transfer.cpp, months.cpp, privacy.cpp).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/entries.hpp"
#include "pointsbank/bank.hpp"
#include "pointsbank/rule_list.hpp"
#include "rulelist/model.hpp"
#include "store/store.hpp"

namespace pointsbank::bank {

/// The rule book in force: its lists as read, bound and compiled. Immutable, shared.
struct RuleBook {
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
  /// The civil day of `at` in the rule book's offset.
  [[nodiscard]] Date day() const;
  /// The rule book in force; refuses with `no_rule_book` where none has been adopted.
  [[nodiscard]] const RuleBook& book();

  /// Appends an entry to the journal (encoded, chained, stamped) and says its number.
  store::Seq write(const journal::Entry& entry);

  [[noreturn]] static void refuse(std::string code, std::vector<Answer::Value> values = {});

  // Who may (CONTRACT 3): each refuses with `not_allowed`, naming the person and what would be needed.
  [[nodiscard]] bool is_officer(std::string_view person, journal::Role role);
  void need_officer(journal::Role role);
  /// The person acts for the household: is it, or is a member of it on that day.
  [[nodiscard]] bool acts_for(std::string_view person, std::string_view household);
  void need_household_or_clerk(std::string_view household);

 private:
  Bank::State* state_;
  store::Store* store_;
  std::string by_;
  Moment at_;
  store::Head head_;
};

struct Bank::State {
  std::unique_ptr<store::Store> store;
  BankOptions options;
  std::string id;
  std::shared_ptr<const RuleBook> book;  ///< as last read; Work::book reads it anew where another process adopted one

  /// Runs in a transaction; what is thrown rolls it back.
  template <class Function>
  auto in_transaction(Function&& function);
};

// Commands, by subject.
Answer carry_out(Work& work, const Adopt& request);          // books.cpp
Answer carry_out(Work& work, const SetRoster& request);      // books.cpp
Answer carry_out(Work& work, const SetMembers& request);     // books.cpp
Answer carry_out(Work& work, const SetOfficers& request);    // books.cpp
Answer carry_out(Work& work, const Import& request);         // imports.cpp
Answer carry_out(Work& work, const ImportEntries& request);  // imports.cpp
Answer carry_out(Work& work, const Submit& request);         // claims.cpp
Answer carry_out(Work& work, const Approve& request);        // claims.cpp
Answer carry_out(Work& work, const Reject& request);         // claims.cpp
Answer carry_out(Work& work, const Withdraw& request);       // claims.cpp
Answer carry_out(Work& work, const Object& request);         // claims.cpp
Answer carry_out(Work& work, const Decide& request);         // claims.cpp
Answer carry_out(Work& work, const Appeal& request);         // claims.cpp
Answer carry_out(Work& work, const Uphold& request);         // claims.cpp
Answer carry_out(Work& work, const Dismiss& request);        // claims.cpp
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

/// Marks whom an event of this household (or, where it is empty, member) concerns for the next settlement.
void mark(Work& work, std::string_view household, std::string_view member);  // settlement.cpp

struct SettlementReport {
  Date through;                 ///< the day that the ledger is settled through now
  std::int64_t finalised = 0;   ///< claims that became final
  std::int64_t released = 0;    ///< redemptions that timed out
  std::int64_t posted = 0;
  std::int64_t reversed = 0;
  std::int64_t evaluated = 0;   ///< households
};
/// Brings the ledger up to a day, never back: finalises claims, times holds out, posts differences.
SettlementReport settle(Work& work, Date through);  // settlement.cpp

/// The tables that the evaluation reads, of some households (by id, sorted) or of all (`nullptr`); events that count.
struct Inputs {
  Roster roster;
  Members members;
  bool has_members = false;
  Events events;
  Entries entries;
  Published published;
};
[[nodiscard]] Inputs inputs_of(Bank::State& state, const RuleBook& book, const std::vector<std::string>* households);  // inputs.cpp

}  // namespace pointsbank::bank
