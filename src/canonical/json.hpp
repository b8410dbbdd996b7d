// The same fields as JSON, for people and for other programs. Nothing is read back from it.
#pragma once

#include <string>
#include <string_view>

#include "canonical/fields.hpp"
#include "canonical/text.hpp"

namespace pointsbank::canonical::detail {

template <class T>
void write_json(std::string& out, const T& value) {
  if constexpr (std::same_as<T, bool>) {
    out.append(value ? "true" : "false");
  } else if constexpr (Text<T>) {
    append_json_text(out, value);
  } else if constexpr (Enumeration<T>) {
    append_json_text(out, to_string(value));
  } else if constexpr (std::same_as<T, Moment>) {
    append_json_text(out, value.to_string(0));
  } else if constexpr (std::same_as<T, Date> || std::same_as<T, Digest>) {
    append_json_text(out, value.to_string());
  } else if constexpr (Whole<T>) {
    out.append(std::to_string(value));
  } else if constexpr (List<T>) {
    std::string_view before = "";
    out += '[';
    for (const auto& element : value) {
      out.append(before);
      before = ",";
      write_json(out, element);
    }
    out += ']';
  } else if constexpr (Optional<T>) {
    write_json(out, *value);
  } else {
    std::string_view before = "";
    out += '{';
    T::visit(value, [&]<class Field>(int, std::string_view name, const Field& field) {
      if constexpr (Optional<Field>) {
        if (!field) return;
      }
      out.append(before);
      before = ",";
      append_json_text(out, name);
      out += ':';
      write_json(out, field);
    });
    out += '}';
  }
}

}  // namespace pointsbank::canonical::detail
