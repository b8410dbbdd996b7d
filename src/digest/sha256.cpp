// The one file that knows which library computes SHA-256: OpenSSL's libcrypto.
#include "digest/sha256.hpp"

#include <openssl/evp.h>

#include "pointsbank/issues.hpp"

namespace pointsbank::digest {
namespace {

[[noreturn]] void refuse() { throw MachineError("SHA-256 is not to be had from this machine's libcrypto"); }

EVP_MD_CTX* of(void* context) noexcept { return static_cast<EVP_MD_CTX*>(context); }

#if OPENSSL_VERSION_NUMBER >= 0x30000000L
/// Looked up once: from version 3 on, asking for an algorithm costs more than hashing a short text.
const EVP_MD* algorithm() {
  static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return found;
}
#else
const EVP_MD* algorithm() { return EVP_sha256(); }
#endif

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr || algorithm() == nullptr || EVP_DigestInit_ex(of(context_), algorithm(), nullptr) != 1) {
    EVP_MD_CTX_free(of(context_));
    refuse();
  }
}

Sha256::~Sha256() { EVP_MD_CTX_free(of(context_)); }

void Sha256::begin() {
  if (EVP_DigestInit_ex(of(context_), nullptr, nullptr) != 1) refuse();  // with the algorithm that it has
}

void Sha256::add(const void* bytes, std::size_t size) {
  if (size > 0 && EVP_DigestUpdate(of(context_), bytes, size) != 1) refuse();
}

Sha256& Sha256::update(std::string_view bytes) {
  add(bytes.data(), bytes.size());
  return *this;
}

Sha256& Sha256::update(std::span<const std::byte> bytes) {
  add(bytes.data(), bytes.size());
  return *this;
}

Sha256& Sha256::update(const Digest& digest) {
  add(digest.bytes.data(), digest.bytes.size());
  return *this;
}

Digest Sha256::finish() {
  Digest digest;
  if (EVP_DigestFinal_ex(of(context_), digest.bytes.data(), nullptr) != 1) refuse();
  begin();
  return digest;
}

Sha256& of_this_thread() {
  static thread_local Sha256 one;
  return one;
}

}  // namespace pointsbank::digest
