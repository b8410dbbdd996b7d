// Rules as they are analysed: when they can be heard and how much they can give at once.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/condition.hpp"
#include "analysis/situation.hpp"
#include "rulelist/model.hpp"
#include "rulelist/scope.hpp"

namespace pointsbank::analysis {

struct RuleView {
  const rulelist::List* list = nullptr;
  const rulelist::Rule* rule = nullptr;
  rulelist::DateRange effective;     ///< the rule's within the list's; may be empty
  std::shared_ptr<const Term> when;  ///< null: always
  std::shared_ptr<const Term> formula;
  std::vector<Case> cases;            ///< of `when`
  std::vector<Situation> situations;  ///< in which it may score, as far as kind, date, `when` and the form say
  std::optional<Number> most;         ///< units that one event gives at most; none: without bound

  [[nodiscard]] bool is_in_effect() const noexcept { return effective.from <= effective.to; }
  [[nodiscard]] bool can_score() const { return is_in_effect() && !situations.empty() && !(most && most->is_zero()); }
};

/// Is there certainly no event for which both are true?  Of one version.
[[nodiscard]] bool are_disjoint(const RuleView& a, const RuleView& b);

/// Where an input may come from in every situation of a rule.
[[nodiscard]] bool may_be(const RuleView& view, expression::Source source, std::string_view text);
[[nodiscard]] bool may_lie(const RuleView& view, expression::Source source, const NumberSet& range);

/// The versions of a book, as they are analysed. The book outlives it.
class BookView {
 public:
  explicit BookView(const rulelist::Book& book);
  [[nodiscard]] std::span<const RuleView> rules() const noexcept { return rules_; }
  [[nodiscard]] std::span<const RuleView> rules_of(std::size_t version) const noexcept;
  [[nodiscard]] std::span<const rulelist::List> versions() const noexcept { return book_.versions; }
  /// Of all versions.
  [[nodiscard]] const std::vector<const RuleView*>& with_id(std::string_view id) const;
  [[nodiscard]] const rulelist::Scopes& scopes(std::size_t version) const { return scopes_[version]; }

 private:
  const rulelist::Book& book_;
  std::vector<rulelist::Scopes> scopes_;
  std::vector<RuleView> rules_;
  std::vector<std::size_t> first_rules_;  ///< of the versions, and one behind
  std::map<std::string, std::vector<const RuleView*>, std::less<>> by_id_;
};

}  // namespace pointsbank::analysis
