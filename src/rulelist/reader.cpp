#include "rulelist/reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/nearest.hpp"
#include "rulelist/unicode.hpp"

namespace pointsbank::rulelist {
namespace {

using Kind = json::Value::Kind;

constexpr std::array<std::string_view, 7> period_words = {"day",       "week", "month", "quarter",
                                                          "half_year", "year", "ever"};

constexpr std::size_t longest_argument = 1'000;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
bool is_line_blank(char c) { return c == '\t' || c == '\n' || c == '\r'; }

bool is_name(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && is_letter(text[0]) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return is_letter(c) || is_digit(c); });
}

/// Cut between characters.
std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

std::string_view fault_code(DecimalFault fault) {
  switch (fault) {
    case DecimalFault::too_many_digits: return "too_many_digits";
    case DecimalFault::too_fine: return "too_many_decimals";
    case DecimalFault::exponent_too_large: return "exponent_too_large";
    case DecimalFault::not_a_number:
    case DecimalFault::none: break;
  }
  return "not_a_number";
}

std::string unit_text(int decimals) { return units_to_string(1, decimals); }

}  // namespace

std::string shown(const json::Value& value) {
  switch (value.kind) {
    case Kind::null: return "null";
    case Kind::boolean: return value.boolean ? "true" : "false";
    case Kind::number: return std::string(cut(value.text, 60)) + (value.text.size() > 60 ? "…" : "");
    case Kind::array: return value.items.empty() ? "[]" : "[…]";
    case Kind::object: return value.members.empty() ? "{}" : "{…}";
    case Kind::string: break;
  }
  std::string out;
  json::append_string(out, cut(value.text, 60));
  if (value.text.size() > 60) out.insert(out.size() - 1, "…");
  return out;
}

std::string listed(Words words) {
  std::string out;
  for (const std::string_view word : words) {
    if (!out.empty()) out.append(", ");
    out.append("`").append(word).append("`");
  }
  return out;
}

Hint did_you_mean(std::string_view word, Words candidates) {
  std::string found = nearest(word, candidates);
  if (found.empty()) return {};
  return {"did_you_mean", {std::move(found)}};
}

Hint did_you_mean_or_list(std::string_view word, Words candidates) {
  Hint hint = did_you_mean(word, candidates);
  if (!hint.code.empty() || candidates.empty() || candidates.size() > 40) return hint;
  return {"known_words", {listed(candidates)}};
}

std::string where(const Place& place) { return place.file + ':' + std::to_string(place.line); }

std::string Reader::pointer(const Node& node) const {
  std::vector<const Node*> way;
  for (const Node* at = &node; at->parent != nullptr; at = at->parent) way.push_back(at);
  std::string pointer;
  for (auto at = way.rbegin(); at != way.rend(); ++at) {
    const Node& step = **at;
    pointer.push_back('/');
    if (step.parent->value->kind == Kind::array) {
      pointer.append(std::to_string(step.index));
    } else {
      pointer.append(json::pointer_token(step.key));
    }
  }
  return pointer;
}

bool Reader::has_room() {
  if (is_full_) return false;
  if (issues_.size() - before_ >= max_issues) {
    is_full_ = true;
    Issue issue;
    issue.code = "too_many_issues";
    issue.place.file = source_.name();
    issue.arguments.push_back(std::to_string(max_issues));
    issues_.push_back(std::move(issue));
  }
  return !is_full_;
}

void Reader::report(Severity severity, Place place, std::string_view code, Arguments arguments, Hint hint) {
  if (!has_room()) return;
  for (std::string& argument : arguments) {
    if (argument.size() > longest_argument) argument = std::string(cut(argument, longest_argument)) + "…";
  }
  Issue issue;
  issue.code = code;
  issue.severity = severity;
  issue.place = std::move(place);
  issue.arguments = std::move(arguments);
  issue.hint = hint.code;
  issue.hint_arguments = std::move(hint.arguments);
  issues_.push_back(std::move(issue));
}

void Reader::error(const Node& node, std::string_view code, Arguments arguments, Hint hint) {
  report(Severity::error, place(node), code, std::move(arguments), std::move(hint));
}

void Reader::warning(const Node& node, std::string_view code, Arguments arguments, Hint hint) {
  report(Severity::warning, place(node), code, std::move(arguments), std::move(hint));
}

void Reader::error_at_key(const Node& object, const json::Value::Member& member, std::string_view code,
                          Arguments arguments, Hint hint) {
  std::string at = pointer(object);
  at.append("/").append(json::pointer_token(member.key));
  report(Severity::error, source_.place(member.key_offset, std::move(at)), code, std::move(arguments), std::move(hint));
}

std::optional<std::string> Reader::text(const Node& node) {
  const json::Value& value = *node.value;
  if (value.kind != Kind::string) {
    const bool is_plain = value.kind == Kind::number || value.kind == Kind::boolean;
    Hint hint;
    if (is_plain) hint = {"write_instead", {'"' + shown(value) + '"'}};
    error(node, "text_expected", {shown(value)}, std::move(hint));
    return std::nullopt;
  }
  const auto is_refused = [](char c) { return is_control(c) && !is_line_blank(c); };
  if (std::any_of(value.text.begin(), value.text.end(), is_refused)) {
    error(node, "control_character", {shown(value)});
    return std::nullopt;
  }
  return value.text;
}

std::optional<std::string> Reader::some_text(const Node& node) {
  std::optional<std::string> found = text(node);
  if (!found) return found;
  if (found->empty()) {
    error(node, "empty_text");
    return std::nullopt;
  }
  if (std::any_of(found->begin(), found->end(), is_control)) {
    error(node, "control_character", {shown(*node.value)});
    return std::nullopt;
  }
  return found;
}

std::optional<std::string> Reader::id(const Node& node) {
  std::optional<std::string> found = some_text(node);
  if (!found) return found;
  if (found->size() > max_id_bytes) {
    error(node, "id_too_long", {shown(*node.value), std::to_string(found->size()), std::to_string(max_id_bytes)});
    return std::nullopt;
  }
  if (!unicode::is_id(*found)) {
    error(node, "bad_id", {shown(*node.value)});
    return std::nullopt;
  }
  return found;
}

std::optional<std::string> Reader::name(const Node& node) {
  std::optional<std::string> found = some_text(node);
  if (!found) return found;
  if (found->size() > max_id_bytes) {
    error(node, "id_too_long", {shown(*node.value), std::to_string(found->size()), std::to_string(max_id_bytes)});
    return std::nullopt;
  }
  if (!is_name(*found)) {
    error(node, "bad_name", {shown(*node.value)});
    return std::nullopt;
  }
  return found;
}

std::optional<std::size_t> Reader::word(const Node& node, Words words) {
  const std::optional<std::string> found = text(node);
  if (!found) return std::nullopt;
  const auto at = std::find(words.begin(), words.end(), *found);
  if (at == words.end()) {
    error(node, "unknown_word", {shown(*node.value)}, did_you_mean_or_list(*found, words));
    return std::nullopt;
  }
  return static_cast<std::size_t>(at - words.begin());
}

Text Reader::languages(const Node& node) {
  Text result;
  if (node.value->kind == Kind::string) {
    if (std::optional<std::string> found = text(node)) result.languages.emplace_back("", *std::move(found));
    return result;
  }
  if (node.value->kind != Kind::object) {
    error(node, "languages_expected", {shown(*node.value)});
    return result;
  }
  const Object object(*this, node);
  object.each([&](const Node& item, const json::Value::Member& member) {
    const auto is_tag = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    if (member.key.empty() || !std::all_of(member.key.begin(), member.key.end(), is_tag)) {
      error_at_key(node, member, "bad_language", {member.key});
      return;
    }
    if (std::optional<std::string> found = text(item)) result.languages.emplace_back(member.key, *std::move(found));
  });
  return result;
}

std::optional<Number> Reader::number(const Node& node) {
  const json::Value& value = *node.value;
  if (value.kind != Kind::number && value.kind != Kind::string) {
    error(node, "number_expected", {shown(value)});
    return std::nullopt;
  }
  const DecimalResult result = parse_decimal(value.text);
  if (result.fault == DecimalFault::none) return Number(result.value);
  Hint hint;
  if (result.fault == DecimalFault::not_a_number) hint = {"number_grammar", {}};
  error(node, fault_code(result.fault), {shown(value)}, std::move(hint));
  return std::nullopt;
}

std::optional<Number> Reader::magnitude(const Node& node) {
  std::optional<Number> found = number(node);
  if (found && found->sign() < 0) {
    error(node, "negative_number", {shown(*node.value)});
    return std::nullopt;
  }
  return found;
}

std::optional<Number> Reader::above_zero(const Node& node) {
  std::optional<Number> found = number(node);
  if (found && found->sign() <= 0) {
    error(node, "not_above_zero", {shown(*node.value)});
    return std::nullopt;
  }
  return found;
}

std::optional<std::int64_t> Reader::whole(const Node& node, std::int64_t least, std::int64_t most) {
  const std::optional<Number> found = number(node);
  if (!found) return std::nullopt;
  if (!found->is_whole()) {
    error(node, "not_whole", {shown(*node.value)});
    return std::nullopt;
  }
  if (*found < Number(least) || *found > Number(most)) {
    error(node, "out_of_bounds", {shown(*node.value), std::to_string(least), std::to_string(most)});
    return std::nullopt;
  }
  return found->to_units(0, Rounding::down);
}

std::optional<std::int64_t> Reader::units(const Node& node, int decimals, std::string_view raise) {
  const std::optional<Number> found = number(node);
  if (!found) return std::nullopt;
  if (!found->is_multiple_of_unit(decimals)) {
    int needed = decimals + 1;
    while (needed <= 6 && !found->is_multiple_of_unit(needed)) ++needed;
    Hint hint{"whole_units", {unit_text(decimals)}};
    if (needed <= 6) hint = {"whole_units_or_more", {unit_text(decimals), std::string(raise), std::to_string(needed)}};
    error(node, "finer_than_unit", {shown(*node.value), unit_text(decimals)}, std::move(hint));
    return std::nullopt;
  }
  const std::optional<std::int64_t> result = found->to_units(decimals, Rounding::down);
  if (!result) error(node, "beyond_64_bits", {shown(*node.value), unit_text(decimals)});
  return result;
}

std::optional<bool> Reader::boolean(const Node& node) {
  if (node.value->kind == Kind::boolean) return node.value->boolean;
  Hint hint;
  if (node.value->text == "true" || node.value->text == "false") hint = {"write_instead", {node.value->text}};
  error(node, "boolean_expected", {shown(*node.value)}, std::move(hint));
  return std::nullopt;
}

std::optional<Date> Reader::date(const Node& node) {
  const std::optional<std::string> found = text(node);
  if (!found) return std::nullopt;
  const std::optional<Date> result = Date::parse(*found);
  if (!result) error(node, "bad_date", {shown(*node.value)});
  return result;
}

std::optional<PeriodKind> Reader::period(const Node& node, Ever ever) {
  const std::optional<std::string> found = text(node);
  if (!found) return std::nullopt;
  const Words words = Words(period_words).first(ever == Ever::allowed ? 7 : 6);
  const std::optional<PeriodKind> result = parse_period_kind(*found);
  if (!result) {
    error(node, "unknown_period", {shown(*node.value)}, did_you_mean_or_list(*found, words));
    return std::nullopt;
  }
  if (*result == PeriodKind::ever && ever == Ever::refused) {
    error(node, "ever_refused", {}, {"known_words", {listed(words)}});
    return std::nullopt;
  }
  return result;
}

std::optional<int> Reader::months(const Node& node, std::int64_t least) {
  constexpr std::array<std::string_view, 1> keys = {"months"};
  Object object(*this, node, {"write_instead", {R"({"months": 12})"}});
  object.allow(keys);
  const std::optional<Node> found = object.require("months");
  if (!found) return std::nullopt;
  const std::optional<std::int64_t> count = whole(*found, least, max_months);
  return count ? std::optional<int>(static_cast<int>(*count)) : std::nullopt;
}

std::optional<int> Reader::days(const Node& node) {
  constexpr std::array<std::string_view, 1> keys = {"days"};
  Object object(*this, node, {"write_instead", {R"({"days": 31})"}});
  object.allow(keys);
  const std::optional<Node> found = object.require("days");
  if (!found) return std::nullopt;
  const std::optional<std::int64_t> count = whole(*found, 0, max_days);
  return count ? std::optional<int>(static_cast<int>(*count)) : std::nullopt;
}

bool Reader::is_list(const Node& node) {
  if (node.value->kind == Kind::array) return true;
  error(node, "list_expected", {shown(*node.value)});
  return false;
}

}  // namespace pointsbank::rulelist
