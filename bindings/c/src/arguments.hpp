// What a caller hands in, looked at before it is used.
#pragma once

#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "failure.hpp"
#include "pointsbank.h"
#include "pointsbank/rule_list.hpp"

namespace pointsbank::c {

/// Where a function puts what it gives; nothing stands there until it does.
template <class Handle>
void need_place(Handle** out, const char* argument) {
  if (out == nullptr) throw UsageFault("binding_null", {argument});
  *out = nullptr;
}

/// A name, id, date or file name that ends with NUL.
[[nodiscard]] std::string_view need_name(const char* name, const char* argument);
/// The same where it may be left out; empty then.
[[nodiscard]] std::string_view optional_name(const char* name, const char* argument);

inline constexpr std::size_t most_names = 10'000;

/// A text of a given size.
[[nodiscard]] std::string_view need_text(const char* data, std::size_t size, const char* argument);

/// A document with its name.
struct SourceView {
  std::string_view name;
  std::string_view text;
};
[[nodiscard]] SourceView need_source(const pointsbank_source* source, const char* argument);
[[nodiscard]] std::vector<SourceView> need_sources(const pointsbank_source* sources, std::size_t count,
                                                   const char* argument);

void check_struct_size(std::size_t given, std::size_t known, const void* bytes, const char* argument);

/// A struct that begins with its size, as this library knows it.
template <class Struct>
[[nodiscard]] Struct need_struct(const Struct* given, const char* argument) {
  static_assert(std::is_trivially_copyable_v<Struct>);
  if (given == nullptr) throw UsageFault("binding_null", {argument});
  check_struct_size(given->struct_size, sizeof(Struct), given, argument);
  Struct known;
  std::memcpy(&known, given, sizeof(Struct));
  return known;
}
/// The same where it may be left out: everything is 0 then.
template <class Struct>
[[nodiscard]] Struct optional_struct(const Struct* given, const char* argument) {
  return given == nullptr ? Struct{} : need_struct(given, argument);
}

[[nodiscard]] Language language_of(pointsbank_language language);
/// Is the form for programs? And for people, in which language?
[[nodiscard]] bool is_json(pointsbank_form form);
[[nodiscard]] Language language_of_form(pointsbank_form form);
/// From 1 to 256; 0 stands for 1.
[[nodiscard]] int threads_of(std::int32_t threads);
[[nodiscard]] bool flag_of(std::int32_t flag, const char* argument);

[[nodiscard]] inline std::function<bool(std::uint64_t, std::uint64_t)> progress_of(pointsbank_progress progress,
                                                                                   void* context) {
  if (progress == nullptr) return {};
  return [=](std::uint64_t done, std::uint64_t total) { return progress(context, done, total) != 0; };
}

}  // namespace pointsbank::c
