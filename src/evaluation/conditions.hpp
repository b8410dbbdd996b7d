// The conditions of rules over many events at once: what each `when` says, before anything is put in order. A condition
// depends on its event and household alone, so it can be decided in the order in which the rows lie in memory.
#pragma once

#include <memory>
#include <vector>

#include "evaluation/row_chunk.hpp"

namespace pointsbank::evaluation {

class Conditions {
 public:
  explicit Conditions(const Binding& binding) : binding_(binding) {}

  /// Decides the conditions of the rules that hear the rows of a hearing; sets their bits in `conditions`, by place.
  void decide(std::size_t hearing, const RowChunk& chunk, std::uint16_t* conditions);

 private:
  struct Cells {
    std::unique_ptr<std::int64_t[]> cells = std::make_unique_for_overwrite<std::int64_t[]>(RowChunk::capacity);
  };
  void decide(const program::Version& version, const expression::Expression& when, std::size_t hearing,
              const RowChunk& chunk);
  /// The values of an input; empty where the table has no such column.
  [[nodiscard]] expression::Vector gather(const program::Version& version, expression::Input input,
                                          std::span<const RowChunk::Place> rows, const RowChunk& chunk,
                                          std::int64_t* cells) const;
  /// Can the input be gathered as integers?
  [[nodiscard]] static bool is_columnar(expression::Input input) noexcept;

  const Binding& binding_;
  std::vector<Cells> cells_;  // reused from call to call
  std::vector<expression::Vector> vectors_;
  std::vector<expression::Truth> truths_;
};

}  // namespace pointsbank::evaluation
