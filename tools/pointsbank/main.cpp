// The command line `pointsbank`: words in, exit code out.

#include <cstdio>
#include <exception>
#include <filesystem>
#include <new>
#include <stdexcept>

#include "arguments.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "pointsbank/bank_faults.hpp"
#include "stopping.hpp"

namespace pointsbank::command {

namespace {

ExitCode run(const Arguments& arguments, const Console& console) {
  struct Runner {
    const Console& console;
    ExitCode operator()(const PrintArguments& print) const {
      console.result(print.text);
      return ExitCode::done;
    }
    ExitCode operator()(const EvaluateArguments& given) const { return evaluate(given, console); }
    ExitCode operator()(const ExplainArguments& given) const { return explain(given, console); }
    ExitCode operator()(const CheckArguments& given) const { return check(given, console); }
    ExitCode operator()(const TestArguments& given) const { return test(given, console); }
    ExitCode operator()(const ExposureArguments& given) const { return exposure(given, console); }
    ExitCode operator()(const ExpressionArguments& given) const { return expression(given, console); }
    ExitCode operator()(const GenerateArguments& given) const { return generate(given, console); }
    ExitCode operator()(const ShowArguments& given) const { return show(given, console); }
    ExitCode operator()(const DiffArguments& given) const { return diff(given, console); }
    ExitCode operator()(const ReformArguments& given) const { return reform(given, console); }
    ExitCode operator()(const CompareArguments& given) const { return compare(given, console); }
    ExitCode operator()(const SweepArguments& given) const { return sweep(given, console); }
    ExitCode operator()(const BankArguments& given) const { return bank(given, console); }
  };
  return std::visit(Runner{console}, arguments.command);
}

/// Runs `work` and turns whatever it throws into messages and an exit code.
template <class Work>
ExitCode guarded(const Console& console, Work work) {
  try {
    return work();
  } catch (const InputError& error) {
    console.issues(error.issues());
    return ExitCode::wrong;
  } catch (const UsageError& error) {
    console.error(error.what());
    return ExitCode::wrong;
  } catch (const bank::BusyError& error) {
    console.issues({error.issue()});
  } catch (const bank::StorageError& error) {
    console.issues({error.issue()});
  } catch (const MachineError& error) {
    console.error(error.what());
  } catch (const Cancelled&) {
    console.error(console.sentence("command_stopped"));
  } catch (const std::bad_alloc&) {
    console.error(console.sentence("command_no_memory"));
  } catch (const std::length_error&) {
    console.error(console.sentence("command_no_memory"));
  } catch (const std::filesystem::filesystem_error& error) {
    console.error(error.what());
  } catch (const std::exception& error) {
    console.error(console.sentence("command_fault", {error.what()}));
  }
  return ExitCode::fault;
}

ExitCode main(int count, const char* const* words) {
  listen_to_signals();
  const Console speaking(language_of(count, words), false);
  return guarded(speaking, [&] {
    const Arguments arguments = parse_arguments(count, words);
    return run(arguments, Console(arguments.language, arguments.quiet));
  });
}

}  // namespace

}  // namespace pointsbank::command

int main(int count, char** words) {
  const auto exit_code = pointsbank::command::main(count, words);
  pointsbank::command::end_by_signal();
  return static_cast<int>(exit_code);
}
