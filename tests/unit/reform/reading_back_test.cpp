// A reform read back from a difference gives the same book.
#include <algorithm>
#include <filesystem>
#include <random>

#include "given.hpp"
#include "rulelist/model.hpp"

using namespace pointsbank;
using namespace pointsbank::given;

namespace {

/// The differences of the second book and of the first with the reform that leads to it.
std::vector<Difference> left(const std::vector<RuleList>& before, const std::vector<RuleList>& after) {
  const Reform found = reform_between(compile(before), compile(after), "back");
  INFO(found.to_json());
  for (const Issue& issue : check(found, before)) CHECK(issue.severity == Severity::warning);
  return differences(compile(after), compile(found.apply(before)));
}

std::vector<std::filesystem::path> shipped() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator("rules")) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".json") && !name.ends_with("schema.json")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string day(std::mt19937& chance) { return Date{20'454 + static_cast<int>(chance() % 364)}.to_string(); }

/// An operation on some rule or closing of the list, drawn by chance.
std::string operation(const rulelist::List& list, std::mt19937& chance) {
  const bool positive = chance() % 2 == 0;
  const std::vector<rulelist::Rule>& rules = positive || list.negative.empty() ? list.positive : list.negative;
  const rulelist::Rule& rule = rules[chance() % rules.size()];
  const std::string number = std::to_string(1 + chance() % 9);
  std::string text;
  switch (chance() % 9) {
    case 0: text = R"({"op": "disable", "rule": ")" + rule.id + '"'; break;
    case 1: text = R"({"op": "remove", "rule": ")" + rule.id + '"'; break;
    case 2: text = R"({"op": "scale", "rule": ")" + rule.id + R"(", "field": "score", "by": )" + number; break;
    case 3:
      text =
          R"({"op": "set", "rule": ")" + rule.id + R"(", "field": "limits[quarter,member].points", "value": )" + number;
      break;
    case 4:
      text = R"({"op": "set", "rule": ")" + rule.id + R"(", "field": "score", "value": {"points": )" + number + "}";
      break;
    case 5:
      text = R"({"op": "add", "list": "positive", "after": ")" + rule.id + R"(", "rule": {"id": "new)" + number +
             R"(", "category": ")" + rule.category + R"(", "score": {"points": 1}, "on": ")" + rule.on.front() +
             R"("})";
      break;
    case 6:
      text = R"({"op": "set", "rule": ")" + rule.id + R"(", "field": "title", "value": {"zh": "新", "en": "new"})";
      break;
    case 7: text = R"({"op": "set", "field": "base", "value": {"points": )" + number + R"(, "each": "month"})"; break;
    default:
      if (list.closings.empty()) return operation(list, chance);
      text = R"({"op": "disable", "closing": ")" + list.closings[chance() % list.closings.size()].id + '"';
  }
  if (chance() % 2 == 0) text += R"(, "from": ")" + day(chance) + '"';
  return text + "}";
}

}  // namespace

TEST_CASE("property: a reform read back from a difference gives the same book") {
  std::mt19937 chance(7);
  int applied_reforms = 0;
  for (const std::filesystem::path& file : shipped()) {
    const SourceText source = read_source(file);
    const std::vector<RuleList> before = {parse(source)};
    const bool is_alone = !has_errors(check(before));
    if (!is_alone) continue;
    const int rounds = source.text.size() > 40'000 ? 1 : 6;  // a thousand rules take their time
    for (int round = 0; round < rounds; ++round) {
      std::string operations;
      for (std::size_t i = 0; i <= chance() % 4; ++i) {
        operations += (operations.empty() ? "" : ", ") + operation(before[0].model(), chance);
      }
      const Reform asked = reform(operations);
      INFO(file.string() << ": " << operations);
      if (has_errors(check(asked, before))) continue;  // drawn against one another
      ++applied_reforms;
      for (const Difference& each : left(before, asked.apply(before))) {
        FAIL_CHECK(each.id + " " + each.field + ": " + each.before + " -> " + each.after);
      }
    }
  }
  CHECK(applied_reforms > 40);
}

TEST_CASE("a reform read back of orders, levels, moves and what is taken away") {
  const auto same = [](const std::string& operations) { return left(book(), applied(operations)).empty(); };
  CHECK(same(R"({"op": "order", "list": "closings", "ids": ["stars", "top"]})"));
  CHECK(same(R"({"op": "order", "closing": "stars", "field": "levels", "ids": ["four", "five"]})"));
  CHECK(same(R"({"op": "set", "rule": "meeting", "field": "list", "value": "negative"})"));
  CHECK(same(R"({"op": "remove", "rule": "help", "field": "limits"})"));
  CHECK(same(R"({"op": "set", "rule": "help", "field": "limits[month].per", "value": "week"})"));
  CHECK(same(R"({"op": "set", "rule": "litter", "field": "id", "value": "rubbish", "from": "2026-05-01"})"));
  CHECK(same(R"({"op": "set", "field": "effective.to", "value": "2026-06-30"})"));
  CHECK(same(R"({"op": "set", "field": "version", "value": "2026b"})"));
  CHECK(same(R"({"op": "set", "closing": "stars", "field": "levels[four].id", "value": "three"})"));
}
