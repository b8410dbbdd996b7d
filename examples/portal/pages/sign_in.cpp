// Signing in and out.
#include "dispatcher.hpp"
#include "layout.hpp"
#include "pages/pages.hpp"
#include "secrets.hpp"

namespace portal {

namespace {

constexpr std::size_t longest_password = 200;

/// Where to go afterwards: a path of this site, or the first page.
Address next_of(std::string_view path) {
  const bool is_ours = path.size() > 1 && path.size() < 300 && path.front() == '/' && path[1] != '/' &&
                       path[1] != '\\' && !path.starts_with("/sign-");
  return is_ours ? Address::of_path(path) : Address("/");
}

Reply sign_in_page(const Call& call, int status, const Html& said, std::string_view name, std::string_view next) {
  Html content = said;
  content.add(
      form(call, Address("/sign-in"),
           field({.name = "name",
                  .label = std::string(call.say("登录名", "Name")),
                  .value = std::string(name),
                  .hint = std::string(call.say("村里发的登录名，例如 zhang", "The one that the village gave you")),
                  .is_required = true,
                  .longest = 64,
                  .completion = "username"}),
           field({.name = "password",
                  .label = std::string(call.say("密码", "Password")),
                  .type = "password",
                  .is_required = true,
                  .completion = "current-password"}),
           hidden("next", next), button(call.say("登录", "Sign in"))),
      element("p", {{"class", "hint"}},
              call.say("忘了密码，请找村里的经办员重设。",
                       "Forgot the password? A clerk of the village can set a new one.")));
  return page(call, status, call.say("登录", "Sign in"), content);
}

Reply show(Call& call) {
  if (call.account) return redirect(Address("/"));
  return sign_in_page(call, 200, {}, {}, call.request.query["next"]);
}

Reply sign_in(Call& call) {
  const std::string_view name = call.request.form["name"];
  const std::string_view password = call.request.form["password"];
  const std::string_view next = call.request.form["next"];
  Accounts::Attempt attempt;
  if (name.size() <= 64 && password.size() <= longest_password) {
    attempt = call.site.accounts.sign_in(name, password, call.request.address);
  }
  if (attempt.wait_seconds > 0) {
    const std::string minutes = std::to_string((attempt.wait_seconds + 59) / 60);
    const std::string text = call.language == Language::zh
                                 ? "试的次数太多了，请过 " + minutes + " 分钟再试。"
                                 : "Too many tries. Wait " + minutes + " minute(s), then try again.";
    Reply reply = sign_in_page(call, 429, notice(Tone::bad, text), name, next);
    reply.headers.emplace_back("Retry-After", std::to_string(attempt.wait_seconds));
    return reply;
  }
  if (!attempt.account) {
    const Html said = notice(Tone::bad, call.say("登录名或密码不对。", "The name or the password is not right."));
    return sign_in_page(call, 403, said, name, next);
  }
  // A new id: whatever was in the browser before, somebody else may know.
  const std::string session = call.site.accounts.begin_session(attempt.account->name);
  Reply reply = redirect(attempt.account->must_change_password ? Address("/password") : next_of(next));
  const std::int64_t seconds = call.site.options.sessions.whole_seconds;
  reply.headers.emplace_back("Set-Cookie", cookie(call.site.options, "session", session, seconds));
  reply.headers.emplace_back("Set-Cookie", cookie(call.site.options, "visitor", "", 0));
  return reply;
}

Reply sign_out(Call& call) {
  call.site.accounts.end_session(call.session);
  Reply reply = redirect(Address("/sign-in"));
  reply.headers.emplace_back("Set-Cookie", cookie(call.site.options, "session", "", 0));
  reply.headers.emplace_back("Clear-Site-Data", "\"cache\"");
  return reply;
}

}  // namespace

void add_sign_in(Router& router) {
  router.get("/sign-in", Access::anyone(), show);
  router.post("/sign-in", Access::anyone(), sign_in);
  router.post("/sign-out", Access::signed_in(), sign_out);
}

}  // namespace portal
