// The kernel written by hand beside the library: the forms, and that their results are equal.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "hand_kernel.hpp"

namespace hand {

enum class Form : int { plain_by_rule, plain, full, full_outcomes, village_year };
inline constexpr std::array<Form, 5> forms{Form::plain_by_rule, Form::plain, Form::full, Form::full_outcomes,
                                           Form::village_year};
[[nodiscard]] std::string_view name_of(Form form) noexcept;
/// The file of its rule list.
[[nodiscard]] std::string_view rules_of(Form form) noexcept;

/// Runs a form; `outcomes` is filled by the one that has them.
[[nodiscard]] std::vector<Balance> run(Form form, const Events& events, const Households& households, int threads,
                                       Outcomes& outcomes);

/// std::runtime_error with the first difference.
void check_equal(Form form, const pointsbank::Evaluation& evaluation, const Households& households,
                 const std::vector<Balance>& balances, const Outcomes& outcomes);
/// The last day of the lists' year, and what a form asks for.
[[nodiscard]] pointsbank::EvaluateOptions options_of(Form form, int threads);

/// Reads, evaluates and compares every form.
void check_all(const std::filesystem::path& rules, const std::filesystem::path& roster,
               const std::filesystem::path& events, int threads);

}  // namespace hand
