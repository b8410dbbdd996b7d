#include <algorithm>
#include <utility>

#include "rulelist/reader.hpp"

namespace pointsbank::rulelist {

Object::Object(Reader& reader, const Node& node, Hint hint) : reader_(reader), node_(node) {
  if (!is_object()) reader.error(node, "object_expected", {shown(*node.value)}, std::move(hint));
}

void Object::allow(Words keys, const Explain& explain) {
  for (const json::Value::Member& member : node_.value->members) {
    if (std::find(keys.begin(), keys.end(), member.key) != keys.end() || member.key.starts_with("x-")) continue;
    if (!reader_.has_room()) return;
    if (explain && explain(member)) continue;
    Hint hint = did_you_mean_or_list(member.key, keys);
    if (hint.code == "did_you_mean") meant_.push_back(hint.arguments.front());
    reader_.error_at_key(node_, member, "unknown_key", {member.key}, std::move(hint));
  }
}

std::optional<Node> Object::find(std::string_view key) const {
  for (const json::Value::Member& member : node_.value->members) {
    if (member.key == key) return Node{&member.value, &node_, member.key, 0};
  }
  return std::nullopt;
}

bool Object::was_meant(std::string_view key) const {
  return std::find(meant_.begin(), meant_.end(), key) != meant_.end();
}

std::optional<Node> Object::require(std::string_view key) {
  std::optional<Node> found = find(key);
  if (!found && is_object() && !was_meant(key)) reader_.error(node_, "missing_key", {std::string(key)});
  return found;
}

std::optional<Node> Object::one_of(Words keys, Hint hint) {
  std::optional<Node> first;
  for (const json::Value::Member& member : node_.value->members) {
    if (std::find(keys.begin(), keys.end(), member.key) == keys.end()) continue;
    if (!first) {
      first = Node{&member.value, &node_, member.key, 0};
    } else {
      reader_.error_at_key(node_, member, "only_one_of", {member.key, std::string(first->key), listed(keys)});
    }
  }
  const bool was_any_meant =
      std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return was_meant(key); });
  if (!first && is_object() && !was_any_meant) reader_.error(node_, "one_of_missing", {listed(keys)}, std::move(hint));
  return first;
}

}  // namespace pointsbank::rulelist
