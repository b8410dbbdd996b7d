#include "evaluation/summed_postings.hpp"

#include <algorithm>

namespace pointsbank::evaluation {

namespace {

constexpr std::size_t most_days = 4000;  // of a table's span that are kept side by side

template <class Key>
void add_to(std::map<Key, PostedSum>& sums, const Key& key, const PostedSum& sum, int sign) {
  const auto found = sums.try_emplace(key).first;
  found->second.add(sum, sign);
  if (found->second.postings == 0) sums.erase(found);
}

/// Under which category a version posts what comes of a rule or closing; null where it has none of this id.
const std::string* category_of(const rulelist::List& list, std::string_view id) {
  for (const auto* const rules : {&list.positive, &list.negative}) {
    for (const rulelist::Rule& rule : *rules) {
      if (rule.id == id) return &rule.category;
    }
  }
  for (const rulelist::Closing& closing : list.closings) {
    if (closing.id == id) return &closing.category;
  }
  return nullptr;
}

constexpr bool is_given_by(Cause cause) noexcept {
  return cause == Cause::rule || cause == Cause::base || cause == Cause::continuing || cause == Cause::ranking;
}

}  // namespace

void SummedPostings::add(const SummedPostings& other, int sign) {
  for (const auto& [source, sum] : other.by_source) add_to(by_source, source, sum, sign);
  for (const auto& [day, sum] : other.by_day) add_to(by_day, day, sum, sign);
}

const std::array<bool, PostingSums::causes> PostingSums::gives_ = [] {
  std::array<bool, causes> gives{};
  for (std::size_t cause = 0; cause < causes; ++cause) gives[cause] = is_given_by(static_cast<Cause>(cause));
  return gives;
}();

PostingSums::PostingSums(const program::Program& program, Date first, std::size_t days)
    : program_(&program), sources_(program.sources.size()), first_(first) {
  days_.reserve(days);
  for (std::size_t i = 0; i < days; ++i) days_.push_back(day_of(first + static_cast<std::int32_t>(i)));
}

PostingSums::Day PostingSums::day_of(Date date) {
  program::Index version = program_->version_on(date);
  // What is posted later than the last version, a lapse, belongs to that.
  if (version == program::none) version = static_cast<program::Index>(program_->versions.size() - 1);
  const Stretch stretch{version, pointsbank::first_day(PeriodKind::month, date)};
  const auto found = std::find(stretches_.rbegin(), stretches_.rend(), stretch);
  const std::size_t number =
      found == stretches_.rend() ? stretches_.size() : static_cast<std::size_t>(stretches_.rend() - found) - 1;
  if (found == stretches_.rend()) {
    stretches_.push_back(stretch);
    by_source_.resize(stretches_.size() * (sources_ + 1) * causes);
  }
  return {{}, number * (sources_ + 1) * causes};
}

/// By the version of the day; of a rule that it has no more by the last one that had it.
std::string PostingSums::category(std::size_t version, std::size_t source) const {
  const std::string& id = program_->sources[source];
  const std::string* const own = category_of(*program_->versions[version].list, id);
  if (own != nullptr && !own->empty()) return *own;
  for (auto other = program_->versions.rbegin(); other != program_->versions.rend(); ++other) {
    const std::string* const found = category_of(*other->list, id);
    if (found != nullptr && !found->empty()) return *found;
  }
  return {};
}

void PostingSums::add_to(SummedPostings& all) const {
  for (std::size_t cell = 0; cell < by_source_.size(); ++cell) {
    if (by_source_[cell].postings == 0) continue;
    const std::size_t source = cell / causes % (sources_ + 1);
    SummedPostings::Source key;
    const Stretch& stretch = stretches_[cell / causes / (sources_ + 1)];
    key.cause = static_cast<Cause>(cell % causes);
    key.month = stretch.month;
    // Entries come of no rule, whatever number they carry.
    if (source < sources_ && key.cause < Cause::redemption) {
      key.id = program_->sources[source];
      key.category = category(stretch.version, source);
    }
    evaluation::add_to(all.by_source, key, by_source_[cell], 1);
  }
  for (std::size_t day = 0; day < days_.size(); ++day) {
    if (days_[day].sum.postings != 0)
      evaluation::add_to(all.by_day, first_ + static_cast<std::int32_t>(day), days_[day].sum, 1);
  }
  for (const auto& [date, day] : far_days_) evaluation::add_to(all.by_day, date, day.sum, 1);
}

bool KeptPostings::shorten(const Posting& posting, Date first, Short& kept) noexcept {
  const std::int64_t day = std::int64_t{posting.date.days} - first.days;
  const std::uint64_t cell =
      std::uint64_t{posting.source} * PostingSums::causes + static_cast<std::uint64_t>(posting.cause);
  const bool is_both = posting.standing != 0 && posting.spendable != 0;
  const std::int64_t units = posting.standing != 0 ? posting.standing : posting.spendable;
  if (day < 0 || day > UINT16_MAX || cell > UINT16_MAX >> 2U || units != static_cast<std::int32_t>(units) ||
      (is_both && posting.standing != posting.spendable)) {
    return false;
  }
  const Accounts accounts = is_both ? both : posting.standing != 0 ? standing : spendable;
  kept = {static_cast<std::uint16_t>(day), static_cast<std::uint16_t>(cell << 2U | accounts),
          static_cast<std::int32_t>(units)};
  return true;
}

void KeptPostings::keep(std::span<const Posting> postings, Date first) {
  constexpr std::size_t page = 1U << 16U;
  if (left_ < postings.size()) {
    left_ = std::max(page, postings.size());
    free_ = pages_.emplace_back(std::make_unique_for_overwrite<Short[]>(left_)).get();
  }
  Household kept{postings.front().household, static_cast<std::uint32_t>(postings.size()), free_, 0};
  std::size_t count = 0;
  while (count < postings.size() && shorten(postings[count], first, free_[count])) ++count;
  const bool are_short = count == postings.size();
  if (are_short) {
    free_ += postings.size();
    left_ -= postings.size();
  } else {
    kept.shorts = nullptr;
    kept.at = long_.size();
    long_.insert(long_.end(), postings.begin(), postings.end());
  }
  households_.push_back(kept);
}

void KeptPostings::add_to(PostingSums& sums, std::span<const Id> households, Date first) const {
  auto wanted = households.begin();
  for (const Household& kept : households_) {
    while (wanted != households.end() && *wanted < kept.household) ++wanted;
    if (wanted == households.end()) return;
    if (*wanted != kept.household) continue;
    for (std::uint32_t i = 0; i < kept.size; ++i) {
      if (kept.shorts == nullptr) {
        sums.add(long_[kept.at + i]);
        continue;
      }
      const Short& each = kept.shorts[i];
      const unsigned cell = each.what >> 2U, accounts = each.what & 3U;
      Posting posting;
      posting.date = first + static_cast<std::int32_t>(each.day);
      posting.source = cell / PostingSums::causes;
      posting.cause = static_cast<Cause>(cell % PostingSums::causes);
      posting.standing = accounts == spendable ? 0 : each.units;
      posting.spendable = accounts == standing ? 0 : each.units;
      sums.add(posting);
    }
  }
}

SummedPostings sum_up(const program::Program& program, const std::vector<Posting>& postings) {
  SummedPostings all;
  if (postings.empty()) return all;
  // They stand in the order of days.
  const std::int64_t span = std::int64_t{postings.back().date.days} - postings.front().date.days + 1;
  PostingSums sums(program, postings.front().date,
                   std::min(most_days, static_cast<std::size_t>(std::max<std::int64_t>(span, 0))));
  for (const Posting& posting : postings) sums.add(posting);
  sums.add_to(all);
  return all;
}

SummedPostings summed(std::vector<SumRecorder>& recorders) {
  SummedPostings all;
  for (SumRecorder& recorder : recorders) {
    recorder.begin_household();  // what the last one told
    recorder.sums.add_to(all);
  }
  return all;
}

}  // namespace pointsbank::evaluation
