// Commands and questions as JSON: what every binding is made of.
#include <algorithm>

#include "pointsbank/bank_json.hpp"
#include "pointsbank/passbook.hpp"
#include "village.hpp"

namespace pointsbank::bank {

namespace {

/// `code /pointer` of every mistake of a question, each with its hint.
std::string mistakes(Bank& bank, std::string_view question) {
  std::string all;
  try {
    static_cast<void>(ask(bank, question));
  } catch (const InputError& error) {
    for (const Issue& issue : error.issues()) {
      all += (all.empty() ? "" : "; ") + issue.code + " " + issue.place.pointer;
      for (const std::string& hint : issue.hint_arguments) all += " (" + hint + ")";
    }
  }
  return all;
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a question is answered as the bank answers it", "[bank]") {
  Village village;
  village.bring("c1", workflow::State::final);
  village.bring("c2", workflow::State::published);
  village.done("2026-04-02", Settle{});
  village.done("2026-04-02", CloseMonth{"2026-03"});
  Bank& bank = village.bank;
  const Figures figures{bank.decimals(), bank.utc_offset()};
  const Moment at = moment("2026-04-02");
  const std::string by = R"("by": "clerk", "at": "2026-04-02T09:00:00+08:00")";
  const std::string as_of = R"("as_of": "2026-04-02T09:00:00+08:00")";

  const std::vector balance{bank.balance("A", "clerk", at)};
  CHECK(ask(bank, R"({"question": "balance", "household": "A", )" + by + "}") ==
        to_json(std::span<const HouseholdBalance>(balance), figures));
  const auto balances = bank.balances("clerk", at);
  CHECK(ask(bank, R"({"question": "balances", )" + by + "}") ==
        to_json(std::span<const HouseholdBalance>(balances), figures));
  CHECK(ask(bank, R"({"question": "balances_as_of", )" + as_of + "}") ==
        to_json(std::span<const HouseholdBalance>(bank.balances_as_of(at)), figures));
  const Statement statement = bank.statement("A", "clerk", at);
  CHECK(ask(bank, R"({"question": "statement", "household": "A", )" + by + "}") == to_json(statement, figures));
  CHECK(ask(bank, R"({"question": "statement", "household": "A", "lang": "zh", )" + by + "}") ==
        to_text(statement, figures, Language::zh));
  CHECK(ask(bank, R"({"question": "statement_as_of", "household": "A", )" + as_of + "}") ==
        to_json(bank.statement_as_of("A", at), figures));
  CHECK(ask(bank, R"({"question": "board", )" + by + "}") == to_json(bank.board("clerk", at), figures));
  CHECK(ask(bank, R"({"question": "why", "event": "c1"})") == to_json(bank.why("c1"), figures));
  const auto claims = bank.claims("final", "A");
  CHECK(claims.size() == 2);
  CHECK(ask(bank, R"({"question": "claims", "state": "final", "household": "A"})") ==
        to_json(std::span<const Claim>(claims), figures));
  CHECK(ask(bank, R"({"question": "shelf"})") == to_json(std::span<const ShelfLine>(bank.shelf()), figures));
  CHECK(ask(bank, R"({"question": "redemptions"})") == to_json(std::span<const Hold>(bank.redemptions()), figures));
  VerifyOptions replayed;
  replayed.replay = true;
  CHECK(ask(bank, R"({"question": "verify", "replay": true})") == to_json(bank.verify(replayed)));
  CHECK(ask(bank, R"({"question": "differences"})") == to_json(std::span<const Difference>(bank.differences())));
  CHECK(ask(bank, R"({"question": "sheet", "month": "2026-03"})") == bank.sheet("2026-03"));
  CHECK(holds(ask(bank, R"({"question": "sheet", "month": "2026-03", "lang": "en"})"), "village: sheet of 2026-03"));
  CHECK(ask(bank, R"({"question": "slip", "entry": 3})") == bank.slip(3));
  CHECK(ask(bank, R"({"question": "exported", "form": "csv"})") == bank.exported(ExportForm::csv));
  const std::string copy = village.folder.file().string() + ".copy";
  CHECK(ask(bank, R"({"question": "back_up", "file": ")" + copy + "\"}") == "{\"file\": \"" + copy + "\"}\n");
  CHECK(Bank::open(copy).verify().entries == bank.verify().entries);
}

TEST_CASE("what is wrong with a question is said all at once, with its place", "[bank]") {
  Village village;
  Bank& bank = village.bank;
  CHECK(mistakes(bank, "") == "json_empty ");
  CHECK(mistakes(bank, "[]") == "bank_json_object ");
  CHECK(mistakes(bank, "{}") == "missing_key ");
  CHECK(mistakes(bank, R"({"question": 7})") == "bank_json_question /question");
  CHECK(mistakes(bank, R"({"question": "statment"})") == "bank_json_question /question (statement)");
  CHECK(
      mistakes(bank, R"({"question": "balance", "houshold": "A", "at": "today", "lang": "fr"})") ==
      "missing_key ; missing_key ; unknown_key /houshold (household); bank_json_moment /at; bank_json_language /lang");
  CHECK(mistakes(bank, R"({"question": "shelf", "household": "A"})") == "unknown_key /household");
  CHECK(mistakes(bank, R"({"question": "slip", "entry": 1.5})") == "bank_json_whole /entry");
  CHECK(mistakes(bank, R"({"question": "slip", "entry": 99999999999999999999})") == "bank_json_whole /entry");
  CHECK(mistakes(bank, R"({"question": "verify", "replay": 1})") == "bank_json_boolean /replay");
  CHECK(mistakes(bank, R"({"question": "exported", "form": "hledgr"})") == "bank_json_form /form (hledger)");
  CHECK(mistakes(bank, R"({"question": "why", "event": "nothing"})") == "bank_unknown_event ");
}

TEST_CASE("many commands as JSON: array and lines, each with its answer and sentence", "[bank]") {
  Village village;
  const std::string good =
      R"({"command": "submit", "by": "A", "at": "2026-03-02T09:00:00+08:00", "key": "k1", "event": "c1", "household": )"
      R"("A", "kind": "help", "occurred": "2026-03-01"})";
  const std::string wrong = R"({"command": "submitt", "by": "A", "at": "2026-03-02T09:00:00+08:00", "key": "k2"})";
  const std::string array = execute_json_batch(village.bank, "\n [" + good + ",\n" + wrong + ", 7, " + good + "]");
  CHECK(array.front() == '[');
  CHECK(array.back() == ']');
  CHECK(std::count(array.begin(), array.end(), '\n') == 3);
  CHECK(holds(array, R"([{"code":"done","replayed":false,)"));
  CHECK(holds(array, R"("place":"/1/command")"));
  CHECK(holds(array, "did you mean `submit`?"));
  CHECK(holds(array, R"({"code":"done","replayed":true,)"));
  CHECK(holds(array, R"("sentence":{"zh":")"));
  const std::string lines = execute_json_batch(village.bank, good + "\r\n" + wrong + "\n{\n");
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 3);
  CHECK(holds(lines, "command:2:13: /command"));
  CHECK(execute_json_batch(village.bank, "[]") == "[]");
  CHECK(execute_json_batch(village.bank, "") == "");
  CHECK_THROWS_AS(execute_json_batch(village.bank, "[{]"), InputError);
  CHECK(execute_json(village.bank, good) == to_json_with_sentence(village.bank.execute(read_command(good))));
}

TEST_CASE("a file that a command names and that is not there is wrong input of that command alone", "[bank]") {
  Village village;
  ReadCommandOptions options;
  options.read_file = [](const std::string& name) -> std::string {
    if (name == "members.csv") return std::string(village_members);
    throw InputError({{"binding_no_file", Severity::error, {}, {name}, {}, {}}});
  };
  const std::string frame = R"({"command": "members", "by": "clerk", "at": "2026-03-02T09:00:00+08:00", "key": ")";
  const std::string answers = execute_json_batch(
      village.bank, "[" + frame + R"(1", "table": "none.csv"}, )" + frame + R"(2", "table": "members.csv"}])", options);
  CHECK(holds(answers, "`none.csv`"));
  CHECK(holds(answers, R"("code":"done")"));
}

}  // namespace pointsbank::bank
