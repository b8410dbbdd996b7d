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

Answer named(const Command& command, Answer answer) {
  answer.values.insert(answer.values.begin(), {"command", std::string(name_of(command.request))});
  return answer;
}

/// Carries a command out, or takes back what it began: then a refusal is journalled, and wrong input leaves no trace.
/// Whatever else is thrown (the machine failed) ends the transaction, and so the batch.
Answer carry_out_or_refuse(Bank::State& state, const Command& command) {
  store::Store& store = *state.store;
  store.savepoint();
  try {
    Work work(state, command.by, command.at);
    Answer answer = std::visit([&](const auto& request) { return carry_out(work, request); }, command.request);
    store.release();
    return named(command, std::move(answer));
  } catch (const Refusal& refusal) {
    store.roll_back_to_savepoint();
    Work work(state, command.by, command.at);
    work.write(
        journal::Refused{command.by, command.at, std::string(name_of(command.request)), refusal.code, command.key});
    return named(command, {refusal.code, refusal.values, false});
  } catch (const store::StoreError&) {
    throw;
  } catch (const InputError&) {
    store.roll_back_to_savepoint();
    throw;
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
