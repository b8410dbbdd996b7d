#include "json/rewrite.hpp"

#include <algorithm>

namespace pointsbank::json {
namespace {

using Kind = Value::Kind;
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

/// The place behind the string literal that begins at `at`.
std::size_t string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at + 1;
}

std::size_t end_of(std::string_view text, const Value& value) {
  const std::size_t begin = value.offset;
  switch (value.kind) {
    case Kind::null: return begin + 4;
    case Kind::boolean: return begin + (value.boolean ? 4 : 5);
    case Kind::number: return begin + value.text.size();
    case Kind::string: return string_end(text, begin);
    case Kind::array: {
      const std::size_t last = value.items.empty() ? begin + 1 : end_of(text, value.items.back());
      return text.find(']', last) + 1;
    }
    case Kind::object: break;
  }
  const std::size_t last = value.members.empty() ? begin + 1 : end_of(text, value.members.back().value);
  return text.find('}', last) + 1;
}

const std::string* id_of(const Value& value) {
  const Value* const id = value.kind == Kind::object ? value.find("id") : nullptr;
  return id != nullptr && id->kind == Kind::string ? &id->text : nullptr;
}

class Rewriting {
 public:
  explicit Rewriting(std::string_view text) : text_(text) {}

  [[nodiscard]] std::string run(const Value& original, const Value& changed) {
    out_.append(text_.substr(0, original.offset));
    write(original, changed);
    out_.append(text_.substr(end_of(text_, original)));
    return std::move(out_);
  }

 private:
  void write(const Value& original, const Value& changed) {
    if (is_same(original, changed)) return copy(original.offset, end_of(text_, original));
    const bool is_container = original.kind == Kind::object || original.kind == Kind::array;
    const bool is_empty = original.members.empty() && original.items.empty();
    if (!is_container || is_empty || original.kind != changed.kind) {
      out_.append(to_text(changed));
    } else if (original.kind == Kind::object) {
      write_object(original, changed);
    } else {
      write_array(original, changed);
    }
  }

  void write_object(const Value& original, const Value& changed) {
    const auto& members = original.members;
    copy(original.offset, members.front().key_offset);
    bool is_first = true;
    for (const Value::Member& member : changed.members) {
      const auto found = std::find_if(members.begin(), members.end(),
                                      [&](const Value::Member& each) { return each.key == member.key; });
      const std::size_t index = found == members.end() ? nowhere : static_cast<std::size_t>(found - members.begin());
      if (!is_first) {
        const std::size_t like = index != nowhere && index > 0 ? index : 1;
        like < members.size() ? copy(end_of(text_, members[like - 1].value), members[like].key_offset) : separate();
      }
      is_first = false;
      if (index == nowhere) {
        append_string(out_, member.key);
        out_.append(": ").append(to_text(member.value));
      } else {
        copy(members[index].key_offset, members[index].value.offset);
        write(members[index].value, member.value);
      }
    }
    copy(end_of(text_, members.back().value), end_of(text_, original));
  }

  void write_array(const Value& original, const Value& changed) {
    const std::vector<Value>& items = original.items;
    const std::vector<std::size_t> partners = partners_of(items, changed.items);
    copy(original.offset, items.front().offset);
    for (std::size_t i = 0; i < changed.items.size(); ++i) {
      const std::size_t index = partners[i];
      if (i > 0) {
        const std::size_t like = index != nowhere && index > 0 ? index : 1;
        like < items.size() ? copy(end_of(text_, items[like - 1]), items[like].offset) : separate();
      }
      index == nowhere ? static_cast<void>(out_.append(to_text(changed.items[i])))
                       : write(items[index], changed.items[i]);
    }
    copy(end_of(text_, items.back()), end_of(text_, original));
  }

  /// For each item after the one before that it has come from: by id, as it was, or at its place.
  static std::vector<std::size_t> partners_of(const std::vector<Value>& before, const std::vector<Value>& after) {
    std::vector<std::size_t> partners(after.size(), nowhere);
    std::vector<bool> is_taken(before.size(), false);
    const auto pair_up = [&](const auto& belong_together) {
      for (std::size_t i = 0; i < after.size(); ++i) {
        for (std::size_t k = 0; k < before.size() && partners[i] == nowhere; ++k) {
          if (is_taken[k] || !belong_together(k, i)) continue;
          partners[i] = k;
          is_taken[k] = true;
        }
      }
    };
    pair_up([&](std::size_t k, std::size_t i) {
      const std::string *const old = id_of(before[k]), *const now = id_of(after[i]);
      return old != nullptr && now != nullptr ? *old == *now : is_same(before[k], after[i]);
    });
    if (before.size() == after.size()) pair_up([](std::size_t k, std::size_t i) { return k == i; });
    return partners;
  }

  void copy(std::size_t begin, std::size_t end) { out_.append(text_.substr(begin, end - begin)); }
  void separate() { out_.append(", "); }

  std::string_view text_;
  std::string out_;
};

void append_text(std::string& out, const Value& value) {
  switch (value.kind) {
    case Kind::null: out.append("null"); return;
    case Kind::boolean: out.append(value.boolean ? "true" : "false"); return;
    case Kind::number: out.append(value.text); return;
    case Kind::string: append_string(out, value.text); return;
    case Kind::array: {
      out.push_back('[');
      for (const Value& item : value.items) {
        if (&item != &value.items.front()) out.append(", ");
        append_text(out, item);
      }
      out.push_back(']');
      return;
    }
    case Kind::object: break;
  }
  out.push_back('{');
  for (const Value::Member& member : value.members) {
    if (&member != &value.members.front()) out.append(", ");
    append_string(out, member.key);
    out.append(": ");
    append_text(out, member.value);
  }
  out.push_back('}');
}

}  // namespace

std::string to_text(const Value& value) {
  std::string text;
  append_text(text, value);
  return text;
}

bool is_same(const Value& a, const Value& b) {
  if (a.kind != b.kind || a.boolean != b.boolean || a.text != b.text) return false;
  return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), is_same) &&
         std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                    [](const Value::Member& left, const Value::Member& right) {
                      return left.key == right.key && is_same(left.value, right.value);
                    });
}

std::string rewrite(const Source& source, const Value& original, const Value& changed) {
  if (is_same(original, changed)) return std::string(source.text());
  return Rewriting(source.text()).run(original, changed);
}

}  // namespace pointsbank::json
