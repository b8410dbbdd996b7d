// pointsbank test: runs the examples that rule lists carry.

#include <algorithm>

#include "books.hpp"
#include "commands.hpp"
#include "pointsbank/examples.hpp"

namespace pointsbank::command {

namespace {

std::string joined(const std::vector<std::string>& cells) {
  std::string text;
  for (const std::string& cell : cells) {
    if (!text.empty()) text.push_back(' ');
    text.append(cell);
  }
  return text;
}

std::string place_of(const Place& place) {
  return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

class Telling {
 public:
  explicit Telling(const Console& console) : console_(console) {}

  void tell(const ExamplesReport& report) {
    for (const ExampleResult& example : report.examples) tell(example);
    for (const std::string& list : report.lists_without_examples) line("test_list_without", {list});
    for (const std::string& source : report.untouched) line("test_untouched", {source});
    for (const ExampleResult& example : report.examples) {
      ++examples_;
      if (example.passes && !example.expects_nothing) ++passing_;
    }
    passes_ = passes_ && report.passes();
  }

  ExitCode end() {
    line("test_summary", {std::to_string(examples_), std::to_string(passing_), std::to_string(examples_ - passing_)});
    console_.result(text_);
    return passes_ ? ExitCode::done : ExitCode::no;
  }

 private:
  void line(std::string_view code, std::vector<std::string> arguments) {
    text_.append(console_.sentence(code, std::move(arguments))).push_back('\n');
  }

  void tell(const ExampleResult& example) {
    if (example.passes && example.expects_nothing)
      return line("test_expects_nothing", {example.title, place_of(example.place)});
    if (example.passes) return line("test_passes", {example.title});
    line("test_fails", {example.title, place_of(example.place)});
    for (const Issue& issue : example.issues)
      text_.append("  ").append(issue.to_string(console_.language())).push_back('\n');
    for (const ExampleMiss& miss : example.misses) {
      std::vector<std::string> expected;
      for (const auto& [column, value] : miss.expected) expected.push_back(column + "=" + value);
      line("test_expected", {place_of(miss.place), miss.output, joined(expected)});
      if (miss.nearest.empty()) {
        line("test_no_row", {miss.output});
      } else {
        line("test_nearest", {joined(miss.nearest)});
      }
    }
  }

  const Console& console_;
  std::string text_;
  std::size_t examples_ = 0;
  std::size_t passing_ = 0;
  bool passes_ = true;
};

}  // namespace

ExitCode test(const TestArguments& arguments, const Console& console) {
  Telling telling(console);
  Issues issues;
  for (const std::vector<RuleList>& book : read_books(arguments.files)) {
    try {
      telling.tell(run_examples(book, console.language()));
    } catch (const RuleListError& error) {
      issues.insert(issues.end(), error.issues().begin(), error.issues().end());
    }
  }
  if (!issues.empty()) throw RuleListError(std::move(issues));
  return telling.end();
}

}  // namespace pointsbank::command
