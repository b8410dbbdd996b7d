#include "calculator/given_values.hpp"

#include <algorithm>
#include <array>

namespace pointsbank::calculator {

namespace {

using expression::Input;
using expression::Source;
using expression::Type;
using expression::Value;
using Kind = json::Value::Kind;

constexpr std::size_t most_names = 1000;

bool is_name(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && !is_digit(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return is_letter(c) || is_digit(c); });
}

std::string_view side_name(Side side) { return side == Side::subject ? "subject" : "event"; }

/// What stands at a value of one side's object, in issues.
class Complaint {
 public:
  Complaint(const json::Source& source, const json::Value::Member& member, Issues& issues)
      : source_(source), member_(member), issues_(issues) {}

  void add(std::string_view code, std::vector<std::string> arguments) const {
    Issue issue;
    issue.code = code;
    issue.place = source_.place(member_.value.offset, "/" + json::pointer_token(member_.key));
    issue.arguments = std::move(arguments);
    issues_.push_back(std::move(issue));
  }

 private:
  const json::Source& source_;
  const json::Value::Member& member_;
  Issues& issues_;
};

/// The date of {"date": "2026-03-05"}; of a text too, where a date is wanted.
std::optional<Date> date_of(const json::Value& value, bool also_text) {
  if (value.kind == Kind::string && also_text) return Date::parse(value.text);
  const json::Value* const date =
      value.kind == Kind::object && value.members.size() == 1 ? value.find("date") : nullptr;
  return date != nullptr && date->kind == Kind::string ? Date::parse(date->text) : std::nullopt;
}

/// The value of a JSON value; where it has none, no value, and what is wrong is said.
Value value_of(const json::Value& value, bool is_date, const Complaint& complaint) {
  switch (value.kind) {
    case Kind::boolean: return value.boolean;
    case Kind::number: {
      const DecimalResult number = parse_decimal(value.text);
      if (number.fault == DecimalFault::none) return Number(number.value);
      complaint.add("json_number_too_large", {value.text});
      return {};
    }
    case Kind::string:
      if (!is_date) return std::string_view(value.text);
      break;
    case Kind::object: break;
    case Kind::null: complaint.add("given_null", {}); return {};
    case Kind::array: complaint.add("given_list", {}); return {};
  }
  if (const std::optional<Date> date = date_of(value, is_date)) return *date;
  complaint.add("given_no_date", {});
  return {};
}

Type type_of(const Value& value) { return static_cast<Type>(value.index() - 1); }
static_assert(std::is_same_v<std::variant_alternative_t<1 + static_cast<std::size_t>(Type::boolean), Value>, bool>);
static_assert(std::is_same_v<std::variant_alternative_t<1 + static_cast<std::size_t>(Type::number), Value>, Number>);
static_assert(
    std::is_same_v<std::variant_alternative_t<1 + static_cast<std::size_t>(Type::string), Value>, std::string_view>);
static_assert(std::is_same_v<std::variant_alternative_t<1 + static_cast<std::size_t>(Type::date), Value>, Date>);

}  // namespace

struct GivenValues::BuiltIn {
  std::string_view name;
  Type type;
  Source source;
};

std::span<const GivenValues::BuiltIn> GivenValues::built_in(Side side) noexcept {
  static constexpr std::array<BuiltIn, 1> of_subject{{{"id", Type::string, Source::subject_id}}};
  static constexpr std::array<BuiltIn, 9> of_event{{{"id", Type::string, Source::event_id},
                                                    {"kind", Type::string, Source::event_kind},
                                                    {"grade", Type::string, Source::event_grade},
                                                    {"member", Type::string, Source::event_member},
                                                    {"act", Type::string, Source::event_act},
                                                    {"date", Type::date, Source::event_date},
                                                    {"quantity", Type::number, Source::event_quantity},
                                                    {"points", Type::number, Source::event_points},
                                                    {"minute", Type::number, Source::event_minute}}};
  if (side == Side::subject) return of_subject;
  return of_event;
}

void GivenValues::read(Side side, std::string_view json, expression::Scope& scope, Issues& issues) {
  const std::string prefix = std::string(side_name(side)) + ".";
  for (const BuiltIn& each : built_in(side))
    scope.declare(prefix + std::string(each.name), each.type, {each.source, 0});
  if (json.empty()) return;
  const json::Source source{std::string(side_name(side)), std::string(json)};
  const std::size_t before = issues.size();
  json::Value object = json::parse(source, issues);
  if (issues.size() > before) return;
  Issue issue;
  if (object.kind != Kind::object) {
    issue.code = "given_no_object";
  } else if (object.members.size() > most_names) {
    issue.code = "too_many_names";
    issue.arguments = {std::to_string(most_names)};
  }
  if (!issue.code.empty()) {
    issue.place = source.place(object.offset, {});
    issues.push_back(std::move(issue));
    return;
  }
  kept_.reserve(2);  // what is kept stays where it is
  kept_.push_back(std::move(object));
  for (const json::Value::Member& member : kept_.back().members) take(source, side, member, scope, issues);
}

void GivenValues::take(const json::Source& source, Side side, const json::Value::Member& member,
                       expression::Scope& scope, Issues& issues) {
  const Complaint complaint(source, member, issues);
  if (!is_name(member.key)) return complaint.add("bad_name", {"`" + member.key + "`"});
  const std::span<const BuiltIn> known = built_in(side);
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const BuiltIn& each) { return each.name == member.key; });
  const bool is_built_in = found != known.end();
  if (is_built_in && member.value.kind == Kind::null) return;
  Value value = value_of(member.value, is_built_in && found->type == Type::date, complaint);
  if (std::holds_alternative<std::monostate>(value)) return;
  const std::string name = std::string(side_name(side)) + "." + member.key;
  if (is_built_in) {
    if (type_of(value) != found->type) {
      return complaint.add("given_type",
                           {name, std::string(to_string(found->type)), std::string(to_string(type_of(value)))});
    }
    given_.push_back({{found->source, 0}, std::move(value)});
    return;
  }
  const Source attribute = side == Side::subject ? Source::subject_attribute : Source::event_attribute;
  const Input input{attribute, static_cast<std::uint16_t>(given_.size())};
  scope.declare(name, type_of(value), input);
  given_.push_back({input, std::move(value)});
}

Value GivenValues::value(Input input) const {
  const auto found = std::find_if(given_.begin(), given_.end(), [&](const Given& each) { return each.input == input; });
  return found == given_.end() ? Value() : found->value;
}

}  // namespace pointsbank::calculator
