// Closing a month and taking that back.
#include "bank/months.hpp"

#include <algorithm>
#include <set>

#include "bank/entry_reading.hpp"
#include "bank/faults.hpp"
#include "bank/inputs.hpp"
#include "bank/ledger_writer.hpp"
#include "bank/settings.hpp"
#include "bank/settlement_scope.hpp"
#include "bank/shop.hpp"

namespace pointsbank::bank {

namespace {

std::optional<store::MonthRecord> last_closed(store::Store& store) {
  std::optional<store::MonthRecord> last;
  for (const store::MonthRecord& month : store.months()) {
    if (month.is_closed) last = month;
  }
  return last;
}

/// Months are closed one after the other; the first is one before which nothing is posted.
void need_next(store::Store& store, Date month) {
  const std::optional<store::MonthRecord> last = last_closed(store);
  if (last) {
    if (month <= last->month) Work::refuse("month_closed", {{"month", month_text(month)}});
    const Date next = add_months(last->month, 1);
    if (next < month) Work::refuse("month_open", {{"month", month_text(month)}, {"first", month_text(next)}});
    return;
  }
  for (const store::MonthRecord& each : store.months()) {
    if (each.month < month) {
      Work::refuse("month_open", {{"month", month_text(month)}, {"first", month_text(each.month)}});
    }
  }
}

/// Publishes what the month's closings came to, but for what stands as published already.
std::int64_t publish(Work& work, Date month, Date last) {
  store::Store& store = work.store();
  const RuleBook& book = work.book();
  EvaluateOptions options;
  options.through = last;
  options.closings = true;
  options.threads = work.state().options.threads;
  const Evaluation evaluation = evaluate_inputs(book, inputs_of(work.state(), book, nullptr), options);
  std::string lines = store.setting(settings::published_closings).value_or("");
  const auto stands = [known = "\n" + lines](const std::string& line) {
    return known.find("\n" + line + "\n") != std::string::npos;
  };
  std::set<std::string> published;
  std::int64_t rows = 0;
  for (ClosingRow& row : closing_rows(book, evaluation, {month})) {
    std::string line = published_line(row.table, row.closing, row.period);
    if (stands(line)) continue;
    const store::Seq seq = work.write(
        journal::PublishedRow{month, row.table, row.closing, row.period, row.household, std::move(row.cells)});
    store.insert(store::PublishedRecord{month, row.table, row.closing, row.period, row.household, seq});
    published.insert(std::move(line));
    ++rows;
  }
  for (const std::string& line : published) lines.append(line).append("\n");
  store.set(settings::published_closings, lines);
  return rows;
}

journal::MonthClosed sheet_of(Work& work, Date month) {
  store::Store& store = work.store();
  journal::MonthClosed closed;
  closed.by = work.by();
  closed.at = work.at();
  closed.month = month;
  closed.entries = work.head().seq;
  const digest::MerkleTree tree = grown_tree(store, closed.entries);
  keep_tree(store, tree);
  closed.root = tree.root();
  if (const std::optional<std::string> before = store.setting(settings::last_sheet)) {
    const auto sheet = entry_of<journal::MonthClosed>(store, std::stoll(*before));
    closed.previous_entries = sheet.entries;
    closed.previous_root = sheet.root;
  }
  for (const store::TotalRecord& total : store.totals()) {
    closed.totals.push_back({total.cause, total.standing, total.spendable});
  }
  store.visit_balances([&closed](const store::BalanceRecord&) {
    ++closed.households;
    return true;
  });
  return closed;
}

/// What the rows of a month that is opened again published is free again, and everybody is settled anew.
void unpublish(store::Store& store, Date month) {
  std::set<std::string> gone;
  store.visit_published([&](const store::PublishedRecord& record) {
    if (record.month == month) gone.insert(published_line(record.table, record.closing, record.period));
    return true;
  });
  store.remove_published(month);
  const std::string lines = store.setting(settings::published_closings).value_or("");
  std::string left;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find('\n', begin);
    const std::string line = lines.substr(begin, end - begin);
    if (!gone.contains(line)) left.append(line).append("\n");
    begin = end == std::string::npos ? lines.size() : end + 1;
  }
  store.set(settings::published_closings, left);
  store.set(settings::settled_book, "");
}

bool is_any_officer(Work& work, const std::string& person) {
  return work.is_officer(person, journal::Role::clerk) || work.is_officer(person, journal::Role::reviewer) ||
         work.is_officer(person, journal::Role::auditor);
}

}  // namespace

Answer carry_out(Work& work, const CloseMonth& request) {
  const Date month = month_of(request.month);
  work.need_officer(journal::Role::clerk);
  store::Store& store = work.store();
  need_next(store, month);
  const Date end = add_months(month, 1);
  if (work.day() < end) Work::refuse("too_early", {{"month", request.month}, {"from", end.to_string()}});
  const SettlementReport settled = settle(work, end - 1);
  need_next(store, month);  // what was settled just now may be for an earlier month
  const std::int64_t rows = publish(work, month, end - 1);
  const journal::MonthClosed closed = sheet_of(work, month);
  const store::Seq seq = work.write(closed);
  store.put(store::MonthRecord{month, true, seq});
  store.set(settings::last_sheet, std::to_string(seq));
  Answer answer;
  answer.values = {{"month", request.month, false},
                   {"through", settled.through.to_string(), false},
                   number_value("published", rows),
                   number_value("entries", closed.entries),
                   {"root", closed.root.to_string(), false},
                   number_value("households", closed.households),
                   number_value("sheet", seq)};
  return answer;
}

Answer carry_out(Work& work, const ReopenMonth& request) {
  const Date month = month_of(request.month);
  need_id("with", request.with);
  if (request.reason.empty()) wrong("reason", "bank_missing_field", {"reason"});
  work.need_officer(journal::Role::clerk);
  if (request.with == work.by() || !is_any_officer(work, request.with)) {
    Work::refuse("not_allowed", {{"person", request.with}, {"needed", "second_officer"}});
  }
  store::Store& store = work.store();
  const std::optional<store::MonthRecord> last = last_closed(store);
  if (!last || last->month < month) Work::refuse("month_open", {{"month", request.month}});
  if (month < last->month) {
    Work::refuse("month_closed", {{"month", request.month}, {"last", month_text(last->month)}});
  }
  work.write(journal::MonthReopened{work.by(), request.with, work.at(), month, request.reason});
  store.put(store::MonthRecord{month, false, last->sheet});
  unpublish(store, month);
  Answer answer;
  answer.values = {{"month", request.month, false}};
  return answer;
}

}  // namespace pointsbank::bank
