// Makes the content of a notice: section by section, from the model of one list.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "notice/content.hpp"
#include "notice/phrases.hpp"
#include "notice/words.hpp"
#include "rulelist/bank_values.hpp"

namespace pointsbank::notice {

class Builder {
 public:
  Builder(const rulelist::List& list, Language language) : list_(list), words_(list, language) {}
  [[nodiscard]] Content build();

 private:
  [[nodiscard]] std::string say(std::string_view code, std::initializer_list<std::string> arguments = {}) const {
    return words_.say(code, arguments);
  }

  // The list as a whole (builder.cpp).
  void head();
  void basics();
  void rules(bool positive);
  void groups();
  void closings();
  void redemption();
  void procedure();
  void calendar(Section& section) const;
  void source(const std::string& number, const rulelist::Provenance& source);
  [[nodiscard]] std::string side_limit(const rulelist::SideLimit& limit) const;
  [[nodiscard]] std::vector<std::string> workflow_lines(const rulelist::Workflow& workflow) const;

  // A rule (rules.cpp).
  [[nodiscard]] Provision rule(const rulelist::Rule& rule) const;
  void score(const rulelist::Rule& rule, Provision& provision) const;
  void rate(const rulelist::Rule& rule, Provision& provision) const;
  void bands(const rulelist::Rule& rule, Provision& provision) const;
  void tiers(const rulelist::Rule& rule, Provision& provision) const;
  void formula(const rulelist::Rule& rule, Provision& provision) const;
  [[nodiscard]] std::string repeat(const rulelist::Repeat& repeat) const;
  [[nodiscard]] std::string limits(const std::vector<rulelist::Limit>& limits) const;
  [[nodiscard]] std::string validity(const rulelist::Rule& rule) const;
  [[nodiscard]] std::string usual_validity(const std::vector<rulelist::Rule>& rules) const;
  void veto(const rulelist::Veto& veto, Provision& provision) const;

  // A closing (closings.cpp).
  [[nodiscard]] Provision closing(const rulelist::Closing& closing) const;
  void obligation(const rulelist::Closing& closing, Provision& provision) const;
  void continuing(const rulelist::Closing& closing, Provision& provision) const;
  void ranking(const rulelist::Closing& closing, Provision& provision) const;
  void rating(const rulelist::Closing& closing, Provision& provision) const;
  void dividend(const rulelist::Closing& closing, Provision& provision) const;
  [[nodiscard]] std::string measure(const rulelist::Closing& closing) const;
  [[nodiscard]] std::string level_condition(const rulelist::Level& level) const;

  const rulelist::List& list_;
  Words words_;
  Content content_;
  std::string usual_validity_;                       ///< of the rules of the list at work; empty: nothing lapses in it
  int number_ = 0;                                   ///< of the provision before
  std::map<std::string, std::vector<int>> members_;  ///< of groups of which the highest counts: numbers of provisions
  std::vector<std::string> group_order_;
  std::map<std::string, std::string> group_titles_;
  std::map<std::string, std::vector<std::string>> clauses_;  ///< by document
  std::vector<std::string> document_order_;
};

}  // namespace pointsbank::notice
