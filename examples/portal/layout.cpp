#include "layout.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "secrets.hpp"

namespace portal {

namespace {

using pointsbank::CivilDate;
using pointsbank::Date;
using pointsbank::Moment;

constexpr std::string_view stylesheet_text =
#include "portal_css.inc"
    ;

bool may(const Call& call, const Access& access) {
  switch (access.kind) {
    case Access::Kind::anyone: return true;
    case Access::Kind::signed_in: return call.account.has_value();
    case Access::Kind::roles: return call.account && call.account->roles.meets(access.roles);
  }
  return false;
}

bool is_at_or_below(std::string_view path, std::string_view item) {
  return path == item || (path.starts_with(item) && path.size() > item.size() && path[item.size()] == '/');
}

/// The menu's entry that is nearest above the page.
std::string_view current_item(const Call& call) {
  std::string_view nearest;
  for (const MenuItem& item : call.site.router.menu_items()) {
    const std::string_view address = item.address.text();
    if (is_at_or_below(call.request.path, address) && address.size() > nearest.size()) nearest = address;
  }
  return nearest;
}

Html menu(const Call& call) {
  Html items;
  if (!call.account || call.account->must_change_password) return items;
  const std::string_view current = current_item(call);
  for (const MenuItem& item : call.site.router.menu_items()) {
    if (!may(call, item.access)) continue;
    const Html link =
        item.address.text() == current
            ? element("a", {{"href", item.address.text()}, {"aria-current", "page"}}, call.say(item.words))
            : element("a", {{"href", item.address.text()}}, call.say(item.words));
    items.add(element("li", {}, link));
  }
  return element("nav", {{"aria-label", call.say("主菜单", "Main menu")}}, element("ul", {{"class", "menu"}}, items));
}

/// The same page in the other language.
Html language_link(const Call& call) {
  const bool is_zh = call.language == Language::zh;
  Address there = Address::of_path(call.request.path);
  for (const auto& [name, value] : call.request.query.rows()) {
    if (name == "month") there = there.with("month", value);
  }
  there = there.with("lang", is_zh ? "en" : "zh");
  return element("a", {{"href", there}, {"class", "language"}, {"lang", is_zh ? "en" : "zh-CN"}},
                 is_zh ? "English" : "中文");
}

Html header(const Call& call) {
  Html who;
  if (call.account) {
    who.add(element("span", {{"class", "who"}}, call.account->display),
            form(call, Address("/sign-out"), quiet_button(call.say("退出", "Sign out"))));
  }
  const Html name = element("a", {{"href", "/"}, {"class", "village"}}, call.say(call.site.village.name()));
  return element(
      "header", {{"class", "top"}},
      element("div", {{"class", "bar"}}, name, element("div", {{"class", "person"}}, who, language_link(call))),
      menu(call));
}

Html footer(const Call& call) {
  Html lines = element("p", {}, call.say(call.site.village.title()));
  if (call.site.options.is_demonstration) {
    lines.add(element("p", {{"class", "demonstration"}},
                      call.say("演示用的村庄：人和事都是编的。今天是 ",
                               "A village for demonstration: people and deeds are made "
                               "up. Today is "),
                      day_text(call, call.today()), call.say("。", ".")));
  }
  return element("footer", {}, lines);
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

constexpr std::array<const char*, 12> months_en = {"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

struct StateWord {
  std::string_view state, zh, en;
  Tone tone;
};
constexpr std::array<StateWord, 12> state_words = {{
    {"submitted", "待审核", "waiting for review", Tone::plain},
    {"published", "公示中", "in publicity", Tone::plain},
    {"objected", "有异议，待处理", "objected to", Tone::bad},
    {"final", "已生效", "final", Tone::good},
    {"rejected", "未通过", "not accepted", Tone::bad},
    {"withdrawn", "已撤回", "withdrawn", Tone::plain},
    {"appealed", "申诉中", "under appeal", Tone::plain},
    {"revoked", "已撤销", "revoked", Tone::bad},
    {"held", "待领取", "waiting for you", Tone::good},
    {"collected", "已领取", "collected", Tone::plain},
    {"cancelled", "已取消", "cancelled", Tone::plain},
    {"timed_out", "逾期未领，积分已退回", "not collected in time: points given back", Tone::plain},
}};

const StateWord* word_of_state(std::string_view state) {
  const auto* const found =
      std::find_if(state_words.begin(), state_words.end(), [&](const StateWord& word) { return word.state == state; });
  return found == state_words.end() ? nullptr : found;
}

}  // namespace

Reply page(const Call& call, int status, std::string_view title, const Html& content) {
  Reply reply = page(call, title, content);
  reply.status = status;
  return reply;
}

Reply page(const Call& call, std::string_view title, const Html& content, Width width) {
  const std::string_view language = call.language == Language::zh ? "zh-CN" : "en";
  const Html head = element("head", {}, element("meta", {{"charset", "utf-8"}}),
                            element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
                            element("title", {}, title, " · ", call.say(call.site.village.name())),
                            element("link", {{"rel", "icon"}, {"href", "/icon.svg"}, {"type", "image/svg+xml"}}),
                            element("link", {{"rel", "stylesheet"}, {"href", stylesheet_address()}}));
  const Html body =
      element("body", {{"class", width == Width::desk ? "desk" : "phone"}},
              element("a", {{"class", "skip"}, {"href", "#content"}}, call.say("跳到正文", "Skip to the content")),
              header(call), element("main", {{"id", "content"}}, element("h1", {}, title), content), footer(call));
  Reply reply;
  reply.body = Html::markup("<!DOCTYPE html>\n").add(element("html", {{"lang", language}}, head, body)).bytes();
  return reply;
}

Html hidden(Literal name, std::string_view value) {
  return element("input", {{"type", "hidden"}, {"name", name.text()}, {"value", value}});
}

Html hidden_fields(const Call& call) {
  return Html().add(hidden("token", call.token()), hidden("key", random_hex(16)));
}

Html field(const Field& field) {
  const std::string id = "field-" + std::string((field.id.text().empty() ? field.name : field.id).text());
  const std::string hint_id = id + "-hint";
  Html hint;
  if (!field.hint.empty()) hint = element("span", {{"class", "hint"}, {"id", hint_id}}, field.hint);
  Html input =
      element("input", {{"id", id},
                        {"name", field.name.text()},
                        {"type", field.type.text()},
                        {"value", field.value},
                        {"maxlength", std::to_string(field.longest)},
                        {"inputmode", field.mode.text().empty() ? std::string_view("text") : field.mode.text()},
                        {"autocomplete", field.completion.text()},
                        {"aria-describedby", field.hint.empty() ? std::string() : hint_id},
                        {"required", field.is_required}});
  return element("p", {{"class", "field"}}, element("label", {{"for", id}}, field.label), hint, input);
}

Html button(std::string_view text) { return element("button", {{"type", "submit"}}, text); }
Html quiet_button(std::string_view text) { return element("button", {{"type", "submit"}, {"class", "quiet"}}, text); }
Html link(const Address& to, std::string_view text) { return element("a", {{"href", to}}, text); }
Html link_button(const Address& to, std::string_view text) {
  return element("a", {{"href", to}, {"class", "button"}}, text);
}

Html notice(Tone tone, std::string_view text) {
  switch (tone) {
    case Tone::good: return element("p", {{"class", "notice good"}, {"role", "status"}}, text);
    case Tone::bad: return element("p", {{"class", "notice bad"}, {"role", "alert"}}, text);
    case Tone::plain: break;
  }
  return element("p", {{"class", "notice"}}, text);
}

Html refusal(const Call& call, const pointsbank::bank::Answer& answer) {
  if (answer.is_done()) return {};
  if (answer.code == "key_reused") {
    return notice(Tone::bad,
                  call.say("这张表单已经提交过一次，内容不同。请核对后再提交。",
                           "This form was sent before with other contents. Look it over, then send it again."));
  }
  return notice(Tone::bad, call.sentence(answer));
}

std::string day_text(const Call& call, Date date) {
  const CivilDate day = pointsbank::civil(date);
  const bool has_year = day.year != pointsbank::civil(call.today()).year;
  if (call.language == Language::zh) {
    const std::string text = std::to_string(day.month) + "月" + std::to_string(day.day) + "日";
    return has_year ? std::to_string(day.year) + "年" + text : text;
  }
  const std::string text = std::to_string(day.day) + " " + months_en[static_cast<std::size_t>(day.month - 1)];
  return has_year ? text + " " + std::to_string(day.year) : text;
}

std::string moment_text(const Call& call, Moment moment) {
  const int offset = call.site.village.utc_offset();
  const std::int64_t minutes = moment.microseconds_of_day(offset) / 60'000'000;
  return day_text(call, moment.date(offset)) + " " + two_digits(static_cast<int>(minutes / 60)) + ":" +
         two_digits(static_cast<int>(minutes % 60));
}

std::string month_text(const Call& call, Date month) {
  const CivilDate day = pointsbank::civil(month);
  if (call.language == Language::zh) return std::to_string(day.year) + "年" + std::to_string(day.month) + "月";
  return std::string(months_en[static_cast<std::size_t>(day.month - 1)]) + " " + std::to_string(day.year);
}

std::string occurred_text(const Call& call, std::string_view occurred) {
  if (const auto date = Date::parse(occurred)) return day_text(call, *date);
  if (const auto moment = Moment::parse(occurred)) return moment_text(call, *moment);
  return std::string(occurred);
}

std::string points_text(const Call& call, std::int64_t units) {
  const std::string_view space = call.language == Language::zh ? "" : " ";
  return call.site.village.points(units).append(space).append(call.say(call.site.village.unit()));
}

std::string signed_points(const Call& call, std::int64_t units) {
  return (units > 0 ? "+" : "") + call.site.village.points(units);
}

std::string_view state_text(const Call& call, std::string_view state) {
  const StateWord* const word = word_of_state(state);
  return word == nullptr ? state : call.say(word->zh, word->en);
}

Html state_badge(const Call& call, std::string_view state) {
  const StateWord* const word = word_of_state(state);
  const Tone tone = word == nullptr ? Tone::plain : word->tone;
  const char* const look = tone == Tone::good ? "badge good" : tone == Tone::bad ? "badge bad" : "badge";
  return element("span", {{"class", look}}, state_text(call, state));
}

std::string_view step_text(const Call& call, std::string_view step) {
  struct Step {
    std::string_view step, zh, en;
  };
  static constexpr std::array<Step, 14> steps = {{{"submitted", "交上来了", "handed in"},
                                                  {"imported", "村里登记", "recorded by the village"},
                                                  {"approved", "审核通过", "approved"},
                                                  {"rejected", "没有通过", "not accepted"},
                                                  {"published", "开始公示", "made public"},
                                                  {"withdrawn", "撤回", "withdrawn"},
                                                  {"objected", "有人提出异议", "objected to"},
                                                  {"kept", "异议不成立，继续", "objection decided: it stands"},
                                                  {"struck", "异议成立，不予计分", "objection decided: it falls"},
                                                  {"finalised", "生效，计入积分", "final: it counts"},
                                                  {"appealed", "提出申诉", "appealed against"},
                                                  {"upheld", "申诉成立", "appeal upheld"},
                                                  {"dismissed", "申诉不成立，维持", "appeal dismissed: it stays"},
                                                  {"revoked", "已撤销，不再计分", "revoked: it no longer counts"}}};
  const auto* const found =
      std::find_if(steps.begin(), steps.end(), [&](const Step& each) { return each.step == step; });
  return found == steps.end() ? step : call.say(found->zh, found->en);
}

std::string_view stylesheet() { return stylesheet_text; }

const Address& stylesheet_address() {
  static const Address address = Address("/style.css").with("v", fingerprint(stylesheet_text).substr(0, 12));
  return address;
}

}  // namespace portal
