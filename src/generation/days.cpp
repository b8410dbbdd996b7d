#include "generation/days.hpp"

#include <algorithm>
#include <array>

namespace pointsbank::generation {
namespace {

/// Monday to Sunday, and January to December: the feast of spring, two harvests, the end of the year.
constexpr std::array<std::uint64_t, 7> of_weekday = {8, 8, 8, 8, 10, 14, 13};
constexpr std::array<std::uint64_t, 12> of_month = {10, 13, 9, 9, 8, 7, 9, 9, 8, 10, 9, 11};

std::uint64_t weight_of(Date date) {
  return of_weekday[static_cast<std::size_t>(weekday(date) - 1)] *
         of_month[static_cast<std::size_t>(civil(date).month - 1)];
}

}  // namespace

Days::Days(const program::Program& program, Date through) {
  std::uint64_t end = 0;
  for (const program::Version& version : program.versions) {
    const Date last = std::min(version.effective.to, through);
    for (Date date = version.effective.from; date <= last; date = date + 1) {
      end += weight_of(date);
      days_.push_back(date);
      ends_.push_back(end);
    }
  }
}

std::optional<Date> Days::draw(Random& random, Date from, Date to) const {
  const auto begin = std::lower_bound(days_.begin(), days_.end(), from);
  const auto end = std::upper_bound(begin, days_.end(), to);
  if (begin >= end) return std::nullopt;
  const auto first = static_cast<std::size_t>(begin - days_.begin());
  const auto last = static_cast<std::size_t>(end - days_.begin()) - 1;
  const std::uint64_t before = first == 0 ? 0 : ends_[first - 1];
  const std::uint64_t at = before + random.below(ends_[last] - before);
  return days_[static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), at) - ends_.begin())];
}

Date Days::draw(Random& random) const {
  const std::uint64_t at = random.below(ends_.back());
  return days_[static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), at) - ends_.begin())];
}

bool Days::has(Date date) const noexcept { return std::binary_search(days_.begin(), days_.end(), date); }

}  // namespace pointsbank::generation
