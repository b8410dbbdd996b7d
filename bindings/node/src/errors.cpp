#include "errors.hpp"

#include <new>

#include "pointsbank/bank_faults.hpp"

namespace pointsbank::node {

namespace {

Napi::Object issue_of(Napi::Env env, const Issue& issue) {
  const std::string sentences[] = {issue.sentence(Language::zh), issue.sentence(Language::en)};
  const std::string whole[] = {issue.to_string(Language::zh), issue.to_string(Language::en)};
  Napi::Object object = Napi::Object::New(env);
  object.Set("code", text(env, issue.code));
  object.Set("severity", issue.severity == Severity::error ? "error" : "warning");
  object.Set("file", text(env, issue.place.file));
  object.Set("line", Napi::Number::New(env, issue.place.line));
  object.Set("column", Napi::Number::New(env, issue.place.column));
  object.Set("pointer", text(env, issue.place.pointer));
  object.Set("sentence", both_languages(env, sentences[0], sentences[1]));
  object.Set("text", both_languages(env, whole[0], whole[1]));
  return object;
}

Napi::Object described(Napi::Env env, const char* kind, std::string_view zh, std::string_view en,
                       const Issues& issues = {}) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("kind", kind);
  object.Set("message", both_languages(env, zh, en));
  object.Set("issues", issues_of(env, issues));
  return object;
}

Napi::Object described(Napi::Env env, const char* kind, const Issues& issues) {
  std::string lines[2];
  for (const Issue& issue : issues) {
    const char* const before = &issue == &issues.front() ? "" : "\n";
    lines[0].append(before).append(issue.to_string(Language::zh));
    lines[1].append(before).append(issue.to_string(Language::en));
  }
  return described(env, kind, lines[0], lines[1], issues);
}

}  // namespace

Napi::Array issues_of(Napi::Env env, const Issues& issues) {
  Napi::Array array = Napi::Array::New(env, issues.size());
  for (std::size_t i = 0; i < issues.size(); ++i) {
    const Napi::HandleScope scope(env);
    array.Set(static_cast<std::uint32_t>(i), issue_of(env, issues[i]));
  }
  return array;
}

Napi::Object to_javascript(Napi::Env env, const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Cancelled& error) {
    return described(env, "CancelledError", "已取消", error.what());
  } catch (const bank::UnknownOutcomeError& error) {
    return described(env, "UnknownOutcomeError", {error.issue()});
  } catch (const bank::BusyError& error) {
    return described(env, "BusyError", {error.issue()});
  } catch (const bank::StorageError& error) {
    return described(env, "StorageError", {error.issue()});
  } catch (const bank::StoreError& error) {
    return described(env, "StoreError", error.issues());
  } catch (const RuleListError& error) {
    return described(env, "RuleListError", error.issues());
  } catch (const OverflowError& error) {
    return described(env, "OverflowError", error.issues());
  } catch (const InputError& error) {
    return described(env, "InputError", error.issues());
  } catch (const UsageError& error) {
    return described(env, "UsageError", error.what(), error.what());
  } catch (const std::bad_alloc&) {
    return described(env, "MachineError", "内存不足", "there is not enough memory");
  } catch (const std::exception& error) {
    return described(env, "MachineError", error.what(), error.what());
  }
}

}  // namespace pointsbank::node
