// What the words of a command of the bank say, as far as it can be said without the bank.

#include "words.hpp"

namespace pointsbank::command {

namespace {

bool is_pair(const std::string& text) {
  const std::size_t sign = text.find('=');
  return sign != std::string::npos && sign > 0;
}

}  // namespace

BankArguments bank_arguments(std::string command, const Words& words) {
  BankArguments bank;
  bank.command = std::move(command);
  bank.db = words.path("--db");
  bank.json = words.has("--json");
  bank.by = words.text("--by");
  bank.key = words.text("--key");
  bank.at = words.moment_or_date("--at");
  bank.as_of = words.moment_or_date("--as-of");
  bank.values = words.values;
  for (const Name name : {Name("--share"), Name("--attribute")}) {
    for (const std::string& text : bank.texts(name)) {
      if (!is_pair(text)) words.wrong("command_no_pair", {std::string(name), text});
    }
  }
  if (bank.command == "decide" && bank.has("--keep") == bank.has("--reject")) words.wrong("command_keep_or_reject", {});
  if (words.has("--threads")) (void)words.whole("--threads", 1, 1, 256);
  if (words.has("entry")) (void)words.whole("entry", 1, 1, 1'000'000'000'000);
  return bank;
}

}  // namespace pointsbank::command
