// What closings that compare households found for one of them: its rank among how many, its level and what is missing
// to the next, its share. Read from the rows of the evaluation, beside the measures that its steps told.
#pragma once

#include "explanation/story.hpp"

namespace pointsbank::explanation {

/// Fills the closings of `story` from the rows of `evaluation`, which stay where they are as long as the story lives.
void add_comparisons(Story& story, Id household, const Evaluation& evaluation);

}  // namespace pointsbank::explanation
