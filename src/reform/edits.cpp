#include "reform/edits.hpp"

#include <algorithm>
#include <array>

#include "reform/words.hpp"

namespace pointsbank::reform {
namespace {

using json::Value;
using Part = ReformTarget::Part;
using Kind = ReformKind;

constexpr std::array<std::string_view, 2> fields_of_versions = {"version", "title"};

const std::string* text(const Value& object, std::string_view key) {
  const Value* const found = object.kind == Value::Kind::object ? object.find(key) : nullptr;
  return found != nullptr && found->kind == Value::Kind::string ? &found->text : nullptr;
}

bool is(const Value& object, std::string_view key, std::string_view wanted) {
  const std::string* const found = text(object, key);
  return found != nullptr && *found == wanted;
}

bool is_number(const Value& value) {
  const bool may_be = value.kind == Value::Kind::number || value.kind == Value::Kind::string;
  return may_be && parse_decimal(value.text).fault == DecimalFault::none;
}

class Resolving {
 public:
  Resolving(const ReformOperation& operation, std::size_t index, const Value* value, const Value& document)
      : operation_(operation), index_(index), value_(value), document_(document) {
    if (!operation.field.empty()) path_ = parse_path(operation.field).value_or(Path{});
  }

  [[nodiscard]] std::vector<Edit> run(bool is_version) {
    const ReformTarget& target = operation_.target;
    const bool extends = document_.find("extends") != nullptr;
    if (operation_.kind == Kind::add) {
      if (is_version)
        add(target.part == Part::rule ? std::string_view(target.side) : part_name(target.part), target.id);
    } else if (target.part == Part::rule) {
      for (const std::string_view side : sides) one(side, target.id);
    } else if (target.part == Part::closing) {
      one("closings", target.id);
    } else if (target.part == Part::category) {
      is_own_field() ? one("categories", target.id)
                     : rules_where([&](const Value& rule) { return is(rule, "category", target.id); });
    } else if (operation_.kind == Kind::order) {
      add(target.side, {});
    } else if (!target.side.empty()) {
      rules_of(target.side, [](const Value&) { return true; });
    } else {
      const bool is_name = !path_.empty() && std::find(fields_of_versions.begin(), fields_of_versions.end(),
                                                       path_.front().text) != fields_of_versions.end();
      if (is_name ? is_version : !extends) add({}, {});
    }
    return std::move(edits_);
  }

 private:
  static std::string_view part_name(Part part) { return part == Part::category ? "categories" : "closings"; }

  /// A category has a title and limits; the rest its rules have.
  [[nodiscard]] bool is_own_field() const {
    if (operation_.kind == Kind::disable || operation_.kind == Kind::enable) return false;
    if (path_.empty()) return true;
    const std::string& first = path_.front().text;
    return first == "title" || first == "limits" || first == "id" || first.starts_with("x-");
  }

  template <class Wanted>
  void rules_where(const Wanted& wanted) {
    for (const std::string_view side : sides) rules_of(side, wanted);
  }
  template <class Wanted>
  void rules_of(std::string_view side, const Wanted& wanted) {
    const Value* const rules = document_.find(side);
    if (rules == nullptr) return;
    for (const Value& rule : rules->items) {
      if (!wanted(rule) || text(rule, "id") == nullptr) continue;
      add(side == "positive" ? "positive" : "negative", *text(rule, "id"));
      edits_.back().is_of_many = true;
    }
  }
  void one(std::string_view part, const std::string& id) {
    if (item(document_, part, id) != nullptr) add(part, id);
  }
  void add(std::string_view part, std::string id) {
    edits_.push_back({index_, &operation_, value_, part, std::move(id), path_, false});
  }

  const ReformOperation& operation_;
  std::size_t index_;
  const Value* value_;
  const Value& document_;
  Path path_;
  std::vector<Edit> edits_;
};

/// What an edit writes, for clashes: `disable` writes what says when a rule is in effect.
Path written(const Edit& edit) {
  const bool switches = edit.asked->kind == Kind::disable || edit.asked->kind == Kind::enable;
  if (switches) return {{edit.part == "closings" ? "when" : "effective", false}};
  Path path = edit.path;
  if (edit.asked->kind == Kind::order) path.push_back({"(order)", false});
  return path;
}

std::size_t index_of(const Value& list, std::string_view id) {
  std::size_t index = 0;
  while (index < list.items.size() && !is(list.items[index], "id", id)) ++index;
  return index;
}

Effect switch_rule(Value& rule, const rulelist::DateRange& days, bool on) {
  const auto day = [&](std::string_view key, Date otherwise) {
    const Value* const found = find(static_cast<const Value&>(rule), {{"effective", false}, {std::string(key), false}});
    return found == nullptr ? otherwise : Date::parse(found->text).value_or(otherwise);
  };
  const rulelist::DateRange own{day("from", Date::always()), day("to", Date::never())};
  const bool is_off = own.to < days.from || days.to < own.from;
  const bool is_on = own.from <= days.from && days.to <= own.to;
  if (on ? is_on : is_off) return Effect::none;
  static_cast<void>(take(rule, {{"effective", false}}));
  if (on) return Effect::changed;
  const Date last = days.from - 1;
  const auto say = [&](std::string_view key, Date date) {
    static_cast<void>(put(rule, {{"effective", false}, {std::string(key), false}}, text_value(date.to_string())));
  };
  // In effect up to the day before; where there is no such day, from the last day of the calendar on.
  if (last < Date::of(1, 1, 1)) {
    say("from", Date::of(9999, 12, 31));
    return Effect::changed;
  }
  if (own.from != Date::always() && own.from <= last) say("from", own.from);
  say("to", last);
  return Effect::changed;
}

constexpr std::string_view kept_condition = "x-when";

/// A closing has no days of its own: it picks nobody, and keeps its condition for the day on which it is enabled.
Effect switch_closing(Value& closing, bool on) {
  const bool is_off = is(closing, "when", "false");
  if (on != is_off) return Effect::none;
  if (on) {
    const Value* const kept = closing.find(kept_condition);
    const std::optional<Value> before = kept != nullptr ? std::optional<Value>(*kept) : std::nullopt;
    static_cast<void>(take(closing, {{"when", false}}));
    static_cast<void>(take(closing, {{std::string(kept_condition), false}}));
    if (before) static_cast<void>(put(closing, {{"when", false}}, *before));
  } else {
    if (const Value* const when = closing.find("when")) {
      const Value copy = *when;
      static_cast<void>(put(closing, {{std::string(kept_condition), false}}, copy));
    }
    static_cast<void>(put(closing, {{"when", false}}, text_value("false")));
  }
  return Effect::changed;
}

Effect add_item(const Edit& edit, Value& document) {
  Value* list = member(document, edit.part);
  if (list == nullptr) {
    Value empty;
    empty.kind = Value::Kind::array;
    document.members.push_back({std::string(edit.part), 0, std::move(empty)});
    list = &document.members.back().value;
  }
  std::size_t at = list->items.size();
  if (edit.asked->after) at = edit.asked->after->empty() ? 0 : std::min(index_of(*list, *edit.asked->after) + 1, at);
  list->items.insert(list->items.begin() + static_cast<std::ptrdiff_t>(at), *edit.value);
  return Effect::changed;
}

/// Those that are named take each other's places.
Effect order_items(Value& list, const Value& ids) {
  std::vector<std::size_t> places;
  std::vector<Value> named;
  for (const Value& id : ids.items) {
    const std::size_t index = index_of(list, id.text);
    if (index == list.items.size()) continue;
    places.push_back(index);
    named.push_back(list.items[index]);
  }
  if (std::is_sorted(places.begin(), places.end())) return Effect::none;
  std::sort(places.begin(), places.end());
  for (std::size_t i = 0; i < places.size(); ++i) list.items[places[i]] = std::move(named[i]);
  return Effect::changed;
}

Effect move_rule(const Edit& edit, Value& document) {
  const std::string& side = edit.value->text;
  if (side == edit.part) return Effect::none;
  Value* const from = member(document, edit.part);
  Value* const to = member(document, side);
  if (from == nullptr || to == nullptr) return Effect::nothing_there;
  const std::size_t index = index_of(*from, edit.id);
  to->items.push_back(from->items[index]);
  from->items.erase(from->items.begin() + static_cast<std::ptrdiff_t>(index));
  return Effect::changed;
}

Effect set_field(const Edit& edit, Value& found) {
  const Value* const before = find(static_cast<const Value&>(found), edit.path);
  if (before != nullptr && means_same(*before, *edit.value)) return Effect::none;
  // A rule without `on` hears its own id: it goes on hearing that.
  const bool renames = edit.path.size() == 1 && edit.path.front().text == "id";
  if (renames && (edit.part == "positive" || edit.part == "negative") && found.find("on") == nullptr) {
    Value on;
    on.kind = Value::Kind::array;
    on.items.push_back(text_value(edit.id));
    static_cast<void>(put(found, {{"on", false}}, on));
  }
  return put(found, edit.path, *edit.value) ? Effect::changed : Effect::nothing_there;
}

}  // namespace

bool is_clash(const Edit& a, const Edit& b) {
  const bool is_of_rules = [](const Edit& x, const Edit& y) {
    const auto rule = [](const Edit& edit) { return edit.part == "positive" || edit.part == "negative"; };
    return rule(x) && rule(y);
  }(a, b);
  if (a.part != b.part && !is_of_rules) return false;
  return a.id == b.id && overlap(written(a), written(b));
}

const Value* item(const Value& document, std::string_view part, std::string_view id) {
  if (part.empty()) return &document;
  const Value* const list = document.find(part);
  if (list == nullptr) return nullptr;
  const std::size_t index = index_of(*list, id);
  return index < list->items.size() ? &list->items[index] : nullptr;
}

Value* item(Value& document, std::string_view part, std::string_view id) {
  return const_cast<Value*>(item(static_cast<const Value&>(document), part, id));
}

std::vector<std::string> kinds_of(const Value& rule) {
  const Value* const on = rule.find("on");
  if (on == nullptr) return text(rule, "id") == nullptr ? std::vector<std::string>{} : std::vector{*text(rule, "id")};
  if (on->kind == Value::Kind::string) return {on->text};
  std::vector<std::string> kinds;
  for (const Value& kind : on->items) kinds.push_back(kind.text);
  return kinds;
}

std::vector<Edit> edits_of(const ReformOperation& operation, std::size_t index, const Value* value,
                           const Value& document, bool is_version) {
  return Resolving(operation, index, value, document).run(is_version);
}

int phase(const Edit& edit) noexcept {
  const std::string_view field = edit.path.size() == 1 ? std::string_view(edit.path.front().text) : std::string_view();
  switch (edit.asked->kind) {
    case Kind::set: return field == "id" ? 5 : field == "list" && !edit.part.empty() ? 2 : 0;
    case Kind::remove: return edit.path.empty() ? 1 : 0;
    case Kind::add: return 3;
    case Kind::order: return 4;
    case Kind::scale:
    case Kind::disable:
    case Kind::enable: break;
  }
  return 0;
}

Effect make(const Edit& edit, const rulelist::DateRange& days, const Value& original, Value& document) {
  const ReformOperation& asked = *edit.asked;
  if (asked.kind == Kind::add) return add_item(edit, document);
  if (asked.kind == Kind::order && edit.id.empty()) {
    Value* const list = member(document, edit.part);
    return list == nullptr ? Effect::nothing_there : order_items(*list, *edit.value);
  }
  Value* const found = item(document, edit.part, edit.id);
  if (found == nullptr) return Effect::nothing_there;
  switch (asked.kind) {
    case Kind::set: return phase(edit) == 2 ? move_rule(edit, document) : set_field(edit, *found);
    case Kind::scale: {
      // What an override takes the place of has not been.
      const Value* const before = asked.when.override_earlier ? item(original, edit.part, edit.id) : nullptr;
      const Value* const field = before != nullptr ? find(*before, edit.path) : nullptr;
      if (field != nullptr) static_cast<void>(put(*found, edit.path, *field));
      return scale(*found, edit.path, Number::of(asked.by));
    }
    case Kind::disable:
    case Kind::enable:
      return edit.part == "closings" ? switch_closing(*found, asked.kind == Kind::enable)
                                     : switch_rule(*found, days, asked.kind == Kind::enable);
    case Kind::remove: {
      if (!edit.path.empty()) return take(*found, edit.path) ? Effect::changed : Effect::nothing_there;
      Value* const list = member(document, edit.part);
      list->items.erase(list->items.begin() + static_cast<std::ptrdiff_t>(index_of(*list, edit.id)));
      return Effect::changed;
    }
    case Kind::order: {
      Value* const list = find(*found, edit.path);
      return list == nullptr ? Effect::nothing_there : order_items(*list, *edit.value);
    }
    case Kind::add: break;
  }
  return Effect::none;
}

bool means_same(const Value& a, const Value& b) {
  if (is_number(a) && is_number(b)) return Number::of(a.text) == Number::of(b.text);
  if (a.kind != b.kind || a.boolean != b.boolean || a.text != b.text) return false;
  if (a.members.size() != b.members.size()) return false;
  return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), means_same) &&
         std::all_of(a.members.begin(), a.members.end(), [&](const Value::Member& each) {
           const Value* const other = b.find(each.key);
           return other != nullptr && means_same(each.value, *other);
         });
}

}  // namespace pointsbank::reform
