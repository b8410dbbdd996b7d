// Comparison by group and attribute: who they are at the end, that is by their last row in the roster.
#include <algorithm>
#include <map>

#include "contrast/sums.hpp"
#include "pointsbank/comparison.hpp"

namespace pointsbank {
namespace contrast {
namespace {

constexpr std::size_t most_values = 12;  ///< of numbers that stand for themselves; more are put into ranges

/// The value of one group or attribute by household; an absent one is empty.
class Values {
 public:
  Values(const Roster& roster, std::string_view name) : roster_(roster) {
    const TableFormat& format = roster.format();
    const auto group = std::find(format.groups.begin(), format.groups.end(), name);
    if (group != format.groups.end()) {
      group_ = &roster.columns().groups[static_cast<std::size_t>(group - format.groups.begin())];
      return;
    }
    const auto attribute = std::find_if(format.subject_attributes.begin(), format.subject_attributes.end(),
                                        [&](const Attribute& each) { return each.name == name; });
    if (attribute == format.subject_attributes.end()) {
      throw UsageError("the roster has no group and no attribute `" + std::string(name) + "`");
    }
    attribute_ = &roster.columns().attributes[static_cast<std::size_t>(attribute - format.subject_attributes.begin())];
  }

  [[nodiscard]] const DecimalColumn* numbers() const {
    return attribute_ == nullptr ? nullptr : std::get_if<DecimalColumn>(attribute_);
  }
  [[nodiscard]] Id row(Id household) const { return roster_.columns().first_row[household + 1] - 1; }

  [[nodiscard]] std::string text(Id household) const {
    const Id at = row(household);
    if (group_ != nullptr) return std::string(group_->at(at));
    if (const auto* const texts = std::get_if<TextColumn>(attribute_)) return std::string(texts->at(at));
    if (const auto* const truths = std::get_if<BoolColumn>(attribute_)) {
      if (truths->values.empty() || truths->values[at] < 0) return {};
      return truths->values[at] != 0 ? "true" : "false";
    }
    if (const auto* const dates = std::get_if<DateColumn>(attribute_)) {
      const bool is_absent = dates->days.empty() || dates->days[at] == INT32_MIN;
      return is_absent ? std::string() : Date{dates->days[at]}.to_string();
    }
    return numbers()->has(at) ? numbers()->at(at).to_string() : std::string();
  }

 private:
  const Roster& roster_;
  const TextColumn* group_ = nullptr;
  const AttributeColumn* attribute_ = nullptr;
};

/// Numbers in their order; of many the quarters of the households: `1–3`, `4–7`, …
class Ranges {
 public:
  Ranges(const Values& values, std::size_t households) {
    std::map<Number, std::size_t> counts;
    std::size_t all = 0;
    for (Id household = 0; household < households; ++household) {
      const Id row = values.row(household);
      if (!values.numbers()->has(row)) continue;
      ++counts[values.numbers()->at(row)];
      ++all;
    }
    std::size_t seen = 0;
    for (const auto& [value, count] : counts) {
      const bool opens = ends_.empty() || counts.size() <= most_values || seen * 4 >= all * ends_.size();
      if (opens) {
        starts_.push_back(value);
        ends_.push_back(value);
      } else {
        ends_.back() = value;
      }
      seen += count;
    }
  }

  /// Which range, and what it is called.
  [[nodiscard]] std::size_t index(const Number& value) const {
    return static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), value) - starts_.begin() - 1);
  }
  [[nodiscard]] std::string name(std::size_t index) const {
    const std::string from = starts_[index].to_string(), to = ends_[index].to_string();
    return from == to ? from : from + "–" + to;
  }

 private:
  std::vector<Number> starts_, ends_;
};

}  // namespace
}  // namespace contrast

std::vector<std::string> Comparison::group_names() const {
  std::vector<std::string> names = roster_.format().groups;
  for (const Attribute& attribute : roster_.format().subject_attributes) names.push_back(attribute.name);
  return names;
}

std::string Comparison::group_value(std::string_view name, Id household) const {
  return contrast::Values(roster_, name).text(household);
}

std::vector<GroupChange> Comparison::by_group(std::string_view name) const {
  const contrast::Values values(roster_, name);
  std::optional<contrast::Ranges> ranges;
  if (values.numbers() != nullptr) ranges.emplace(values, roster_.size());
  std::map<std::pair<std::size_t, std::string>, GroupChange> groups;
  for (const HouseholdChange& change : households_) {
    std::pair<std::size_t, std::string> key{0, {}};
    const Id row = values.row(change.household);
    if (!ranges) {
      key.second = values.text(change.household);
    } else if (values.numbers()->has(row)) {
      const std::size_t index = ranges->index(values.numbers()->at(row));
      key = {index + 1, ranges->name(index)};
    }
    GroupChange& group = groups[key];
    group.key = key.second;
    ++group.households;
    contrast::add(group.standing.before, change.standing.before);
    contrast::add(group.standing.after, change.standing.after);
    contrast::add(group.spendable.before, change.spendable.before);
    contrast::add(group.spendable.after, change.spendable.after);
    const std::int64_t difference = measured(change).difference();
    group.winners += difference > 0 ? 1 : 0;
    group.losers += difference < 0 ? 1 : 0;
  }
  std::vector<GroupChange> found;
  for (auto& [key, group] : groups) found.push_back(std::move(group));
  return found;
}

}  // namespace pointsbank
