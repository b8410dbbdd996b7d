#include "phone.hpp"

#include <httplib.h>

namespace portal_load {

namespace {

std::string attribute_of(std::string_view tag, std::string_view name) {
  const std::string begin = " " + std::string(name) + "=\"";
  const std::size_t at = tag.find(begin);
  if (at == std::string_view::npos) return {};
  const std::size_t from = at + begin.size();
  return std::string(tag.substr(from, tag.find('"', from) - from));
}

httplib::Headers headers_with(const std::map<std::string, std::string>& cookies) {
  std::string text;
  for (const auto& [name, value] : cookies) text += (text.empty() ? "" : "; ") + name + "=" + value;
  httplib::Headers headers;
  if (!text.empty()) headers.emplace("Cookie", text);
  return headers;
}

}  // namespace

Phone::Phone(int port) : port_(port), client_(std::make_unique<httplib::Client>("127.0.0.1", port)) {
  client_->set_keep_alive(true);
  client_->set_tcp_nodelay(true);
  client_->set_follow_location(false);
  client_->set_connection_timeout(10);
  client_->set_read_timeout(30);
}
Phone::~Phone() = default;
Phone::Phone(Phone&&) noexcept = default;

template <class Result>
Page Phone::page_of(const Result& result) {
  Page page;
  if (!result) return page;
  page.status = result->status;
  page.body = result->body;
  page.location = result->get_header_value("Location");
  for (std::size_t i = 0; i < result->get_header_value_count("Set-Cookie"); ++i) {
    const std::string cookie = result->get_header_value("Set-Cookie", i);
    const std::size_t sign = cookie.find('=');
    cookies_[cookie.substr(0, sign)] = cookie.substr(sign + 1, cookie.find(';') - sign - 1);
  }
  return page;
}

Page Phone::get(const std::string& address) { return page_of(client_->Get(address, headers_with(cookies_))); }

Page Phone::post(const std::string& address, const Fields& fields, const std::vector<Photo>& photos) {
  httplib::MultipartFormDataItems items;
  for (const auto& [name, value] : fields) items.push_back({name, value, {}, {}});
  for (const Photo& photo : photos) items.push_back({photo.field, photo.bytes, "photo.png", "image/png"});
  return page_of(client_->Post(address, headers_with(cookies_), items));
}

Page Phone::post(const std::string& address, const Fields& fields) {
  httplib::Params params;
  for (const auto& [name, value] : fields) params.emplace(name, value);
  return page_of(client_->Post(address, headers_with(cookies_), params));
}

bool Phone::sign_in(const std::string& name, const std::string& password) {
  const Page form = get("/sign-in");
  Fields fields = hidden_fields(form.body, "/sign-in");
  fields.emplace_back("name", name);
  fields.emplace_back("password", password);
  return post("/sign-in", fields).status == 303 && get("/").status == 200;
}

Fields hidden_fields(std::string_view page, std::string_view address) {
  Fields fields;
  const std::string action = "action=\"" + std::string(address) + "\"";
  const std::size_t form = page.find(action);
  if (form == std::string_view::npos) return fields;
  const std::size_t end = page.find("</form>", form);
  for (std::size_t at = page.find("<input", form); at < end; at = page.find("<input", at + 1)) {
    const std::string_view tag = page.substr(at, page.find('>', at) - at);
    if (attribute_of(tag, "type") == "hidden")
      fields.emplace_back(attribute_of(tag, "name"), attribute_of(tag, "value"));
  }
  return fields;
}

}  // namespace portal_load
