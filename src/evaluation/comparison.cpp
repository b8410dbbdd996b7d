#include "evaluation/comparison.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <numeric>

namespace pointsbank::evaluation {

std::string_view Comparison::group_text(Id group) const {
  if (group == no_id) return {};
  return shared_.binding.roster.columns().groups[instance_.closing->within].texts->text(group);
}

Comparison::Comparison(const Shared& shared, std::size_t instance)
    : shared_(shared), instance_(shared.schedule[instance]) {
  if (!model().minimum) return;
  const Number least = (*model().minimum * Number(shared.unit_scale)).ceil();
  minimum_in_units_ = least.is_small() && least.small_denominator() == 1;
  if (minimum_in_units_) least_units_ = least.small_numerator();
}

bool Comparison::is_below_minimum(const Candidate& candidate) const {
  if (!model().minimum) return false;
  if (candidate.in_units && minimum_in_units_) return candidate.units < least_units_;
  return measure_of(candidate) < *model().minimum;
}

namespace {

/// Candidates with their groups together, groups in any order: where each group begins, and the end.
std::vector<std::size_t> gather_groups(const std::vector<const Candidate*>& candidates,
                                       std::vector<const Candidate*>& gathered) {
  std::vector<std::size_t> begins;
  Id groups = 0;
  for (const Candidate* each : candidates) groups = std::max(groups, each->group + 1);  // no_id + 1 is 0
  begins.assign(static_cast<std::size_t>(groups) + 2, 0);
  // No group stands first, group g at g + 1.
  const auto number = [](const Candidate* each) { return static_cast<std::size_t>(each->group + 1); };
  for (const Candidate* each : candidates) ++begins[number(each) + 1];
  for (std::size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
  gathered.resize(candidates.size());
  std::vector<std::size_t> next(begins.begin(), begins.end() - 1);
  for (const Candidate* each : candidates) gathered[next[number(each)]++] = each;
  return begins;
}

struct InUnits {
  std::int64_t measure;
  const Candidate* candidate;
  explicit InUnits(const Candidate* each) : measure(each->units), candidate(each) {}
};

struct InNumbers {
  Number measure;
  const Candidate* candidate;
  explicit InNumbers(const Candidate* each) : measure(each->number), candidate(each) {}
};

/// Ranks the candidates of one group; tells each with its rank.
template <class Entry, class Tell>
void rank_group(std::span<const Candidate* const> group, bool dense, std::vector<Entry>& entries, Tell tell) {
  entries.clear();
  for (const Candidate* each : group) entries.emplace_back(each);
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.measure != b.measure ? a.measure > b.measure : a.candidate->household < b.candidate->household;
  });
  std::int64_t rank = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool tied = i > 0 && entries[i].measure == entries[i - 1].measure;
    if (!tied) rank = dense ? rank + 1 : static_cast<std::int64_t>(i) + 1;
    tell(entries[i].candidate, rank);
  }
}

}  // namespace

std::vector<Comparison::Ranked> Comparison::ranked(const std::vector<const Candidate*>& candidates, bool dense) const {
  std::vector<const Candidate*> gathered;
  const std::vector<std::size_t> begins = gather_groups(candidates, gathered);
  std::vector<InUnits> in_units;
  std::vector<InNumbers> in_numbers;
  std::vector<Ranked> result;
  result.reserve(candidates.size());
  for (std::size_t i = 0; i + 1 < begins.size(); ++i) {
    const std::span<const Candidate* const> group(gathered.data() + begins[i], begins[i + 1] - begins[i]);
    const auto tell = [&](const Candidate* candidate, std::int64_t rank) {
      result.push_back(Ranked{candidate, rank, static_cast<std::int64_t>(group.size())});
    };
    // One closing measures all its candidates alike.
    if (!group.empty() && !group.front()->in_units) {
      rank_group(group, dense, in_numbers, tell);
    } else {
      rank_group(group, dense, in_units, tell);
    }
  }
  return result;
}

namespace {

std::int64_t award_points(const rulelist::Closing& closing, std::int64_t rank) {
  for (const rulelist::Award& award : closing.awards) {
    if (award.first_rank <= rank && rank <= award.last_rank) return award.points;
  }
  return 0;
}

template <class Row>
void sort_by_rank(std::vector<Row>& rows, std::size_t from) {
  std::sort(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.end(),
            [](const Row& a, const Row& b) { return a.rank != b.rank ? a.rank < b.rank : a.household < b.household; });
}

}  // namespace

std::vector<Comparison::Award> Comparison::rank(std::span<const Candidate> candidates, std::vector<RankingRow>* rows,
                                                Tell tell) const {
  std::vector<const Candidate*> taking_part;
  for (const Candidate& candidate : candidates) {
    if (!candidate.is_left_out && !is_below_minimum(candidate)) taking_part.push_back(&candidate);
  }
  std::vector<Award> awards;
  const std::size_t from = rows == nullptr ? 0 : rows->size();
  for (const Ranked& each : ranked(taking_part, model().dense)) {
    const bool counts = model().minimum || sign_of(*each.candidate) > 0;
    const bool has_field = each.in_group >= model().field;
    const std::int64_t points =
        counts && has_field && !each.candidate->is_blocked ? award_points(model(), each.rank) : 0;
    if (points != 0 || tell == Tell::everybody)
      awards.push_back(Award{each.candidate->household, points, each.rank, each.in_group});
    if (rows == nullptr) continue;
    RankingRow row;
    row.closing = instance_.closing->source;
    row.period = instance_.period;
    row.household = each.candidate->household;
    row.group = group_text(each.candidate->group);
    row.measure = measure_of(*each.candidate);
    row.rank = each.rank;
    row.points = points;
    rows->push_back(std::move(row));
  }
  if (rows != nullptr) sort_by_rank(*rows, from);
  return awards;
}

namespace {

/// Plain candidates that take part, by number, with their groups together.
struct PlainGroups {
  std::vector<std::uint32_t> candidates;
  std::vector<std::uint16_t> keys;  ///< of each: its measure above the least, if all fit
  std::vector<std::uint32_t> ends;  ///< of each group, that of none first
  bool has_keys = false;

  /// Groups are numbered below `group_count`.
  PlainGroups(std::span<const PlainCandidate> all, std::size_t group_count, std::int64_t least_units) {
    const auto number = [](const PlainCandidate& each) {
      return static_cast<std::size_t>(static_cast<Id>(each.group + 1));
    };
    std::int64_t least = INT64_MAX;
    std::int64_t most = INT64_MIN;
    ends.assign(group_count + 2, 0);
    for (const PlainCandidate& each : all) {
      least = std::min(least, each.units);
      most = std::max(most, each.units);
      ends[number(each) + 1] += each.units >= least_units ? 1 : 0;
    }
    least = std::max(least, least_units);
    std::int64_t range = 0;
    has_keys = !__builtin_sub_overflow(most, least, &range) && range <= UINT16_MAX;
    for (std::size_t i = 1; i < ends.size(); ++i) ends[i] += ends[i - 1];
    candidates.resize(ends.back() + std::size_t{1});  // and one place for all that do not take part
    keys.resize(candidates.size());
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      const bool takes_part = all[i].units >= least_units;
      std::uint32_t& end = ends[number(all[i])];
      const std::size_t place = takes_part ? end : candidates.size() - 1;
      candidates[place] = i;
      keys[place] =
          static_cast<std::uint16_t>(static_cast<std::uint64_t>(all[i].units) - static_cast<std::uint64_t>(least));
      end += takes_part ? 1 : 0;
    }
    ends.pop_back();
  }
};

/// How many keys of a small group are higher, for each of them: all are compared with all, many at a time and without a
/// branch.
class FewKeys {
 public:
  static constexpr std::size_t most = 128;

  explicit FewKeys(std::span<const std::uint16_t> keys) : vectors_((keys.size() + lanes - 1) / lanes) {
    constexpr std::uint16_t sign = 0x8000;  // signed keys are what machines compare
    for (std::size_t i = 0; i < keys.size(); ++i) keys_[i] = static_cast<std::int16_t>(keys[i] ^ sign);
    for (std::size_t i = keys.size(); i < vectors_ * lanes; ++i) keys_[i] = INT16_MIN;  // higher than none
  }
  [[nodiscard]] std::int32_t higher_than(std::size_t number) const noexcept {
    Vector sums{};
    const Vector key = Vector{} + keys_[number];
    for (std::size_t i = 0; i < vectors_; ++i) {
      Vector others;
      std::memcpy(&others, keys_ + i * lanes, sizeof others);
      sums -= others > key;
    }
    std::int32_t higher = 0;
    for (std::size_t i = 0; i < lanes; ++i) higher += sums[i];
    return higher;
  }

 private:
  using Vector [[gnu::vector_size(16)]] = std::int16_t;
  static constexpr std::size_t lanes = 8;
  std::int16_t keys_[most];
  std::size_t vectors_;
};

/// The highest measures of a group, as many as there are places for, falling.
std::span<const std::int64_t> highest_of(std::vector<std::int64_t>& measures, std::size_t places) {
  const auto end = measures.begin() + static_cast<std::ptrdiff_t>(std::min(places, measures.size()));
  if (end != measures.end()) std::nth_element(measures.begin(), end, measures.end(), std::greater<>());
  std::sort(measures.begin(), end, std::greater<>());
  return {measures.begin(), end};
}

}  // namespace

/// A rank is one more than the number of higher measures. In a small group they are counted for each; in a large one
/// those of the places that are awarded are enough to tell it.
std::vector<Comparison::Award> Comparison::awards(std::span<const PlainCandidate> candidates) const {
  std::vector<Award> result;
  std::int64_t last_rank = 0;
  for (const rulelist::Award& award : model().awards) last_rank = std::max(last_rank, award.last_rank);
  if (last_rank == 0 || (model().minimum && !minimum_in_units_ && model().minimum->sign() > 0)) return result;
  constexpr std::int64_t most_tabled = 1'000;
  std::vector<std::int64_t> points_of;  // of the first places, which most awards are for
  for (std::int64_t rank = 1; rank <= std::min(last_rank, most_tabled); ++rank)
    points_of.push_back(award_points(model(), rank));
  const Index within = instance_.closing->within;
  const Dictionary* const names =
      within == program::none ? nullptr : shared_.binding.roster.columns().groups[within].texts.get();
  const std::size_t group_count = names == nullptr ? 0 : names->size();
  const PlainGroups groups(candidates, group_count, least_units_);
  const std::int64_t least_awarded = model().minimum ? INT64_MIN : 1;
  std::vector<std::int64_t> measures;
  std::size_t begin = 0;
  for (const std::size_t end : groups.ends) {
    const std::span group(groups.candidates.data() + begin, end - begin);
    const std::span keys(groups.keys.data() + begin, end - begin);
    begin = end;
    const auto ranked = static_cast<std::int64_t>(group.size());
    if (group.empty() || ranked < model().field) continue;
    const auto give = [&](const PlainCandidate& each, std::int64_t rank) {
      const std::int64_t points =
          rank <= most_tabled ? points_of[static_cast<std::size_t>(rank) - 1] : award_points(model(), rank);
      if (points != 0) result.push_back(Award{each.household, points, rank, ranked});
    };
    if (groups.has_keys && group.size() <= FewKeys::most) {
      const FewKeys few(keys);
      for (std::size_t i = 0; i < group.size(); ++i) {
        const PlainCandidate& each = candidates[group[i]];
        const std::int32_t higher = few.higher_than(i);
        if ((higher < last_rank) & (each.units >= least_awarded)) give(each, higher + 1);
      }
      continue;
    }
    measures.clear();
    for (const std::uint32_t each : group) measures.push_back(candidates[each].units);
    const std::span<const std::int64_t> highest =
        highest_of(measures, static_cast<std::size_t>(std::min(last_rank, ranked)));
    const std::int64_t least = std::max(highest.back(), least_awarded);
    for (const std::uint32_t number : group) {
      const PlainCandidate& each = candidates[number];
      if (each.units < least) continue;
      const auto higher = std::lower_bound(highest.begin(), highest.end(), each.units, std::greater<>());
      give(each, higher - highest.begin() + 1);
    }
  }
  return result;
}

/// Calls tell(number of the candidate, rank, how many are in its group).
template <class Told>
void Comparison::rank_groups(std::span<const PlainCandidate> candidates, Told tell) const {
  const auto group_of = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<Id>(candidates[i].group + 1));
  };
  struct Measured {
    std::int64_t units;
    std::uint32_t candidate;
  };
  std::size_t groups = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) groups = std::max(groups, group_of(i) + 1);
  std::vector<std::uint32_t> ends(groups + 1, 0);
  for (std::size_t i = 0; i < candidates.size(); ++i) ++ends[group_of(i) + 1];
  for (std::size_t i = 1; i < ends.size(); ++i) ends[i] += ends[i - 1];
  std::vector<Measured> measured(candidates.size());
  for (std::uint32_t i = 0; i < candidates.size(); ++i) measured[ends[group_of(i)]++] = {candidates[i].units, i};
  std::size_t begin = 0;
  for (std::size_t group = 0; group < groups; ++group) {
    const std::span<Measured> all(measured.data() + begin, ends[group] - begin);
    begin = ends[group];
    std::sort(all.begin(), all.end(), [](const Measured& a, const Measured& b) { return a.units > b.units; });
    std::uint32_t rank = 0;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (i == 0 || all[i].units != all[i - 1].units) rank = model().dense ? rank + 1 : i + 1;
      tell(all[i].candidate, rank, static_cast<std::uint32_t>(all.size()));
    }
  }
}

std::vector<Comparison::Award> Comparison::rank_plain(std::vector<PlainCandidate>& candidates,
                                                      std::vector<RankingRow>& rows) const {
  const auto before = [](const PlainCandidate& a, const PlainCandidate& b) { return a.household < b.household; };
  if (!std::is_sorted(candidates.begin(), candidates.end(), before))
    std::sort(candidates.begin(), candidates.end(), before);
  if (model().minimum && minimum_in_units_)
    std::erase_if(candidates, [&](const PlainCandidate& each) { return each.units < least_units_; });
  else if (model().minimum && model().minimum->sign() > 0)
    candidates.clear();
  struct Place {
    std::uint32_t rank = 0;
    std::uint32_t in_group = 0;
  };
  std::vector<Place> places(candidates.size());
  std::vector<std::uint32_t> next(candidates.size() + 1, 0);  // by rank: where its next row goes
  rank_groups(candidates, [&](std::uint32_t candidate, std::uint32_t rank, std::uint32_t in_group) {
    places[candidate] = {rank, in_group};
    ++next[rank];
  });
  for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
  std::vector<Award> awards;
  const std::size_t from = rows.size();
  rows.resize(from + candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) {  // by rank, then by household
    const PlainCandidate& each = candidates[i];
    const Place& place = places[i];
    const bool counts = model().minimum || each.units > 0;
    const bool has_field = place.in_group >= model().field;
    RankingRow& row = rows[from + next[place.rank - 1]++];
    row.closing = instance_.closing->source;
    row.period = instance_.period;
    row.household = each.household;
    row.group = group_text(each.group);
    row.measure = Number::fraction(each.units, shared_.unit_scale);
    row.rank = place.rank;
    row.points = counts && has_field ? award_points(model(), place.rank) : 0;
    if (row.points != 0) awards.push_back(Award{each.household, row.points, row.rank, place.in_group});
  }
  return awards;
}

void Comparison::rate(std::span<const Candidate> candidates, std::vector<RatingRow>& rows) const {
  std::vector<const Candidate*> taking_part;
  for (const Candidate& candidate : candidates) {
    if (!candidate.is_left_out) taking_part.push_back(&candidate);
  }
  const auto row_of = [&](const Candidate& candidate) {
    RatingRow row;
    row.closing = instance_.closing->source;
    row.period = instance_.period;
    row.household = candidate.household;
    row.group = group_text(candidate.group);
    return row;
  };
  const std::size_t from = rows.size();
  for (const Ranked& each : ranked(taking_part, model().dense)) {
    RatingRow row = row_of(*each.candidate);
    row.measure = measure_of(*each.candidate);
    row.rank = each.rank;
    for (const rulelist::Level& level : model().levels) {
      if ((level.at_least && row.measure < *level.at_least) || (level.above && row.measure <= *level.above) ||
          (level.top && each.rank > *level.top)) {
        continue;
      }
      row.level = level.id;
      break;
    }
    rows.push_back(std::move(row));
  }
  sort_by_rank(rows, from);
  for (const Candidate& candidate : candidates) {
    if (!candidate.is_left_out) continue;
    RatingRow row = row_of(candidate);
    row.is_rated = false;
    row.level = candidate.level == nullptr ? std::string_view("unrated") : std::string_view(*candidate.level);
    rows.push_back(std::move(row));
  }
}

void Comparison::divide(std::span<const Candidate> candidates, std::vector<DividendRow>& rows) const {
  std::vector<const Candidate*> taking_part;
  for (const Candidate& candidate : candidates) {
    if (!candidate.is_left_out && sign_of(candidate) > 0) taking_part.push_back(&candidate);
  }
  const std::vector<Ranked> all = ranked(taking_part, false);
  struct Ordered {
    DividendRow row;
    std::int64_t rank;
    Id household;
  };
  std::vector<Ordered> ordered;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = begin + static_cast<std::size_t>(all[begin].in_group);
    Number sum;
    for (std::size_t i = begin; i < end; ++i) sum = sum + measure_of(*all[i].candidate);
    // The floor of each share, then one unit more by the largest remainder, then by id.
    std::vector<std::int64_t> shares;
    std::vector<std::pair<Number, std::size_t>> remainders;
    std::int64_t left = model().fund;
    for (std::size_t i = begin; i < end; ++i) {
      const Number due = Number(model().fund) * measure_of(*all[i].candidate) / sum;
      const Number floor = due.floor();  // at most the fund
      shares.push_back(floor.small_numerator());
      left -= floor.small_numerator();
      remainders.emplace_back(due - floor, i - begin);
    }
    std::sort(remainders.begin(), remainders.end(), [&](const auto& a, const auto& b) {
      const auto order = a.first <=> b.first;
      return order != 0 ? order > 0
                        : all[begin + a.second].candidate->household < all[begin + b.second].candidate->household;
    });
    for (std::size_t i = 0; i < remainders.size() && left > 0; ++i, --left) ++shares[remainders[i].second];
    for (std::size_t i = begin; i < end; ++i) {
      DividendRow row;
      row.closing = instance_.closing->source;
      row.period = instance_.period;
      row.household = all[i].candidate->household;
      row.group = group_text(all[i].candidate->group);
      row.measure = measure_of(*all[i].candidate);
      row.amount = shares[i - begin];
      row.decimals = model().decimals;
      ordered.push_back({std::move(row), all[i].rank, all[i].candidate->household});
    }
    begin = end;
  }
  std::sort(ordered.begin(), ordered.end(), [](const Ordered& a, const Ordered& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.household < b.household;
  });
  for (Ordered& each : ordered) rows.push_back(std::move(each.row));
}

void Comparison::benefit(std::span<const Candidate> candidates, std::vector<BenefitRow>& rows) const {
  for (const Candidate& candidate : candidates) {
    if (candidate.is_left_out) continue;
    BenefitRow row;
    row.closing = instance_.closing->source;
    row.period = instance_.period;
    row.household = candidate.household;
    row.value = measure_of(candidate);
    row.decimals = model().decimals;
    row.unit = model().unit;
    if (!row.value.to_units(row.decimals, shared_.binding.program.rounding)) {
      throw OverflowError(std::string(shared_.binding.roster.id(candidate.household)));
    }
    rows.push_back(std::move(row));
  }
}

namespace {

template <class Row, class PublishedRow>
void copy_rows(const ClosingInstance& instance, const std::vector<PublishedRow>& published, std::vector<Row>& rows) {
  for (const PublishedRow& each : published) {
    if (each.period != instance.period || each.closing != instance.closing->model->id) continue;
    Row row;
    row.closing = instance.closing->source;
    row.period = instance.period;
    row.household = each.household;
    row.published = &each;
    rows.push_back(std::move(row));
  }
}

}  // namespace

void copy_published(const Shared& shared, std::size_t instance, std::vector<RankingRow>& rankings,
                    std::vector<RatingRow>& ratings, std::vector<DividendRow>& dividends,
                    std::vector<BenefitRow>& benefits) {
  const ClosingInstance& each = shared.schedule[instance];
  const Published& published = *shared.binding.options.published;
  switch (each.closing->model->kind) {
    case rulelist::Closing::Kind::ranking: return copy_rows(each, published.rankings, rankings);
    case rulelist::Closing::Kind::rating: return copy_rows(each, published.ratings, ratings);
    case rulelist::Closing::Kind::dividend: return copy_rows(each, published.dividends, dividends);
    default: return copy_rows(each, published.benefits, benefits);
  }
}

}  // namespace pointsbank::evaluation
