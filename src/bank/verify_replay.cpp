// Everybody evaluated anew, posting by posting.
#include <algorithm>

#include "bank/differences_of_postings.hpp"
#include "bank/entry_reading.hpp"
#include "bank/inputs.hpp"
#include "bank/settings.hpp"
#include "bank/settlement_scope.hpp"
#include "bank/verify.hpp"

namespace pointsbank::bank {

namespace {

using store::Seq;

std::string words_of(const PostingView& posting) {
  std::string words(posting.household);
  words.append(" ").append(posting.date.to_string()).append(" ").append(posting.source);
  if (!posting.event.empty()) words.append(" ").append(posting.event);
  return words;
}

void compare_postings(store::Store& store, const Evaluation& evaluation, const Scope& unsettled, Findings& findings) {
  const auto is_settled = [&unsettled](std::string_view household) {
    return !std::binary_search(unsettled.households.begin(), unsettled.households.end(), household);
  };
  DifferencesOfPostings differences(evaluation);
  std::vector<Seq> seqs;
  store.visit_open_postings([&seqs](const store::PostingRecord& record) {
    seqs.push_back(record.seq);
    return true;
  });
  std::sort(seqs.begin(), seqs.end());
  for_each_body(store, seqs, [&](Seq seq, std::string_view body) {
    const auto entry = decoded<journal::PostingEntry>(seq, body);
    const PostingView posting = view_of(entry);
    if (!differences.take(posting) && is_settled(posting.household)) {
      findings.add("verify_not_given", seq, {words_of(posting)});
    }
  });
  for (const std::size_t number : differences.left()) {
    const PostingView posting = view_of(evaluation, evaluation.postings()[number]);
    if (is_settled(posting.household)) findings.add("verify_not_posted", 0, {words_of(posting)});
  }
}

void compare_balances(store::Store& store, const Evaluation& evaluation, const Scope& unsettled, Findings& findings) {
  for (Id household = 0; household < evaluation.roster().size(); ++household) {
    const std::string id(evaluation.roster().id(household));
    if (std::binary_search(unsettled.households.begin(), unsettled.households.end(), id)) continue;
    const std::optional<store::BalanceRecord> there = store.balance(id);
    const Balance& given = evaluation.balances()[household];
    const std::optional<Date> frozen =
        given.frozen_until == Date::always() ? std::nullopt : std::optional(given.frozen_until);
    const bool fits = there && there->standing == given.standing && there->spendable == given.spendable &&
                      there->earned == given.earned && there->deducted == given.deducted &&
                      there->frozen_until == frozen;
    if (!fits) findings.add("verify_other_balance", 0, {id});
  }
}

}  // namespace

void replay(Work& work, Findings& findings, int threads) {
  store::Store& store = work.store();
  const std::optional<Date> through = settings::date(store, settings::through);
  if (!through || !work.has_book()) return;
  const RuleBook& book = work.book();
  // What waits for the next settlement is not posted yet, and is no fault.
  const Scope unsettled = scope_of(work, book, through, *through);
  if (unsettled.is_everybody) return;
  EvaluateOptions options;
  options.through = *through;
  options.postings = true;
  options.threads = threads;
  const Evaluation evaluation = evaluate_inputs(book, inputs_of(work.state(), book, nullptr), options);
  compare_postings(store, evaluation, unsettled, findings);
  compare_balances(store, evaluation, unsettled, findings);
}

}  // namespace pointsbank::bank
