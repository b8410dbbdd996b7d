// Writes a JSON text value by value, indented; commas and quotes are its own matter, closing what was opened the
// caller's. Amounts go in as texts: no number that may have a fraction is written as a JSON number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "json/value.hpp"

namespace pointsbank::explanation {

class JsonWriter {
 public:
  void begin_object() { open('{'); }
  void begin_object(std::string_view key) {
    name(key);
    open('{', true);
  }
  void end_object() { close('}'); }
  void begin_array(std::string_view key) {
    name(key);
    open('[', true);
  }
  void end_array() { close(']'); }

  void text(std::string_view key, std::string_view value) {
    name(key);
    json::append_string(out_, value);
  }
  /// The text, or null where it is empty.
  void text_or_null(std::string_view key, std::string_view value) {
    if (value.empty()) return null(key);
    text(key, value);
  }
  void whole(std::string_view key, std::int64_t value) {
    name(key);
    out_.append(std::to_string(value));
  }
  void boolean(std::string_view key, bool value) {
    name(key);
    out_.append(value ? "true" : "false");
  }
  /// A value that is JSON already.
  void raw(std::string_view key, std::string_view json) {
    name(key);
    out_.append(json.substr(0, json.find_last_not_of('\n') + 1));
  }
  void null(std::string_view key) {
    name(key);
    out_.append("null");
  }
  /// An element of an array.
  void element(std::string_view value) {
    next();
    json::append_string(out_, value);
  }
  [[nodiscard]] std::string take() {
    out_.push_back('\n');
    return std::move(out_);
  }

 private:
  void next() {
    if (is_begun_) out_.push_back(',');
    if (depth_ > 0) out_.append("\n").append(depth_, ' ');
    is_begun_ = true;
  }
  void name(std::string_view key) {
    next();
    json::append_string(out_, key);
    out_.append(": ");
  }
  void open(char bracket, bool is_named = false) {
    if (!is_named) next();
    out_.push_back(bracket);
    ++depth_;
    is_begun_ = false;
  }
  void close(char bracket) {
    --depth_;
    if (is_begun_) out_.append("\n").append(depth_, ' ');
    out_.push_back(bracket);
    is_begun_ = true;
  }

  std::string out_;
  std::size_t depth_ = 0;
  bool is_begun_ = false;  // something stands in what was opened last
};

}  // namespace pointsbank::explanation
