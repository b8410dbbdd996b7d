#include "messages/messages.hpp"

#include <array>
#include <unordered_map>

namespace pointsbank::messages {
namespace {

using Index = std::unordered_map<std::string_view, const Entry*>;

Index make_index() {
  Index index;
  for (const std::span<const Entry> table : catalogue()) {
    for (const Entry& entry : table) index.emplace(entry.code, &entry);
  }
  return index;
}

std::string unknown_code(std::string_view code, std::span<const std::string> arguments) {
  std::string text(code);
  std::string_view separator = ": ";
  for (const std::string& argument : arguments) {
    text.append(separator).append(argument);
    separator = ", ";
  }
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::span<const std::span<const Entry>> catalogue() noexcept {
  static const std::array tables = {
      json_messages(),        expression_messages(), rule_list_messages(),    records_messages(), evaluation_messages(),
      explanation_messages(), analysis_messages(),   exposure_messages(),     notice_messages(),  difference_messages(),
      reform_messages(),      comparison_messages(), proof_messages(),        store_messages(),   bank_messages(),
      verify_messages(),      passbook_messages(),   bank_command_messages(), command_messages(), binding_messages(),
  };
  return tables;
}

const Entry* find(std::string_view code) noexcept {
  static const Index index = make_index();
  const auto found = index.find(code);
  return found == index.end() ? nullptr : found->second;
}

std::string format(std::string_view code, std::span<const std::string> arguments, Language language) {
  const Entry* entry = find(code);
  if (entry == nullptr) return unknown_code(code, arguments);
  const std::string_view sentence = language == Language::zh ? entry->zh : entry->en;
  std::string text;
  text.reserve(sentence.size() + 32);
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    // Only {digit} is a place for an argument: templates also show JSON, with braces of its own.
    if (sentence[at] == '{' && at + 2 < sentence.size() && is_digit(sentence[at + 1]) && sentence[at + 2] == '}') {
      const auto number = static_cast<std::size_t>(sentence[at + 1] - '0');
      if (number < arguments.size()) text.append(arguments[number]);
      at += 2;
    } else {
      text.push_back(sentence[at]);
    }
  }
  return text;
}

}  // namespace pointsbank::messages
