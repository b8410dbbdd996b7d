// Power cuts, whatever it is that was running: what a run leaves at each moment, judged by somebody else.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "support/crash_vfs.hpp"
#include "support/disk.hpp"

namespace pointsbank::durability {

/// What a program did to an empty disk, or to `before`, and where in it what was acknowledged.
struct Run {
  Image before;
  std::vector<Operation> operations;
  /// How many operations had been done when each commit, in order, came back.
  std::vector<std::size_t> acknowledged;
};

enum class Verdict {
  exact,    // all that was acknowledged, and nothing else
  more,     // also the commit that was under way, whole
  lost,     // an acknowledged commit is gone
  half,     // a state that never was
  damaged,  // it cannot be opened, or is not sound
};

/// Opens what is left on the file system given and says what it finds, where so many commits had been acknowledged.
/// `why` gets what it has against it.
using Judge = std::function<Verdict(CrashVfs&, std::size_t acknowledged, std::string& why)>;

struct Tally {
  std::size_t exact = 0, more = 0, lost = 0, half = 0, damaged = 0;
  /// Of all cuts, those that came while an earlier cut was being recovered from.
  std::size_t second_cuts = 0;
  /// The first that was neither exact nor more: the seed and the moment, to see it again.
  std::string first_violation;

  std::size_t cuts() const { return exact + more + violations(); }
  std::size_t violations() const { return lost + half + damaged; }
  void add(Verdict verdict, const std::string& what);
  Tally& operator+=(const Tally& other);
  std::string to_string() const;
};

struct Plan {
  std::uint64_t seed = 0;
  std::size_t ways = 1;    // at each moment
  std::size_t stride = 1;  // from one moment to the next, in operations
};

/// Cuts the power before each operation of the run and after the last one; and where opening what was left wrote
/// something, once more in the middle of that.
Tally cut_everywhere(const Run& run, const Plan& plan, const Judge& judge);

/// How many commits somebody sees who opens what is there; `SIZE_MAX` where it is not to be understood.
using Look = std::function<std::size_t(CrashVfs&)>;

/// Kills the program before every operation, which leaves the disk as it is; has another one look; then cuts the power.
/// What the other one saw has to be there.
Tally kill_look_and_cut(const Run& run, const Plan& plan, const Look& look, const Judge& judge);

}  // namespace pointsbank::durability
