// Commands before anything is done: what is wrong with their form, and the bytes that their key stands for.
#pragma once

#include <string>
#include <string_view>

#include "pointsbank/bank.hpp"

namespace pointsbank::bank {

/// InputError with everything that is wrong with the form of a command, whatever the state: a key or an id that is no
/// id, texts that are not UTF-8 or too long, a moment outside the years 1 to 9999.
void check_form(const Command& command);

/// The canonical bytes of a command: its name, who gave it and the request. Not its moment, as a retry has a later one.
/// A table or rule list stands as the SHA-256 of its text, so that keys do not keep copies of large files.
[[nodiscard]] std::string request_bytes(const Command& command);

/// The name of the first field in which a command differs from the kept bytes of another; empty where in none.
[[nodiscard]] std::string differing_field(const Command& command, std::string_view kept);

[[nodiscard]] std::string_view name_of(const Request& request) noexcept;

}  // namespace pointsbank::bank
