// The kernels of conditions, dates and texts.
#include <cstring>

#include "expression/kernels.hpp"
#include "expression/operations.hpp"

namespace pointsbank::expression {

// ------------------------------------------------------------------------------------------------------- conditions

namespace {

constexpr State yes = static_cast<State>(Truth::yes);

/// What `&&` is where no side is no; `||` where no side is yes, its sides turned round. The left fault counts before
/// the right one, but whatever is unresolved may still be no.
constexpr State joined(State a, State b) noexcept {
  const State fault = a > yes ? a : b;
  return a == unresolved || b == unresolved ? unresolved : fault;
}

constexpr State turned(State truth) noexcept { return truth > yes ? truth : static_cast<State>(truth ^ yes); }

template <class Join>
void of_two(Register& out, const Register& a, const Register& b, std::size_t rows, Join join) {
  const State* __restrict left = a.states;
  const State* __restrict right = b.states;
  State* __restrict states = out.own_states;
  for (std::size_t i = 0; i < rows; ++i) states[i] = join(left[i], right[i]);
  out.states = states;
}

void copy_states(Register& out, const Register& from, std::size_t rows) {
  out.states = from.states == nullptr ? nullptr : out.own_states;
  if (from.states != nullptr) std::memcpy(out.own_states, from.states, rows);
}

}  // namespace

void both(Register& out, const Register& a, const Register& b, std::size_t rows) {
  of_two(out, a, b, rows, [](State left, State right) {
    const bool decided = left == 0 || right == 0;
    return decided ? State{0} : joined(left, right);
  });
}

void either(Register& out, const Register& a, const Register& b, std::size_t rows) {
  of_two(out, a, b, rows, [](State left, State right) {
    const bool decided = left == yes || right == yes;
    return decided ? yes : joined(left, right);
  });
}

void negation(Register& out, const Register& a, std::size_t rows) {
  const State* __restrict from = a.states;
  State* __restrict states = out.own_states;
  for (std::size_t i = 0; i < rows; ++i) states[i] = turned(from[i]);
  out.states = states;
}

void same_truth(Register& out, const Register& a, const Register& b, bool same, std::size_t rows) {
  const State wanted = same ? 0 : 1;
  of_two(out, a, b, rows, [=](State left, State right) {
    const State compared = static_cast<State>((left == right) ^ wanted);
    const State fault = left > yes ? left : right;
    return fault > yes ? fault : compared;
  });
}

void truth_in(Register& out, const Register& a, bool if_no, bool if_yes, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    const State truth = a.states[i];
    out.own_states[i] = truth > yes ? truth : static_cast<State>(truth == yes ? if_yes : if_no);
  }
  out.states = out.own_states;
}

void select_truths(Register& out, const Register& condition, const Register& a, const Register& b, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    const State truth = condition.states[i];
    out.own_states[i] = truth > yes ? truth : truth == yes ? a.states[i] : b.states[i];
  }
  out.states = out.own_states;
}

namespace {

/// The states of what was selected: those of the condition, then of the branch taken, then what came of its factor.
void select_states(Register& out, const Register& condition, const Register& a, const Register& b, std::size_t rows) {
  State* __restrict states = out.own_states;
  const auto bring = [&](const State* branch, State taken) {
    if (branch == nullptr) return;
    for (std::size_t i = 0; i < rows; ++i) {
      const State state = branch[i] != settled ? branch[i] : states[i];
      states[i] = condition.states[i] == taken ? state : states[i];
    }
  };
  bring(a.states, yes);
  bring(b.states, settled);
  State found = settled;
  for (std::size_t i = 0; i < rows; ++i) {
    const State truth = condition.states[i];
    states[i] = truth > yes ? truth : states[i];
    found |= states[i];
  }
  out.states = found != settled ? states : nullptr;
}

}  // namespace

void select_cells(Register& out, const Register& condition, const Register& a, Factor ka, const Register& b, Factor kb,
                  std::size_t rows) {
  const std::int64_t* __restrict left = a.cells;
  const std::int64_t* __restrict right = b.cells;
  std::int64_t* __restrict cells = out.own_cells;
  for (std::size_t i = 0; i < rows; ++i) {
    // A mask, for a branch that goes either way by chance would be dear.
    const std::int64_t mask = -static_cast<std::int64_t>(condition.states[i] == yes);
    const std::int64_t cell = (left[i] & mask) | (right[i] & ~mask);
    const bool overflows = __builtin_mul_overflow(cell, (ka & mask) | (kb & ~mask), &cells[i]);
    out.own_states[i] = overflows ? unresolved : settled;
  }
  out.cells = cells;
  select_states(out, condition, a, b, rows);
}

// ------------------------------------------------------------------------------------------------------------ dates

namespace {

/// Monday 1 to Sunday 7. Whole weeks are added, so that one unsigned division does.
std::int64_t weekday_of(std::int64_t days) noexcept {
  constexpr std::uint32_t weeks = 7 * 400'000'000U;
  constexpr std::uint32_t thursday = 3;
  return static_cast<std::int64_t>((static_cast<std::uint32_t>(days) + weeks + thursday) % 7) + 1;
}
/// The days that weekday_of and civil_of take: all from the years 1 to 9999, and as many before as after 1970.
constexpr std::int64_t near = 2'932'896;

/// As `civil`, by Neri and Schneider's Euclidean affine functions (Software: Practice and Experience, 2023): two
/// multiplications in place of divisions, here for days within `near` of 1970-01-01.
CivilDate civil_of(std::int64_t days) noexcept {
  constexpr std::uint32_t eras = 82;  // of 400 years, added so that nothing is negative
  constexpr std::uint32_t days_of_era = 146'097;
  const std::uint32_t day = static_cast<std::uint32_t>(static_cast<std::int32_t>(days)) + 719'468 + days_of_era * eras;
  const std::uint32_t in_centuries = 4 * day + 3;
  const std::uint32_t century = in_centuries / days_of_era;
  const std::uint64_t in_years = std::uint64_t{2'939'745} * ((in_centuries % days_of_era) | 3U);
  const auto year_of_century = static_cast<std::uint32_t>(in_years >> 32U);
  const std::uint32_t day_of_year = static_cast<std::uint32_t>(in_years) / 2'939'745 / 4;
  const std::uint32_t in_months = 2141 * day_of_year + 197'913;
  const bool next_year = day_of_year >= 306;
  const std::uint32_t year = 100 * century + year_of_century;
  const std::uint32_t month = in_months >> 16U;
  return {static_cast<int>(year) - static_cast<int>(400 * eras) + (next_year ? 1 : 0),
          static_cast<int>(next_year ? month - 12 : month), static_cast<int>((in_months & 0xFFFFU) / 2141) + 1};
}

template <class Part>
void each_date(Register& out, const Register& dates, std::size_t rows, Part part) {
  const std::int64_t* __restrict days = dates.cells;
  std::int64_t* __restrict cells = out.own_cells;
  for (std::size_t i = 0; i < rows; ++i) cells[i] = part(days[i]);
  out.cells = cells;
  copy_states(out, dates, rows);
}

bool all_near(const Register& dates, std::size_t rows) noexcept {
  std::uint32_t far = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    far |= static_cast<std::uint64_t>(dates.cells[i]) + near > 2 * static_cast<std::uint64_t>(near) ? 1U : 0U;
  }
  return far == 0;
}

template <class Civil, class Weekday>
void date_part_by(Register& out, const Register& dates, Operation part, std::size_t rows, Civil civil_by,
                  Weekday weekday_by) {
  switch (part) {
    case Operation::year: return each_date(out, dates, rows, [=](std::int64_t days) { return civil_by(days).year; });
    case Operation::month: return each_date(out, dates, rows, [=](std::int64_t days) { return civil_by(days).month; });
    case Operation::day: return each_date(out, dates, rows, [=](std::int64_t days) { return civil_by(days).day; });
    default: return each_date(out, dates, rows, weekday_by);
  }
}

Date date_of(std::int64_t days) noexcept { return Date{static_cast<std::int32_t>(days)}; }

}  // namespace

void date_part(Register& out, const Register& dates, Operation part, std::size_t rows) {
  if (all_near(dates, rows)) {
    date_part_by(out, dates, part, rows, civil_of, weekday_of);
  } else {
    date_part_by(
        out, dates, part, rows, [](std::int64_t days) { return civil(date_of(days)); },
        [](std::int64_t days) { return std::int64_t{weekday(date_of(days))}; });
  }
}

// ------------------------------------------------------------------------------------------------------------ texts

namespace {

bool has_text(const Register& ids, std::size_t row) noexcept {
  return ids.states == nullptr || ids.states[row] == settled;
}

std::string_view text_at(const Register& ids, const Dictionary& texts, std::size_t row) noexcept {
  return texts.text(static_cast<Id>(ids.cells[row]));
}

bool holds(const TextTest& test, std::string_view text) noexcept {
  return test.literal_is_left ? holds_of_texts(test.operation, test.comparison, test.literal, text)
                              : holds_of_texts(test.operation, test.comparison, text, test.literal);
}

}  // namespace

void text_size(Register& out, const Register& ids, const Dictionary& texts, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    out.own_cells[i] = has_text(ids, i) ? code_points(text_at(ids, texts, i)) : 0;
  }
  out.cells = out.own_cells;
  copy_states(out, ids, rows);
}

void test_text(Register& out, const Register& ids, TextTest& test, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    if (!has_text(ids, i)) {
      out.own_states[i] = ids.states[i];
    } else if (test.known.empty()) {
      out.own_states[i] = static_cast<State>(holds(test, text_at(ids, *test.texts, i)));
    } else {
      std::uint8_t& known = test.known[static_cast<std::size_t>(ids.cells[i])];
      if (known == TextTest::unknown) known = static_cast<std::uint8_t>(holds(test, text_at(ids, *test.texts, i)));
      out.own_states[i] = known;
    }
  }
  out.states = out.own_states;
}

void test_texts(Register& out, const Register& a, const Dictionary& texts_of_a, const Register& b,
                const Dictionary& texts_of_b, Operation operation, Comparison comparison, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    const bool known = has_text(a, i) && has_text(b, i);
    out.own_states[i] = static_cast<State>(
        known && holds_of_texts(operation, comparison, text_at(a, texts_of_a, i), text_at(b, texts_of_b, i)));
  }
  out.states = out.own_states;
  for (const Register* side : {&b, &a}) {
    if (side->states == nullptr) continue;
    for (std::size_t i = 0; i < rows; ++i) {
      if (side->states[i] != settled) out.own_states[i] = side->states[i];
    }
  }
}

}  // namespace pointsbank::expression
