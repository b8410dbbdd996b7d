#include "difference/node.hpp"

#include <algorithm>

#include "json/value.hpp"

namespace pointsbank::difference {
namespace {

Node value(std::string json) {
  Node node;
  node.value = std::move(json);
  return node;
}

}  // namespace

const Node* Node::find(std::string_view key) const noexcept {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const auto& member) { return member.first == key; });
  return found == members.end() ? nullptr : &found->second;
}

Node object(std::string_view variant) {
  Node node;
  node.kind = Node::Kind::object;
  node.variant = variant;
  return node;
}

Node items() {
  Node node;
  node.kind = Node::Kind::items;
  return node;
}

Node text(std::string_view text) {
  std::string json;
  json::append_string(json, text);
  return value(std::move(json));
}

Node number(const Number& number) { return value(number.to_string()); }

Node units(std::int64_t units, int decimals) { return number(Number(Decimal{units, decimals})); }

Node truth(bool is_true) { return value(is_true ? "true" : "false"); }

Node texts(std::vector<std::string> texts) {
  std::string json = "[";
  for (const std::string& each : texts) {
    if (json.size() > 1) json.append(", ");
    json::append_string(json, each);
  }
  return value(json + "]");
}

Node set_of_texts(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return texts(std::move(list));
}

Node numbers(const std::vector<Number>& numbers) {
  std::string json = "[";
  for (const Number& each : numbers) {
    if (json.size() > 1) json.append(", ");
    json.append(each.to_string());
  }
  return value(json + "]");
}

std::string to_json(const Node& node) {
  std::string json;
  switch (node.kind) {
    case Node::Kind::value: return node.value;
    case Node::Kind::object:
      for (const auto& [key, member] : node.members) {
        json.append(json.empty() ? "{" : ", ");
        json::append_string(json, key);
        json.append(": ").append(to_json(member));
      }
      return json.empty() ? "{}" : json + "}";
    case Node::Kind::items: break;
  }
  for (const Node::Item& item : node.items) json.append(json.empty() ? "[" : ", ").append(to_json(item.node));
  return json.empty() ? "[]" : json + "]";
}

}  // namespace pointsbank::difference
