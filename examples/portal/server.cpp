#include "server.hpp"

#include <httplib.h>
#include <sys/socket.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "dispatcher.hpp"
#include "photos.hpp"

namespace portal {

namespace {

constexpr std::size_t most_fields = 200;
constexpr std::size_t longest_path = 2048;

/// A fixed number of threads. A connection that finds all of them busy and the queue full waits with the system, which
/// turns away what it cannot hold.
class BoundedPool final : public httplib::TaskQueue {
 public:
  BoundedPool(std::size_t threads, std::size_t longest) : longest_(longest) {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
  }

  void enqueue(std::function<void()> job) override {
    std::unique_lock lock(mutex_);
    has_room_.wait(lock, [this] { return jobs_.size() < longest_ || is_over_; });
    jobs_.push_back(std::move(job));
    has_job_.notify_one();
  }

  void shutdown() override {
    {
      const std::unique_lock lock(mutex_);
      is_over_ = true;
    }
    has_job_.notify_all();
    has_room_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  void work() {
    while (true) {
      std::function<void()> job;
      {
        std::unique_lock lock(mutex_);
        has_job_.wait(lock, [this] { return !jobs_.empty() || is_over_; });
        if (jobs_.empty()) return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      has_room_.notify_one();
      job();
    }
  }

  std::size_t longest_;
  std::mutex mutex_;
  std::condition_variable has_job_, has_room_;
  std::deque<std::function<void()>> jobs_;
  bool is_over_ = false;
  std::vector<std::thread> threads_;
};

std::string decoded(std::string_view text) {
  std::string out;
  const auto digit = [](char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out.push_back(' ');
    } else if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out.push_back(static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

/// `a=1&b=2`; false where there are too many.
bool read_fields(std::string_view text, Fields& fields) {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.empty()) continue;
    if (++count > most_fields) return false;
    const std::size_t middle = std::min(one.find('='), one.size());
    fields.add(decoded(one.substr(0, middle)), decoded(one.substr(std::min(middle + 1, one.size()))));
  }
  return true;
}

std::map<std::string, std::string, std::less<>> read_cookies(std::string_view text) {
  std::map<std::string, std::string, std::less<>> cookies;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    const std::size_t middle = one.find('=');
    if (middle != std::string_view::npos) cookies.emplace(one.substr(0, middle), one.substr(middle + 1));
  }
  return cookies;
}

/// A form with files, part by part. What is too much is read and thrown away, so that the answer can be heard.
bool read_parts(const httplib::ContentReader& body_reader, Request& request, std::size_t largest) {
  std::string name;
  std::string content;
  bool is_file = false;
  bool is_good = true;
  std::size_t whole = 0;
  std::size_t parts = 0;
  const auto end_part = [&] {
    if (name.empty()) return;
    if (!is_file) {
      request.form.add(std::move(name), std::move(content));
    } else if (!content.empty()) {  // a field for a photo that was left empty
      request.uploads.push_back({std::move(name), std::move(content)});
    }
    name.clear();
    content.clear();
  };
  const bool is_read = body_reader(
      [&](const httplib::MultipartFormData& part) {
        end_part();
        name = part.name;
        is_file = !part.filename.empty() || !part.content_type.empty();
        is_good = is_good && ++parts <= most_fields;
        return true;
      },
      [&](const char* data, std::size_t size) {
        whole += size;
        is_good = is_good && whole <= largest;
        if (is_good) content.append(data, size);
        return true;
      });
  end_part();
  return is_read && is_good;
}

bool read_whole(const httplib::ContentReader& body_reader, Request& request, std::size_t largest) {
  std::string body;
  bool is_good = true;
  const bool is_read = body_reader([&](const char* data, std::size_t size) {
    is_good = is_good && body.size() + size <= largest;
    if (is_good) body.append(data, size);
    return true;
  });
  return is_read && is_good && read_fields(body, request.form);
}

bool read_body(const httplib::Request& from, const httplib::ContentReader& body_reader, Request& request,
               std::size_t largest) {
  return from.is_multipart_form_data() ? read_parts(body_reader, request, largest)
                                       : read_whole(body_reader, request, largest);
}

}  // namespace

struct Server::State {
  explicit State(Site& the_site) : site(the_site), dispatcher(the_site) {}

  Incoming incoming_of(const httplib::Request& from) const {
    Incoming incoming;
    incoming.request.method = from.method == "HEAD" ? "GET" : from.method;
    incoming.request.path = from.path;
    incoming.request.address = from.remote_addr;
    if (site.options.is_behind_proxy) {
      // The last one is what our own proxy saw; those before it are what anybody may have written.
      const std::string forwarded = from.get_header_value("X-Forwarded-For");
      const std::size_t comma = forwarded.rfind(',');
      std::string last = comma == std::string::npos ? forwarded : forwarded.substr(comma + 1);
      while (last.starts_with(' ')) last.erase(0, 1);
      if (!last.empty()) incoming.request.address = last;
    }
    const std::size_t mark = from.target.find('?');
    if (mark != std::string::npos) {
      static_cast<void>(read_fields(std::string_view(from.target).substr(mark + 1), incoming.request.query));
    }
    incoming.request.cookies = read_cookies(from.get_header_value("Cookie"));
    incoming.host = from.get_header_value("Host");
    incoming.origin = from.get_header_value("Origin");
    incoming.fetch_site = from.get_header_value("Sec-Fetch-Site");
    return incoming;
  }

  static void send(Reply reply, httplib::Response& to) {
    to.status = reply.status;
    for (auto& [name, value] : reply.headers) to.headers.emplace(std::move(name), std::move(value));
    if (reply.body.empty()) return;
    // By a provider, so that the library does not compress: a page holds secrets beside what others may have typed.
    const auto body = std::make_shared<std::string>(std::move(reply.body));
    to.set_content_provider(body->size(), reply.type,
                            [body](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                              return sink.write(body->data() + offset, length);
                            });
  }

  /// Ends the connection: what follows on it cannot be told from what belongs to this request.
  static void hang_up(httplib::Response& to) {
    to.status = 400;
    to.set_content_provider(1, "text/plain", [](std::size_t, std::size_t, httplib::DataSink&) { return false; });
  }

  void answer(const httplib::Request& from, httplib::Response& to, const httplib::ContentReader* body_reader) {
    Incoming incoming = incoming_of(from);
    bool is_read = false;
    incoming.read_body = [&](Request& request, std::size_t largest) {
      is_read = true;
      return read_body(from, *body_reader, request, largest);
    };
    Reply reply = dispatcher.answer(std::move(incoming));
    if (body_reader != nullptr && !is_read) {  // thrown away, so that the answer can be heard
      Request nobodys;
      static_cast<void>(read_body(from, *body_reader, nobodys, 0));
    }
    send(std::move(reply), to);
  }

  Site& site;
  Dispatcher dispatcher;
  httplib::Server server;
  int listening = -1;  ///< the socket
};

Server::Server(Site& site) : state_(std::make_unique<State>(site)) {
  httplib::Server& server = state_->server;
  State& state = *state_;
  const auto threads = static_cast<std::size_t>(site.options.connections);
  server.new_task_queue = [threads] { return new BoundedPool(threads, threads); };
  server.set_tcp_nodelay(true);
  server.set_socket_options([&state](int socket) {
    const int yes = 1;  // a portal that is started again has its port at once
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    state.listening = socket;
  });
  server.set_keep_alive_max_count(1000);
  server.set_keep_alive_timeout(5);
  server.set_read_timeout(10);
  server.set_write_timeout(10);
  server.set_payload_max_length(Photos::most_of_a_claim * Photos::largest + 1024 * 1024);
  // Everything but POST is answered before the library matches patterns, which it does by recursion.
  server.set_pre_routing_handler([&state](const httplib::Request& from, httplib::Response& to) {
    const bool has_body = from.has_header("Content-Length") || from.has_header("Transfer-Encoding");
    if (from.method == "POST") {
      if (from.path.size() > longest_path || from.has_header("Transfer-Encoding") ||
          from.get_header_value_count("Content-Length") != 1) {
        state.hang_up(to);
      } else {
        return httplib::Server::HandlerResponse::Unhandled;
      }
    } else if (has_body && from.get_header_value("Content-Length") != "0") {
      state.hang_up(to);
    } else if (from.path.size() > longest_path) {
      to.status = 414;
    } else if ((from.method != "GET" && from.method != "HEAD") || from.has_header("Range")) {
      to.status = from.has_header("Range") ? 416 : 405;
    } else {
      state.answer(from, to, nullptr);
    }
    return httplib::Server::HandlerResponse::Handled;
  });
  server.Post("[^]*", [&state](const httplib::Request& from, httplib::Response& to,
                               const httplib::ContentReader& body_reader) { state.answer(from, to, &body_reader); });
}

Server::~Server() = default;

void Server::run(const std::function<void(int port)>& is_ready) {
  const Options& options = state_->site.options;
  if (!state_->server.bind_to_port(options.listen, options.port)) {
    throw pointsbank::MachineError("cannot listen on " + options.listen + ":" + std::to_string(options.port) +
                                   " (is another portal running there?)");
  }
  // The library asks for a queue of five, and a sixth browser at once would be heard a second later.
  constexpr int longest_queue = 512;
  if (::listen(state_->listening, longest_queue) != 0) throw pointsbank::MachineError("cannot listen for many at once");
  is_ready(options.port);
  if (!state_->server.listen_after_bind()) throw pointsbank::MachineError("the server could not go on listening");
}

void Server::stop() noexcept { state_->server.stop(); }

}  // namespace portal
