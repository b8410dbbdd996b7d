// The stylesheet and the icon: what everybody may have, and keep.
#include "layout.hpp"
#include "pages/pages.hpp"

namespace portal {

namespace {

Reply kept_file(std::string_view type, std::string_view bytes) {
  Reply reply;
  reply.type = type;
  reply.body = bytes;
  reply.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  return reply;
}

constexpr std::string_view icon =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#a3282e"/>)"
    R"(<path d="M16 5.5l3.1 6.6 7.2.9-5.3 5 1.4 7.1L16 21.6l-6.4 3.5 1.4-7.1-5.3-5 7.2-.9z" fill="#ffe9b8"/></svg>)";

}  // namespace

void add_static_files(Router& router) {
  router.get("/style.css", Access::anyone(), [](Call&) { return kept_file("text/css; charset=utf-8", stylesheet()); });
  router.get("/icon.svg", Access::anyone(), [](Call&) { return kept_file("image/svg+xml", icon); });
  router.get("/favicon.ico", Access::anyone(), [](Call&) { return redirect(Address("/icon.svg")); });
}

}  // namespace portal
