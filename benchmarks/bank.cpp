// How fast is the bank?
//
//   benchmark_bank FOLDER RULES.json [--json]
//
// FOLDER holds roster.csv and events.csv (workload.py data FOLDER M); the bank's file is made there anew. Times are the
// clock's, as a desk feels them, every commit synced to the disk. Claims are held against bare SQLite: the same rows, in
// the same order and the same tables of another bank's file, inserted with prepared statements and nothing else done.

#include <sqlite3.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "pointsbank/pointsbank.hpp"
#include "timing.hpp"

namespace {

namespace fs = std::filesystem;
using namespace pointsbank;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw MachineError(file.string() + " cannot be read");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void remove_bank(const fs::path& file) {
  for (const char* ending : {"", "-journal", "-wal", "-shm"}) fs::remove(file.string() + ending);
}

Moment at_noon(const std::string& day) { return *Moment::parse(day + "T12:00:00+08:00"); }

class Desk {
 public:
  explicit Desk(bank::Bank& bank) : bank_(bank) {}

  bank::Command command(const std::string& day, bank::Request request, std::string by = "clerk") {
    return {std::move(by), at_noon(day), "key-" + std::to_string(++keys_), std::move(request)};
  }
  bank::Answer done(const std::string& day, bank::Request request) {
    bank::Answer answer = bank_.execute(command(day, std::move(request)));
    if (!answer.is_done()) throw UsageError(answer.to_json());
    return answer;
  }
  void done(const std::vector<bank::Command>& commands) {
    for (const bank::Answer& answer : bank_.execute(commands)) {
      if (!answer.is_done()) throw UsageError(answer.to_json());
    }
  }

 private:
  bank::Bank& bank_;
  long keys_ = 0;
};

bank::Import one_event(long number, const std::string& household, const std::string& day) {
  return {{"late.csv", "event,household,kind,at,quantity,points,grade,act,recorded,level,night\nlate-" +
                           std::to_string(number) + "," + household + ",neighbour_help," + day + ",1,,,,,,\n"}};
}

/// One event and its settlement, durable at once: the median.
double one_more(Desk& desk, long first, const std::string& day_of_event) {
  std::vector<double> times;
  for (long number = first; number < first + 51; ++number) {
    char household[16];
    std::snprintf(household, sizeof household, "H%07ld", number * 7 % 1'000);
    const std::vector<bank::Command> commands{desk.command("2027-01-15", one_event(number, household, day_of_event)),
                                              desk.command("2027-01-15", bank::Settle{})};
    times.push_back(seconds_of([&] { desk.done(commands); }) * 1e3);
  }
  return median(std::move(times));
}

}  // namespace
