#include "examples/places.hpp"

#include <charconv>
#include <string>

#include "json/value.hpp"
#include "rulelist/model.hpp"

namespace pointsbank::examples {
namespace {

/// `/examples/3` of the list that the example was read from: lists that extend it hold it too, under another number.
const json::Value* find_example(const rulelist::List& list, std::string_view pointer) {
  constexpr std::string_view prefix = "/examples/";
  if (!pointer.starts_with(prefix)) return nullptr;
  const std::string_view digits = pointer.substr(prefix.size());
  std::size_t number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (fault != std::errc() || end != digits.data() + digits.size()) return nullptr;
  const json::Value* examples = list.document.find("examples");
  return examples != nullptr && number < examples->items.size() ? &examples->items[number] : nullptr;
}

}  // namespace

Place given_place(std::span<const RuleList> lists, const Place& example, std::string_view table, std::size_t row,
                  std::string_view column) {
  for (const RuleList& list : lists) {
    const rulelist::List& model = list.model();
    if (model.source == nullptr || model.source->name() != example.file) continue;
    const json::Value* value = find_example(model, example.pointer);
    if (value == nullptr || model.source->place(value->offset, example.pointer) != example) continue;
    std::string pointer = example.pointer;
    json::Offset offset = value->offset;
    const auto descend = [&](const json::Value* next, std::string_view token) {
      value = next;
      if (next == nullptr) return;
      offset = next->offset;
      pointer.append("/").append(json::pointer_token(token));
    };
    descend(value->find("given"), "given");
    if (value != nullptr) descend(value->find(table), table);
    if (value != nullptr) descend(row < value->items.size() ? &value->items[row] : nullptr, std::to_string(row));
    if (value != nullptr && !column.empty()) descend(value->find(column), column);
    return model.source->place(offset, std::move(pointer));
  }
  return example;
}

}  // namespace pointsbank::examples
