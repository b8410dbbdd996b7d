// A reform applied: operations are brought down to edits of each list and checked against one another; lists are
// divided by the days of their edits (division); what comes out is checked, and each mistake told where the reform has
// said it.
#include <algorithm>
#include <set>

#include "json/rewrite.hpp"
#include "pointsbank/difference.hpp"
#include "pointsbank/reform.hpp"
#include "reform/division.hpp"
#include "rulelist/issue_order.hpp"
#include "rulelist/model.hpp"
#include "rulelist/reader.hpp"

namespace pointsbank {
namespace reform {
namespace {

using json::Value;
using rulelist::DateRange;
using Part = ReformTarget::Part;
using Kind = ReformKind;

bool meet(const DateRange& a, const DateRange& b) { return a.from <= b.to && b.from <= a.to; }
DateRange common(const DateRange& a, const DateRange& b) { return {std::max(a.from, b.from), std::min(a.to, b.to)}; }

std::string days_text(const DateRange& days) {
  const std::string from = days.from == Date::always() ? std::string() : days.from.to_string();
  return from + " … " + (days.to == Date::never() ? std::string() : days.to.to_string());
}

class Application {
 public:
  Application(const Reform& reform, std::span<const RuleList> lists)
      : source_(reform.source().name, reform.source().text), reform_(parse_reform(reform.source())) {
    issues_ = reform_.issues();
    Issues again;
    document_ = json::parse(source_, again);
    for (const RuleList& list : lists) states_.push_back({&list});
  }

  void run() {
    if (has_errors(issues_)) return;
    // What is wrong in the book itself is no matter of the reform.
    std::vector<RuleList> before;
    for (const ListState& state : states_) before.push_back(*state.list);
    const Program program = compile(before);
    division_.find_bases();
    resolve();
    find_clashes();
    if (has_errors(issues_)) return;
    division_.divide();
    report_what_was_not_there();
    if (has_errors(issues_)) return;
    result_ = division_.write();
    check_result();
    if (!has_errors(issues_)) report_without_effect(program);
  }

  [[nodiscard]] Issues take_issues() {
    rulelist::sort_issues(issues_);
    rulelist::drop_repeated(issues_);
    return std::move(issues_);
  }
  [[nodiscard]] std::vector<RuleList> take_lists() { return std::move(result_); }

 private:
  [[nodiscard]] const std::vector<ReformOperation>& operations() const { return reform_.operations(); }
  [[nodiscard]] const Value& written(std::size_t operation) const {
    return document_.find("operations")->items[operation];
  }

  /// The value of an operation where it stands in the reform's text.
  [[nodiscard]] const Value* value_of(std::size_t index) const {
    const Value& operation = written(index);
    switch (operations()[index].kind) {
      case Kind::set: return operation.find("value");
      case Kind::order: return operation.find("ids");
      case Kind::add:
        for (const std::string_view key : {"rule", "category", "closing"}) {
          if (const Value* const found = operation.find(key)) return found;
        }
        break;
      default: break;
    }
    return nullptr;
  }

  void resolve() {
    for (std::size_t index = 0; index < operations().size(); ++index) {
      const ReformOperation& operation = operations()[index];
      bool is_found = false;
      bool is_in_days = false;
      for (std::size_t at : lists_for(operation)) {
        ListState& state = states_[at];
        std::vector<Edit> edits = edits_of(operation, index, value_of(index), state.model().document, state.is_version);
        is_found = is_found || !edits.empty();
        if (!meet(days_of(operation), state.model().effective)) continue;
        is_in_days = is_in_days || !edits.empty();
        for (Edit& edit : edits) add(state, std::move(edit));
      }
      if (!is_found) {
        unknown(index);
      } else if (!is_in_days) {
        report(index, Severity::warning, "from", "reform_outside_days", {days_text(days_of(operation)), book_days()});
      }
    }
  }

  /// All; but the beginning of a book is its first version's, its end the last one's.
  [[nodiscard]] std::vector<std::size_t> lists_for(const ReformOperation& operation) const {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < states_.size(); ++i) all.push_back(i);
    const bool is_own = operation.target.part == Part::list && operation.target.side.empty();
    if (!is_own || !operation.field.starts_with("effective")) return all;
    const bool is_end = operation.field == "effective.to";
    const auto earlier = [&](std::size_t a, std::size_t b) {
      return states_[a].model().effective.from < states_[b].model().effective.from;
    };
    std::erase_if(all, [&](std::size_t i) { return states_[i].model().extends.has_value(); });
    return {is_end ? *std::max_element(all.begin(), all.end(), earlier)
                   : *std::min_element(all.begin(), all.end(), earlier)};
  }

  void add(ListState& state, Edit edit) {
    const bool is_new = edit.asked->kind == Kind::add;
    if (is_new && item(state.model().document, edit.part, edit.id) != nullptr) {
      report(edit.operation, Severity::error, {}, "reform_is_there", {edit.id});
    }
    const bool is_dated_frame = edit.part.empty() && !edit.path.empty() && edit.path.front().text == "effective" &&
                                (edit.asked->when.from || edit.asked->when.to);
    if (is_dated_frame) report(edit.operation, Severity::error, "from", "reform_dated_frame", {});
    state.edits.push_back(std::move(edit));
  }

  void unknown(std::size_t index) {
    const ReformOperation& operation = operations()[index];
    constexpr std::string_view codes[] = {"reform_unknown_list", "reform_unknown_category", "reform_unknown_rule",
                                          "reform_unknown_closing"};
    constexpr std::string_view keys[] = {"list", "category", "rule", "closing"};
    std::vector<std::string> known;
    for (const ListState& state : states_) {
      const rulelist::List& list = state.model();
      const auto note = [&](const auto& items) {
        for (const auto& each : items) known.push_back(each.id);
      };
      if (operation.target.part == Part::category) note(list.categories);
      if (operation.target.part == Part::closing) note(list.closings);
      if (operation.target.part == Part::rule) note(list.positive), note(list.negative);
    }
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    rulelist::Hint hint = rulelist::did_you_mean_or_list(operation.target.id, candidates);
    const auto part = static_cast<std::size_t>(operation.target.part);
    report(index, Severity::error, keys[part], codes[part], {operation.target.id}, std::move(hint));
  }

  void find_clashes() {
    std::set<std::pair<std::size_t, std::size_t>> told;
    for (const ListState& state : states_) {
      for (std::size_t later = 0; later < state.edits.size(); ++later) {
        const Edit& now = state.edits[later];
        if (now.asked->when.override_earlier) continue;
        for (std::size_t i = 0; i < later; ++i) {
          const Edit& other = state.edits[i];
          const bool clash = other.operation != now.operation && is_clash(other, now) &&
                             meet(days_of(*other.asked), days_of(*now.asked)) &&
                             meet(common(days_of(*other.asked), days_of(*now.asked)), state.model().effective);
          if (!clash || !told.insert({other.operation, now.operation}).second) continue;
          const Place place = source_.place(written(other.operation).offset, {});
          report(now.operation, Severity::error, {}, "reform_clash",
                 {now.id.empty() ? "list" : now.id, rulelist::where(place)}, {"reform_override", {}});
        }
      }
    }
  }

  void report_what_was_not_there() {
    for (const auto& [index, effect] : division_.effects()) {
      const ReformOperation& operation = operations()[index];
      if (effect == Effect::nothing_there) {
        report(index, Severity::error, "field", "reform_nothing_there", {operation.field, name_of(operation)},
               {"reform_fields", {}});
      } else if (effect == Effect::not_scalable) {
        report(index, Severity::error, "field", "reform_not_scalable", {operation.field}, {"reform_scalable", {}});
      } else if (effect == Effect::none) {
        report(index, Severity::warning, {}, "reform_already_so", {name_of(operation)});
      }
    }
  }

  static std::string name_of(const ReformOperation& operation) {
    if (!operation.target.id.empty()) return operation.target.id;
    return operation.target.side.empty() ? "list" : operation.target.side;
  }

  /// What the new book does not allow is told at the operation that has said so.
  void check_result() {
    bool is_unexplained = false;
    Issues rest;
    for (Issue& issue : pointsbank::check(result_)) {
      if (issue.severity != Severity::error) continue;
      if (!move_to_operation(issue)) {
        is_unexplained = true;
        rest.push_back(issue);
        continue;
      }
      issues_.push_back(std::move(issue));
    }
    if (!is_unexplained || has_errors(issues_)) return;
    for (Issue& issue : rest) issues_.push_back(std::move(issue));
    if (!operations().empty()) report(operations().size() - 1, Severity::error, {}, "reform_breaks_list", {});
  }

  bool move_to_operation(Issue& issue) {
    const Edit* best = nullptr;
    std::string best_pointer;
    for (const RuleList& list : result_) {
      if (list.model().source->name() != issue.place.file) continue;
      for (const ListState& state : states_) {
        for (const Edit& edit : state.edits) {
          const std::string pointer = pointer_in(list.model().document, edit);
          const bool holds = issue.place.pointer == pointer || issue.place.pointer.starts_with(pointer + "/");
          if (!pointer.empty() && holds && pointer.size() >= best_pointer.size()) {
            best = &edit;
            best_pointer = pointer;
          }
        }
      }
    }
    if (best == nullptr) return false;
    const std::string rest = issue.place.pointer.substr(best_pointer.size());
    issue.place = place_in(*best, rest, issue.code == "unknown_key");
    return true;
  }

  static std::string pointer_in(const Value& document, const Edit& edit) {
    const bool renames = phase(edit) == 5;
    std::string id = edit.id;
    if (renames) id = edit.value->text;
    std::string_view part = edit.part;
    if (phase(edit) == 2) part = edit.value->text;
    const Value* const found = item(document, part, id);
    if (found == nullptr) return {};
    std::string text;
    if (!part.empty()) {
      const Value& list = *document.find(part);
      text = "/" + std::string(part) + "/" + std::to_string(found - list.items.data());
    }
    if (edit.asked->kind == Kind::add || phase(edit) == 2) return text;
    return edit.path.empty() ? std::string() : text + pointer(*found, edit.path);
  }

  /// A place in the operation: of its value and what lies in it, else of what it says of the field.
  [[nodiscard]] Place place_in(const Edit& edit, const std::string& rest, bool is_of_key) const {
    const Value& operation = written(edit.operation);
    const std::string top = "/operations/" + std::to_string(edit.operation);
    const Value* found = edit.value;
    std::string key;
    for (const Value::Member& each : operation.members) {
      if (&each.value == found) key = each.key;
    }
    if (found == nullptr || (is_of_key && rest.empty())) {
      const std::string_view said = found == nullptr && operation.find("by") != nullptr ? "by" : "field";
      const Value* const field = operation.find(said);
      if (field == nullptr) return source_.place(operation.offset, top);
      return source_.place(field->offset, top + "/" + std::string(said));
    }
    std::string way = top + "/" + key;
    std::size_t at = 0;
    while (at < rest.size()) {
      const std::size_t end = std::min(rest.find('/', at + 1), rest.size());
      const std::string token = rest.substr(at + 1, end - at - 1);
      const Value* next = nullptr;
      if (found->kind == Value::Kind::array) {
        const std::size_t index = std::stoul(token);
        if (index < found->items.size()) next = &found->items[index];
      } else {
        for (const Value::Member& each : found->members) {
          if (json::pointer_token(each.key) == token) next = &each.value;
        }
      }
      if (next == nullptr) break;
      found = next;
      way += "/" + token;
      at = end;
    }
    return source_.place(found->offset, way);
  }

  /// What was written anew and means the same as before.
  void report_without_effect(const Program& before) {
    const std::vector<Difference> found = differences(before, compile(result_));
    for (const auto& [index, effect] : division_.effects()) {
      if (effect != Effect::changed) continue;
      bool has_effect = false;
      for (const ListState& state : states_) {
        for (const Edit& edit : state.edits) {
          has_effect = has_effect ||
                       (edit.operation == index && std::any_of(found.begin(), found.end(), [&](const Difference& each) {
                          return is_about(each, edit);
                        }));
        }
      }
      if (!has_effect) {
        report(index, Severity::warning, {}, "reform_already_so", {name_of(operations()[index])});
      }
    }
  }

  static bool is_about(const Difference& difference, const Edit& edit) {
    using Target = Difference::Target;
    const Target target = edit.part.empty()           ? Target::list
                          : edit.part == "categories" ? Target::category
                          : edit.part == "closings"   ? Target::closing
                                                      : Target::rule;
    if (edit.asked->kind == Kind::order && edit.id.empty()) {
      return difference.target == Target::list && difference.field == edit.part;
    }
    if (difference.target != target || (!edit.part.empty() && difference.id != edit.id)) return false;
    const std::optional<Path> field = parse_path(difference.field);
    const bool is_whole = difference.change != Difference::Change::changed || !field || edit.path.empty();
    return is_whole || edit.asked->kind == Kind::disable || edit.asked->kind == Kind::enable || phase(edit) == 2 ||
           overlap(*field, edit.path) || field->front() == edit.path.front();
  }

  /// At the value of `key` in the operation, where it has one.
  void report(std::size_t operation, Severity severity, std::string_view key, std::string_view code,
              std::vector<std::string> arguments, rulelist::Hint hint = {}) {
    const Value& where = written(operation);
    std::string pointer = "/operations/" + std::to_string(operation);
    const Value* const found = key.empty() ? nullptr : where.find(key);
    if (found != nullptr) pointer.append("/").append(key);
    Issue issue;
    issue.code = code;
    issue.severity = severity;
    issue.place = source_.place((found != nullptr ? *found : where).offset, std::move(pointer));
    issue.arguments = std::move(arguments);
    issue.hint = hint.code;
    issue.hint_arguments = std::move(hint.arguments);
    issues_.push_back(std::move(issue));
  }

  [[nodiscard]] std::string book_days() const {
    DateRange days = states_.front().model().effective;
    for (const ListState& state : states_) {
      days.from = std::min(days.from, state.model().effective.from);
      days.to = std::max(days.to, state.model().effective.to);
    }
    return days_text(days);
  }

  json::Source source_;
  Reform reform_;
  Value document_;
  Issues issues_;
  std::vector<ListState> states_;
  Division division_{states_};
  std::vector<RuleList> result_;
};

}  // namespace
}  // namespace reform

Issues check(const Reform& reform, std::span<const RuleList> lists) {
  reform::Application application(reform, lists);
  application.run();
  return application.take_issues();
}

std::vector<RuleList> Reform::apply(std::span<const RuleList> lists) const {
  reform::Application application(*this, lists);
  application.run();
  Issues issues = application.take_issues();
  std::erase_if(issues, [](const Issue& issue) { return issue.severity == Severity::warning; });
  if (!issues.empty()) throw InputError(std::move(issues));
  return application.take_lists();
}

std::string to_json(const RuleList& list) { return std::string(list.model().source->text()); }

std::string file_name(const RuleList& list) {
  const std::string& name = list.model().source->name();
  const std::size_t slash = name.find_last_of("/\\");
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

}  // namespace pointsbank
