#include "analysis/findings.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace pointsbank::analysis {

namespace {

std::string unescaped(std::string_view token) {
  std::string text;
  for (std::size_t at = 0; at < token.size(); ++at) {
    if (token[at] == '~' && at + 1 < token.size()) {
      text.push_back(token[++at] == '1' ? '/' : '~');
    } else {
      text.push_back(token[at]);
    }
  }
  return text;
}

const json::Value* child_of(const json::Value& value, std::string_view token) {
  if (value.kind != json::Value::Kind::array) return value.find(unescaped(token));
  std::size_t index = 0;
  const auto [end, fault] = std::from_chars(token.data(), token.data() + token.size(), index);
  const bool is_index = fault == std::errc() && end == token.data() + token.size() && index < value.items.size();
  return is_index ? &value.items[index] : nullptr;
}

const json::Value* value_at(const json::Value& document, std::string_view pointer) {
  const json::Value* value = &document;
  while (value != nullptr && !pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    value = child_of(*value, token);
    pointer.remove_prefix(token.size());
  }
  return value;
}

}  // namespace

void Findings::add(std::string_view code, Place place, std::vector<std::string> arguments, std::string_view hint,
                   std::vector<std::string> hint_arguments) {
  Issue issue;
  issue.code = code;
  issue.severity = Severity::warning;
  issue.place = std::move(place);
  issue.arguments = std::move(arguments);
  issue.hint = hint;
  issue.hint_arguments = std::move(hint_arguments);
  issues_.push_back(std::move(issue));
}

const rulelist::List* Findings::given_as(std::string_view file) const {
  const auto found = std::find_if(given_.begin(), given_.end(),
                                  [&](const rulelist::List* list) { return list->source->name() == file; });
  return found == given_.end() ? nullptr : *found;
}

const json::Value* Findings::value_below(const Place& place, std::string_view pointer) const {
  const rulelist::List* list = given_as(place.file);
  return list == nullptr ? nullptr : value_at(list->document, place.pointer + std::string(pointer));
}

Place Findings::below(const Place& place, std::string_view pointer) const {
  const json::Value* value = value_below(place, pointer);
  if (value == nullptr) return place;
  return given_as(place.file)->source->place(value->offset, place.pointer + std::string(pointer));
}

const json::Value* Findings::value_of_list(const rulelist::List& list, std::string_view key) const {
  const rulelist::List* at = given_as(list.source->name());
  // A base may extend another one; a circle would be an error.
  for (std::size_t step = 0; at != nullptr && step <= given_.size(); ++step) {
    if (const json::Value* value = at->document.find(key)) return value;
    if (!at->extends) return nullptr;
    const auto base = std::find_if(given_.begin(), given_.end(), [&](const rulelist::List* other) {
      return other->id == at->extends->id && other->version == at->extends->version;
    });
    at = base == given_.end() ? nullptr : *base;
  }
  return nullptr;
}

Place Findings::place_of(const rulelist::List& list, std::string_view key) const {
  Place top;
  top.file = list.source->name();
  top.line = 1;
  top.column = 1;
  return below(top, "/" + std::string(key));
}

std::string listed(std::span<const std::string> names) {
  constexpr std::size_t most = 6;
  std::string text;
  for (std::size_t at = 0; at < std::min(names.size(), most); ++at) {
    if (at > 0) text.append(", ");
    text.append("`").append(names[at]).append("`");
  }
  if (names.size() > most) text.append(", …");
  return text;
}

std::string points_text(const Number& units, int decimals) {
  Number points = units;
  for (int i = 0; i < decimals; ++i) points = points / 10;
  return points.to_string();
}

}  // namespace pointsbank::analysis
