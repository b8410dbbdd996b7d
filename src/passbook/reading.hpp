// What the passbook reads of a bank, in one picture of the file.
#pragma once

#include <string>
#include <string_view>

#include "bank/entry_reading.hpp"
#include "bank/one_picture.hpp"
#include "bank/work.hpp"
#include "store/store.hpp"

namespace pointsbank::passbook {

/// One picture of the file for as long as it lives.
class Reading {
 public:
  explicit Reading(bank::Bank& bank) : store_(*bank.state().store), picture_(store_) {}

  [[nodiscard]] store::Store& store() noexcept { return store_; }
  /// A journal entry that is known to be of this kind; StoreError where the journal says something else.
  template <class Entry>
  [[nodiscard]] Entry entry(store::Seq seq) {
    return bank::entry_of<Entry>(store_, seq);
  }
  /// InputError where there is no such household.
  void need_household(std::string_view household);

 private:
  store::Store& store_;
  bank::OnePicture picture_;
};

/// Settles through the civil day of `at`, as every question that says a moment does; writes only where that is due.
void settle_first(bank::Bank& bank, std::string_view by, Moment at);

/// The rule book in force, or null where none has been adopted.
[[nodiscard]] const bank::RuleBook* book_in_force(bank::Bank& bank);

/// A sentence of the catalogue.
[[nodiscard]] std::string sentence(std::string_view code, std::initializer_list<std::string> arguments,
                                   Language language);

}  // namespace pointsbank::passbook
