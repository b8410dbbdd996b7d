// Closings as nodes: each kind has the keys that the specification gives it.
#include "difference/description.hpp"

namespace pointsbank::difference {
namespace {

using rulelist::Closing;
using Kind = Closing::Kind;

Node awards(const Closing& closing, int decimals) {
  Node node = items();
  for (const rulelist::Award& award : closing.awards) {
    Node each = object();
    each.add("ranks", numbers({award.first_rank, award.last_rank})).add("points", units(award.points, decimals));
    const std::string key = std::to_string(award.first_rank) + "-" + std::to_string(award.last_rank);
    node.items.push_back({key, {}, std::move(each)});
  }
  return node;
}

Node levels(const rulelist::List& list, const Closing& closing) {
  Node node = items();
  for (const rulelist::Level& level : closing.levels) {
    Node each = object();
    each.add("id", text(level.id));
    each.add("title", describe(rulelist::level_title(list, closing, level)));
    if (level.at_least) each.add("at_least", number(*level.at_least));
    if (level.above) each.add("above", number(*level.above));
    if (level.top) each.add("top", number(*level.top));
    node.items.push_back({level.id, {}, std::move(each)});
  }
  return node;
}

void add_measure(const Closing& closing, Node& node) {
  node.add("by", closing.by ? expression(*closing.by) : text("period"));
  node.add("within", text(closing.within));
}

void add_keys_of_posting(const rulelist::List& list, const Closing& closing, Node& node) {
  if (closing.kind == Kind::obligation) {
    node.add("on", set_of_texts(closing.on)).add("at_least", number(closing.at_least));
    node.add("points", units(closing.points, list.decimals)).add("per_missing", truth(closing.per_missing));
  } else {
    node.add("opened_by", set_of_texts(closing.opened_by)).add("closed_by", set_of_texts(closing.closed_by));
    node.add("after", months(closing.after_months));
    if (closing.every_months) node.add("every", months(*closing.every_months));
    node.add("points", units(closing.points, list.decimals));
    node.add("effect", text(closing.earns ? "earn" : "deduct"));
  }
  node.add("category", text(closing.category)).add("account", account(closing.account));
}

void add_keys_of_kind(const rulelist::List& list, const Closing& closing, Node& node) {
  const Node ties = text(closing.dense ? "dense" : "competition");
  switch (closing.kind) {
    case Kind::obligation:
    case Kind::continuing: add_keys_of_posting(list, closing, node); break;
    case Kind::ranking:
      add_measure(closing, node);
      node.add("awards", awards(closing, list.decimals));
      if (closing.minimum) node.add("minimum", number(*closing.minimum));
      node.add("ties", ties).add("field", number(closing.field)).add("account", account(closing.account));
      break;
    case Kind::rating:
      add_measure(closing, node);
      node.add("ties", ties).add("levels", levels(list, closing));
      break;
    case Kind::expiry:
      if (closing.keep) node.add("keep", number(*closing.keep));
      if (!closing.keep) node.add("after", months(closing.after_months));
      break;
    case Kind::reset: node.add("account", account(closing.account)).add("to", units(closing.to, list.decimals)); break;
    case Kind::dividend:
      add_measure(closing, node);
      node.add("fund", units(closing.fund, closing.decimals)).add("decimals", number(closing.decimals));
      node.add("unit", text(closing.unit));
      break;
    case Kind::benefit:
      if (closing.by) node.add("value", expression(*closing.by));
      node.add("decimals", number(closing.decimals)).add("unit", text(closing.unit));
      break;
  }
}

}  // namespace

Node describe(const rulelist::List& list, const Closing& closing) {
  constexpr std::string_view kinds[] = {"obligation", "continuing", "ranking",  "rating",
                                        "expiry",     "reset",      "dividend", "benefit"};
  const std::string_view kind = kinds[static_cast<std::size_t>(closing.kind)];
  Node node = object(kind);
  node.add("kind", text(kind)).add("at", period(closing.at));
  node.add("title", describe(closing.title)).add("note", describe(closing.note));
  if (closing.when) node.add("when", expression(*closing.when));
  add_keys_of_kind(list, closing, node);
  node.add("public", truth(closing.is_public)).add("source", describe(closing.source));
  return node;
}

}  // namespace pointsbank::difference
