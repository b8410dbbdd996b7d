// The commands of the bank that change something, made of the words given.

#include "bank_commands.hpp"

#include <array>
#include <chrono>
#include <random>

#include "pointsbank/rule_list.hpp"

namespace pointsbank::command {

namespace {

bank::File file_of(const std::string& path) {
  SourceText source = read_source(path);
  return {std::move(source.name), std::move(source.text)};
}

std::pair<std::string, std::string> pair_of(const std::string& text) {
  const std::size_t sign = text.find('=');
  return {text.substr(0, sign), text.substr(sign + 1)};
}

/// An attachment is named by its digest; a file's is computed here, the file itself stays with the portal.
std::string evidence_of(const std::string& text) {
  if (Digest::parse(text)) return text;
  return sha256(read_source(text).text).to_string();
}

bank::Submit submission(const BankArguments& arguments) {
  bank::Submit submit;
  submit.event = arguments.text("--event");
  submit.household = arguments.text("--household");
  submit.member = arguments.text("--member");
  submit.kind = arguments.text("--kind");
  submit.occurred = arguments.text("--on");
  submit.quantity = arguments.text("--quantity");
  submit.points = arguments.text("--points");
  submit.grade = arguments.text("--grade");
  submit.act = arguments.text("--act");
  for (const std::string& text : arguments.texts("--attribute")) {
    auto [name, value] = pair_of(text);
    submit.attributes.push_back({std::move(name), std::move(value)});
  }
  for (const std::string& text : arguments.texts("--evidence")) submit.evidence.push_back(evidence_of(text));
  return submit;
}

bank::Redeem redemption(const BankArguments& arguments) {
  bank::Redeem redeem{arguments.text("--redemption"), arguments.text("--household"), {}};
  for (const std::string& text : arguments.texts("--goods")) {
    bank::Line line{text, 1};
    if (const std::size_t sign = text.rfind('='); sign != std::string::npos) {
      line.goods = text.substr(0, sign);
      const std::string pieces = text.substr(sign + 1);
      const DecimalResult read = parse_decimal(pieces);
      const bool is_whole = read.fault == DecimalFault::none && read.value.decimals == 0 && read.value.mantissa > 0 &&
                            read.value.mantissa <= 1'000'000;
      if (!is_whole) throw InputError({wrong_use("command_no_whole", {"--goods", pieces, "1", "1000000"})});
      line.pieces = static_cast<std::int64_t>(read.value.mantissa);
    }
    redeem.lines.push_back(std::move(line));
  }
  return redeem;
}

bank::Transfer transfer(const BankArguments& arguments) {
  bank::Transfer transfer{arguments.text("--transfer"), arguments.text("--household"), {}, arguments.text("--reason")};
  for (const std::string& text : arguments.texts("--share")) {
    auto [household, share] = pair_of(text);
    transfer.shares.push_back({std::move(household), std::move(share)});
  }
  return transfer;
}

using Maker = bank::Request (*)(const BankArguments&);

template <class Step>
bank::Request step(const BankArguments& arguments) {
  return Step{arguments.text("event"), arguments.text("--reason")};
}

template <class Table>
bank::Request table(const BankArguments& arguments) {
  return Table{file_of(arguments.text("table"))};
}

bank::Request adoption(const BankArguments& arguments) {
  bank::Adopt adopt;
  for (const std::string& path : arguments.texts("rule_lists")) adopt.lists.push_back(file_of(path));
  return adopt;
}

constexpr std::array<std::pair<std::string_view, Maker>, 24> makers{{
    {"adopt", adoption},
    {"roster",
     [](const BankArguments& given) -> bank::Request {
       return bank::SetRoster{file_of(given.text("table")), given.text("--from"), given.has("--correct"),
                              given.text("--reason")};
     }},
    {"members", table<bank::SetMembers>},
    {"officers", table<bank::SetOfficers>},
    {"import", table<bank::Import>},
    {"entries", table<bank::ImportEntries>},
    {"goods", table<bank::SetGoods>},
    {"submit", [](const BankArguments& given) -> bank::Request { return submission(given); }},
    {"approve",
     [](const BankArguments& given) -> bank::Request {
       return bank::Approve{given.text("event"), given.text("--points"), given.text("--reason")};
     }},
    {"reject", step<bank::Reject>},
    {"withdraw", step<bank::Withdraw>},
    {"object", step<bank::Object>},
    {"decide",
     [](const BankArguments& given) -> bank::Request {
       return bank::Decide{given.text("event"), given.has("--keep"), given.text("--reason")};
     }},
    {"appeal", step<bank::Appeal>},
    {"uphold", step<bank::Uphold>},
    {"dismiss", step<bank::Dismiss>},
    {"settle", [](const BankArguments& given) -> bank::Request { return bank::Settle{given.text("--through")}; }},
    {"redeem", [](const BankArguments& given) -> bank::Request { return redemption(given); }},
    {"collect", [](const BankArguments& given) -> bank::Request { return bank::Collect{given.text("redemption")}; }},
    {"cancel",
     [](const BankArguments& given) -> bank::Request {
       return bank::Cancel{given.text("redemption"), given.text("--reason")};
     }},
    {"transfer", [](const BankArguments& given) -> bank::Request { return transfer(given); }},
    {"close", [](const BankArguments& given) -> bank::Request { return bank::CloseMonth{given.text("month")}; }},
    {"reopen",
     [](const BankArguments& given) -> bank::Request {
       return bank::ReopenMonth{given.text("month"), given.text("--with"), given.text("--reason")};
     }},
    {"forget",
     [](const BankArguments& given) -> bank::Request {
       return bank::Forget{given.text("person"), given.text("--reason")};
     }},
}};

const Maker* maker_of(std::string_view command) {
  for (const auto& [name, maker] : makers) {
    if (name == command) return &maker;
  }
  return nullptr;
}

}  // namespace

Moment now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

std::string new_key() {
  constexpr char digits[] = "0123456789abcdef";
  std::random_device random;
  std::string key = "cli-";
  for (int i = 0; i < 32; ++i) key.push_back(digits[random() % 16]);
  return key;
}

bool is_change(std::string_view command) { return maker_of(command) != nullptr; }

bank::Request request_of(const BankArguments& arguments) { return (*maker_of(arguments.command))(arguments); }

Moment moment_of(const BankArguments& arguments, int utc_offset) {
  if (const Moment* const moment = std::get_if<Moment>(&arguments.at)) return *moment;
  if (const Date* const date = std::get_if<Date>(&arguments.at)) return first_moment(*date, utc_offset);
  return now();
}

}  // namespace pointsbank::command
