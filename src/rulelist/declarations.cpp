#include <algorithm>
#include <array>
#include <set>

#include "rulelist/list_reader.hpp"
#include "rulelist/table_columns.hpp"
#include "rulelist/unicode.hpp"

namespace pointsbank::rulelist {
namespace {

constexpr std::array<std::string_view, 4> type_words = {"number", "string", "bool", "date"};
constexpr std::array<std::string_view, 3> account_words = {"both", "standing", "spendable"};
constexpr std::size_t max_declared = 1'000;

}  // namespace

/// The list begins as its base, and what follows is added to it.
void ListReader::declare_base() {
  list_ = *base_;
  list_.id.clear();
  list_.version.clear();
  list_.title = {};
  list_.note = {};
  list_.effective = {};
  list_.extends.reset();
  decimals_ = base_->decimals;
  subject_ = base_->subject;
  for (const Category& category : list_.categories) {
    categories_.emplace(category.id, category.place);
    base_categories_.insert(category.id);
  }
  for (const auto* rules : {&list_.positive, &list_.negative}) {
    for (const Rule& rule : *rules) {
      ids_.emplace(rule.id, rule.place);
      if (rule.exclusive) {
        base_groups_.insert(rule.exclusive->group);
        groups_.emplace(rule.exclusive->group, Group{rule.positive, rule.exclusive->per, rule.exclusive->place});
      }
    }
  }
  for (const Closing& closing : list_.closings) ids_.emplace(closing.id, closing.place);
  const Place of_base{base_->source ? base_->source->name() : std::string(), 1, 1, {}};
  for (const std::string& group : list_.groups) subject_names_.emplace(group, of_base);
  for (const Attribute& attribute : list_.subject_attributes) subject_names_.emplace(attribute.name, of_base);
  for (const Attribute& attribute : list_.event_attributes) event_names_.emplace(attribute.name, of_base);
}

void ListReader::read_subject(const Node& node) {
  const std::optional<std::string> subject = reader_.id(node);
  if (!subject) return;
  if (is_any_column(*subject)) {
    Hint hint{"choose_another_name", {}};
    if (*subject == "member") hint = {"write_instead", {R"("person")"}};
    reader_.error(node, "reserved_subject", {*subject}, std::move(hint));
    return;
  }
  subject_ = *subject;
  list_.subject = *subject;
}

void ListReader::read_groups(const Node& node) {
  reader_.each(node, [&](const Node& item) {
    const std::optional<std::string> name = reader_.name(item);
    if (!name) return;
    if (is_subject_column(*name) || (*name == subject_ && !is_deferred())) {
      reader_.error(item, "reserved_name", {*name}, {"choose_another_name", {}});
    } else if (const auto [earlier, is_new] = subject_names_.emplace(*name, reader_.place(item)); !is_new) {
      reader_.error(item, "duplicate_name", {*name, where(earlier->second)});
    } else if (list_.groups.size() >= max_declared) {
      reader_.error(item, "too_many_names", {std::to_string(max_declared)});
    } else {
      list_.groups.push_back(*name);
    }
  });
}

void ListReader::read_attributes(const Node& node) {
  constexpr std::array<std::string_view, 2> keys = {"subject", "event"};
  Object object(reader_, node, {"write_instead", {R"({"subject": {"members": "number"}})"}});
  object.allow(keys);
  for (const std::string_view key : keys) {
    const auto found = object.find(key);
    if (!found) continue;
    const Object declared(reader_, *found, {"write_instead", {R"({"members": "number"})"}});
    declared.each(
        [&](const Node& item, const json::Value::Member& member) { read_attribute(item, member, key == "subject"); });
  }
}

void ListReader::read_attribute(const Node& node, const json::Value::Member& member, bool of_subject) {
  const Node& object = *node.parent;
  // The key is a name like any other, but it stands where a key stands.
  const bool is_name = !member.key.empty() && member.key.size() <= max_id_bytes && unicode::is_ascii(member.key) &&
                       unicode::is_id(member.key) && member.key.find_first_of("-.") == std::string::npos &&
                       !(member.key[0] >= '0' && member.key[0] <= '9');
  if (!is_name) {
    json::Value key;
    key.kind = json::Value::Kind::string;
    key.text = member.key;
    reader_.error_at_key(object, member, "bad_name", {shown(key)});
    return;
  }
  const std::string full = (of_subject ? "subject." : "event.") + member.key;
  const bool is_column = of_subject ? is_subject_column(member.key) : is_event_column(member.key);
  auto& names = of_subject ? subject_names_ : event_names_;
  auto& attributes = of_subject ? list_.subject_attributes : list_.event_attributes;
  if (is_column || (member.key == subject_ && !is_deferred())) {
    reader_.error_at_key(object, member, "reserved_name", {member.key}, {"choose_another_name", {}});
    return;
  }
  if (const auto [earlier, is_new] = names.emplace(member.key, reader_.place(node)); !is_new) {
    reader_.error_at_key(object, member, "duplicate_name", {member.key, where(earlier->second)});
    return;
  }
  if (attributes.size() >= max_declared) {
    reader_.error_at_key(object, member, "too_many_names", {std::to_string(max_declared)});
    return;
  }
  const std::optional<std::size_t> type = reader_.word(node, type_words);
  if (type) {
    attributes.push_back({member.key, static_cast<AttributeType>(*type)});
  } else {
    unreadable_names_.push_back(full);
  }
}

void ListReader::read_categories(const Node& node) {
  reader_.each(node, [&](const Node& item) { read_category(item); });
  for (const auto& [id, place] : categories_) category_names_.push_back(id);
  std::sort(category_names_.begin(), category_names_.end());
}

void ListReader::read_category(const Node& node) {
  constexpr std::array<std::string_view, 4> keys = {"id", "title", "note", "limits"};
  Object object(reader_, node, {"write_instead", {R"({"id": "…"})"}});
  object.allow(keys);
  Category category;
  category.place = reader_.place(node);
  if (const auto id = object.require("id")) {
    assign(category.id, reader_.id(*id));
    // Rules that name it have made no mistake of their own, even if the id is ill-formed.
    const auto [earlier, is_new] = categories_.emplace(id->value->text, category.place);
    if (!is_new && !category.id.empty())
      reader_.error(*id, "duplicate_category", {category.id, where(earlier->second)});
    if (is_new) note_spelling(*id, "category", category.id);
  }
  if (const auto title = object.find("title")) category.title = reader_.languages(*title);
  if (const auto note = object.find("note")) reader_.languages(*note);
  if (const auto limits = object.find("limits")) category.limits = side_limits(*limits);
  list_.categories.push_back(std::move(category));
}

std::vector<SideLimit> ListReader::side_limits(const Node& node) {
  std::vector<SideLimit> limits;
  reader_.each(node, [&](const Node& item) { side_limit(item, limits); });
  return limits;
}

void ListReader::side_limit(const Node& node, std::vector<SideLimit>& limits) {
  constexpr std::array<std::string_view, 3> keys = {"per", "earn", "deduct"};
  constexpr std::array<std::string_view, 2> sides = {"earn", "deduct"};
  constexpr std::array<std::string_view, 3> of_rules = {"points", "count", "by"};
  Object object(reader_, node, {"write_instead", {R"({"per": "month", "earn": 30})"}});
  bool is_of_rule = false;
  object.allow(keys, [&](const json::Value::Member& member) {
    if (std::find(of_rules.begin(), of_rules.end(), member.key) == of_rules.end()) return false;
    reader_.error_at_key(node, member, "limit_of_rule", {member.key});
    is_of_rule = true;
    return true;
  });
  if (!object.is_object()) return;
  const auto per_node = object.require("per");
  const std::optional<PeriodKind> per = per_node ? reader_.period(*per_node, Ever::allowed) : std::nullopt;
  bool has_side = false;
  for (const std::string_view side : sides) {
    const auto found = object.find(side);
    if (!found) continue;
    has_side = true;
    const std::optional<std::int64_t> most = units_not_below_zero(*found);
    if (!per) continue;
    SideLimit limit{*per, side == "earn", most.value_or(0), reader_.place(node)};
    const auto same = std::find_if(limits.begin(), limits.end(), [&](const SideLimit& other) {
      return other.per == limit.per && other.earn == limit.earn;
    });
    if (same != limits.end()) {
      reader_.error(*found, "duplicate_limit", {where(same->place)});
    } else {
      limits.push_back(std::move(limit));
    }
  }
  const bool was_meant = is_of_rule || object.was_meant("earn") || object.was_meant("deduct");
  if (!has_side && !was_meant) reader_.error(node, "one_of_missing", {listed(sides)});
}

std::optional<Account> ListReader::account(const Node& node) {
  const std::optional<std::size_t> word = reader_.word(node, account_words);
  return word ? std::optional<Account>(static_cast<Account>(*word)) : std::nullopt;
}

std::optional<bool> ListReader::by_member(const Node& node) {
  const std::optional<std::string> text = reader_.text(node);
  if (!text) return std::nullopt;
  if (*text == "member") return true;
  if (*text == "household" || *text == subject_ || is_deferred()) return false;
  std::vector<std::string_view> words = {"household", "member"};
  if (subject_ != "household") words.insert(words.begin(), subject_);
  reader_.error(node, "unknown_word", {shown(*node.value)}, did_you_mean_or_list(*text, words));
  return std::nullopt;
}

std::vector<std::string> ListReader::kinds(const Node& node, bool may_be_empty) {
  std::vector<std::string> result;
  const auto add = [&](const Node& item) {
    const std::optional<std::string> kind = reader_.some_text(item);
    if (!kind) return;
    note_spelling(item, "kind", *kind);
    result.push_back(*kind);
  };
  if (node.value->kind == json::Value::Kind::string) {
    add(node);
    return result;
  }
  if (node.value->kind != json::Value::Kind::array) {
    reader_.error(node, "kinds_expected", {shown(*node.value)});
    return result;
  }
  if (node.value->items.empty() && !may_be_empty) reader_.error(node, "empty_list");
  std::set<std::string_view> seen;
  reader_.each(node, [&](const Node& item) {
    if (item.value->kind == json::Value::Kind::string && !seen.insert(item.value->text).second) {
      reader_.warning(item, "repeated_in_list", {shown(*item.value)});
    } else {
      add(item);
    }
  });
  return result;
}

std::optional<expression::Expression> ListReader::expression(const Node& node, const expression::Scope& scope,
                                                             expression::Type type) {
  if (node.value->kind != json::Value::Kind::string) {
    reader_.error(node, "expression_expected", {shown(*node.value)});
    return std::nullopt;
  }
  const std::string& text = node.value->text;
  // Its names are the base's, or their types are not known: what it would be said to have wrong might not be.
  const auto is_named = [&](const std::string& name) { return text.find(name) != std::string::npos; };
  if (is_deferred() || std::any_of(unreadable_names_.begin(), unreadable_names_.end(), is_named)) return std::nullopt;
  if (!reader_.has_room()) return std::nullopt;
  const json::Source& source = reader_.source();
  const auto place_of = [&](std::size_t byte) {
    return source.place(source.inside_string(node.value->offset, byte), reader_.pointer(node));
  };
  return expression::compile(text, scope, type, place_of, reader_.issues());
}

std::optional<std::int64_t> ListReader::units(const Node& node) {
  if (decimals_) return reader_.units(node, *decimals_, "points.decimals");
  return reader_.number(node) ? std::optional<std::int64_t>(0) : std::nullopt;
}

std::optional<std::int64_t> ListReader::units_not_below_zero(const Node& node) {
  const std::size_t before = reader_.issues().size();
  if (!reader_.magnitude(node) || reader_.issues().size() != before) return std::nullopt;
  return units(node);
}

void ListReader::note_spelling(const Node& node, std::string_view sort, const std::string& text) {
  if (unicode::is_ascii(text)) return;
  const auto [first, is_new] = spellings_.emplace(std::pair(std::string(sort), unicode::decomposed(text)), text);
  if (is_new || first->second == text) return;
  reader_.warning(node, "same_but_for_encoding", {text, first->second});
}

}  // namespace pointsbank::rulelist
