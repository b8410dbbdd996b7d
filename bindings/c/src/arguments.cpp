#include "arguments.hpp"

#include <algorithm>
#include <vector>

#include "json_text.hpp"

namespace pointsbank::c {

namespace {

constexpr std::size_t most_of_a_name = 65'535;

}  // namespace

std::string_view need_name(const char* name, const char* argument) {
  if (name == nullptr) throw UsageFault("binding_null", {argument});
  const std::string_view found(name, strnlen(name, most_of_a_name + 1));
  if (found.size() > most_of_a_name) throw UsageFault("binding_too_long", {argument, std::to_string(most_of_a_name)});
  if (!is_utf8(found)) throw UsageFault("binding_not_utf8", {argument});
  return found;
}

std::string_view optional_name(const char* name, const char* argument) {
  return name == nullptr ? std::string_view() : need_name(name, argument);
}

std::string_view need_text(const char* data, std::size_t size, const char* argument) {
  if (size == 0) return {};
  if (data == nullptr) throw UsageFault("binding_null", {argument});
  if (size == POINTSBANK_TO_NUL) size = std::strlen(data);
  if (size > POINTSBANK_MOST_BYTES) {
    throw UsageFault("binding_too_long", {argument, std::to_string(POINTSBANK_MOST_BYTES)});
  }
  return {data, size};
}

SourceView need_source(const pointsbank_source* source, const char* argument) {
  if (source == nullptr) throw UsageFault("binding_null", {argument});
  const std::string_view name = optional_name(source->name, argument);
  return {source->name == nullptr ? "text" : name, need_text(source->data, source->size, argument)};
}

std::vector<SourceView> need_sources(const pointsbank_source* sources, std::size_t count, const char* argument) {
  if (count > most_names) throw UsageFault("binding_too_many", {argument, std::to_string(most_names)});
  if (count > 0 && sources == nullptr) throw UsageFault("binding_null", {argument});
  std::vector<SourceView> views;
  for (std::size_t i = 0; i < count; ++i) views.push_back(need_source(sources + i, argument));
  return views;
}

void check_struct_size(std::size_t given, std::size_t known, const void* bytes, const char* argument) {
  constexpr std::size_t most = 4'096;
  if (given < known || given > most) {
    throw UsageFault("binding_struct_size", {argument, std::to_string(given), std::to_string(known)});
  }
  const char* const begin = static_cast<const char*>(bytes);
  if (std::any_of(begin + known, begin + given, [](char byte) { return byte != 0; })) {
    throw UsageFault("binding_struct_later", {argument, POINTSBANK_VERSION});
  }
}

Language language_of(pointsbank_language language) {
  if (language == POINTSBANK_ENGLISH) return Language::en;
  if (language == POINTSBANK_CHINESE) return Language::zh;
  throw UsageFault("binding_number", {"language", std::to_string(language), "POINTSBANK_ENGLISH, POINTSBANK_CHINESE"});
}

bool is_json(pointsbank_form form) {
  if (form == POINTSBANK_JSON) return true;
  static_cast<void>(language_of_form(form));
  return false;
}

Language language_of_form(pointsbank_form form) {
  if (form == POINTSBANK_TEXT_ENGLISH) return Language::en;
  if (form == POINTSBANK_TEXT_CHINESE) return Language::zh;
  throw UsageFault("binding_number",
                   {"form", std::to_string(form), "POINTSBANK_JSON, POINTSBANK_TEXT_ENGLISH, POINTSBANK_TEXT_CHINESE"});
}

int threads_of(std::int32_t threads) {
  constexpr std::int32_t most = 256;
  if (threads < 0 || threads > most) throw UsageFault("binding_number", {"threads", std::to_string(threads), "0–256"});
  return threads == 0 ? 1 : threads;
}

bool flag_of(std::int32_t flag, const char* argument) {
  if (flag != 0 && flag != 1) throw UsageFault("binding_number", {argument, std::to_string(flag), "0, 1"});
  return flag == 1;
}

}  // namespace pointsbank::c
