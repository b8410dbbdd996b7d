// What a bank can be asked, by the names that the command line has too.
#include <array>
#include <span>
#include <string_view>

#include "bank_handle.hpp"
#include "pointsbank/passbook.hpp"
#include "pointsbank/proof.hpp"
#include "task.hpp"

namespace pointsbank::node {

namespace {

using bank::Bank;

/// What a question says; what it does not say is empty.
struct Asked {
  std::string household, event, state, month, form, by, at, as_of;
  std::int64_t entry = 0;
  bool replay = false;
  int threads = 1;
  std::string language;  ///< `zh`, `en`: a text for people; empty: JSON
};

Asked asked_of(const Napi::Object& object) {
  Asked asked;
  for (const auto& [name, field] :
       std::initializer_list<std::pair<const char*, std::string Asked::*>>{{"household", &Asked::household},
                                                                           {"event", &Asked::event},
                                                                           {"state", &Asked::state},
                                                                           {"month", &Asked::month},
                                                                           {"form", &Asked::form},
                                                                           {"by", &Asked::by},
                                                                           {"at", &Asked::at},
                                                                           {"asOf", &Asked::as_of},
                                                                           {"lang", &Asked::language}}) {
    asked.*field = text_of(object, name);
  }
  if (object.Has("entry")) asked.entry = object.Get("entry").As<Napi::Number>().Int64Value();
  if (object.Has("threads")) asked.threads = object.Get("threads").As<Napi::Number>().Int32Value();
  asked.replay = object.Get("replay").ToBoolean();
  return asked;
}

/// A question while it is answered.
struct Asking {
  Bank& bank;
  const Asked& asked;
  Watch& watch;

  [[nodiscard]] Moment at() const { return moment_of(asked.at, "at"); }
  [[nodiscard]] bool is_text() const { return !asked.language.empty(); }
  [[nodiscard]] Language language() const { return asked.language == "zh" ? Language::zh : Language::en; }
  template <class Value>
  [[nodiscard]] std::string said(const Value& value) const {
    const bank::Figures figures{bank.decimals(), bank.utc_offset()};
    return is_text() ? to_text(value, figures, language()) : to_json(value, figures);
  }
  template <class Element>
  [[nodiscard]] std::string said(const std::vector<Element>& values) const {
    return said(std::span<const Element>(values));
  }
};

std::string balance(const Asking& question) {
  const Asked& asked = question.asked;
  std::vector<bank::HouseholdBalance> balances;
  if (!asked.as_of.empty()) {
    balances = question.bank.balances_as_of(moment_of(asked.as_of, "asOf"));
  } else if (asked.household.empty()) {
    balances = question.bank.balances(asked.by, question.at());
  } else {
    balances = {question.bank.balance(asked.household, asked.by, question.at())};
  }
  if (!asked.household.empty())
    std::erase_if(balances, [&](const auto& one) { return one.household != asked.household; });
  return question.said(balances);
}

std::string statement(const Asking& question) {
  const Asked& asked = question.asked;
  return question.said(asked.as_of.empty()
                           ? question.bank.statement(asked.household, asked.by, question.at())
                           : question.bank.statement_as_of(asked.household, moment_of(asked.as_of, "asOf")));
}

std::string verify(const Asking& question) {
  bank::VerifyOptions options;
  options.replay = question.asked.replay;
  options.threads = question.asked.threads;
  question.watch.begin("verifying");
  options.progress = [&](std::uint64_t done, std::uint64_t total) { return question.watch.tell(done, total); };
  const bank::Verification found = question.bank.verify(options);
  return question.is_text() ? to_text(found, question.language()) : to_json(found);
}

std::string differences(const Asking& question) {
  const std::vector<bank::Difference> found = question.bank.differences();
  const std::span<const bank::Difference> all(found);
  return question.is_text() ? to_text(all, question.language()) : to_json(all);
}

std::string sheet(const Asking& question) {
  std::string sheet = question.bank.sheet(question.asked.month);
  return question.is_text() ? proof::sheet_text({"sheet", std::move(sheet)}, question.language()) : sheet;
}

std::string slip(const Asking& question) {
  std::string slip = question.bank.slip(question.asked.entry);
  return question.is_text() ? proof::slip_text({"slip", std::move(slip)}, question.language()) : slip;
}

std::string exported(const Asking& question) {
  const std::optional<bank::ExportForm> form = bank::parse_export_form(question.asked.form);
  if (!form) {
    throw UsageError("form is `" + question.asked.form + "`; there are csv, jsonl, ledger, hledger and beancount");
  }
  return question.bank.exported(*form);
}

using Answer = std::string (*)(const Asking&);
constexpr std::pair<std::string_view, Answer> questions[] = {
    {"balance", balance},
    {"statement", statement},
    {"verify", verify},
    {"differences", differences},
    {"sheet", sheet},
    {"slip", slip},
    {"export", exported},
    {"board", [](const Asking& one) { return one.said(one.bank.board(one.asked.by, one.at())); }},
    {"why", [](const Asking& one) { return one.said(one.bank.why(one.asked.event)); }},
    {"claims", [](const Asking& one) { return one.said(one.bank.claims(one.asked.state, one.asked.household)); }},
    {"shelf", [](const Asking& one) { return one.said(one.bank.shelf()); }},
    {"redemptions", [](const Asking& one) { return one.said(one.bank.redemptions(one.asked.household)); }},
};

std::string answered(BankHandle& handle, std::string_view name, const Asked& asked, Watch& watch) {
  for (const auto& [known, answer] : questions) {
    if (known == name) return with_bank(handle, [&](Bank& bank) { return answer({bank, asked, watch}); });
  }
  throw UsageError("there is no question `" + std::string(name) + "`");
}

/// (task, handle, question, fields) → JSON, or a text for people where the fields say `lang`.
Napi::Value ask(const Napi::CallbackInfo& info) {
  return start<std::string>(
      info,
      [handle = held_by<BankHandle>(info[1]), name = text_of(info[2]),
       asked = asked_of(info[3].As<Napi::Object>())](Watch& watch) { return answered(*handle, name, asked, watch); },
      [](Napi::Env env, std::string& answer) { return text(env, answer); });
}

/// (task, handle, file).
Napi::Value back_up(const Napi::CallbackInfo& info) {
  return start<Nothing>(
      info,
      [handle = held_by<BankHandle>(info[1]), file = text_of(info[2])](Watch&) {
        with_bank(*handle, [&](Bank& bank) { bank.back_up(file); });
        return Nothing{};
      },
      undefined);
}

}  // namespace

void add_questions(Napi::Object exports) {
  exports.Set("ask", Napi::Function::New(exports.Env(), ask));
  exports.Set("backUp", Napi::Function::New(exports.Env(), back_up));
}

}  // namespace pointsbank::node
