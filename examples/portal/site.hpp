// What all requests share. Made once when the portal starts.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "accounts.hpp"
#include "banks.hpp"
#include "clock.hpp"
#include "photos.hpp"
#include "router.hpp"
#include "village.hpp"

namespace portal {

struct Options {
  std::filesystem::path bank;                ///< the bank's file
  std::filesystem::path accounts;            ///< the portal's own
  std::filesystem::path photos;              ///< a folder
  std::vector<std::filesystem::path> rules;  ///< the lists of the bank's rule book
  std::string listen = "127.0.0.1";
  int port = 8080;
  std::vector<std::string> origins;  ///< how browsers call this site, beside 127.0.0.1 and localhost
  bool is_https = false;             ///< browsers reach it by https: a proxy before it does that
  bool is_behind_proxy = false;      ///< X-Forwarded-For is the proxy's word
  int connections = 256;             ///< at once
  int banks = 4;                     ///< requests that ask the bank at once
  SessionLimits sessions;
  bool is_demonstration = false;  ///< says so on every page
};

struct Site {
  Options options;
  Clock clock;
  Village village;
  Router router;
  BankPool banks;
  Accounts accounts;
  Photos photos;

  Site(Options the_options, Clock the_clock);
};

}  // namespace portal
