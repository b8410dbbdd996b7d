#include "analysis/exposure_recipe.hpp"

#include <algorithm>
#include <deque>
#include <set>
#include <vector>

#include "expression/tokens.hpp"

namespace pointsbank::analysis {

namespace {

using expression::Input;
using expression::Source;
using expression::Value;
using Form = rulelist::Score::Form;

constexpr std::string_view any_text = "a";

struct Candidate {
  Value value;
  std::string text;  ///< of the cell; empty: absent
};

/// One thing that the rule reads: where its cell stands, and what it may be.
struct Choice {
  Input input;
  std::string column;
  bool is_of_household = false;
  std::vector<Candidate> candidates;
  std::size_t chosen = 0;
};

class Chosen final : public expression::Inputs {
 public:
  Chosen(const std::vector<Choice>& choices, Date day, std::string_view kind)
      : choices_(choices), day_(day), kind_(kind) {}

  [[nodiscard]] Value value(Input input) const override {
    if (input.source == Source::event_date) return day_;
    if (input.source == Source::event_kind) return kind_;
    for (const Choice& choice : choices_) {
      if (choice.input == input) return choice.candidates[choice.chosen].value;
    }
    if (input.source == Source::subject_id) return std::string_view("t0");  // as the trials' households are called
    if (input.source == Source::event_id) return std::string_view("e1");
    return {};
  }

 private:
  const std::vector<Choice>& choices_;
  Date day_;
  std::string_view kind_;
};

class Search {
 public:
  Search(const program::Program& program, const program::Rule& rule, Date day,
         const std::map<std::string, std::string>& household)
      : program_(program), rule_(rule), day_(day), household_(household) {
    if (rule.when != nullptr) mention(*rule.when);
    const rulelist::Score& score = rule.model->score;
    if (score.formula) mention(*score.formula);
    for (const rulelist::Band& band : score.bands) numbers_.insert(band.from);
    for (const rulelist::Tier& tier : score.tiers) {
      if (tier.to) numbers_.insert(*tier.to);
    }
    if (score.form == Form::range) numbers_.insert({score.least, score.most});
    if (score.form == Form::rate) numbers_.insert(score.each);
    for (const auto& [grade, points] : score.grades) texts_.insert(grade);
    if (score.form == Form::grades) add({Source::event_grade, 0});
    if (score.form == Form::range) add({Source::event_points, 0});
    if (score.form == Form::rate || score.form == Form::bands || score.form == Form::marginal)
      add({Source::event_quantity, 0});
    if (rule.when != nullptr) {
      for (const Input input : rule.when->inputs()) add(input);
    }
    if (score.formula) {
      for (const Input input : score.formula->inputs()) add(input);
    }
  }

  std::optional<Recipe> best() {
    constexpr std::size_t most_tries = 4'000;
    std::size_t all = 1;
    for (const Choice& choice : choices_) all = std::min(all * choice.candidates.size(), most_tries + 1);
    std::optional<Recipe> found;
    std::uint64_t random = 0x9E3779B97F4A7C15U;
    for (std::size_t i = 0; i < std::min(all, most_tries); ++i) {
      std::size_t rest = i;
      for (Choice& choice : choices_) {
        if (all > most_tries) {  // too many to go through: some of them, always the same
          random = random * 6364136223846793005U + 1442695040888963407U;
          rest = static_cast<std::size_t>(random >> 33U);
        }
        choice.chosen = rest % choice.candidates.size();
        rest /= choice.candidates.size();
      }
      const std::optional<Number> magnitude = score();
      if (!magnitude || magnitude->sign() <= 0 || (found && *magnitude <= found->magnitude)) continue;
      found = recipe(*magnitude);
    }
    return found;
  }

 private:
  void mention(const expression::Expression& expression) {
    expression::Mistakes mistakes;
    for (const expression::Token& token : expression::tokens_of(expression.text(), mistakes).tokens) {
      if (token.kind == expression::Token::Kind::number) numbers_.insert(token.number);
      if (token.kind != expression::Token::Kind::text) continue;
      texts_.insert(token.spelling);
      if (const std::optional<Date> date = Date::parse(token.spelling)) dates_.insert(*date);
    }
  }

  static std::vector<Candidate> of_numbers(const std::set<Number>& mentioned) {
    std::set<Number> numbers{Number(0), Number(1), Number(1'000'000)};
    for (const Number& number : mentioned)
      numbers.insert({number, number + Number(1), number - Number(1), number * Number(60)});
    std::vector<Candidate> candidates;
    for (const Number& number : numbers) {
      if (number.sign() < 0 || !number.is_multiple_of_unit(max_digits_after_point)) continue;
      candidates.push_back({number, number.to_string()});
    }
    return candidates;
  }

  std::vector<Candidate> of_texts() {
    std::vector<Candidate> candidates;
    for (const std::string& text : texts_) {
      if (!text.empty()) candidates.push_back({std::string_view(text), text});
    }
    candidates.push_back({any_text, std::string(any_text)});
    return candidates;
  }

  std::vector<Candidate> of_dates() const {
    std::set<Date> dates{day_, day_ + 1, day_ - 1, day_ + 400, day_ - 400, day_ - 4000};
    for (const Date date : dates_) dates.insert({date, date + 1, date - 1});
    std::vector<Candidate> candidates;
    for (const Date date : dates) candidates.push_back({date, date.to_string()});
    return candidates;
  }

  std::vector<Candidate> of_type(AttributeType type) {
    switch (type) {
      case AttributeType::number: return of_numbers(numbers_);
      case AttributeType::string: return of_texts();
      case AttributeType::boolean: return {{false, "false"}, {true, "true"}};
      default: return of_dates();
    }
  }

  void add(Input input) {
    for (const Choice& choice : choices_) {
      if (choice.input == input) return;
    }
    Choice choice;
    choice.input = input;
    switch (input.source) {
      case Source::event_quantity: fill(choice, "quantity", of_numbers(numbers_)); break;
      case Source::event_points: fill(choice, "points", of_numbers(numbers_)); break;
      case Source::event_member: fill(choice, "member", of_texts()); break;
      case Source::event_act: fill(choice, "act", of_texts()); break;
      case Source::event_grade: fill(choice, "grade", of_texts()); break;
      case Source::event_minute: fill(choice, "minute", of_numbers(numbers_)); break;
      case Source::event_attribute: {
        const Attribute& attribute = rule_.list->event_attributes[input.index];
        fill(choice, attribute.name, of_type(attribute.type));
        break;
      }
      case Source::subject_attribute: {
        const Attribute& attribute = rule_.list->subject_attributes[input.index];
        choice.is_of_household = true;
        fill(choice, attribute.name, of_type(attribute.type));
        break;
      }
      case Source::subject_group:
        choice.is_of_household = true;
        fill(choice, rule_.list->groups[input.index], of_texts());
        break;
      default: return;
    }
    if (input.source == Source::event_minute) {
      std::erase_if(choice.candidates, [](const Candidate& each) {
        const Number* const minute = std::get_if<Number>(&each.value);
        return minute != nullptr && (*minute >= Number(1440) || !minute->is_whole());
      });
    }
    choices_.push_back(std::move(choice));
  }

  /// What the household is already stays as it is.
  void fill(Choice& choice, const std::string& column, std::vector<Candidate> candidates) {
    choice.column = column;
    candidates.push_back({});  // absent
    if (choice.is_of_household) {
      if (const auto fixed = household_.find(column); fixed != household_.end()) {
        std::erase_if(candidates, [&](const Candidate& each) { return each.text != fixed->second; });
        if (candidates.empty()) candidates.push_back({});
      }
    }
    choice.candidates = std::move(candidates);
  }

  [[nodiscard]] const Value& chosen(Source source) const {
    static const Value absent;
    for (const Choice& choice : choices_) {
      if (choice.input.source == source) return choice.candidates[choice.chosen].value;
    }
    return absent;
  }

  /// As the evaluation will score it, roughly: what it posts is for the evaluation to say.
  [[nodiscard]] std::optional<Number> score() const {
    const Chosen inputs(choices_, day_, rule_.model->on.empty() ? std::string_view() : rule_.model->on.front());
    if (rule_.when != nullptr) {
      const expression::Result result = rule_.when->evaluate(inputs);
      if (result.fault != expression::Fault::none || !std::get<bool>(result.value)) return std::nullopt;
    }
    const rulelist::Score& score = rule_.model->score;
    if (score.form == Form::points) return score.points;
    if (score.form == Form::formula) {
      const expression::Result result = score.formula->evaluate(inputs);
      return result.fault == expression::Fault::none ? std::optional(std::get<Number>(result.value)) : std::nullopt;
    }
    if (score.form == Form::grades) {
      const auto* const grade = std::get_if<std::string_view>(&chosen(Source::event_grade));
      for (const auto& [listed, points] : score.grades) {
        if (grade != nullptr && listed == *grade) return points;
      }
      return std::nullopt;
    }
    const bool ranges = score.form == Form::range;
    const auto* const number = std::get_if<Number>(&chosen(ranges ? Source::event_points : Source::event_quantity));
    if (number == nullptr) return std::nullopt;
    if (ranges) return *number < score.least || *number > score.most ? std::nullopt : std::optional(*number);
    return of_quantity(score, *number);
  }

  static std::optional<Number> of_quantity(const rulelist::Score& score, const Number& quantity) {
    Number points;
    if (score.form == Form::rate) {
      const Number parts = quantity / score.each;
      return score.rate * (score.whole ? parts.floor() : parts);
    }
    for (const rulelist::Band& band : score.bands) {
      if (band.from <= quantity) points = band.points;
    }
    Number begin;
    for (const rulelist::Tier& tier : score.tiers) {
      const Number end = tier.to ? std::min(*tier.to, quantity) : quantity;
      if (end > begin) {
        const Number parts = (end - begin) / tier.each;
        points = points + tier.rate * (tier.whole ? parts.floor() : parts);
      }
      begin = std::max(begin, end);
    }
    return points;
  }

  [[nodiscard]] Recipe recipe(const Number& magnitude) const {
    Recipe made;
    made.magnitude = magnitude;
    for (const Choice& choice : choices_) {
      const Candidate& candidate = choice.candidates[choice.chosen];
      if (candidate.text.empty()) continue;
      if (choice.input.source == Source::event_act && candidate.text == any_text) continue;  // any act: one of its own
      if (choice.column == "minute" && choice.input.source == Source::event_minute) {
        made.minute = static_cast<int>(std::get<Number>(candidate.value).small_numerator());
      } else {
        (choice.is_of_household ? made.household : made.event)[choice.column] = candidate.text;
      }
    }
    return made;
  }

  const program::Program& program_;
  const program::Rule& rule_;
  Date day_;
  const std::map<std::string, std::string>& household_;
  std::set<Number> numbers_;
  std::set<std::string> texts_;
  std::set<Date> dates_;
  std::vector<Choice> choices_;
};

}  // namespace

std::optional<Recipe> find_recipe(const program::Program& program, const program::Rule& rule, Date day,
                                  const std::map<std::string, std::string>& household) {
  return Search(program, rule, day, household).best();
}

}  // namespace pointsbank::analysis
