#include "village.hpp"

#include <algorithm>
#include <span>

#include "program/program.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {
namespace {

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(by, begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::vector<Cells> cells_of(const std::vector<Row>& rows) {
  std::vector<Cells> all;
  for (const Row& row : rows) all.emplace_back(row.begin(), row.end());
  return all;
}

}  // namespace

std::vector<Row> rows_of(const std::string& csv) {
  std::vector<Row> rows;
  std::vector<std::string> lines = split(csv, '\n');
  REQUIRE(lines.back().empty());
  lines.pop_back();
  const std::vector<std::string> header = split(lines.at(0), ',');
  for (std::size_t line = 1; line < lines.size(); ++line) {
    const std::vector<std::string> cells = split(lines[line], ',');
    if (cells.size() != header.size()) FAIL("line " << line + 1 << " has " << cells.size() << " cells");
    Row& row = rows.emplace_back();
    for (std::size_t column = 0; column < header.size(); ++column) row[header[column]] = cells[column];
  }
  return rows;
}

Program program_of(const std::string& text) {
  const RuleList list = parse({"list.json", text});
  return compile(std::span(&list, 1));
}

Village village(const Program& program, const GenerateOptions& options) {
  Village made{generate(program, options), {}};
  const TableFormat& format = program.table_format();
  Issues warnings;
  ReadOptions reading;
  reading.warnings = &warnings;
  const std::vector<Row> roster_rows = rows_of(made.texts.roster);
  const std::vector<Row> member_rows = rows_of(made.texts.members);
  const std::vector<Row> event_rows = rows_of(made.texts.events);
  const Roster roster = make_roster(cells_of(roster_rows), format, "roster", reading);
  EvaluateOptions evaluating;
  evaluating.through = options.through;
  evaluating.members = make_members(cells_of(member_rows), format, "members", reading);
  evaluating.has_members = true;
  evaluating.postings = evaluating.outcomes = evaluating.closings = true;
  made.evaluation = evaluate(program, roster, make_events(cells_of(event_rows), format, "events", reading), evaluating);
  for (const Issue& warning : warnings) FAIL_CHECK(warning.to_string());
  return made;
}

std::map<std::string, int> scored(const Evaluation& evaluation) {
  std::map<std::string, int> counts;
  for (const program::Rule& rule : evaluation.program().compiled().rules) counts[rule.model->id];
  for (const EventOutcome& outcome : evaluation.outcomes()) {
    // A veto without points has done all that it can do.
    const bool has_scored =
        outcome.outcome == Outcome::applied || outcome.outcome == Outcome::cut || outcome.outcome == Outcome::veto;
    if (has_scored) ++counts[std::string(evaluation.source(outcome.rule))];
  }
  return counts;
}

int count_of(const Evaluation& evaluation, Outcome outcome, Reason reason) {
  const auto is_wanted = [&](const auto& row) { return row.outcome == outcome && row.reason == reason; };
  const auto& of_rules = evaluation.outcomes();
  const auto& others = evaluation.other_outcomes();
  return static_cast<int>(std::count_if(of_rules.begin(), of_rules.end(), is_wanted) +
                          std::count_if(others.begin(), others.end(), is_wanted));
}

}  // namespace pointsbank::given
