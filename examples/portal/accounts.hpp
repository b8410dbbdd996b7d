// Accounts, sessions, what was tried, and who sent which photo: the portal's own SQLite file, beside the bank's.
//
// Nothing in it is a point: it can be thrown away and made anew from a list of accounts. Passwords stand in it as
// Argon2id hashes, sessions as fingerprints of their ids. All calls are safe from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "access.hpp"
#include "sqlite.hpp"

namespace portal {

struct SessionLimits {
  std::int64_t idle_seconds = 3600;        ///< a session that nobody uses ends
  std::int64_t whole_seconds = 12 * 3600;  ///< and every session does
};

class Accounts {
 public:
  Accounts(const std::filesystem::path& file, const SessionLimits& limits);

  /// Makes the account, or gives it another password and other roles.
  void put(const Account& account, std::string_view password);

  /// What came of trying to sign in. Neither says whether there is such an account.
  struct Attempt {
    std::optional<Account> account;
    std::int64_t wait_seconds = 0;  ///< above 0: too many tries; the password was not looked at
  };
  /// `address` is from where. After five wrong tries for one name, or thirty from one address, each further one makes
  /// everybody wait twice as long, up to a quarter of an hour.
  [[nodiscard]] Attempt sign_in(std::string_view name, std::string_view password, std::string_view address);
  [[nodiscard]] bool has_password(std::string_view name, std::string_view password);
  /// Also ends all sessions of the account but those begun afterwards.
  void change_password(std::string_view name, std::string_view password);

  /// A new session's id, of 256 random bits. It is told once; the file has its fingerprint.
  [[nodiscard]] std::string begin_session(std::string_view account);
  [[nodiscard]] std::optional<Account> account_of_session(std::string_view id);
  void end_session(std::string_view id);

  /// Notes that the account sent this photo; false where it has sent too many today.
  bool note_photo(std::string_view digest, std::string_view account, int most_a_day);
  [[nodiscard]] bool has_sent_photo(std::string_view digest, std::string_view account);

  /// Of this installation: for tokens.
  [[nodiscard]] const std::string& key() const noexcept { return key_; }

 private:
  [[nodiscard]] std::int64_t wait_for(std::string_view subject, std::int64_t now);
  void note_failure(std::string_view subject, int free_tries, std::int64_t now);
  [[nodiscard]] std::optional<Account> find(std::string_view name, std::string& hash);

  Database database_;
  SessionLimits limits_;
  std::string key_;
};

}  // namespace portal
