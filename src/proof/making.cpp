// Sheets and slips from what the bank holds, and as JSON.
#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>
#include <variant>

#include "pointsbank/number.hpp"
#include "proof/documents.hpp"

namespace pointsbank::proof {
namespace {

/// One key after the other, each on a line of its own.
class Writer {
 public:
  void text(std::string_view key, std::string_view value) {
    name(key);
    json::append_string(out_, value);
  }
  void whole(std::string_view key, std::int64_t value) {
    name(key);
    out_.append(std::to_string(value));
  }
  void tree(std::string_view key, const std::optional<Tree>& tree, std::string_view month = {}) {
    name(key);
    if (!tree) {
      out_.append("null");
      return;
    }
    out_.append("{\"entries\": ").append(std::to_string(tree->entries)).append(", \"root\": \"");
    tree->root.append_to(out_);
    out_.append("\"");
    if (!month.empty()) out_.append(", \"month\": \"").append(month).append("\"");
    out_.append("}");
  }
  void digests(std::string_view key, const digest::Proof& proof) {
    name(key);
    std::string_view before = "[\n    \"";
    for (const Digest& digest : proof) {
      out_.append(before);
      digest.append_to(out_);
      before = "\",\n    \"";
    }
    out_.append(proof.empty() ? "[]" : "\"\n  ]");
  }
  void totals(std::string_view key, const std::vector<journal::CauseTotal>& totals, int decimals) {
    name(key);
    std::string_view before = "{\n    ";
    for (const journal::CauseTotal& total : totals) {
      out_.append(before);
      json::append_string(out_, total.cause);
      out_.append(": {\"standing\": \"");
      append_units(out_, total.standing, decimals);
      out_.append("\", \"spendable\": \"");
      append_units(out_, total.spendable, decimals);
      out_.append("\"}");
      before = ",\n    ";
    }
    out_.append(totals.empty() ? "{}" : "\n  }");
  }
  [[nodiscard]] std::string take() { return std::move(out_.append("\n}\n")); }

 private:
  void name(std::string_view key) {
    out_.append(out_.empty() ? "{\n  " : ",\n  ");
    json::append_string(out_, key);
    out_.append(": ");
  }

  std::string out_;
};

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte / 16];
    out += digits[byte % 16];
  }
  return out;
}

}  // namespace

Sheet make_sheet(const Issuer& issuer, const journal::MonthClosed& closed, const Digest& chain,
                 const digest::Leaves& leaves) {
  Sheet sheet{issuer, closed.month, {closed.entries, closed.root}, chain, {}, closed.totals, closed.households,
              {},     closed.at};
  if (closed.previous_entries > 0) {
    sheet.previous = Tree{closed.previous_entries, closed.previous_root};
    sheet.consistency = digest::consistency_proof(leaves, static_cast<std::uint64_t>(closed.previous_entries),
                                                  static_cast<std::uint64_t>(closed.entries));
  }
  return sheet;
}

Slip make_slip(const Issuer& issuer, std::string_view household, std::int64_t entry, std::string_view body,
               const journal::MonthClosed& closed, const digest::Leaves& leaves) {
  if (entry < 1 || entry > closed.entries) throw UsageError("a slip is for an entry that the sheet covers");
  return {issuer,
          std::string(household),
          entry,
          std::string(body),
          closed.month,
          {closed.entries, closed.root},
          digest::inclusion_proof(leaves, static_cast<std::uint64_t>(entry - 1),
                                  static_cast<std::uint64_t>(closed.entries))};
}

std::string to_json(const Sheet& sheet) {
  Writer out;
  out.text("format", sheet_format);
  out.text("bank", sheet.issuer.bank);
  out.text("month", month_text(sheet.month));
  out.whole("entries", sheet.tree.entries);
  out.text("root", sheet.tree.root.to_string());
  out.text("chain", sheet.chain.to_string());
  out.tree("previous", sheet.previous);
  out.whole("decimals", sheet.issuer.decimals);
  out.totals("totals", sheet.totals, sheet.issuer.decimals);
  out.whole("households", sheet.households);
  out.digests("consistency", sheet.consistency);
  out.text("moment", sheet.moment.to_string(sheet.issuer.utc_offset));
  return out.take();
}

std::string to_json(const Slip& slip) {
  Writer out;
  out.text("format", slip_format);
  out.text("bank", slip.issuer.bank);
  out.text("household", slip.household);
  out.whole("entry", slip.entry);
  out.text("body", hexadecimal(slip.body));
  out.whole("decimals", slip.issuer.decimals);
  out.text("utc_offset", utc_offset_to_string(slip.issuer.utc_offset));
  out.tree("sheet", slip.sheet, month_text(slip.month));
  out.whole("index", slip.entry - 1);
  out.digests("proof", slip.proof);
  return out.take();
}

std::string month_text(Date month) { return month.to_string().substr(0, 7); }

std::optional<Date> parse_month(std::string_view text) noexcept {
  if (text.size() != 7) return std::nullopt;
  std::array<char, 10> day{};
  std::copy(text.begin(), text.end(), day.begin());
  std::copy_n("-01", 3, day.begin() + 7);
  return Date::parse({day.data(), day.size()});
}

std::string_view household_of(const journal::Entry& entry) noexcept {
  std::string_view found;
  std::visit(
      [&]<class Kind>(const Kind& of_kind) {
        Kind::visit(of_kind, [&]<class Field>(int, std::string_view name, const Field& field) {
          if constexpr (std::is_same_v<Field, std::string>) {
            if (name == "household") found = field;
          }
        });
      },
      entry);
  return found;
}

}  // namespace pointsbank::proof
