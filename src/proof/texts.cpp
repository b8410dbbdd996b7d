// Sheets and slips on paper.
#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>
#include <variant>

#include "messages/messages.hpp"
#include "pointsbank/number.hpp"
#include "proof/documents.hpp"

namespace pointsbank::proof {
namespace {

constexpr std::size_t paper_width = 80;

template <class T>
struct ElementOf {
  using Type = void;
};
template <class T>
struct ElementOf<std::vector<T>> {
  using Type = T;
};

/// Whatever could break a line, or act on a terminal, as a blank.
std::string on_one_line(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return out;
}

class Paper {
 public:
  Paper(const Issuer& issuer, Language language) : issuer_(issuer), language_(language) {}

  [[nodiscard]] std::string sentence(std::string_view code, const std::vector<std::string>& arguments = {}) const {
    return messages::format(code, arguments, language_);
  }
  /// The program's word for it, or, where it has none, the word itself.
  [[nodiscard]] std::string word(std::string_view prefix, std::string_view word) const {
    const std::string code = std::string(prefix).append(word);
    return messages::find(code) == nullptr ? on_one_line(word) : sentence(code);
  }
  void line(std::string_view text) { out_.append(text).append("\n"); }
  void line(std::string_view code, const std::vector<std::string>& arguments) { line(sentence(code, arguments)); }
  void rule() { line(std::string(paper_width, '-')); }
  [[nodiscard]] std::string amount(std::int64_t units) const { return units_to_string(units, issuer_.decimals); }
  [[nodiscard]] std::string moment(Moment moment) const { return moment.to_string(issuer_.utc_offset); }
  [[nodiscard]] std::string take() { return std::move(out_); }

  /// What stands on the lines that follow: a word for a field of this kind of entry goes before that for any.
  void set_kind(std::string_view kind) { kind_ = kind; }
  /// The fields of an entry that say something, a line each.
  template <class Struct>
  void fields(const Struct& value, std::size_t indent) {
    Struct::visit(value, [&](int, std::string_view name, const auto& field) { this->field(name, field, indent); });
  }

 private:
  template <class T>
  void field(std::string_view name, const std::optional<T>& value, std::size_t indent) {
    if (value) field(name, *value, indent);
  }
  template <class T>
  void field(std::string_view name, const T& value, std::size_t indent) {
    using Element = typename ElementOf<T>::Type;
    if constexpr (std::is_same_v<Element, journal::CauseTotal> || std::is_same_v<Element, journal::RedemptionLine>) {
      for (const Element& element : value) {
        labelled(name, "", indent);
        fields(element, indent + 2);
      }
    } else {
      const std::string text = shown(name, value);
      if (!text.empty()) labelled(name, text, indent);
    }
  }
  void labelled(std::string_view name, std::string_view text, std::size_t indent) {
    const std::string_view colon = language_ == Language::zh ? "：" : text.empty() ? ":" : ": ";
    const std::string of_kind = "proof_field_" + kind_ + "_" + std::string(name);
    const std::string label = messages::find(of_kind) == nullptr ? word("proof_field_", name) : sentence(of_kind);
    out_.append(indent, ' ').append(label).append(colon).append(text).append("\n");
  }

  template <class T>
  [[nodiscard]] std::string shown(std::string_view name, const T& value) const {
    if constexpr (std::is_same_v<T, std::string>) {
      return name == "cause" ? word("comparison_cause_", value) : on_one_line(value);
    } else if constexpr (std::is_same_v<T, bool>) {
      return sentence(value ? "proof_yes" : "proof_no");
    } else if constexpr (std::is_enum_v<T>) {
      return word("proof_word_", to_string(value));
    } else if constexpr (std::is_same_v<T, Date>) {
      return name == "month" ? month_text(value) : value.to_string();
    } else if constexpr (std::is_same_v<T, Moment>) {
      return moment(value);
    } else if constexpr (std::is_same_v<T, Digest>) {
      return value.in_groups();
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      const bool is_amount = name == "standing" || name == "spendable" || name == "points";
      return is_amount ? amount(value) : std::to_string(value);
    } else {
      std::string out;
      for (const auto& element : value) out.append(out.empty() ? "" : "; ").append(shown(name, element));
      return out;
    }
  }
  [[nodiscard]] std::string shown(std::string_view, const journal::Cell& cell) const {
    return on_one_line(cell.column) + " " + on_one_line(cell.text);
  }

  const Issuer& issuer_;
  Language language_;
  std::string kind_;
  std::string out_;
};

/// Amounts in two columns, by cause, and their sums.
void write_totals(Paper& paper, const Sheet& sheet) {
  using Row = std::array<std::string, 3>;
  std::vector<Row> rows;
  int128_t standing = 0;
  int128_t spendable = 0;
  for (const journal::CauseTotal& total : sheet.totals) {
    rows.push_back(
        {paper.amount(total.standing), paper.amount(total.spendable), paper.word("comparison_cause_", total.cause)});
    standing += total.standing;
    spendable += total.spendable;
  }
  const auto sum = [&](int128_t units) {
    return Number::fraction(units, 1).is_small() ? paper.amount(static_cast<std::int64_t>(units)) : std::string("?");
  };
  rows.push_back(
      {sum(standing), sum(spendable), paper.sentence("proof_sheet_sum", {std::to_string(sheet.households)})});
  std::array<std::size_t, 2> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  paper.line("proof_sheet_totals", {});
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < widths.size(); ++i) line.append(2 + widths[i] - row[i].size(), ' ').append(row[i]);
    paper.line(line.append("  ").append(row[2]));
  }
}

}  // namespace

std::string to_text(const Sheet& sheet, Language language) {
  Paper paper(sheet.issuer, language);
  paper.line("proof_sheet_title", {sheet.issuer.bank, month_text(sheet.month)});
  paper.rule();
  paper.line("proof_sheet_closed", {paper.moment(sheet.moment)});
  paper.line("proof_sheet_entries", {std::to_string(sheet.tree.entries)});
  paper.line("proof_sheet_root", {sheet.tree.root.in_groups()});
  if (sheet.previous) {
    paper.line("proof_sheet_before", {std::to_string(sheet.previous->entries), sheet.previous->root.in_groups()});
  } else {
    paper.line("proof_sheet_first", {});
  }
  paper.rule();
  write_totals(paper, sheet);
  paper.rule();
  paper.line("proof_sheet_full_root", {sheet.tree.root.to_string()});
  paper.line("proof_sheet_chain", {sheet.chain.to_string()});
  paper.line("proof_sheet_keep", {});
  return paper.take();
}

std::string to_text(const Slip& slip, Language language) {
  Paper paper(slip.issuer, language);
  paper.line("proof_slip_title", {slip.issuer.bank, std::to_string(slip.entry)});
  if (!slip.household.empty()) paper.line("proof_slip_household", {slip.household});
  paper.rule();
  if (const std::optional<journal::Entry> entry = journal::decode(slip.body)) {
    const std::string_view kind = journal::kind_name(static_cast<std::uint8_t>(entry->index() + 1));
    paper.line(paper.word("proof_kind_", kind));
    paper.set_kind(kind);
    std::visit([&](const auto& of_kind) { paper.fields(of_kind, 2); }, *entry);
  } else {
    paper.line("proof_no_entry", {std::to_string(slip.entry)});
  }
  paper.rule();
  paper.line("proof_slip_digest", {digest::leaf_digest(slip.body).in_groups()});
  paper.line("proof_slip_sheet",
             {month_text(slip.month), std::to_string(slip.sheet.entries), slip.sheet.root.in_groups()});
  paper.line("proof_slip_compare", {});
  return paper.take();
}

}  // namespace pointsbank::proof
