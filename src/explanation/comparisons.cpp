#include "explanation/comparisons.hpp"

#include <algorithm>
#include <map>
#include <span>

namespace pointsbank::explanation {

namespace {

using Kind = rulelist::Closing::Kind;

/// Finds the rows of one household, closing by closing, in the order in which they happened.
template <class Row>
class Rows {
 public:
  Rows(const std::vector<Row>& rows, Id household) : rows_(rows), household_(household) {}

  /// The next row of the household in this closing and period that was not found before; null where there is none.
  const Row* next(const evaluation::ClosingInstance& instance) {
    const Index source = instance.closing->source;
    const auto [from, added] = next_.try_emplace(std::pair(source, instance.period), rows_.begin());
    const auto found = std::find_if(from->second, rows_.end(), [&](const Row& row) {
      return row.household == household_ && row.closing == source && row.period == instance.period;
    });
    if (found == rows_.end()) return nullptr;
    from->second = found + 1;
    return &*found;
  }

  /// The rows of the same closing and period that stand around one of them.
  [[nodiscard]] std::span<const Row> around(const Row& row) const {
    const auto is_same = [&](const Row& other) { return other.closing == row.closing && other.period == row.period; };
    auto begin = rows_.begin() + (&row - rows_.data());
    auto end = begin + 1;
    while (begin != rows_.begin() && is_same(begin[-1]) && follows(begin[-1], begin[0])) --begin;
    while (end != rows_.end() && is_same(*end) && follows(end[-1], *end)) ++end;
    return {begin, end};
  }

 private:
  /// Ranks rise within a closing; where they fall, another closing with the same name and first day begins.
  static bool follows(const Row& before, const Row& after) {
    if constexpr (requires { before.is_rated; }) {
      if (!before.is_rated || !after.is_rated) return before.is_rated || !after.is_rated;
    }
    if constexpr (requires { before.rank; }) return before.rank <= after.rank;
    return true;
  }

  const std::vector<Row>& rows_;
  Id household_;
  std::map<std::pair<Index, Date>, typename std::vector<Row>::const_iterator> next_;
};

template <class Row>
std::int64_t count_in_group(std::span<const Row> rows, std::string_view group) {
  return std::count_if(rows.begin(), rows.end(), [&](const Row& row) {
    if constexpr (requires { row.is_rated; }) {
      if (!row.is_rated) return false;
    }
    return row.group == group;
  });
}

NoAward why_no_award(const rulelist::Closing& model, const MeasureLine& measure, const RankLine& line) {
  if (!measure.takes_part) return NoAward::left_out;
  if (!line.is_ranked) return NoAward::below_minimum;
  if (line.points != 0 || model.awards.empty()) return NoAward::none;
  const bool has_award = std::any_of(model.awards.begin(), model.awards.end(), [&](const rulelist::Award& award) {
    return award.first_rank <= line.rank && line.rank <= award.last_rank;
  });
  if (!has_award) return NoAward::rank_without;
  if (line.ranked < model.field) return NoAward::small_field;
  if (measure.is_blocked) return NoAward::blocked;
  if (!model.minimum && measure.measure.sign() <= 0) return NoAward::nothing_gained;
  return NoAward::none;
}

/// What is missing to the level that stands before the one reached.
std::optional<NextLevel> next_level(const rulelist::Closing& model, const RatingRow& row,
                                    std::span<const RatingRow> rows) {
  const auto reached = std::find_if(model.levels.begin(), model.levels.end(),
                                    [&](const rulelist::Level& level) { return level.id == row.level; });
  if (reached == model.levels.begin()) return std::nullopt;
  const rulelist::Level& wanted = reached[-1];
  NextLevel next;
  next.level = wanted.id;
  if (wanted.at_least && row.measure < *wanted.at_least) next.missing = *wanted.at_least - row.measure;
  if (wanted.above && row.measure <= *wanted.above) {
    const Number missing = *wanted.above - row.measure;
    if (!next.missing || missing >= *next.missing) {
      next.missing = missing;
      next.more_than = true;
    }
  }
  if (wanted.top && row.rank > *wanted.top) {
    next.top = wanted.top;
    for (const RatingRow& other : rows) {
      if (!other.is_rated || other.group != row.group || other.rank > *wanted.top) continue;
      const Number missing = other.measure - row.measure;
      if (!next.missing_to_top || missing < *next.missing_to_top) next.missing_to_top = missing;
    }
  }
  return next;
}

struct Tables {
  Rows<RankingRow> rankings;
  Rows<RatingRow> ratings;
  Rows<DividendRow> dividends;
  Rows<BenefitRow> benefits;
};

void add_ranking(ClosingPart& part, Rows<RankingRow>& rows) {
  const rulelist::Closing& model = *part.instance.closing->model;
  RankLine line;
  const bool has_row = part.measure->takes_part && (!model.minimum || part.measure->measure >= *model.minimum);
  if (const RankingRow* row = has_row ? rows.next(part.instance) : nullptr) {
    line.is_ranked = true;
    line.group = row->group;
    line.rank = row->rank;
    line.ranked = count_in_group(rows.around(*row), row->group);
    line.points = row->points;
  }
  line.no_award = why_no_award(model, *part.measure, line);
  part.rank = line;
}

void add_rating(ClosingPart& part, Rows<RatingRow>& rows) {
  const RatingRow* row = rows.next(part.instance);
  if (row == nullptr) return;
  RatingLine line;
  line.is_rated = row->is_rated;
  line.group = row->group;
  line.level = row->level;
  if (row->is_rated) {
    const std::span<const RatingRow> all = rows.around(*row);
    line.rank = row->rank;
    line.ranked = count_in_group(all, row->group);
    line.next = next_level(*part.instance.closing->model, *row, all);
  }
  part.rating = line;
}

void add_dividend(ClosingPart& part, Rows<DividendRow>& rows) {
  const bool has_row = part.measure->takes_part && part.measure->measure.sign() > 0;
  const DividendRow* row = has_row ? rows.next(part.instance) : nullptr;
  if (row == nullptr) return;
  DividendLine line;
  line.group = row->group;
  line.amount = row->amount;
  for (const DividendRow& other : rows.around(*row)) {
    if (other.group == row->group) line.sum = line.sum + other.measure;
  }
  part.dividend = line;
}

void add_benefit(ClosingPart& part, Rows<BenefitRow>& rows, Rounding rounding) {
  const BenefitRow* row = part.measure->takes_part ? rows.next(part.instance) : nullptr;
  if (row != nullptr) part.benefit = BenefitLine{row->value.to_string(row->decimals, rounding)};
}

template <class Row, class Cells>
void add_published(ClosingPart& part, Rows<Row>& rows, Cells cells) {
  while (const Row* row = rows.next(part.instance)) {
    if (row->published != nullptr) part.published.push_back({cells(*row->published)});
  }
}

void add_published(ClosingPart& part, Tables& tables) {
  using Cells = std::vector<std::pair<std::string_view, std::string>>;
  switch (part.instance.closing->model->kind) {
    case Kind::ranking:
      return add_published(part, tables.rankings, [](const Published::Ranking& row) {
        return Cells{{"group", row.group}, {"measure", row.measure}, {"rank", row.rank}, {"points", row.points_text}};
      });
    case Kind::rating:
      return add_published(part, tables.ratings, [](const Published::Rating& row) {
        return Cells{{"group", row.group}, {"measure", row.measure}, {"rank", row.rank}, {"level", row.level}};
      });
    case Kind::dividend:
      return add_published(part, tables.dividends, [](const Published::Dividend& row) {
        return Cells{{"group", row.group}, {"measure", row.measure}, {"amount", row.amount}};
      });
    default:
      return add_published(part, tables.benefits, [](const Published::Benefit& row) {
        return Cells{{"value", row.value}, {"unit", row.unit}};
      });
  }
}

}  // namespace

void add_comparisons(Story& story, Id household, const Evaluation& evaluation) {
  Tables tables{{evaluation.rankings(), household},
                {evaluation.ratings(), household},
                {evaluation.dividends(), household},
                {evaluation.benefits(), household}};
  for (Item& item : story.items) {
    if (item.kind != Item::Kind::closing) continue;
    ClosingPart& part = item.closing;
    if (part.instance.is_published) {
      add_published(part, tables);
      continue;
    }
    if (!part.measure) continue;
    switch (part.instance.closing->model->kind) {
      case Kind::ranking: add_ranking(part, tables.rankings); break;
      case Kind::rating: add_rating(part, tables.ratings); break;
      case Kind::dividend: add_dividend(part, tables.dividends); break;
      default: add_benefit(part, tables.benefits, story.program->rounding); break;
    }
  }
}

}  // namespace pointsbank::explanation
