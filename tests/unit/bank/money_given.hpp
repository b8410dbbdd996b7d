// What the tests of the ledger start from: a bank in a folder of its own, commands with keys of their own, and two
// looks at the whole: `check_whole` holds the ledger against an evaluation of everybody and against the journal.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bank/differences_of_postings.hpp"
#include "bank/entry_reading.hpp"
#include "bank/inputs.hpp"
#include "bank/settings.hpp"
#include "pointsbank/bank.hpp"
#include "support/catch.hpp"

namespace pointsbank::bank {

namespace fs = std::filesystem;

/// A new folder that goes away with all in it.
class MoneyFolder {
 public:
  /// In memory where the machine has a place for that: what is synced here is nobody's.
  MoneyFolder() {
    const fs::path memory = "/dev/shm";
    std::error_code error;
    const fs::path place = fs::is_directory(memory, error) ? memory : fs::temp_directory_path();
    std::string name = (place / "pointsbank-money-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw MachineError("no folder for the test");
    path_ = name;
  }
  ~MoneyFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  MoneyFolder(const MoneyFolder&) = delete;
  MoneyFolder& operator=(const MoneyFolder&) = delete;
  [[nodiscard]] fs::path file() const { return path_ / "village.pointsbank"; }

 private:
  fs::path path_;
};

inline Moment moment(std::string_view text) {
  std::string full(text);
  if (full.size() == 10) full += "T09:00:00+08:00";
  if (full.size() == 16) full += ":00+08:00";
  const std::optional<Moment> read = Moment::parse(full);
  if (!read) throw UsageError("no moment: " + full);
  return *read;
}

inline File csv(std::string_view content) { return {"table.csv", std::string(content)}; }

/// A bank with everybody a clerk, a rule list and a roster.
class MoneyBank {
 public:
  explicit MoneyBank(std::string_view rules, std::string_view roster, std::string_view day = "2026-01-01")
      : bank(Bank::create(folder.file(), "village", "clerk", moment(day))) {
    done(day, Adopt{{{"rules.json", std::string(rules)}}});
    done(day, SetRoster{csv(roster), {}, false, {}});
  }

  Answer ask(std::string_view at, Request request, std::string_view by = "clerk") {
    return bank.execute({std::string(by), moment(at), "key-" + std::to_string(++keys), std::move(request)});
  }
  Answer done(std::string_view at, Request request, std::string_view by = "clerk") {
    Answer answer = ask(at, std::move(request), by);
    INFO(answer.to_json());
    REQUIRE(answer.code == "done");
    return answer;
  }
  /// Rows of events that are final: `event,household,kind,at`.
  void events(std::string_view at, std::string_view rows) {
    done(at, Import{csv("event,household,kind,at\n" + std::string(rows))});
  }
  Answer settle(std::string_view at) { return done(at, Settle{}); }

  struct Amounts {
    std::int64_t standing = 0, spendable = 0;
    friend bool operator==(const Amounts&, const Amounts&) = default;
  };
  Amounts amounts(std::string_view household) {
    const auto record = store().balance(household);
    return record ? Amounts{record->standing, record->spendable} : Amounts{};
  }
  store::Store& store() { return *bank.state().store; }

  /// All postings of a household in the journal, the reversed and the reversing too, as texts.
  std::vector<std::string> postings(std::string_view household) {
    std::vector<std::string> lines;
    for (const store::PostingRecord& record : store().postings_of(household)) {
      const auto entry = entry_of<journal::PostingEntry>(store(), record.seq);
      std::string line = entry.date.to_string() + " " + entry.source;
      if (!entry.event.empty()) line += " " + entry.event;
      line += " " + std::to_string(entry.standing) + "/" + std::to_string(entry.spendable);
      if (entry.month != first_day(PeriodKind::month, entry.date))
        line += " in " + entry.month.to_string().substr(0, 7);
      if (entry.reverses) line += " reverses";
      lines.push_back(std::move(line));
    }
    return lines;
  }

  /// The ledger is what evaluating everybody gives, to the posting; everything follows from the journal.
  void check_whole() {
    VerifyOptions options;
    options.replay = true;
    for (const Finding& finding : bank.verify(options).findings) {
      FAIL_CHECK(finding.sentence(Language::en));
    }
  }

  MoneyFolder folder;
  Bank bank;
  int keys = 0;
};

}  // namespace pointsbank::bank
