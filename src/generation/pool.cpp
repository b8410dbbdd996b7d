#include "generation/pool.hpp"

#include <algorithm>
#include <utility>

#include "records/text_check.hpp"

namespace pointsbank::generation {
namespace {

using rulelist::Score;

void add_once(std::vector<Number>& numbers, Number number) {
  if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(std::move(number));
}

void drop_negative(std::vector<Number>& numbers) {
  const auto is_negative = [](const Number& number) { return number.sign() < 0; };
  numbers.erase(std::remove_if(numbers.begin(), numbers.end(), is_negative), numbers.end());
}

/// Quantities from `from` on up to below `to`, and `from` itself.
void add_between(std::vector<Number>& numbers, const Number& from, const Number& to) {
  add_once(numbers, from);
  for (const std::int64_t eighth : {1, 2, 3, 4, 5, 6, 7}) {
    const Number between = rounded_off(from + (to - from) * Number::fraction(eighth, 8));
    if (from < between && between < to) add_once(numbers, between);
  }
}

std::vector<Number> quantities_of_rate(const Score& score) {
  std::vector<Number> numbers;
  for (std::int64_t half = 1; half <= 12; ++half) {
    add_once(numbers, score.each * (score.whole ? Number(half) : Number::fraction(half, 2)));
  }
  // What falls short of a whole `each`.
  if (score.whole) add_once(numbers, score.each * Number::fraction(3, 2));
  return numbers;
}

std::vector<Number> quantities_of_bands(const Score& score) {
  std::vector<Number> numbers;
  for (std::size_t band = 0; band < score.bands.size(); ++band) {
    const Number& from = score.bands[band].from;
    const bool is_last = band + 1 == score.bands.size();
    add_between(numbers, from, is_last ? from + from + 2 : score.bands[band + 1].from);
  }
  const Number& first = score.bands.front().from;
  if (first.sign() > 0) add_once(numbers, rounded_off(first * Number::fraction(1, 2)));
  return numbers;
}

/// Where quantities add up over time each is small; now and then one reaches far.
std::vector<Number> quantities_of_tiers(const Score& score) {
  std::vector<Number> numbers;
  Number below = 0;
  for (const rulelist::Tier& tier : score.tiers) {
    const Number end = tier.to ? *tier.to : below + below + tier.each * 4;
    if (!score.over) {
      add_between(numbers, below.is_zero() ? rounded_off(end * Number::fraction(1, 10)) : below, end);
    } else {
      if (below.is_zero()) {
        for (const std::int64_t part : {1, 2, 3, 4, 6, 8, 10})
          add_once(numbers, rounded_off(end * Number::fraction(part, 20)));
      }
      add_once(numbers, rounded_off(end));
    }
    below = end;
  }
  return numbers;
}

void append_number(std::string& text, const Number& number) {
  text = number.to_string(max_digits_after_point, Rounding::half_up);
  const std::size_t last = text.find_last_not_of('0');
  text.resize(text[last] == '.' ? last : last + 1);
}

}  // namespace

std::string decimal_text(const Number& number) {
  std::string text;
  append_number(text, number);
  return parse_decimal(text).fault == DecimalFault::none ? text : std::string();
}

Number rounded_off(const Number& number) {
  if (number.sign() <= 0) return 0;
  Number power = 1;
  for (int digits = 0; digits < 18 && power * 10 <= number; ++digits) power = power * 10;
  for (int digits = 0; digits < 6 && number < power; ++digits) power = power / 10;
  const Number step = power / 2;
  return (number / step + Number::fraction(1, 2)).floor() * step;
}

bool is_plain_text(std::string_view text) noexcept {
  return !text.empty() && text.size() <= records::max_id && text.find_first_of("\t\r\n") == std::string_view::npos &&
         !records::find_text_fault(text);
}

Pool Pool::of_numbers(std::vector<Number> numbers, Order order) {
  Pool pool;
  pool.order_ = order;
  for (const Number& number : numbers) {
    std::string text = decimal_text(number);
    if (text.empty()) continue;
    pool.values_.emplace_back(Number::of(text));
    pool.texts_.push_back(std::move(text));
  }
  return pool;
}

Pool Pool::of_texts(std::vector<std::string> texts, Order order) {
  Pool pool;
  pool.order_ = order;
  for (std::string& text : texts) {
    const bool is_new = std::find(pool.texts_.begin(), pool.texts_.end(), text) == pool.texts_.end();
    if (is_new && is_plain_text(text)) pool.texts_.push_back(std::move(text));
  }
  for (const std::string& text : pool.texts_) pool.values_.emplace_back(std::string_view(text));
  return pool;
}

Pool Pool::of_dates(std::vector<Date> dates) {
  Pool pool;
  for (const Date date : dates) {
    pool.texts_.push_back(date.to_string());
    pool.values_.emplace_back(date);
  }
  return pool;
}

Pool Pool::of_bools(std::size_t yes_in) {
  Pool pool;
  pool.texts_.assign(yes_in, "false");
  pool.values_.assign(yes_in, expression::Value(false));
  pool.texts_.back() = "true";
  pool.values_.back() = true;
  return pool;
}

std::vector<Number> numbers_around(const std::vector<Number>& literals) {
  std::vector<Number> numbers;
  for (const Number& literal : literals) {
    add_once(numbers, literal);
    if (literal < 10) {
      for (const Number& near :
           {literal - 1, literal - Number::fraction(1, 2), literal + 1, literal + 2, literal * 2}) {
        add_once(numbers, near);
      }
    } else {
      for (std::int64_t part = 9; part <= 31; ++part) {
        const Number near = literal * Number::fraction(part, 20);
        add_once(numbers, literal.is_whole() ? near.floor() : near);
      }
    }
  }
  drop_negative(numbers);
  return numbers;
}

std::vector<std::string> texts_around(const Mention& mention) {
  constexpr std::int64_t longest = 64;
  std::vector<std::string> texts = mention.texts;
  for (const Number& number : mention.numbers) {
    if (number.is_whole() && number >= 1 && number <= longest) {
      texts.emplace_back(static_cast<std::size_t>(number.small_numerator()), 'a');
    }
  }
  return texts;
}

std::vector<Number> quantities_of(const Score& score) {
  std::vector<Number> numbers;
  if (score.form == Score::Form::rate) numbers = quantities_of_rate(score);
  if (score.form == Score::Form::bands) numbers = quantities_of_bands(score);
  if (score.form == Score::Form::marginal) numbers = quantities_of_tiers(score);
  drop_negative(numbers);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::vector<Number> points_of(const Score& score, int decimals) {
  std::vector<Number> numbers;
  if (score.form != Score::Form::range) return numbers;
  for (std::int64_t part = 0; part <= 8; ++part) {
    const Number between = score.least + (score.most - score.least) * Number::fraction(part, 8);
    const Number whole = Number::of(between.to_string(decimals, Rounding::half_up));
    if (score.least <= whole && whole <= score.most) add_once(numbers, whole);
  }
  if (numbers.empty()) numbers.push_back(score.least);
  return numbers;
}

std::vector<std::string> grades_of(const Score& score) {
  std::vector<std::pair<std::string, Number>> grades = score.grades;
  std::stable_sort(grades.begin(), grades.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  std::vector<std::string> names;
  for (auto& [grade, points] : grades) names.push_back(std::move(grade));
  return names;
}

}  // namespace pointsbank::generation
