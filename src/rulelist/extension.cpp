#include "rulelist/extension.hpp"

#include <algorithm>

#include "rulelist/issue_order.hpp"
#include "rulelist/list_reader.hpp"

namespace pointsbank::rulelist {
namespace {

using json::Value;

Value* member_of(Value& object, std::string_view key) {
  for (Value::Member& member : object.members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

/// Lists are appended, objects are merged, anything else is replaced.
void add_member(Value& object, const Value::Member& added) {
  Value* present = member_of(object, added.key);
  if (present == nullptr) {
    object.members.push_back(added);
  } else if (present->kind == Value::Kind::array && added.value.kind == Value::Kind::array) {
    present->items.insert(present->items.end(), added.value.items.begin(), added.value.items.end());
  } else if (added.key == "attributes") {
    for (const Value::Member& side : added.value.members) {
      Value* declared = member_of(*present, side.key);
      if (declared == nullptr) {
        present->members.push_back(side);
      } else {
        declared->members.insert(declared->members.end(), side.value.members.begin(), side.value.members.end());
      }
    }
  } else {
    *present = added.value;
  }
}

Value merged_document(const Value& base, const Value& own) {
  Value merged = base;
  for (const Value::Member& member : own.members) {
    if (member.key != "extends") add_member(merged, member);
  }
  const bool has_title = own.find("title") != nullptr;
  const auto is_stale = [&](const Value::Member& member) {
    return member.key == "note" || (member.key == "title" && !has_title);
  };
  merged.members.erase(std::remove_if(merged.members.begin(), merged.members.end(), is_stale), merged.members.end());
  return merged;
}

}  // namespace

List extend(const List& base, const List& own, Issues& issues) {
  Issues alone;
  static_cast<void>(ListReader(*own.source, own.document, nullptr, alone).read());
  Issues together;
  List list = ListReader(*own.source, own.document, &base, together).read();
  list.is_sound = own.is_sound && !has_errors(together);
  list.source = own.source;
  if (list.is_sound) list.document = merged_document(base.document, own.document);
  for (Issue& issue : together) {
    const bool is_known =
        std::any_of(alone.begin(), alone.end(), [&](const Issue& other) { return is_same(issue, other); });
    if (!is_known) issues.push_back(std::move(issue));
  }
  return list;
}

}  // namespace pointsbank::rulelist
