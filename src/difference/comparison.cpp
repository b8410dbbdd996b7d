#include "difference/comparison.hpp"

#include <algorithm>
#include <cctype>

#include "json/value.hpp"

namespace pointsbank::difference {
namespace {

using Items = std::vector<Node::Item>;
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

/// `score.grades.ordinary`; what is no plain word stands in quotes: `score.grades."a.b"`.
std::string joined(const std::string& path, std::string_view key) {
  const auto is_plain = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
           c == '-';
  };
  std::string text = path.empty() ? path : path + ".";
  if (!key.empty() && std::all_of(key.begin(), key.end(), is_plain)) return text.append(key);
  json::append_string(text, key);
  return text;
}

class Comparison {
 public:
  [[nodiscard]] std::vector<FieldChange> run(const Node& before, const Node& after) {
    compare({}, before, after);
    return std::move(found_);
  }

 private:
  void compare(const std::string& path, const Node& before, const Node& after) {
    if (before.kind != after.kind || before.variant != after.variant) return replace(path, &before, &after);
    switch (before.kind) {
      case Node::Kind::value:
        if (before.value != after.value) replace(path, &before, &after);
        break;
      case Node::Kind::object: compare_members(path, before, after); break;
      case Node::Kind::items: compare_items(path, before.items, after.items); break;
    }
  }

  void compare_members(const std::string& path, const Node& before, const Node& after) {
    for (const auto& [key, member] : before.members) {
      const Node* const other = after.find(key);
      other == nullptr ? replace(joined(path, key), &member, nullptr) : compare(joined(path, key), member, *other);
    }
    for (const auto& [key, member] : after.members) {
      if (before.find(key) == nullptr) replace(joined(path, key), nullptr, &member);
    }
  }

  /// By key; what has lost its key is the same as what has a new one, where only the key is new.
  void compare_items(const std::string& path, const Items& before, const Items& after) {
    std::vector<std::size_t> partner(before.size(), nowhere);
    std::vector<bool> is_taken(after.size(), false);
    const auto pair_up = [&](const auto& belong_together) {
      for (std::size_t i = 0; i < before.size(); ++i) {
        for (std::size_t k = 0; k < after.size() && partner[i] == nowhere; ++k) {
          if (is_taken[k] || !belong_together(before[i], after[k])) continue;
          partner[i] = k;
          is_taken[k] = true;
        }
      }
    };
    pair_up([](const Node::Item& a, const Node::Item& b) { return a.key == b.key && a.name == b.name; });
    pair_up(
        [&](const Node::Item& a, const Node::Item& b) { return a.name == b.name && differ_in_one(a.node, b.node); });
    for (std::size_t i = 0; i < before.size(); ++i) {
      const std::string place = path + "[" + before[i].key + "]";
      if (partner[i] == nowhere) {
        replace_item(place, before[i], true);
      } else {
        compare(place, before[i].node, after[partner[i]].node);
      }
    }
    for (std::size_t k = 0; k < after.size(); ++k) {
      if (!is_taken[k]) replace_item(path + "[" + after[k].key + "]", after[k], false);
    }
    compare_order(path, before, after);
  }

  /// Of what has ids of its own the order counts: a household gets the first level that it meets.
  void compare_order(const std::string& path, const Items& before, const Items& after) {
    const auto common = [](const Items& items, const Items& others) {
      std::vector<std::string> keys;
      for (const Node::Item& item : items) {
        const auto is_it = [&](const Node::Item& other) { return other.key == item.key; };
        const bool is_in_both = std::any_of(others.begin(), others.end(), is_it);
        if (is_in_both && item.node.find("id") != nullptr) keys.push_back(item.key);
      }
      return texts(std::move(keys));
    };
    const Node order_before = common(before, after), order_after = common(after, before);
    if (order_before.value != order_after.value) replace(path, &order_before, &order_after);
  }

  /// A limit is named by what it limits: one of points and one of counts may have the same key.
  void replace_item(const std::string& place, const Node::Item& item, bool is_before) {
    const Node* const node = item.name.empty() ? &item.node : item.node.find(item.name);
    const std::string path = item.name.empty() ? place : place + "." + item.name;
    is_before ? replace(path, node, nullptr) : replace(path, nullptr, node);
  }

  [[nodiscard]] static bool differ_in_one(const Node& a, const Node& b) { return changes(a, b).size() == 1; }

  /// What has no content on either side (a title without words) is nothing.
  void replace(const std::string& path, const Node* before, const Node* after) {
    const auto json = [](const Node* node) {
      const bool is_empty =
          node == nullptr || (node->kind != Node::Kind::value && node->members.empty() && node->items.empty());
      return is_empty ? std::string() : to_json(*node);
    };
    found_.push_back({path, json(before), json(after)});
  }

  std::vector<FieldChange> found_;
};

}  // namespace

std::vector<FieldChange> changes(const Node& before, const Node& after) { return Comparison().run(before, after); }

}  // namespace pointsbank::difference
