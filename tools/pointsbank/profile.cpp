#include "profile.hpp"

#include <algorithm>

#include <sys/resource.h>

namespace pointsbank::command {

namespace {

std::string seconds(std::int64_t nanoseconds) { return units_to_string((nanoseconds + 500'000) / 1'000'000, 3); }

/// In whole percent.
std::string share(std::int64_t nanoseconds, std::int64_t all) {
  const auto hundredths = static_cast<int128_t>(nanoseconds) * 100;
  return std::to_string(
      static_cast<std::int64_t>(divide_rounded(hundredths, std::max<std::int64_t>(all, 1), Rounding::half_up)));
}

std::string a_second(std::size_t count, std::int64_t nanoseconds) {
  const auto per_second = static_cast<int128_t>(count) * 1'000'000'000 / std::max<std::int64_t>(nanoseconds, 1);
  return std::to_string(static_cast<std::int64_t>(per_second));
}

/// In MiB.
std::string most_memory() {
  struct rusage usage {};
  getrusage(RUSAGE_SELF, &usage);
  constexpr long in_a_mebibyte = 1024;
  return std::to_string((usage.ru_maxrss + in_a_mebibyte - 1) / in_a_mebibyte);
}

}  // namespace

void tell_profile(const Evaluation& evaluation, const Times& times, const Console& console) {
  const EvaluationProfile& profile = evaluation.profile();
  const std::size_t events = evaluation.events().size();
  const std::int64_t all = times.reading + times.evaluating + times.writing;
  std::int64_t told = 0;
  const auto stage = [&](std::string_view code, std::int64_t nanoseconds) {
    told += nanoseconds;
    console.message(console.sentence(code, {seconds(nanoseconds), share(nanoseconds, all)}));
  };
  stage("profile_reading", times.reading);
  stage("profile_ordering", profile.ordering);
  stage("profile_rules", profile.rules);
  stage("profile_closings", profile.closings);
  stage("profile_collecting", profile.collecting);
  stage("profile_writing", times.writing);
  stage("profile_rest", std::max<std::int64_t>(all - told, 0));
  console.message(console.sentence("profile_all", {seconds(all)}));
  console.message(console.sentence("profile_events", {a_second(events, times.evaluating), a_second(events, all)}));
  console.message(console.sentence("profile_memory", {most_memory()}));
}

}  // namespace pointsbank::command
