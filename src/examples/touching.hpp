// Which rules and closings examples touch.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pointsbank/evaluate.hpp"
#include "program/program.hpp"

namespace pointsbank::examples {

/// Rules and closings of every version of a book, and which of them some evaluation has come to. A rule is touched
/// where an outcome names it on a day of its version, a closing where it posted or has a row in a result.
class Touching {
 public:
  explicit Touching(const program::Program& program);

  /// Everything has to have been asked of the evaluation.
  void add(const Evaluation& evaluation);

  /// `rule list version: id`, versions in order, each with its positive rules, negative rules and closings.
  [[nodiscard]] std::vector<std::string> untouched() const;

 private:
  void touch(std::uint32_t source, Date date);
  void touch_closing(std::uint32_t source, Date period);

  const program::Program& program_;
  std::vector<std::vector<bool>> touched_;  ///< by version and source
};

}  // namespace pointsbank::examples
