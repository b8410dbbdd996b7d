// Who may see what: the roles, and the two questions that everything else goes back to.
//
// A route says who may ask for it (Route::access); the dispatcher refuses everybody else before the page's code runs.
// Whose lines a page shows is decided by `may_see_household` and nowhere else. The bank has the last word on commands:
// it knows its officers and households itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace portal {

enum class Role : std::uint8_t { villager = 1, reviewer = 2, clerk = 4, auditor = 8 };

/// A set of roles.
struct Roles {
  std::uint8_t bits = 0;

  constexpr Roles() = default;
  constexpr Roles(Role role) : bits(static_cast<std::uint8_t>(role)) {}  // NOLINT: a role is a set of one
  constexpr explicit Roles(std::uint8_t the_bits) : bits(the_bits) {}
  [[nodiscard]] constexpr bool has(Role role) const noexcept { return (bits & static_cast<std::uint8_t>(role)) != 0; }
  [[nodiscard]] constexpr bool meets(Roles other) const noexcept { return (bits & other.bits) != 0; }
};
[[nodiscard]] constexpr Roles operator|(Roles a, Roles b) {
  return Roles(static_cast<std::uint8_t>(static_cast<unsigned>(a.bits) | static_cast<unsigned>(b.bits)));
}
[[nodiscard]] constexpr Roles operator|(Role a, Role b) { return Roles(a) | Roles(b); }

inline constexpr Roles officers = Role::reviewer | Role::clerk | Role::auditor;

/// Who may ask for a route.
struct Access {
  enum class Kind : std::uint8_t { anyone, signed_in, roles };
  Kind kind = Kind::roles;
  Roles roles;

  static constexpr Access anyone() { return {Kind::anyone, {}}; }
  static constexpr Access signed_in() { return {Kind::signed_in, {}}; }
  static constexpr Access of(Roles the_roles) { return {Kind::roles, the_roles}; }
};

/// Somebody who can sign in. `person` is who acts in the bank; `household` is empty for officers from elsewhere.
struct Account {
  std::string name;       ///< with which one signs in
  std::string person;     ///< a member, officer or household of the bank, by id
  std::string household;  ///< whose lines are one's own
  std::string display;    ///< what the pages call the person
  Roles roles;
  bool must_change_password = false;
};

/// One's own household; officers see all of them, for that is their work.
[[nodiscard]] inline bool may_see_household(const Account& account, std::string_view household) {
  return (!account.household.empty() && account.household == household) || account.roles.meets(officers);
}

}  // namespace portal
