// Ids in all scripts, the nearest word, sentences in two languages.
#include <array>
#include <set>

#include "core/nearest.hpp"
#include "given.hpp"
#include "messages/messages.hpp"
#include "rulelist/unicode.hpp"
#include "support/catch.hpp"

namespace pointsbank {

TEST_CASE("what an id may be made of", "[rulelist]") {
  using rulelist::unicode::is_id;
  for (const std::string_view id : {"a", "A-1_b.c", "志愿服务", "二〇二六", "é", "e\u0301", "ཁྱིམ", "ᠮᠣᠩᠭᠣᠯ", "ئۇيغۇر",
                                    "한국", "१२", "①", "ⅳ", "𠮷", "\U0003134A", "x\u0940"}) {
    INFO(id);
    CHECK(is_id(id));
  }
  for (const std::string_view id :
       {"",      " ",   "a b",     "a/b",     "a:b",    "a,b",     "a+b",     "a\nb",   "，",     "、",
        "（a）", "“a”", "a\u200B", "a\u200D", "\u202E", "a\uFE0F", "a\u3164", "\u115F", "\u0301", "-\u0301",
        "€",     "™",   "😀",       "\uFEFF",  "\uE000", "a\u00A0", "\u3000",  "=1",     "@a",     "\uFF1D"}) {
    INFO(id);
    CHECK_FALSE(is_id(id));
  }
}

TEST_CASE("texts that are the same but for their encoding", "[rulelist]") {
  using rulelist::unicode::decomposed;
  CHECK(decomposed("é") == decomposed("e\u0301"));
  CHECK(decomposed("\uAC01") == decomposed("\u1100\u1161\u11A8"));
  CHECK(decomposed("\u212B") == decomposed("\u00C5"));
  CHECK(decomposed("\uF900") == decomposed("\u8C48"));
  CHECK(decomposed("a\u0323\u0307") == decomposed("a\u0307\u0323"));
  CHECK(decomposed("\u1E69") == "s\u0323\u0307");
  CHECK(decomposed("ＡＢ") != decomposed("AB"));
  CHECK(decomposed("村") == "村");
  CHECK(decomposed("\U0001D15E") == "\U0001D157\U0001D165");
}

TEST_CASE("the word that was probably meant", "[rulelist]") {
  constexpr std::array<std::string_view, 8> words = {"points",  "rate",     "grades", "bands",
                                                     "half_up", "环境卫生", "bool",   "to"};
  const auto near = [&](std::string_view word) { return nearest(word, words); };
  CHECK(near("point") == "points");
  CHECK(near("pionts") == "points");
  CHECK(near("POINTS") == "points");
  CHECK(near("rats") == "rate");
  CHECK(near("grade") == "grades");
  CHECK(near("band") == "bands");
  CHECK(near("halfup") == "half_up");
  CHECK(near("环镜卫生") == "环境卫生");
  CHECK(near("boolean") == "bool");
  CHECK(near("ot") == "to");
  CHECK(near("formula").empty());
  CHECK(near("").empty());
  CHECK(near("x").empty());
  CHECK(near(std::string(65, 'x')).empty());
  CHECK(nearest("a", {}).empty());
  // The first of those that are equally near.
  constexpr std::array<std::string_view, 2> alike = {"raty", "rath"};
  CHECK(nearest("rate", alike) == "raty");
}

TEST_CASE("every sentence is there in both languages with the same arguments", "[rulelist]") {
  std::set<std::string_view> codes;
  const auto arguments = [](std::string_view sentence) {
    std::set<char> found;
    for (std::size_t at = 0; at + 2 < sentence.size(); ++at) {
      if (sentence[at] == '{' && sentence[at + 1] >= '0' && sentence[at + 1] <= '9' && sentence[at + 2] == '}')
        found.insert(sentence[at + 1]);
    }
    return found;
  };
  for (const std::span<const messages::Entry> table : messages::catalogue()) {
    for (const messages::Entry& entry : table) {
      INFO(entry.code);
      CHECK(codes.insert(entry.code).second);
      CHECK_FALSE(entry.en.empty());
      CHECK_FALSE(entry.zh.empty());
      CHECK(arguments(entry.en) == arguments(entry.zh));
      CHECK(messages::find(entry.code) == &entry);
    }
  }
  CHECK(messages::find("there_is_no_such_code") == nullptr);
}

TEST_CASE("sentences are filled", "[rulelist]") {
  const std::vector<std::string> arguments = {"{1}", "b"};
  CHECK(messages::format("only_one_of", std::vector<std::string>{"a", "{0}", "c"}, Language::en) ==
        "`a` cannot stand beside `{0}`: only one of c is allowed");
  CHECK(messages::format("unknown_key", {}, Language::en) == "the key `` is not known here");
  CHECK(messages::format("no_such_code", arguments, Language::zh) == "no_such_code: {1}, b");
  CHECK(messages::format("object_expected", std::vector<std::string>{"{…}"}, Language::zh) == "这里应是对象，却是 {…}");
}

TEST_CASE("issues as text", "[rulelist]") {
  Issue issue;
  issue.code = "unknown_key";
  issue.arguments = {"a"};
  CHECK(issue.to_string() == "the key `a` is not known here");
  issue.place = {"r.json", 3, 0, ""};
  CHECK(issue.to_string() == "r.json:3: the key `a` is not known here");
  issue.place = {"r.json", 3, 7, "/a"};
  issue.hint = "did_you_mean";
  issue.hint_arguments = {"b"};
  CHECK(issue.to_string() == "r.json:3:7: /a: the key `a` is not known here; did you mean `b`?");
  CHECK(issue.to_string(Language::zh) == "r.json:3:7: /a: 这里没有键 `a`；是不是 `b`？");
  CHECK(issue.sentence() == "the key `a` is not known here");
  CHECK(has_errors({issue}));
  issue.severity = Severity::warning;
  CHECK_FALSE(has_errors({issue}));
  const InputError error({issue, issue});
  CHECK(std::string(error.what()) == issue.to_string() + "\n" + issue.to_string());
  CHECK(error.issues().size() == 2);
  const OverflowError overflow("H1");
  CHECK(overflow.household() == "H1");
  REQUIRE(overflow.issues().size() == 1);
  CHECK(overflow.issues()[0].code == "overflow");
  CHECK(std::string(overflow.what()).find("`H1`") != std::string::npos);
}

}  // namespace pointsbank
