// A bank's file, and commands one by one or in batches: a transaction, a savepoint each, and the answer kept under the
// command's key in the same transaction.
#include "pointsbank/bank.hpp"

#include <utility>

#include "bank/answers.hpp"
#include "bank/requests.hpp"
#include "bank/work.hpp"

namespace pointsbank::bank {

namespace {

store::OpenOptions store_options(const BankOptions& options, bool create) {
  store::OpenOptions opened;
  opened.create = create;
  opened.read_only = options.read_only;
  opened.busy_milliseconds = options.busy_milliseconds;
  opened.vfs = options.vfs;
  return opened;
}

/// Undoes what one command did, unless it is kept. What cannot be undone alone ends with the transaction.
class Savepoint {
 public:
  explicit Savepoint(store::Store& store) : store_(store) { store_.savepoint(); }
  ~Savepoint() {
    if (is_over_) return;
    try {
      store_.roll_back_to_savepoint();
    } catch (
        ...) {  // another exception is on its way, which ends the transaction or is followed by a command that fails
    }
  }
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  void keep() {
    is_over_ = true;
    store_.release();
  }
  void undo() {
    is_over_ = true;
    store_.roll_back_to_savepoint();
  }

 private:
  store::Store& store_;
  bool is_over_ = false;
};

Answer named(const Command& command, Answer answer) {
  answer.values.insert(answer.values.begin(), {"command", std::string(name_of(command.request))});
  return answer;
}

/// Carries a command out, or takes back what it began and journals the refusal.
Answer carry_out_or_refuse(Bank::State& state, const Command& command) {
  Savepoint savepoint(*state.store);
  try {
    Work work(state, command.by, command.at);
    Answer answer = std::visit([&](const auto& request) { return carry_out(work, request); }, command.request);
    savepoint.keep();
    return named(command, std::move(answer));
  } catch (const Refusal& refusal) {
    savepoint.undo();
    Work work(state, command.by, command.at);
    work.write(
        journal::Refused{command.by, command.at, std::string(name_of(command.request)), refusal.code, command.key});
    return named(command, {refusal.code, refusal.values, false});
  }
}

/// Within a transaction. InputError leaves no trace.
Answer answer_to(Bank::State& state, const Command& command) {
  check_form(command);
  std::string request = request_bytes(command);
  if (const std::optional<store::KeptAnswer> kept = state.store->kept_answer(command.key)) {
    if (kept->request != request)
      return named(command, {"key_reused", {{"field", differing_field(command, kept->request)}}, false});
    std::optional<Answer> answer = answer_of_json(kept->answer);
    if (!answer) throw store::StoreError(issue_of("bank_damaged_answer", {}, {command.key}));
    answer->replayed = true;
    return *std::move(answer);
  }
  Answer answer = carry_out_or_refuse(state, command);
  state.store->keep_answer({command.key, std::move(request), answer.to_json()});
  return answer;
}

}  // namespace

Bank::Bank(std::unique_ptr<State> state) : state_(std::move(state)) {}
Bank::Bank(Bank&&) noexcept = default;
Bank& Bank::operator=(Bank&&) noexcept = default;
Bank::~Bank() = default;

Bank Bank::create(const std::filesystem::path& file, std::string_view id, std::string_view by, Moment at,
                  const BankOptions& options) {
  need_id("id", id);
  need_id("by", by);
  auto state = std::make_unique<State>();
  state->options = options;
  state->id = id;
  state->store = store::open_sqlite(file, store_options(options, true));
  state->in_transaction([&] {
    Work work(*state, std::string(by), at);
    work.write(journal::Created{std::string(by), at, std::string(id)});
    state->store->set("bank", id);
  });
  return Bank(std::move(state));
}

Bank Bank::open(const std::filesystem::path& file, const BankOptions& options) {
  auto state = std::make_unique<State>();
  state->options = options;
  state->store = store::open_sqlite(file, store_options(options, false));
  std::optional<std::string> id = state->store->setting("bank");
  if (!id) throw store::StoreError(issue_of("bank_not_created", {file.string(), 0, 0, {}}));
  state->id = *std::move(id);
  // So that `decimals` and `utc_offset` are known; each command looks again.
  static_cast<void>(Work(*state, {}, {}).has_book());
  return Bank(std::move(state));
}

const std::string& Bank::id() const noexcept { return state_->id; }
int Bank::decimals() const noexcept { return state_->book ? state_->book->program->decimals() : 0; }
int Bank::utc_offset() const noexcept { return state_->book ? state_->book->program->table_format().utc_offset : 480; }

Answer Bank::execute(const Command& command) {
  return state_->in_transaction([&] { return answer_to(*state_, command); });
}

std::vector<Answer> Bank::execute(std::span<const Command> commands) {
  return state_->in_transaction([&] {
    std::vector<Answer> answers;
    answers.reserve(commands.size());
    for (const Command& command : commands) {
      try {
        answers.push_back(answer_to(*state_, command));
      } catch (const store::StoreError&) {
        throw;  // the file, not the command
      } catch (const InputError& error) {
        answers.push_back(named(command, wrong_input(error.issues())));
      }
    }
    return answers;
  });
}

}  // namespace pointsbank::bank
