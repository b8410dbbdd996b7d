#include "secrets.hpp"

#include <sodium.h>

#include <array>
#include <semaphore>
#include <vector>

#include "pointsbank/issues.hpp"

namespace portal {

namespace {

constexpr unsigned long long passes = crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE;
constexpr std::size_t memory = crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE;
static_assert(passes == 2 && memory == 64 * 1024 * 1024);

/// Two at once.
std::counting_semaphore<2> hashing(2);  // NOLINT: the bound is the machine's

struct Turn {
  Turn() { hashing.acquire(); }
  ~Turn() { hashing.release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
};

std::string hex_of(const unsigned char* bytes, std::size_t size) {
  std::string out(size * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, size);
  out.pop_back();
  return out;
}

std::vector<unsigned char> bytes_of(std::string_view hex) {
  std::vector<unsigned char> bytes(hex.size() / 2);
  std::size_t size = 0;
  const bool is_read = sodium_hex2bin(bytes.data(), bytes.size(), hex.data(), hex.size(), nullptr, &size, nullptr) == 0;
  if (!is_read || size * 2 != hex.size()) bytes.clear();
  return bytes;
}

const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

void prepare_secrets() {
  if (sodium_init() < 0) throw pointsbank::MachineError("libsodium refuses to work on this machine");
}

std::string random_hex(std::size_t bytes) {
  std::vector<unsigned char> random(bytes);
  randombytes_buf(random.data(), random.size());
  return hex_of(random.data(), random.size());
}

std::string fingerprint(std::string_view secret) {
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), raw(secret), secret.size(), nullptr, 0);
  return hex_of(hash.data(), hash.size());
}

std::string seal(std::string_view key, std::string_view text) {
  std::array<unsigned char, 32> hash{};
  const int code = crypto_generichash(hash.data(), hash.size(), raw(text), text.size(), raw(key), key.size());
  if (code != 0) throw pointsbank::UsageError("a key of at most 64 bytes was expected");
  return hex_of(hash.data(), hash.size());
}

bool is_same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string masked(std::string_view hex) {
  std::vector<unsigned char> bytes = bytes_of(hex);
  std::vector<unsigned char> mask(bytes.size());
  randombytes_buf(mask.data(), mask.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(bytes[i] ^ mask[i]);
  return hex_of(mask.data(), mask.size()) + hex_of(bytes.data(), bytes.size());
}

std::string unmasked(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0 || text.size() > 1024) return {};
  const std::vector<unsigned char> mask = bytes_of(text.substr(0, text.size() / 2));
  std::vector<unsigned char> bytes = bytes_of(text.substr(text.size() / 2));
  if (mask.empty() || mask.size() != bytes.size()) return {};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(bytes[i] ^ mask[i]);
  return hex_of(bytes.data(), bytes.size());
}

std::string hashed_password(std::string_view password) {
  const Turn turn;
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const int code = crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes, memory,
                                         crypto_pwhash_ALG_ARGON2ID13);
  if (code != 0) throw pointsbank::MachineError("no memory to hash a password");
  return hash.data();
}

bool is_password(std::string_view password, const std::string& hash) {
  const Turn turn;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

void pretend_to_check(std::string_view password) {
  static const std::string nobodys = hashed_password(random_hex(16));
  static_cast<void>(is_password(password, nobodys));
}

}  // namespace portal
