// Operations on rules that nothing in the data can touch.
#include <algorithm>
#include <map>
#include <set>

#include "pointsbank/reform.hpp"
#include "pointsbank/tables.hpp"
#include "reform/edits.hpp"
#include "rulelist/model.hpp"

namespace pointsbank {
namespace reform {
namespace {

/// The kinds that the rules of an operation hear; of an added rule those that it will hear.
std::set<std::string> kinds_heard(const ReformOperation& operation, std::size_t index, const json::Value& added,
                                  std::span<const RuleList> lists) {
  std::set<std::string> kinds;
  const auto note = [&](const json::Value& rule) {
    for (std::string& kind : kinds_of(rule)) kinds.insert(std::move(kind));
  };
  if (operation.kind == ReformKind::add) {
    if (operation.target.part == ReformTarget::Part::rule) note(added);
    return kinds;
  }
  for (const RuleList& list : lists) {
    const json::Value& document = list.model().document;
    for (const Edit& edit : edits_of(operation, index, nullptr, document, true)) {
      if (edit.part == "positive" || edit.part == "negative") note(*item(document, edit.part, edit.id));
    }
  }
  return kinds;
}

}  // namespace
}  // namespace reform

Issues unheard(const Reform& reform, std::span<const RuleList> lists, const Events& events) {
  struct Waiting {
    std::size_t operation;
    Date from, to;
    bool is_heard = false;
  };
  const SourceText text = reform.source();
  const json::Source source(text.name, text.text);
  Issues issues;
  const json::Value document = json::parse(source, issues);
  const json::Value* const written = document.find("operations");
  const Reform read = parse_reform(text);
  if (!issues.empty() || written == nullptr || !read.issues().empty()) return {};
  std::vector<Waiting> waiting;
  const TextColumn& kind = events.columns().kind;
  std::map<Id, std::vector<std::size_t>> by_kind;
  for (std::size_t i = 0; i < read.operations().size(); ++i) {
    const ReformOperation& operation = read.operations()[i];
    const json::Value* const rule = written->items[i].find("rule");
    const std::set<std::string> kinds = reform::kinds_heard(operation, i, rule != nullptr ? *rule : document, lists);
    if (kinds.empty()) continue;
    for (const std::string& each : kinds) {
      const Id id = kind.texts == nullptr ? no_id : kind.texts->find(each);
      if (id != no_id) by_kind[id].push_back(waiting.size());
    }
    waiting.push_back({i, operation.when.from.value_or(Date::always()), operation.when.to.value_or(Date::never())});
  }
  for (Id row = 0; row < events.size() && !by_kind.empty(); ++row) {
    const auto found = by_kind.find(kind.id(row));
    if (found == by_kind.end()) continue;
    const Date date{events.columns().date[row]};
    for (const std::size_t i : found->second) {
      waiting[i].is_heard = waiting[i].is_heard || (waiting[i].from <= date && date <= waiting[i].to);
    }
  }
  for (const Waiting& each : waiting) {
    if (each.is_heard) continue;
    const ReformOperation& operation = read.operations()[each.operation];
    Issue issue;
    issue.code = "reform_never_heard";
    issue.severity = Severity::warning;
    issue.place = source.place(written->items[each.operation].offset, "/operations/" + std::to_string(each.operation));
    issue.arguments = {operation.target.id.empty() ? operation.target.side : operation.target.id};
    issues.push_back(std::move(issue));
  }
  return issues;
}

}  // namespace pointsbank
