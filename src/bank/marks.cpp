#include "bank/settings.hpp"
#include "bank/work.hpp"

namespace pointsbank::bank {

void mark(Work& work, std::string_view household, std::string_view member, Date since) {
  store::Store& store = work.store();
  if (!household.empty()) store.mark(household);
  if (!member.empty()) {
    for (const store::MemberRecord& stay : store.stays_of_member(member)) store.mark(stay.household);
  }
  const std::optional<Date> earliest = settings::date(store, settings::changed_since);
  if (!earliest || since < *earliest) settings::set_date(store, settings::changed_since, since);
}

}  // namespace pointsbank::bank
