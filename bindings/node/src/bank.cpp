// The bank: a file that is open. Commands and questions come in as the library's JSON.
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "pointsbank/bank.hpp"
#include "pointsbank/bank_json.hpp"
#include "task.hpp"

namespace pointsbank::node {

namespace {

Moment moment_of(const std::string& text) {
  if (const std::optional<Moment> moment = Moment::parse(text)) return *moment;
  throw UsageError("at is `" + text + "`; a moment is written like 2026-03-05T20:15:00+08:00");
}

/// A bank as JavaScript holds it: open until it is closed, or until nobody holds it any more.
/// lib/bank.js calls one after another; the lock is there so that no caller can break the library's promise.
struct BankHandle {
  explicit BankHandle(bank::Bank opened) : bank(std::move(opened)) {}
  std::mutex guard;
  std::optional<bank::Bank> bank;
};

template <class Work>
auto with_bank(BankHandle& handle, Work work) {
  const std::lock_guard lock(handle.guard);
  if (!handle.bank) throw UsageError("the bank is closed");
  return std::invoke(work, *handle.bank);
}

using Opened = std::shared_ptr<BankHandle>;

bank::BankOptions options_of(const Napi::Object& object) {
  bank::BankOptions options;
  options.busy_milliseconds = object.Get("busyMilliseconds").As<Napi::Number>().Int32Value();
  options.threads = object.Get("threads").As<Napi::Number>().Int32Value();
  options.read_only = object.Get("readOnly").ToBoolean();
  return options;
}

Napi::Value described(Napi::Env env, Opened& handle) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("handle", held(env, handle));
  object.Set("id", text(env, handle->bank->id()));
  return object;
}

/// (task, {file, id, by, at, busyMilliseconds, threads}) → {handle, id}.
Napi::Value create_bank(const Napi::CallbackInfo& info) {
  const auto fields = info[1].As<Napi::Object>();
  return start<Opened>(
      info,
      [file = text_of(fields, "file"), id = text_of(fields, "id"), by = text_of(fields, "by"),
       at = text_of(fields, "at"), options = options_of(fields)](Watch&) {
        return std::make_shared<BankHandle>(bank::Bank::create(file, id, by, moment_of(at), options));
      },
      described);
}

/// (task, {file, busyMilliseconds, threads, readOnly}) → {handle, id}.
Napi::Value open_bank(const Napi::CallbackInfo& info) {
  const auto fields = info[1].As<Napi::Object>();
  return start<Opened>(
      info,
      [file = text_of(fields, "file"), options = options_of(fields)](Watch&) {
        return std::make_shared<BankHandle>(bank::Bank::open(file, options));
      },
      described);
}

/// (task, handle): lets go of the file. What is called afterwards finds no bank.
Napi::Value close_bank(const Napi::CallbackInfo& info) {
  return start<Nothing>(
      info,
      [handle = held_by<BankHandle>(info[1])](Watch&) {
        const std::lock_guard lock(handle->guard);
        handle->bank.reset();
        return Nothing{};
      },
      undefined);
}

/// (task, handle) → decimals of points, of the rule book that is in force.
Napi::Value decimals_of(const Napi::CallbackInfo& info) {
  return start<int>(
      info, [handle = held_by<BankHandle>(info[1])](Watch&) { return with_bank(*handle, &bank::Bank::decimals); },
      [](Napi::Env env, int& decimals) { return Napi::Number::New(env, decimals); });
}

/// {code, replayed, values, sentence}. Values are texts, also those that JSON has as numbers: JavaScript would make
/// floating-point numbers of amounts.
Napi::Object to_javascript(Napi::Env env, const bank::Answer& answer) {
  Napi::Object values = Napi::Object::New(env);
  for (const bank::Answer::Value& value : answer.values) values.Set(text(env, value.name), text(env, value.text));
  Napi::Object object = Napi::Object::New(env);
  object.Set("code", text(env, answer.code));
  object.Set("replayed", Napi::Boolean::New(env, answer.replayed));
  object.Set("values", values);
  object.Set("sentence", both_languages(env, answer.sentence(Language::zh), answer.sentence(Language::en)));
  return object;
}

/// (task, handle, JSON) → answer.
Napi::Value execute_one(const Napi::CallbackInfo& info) {
  return start<bank::Answer>(
      info,
      [handle = held_by<BankHandle>(info[1]), json = text_of(info[2])](Watch&) {
        const bank::Command command = bank::read_command(json);
        return with_bank(*handle, [&](bank::Bank& bank) { return bank.execute(command); });
      },
      [](Napi::Env env, bank::Answer& answer) { return to_javascript(env, answer); });
}

/// Those that cannot be read have their answer at once; the others share one sync.
std::vector<bank::Answer> execute_all(BankHandle& handle, const std::vector<std::string>& texts) {
  std::vector<bank::Answer> answers(texts.size());
  std::vector<bank::Command> commands;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    try {
      commands.push_back(bank::read_command(texts[i]));
      places.push_back(i);
    } catch (const InputError& error) {
      answers[i] = bank::wrong_input(error.issues());
    }
  }
  std::vector<bank::Answer> found = with_bank(handle, [&](bank::Bank& bank) { return bank.execute(commands); });
  for (std::size_t i = 0; i < found.size(); ++i) answers[places[i]] = std::move(found[i]);
  return answers;
}

/// (task, handle, [JSON]) → [answer].
Napi::Value execute_many(const Napi::CallbackInfo& info) {
  const auto array = info[2].As<Napi::Array>();
  std::vector<std::string> texts;
  for (std::uint32_t i = 0; i < array.Length(); ++i) texts.push_back(text_of(array.Get(i)));
  return start<std::vector<bank::Answer>>(
      info,
      [handle = held_by<BankHandle>(info[1]), texts = std::move(texts)](Watch&) { return execute_all(*handle, texts); },
      [](Napi::Env env, std::vector<bank::Answer>& answers) {
        Napi::Array found = Napi::Array::New(env, answers.size());
        for (std::size_t i = 0; i < answers.size(); ++i) {
          const Napi::HandleScope scope(env);
          found.Set(static_cast<std::uint32_t>(i), to_javascript(env, answers[i]));
        }
        return found;
      });
}

/// (task, handle, JSON, threads) → JSON, or a text for people.
Napi::Value ask(const Napi::CallbackInfo& info) {
  const auto work = [handle = held_by<BankHandle>(info[1]), json = text_of(info[2]),
                     threads = info[3].As<Napi::Number>().Int32Value()](Watch& watch) {
    watch.begin("verifying");  // the one question that tells of its progress
    bank::AskOptions options;
    options.threads = threads;
    options.progress = [&watch](std::uint64_t done, std::uint64_t total) { return watch.tell(done, total); };
    return with_bank(*handle, [&](bank::Bank& bank) { return bank::ask(bank, json, options); });
  };
  return start<std::string>(info, work, [](Napi::Env env, std::string& answer) { return text(env, answer); });
}

}  // namespace

void add_bank(Napi::Object exports) {
  const auto add = [&](const char* name, Napi::Value (*function)(const Napi::CallbackInfo&)) {
    exports.Set(name, Napi::Function::New(exports.Env(), function));
  };
  add("createBank", create_bank);
  add("openBank", open_bank);
  add("closeBank", close_bank);
  add("decimals", decimals_of);
  add("execute", execute_one);
  add("executeMany", execute_many);
  add("ask", ask);
}

}  // namespace pointsbank::node
