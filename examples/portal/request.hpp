// What comes in and what goes out, without a word of the HTTP library.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "html.hpp"

namespace portal {

/// Names and values of a form or a query; of a name that comes twice the first value counts.
class Fields {
 public:
  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  [[nodiscard]] std::string_view operator[](std::string_view name) const noexcept;  ///< empty where it is not there
  [[nodiscard]] bool has(std::string_view name) const noexcept;
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& rows() const noexcept { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct Upload {
  std::string field;
  std::string bytes;  ///< what the browser called the file is not kept
};

struct Request {
  std::string method;   ///< GET (also for HEAD) or POST
  std::string path;     ///< decoded
  std::string address;  ///< from where
  Fields query;
  Fields form;  ///< of a POST, read after it is known who asks
  std::vector<Upload> uploads;
  std::map<std::string, std::string, std::less<>> parts;  ///< of the route's {name}s
  std::map<std::string, std::string, std::less<>> cookies;

  [[nodiscard]] const std::string& part(std::string_view name) const { return parts.find(name)->second; }
};

struct Reply {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  ///< beside those that every reply has
};

/// After something was done: the browser asks for `to`, and loading it again does nothing twice.
[[nodiscard]] Reply redirect(const Address& to);

}  // namespace portal
