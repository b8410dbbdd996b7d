#include "call.hpp"

#include <algorithm>
#include <utility>

#include "pointsbank/bank_faults.hpp"
#include "pointsbank/bank_json.hpp"
#include "secrets.hpp"

namespace portal {

namespace bank = pointsbank::bank;

Call::Call(Site& the_site, Request the_request, pointsbank::Moment the_moment)
    : site(the_site), request(std::move(the_request)), now(the_moment) {}

bank::Bank& Call::bank() {
  if (!lease_) lease_.emplace(site.banks);
  return lease_->bank();
}

bank::Answer Call::execute_exactly(bank::Request command) {
  const std::string_view key = request.form["key"];
  const auto is_digit = [](char digit) { return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'); };
  if (key.size() != 32 || !std::all_of(key.begin(), key.end(), is_digit)) throw BadForm{};
  // With the account's name, so that nobody's form answers for another's.
  const std::string whole = "portal:" + who().name + ":" + std::string(key);
  return bank().execute({who().person, now, whole, std::move(command)});
}

bank::Answer Call::execute(bank::Request command) {
  try {
    return execute_exactly(std::move(command));
  } catch (const bank::StoreError&) {
    throw;  // the file, not the command
  } catch (const pointsbank::InputError& error) {
    // Places are of use to programs; people get the sentences.
    bank::Answer answer = bank::wrong_input(error.issues());
    for (bank::Answer::Value& value : answer.values) {
      if (value.name != "text_zh" && value.name != "text_en") continue;
      const Language wanted = value.name == "text_zh" ? Language::zh : Language::en;
      value.text.clear();
      for (const pointsbank::Issue& issue : error.issues()) {
        if (!value.text.empty()) value.text.append(wanted == Language::zh ? "；" : "; ");
        value.text.append(issue.sentence(wanted));
      }
    }
    return answer;
  }
}

void Call::need_household(std::string_view household) {
  // Also where there is none such: an address typed by hand does not tell which households there are.
  if (!account || !may_see_household(*account, household)) throw Forbidden{};
}

pointsbank::Date Call::today() const { return now.date(site.village.utc_offset()); }

std::string Call::token() const { return masked(seal(site.accounts.key(), "form " + session)); }

}  // namespace portal
