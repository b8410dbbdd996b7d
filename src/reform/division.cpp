#include "reform/division.hpp"

#include <algorithm>
#include <set>

#include "json/rewrite.hpp"

namespace pointsbank::reform {

using json::Value;
using rulelist::DateRange;

namespace {

/// A case goes with the days on which it ends; one without an end stays with the first piece.
void drop_examples(Piece& piece) {
  Value* const examples = member(piece.document, "examples");
  if (examples == nullptr) return;
  std::erase_if(examples->items, [&](const Value& example) {
    const Value* const through = example.kind == Value::Kind::object ? example.find("through") : nullptr;
    const std::optional<Date> last = through != nullptr ? Date::parse(through->text) : std::nullopt;
    return !last || !piece.days.holds(*last);
  });
}

void name(ListState& state) {
  for (std::size_t i = 0; i < state.pieces.size(); ++i) {
    Piece& piece = state.pieces[i];
    piece.version = piece.document.find("version")->text;
    if (i > 0) {
      if (piece.version == state.pieces.front().version) piece.version += "+" + piece.days.from.to_string();
      static_cast<void>(put(piece.document, {{"version", false}}, text_value(piece.version)));
      static_cast<void>(
          put(piece.document, {{"effective", false}, {"from", false}}, text_value(piece.days.from.to_string())));
      drop_examples(piece);
    }
    if (i + 1 < state.pieces.size()) {
      static_cast<void>(
          put(piece.document, {{"effective", false}, {"to", false}}, text_value(piece.days.to.to_string())));
    }
  }
  state.is_untouched = state.pieces.size() == 1 && json::is_same(state.pieces.front().document, state.model().document);
}

SourceText text_of(const ListState& state, const Piece& piece) {
  const rulelist::List& list = state.model();
  std::string name = list.source->name();
  if (&piece != &state.pieces.front()) {
    const std::size_t end = name.ends_with(".json") ? name.size() - 5 : name.size();
    name.insert(end, "-" + piece.days.from.to_string());
  }
  return {std::move(name), json::rewrite(*list.source, list.document, piece.document)};
}

}  // namespace

void Division::find_bases() {
  for (ListState& state : states_) {
    if (!state.model().extends) continue;
    for (std::size_t i = 0; i < states_.size(); ++i) {
      const bool is_it = states_[i].model().id == state.model().extends->id &&
                         states_[i].model().version == state.model().extends->version;
      if (!is_it) continue;
      state.base = i;
      states_[i].is_version = false;
    }
  }
}
std::vector<std::size_t> Division::bases_first() const {
  std::vector<std::size_t> order;
  const auto visit = [&](const auto& self, std::size_t index) -> void {
    if (std::find(order.begin(), order.end(), index) != order.end()) return;
    if (states_[index].base != SIZE_MAX) self(self, states_[index].base);
    order.push_back(index);
  };
  for (std::size_t i = 0; i < states_.size(); ++i) visit(visit, i);
  return order;
}

/// The first days of a list's pieces.
std::vector<Date> Division::cuts(const ListState& state) const {
  const DateRange& range = state.model().effective;
  std::set<Date> days = {range.from};
  const auto cut = [&](Date day) {
    if (range.from < day && day <= range.to) days.insert(day);
  };
  for (const Edit& edit : state.edits) {
    if (edit.asked->when.from) cut(*edit.asked->when.from);
    if (edit.asked->when.to) cut(*edit.asked->when.to + 1);
  }
  if (state.base != SIZE_MAX) {
    for (const Piece& piece : states_[state.base].pieces) cut(piece.days.from);
  }
  return {days.begin(), days.end()};
}

void Division::divide() {
  for (const std::size_t index : bases_first()) divide(index);
}

void Division::divide(std::size_t index) {
  ListState& state = states_[index];
  const std::vector<Date> starts = cuts(state);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    Piece piece;
    piece.days = {starts[i], i + 1 < starts.size() ? starts[i + 1] - 1 : state.model().effective.to};
    piece.document = state.model().document;
    change(state, piece);
    follow_base(state, piece);
    // Where nothing differs from the days before, nothing is divided.
    const bool goes_on = !state.pieces.empty() && json::is_same(state.pieces.back().document, piece.document);
    if (goes_on) {
      state.pieces.back().days.to = piece.days.to;
    } else {
      state.pieces.push_back(std::move(piece));
    }
  }
  name(state);
}

void Division::change(const ListState& state, Piece& piece) {
  std::vector<const Edit*> edits;
  for (const Edit& edit : state.edits) {
    const DateRange days = days_of(*edit.asked);
    if (days.from <= piece.days.from && piece.days.to <= days.to) edits.push_back(&edit);
  }
  std::stable_sort(edits.begin(), edits.end(), [](const Edit* a, const Edit* b) { return phase(*a) < phase(*b); });
  for (const Edit* const edit : edits) {
    Effect& known = effects_.try_emplace(edit->operation, Effect::nothing_there).first->second;
    const Effect effect = make(*edit, piece.days, state.model().document, piece.document);
    if (effect == Effect::changed || known == Effect::nothing_there) {
      known = known == Effect::changed ? known : effect;
    }
  }
}

/// A list that extends a divided one belongs to that piece of it which its days lie in.
void Division::follow_base(const ListState& state, Piece& piece) {
  if (state.base == SIZE_MAX) return;
  for (const Piece& base : states_[state.base].pieces) {
    if (!base.days.holds(piece.days.from) || states_[state.base].pieces.size() == 1) continue;
    static_cast<void>(put(piece.document, {{"extends", false}, {"version", false}}, text_value(base.version)));
  }
}

std::vector<RuleList> Division::write() {
  std::vector<RuleList> result;
  for (const ListState& state : states_) {
    if (state.base == SIZE_MAX) continue;
    // Of a divided base only what is extended belongs to the book.
    for (Piece& piece : states_[state.base].pieces) piece.is_wanted = false;
  }
  for (const ListState& state : states_) {
    if (state.base == SIZE_MAX) continue;
    for (Piece& base : states_[state.base].pieces) {
      base.is_wanted = base.is_wanted || std::any_of(state.pieces.begin(), state.pieces.end(), [&](const Piece& piece) {
                         return base.days.holds(piece.days.from);
                       });
    }
  }
  for (const ListState& state : states_) {
    if (state.is_untouched) {
      result.push_back(*state.list);
      continue;
    }
    for (const Piece& piece : state.pieces) {
      if (piece.is_wanted) result.push_back(parse(text_of(state, piece)));
    }
  }
  return result;
}

}  // namespace pointsbank::reform
