#include "html.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace portal {

namespace {

constexpr std::array<std::string_view, 7> elements_without_end = {"br", "hr", "img", "input", "link", "meta", "source"};
constexpr std::array<std::string_view, 4> attributes_of_addresses = {"href", "src", "action", "formaction"};

bool is_among(const auto& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// On this site: `/…`, `?…` or `#…`, but not `//elsewhere`.
bool is_of_this_site(std::string_view address) {
  if (address.empty()) return false;
  if (address.front() == '?' || address.front() == '#') return true;
  return address.front() == '/' && (address.size() == 1 || (address[1] != '/' && address[1] != '\\'));
}

void append_encoded(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool is_plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                          (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' || byte == '.' || byte == '~';
    if (is_plain) {
      out.push_back(letter);
    } else {
      out.push_back('%');
      out.push_back(digits[byte >> 4U]);
      out.push_back(digits[byte & 15U]);
    }
  }
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  for (const char letter : text) {
    switch (letter) {
      case '&': out.append("&amp;"); break;
      case '<': out.append("&lt;"); break;
      case '>': out.append("&gt;"); break;
      case '"': out.append("&quot;"); break;
      case '\'': out.append("&#39;"); break;
      default: {
        const auto byte = static_cast<unsigned char>(letter);
        const bool is_forbidden = (byte < 0x20 && letter != '\n' && letter != '\t') || byte == 0x7F;
        out.push_back(is_forbidden ? ' ' : letter);
      }
    }
  }
}

Html Html::markup(Literal markup) {
  Html out;
  out.bytes_.append(markup.text());
  return out;
}

Address Address::operator/(std::string_view part) const {
  Address longer = *this;
  longer.text_.push_back('/');
  append_encoded(longer.text_, part);
  return longer;
}

Address Address::of_path(std::string_view decoded) {
  Address made("/");
  made.text_.clear();
  while (!decoded.empty()) {
    decoded.remove_prefix(1);  // the slash
    const std::size_t end = std::min(decoded.find('/'), decoded.size());
    made = made / decoded.substr(0, end);
    decoded.remove_prefix(end);
  }
  if (made.text_.empty()) made.text_ = "/";
  return made;
}

Address Address::with(Literal name, std::string_view value) const {
  Address longer = *this;
  longer.text_.push_back(text_.find('?') == std::string::npos ? '?' : '&');
  longer.text_.append(name.text()).push_back('=');
  append_encoded(longer.text_, value);
  return longer;
}

void ElementWriter::open(Html& out, Literal tag, Attributes attributes) {
  std::string& bytes = out.bytes_;
  bytes.push_back('<');
  bytes.append(tag.text());
  for (const Attribute& attribute : attributes) {
    if (!attribute.is_there) continue;
    const std::string_view name = attribute.name.text();
    // A page that was written wrongly, not one that was called wrongly: the policy has no scripts to begin with.
    if (name.starts_with("on") || name == "style") throw std::logic_error("an attribute that runs");
    if (is_among(attributes_of_addresses, name) && !is_of_this_site(attribute.value)) {
      throw std::logic_error("an address that is not of this site");
    }
    bytes.push_back(' ');
    bytes.append(name);
    if (!attribute.has_value) continue;
    bytes.append("=\"");
    append_escaped(bytes, attribute.value);
    bytes.push_back('"');
  }
  bytes.push_back('>');
}

void ElementWriter::close(Html& out, Literal tag) {
  if (is_among(elements_without_end, tag.text())) return;
  out.bytes_.append("</").append(tag.text()).push_back('>');
}

}  // namespace portal
