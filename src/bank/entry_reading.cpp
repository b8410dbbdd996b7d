#include "bank/entry_reading.hpp"

#include "bank/faults.hpp"

namespace pointsbank::bank {

void throw_damaged(store::Seq seq) {
  throw StoreError(issue_of("bank_damaged_entry", {}, {std::to_string(seq)}, "bank_run_verify"));
}

void for_each_body(store::Store& store, const std::vector<store::Seq>& seqs,
                   const std::function<void(store::Seq, std::string_view)>& take) {
  // Looking one entry up costs what walking over some ten does.
  constexpr std::size_t walked = 10;
  if (seqs.empty()) return;
  const auto span = static_cast<std::size_t>(seqs.back() - seqs.front() + 1);
  if (span / walked > seqs.size()) {
    for (const store::Seq seq : seqs) take(seq, store.entry(seq).body);
    return;
  }
  std::size_t next = 0;
  store.visit_journal(seqs.front(), seqs.back(), [&](const store::JournalView& row) {
    if (next < seqs.size() && row.seq == seqs[next]) {
      take(row.seq, row.body);
      ++next;
    }
    return true;
  });
  if (next < seqs.size()) throw_damaged(seqs[next]);
}

}  // namespace pointsbank::bank
