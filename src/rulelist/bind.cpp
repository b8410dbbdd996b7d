// From lists to a rule book: extensions on top of their bases, versions in order, and what has to hold between them.
#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <optional>
#include <utility>

#include "rulelist/extension.hpp"
#include "rulelist/issue_order.hpp"
#include "rulelist/reader.hpp"

namespace pointsbank::rulelist {
namespace {

using VersionName = std::pair<std::string_view, std::string_view>;
using Path = std::initializer_list<std::string_view>;
constexpr std::size_t none = SIZE_MAX;

class Binder {
 public:
  Binder(std::vector<const List*> lists, Issues& issues)
      : lists_(std::move(lists)), issues_(issues), all_(lists_.size()) {}
  /// Reports what is wrong; gives the indices of the lists that make the book.
  std::vector<std::size_t> check();
  /// A list that extends, with its base; none where it stands as it was given.
  [[nodiscard]] std::optional<List> take_merged(std::size_t index) { return std::move(all_[index].merged); }

 private:
  /// A list as it was given, and what has become of it.
  struct State {
    enum class Progress : std::uint8_t { untouched, in_work, done };
    Progress progress = Progress::untouched;
    std::size_t base = none;
    bool is_base = false;
    std::optional<List> merged;  // of one that extends, with its base
  };

  void report(std::string_view code, Place place, Arguments arguments, Hint hint = {});
  [[nodiscard]] Place locate(std::size_t index, Path path) const;
  void find_bases();
  void resolve(std::size_t index);
  [[nodiscard]] const List& resolved(std::size_t index) const {
    return all_[index].merged ? *all_[index].merged : *lists_[index];
  }
  [[nodiscard]] bool belongs(std::size_t index, std::size_t first);
  void compare(std::size_t index, std::size_t first);
  void compare_points(std::size_t index, std::size_t first);
  void compare_names(const std::vector<std::size_t>& versions);
  void check_ranges(std::vector<std::size_t> versions);

  std::vector<const List*> lists_;
  Issues& issues_;
  std::vector<State> all_;
};

void Binder::report(std::string_view code, Place place, Arguments arguments, Hint hint) {
  Issue issue;
  issue.code = code;
  issue.place = std::move(place);
  issue.arguments = std::move(arguments);
  issue.hint = hint.code;
  issue.hint_arguments = std::move(hint.arguments);
  issues_.push_back(std::move(issue));
}

/// Where a value stands in a list, or in the base that it is taken from; the list's beginning where it is in neither.
Place Binder::locate(std::size_t index, Path path) const {
  for (std::size_t at = index; at != none; at = all_[at].base) {
    const json::Value* value = &lists_[at]->document;
    std::string pointer;
    for (const std::string_view key : path) {
      value = value == nullptr ? nullptr : value->find(key);
      pointer.append("/").append(json::pointer_token(key));
    }
    if (value != nullptr) return lists_[at]->source->place(value->offset, std::move(pointer));
  }
  return lists_[index]->source->place(lists_[index]->document.offset, {});
}

void Binder::find_bases() {
  const auto is_named = [](const List* list) { return !list->id.empty() && !list->version.empty(); };
  std::map<VersionName, std::size_t> by_version;
  for (std::size_t index = 0; index < lists_.size(); ++index) {
    const List& list = *lists_[index];
    if (!is_named(&list)) continue;
    const auto [earlier, is_new] = by_version.emplace(VersionName(list.id, list.version), index);
    if (!is_new) {
      report("duplicate_version", locate(index, {"version"}),
             {list.id, list.version, where(locate(earlier->second, {"version"}))});
    }
  }
  // A base may be the very list that could not be read.
  const bool are_all_named = std::all_of(lists_.begin(), lists_.end(), is_named);
  for (std::size_t index = 0; index < lists_.size(); ++index) {
    const std::optional<Extends>& extends = lists_[index]->extends;
    if (!extends || extends->id.empty() || extends->version.empty()) continue;
    const auto found = by_version.find(VersionName(extends->id, extends->version));
    if (found != by_version.end()) {
      all_[index].base = found->second;
      all_[found->second].is_base = true;
      continue;
    }
    if (!are_all_named) continue;
    std::vector<std::string> given;
    for (const auto& [key, other] : by_version) {
      if (other != index) given.push_back(std::string(key.first) + " " + std::string(key.second));
    }
    const std::vector<std::string_view> words(given.begin(), given.end());
    Hint hint = did_you_mean_or_list(extends->id + " " + extends->version, words);
    report("missing_base", locate(index, {"extends"}), {extends->id, extends->version}, std::move(hint));
  }
}

void Binder::resolve(std::size_t index) {
  State& state = all_[index];
  if (state.progress == State::Progress::done) return;
  if (state.progress == State::Progress::in_work) {
    report("extends_itself", locate(index, {"extends"}), {lists_[index]->id, lists_[index]->version});
    state.progress = State::Progress::done;
    return;
  }
  state.progress = State::Progress::in_work;
  if (state.base != none) {
    resolve(state.base);
    const bool is_circle = state.progress == State::Progress::done;
    const List& base = resolved(state.base);
    const bool is_base_whole = base.is_sound && (!lists_[state.base]->extends || all_[state.base].merged);
    // Of a base with mistakes of its own nothing certain can be said.
    if (!is_circle && is_base_whole) state.merged = extend(base, *lists_[index], issues_);
  }
  state.progress = State::Progress::done;
}

bool Binder::belongs(std::size_t index, std::size_t first) {
  const List& list = *lists_[index];
  const List& other = *lists_[first];
  if (list.id == other.id || list.id.empty() || other.id.empty()) return true;
  report("other_rule_book", locate(index, {"id"}), {list.id, other.id, where(locate(first, {"id"}))});
  return false;
}

void Binder::compare_points(std::size_t index, std::size_t first) {
  const List& list = resolved(index);
  const List& other = resolved(first);
  const auto differ = [&](std::string_view key) {
    report("differs_between_versions", locate(index, {"points"}),
           {"points." + std::string(key), where(locate(first, {"points"}))});
  };
  if (list.decimals != other.decimals) differ("decimals");
  if (list.rounding != other.rounding) differ("rounding");
  if (list.unit != other.unit) differ("unit");
  // Units of different size say nothing of each other.
  if (list.decimals == other.decimals && list.floor != other.floor) differ("floor");
}

void Binder::compare(std::size_t index, std::size_t first) {
  const List& list = resolved(index);
  const List& other = resolved(first);
  if (!list.is_sound || !other.is_sound) return;
  const auto differ = [&](std::string_view key) {
    report("differs_between_versions", locate(index, {key}), {std::string(key), where(locate(first, {key}))});
  };
  if (list.subject != other.subject) differ("subject");
  if (list.utc_offset != other.utc_offset) differ("utc_offset");
  compare_points(index, first);
}

/// One type an attribute; and no column that is a group in one version and an attribute in another.
void Binder::compare_names(const std::vector<std::size_t>& versions) {
  struct Seen {
    std::string_view type;
    std::size_t index;
  };
  constexpr std::array<std::string_view, 4> types = {"number", "string", "bool", "date"};
  std::map<std::pair<std::string_view, std::string_view>, Seen> seen;
  const auto note = [&](std::size_t index, std::string_view side, std::string_view name, std::string_view type) {
    const auto [first, is_new] = seen.emplace(std::pair(side, name), Seen{type, index});
    if (is_new || first->second.type == type) return;
    const auto place = [&](std::size_t of, std::string_view its_type) {
      return its_type == "group" ? locate(of, {"groups"}) : locate(of, {"attributes", side, name});
    };
    report("attribute_types_differ", place(index, type),
           {std::string(name), std::string(type), std::string(first->second.type),
            where(place(first->second.index, first->second.type))});
  };
  for (const std::size_t index : versions) {
    const List& list = resolved(index);
    for (const std::string& group : list.groups) note(index, "subject", group, "group");
    for (const Attribute& attribute : list.subject_attributes) {
      note(index, "subject", attribute.name, types[static_cast<std::size_t>(attribute.type)]);
    }
    for (const Attribute& attribute : list.event_attributes) {
      note(index, "event", attribute.name, types[static_cast<std::size_t>(attribute.type)]);
    }
  }
}

void Binder::check_ranges(std::vector<std::size_t> versions) {
  const auto range = [&](std::size_t index) -> const DateRange& { return lists_[index]->effective; };
  versions.erase(std::remove_if(versions.begin(), versions.end(),
                                [&](std::size_t index) { return range(index).from == Date::always(); }),
                 versions.end());
  std::stable_sort(versions.begin(), versions.end(),
                   [&](std::size_t a, std::size_t b) { return range(a).from < range(b).from; });
  for (std::size_t at = 1, longest = 0; at < versions.size(); ++at) {
    const std::size_t here = versions[at];
    const std::size_t before = versions[longest];
    if (range(here).from <= range(before).to) {
      report("versions_overlap", locate(here, {"effective"}),
             {lists_[here]->version, range(here).to_string(), lists_[before]->version, range(before).to_string(),
              where(locate(before, {"effective"}))});
    }
    if (range(here).to > range(before).to) longest = at;
  }
}

std::vector<std::size_t> Binder::check() {
  if (lists_.empty()) report("no_rule_list", {}, {});
  find_bases();
  for (std::size_t index = 0; index < lists_.size(); ++index) resolve(index);
  std::vector<std::size_t> versions;
  for (std::size_t index = 0; index < lists_.size(); ++index) {
    // Nothing is known of a text that could not be read.
    const bool is_read = lists_[index]->document.kind == json::Value::Kind::object;
    if (all_[index].is_base || !is_read) continue;
    if (versions.empty() || belongs(index, versions.front())) versions.push_back(index);
  }
  for (std::size_t at = 1; at < versions.size(); ++at) compare(versions[at], versions.front());
  compare_names(versions);
  check_ranges(versions);
  return versions;
}

std::vector<const List*> addresses(const std::vector<List>& lists) {
  std::vector<const List*> result;
  for (const List& list : lists) result.push_back(&list);
  return result;
}

}  // namespace

Book bind(std::vector<List> lists, Issues& issues) {
  Binder binder(addresses(lists), issues);
  const std::vector<std::size_t> versions = binder.check();
  Book book;
  for (const std::size_t index : versions) {
    std::optional<List> merged = binder.take_merged(index);
    book.versions.push_back(merged ? *std::move(merged) : std::move(lists[index]));
  }
  std::stable_sort(book.versions.begin(), book.versions.end(),
                   [](const List& a, const List& b) { return a.effective.from < b.effective.from; });
  return book;
}

void check_book(std::span<const List* const> lists, Issues& issues) {
  static_cast<void>(Binder({lists.begin(), lists.end()}, issues).check());
}

}  // namespace pointsbank::rulelist
