// The two documents that leave the bank: the sheet that a month publishes, and the slip that a household gets for one
// entry of the journal. Both can be checked without the bank: a slip against a sheet, a sheet against the one before.
//
// The tree is RFC 6962's over the bodies of the entries 1 to n, the leaf of entry k being digest::leaf_digest(body k)
// at the index k - 1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "digest/merkle.hpp"
#include "journal/entries.hpp"
#include "json/value.hpp"
#include "pointsbank/calendar.hpp"
#include "pointsbank/digest.hpp"
#include "pointsbank/issues.hpp"

namespace pointsbank::proof {

inline constexpr std::string_view sheet_format = "pointsbank-sheet/1";
inline constexpr std::string_view slip_format = "pointsbank-slip/1";

/// Whose documents they are, and how amounts and moments are written in them.
struct Issuer {
  std::string bank;    ///< its id
  int decimals = 0;    ///< amounts are units of 10^-decimals
  int utc_offset = 0;  ///< minutes east of UTC
  friend bool operator==(const Issuer&, const Issuer&) = default;
};

/// So many entries, and what stands for all of them.
struct Tree {
  std::int64_t entries = 0;
  Digest root;
  friend bool operator==(const Tree&, const Tree&) = default;
};

struct Sheet {
  Issuer issuer;
  Date month;  ///< its first day
  Tree tree;
  Digest chain;                             ///< that the last of the entries carries
  std::optional<Tree> previous;             ///< of the sheet before
  std::vector<journal::CauseTotal> totals;  ///< of all postings up to now
  std::int64_t households = 0;
  digest::Proof consistency;  ///< that the tree goes on from the previous one
  Moment moment;              ///< at which the month was closed
};

struct Slip {
  Issuer issuer;
  std::string household;  ///< empty: of nobody (a month's closing, a rule list put in force)
  std::int64_t entry = 0;
  std::string body;  ///< canonical bytes
  Date month;        ///< of the sheet that it is proved by
  Tree sheet;
  digest::Proof proof;
};

/// The sheet of a month that was closed; `chain` is that of the entry before `closed`. `leaves` gives the digests of
/// the first `closed.entries` leaves, by index.
[[nodiscard]] Sheet make_sheet(const Issuer& issuer, const journal::MonthClosed& closed, const Digest& chain,
                               const digest::Leaves& leaves);

/// The slip for an entry that a sheet covers: entry <= closed.entries.
[[nodiscard]] Slip make_slip(const Issuer& issuer, std::string_view household, std::int64_t entry,
                             std::string_view body, const journal::MonthClosed& closed, const digest::Leaves& leaves);

// As JSON: the same document has the same bytes, on every machine.
[[nodiscard]] std::string to_json(const Sheet& sheet);
[[nodiscard]] std::string to_json(const Slip& slip);

// From JSON; nothing, and issues with their places, where it is no such document.
[[nodiscard]] std::optional<Sheet> read_sheet(const json::Source& source, Issues& issues);
[[nodiscard]] std::optional<Slip> read_slip(const json::Source& source, Issues& issues);

/// For the village board, and for the household: plain text, lines of at most 80 columns but for long words.
[[nodiscard]] std::string to_text(const Sheet& sheet, Language language);
[[nodiscard]] std::string to_text(const Slip& slip, Language language);

/// What does not fit; empty: everything does. Codes `proof_…`.
[[nodiscard]] Issues check(const Slip& slip, const Sheet& sheet);
/// `previous`: the sheet before, where it is there.
[[nodiscard]] Issues check(const Sheet& sheet, const Sheet* previous);

/// `2026-03`
[[nodiscard]] std::string month_text(Date month);
[[nodiscard]] std::optional<Date> parse_month(std::string_view text) noexcept;
/// Whose entry it is; empty where an entry names no household.
[[nodiscard]] std::string_view household_of(const journal::Entry& entry) noexcept;

}  // namespace pointsbank::proof
