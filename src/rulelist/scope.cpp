#include "rulelist/scope.hpp"

#include <algorithm>
#include <unordered_set>

namespace pointsbank::rulelist {
namespace {

using expression::Input;
using expression::Scope;
using Kind = json::Value::Kind;

class KindCollector {
 public:
  explicit KindCollector(std::vector<std::string>& kinds) : kinds_(kinds), known_(kinds.begin(), kinds.end()) {}

  void add(const json::Value& value) {
    if (value.kind == Kind::string && known_.insert(value.text).second) kinds_.push_back(value.text);
  }
  /// A kind, or a list of them.
  void add_all(const json::Value* value) {
    if (value == nullptr) return;
    add(*value);
    for (const json::Value& item : value->items) add(item);
  }

 private:
  std::vector<std::string>& kinds_;
  std::unordered_set<std::string> known_;
};

expression::Type type_of(AttributeType type) {
  switch (type) {
    case AttributeType::number: return expression::Type::number;
    case AttributeType::string: return expression::Type::string;
    case AttributeType::boolean: return expression::Type::boolean;
    case AttributeType::date: break;
  }
  return expression::Type::date;
}

void declare_subject(Scope& scope, const List& list) {
  using expression::Source;
  scope.declare("subject.id", expression::Type::string, {Source::subject_id, 0});
  for (std::size_t index = 0; index < list.groups.size(); ++index) {
    scope.declare("subject." + list.groups[index], expression::Type::string,
                  {Source::subject_group, static_cast<std::uint16_t>(index)});
  }
  for (std::size_t index = 0; index < list.subject_attributes.size(); ++index) {
    const Attribute& attribute = list.subject_attributes[index];
    scope.declare("subject." + attribute.name, type_of(attribute.type),
                  {Source::subject_attribute, static_cast<std::uint16_t>(index)});
  }
}

void declare_event(Scope& scope, const List& list) {
  using expression::Source;
  using expression::Type;
  scope.declare("event.id", Type::string, {Source::event_id, 0});
  scope.declare("event.kind", Type::string, {Source::event_kind, 0});
  scope.declare("event.grade", Type::string, {Source::event_grade, 0});
  scope.declare("event.member", Type::string, {Source::event_member, 0});
  scope.declare("event.act", Type::string, {Source::event_act, 0});
  scope.declare("event.date", Type::date, {Source::event_date, 0});
  scope.declare("event.quantity", Type::number, {Source::event_quantity, 0});
  scope.declare("event.points", Type::number, {Source::event_points, 0});
  scope.declare("event.minute", Type::number, {Source::event_minute, 0});
  for (std::size_t index = 0; index < list.event_attributes.size(); ++index) {
    const Attribute& attribute = list.event_attributes[index];
    scope.declare("event." + attribute.name, type_of(attribute.type),
                  {Source::event_attribute, static_cast<std::uint16_t>(index)});
  }
}

void declare_balances(Scope& scope) {
  using expression::Source;
  using expression::Type;
  scope.declare("period", Type::number, {Source::period, 0});
  scope.declare("awarded", Type::number, {Source::awarded, 0});
  scope.declare("standing", Type::number, {Source::standing, 0});
  scope.declare("spendable", Type::number, {Source::spendable, 0});
}

}  // namespace

void collect_kinds(const json::Value& document, std::vector<std::string>& kinds) {
  KindCollector collector(kinds);
  for (const std::string_view side : {"positive", "negative"}) {
    const json::Value* rules = document.find(side);
    if (rules == nullptr) continue;
    for (const json::Value& rule : rules->items) {
      const json::Value* on = rule.find("on");
      collector.add_all(on != nullptr ? on : rule.find("id"));
      const json::Value* veto = rule.find("veto");
      if (veto != nullptr) collector.add_all(veto->find("cured_by"));
    }
  }
  const json::Value* closings = document.find("closings");
  if (closings == nullptr) return;
  for (const json::Value& closing : closings->items) {
    for (const std::string_view key : {"on", "opened_by", "closed_by"}) collector.add_all(closing.find(key));
  }
}

Scopes make_scopes(const List& list, const std::vector<std::string>& kinds) {
  Scopes scopes;
  declare_event(scopes.rule, list);
  declare_subject(scopes.rule, list);
  declare_subject(scopes.picking, list);
  scopes.picking.declare_kinds(kinds);
  declare_balances(scopes.measure);
  declare_subject(scopes.measure, list);
  scopes.measure.declare_kinds(kinds);
  return scopes;
}

}  // namespace pointsbank::rulelist
