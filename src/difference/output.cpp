// Differences as JSON and as lines for people.
#include <algorithm>
#include <string_view>

#include "difference/node.hpp"
#include "json/value.hpp"
#include "messages/messages.hpp"
#include "pointsbank/difference.hpp"

namespace pointsbank {
namespace difference {
namespace {

std::string_view word(Difference::Target target) {
  constexpr std::string_view words[] = {"list", "category", "rule", "closing"};
  return words[static_cast<std::size_t>(target)];
}

std::string_view word(Difference::Change change) {
  constexpr std::string_view words[] = {"added", "removed", "changed"};
  return words[static_cast<std::size_t>(change)];
}

Node json_of(const Difference& difference) {
  const auto raw = [](const std::string& json) {
    Node node;
    node.value = json;
    return node;
  };
  Node node = object();
  node.add("target", text(word(difference.target))).add("id", text(difference.id));
  if (!difference.list.empty()) node.add("list", text(difference.list));
  node.add("change", text(word(difference.change)));
  if (!difference.field.empty()) node.add("field", text(difference.field));
  if (!difference.before.empty()) node.add("before", raw(difference.before));
  if (!difference.after.empty()) node.add("after", raw(difference.after));
  if (difference.from) node.add("from", text(difference.from->to_string()));
  if (difference.to) node.add("to", text(difference.to->to_string()));
  return node;
}

class Lines {
 public:
  explicit Lines(Language language) : language_(language) {}

  [[nodiscard]] std::string run(const std::vector<Difference>& differences) {
    if (differences.empty()) return format("difference_none") + "\n";
    const Difference* last = nullptr;
    for (const Difference& each : differences) {
      const bool is_same = last != nullptr && last->target == each.target && last->id == each.id &&
                           last->change == Difference::Change::changed && each.change == last->change;
      if (!is_same) head(each);
      if (each.change == Difference::Change::changed) line(each);
      last = &each;
    }
    return std::move(out_);
  }

 private:
  std::string format(std::string_view code, std::initializer_list<std::string> arguments = {}) const {
    return messages::format(code, {arguments.begin(), arguments.size()}, language_);
  }

  void head(const Difference& difference) {
    const std::string& title = language_ == Language::zh ? difference.title_zh : difference.title_en;
    const std::string name = title.empty() ? difference.id : format("difference_name", {title, difference.id});
    const std::string side = difference.list.empty() ? std::string() : "_" + difference.list;
    const std::string target = format("difference_" + std::string(word(difference.target)) + side, {name});
    if (difference.change == Difference::Change::changed) {
      out_.append(target);
    } else {
      out_.append(format("difference_" + std::string(word(difference.change)), {target, days(difference)}));
    }
    out_.push_back('\n');
  }

  void line(const Difference& difference) {
    const std::string words = field_words(difference.field);
    out_.append("  ");
    out_.append(words.empty() ? difference.field : format("difference_field", {words, difference.field}));
    out_.append(format("difference_values", {shown(difference.before), shown(difference.after), days(difference)}));
    out_.push_back('\n');
  }

  /// `limits[year,household].points`: `difference_field_limits_points`.
  [[nodiscard]] std::string field_words(const std::string& field) const {
    std::string code = "difference_field_";
    bool is_inside = false;
    for (const char c : field) {
      if (c == '[') is_inside = true;
      if (!is_inside) code.push_back(c == '.' ? '_' : c);
      if (c == ']') is_inside = false;
    }
    // What a village has named itself (a grade, an attribute) has no words of the catalogue: those of what holds it.
    while (messages::find(code) == nullptr) {
      const std::size_t end = code.find_last_of('_');
      if (end == std::string::npos || end < std::string_view("difference_field_").size()) return {};
      code.resize(end);
    }
    return format(code);
  }

  /// A text without its quotes; words for nothing.
  [[nodiscard]] std::string shown(const std::string& json) const {
    if (json.empty()) return format("difference_nothing");
    const bool is_plain = json.size() > 2 && json.front() == '"' && json.find('\\') == std::string::npos;
    if (is_plain) return json.substr(1, json.size() - 2);
    if (json == "true" || json == "false") return format("difference_" + json);
    return json;
  }

  [[nodiscard]] std::string days(const Difference& difference) const {
    if (difference.from && difference.to)
      return format("difference_from_to", {difference.from->to_string(), difference.to->to_string()});
    if (difference.from) return format("difference_from", {difference.from->to_string()});
    if (difference.to) return format("difference_to", {difference.to->to_string()});
    return {};
  }

  Language language_;
  std::string out_;
};

}  // namespace
}  // namespace difference

std::string to_json(const std::vector<Difference>& differences) {
  std::string json = "{\n  \"equal\": ";
  json.append(differences.empty() ? "true" : "false").append(",\n  \"differences\": [");
  for (std::size_t i = 0; i < differences.size(); ++i) {
    json.append(i == 0 ? "\n    " : ",\n    ").append(to_json(difference::json_of(differences[i])));
  }
  return json.append(differences.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

std::string to_text(const std::vector<Difference>& differences, Language language) {
  return difference::Lines(language).run(differences);
}

}  // namespace pointsbank
