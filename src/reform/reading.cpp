// A reform from its text, with everything that is wrong in it.
#include <algorithm>
#include <array>

#include "json/rewrite.hpp"
#include "pointsbank/reform.hpp"
#include "reform/path.hpp"
#include "reform/words.hpp"
#include "rulelist/reader.hpp"

namespace pointsbank {
namespace reform {
namespace {

using rulelist::Node;
using rulelist::Object;
using rulelist::Reader;
using Kind = ReformKind;
using Part = ReformTarget::Part;

constexpr std::array<std::string_view, 13> all_keys = {"op", "rule", "category", "closing",  "list", "field", "value",
                                                       "by", "ids",  "after",    "override", "from", "to"};
constexpr std::array<std::string_view, 3> part_keys = {"rule", "category", "closing"};
constexpr std::array<std::string_view, 4> target_keys = {"rule", "category", "closing", "list"};
constexpr std::array<std::string_view, 3> orders = {"positive", "negative", "closings"};

rulelist::Words own_keys(Kind kind) {
  static constexpr std::array<std::string_view, 2> set = {"field", "value"}, scale = {"field", "by"},
                                                   order = {"field", "ids"};
  static constexpr std::array<std::string_view, 1> add = {"after"}, remove = {"field"};
  switch (kind) {
    case Kind::set: return set;
    case Kind::scale: return scale;
    case Kind::add: return add;
    case Kind::remove: return remove;
    case Kind::order: return order;
    case Kind::disable:
    case Kind::enable: break;
  }
  return {};
}

class OperationReader {
 public:
  OperationReader(Reader& reader, const Node& node)
      : reader_(reader),
        object_(reader, node, {"write_instead", {R"({"op": "set", "rule": "…", "field": "…", "value": 1})"}}) {}

  [[nodiscard]] std::optional<ReformOperation> run() {
    const std::size_t before = reader_.issues().size();
    if (!object_.is_object()) return std::nullopt;
    const auto op = object_.find("op");
    const auto kind = op ? reader_.word(*op, kind_words) : std::nullopt;
    if (!kind) {
      object_.allow(all_keys);
      if (!op) object_.require("op");
      return std::nullopt;
    }
    operation_.kind = static_cast<Kind>(*kind);
    allow_keys();
    read_target();
    read_own();
    read_days();
    if (reader_.issues().size() != before) return std::nullopt;
    return std::move(operation_);
  }

 private:
  void allow_keys() {
    std::vector<std::string_view> keys = {"op", "rule", "category", "closing", "list", "from", "to", "override"};
    for (const std::string_view key : own_keys(operation_.kind)) keys.push_back(key);
    object_.allow(keys);
  }

  void read_target() {
    const bool is_add = operation_.kind == Kind::add;
    std::size_t given = 0;
    for (std::size_t i = 0; i < part_keys.size(); ++i) {
      const auto node = object_.find(part_keys[i]);
      if (!node) continue;
      if (++given == 2)
        reader_.error(*node, "only_one_of", {std::string(part_keys[i]), first_, rulelist::listed(part_keys)});
      if (given > 1) continue;
      first_ = part_keys[i];
      constexpr Part parts[] = {Part::rule, Part::category, Part::closing};
      operation_.target.part = parts[i];
      is_add ? read_added(*node) : rulelist::assign(operation_.target.id, reader_.id(*node));
    }
    const auto list = object_.find("list");
    if (list) read_side(*list, given);
    const bool is_list_of_rules = is_add && operation_.target.part == Part::rule && given > 0;
    if (is_list_of_rules && !list) object_.require("list");
    const bool needs_target =
        operation_.kind != Kind::set && operation_.kind != Kind::scale && operation_.kind != Kind::remove;
    const bool has_target = given > 0 || (list && !is_add);
    if (needs_target && !has_target) object_.one_of(is_add ? rulelist::Words(part_keys) : rulelist::Words(target_keys));
  }

  void read_side(const Node& node, std::size_t given) {
    const bool is_order = operation_.kind == Kind::order;
    const auto word = reader_.word(node, is_order ? rulelist::Words(orders) : rulelist::Words(sides));
    if (word) operation_.target.side = orders[*word];
    const bool is_place_of_rule = operation_.kind == Kind::add && operation_.target.part == Part::rule;
    if (given > 0 && !is_place_of_rule) reader_.error(node, "reform_two_targets", {first_});
  }

  void read_added(const Node& node) {
    Object added(reader_, node, {"write_instead", {R"({"id": "…"})"}});
    if (!added.is_object()) return;
    if (const auto id = added.require("id")) rulelist::assign(operation_.target.id, reader_.id(*id));
    operation_.value = json::to_text(*node.value);
  }

  void read_own() {
    const Kind kind = operation_.kind;
    if (kind == Kind::set || kind == Kind::scale) object_.require("field");
    if (const auto field = object_.find("field")) read_field(*field);
    if (kind == Kind::remove && first_.empty() && operation_.field.empty()) object_.require("field");
    if (kind == Kind::set) {
      if (const auto value = object_.require("value")) operation_.value = json::to_text(*value->value);
    }
    if (kind == Kind::scale) {
      if (const auto by = object_.require("by")) {
        if (const auto number = reader_.magnitude(*by)) operation_.by = by->value->text;
      }
    }
    if (kind == Kind::order) {
      if (const auto ids = object_.require("ids")) {
        reader_.each(*ids, [&](const Node& id) { static_cast<void>(reader_.id(id)); });
        operation_.value = json::to_text(*ids->value);
      }
    }
    if (const auto after = object_.find("after")) rulelist::assign(operation_.after, reader_.text(*after));
    if (const auto node = object_.find("override"))
      rulelist::assign(operation_.when.override_earlier, reader_.boolean(*node));
  }

  void read_field(const Node& node) {
    const auto text = reader_.some_text(node);
    if (!text) return;
    operation_.field = *text;
    if (!parse_path(*text)) {
      reader_.error(node, "reform_no_field", {*text}, {"reform_fields", {}});
    }
  }

  void read_days() {
    if (const auto from = object_.find("from")) rulelist::assign(operation_.when.from, reader_.date(*from));
    if (const auto to = object_.find("to")) {
      rulelist::assign(operation_.when.to, reader_.date(*to));
      if (operation_.when.from && operation_.when.to && *operation_.when.to < *operation_.when.from) {
        reader_.error(*to, "ends_before_it_begins",
                      {operation_.when.to->to_string(), operation_.when.from->to_string()});
      }
    }
  }

  Reader& reader_;
  Object object_;
  ReformOperation operation_;
  std::string first_;  ///< the key that names the target
};

}  // namespace
}  // namespace reform

Reform parse_reform(const SourceText& text) {
  constexpr std::array<std::string_view, 3> keys = {"title", "note", "operations"};
  Reform reform;
  reform.source_ = text;
  const json::Source source(text.name, text.text);
  const json::Value document = json::parse(source, reform.issues_);
  if (has_errors(reform.issues_)) return reform;
  rulelist::Reader reader(source, reform.issues_);
  const rulelist::Node top{&document, nullptr, {}, 0};
  rulelist::Object root(reader, top, {"write_instead", {R"({"title": "…", "operations": []})"}});
  if (!root.is_object()) return reform;
  root.allow(keys);
  if (const auto title = root.find("title")) {
    const rulelist::Text words = reader.languages(*title);
    reform.title_zh_ = words.in(Language::zh);
    reform.title_en_ = words.in(Language::en);
  }
  if (const auto operations = root.require("operations")) {
    reader.each(*operations, [&](const rulelist::Node& node) {
      if (auto operation = reform::OperationReader(reader, node).run())
        reform.operations_.push_back(std::move(*operation));
    });
  }
  return reform;
}

}  // namespace pointsbank
