// A village's phones, all at once: some read their passbooks and the board, some hand in claims.
//
//   portal_load --port 8080 --people people.txt --phones 200 --claimants 20 --seconds 60 --acknowledged claims.txt
//
// `people.txt` has a name and a password a line. Readers turn to the next page as soon as they have one, or after
// `--pause` milliseconds; claimants hand in a claim every `--claim-pause`. Whoever gets no answer tries again with the
// same form and key until there is one, so that the portal may be killed meanwhile. Every fifth claim is sent twice, on
// purpose. Each claim that was acknowledged is written to `claims.txt`: its event and its household's account.
//
// At the end one JSON object: how many pages of which kind, how long they took, what went wrong.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "phone.hpp"

namespace {

using portal_load::Fields;
using portal_load::Page;
using portal_load::Phone;
using Clock = std::chrono::steady_clock;

struct Options {
  int port = 8080, phones = 200, claimants = 20, seconds = 60, pause = 0, claim_pause = 500;
  std::string people, acknowledged;
};

Options read_options(int count, char** words) {
  Options options;
  const std::map<std::string, int*> numbers = {
      {"--port", &options.port},       {"--phones", &options.phones}, {"--claimants", &options.claimants},
      {"--seconds", &options.seconds}, {"--pause", &options.pause},   {"--claim-pause", &options.claim_pause}};
  const std::map<std::string, std::string*> texts = {{"--people", &options.people},
                                                     {"--acknowledged", &options.acknowledged}};
  for (int i = 1; i + 1 < count; i += 2) {
    if (const auto number = numbers.find(words[i]); number != numbers.end()) *number->second = std::stoi(words[i + 1]);
    if (const auto text = texts.find(words[i]); text != texts.end()) *text->second = words[i + 1];
  }
  return options;
}

struct Person {
  std::string name, password;
};

std::vector<Person> read_people(const std::string& file) {
  std::ifstream in(file);
  std::vector<Person> people;
  Person person;
  while (in >> person.name >> person.password) people.push_back(person);
  return people;
}

/// What one phone saw; put together when all have ended.
struct Seen {
  std::map<std::string, std::vector<std::int64_t>> microseconds;  // by kind of page, answered ones alone
  std::map<std::string, std::int64_t> wrong;                      // an answer that is none: by what it was
  std::int64_t without_answer = 0;
  std::int64_t sent_twice = 0, answered_otherwise = 0;
  std::vector<std::string> claims;
};

class Village {
 public:
  explicit Village(const Options& options) : options_(options), people_(read_people(options.people)) {}

  int run() {
    const auto count = static_cast<std::size_t>(options_.phones + options_.claimants);
    std::vector<Phone> phones;
    for (std::size_t i = 0; i < count; ++i) phones.emplace_back(options_.port);
    if (!sign_in(phones)) return 1;
    std::vector<Seen> seen(count);
    std::vector<std::thread> threads;
    std::puts("signed in");
    std::fflush(stdout);
    const auto begin = Clock::now();
    end_ = begin + std::chrono::seconds(options_.seconds);
    for (std::size_t i = 0; i < count; ++i) {
      const bool reads = i < static_cast<std::size_t>(options_.phones);
      threads.emplace_back(
          [this, &phones, &seen, i, reads] { reads ? read(phones[i], seen[i], i) : claim(phones[i], seen[i], i); });
    }
    for (std::thread& thread : threads) thread.join();
    tell(seen, std::chrono::duration<double>(Clock::now() - begin).count());
    return 0;
  }

 private:
  /// Four at a time: passwords are dear to check, on purpose.
  bool sign_in(std::vector<Phone>& phones) {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> is_good{true};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (std::size_t number = next++; number < phones.size(); number = next++) {
          const Person& person = people_[number % people_.size()];
          if (!phones[number].sign_in(person.name, person.password)) is_good = false;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    if (!is_good) std::fputs("somebody could not sign in\n", stderr);
    return is_good;
  }

  /// Asks until there is an answer; how long the answered request took is noted under `kind`.
  template <class Ask>
  Page answered(Seen& seen, const std::string& kind, const Ask& ask) {
    for (;;) {
      const auto begin = Clock::now();
      Page page = ask();
      if (page.status != 0 && page.status != 503) {
        seen.microseconds[kind].push_back(
            std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count());
        return page;
      }
      ++seen.without_answer;
      if (Clock::now() > end_ + std::chrono::seconds(30)) return page;  // it will not come back
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }

  void read(Phone& phone, Seen& seen, std::size_t number) {
    static const std::pair<const char*, const char*> pages[] = {{"points", "/"},
                                                                {"passbook", "/passbook"},
                                                                {"board", "/board"},
                                                                {"passbook", "/passbook"},
                                                                {"board", "/board"}};
    for (std::size_t turn = number; Clock::now() < end_; ++turn) {
      const auto& [kind, address] = pages[turn % std::size(pages)];
      const Page page = answered(seen, kind, [&phone, to = address] { return phone.get(to); });
      if (page.status != 200 || page.body.find("</html>") == std::string::npos)
        ++seen.wrong[kind + std::string(" ") + std::to_string(page.status)];
      if (options_.pause > 0) std::this_thread::sleep_for(std::chrono::milliseconds(options_.pause));
    }
  }

  void claim(Phone& phone, Seen& seen, std::size_t number) {
    const std::string address = "/claims/new/volunteering";
    for (int turn = 0; Clock::now() < end_; ++turn) {
      const Page form = answered(seen, "form", [&] { return phone.get(address); });
      Fields fields = portal_load::hidden_fields(form.body, address);
      fields.emplace_back("occurred", "2026-05-17");
      fields.emplace_back("quantity", std::to_string(1 + turn % 5));
      const auto send = [&] { return phone.post(address, fields, {}); };
      const Page page = answered(seen, "claim", send);
      const std::string event = event_of(page);
      if (event.empty()) {
        ++seen.wrong["claim " + std::to_string(page.status)];
      } else {
        seen.claims.push_back(event + " " + people_[number % people_.size()].name);
      }
      if (turn % 5 == 0) {
        ++seen.sent_twice;
        if (event_of(answered(seen, "claim again", send)) != event) ++seen.answered_otherwise;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(options_.claim_pause));
    }
  }

  /// `/claims/EVENT?…`
  static std::string event_of(const Page& page) {
    constexpr std::string_view begin = "/claims/";
    if (page.status != 303 || !page.location.starts_with(begin)) return {};
    return page.location.substr(begin.size(), page.location.find('?') - begin.size());
  }

  void tell(const std::vector<Seen>& seen, double seconds) const {
    Seen all;
    std::ofstream acknowledged(options_.acknowledged);
    for (const Seen& one : seen) {
      for (const auto& [kind, times] : one.microseconds) {
        auto& gathered = all.microseconds[kind];
        gathered.insert(gathered.end(), times.begin(), times.end());
        auto& every = all.microseconds["all"];
        every.insert(every.end(), times.begin(), times.end());
      }
      for (const auto& [what, count] : one.wrong) all.wrong[what] += count;
      all.without_answer += one.without_answer;
      all.sent_twice += one.sent_twice;
      all.answered_otherwise += one.answered_otherwise;
      for (const std::string& claim : one.claims) acknowledged << claim << "\n";
    }
    std::ostringstream out;
    out << "{\"seconds\": " << seconds << ", \"without_answer\": " << all.without_answer
        << ", \"sent_twice\": " << all.sent_twice << ", \"answered_otherwise\": " << all.answered_otherwise
        << ", \"wrong\": {";
    const char* between = "";
    for (const auto& [what, count] : all.wrong) {
      out << between << "\"" << what << "\": " << count;
      between = ", ";
    }
    out << "}, \"pages\": {";
    between = "";
    for (auto& [kind, times] : all.microseconds) {
      std::sort(times.begin(), times.end());
      const auto at = [&sorted = times](std::size_t thousandth) {
        return static_cast<double>(sorted[(sorted.size() - 1) * thousandth / 1000]) / 1000;
      };
      out << between << "\"" << kind << "\": {\"count\": " << times.size() << ", \"median_ms\": " << at(500)
          << ", \"p99_ms\": " << at(990) << ", \"most_ms\": " << at(1000) << "}";
      between = ", ";
    }
    std::cout << out.str() << "}}" << std::endl;
  }

  Options options_;
  std::vector<Person> people_;
  Clock::time_point end_;
};

}  // namespace

int main(int count, char** words) {
  const Options options = read_options(count, words);
  return Village(options).run();
}
