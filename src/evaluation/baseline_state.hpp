// What is kept of an evaluation so that another rule book can be tried on the same tables: the events of each household
// in order, and what its run came to before households were compared.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "evaluation/household_run.hpp"

namespace pointsbank::evaluation {

/// What households come to before they are compared.
struct HouseholdResults {
  std::vector<Balance> balances;       ///< before awards that the run did not wait for
  std::vector<std::uint8_t> waits;     ///< by household: it could not run through
  std::vector<Candidates> candidates;  ///< of those that ran through, by instance
};

class BaselineState {
 public:
  /// For so many events: blocks are those of their occurrences.
  BaselineState(std::size_t households, std::size_t events, std::size_t kinds);

  /// Takes over a block that has been put in order; blocks may come from several threads at once.
  void keep_block(const Occurrences& occurrences, std::size_t block, const OrderedBlock& ordered,
                  const Binding& binding);
  [[nodiscard]] std::span<const Occurrence> events_of(Id household) const noexcept;
  /// The households that have events of these kinds, and those that wait at rankings.
  [[nodiscard]] std::vector<Id> households_with(const std::vector<bool>& kinds) const;

  std::vector<std::uint16_t> far_conditions;  ///< as Occurrences::far_conditions
  EventOrder order;                           ///< where postings are asked for
  HouseholdResults results;
  // Where postings are summed up: what was posted to those that ran through, before awards.
  SummedPostings posted;
  std::vector<KeptPostings> postings;  ///< by thread
  Date first_day;                      ///< that `postings` count from
  std::size_t days = 0;                ///< that occur from then on, most of them

 private:
  struct Block {
    std::vector<Occurrence> occurrences;
    std::vector<std::uint32_t> ends;
  };
  std::size_t households_;
  std::size_t words_;  // of a bitmap of households; blocks do not share words
  std::uint32_t block_shift_;
  std::vector<Block> blocks_;
  std::vector<std::vector<std::uint64_t>> households_of_kind_;
};

}  // namespace pointsbank::evaluation
