#include "dispatcher.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>

#include "layout.hpp"
#include "pointsbank/bank_faults.hpp"
#include "secrets.hpp"

namespace portal {

namespace {

namespace bank = pointsbank::bank;

constexpr std::size_t longest_path = 512;
constexpr std::int64_t a_year = 365 * 24 * 3600;

bool is_plain_text(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x20 || byte == 0x7F;
  });
}

bool is_hex(std::string_view text, std::size_t length) {
  return text.size() == length && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Something went wrong that loading the page again may mend; what was typed stays, with its key.
Reply try_again(const Call& call, int status, std::string_view why) {
  Html content = notice(Tone::bad, why);
  if (call.request.method == "POST") {
    Html kept = hidden("token", call.token());
    for (const auto& [name, value] : call.request.form.rows()) {
      if (name == "token") continue;
      kept.add(element("input", {{"type", "hidden"}, {"name", name}, {"value", value}}));
    }
    content.add(element("p", {}, call.say("请放心：再试一次不会重复办理。", "Trying again does nothing twice.")),
                element("form", {{"method", "post"}, {"action", Address::of_path(call.request.path)}}, kept,
                        button(call.say("再试一次", "Try again"))));
  } else {
    content.add(link_button(Address::of_path(call.request.path), call.say("再试一次", "Try again")));
  }
  return page(call, status, call.say("请稍候", "One moment"), content);
}

Reply message_page(const Call& call, int status, std::string_view title, std::string_view text) {
  return page(call, status, title,
              element("p", {}, text).add(link_button(Address("/"), call.say("回首页", "To the first page"))));
}

Reply not_found(const Call& call) {
  return message_page(
      call, 404, call.say("没有这一页", "There is no such page"),
      call.say("地址可能写错了，或者这一项已经不在了。", "The address may be wrong, or it is no longer there."));
}

Reply forbidden(const Call& call) {
  return message_page(call, 403, call.say("您不能看这一页", "This page is not for you"),
                      call.say("各户的账只给本户和村里的工作人员看。",
                               "A household's lines are for that household and the village's officers alone."));
}

Reply bad_form(const Call& call) {
  return message_page(
      call, 403, call.say("这张表单不能用", "This form cannot be used"),
      call.say("它不是从本站的页面交来的，或者放得太久了。请回到那一页，重新填一次。",
               "It did not come from a page of this site, or it is too old. Go back to the page and fill "
               "it in again."));
}

}  // namespace

std::string cookie(const Options& options, std::string_view name, std::string_view value, std::int64_t seconds) {
  std::string text(name);
  text.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Lax; Max-Age=").append(std::to_string(seconds));
  if (options.is_https) text.append("; Secure");
  return text;
}

Dispatcher::Dispatcher(Site& site) : site_(site) {
  const std::string port = ":" + std::to_string(site.options.port);
  for (const char* const name : {"127.0.0.1", "localhost", "[::1]"}) origins_.push_back("http://" + (name + port));
  origins_.insert(origins_.end(), site.options.origins.begin(), site.options.origins.end());
  for (const std::string& origin : origins_) {
    const std::size_t begin = origin.find("://");
    hosts_.push_back(origin.substr(begin == std::string::npos ? 0 : begin + 3));
  }
}

bool Dispatcher::is_known_host(std::string_view host) const {
  return std::find(hosts_.begin(), hosts_.end(), host) != hosts_.end();
}

/// A browser says where a form comes from; one that says nothing is old, and the token alone has to do.
bool Dispatcher::is_own_origin(const Incoming& incoming) const {
  if (!incoming.fetch_site.empty() && incoming.fetch_site != "same-origin") return false;
  if (incoming.origin.empty()) return true;
  return std::find(origins_.begin(), origins_.end(), incoming.origin) != origins_.end() &&
         incoming.origin.ends_with("://" + incoming.host);
}

/// The session, or for somebody without one an id to which the sign-in form is bound; the language.
void Dispatcher::recognise(Call& call, Reply& reply) {
  const auto& cookies = call.request.cookies;
  if (const auto found = cookies.find("session"); found != cookies.end() && is_hex(found->second, 64)) {
    call.account = site_.accounts.account_of_session(found->second);
    if (call.account) call.session = found->second;
  }
  if (!call.account) {
    const auto found = cookies.find("visitor");
    const bool is_known = found != cookies.end() && is_hex(found->second, 64);
    call.session = is_known ? found->second : random_hex(32);
    if (!is_known) reply.headers.emplace_back("Set-Cookie", cookie(site_.options, "visitor", call.session, 3600));
  }
  std::string_view wanted = call.request.query["lang"];
  if (wanted == "zh" || wanted == "en") {
    reply.headers.emplace_back("Set-Cookie", cookie(site_.options, "lang", wanted, a_year));
  } else if (const auto found = cookies.find("lang"); found != cookies.end()) {
    wanted = found->second;
  }
  call.language = wanted == "en" ? Language::en : Language::zh;
}

Reply Dispatcher::answer(Incoming incoming) {
  Reply beside;
  std::unique_ptr<Call> call;
  Reply reply;
  try {
    call = std::make_unique<Call>(site_, std::move(incoming.request), site_.clock.now());
    const bool is_strange = call->request.path.size() > longest_path || !is_plain_text(call->request.path) ||
                            !call->request.path.starts_with('/');
    if (is_strange || !is_known_host(incoming.host)) {
      reply.status = 400;
      reply.type = "text/plain; charset=utf-8";
      reply.body = "This site is not called so.\n";
      add_headers(*call, reply);
      return reply;
    }
    recognise(*call, beside);
    const Router::Found found = site_.router.find(call->request.method, call->request.path, call->request.parts);
    if (found.route != nullptr) {
      reply = answer_route(*call, incoming, *found.route);
    } else {
      reply = not_found(*call);
      if (found.is_other_method) reply.status = 405;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    reply = {};
    reply.status = 500;
    reply.type = "text/plain; charset=utf-8";
    reply.body = "系统出错，请稍后再试。 Something is wrong on our side; try again later.\n";
  }
  reply.headers.insert(reply.headers.begin(), beside.headers.begin(), beside.headers.end());
  if (call) add_headers(*call, reply);
  return reply;
}

Reply Dispatcher::answer_route(Call& call, Incoming& incoming, const Route& route) {
  if (route.access.kind != Access::Kind::anyone) {
    if (!call.account) {
      const Address sign_in("/sign-in");
      if (call.request.method != "GET" || call.request.path == "/") return redirect(sign_in);
      return redirect(sign_in.with("next", call.request.path));
    }
    const bool is_allowed =
        route.access.kind == Access::Kind::signed_in || call.account->roles.meets(route.access.roles);
    if (!is_allowed) return forbidden(call);
    const bool is_way_out = route.pattern == "/password" || route.pattern == "/sign-out";
    if (call.account->must_change_password && !is_way_out) return redirect(Address("/password"));
  }
  if (call.request.method == "POST") {
    if (!is_own_origin(incoming)) return bad_form(call);
    if (!incoming.read_body(call.request, route.largest_body)) {
      return message_page(call, 413, call.say("内容太大", "Too large"),
                          call.say("请换小一点的照片，或者少传几张。", "Take a smaller photo, or fewer of them."));
    }
    const std::string given = unmasked(call.request.form["token"]);
    const std::string wanted = unmasked(call.token());
    if (route.needs_token && !is_same_secret(given, wanted)) return bad_form(call);
  }
  return run(call, route);
}

Reply Dispatcher::run(Call& call, const Route& route) {
  try {
    return route.handler(call);
  } catch (const NotFound&) {
    return not_found(call);
  } catch (const Forbidden&) {
    return forbidden(call);
  } catch (const BadForm&) {
    return bad_form(call);
  } catch (const bank::BusyError& error) {
    return try_again(call, 503, error.issue().sentence(call.language));
  } catch (const bank::StorageError& error) {  // an unknown outcome among them
    if (call.lease_) call.lease_->close();
    std::fprintf(stderr, "%s\n", error.what());
    return try_again(call, 503, error.issue().sentence(call.language));
  } catch (const bank::StoreError& error) {
    if (call.lease_) call.lease_->close();
    throw;
  } catch (const pointsbank::InputError& error) {
    // A question that was asked wrongly: an id that is not there.
    return not_found(call);
  }
}

void Dispatcher::add_headers(const Call& call, Reply& reply) const {
  const auto has = [&](std::string_view name) {
    return std::any_of(reply.headers.begin(), reply.headers.end(), [&](const auto& one) { return one.first == name; });
  };
  const auto add = [&](const char* name, const char* value) {
    if (!has(name)) reply.headers.emplace_back(name, value);
  };
  add("Content-Security-Policy",
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
      "'none'");
  add("X-Content-Type-Options", "nosniff");
  add("X-Frame-Options", "DENY");
  add("Referrer-Policy", "same-origin");
  add("Cross-Origin-Opener-Policy", "same-origin");
  add("Cross-Origin-Resource-Policy", "same-origin");
  add("Permissions-Policy", "geolocation=(), microphone=(), camera=()");
  if (site_.options.is_https) add("Strict-Transport-Security", "max-age=31536000");
  add("Cache-Control", "no-store");
  if (call.language == Language::zh) add("Content-Language", "zh-CN");
  // What a header may not hold is not sent at all.
  for (const auto& [name, value] : reply.headers) {
    if (is_plain_text(name) && is_plain_text(value)) continue;
    reply = {};
    reply.status = 500;
    reply.type = "text/plain";
    return;
  }
}

}  // namespace portal
