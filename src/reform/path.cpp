#include "reform/path.hpp"

#include <algorithm>
#include <array>

#include "pointsbank/number.hpp"

namespace pointsbank::reform {
namespace {

using json::Value;
using JsonKind = Value::Kind;

bool is_decimal(std::string_view text) { return parse_decimal(text).fault == DecimalFault::none; }

/// `10.0` and `10` are one key.
std::string normal(const std::string& text) { return is_decimal(text) ? Number::of(text).to_string() : text; }

std::string text_of(const Value* value) {
  if (value == nullptr) return {};
  return value->kind == JsonKind::number || value->kind == JsonKind::string ? value->text : std::string();
}

/// What tells an item of a list from the others, by the name of the list.
std::string key_of(std::string_view list, const Value& item) {
  if (item.kind != JsonKind::object) return {};
  if (list == "limits") {
    const std::string by = text_of(item.find("by"));
    return text_of(item.find("per")) + "," + (by.empty() ? "household" : by);
  }
  if (list == "awards") {
    const Value* const ranks = item.find("ranks");
    if (ranks == nullptr || ranks->items.size() != 2) return {};
    return normal(ranks->items[0].text) + "-" + normal(ranks->items[1].text);
  }
  if (list == "bands") return normal(text_of(item.find("from")));
  if (list == "marginal") return item.find("to") == nullptr ? "rest" : normal(text_of(item.find("to")));
  return text_of(item.find("id"));
}

/// The full form of what stands in brackets.
std::string full_key(std::string_view list, std::string key) {
  key.erase(std::remove(key.begin(), key.end(), ' '), key.end());
  if (list == "limits" && key.find(',') == std::string::npos) return key + ",household";
  if (list == "awards" && key.find('-') == std::string::npos) return key + "-" + key;
  return normal(key);
}

Value value_of(JsonKind kind, std::string_view text = {}) {
  Value value;
  value.kind = kind;
  value.text = text;
  return value;
}

void add(Value& object, std::string_view key, Value value) {
  object.members.push_back({std::string(key), 0, std::move(value)});
}

/// An item that has nothing yet but its key.
Value new_item(std::string_view list, const std::string& key) {
  Value item = value_of(JsonKind::object);
  if (list == "limits") {
    const std::size_t comma = key.find(',');
    add(item, "per", text_value(key.substr(0, comma)));
    if (key.substr(comma + 1) != "household") add(item, "by", text_value(key.substr(comma + 1)));
  } else if (list == "awards") {
    const std::size_t dash = key.find('-');
    Value ranks = value_of(JsonKind::array);
    ranks.items = {value_of(JsonKind::number, key.substr(0, dash)), value_of(JsonKind::number, key.substr(dash + 1))};
    add(item, "ranks", std::move(ranks));
  } else if (list == "bands") {
    add(item, "from", value_of(JsonKind::number, key));
  } else if (list == "marginal") {
    if (key != "rest") add(item, "to", value_of(JsonKind::number, key));
  } else {
    add(item, "id", text_value(key));
  }
  return item;
}

/// Bands, tiers and awards stand in the order of their numbers.
bool stands_before(std::string_view list, const std::string& a, const std::string& b) {
  if (list != "bands" && list != "marginal" && list != "awards") return false;
  const auto first = [](const std::string& key) { return key.substr(0, key.find('-', 1)); };
  if (!is_decimal(first(a)) || !is_decimal(first(b))) return is_decimal(first(a)) && b == "rest";
  return Number::of(first(a)) < Number::of(first(b));
}

constexpr std::array<std::string_view, 4> limited = {"points", "count", "earn", "deduct"};

/// A limit of points and one of counts may have the same key: then the field that follows says which is meant.
std::size_t item_index(const Value& list, std::string_view name, const Path& path, std::size_t at) {
  const std::string_view next = at + 1 < path.size() ? std::string_view(path[at + 1].text) : std::string_view();
  const bool tells = std::find(limited.begin(), limited.end(), next) != limited.end();
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    if (key_of(name, list.items[i]) != path[at].text) continue;
    if (name != "limits" || !tells || list.items[i].find(next) != nullptr) return i;
  }
  return list.items.size();
}

/// One step on; null where nothing is there.
const Value* step_on(const Value& value, const Path& path, std::size_t at) {
  if (!path[at].is_item) return value.kind == JsonKind::object ? value.find(path[at].text) : nullptr;
  if (value.kind != JsonKind::array || at == 0) return nullptr;
  const std::size_t index = item_index(value, path[at - 1].text, path, at);
  return index < value.items.size() ? &value.items[index] : nullptr;
}

Value* step_on(Value& value, const Path& path, std::size_t at) {
  return const_cast<Value*>(step_on(static_cast<const Value&>(value), path, at));
}

Value& insert_item(Value& list, std::string_view name, const std::string& key, Value item) {
  const auto behind = std::find_if(list.items.begin(), list.items.end(),
                                   [&](const Value& each) { return stands_before(name, key, key_of(name, each)); });
  return *list.items.insert(behind, std::move(item));
}

}  // namespace

std::optional<Path> parse_path(std::string_view text) {
  Path path;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == '[') {
      const std::size_t end = text.find(']', at);
      if (end == std::string_view::npos || path.empty() || path.back().is_item) return std::nullopt;
      const std::string key = full_key(path.back().text, std::string(text.substr(at + 1, end - at - 1)));
      if (key.empty()) return std::nullopt;
      path.push_back({key, true});
      at = end + 1;
    } else if (text[at] == '"') {
      Issues issues;
      std::size_t end = at + 1;
      while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2U : 1U;
      if (end >= text.size()) return std::nullopt;
      const Value key = json::parse(json::Source({}, std::string(text.substr(at, end + 1 - at))), issues);
      if (!issues.empty()) return std::nullopt;
      path.push_back({key.text, false});
      at = end + 1;
    } else {
      const std::size_t end = std::min(text.find_first_of(".[", at), text.size());
      if (end == at) return std::nullopt;
      path.push_back({std::string(text.substr(at, end - at)), false});
      at = end;
    }
    if (at == text.size()) return path;
    if (text[at] == '.' && at + 1 == text.size()) return std::nullopt;
    if (text[at] == '.') ++at;
  }
  return std::nullopt;
}

bool overlap(const Path& a, const Path& b) {
  const std::size_t shared = std::min(a.size(), b.size());
  return std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(shared), b.begin());
}

const Value* find(const Value& value, const Path& path) {
  const Value* found = &value;
  for (std::size_t at = 0; at < path.size() && found != nullptr; ++at) found = step_on(*found, path, at);
  return found;
}

Value* find(Value& value, const Path& path) { return const_cast<Value*>(find(static_cast<const Value&>(value), path)); }

std::string pointer(const Value& value, const Path& path) {
  std::string text;
  const Value* found = &value;
  for (std::size_t at = 0; at < path.size(); ++at) {
    const Value* const next = step_on(*found, path, at);
    if (next == nullptr) break;
    text.append("/").append(path[at].is_item ? std::to_string(next - found->items.data())
                                             : json::pointer_token(path[at].text));
    found = next;
  }
  return text;
}

bool put(Value& value, const Path& path, const Value& what) {
  Value* found = &value;
  for (std::size_t at = 0; at < path.size(); ++at) {
    const bool is_last = at + 1 == path.size();
    Value* next = step_on(*found, path, at);
    if (next == nullptr && path[at].is_item) {
      if (found->kind != JsonKind::array || at == 0) return false;
      next = &insert_item(*found, path[at - 1].text, path[at].text, new_item(path[at - 1].text, path[at].text));
    } else if (next == nullptr) {
      if (found->kind != JsonKind::object) return false;
      add(*found, path[at].text, value_of(!is_last && path[at + 1].is_item ? JsonKind::array : JsonKind::object));
      next = &found->members.back().value;
    }
    found = next;
  }
  *found = what;
  return true;
}

bool take(Value& value, const Path& path) {
  if (path.empty()) return false;
  const Path way(path.begin(), path.end() - 1);
  Value* parent = &value;
  for (std::size_t at = 0; at + 1 < path.size(); ++at) {
    parent = step_on(*parent, path, at);  // with the whole path: what follows may tell which item is meant
    if (parent == nullptr) return false;
  }
  const Step& last = path.back();
  const bool takes_limit = !last.is_item && !way.empty() && way.back().is_item &&
                           std::find(limited.begin(), limited.end(), last.text) != limited.end() && way.size() >= 2 &&
                           way[way.size() - 2].text == "limits";
  if (step_on(*parent, path, path.size() - 1) == nullptr) return false;
  if (!last.is_item && !takes_limit) {
    std::erase_if(parent->members, [&](const Value::Member& each) { return each.key == last.text; });
    return true;
  }
  const std::size_t item_at = takes_limit ? path.size() - 2 : path.size() - 1;
  Value* list = &value;
  for (std::size_t at = 0; at < item_at; ++at) list = step_on(*list, path, at);
  const std::size_t index = item_index(*list, path[item_at - 1].text, path, item_at);
  list->items.erase(list->items.begin() + static_cast<std::ptrdiff_t>(index));
  if (list->items.empty()) return take(value, Path(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(item_at)));
  return true;
}

Value* member(Value& object, std::string_view key) { return const_cast<Value*>(object.find(key)); }

Value text_value(std::string_view text) { return value_of(JsonKind::string, text); }

}  // namespace pointsbank::reform
