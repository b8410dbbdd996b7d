// Checking what a bank has published, without the bank: a household's slip against a month's sheet, a sheet against the
// one before it. docs/proofs.md says what that proves and what not.
#pragma once

#include <string>

#include "pointsbank/issues.hpp"

namespace pointsbank::proof {

/// A sheet or slip as it came in: its JSON text, and the name by which messages speak of it.
struct Document {
  std::string name;
  std::string text;
};

// What does not fit, as issues of severity `error`; none: everything does. A warning says what could not be checked.
// InputError where a document is none at all.

/// Is the slip's entry, byte for byte and at its place, among those that the sheet stands for?
[[nodiscard]] Issues check_slip(const Document& slip, const Document& sheet);
/// Does the sheet go on from the one before it: were entries added, and none changed or taken away? Without `previous`
/// from the one that it names itself.
[[nodiscard]] Issues check_sheet(const Document& sheet, const Document* previous = nullptr);

// What people read and hang up.
[[nodiscard]] std::string slip_text(const Document& slip, Language language);
[[nodiscard]] std::string sheet_text(const Document& sheet, Language language);

}  // namespace pointsbank::proof
