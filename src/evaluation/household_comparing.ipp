// All households of one evaluation, second part: closings that compare them. Included by household_engine.hpp alone.

namespace pointsbank::evaluation {

/// All that take part, brought together in the first thread's.
template <class Recorder>
Candidates& Engine<Recorder>::candidates_of(std::size_t instance) {
  Candidates& all = threads_.front().candidates[instance];
  for (std::size_t i = 1; i < threads_.size(); ++i) {
    Candidates part = std::exchange(threads_[i].candidates[instance], {});
    all.plain.insert(all.plain.end(), part.plain.begin(), part.plain.end());
    all.others.insert(all.others.end(), std::make_move_iterator(part.others.begin()),
                      std::make_move_iterator(part.others.end()));
  }
  if (again_ == nullptr) return all;
  const Candidates& kept = again_->baseline.results.candidates[instance];
  for (const PlainCandidate& each : kept.plain) {
    if (!runs_again_[each.household]) all.plain.push_back(each);
  }
  for (const Candidate& each : kept.others) {
    if (runs_again_[each.household]) continue;
    all.others.push_back(each);
    if (each.level != nullptr) all.others.back().level = binding_.level_like(*each.level);
  }
  return all;
}

/// Where the rows of a ranking go that all wait for: to the table at once where no other kind of ranking stands between
/// them, for it is large.
template <class Recorder>
std::vector<RankingRow>& Engine<Recorder>::rows_of(std::size_t instance) {
  const bool are_in_turn = std::all_of(shared_.schedule.begin(), shared_.schedule.end(), [](const auto& each) {
    return each.is_barrier || each.closing->model->kind != rulelist::Closing::Kind::ranking;
  });
  if (!are_in_turn) return ranking_rows_[instance];
  if (builder_.rankings().capacity() == 0) reserve_rankings();
  return builder_.rankings();
}

/// For as many rows as there are candidates so far.
template <class Recorder>
void Engine<Recorder>::reserve_rankings() {
  std::size_t rows = 0;
  for (std::size_t i = 0; i < shared_.schedule.size(); ++i) {
    if (shared_.schedule[i].closing->model->kind != rulelist::Closing::Kind::ranking) continue;
    for (const Thread& thread : threads_)
      rows += thread.candidates[i].plain.size() + thread.candidates[i].others.size();
  }
  builder_.rankings().reserve(rows);
}

/// Ranks and gives the awards: to those that wait when they go on, to the others at once.
template <class Recorder>
void Engine<Recorder>::rank(std::size_t instance) {
  for (const Thread& thread : threads_) {
    for (const WaitingHousehold& each : thread.waiting) {
      waits_[each.household] = true;
      awards_[each.household] = 0;
    }
  }
  recorders_.front().begin_household();
  for (const Comparison::Award& award : awards_of(instance)) {
    if constexpr (Recorder::steps) tell_rank(instance, award);
    if (waits_[award.household])
      awards_[award.household] = award.points;
    else if (award.points != 0)
      give_award(instance, award);
  }
}

template <class Recorder>
std::vector<Comparison::Award> Engine<Recorder>::awards_of(std::size_t instance) {
  std::vector<RankingRow>* const rows = binding_.options.closings ? &rows_of(instance) : nullptr;
  Candidates candidates = std::move(candidates_of(instance));
  const Comparison comparison(shared_, instance);
  if (!Recorder::steps) {
    std::erase_if(candidates.others, [](const Candidate& each) { return each.is_left_out; });
    if (candidates.others.empty() && rows != nullptr) return comparison.rank_plain(candidates.plain, *rows);
    if (candidates.others.empty() && comparison.ranks_by_place()) return comparison.awards(candidates.plain);
  }
  std::vector<Candidate> all;
  candidates.append_to(all);
  return comparison.rank(all, rows, Recorder::steps ? Comparison::Tell::everybody : Comparison::Tell::awarded);
}

template <class Recorder>
void Engine<Recorder>::give_award(std::size_t instance, const Comparison::Award& award) {
  const ClosingInstance& closing = shared_.schedule[instance];
  Posting posting;
  posting.date = closing.day;
  posting.household = award.household;
  posting.source = closing.closing->source;
  posting.cause = Cause::ranking;
  posting.standing = closing.closing->model->account == program::Account::spendable ? 0 : award.points;
  posting.spendable = closing.closing->model->account == program::Account::standing ? 0 : award.points;
  Balance& balance = builder_.balances()[award.household];
  balance.standing += posting.standing;
  balance.spendable += posting.spendable;
  balance.earned += posting.standing;
  // Sums are of all households.
  if (sums_up || again_ == nullptr || runs_again_[award.household])
    recorders_.front().posting(posting, closing_origin(closing, award.household));
}

template <class Recorder>
void Engine<Recorder>::tell_rank(std::size_t instance, const Comparison::Award& award) {
  for (Recorder& recorder : recorders_) {
    if (recorder.household != award.household) continue;
    Step told;
    told.kind = Step::Kind::rank;
    told.instance = &shared_.schedule[instance];
    told.count = award.rank;
    told.most = award.ranked;
    told.units = award.points;
    recorder.listening = true;
    recorder.step(told);
  }
}

/// Closings that nobody had to wait for: their rows, in the order in which they happen.
template <class Recorder>
void Engine<Recorder>::compare_the_rest() {
  if (!binding_.options.closings) return;
  using Kind = rulelist::Closing::Kind;
  for (std::size_t i = 0; i < shared_.schedule.size(); ++i) {
    if (shared_.schedule[i].is_published) {
      copy_published(shared_, i, ranking_rows_[i], builder_.ratings(), builder_.dividends(), builder_.benefits());
    }
    // What all waited for is ranked already.
    std::vector<Candidate> candidates;
    if (!shared_.schedule[i].is_barrier) candidates_of(i).append_to(candidates);
    const auto before = [](const Candidate& a, const Candidate& b) { return a.household < b.household; };
    if (!std::is_sorted(candidates.begin(), candidates.end(), before))
      std::sort(candidates.begin(), candidates.end(), before);
    const Comparison comparison(shared_, i);
    if (!candidates.empty()) {
      switch (shared_.schedule[i].closing->model->kind) {
        case Kind::ranking:
          static_cast<void>(comparison.rank(candidates, &ranking_rows_[i], Comparison::Tell::awarded));
          break;
        case Kind::rating: comparison.rate(candidates, builder_.ratings()); break;
        case Kind::dividend: comparison.divide(candidates, builder_.dividends()); break;
        default: comparison.benefit(candidates, builder_.benefits()); break;
      }
    }
    std::vector<RankingRow>& rows = ranking_rows_[i];
    builder_.rankings().insert(builder_.rankings().end(), std::make_move_iterator(rows.begin()),
                               std::make_move_iterator(rows.end()));
    rows = {};
  }
}

}  // namespace pointsbank::evaluation
