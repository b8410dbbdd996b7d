// Balances and postings as columns that the evaluation owns.
#include <memory>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "evaluation.hpp"

namespace pointsbank::c {

namespace {

/// Texts back to back.
class TextsBuilder {
 public:
  void add(std::string_view text) {
    bytes_.append(text);
    offsets_.push_back(bytes_.size());
  }
  /// A row with the text of a code.
  void add_code(std::uint32_t code) { codes_.push_back(code); }
  [[nodiscard]] std::size_t count() const noexcept { return offsets_.size() - 1; }
  [[nodiscard]] pointsbank_texts texts() const noexcept {
    return {bytes_.data(), bytes_.size(), offsets_.data(), count(), nullptr};
  }
  /// With codes, also where there are no rows.
  [[nodiscard]] pointsbank_texts coded() {
    codes_.reserve(1);
    return {bytes_.data(), bytes_.size(), offsets_.data(), count(), codes_.data()};
  }

 private:
  std::string bytes_;
  std::vector<std::uint64_t> offsets_{0};
  std::vector<std::uint32_t> codes_;
};

void add_households(TextsBuilder& texts, const Evaluation& evaluation) {
  for (std::size_t i = 0; i < evaluation.roster().size(); ++i) texts.add(evaluation.roster().id(static_cast<Id>(i)));
}

}  // namespace

struct BalanceColumns {
  explicit BalanceColumns(const Evaluation& evaluation) {
    add_households(household, evaluation);
    for (const Balance& balance : evaluation.balances()) {
      standing.push_back(balance.standing);
      spendable.push_back(balance.spendable);
      earned.push_back(balance.earned);
      deducted.push_back(balance.deducted);
      const bool is_frozen = balance.frozen_until != Date::always();
      frozen_until.push_back(is_frozen ? balance.frozen_until.days : POINTSBANK_ABSENT_DAY);
    }
  }

  TextsBuilder household;
  std::vector<std::int64_t> standing, spendable, earned, deducted;
  std::vector<std::int32_t> frozen_until;
};

struct PostingColumns {
  explicit PostingColumns(const Evaluation& evaluation) {
    add_households(household, evaluation);
    for (int i = 0; i <= static_cast<int>(Cause::opening); ++i) cause.add(to_string(static_cast<Cause>(i)));
    const TextColumn& members = evaluation.events().columns().member;
    for (std::size_t i = 0; members.texts && i < members.texts->size(); ++i) {
      member.add(members.texts->text(static_cast<Id>(i)));
    }
    for (const Posting& posting : evaluation.postings()) add(evaluation, posting);
    member_texts = member.coded();
    household_texts = household.coded();
    source_texts = source.coded();
    cause_texts = cause.coded();
  }

  TextsBuilder household, member, source, event, cause;
  pointsbank_texts household_texts, member_texts, source_texts, cause_texts;
  std::vector<std::int32_t> day;
  std::vector<std::int64_t> standing, spendable;

 private:
  void add(const Evaluation& evaluation, const Posting& posting) {
    day.push_back(posting.date.days);
    household.add_code(posting.household);
    cause.add_code(static_cast<std::uint32_t>(posting.cause));
    standing.push_back(posting.standing);
    spendable.push_back(posting.spendable);
    if (posting.cause >= Cause::redemption) {
      source.add_code(source_code(to_string(posting.cause)));
      event.add(evaluation.entries().rows()[posting.event].id);
      member.add_code(POINTSBANK_ABSENT_CODE);
      return;
    }
    const bool is_of_event =
        posting.cause == Cause::rule || posting.cause == Cause::forfeit || posting.cause == Cause::lapse;
    const bool has_event = is_of_event && posting.event != no_id;
    const Events::Columns& events = evaluation.events().columns();
    source.add_code(code_of_source(evaluation, posting.source));
    event.add(has_event ? events.id[posting.event] : std::string_view());
    member.add_code(has_event ? events.member.id(posting.event) : POINTSBANK_ABSENT_CODE);
  }
  std::uint32_t code_of_source(const Evaluation& evaluation, std::uint32_t number) {
    if (number >= codes_.size()) codes_.resize(number + std::size_t{1}, POINTSBANK_ABSENT_CODE);
    if (codes_[number] == POINTSBANK_ABSENT_CODE) codes_[number] = source_code(evaluation.source(number));
    return codes_[number];
  }
  std::uint32_t source_code(std::string_view text) {
    const std::uint32_t code = sources_.find(text);
    if (code != no_id) return code;
    source.add(text);
    return sources_.add(text);
  }

  Dictionary sources_;                // the same numbers as in `source`
  std::vector<std::uint32_t> codes_;  // of the evaluation's numbers
};

namespace {

/// Made once.
template <class Columns>
std::shared_ptr<const Columns> columns_of(EvaluationObject& object, std::shared_ptr<const Columns>& kept) {
  const std::scoped_lock lock(object.mutex);
  if (!kept) kept = std::make_shared<const Columns>(object.evaluation);
  return kept;
}

}  // namespace

}  // namespace pointsbank::c

namespace c = pointsbank::c;

pointsbank_status pointsbank_evaluation_balances(const pointsbank_evaluation* evaluation,
                                                 pointsbank_balance_columns* columns) noexcept {
  return c::guarded([&] {
    const pointsbank_balance_columns given = c::need_struct(columns, "columns");
    const auto object = c::object_of<c::EvaluationObject>(evaluation, "evaluation");
    const auto made = c::columns_of(*object, object->balances);
    *columns = {given.struct_size,
                made->standing.size(),
                object->evaluation.program().decimals(),
                0,
                made->household.texts(),
                made->standing.data(),
                made->spendable.data(),
                made->earned.data(),
                made->deducted.data(),
                made->frozen_until.data()};
  });
}

pointsbank_status pointsbank_evaluation_postings(const pointsbank_evaluation* evaluation,
                                                 pointsbank_posting_columns* columns) noexcept {
  return c::guarded([&] {
    const pointsbank_posting_columns given = c::need_struct(columns, "columns");
    const auto object = c::object_of<c::EvaluationObject>(evaluation, "evaluation");
    if (!object->options.postings) throw c::UsageFault("binding_table_not_made", {"postings"});
    const auto made = c::columns_of(*object, object->postings);
    *columns = {given.struct_size,
                made->standing.size(),
                object->evaluation.program().decimals(),
                0,
                made->day.data(),
                made->household_texts,
                made->member_texts,
                made->source_texts,
                made->event.texts(),
                made->cause_texts,
                made->standing.data(),
                made->spendable.data()};
  });
}
