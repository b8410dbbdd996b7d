// All mistakes at once; bounds on what a hostile list costs.
#include <ctime>

#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {

TEST_CASE("a list with ten mistakes shows ten, each at its place", "[rulelist]") {
  const std::string text = R"({
  "format": "pointsbank/1",
  "id": "示例 村",
  "version": "2026",
  "effective": {"from": "2026-02-30"},
  "points": {"decimals": 1, "rounding": "half up"},
  "groups": ["grid"],
  "attributes": {"subject": {"members": "number"}},
  "categories": [{"id": "环境", "limits": [{"per": "month", "earn": 30.25}]}],
  "positive": [
    {"id": "volunteering", "category": "环镜", "score": {"rates": 2}, "when": "event.quantity > 0 && subject.memebrs > 0"},
    {"id": "volunteering", "category": "环境", "score": {"points": -1}, "repeat": {"per": "month", "steps": []}}
  ],
  "negative": [],
  "closings": [{"id": "top", "kind": "ranking", "at": "ever", "awards": []}]
}
)";
  Issues issues;
  static_cast<void>(read(text, issues));
  std::vector<std::string> found;
  for (const Issue& issue : issues) found.push_back(issue.to_string());
  const std::vector<std::string> expected = {
      "t.json:3:9: /id: \"示例 村\" is no id: ids are made of letters, digits, `_`, `-` and `.`",
      "t.json:5:25: /effective/from: \"2026-02-30\" is no date of the calendar like \"2026-03-05\"",
      "t.json:6:41: /points/rounding: \"half up\" is not known here; did you mean `half_up`?",
      "t.json:9:67: /categories/0/limits/0/earn: 30.25 is finer than the unit, which is 0.1; write a whole multiple of "
      "0.1, or set `points.decimals` to 2",
      "t.json:11:40: /positive/0/category: there is no category `环镜`; did you mean `环境`?",
      "t.json:11:56: /positive/0/score/rates: the key `rates` is not known here; did you mean `rate`?",
      "t.json:11:100: /positive/0/when: the name `subject.memebrs` is not known; did you mean `subject.members`?",
      "t.json:12:12: /positive/1/id: the id `volunteering` is already used at t.json:11",
      "t.json:12:66: /positive/1/score/points: -1 is below 0; it is written as a magnitude, and whether it is added or "
      "taken away follows from its place",
      "t.json:12:107: /positive/1/repeat/steps: the list is empty; at least one was expected",
      "t.json:15:55: /closings/0/at: \"ever\" is not possible here: it has no end; there are: `day`, `week`, `month`, "
      "`quarter`, `half_year`, `year`"};
  CHECK(found == expected);
  CHECK(issues[4].to_string(Language::zh) == "t.json:11:40: /positive/0/category: 没有类别 `环镜`；是不是 `环境`？");
}

TEST_CASE("there is an end to what is reported", "[rulelist]") {
  std::string keys = "\"x-a\": 0";
  for (int key = 0; key < 5000; ++key) keys += ", \"k" + std::to_string(key) + "\": 0";
  Issues issues;
  static_cast<void>(read(bare(keys), issues));
  CHECK(issues.size() == 1001);
  CHECK(issues[0].to_string() == "t.json: there are more than 1000 mistakes; the others are not shown");
}

TEST_CASE("what a message shows of a file cannot deceive", "[rulelist]") {
  Issues issues;
  static_cast<void>(read(bare("\"a\\u001b[31m\\u202eb\": 1, \"" + std::string(3000, 'k') + "\": 1"), issues));
  REQUIRE(issues.size() == 2);
  CHECK(issues[0].sentence() == "the key `a\\u001b[31m\\u202eb` is not known here");
  CHECK(issues[0].arguments[0] ==
        "a\x1b[31m\u202e"
        "b");
  CHECK(issues[1].arguments[0].size() < 1100);
}

TEST_CASE("a hundred thousand rules are read in good time", "[rulelist]") {
  std::string rules;
  for (int rule = 0; rule < 100'000; ++rule) {
    rules +=
        std::string(rule == 0 ? "" : ",") + "{\"id\":\"规则" + std::to_string(rule) +
        R"(","category":"c","score":{"points":5},"when":"event.quantity > 0","limits":[{"per":"month","points":20}]})";
  }
  const std::string text =
      R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"}, "categories": [{"id": "c"}], "negative": [], "positive": [)" +
      rules + "]}";
  const std::clock_t start = std::clock();
  CHECK(sound(text).positive.size() == 100'000);
  // The processor's time, not the clock's, and many times what it takes: a sanitizer passes, something quadratic does
  // not.
  CHECK((std::clock() - start) / CLOCKS_PER_SEC < 60);
}

}  // namespace pointsbank::given
