#include <algorithm>
#include <array>

#include "rulelist/list_reader.hpp"

namespace pointsbank::rulelist {
namespace {

constexpr std::array<std::string_view, 8> kind_words = {"obligation", "continuing", "ranking",  "rating",
                                                        "expiry",     "reset",      "dividend", "benefit"};
constexpr std::array<std::string_view, 8> common_keys = {"id",   "kind", "at",     "title",
                                                         "note", "when", "public", "source"};

struct KindKeys {
  std::string_view kind;
  std::string_view keys;  // between blanks
};
constexpr std::array<KindKeys, 8> kind_keys = {{
    {"obligation", " on at_least points per_missing category account "},
    {"continuing", " opened_by closed_by after every points effect category account "},
    {"ranking", " by within awards minimum ties field account "},
    {"rating", " by within ties levels "},
    {"expiry", " keep after "},
    {"reset", " account to "},
    {"dividend", " fund decimals unit by within "},
    {"benefit", " value decimals unit "},
}};
constexpr std::array<std::string_view, 2> tie_words = {"competition", "dense"};
constexpr std::array<std::string_view, 2> effect_words = {"earn", "deduct"};

bool has_key(const KindKeys& kind, std::string_view key) {
  return kind.keys.find(' ' + std::string(key) + ' ') != std::string_view::npos;
}

/// The keys of a closing of one kind; of all kinds where `kind` is none.
std::vector<std::string_view> keys_of(std::optional<std::size_t> kind) {
  std::vector<std::string_view> keys(common_keys.begin(), common_keys.end());
  for (std::size_t index = 0; index < kind_keys.size(); ++index) {
    if (kind && *kind != index) continue;
    const std::string_view all = kind_keys[index].keys;
    for (std::size_t at = 1; at < all.size();) {
      const std::size_t end = all.find(' ', at);
      const std::string_view key = all.substr(at, end - at);
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
      at = end + 1;
    }
  }
  return keys;
}

std::string kinds_with(std::string_view key) {
  std::vector<std::string_view> kinds;
  for (const KindKeys& kind : kind_keys) {
    if (has_key(kind, key)) kinds.push_back(kind.kind);
  }
  return listed(kinds);
}

}  // namespace

void ListReader::read_closing(const Node& node) {
  Object object(reader_, node, {"write_instead", {R"({"id": "…", "kind": "ranking", "at": "month"})"}});
  if (!object.is_object()) return;
  Closing closing;
  closing.place = reader_.place(node);
  const auto kind_node = object.find("kind");
  const std::optional<std::size_t> kind = kind_node ? reader_.word(*kind_node, kind_words) : std::nullopt;
  if (kind) closing.kind = static_cast<Closing::Kind>(*kind);
  allow_closing_keys(object, closing, kind.has_value());
  if (!kind_node) object.require("kind");
  if (const auto id = object.require("id")) {
    assign(closing.id, reader_.id(*id));
    if (!closing.id.empty()) note_id(*id, closing.id);
  }
  if (const auto at = object.require("at")) assign(closing.at, reader_.period(*at, Ever::refused));
  if (const auto title = object.find("title")) closing.title = reader_.languages(*title);
  if (const auto note = object.find("note")) closing.note = reader_.languages(*note);
  if (const auto when = object.find("when")) {
    closing.when = expression(*when, scopes_.picking, expression::Type::boolean);
  }
  if (const auto is_public = object.find("public")) assign(closing.is_public, reader_.boolean(*is_public));
  if (const auto source = object.find("source")) closing.source = provenance(*source);
  if (!kind) return;
  using Kind = Closing::Kind;
  switch (closing.kind) {
    case Kind::obligation: obligation(object, closing); break;
    case Kind::continuing: continuing(object, closing); break;
    case Kind::ranking: ranking(object, closing); break;
    case Kind::rating: rating(object, closing); break;
    case Kind::expiry: expiry(object, closing); break;
    case Kind::reset: reset(object, closing); break;
    case Kind::dividend: dividend(object, closing); break;
    case Kind::benefit: benefit(object, closing); break;
  }
  list_.closings.push_back(std::move(closing));
}

void ListReader::allow_closing_keys(Object& object, const Closing& closing, bool is_kind_known) {
  if (!is_kind_known) {
    object.allow(keys_of(std::nullopt));
    return;
  }
  const auto index = static_cast<std::size_t>(closing.kind);
  object.allow(keys_of(index), [&](const json::Value::Member& member) {
    const std::string others = kinds_with(member.key);
    if (others.empty()) return false;
    reader_.error_at_key(object.node(), member, "not_of_this_closing",
                         {member.key, std::string(kind_words[index]), others});
    return true;
  });
}

void ListReader::obligation(Object& object, Closing& closing) {
  if (const auto on = object.require("on")) closing.on = kinds(*on, false);
  if (const auto at_least = object.find("at_least")) assign(closing.at_least, reader_.whole(*at_least, 1, max_count));
  if (const auto points = object.require("points")) assign(closing.points, units_not_below_zero(*points));
  if (const auto per_missing = object.find("per_missing")) assign(closing.per_missing, reader_.boolean(*per_missing));
  if (const auto of = object.find("account")) assign(closing.account, account(*of));
  if (const auto category = object.find("category")) {
    assign(closing.category, reader_.some_text(*category));
    if (!closing.category.empty()) check_category(*category, closing.category);
  }
}

void ListReader::continuing(Object& object, Closing& closing) {
  if (const auto opened_by = object.require("opened_by")) closing.opened_by = kinds(*opened_by, false);
  if (const auto closed_by = object.find("closed_by")) {
    closing.closed_by = kinds(*closed_by, true);
    const std::unordered_set<std::string_view> openers(closing.opened_by.begin(), closing.opened_by.end());
    for (const std::string& kind : closing.closed_by) {
      if (openers.count(kind) != 0) reader_.error(*closed_by, "kind_in_both", {kind});
    }
  }
  if (const auto after = object.find("after")) assign(closing.after_months, reader_.months(*after, 0));
  if (const auto every = object.find("every")) closing.every_months = reader_.months(*every, 1);
  if (const auto points = object.require("points")) assign(closing.points, units_not_below_zero(*points));
  if (const auto effect = object.require("effect")) {
    if (const auto word = reader_.word(*effect, effect_words)) closing.earns = *word == 0;
  }
  if (const auto of = object.find("account")) assign(closing.account, account(*of));
  if (const auto category = object.find("category")) {
    assign(closing.category, reader_.some_text(*category));
    if (!closing.category.empty()) check_category(*category, closing.category);
  }
}

/// `by` and `within`, where a kind has them.
void ListReader::measure(const Object& object, Closing& closing) {
  if (const auto by = object.find("by")) closing.by = expression(*by, scopes_.measure, expression::Type::number);
  const auto within = object.find("within");
  if (!within) return;
  assign(closing.within, reader_.some_text(*within));
  const bool is_group = std::find(list_.groups.begin(), list_.groups.end(), closing.within) != list_.groups.end();
  if (closing.within.empty() || is_group || is_deferred()) return;
  const std::vector<std::string_view> groups(list_.groups.begin(), list_.groups.end());
  reader_.error(*within, "unknown_group", {closing.within}, did_you_mean_or_list(closing.within, groups));
}

void ListReader::ranking(Object& object, Closing& closing) {
  measure(object, closing);
  if (const auto found = object.find("awards")) awards(*found, closing);
  if (const auto minimum = object.find("minimum")) closing.minimum = reader_.number(*minimum);
  if (const auto ties = object.find("ties")) {
    if (const auto word = reader_.word(*ties, tie_words)) closing.dense = *word == 1;
  }
  if (const auto field = object.find("field")) assign(closing.field, reader_.whole(*field, 0, max_count));
  if (const auto of = object.find("account")) assign(closing.account, account(*of));
}

void ListReader::awards(const Node& node, Closing& closing) {
  constexpr std::array<std::string_view, 2> keys = {"ranks", "points"};
  struct Ranks {
    std::int64_t first, last;
    std::size_t item;
  };
  std::vector<Ranks> taken;
  reader_.each(node, [&](const Node& item) {
    Object object(reader_, item, {"write_instead", {R"({"ranks": [1, 3], "points": 10})"}});
    object.allow(keys);
    Award award;
    if (const auto points = object.require("points")) assign(award.points, units_not_below_zero(*points));
    const auto ranks = object.require("ranks");
    if (!ranks || !reader_.is_list(*ranks)) return;
    const std::vector<json::Value>& items = ranks->value->items;
    if (items.size() != 2) {
      reader_.error(*ranks, "pair_expected", {std::to_string(items.size())}, {"write_instead", {"[1, 3]"}});
      return;
    }
    const Node last_node{items.data() + 1, &*ranks, {}, 1};
    const std::optional<std::int64_t> first = reader_.whole(Node{items.data(), &*ranks, {}, 0}, 1, max_count);
    const std::optional<std::int64_t> last = reader_.whole(last_node, 1, max_count);
    if (!first || !last) return;
    if (*last < *first) {
      reader_.error(last_node, "range_falls", {shown(items[1]), shown(items[0])});
      return;
    }
    award.first_rank = *first;
    award.last_rank = *last;
    taken.push_back({*first, *last, item.index});
    closing.awards.push_back(award);
  });
  std::sort(taken.begin(), taken.end(), [](const Ranks& a, const Ranks& b) { return a.first < b.first; });
  for (std::size_t at = 1; at < taken.size(); ++at) {
    if (taken[at].first > taken[at - 1].last) continue;
    const auto [earlier, later] = std::minmax(taken[at - 1].item, taken[at].item);
    const Node item{&node.value->items[later], &node, {}, later};
    const Node other{&node.value->items[earlier], &node, {}, earlier};
    reader_.error(item, "ranks_overlap", {std::to_string(taken[at].first), where(reader_.place(other))});
  }
}

void ListReader::rating(Object& object, Closing& closing) {
  measure(object, closing);
  if (const auto ties = object.find("ties")) {
    if (const auto word = reader_.word(*ties, tie_words)) closing.dense = *word == 1;
  }
  if (const auto found = object.require("levels")) levels(*found, closing);
}

void ListReader::levels(const Node& node, Closing& closing) {
  constexpr std::array<std::string_view, 6> keys = {"id", "title", "note", "at_least", "above", "top"};
  if (node.value->kind == json::Value::Kind::array && node.value->items.empty()) reader_.error(node, "empty_list");
  std::unordered_map<std::string, Place> seen;
  reader_.each(node, [&](const Node& item) {
    Object object(reader_, item, {"write_instead", {R"({"id": "five_star", "at_least": 95})"}});
    object.allow(keys);
    Level level;
    if (const auto id = object.require("id")) {
      assign(level.id, reader_.id(*id));
      const auto [earlier, is_new] = seen.emplace(level.id, reader_.place(*id));
      if (!is_new && !level.id.empty()) reader_.error(*id, "duplicate_level", {level.id, where(earlier->second)});
    }
    if (const auto title = object.find("title")) reader_.languages(*title);
    if (const auto note = object.find("note")) reader_.languages(*note);
    if (const auto at_least = object.find("at_least")) level.at_least = reader_.number(*at_least);
    if (const auto above = object.find("above")) level.above = reader_.number(*above);
    if (const auto top = object.find("top")) level.top = reader_.whole(*top, 1, max_count);
    closing.levels.push_back(std::move(level));
  });
}

void ListReader::expiry(Object& object, Closing& closing) {
  constexpr std::array<std::string_view, 2> forms = {"keep", "after"};
  const auto form = object.one_of(forms);
  if (!form) return;
  if (form->key == "after") {
    assign(closing.after_months, reader_.months(*form, 0));
    return;
  }
  closing.keep = reader_.magnitude(*form);
  if (closing.keep && *closing.keep >= Number(1)) reader_.error(*form, "keep_not_below_one", {shown(*form->value)});
}

void ListReader::reset(Object& object, Closing& closing) {
  if (const auto of = object.require("account")) assign(closing.account, account(*of));
  if (const auto to = object.require("to")) assign(closing.to, units(*to));
}

void ListReader::dividend(Object& object, Closing& closing) {
  measure(object, closing);
  bool is_unit_known = true;
  if (const auto node = object.find("decimals")) {
    const std::optional<std::int64_t> count = reader_.whole(*node, 0, 6);
    is_unit_known = count.has_value();
    assign(closing.decimals, count);
  }
  if (const auto unit = object.find("unit")) assign(closing.unit, reader_.text(*unit));
  const auto fund = object.require("fund");
  if (fund && reader_.magnitude(*fund) && is_unit_known) {
    assign(closing.fund, reader_.units(*fund, closing.decimals, "decimals"));
  }
}

void ListReader::benefit(Object& object, Closing& closing) {
  if (const auto value = object.require("value")) {
    closing.by = expression(*value, scopes_.measure, expression::Type::number);
  }
  if (const auto decimals = object.find("decimals")) assign(closing.decimals, reader_.whole(*decimals, 0, 6));
  if (const auto unit = object.find("unit")) assign(closing.unit, reader_.text(*unit));
}

}  // namespace pointsbank::rulelist
