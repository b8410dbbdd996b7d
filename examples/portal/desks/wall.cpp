// The screen on the wall of the village house: what is public, in letters that can be read from five metres. Nobody
// signs in; names are masked by the bank. The page loads itself anew; there is no script in it.
//
// Two layouts: for a screen that lies (the default) and one that stands (`?layout=upright`).
#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>

#include "desks/desks.hpp"
#include "desks/ledger_sums.hpp"
#include "layout.hpp"

namespace portal {

namespace bank = pointsbank::bank;
using pointsbank::Date;
using pointsbank::Moment;

namespace {

constexpr std::size_t most_ranked = 8;
constexpr std::size_t most_claims = 7;
constexpr std::int64_t seconds_shown = 30;
constexpr std::chrono::microseconds kept_for = std::chrono::seconds(10);

/// What the wall shows, for all walls of the next seconds: however many ask, the bank is asked once.
struct Shown {
  Moment at;
  bank::Board board;
  LedgerSums sums;
};

class Latest {
 public:
  Shown get(Call& call) {
    const std::lock_guard guard(mutex_);
    // By both clocks: the village's may stand still, or be moved.
    const auto now = std::chrono::steady_clock::now();
    const bool is_old = !shown_ || call.now < shown_->at ||
                        call.now.microseconds - shown_->at.microseconds > kept_for.count() || now - asked_ > kept_for;
    if (is_old) {
      Shown shown{call.now, call.bank().board(reader, call.now), {}};
      shown.sums = sums_of_month(call.bank().exported(bank::ExportForm::csv),
                                 pointsbank::first_day(pointsbank::PeriodKind::month, call.today()));
      shown_ = std::move(shown);
      asked_ = now;
    }
    return *shown_;
  }

 private:
  std::mutex mutex_;
  std::optional<Shown> shown_;
  std::chrono::steady_clock::time_point asked_;
};

/// Of a closing its first rows: the latest ranking, or where there is none the latest rating.
Html ranking(const Call& call, const bank::Board& board) {
  const auto first =
      std::find_if(board.rows.begin(), board.rows.end(), [](const auto& row) { return row.table == "rankings"; });
  const auto begin = first != board.rows.end() ? first : board.rows.begin();
  if (begin == board.rows.end()) {
    return element("section", {{"class", "wall-ranking"}}, element("h2", {}, call.say("光荣榜", "Honours")),
                   element("p", {}, call.say("本月结账后公布", "Published when the month is closed")));
  }
  Html rows;
  std::size_t count = 0;
  for (auto row = begin; row != board.rows.end() && row->closing == begin->closing && count < most_ranked;
       ++row, ++count) {
    const std::string& name = row->name.empty() ? row->household : row->name;
    rows.add(element("tr", {{"class", count < 3 ? "best" : ""}}, element("td", {{"class", "rank"}}, row->rank),
                     element("td", {{"class", "name"}}, name), element("td", {{"class", "number"}}, row->measure)));
  }
  const std::string title = call.language == Language::zh ? begin->title_zh : begin->title_en;
  const Date month = pointsbank::first_day(pointsbank::PeriodKind::month, begin->period);
  return element("section", {{"class", "wall-ranking"}},
                 element("h2", {}, title, " ", element("small", {}, month_text(call, month))),
                 element("table", {}, element("tbody", {}, rows)));
}

Html publicity(const Call& call, const bank::Board& board) {
  Html rows;
  // Those that do not fit come in turn, with each time that the page loads itself.
  const std::size_t sheets = std::max<std::size_t>((board.claims.size() + most_claims - 1) / most_claims, 1);
  const auto turn = static_cast<std::size_t>(call.now.microseconds / (seconds_shown * 1'000'000)) % sheets;
  for (std::size_t i = turn * most_claims; i < std::min(board.claims.size(), (turn + 1) * most_claims); ++i) {
    const bank::BoardClaim& claim = board.claims[i];
    const std::string& title = call.language == Language::zh ? claim.title_zh : claim.title_en;
    const std::string until = claim.due ? day_text(call, call.today() < claim.due->date(call.site.village.utc_offset())
                                                             ? claim.due->date(call.site.village.utc_offset()) - 1
                                                             : call.today())
                                        : std::string(call.say("有异议", "objected"));
    rows.add(element("tr", {}, element("td", {{"class", "name"}}, claim.name.empty() ? claim.household : claim.name),
                     element("td", {}, title), element("td", {{"class", "number"}}, until)));
  }
  Html below;
  if (board.claims.empty()) below = element("p", {}, call.say("现在没有公示中的申报", "Nothing in publicity now"));
  const std::string count = std::to_string(board.claims.size());
  return element("section", {{"class", "wall-claims"}},
                 element("h2", {}, call.say("正在公示", "In publicity"), " ",
                         element("small", {}, count, call.say(" 件 · 右边是截止日", " · with the last day"))),
                 element("table", {}, element("tbody", {}, rows)), below);
}

Html number_tile(std::string_view name, const std::string& value) {
  return element("div", {}, element("b", {}, value), element("span", {}, name));
}

Html sums(const Call& call, const LedgerSums& sums) {
  Html tiles = number_tile(call.say("本月加分", "Given this month"), call.site.village.points(sums.given));
  tiles.add(number_tile(call.say("本月扣分", "Taken this month"), call.site.village.points(sums.taken)));
  tiles.add(number_tile(call.say("得分的户", "Households that earned"), std::to_string(sums.households)));
  tiles.add(number_tile(call.say("本月兑换", "Redeemed"), call.site.village.points(sums.redeemed)));
  return element("section", {{"class", "wall-sums"}},
                 element("h2", {{"class", "visually-hidden"}}, call.say("本月合计", "This month in sum")), tiles);
}

Html legend(const Call& call) {
  return element("footer", {}, call.say("公示期内可向村里提出异议", "Objections can be made while a claim is public"),
                 " · ", moment_text(call, call.now));
}

Reply wall(Call& call, Latest& latest) {
  const bool is_upright = call.request.query["layout"] == "upright";
  const Shown shown = latest.get(call);
  const std::string title = call.say(call.site.village.name()) + std::string(call.say(" 积分榜", ": points"));
  Html head = element("meta", {{"charset", "utf-8"}});
  head.add(element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}));
  head.add(element("meta", {{"http-equiv", "refresh"}, {"content", std::to_string(seconds_shown)}}),
           element("title", {}, title));
  head.add(element("link", {{"rel", "stylesheet"}, {"href", stylesheet_address()}}));
  const Html body =
      element("main", {{"class", is_upright ? "wall upright" : "wall"}}, element("h1", {}, title),
              ranking(call, shown.board), publicity(call, shown.board), sums(call, shown.sums), legend(call));
  Reply reply;
  reply.body = "<!DOCTYPE html>\n" + element("html", {{"lang", call.language == Language::zh ? "zh-CN" : "en"}},
                                             element("head", {}, head), element("body", {{"class", "on-wall"}}, body))
                                         .bytes();
  return reply;
}

}  // namespace

void add_wall(Router& router) {
  const auto latest = std::make_shared<Latest>();
  router.get("/wall", Access::anyone(), [latest](Call& call) { return wall(call, *latest); });
}

}  // namespace portal
