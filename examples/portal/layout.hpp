// How a page looks: the frame around it, and the few parts that all pages are made of.
#pragma once

#include <string>
#include <string_view>

#include "call.hpp"
#include "html.hpp"

namespace portal {

/// A whole page: `<main>` holds `content` under its heading. `width` is for tables that need a desk's screen.
enum class Width : std::uint8_t { phone, desk };
[[nodiscard]] Reply page(const Call& call, std::string_view title, const Html& content, Width width = Width::phone);
/// The same with another status.
[[nodiscard]] Reply page(const Call& call, int status, std::string_view title, const Html& content);

/// A form that posts to `to`, with its token and idempotency key. Whatever changes something is one of these.
///   form(call, Address("/shop/redeem"), field(…), button(call.say("兑换", "Redeem")))
template <class... Children>
[[nodiscard]] Html form(const Call& call, const Address& to, const Children&... children);
/// The same that can carry photos.
template <class... Children>
[[nodiscard]] Html form_with_photos(const Call& call, const Address& to, const Children&... children);
/// The hidden fields that each form has; `form` puts them there.
[[nodiscard]] Html hidden_fields(const Call& call);
[[nodiscard]] Html hidden(Literal name, std::string_view value);

/// A label and its field below it; `hint` may be empty.
struct Field {
  Literal name;
  std::string label = {};
  std::string value = {};
  Literal type = "text";
  std::string hint = {};
  bool is_required = false;
  Literal mode = "";  ///< `inputmode`: decimal, numeric
  int longest = 200;
  Literal completion = "off";
  Literal id = "";  ///< where a page has the name twice
};
[[nodiscard]] Html field(const Field& field);
[[nodiscard]] Html button(std::string_view text);
[[nodiscard]] Html quiet_button(std::string_view text);  ///< for what is done less often
[[nodiscard]] Html link(const Address& to, std::string_view text);
[[nodiscard]] Html link_button(const Address& to, std::string_view text);

/// A sentence in a frame.
enum class Tone : std::uint8_t { good, bad, plain };
[[nodiscard]] Html notice(Tone tone, std::string_view text);
/// What a bank's answer says: nothing where it is empty.
[[nodiscard]] Html refusal(const Call& call, const pointsbank::bank::Answer& answer);

/// `2026-03-05` as people say it: 3月5日, 5 March; with the year where it is another than today's.
[[nodiscard]] std::string day_text(const Call& call, pointsbank::Date date);
[[nodiscard]] std::string moment_text(const Call& call, pointsbank::Moment moment);
[[nodiscard]] std::string month_text(const Call& call, pointsbank::Date month);
/// A date or moment as a claim has it.
[[nodiscard]] std::string occurred_text(const Call& call, std::string_view occurred);
/// `+5.0`, `-3.0`, and with the unit.
[[nodiscard]] std::string signed_points(const Call& call, std::int64_t units);
[[nodiscard]] std::string points_text(const Call& call, std::int64_t units);
/// `待审核`, `in publicity`, … of a claim's or redemption's state.
[[nodiscard]] std::string_view state_text(const Call& call, std::string_view state);
/// A word for it with a colour.
[[nodiscard]] Html state_badge(const Call& call, std::string_view state);
[[nodiscard]] std::string_view step_text(const Call& call, std::string_view step);

/// The stylesheet, and its address, which changes with it.
[[nodiscard]] std::string_view stylesheet();
[[nodiscard]] const Address& stylesheet_address();

// ------------------------------------------------------------------------------------------------------------------

template <class... Children>
Html form(const Call& call, const Address& to, const Children&... children) {
  return element("form", {{"method", "post"}, {"action", to}}, hidden_fields(call), children...);
}

template <class... Children>
Html form_with_photos(const Call& call, const Address& to, const Children&... children) {
  return element("form", {{"method", "post"}, {"action", to}, {"enctype", "multipart/form-data"}}, hidden_fields(call),
                 children...);
}

}  // namespace portal
