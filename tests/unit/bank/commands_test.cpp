// Commands as such: keys, refusals that are kept, batches, wrong input, hostile texts.
#include "bank/answers.hpp"
#include "pointsbank/bank_json.hpp"
#include "village.hpp"

namespace pointsbank::bank {

namespace {

Command command(std::string key, Request request, std::string by = "A", std::string_view at = "2026-03-02") {
  return {std::move(by), moment(at), std::move(key), std::move(request)};
}

Submit claim(const std::string& event, const std::string& kind = "help") {
  Submit request;
  request.event = event;
  request.household = "A";
  request.kind = kind;
  request.occurred = "2026-03-01";
  return request;
}

}  // namespace

TEST_CASE("the same key with the same content gives the first answer, and does nothing", "[bank]") {
  Village village;
  const Answer first = village.bank.execute(command("k", claim("")));
  CHECK_FALSE(first.replayed);
  const store::Head head = village.store().head();
  Answer again = village.bank.execute(command("k", claim("")));
  CHECK(again.replayed);
  CHECK(village.store().head().seq == head.seq);
  // A retry comes later: its moment is no part of what the key stands for.
  CHECK(village.bank.execute(command("k", claim(""), "A", "2026-05-01")).replayed);
  village.reopen();
  again = village.bank.execute(command("k", claim("")));
  CHECK(again.replayed);
  again.replayed = false;
  CHECK(again.to_json() == first.to_json());
}

TEST_CASE("the same key with other content is refused, naming what differs, and changes nothing", "[bank]") {
  Village village;
  village.bank.execute(command("k", claim("e1")));
  const store::Head head = village.store().head();
  const auto field = [&](const Command& other) {
    const Answer answer = village.bank.execute(other);
    CHECK(answer.code == "key_reused");
    CHECK_FALSE(answer.replayed);
    CHECK(village.store().head().seq == head.seq);
    return std::string(answer.value("field"));
  };
  CHECK(field(command("k", claim("e2"))) == "event");
  CHECK(field(command("k", claim("e1", "quick"))) == "kind");
  CHECK(field(command("k", claim("e1"), "ann")) == "by");
  CHECK(field(command("k", Withdraw{"e1", {}})) == "command");
  CHECK(field(command("k", Object{"e1", {}}, "B")) == "command");
  Submit evidence = claim("e1");
  evidence.evidence = {std::string(64, 'a')};
  CHECK(field(command("k", evidence)) == "evidence");
  // Two commands of one shape are told apart by their names.
  village.bank.execute(command("w", Withdraw{"e1", {}}));
  const Answer other = village.bank.execute(command("w", Object{"e1", {}}));
  CHECK(other.value("field") == "command");
}

TEST_CASE("keys are compared byte by byte", "[bank]") {
  Village village;
  for (const char* key : {"k", "K", "k ", "\xC3\xA9", "e\xCC\x81", "'; DROP TABLE answer;--", "%", "_"}) {
    CHECK_FALSE(village.bank.execute(command(key, claim(""))).replayed);
  }
  CHECK(village.bank.execute(command("'; DROP TABLE answer;--", claim(""))).replayed);
}

TEST_CASE("a refusal is kept: a late retry does not succeed", "[bank]") {
  Village village;
  const Command approve = command("k", Approve{"e1", {}, {}}, "rita");
  village.submit("e1");
  village.done("2026-03-02T08:30", Withdraw{"e1", {}}, "A");
  const std::int64_t before = village.store().head().seq;
  CHECK(village.bank.execute(approve).code == "wrong_state");
  CHECK(village.store().head().seq == before + 1);  // the refusal is in the journal
  const auto entry = journal::decode(village.store().entry(before + 1).body);
  REQUIRE(entry);
  const auto& refused = std::get<journal::Refused>(*entry);
  CHECK(refused.command == "approve");
  CHECK(refused.code == "wrong_state");
  CHECK(refused.key == "k");
  village.reopen();
  const Answer again = village.bank.execute(approve);
  CHECK(again.code == "wrong_state");
  CHECK(again.replayed);
  CHECK(village.store().head().seq == before + 1);
  // What was refused for not being allowed stays refused when it would be.
  const Command early = command("k2", Object{"e2", {}}, "newcomer");
  village.bring("e2", workflow::State::published);
  CHECK(village.bank.execute(early).code == "not_allowed");
  village.done("2026-03-02", SetMembers{csv("member,household\nnewcomer,B\n")});
  CHECK(village.bank.execute(early).replayed);
  CHECK(village.state_of("e2") == "published");
  village.check_whole();
}

TEST_CASE("wrong input is not kept: the key serves again", "[bank]") {
  Village village;
  const store::Head head = village.store().head();
  CHECK_THROWS_AS(village.bank.execute(command("k", claim("e1", "halp"))), InputError);
  CHECK(village.store().head().seq == head.seq);
  CHECK(village.bank.execute(command("k", claim("e1"))).is_done());
}

TEST_CASE("a batch answers each command, and one that fails takes nothing from the others", "[bank]") {
  Village village;
  const std::vector<Command> commands = {
      command("1", claim("e1")),
      command("2", Approve{"e1", {}, {}}, "ann"),  // refused
      command("1", claim("e1")),                   // the same again
      command("1", claim("e2")),                   // the key with other content
      command("3", claim("e3", "halp")),           // wrong
      command("3", claim("e3")),
      command("4", Approve{"e1", {}, {}}, "rita"),
      command("2", Approve{"e1", {}, {}}, "ann"),
  };
  const std::vector<Answer> answers = village.bank.execute(commands);
  REQUIRE(answers.size() == commands.size());
  const std::vector<std::string> codes = {"done", "conflict_of_interest", "done", "key_reused", "wrong_input", "done",
                                          "done", "conflict_of_interest"};
  for (std::size_t i = 0; i < codes.size(); ++i) {
    INFO(i << ": " << answers[i].to_json());
    CHECK(answers[i].code == codes[i]);
    CHECK(answers[i].replayed == (i == 2 || i == 7));
  }
  CHECK(answers[4].value("issue") == "bank_unknown_kind");
  CHECK(answers[4].sentence(Language::en).find("halp") != std::string::npos);
  CHECK(answers[4].sentence(Language::zh) != answers[4].sentence(Language::en));
  village.reopen();
  CHECK(village.state_of("e1") == "submitted");
  CHECK(village.state_of("e3") == "submitted");
  CHECK(village.state_of("e2") == "none");
  CHECK(village.bank.execute(std::span<const Command>()).empty());
  village.check_whole();
}

TEST_CASE("one by one or all in one batch: the same journal", "[bank]") {
  std::vector<Command> commands;
  for (int i = 0; i < 20; ++i) {
    const std::string number = std::to_string(i);
    commands.push_back(command("s" + number, claim("e" + number, i % 2 == 0 ? "help" : "quick")));
    commands.push_back(
        command("a" + number, Approve{"e" + std::to_string(i / 2), {}, {}}, i % 3 == 0 ? "ann" : "rita"));
  }
  // Names are salted, so these villages have none.
  const auto chain = [&](bool in_batch) {
    MoneyFolder folder;
    Bank bank = Bank::create(folder.file(), "village", "clerk", moment("2026-01-01"));
    bank.execute(command("adopt", Adopt{{{"r.json", std::string(village_rules)}}}));
    bank.execute(command("roster", SetRoster{csv("household\nA\n"), {}, false, {}}));
    bank.execute(command("officers", SetOfficers{csv(village_officers)}));
    if (in_batch) {
      bank.execute(commands);
    } else {
      for (const Command& one : commands) bank.execute(one);
    }
    return bank.state().store->head().chain.to_string();
  };
  CHECK(chain(true) == chain(false));
}

TEST_CASE("ids and keys that are none are wrong input", "[bank]") {
  Village village;
  const std::vector<std::pair<std::string, std::string>> hostile = {{std::string(129, 'x'), "long"},
                                                                    {std::string(1U << 20U, 'x'), "a megabyte"},
                                                                    {std::string("a\0b", 3), "a zero"},
                                                                    {"a\nb", "a line end"},
                                                                    {"a\x7F", "a control character"},
                                                                    {"a\xE2\x80\xAE"
                                                                     "b",
                                                                     "turns the direction of writing"},
                                                                    {"a\xE2\x80\x8B"
                                                                     "b",
                                                                     "an invisible blank"},
                                                                    {"\xC0\xAF", "overlong"},
                                                                    {"\xED\xA0\x80", "half of a pair"},
                                                                    {"\xE5\xBC", "cut off"}};
  for (const auto& [text, what] : hostile) {
    INFO(what);
    CHECK_THROWS_AS(village.bank.execute(command(text, claim("e1"))), InputError);
    CHECK_THROWS_AS(village.bank.execute(command("k", claim("e1"), text)), InputError);
    CHECK_THROWS_AS(village.bank.execute(command("k", claim(text))), InputError);
    CHECK_THROWS_AS(village.bank.execute(command("k", Approve{text, {}, {}}, "rita")), InputError);
    Submit request = claim("e1");
    request.member = text;
    CHECK_THROWS_AS(village.bank.execute(command("k", request)), InputError);
    CHECK_THROWS_AS(village.bank.execute(command("k", Forget{text, {}}, "clerk")), InputError);
    MoneyFolder folder;
    CHECK_THROWS_AS(Bank::create(folder.file(), text, "clerk", moment("2026-01-01")), InputError);
    CHECK_FALSE(fs::exists(folder.file()));
  }
  CHECK_THROWS_AS(village.bank.execute(command("", claim("e1"))), InputError);
  CHECK_THROWS_AS(village.bank.execute(command("k", claim("e1"), "")), InputError);
  CHECK_THROWS_AS(village.bank.execute({"A", Moment{INT64_MAX}, "k", claim("e1")}), InputError);
  CHECK_THROWS_AS(village.bank.execute({"A", Moment{INT64_MIN}, "k", claim("e1")}), InputError);
  Submit many = claim("e1");
  many.evidence.assign(1'001, std::string(64, 'a'));
  CHECK_THROWS_AS(village.bank.execute(command("k", many)), InputError);
  Withdraw wordy{"e1", std::string((16U << 10U) + 1, 'x')};
  CHECK_THROWS_AS(village.bank.execute(command("k", wordy)), InputError);
  CHECK(village.state_of("e1") == "none");
}

TEST_CASE("texts that mean something elsewhere are texts here", "[bank]") {
  Village village;
  for (const char* text : {"'; DROP TABLE journal;--", "\" OR 1=1", "%", "_", "../../x", "=1+1", "张三/李四", "a b"}) {
    INFO(text);
    const Answer answer = village.done("2026-03-02", claim(text), "A");
    CHECK(answer.value("event") == text);
    CHECK(village.state_of(text) == "submitted");
    village.done("2026-03-02", Withdraw{text, text}, "A");
    CHECK(village.state_of(text) == "withdrawn");
  }
  village.check_whole();
}

TEST_CASE("everything that is wrong with a command's form is said at once", "[bank]") {
  Village village;
  Submit request = claim("a\nb");
  request.member = std::string(129, 'x');
  CHECK(village.wrong("2026-03-02", request, "\x01") ==
        "cell_control_character /by; cell_forbidden_in_id /event; cell_id_too_long /member");
}

TEST_CASE("booking never goes back in time", "[bank]") {
  Village village;
  village.submit("e1", "help", "2026-03-05T08:00");
  const Moment recorded = village.store().head().recorded;
  village.submit("e2", "help", "2026-03-01T08:00");
  CHECK(village.store().head().recorded == recorded);
  const auto entry = journal::decode(village.store().entry(village.store().head().seq).body);
  CHECK(std::get<journal::EventEntry>(*entry).at == moment("2026-03-01T08:00"));
}

TEST_CASE("answers are kept and read back as they were given", "[bank]") {
  Answer answer;
  answer.code = "too_few_points";
  answer.values = {{"command", "redeem"}, {"needed", "12.50", true}, {"there", "-3", true}, {"who", "\"张\n三\\"}};
  const auto read = answer_of_json(answer.to_json());
  REQUIRE(read);
  CHECK(read->to_json() == answer.to_json());
  CHECK(read->value("who") == "\"张\n三\\");
  CHECK(answer.to_json() ==
        "{\"code\":\"too_few_points\",\"replayed\":false,\"values\":{\"command\":\"redeem\",\"needed\":12.50,"
        "\"there\":-3,\"who\":\"\\\"张\\n三\\\\\"}}");
  CHECK_FALSE(answer_of_json(""));
  CHECK_FALSE(answer_of_json("{\"code\":\"done\"}"));
}

TEST_CASE("a new bank is made once, and a file that is none is not opened", "[bank]") {
  MoneyFolder folder;
  {
    Bank bank = Bank::create(folder.file(), "village", "clerk", moment("2026-01-01"));
    CHECK(bank.id() == "village");
  }
  CHECK_THROWS_AS(Bank::create(folder.file(), "other", "clerk", moment("2026-01-01")), Error);
  Bank bank = Bank::open(folder.file());
  CHECK(bank.id() == "village");
  CHECK(bank.decimals() == 0);
  CHECK(bank.utc_offset() == 480);
  CHECK(bank.execute(command("k", claim("e1"))).code == "no_rule_book");
  CHECK_THROWS_AS(Bank::open(folder.file().string() + "x"), Error);
}

TEST_CASE("two open banks of one file see what the other did", "[bank]") {
  Village village;
  Bank other = Bank::open(village.folder.file());
  CHECK(other.decimals() == 1);
  CHECK(other.execute(command("k", claim("e1"))).is_done());
  CHECK(village.bank.execute(command("k", claim("e1"))).replayed);
  // Another rule book is in force for both at once.
  std::string rules(village_rules);
  rules.replace(rules.find("\"reviewers\": 2"), 14, "\"reviewers\": 1");
  other.execute(command("a", Adopt{{{"r.json", rules}}}, "clerk"));
  CHECK(village.done("2026-03-02", Approve{"e1", {}, {}}, "rita").value("state") == "published");
}

TEST_CASE("a command brings a table of more than a mebibyte along", "[bank]") {
  std::string table = "household\\n";
  while (table.size() < (3U << 20U)) table += "H" + std::to_string(table.size()) + "\\n";
  const Command command =
      read_command(R"({"command": "roster", "by": "chen", "at": "2026-03-01T08:00:00+08:00", "key": "k",)"
                   R"("table": {"name": "roster.csv", "content": ")" +
                   table + R"("}})");
  CHECK(std::get<SetRoster>(command.request).table.content.size() > (2U << 20U));
}

}  // namespace pointsbank::bank
