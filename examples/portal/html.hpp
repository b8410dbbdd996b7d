// Pages as values: text is escaped because it is text, and markup is markup because the source says so.
//
//   element("p", {{"class", "hint"}}, name, " ", element("b", {}, points))
//
// Everything that is text (a name, a reason, an amount) is escaped where it enters an Html. Markup that was not built
// by these functions can only come from a literal of the source (Literal is made by the compiler alone), so nothing
// that a person typed can become markup. Attributes that hold addresses take addresses of this site only.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace portal {

/// A text that stands in the source: it cannot be made when the program runs.
class Literal {
 public:
  consteval Literal(const char* text) : text_(text) {}  // NOLINT: a literal is one
  [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

 private:
  std::string_view text_;
};

/// Appends `text` with `& < > " '` as entities, and without control characters that HTML does not allow.
void append_escaped(std::string& out, std::string_view text);

class Html {
 public:
  Html() = default;
  Html(std::string_view text) { append_escaped(bytes_, text); }    // NOLINT: a text is escaped
  Html(const std::string& text) : Html(std::string_view(text)) {}  // NOLINT
  Html(const char* text) : Html(std::string_view(text)) {}         // NOLINT
  [[nodiscard]] static Html markup(Literal markup);

  /// Appends, in this order.
  template <class... Parts>
  Html& add(const Parts&... parts) {
    (append(parts), ...);
    return *this;
  }
  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }
  [[nodiscard]] std::string take() && noexcept { return std::move(bytes_); }
  [[nodiscard]] bool is_empty() const noexcept { return bytes_.empty(); }

 private:
  friend struct ElementWriter;
  void append(const Html& part) { bytes_.append(part.bytes_); }
  void append(std::string_view text) { append_escaped(bytes_, text); }
  void append(const std::string& text) { append_escaped(bytes_, text); }
  void append(const char* text) { append_escaped(bytes_, text); }

  std::string bytes_;
};

/// An address on this site: what stands in the source, then parts that are percent-encoded.
///   (Address("/claims") / event / "photos" / "1").with("month", month)
class Address {
 public:
  explicit Address(Literal path) : text_(path.text()) {}
  [[nodiscard]] Address operator/(std::string_view part) const;
  [[nodiscard]] Address with(Literal name, std::string_view value) const;
  /// Of a path that has been asked for: encoded anew.
  [[nodiscard]] static Address of_path(std::string_view decoded);
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

/// `name="value"`, escaped; `name` alone where it is true, nothing where it is false.
struct Attribute {
  Attribute(Literal the_name, std::string_view the_value) : name(the_name), value(the_value), has_value(true) {}
  Attribute(Literal the_name, const char* the_value) : Attribute(the_name, std::string_view(the_value)) {}
  Attribute(Literal the_name, const std::string& the_value) : Attribute(the_name, std::string_view(the_value)) {}
  Attribute(Literal the_name, const Address& address) : name(the_name), value(address.text()), has_value(true) {}
  Attribute(Literal the_name, std::same_as<bool> auto the_answer) : name(the_name), is_there(the_answer) {}

  Literal name;
  std::string_view value;  ///< lives as long as the expression that it stands in
  bool has_value = false;
  bool is_there = true;
};
using Attributes = std::initializer_list<Attribute>;

struct ElementWriter {
  static void open(Html& out, Literal tag, Attributes attributes);
  static void close(Html& out, Literal tag);
};

template <class... Children>
[[nodiscard]] Html element(Literal tag, Attributes attributes, const Children&... children) {
  Html out;
  ElementWriter::open(out, tag, attributes);
  out.add(children...);
  ElementWriter::close(out, tag);
  return out;
}

}  // namespace portal
