// What is said of wrong expressions: where, what, and what to write instead.
#include <algorithm>

#include "given.hpp"
#include "messages/messages.hpp"
#include "support/catch.hpp"

namespace pointsbank::expression {

namespace {

struct Mistake {
  std::string_view text;
  std::string_view expected;  ///< `offset code(arguments) -> hint(arguments)`, several joined with `; `
};

std::string joined(const std::vector<std::string>& arguments) {
  std::string text;
  for (const std::string& argument : arguments) text += (text.empty() ? "" : "|") + argument;
  return "(" + text + ")";
}

/// Without the prefix that all codes of expressions share.
std::string shortened(std::string_view code) {
  constexpr std::string_view prefix = "expression_";
  return std::string(code.starts_with(prefix) ? code.substr(prefix.size()) : code);
}

std::string described(const Issues& issues) {
  std::string text;
  for (const Issue& issue : issues) {
    if (!text.empty()) text += "; ";
    text += std::to_string(issue.place.column) + " " + shortened(issue.code) + joined(issue.arguments);
    if (!issue.hint.empty()) text += " -> " + shortened(issue.hint) + joined(issue.hint_arguments);
  }
  return text;
}

/// Every sentence exists in both languages and has all of its arguments filled in.
void hold_sentences(const Issues& issues) {
  for (const Issue& issue : issues) {
    CHECK(messages::find(issue.code) != nullptr);
    if (!issue.hint.empty()) CHECK(messages::find(issue.hint) != nullptr);
    for (const Language language : {Language::en, Language::zh}) {
      const std::string sentence = issue.to_string(language);
      for (const char* placeholder : {"{0}", "{1}", "{2}"}) CHECK(sentence.find(placeholder) == std::string::npos);
    }
  }
}

void hold(std::span<const Mistake> mistakes, const Scope& scope = given::scope()) {
  for (const Mistake& one : mistakes) {
    Issues issues;
    INFO(one.text);
    CHECK_FALSE(given::compiled(one.text, issues, scope));
    CHECK(described(issues) == one.expected);
    hold_sentences(issues);
  }
}

}  // namespace

TEST_CASE("characters that cannot stand in an expression", "[expression][mistakes]") {
  const Mistake mistakes[] = {
      {"", "0 empty()"},
      {" \t", "2 empty()"},
      {"1 # 2", "2 unexpected_character(#)"},
      {"1 \x01 2", "2 unexpected_character(U+0001)"},
      {"1 + \xFF", "4 no_utf8()"},
      {"'\xE4\xB8'", "1 no_utf8()"},
      {"'\xED\xA0\x80'", "1 no_utf8()"},
      {"event.level == 'city", "15 open_text(')"},
      {"'a\\", "0 open_text(')"},
      {"'\\x' == '\\q'", "1 escape(\\x) -> hint_escapes(); 9 escape(\\q) -> hint_escapes()"},
      {"'\\u12' == ''", "1 escape(\\u12) -> hint_escapes()"},
      {"'\\ud800' == ''", "1 escape(\\ud800) -> hint_escapes()"},
      {"'\\udc00\\ud800' == ''", "1 escape(\\udc00) -> hint_escapes(); 7 escape(\\ud800) -> hint_escapes()"},
      {"'\\\xE4\xB8\xAD' == ''", "1 escape(\\\xE4\xB8\xAD) -> hint_escapes()"},
  };
  hold(mistakes);
}

TEST_CASE("full-width characters are named and read as what they mean", "[expression][mistakes]") {
  const Mistake mistakes[] = {
      {"min（1，2） > 0", "3 full_width(（|(); 7 full_width(，|,); 11 full_width(）|))"},
      {"event.level ＝＝ 'a'", "12 full_width(＝|=); 15 full_width(＝|=)"},
      {"event.level == “city”", "15 full_width(“|\")"},
      {"event.level == ‘it is \"here\"’", "15 full_width(‘|')"},
      {"event.level in 【\"a\"、\"b\"】", "15 full_width(【|[); 21 full_width(、|,); 27 full_width(】|])"},
      {"event.quantity ≥ １", "15 full_width(≥|>=); 19 full_width(１|1)"},
      {"2 × 3 ÷ 4 − 1 > 0", "2 full_width(×|*); 7 full_width(÷|/); 12 full_width(−|-)"},
      {"event。night", "5 full_width(。|.)"},
      {"event.night ＆＆　！event.night", "12 full_width(＆|&); 15 full_width(＆|&); 21 full_width(！|!)"},
      {"event.level == 市级", "15 bare_word(市级) -> hint_write(\"市级\")"},
      {"event.level == 市级A && event.quantit > 0",
       "15 bare_word(市级A) -> hint_write(\"市级A\"); 26 unknown_name(event.quantit) -> hint_meant(event.quantity)"},
      {"event.级别 == 'a'", "6 letters_of_name(级别)"},
  };
  hold(mistakes);
}

TEST_CASE("what other languages write", "[expression][mistakes]") {
  const Mistake mistakes[] = {
      {"event.level = 'a'", "12 operator(=) -> hint_write(==)"},
      {"event.level === 'a'", "12 operator(===) -> hint_write(==)"},
      {"event.level <> 'a'", "12 operator(<>) -> hint_write(!=)"},
      {"event.quantity => 1", "15 operator(=>) -> hint_write(>=)"},
      {"event.quantity =< 1", "15 operator(=<) -> hint_write(<=)"},
      {"event.night and event.night", "12 operator(and) -> hint_write(&&)"},
      {"event.night OR event.night", "12 operator(OR) -> hint_write(||)"},
      {"not event.night", "0 operator(not) -> hint_write(!)"},
      {"event.night & event.night", "12 operator(&) -> hint_write(&&)"},
      {"event.night | event.night", "12 operator(|) -> hint_write(||)"},
      {"event.quantity % 2 == 0", "15 operator(%) -> hint_write(mod(a, b))"},
      {"event.quantity ^ 2 == 0", "15 operator(^) -> hint_write(a * a)"},
      {"event.level == null", "15 unknown_name(null) -> hint_no_null()"},
      {"event.level = 'a' and event.quantty > 1e3",
       "12 operator(=) -> hint_write(==); 18 operator(and) -> hint_write(&&); "
       "22 unknown_name(event.quantty) -> hint_meant(event.quantity); 38 exponent(1e3) -> hint_write_out()"},
  };
  hold(mistakes);
}

TEST_CASE("numbers that are none", "[expression][mistakes]") {
  const Mistake mistakes[] = {
      {"1e3 > 0", "0 exponent(1e3) -> hint_write_out()"},
      {"1.5E-3 > 0", "0 exponent(1.5E-3) -> hint_write_out()"},
      {".5 > 0", "0 number_form(.5) -> hint_write(0.5)"},
      {"5. > 0", "0 number_form(5.) -> hint_write(5.0)"},
      {"0x1F > 0", "0 number_form(0x1F)"},
      {"12u > 0", "0 number_form(12u)"},
      {"1_000 > 0", "0 number_form(1_000)"},
      {"1234567890123456789 > 0", "0 number_digits(1234567890123456789|18|9)"},
      {"0.1234567891 > 0", "0 number_digits(0.1234567891|18|9)"},
  };
  hold(mistakes);
}

TEST_CASE("the form of an expression", "[expression][mistakes]") {
  const Mistake mistakes[] = {
      {"1 +", "3 ends_early()"},
      {"event.", "6 ends_early()"},
      {"event.5", "5 number_form(.5) -> hint_write(0.5); 5 operator_expected(.5)"},
      {"* 2", "0 value_expected(*)"},
      {"1 2", "2 operator_expected(2)"},
      {"1 'two'", "2 operator_expected(\"two\")"},
      {"(1 + 2", "0 open_bracket(()"},
      {"min(1, 2", "3 open_bracket(()"},
      {"event.kind in ['a'", "14 open_bracket([)"},
      {"(1 + 2))", "7 operator_expected())"},
      {"()", "1 value_expected())"},
      {"min(1 2)", "6 operator_expected(2)"},
      {"event.night ? 1", "12 no_colon()"},
      {"event.night ? 1 , 2", "12 no_colon()"},
      {"(event.night).level", "14 no_fields(level)"},
      {"event.level.('a')", "12 name_expected(()"},
      {"['a'] == ['a']", "0 list_place() -> hint_in(); 9 list_place() -> hint_in()"},
      {"event.kind in 'a'", "14 list_expected() -> hint_in()"},
      {"event.kind in event.level", "14 list_expected() -> hint_in()"},
      {"event.kind in ['a', event.level]", "20 element(event)"},
      {"event.kind in [('a')]", "15 element(()"},
      {"event.kind in ['a' 'b']", "19 operator_expected(\"b\")"},
      {"event.kind in [,]", "15 element(,)"},
      {"event.date in [date('2026-02-29')]", "20 no_date(2026-02-29) -> hint_date()"},
  };
  hold(mistakes);
}

TEST_CASE("names, functions and kinds that are not known", "[expression][mistakes]") {
  const Mistake mistakes[] = {
      {"event.levle == 'a'", "0 unknown_name(event.levle) -> hint_meant(event.level)"},
      {"level == 'a'", "0 unknown_name(level) -> hint_meant(event.level)"},
      {"subject.level == 'a'", "0 unknown_name(subject.level) -> hint_meant(event.level)"},
      {"1 + subject.member > 0", "4 unknown_name(subject.member) -> hint_meant(event.member)"},
      {"standing > 0", "0 unknown_name(standing) -> hint_only_in_measures()"},
      {"event.act == 'a'", "0 unknown_name(event.act) -> hint_only_in_rules()"},
      {"has(event.levl)", "4 unknown_name(event.levl) -> hint_meant(event.level)"},
      {"weekday == 3", "0 unknown_name(weekday) -> hint_write(weekday(d))"},
      {"zone.a == 1",
       "0 unknown_name(zone.a) -> hint_known(event.date, event.grade, event.hours, event.id, event.kind, "
       "event.level, event.member, event.minute, event.night, event.points, event.quantity, "
       "event.since, subject.id, subject.left_behind, subject.members, subject.village)"},
      {"len(event.kind) > 0", "0 unknown_function(len) -> hint_write(size(s))"},
      {"Max(1, 2) > 0", "0 unknown_function(Max) -> hint_write(max(a, b, …))"},
      {"event.kind.startswith('a')", "11 unknown_function(startswith) -> hint_write(s.startsWith(t))"},
      {"count('a') > 0", "0 unknown_function(count) -> hint_only_in_closings()"},
  };
  hold(mistakes);
  const Mistake of_closings[] = {
      {"count('meting') > 0", "6 unknown_kind(meting) -> hint_meant(meeting)"},
      {"quantity('x') > 0", "9 unknown_kind(x) -> hint_known(meeting, volunteering)"},
      {"count(meeting) > 0", "6 literal_text(count) -> hint_write(count(\"kind\"))"},
      {"count(period) > 0", "6 literal_text(count) -> hint_write(count(\"kind\"))"},
      {"event.date > date('2026-01-01')", "0 unknown_name(event.date) -> hint_only_in_rules()"},
  };
  hold(of_closings, given::scope_of_closings());
}

TEST_CASE("what functions take", "[expression][mistakes]") {
  const Mistake mistakes[] = {
      {"abs() > 0", "0 argument_count(abs|1|0) -> hint_write(abs(x))"},
      {"abs(1, 2) > 0", "0 argument_count(abs|1|2) -> hint_write(abs(x))"},
      {"min(1) > 0", "0 argument_count(min|2+|1) -> hint_write(min(a, b, …))"},
      {"round(1, 2, 3) > 0", "0 argument_count(round|1–2|3) -> hint_write(round(x, n))"},
      {"event.kind.contains()", "11 argument_count(contains|1|0) -> hint_write(s.contains(t))"},
      {"round(1, event.quantity) > 0", "9 round(9)"},
      {"round(1, 10) > 0", "9 round(9)"},
      {"round(1, 1.5) > 0", "9 round(9)"},
      {"round(1, -1) > 0", "9 round(9)"},
      {"date(event.kind) == event.date", "5 literal_text(date) -> hint_write(date(\"2026-03-05\"))"},
      {"date('2026-02-29') == event.date", "5 no_date(2026-02-29) -> hint_date()"},
      {"date('2026-3-5') == event.date", "5 no_date(2026-3-5) -> hint_date()"},
      {"has(1 + 2)", "4 has() -> hint_write(has(event.x))"},
      {"has('a')", "4 has() -> hint_write(has(event.x))"},
      {"year(event.kind) > 0", "5 argument(year(d)|date|string)"},
      {"size(event.quantity) > 0", "5 argument(size(s)|string|number)"},
      {"max(1, event.kind) > 0", "7 argument(max(a, b, …)|number|string)"},
      {"event.kind.startsWith(1)", "22 argument(s.startsWith(t)|string|number)"},
      {"event.quantity.contains('1')", "0 argument(s.contains(t)|string|number)"},
      {"startsWith(event.kind, 'a')", "0 is_method(startsWith) -> hint_write(s.startsWith(t))"},
      {"event.kind.size() > 0", "11 is_no_method(size) -> hint_write(size(s))"},
  };
  hold(mistakes);
}

TEST_CASE("types that do not fit", "[expression][mistakes]") {
  const Mistake mistakes[] = {
      {"'a' + 'b' == 'ab'", "0 operand(+|number|string) -> hint_no_joining()"},
      {"event.kind + 1 > 0", "0 operand(+|number|string) -> hint_no_joining()"},
      {"event.date - event.since > 3", "0 operand(-|number|date) -> hint_days()"},
      {"event.quantity && event.night", "0 operand(&&|bool|number) -> hint_compare()"},
      {"!event.kind", "1 operand(!|bool|string) -> hint_compare()"},
      {"-event.kind > 0", "1 operand(-|number|string)"},
      {"event.kind == 5", "11 comparison(==|string|number) -> hint_write(\"5\")"},
      {"event.quantity > '5'", "15 comparison(>|number|string) -> hint_write(5)"},
      {"'5' < event.quantity", "4 comparison(<|string|number) -> hint_write(5)"},
      {"event.date >= '2026-01-01'", "11 comparison(>=|date|string) -> hint_write(date(\"2026-01-01\"))"},
      {"event.date >= '2026/1/1'", "11 comparison(>=|date|string) -> hint_date()"},
      {"event.night == 'true'", "12 comparison(==|bool|string) -> hint_write(true)"},
      {"0 < event.quantity < 5", "19 comparison(<|bool|number) -> hint_chain()"},
      {"event.night < true", "12 order_of_booleans(<)"},
      {"event.kind in ['a', 1]", "20 list_types(string|number) -> hint_write(\"1\")"},
      {"event.quantity in ['a']", "19 list_types(number|string)"},
      {"event.date in ['2026-01-01']", "15 list_types(date|string) -> hint_write(date(\"2026-01-01\"))"},
      {"(event.night ? 1 : 'a') == 1", "19 branches(number|string)"},
      {"event.quantity ? 1 : 2", "0 operand(?|bool|number) -> hint_compare()"},
      {"event.levl + 1 > 0 && event.kind + 1 > 0",
       "0 unknown_name(event.levl) -> hint_meant(event.level); 22 operand(+|number|string) -> hint_no_joining()"},
  };
  hold(mistakes);
}

TEST_CASE("the result has the type that is wanted", "[expression][mistakes]") {
  Issues issues;
  CHECK_FALSE(compile("  event.quantity + 1", given::scope(), Type::boolean, given::at, issues));
  CHECK(described(issues) == "2 result(bool|number) -> hint_compare()");
  CHECK(issues[0].sentence() == "the expression was expected to give a bool, and it gives a number");
  issues.clear();
  CHECK_FALSE(compile("event.night", given::scope(), Type::number, given::at, issues));
  CHECK(described(issues) == "0 result(number|bool)");
  CHECK(compile("event.night", given::scope(), Type::boolean, given::at, issues));
}

TEST_CASE("the sentences of expressions are whole in both languages", "[expression][messages]") {
  const auto placeholders = [](std::string_view sentence) {
    std::string found;
    for (char digit = '0'; digit <= '9'; ++digit) {
      if (sentence.find(std::string("{") + digit + "}") != std::string_view::npos) found += digit;
    }
    return found;
  };
  std::vector<std::string_view> codes;
  for (const messages::Entry& entry : messages::expression_messages()) {
    INFO(entry.code);
    CHECK(entry.code.starts_with("expression_"));
    CHECK_FALSE(entry.en.empty());
    CHECK(placeholders(entry.en) == placeholders(entry.zh));
    CHECK(std::find(codes.begin(), codes.end(), entry.code) == codes.end());
    codes.push_back(entry.code);
  }
}

}  // namespace pointsbank::expression
