// JSON values read as what a rule list means by them: typed getters that report, with its place, whatever is wrong.
//
// A getter returns nothing where it has reported an error, so that reading goes on and finds every mistake. Nodes and
// Objects live on the stack of the reading functions; a node points to the one that it stands in, and a JSON pointer
// is made only when a message or a place needs it. The number of issues is bounded.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "pointsbank/calendar.hpp"
#include "pointsbank/issues.hpp"
#include "pointsbank/number.hpp"
#include "rulelist/model.hpp"

namespace pointsbank::rulelist {

/// A value and the way to it. The parent outlives it.
struct Node {
  const json::Value* value = nullptr;
  const Node* parent = nullptr;
  std::string_view key;   ///< in an object
  std::size_t index = 0;  ///< in a list
};

struct Hint {
  std::string_view code;
  std::vector<std::string> arguments;
};

/// May a period be `ever` here?
enum class Ever : std::uint8_t { refused, allowed };

using Words = std::span<const std::string_view>;
using Arguments = std::vector<std::string>;

inline constexpr std::size_t max_issues = 1'000;  ///< of one list; what is more is not reported
inline constexpr std::size_t max_id_bytes = 128;
inline constexpr std::int64_t max_months = 12'000;
inline constexpr std::int64_t max_days = 36'525;
inline constexpr std::int64_t max_count = 1'000'000'000;

class Reader {
 public:
  Reader(const json::Source& source, Issues& issues) : source_(source), issues_(issues), before_(issues.size()) {}

  void error(const Node& node, std::string_view code, Arguments arguments = {}, Hint hint = {});
  void warning(const Node& node, std::string_view code, Arguments arguments = {}, Hint hint = {});
  /// At the key of a member of `object`.
  void error_at_key(const Node& object, const json::Value::Member& member, std::string_view code,
                    Arguments arguments = {}, Hint hint = {});
  /// Is there room for another issue? Says so once where there is not.
  bool has_room();

  [[nodiscard]] std::string pointer(const Node& node) const;
  [[nodiscard]] Place place(const Node& node) const { return source_.place(node.value->offset, pointer(node)); }
  [[nodiscard]] const json::Source& source() const noexcept { return source_; }
  [[nodiscard]] Issues& issues() noexcept { return issues_; }

  // Texts.
  std::optional<std::string> text(const Node& node);       ///< no control characters but tabs and line ends
  std::optional<std::string> some_text(const Node& node);  ///< not empty, and no control characters at all
  std::optional<std::string> id(const Node& node);
  std::optional<std::string> name(const Node& node);  ///< `[A-Za-z_][A-Za-z0-9_]*`
  std::optional<std::size_t> word(const Node& node, Words words);
  Text languages(const Node& node);

  // Numbers, as JSON numbers or as strings of one.
  std::optional<Number> number(const Node& node);
  std::optional<Number> magnitude(const Node& node);  ///< 0 or above
  std::optional<Number> above_zero(const Node& node);
  std::optional<std::int64_t> whole(const Node& node, std::int64_t least, std::int64_t most);
  /// Whole multiples of 10^-decimals; `raise` names the key that allows more decimals.
  std::optional<std::int64_t> units(const Node& node, int decimals, std::string_view raise);

  std::optional<bool> boolean(const Node& node);
  std::optional<Date> date(const Node& node);
  std::optional<PeriodKind> period(const Node& node, Ever ever);
  std::optional<int> months(const Node& node, std::int64_t least);  ///< `{"months": 12}`
  std::optional<int> days(const Node& node);                        ///< `{"days": 31}`

  bool is_list(const Node& node);
  /// Calls `read` for each item of a list; reports where it is none.
  template <class Read>
  void each(const Node& list, const Read& read) {
    if (!is_list(list)) return;
    for (std::size_t index = 0; index < list.value->items.size(); ++index) {
      read(Node{&list.value->items[index], &list, {}, index});
    }
  }

 private:
  void report(Severity severity, Place place, std::string_view code, Arguments arguments, Hint hint);

  const json::Source& source_;
  Issues& issues_;
  std::size_t before_;  // issues that were there already
  bool is_full_ = false;
};

/// An object and the keys that it may have.
class Object {
 public:
  /// Reports where the value is no object; then it has no keys. `hint` says what to write instead.
  Object(Reader& reader, const Node& node, Hint hint = {});
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  /// Reports every other key, with the nearest of these; keys that start with `x-` are the user's own. `explain` is
  /// asked first and returns whether it has said what is wrong.
  using Explain = std::function<bool(const json::Value::Member&)>;
  void allow(Words keys, const Explain& explain = {});

  [[nodiscard]] bool is_object() const noexcept { return node_.value->kind == json::Value::Kind::object; }
  [[nodiscard]] const Node& node() const noexcept { return node_; }
  [[nodiscard]] std::optional<Node> find(std::string_view key) const;
  /// Reports where it is not there, unless an unknown key was nearly this one.
  std::optional<Node> require(std::string_view key);
  /// Exactly one of these keys; reports where there is none or a second one.
  std::optional<Node> one_of(Words keys, Hint hint = {});
  [[nodiscard]] bool was_meant(std::string_view key) const;

  template <class Read>
  void each(const Read& read) const {
    for (const json::Value::Member& member : node_.value->members) {
      if (!member.key.starts_with("x-")) read(Node{&member.value, &node_, member.key, 0}, member);
    }
  }

 private:
  Reader& reader_;
  Node node_;
  std::vector<std::string> meant_;  // what the unknown keys were probably meant to be
};

/// A value as a message shows it: a short text in quotes, a number, `[…]` or `{…}`.
[[nodiscard]] std::string shown(const json::Value& value);
/// `` `a`, `b` ``
[[nodiscard]] std::string listed(Words words);
/// "did you mean", or no hint where nothing is near.
[[nodiscard]] Hint did_you_mean(std::string_view word, Words candidates);
/// "did you mean", or all of the words.
[[nodiscard]] Hint did_you_mean_or_list(std::string_view word, Words candidates);
/// Where something else stands, as messages name it: `rules.json:12`.
[[nodiscard]] std::string where(const Place& place);

/// Assigns what was read, and leaves the target as it is where nothing was.
template <class Target, class Value>
void assign(Target& target, std::optional<Value> value) {
  if (value) target = static_cast<Target>(*std::move(value));
}

}  // namespace pointsbank::rulelist
