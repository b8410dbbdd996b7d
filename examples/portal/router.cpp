#include "router.hpp"

#include <algorithm>
#include <optional>

namespace portal {

namespace {

using Parts = std::map<std::string, std::string, std::less<>>;

std::string_view next_part(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('/'), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

bool matches(std::string_view pattern, std::string_view path, Parts& parts) {
  Parts found;
  if (std::count(pattern.begin(), pattern.end(), '/') != std::count(path.begin(), path.end(), '/')) return false;
  while (!pattern.empty() || !path.empty()) {
    const std::string_view wanted = next_part(pattern);
    const std::string_view given = next_part(path);
    if (wanted.starts_with('{')) {
      if (given.empty()) return false;
      found.emplace(wanted.substr(1, wanted.size() - 2), given);
    } else if (wanted != given) {
      return false;
    }
  }
  parts = std::move(found);
  return true;
}

}  // namespace

std::string_view Fields::operator[](std::string_view name) const noexcept {
  const auto found =
      std::find_if(fields_.begin(), fields_.end(), [&](const auto& field) { return field.first == name; });
  return found == fields_.end() ? std::string_view() : std::string_view(found->second);
}

bool Fields::has(std::string_view name) const noexcept {
  return std::any_of(fields_.begin(), fields_.end(), [&](const auto& field) { return field.first == name; });
}

std::vector<std::string_view> Fields::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : fields_) {
    if (key == name) values.emplace_back(value);
  }
  return values;
}

Reply redirect(const Address& to) {
  Reply reply;
  reply.status = 303;
  reply.headers.emplace_back("Location", to.text());
  return reply;
}

void Router::get(std::string pattern, Access access, std::function<Reply(Call&)> handler) {
  add({"GET", std::move(pattern), access, std::move(handler)});
}

void Router::post(std::string pattern, Access access, std::function<Reply(Call&)> handler) {
  add({"POST", std::move(pattern), access, std::move(handler)});
}

void Router::add(Route route) { routes_.push_back(std::move(route)); }

void Router::menu(Literal address, Words words, Access access) { menu_.push_back({address, std::move(words), access}); }

Router::Found Router::find(std::string_view method, std::string_view path, Parts& parts) const {
  Found found;
  for (const Route& route : routes_) {
    if (!matches(route.pattern, path, parts)) continue;
    if (route.method == method) return {&route, false};
    found.is_other_method = true;
  }
  return found;
}

}  // namespace portal
