// A notice before it is laid out: words and figures, no format. What makes it is in one language already.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pointsbank/rule_list.hpp"

namespace pointsbank::notice {

/// What stands in the column of points: `+5`, `−10`, or what is neither added nor taken.
struct Figure {
  enum class Sign : std::uint8_t { none, plus, minus };
  std::string text;
  Sign sign = Sign::none;
};

struct Row {
  std::string label;
  Figure figure;
};

/// A rule or a closing: what a villager points at.
struct Provision {
  int number = 0;  ///< 0: none
  std::string id;
  std::string title;
  Figure figure;                   ///< empty where the rows have the figures
  std::vector<Row> rows;           ///< grades, bands, awards, levels
  std::vector<std::string> terms;  ///< conditions, limits, …: a sentence each
  std::string note;
  bool is_veto = false;
};

/// Provisions under one heading; a section without aspects has one without title.
struct Aspect {
  std::string title;
  std::vector<std::string> lines;
  std::vector<Provision> provisions;
};

struct Section {
  enum class Tone : std::uint8_t { plain, earning, deducting };
  std::string title;
  Tone tone = Tone::plain;
  std::vector<std::string> lines;
  std::vector<Aspect> aspects;
};

struct Content {
  std::string title;
  std::string village;  ///< may be empty
  std::string note;
  std::string version, dates;
  std::string column_of_points;  ///< its heading: with the unit, where points are called otherwise
  std::vector<std::pair<std::string, std::string>> facts;  ///< (what, figure): the head's few large figures
  std::vector<Section> sections;
  std::vector<std::string> sources;  ///< small print
  std::string phone;                 ///< empty: to be filled in by hand
};

[[nodiscard]] Content content(const rulelist::List& list, Language language);

}  // namespace pointsbank::notice
