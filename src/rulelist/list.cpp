#include <algorithm>
#include <array>

#include "rulelist/list_reader.hpp"

namespace pointsbank::rulelist {
namespace {

constexpr std::string_view format_name = "pointsbank/1";

constexpr std::array<std::string_view, 25> list_keys = {
    "format",   "id",         "version",    "title",    "note",     "subject",  "effective", "utc_offset", "points",
    "groups",   "attributes", "categories", "limits",   "base",     "intake",   "positive",  "negative",   "closings",
    "examples", "extends",    "additions",  "workflow", "holidays", "workdays", "redemption"};
constexpr std::array<std::string_view, 13> extension_keys = {
    "format",     "id",     "version",  "title",    "effective", "extends", "categories",
    "attributes", "groups", "positive", "negative", "closings",  "examples"};
constexpr std::array<std::string_view, 4> rounding_words = {"half_up", "half_even", "down", "up"};

}  // namespace

ListReader::ListReader(const json::Source& source, const json::Value& document, const List* base, Issues& issues)
    : reader_(source, issues), document_(document), base_(base) {}

List ListReader::read() {
  const Node top{&document_, nullptr, {}, 0};
  Object root(reader_, top);
  if (!root.is_object()) return std::move(list_);
  extends_ = root.find("extends").has_value();
  if (base_ != nullptr) declare_base();
  allow_keys(root);
  read_identity(root);
  if (const auto node = root.find("extends")) read_extends(*node);
  if (!extends_) {
    if (const auto node = root.find("subject")) read_subject(*node);
    decimals_ = 0;
    if (const auto node = root.find("points")) read_points(*node);
    if (const auto node = root.find("base")) read_base(*node);
    if (const auto node = root.find("limits")) list_.limits = side_limits(*node);
    if (const auto node = root.find("intake")) assign(list_.intake_days, reader_.days(*node));
    if (const auto node = root.find("additions")) read_additions(*node);
    if (const auto node = root.find("workflow")) check_workflow(*node);
    if (const auto node = root.find("redemption")) check_redemption(*node);
    check_calendar(root);
  }
  if (const auto node = root.find("groups")) read_groups(*node);
  if (const auto node = root.find("attributes")) read_attributes(*node);
  if (const auto node = root.require("categories")) read_categories(*node);

  collect_kinds(document_, list_.kinds);
  scopes_ = make_scopes(list_, list_.kinds);
  if (const auto node = root.require("positive")) read_rules(*node, true);
  if (const auto node = root.require("negative")) read_rules(*node, false);
  if (const auto node = root.find("closings")) {
    reader_.each(*node, [&](const Node& item) { read_closing(item); });
  }
  if (const auto node = root.find("examples")) {
    reader_.each(*node, [&](const Node& item) { read_example(item); });
  }
  if (base_ != nullptr) check_number_of_additions(root);
  return std::move(list_);
}

void ListReader::allow_keys(Object& root) {
  if (!extends_) {
    root.allow(list_keys);
    return;
  }
  root.allow(extension_keys, [&](const json::Value::Member& member) {
    if (std::find(list_keys.begin(), list_keys.end(), member.key) == list_keys.end()) return false;
    reader_.error_at_key(root.node(), member, "not_in_extension", {member.key},
                         {"keys_of_extension", {listed(extension_keys)}});
    return true;
  });
}

void ListReader::read_identity(Object& root) {
  if (const auto node = root.require("format")) {
    const std::optional<std::string> format = reader_.text(*node);
    if (format && *format != format_name) {
      reader_.error(*node, "unknown_format", {shown(*node->value)}, {"write_instead", {R"("pointsbank/1")"}});
    }
  }
  if (const auto node = root.require("id")) assign(list_.id, reader_.id(*node));
  if (const auto node = root.require("version")) assign(list_.version, reader_.some_text(*node));
  if (const auto node = root.find("title")) list_.title = reader_.languages(*node);
  if (const auto node = root.find("note")) list_.note = reader_.languages(*node);
  if (const auto node = root.require("effective")) {
    list_.effective = date_range(*node, true);
    const bool is_within = base_ == nullptr || list_.effective.from == Date::always() ||
                           (base_->effective.from <= list_.effective.from && list_.effective.to <= base_->effective.to);
    if (!is_within) {
      reader_.error(*node, "outside_base", {list_.effective.to_string(), base_->effective.to_string()});
    }
  }
  if (const auto node = root.find("utc_offset"); node && !extends_) {
    const std::optional<std::string> text = reader_.text(*node);
    const std::optional<int> offset = text ? parse_utc_offset(*text) : std::nullopt;
    if (offset) list_.utc_offset = *offset;
    if (text && !offset)
      reader_.error(*node, "bad_utc_offset", {shown(*node->value)}, {"write_instead", {R"("+08:00")"}});
  }
}

DateRange ListReader::date_range(const Node& node, bool needs_from) {
  constexpr std::array<std::string_view, 2> keys = {"from", "to"};
  DateRange range;
  Object object(reader_, node, {"write_instead", {R"({"from": "2026-01-01"})"}});
  object.allow(keys);
  if (const auto from = needs_from ? object.require("from") : object.find("from"))
    assign(range.from, reader_.date(*from));
  if (const auto to = object.find("to")) {
    assign(range.to, reader_.date(*to));
    if (range.to < range.from) {
      reader_.error(*to, "ends_before_it_begins", {range.to.to_string(), range.from.to_string()});
      range = DateRange{};
    }
  }
  return range;
}

void ListReader::read_points(const Node& node) {
  constexpr std::array<std::string_view, 4> keys = {"decimals", "rounding", "unit", "floor"};
  Object object(reader_, node, {"write_instead", {R"({"decimals": 0})"}});
  object.allow(keys);
  if (const auto decimals = object.find("decimals")) {
    const std::optional<std::int64_t> count = reader_.whole(*decimals, 0, 6);
    decimals_ = count ? std::optional<int>(static_cast<int>(*count)) : std::nullopt;
    assign(list_.decimals, decimals_);
  }
  if (const auto rounding = object.find("rounding")) {
    if (const auto word = reader_.word(*rounding, rounding_words)) list_.rounding = static_cast<Rounding>(*word);
  }
  if (const auto unit = object.find("unit")) assign(list_.unit, reader_.text(*unit));
  if (const auto floor = object.find("floor")) assign(list_.floor, units(*floor));
}

void ListReader::read_base(const Node& node) {
  constexpr std::array<std::string_view, 3> keys = {"points", "each", "account"};
  Object object(reader_, node, {"write_instead", {R"({"points": 60, "each": "year"})"}});
  object.allow(keys);
  if (!object.is_object()) return;
  Base base;
  base.place = reader_.place(node);
  if (const auto points = object.require("points")) assign(base.points, units_not_below_zero(*points));
  if (const auto each = object.require("each")) assign(base.each, reader_.period(*each, Ever::allowed));
  if (const auto of = object.find("account")) assign(base.account, account(*of));
  list_.base = std::move(base);
}

void ListReader::read_extends(const Node& node) {
  constexpr std::array<std::string_view, 2> keys = {"id", "version"};
  Object object(reader_, node, {"write_instead", {R"({"id": "…", "version": "…"})"}});
  object.allow(keys);
  Extends extends;
  if (const auto id = object.require("id")) assign(extends.id, reader_.id(*id));
  if (const auto version = object.require("version")) assign(extends.version, reader_.some_text(*version));
  list_.extends = std::move(extends);
}

void ListReader::read_additions(const Node& node) {
  constexpr std::array<std::string_view, 2> sides = {"positive", "negative"};
  constexpr std::array<std::string_view, 2> keys = {"rules", "points"};
  Object object(reader_, node, {"write_instead", {R"({"positive": {"rules": 5, "points": 2}})"}});
  object.allow(sides);
  if (!object.is_object()) return;
  Additions additions;
  for (const std::string_view side : sides) {
    const auto found = object.find(side);
    if (!found) continue;
    Object ceiling(reader_, *found, {"write_instead", {R"({"rules": 5, "points": 2})"}});
    ceiling.allow(keys);
    Additions::Ceiling read;
    if (const auto rules = ceiling.find("rules")) assign(read.rules, reader_.whole(*rules, 0, max_count));
    if (const auto points = ceiling.find("points")) assign(read.points, reader_.magnitude(*points));
    (side == "positive" ? additions.positive : additions.negative) = std::move(read);
  }
  list_.additions = std::move(additions);
}

}  // namespace pointsbank::rulelist
