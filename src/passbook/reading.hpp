// What the passbook reads of a bank, in one picture of the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bank/work.hpp"
#include "journal/entries.hpp"
#include "store/store.hpp"

namespace pointsbank::passbook {

/// One picture of the file for as long as it lives.
class Reading {
 public:
  explicit Reading(bank::Bank& bank) : store_(*bank.state().store) { store_.begin_reading(); }
  ~Reading() { store_.roll_back(); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  [[nodiscard]] store::Store& store() noexcept { return store_; }
  /// A journal entry that is known to be of this kind; StoreError where the journal says something else.
  template <class Entry>
  [[nodiscard]] Entry entry(store::Seq seq) {
    return of_kind<Entry>(store_.entry(seq).body, seq);
  }
  template <class Entry>
  [[nodiscard]] static Entry of_kind(std::string_view body, store::Seq seq) {
    const std::optional<journal::Entry> decoded = journal::decode(body);
    const Entry* const entry = decoded ? std::get_if<Entry>(&*decoded) : nullptr;
    if (entry == nullptr) complain(seq);
    return *entry;
  }
  /// InputError where there is no such household.
  void need_household(std::string_view household);

 private:
  [[noreturn]] static void complain(store::Seq seq);

  store::Store& store_;
};

/// Settles through the civil day of `at`, as every question that says a moment does.
void settle_first(bank::Bank& bank, std::string_view by, Moment at);

/// The rule book in force, or null where none has been adopted.
[[nodiscard]] const bank::RuleBook* book_in_force(bank::Bank& bank);

/// A sentence of the catalogue.
[[nodiscard]] std::string sentence(std::string_view code, std::initializer_list<std::string> arguments,
                                   Language language);

}  // namespace pointsbank::passbook
