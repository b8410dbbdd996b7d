// A phone: a browser as far as the portal can tell. Keeps cookies, reads forms and sends them back filled in.
//
// Belongs to one thread. A request that gets no answer has the status 0: the portal was away, or did not speak in time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace httplib {
class Client;
}

namespace portal_load {

struct Page {
  int status = 0;
  std::string body;
  std::string location;  ///< where a redirect leads
};

using Fields = std::vector<std::pair<std::string, std::string>>;

/// A photo that goes with a form.
struct Photo {
  std::string field;
  std::string bytes;
};

class Phone {
 public:
  explicit Phone(int port);
  ~Phone();
  Phone(Phone&&) noexcept;

  [[nodiscard]] Page get(const std::string& address);
  /// `multipart/form-data`, as forms that can carry photos are sent.
  [[nodiscard]] Page post(const std::string& address, const Fields& fields, const std::vector<Photo>& photos);
  [[nodiscard]] Page post(const std::string& address, const Fields& fields);

  /// True where somebody is signed in afterwards.
  [[nodiscard]] bool sign_in(const std::string& name, const std::string& password);

 private:
  template <class Result>
  Page page_of(const Result& result);

  int port_;
  std::unique_ptr<httplib::Client> client_;
  std::map<std::string, std::string> cookies_;
};

/// The hidden fields of the page's form that goes to `address`.
[[nodiscard]] Fields hidden_fields(std::string_view page, std::string_view address);

}  // namespace portal_load
