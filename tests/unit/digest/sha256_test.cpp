// SHA-256 against the published examples of FIPS 180-4, in one piece and in many; digests as texts.
#include "digest/sha256.hpp"

#include <string>
#include <thread>
#include <vector>

#include "support/catch.hpp"

namespace pointsbank {

namespace {

constexpr const char* of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr const char* of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

}  // namespace

TEST_CASE("SHA-256 of known texts", "[digest]") {
  CHECK(sha256(std::string_view()).to_string() == of_nothing);
  CHECK(sha256("abc").to_string() == of_abc);
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").to_string() ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1'000'000, 'a')).to_string() ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("Bytes may come in pieces, and one hasher makes many digests", "[digest]") {
  digest::Sha256 hasher;
  const std::string text = "abc";
  for (std::size_t first = 0; first <= text.size(); ++first) {
    for (std::size_t second = first; second <= text.size(); ++second) {
      hasher.update(text.substr(0, first)).update(text.substr(first, second - first)).update(text.substr(second));
      CHECK(hasher.finish().to_string() == of_abc);
    }
  }
  CHECK(hasher.finish().to_string() == of_nothing);
  CHECK(sha256(std::as_bytes(std::span(text))) == hasher.update(std::as_bytes(std::span(text))).finish());
  const Digest digest = sha256("abc");
  const std::string raw(digest.bytes.begin(), digest.bytes.end());
  CHECK(hasher.update(digest).finish() == sha256(raw));
}

TEST_CASE("Threads hash beside each other", "[digest]") {
  std::vector<int> wrong(4, -1);
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&count] {
      int found = 0;
      for (int i = 0; i < 2'000; ++i) found += sha256("abc").to_string() == of_abc ? 0 : 1;
      count = found;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("A digest is 64 hexadecimal digits, and nothing else is one", "[digest]") {
  const std::string text = of_abc;
  const std::optional<Digest> digest = Digest::parse(text);
  REQUIRE(digest);
  CHECK(digest->to_string() == text);
  CHECK(digest->in_groups() == "ba78 16bf 8f01 cfea");
  CHECK(Digest::parse("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD") == digest);
  CHECK_FALSE(Digest::parse(""));
  CHECK_FALSE(Digest::parse(text.substr(1)));
  CHECK_FALSE(Digest::parse(text + "0"));
  for (const char wrong : {'g', 'G', ' ', '/', ':', '@', '`', '\0', '\x80'}) {
    for (const std::size_t at : {0U, 1U, 63U}) {
      std::string changed = text;
      changed[at] = wrong;
      CHECK_FALSE(Digest::parse(changed));
    }
  }
  CHECK(Digest().to_string() == std::string(64, '0'));
  CHECK(Digest() < *digest);
}

}  // namespace pointsbank
