// pointsbank check: every mistake of rule lists at once; of lists without mistakes, what is worth a second look.

#include <algorithm>
#include <string>

#include "books.hpp"
#include "commands.hpp"
#include "pointsbank/analysis.hpp"

namespace pointsbank::command {

namespace {

bool is_same(const Issue& a, const Issue& b) {
  return a.code == b.code && a.place == b.place && a.arguments == b.arguments;
}

/// A list that serves two books is told of once.
void add_new(Issues& all, const Issues& found) {
  const std::size_t before = all.size();
  for (const Issue& issue : found) {
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(before);
    const bool is_known = std::any_of(all.begin(), end, [&](const Issue& known) { return is_same(known, issue); });
    if (!is_known) all.push_back(issue);
  }
}

void append_json_text(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20) {
      out.append("\\u00").push_back(digits[byte >> 4U]);
      out.push_back(digits[byte & 0xFU]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

/// One object a line, for editors and other programs.
std::string as_json_lines(const Issues& issues, Language language) {
  std::string out;
  const auto member = [&](std::string_view key, std::string_view text) {
    out.append(out.back() == '{' ? "" : ", ").append("\"").append(key).append("\": ");
    append_json_text(out, text);
  };
  for (const Issue& issue : issues) {
    out.push_back('{');
    member("code", issue.code);
    member("severity", issue.severity == Severity::error ? "error" : "warning");
    member("file", issue.place.file);
    out.append(", \"line\": ").append(std::to_string(issue.place.line));
    out.append(", \"column\": ").append(std::to_string(issue.place.column));
    member("pointer", issue.place.pointer);
    member("sentence", issue.sentence(language));
    if (!issue.hint.empty()) member("hint", wrong_use(issue.hint, issue.hint_arguments).sentence(language));
    out.append("}\n");
  }
  return out;
}

}  // namespace

ExitCode check(const CheckArguments& arguments, const Console& console) {
  const std::vector<std::vector<RuleList>> books = read_books(arguments.files);
  Issues issues;
  for (const std::vector<RuleList>& book : books) add_new(issues, pointsbank::check(book));
  // Whoever has mistakes to mend first wants to see nothing else.
  if (!has_errors(issues)) {
    for (const std::vector<RuleList>& book : books) add_new(issues, analyse(book));
  }
  if (arguments.json) {
    console.result(as_json_lines(issues, console.language()));
  } else {
    console.issues(issues);
  }
  const auto errors =
      std::count_if(issues.begin(), issues.end(), [](const Issue& issue) { return issue.severity == Severity::error; });
  const auto warnings = static_cast<std::ptrdiff_t>(issues.size()) - errors;
  console.tell(console.sentence(
      "command_checked", {std::to_string(arguments.files.size()), std::to_string(errors), std::to_string(warnings)}));
  const bool is_well = errors == 0 && (!arguments.strict || warnings == 0);
  return is_well ? ExitCode::done : ExitCode::wrong;
}

}  // namespace pointsbank::command
