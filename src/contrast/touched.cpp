// What a change of rules may touch, from the differences of the two books by meaning.
#include <algorithm>
#include <array>
#include <set>

#include "pointsbank/comparison.hpp"
#include "pointsbank/difference.hpp"
#include "program/program.hpp"

namespace pointsbank {
namespace contrast {
namespace {

using rulelist::Closing;
using rulelist::List;
using rulelist::Rule;
using Target = Difference::Target;

// Fields that no posting depends on: names, sources, how claims go, what points buy.
constexpr std::array<std::string_view, 5> words_of_items = {"title", "note", "source", "public", "workflow"};
constexpr std::array<std::string_view, 9> words_of_lists = {
    "version", "title", "note", "workflow", "holidays", "workdays", "additions", "redemption", "id"};

template <std::size_t n>
bool is_word(const std::array<std::string_view, n>& words, std::string_view field) {
  const std::string_view first = field.substr(0, field.find_first_of(".["));
  return !first.empty() && std::find(words.begin(), words.end(), first) != words.end();
}

class Touching {
 public:
  Touching(const Program& before, const Program& after)
      : before_(before.compiled().book), after_(after.compiled().book) {}

  [[nodiscard]] Touched run(const std::vector<Difference>& differences) {
    if (days(before_) != days(after_)) found_.everything = true;
    for (const Difference& difference : differences) touch(difference);
    found_.kinds.assign(kinds_.begin(), kinds_.end());
    found_.closings.assign(closings_.begin(), closings_.end());
    return std::move(found_);
  }

 private:
  /// The runs of days on which some version is in effect.
  static std::vector<std::pair<Date, Date>> days(const rulelist::Book& book) {
    std::vector<std::pair<Date, Date>> runs;
    for (const List& list : book.versions) {
      const bool goes_on =
          !runs.empty() && runs.back().second != Date::never() && runs.back().second + 1 == list.effective.from;
      if (goes_on) {
        runs.back().second = list.effective.to;
      } else {
        runs.emplace_back(list.effective.from, list.effective.to);
      }
    }
    return runs;
  }

  void touch(const Difference& difference) {
    switch (difference.target) {
      case Target::list: touch_list(difference); break;
      case Target::category: touch_category(difference); break;
      case Target::rule:
        if (!is_word(words_of_items, difference.field))
          each_rule([&](const Rule& rule) { return rule.id == difference.id; });
        break;
      case Target::closing: touch_closing(difference); break;
    }
  }

  void touch_list(const Difference& difference) {
    if (difference.field == "positive" || difference.field == "negative") {
      // The order of rules that hear one kind: those are named.
      each_rule([&](const Rule& rule) { return difference.before.find('"' + rule.id + '"') != std::string::npos; });
    } else if (!is_word(words_of_lists, difference.field)) {
      found_.everything = true;
    }
  }

  void touch_category(const Difference& difference) {
    if (is_word(words_of_items, difference.field)) return;
    each_rule([&](const Rule& rule) { return rule.category == difference.id; });
  }

  void touch_closing(const Difference& difference) {
    if (is_word(words_of_items, difference.field)) return;
    for (const rulelist::Book* const book : {&before_, &after_}) {
      for (const List& list : book->versions) {
        for (const Closing& closing : list.closings) {
          if (closing.id == difference.id) touch_closing(closing);
        }
      }
    }
  }

  void touch_closing(const Closing& closing) {
    using Kind = Closing::Kind;
    closings_.insert(closing.id);
    switch (closing.kind) {
      case Kind::continuing:
        // A household without the events that open it has no state to continue.
        kinds_.insert(closing.opened_by.begin(), closing.opened_by.end());
        kinds_.insert(closing.closed_by.begin(), closing.closed_by.end());
        break;
      case Kind::ranking:
        if (!closing.awards.empty()) found_.everything = true;
        break;
      case Kind::rating:
      case Kind::dividend:
      case Kind::benefit: break;
      case Kind::obligation:
      case Kind::expiry:
      case Kind::reset: found_.everything = true; break;
    }
    // Which kinds a version knows depends on what its closings name.
    kinds_of_closing(closing);
  }

  void kinds_of_closing(const Closing& closing) {
    kinds_.insert(closing.on.begin(), closing.on.end());
    for (const auto* const expression : {&closing.when, &closing.by}) {
      if (!*expression) continue;
      for (const std::string& kind : (*expression)->kinds()) kinds_.insert(kind);
    }
  }

  template <class Wanted>
  void each_rule(const Wanted& wanted) {
    for (const rulelist::Book* const book : {&before_, &after_}) {
      for (const List& list : book->versions) {
        for (const std::vector<Rule>* const rules : {&list.positive, &list.negative}) {
          for (const Rule& rule : *rules) {
            if (!wanted(rule)) continue;
            kinds_.insert(rule.on.begin(), rule.on.end());
            if (rule.veto) kinds_.insert(rule.veto->cured_by.begin(), rule.veto->cured_by.end());
          }
        }
      }
    }
  }

  const rulelist::Book& before_;
  const rulelist::Book& after_;
  Touched found_;
  std::set<std::string> kinds_, closings_;
};

}  // namespace
}  // namespace contrast

Touched touched_kinds(const Program& before, const Program& after) {
  return contrast::Touching(before, after).run(differences(before, after));
}

Evaluation evaluate_again(const Evaluation& baseline, const Program& program, const EvaluateOptions& options) {
  return evaluate(program, baseline.roster(), baseline.events(), options);
}

}  // namespace pointsbank
