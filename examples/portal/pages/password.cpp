// Changing one's password: asked for at the first sign-in with one that somebody else gave.
#include "dispatcher.hpp"
#include "layout.hpp"
#include "pages/pages.hpp"

namespace portal {

namespace {

constexpr std::size_t shortest = 8;
constexpr std::size_t longest = 200;

Reply password_page(const Call& call, int status, const Html& said) {
  Html content = said;
  if (call.who().must_change_password) {
    content.add(element("p", {},
                        call.say("这个密码是村里发的，请换成只有您自己知道的。",
                                 "The village gave you this password. Take one that only you know.")));
  }
  const auto password_field = [](Literal name, std::string_view label, Literal completion, std::string_view hint = {}) {
    return field({.name = name,
                  .label = std::string(label),
                  .type = "password",
                  .hint = std::string(hint),
                  .is_required = true,
                  .completion = completion});
  };
  content.add(form(call, Address("/password"),
                   password_field("old", call.say("现在的密码", "The password now"), "current-password"),
                   password_field("new", call.say("新密码", "The new password"), "new-password",
                                  call.say("至少 8 个字", "At least 8 characters")),
                   password_field("again", call.say("再写一次新密码", "The new password again"), "new-password"),
                   button(call.say("换密码", "Change it"))));
  return page(call, status, call.say("换密码", "Change the password"), content);
}

Reply change(Call& call) {
  const std::string_view old_one = call.request.form["old"];
  const std::string_view new_one = call.request.form["new"];
  std::string_view wrong;
  if (new_one.size() < shortest || new_one.size() > longest) {
    wrong = call.say("新密码要 8 到 200 个字。", "The new password takes 8 to 200 characters.");
  } else if (new_one != call.request.form["again"]) {
    wrong = call.say("两次写的新密码不一样。", "The new password was written in two different ways.");
  } else if (new_one == old_one || new_one == call.who().name) {
    wrong = call.say("请换一个不同的密码。", "Take a different password.");
  } else {
    // Counted like signing in: somebody at a phone left lying about should not have it easier.
    const Accounts::Attempt attempt = call.site.accounts.sign_in(call.who().name, old_one, call.request.address);
    if (!attempt.account)
      wrong =
          call.say("现在的密码不对，或者试的次数太多了。", "The password now is not right, or was tried too often.");
  }
  if (!wrong.empty()) return password_page(call, 422, notice(Tone::bad, wrong));
  call.site.accounts.change_password(call.who().name, new_one);
  const std::string session = call.site.accounts.begin_session(call.who().name);
  Reply reply = redirect(Address("/"));
  reply.headers.emplace_back("Set-Cookie",
                             cookie(call.site.options, "session", session, call.site.options.sessions.whole_seconds));
  return reply;
}

}  // namespace

void add_password(Router& router) {
  router.get("/password", Access::signed_in(), [](Call& call) { return password_page(call, 200, {}); });
  router.post("/password", Access::signed_in(), change);
}

}  // namespace portal
