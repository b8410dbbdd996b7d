// Commands and questions of the bank as JSON: for batches, queues, bindings and languages that speak JSON.
//
//   {"command": "submit", "by": "H1", "at": "2026-03-02T09:00:00+08:00", "key": "phone-7-0001",
//    "household": "H1", "kind": "tidy_yard", "occurred": "2026-03-01"}
//
// Beside `command`, `by`, `at` and `key` stand the fields of the request, with the names of bank_requests.hpp. What is
// not said is empty. A text may also be written as a number ("quantity": 2): its digits are taken as they stand. A
// table or rule list is {"name": "roster.csv", "content": "household,…"}, or the path of a file where the caller reads
// files.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/bank.hpp"

namespace pointsbank::bank {

struct ReadCommandOptions {
  std::string name = "command";  ///< what messages call the text
  std::uint32_t line = 0;        ///< the line in which it stands, of a batch; 0: its own lines are counted
  std::string by, key;           ///< where the text does not say them
  std::optional<Moment> at;      ///< likewise
  /// Reads a file that a command names; none: files are refused.
  std::function<std::string(const std::string& path)> read_file;
};

/// InputError with every mistake, each with its place: unknown keys and commands (`did you mean …`), wrong types.
[[nodiscard]] Command read_command(std::string_view json, const ReadCommandOptions& options = {});

/// What is wrong with a command, as the answer that it has in a batch: the code `wrong_input`, and the sentences.
[[nodiscard]] Answer wrong_input(const Issues& issues);

/// Commands in their order, with those that could not be read among them: one answer each, one sync for all.
class CommandBatch {
 public:
  void add(Command command);
  void add(const Issues& issues);  ///< what is wrong with one that is none
  /// Those that could be read, as Bank::execute does; the others have been answered already.
  [[nodiscard]] std::vector<Answer> execute(Bank& bank);

 private:
  std::vector<Command> commands_;
  std::vector<std::optional<Answer>> answers_;  // in order; none: that of the next command
};

/// `Answer::to_json` with `"sentence": {"zh": …, "en": …}` beside.
[[nodiscard]] std::string to_json_with_sentence(const Answer& answer);

/// Carries out one command and answers with its sentence. Throws what `read_command` and `execute` throw.
[[nodiscard]] std::string execute_json(Bank& bank, std::string_view command, const ReadCommandOptions& options = {});
/// Carries out many with one sync: a JSON array, or JSON Lines, answered in the same form and order. A command that is
/// wrong has the code `wrong_input`; the others are carried out all the same. InputError where an array is no JSON.
[[nodiscard]] std::string execute_json_batch(Bank& bank, std::string_view commands,
                                             const ReadCommandOptions& options = {});

struct AskOptions {
  std::string name = "question";                                               ///< what messages call the text
  int threads = 1;                                                             ///< of `verify`
  std::function<bool(std::uint64_t done, std::uint64_t total)> progress = {};  ///< likewise
};

/// Answers a question as JSON: {"question": "statement", "household": "H1", "by": "chen", "at": moment}. The names are
/// those of Bank's member functions and of their arguments, and so is what each of them throws:
///
///   balance: household, by, at     balances, board: by, at     statement: household, by, at     why: event
///   balances_as_of: as_of    statement_as_of: household, as_of    claims: state, household (either may be left out)
///   shelf, differences: nothing    redemptions: household (may be left out)    verify: replay (may be left out)
///   sheet: month    slip: entry    exported: form    back_up: file
///
/// The answer is the document that `to_json` of passbook.hpp makes, the proof, the exported file, or of `back_up`
/// {"file": …}; with "lang": "zh" or "en" it is text for people. InputError with every mistake in the question.
[[nodiscard]] std::string ask(Bank& bank, std::string_view question, const AskOptions& options = {});

}  // namespace pointsbank::bank
