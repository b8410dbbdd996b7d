#include "durability/cuts.hpp"

#include <algorithm>

namespace pointsbank::durability {

namespace {

std::string when(std::uint64_t seed, std::size_t operation, std::size_t way) {
  return "seed " + std::to_string(seed) + ", before operation " + std::to_string(operation) + ", way " +
         std::to_string(way);
}

}  // namespace

void Tally::add(Verdict verdict, const std::string& what) {
  switch (verdict) {
    case Verdict::exact: ++exact; return;
    case Verdict::more: ++more; return;
    case Verdict::lost: ++lost; break;
    case Verdict::half: ++half; break;
    case Verdict::damaged: ++damaged; break;
  }
  if (first_violation.empty()) first_violation = what;
}

Tally& Tally::operator+=(const Tally& other) {
  exact += other.exact;
  more += other.more;
  lost += other.lost;
  half += other.half;
  damaged += other.damaged;
  second_cuts += other.second_cuts;
  if (first_violation.empty()) first_violation = other.first_violation;
  return *this;
}

std::string Tally::to_string() const {
  return std::to_string(cuts()) + " cuts (" + std::to_string(second_cuts) +
         " during recovery): " + std::to_string(exact) + " exact, " + std::to_string(more) +
         " with the commit under way, " + std::to_string(lost) + " lost, " + std::to_string(half) + " half, " +
         std::to_string(damaged) + " damaged" +
         (first_violation.empty() ? "" : "\nfirst violation: " + first_violation);
}

Tally cut_everywhere(const Run& run, const Plan& plan, const Judge& judge) {
  Tally result;
  CrashVfs vfs("after_the_cut");
  std::string why;
  const auto judged = [&](std::size_t acknowledged, const std::string& where) {
    why.clear();
    const Verdict verdict = judge(vfs, acknowledged, why);
    result.add(verdict, where + ": " + why);
  };

  Disk disk(run.before);
  for (std::size_t done = 0; done <= run.operations.size(); ++done) {
    if (done > 0) disk.apply(run.operations[done - 1]);
    if (done % plan.stride != plan.seed % plan.stride) continue;
    const auto acknowledged = static_cast<std::size_t>(
        std::upper_bound(run.acknowledged.begin(), run.acknowledged.end(), done) - run.acknowledged.begin());
    for (std::size_t way = 0; way < plan.ways; ++way) {
      Random random(mixed(mixed(plan.seed, done), way));
      const Image left = disk.survivors(random);
      vfs.restart(left);
      judged(acknowledged, when(plan.seed, done, way));

      const std::vector<Operation> recovery = vfs.recorded();
      if (recovery.empty()) continue;
      Disk recovering(left);
      const std::size_t until = 1 + random.below(recovery.size());
      for (std::size_t i = 0; i < until; ++i) recovering.apply(recovery[i]);
      vfs.restart(recovering.survivors(random));
      ++result.second_cuts;
      judged(acknowledged, when(plan.seed, done, way) + ", again after " + std::to_string(until) + " of recovery");
    }
  }
  return result;
}

Tally kill_look_and_cut(const Run& run, const Plan& plan, const Look& look, const Judge& judge) {
  Tally result;
  CrashVfs vfs("after_the_kill");
  Disk disk(run.before);
  for (std::size_t done = 0; done <= run.operations.size(); ++done) {
    if (done > 0) disk.apply(run.operations[done - 1]);
    if (done % plan.stride != plan.seed % plan.stride) continue;
    for (std::size_t way = 0; way < plan.ways; ++way) {
      Random random(mixed(mixed(plan.seed, done), way));
      vfs.restart(disk);
      const std::size_t seen = look(vfs);
      const std::string where = when(plan.seed, done, way);
      if (seen == SIZE_MAX) {
        result.add(Verdict::damaged, where + ": what was left by the kill is not sound");
        continue;
      }
      vfs.restart(vfs.disk().survivors(random));
      std::string why;
      const Verdict verdict = judge(vfs, seen, why);
      result.add(verdict, where + ": " + why);
    }
  }
  return result;
}

}  // namespace pointsbank::durability
