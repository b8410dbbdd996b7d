// The days on which things happen: those on which the rule book is in effect, weekends and feasts busier than harvests.
#pragma once

#include <optional>
#include <vector>

#include "generation/random.hpp"
#include "program/program.hpp"

namespace pointsbank::generation {

class Days {
 public:
  Days(const program::Program& program, Date through);

  [[nodiscard]] bool empty() const noexcept { return days_.empty(); }
  [[nodiscard]] Date first() const noexcept { return days_.front(); }
  [[nodiscard]] Date last() const noexcept { return days_.back(); }

  /// A day from `from` to `to`, both included; none where the rule book is not in effect between them.
  [[nodiscard]] std::optional<Date> draw(Random& random, Date from, Date to) const;
  [[nodiscard]] Date draw(Random& random) const;
  /// Is the rule book in effect on it, and is it not too late?
  [[nodiscard]] bool has(Date date) const noexcept;

 private:
  std::vector<Date> days_;           ///< rising
  std::vector<std::uint64_t> ends_;  ///< the weights added up
};

}  // namespace pointsbank::generation
