// The tables of the evaluation out of the store. `inputs_of` (work.hpp) makes all of them; here is what it is made of.
//
// Of some households, the tables hold all that these come to, and nothing else is needed: a household's postings depend
// on its own rows, its members' stays, the events that name it or that name nobody and are of one of its members, its
// entries, and on what rankings award it. What a ranking awards depends on everybody; of some households it is
// therefore taken as it was posted (`rankings_as_posted`).
#pragma once

#include <string>
#include <vector>

#include "bank/work.hpp"
#include "pointsbank/evaluate.hpp"

namespace pointsbank::bank {

/// A posting that counts, as it stands in the journal.
struct OpenPosting {
  store::Seq seq = 0;
  journal::PostingEntry entry;
};

/// Those of some households (sorted), by household, then number.
[[nodiscard]] std::vector<OpenPosting> open_postings(store::Store& store, const std::vector<std::string>& households);

/// All tables but the published closings.
[[nodiscard]] Inputs tables_of(store::Store& store, const RuleBook& book, const std::vector<std::string>* households);

/// Every closing that was published, row by row.
[[nodiscard]] Published all_published(store::Store& store, const Roster& roster, const TableFormat& format);

/// Rankings up to `through` as they were posted to these households: nothing is left to draw up. One that awarded them
/// nothing has a row of no points, which says that it is published.
[[nodiscard]] Published rankings_as_posted(const RuleBook& book, const Roster& roster, Date through,
                                           const std::vector<OpenPosting>& postings);

[[nodiscard]] Evaluation evaluate_inputs(const RuleBook& book, const Inputs& inputs, EvaluateOptions options);

}  // namespace pointsbank::bank
