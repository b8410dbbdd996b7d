// What a slip and a sheet, and two sheets, must have in common.
#include <span>
#include <utility>

#include "pointsbank/proof.hpp"
#include "proof/documents.hpp"

namespace pointsbank::proof {
namespace {

using Arguments = std::vector<std::string>;

class Findings {
 public:
  void add(std::string code, Arguments arguments = {}, Severity severity = Severity::error) {
    Issue& issue = issues_.emplace_back();
    issue.code = std::move(code);
    issue.severity = severity;
    issue.arguments = std::move(arguments);
  }
  [[nodiscard]] Issues take() { return std::move(issues_); }

 private:
  Issues issues_;
};

std::uint64_t size_of(const Tree& tree) noexcept { return static_cast<std::uint64_t>(tree.entries); }

void check_issuers(const Issuer& first, const Issuer& second, Findings& findings) {
  if (first.bank != second.bank) findings.add("proof_other_bank", {first.bank, second.bank});
  if (first.decimals != second.decimals) {
    findings.add("proof_other_decimals", {std::to_string(first.decimals), std::to_string(second.decimals)});
  }
}

/// What the entry says of itself.
void check_body(const Slip& slip, Findings& findings) {
  const std::optional<journal::Entry> entry = journal::decode(slip.body);
  if (!entry) return findings.add("proof_no_entry", {std::to_string(slip.entry)});
  const std::string_view household = household_of(*entry);
  if (slip.household.empty() || household == slip.household) return;
  if (household.empty()) {
    findings.add("proof_names_no_household", {std::to_string(slip.entry), slip.household}, Severity::warning);
  } else {
    findings.add("proof_other_household", {std::to_string(slip.entry), std::string(household), slip.household});
  }
}

/// A sheet by itself: does its tree go on from the one that it names?
void check_growth(const Sheet& sheet, Findings& findings) {
  if (!sheet.previous) {
    if (!sheet.consistency.empty()) findings.add("proof_of_nothing");
    return;
  }
  const Tree& previous = *sheet.previous;
  if (!digest::verify_consistency(size_of(previous), size_of(sheet.tree), sheet.consistency, previous.root,
                                  sheet.tree.root)) {
    findings.add("proof_did_not_only_grow", {std::to_string(previous.entries), std::to_string(sheet.tree.entries)});
  }
}

void check_order(const Sheet& sheet, const Sheet& previous, Findings& findings) {
  check_issuers(sheet.issuer, previous.issuer, findings);
  // A month that was opened again is closed again: then both sheets are of one month.
  if (sheet.month < previous.month) {
    findings.add("proof_month_order", {month_text(sheet.month), month_text(previous.month)});
  }
  if (sheet.moment < previous.moment) {
    const auto text = [](const Sheet& of) { return of.moment.to_string(of.issuer.utc_offset); };
    findings.add("proof_moment_order", {text(sheet), text(previous)});
  }
  if (!sheet.previous) {
    findings.add("proof_names_no_sheet_before", {month_text(sheet.month), month_text(previous.month)});
  } else if (*sheet.previous != previous.tree) {
    findings.add("proof_other_sheet_before", {std::to_string(sheet.previous->entries), sheet.previous->root.in_groups(),
                                              std::to_string(previous.tree.entries), previous.tree.root.in_groups()});
  }
}

/// A document read, or InputError.
template <class Read>
auto required(const Document& document, const Read& read) {
  Issues issues;
  auto found = read(json::Source(document.name, document.text), issues);
  if (!found) throw InputError(std::move(issues));
  return *std::move(found);
}

Issues in_file(Issues issues, const std::string& name) {
  for (Issue& issue : issues) issue.place.file = name;
  return issues;
}

}  // namespace

Issues check(const Slip& slip, const Sheet& sheet) {
  Findings findings;
  check_issuers(slip.issuer, sheet.issuer, findings);
  if (slip.month != sheet.month || slip.sheet != sheet.tree) {
    findings.add("proof_other_sheet",
                 {month_text(slip.month), std::to_string(slip.sheet.entries), slip.sheet.root.in_groups(),
                  month_text(sheet.month), std::to_string(sheet.tree.entries), sheet.tree.root.in_groups()});
  } else if (slip.entry > sheet.tree.entries) {
    findings.add("proof_beyond_sheet", {std::to_string(slip.entry), std::to_string(sheet.tree.entries)});
  } else if (!digest::verify_inclusion(digest::leaf_digest(slip.body), static_cast<std::uint64_t>(slip.entry - 1),
                                       size_of(sheet.tree), slip.proof, sheet.tree.root)) {
    findings.add("proof_not_in_sheet", {std::to_string(slip.entry), month_text(sheet.month)});
  }
  check_body(slip, findings);
  return findings.take();
}

Issues check(const Sheet& sheet, const Sheet* previous) {
  Findings findings;
  check_growth(sheet, findings);
  if (previous != nullptr) check_order(sheet, *previous, findings);
  return findings.take();
}

Issues check_slip(const Document& slip, const Document& sheet) {
  return in_file(check(required(slip, read_slip), required(sheet, read_sheet)), slip.name);
}

Issues check_sheet(const Document& sheet, const Document* previous) {
  const Sheet newer = required(sheet, read_sheet);
  if (previous == nullptr) return in_file(check(newer, nullptr), sheet.name);
  const Sheet older = required(*previous, read_sheet);
  return in_file(check(newer, &older), sheet.name);
}

std::string slip_text(const Document& slip, Language language) { return to_text(required(slip, read_slip), language); }

std::string sheet_text(const Document& sheet, Language language) {
  return to_text(required(sheet, read_sheet), language);
}

}  // namespace pointsbank::proof
