// A bank's answers as text for people.
#include <algorithm>

#include "passbook/reading.hpp"
#include "pointsbank/number.hpp"
#include "pointsbank/passbook.hpp"
#include "report/text_table.hpp"

namespace pointsbank::bank {

namespace {

using passbook::sentence;
using report::TextTable;

/// `+2.50`: on a passbook the sign is always written.
std::string signed_units(std::int64_t units, const Figures& figures) {
  const std::string text = units_to_string(units, figures.decimals);
  return units > 0 ? "+" + text : text;
}

std::string cell_of(std::int64_t units, const Figures& figures) {
  return units == 0 ? std::string() : signed_units(units, figures);
}

std::string moment(Moment moment, const Figures& figures) {
  const Date day = moment.date(figures.utc_offset);
  const std::int64_t minutes = moment.microseconds_of_day(figures.utc_offset) / 60'000'000;
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return day.to_string() + " " + two(minutes / 60) + ":" + two(minutes % 60);
}

std::vector<std::string> head(std::initializer_list<std::string_view> codes, Language language) {
  std::vector<std::string> names;
  for (const std::string_view code : codes)
    names.push_back(sentence("passbook_head_" + std::string(code), {}, language));
  return names;
}

std::string joined(std::initializer_list<std::string> parts, Language language) {
  std::string text;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += language == Language::zh ? "；" : "; ";
    text += part;
  }
  return text;
}

std::string empty_line(std::string_view code, Language language) { return sentence(code, {}, language) + "\n"; }

/// What a line of the passbook says beside its amount.
std::string words_of(const StatementLine& line, Language language) {
  std::string booked;
  const std::string month = line.month.to_string().substr(0, 7);
  if (line.date.to_string().substr(0, 7) != month) booked = sentence("passbook_booked_in", {month}, language);
  return joined({language == Language::zh ? line.text_zh : line.text_en, booked,
                 line.is_disputed ? sentence("passbook_disputed", {}, language) : "",
                 line.is_taken_back ? sentence("passbook_is_taken_back", {}, language) : ""},
                language);
}

std::string balance_line(const HouseholdBalance& balance, const Figures& figures, Language language) {
  const auto units = [&](std::int64_t amount) { return units_to_string(amount, figures.decimals); };
  std::string text =
      sentence("passbook_balance", {balance.household, units(balance.standing), units(balance.spendable)}, language);
  if (balance.spendable < 0) text += sentence("passbook_debt", {units(-balance.spendable)}, language);
  if (balance.frozen_until) text += sentence("passbook_frozen", {balance.frozen_until->to_string()}, language);
  return text + "\n";
}

}  // namespace

std::string to_text(std::span<const HouseholdBalance> balances, const Figures& figures, Language language) {
  if (balances.empty()) return empty_line("passbook_no_balances", language);
  TextTable table{head({"household", "standing", "spendable", "earned", "deducted", "frozen"}, language),
                  {},
                  {false, true, true, true, true, false}};
  for (const HouseholdBalance& each : balances) {
    table.rows.push_back(
        {each.household, units_to_string(each.standing, figures.decimals),
         units_to_string(each.spendable, figures.decimals), units_to_string(each.earned, figures.decimals),
         units_to_string(each.deducted, figures.decimals), each.frozen_until ? each.frozen_until->to_string() : ""});
  }
  return to_text(table);
}

std::string to_text(const Statement& statement, const Figures& figures, Language language) {
  std::string text = balance_line(statement.balance, figures, language);
  if (statement.lines.empty()) return text + empty_line("passbook_no_lines", language);
  TextTable table{
      head({"entry", "date", "standing", "spendable", "standing_after", "spendable_after", "reason"}, language),
      {},
      {true, false, true, true, true, true, false}};
  for (const StatementLine& line : statement.lines) {
    table.rows.push_back({std::to_string(line.entry), line.date.to_string(), cell_of(line.standing, figures),
                          cell_of(line.spendable, figures), units_to_string(line.standing_after, figures.decimals),
                          units_to_string(line.spendable_after, figures.decimals), words_of(line, language)});
  }
  return text + to_text(table);
}

std::string to_text(const Board& board, const Figures& figures, Language language) {
  std::string text = sentence("passbook_board", {board.day.to_string()}, language) + "\n";
  if (board.claims.empty()) text += empty_line("passbook_no_claims", language);
  TextTable claims{head({"event", "household", "name", "occurred", "reason", "due"}, language), {}, {}};
  for (const BoardClaim& claim : board.claims) {
    const std::string due = claim.state == "objected" ? sentence("passbook_objected", {}, language)
                            : claim.due               ? moment(*claim.due, figures)
                                                      : "";
    claims.rows.push_back({claim.event, claim.household, claim.name, claim.occurred,
                           language == Language::zh ? claim.title_zh : claim.title_en, due});
  }
  if (!claims.rows.empty()) text += to_text(claims);
  for (std::size_t i = 0; i < board.rows.size();) {
    const BoardRow& first = board.rows[i];
    text += "\n" +
            sentence("passbook_closing",
                     {language == Language::zh ? first.title_zh : first.title_en, first.period.to_string()}, language) +
            "\n";
    TextTable table{head({"rank", "household", "name", "group", "measure", "level"}, language),
                    {},
                    {true, false, false, false, true, false}};
    for (; i < board.rows.size() && board.rows[i].closing == first.closing; ++i) {
      const BoardRow& row = board.rows[i];
      table.rows.push_back({row.rank, row.household, row.name, row.group, row.measure, row.level});
    }
    text += to_text(table);
  }
  return text;
}

std::string to_text(std::span<const Claim> claims, const Figures& figures, Language language) {
  if (claims.empty()) return empty_line("passbook_no_claims", language);
  TextTable table{head({"event", "household", "kind", "occurred", "state", "due", "steps"}, language), {}, {}};
  for (const Claim& claim : claims) {
    std::string steps;
    for (const ClaimStep& step : claim.steps) {
      if (!steps.empty()) steps += " → ";
      steps += sentence("passbook_step_" + step.step, {}, language) + " " + step.by;
    }
    table.rows.push_back({claim.event, claim.household, claim.kind, claim.occurred,
                          sentence("passbook_state_" + claim.state, {}, language),
                          claim.due ? moment(*claim.due, figures) : "", steps});
  }
  return to_text(table);
}

std::string to_text(const Why& why, const Figures& figures, Language language) {
  const Claim& claim = why.claim;
  std::string text = sentence("passbook_why",
                              {claim.event, claim.household, claim.kind, claim.occurred,
                               sentence("passbook_state_" + claim.state, {}, language)},
                              language) +
                     "\n";
  for (const ClaimStep& step : claim.steps) {
    text +=
        "  " + moment(step.at, figures) + "  " + sentence("passbook_step_" + step.step, {}, language) + "  " + step.by;
    if (!step.points.empty()) text += "  " + sentence("passbook_points", {step.points}, language);
    if (!step.reason.empty()) text += "  " + step.reason;
    text += "\n";
  }
  if (claim.due) text += "  " + sentence("passbook_due", {moment(*claim.due, figures)}, language) + "\n";
  const std::string& explained = language == Language::zh ? why.zh : why.en;
  return explained.empty() ? text : text + "\n" + explained;
}

std::string to_text(std::span<const ShelfLine> shelf, const Figures& figures, Language language) {
  if (shelf.empty()) return empty_line("passbook_no_goods", language);
  TextTable table{head({"goods", "title", "points", "in_stock", "held", "handed_out", "limit"}, language),
                  {},
                  {false, false, true, true, true, true, false}};
  for (const ShelfLine& line : shelf) {
    const std::string per = line.per.empty() ? "" : " / " + line.per;
    table.rows.push_back({line.goods, line.title, units_to_string(line.points, figures.decimals),
                          std::to_string(line.in_stock), std::to_string(line.held), std::to_string(line.handed_out),
                          line.limit ? std::to_string(*line.limit) + per : ""});
  }
  return to_text(table);
}

std::string to_text(std::span<const Hold> holds, const Figures& figures, Language language) {
  if (holds.empty()) return empty_line("passbook_no_redemptions", language);
  TextTable table{head({"redemption", "household", "date", "points", "state", "last_day", "goods"}, language),
                  {},
                  {false, false, false, true, false, false, false}};
  for (const Hold& hold : holds) {
    std::string goods;
    for (const Line& line : hold.lines) {
      goods += (goods.empty() ? "" : ", ") + line.goods + "×" + std::to_string(line.pieces);
    }
    table.rows.push_back({hold.redemption, hold.household, hold.date.to_string(),
                          units_to_string(hold.points, figures.decimals),
                          sentence("passbook_hold_" + hold.state, {}, language),
                          hold.last_day ? hold.last_day->to_string() : "", goods});
  }
  return to_text(table);
}

std::string to_text(const Verification& found, Language language) {
  std::string text;
  for (const Finding& finding : found.findings) text += finding.sentence(language) + "\n";
  const std::string root = found.root.in_groups();
  const std::string count = std::to_string(found.entries);
  return text +
         sentence(found.findings.empty() ? "passbook_verified" : "passbook_not_verified", {count, root}, language) +
         "\n";
}

std::string to_text(std::span<const Difference> differences, Language language) {
  if (differences.empty()) return empty_line("passbook_no_differences", language);
  TextTable table{head({"month", "closing", "period", "household", "published", "now"}, language), {}, {}};
  for (const Difference& each : differences) {
    table.rows.push_back({each.month.to_string().substr(0, 7), each.closing, each.period.to_string(), each.household,
                          each.published, each.now});
  }
  return to_text(table);
}

}  // namespace pointsbank::bank
