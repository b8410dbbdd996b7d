#include "bank/ahead.hpp"

#include <algorithm>

#include "bank/settings.hpp"

namespace pointsbank::bank {

namespace {

constexpr std::size_t date_size = 10;

}  // namespace

Ahead::Ahead(store::Store& store) : store_(store), kept_(store.setting(settings::ahead).value_or("")) {
  for (std::size_t begin = 0; begin < kept_.size();) {
    const std::size_t end = std::min(kept_.find('\n', begin), kept_.size());
    const std::string line = kept_.substr(begin, end - begin);
    const std::optional<Date> date = Date::parse(line.substr(0, date_size));
    // What cannot be read is looked at as soon as can be.
    if (line.size() > date_size + 1) note(line.substr(date_size + 1), date.value_or(Date::always()));
    begin = end + 1;
  }
}

void Ahead::forget(const std::vector<std::string>* households) {
  if (households == nullptr) {
    days_.clear();
  } else {
    for (const std::string& household : *households) days_.erase(household);
  }
}

void Ahead::note(std::string_view household, Date date) {
  const auto [day, is_new] = days_.try_emplace(std::string(household), date);
  if (!is_new) day->second = std::min(day->second, date);
}

std::vector<std::string> Ahead::households_until(Date date) const {
  std::vector<std::string> households;
  for (const auto& [household, day] : days_) {
    if (day <= date) households.push_back(household);
  }
  return households;
}

void Ahead::keep() {
  std::string lines;
  for (const auto& [household, day] : days_) lines.append(day.to_string()).append(" ").append(household).append("\n");
  if (lines != kept_) store_.set(settings::ahead, lines);
  kept_ = std::move(lines);
}

}  // namespace pointsbank::bank
