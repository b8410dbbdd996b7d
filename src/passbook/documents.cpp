// What leaves the bank: the sheet of a month, the slip of an entry, a copy of the file.
#include <algorithm>
#include <vector>

#include "bank/faults.hpp"
#include "digest/merkle.hpp"
#include "passbook/reading.hpp"
#include "proof/documents.hpp"

namespace pointsbank::bank {

namespace {

using passbook::Reading;

/// The digests of the first entries' bodies, by index.
std::vector<Digest> leaf_digests(Reading& reading, store::Seq entries) {
  std::vector<Digest> digests;
  digests.reserve(static_cast<std::size_t>(entries));
  reading.store().visit_journal(1, entries, [&](const store::JournalView& row) {
    digests.push_back(digest::leaf_digest(row.body));
    return true;
  });
  return digests;
}

digest::Leaves leaves_of(const std::vector<Digest>& digests) {
  return [&digests](std::uint64_t index) { return digests[static_cast<std::size_t>(index)]; };
}

proof::Issuer issuer_of(const Bank& bank) { return {bank.id(), bank.decimals(), bank.utc_offset()}; }

}  // namespace

std::string Bank::sheet(std::string_view month) {
  const std::optional<Date> wanted = proof::parse_month(month);
  if (!wanted) wrong_question("bank_month", month);
  Reading reading(*this);
  static_cast<void>(passbook::book_in_force(*this));
  for (const store::MonthRecord& record : reading.store().months()) {
    if (record.month != *wanted || !record.is_closed) continue;
    const auto closed = reading.entry<journal::MonthClosed>(record.sheet);
    const std::vector<Digest> digests = leaf_digests(reading, closed.entries);
    const Digest chain = reading.store().entry(closed.entries).chain;
    return proof::to_json(proof::make_sheet(issuer_of(*this), closed, chain, leaves_of(digests)));
  }
  wrong_question("bank_no_sheet", month);
}

std::string Bank::slip(std::int64_t entry) {
  Reading reading(*this);
  static_cast<void>(passbook::book_in_force(*this));
  if (entry < 1 || entry > reading.store().head().seq) wrong_question("bank_unknown_entry", std::to_string(entry));
  // The first sheet that covers the entry: later ones go on from it.
  std::optional<journal::MonthClosed> covering;
  for (const store::MonthRecord& record : reading.store().months()) {
    if (!record.is_closed) continue;
    auto closed = reading.entry<journal::MonthClosed>(record.sheet);
    if (closed.entries < entry) continue;
    if (!covering || closed.entries < covering->entries) covering = std::move(closed);
  }
  if (!covering) wrong_question("bank_not_in_a_sheet", std::to_string(entry));
  const store::JournalRow row = reading.store().entry(entry);
  const std::optional<journal::Entry> decoded = journal::decode(row.body);
  const std::string household(decoded ? proof::household_of(*decoded) : std::string_view());
  const std::vector<Digest> digests = leaf_digests(reading, covering->entries);
  return proof::to_json(proof::make_slip(issuer_of(*this), household, entry, row.body, *covering, leaves_of(digests)));
}

void Bank::back_up(const std::filesystem::path& file) { state_->store->back_up(file); }

}  // namespace pointsbank::bank
