#include "examples/touching.hpp"

namespace pointsbank::examples {

Touching::Touching(const program::Program& program)
    : program_(program), touched_(program.versions.size(), std::vector<bool>(program.sources.size(), false)) {}

void Touching::touch(std::uint32_t source, Date date) {
  const program::Index version = program_.version_on(date);
  if (version != program::none) touched_[version][source] = true;
}

/// A closing's row names its period, which may have begun in an earlier version than the one that closed it.
void Touching::touch_closing(std::uint32_t source, Date period) {
  for (std::size_t index = 0; index < program_.versions.size(); ++index) {
    const program::Version& version = program_.versions[index];
    for (const program::Closing& closing : version.closings) {
      if (closing.source == source && version.effective.holds(last_day(closing.at, period)))
        touched_[index][source] = true;
    }
  }
}

void Touching::add(const Evaluation& evaluation) {
  const Events::Columns& events = evaluation.events().columns();
  for (const EventOutcome& outcome : evaluation.outcomes()) {
    if (outcome.rule != EventOutcome::no_rule) touch(outcome.rule, Date{events.date[outcome.event]});
  }
  for (const Posting& posting : evaluation.postings()) {
    const bool is_of_closing = posting.cause == Cause::obligation || posting.cause == Cause::continuing ||
                               posting.cause == Cause::ranking || posting.cause == Cause::expiry ||
                               posting.cause == Cause::reset;
    if (is_of_closing) touch(posting.source, posting.date);
  }
  for (const RankingRow& row : evaluation.rankings()) touch_closing(row.closing, row.period);
  for (const RatingRow& row : evaluation.ratings()) touch_closing(row.closing, row.period);
  for (const DividendRow& row : evaluation.dividends()) touch_closing(row.closing, row.period);
  for (const BenefitRow& row : evaluation.benefits()) touch_closing(row.closing, row.period);
}

std::vector<std::string> Touching::untouched() const {
  std::vector<std::string> names;
  for (std::size_t index = 0; index < program_.versions.size(); ++index) {
    const program::Version& version = program_.versions[index];
    const std::string prefix = version.list->id + " " + version.list->version + ": ";
    const std::vector<bool>& touched = touched_[index];
    for (const program::Rule& rule : program_.rules) {
      if (rule.list == version.list && !touched[rule.source]) names.push_back(prefix + rule.model->id);
    }
    for (const program::Closing& closing : version.closings) {
      if (!touched[closing.source]) names.push_back(prefix + closing.model->id);
    }
  }
  return names;
}

}  // namespace pointsbank::examples
