#include "bank/settings.hpp"

#include <string>

namespace pointsbank::bank::settings {

namespace {

constexpr std::string_view beginning = "always";

}  // namespace

std::optional<Date> date(store::Store& store, std::string_view name) {
  const std::optional<std::string> text = store.setting(name);
  if (!text) return std::nullopt;
  return *text == beginning ? Date::always() : Date::parse(*text);
}

void set_date(store::Store& store, std::string_view name, Date date) {
  store.set(name, date == Date::always() ? std::string(beginning) : date.to_string());
}

void lower_date(store::Store& store, std::string_view name, Date date) {
  const std::optional<Date> there = settings::date(store, name);
  if (!there || date < *there) set_date(store, name, date);
}

}  // namespace pointsbank::bank::settings
