// What a page's code gets: who asks, in which language, at what moment, and the bank.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access.hpp"
#include "banks.hpp"
#include "html.hpp"
#include "pointsbank/bank.hpp"
#include "request.hpp"
#include "site.hpp"
#include "words.hpp"

namespace portal {

/// Thrown by a page's code: the dispatcher answers with a page that says so.
struct NotFound {};
struct Forbidden {};
/// The form is not one that a page of ours makes.
struct BadForm {};

/// In whose name questions are asked: who looks at what is nothing for the journal, which notes who had it settled.
inline constexpr std::string_view reader = "portal";

struct Call {
  Call(Site& the_site, Request the_request, pointsbank::Moment the_moment);

  Site& site;
  Request request;
  pointsbank::Moment now;  ///< the same for the whole request
  Language language = Language::zh;
  std::optional<Account> account;  ///< who is signed in
  std::string session;             ///< the id of the session, or of the visitor who has none yet

  /// The bank, for as long as the request is worked on.
  [[nodiscard]] pointsbank::bank::Bank& bank();
  /// Who asks; the route's access has seen to it that somebody does.
  [[nodiscard]] const Account& who() const { return *account; }

  /// Says it in the reader's language.
  [[nodiscard]] std::string_view say(std::string_view zh, std::string_view en) const noexcept {
    return language == Language::zh ? zh : en;
  }
  [[nodiscard]] const std::string& say(const Words& words) const noexcept { return words.in(language); }

  /// Asks the bank to do something, for who is signed in, now, under the form's key: sent twice, it is done once.
  /// What is wrong in itself comes back as a refusal too (`wrong_input`), with the bank's sentence.
  [[nodiscard]] pointsbank::bank::Answer execute(pointsbank::bank::Request command);
  /// The same for tables that people hand in: what is wrong in itself is thrown, InputError with the place of each row.
  [[nodiscard]] pointsbank::bank::Answer execute_exactly(pointsbank::bank::Request command);
  /// The bank's sentence for people.
  [[nodiscard]] std::string sentence(const pointsbank::bank::Answer& answer) const { return answer.sentence(language); }

  /// 404 where nobody is known by that id, 403 where it is somebody else's household.
  void need_household(std::string_view household);

  [[nodiscard]] pointsbank::Date today() const;
  [[nodiscard]] std::string token() const;  ///< for forms; see layout.hpp, which puts it there

 private:
  std::optional<BankPool::Lease> lease_;
  friend class Dispatcher;
};

}  // namespace portal
