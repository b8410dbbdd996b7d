// What handles stand for.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "handles.hpp"
#include "pointsbank.h"
#include "pointsbank/rule_list.hpp"
#include "pointsbank/tables.hpp"

namespace pointsbank::c {

struct TextObject {
  using Handle = pointsbank_text;
  static constexpr Kind kind = Kind::text;
  std::string text;
};

struct RulesObject {
  using Handle = pointsbank_rules;
  static constexpr Kind kind = Kind::rules;
  std::vector<RuleList> lists;
  Program program;
};

/// A table and what was read into it.
template <class Value, class CHandle, Kind of>
struct TableObject {
  using Handle = CHandle;
  static constexpr Kind kind = of;
  Value table;
};
using RosterObject = TableObject<Roster, pointsbank_roster, Kind::roster>;
using MembersObject = TableObject<Members, pointsbank_members, Kind::members>;
using EventsObject = TableObject<Events, pointsbank_events, Kind::events>;
/// One whose rows name households by their numbers in a roster: it means nothing beside another.
template <class Value, class CHandle, Kind of>
struct TableOfRoster {
  using Handle = CHandle;
  static constexpr Kind kind = of;
  Value table;
  Roster roster;
};
using EntriesObject = TableOfRoster<Entries, pointsbank_entries, Kind::entries>;
using PublishedObject = TableOfRoster<Published, pointsbank_published, Kind::published>;

/// Makes an object and gives its handle.
template <class Object>
void give_new(typename Object::Handle** out, Object object) {
  give<Object>(out, std::make_shared<Object>(std::move(object)));
}
inline void give_text(pointsbank_text** out, std::string text) { give_new<TextObject>(out, {std::move(text)}); }

}  // namespace pointsbank::c
