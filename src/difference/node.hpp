// What a list says as a tree in which nothing depends on how it was written: defaults are filled in, numbers are exact
// decimals, sets are sorted, what stands in a list is found by its key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pointsbank/number.hpp"

namespace pointsbank::difference {

struct Node {
  enum class Kind : std::uint8_t { value, object, items };
  struct Item;

  Kind kind = Kind::value;
  std::string value;    ///< JSON
  std::string variant;  ///< objects of another variant are replaced as a whole (the forms of `score`)
  std::vector<std::pair<std::string, Node>> members;
  std::vector<Item> items;  ///< each has a key of its own

  // A member that is not there is not added.
  Node& add(std::string_view key, Node node) {
    members.emplace_back(key, std::move(node));
    return *this;
  }
  [[nodiscard]] const Node* find(std::string_view key) const noexcept;
};
struct Node::Item {
  std::string key;   ///< what stands in brackets: `month,household`
  std::string name;  ///< tells apart what has one key in brackets (limits of points and of counts)
  Node node;
};

[[nodiscard]] Node object(std::string_view variant = {});
[[nodiscard]] Node items();
[[nodiscard]] Node text(std::string_view text);
[[nodiscard]] Node number(const Number& number);
[[nodiscard]] Node units(std::int64_t units, int decimals);
[[nodiscard]] Node truth(bool is_true);
[[nodiscard]] Node texts(std::vector<std::string> texts);         ///< in this order
[[nodiscard]] Node set_of_texts(std::vector<std::string> texts);  ///< in any order, each once
[[nodiscard]] Node numbers(const std::vector<Number>& numbers);

/// As JSON on one line; items become an array of what they hold.
[[nodiscard]] std::string to_json(const Node& node);

}  // namespace pointsbank::difference
