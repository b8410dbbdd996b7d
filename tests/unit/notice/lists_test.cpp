// What notices say of closings and of the list as a whole, and how they are laid out.
#include "given.hpp"

using namespace pointsbank;
using given::list;
constexpr Language zh = Language::zh, en = Language::en;

namespace {

std::string closing(const std::string& keys) {
  return list(R"({"id": "visit", "category": "order", "title": {"zh": "走访", "en": "Visit"}, "score": {"points": 1}})",
              R"("closings": [{"id": "c", "title": {"zh": "结算甲", "en": "Closing"}, )" + keys + "}]");
}

}  // namespace

TEST_CASE("notice: closings") {
  CHECK_SAYS(
      closing(R"("kind": "obligation", "at": "month", "on": "visit", "at_least": 3, "points": 2, "per_missing": true)"),
      zh, "每月“走访”不足 3 次的，每少一次扣 2 分");
  CHECK_SAYS(
      closing(
          R"("kind": "continuing", "at": "year", "opened_by": "visit", "closed_by": "other", "after": {"months": 12},
                        "every": {"months": 6}, "points": 10, "effect": "deduct")"),
      zh, "每 6 个月算一次");
  const std::string ranking =
      closing(R"("kind": "ranking", "at": "month", "within": "grid", "minimum": 60.5, "field": 7, "ties": "dense",
                                         "awards": [{"ranks": [1, 1], "points": 10}, {"ranks": [2, 4], "points": 8}])");
  for (const char* words : {"第 1 名 | **+10**", "第 2 至 4 名 | **+8**", "各网格分别比较", "达到 60.5 才参加排名",
                            "不足 7 个", "名次不空", "月底排名，依据：本期得分"}) {
    CHECK_SAYS(ranking, zh, words);
  }
  const std::string rating = closing(R"json("kind": "rating", "at": "year", "by": "max(standing, 0)",
    "levels": [{"id": "star", "title": {"zh": "星级户", "en": "Star"}, "at_least": 95, "top": 10},
               {"id": "rest", "above": 7}])json");
  CHECK_SAYS(rating, zh, "星级户 | **≥ 95，前 10 名**");
  CHECK_SAYS(rating, en, "rest | **&gt; 7**");
  CHECK_SAYS(rating, zh, "荣誉积分（不低于 0）");
  CHECK_SAYS(closing(R"("kind": "expiry", "at": "year", "keep": 0.25)"), zh, "保留 25%");
  CHECK_SAYS(closing(R"("kind": "expiry", "at": "year", "after": {"months": 18})"), zh, "满 18 个月");
  CHECK_SAYS(closing(R"("kind": "reset", "at": "year", "account": "both", "to": 60)"), en,
             "both accounts are set to 60 points");
  CHECK_SAYS(
      closing(R"("kind": "dividend", "at": "year", "fund": 1234.5, "unit": "元", "by": "period / subject.members")"),
      zh, "1234.50 元");
  const std::string benefit = closing(
      R"json("kind": "benefit", "at": "year", "value": "100 * count(\"visit\")", "decimals": 1, "unit": "%")json");
  CHECK_SAYS(benefit, zh, "100 × “走访”的次数，取 1 位小数（%）");
}

TEST_CASE("notice: the list as a whole") {
  const std::string text =
      list("", R"("limits": [{"per": "year", "deduct": 200}], "base": {"points": 60, "each": "year"},
    "intake": {"days": 31}, "workflow": {"reviewers": 2, "publicity": {"days": 5, "working": true}, "appeal": {"days": 15}, "evidence": 1},
    "holidays": ["2026-10-01", "2026-10-02"], "workdays": ["2026-10-10"],
    "redemption": {"above": 100, "suspend_below": 70, "limits": [{"per": "month", "points": 50}], "hold_days": 30, "value": {"CNY": 0.5}},
    "x-phone": "0760-1")");
  for (const char* words :
       {"每户每年最多扣 200 分", "每户有基础分，每年 60 分", "31 天内申报", "积分计到 0.01 分", "须 2 人审核通过",
        "公示 5 个工作日", "15 天内可以申诉", "至少附 1 份", "2026年10月1日、10月2日", "调休上班：2026年10月10日",
        "每 1 分可抵 0.5 元", "超过 100 分", "低于 70 分", "每户每月最多兑换 50 分", "30 天内领取", "0760"}) {
    CHECK_SAYS(text, zh, words);
  }
}

TEST_CASE("notice: hostile texts do no harm") {
  const std::string hostile = R"json(</style><script>\"'&|*)json";
  const std::string text =
      list(R"({"id": "r", "category": "order", "title": ")" + hostile + R"(", "score": {"points": 1}})",
           R"("x-village": ")" + hostile + '"');
  const std::string html = given::shown(text, zh, NoticeFormat::html);
  CHECK_FALSE(given::holds(html, "<script"));
  CHECK(given::holds(html, "&lt;/style&gt;&lt;script&gt;&quot;&#39;&amp;|*"));
  CHECK(html.find("</style>") == html.rfind("</style>"));
  CHECK(given::holds(given::shown(text), R"(&lt;/style&gt;&lt;script&gt;"'&amp;\|\*)"));
}

TEST_CASE("notice: text stays within its page and keeps figures at its edge") {
  const std::string text = given::shown(
      list(
          R"({"id": "r", "category": "order", "title": "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三", "score": {"points": 5}})"),
      zh, NoticeFormat::text);
  CHECK(given::holds(text, " +5\n"));
  CHECK(given::holds(text, "  1. 一二三"));
}

TEST_CASE("notice: the same bytes again") {
  const std::string text = list(R"({"id": "r", "category": "order", "score": {"points": 5}})");
  for (const NoticeFormat format : {NoticeFormat::text, NoticeFormat::markdown, NoticeFormat::html}) {
    CHECK(given::shown(text, zh, format) == given::shown(text, zh, format));
    CHECK(given::shown(text, zh, format) != given::shown(text, en, format));
  }
}
