// What has to be secret, unguessable or compared without telling how far it was right. All of it is libsodium's.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace portal {

/// Once, before anything else here. MachineError where the machine has no random numbers.
void prepare_secrets();

/// So many random bytes, as hexadecimal digits.
[[nodiscard]] std::string random_hex(std::size_t bytes);

/// How an id of a session stands in the file: whoever reads the file cannot sign in with what is there.
[[nodiscard]] std::string fingerprint(std::string_view secret);

/// Keyed: only who has the key can make it (BLAKE2b, 256 bits, hexadecimal).
[[nodiscard]] std::string seal(std::string_view key, std::string_view text);

/// In constant time for texts of equal length.
[[nodiscard]] bool is_same_secret(std::string_view a, std::string_view b);

/// A text of hexadecimal digits that looks different each time; `unmasked` gives it back (empty: no such text). Pages
/// show tokens so, so that what compression tells about a page tells nothing about the token.
[[nodiscard]] std::string masked(std::string_view hex);
[[nodiscard]] std::string unmasked(std::string_view text);

/// Argon2id with 2 passes over 64 MiB: a guess costs an attacker about as much as it costs us, a twentieth of a second
/// and the memory. At most two are worked on at once, so that guessing from many sides does not eat the machine.
[[nodiscard]] std::string hashed_password(std::string_view password);
[[nodiscard]] bool is_password(std::string_view password, const std::string& hash);
/// Takes as long as `is_password` for a name that nobody has.
void pretend_to_check(std::string_view password);

}  // namespace portal
