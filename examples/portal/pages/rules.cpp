// The rule list as it hangs on the wall: the library's own notice, made from the book that is in force.
#include <map>
#include <mutex>

#include "layout.hpp"
#include "pages/pages.hpp"
#include "pointsbank/notice.hpp"

namespace portal {

namespace {

/// A page by itself, with its style in it and nothing that runs.
Reply show(Call& call) {
  static std::mutex mutex;
  static std::map<Language, std::string> made;
  Reply reply;
  {
    const std::unique_lock lock(mutex);
    std::string& notice = made[call.language];
    if (notice.empty()) notice = to_notice(call.site.village.program(), pointsbank::NoticeFormat::html, call.language);
    reply.body = notice;
  }
  reply.headers.emplace_back("Content-Security-Policy",
                             "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'");
  return reply;
}

}  // namespace

void add_rules(Router& router) { router.get("/rules", Access::signed_in(), show); }

}  // namespace portal
