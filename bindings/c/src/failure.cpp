#include "failure.hpp"

#include <filesystem>
#include <new>
#include <string_view>
#include <utility>

#include "handles.hpp"
#include "json_text.hpp"
#include "pointsbank/bank_faults.hpp"

namespace pointsbank::c {

namespace {

/// What a thread's last failure had to say. The fixed texts are for when there is no memory for others.
struct LastError {
  std::string en, zh, issues;
  const char* fixed_en = "";
  const char* fixed_zh = "";
  bool is_fixed = true;
};

thread_local LastError last_error;

constexpr const char* no_memory_en = "there is not enough memory";
constexpr const char* no_memory_zh = "内存不足";

void remember(std::string en, std::string zh, std::string issues = "[]") {
  last_error = {std::move(en), std::move(zh), std::move(issues), "", "", false};
}

void remember(const std::exception& error) {
  std::string text = as_utf8(error.what());
  remember(text, text);
}

void remember(const Issues& issues) {
  std::string en, zh;
  for (const Issue& issue : issues) {
    const std::string_view before = en.empty() ? "" : "\n";
    en.append(before).append(as_utf8(issue.to_string(Language::en)));
    zh.append(before).append(as_utf8(issue.to_string(Language::zh)));
  }
  remember(std::move(en), std::move(zh), to_json(issues));
}

void remember_fixed(const char* en, const char* zh) noexcept {
  last_error.fixed_en = en;
  last_error.fixed_zh = zh;
  last_error.is_fixed = true;
}

/// The status of what is being handled, in the order from the special to the general.
pointsbank_status remembered() {
  try {
    throw;
  } catch (const Cancelled&) {
    remember("cancelled: the progress function returned 0", "已取消：进度函数返回了 0");
    return POINTSBANK_CANCELLED;
  } catch (const UsageFault& fault) {
    remember(Issues{fault.issue()});
    return POINTSBANK_USAGE;
  } catch (const bank::BusyError& error) {
    remember(Issues{error.issue()});
    return POINTSBANK_BUSY;
  } catch (const bank::UnknownOutcomeError& error) {
    remember(Issues{error.issue()});
    return POINTSBANK_UNKNOWN_OUTCOME;
  } catch (const bank::StorageError& error) {
    remember(Issues{error.issue()});
    return POINTSBANK_MACHINE;
  } catch (const InputError& error) {
    remember(error.issues());
    return POINTSBANK_WRONG_INPUT;
  } catch (const UsageError& error) {
    remember(error);
    return POINTSBANK_USAGE;
  } catch (const MachineError& error) {
    remember(error);
    return POINTSBANK_MACHINE;
  } catch (const std::filesystem::filesystem_error& error) {
    remember(error);
    return POINTSBANK_MACHINE;
  } catch (const std::bad_alloc&) {
    remember_fixed(no_memory_en, no_memory_zh);
    return POINTSBANK_MACHINE;
  } catch (const OutcomeUnknown&) {
    remember_fixed("there is not enough memory; give the same command with the same key again",
                   "内存不足，请用同一个键重发同一条命令");
    return POINTSBANK_UNKNOWN_OUTCOME;
  } catch (const std::exception& error) {
    remember(error);
    return POINTSBANK_INTERNAL;
  } catch (...) {
    remember_fixed("something was thrown that is no exception of this library", "抛出了本库之外的异常");
    return POINTSBANK_INTERNAL;
  }
}

Issue issue_of(std::string code, std::vector<std::string> arguments) {
  Issue issue;
  issue.code = std::move(code);
  issue.arguments = std::move(arguments);
  return issue;
}

}  // namespace

UsageFault::UsageFault(std::string code, std::vector<std::string> arguments)
    : UsageFault(issue_of(std::move(code), std::move(arguments))) {}
UsageFault::UsageFault(Issue issue) : UsageError(issue.sentence(Language::en)), issue_(std::move(issue)) {}

pointsbank_status status_of_exception() noexcept {
  try {
    return remembered();
  } catch (...) {  // no memory for the sentence
    remember_fixed(no_memory_en, no_memory_zh);
    return POINTSBANK_MACHINE;
  }
}

std::string to_json(const Issues& issues) {
  std::string out = "[";
  for (const Issue& issue : issues) {
    out.append(out.size() == 1 ? "{" : ",\n {");
    append_member(out, "code", issue.code);
    append_member(out, "severity", issue.severity == Severity::error ? "error" : "warning");
    append_member(out, "file", issue.place.file);
    append_raw_member(out, "line", std::to_string(issue.place.line));
    append_raw_member(out, "column", std::to_string(issue.place.column));
    append_member(out, "pointer", issue.place.pointer);
    append_raw_member(out, "sentence", both_languages(issue.sentence(Language::zh), issue.sentence(Language::en)));
    if (issue.hint.empty()) {
      append_raw_member(out, "hint", "null");
    } else {
      const Issue hint = issue_of(issue.hint, issue.hint_arguments);
      append_raw_member(out, "hint", both_languages(hint.sentence(Language::zh), hint.sentence(Language::en)));
    }
    out.push_back('}');
  }
  return out.append("]");
}

}  // namespace pointsbank::c

using pointsbank::c::last_error;

const char* pointsbank_last_error(pointsbank_language language) noexcept {
  const bool is_chinese = language == POINTSBANK_CHINESE;
  if (last_error.is_fixed) return is_chinese ? last_error.fixed_zh : last_error.fixed_en;
  return is_chinese ? last_error.zh.c_str() : last_error.en.c_str();
}

const char* pointsbank_last_issues_json() noexcept { return last_error.is_fixed ? "[]" : last_error.issues.c_str(); }

static_assert(std::string_view(POINTSBANK_VERSION) == POINTSBANK_PROJECT_VERSION, "pointsbank.h says another version");
const char* pointsbank_version() noexcept { return POINTSBANK_VERSION; }

size_t pointsbank_open_handles() noexcept { return pointsbank::c::Handles::open(); }
