#include "expression/kernels.hpp"

#include <algorithm>

#include "expression/operations.hpp"

namespace pointsbank::expression {

namespace {

/// Brings the states of the operands over what a kernel found itself; `found` says whether it found anything.
void join_states(Register& out, const State* a, const State* b, bool found, std::size_t rows) {
  out.states = nullptr;
  if (a == nullptr && b == nullptr && !found) return;
  State* __restrict states = out.own_states;
  out.states = states;
  if (b != nullptr) {
    for (std::size_t i = 0; i < rows; ++i) states[i] = b[i] != settled ? b[i] : states[i];
  }
  if (a != nullptr) {
    for (std::size_t i = 0; i < rows; ++i) states[i] = a[i] != settled ? a[i] : states[i];
  }
}

/// The Truths that a comparison wrote, and the states of what it compared.
void finish_truths(Register& out, const State* a, const State* b, std::size_t rows) {
  join_states(out, a, b, true, rows);
}

/// One operation a row that writes a cell and says what is wrong with it.
template <class Operate>
void arithmetic(Register& out, const Register& a, const Register& b, std::size_t rows, Operate operate) {
  const std::int64_t* __restrict left = a.cells;
  const std::int64_t* __restrict right = b.cells;
  std::int64_t* __restrict cells = out.own_cells;
  State* __restrict states = out.own_states;
  State found = settled;
  for (std::size_t i = 0; i < rows; ++i) {
    const State state = operate(left[i], right[i], cells[i]);
    states[i] = state;
    found |= state;
  }
  out.cells = cells;
  join_states(out, a.states, b.states, found != settled, rows);
}

template <class Operate>
void arithmetic(Register& out, const Register& a, std::size_t rows, Operate operate) {
  const std::int64_t* __restrict left = a.cells;
  std::int64_t* __restrict cells = out.own_cells;
  State* __restrict states = out.own_states;
  State found = settled;
  for (std::size_t i = 0; i < rows; ++i) {
    const State state = operate(left[i], cells[i]);
    states[i] = state;
    found |= state;
  }
  out.cells = cells;
  join_states(out, a.states, nullptr, found != settled, rows);
}

State state_of(bool overflows) noexcept { return overflows ? unresolved : settled; }

/// Both sides in one unit, and then `operate` on them.
template <class Operate>
void in_one_unit(Register& out, const Register& a, Factor ka, const Register& b, Factor kb, std::size_t rows,
                 Operate operate) {
  if (ka == 1 && kb == 1) return arithmetic(out, a, b, rows, operate);
  arithmetic(out, a, b, rows, [=](std::int64_t left, std::int64_t right, std::int64_t& cell) {
    std::int64_t scaled_left = 0;
    std::int64_t scaled_right = 0;
    const bool left_overflows = __builtin_mul_overflow(left, ka, &scaled_left);
    const bool right_overflows = __builtin_mul_overflow(right, kb, &scaled_right);
    const State state = operate(scaled_left, scaled_right, cell);
    return left_overflows || right_overflows ? unresolved : state;
  });
}

std::int64_t floored_modulo(std::int64_t left, std::int64_t right) noexcept {
  if (right == -1) return 0;
  const std::int64_t rest = left % right;
  return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest;
}

int128_t rounded(int128_t value, std::int64_t divisor, Operation operation) noexcept {
  if (operation == Operation::round) return divide_rounded(value, divisor, Rounding::half_up);
  const bool down = operation == Operation::floor;
  return divide_rounded(value, divisor, (value < 0) == down ? Rounding::up : Rounding::down);
}

/// The answer of one comparison a row.
template <class Holds>
void truths(Register& out, std::size_t rows, Holds holds) {
  State* __restrict states = out.own_states;
  for (std::size_t i = 0; i < rows; ++i) states[i] = static_cast<State>(holds(i));
}

}  // namespace

// ---------------------------------------------------------------------------------------------------- what comes in

void load_cells(Register& out, std::span<const std::int64_t> cells) {
  out.cells = cells.data();
  out.states = nullptr;
  // Most columns have no special cell. The top bit of (x >> 1) - 1 says whether x is 0 or 1, with nothing but
  // operations that every machine has for several cells at once.
  static_assert(wide_cell == absent_cell + 1);
  constexpr auto special = static_cast<std::uint64_t>(absent_cell);
  std::uint64_t found = 0;
  for (const std::int64_t cell : cells) found |= ((static_cast<std::uint64_t>(cell) ^ special) >> 1U) - 1;
  if (found >> 63U == 0) return;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    out.own_states[i] = cells[i] == absent_cell ? missing : cells[i] == wide_cell ? unresolved : settled;
  }
  out.states = out.own_states;
}

void load_truths(Register& out, const Register& cells, std::size_t rows) {
  truths(out, rows, [=](std::size_t i) { return cells.cells[i] != 0; });
  finish_truths(out, cells.states, nullptr, rows);
}

void has_value(Register& out, const Register& cells, std::size_t rows) {
  if (cells.states == nullptr) {
    std::fill_n(out.own_states, rows, State{1});
  } else {
    truths(out, rows, [=](std::size_t i) { return cells.states[i] != missing; });
  }
  out.states = out.own_states;
}

// ------------------------------------------------------------------------------------------------------- arithmetic

void add(Register& out, const Register& a, Factor ka, const Register& b, Factor kb, std::size_t rows) {
  in_one_unit(out, a, ka, b, kb, rows, [](std::int64_t left, std::int64_t right, std::int64_t& cell) {
    return state_of(__builtin_add_overflow(left, right, &cell));
  });
}

void multiply(Register& out, const Register& a, const Register& b, std::size_t rows) {
  arithmetic(out, a, b, rows, [](std::int64_t left, std::int64_t right, std::int64_t& cell) {
    return state_of(__builtin_mul_overflow(left, right, &cell));
  });
}

void least(Register& out, const Register& a, Factor ka, const Register& b, Factor kb, std::size_t rows) {
  in_one_unit(out, a, ka, b, kb, rows, [](std::int64_t left, std::int64_t right, std::int64_t& cell) {
    cell = std::min(left, right);
    return settled;
  });
}

void greatest(Register& out, const Register& a, Factor ka, const Register& b, Factor kb, std::size_t rows) {
  in_one_unit(out, a, ka, b, kb, rows, [](std::int64_t left, std::int64_t right, std::int64_t& cell) {
    cell = std::max(left, right);
    return settled;
  });
}

void modulo(Register& out, const Register& a, Factor ka, const Register& b, Factor kb, std::size_t rows) {
  in_one_unit(out, a, ka, b, kb, rows, [](std::int64_t left, std::int64_t right, std::int64_t& cell) {
    cell = right == 0 ? 0 : floored_modulo(left, right);
    return right == 0 ? by_zero : settled;
  });
}

void absolute(Register& out, const Register& a, std::size_t rows) {
  arithmetic(out, a, rows, [](std::int64_t value, std::int64_t& cell) {
    const auto size = static_cast<std::uint64_t>(value);
    cell = static_cast<std::int64_t>(value < 0 ? 0 - size : size);
    return state_of(value == INT64_MIN);
  });
}

void to_whole(Register& out, const Register& a, Factor factor, Factor divisor, Operation operation, std::size_t rows) {
  arithmetic(out, a, rows, [=](std::int64_t value, std::int64_t& cell) {
    const int128_t whole = rounded(static_cast<int128_t>(value) * factor, divisor, operation);
    cell = static_cast<std::int64_t>(whole);
    return state_of(whole != cell);
  });
}

void divide(Register& out, const Register& numerator, const Register& denominator, std::size_t rows) {
  const std::int64_t* cells = denominator.cells;
  State found = settled;
  for (std::size_t i = 0; i < rows; ++i) {
    const State state = cells[i] == 0 ? by_zero : settled;
    out.own_states[i] = state;
    found |= state;
  }
  out.cells = cells;
  join_states(out, numerator.states, denominator.states, found != settled, rows);
}

// ------------------------------------------------------------------------------------------------------ comparisons

namespace {

/// `left` and `right` give the two sides of a row.
template <class Left, class Right>
void compare_sides(Register& out, Comparison comparison, std::size_t rows, Left left, Right right) {
  switch (comparison) {
    case Comparison::equal: return truths(out, rows, [=](std::size_t i) { return left(i) == right(i); });
    case Comparison::not_equal: return truths(out, rows, [=](std::size_t i) { return left(i) != right(i); });
    case Comparison::less: return truths(out, rows, [=](std::size_t i) { return left(i) < right(i); });
    case Comparison::less_equal: return truths(out, rows, [=](std::size_t i) { return left(i) <= right(i); });
    case Comparison::greater: return truths(out, rows, [=](std::size_t i) { return left(i) > right(i); });
    case Comparison::greater_equal: return truths(out, rows, [=](std::size_t i) { return left(i) >= right(i); });
  }
}

std::strong_ordering reversed(std::strong_ordering order) noexcept { return 0 <=> order; }

}  // namespace

void compare(Register& out, const Register& a, Comparison comparison, std::int64_t constant, std::size_t rows) {
  const std::int64_t* __restrict cells = a.cells;
  compare_sides(
      out, comparison, rows, [=](std::size_t i) { return cells[i]; }, [=](std::size_t) { return constant; });
  finish_truths(out, a.states, nullptr, rows);
}

void compare(Register& out, const Register& a, Factor ka, Comparison comparison, const Register& b, Factor kb,
             std::size_t rows) {
  const std::int64_t* __restrict left = a.cells;
  const std::int64_t* __restrict right = b.cells;
  if (ka == 1 && kb == 1) {
    compare_sides(
        out, comparison, rows, [=](std::size_t i) { return left[i]; }, [=](std::size_t i) { return right[i]; });
  } else {
    const auto scaled = [](const std::int64_t* cells, Factor factor) {
      return [=](std::size_t i) { return static_cast<int128_t>(cells[i]) * factor; };
    };
    compare_sides(out, comparison, rows, scaled(left, ka), scaled(right, kb));
  }
  finish_truths(out, a.states, b.states, rows);
}

void compare_quotient(Register& out, const Register& numerator, const Register& quotient, Factor kq,
                      Comparison comparison, const Register& b, Factor kb, bool quotient_is_left, std::size_t rows) {
  // numerator * kq / denominator against b * kb, both multiplied with the denominator; its sign turns the order.
  const auto size_of_factor = kb < 0 ? -static_cast<int128_t>(kb) : static_cast<int128_t>(kb);
  constexpr int128_t largest = static_cast<int128_t>(~static_cast<uint128_t>(0) >> 1U);
  const int128_t most = largest / std::max<int128_t>(size_of_factor, 1);
  for (std::size_t i = 0; i < rows; ++i) {
    const std::int64_t denominator = quotient.cells[i];
    const int128_t product = static_cast<int128_t>(b.cells[i]) * denominator;
    if (product > most || product < -most) {
      out.own_states[i] = unresolved;
      continue;
    }
    std::strong_ordering order = static_cast<int128_t>(numerator.cells[i]) * kq <=> product * kb;
    if (denominator < 0) order = reversed(order);
    out.own_states[i] = static_cast<State>(satisfies(comparison, quotient_is_left ? order : reversed(order)));
  }
  const Register& left = quotient_is_left ? quotient : b;
  const Register& right = quotient_is_left ? b : quotient;
  finish_truths(out, left.states, right.states, rows);
}

void answer(Register& out, const Register& a, bool answer, std::size_t rows) {
  std::fill_n(out.own_states, rows, static_cast<State>(answer));
  finish_truths(out, a.states, nullptr, rows);
}

void member_of(Register& out, const Register& a, std::span<const std::int64_t> list, std::size_t rows) {
  constexpr std::size_t few = 8;
  const std::int64_t* __restrict cells = a.cells;
  if (list.size() <= few) {
    truths(out, rows, [=](std::size_t i) {
      bool found = false;
      for (const std::int64_t element : list) found |= cells[i] == element;
      return found;
    });
  } else {
    truths(out, rows, [=](std::size_t i) { return std::binary_search(list.begin(), list.end(), cells[i]); });
  }
  finish_truths(out, a.states, nullptr, rows);
}

}  // namespace pointsbank::expression
