// The bank: commands and questions as JSON texts; the package makes values of them.
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include "core.hpp"
#include "evaluation_inputs.hpp"
#include "languages.hpp"
#include "pointsbank/bank.hpp"
#include "pointsbank/bank_json.hpp"
#include "pointsbank/passbook.hpp"
#include "pointsbank/proof.hpp"

namespace pointsbank::python {

namespace {

using bank::Bank;

Moment moment_of(const std::string& text) {
  const std::optional<Moment> moment = Moment::parse(text);
  if (!moment) {
    throw py::value_error("at is \"" + text + "\"; write a moment like \"2026-03-05T20:15:00+08:00\"");
  }
  return *moment;
}

bank::BankOptions options_of(int busy_milliseconds, int threads, bool read_only) {
  bank::BankOptions options;
  options.busy_milliseconds = busy_milliseconds;
  options.threads = threads;
  options.read_only = read_only;
  return options;
}

bank::Figures figures_of(const Bank& bank) { return {bank.decimals(), bank.utc_offset()}; }

/// JSON, and what people read in English and Chinese.
struct Spoken {
  std::string json, en, zh;
};

template <class Value>
Spoken spoken(const Value& value, const bank::Figures& figures) {
  return {to_json(value, figures), to_text(value, figures, Language::en), to_text(value, figures, Language::zh)};
}

template <class Element>
Spoken spoken(const std::vector<Element>& values, const bank::Figures& figures) {
  return spoken(std::span<const Element>(values), figures);
}

/// Answers, in the order of the commands. One alone throws where it is wrong; of many each says so itself.
std::vector<Spoken> execute(Bank& bank, const std::vector<std::string>& commands, bool is_batch) {
  const py::gil_scoped_release released;
  std::vector<bank::Command> read;
  for (const std::string& command : commands) read.push_back(bank::read_command(command));
  std::vector<bank::Answer> answers;
  if (is_batch) {
    answers = bank.execute(read);
  } else {
    for (const bank::Command& command : read) answers.push_back(bank.execute(command));
  }
  std::vector<Spoken> said;
  for (const bank::Answer& answer : answers) {
    said.push_back({answer.to_json(), answer.sentence(Language::en), answer.sentence(Language::zh)});
  }
  return said;
}

void bind_questions(py::class_<Bank>& type) {
  using Released = py::call_guard<py::gil_scoped_release>;
  const auto ask = [&type](const char* name, auto question) { type.def(name, question, Released()); };
  ask("balances", [](Bank& bank, const std::string& by, const std::string& at) {
    return spoken(bank.balances(by, moment_of(at)), figures_of(bank));
  });
  ask("balances_as_of", [](Bank& bank, const std::string& as_of) {
    return spoken(bank.balances_as_of(moment_of(as_of)), figures_of(bank));
  });
  ask("balance", [](Bank& bank, const std::string& household, const std::string& by, const std::string& at) {
    return spoken(std::vector{bank.balance(household, by, moment_of(at))}, figures_of(bank));
  });
  ask("statement", [](Bank& bank, const std::string& household, const std::string& by, const std::string& at) {
    return spoken(bank.statement(household, by, moment_of(at)), figures_of(bank));
  });
  ask("statement_as_of", [](Bank& bank, const std::string& household, const std::string& as_of) {
    return spoken(bank.statement_as_of(household, moment_of(as_of)), figures_of(bank));
  });
  ask("board", [](Bank& bank, const std::string& by, const std::string& at) {
    return spoken(bank.board(by, moment_of(at)), figures_of(bank));
  });
  ask("why", [](Bank& bank, const std::string& event) { return spoken(bank.why(event), figures_of(bank)); });
  ask("claims", [](Bank& bank, const std::string& state, const std::string& household) {
    return spoken(bank.claims(state, household), figures_of(bank));
  });
  ask("shelf", [](Bank& bank) { return spoken(bank.shelf(), figures_of(bank)); });
  ask("redemptions",
      [](Bank& bank, const std::string& household) { return spoken(bank.redemptions(household), figures_of(bank)); });
  ask("verify", [](Bank& bank, bool replay, int threads) {
    bank::VerifyOptions options;
    options.replay = replay;
    options.threads = threads;
    const bank::Verification found = bank.verify(options);
    return Spoken{to_json(found), to_text(found, Language::en), to_text(found, Language::zh)};
  });
  ask("differences", [](Bank& bank) {
    const std::vector<bank::Difference> found = bank.differences();
    const std::span<const bank::Difference> all(found);
    return Spoken{to_json(all), to_text(all, Language::en), to_text(all, Language::zh)};
  });
  ask("sheet", [](Bank& bank, const std::string& month) { return bank.sheet(month); });
  ask("slip", [](Bank& bank, std::int64_t entry) { return bank.slip(entry); });
  ask("back_up", [](Bank& bank, const std::filesystem::path& file) { bank.back_up(file); });
  ask("exported", [](Bank& bank, const std::string& form) {
    const std::optional<bank::ExportForm> known = bank::parse_export_form(form);
    if (!known) throw UsageError("form is \"" + form + "\"; there are csv, jsonl, ledger, hledger and beancount");
    return bank.exported(*known);
  });
}

}  // namespace

void bind_bank(py::module_& core) {
  py::class_<Spoken>(core, "Spoken", "What a bank said.")
      .def_readonly("json", &Spoken::json)
      .def_readonly("en", &Spoken::en)
      .def_readonly("zh", &Spoken::zh);
  py::class_<Bank> type(core, "Bank", "A bank's file, open.");
  type.def_static("create",
                  [](const std::filesystem::path& file, const std::string& id, const std::string& by,
                     const std::string& at, int busy_milliseconds, int threads) {
                    const py::gil_scoped_release released;
                    return Bank::create(file, id, by, moment_of(at), options_of(busy_milliseconds, threads, false));
                  })
      .def_static("open",
                  [](const std::filesystem::path& file, int busy_milliseconds, int threads, bool read_only) {
                    const py::gil_scoped_release released;
                    return Bank::open(file, options_of(busy_milliseconds, threads, read_only));
                  })
      .def_property_readonly("id", &Bank::id)
      .def_property_readonly("decimals", &Bank::decimals)
      .def_property_readonly("utc_offset", &Bank::utc_offset)
      .def("execute", &execute);
  bind_questions(type);
  core.def("check_slip", [](const std::string& slip, const std::string& sheet) {
    return proof::check_slip({"slip", slip}, {"sheet", sheet});
  });
  core.def("check_sheet", [](const std::string& sheet, const std::optional<std::string>& before) {
    if (!before) return proof::check_sheet({"sheet", sheet});
    const proof::Document previous{"sheet before", *before};
    return proof::check_sheet({"sheet", sheet}, &previous);
  });
}

}  // namespace pointsbank::python
