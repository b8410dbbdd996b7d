// `verify` finds whatever somebody changes in the file behind the bank's back, and says where.
#include <sqlite3.h>

#include <set>

#include "digest/merkle.hpp"
#include "money_given.hpp"
#include "proof/chain.hpp"

namespace pointsbank::bank {

namespace {

constexpr std::string_view rules = R"({
  "format": "pointsbank/1", "id": "village", "version": "2026", "effective": {"from": "2026-01-01"},
  "categories": [{"id": "all"}],
  "positive": [{"id": "help", "category": "all", "score": {"points": 5}}],
  "negative": [{"id": "litter", "category": "all", "score": {"points": 3}},
               {"id": "fraud", "category": "all", "score": {"points": 1}, "veto": {"for": "year", "no_redemption": true}}],
  "closings": [{"id": "best", "kind": "ranking", "at": "month", "awards": [{"ranks": [1, 1], "points": 10}]}],
  "workflow": {"reviewers": 1}
})";

/// Runs SQL on the file as somebody would who has it, past triggers and checks.
void tamper(const fs::path& file, const std::string& sql) {
  sqlite3* connection = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &connection) == SQLITE_OK);
  const auto run = [&](const std::string& text) {
    INFO(text.substr(0, 200));
    REQUIRE(sqlite3_exec(connection, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  };
  std::vector<std::pair<std::string, std::string>> triggers;
  sqlite3_stmt* rows = nullptr;
  REQUIRE(sqlite3_prepare_v2(connection, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", -1, &rows,
                             nullptr) == SQLITE_OK);
  while (sqlite3_step(rows) == SQLITE_ROW) {
    triggers.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(rows, 0)),
                          reinterpret_cast<const char*>(sqlite3_column_text(rows, 1)));
  }
  sqlite3_finalize(rows);
  for (const auto& [name, text] : triggers) run("DROP TRIGGER " + name);
  run("PRAGMA ignore_check_constraints = ON");
  run(sql);
  const int changed = sqlite3_changes(connection);
  for (const auto& [name, text] : triggers) run(text);
  sqlite3_close(connection);
  INFO(sql.substr(0, 200));
  REQUIRE(changed > 0);
}

/// A bank with something of everything.
void make_full_bank(const fs::path& file) {
  Bank bank = Bank::create(file, "village", "clerk", moment("2026-01-01"));
  int keys = 0;
  const auto done = [&](std::string_view at, Request request, const char* by = "clerk") {
    const Answer answer = bank.execute({by, moment(at), "k" + std::to_string(++keys), std::move(request)});
    INFO(answer.to_json());
    REQUIRE(answer.is_done());
  };
  done("2026-01-01", Adopt{{{"rules.json", std::string(rules)}}});
  done("2026-01-01", SetRoster{csv("household,name\nA,Zhang San\nB,Li Si\nC,\n"), {}, false, {}});
  done("2026-01-01", SetMembers{csv("member,household,name\na1,A,Zhang Da\nb1,B,\n")});
  done("2026-01-01", SetOfficers{csv("person,role\nclerk,clerk\nli,reviewer\n")});
  done("2026-01-02", SetGoods{csv("goods,title,points,stock\nsoap,Soap,2,9\nrice,Rice,3,9\n")});
  done("2026-01-10", Import{csv("event,household,kind,at\ne1,A,help,2026-01-05\ne2,A,litter,2026-01-06\n"
                                "e3,B,help,2026-01-07\ne4,C,fraud,2026-01-07\n")});
  Submit claim;
  claim.event = "c1";
  claim.household = "A";
  claim.kind = "help";
  claim.occurred = "2026-01-09";
  done("2026-01-10", claim, "A");
  done("2026-01-11", Approve{"c1", "", "seen"}, "li");
  done("2026-01-12", Redeem{"R1", "A", {{"soap", 1}}});
  done("2026-01-12", Redeem{"R2", "A", {{"rice", 1}}});
  done("2026-01-13", Collect{"R1"});
  done("2026-01-13", Cancel{"R2", "no"});
  done("2026-01-13", Redeem{"R3", "A", {{"rice", 1}}});
  done("2026-02-01", CloseMonth{"2026-01"});
  done("2026-02-02", Import{csv("event,household,kind,at,revokes\nv1,,,,e1\n")});
  done("2026-02-02", Settle{});
  done("2026-02-03", Forget{"B", "asked for it"});
  CHECK(bank.execute({"A", moment("2026-02-03"), "refused", Redeem{"R4", "A", {{"rice", 8}}}}).code ==
        "too_few_points");
}

/// A copy of it: made once.
fs::path full_bank(const MoneyFolder& folder) {
  static const MoneyFolder original;
  if (!fs::exists(original.file())) make_full_bank(original.file());
  fs::copy_file(original.file(), folder.file());
  return folder.file();
}

std::vector<Finding> findings_of(const fs::path& file, bool replay = false) {
  Bank bank = Bank::open(file);
  VerifyOptions options;
  options.replay = replay;
  return bank.verify(options).findings;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4U];
    text += digits[static_cast<unsigned char>(byte) & 15U];
  }
  return text;
}

struct Tampering {
  const char* sql;
  const char* code;
  const char* what;  ///< the first value, where there is one
  bool needs_replay = false;
};

}  // namespace

TEST_CASE("a bank as it was left has no findings, and its root is the tree's") {
  const MoneyFolder folder;
  Bank bank = Bank::open(full_bank(folder));
  VerifyOptions options;
  options.replay = true;
  std::uint64_t told = 0;
  options.progress = [&](std::uint64_t, std::uint64_t) { return ++told > 0; };
  const Verification verification = bank.verify(options);
  for (const Finding& finding : verification.findings) FAIL_CHECK(finding.sentence(Language::en));
  store::Store& store = *bank.state().store;
  CHECK(verification.entries == store.head().seq);
  CHECK(verification.chain == store.head().chain);
  digest::MerkleTree tree;
  store.visit_journal(1, store.head().seq, [&](const store::JournalView& row) {
    tree.append(digest::leaf_digest(row.body));
    return true;
  });
  CHECK(verification.root == tree.root());
}

TEST_CASE("whatever is changed behind the bank's back is found") {
  const Tampering tampering = GENERATE(values<Tampering>({
      // The journal.
      {"UPDATE journal SET body = (SELECT body FROM journal WHERE seq = 9) WHERE seq = 8", "verify_chain", nullptr},
      {"UPDATE journal SET recorded = recorded + 1 WHERE seq = (SELECT max(seq) FROM journal)", "verify_chain",
       nullptr},
      {"UPDATE journal SET recorded = 0 WHERE seq = 7", "verify_recorded", nullptr},
      {"UPDATE journal SET body = CAST(body || x'00' AS BLOB) WHERE seq = 7", "verify_body", nullptr},
      {"UPDATE journal SET chain = zeroblob(32) WHERE seq = 7", "verify_chain", nullptr},
      {"DELETE FROM journal WHERE seq = 12", "verify_gap", nullptr},
      {"DELETE FROM journal WHERE seq > (SELECT max(seq) - 6 FROM journal)", "verify_missing", "person"},
      // Households, members, officers, persons.
      {"UPDATE household SET seq = 1 WHERE household = 'A'", "verify_differs", "household"},
      {"DELETE FROM household WHERE household = 'A'", "verify_missing", "household"},
      {"INSERT INTO household VALUES('Z', 0, 3)", "verify_extra", "household"},
      {"UPDATE member SET household = 'B' WHERE member = 'a1'", "verify_differs", "member"},
      {"UPDATE member SET left = 20000 WHERE member = 'a1'", "verify_differs", "member"},
      {"DELETE FROM member WHERE member = 'a1'", "verify_missing", "member"},
      {"UPDATE officer SET role = 1 WHERE person = 'clerk'", "verify_extra", "officer"},
      {"DELETE FROM officer WHERE person = 'li'", "verify_missing", "officer"},
      {"UPDATE person SET name = 'Wang Wu' WHERE person = 'A'", "verify_differs", "person"},
      {"DELETE FROM person WHERE person = 'A'", "verify_missing", "person"},
      {"INSERT INTO person VALUES('B', 'Li Si', zeroblob(16))", "verify_extra", "person"},
      // Claims.
      {"UPDATE event SET state = 4 WHERE event = 'c1'", "verify_differs", "event"},
      {"UPDATE event SET date = date - 1 WHERE event = 'e2'", "verify_differs", "event"},
      {"UPDATE event SET household = 'B' WHERE event = 'e2'", "verify_differs", "event"},
      {"UPDATE event SET member = 'b1' WHERE event = 'e2'", "verify_differs", "event"},
      {"UPDATE event SET decided = decided + 1 WHERE event = 'e2'", "verify_differs", "event"},
      {"UPDATE event SET due = 1 WHERE event = 'e2'", "verify_differs", "event"},
      {"UPDATE event SET points = '7' WHERE event = 'e2'", "verify_differs", "event"},
      {"UPDATE event SET seq = 1 WHERE event = 'e2'", "verify_differs", "event"},
      {"DELETE FROM event WHERE event = 'e2'", "verify_missing", "event"},
      {"INSERT INTO event SELECT 'e9', seq, household, member, date, state, due, decided, points FROM event "
       "WHERE event = 'e3'",
       "verify_extra", "event"},
      {"DELETE FROM step WHERE event = 'c1'", "verify_missing", "step"},
      {"INSERT INTO step VALUES('e2', 5)", "verify_extra", "step"},
      // The ledger.
      {"UPDATE posting SET household = 'B' WHERE seq = (SELECT min(seq) FROM posting)", "verify_differs", "posting"},
      {"UPDATE posting SET date = date + 1 WHERE seq = (SELECT min(seq) FROM posting)", "verify_differs", "posting"},
      {"UPDATE posting SET month = month + 31 WHERE seq = (SELECT min(seq) FROM posting)", "verify_differs", "posting"},
      {"UPDATE posting SET is_open = 1 WHERE is_open = 0 AND reverses IS NULL", "verify_differs", "posting"},
      {"UPDATE posting SET reverses = NULL WHERE reverses IS NOT NULL", "verify_differs", "posting"},
      {"DELETE FROM posting WHERE seq = (SELECT max(seq) FROM posting)", "verify_missing", "posting"},
      {"INSERT INTO posting VALUES(1, 'A', 1, 1, 1, NULL)", "verify_extra", "posting"},
      {"UPDATE balance SET spendable = spendable + 100 WHERE household = 'A'", "verify_differs", "balance"},
      {"UPDATE balance SET standing = standing - 1 WHERE household = 'A'", "verify_differs", "balance"},
      {"UPDATE balance SET earned = earned + 1 WHERE household = 'A'", "verify_differs", "balance"},
      {"UPDATE balance SET deducted = deducted + 1 WHERE household = 'A'", "verify_differs", "balance"},
      {"UPDATE balance SET frozen_until = NULL WHERE household = 'C'", "verify_other_balance", "C", true},
      {"DELETE FROM balance WHERE household = 'A'", "verify_missing", "balance"},
      {"INSERT INTO balance VALUES('Z', 0, 0, 0, 0, NULL)", "verify_extra", "balance"},
      {"UPDATE total SET spendable = spendable + 1 WHERE cause = 'rule'", "verify_differs", "total"},
      {"DELETE FROM total WHERE cause = 'refund'", "verify_missing", "total"},
      {"INSERT INTO total VALUES('present', 1, 1)", "verify_extra", "total"},
      // Goods and entries.
      {"UPDATE money SET household = 'B' WHERE entry = 'R1'", "verify_differs", "money"},
      {"UPDATE money SET cause = 'opening' WHERE entry = 'R1'", "verify_differs", "money"},
      {"UPDATE money SET of_what = 'R1' WHERE entry = 'R2/refund'", "verify_differs", "money"},
      {"DELETE FROM money WHERE entry = 'R1'", "verify_missing", "money"},
      {"INSERT INTO money SELECT 'R8', household, cause, of_what, seq FROM money WHERE entry = 'R1'", "verify_extra",
       "money"},
      {"UPDATE goods SET in_stock = in_stock + 1, bought = bought + 1", "verify_differs", "goods"},
      {"UPDATE goods SET held = held - 1, handed_out = handed_out + 1 WHERE goods = 'rice'", "verify_differs", "goods"},
      {"UPDATE goods SET points = 0 WHERE goods = 'rice'", "verify_differs", "goods"},
      {"UPDATE goods SET title = 'Gold' WHERE goods = 'rice'", "verify_differs", "goods"},
      {"UPDATE goods SET most = 1 WHERE goods = 'rice'", "verify_differs", "goods"},
      {"DELETE FROM goods WHERE goods = 'rice'", "verify_missing", "goods"},
      {"UPDATE redemption SET state = 1 WHERE redemption = 'R3'", "verify_differs", "redemption"},
      {"UPDATE redemption SET points = 1 WHERE redemption = 'R3'", "verify_differs", "redemption"},
      {"UPDATE redemption SET household = 'B' WHERE redemption = 'R3'", "verify_differs", "redemption"},
      {"UPDATE redemption SET date = 0 WHERE redemption = 'R3'", "verify_differs", "redemption"},
      {"UPDATE redemption SET last_day = 0 WHERE redemption = 'R3'", "verify_differs", "redemption"},
      {"DELETE FROM redemption WHERE redemption = 'R3'", "verify_missing", "redemption"},
      // Closings and months, settings, documents, keys.
      {"UPDATE published SET household = 'B' WHERE household = 'A'", "verify_differs", "published"},
      {"DELETE FROM published WHERE household = 'A'", "verify_missing", "published"},
      {"UPDATE month SET is_closed = 0", "verify_differs", "month"},
      {"UPDATE month SET sheet = 1 WHERE sheet > 0", "verify_differs", "month"},
      {"DELETE FROM month WHERE is_closed = 1", "verify_missing", "month"},
      {"UPDATE setting SET value = '2026-03-01' WHERE name = 'through'", "verify_differs", "setting"},
      {"UPDATE setting SET value = 'town' WHERE name = 'bank'", "verify_differs", "setting"},
      {"UPDATE setting SET value = '' WHERE name = 'published_closings'", "verify_differs", "setting"},
      {"UPDATE setting SET value = '1' WHERE name = 'last_sheet'", "verify_differs", "setting"},
      {"UPDATE document SET text = CAST(text || ' ' AS BLOB)", "verify_rule_list", nullptr},
      {"DELETE FROM answer WHERE key = 'refused'", "verify_key", "refused"},
  }));
  const MoneyFolder folder;
  const fs::path file = full_bank(folder);
  tamper(file, tampering.sql);
  INFO(tampering.sql);
  std::vector<Finding> findings;
  try {
    findings = findings_of(file, tampering.needs_replay);
  } catch (const InputError& error) {  // a rule list that is not what was adopted does not even open
    REQUIRE(std::string_view(tampering.code) == "verify_rule_list");
    return;
  }
  std::string all;
  bool is_found = false;
  for (const Finding& finding : findings) {
    all += finding.code + ": " + finding.sentence(Language::en) + "\n";
    const bool is_what =
        tampering.what == nullptr || (!finding.values.empty() && finding.values.front() == tampering.what);
    is_found = is_found || (finding.code == tampering.code && is_what);
  }
  INFO(all);
  CHECK(is_found);
}

TEST_CASE("a journal that somebody rewrote, digests and all, fits no sheet that left the building") {
  const MoneyFolder folder;
  const fs::path file = full_bank(folder);
  std::string sql;
  {
    Bank bank = Bank::open(file);
    Digest chain;
    bank.state().store->visit_journal(1, INT64_MAX, [&](const store::JournalView& row) {
      std::string body(row.body);
      std::optional<journal::Entry> entry = journal::decode(body);
      auto* const event = std::get_if<journal::EventEntry>(&*entry);
      if (event != nullptr && event->event == "e3") {
        event->kind = "litter";
        body.clear();
        journal::encode(*entry, body);
      }
      chain = proof::next_chain(chain, row.seq, row.recorded, body);
      sql += "UPDATE journal SET body = x'" + hex(body) + "', chain = x'" + chain.to_string() +
             "' WHERE seq = " + std::to_string(row.seq) + ";";
      return true;
    });
  }
  tamper(file, sql);
  std::set<std::string> codes;
  for (const Finding& finding : findings_of(file)) codes.insert(finding.code);
  CHECK(codes.contains("verify_sheet_root"));
  CHECK_FALSE(codes.contains("verify_chain"));
  codes.clear();
  for (const Finding& finding : findings_of(file, true)) codes.insert(finding.code);
  CHECK(codes.contains("verify_not_given"));
  CHECK(codes.contains("verify_not_posted"));
}

TEST_CASE("findings are sentences in both languages") {
  const Finding finding{"verify_differs", 7, {"goods", "rice", "held"}};
  CHECK(finding.sentence(Language::en) == "entry 7: goods `rice`: `held` is not what the journal says");
  CHECK(finding.sentence(Language::zh) == "第 7 条：goods `rice`：`held` 与流水不符");
}

}  // namespace pointsbank::bank
