// What is wrong with a command itself: never kept under its key.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/calendar.hpp"
#include "pointsbank/issues.hpp"

namespace pointsbank::bank {

[[nodiscard]] Issue issue_of(std::string code, Place place, std::vector<std::string> arguments = {},
                             std::string hint = {}, std::vector<std::string> hint_arguments = {});
/// Throws InputError with one issue that has the request's field as its pointer.
[[noreturn]] void wrong(std::string_view field, std::string code, std::vector<std::string> arguments = {},
                        std::string hint = {}, std::vector<std::string> hint_arguments = {});
/// Throws InputError with one issue about what a question asks for.
[[noreturn]] void wrong_question(std::string code, std::string_view asked);
/// An id of the request that must be there.
void need_id(std::string_view field, std::string_view id);
/// A date of the request.
[[nodiscard]] Date date_of(std::string_view field, std::string_view text);

}  // namespace pointsbank::bank
