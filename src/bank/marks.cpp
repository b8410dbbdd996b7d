#include "bank/settings.hpp"
#include "bank/work.hpp"

namespace pointsbank::bank {

void mark(Work& work, std::string_view household, std::string_view member, Date since) {
  store::Store& store = work.store();
  if (!household.empty()) store.mark(household);
  if (!member.empty()) {
    for (const store::MemberRecord& stay : store.stays_of_member(member)) store.mark(stay.household);
  }
  settings::lower_date(store, settings::ranked_since, since);
}

}  // namespace pointsbank::bank
