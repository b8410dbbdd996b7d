// Entries of the journal by their numbers, decoded.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "journal/entries.hpp"
#include "store/store.hpp"

namespace pointsbank::bank {

/// StoreError: an entry is not what the store's records say it is, so the file is damaged.
[[noreturn]] void throw_damaged(store::Seq seq);

template <class Kind>
Kind decoded(store::Seq seq, std::string_view body) {
  std::optional<journal::Entry> entry = journal::decode(body);
  if (!entry || !std::holds_alternative<Kind>(*entry)) throw_damaged(seq);
  return std::get<Kind>(std::move(*entry));
}

template <class Kind>
Kind entry_of(store::Store& store, store::Seq seq) {
  return decoded<Kind>(seq, store.entry(seq).body);
}

/// `take(seq, body)` for each of `seqs`, which rise. One by one where they are few; else in one walk along the journal.
void for_each_body(store::Store& store, const std::vector<store::Seq>& seqs,
                   const std::function<void(store::Seq, std::string_view)>& take);

}  // namespace pointsbank::bank
