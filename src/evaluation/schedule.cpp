#include "evaluation/schedule.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

namespace pointsbank::evaluation {

namespace {

using Kind = rulelist::Closing::Kind;

/// The closings and periods of which rows are published, kind by kind.
class PublishedPeriods {
 public:
  explicit PublishedPeriods(const Published* published) {
    if (published == nullptr) return;
    collect(Kind::ranking, published->rankings);
    collect(Kind::rating, published->ratings);
    collect(Kind::dividend, published->dividends);
    collect(Kind::benefit, published->benefits);
  }
  [[nodiscard]] bool hold(const rulelist::Closing& closing, Date period) const {
    return periods_.contains(std::tuple(closing.kind, std::string_view(closing.id), period));
  }

 private:
  template <class Rows>
  void collect(Kind kind, const Rows& rows) {
    for (const auto& row : rows) periods_.emplace(kind, row.closing, row.period);
  }
  std::set<std::tuple<Kind, std::string_view, Date>> periods_;
};

/// Ratings, dividends and benefits post nothing: without their rows there is nothing to do.
bool is_needed(const rulelist::Closing& closing, const EvaluateOptions& options) {
  switch (closing.kind) {
    case Kind::rating:
    case Kind::dividend:
    case Kind::benefit: return options.closings;
    case Kind::ranking: return options.closings || !closing.awards.empty() || options.published != nullptr;
    default: return true;
  }
}

}  // namespace

std::vector<ClosingInstance> make_schedule(const Binding& binding) {
  std::vector<ClosingInstance> schedule;
  const PublishedPeriods published(binding.options.published.get());
  for (const program::Version& version : binding.program.versions) {
    const Date end = std::min(version.effective.to, binding.options.through);
    for (std::uint32_t position = 0; position < version.closings.size(); ++position) {
      const program::Closing& closing = version.closings[position];
      if (!is_needed(*closing.model, binding.options)) continue;
      for (Date day = last_day(closing.at, version.effective.from); day <= end; day = last_day(closing.at, day + 1)) {
        ClosingInstance instance;
        instance.day = day;
        instance.period = first_day(closing.at, day);
        instance.version = &version;
        instance.closing = &closing;
        instance.position = position;
        instance.is_published = published.hold(*closing.model, instance.period);
        instance.is_barrier =
            closing.model->kind == Kind::ranking && !closing.model->awards.empty() && !instance.is_published;
        schedule.push_back(instance);
      }
    }
  }
  std::stable_sort(schedule.begin(), schedule.end(), [](const ClosingInstance& a, const ClosingInstance& b) {
    return a.day != b.day ? a.day < b.day : a.position < b.position;
  });
  return schedule;
}

}  // namespace pointsbank::evaluation
