// pointsbank bank --batch: commands as JSON Lines, an answer a line, in the same order.
//
// Commands are taken together as long as they are there already: a program that writes many at once pays for few syncs,
// one that waits for each answer gets it at once. An answer is written when what it says is durable.

#include <unistd.h>

#include <cerrno>

#include "bank_commands.hpp"
#include "pointsbank/bank_json.hpp"
#include "pointsbank/rule_list.hpp"

namespace pointsbank::command {

namespace {

constexpr std::size_t most_together = 1'000;
constexpr std::size_t read_size = 1U << 16U;

/// Lines of standard input: all that are there, waiting only for the first.
class Lines {
 public:
  /// At most `most` whole lines; none at the end of the input.
  std::vector<std::string> next(std::size_t most) {
    std::vector<std::string> lines;
    while (!take(lines, most) && !at_end_) fill();
    if (at_end_ && lines.empty() && !text_.empty()) lines.push_back(std::exchange(text_, {}));
    return lines;
  }

 private:
  bool take(std::vector<std::string>& lines, std::size_t most) {
    std::size_t begin = 0;
    for (std::size_t end; lines.size() < most && (end = text_.find('\n', begin)) != std::string::npos;
         begin = end + 1) {
      lines.push_back(text_.substr(begin, end - begin));
    }
    text_.erase(0, begin);
    return !lines.empty();
  }
  void fill() {
    char bytes[read_size];
    const ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    if (count < 0 && errno == EINTR) return;
    if (count < 0) throw MachineError("standard input cannot be read");
    if (count == 0) at_end_ = true;
    text_.append(bytes, static_cast<std::size_t>(count));
  }

  std::string text_;
  bool at_end_ = false;
};

}  // namespace

ExitCode bank_batch(bank::Bank& bank, const BankArguments& arguments, const Console& console) {
  Lines lines;
  std::uint32_t number = 0;
  bool all_done = true;
  bank::ReadCommandOptions options;
  options.name = "standard input";
  options.by = arguments.by;
  options.read_file = [](const std::string& path) { return read_source(path).text; };
  for (std::vector<std::string> taken = lines.next(most_together); !taken.empty(); taken = lines.next(most_together)) {
    bank::CommandBatch batch;
    for (const std::string& line : taken) {
      options.line = ++number;
      options.at = moment_of(arguments, bank.utc_offset());
      options.key = new_key();
      try {
        batch.add(bank::read_command(line, options));
      } catch (const InputError& error) {
        batch.add(error.issues());
      }
    }
    std::string text;
    for (const bank::Answer& each : batch.execute(bank)) {
      all_done = all_done && each.is_done();
      text.append(each.to_json()).push_back('\n');
    }
    console.result(text);
  }
  return all_done ? ExitCode::done : ExitCode::no;
}

}  // namespace pointsbank::command
