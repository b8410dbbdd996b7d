// Every sentence that people read, in English and Chinese, keyed by code.
//
// A sentence is a template with {0}, {1}, … for its arguments. The catalogue is made of one table a module
// (catalogue_<module>.cpp); a test holds that every code has both languages with the same arguments.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pointsbank/issues.hpp"

namespace pointsbank::messages {

struct Entry {
  std::string_view code;
  std::string_view en;
  std::string_view zh;
};

/// The template for a code, or null.
[[nodiscard]] const Entry* find(std::string_view code) noexcept;
/// The sentence with its arguments filled in; an unknown code gives the code itself and its arguments.
[[nodiscard]] std::string format(std::string_view code, std::span<const std::string> arguments, Language language);
/// All tables, for the test and the documentation.
[[nodiscard]] std::span<const std::span<const Entry>> catalogue() noexcept;

// One a module.
[[nodiscard]] std::span<const Entry> json_messages() noexcept;
[[nodiscard]] std::span<const Entry> expression_messages() noexcept;
[[nodiscard]] std::span<const Entry> rule_list_messages() noexcept;
[[nodiscard]] std::span<const Entry> records_messages() noexcept;
[[nodiscard]] std::span<const Entry> evaluation_messages() noexcept;
[[nodiscard]] std::span<const Entry> explanation_messages() noexcept;
[[nodiscard]] std::span<const Entry> analysis_messages() noexcept;
[[nodiscard]] std::span<const Entry> notice_messages() noexcept;
[[nodiscard]] std::span<const Entry> difference_messages() noexcept;
[[nodiscard]] std::span<const Entry> exposure_messages() noexcept;
[[nodiscard]] std::span<const Entry> reform_messages() noexcept;
[[nodiscard]] std::span<const Entry> comparison_messages() noexcept;
[[nodiscard]] std::span<const Entry> passbook_messages() noexcept;
[[nodiscard]] std::span<const Entry> bank_command_messages() noexcept;
[[nodiscard]] std::span<const Entry> proof_messages() noexcept;
[[nodiscard]] std::span<const Entry> store_messages() noexcept;
[[nodiscard]] std::span<const Entry> bank_messages() noexcept;
[[nodiscard]] std::span<const Entry> command_messages() noexcept;
[[nodiscard]] std::span<const Entry> verify_messages() noexcept;
[[nodiscard]] std::span<const Entry> binding_messages() noexcept;

}  // namespace pointsbank::messages
