// The ledger for other programs: CSV and JSON Lines, and the plain-text accounting formats of ledger, hledger and
// beancount, whose own balance reports must agree with the bank's.
//
// In plain-text accounting each posting is a transaction between the household's account and the account of its cause,
// in two commodities, STANDING and SPENDABLE. Ids may hold anything, account names may not: a household's account is
// `Assets:Households:H-…` with whatever is no letter of ASCII or digit written as `-` and its bytes in hexadecimal.
#include <algorithm>
#include <array>
#include <map>

#include "journal/entries.hpp"
#include "passbook/reading.hpp"
#include "passbook/reasons.hpp"
#include "pointsbank/number.hpp"
#include "pointsbank/passbook.hpp"
#include "report/text_buffer.hpp"

namespace pointsbank::bank {

namespace {

using passbook::Reading;

constexpr std::array<std::pair<std::string_view, ExportForm>, 5> forms{{{"csv", ExportForm::csv},
                                                                        {"jsonl", ExportForm::jsonl},
                                                                        {"ledger", ExportForm::ledger},
                                                                        {"hledger", ExportForm::hledger},
                                                                        {"beancount", ExportForm::beancount}}};

bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::string account_of(std::string_view household) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string account = "Assets:Households:H-";
  for (const char c : household) {
    if (is_plain(c)) {
      account.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    account.append({'-', digits[byte >> 4U], digits[byte & 15U]});
  }
  return account;
}

std::string account_of_cause(std::string_view cause) {
  std::string account = cause == "redemption" || cause == "refund" ? "Expenses:" : "Income:";
  account.append(cause);
  const std::size_t first = account.find(':') + 1;
  account[first] = static_cast<char>(account[first] - 'a' + 'A');
  return account;
}

/// A text in one line without what the formats give a meaning to.
std::string plain_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool is_special = c == '"' || c == ';' || c == '|' || c == '\\' || c == '\n' || c == '\r' || c == '\t';
    line.push_back(is_special ? ' ' : c);
  }
  return line;
}

class Exporter {
 public:
  Exporter(Reading& reading, const RuleBook* book, int decimals, int utc_offset)
      : reading_(reading), reasons_(reading, book), decimals_(decimals), utc_offset_(utc_offset) {}

  [[nodiscard]] std::string csv();
  [[nodiscard]] std::string jsonl();
  [[nodiscard]] std::string accounting(ExportForm form);

 private:
  template <class Function>
  void each_posting(Function&& function);
  void append_sum(std::string& out, std::string_view account, std::int64_t units, std::string_view commodity) const;
  void append_transaction(std::string& out, ExportForm form, store::Seq seq, const journal::PostingEntry& posting);
  void append_accounts(std::string& out, ExportForm form);

  Reading& reading_;
  passbook::Reasons reasons_;
  int decimals_;
  int utc_offset_;
};

template <class Function>
void Exporter::each_posting(Function&& function) {
  reading_.store().visit_journal(1, reading_.store().head().seq, [&](const store::JournalView& row) {
    const std::optional<journal::Entry> entry = journal::decode(row.body);
    const auto* const posting = entry ? std::get_if<journal::PostingEntry>(&*entry) : nullptr;
    if (posting != nullptr) function(row, *posting);
    return true;
  });
}

std::string Exporter::csv() {
  std::string out = "entry,recorded,date,month,household,member,source,event,cause,standing,spendable,reverses\n";
  each_posting([&](const store::JournalView& row, const journal::PostingEntry& posting) {
    out.append(std::to_string(row.seq)).append(",").append(row.recorded.to_string(utc_offset_)).append(",");
    out.append(posting.date.to_string()).append(",").append(posting.month.to_string().substr(0, 7)).append(",");
    for (const std::string* const text :
         {&posting.household, &posting.member, &posting.source, &posting.event, &posting.cause}) {
      report::append_cell(out, *text);
      out.push_back(',');
    }
    append_units(out, posting.standing, decimals_);
    out.push_back(',');
    append_units(out, posting.spendable, decimals_);
    out.push_back(',');
    if (posting.reverses) out.append(std::to_string(*posting.reverses));
    out.push_back('\n');
  });
  return out;
}

/// The whole journal: every entry with its number, moment and chain.
std::string Exporter::jsonl() {
  std::string out;
  reading_.store().visit_journal(1, reading_.store().head().seq, [&](const store::JournalView& row) {
    const std::optional<journal::Entry> entry = journal::decode(row.body);
    if (!entry) throw_damaged(row.seq);
    out.append("{\"seq\": ").append(std::to_string(row.seq)).append(", \"recorded\": \"");
    out.append(row.recorded.to_string(utc_offset_)).append("\", \"chain\": \"");
    row.chain.append_to(out);
    out.append("\", \"entry\": ");
    journal::write_json(out, *entry);
    out.append("}\n");
    return true;
  });
  return out;
}

void Exporter::append_sum(std::string& out, std::string_view account, std::int64_t units,
                          std::string_view commodity) const {
  out.append("    ").append(account).append("  ");
  append_units(out, units, decimals_);
  out.append(" ").append(commodity).append("\n");
}

void Exporter::append_transaction(std::string& out, ExportForm form, store::Seq seq,
                                  const journal::PostingEntry& posting) {
  const std::string text = plain_line(reasons_.of(posting, Language::en));
  const std::string date = posting.date.to_string();
  if (form == ExportForm::beancount) {
    out.append(date).append(" * \"").append(text).append("\"\n  entry: \"").append(std::to_string(seq)).append("\"\n");
  } else {
    out.append(date).append(" * (").append(std::to_string(seq)).append(") ").append(text).append("\n");
  }
  const std::string household = account_of(posting.household);
  const std::string cause = account_of_cause(posting.cause);
  const std::pair<std::int64_t, std::string_view> sums[] = {{posting.standing, "STANDING"},
                                                            {posting.spendable, "SPENDABLE"}};
  for (const auto& [units, commodity] : sums) {
    if (units == 0) continue;
    append_sum(out, household, units, commodity);
    append_sum(out, cause, -units, commodity);
  }
  out.append("\n");
}

/// What has to be declared before it is used: beancount opens accounts.
void Exporter::append_accounts(std::string& out, ExportForm form) {
  if (form != ExportForm::beancount) return;
  std::map<std::string, Date> opened;
  each_posting([&](const store::JournalView&, const journal::PostingEntry& posting) {
    for (const std::string& account : {account_of(posting.household), account_of_cause(posting.cause)}) {
      const auto [known, is_new] = opened.emplace(account, posting.date);
      if (!is_new) known->second = std::min(known->second, posting.date);
    }
  });
  out.append("option \"title\" \"points bank\"\n\n");
  for (const auto& [account, day] : opened) {
    out.append(day.to_string()).append(" open ").append(account).append(" STANDING,SPENDABLE\n");
  }
  out.append("\n");
}

std::string Exporter::accounting(ExportForm form) {
  std::string out = form == ExportForm::beancount ? ";; " : "; ";
  out.append("Every posting of the points bank; reversals are transactions of their own.\n\n");
  append_accounts(out, form);
  each_posting([&](const store::JournalView& row, const journal::PostingEntry& posting) {
    append_transaction(out, form, row.seq, posting);
  });
  return out;
}

}  // namespace

std::optional<ExportForm> parse_export_form(std::string_view word) noexcept {
  for (const auto& [name, form] : forms) {
    if (name == word) return form;
  }
  return std::nullopt;
}

std::string Bank::exported(ExportForm form) {
  Reading reading(*this);
  Exporter exporter(reading, passbook::book_in_force(*this), decimals(), utc_offset());
  switch (form) {
    case ExportForm::csv: return exporter.csv();
    case ExportForm::jsonl: return exporter.jsonl();
    case ExportForm::ledger:
    case ExportForm::hledger:
    case ExportForm::beancount: break;
  }
  return exporter.accounting(form);
}

}  // namespace pointsbank::bank
