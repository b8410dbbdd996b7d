// Work off the event loop: a promise, a way to stop it, and what is told of its progress.
//
//   return start<Events>(info, [=](Watch& watch) { return read_events(...); },    // on a thread of the pool
//                        [](Napi::Env env, Events& events) { return ...; });      // back on JavaScript's own
//
// The first argument of every task is {token, progress}: both may be missing.
#pragma once

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "addon.hpp"
#include "errors.hpp"

namespace pointsbank::node {

/// Says to a task that nobody wants its result any more.
struct Token {
  std::atomic<bool> is_cancelled = false;
};

/// What the library's progress callbacks call, from the task's thread.
class Watch {
 public:
  /// On JavaScript's thread. `options`: {token, progress(stage, thousandths)}.
  Watch(Napi::Env env, const Napi::Object& options);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch();

  /// What is told is told of this part of the work from now on.
  void begin(const char* stage);
  /// False: stop. Tells JavaScript at most ten times a second.
  [[nodiscard]] bool tell(std::uint64_t done, std::uint64_t total);
  [[nodiscard]] bool tell(int thousandths) { return tell(static_cast<std::uint64_t>(thousandths), 1000); }
  /// Throws Cancelled where the work is to stop.
  void check() const;

 private:
  using Clock = std::chrono::steady_clock;

  std::shared_ptr<Token> token_;
  Napi::ThreadSafeFunction progress_;
  bool has_progress_ = false;
  const char* stage_ = "";
  Clock::time_point told_{};
};

template <class Result>
class Task : public Napi::AsyncWorker {
 public:
  using Work = std::function<Result(Watch&)>;
  using Convert = std::function<Napi::Value(Napi::Env, Result&)>;

  Task(Napi::Env env, const Napi::Object& options, Work work, Convert convert)
      : Napi::AsyncWorker(env),
        promise_(Napi::Promise::Deferred::New(env)),
        watch_(std::make_unique<Watch>(env, options)),
        work_(std::move(work)),
        convert_(std::move(convert)) {}

  [[nodiscard]] Napi::Promise promise() const { return promise_.Promise(); }

 private:
  void Execute() override {
    try {
      watch_->check();
      result_.emplace(work_(*watch_));
    } catch (...) {
      thrown_ = std::current_exception();
    }
    work_ = nullptr;  // what it holds may be large, and is let go of here rather than on the event loop
  }

  void OnOK() override {
    const Napi::HandleScope scope(Env());
    watch_.reset();
    try {
      settle();
    } catch (const Napi::Error&) {
      // The worker thread is being ended: nobody waits for the promise any more.
    }
  }

  void settle() {
    if (!thrown_) {
      try {
        promise_.Resolve(convert_(Env(), *result_));
        return;
      } catch (const Napi::Error& error) {
        promise_.Reject(error.Value());
        return;
      } catch (...) {
        thrown_ = std::current_exception();
      }
    }
    promise_.Reject(to_javascript(Env(), thrown_));
  }

  Napi::Promise::Deferred promise_;
  std::unique_ptr<Watch> watch_;
  Work work_;
  Convert convert_;
  std::optional<Result> result_;
  std::exception_ptr thrown_;
};

template <class Result>
Napi::Value start(const Napi::CallbackInfo& info, typename Task<Result>::Work work,
                  typename Task<Result>::Convert convert) {
  auto* const task = new Task<Result>(info.Env(), info[0].As<Napi::Object>(), std::move(work), std::move(convert));
  task->Queue();  // it deletes itself
  return task->promise();
}

/// What a task without a result gives.
struct Nothing {};
[[nodiscard]] inline Napi::Value undefined(Napi::Env env, Nothing&) { return env.Undefined(); }

void add_tokens(Napi::Object exports);

}  // namespace pointsbank::node
