// Which page answers which address, and who may ask.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "access.hpp"
#include "request.hpp"
#include "words.hpp"

namespace portal {

struct Call;

struct Route {
  std::string method;   ///< `GET` or `POST`
  std::string pattern;  ///< `/claims/{event}`: {…} is one part, found by `call.request.part("event")`
  Access access;
  std::function<Reply(Call&)> handler;
  std::size_t largest_body = 64 * 1024;
  bool needs_token = true;  ///< of a POST: the form's token; false for nothing but what changes nothing
};

struct MenuItem {
  Literal address;
  Words words;
  Access access;
};

class Router {
 public:
  void get(std::string pattern, Access access, std::function<Reply(Call&)> handler);
  void post(std::string pattern, Access access, std::function<Reply(Call&)> handler);
  void add(Route route);
  /// An entry of the menu, in the order of the calls, for those who may see it.
  void menu(Literal address, Words words, Access access);

  struct Found {
    const Route* route = nullptr;  ///< none: no such page
    bool is_other_method = false;
  };
  [[nodiscard]] Found find(std::string_view method, std::string_view path,
                           std::map<std::string, std::string, std::less<>>& parts) const;
  [[nodiscard]] const std::vector<MenuItem>& menu_items() const noexcept { return menu_; }

 private:
  std::vector<Route> routes_;
  std::vector<MenuItem> menu_;
};

}  // namespace portal
