#include "commands.hpp"

#include <csignal>
#include <cstdio>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "pages/pages.hpp"
#include "server.hpp"

namespace portal {

namespace {

constexpr const char* help =
    R"(The village portal: a points bank on the village's own machine.

  village_portal serve --bank FILE --accounts FILE --photos FOLDER --rules LIST.json [--rules …] [options]
  village_portal accounts --accounts FILE < accounts.jsonl

serve    answers browsers until it is stopped
  --listen ADDRESS     where to listen (127.0.0.1)
  --port NUMBER        (8080)
  --origin URL         how browsers call this site, e.g. https://points.example; once for each name
  --https              browsers come by https, through a proxy: cookies are for https only
  --behind-proxy       the proxy says in X-Forwarded-For from where somebody comes
  --clock FILE         the moment stands in this file (demonstrations, tests); else the machine's clock
  --now MOMENT         it is always this moment
  --connections COUNT  browsers at once (256)
  --banks COUNT        questions to the bank at once (4)
  --idle SECONDS       an unused session ends (3600)
  --demonstration      every page says that people and deeds are made up

accounts reads one JSON object a line, and makes accounts or changes them:
  {"name": "zhang", "password": "…", "person": "zhang", "household": "H1", "display": "张小三",
   "roles": ["villager"], "must_change": true}
  Roles: villager, reviewer, clerk, auditor.
)";

struct WrongWords {
  std::string text;
};

int number_of(const std::string& word, const std::string& text, int least, int most) {
  try {
    std::size_t end = 0;
    const int number = std::stoi(text, &end);
    if (end == text.size() && number >= least && number <= most) return number;
  } catch (const std::exception&) {  // said below
  }
  throw WrongWords{word + " takes a number from " + std::to_string(least) + " to " + std::to_string(most)};
}

struct Given {
  Options options;
  Clock clock = Clock::of_machine();
};

Given read_words(const std::vector<std::string>& words) {
  Given given;
  Options& options = given.options;
  const std::map<std::string, std::function<void(const std::string&)>> with_value = {
      {"--bank", [&](const auto& text) { options.bank = text; }},
      {"--accounts", [&](const auto& text) { options.accounts = text; }},
      {"--photos", [&](const auto& text) { options.photos = text; }},
      {"--rules", [&](const auto& text) { options.rules.emplace_back(text); }},
      {"--listen", [&](const auto& text) { options.listen = text; }},
      {"--origin", [&](const auto& text) { options.origins.push_back(text); }},
      {"--port", [&](const auto& text) { options.port = number_of("--port", text, 1, 65535); }},
      {"--connections", [&](const auto& text) { options.connections = number_of("--connections", text, 1, 2000); }},
      {"--banks", [&](const auto& text) { options.banks = number_of("--banks", text, 1, 64); }},
      {"--idle", [&](const auto& text) { options.sessions.idle_seconds = number_of("--idle", text, 1, 86400); }},
      {"--clock", [&](const auto& text) { given.clock = Clock::of_file(text); }},
      {"--now",
       [&](const auto& text) {
         const auto moment = pointsbank::Moment::parse(text);
         if (!moment) throw WrongWords{"--now takes a moment such as 2026-03-17T10:00:00+08:00"};
         given.clock = Clock::fixed(*moment);
       }},
  };
  const std::map<std::string, bool*> alone = {{"--https", &options.is_https},
                                              {"--behind-proxy", &options.is_behind_proxy},
                                              {"--demonstration", &options.is_demonstration}};
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (const auto flag = alone.find(words[i]); flag != alone.end()) {
      *flag->second = true;
    } else if (const auto option = with_value.find(words[i]); option == with_value.end()) {
      throw WrongWords{"there is no option " + words[i]};
    } else if (++i == words.size()) {
      throw WrongWords{option->first + " takes a value"};
    } else {
      option->second(words[i]);
    }
  }
  return given;
}

/// SIGINT and SIGTERM end it in order: no new connections, those under way get their answers.
class Stopping {
 public:
  Stopping() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);  // NOLINT: a browser that has gone is no reason to stop
    std::signal(SIGXFSZ, SIG_IGN);  // NOLINT: nor is a file that may not grow; writing says so
  }
  void wait_and(const std::function<void()>& stop) {
    std::thread([this, stop] {
      int number = 0;
      sigwait(&signals_, &number);
      stop();
    }).detach();
  }

 private:
  sigset_t signals_{};
};

int serve(const std::vector<std::string>& words) {
  Given given = read_words(words);
  const Options& options = given.options;
  if (options.bank.empty() || options.accounts.empty() || options.photos.empty() || options.rules.empty()) {
    throw WrongWords{"serve needs --bank, --accounts, --photos and --rules"};
  }
  static Stopping stopping;  // lives as long as the thread that waits
  Site site(given.options, given.clock);
  add_pages(site.router);
  Server server(site);
  stopping.wait_and([&server] { server.stop(); });
  server.run([&options](int port) {
    std::printf("http://%s:%d/\n", options.listen.c_str(), port);
    std::fflush(stdout);
  });
  return 0;
}

Roles roles_of(const nlohmann::json& words) {
  static const std::map<std::string, Role> known = {
      {"villager", Role::villager}, {"reviewer", Role::reviewer}, {"clerk", Role::clerk}, {"auditor", Role::auditor}};
  Roles roles;
  for (const auto& word : words) {
    const auto found = known.find(word.get<std::string>());
    if (found == known.end()) throw WrongWords{"there is no role " + word.get<std::string>()};
    roles = roles | found->second;
  }
  return roles;
}

int read_accounts(const std::vector<std::string>& words) {
  const Given given = read_words(words);
  if (given.options.accounts.empty()) throw WrongWords{"accounts needs --accounts"};
  Accounts accounts(given.options.accounts, given.options.sessions);
  std::string line;
  int count = 0;
  for (int letter = std::getchar();; letter = std::getchar()) {
    if (letter != '\n' && letter != EOF) {
      line.push_back(static_cast<char>(letter));
      continue;
    }
    if (!line.empty()) {
      const nlohmann::json row = nlohmann::json::parse(line);
      const Account account{row.at("name"),
                            row.value("person", row.at("name").get<std::string>()),
                            row.value("household", ""),
                            row.value("display", row.at("name").get<std::string>()),
                            roles_of(row.at("roles")),
                            row.value("must_change", true)};
      accounts.put(account, row.at("password").get<std::string>());
      ++count;
      line.clear();
    }
    if (letter == EOF) break;
  }
  std::printf("accounts: %d\n", count);
  return 0;
}

}  // namespace

int run_command(const std::vector<std::string>& words) {
  try {
    if (!words.empty() && words[0] == "serve") return serve(words);
    if (!words.empty() && words[0] == "accounts") return read_accounts(words);
    const bool is_asked = !words.empty() && words[0] == "--help";
    std::fputs(help, is_asked ? stdout : stderr);
    return is_asked ? 0 : 2;
  } catch (const WrongWords& wrong) {
    std::fprintf(stderr, "village_portal: %s; see village_portal --help\n", wrong.text.c_str());
    return 2;
  }
}

}  // namespace portal
