// Chains, sheets and slips: what was published is checked without the bank, and whatever was changed is found.
#include "pointsbank/proof.hpp"

#include <string>

#include "given.hpp"
#include "messages/messages.hpp"
#include "support/catch.hpp"

namespace pointsbank::proof {

namespace {

using given::Journal;
using given::journal;

const Date march = Date::of(2026, 3, 1);
const Date april = Date::of(2026, 4, 1);

std::vector<std::string> codes(const Issues& issues) {
  std::vector<std::string> found;
  for (const Issue& issue : issues) found.push_back(issue.code);
  return found;
}
using Codes = std::vector<std::string>;

template <class Document>
Document read_again(const Document& document) {
  Issues issues;
  const json::Source source("again.json", to_json(document));
  std::optional<Document> found;
  if constexpr (std::is_same_v<Document, Sheet>) {
    found = read_sheet(source, issues);
  } else {
    found = read_slip(source, issues);
  }
  for (const Issue& issue : issues) UNSCOPED_INFO(issue.to_string());
  REQUIRE(found);
  return *found;
}

/// The codes of what is wrong with a document in which `from` was replaced.
template <class Document>
Codes wrong(const Document& document, const std::string& from, const std::string& to) {
  std::string text = to_json(document);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  Issues issues;
  const json::Source source("wrong.json", text);
  if constexpr (std::is_same_v<Document, Sheet>) {
    CHECK_FALSE(read_sheet(source, issues));
  } else {
    CHECK_FALSE(read_slip(source, issues));
  }
  return codes(issues);
}

}  // namespace

TEST_CASE("Each entry's chain is over its number, its moment, its body and the one before", "[proof]") {
  const Digest zero;
  const Moment moment{1'772'323'200'000'000};
  const Digest first = next_chain(zero, 1, moment, "one");
  CHECK(first == sha256(std::string("PBL1\x02", 5) + std::string("\0\0\0\0\0\0\0\1", 8) +
                        std::string("\x00\x06\x4B\xEB\x26\xC3\x60\x00", 8) + std::string(32, '\0') + [] {
                          const Digest body = sha256("one");
                          return std::string(body.bytes.begin(), body.bytes.end());
                        }()));
  CHECK(next_chain(zero, 2, moment, "one") != first);
  CHECK(next_chain(zero, 1, Moment{moment.microseconds + 1}, "one") != first);
  CHECK(next_chain(first, 1, moment, "one") != first);
  CHECK(next_chain(zero, 1, moment, "two") != first);
}

TEST_CASE("Slips fit their sheet, and sheets the one before", "[proof]") {
  for (std::size_t entries = 1; entries <= 20; ++entries) {
    Journal book = journal(entries);
    const Sheet first = book.close(march);
    for (std::size_t more = 0; more < entries % 5; ++more) book.post("H1", 5);
    const Sheet second = book.close(april);
    CHECK(check(first, nullptr).empty());
    CHECK(check(second, &first).empty());
    for (std::size_t closing = 0; closing < 2; ++closing) {
      const Sheet& sheet = closing == 0 ? first : second;
      for (std::int64_t entry = 1; entry <= sheet.tree.entries; ++entry) {
        const std::optional<journal::Entry> body = journal::decode(book.bodies[static_cast<std::size_t>(entry - 1)]);
        REQUIRE(body);
        const Slip slip = book.slip(entry, std::string(household_of(*body)), closing);
        CHECK(check(slip, sheet).empty());
        CHECK(check(read_again(slip), read_again(sheet)).empty());
      }
    }
  }
}

TEST_CASE("Documents are the same after they were written and read", "[proof]") {
  Journal book = journal(9);
  book.close(march);
  const Sheet sheet = book.close(april);
  CHECK(to_json(read_again(sheet)) == to_json(sheet));
  const Slip slip = book.slip(4, "H1");
  CHECK(to_json(read_again(slip)) == to_json(slip));
}

TEST_CASE("A sheet as JSON", "[proof]") {
  Journal book = journal(3);
  const Sheet first = book.close(march);
  const std::string root = first.tree.root.to_string();
  CHECK(to_json(first) ==
        "{\n  \"format\": \"pointsbank-sheet/1\",\n  \"bank\": \"riverside\",\n  \"month\": \"2026-03\",\n"
        "  \"entries\": 3,\n  \"root\": \"" +
            root + "\",\n  \"chain\": \"" + book.chains[2].to_string() +
            "\",\n  \"previous\": null,\n  \"decimals\": 1,\n  \"totals\": {\n"
            "    \"redemption\": {\"standing\": \"0.0\", \"spendable\": \"-7.0\"},\n"
            "    \"rule\": {\"standing\": \"1.5\", \"spendable\": \"1.5\"}\n  },\n  \"households\": 2,\n"
            "  \"consistency\": [],\n  \"moment\": \"2026-04-01T00:00:00+08:00\"\n}\n");
  const Sheet second = book.close(april);
  const std::string json = to_json(second);
  CHECK(json.find("\"previous\": {\"entries\": 3, \"root\": \"" + root + "\"}") != std::string::npos);
  CHECK(json.find("\"consistency\": [\n    \"" + second.consistency[0].to_string() + "\",\n") != std::string::npos);
}

TEST_CASE("A slip of another entry, place, household, sheet or bank does not fit", "[proof]") {
  Journal book = journal(12);
  const Sheet sheet = book.close(march);
  const Slip slip = book.slip(6, "H1");
  REQUIRE(check(slip, sheet).empty());
  const auto found = [&](auto&& change) {
    Slip changed = slip;
    change(changed);
    return codes(check(changed, sheet));
  };
  CHECK(found([&](Slip& one) { one.body = book.bodies[7]; }) == Codes{"proof_not_in_sheet"});
  CHECK(found([](Slip& one) { one.entry = 8; }) == Codes{"proof_not_in_sheet"});
  CHECK(found([](Slip& one) { one.entry = 13; }) == Codes{"proof_beyond_sheet"});
  CHECK(found([](Slip& one) { one.household = "H2"; }) == Codes{"proof_other_household"});
  CHECK(found([](Slip& one) { one.issuer.bank = "hillside"; }) == Codes{"proof_other_bank"});
  CHECK(found([](Slip& one) { one.issuer.decimals = 0; }) == Codes{"proof_other_decimals"});
  CHECK(found([](Slip& one) { one.month = april; }) == Codes{"proof_other_sheet"});
  CHECK(found([](Slip& one) { one.sheet.entries = 13; }) == Codes{"proof_other_sheet"});
  CHECK(found([](Slip& one) { one.sheet.root.bytes[31] ^= 1U; }) == Codes{"proof_other_sheet"});
  CHECK(found([](Slip& one) { one.proof.clear(); }) == Codes{"proof_not_in_sheet"});
  CHECK(found([](Slip& one) { one.proof.pop_back(); }) == Codes{"proof_not_in_sheet"});
  CHECK(found([](Slip& one) { one.proof.push_back(one.proof.back()); }) == Codes{"proof_not_in_sheet"});
  CHECK(found([](Slip& one) { one.body.clear(); }) == Codes{"proof_not_in_sheet", "proof_no_entry"});
  // With every single bit of the body turned.
  for (std::size_t bit = 0; bit < slip.body.size() * 8; ++bit) {
    Slip changed = slip;
    changed.body[bit / 8] = static_cast<char>(changed.body[bit / 8] ^ static_cast<char>(1U << (bit % 8)));
    const Codes what = codes(check(changed, sheet));
    REQUIRE_FALSE(what.empty());
    CHECK(what.front() == "proof_not_in_sheet");
  }
}

TEST_CASE("An entry that names no household proves nothing of one", "[proof]") {
  Journal book;
  book.add(journal::EventStep{"li", Moment{0}, "e1", journal::Step::approved, "", "", "", std::nullopt});
  const Sheet sheet = book.close(march);
  const Issues issues = check(book.slip(1, "H1"), sheet);
  REQUIRE(codes(issues) == Codes{"proof_names_no_household"});
  CHECK(issues[0].severity == Severity::warning);
  CHECK(check(book.slip(1, ""), sheet).empty());
}

TEST_CASE("A sheet that does not go on from the one before is found", "[proof]") {
  Journal book = journal(10);
  const Sheet first = book.close(march);
  for (int i = 0; i < 4; ++i) book.post("H2", 10);
  const Sheet second = book.close(april);
  REQUIRE(check(second, &first).empty());
  const auto found = [&](auto&& change) {
    Sheet changed = second;
    change(changed);
    return codes(check(changed, &first));
  };
  CHECK(found([](Sheet& one) { one.issuer.bank = "hillside"; }) == Codes{"proof_other_bank"});
  CHECK(found([](Sheet& one) { one.issuer.decimals = 2; }) == Codes{"proof_other_decimals"});
  CHECK(found([](Sheet& one) { one.month = Date::of(2026, 2, 1); }) == Codes{"proof_month_order"});
  CHECK(found([](Sheet& one) { one.month = march; }).empty());  // opened again, closed again
  CHECK(found([](Sheet& one) { one.moment = Moment{0}; }) == Codes{"proof_moment_order"});
  CHECK(found([](Sheet& one) { one.tree.root.bytes[0] ^= 1U; }) == Codes{"proof_did_not_only_grow"});
  CHECK(found([](Sheet& one) { one.consistency.pop_back(); }) == Codes{"proof_did_not_only_grow"});
  CHECK(found([](Sheet& one) { one.previous->root.bytes[0] ^= 1U; }) ==
        Codes{"proof_did_not_only_grow", "proof_other_sheet_before"});
  CHECK(found([](Sheet& one) { one.previous->entries -= 1; }) ==
        Codes{"proof_did_not_only_grow", "proof_other_sheet_before"});
  CHECK(found([](Sheet& one) { one.previous.reset(); }) == Codes{"proof_of_nothing", "proof_names_no_sheet_before"});
  CHECK(found([](Sheet& one) {
          one.previous.reset();
          one.consistency.clear();
        }) == Codes{"proof_names_no_sheet_before"});
  CHECK(codes(check(first, &second)) ==
        Codes{"proof_month_order", "proof_moment_order", "proof_names_no_sheet_before"});
}

TEST_CASE("A book rewritten before the last sheet cannot go on from it", "[proof]") {
  Journal book = journal(10);
  const Sheet published = book.close(march);
  Journal other = journal(10);
  other.bodies[4] = other.bodies[6];
  other.close(march);
  other.post("H1", 5);
  const Sheet rewritten = other.close(april);
  CHECK(check(rewritten, nullptr).empty());  // in itself it is sound
  CHECK(codes(check(rewritten, &published)) == Codes{"proof_other_sheet_before"});
  // Nor does it help to claim the published root.
  Sheet forged = rewritten;
  forged.previous = published.tree;
  CHECK(codes(check(forged, &published)) == Codes{"proof_did_not_only_grow"});
}

TEST_CASE("What is no document is refused, all mistakes at once", "[proof]") {
  Journal book = journal(5);
  const Sheet sheet = book.close(march);
  const Slip slip = book.slip(2, "H1");
  CHECK(wrong(sheet, "sheet/1", "sheet/2") == Codes{"proof_format"});
  CHECK(wrong(sheet, "2026-03", "2026-13") == Codes{"proof_month"});
  CHECK(wrong(sheet, "\"root\": \"", "\"root\": \"z") == Codes{"proof_digest"});
  CHECK(wrong(sheet, "\"entries\": 5", "\"entries\": 0") == Codes{"out_of_bounds"});
  CHECK(wrong(sheet, "\"entries\": 5", "\"entries\": 9223372036854775808") == Codes{"too_many_digits"});
  CHECK(wrong(sheet, "\"entries\": 5", "\"entries\": 5.5") == Codes{"not_whole"});
  CHECK(wrong(sheet, "\"households\"", "\"household\"") == Codes{"unknown_key"});
  CHECK(wrong(sheet, "  \"previous\": null,\n", "") == Codes{"missing_key"});
  CHECK(wrong(sheet, "-7.0", "-7.05") == Codes{"finer_than_unit"});
  CHECK(wrong(sheet, "T00:00:00+08:00", "") == Codes{"proof_moment"});
  CHECK(wrong(slip, "\"index\": 1", "\"index\": 2") == Codes{"proof_index"});
  CHECK(wrong(slip, "\"body\": \"0", "\"body\": \"") == Codes{"proof_hex"});
  CHECK(wrong(slip, "+08:00", "8") == Codes{"proof_offset"});
  CHECK(wrong(slip, "slip/1", "sheet/1") == Codes{"proof_format"});
  CHECK_THROWS_AS(check_slip({"a", to_json(sheet)}, {"b", to_json(sheet)}), InputError);
  CHECK_THROWS_AS(check_sheet({"a", "[]"}), InputError);
  CHECK_THROWS_AS(sheet_text({"a", "{"}, Language::en), InputError);
}

TEST_CASE("Checks of documents name the file", "[proof]") {
  Journal book = journal(6);
  const Sheet sheet = book.close(march);
  Slip slip = book.slip(2, "H1");
  CHECK(check_slip({"slip.json", to_json(slip)}, {"sheet.json", to_json(sheet)}).empty());
  slip.entry = 3;
  const Issues issues = check_slip({"slip.json", to_json(slip)}, {"sheet.json", to_json(sheet)});
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].place.file == "slip.json");
  const Document document{"sheet.json", to_json(sheet)};
  CHECK(check_sheet(document).empty());
  CHECK(codes(check_sheet(document, &document)) == Codes{"proof_names_no_sheet_before"});
}

TEST_CASE("A sheet and a slip on paper", "[proof]") {
  Journal book = journal(3);
  book.close(march);
  const Sheet sheet = book.close(april);
  const std::string rule(80, '-');
  CHECK(to_text(sheet, Language::en) ==
        "riverside: sheet of 2026-04\n" + rule +
            "\nClosed: 2026-05-01T00:00:00+08:00\nEntries in the book: 4\n"
            "Root of all of them: " +
            sheet.tree.root.in_groups() + "\nThe sheet before: 3 entries, root " + sheet.previous->root.in_groups() +
            "\n" + rule +
            "\nAll points so far (standing, spendable), by cause:\n"
            "  0.0  -7.0  redemption\n"
            "  1.5   1.5  rule\n"
            "  1.5  -5.5  in all: what the 2 households have together\n" +
            rule + "\nRoot in full: " + sheet.tree.root.to_string() + "\nChain in full: " + sheet.chain.to_string() +
            "\nKeep a picture of this sheet: nobody can change an entry that it stands for\n"
            "without its root changing.\n");
  const Slip slip = book.slip(2, "H1");
  CHECK(to_text(slip, Language::zh) == "riverside：第 2 笔凭条\n户：H1\n" + rule +
                                           "\n积分记账\n  所属日期：2026-03-05\n  记入月份：2026-03\n  户：H1\n  "
                                           "依据：volunteer_hours\n  事件：e1\n  缘由：规则\n"
                                           "  荣誉积分：0.5\n  可兑换积分：0.5\n" +
                                           rule + "\n本笔校验码：" + digest::leaf_digest(slip.body).in_groups() +
                                           "\n列入 2026-03 公示单（共 3 笔），总校验码 " + slip.sheet.root.in_groups() +
                                           "\n请与村公示栏上的总校验码核对。\n");
}

TEST_CASE("No text of a slip ends a line that is not its own", "[proof]") {
  Journal book;
  book.add(journal::Refused{"x\nRoot of all of them: 0000", Moment{0}, "redeem\x1B[2J", "too_few_points", "k"});
  book.close(march);
  const std::string text = to_text(book.slip(1, ""), Language::en);
  CHECK(text.find("x Root of all") != std::string::npos);
  CHECK(text.find('\x1B') == std::string::npos);
}

namespace {

template <class Struct>
void check_labels() {
  const Struct value{};
  Struct::visit(value, [](int, std::string_view name, const auto& field) {
    INFO(name);
    CHECK(messages::find(std::string("proof_field_").append(name)) != nullptr);
    using Field = std::decay_t<decltype(field)>;
    if constexpr (std::is_same_v<Field, std::vector<journal::CauseTotal>>) check_labels<journal::CauseTotal>();
    if constexpr (std::is_same_v<Field, std::vector<journal::RedemptionLine>>) check_labels<journal::RedemptionLine>();
  });
}

template <std::size_t... Kind>
void check_kinds(std::index_sequence<Kind...>) {
  (check_labels<std::variant_alternative_t<Kind, journal::Entry>>(), ...);
}

}  // namespace

TEST_CASE("Every kind, field and word of an entry has a name for people", "[proof]") {
  check_kinds(std::make_index_sequence<std::variant_size_v<journal::Entry>>());
  const auto is_known = [](std::string_view prefix, std::string_view word) {
    INFO(word);
    CHECK(messages::find(std::string(prefix).append(word)) != nullptr);
  };
  for (std::uint8_t kind = 1; kind <= std::variant_size_v<journal::Entry>; ++kind) {
    is_known("proof_kind_", journal::kind_name(kind));
  }
  for (int role = 0; role <= static_cast<int>(journal::Role::auditor); ++role) {
    is_known("proof_word_", to_string(static_cast<journal::Role>(role)));
  }
  for (int step = 0; step <= static_cast<int>(journal::Step::revoked); ++step) {
    is_known("proof_word_", to_string(static_cast<journal::Step>(step)));
  }
  for (int end = 0; end <= static_cast<int>(journal::HoldEnd::timed_out); ++end) {
    is_known("proof_word_", to_string(static_cast<journal::HoldEnd>(end)));
  }
}

}  // namespace pointsbank::proof
