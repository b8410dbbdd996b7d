// JSON text into values with places, through nlohmann's SAX interface: its tree would turn decimals into doubles and
// keep the last of duplicate keys. Its events carry no places; they follow from where the token before ended.
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "json/diagnosis.hpp"
#include "json/long_texts.hpp"
#include "json/value.hpp"

namespace pointsbank::json {
namespace {

using Library = nlohmann::json;

constexpr std::size_t max_duplicates = 1'000;  // that are reported

/// The bytes of the text, and how many of them the parser has taken.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* taken) : at_(at), taken_(taken) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*taken_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  std::size_t* taken_;
};

/// Where the number ends that the library took from `start` on.
std::size_t number_end(std::string_view text, std::size_t start) {
  const auto skip_digits = [&](std::size_t at) {
    return std::min(text.find_first_not_of("0123456789", at), text.size());
  };
  const auto is = [&](std::size_t at, std::string_view any) {
    return at < text.size() && any.find(text[at]) != std::string_view::npos;
  };
  std::size_t at = start + (is(start, "-") ? 1 : 0);
  at = is(at, "0") ? at + 1 : skip_digits(at);
  if (is(at, ".")) at = skip_digits(at + 1);
  if (is(at, "eE")) at = skip_digits(at + (is(at + 1, "+-") ? 2 : 1));
  return at;
}

class Builder {
 public:
  Builder(const Source& source, Issues& issues, const std::size_t& taken, std::size_t longest_text)
      : source_(source), text_(source.text()), issues_(issues), taken_(taken), longest_text_(longest_text) {
    if (text_.starts_with("\xEF\xBB\xBF")) progress_.end = 3;
  }

  // What the library calls; false stops it.
  bool null() { return literal(Value::Kind::null, 4); }
  bool boolean(bool value) {
    Value* added = add(Value::Kind::boolean, value ? 4 : 5);
    if (added != nullptr) added->boolean = value;
    return added != nullptr;
  }
  bool number_integer(Library::number_integer_t) { return number(); }
  bool number_unsigned(Library::number_unsigned_t) { return number(); }
  bool number_float(Library::number_float_t, const std::string&) { return number(); }
  bool string(std::string& value);
  bool binary(Library::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(Value::Kind::object); }
  bool key(std::string& value);
  bool end_object();
  bool start_array(std::size_t) { return open(Value::Kind::array); }
  bool end_array() { return close(); }
  template <class Exception>
  bool parse_error(std::size_t, const std::string&, const Exception&) {
    return false;
  }

  /// After the library is done, well or not: the tree, or null and an issue.
  Value finish();

 private:
  [[nodiscard]] std::size_t next_token() const;
  Value* add(Value::Kind kind, std::size_t length);
  bool literal(Value::Kind kind, std::size_t length) { return add(kind, length) != nullptr; }
  bool number();
  bool open(Value::Kind kind);
  bool close();
  bool refuse(std::string code, std::size_t at, std::string limit);
  void drop_duplicates(Value& object);
  [[nodiscard]] std::string pointer() const;

  const Source& source_;
  std::string_view text_;
  Issues& issues_;
  const std::size_t& taken_;
  std::size_t longest_text_;
  Value root_;
  std::vector<Value*> open_;  // each stands in the one before it, which does not grow while it is open
  std::size_t values_ = 0;
  std::size_t duplicates_ = 0;
  Progress progress_;
  bool refused_ = false;
};

/// Where the token begins that the library has just taken: only blanks and separators stand between two of them.
std::size_t Builder::next_token() const {
  const std::size_t found = text_.find_first_not_of(" \t\r\n,:", progress_.end);
  return std::min(found, text_.size());
}

bool Builder::refuse(std::string code, std::size_t at, std::string limit) {
  Issue issue;
  issue.code = std::move(code);
  issue.place = source_.place(static_cast<Offset>(at), pointer());
  issue.arguments.push_back(std::move(limit));
  issues_.push_back(std::move(issue));
  refused_ = true;
  return false;
}

Value* Builder::add(Value::Kind kind, std::size_t length) {
  const std::size_t start = next_token();
  if (++values_ > max_values) {
    refuse("json_too_many_values", start, std::to_string(max_values));
    return nullptr;
  }
  Value* added = &root_;
  if (!open_.empty()) {
    Value& parent = *open_.back();
    added = parent.kind == Value::Kind::object ? &parent.members.back().value : &parent.items.emplace_back();
  }
  added->kind = kind;
  added->offset = static_cast<Offset>(start);
  progress_.last = Progress::Last::value;
  progress_.end = start + length;
  return added;
}

bool Builder::number() {
  const std::size_t start = next_token();
  const std::size_t end = number_end(text_, start);
  if (end - start > max_number_length) {
    return refuse("json_number_too_long", start, std::to_string(max_number_length));
  }
  Value* added = add(Value::Kind::number, end - start);
  if (added != nullptr) added->text = text_.substr(start, end - start);
  return added != nullptr;
}

bool Builder::string(std::string& value) {
  const std::size_t start = next_token();
  if (value.size() > longest_text_) return refuse("json_text_too_long", start, std::to_string(longest_text_));
  Value* added = add(Value::Kind::string, taken_ - start);
  if (added != nullptr) added->text = std::move(value);
  return added != nullptr;
}

bool Builder::open(Value::Kind kind) {
  const std::size_t start = next_token();
  if (open_.size() >= static_cast<std::size_t>(max_depth))
    return refuse("json_too_deep", start, std::to_string(max_depth));
  Value* added = add(kind, 1);
  if (added == nullptr) return false;
  open_.push_back(added);
  progress_.open.push_back({kind == Value::Kind::object, added->offset});
  progress_.last = Progress::Last::opening;
  return true;
}

bool Builder::close() {
  progress_.end = next_token() + 1;
  progress_.last = Progress::Last::value;
  progress_.open.pop_back();
  open_.pop_back();
  return true;
}

bool Builder::key(std::string& value) {
  const std::size_t start = next_token();
  if (value.size() > max_key_length) return refuse("json_key_too_long", start, std::to_string(max_key_length));
  Value::Member& member = open_.back()->members.emplace_back();
  member.key = std::move(value);
  member.key_offset = static_cast<Offset>(start);
  progress_.last = Progress::Last::key;
  progress_.end = taken_;
  return true;
}

bool Builder::end_object() {
  drop_duplicates(*open_.back());
  return close();
}

/// Keeps the first of the members with one key.
void Builder::drop_duplicates(Value& object) {
  std::vector<Value::Member>& members = object.members;
  if (members.size() < 2) return;
  std::vector<std::uint32_t> order(members.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return members[a].key < members[b].key; });
  std::vector<std::pair<std::uint32_t, std::uint32_t>> repeated;  // the later one, the first one
  for (std::size_t at = 1, first = 0; at < order.size(); ++at) {
    if (members[order[at]].key == members[order[first]].key) {
      repeated.emplace_back(order[at], order[first]);
    } else {
      first = at;
    }
  }
  if (repeated.empty()) return;
  std::sort(repeated.begin(), repeated.end());
  const std::string parent = pointer();
  for (const auto& [later, first] : repeated) {
    if (++duplicates_ > max_duplicates) break;
    Issue issue;
    issue.code = "duplicate_key";
    const std::string& key = members[later].key;
    issue.place = source_.place(members[later].key_offset, parent + '/' + pointer_token(key));
    issue.arguments = {key, std::to_string(source_.place(members[first].key_offset, {}).line)};
    issues_.push_back(std::move(issue));
  }
  std::size_t next = 0;
  std::size_t kept = 0;
  for (std::size_t at = 0; at < members.size(); ++at) {
    if (next < repeated.size() && repeated[next].first == at) {
      ++next;
      continue;
    }
    if (kept != at) members[kept] = std::move(members[at]);
    ++kept;
  }
  members.resize(kept);
}

/// Of the innermost container that is open.
std::string Builder::pointer() const {
  std::string pointer;
  for (std::size_t depth = 0; depth + 1 < open_.size(); ++depth) {
    const Value& container = *open_[depth];
    pointer.push_back('/');
    pointer.append(container.kind == Value::Kind::object ? pointer_token(container.members.back().key)
                                                         : std::to_string(container.items.size() - 1));
  }
  return pointer;
}

Value Builder::finish() {
  if (refused_) return {};
  // Asked also after a success: the library takes a NUL byte for the end of the text.
  std::optional<Diagnosis> diagnosis = diagnose(source_, progress_);
  if (!diagnosis) return std::move(root_);
  diagnosis->issue.place = source_.place(diagnosis->offset, pointer());
  issues_.push_back(std::move(diagnosis->issue));
  return {};
}

Value parse(const Source& source, Issues& issues, std::size_t longest_text) {
  const std::string_view text = source.text();
  if (text.size() > max_bytes) {
    Issue issue;
    issue.code = "json_too_large";
    issue.place.file = source.name();
    issue.arguments.push_back(std::to_string(max_bytes >> 20U));
    issues.push_back(std::move(issue));
    return {};
  }
  std::size_t taken = 0;
  Builder builder(source, issues, taken, longest_text);
  const CountingIterator first(text.data(), &taken);
  const CountingIterator last(text.data() + text.size(), &taken);
  static_cast<void>(Library::sax_parse(first, last, &builder));
  return builder.finish();
}

}  // namespace

Value parse(const Source& source, Issues& issues) { return parse(source, issues, max_text_length); }

Value parse_with_long_texts(const Source& source, Issues& issues) { return parse(source, issues, max_bytes); }

}  // namespace pointsbank::json
