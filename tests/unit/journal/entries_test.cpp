// Entries and their bytes: what is written today is read for as long as there are banks.
#include "journal/entries.hpp"

#include <string>
#include <vector>

#include "pointsbank/issues.hpp"
#include "support/catch.hpp"

namespace pointsbank::journal {
namespace {

const Moment noon{1'772'000'000'000'000};
const Date march = Date::of(2026, 3, 1);

Digest digest_of(int number) {
  Digest digest;
  digest.bytes.fill(static_cast<std::uint8_t>(number));
  return digest;
}

/// One of each kind, in the order of their numbers, with every field set.
std::vector<Entry> one_of_each() {
  return {
      Created{"zhang", noon, "village"},
      Adopted{"zhang", noon, "points", {digest_of(1), digest_of(2)}},
      HouseholdRow{
          "zhang", noon, "H001", march, march, march + 9, {{"group", "三组"}, {"poor", ""}}, digest_of(3), "moved"},
      MemberStay{"zhang", noon, "M1", "H001", march, march + 9, digest_of(4)},
      Officer{"zhang", noon, "wang", Role::auditor, march, march + 9},
      EventEntry{"M1", noon, "E1", "H001", "M1", "tree", "2026-03-01", {{"quantity", "2.5"}}, {digest_of(5)}, true},
      EventStep{"wang", noon, "E1", Step::revoked, "why", "2.5", "E2", noon},
      PostingEntry{march, march, "H001", "M1", "tree", "E1", "rule", -5, 7, 3},
      Settled{"zhang", noon, march},
      MoneyEntry{"H001", noon, "R1", "H001", "redemption", 0, -5, "R0", "soap"},
      Goods{"zhang", noon, "soap", "香皂", 50, -3, 2, "month"},
      Redeemed{"H001", noon, "R1", "H001", {{"soap", 2, 100}, {"rice", 1, 20}}, march + 30},
      HoldEnded{"zhang", noon, "R1", HoldEnd::timed_out, "too late"},
      PublishedRow{march, "rankings", "best", march, "H001", {{"rank", "1"}}},
      MonthClosed{"zhang", noon, march, 12, digest_of(6), 5, digest_of(7), {{"rule", 1, 2}}, 3},
      MonthReopened{"zhang", "wang", noon, march, "a mistake"},
      Transferred{"zhang", noon, "T1", "H001", {{"H002", "1/2"}}, "moved"},
      Forgotten{"zhang", noon, "H001", "asked to"},
      Refused{"H001", noon, "redeem", "too_few_points", "key-1"},
  };
}

std::string bytes_of(const Entry& entry) {
  std::string bytes;
  encode(entry, bytes);
  return bytes;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text.push_back(digits[static_cast<unsigned char>(byte) >> 4U]);
    text.push_back(digits[static_cast<unsigned char>(byte) & 15U]);
  }
  return text;
}

std::string json_of(const Entry& entry) {
  std::string text;
  write_json(text, entry);
  return text;
}

}  // namespace

TEST_CASE("every kind comes back from its bytes") {
  const std::vector<Entry> entries = one_of_each();
  REQUIRE(entries.size() == std::variant_size_v<Entry>);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    CAPTURE(i);
    REQUIRE(entries[i].index() == i);
    const std::string bytes = bytes_of(entries[i]);
    CHECK(bytes[0] == 1);
    CHECK(static_cast<std::size_t>(bytes[1]) == i + 1);
    const std::optional<Entry> decoded = decode(bytes);
    REQUIRE(decoded);
    CHECK(decoded->index() == i);
    CHECK(bytes_of(*decoded) == bytes);
    CHECK(json_of(*decoded) == json_of(entries[i]));
  }
}

TEST_CASE("an entry with its optional fields left out comes back too") {
  const Entry given = PostingEntry{march, march, "H001", "", "base", "", "base", 5, 5, std::nullopt};
  const std::optional<Entry> decoded = decode(bytes_of(given));
  REQUIRE(decoded);
  CHECK_FALSE(std::get<PostingEntry>(*decoded).reverses);
  CHECK(std::get<PostingEntry>(*decoded).standing == 5);
}

TEST_CASE("the bytes of a posting are these, for good") {
  const Entry posting = PostingEntry{march, march, "H1", "", "tree", "E1", "rule", -5, 7, 3};
  CHECK(hex(bytes_of(posting)) ==
        "0108"
        "010000000800000000000050210200000008000000000000"
        "5021030000000248310400000000"
        "050000000474726565060000000245310700000004"
        "72756c650800000008fffffffffffffffb090000000800000000000000070a000000080000000000000003");
}

TEST_CASE("what was cut, lengthened or is of another kind or format is no entry") {
  for (const Entry& entry : one_of_each()) {
    const std::string bytes = bytes_of(entry);
    CAPTURE(entry.index());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const std::optional<Entry> decoded = decode(std::string_view(bytes).substr(0, size));
      // A cut between two fields may leave optional ones out; then it is the canonical form of another entry.
      if (decoded) CHECK(bytes_of(*decoded) == bytes.substr(0, size));
    }
    CHECK_FALSE(decode(bytes + '\0'));
    std::string other = bytes;
    other[0] = 2;
    CHECK_FALSE(decode(other));
    for (const int kind : {0, 20, 255}) {
      other = bytes;
      other[1] = static_cast<char>(kind);
      CHECK_FALSE(decode(other));
    }
  }
}

TEST_CASE("whatever a flipped bit makes of an entry encodes back to the same bytes, or is refused") {
  for (const Entry& entry : one_of_each()) {
    const std::string bytes = bytes_of(entry);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      std::string other = bytes;
      other[bit / 8] = static_cast<char>(static_cast<unsigned char>(other[bit / 8]) ^ (1U << (bit % 8)));
      if (const std::optional<Entry> decoded = decode(other)) CHECK(bytes_of(*decoded) == other);
    }
  }
}

TEST_CASE("a role, step or end beyond the last has no bytes and no name") {
  std::string out;
  CHECK_THROWS_AS(encode(Officer{"zhang", noon, "wang", static_cast<Role>(3), {}, {}}, out), UsageError);
  CHECK_THROWS_AS(encode(EventStep{"w", noon, "E", static_cast<Step>(12), "", "", "", {}}, out), UsageError);
  CHECK_THROWS_AS(encode(HoldEnded{"w", noon, "R", static_cast<HoldEnd>(3), ""}, out), UsageError);
  CHECK(to_string(static_cast<Role>(3)) == "unknown");
  CHECK(to_string(Role::clerk) == "clerk");
  CHECK(to_string(Step::finalised) == "finalised");
  CHECK(to_string(Step::revoked) == "revoked");
  CHECK(to_string(HoldEnd::timed_out) == "timed_out");
}

TEST_CASE("kinds have names") {
  CHECK(kind_name(0) == "unknown");
  CHECK(kind_name(1) == "created");
  CHECK(kind_name(8) == "posting");
  CHECK(kind_name(19) == "refused");
  CHECK(kind_name(20) == "unknown");
}

TEST_CASE("as JSON the kind comes first and what is left out has no key") {
  CHECK(json_of(PostingEntry{march, march, "H\"1", "", "tree", "E1", "rule", -5, 7, {}}) ==
        R"({"kind":"posting","date":"2026-03-01","month":"2026-03-01","household":"H\"1","member":"","source":"tree",)"
        R"("event":"E1","cause":"rule","standing":-5,"spendable":7})");
  CHECK(
      json_of(HoldEnded{"zhang", Moment{0}, "R1", HoldEnd::collected, ""}) ==
      R"({"kind":"hold_ended","by":"zhang","at":"1970-01-01T00:00:00+00:00","redemption":"R1","end":"collected","reason":""})");
  CHECK(json_of(Redeemed{"H1", Moment{0}, "R1", "H1", {{"soap", 2, 100}}, {}}) ==
        R"({"kind":"redeemed","by":"H1","at":"1970-01-01T00:00:00+00:00","redemption":"R1","household":"H1",)"
        R"("lines":[{"goods":"soap","pieces":2,"points":100}]})");
}

}  // namespace pointsbank::journal
