#include "passbook/reading.hpp"

#include "bank/faults.hpp"
#include "messages/messages.hpp"

namespace pointsbank::passbook {

void Reading::need_household(std::string_view household) {
  if (!store_.rows_of_household(household).empty()) return;
  bank::wrong_question("bank_unknown_household", household);
}

void settle_first(bank::Bank& bank, std::string_view by, Moment at) {
  {
    // Most questions find the ledger settled: they need not wait for who writes, nor for the disk.
    const bank::OnePicture picture(*bank.state().store);
    bank::Work work(bank.state(), std::string(by), at);
    // Without a rule book nothing has been earned, and nothing is wrong.
    if (!work.has_book() || bank::is_settled(work, work.day())) return;
  }
  bank.state().in_transaction([&] {
    bank::Work work(bank.state(), std::string(by), at);
    bank::settle(work, work.day());
  });
}

const bank::RuleBook* book_in_force(bank::Bank& bank) {
  bank::Work work(bank.state(), {}, {});
  return work.has_book() ? &work.book() : nullptr;
}

std::string sentence(std::string_view code, std::initializer_list<std::string> arguments, Language language) {
  return messages::format(code, std::span(arguments.begin(), arguments.size()), language);
}

}  // namespace pointsbank::passbook
