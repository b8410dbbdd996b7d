#include "bank/differences_of_postings.hpp"

#include <bit>

#include "core/text_hash.hpp"

namespace pointsbank::bank {

namespace {

bool is_of_event(Cause cause) { return cause == Cause::rule || cause == Cause::forfeit || cause == Cause::lapse; }

bool is_of_entry(Cause cause) {
  return cause == Cause::redemption || cause == Cause::refund || cause == Cause::transfer || cause == Cause::opening;
}

std::uint64_t hash_of(const PostingView& view) {
  std::uint64_t hash = hash_text(view.household);
  const auto add = [&hash](std::uint64_t word) { hash = hash_mix(hash ^ hash_keys.first, word ^ hash_keys.second); };
  add(static_cast<std::uint64_t>(view.date.days));
  add(hash_text(view.source));
  add(hash_text(view.event));
  add(static_cast<std::uint64_t>(view.standing));
  add(static_cast<std::uint64_t>(view.spendable));
  return hash;  // what is left out seldom differs where these are equal
}

}  // namespace

PostingView view_of(const Evaluation& evaluation, const Posting& posting) {
  PostingView view;
  view.date = posting.date;
  view.household = evaluation.roster().id(posting.household);
  view.cause = to_string(posting.cause);
  view.standing = posting.standing;
  view.spendable = posting.spendable;
  if (is_of_entry(posting.cause)) {
    view.source = view.cause;
    view.event = evaluation.entries().rows()[posting.event].id;
    return view;
  }
  view.source = evaluation.source(posting.source);
  if (is_of_event(posting.cause) && posting.event != no_id) {
    view.event = evaluation.events().columns().id[posting.event];
    view.member = evaluation.events().columns().member.at(posting.event);
  }
  return view;
}

PostingView view_of(const journal::PostingEntry& entry) {
  return {entry.date,  entry.household, entry.member,   entry.source,
          entry.event, entry.cause,     entry.standing, entry.spendable};
}

DifferencesOfPostings::DifferencesOfPostings(const Evaluation& evaluation)
    : evaluation_(evaluation),
      slots_(std::bit_ceil(evaluation.postings().size() * 2 + 1), 0),
      is_taken_(evaluation.postings().size(), false) {
  const std::size_t mask = slots_.size() - 1;
  const std::vector<Posting>& postings = evaluation.postings();
  for (std::size_t number = 0; number < postings.size(); ++number) {
    std::size_t slot = hash_of(view_of(evaluation, postings[number])) & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::uint32_t>(number + 1);
  }
}

bool DifferencesOfPostings::take(const PostingView& posted) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash_of(posted) & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const std::size_t number = slots_[slot] - 1;
    if (is_taken_[number] || view_of(evaluation_, evaluation_.postings()[number]) != posted) continue;
    is_taken_[number] = true;
    return true;
  }
  return false;
}

std::vector<std::size_t> DifferencesOfPostings::left() const {
  std::vector<std::size_t> numbers;
  for (std::size_t number = 0; number < is_taken_.size(); ++number) {
    if (!is_taken_[number]) numbers.push_back(number);
  }
  return numbers;
}

}  // namespace pointsbank::bank
