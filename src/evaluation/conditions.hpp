// The conditions of rules over many events at once: what each `when` says, before anything is put in order. A condition
// depends on its event and household alone, so it can be decided in the order in which the rows lie in memory.
#pragma once

#include <array>
#include <vector>

#include "evaluation/occurrences.hpp"

namespace pointsbank::evaluation {

class Conditions {
 public:
  explicit Conditions(const Binding& binding) : binding_(binding) {}

  /// Decides the conditions of events `rows` of version and kind (`hearing` = version x kinds + kind); sets their bits
  /// in `conditions`, which lies parallel to `rows`.
  void decide(std::size_t hearing, std::span<const Id> rows, std::span<const Id> households,
              std::span<std::uint16_t> conditions);

 private:
  void gather(const program::Version& version, expression::Input input, std::span<const Id> rows,
              std::span<const Id> households, std::vector<std::int64_t>& cells, expression::Vector& vector) const;
  /// Can the input be gathered as integers?
  [[nodiscard]] static bool is_columnar(expression::Input input) noexcept;

  const Binding& binding_;
  std::vector<std::vector<std::int64_t>> cells_;  // reused from call to call
  std::vector<expression::Vector> vectors_;
  std::vector<expression::Truth> truths_;
};

}  // namespace pointsbank::evaluation
