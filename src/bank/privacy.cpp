// Personal data can go: the name and its salt are erased, and without the salt the digest in the journal says nothing.
#include "bank/work.hpp"
#include "records/text_check.hpp"

namespace pointsbank::bank {

Answer carry_out(Work& work, const Forget& request) {
  work.need_officer(journal::Role::clerk);
  need_id("person", request.person);
  store::Store& store = work.store();
  const bool is_known = store.person(request.person) || !store.rows_of_household(request.person).empty() ||
                        !store.stays_of_member(request.person).empty() || !store.offices_of(request.person).empty();
  if (!is_known) wrong("person", "bank_unknown_person", {records::shown(request.person)});
  work.write(journal::Forgotten{work.by(), work.at(), request.person, request.reason});
  store.erase_person(request.person);
  Answer answer;
  answer.values = {{"person", request.person}};
  return answer;
}

}  // namespace pointsbank::bank
