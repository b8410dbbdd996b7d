// Some thousand rows of the events at a time: which household each belongs to and what hears it, and the rows of each
// hearing together, so that a rule runs over many rows without asking each what it is.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "evaluation/validation.hpp"

namespace pointsbank::evaluation {

class RowChunk {
 public:
  static constexpr std::size_t capacity = 8192;
  using Place = std::uint16_t;  ///< of a row within the chunk

  /// What is not evaluated is told to `rejected` where that is not null.
  RowChunk(const Binding& binding, const Validation& validate, std::vector<NotEvaluated>* rejected);

  /// Validates the rows begin … end - 1, at most `capacity`.
  void take(std::size_t begin, std::size_t end);

  [[nodiscard]] std::size_t begin() const noexcept { return begin_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] Id row(Place place) const noexcept { return static_cast<Id>(begin_ + place); }
  /// By place: the roster's number, or no_id where the row is not evaluated or was left out since.
  [[nodiscard]] Id* households() noexcept { return households_.get(); }
  [[nodiscard]] const Id* households() const noexcept { return households_.get(); }
  /// By place: an index of Binding::hearings; of a row that is not evaluated their number.
  [[nodiscard]] const Index* hearings() const noexcept { return hearings_.get(); }
  /// The rows of a hearing, rising.
  [[nodiscard]] std::span<const Place> rows_of(std::size_t hearing) const noexcept {
    return {places_.get() + ends_[hearing], places_.get() + ends_[hearing + 1]};
  }

 private:
  void take_plain();
  void take_at_length();
  Id validate_at_length(Id row);
  void gather_hearings();

  const Binding& binding_;
  const Events::Columns& columns_;
  const Validation& validate_;
  std::vector<NotEvaluated>* rejected_;
  Index nobody_;                        // what hears a row that is not evaluated
  std::vector<Index> hearing_of_kind_;  // by the events' dictionary, where the book has one version
  std::size_t begin_ = 0;
  std::size_t size_ = 0;
  std::unique_ptr<Id[]> households_;
  std::unique_ptr<Index[]> hearings_;
  std::unique_ptr<Place[]> places_;
  std::vector<std::uint32_t> ends_;  // by hearing, one before and one behind
};

}  // namespace pointsbank::evaluation
