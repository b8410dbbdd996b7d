// Examples of rule lists: their rows become tables, the rule book is evaluated over them, and the results are looked
// through for what the example expects.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "examples/comparison.hpp"
#include "examples/places.hpp"
#include "examples/touching.hpp"
#include "pointsbank/evaluate.hpp"
#include "pointsbank/examples.hpp"
#include "pointsbank/report.hpp"

namespace pointsbank {
namespace {

using rulelist::Example;

std::vector<Cells> cells_of(const std::vector<Example::Row>& rows) {
  std::vector<Cells> all;
  all.reserve(rows.size());
  for (const Example::Row& row : rows) {
    Cells& cells = all.emplace_back();
    for (const auto& [column, text] : row) cells.emplace_back(column, text);
  }
  return all;
}

/// The day that `at` names, as far as it names one.
std::optional<Date> day_of(std::string_view at, int utc_offset) {
  if (const std::optional<Date> date = Date::parse(at)) return date;
  const std::optional<Moment> moment = Moment::parse(at);
  return moment ? std::optional<Date>(moment->date(utc_offset)) : std::nullopt;
}

/// The last day evaluated: `through`; else the last day of the version that carries the example; of a version without
/// end the last day that an event or entry of the example names, or else the version's first day.
Date through_of(const Example& example, const rulelist::List& list) {
  if (example.through) return *example.through;
  if (list.effective.to != Date::never()) return list.effective.to;
  Date last = list.effective.from;
  for (const std::vector<Example::Row>* rows : {&example.events, &example.entries}) {
    for (const Example::Row& row : *rows) {
      for (const auto& [column, text] : row) {
        if (column != "at") continue;
        if (const std::optional<Date> day = day_of(text, list.utc_offset)) last = std::max(last, *day);
      }
    }
  }
  return last;
}

class Run {
 public:
  Run(const Program& program, std::span<const RuleList> lists, const Example& example, const rulelist::List& list,
      ExampleResult& result)
      : program_(program), lists_(lists), example_(example), list_(list), result_(result) {}

  /// Nothing where rows are wrong or an amount does not fit; the issues are in the result then.
  std::optional<Evaluation> evaluate_it();
  void compare(const Evaluation& evaluation);

 private:
  /// What `make` makes of the rows, or nothing; places within rows become places in the rule list's file.
  template <class Make>
  auto table(std::string_view name, const std::vector<Example::Row>& rows, const Make& make)
      -> std::optional<decltype(make(std::span<const Cells>()))> {
    const std::vector<Cells> cells = cells_of(rows);
    try {
      return make(std::span<const Cells>(cells));
    } catch (const InputError& error) {
      for (Issue issue : error.issues()) {
        if (issue.place.line == 0) {
          issue.place = example_.place;
        } else {
          issue.place = examples::given_place(lists_, example_.place, name, issue.place.line - 1, issue.place.pointer);
        }
        result_.issues.push_back(std::move(issue));
      }
      return std::nullopt;
    }
  }

  const Program& program_;
  std::span<const RuleList> lists_;
  const Example& example_;
  const rulelist::List& list_;
  ExampleResult& result_;
};

std::optional<Evaluation> Run::evaluate_it() {
  const TableFormat& format = program_.table_format();
  const auto roster = table("roster", example_.roster, [&](auto rows) { return make_roster(rows, format); });
  const auto members = table("members", example_.members, [&](auto rows) { return make_members(rows, format); });
  const auto events = table("events", example_.events, [&](auto rows) { return make_events(rows, format); });
  if (!roster) return std::nullopt;
  const auto entries =
      table("entries", example_.entries, [&](auto rows) { return make_entries(rows, format, *roster); });
  if (!members || !events || !entries) return std::nullopt;
  EvaluateOptions options;
  options.through = through_of(example_, list_);
  options.members = *members;
  options.has_members = !example_.members.empty();
  options.entries = *entries;
  options.postings = true;
  options.outcomes = true;
  options.closings = true;
  try {
    return evaluate(program_, *roster, *events, options);
  } catch (const OverflowError& error) {
    for (Issue issue : error.issues()) {
      issue.place = example_.place;
      result_.issues.push_back(std::move(issue));
    }
    return std::nullopt;
  }
}

void Run::compare(const Evaluation& evaluation) {
  std::map<std::string_view, examples::Table> tables;
  for (const Example::Expected& expected : example_.expected) {
    auto found = tables.find(expected.output);
    if (found == tables.end()) {
      found =
          tables.emplace(expected.output, examples::Table(expected.output, to_rows(evaluation, expected.output))).first;
    }
    if (found->second.has(expected.row)) continue;
    result_.misses.push_back({expected.output, expected.row, found->second.nearest(expected.row), expected.place});
  }
}

}  // namespace

bool ExamplesReport::passes() const noexcept {
  return std::all_of(examples.begin(), examples.end(),
                     [](const ExampleResult& example) { return example.passes && !example.expects_nothing; });
}

ExamplesReport run_examples(std::span<const RuleList> lists, Language language) {
  const Program program = compile(lists);
  const program::Program& compiled = program.compiled();
  ExamplesReport report;
  examples::Touching touching(compiled);
  for (const RuleList& list : lists) {
    if (list.model().examples.empty()) report.lists_without_examples.push_back(list.id() + " " + list.version());
  }
  for (const rulelist::List& list : compiled.book.versions) {
    for (const Example& example : list.examples) {
      ExampleResult& result = report.examples.emplace_back();
      result.list = list.id;
      result.version = list.version;
      result.title = example.title.in(language);
      result.place = example.place;
      result.expects_nothing = example.expected.empty();
      Run run(program, lists, example, list, result);
      if (const std::optional<Evaluation> evaluation = run.evaluate_it()) {
        touching.add(*evaluation);
        run.compare(*evaluation);
      }
      result.passes = result.issues.empty() && result.misses.empty();
    }
  }
  report.untouched = touching.untouched();
  return report;
}

}  // namespace pointsbank
