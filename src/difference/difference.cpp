#include "pointsbank/difference.hpp"

#include <algorithm>
#include <set>

#include "difference/comparison.hpp"
#include "difference/description.hpp"
#include "program/program.hpp"
#include "rulelist/bank_values.hpp"

namespace pointsbank {
namespace difference {
namespace {

using rulelist::List;
using Target = Difference::Target;
using Change = Difference::Change;

/// A rule, category or closing in one of the two lists.
template <class Part>
struct Found {
  const List* list = nullptr;
  const Part* part = nullptr;
};

/// As it was written, on one line, with its numbers as exact decimals.
std::string as_written(const json::Value& value) {
  using JsonKind = json::Value::Kind;
  std::string text;
  switch (value.kind) {
    case JsonKind::null: return "null";
    case JsonKind::boolean: return value.boolean ? "true" : "false";
    case JsonKind::number: return Number::of(value.text).to_string();
    case JsonKind::string: json::append_string(text, value.text); return text;
    case JsonKind::array:
      for (const json::Value& item : value.items) text.append(text.empty() ? "[" : ", ").append(as_written(item));
      return text.empty() ? "[]" : text + "]";
    case JsonKind::object: break;
  }
  for (const json::Value::Member& member : value.members) {
    text.append(text.empty() ? "{" : ", ");
    json::append_string(text, member.key);
    text.append(": ").append(as_written(member.value));
  }
  return text.empty() ? "{}" : text + "}";
}

/// The differences of two versions.
class Lists {
 public:
  Lists(const List& before, const List& after, bool with_effective)
      : before_(before), after_(after), with_effective_(with_effective) {}

  [[nodiscard]] std::vector<Difference> run() {
    own();
    compare(parts(before_, before_.categories), parts(after_, after_.categories), Target::category, "categories");
    for (const bool positive : {true, false}) order_of_rules(positive);
    compare(rules(before_), rules(after_), Target::rule, {});
    order("closings", ids(before_.closings), ids(after_.closings));
    compare(parts(before_, before_.closings), parts(after_, after_.closings), Target::closing, "closings");
    return std::move(found_);
  }

 private:
  template <class Part>
  static std::vector<Found<Part>> parts(const List& list, const std::vector<Part>& all) {
    std::vector<Found<Part>> found;
    for (const Part& part : all) found.push_back({&list, &part});
    return found;
  }
  static std::vector<Found<rulelist::Rule>> rules(const List& list) {
    std::vector<Found<rulelist::Rule>> all = parts(list, list.positive);
    const std::vector<Found<rulelist::Rule>> negative = parts(list, list.negative);
    all.insert(all.end(), negative.begin(), negative.end());
    return all;
  }
  template <class Part>
  static std::vector<std::string> ids(const std::vector<Part>& parts) {
    std::vector<std::string> ids;
    for (const Part& part : parts) ids.push_back(part.id);
    return ids;
  }

  static void name(Difference& difference, const rulelist::Text& title) {
    if (title.languages.empty()) return;
    difference.title_zh = title.in(Language::zh);
    difference.title_en = title.in(Language::en);
  }
  static std::string list_of(const rulelist::Rule& rule) { return rule.positive ? "positive" : "negative"; }
  template <class Part>
  static std::string list_of(const Part&) {
    return {};
  }

  void own() {
    Difference frame;
    frame.id = after_.id;
    name(frame, after_.title);
    if (before_.id != after_.id) add(frame, {"id", to_json(text(before_.id)), to_json(text(after_.id))});
    for (const FieldChange& change : changes(describe(before_), describe(after_))) {
      if (with_effective_ || !change.field.starts_with("effective")) add(frame, change);
    }
  }

  void add(Difference difference, const FieldChange& change) {
    difference.field = change.field;
    difference.before = change.before;
    difference.after = change.after;
    found_.push_back(std::move(difference));
  }

  template <class Part>
  void compare(const std::vector<Found<Part>>& before, const std::vector<Found<Part>>& after, Target target,
               std::string_view part_name) {
    const auto find = [](const std::vector<Found<Part>>& all, const std::string& id) {
      const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.part->id == id; });
      return found == all.end() ? nullptr : &*found;
    };
    for (const Found<Part>& old : before) {
      if (const Found<Part>* const now = find(after, old.part->id)) {
        compare(old, *now, target);
      } else {
        whole(old, target, part_name, Change::removed);
      }
    }
    for (const Found<Part>& now : after) {
      if (find(before, now.part->id) == nullptr) whole(now, target, part_name, Change::added);
    }
  }

  template <class Part>
  void compare(const Found<Part>& before, const Found<Part>& after, Target target) {
    Difference frame;
    frame.target = target;
    frame.id = after.part->id;
    frame.list = list_of(*after.part);
    name(frame, after.part->title);
    if (list_of(*before.part) != frame.list) {
      add(frame, {"list", to_json(text(list_of(*before.part))), to_json(text(frame.list))});
    }
    for (const FieldChange& change :
         changes(describe(*before.list, *before.part), describe(*after.list, *after.part))) {
      add(frame, change);
    }
  }

  template <class Part>
  void whole(const Found<Part>& part, Target target, std::string_view part_name, Change change) {
    Difference difference;
    difference.target = target;
    difference.id = part.part->id;
    difference.list = list_of(*part.part);
    difference.change = change;
    name(difference, part.part->title);
    const std::string_view place = target == Target::rule ? std::string_view(difference.list) : part_name;
    const json::Value* const written = rulelist::written(*part.list, place, part.part->id);
    const std::string json = written != nullptr ? as_written(*written) : to_json(describe(*part.list, *part.part));
    (change == Change::added ? difference.after : difference.before) = json;
    found_.push_back(std::move(difference));
  }

  /// Rules that hear one kind are applied in the order of the list, so that it counts which comes first; the order of
  /// all others says nothing.
  void order_of_rules(bool positive) {
    const auto sharing = [&](const List& list) {
      const std::vector<rulelist::Rule>& all = positive ? list.positive : list.negative;
      std::vector<std::string> ids;
      for (const rulelist::Rule& rule : all) {
        const bool shares = std::any_of(all.begin(), all.end(), [&](const rulelist::Rule& other) {
          return other.id != rule.id &&
                 std::find_first_of(rule.on.begin(), rule.on.end(), other.on.begin(), other.on.end()) != rule.on.end();
        });
        if (shares) ids.push_back(rule.id);
      }
      return ids;
    };
    order(positive ? "positive" : "negative", sharing(before_), sharing(after_));
  }

  /// Tells where those that are in both stand in another order.
  void order(std::string_view field, std::vector<std::string> before, std::vector<std::string> after) {
    const std::set<std::string> in_before(before.begin(), before.end()), in_after(after.begin(), after.end());
    std::erase_if(before, [&](const std::string& id) { return in_after.count(id) == 0; });
    std::erase_if(after, [&](const std::string& id) { return in_before.count(id) == 0; });
    if (before == after) return;
    Difference frame;
    frame.id = after_.id;
    name(frame, after_.title);
    add(frame, {std::string(field), to_json(texts(before)), to_json(texts(after))});
  }

  const List& before_;
  const List& after_;
  bool with_effective_;
  std::vector<Difference> found_;
};

/// Two books along time.
class Books {
 public:
  Books(const rulelist::Book& before, const rulelist::Book& after) : before_(before), after_(after) {}

  [[nodiscard]] std::vector<Difference> run() {
    own_range();
    for (const Span& span : spans()) {
      std::vector<Difference> of_span = Lists(*span.before, *span.after, false).run();
      for (Difference& difference : of_span) join(std::move(difference), span);
    }
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Difference& a, const Difference& b) { return a.target < b.target; });
    const Date first = std::max(first_day(before_), first_day(after_)),
               last = std::min(last_day(before_), last_day(after_));
    for (Difference& difference : found_) {
      if (difference.from && *difference.from <= first) difference.from.reset();
      if (difference.to && *difference.to >= last) difference.to.reset();
    }
    return std::move(found_);
  }

 private:
  /// Days on which one version of each is in effect.
  struct Span {
    rulelist::DateRange days;
    const List* before;
    const List* after;
  };

  static Date first_day(const rulelist::Book& book) { return book.versions.front().effective.from; }
  static Date last_day(const rulelist::Book& book) { return book.versions.back().effective.to; }

  void own_range() {
    const auto range = [](const rulelist::Book& book) {
      return describe(rulelist::DateRange{first_day(book), last_day(book)});
    };
    for (const FieldChange& change : changes(range(before_), range(after_))) {
      Difference difference;
      difference.id = after_.versions.front().id;
      difference.field = "effective." + change.field;
      difference.before = change.before;
      difference.after = change.after;
      found_.push_back(std::move(difference));
    }
  }

  [[nodiscard]] std::vector<Span> spans() const {
    std::vector<Span> spans;
    for (const List& before : before_.versions) {
      for (const List& after : after_.versions) {
        const rulelist::DateRange days{std::max(before.effective.from, after.effective.from),
                                       std::min(before.effective.to, after.effective.to)};
        if (days.from <= days.to) spans.push_back({days, &before, &after});
      }
    }
    return spans;
  }

  /// A difference that held up to the day before goes on.
  void join(Difference difference, const Span& span) {
    for (Difference& known : found_) {
      Difference same = known;
      same.from = difference.from;
      same.to = difference.to;
      if (same != difference || !known.to || *known.to == Date::never() || *known.to + 1 != span.days.from) continue;
      known.to = span.days.to;
      return;
    }
    difference.from = span.days.from;
    difference.to = span.days.to;
    found_.push_back(std::move(difference));
  }

  const rulelist::Book& before_;
  const rulelist::Book& after_;
  std::vector<Difference> found_;
};

}  // namespace
}  // namespace difference

std::vector<Difference> differences(const Program& before, const Program& after) {
  const rulelist::Book& old_book = before.compiled().book;
  const rulelist::Book& new_book = after.compiled().book;
  if (old_book.versions.size() == 1 && new_book.versions.size() == 1) {
    return difference::Lists(old_book.versions.front(), new_book.versions.front(), true).run();
  }
  return difference::Books(old_book, new_book).run();
}

}  // namespace pointsbank
