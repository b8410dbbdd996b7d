// A small village, evaluated under a book and under a reform of it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pointsbank/comparison.hpp"
#include "pointsbank/difference.hpp"
#include "pointsbank/generate.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {

inline const std::string village = R"({
  "format": "pointsbank/1", "id": "v", "version": "2026",
  "effective": {"from": "2026-01-01", "to": "2026-12-31"},
  "points": {"decimals": 1},
  "groups": ["grid"],
  "attributes": {"subject": {"members": "number", "old": "bool", "kin": "string"}},
  "redemption": {"value": {"CNY": 0.5}},
  "categories": [{"id": "civility", "title": {"zh": "文明", "en": "Civility"}, "limits": [{"per": "month", "earn": 30}]}, {"id": "order"}],
  "positive": [
    {"id": "help", "category": "civility", "title": {"zh": "互助", "en": "Help"}, "score": {"rate": 2}, "limits": [{"per": "month", "points": 10}]},
    {"id": "meeting", "category": "civility", "score": {"points": 1}}
  ],
  "negative": [{"id": "litter", "category": "order", "score": {"points": 2}}],
  "closings": [{"id": "top", "kind": "ranking", "at": "month", "awards": [{"ranks": [1, 1], "points": 5}]},
               {"id": "stars", "kind": "rating", "at": "year", "by": "standing",
                "levels": [{"id": "five", "at_least": 20}, {"id": "four", "at_least": 10}]},
               {"id": "share", "kind": "dividend", "at": "year", "fund": 100, "by": "standing"}]
}
)";

/// A table as CSV without quotes.
class Rows {
 public:
  explicit Rows(std::string text) : text_(std::move(text)) {
    std::vector<std::string_view> names;
    for (const std::string_view line : cut(text_, '\n')) {
      if (line.empty()) continue;
      const std::vector<std::string_view> cells = cut(line, ',');
      if (names.empty()) {
        names = cells;
        continue;
      }
      Cells& row = rows_.emplace_back();
      for (std::size_t i = 0; i < cells.size(); ++i) row.emplace_back(names[i], cells[i]);
    }
  }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  [[nodiscard]] const std::vector<Cells>& all() const { return rows_; }

 private:
  static std::vector<std::string_view> cut(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(separator, begin), text.size());
      parts.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    return parts;
  }
  std::string text_;
  std::vector<Cells> rows_;
};

struct Village {
  std::string rules = village;
  std::string roster =
      "household,grid,members,old,kin\nH1,east,2,true,a\nH2,east,4,false,b\nH3,west,1,,\nH4,west,9,false,a\n";
  std::string events =
      "event,household,kind,at,quantity\n"
      "e1,H1,help,2026-03-02,4\ne2,H1,help,2026-03-03,4\ne3,H2,meeting,2026-03-04,\ne4,H2,help,2026-04-05,1\n"
      "e5,H3,litter,2026-04-06,\ne6,H4,meeting,2026-05-07,\ne7,H4,help,2026-11-07,3\n";

  [[nodiscard]] std::vector<RuleList> lists() const { return {parse({"rules.json", rules})}; }
  [[nodiscard]] std::vector<RuleList> reformed(const std::string& operations) const {
    return parse_reform({"reform.json", R"({"operations": [)" + operations + "]}"}).apply(lists());
  }
  [[nodiscard]] EvaluateOptions options() const {
    EvaluateOptions options;
    options.through = *Date::parse("2026-12-31");
    options.postings = options.closings = true;
    return options;
  }
  [[nodiscard]] SweepData data(const std::vector<RuleList>& lists) const {
    const Program program = compile(lists);
    const Rows roster_rows(roster), event_rows(events);
    return {lists, make_roster(roster_rows.all(), program.table_format()),
            make_events(event_rows.all(), program.table_format()), options()};
  }
  [[nodiscard]] Evaluation evaluated(const std::vector<RuleList>& lists) const {
    const SweepData made = data(lists);
    return evaluate(compile(lists), made.roster, made.events, made.options);
  }
  [[nodiscard]] Comparison compared(const std::string& operations, const CompareOptions& how = {}) const {
    return compare(evaluated(lists()), evaluated(reformed(operations)), how);
  }
};

inline const std::string higher_rate = R"({"op": "set", "rule": "help", "field": "score.rate", "value": 3})";

}  // namespace pointsbank::given
