// The bank: commands and questions as JSON.
#include <atomic>
#include <mutex>
#include <new>
#include <optional>
#include <thread>

#include "arguments.hpp"
#include "json_text.hpp"
#include "objects.hpp"
#include "pointsbank/bank.hpp"
#include "pointsbank/bank_json.hpp"
#include "pointsbank/proof.hpp"
#include "report.hpp"

namespace pointsbank::c {

namespace {

struct BankObject {
  using Handle = pointsbank_bank;
  static constexpr Kind kind = Kind::bank;

  BankObject(bank::Bank opened, const pointsbank_bank_options& given)
      : bank(std::move(opened)), options(given), threads(threads_of(given.threads)) {}

  bank::Bank bank;
  pointsbank_bank_options options;
  int threads;
  std::mutex mutex;
  std::atomic<std::thread::id> user{};
};

/// One call's turn at a bank.
class Turn {
 public:
  explicit Turn(const pointsbank_bank* handle) : object_(object_of<BankObject>(handle, "bank")) {
    // Only this thread can have written its own id: it asks from within its own progress function.
    if (object_->user.load() == std::this_thread::get_id()) throw UsageFault("binding_bank_at_work", {});
    lock_ = std::unique_lock(object_->mutex);
    object_->user.store(std::this_thread::get_id());
  }
  ~Turn() { object_->user.store(std::thread::id{}); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  [[nodiscard]] BankObject& object() const noexcept { return *object_; }
  [[nodiscard]] bank::Bank& bank() const noexcept { return object_->bank; }

 private:
  std::shared_ptr<BankObject> object_;
  std::unique_lock<std::mutex> lock_;
};

bank::BankOptions options_of(const pointsbank_bank_options& given) {
  bank::BankOptions options;
  if (given.busy_milliseconds < -1) {
    throw UsageFault("binding_number", {"busy_milliseconds", std::to_string(given.busy_milliseconds), "≥ -1"});
  }
  if (given.busy_milliseconds != 0)
    options.busy_milliseconds = given.busy_milliseconds < 0 ? 0 : given.busy_milliseconds;
  options.threads = threads_of(given.threads);
  options.read_only = flag_of(given.read_only, "read_only");
  static_cast<void>(flag_of(given.may_read_files, "may_read_files"));
  return options;
}

Moment moment_of(const char* at) {
  const std::string_view text = need_name(at, "at");
  const std::optional<Moment> moment = Moment::parse(text);
  if (!moment) throw UsageFault("binding_no_moment", {"at", std::string(text)});
  return *moment;
}

[[noreturn]] void no_such_file(const std::string& name, const std::vector<SourceView>& files) {
  std::string known;
  for (const SourceView& file : files) known.append(known.empty() ? "" : ", ").append(file.name);
  Issue issue;
  issue.code = "binding_no_file";
  issue.place.file = name;
  issue.arguments = {name};
  if (!known.empty()) {
    issue.hint = "known_words";
    issue.hint_arguments = {known};
  }
  throw InputError({std::move(issue)});
}

/// How a command's files are found: among those handed over with it, then on the disk, if that is allowed.
bank::ReadCommandOptions reading_options(const BankObject& object, const std::vector<SourceView>& files) {
  bank::ReadCommandOptions options;
  options.read_file = [&files, may_read = object.options.may_read_files == 1](const std::string& name) {
    for (const SourceView& file : files) {
      if (file.name == name) return std::string(file.text);
    }
    if (!may_read) no_such_file(name, files);
    return read_source(name).text;
  };
  return options;
}

/// Acts and gives the answer. Where there was no memory, nobody knows whether for the command or for its answer.
template <class Act>
void give_outcome(pointsbank_text** out, const Act& act) {
  try {
    give_text(out, act());
  } catch (const std::bad_alloc&) {
    throw OutcomeUnknown{};
  }
}

proof::Document document_of(const pointsbank_source* source, const char* argument) {
  const SourceView view = need_source(source, argument);
  return {std::string(view.name), std::string(view.text)};
}

}  // namespace

}  // namespace pointsbank::c

namespace c = pointsbank::c;
namespace bank = pointsbank::bank;

pointsbank_status pointsbank_bank_create(const char* file, const char* id, const char* by, const char* at,
                                         const pointsbank_bank_options* options, pointsbank_bank** bank) noexcept {
  return c::guarded([&] {
    c::need_place(bank, "bank");
    const pointsbank_bank_options given = c::optional_struct(options, "options");
    const bank::BankOptions opening = c::options_of(given);
    c::give<c::BankObject>(
        bank, std::make_shared<c::BankObject>(bank::Bank::create(c::need_name(file, "file"), c::need_name(id, "id"),
                                                                 c::need_name(by, "by"), c::moment_of(at), opening),
                                              given));
  });
}

pointsbank_status pointsbank_bank_open(const char* file, const pointsbank_bank_options* options,
                                       pointsbank_bank** bank) noexcept {
  return c::guarded([&] {
    c::need_place(bank, "bank");
    const pointsbank_bank_options given = c::optional_struct(options, "options");
    const bank::BankOptions opening = c::options_of(given);
    c::give<c::BankObject>(
        bank, std::make_shared<c::BankObject>(bank::Bank::open(c::need_name(file, "file"), opening), given));
  });
}

pointsbank_status pointsbank_bank_close(pointsbank_bank* bank) noexcept {
  return c::guarded([&] { c::release<c::BankObject>(bank, "bank"); });
}

pointsbank_status pointsbank_bank_describe(pointsbank_bank* bank, pointsbank_text** description) noexcept {
  return c::guarded([&] {
    c::need_place(description, "description");
    const c::Turn turn(bank);
    std::string out = "{";
    c::append_member(out, "id", turn.bank().id());
    c::append_raw_member(out, "decimals", std::to_string(turn.bank().decimals()));
    c::append_member(out, "utc_offset", pointsbank::utc_offset_to_string(turn.bank().utc_offset()));
    c::give_text(description, out.append("}\n"));
  });
}

pointsbank_status pointsbank_bank_execute(pointsbank_bank* bank, const char* command, size_t size,
                                          pointsbank_text** answer) noexcept {
  return pointsbank_bank_execute_with_files(bank, command, size, nullptr, 0, answer);
}

pointsbank_status pointsbank_bank_execute_with_files(pointsbank_bank* bank, const char* command, size_t size,
                                                     const pointsbank_source* files, size_t count,
                                                     pointsbank_text** answer) noexcept {
  return c::guarded([&] {
    c::need_place(answer, "answer");
    const std::string_view text = c::need_text(command, size, "command");
    const std::vector<c::SourceView> beside = c::need_sources(files, count, "files");
    const c::Turn turn(bank);
    c::give_outcome(answer,
                    [&] { return bank::execute_json(turn.bank(), text, c::reading_options(turn.object(), beside)); });
  });
}

pointsbank_status pointsbank_bank_execute_many(pointsbank_bank* bank, const char* commands, size_t size,
                                               pointsbank_text** answers) noexcept {
  return c::guarded([&] {
    c::need_place(answers, "answers");
    const std::string_view text = c::need_text(commands, size, "commands");
    const std::vector<c::SourceView> none;
    const c::Turn turn(bank);
    c::give_outcome(
        answers, [&] { return bank::execute_json_batch(turn.bank(), text, c::reading_options(turn.object(), none)); });
  });
}

pointsbank_status pointsbank_bank_ask(pointsbank_bank* bank, const char* question, size_t size,
                                      pointsbank_text** answer) noexcept {
  return c::guarded([&] {
    c::need_place(answer, "answer");
    const std::string_view text = c::need_text(question, size, "question");
    const c::Turn turn(bank);
    const c::BankObject& object = turn.object();
    bank::AskOptions options;
    options.threads = object.threads;
    options.progress = c::progress_of(object.options.progress, object.options.context);
    c::give_text(answer, bank::ask(turn.bank(), text, options));
  });
}

pointsbank_status pointsbank_check_slip(const pointsbank_source* slip, const pointsbank_source* sheet,
                                        pointsbank_text** issues) noexcept {
  return c::guarded([&] {
    c::need_place(issues, "issues");
    c::give_text(issues, c::report_of(pointsbank::proof::check_slip(c::document_of(slip, "slip"),
                                                                    c::document_of(sheet, "sheet"))));
  });
}

pointsbank_status pointsbank_check_sheet(const pointsbank_source* sheet, const pointsbank_source* before,
                                         pointsbank_text** issues) noexcept {
  return c::guarded([&] {
    c::need_place(issues, "issues");
    const pointsbank::proof::Document document = c::document_of(sheet, "sheet");
    if (before == nullptr) return c::give_text(issues, c::report_of(pointsbank::proof::check_sheet(document)));
    const pointsbank::proof::Document previous = c::document_of(before, "before");
    c::give_text(issues, c::report_of(pointsbank::proof::check_sheet(document, &previous)));
  });
}
