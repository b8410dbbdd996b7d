// What a late event or another rule book would change in the closings that are published: for people to decide on.
//
// Everything is evaluated as if nothing had been published: what an earlier closing would award otherwise shows in the
// later ones too.
#include <map>
#include <tuple>

#include "bank/entry_reading.hpp"
#include "bank/inputs.hpp"
#include "bank/months.hpp"
#include "bank/one_picture.hpp"
#include "bank/settings.hpp"

namespace pointsbank::bank {

namespace {

using Key = std::tuple<Date, std::string, std::string, Date, std::string>;  // month, table, closing, period, household

struct Sides {
  std::string published, now;
};

std::vector<Date> closed_months(store::Store& store) {
  std::vector<Date> months;
  for (const store::MonthRecord& month : store.months()) {
    if (month.is_closed) months.push_back(month.month);
  }
  return months;
}

void add_published_side(store::Store& store, std::map<Key, Sides>& sides) {
  std::vector<store::Seq> seqs;
  store.visit_published([&seqs](const store::PublishedRecord& record) {
    seqs.push_back(record.seq);
    return true;
  });
  for_each_body(store, seqs, [&sides](store::Seq seq, std::string_view body) {
    const auto row = decoded<journal::PublishedRow>(seq, body);
    sides[{row.month, row.table, row.closing, row.period, row.household}].published = cells_text(row.cells);
  });
}

void add_present_side(Bank::State& state, const RuleBook& book, const std::vector<Date>& months,
                      std::map<Key, Sides>& sides) {
  EvaluateOptions options;
  options.through = add_months(months.back(), 1) - 1;
  options.closings = true;
  options.threads = state.options.threads;
  Inputs inputs = tables_of(*state.store, book, nullptr);
  const Evaluation evaluation = evaluate_inputs(book, inputs, options);
  for (const Date month : months) {
    for (const ClosingRow& row : closing_rows(book, evaluation, {month})) {
      sides[{month, row.table, row.closing, row.period, row.household}].now = cells_text(row.cells);
    }
  }
}

}  // namespace

std::vector<Difference> Bank::differences() {
  store::Store& store = *state_->store;
  const OnePicture picture(store);
  std::vector<Difference> differences;
  const std::vector<Date> months = closed_months(store);
  Work work(*state_, {}, {});
  if (months.empty() || !work.has_book()) return differences;
  std::map<Key, Sides> sides;
  add_published_side(store, sides);
  add_present_side(*state_, work.book(), months, sides);
  for (const auto& [key, side] : sides) {
    if (side.published == side.now) continue;
    const auto& [month, table, closing, period, household] = key;
    differences.push_back({month, table, closing, period, household, side.published, side.now});
  }
  return differences;
}

}  // namespace pointsbank::bank
