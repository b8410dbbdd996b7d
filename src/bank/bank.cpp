// A bank's file, and commands one by one or in batches: a transaction, a savepoint each, and the answer kept under the
// command's key in the same transaction.
#include "pointsbank/bank.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "bank/answers.hpp"
#include "bank/requests.hpp"
#include "bank/work.hpp"
#include "pointsbank/digest.hpp"

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

/// Over key, request and answer, each behind its length.
Digest seal_of(std::string_view key, std::string_view request, std::string_view answer) {
  std::string bytes;
  for (const std::string_view part : {key, request, answer}) {
    bytes.append(std::to_string(part.size())).append(":").append(part);
  }
  return sha256(bytes);
}

/// What is kept of a request: the seal, then its bytes. The journal does not hold answers, so the seal is what tells a
/// damaged one.
std::string sealed(const std::string& key, const std::string& request, const std::string& answer) {
  const Digest seal = seal_of(key, request, answer);
  return std::string(seal.bytes.begin(), seal.bytes.end()) + request;
}

/// The request that is kept under the command's key.
std::string_view unsealed(const store::KeptAnswer& kept) {
  std::string_view request = kept.request;
  request.remove_prefix(std::min(request.size(), Digest{}.bytes.size()));
  if (sealed(kept.key, std::string(request), kept.answer) != kept.request) {
    throw store::StoreError(issue_of("bank_damaged_answer", {}, {kept.key}));
  }
  return request;
}

/// Within a transaction. InputError leaves no trace.
Answer answer_to(Bank::State& state, const Command& command) {
  check_form(command);
  std::string request = request_bytes(command);
  if (const std::optional<store::KeptAnswer> kept = state.store->kept_answer(command.key)) {
    const std::string_view known = unsealed(*kept);
    if (known != request) return named(command, {"key_reused", {{"field", differing_field(command, known)}}, false});
    std::optional<Answer> answer = answer_of_json(kept->answer);
    if (!answer) throw store::StoreError(issue_of("bank_damaged_answer", {}, {command.key}));
    answer->replayed = true;
    return *std::move(answer);
  }
  Answer answer = carry_out_or_refuse(state, command);
  const std::string json = answer.to_json();
  state.store->keep_answer({command.key, sealed(command.key, request, json), json});
  return answer;
}

/// A new file; or one whose making was cut off before the bank was in it, for there is nothing in it to lose.
std::unique_ptr<store::Store> new_store(const std::filesystem::path& file, const BankOptions& options) {
  try {
    return store::open_sqlite(file, store_options(options, true));
  } catch (const store::StoreError&) {
    std::unique_ptr<store::Store> begun;
    try {
      begun = store::open_sqlite(file, store_options(options, false));
      if (begun->head().seq != 0) begun.reset();
    } catch (const Error&) {
      begun.reset();
    }
    if (begun == nullptr) throw;
    return begun;
  }
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
  state->file = file;
  state->store = new_store(file, options);
  state->in_transaction([&] {
    if (state->store->head().seq != 0) throw store::StoreError(issue_of("store_exists", {file.string(), 0, 0, {}}));
    Work work(*state, std::string(by), at);
    work.write(journal::Created{std::string(by), at, std::string(id)});
    state->store->set("bank", id);
  });
  return Bank(std::move(state));
}

Bank Bank::open(const std::filesystem::path& file, const BankOptions& options) {
  auto state = std::make_unique<State>();
  state->options = options;
  state->file = file;
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

// Where all commands had been done before, the transaction makes sure that this is durable all the same: whoever did
// them may have been killed before.

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
