// What is known of an event and its household: which values names and terms may have, which names have one at all, and
// how terms stand to each other. A situation only loses possibilities; one that has none left cannot occur.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "analysis/condition.hpp"
#include "analysis/value_sets.hpp"

namespace pointsbank::analysis {

class Situation {
 public:
  /// What a name may be; it has a value.
  void restrict(expression::Input input, const ValueSet& values);
  /// The same of a name that may have no value.
  void bound(expression::Input input, const ValueSet& values);
  /// Adds what has to hold; false where that cannot be. (Where it can, that may still be unnoticed.)
  [[nodiscard]] bool assume(const Case& demands);
  /// Does a name certainly have a value?
  [[nodiscard]] bool is_there(expression::Input input) const;
  [[nodiscard]] bool is_possible() const noexcept { return is_possible_; }

  [[nodiscard]] ValueSet values_of(expression::Input input, expression::Type type) const;
  /// What a term may come out as.
  [[nodiscard]] ValueSet values_of(const Term& term, expression::NodeId node) const;

 private:
  bool assume(const Demand& demand);
  bool assume_presence(const std::string& key, bool is_there);
  bool read_all(const Term& term, expression::NodeId node);
  bool compare(const Term& term, const expression::Node& node, bool is_wanted);
  bool relate(const std::string& left, expression::Comparison comparison, const std::string& right);
  bool is_member(const Term& term, const expression::Node& node, bool is_wanted);
  bool test_text(const Term& term, const expression::Node& node, bool is_wanted);
  bool narrow(const Term& term, expression::NodeId node, ValueSet values);
  bool narrow_operand(const Term& term, const expression::Node& node, const NumberSet& values);
  [[nodiscard]] ValueSet calculated(const Term& term, const expression::Node& node) const;
  [[nodiscard]] NumberSet of_call(const Term& term, const expression::Node& node) const;

  std::map<std::string, ValueSet> values_;
  std::map<std::string, bool> presence_;
  /// Of two terms: may the first be less (1), equal (2), greater (4)?
  std::map<std::pair<std::string, std::string>, unsigned> orders_;
  bool is_possible_ = true;
  static constexpr int most_depth = 8;  ///< of operators that are looked through
  int depth_ = 0;
};

}  // namespace pointsbank::analysis
