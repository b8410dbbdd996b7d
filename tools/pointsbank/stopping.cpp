#include "stopping.hpp"

#include <csignal>
#include <initializer_list>

namespace pointsbank::command {

namespace {

volatile std::sig_atomic_t asked = 0;

void remember(int signal) { asked = signal; }

}  // namespace

void listen_to_signals() noexcept {
  struct sigaction action {};
  action.sa_handler = remember;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // a second signal ends the process at once
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    // What the caller told us to ignore stays ignored.
    if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
  // A reader that has gone and a file that may not grow are errors of writing, with a sentence and an exit code.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

bool is_asked_to_stop() noexcept { return asked != 0; }

void end_by_signal() noexcept {
  if (asked == 0) return;
  std::signal(asked, SIG_DFL);
  std::raise(asked);
}

}  // namespace pointsbank::command
