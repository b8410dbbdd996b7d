// Settling: the ledger is brought to what the evaluation gives, by posting the differences.
#include <algorithm>

#include "bank/ahead.hpp"
#include "bank/entry_reading.hpp"
#include "bank/faults.hpp"
#include "bank/inputs.hpp"
#include "bank/ledger_writer.hpp"
#include "bank/settings.hpp"
#include "bank/settlement.hpp"
#include "bank/settlement_scope.hpp"

namespace pointsbank::bank {

namespace {

/// The open postings, in the order of their numbers; of everybody in one walk along the journal.
template <class Take>
void for_each_open_posting(store::Store& store, const Scope& scope, const std::vector<OpenPosting>& postings,
                           const Take& take) {
  if (!scope.is_everybody) {
    for (const OpenPosting& each : postings) take(each.seq, each.entry);
    return;
  }
  std::vector<store::Seq> seqs;
  store.visit_open_postings([&seqs](const store::PostingRecord& record) {
    seqs.push_back(record.seq);
    return true;
  });
  std::sort(seqs.begin(), seqs.end());
  for_each_body(store, seqs, [&take](store::Seq seq, std::string_view body) {
    take(seq, decoded<journal::PostingEntry>(seq, body));
  });
}

void post_differences(const Scope& scope, const std::vector<OpenPosting>& postings, const Evaluation& evaluation,
                      LedgerWriter& writer, store::Store& store) {
  DifferencesOfPostings differences(evaluation);
  std::vector<OpenPosting> surplus;
  for_each_open_posting(store, scope, postings, [&](store::Seq seq, const journal::PostingEntry& entry) {
    if (!differences.take(view_of(entry))) surplus.push_back({seq, entry});
  });
  std::sort(surplus.begin(), surplus.end(), [](const OpenPosting& a, const OpenPosting& b) { return a.seq < b.seq; });
  for (const OpenPosting& each : surplus) writer.take_back(each.seq, each.entry);
  for (const std::size_t number : differences.left()) {
    writer.post(view_of(evaluation, evaluation.postings()[number]));
  }
}

bool is_same(const store::BalanceRecord& a, const store::BalanceRecord& b) {
  return a.standing == b.standing && a.spendable == b.spendable && a.earned == b.earned && a.deducted == b.deducted &&
         a.frozen_until == b.frozen_until;
}

/// Each balance has to come to what the evaluation says by what was posted: the two are made on different ways.
void book_balance(store::Store& store, const LedgerWriter& writer, store::BalanceRecord balance) {
  const std::optional<store::BalanceRecord> before = store.balance(balance.household);
  const store::BalanceRecord old = before.value_or(store::BalanceRecord{});
  const LedgerWriter::Change change = writer.change_of(balance.household);
  if (sum_of(old.standing, change.standing, balance.household) != balance.standing ||
      sum_of(old.spendable, change.spendable, balance.household) != balance.spendable) {
    throw MachineError("the balance of " + balance.household +
                       " is not the sum of its postings: the file is damaged; `verify` says where");
  }
  if (!before || !is_same(old, balance)) store.put(balance);
}

void book_balances(store::Store& store, const LedgerWriter& writer, const Evaluation& evaluation) {
  for (Id household = 0; household < evaluation.roster().size(); ++household) {
    const Balance& balance = evaluation.balances()[household];
    store::BalanceRecord record;
    record.household = evaluation.roster().id(household);
    record.standing = balance.standing;
    record.spendable = balance.spendable;
    record.earned = balance.earned;
    record.deducted = balance.deducted;
    if (balance.frozen_until != Date::always()) record.frozen_until = balance.frozen_until;
    book_balance(store, writer, std::move(record));
  }
}

/// Whoever has something dated after `through` is looked at again when its day comes.
void note_what_lies_ahead(store::Store& store, const Scope& scope, const Evaluation& evaluation, const Inputs& inputs,
                          Date through) {
  Ahead ahead(store);
  ahead.forget(scope.is_everybody ? nullptr : &scope.households);
  const Roster& roster = evaluation.roster();
  const auto note = [&](std::string_view household, Date date) {
    if (through < date && roster.find(household) != no_id) ahead.note(household, date);
  };
  for (Id household = 0; household < roster.size(); ++household) {
    if (roster.joined(household) != Date::never()) note(roster.id(household), roster.joined(household));
  }
  for (const Entries::Entry& entry : evaluation.entries().rows()) note(roster.id(entry.household), entry.date);
  const Events::Columns& events = evaluation.events().columns();
  for (Id event = 0; event < events.id.size(); ++event) {
    const Date date{events.date[event]};
    if (date <= through) continue;
    if (events.household.has(event)) {
      note(events.household.at(event), date);
    } else if (const Members::Stay* stay = inputs.members.on(events.member.at(event), date)) {
      note(stay->household, date);
    }
  }
  ahead.keep();
}

void evaluate_and_post(Work& work, const RuleBook& book, const Scope& scope, Date through, SettlementReport& report) {
  store::Store& store = work.store();
  std::vector<OpenPosting> postings;
  if (!scope.is_everybody) postings = open_postings(store, scope.households);
  Inputs inputs = tables_of(store, book, scope.is_everybody ? nullptr : &scope.households);
  inputs.published = scope.is_everybody ? all_published(store, inputs.roster, book.program->table_format())
                                        : rankings_as_posted(book, inputs.roster, through, postings);
  EvaluateOptions options;
  options.through = through;
  options.postings = true;
  options.threads = scope.is_everybody ? work.state().options.threads : 1;
  const Evaluation evaluation = evaluate_inputs(book, inputs, options);
  LedgerWriter writer(work);
  post_differences(scope, postings, evaluation, writer, store);
  writer.finish();
  book_balances(store, writer, evaluation);
  note_what_lies_ahead(store, scope, evaluation, inputs, through);
  report.posted = writer.posted();
  report.reversed = writer.taken_back();
  report.evaluated = static_cast<std::int64_t>(evaluation.roster().size());
}

/// May an entry of the day be posted without an evaluation?  Within a day, entries come after events and before
/// closings; what they post depends on nothing, and nothing but closings and lapses reads what they leave. So where the
/// ledger ends with that very day and no closing that posts ends a period on it, the evaluation would give all postings
/// that are there, and this one.
bool is_last_word(Work& work, Date day) {
  return settings::date(work.store(), settings::through) == day && !has_posting_closing(work.book().model, day, day);
}

bool reads_spendable(const rulelist::Closing& closing) {
  if (closing.kind != rulelist::Closing::Kind::ranking || !closing.by) return false;
  const auto inputs = closing.by->inputs();
  return std::any_of(inputs.begin(), inputs.end(),
                     [](const expression::Input& input) { return input.source == expression::Source::spendable; });
}

/// Marks a household for an entry. What a household has to spend is read by nothing but what takes from it and, where
/// its measure says so, by a ranking: an entry without standing leaves all other rankings as they are.
void mark_for(Work& work, const journal::MoneyEntry& entry, Date day) {
  const rulelist::Book& book = work.book().model;
  const bool ranks =
      entry.standing != 0 || std::any_of(book.versions.begin(), book.versions.end(), [](const rulelist::List& version) {
        return std::any_of(version.closings.begin(), version.closings.end(), reads_spendable);
      });
  if (ranks) return mark(work, entry.household, {}, day);
  work.store().mark(entry.household);
}

}  // namespace

void book_entry(Work& work, const journal::MoneyEntry& entry) {
  store::Store& store = work.store();
  const store::Seq seq = work.write(entry);
  store.insert(store::MoneyRecord{entry.entry, entry.household, entry.cause, entry.of, seq});
  const Date day = entry.at.date(work.book().program->table_format().utc_offset);
  if (!is_last_word(work, day)) return mark_for(work, entry, day);
  if (entry.standing == 0 && entry.spendable == 0) return;
  LedgerWriter writer(work);
  writer.post({day, entry.household, {}, entry.cause, entry.entry, entry.cause, entry.standing, entry.spendable});
  writer.finish();
  store::BalanceRecord balance = store.balance(entry.household).value_or(store::BalanceRecord{});
  balance.household = entry.household;
  balance.standing = sum_of(balance.standing, entry.standing, entry.household);
  balance.spendable = sum_of(balance.spendable, entry.spendable, entry.household);
  store.put(balance);
}

SettlementReport settle(Work& work, Date through) {
  store::Store& store = work.store();
  const RuleBook& book = work.book();
  const std::optional<Date> before = settings::date(store, settings::through);
  SettlementReport report;
  report.through = before ? std::max(*before, through) : through;
  report.finalised = static_cast<std::int64_t>(store.events_due(work.at()).size());
  finalise_due(work);
  report.released = release_holds(work);
  const Scope scope = scope_of(work, book, before, report.through);
  if (scope.is_everybody || !scope.households.empty()) {
    store.clear_marks();
    store.set(settings::ranked_since, "");
    evaluate_and_post(work, book, scope, report.through, report);
    if (scope.is_everybody) store.set(settings::settled_book, std::to_string(book.adopted));
  }
  const bool has_changed = report.posted + report.reversed + report.finalised + report.released > 0;
  if (!has_changed && before == report.through) return report;
  work.write(journal::Settled{work.by(), work.at(), report.through});
  settings::set_date(store, settings::through, report.through);
  return report;
}

bool is_settled(Work& work, Date through) {
  store::Store& store = work.store();
  const std::optional<Date> before = settings::date(store, settings::through);
  if (!before || *before < through) return false;
  if (!store.events_due(work.at()).empty() || !store.held_until_before(work.day()).empty()) return false;
  const Scope scope = scope_of(work, work.book(), before, *before);
  return !scope.is_everybody && scope.households.empty();
}

Answer carry_out(Work& work, const Settle& request) {
  work.need_officer(journal::Role::clerk);
  const Date through = request.through.empty() ? work.day() : date_of("through", request.through);
  const SettlementReport report = settle(work, through);
  Answer answer;
  answer.values = {
      {"through", report.through.to_string(), false},      {"finalised", std::to_string(report.finalised), true},
      {"released", std::to_string(report.released), true}, {"posted", std::to_string(report.posted), true},
      {"reversed", std::to_string(report.reversed), true}, {"evaluated", std::to_string(report.evaluated), true}};
  return answer;
}

}  // namespace pointsbank::bank
