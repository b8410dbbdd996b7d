#include "generation/mentions.hpp"

#include <algorithm>

#include "expression/tokens.hpp"

namespace pointsbank::generation {
namespace {

using expression::Token;
using Kind = Token::Kind;

template <class T>
void add_once(std::vector<T>& values, const T& value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

void merge(const Mention& from, Mention& into) {
  for (const Number& number : from.numbers) add_once(into.numbers, number);
  for (const std::string& text : from.texts) add_once(into.texts, text);
  for (const Date& date : from.dates) add_once(into.dates, date);
  into.may_lack |= from.may_lack;
  into.with_subject_id |= from.with_subject_id;
}

bool ends_clause(Kind kind) {
  return kind == Kind::both || kind == Kind::either || kind == Kind::question || kind == Kind::colon ||
         kind == Kind::end;
}

/// Walks the tokens of an expression that is known to be right.
class Reader {
 public:
  Reader(const std::vector<Token>& tokens, Mentions& mentions) : tokens_(tokens), mentions_(mentions) {}

  void read() {
    for (at_ = 0; at_ < tokens_.size(); ++at_) {
      if (ends_clause(tokens_[at_].kind)) {
        end_clause();
      } else {
        take(tokens_[at_]);
      }
    }
  }

 private:
  [[nodiscard]] Kind kind(std::size_t ahead) const {
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead].kind : Kind::end;
  }

  void take(const Token& token) {
    if (token.kind == Kind::number) return take_number(token.number);
    if (token.kind == Kind::text) {
      clause_.texts.push_back(token.spelling);
    } else if (token.kind == Kind::name) {
      take_name(token);
    }
  }

  /// `18 * 60` is meant as one number.
  void take_number(const Number& number) {
    clause_.numbers.push_back(number);
    if (kind(1) == Kind::times && kind(2) == Kind::number) {
      clause_.numbers.push_back(number * tokens_[at_ + 2].number);
    }
  }

  void take_name(const Token& token) {
    if (kind(1) == Kind::open) {
      if (kind(2) == Kind::text && kind(3) == Kind::close) take_call(token.spelling, tokens_[at_ + 2].spelling);
      return;
    }
    if (kind(1) != Kind::dot || kind(2) != Kind::name) return;
    if (token.spelling != "event" && token.spelling != "subject") return;
    std::string name = token.spelling + "." + tokens_[at_ + 2].spelling;
    const bool is_asked = at_ >= 2 && tokens_[at_ - 1].kind == Kind::open && tokens_[at_ - 2].spelling == "has";
    if (is_asked) mentions_[name].may_lack = true;
    names_.push_back(std::move(name));
    at_ += 2;
  }

  /// `date("2026-03-05")`, `x.startsWith("a")`, and `count("kind")`, of which the text is no value.
  void take_call(std::string_view function, const std::string& text) {
    if (function == "date") {
      if (const std::optional<Date> date = Date::parse(text)) clause_.dates.push_back(*date);
    } else if (function != "count" && function != "quantity") {
      clause_.texts.push_back(text);
    }
    at_ += 3;
  }

  void end_clause() {
    clause_.with_subject_id = std::find(names_.begin(), names_.end(), "subject.id") != names_.end();
    for (const std::string& name : names_) merge(clause_, mentions_[name]);
    clause_ = {};
    names_.clear();
  }

  const std::vector<Token>& tokens_;
  Mentions& mentions_;
  std::size_t at_ = 0;
  Mention clause_;
  std::vector<std::string> names_;
};

}  // namespace

void add_mentions(const expression::Expression& expression, Mentions& mentions) {
  expression::Mistakes mistakes;
  const expression::Tokens tokens = expression::tokens_of(expression.text(), mistakes);
  Reader(tokens.tokens, mentions).read();
}

void merge(const Mentions& from, Mentions& into) {
  for (const auto& [name, mention] : from) merge(mention, into[name]);
}

const Mention& mention_of(const Mentions& mentions, std::string_view name) {
  static const Mention none;
  const auto found = mentions.find(name);
  return found == mentions.end() ? none : found->second;
}

}  // namespace pointsbank::generation
