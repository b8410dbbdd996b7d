#include "task.hpp"

namespace pointsbank::node {

namespace {

/// What one call of the progress function is told.
struct Told {
  const char* stage;
  int thousandths;
};

void call(Napi::Env env, Napi::Function function, Told* told) {
  const std::unique_ptr<Told> own(told);
  if (static_cast<napi_env>(env) == nullptr) return;  // JavaScript has ended meanwhile
  try {
    function.Call({Napi::String::New(env, told->stage), Napi::Number::New(env, told->thousandths)});
  } catch (const Napi::Error&) {
    // It ends just now; lib/native.js lets nothing else through.
  }
}

}  // namespace

Watch::Watch(Napi::Env env, const Napi::Object& options) {
  const Napi::Value token = options.Get("token");
  if (token.IsExternal()) token_ = held_by<Token>(token);
  const Napi::Value progress = options.Get("progress");
  if (!progress.IsFunction()) return;
  constexpr std::size_t most_waiting = 64;  // more than that JavaScript does not take up in time, and need not know
  progress_ = Napi::ThreadSafeFunction::New(env, progress.As<Napi::Function>(), "pointsbank progress", most_waiting, 1);
  has_progress_ = true;
}

Watch::~Watch() {
  if (has_progress_) progress_.Release();
}

void Watch::begin(const char* stage) {
  stage_ = stage;
  told_ = {};
}

bool Watch::tell(std::uint64_t done, std::uint64_t total) {
  if (token_ && token_->is_cancelled.load(std::memory_order_relaxed)) return false;
  if (!has_progress_) return true;
  constexpr auto pause = std::chrono::milliseconds(100);
  const Clock::time_point now = Clock::now();
  if (now - told_ < pause) return true;
  told_ = now;
  const std::uint64_t part = total < 1000 ? done * 1000 / std::max<std::uint64_t>(total, 1) : done / (total / 1000);
  auto told = std::make_unique<Told>(Told{stage_, static_cast<int>(std::min<std::uint64_t>(part, 1000))});
  if (progress_.NonBlockingCall(told.get(), call) == napi_ok) static_cast<void>(told.release());
  return true;
}

void Watch::check() const {
  if (token_ && token_->is_cancelled.load(std::memory_order_relaxed)) throw Cancelled();
}

void add_tokens(Napi::Object exports) {
  const Napi::Env env = exports.Env();
  exports.Set("newToken", Napi::Function::New(env, [](const Napi::CallbackInfo& info) {
                return held(info.Env(), std::make_shared<Token>());
              }));
  exports.Set("cancel", Napi::Function::New(env, [](const Napi::CallbackInfo& info) {
                held_by<Token>(info[0])->is_cancelled.store(true, std::memory_order_relaxed);
              }));
}

}  // namespace pointsbank::node
