// Two explanations of one household side by side: items are matched by what they tell of, and shown where they differ.
#include <algorithm>
#include <array>
#include <map>

#include "json/rewrite.hpp"
#include "messages/messages.hpp"
#include "pointsbank/comparison.hpp"

namespace pointsbank {
namespace contrast {
namespace {

using json::Value;

// Where a rule stands, under which version's name, and what the account holds meanwhile is no difference of its own.
constexpr std::array<std::string_view, 4> left_out = {"place", "version", "standing_after", "spendable_after"};
constexpr std::array<std::string_view, 6> keys = {"item", "date", "event", "entry", "closing", "period"};

Value bare(const Value& value) {
  Value copy = value;
  std::erase_if(copy.members, [](const Value::Member& each) {
    return std::find(left_out.begin(), left_out.end(), each.key) != left_out.end();
  });
  for (Value::Member& member : copy.members) member.value = bare(member.value);
  for (Value& item : copy.items) item = bare(item);
  return copy;
}

bool begins_with_date(std::string_view line) { return line.size() > 10 && Date::parse(line.substr(0, 10)).has_value(); }

/// What an item tells of.
std::string key_of(const Value& item) {
  std::string key;
  for (const std::string_view each : keys) {
    const Value* const found = item.find(each);
    key.append(found == nullptr ? std::string_view() : std::string_view(found->text)).append("\x1f");
  }
  return key;
}

/// An explanation cut into what stands before its items, and its items, as data and as sentences.
struct Side {
  Value document;
  std::map<Language, std::vector<std::string>> blocks;  ///< the first is the head

  explicit Side(const Explanation& explanation) {
    Issues issues;
    document = json::parse(json::Source("explanation", explanation.json), issues);
    for (const Language language : {Language::zh, Language::en}) {
      blocks[language] = cut(explanation.text(language), true);
      // A row without a day begins with its own line: then every line that is not indented begins something.
      if (blocks[language].size() != items().size() + 1) blocks[language] = cut(explanation.text(language), false);
    }
  }

  [[nodiscard]] const std::vector<Value>& items() const { return document.find("items")->items; }
  [[nodiscard]] std::string block(std::size_t item, Language language) const {
    const std::vector<std::string>& all = blocks.at(language);
    return item + 1 < all.size() ? all[item + 1] : std::string();
  }

 private:
  /// An item begins with its day; what stands before the first one tells of the household.
  static std::vector<std::string> cut(const std::string& text, bool by_date) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
      const std::string line = text.substr(at, end - at);
      const bool begins = by_date ? begins_with_date(line) : line.front() != ' ';
      if (found.empty() || begins) {
        found.push_back(line);
      } else {
        found.back() += line;
      }
      at = end;
    }
    return found;
  }
};

constexpr std::size_t none = static_cast<std::size_t>(-1);
using Pair = std::pair<std::size_t, std::size_t>;

/// Items of both sides in the order of days; those that say the same are left out.
std::vector<Pair> differing(const Side& before, const Side& after) {
  std::map<std::string, std::vector<std::size_t>> waiting;
  for (std::size_t i = 0; i < after.items().size(); ++i) waiting[key_of(after.items()[i])].push_back(i);
  std::vector<Pair> pairs;
  std::vector<bool> is_paired(after.items().size(), false);
  for (std::size_t i = 0; i < before.items().size(); ++i) {
    std::vector<std::size_t>& others = waiting[key_of(before.items()[i])];
    if (others.empty()) {
      pairs.emplace_back(i, none);
      continue;
    }
    const std::size_t other = others.front();
    others.erase(others.begin());
    is_paired[other] = true;
    const bool is_same = json::is_same(bare(before.items()[i]), bare(after.items()[other]));
    if (!is_same) pairs.emplace_back(i, other);
  }
  for (std::size_t i = 0; i < after.items().size(); ++i) {
    if (!is_paired[i]) pairs.emplace_back(none, i);
  }
  const auto date = [&](const Pair& pair) -> const std::string& {
    const Value& item = pair.first != none ? before.items()[pair.first] : after.items()[pair.second];
    static const std::string none_given;
    const Value* const found = item.find("date");
    return found == nullptr ? none_given : found->text;
  };
  std::stable_sort(pairs.begin(), pairs.end(), [&](const Pair& a, const Pair& b) { return date(a) < date(b); });
  return pairs;
}

std::string json_of(const Side& before, const Side& after, const std::vector<Pair>& pairs,
                    const std::string& household) {
  const auto item = [](const Side& side, std::size_t index) {
    return index == none ? std::string("null") : json::to_text(side.items()[index]);
  };
  std::string text = "{\n \"household\": ";
  json::append_string(text, household);
  text.append(",\n \"before\": ").append(json::to_text(*before.document.find("balance")));
  text.append(",\n \"after\": ").append(json::to_text(*after.document.find("balance")));
  text.append(",\n \"items\": [");
  for (const Pair& pair : pairs) {
    text.append(&pair == &pairs.front() ? "\n" : ",\n").append("  {\"before\": ").append(item(before, pair.first));
    text.append(",\n   \"after\": ").append(item(after, pair.second)).append("}");
  }
  return text.append(pairs.empty() ? "]\n}\n" : "\n ]\n}\n");
}

std::string text_of(const Side& before, const Side& after, const std::vector<Pair>& pairs, Language language) {
  const auto say = [&](std::string_view code) { return messages::format(code, {}, language); };
  std::string text;
  const auto side = [&](std::string_view code, const std::string& block) {
    text.append(say(code)).append(block.empty() ? say("comparison_nothing_there") + "\n" : block);
  };
  side("comparison_before", before.blocks.at(language).front());
  side("comparison_after", after.blocks.at(language).front());
  if (pairs.empty()) text.append(say("comparison_same_trace")).append("\n");
  for (const Pair& pair : pairs) {
    text.append("\n");
    side("comparison_before", pair.first == none ? std::string() : before.block(pair.first, language));
    side("comparison_after", pair.second == none ? std::string() : after.block(pair.second, language));
  }
  return text;
}

}  // namespace
}  // namespace contrast

Explanation explain_difference(const Program& before, const Program& after, const Roster& roster, const Events& events,
                               const EvaluateOptions& options, const std::string& household) {
  const contrast::Side old(explain(before, roster, events, options, {household, {}}));
  const contrast::Side now(explain(after, roster, events, options, {household, {}}));
  const std::vector<contrast::Pair> pairs = contrast::differing(old, now);
  return {contrast::json_of(old, now, pairs, household), contrast::text_of(old, now, pairs, Language::zh),
          contrast::text_of(old, now, pairs, Language::en)};
}

}  // namespace pointsbank
