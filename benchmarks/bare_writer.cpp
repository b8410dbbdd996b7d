#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <stdexcept>

#include "bare_csv.hpp"

namespace bare {

namespace {

using pointsbank::Evaluation;

/// A buffer before a file.
class Out {
 public:
  explicit Out(const std::filesystem::path& file)
      : handle_(open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)), buffer_(new char[size + 256]) {
    if (handle_ < 0) throw std::runtime_error("cannot write " + file.string());
  }
  ~Out() { close(handle_); }
  Out(const Out&) = delete;
  Out& operator=(const Out&) = delete;

  void text(std::string_view text) noexcept {
    std::memcpy(buffer_.get() + at_, text.data(), text.size());
    at_ += text.size();
  }
  void comma() noexcept { buffer_[at_++] = ','; }
  void number(std::uint64_t value) noexcept {
    char digits[20];
    std::size_t begin = sizeof digits;
    do {
      digits[--begin] = static_cast<char>('0' + value % 10);
      value /= 10;
    } while (value != 0);
    text({digits + begin, sizeof digits - begin});
  }
  void hundredths(std::int64_t value) noexcept {
    if (value < 0) buffer_[at_++] = '-';
    const std::uint64_t magnitude =
        value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    number(magnitude / 100);
    buffer_[at_++] = '.';
    buffer_[at_++] = static_cast<char>('0' + magnitude / 10 % 10);
    buffer_[at_++] = static_cast<char>('0' + magnitude % 10);
  }
  void end_row() {
    buffer_[at_++] = '\n';
    if (at_ > size - most_row) flush();
  }
  void finish() {
    flush();
    if (fsync(handle_) != 0) throw std::runtime_error("cannot flush");
  }

 private:
  static constexpr std::size_t size = std::size_t{1} << 18;
  static constexpr std::size_t most_row = 4096;
  void flush() {
    for (std::size_t done = 0; done < at_;) {
      const ssize_t wrote = ::write(handle_, buffer_.get() + done, at_ - done);
      if (wrote < 0) throw std::runtime_error("cannot write");
      done += static_cast<std::size_t>(wrote);
    }
    at_ = 0;
  }
  int handle_;
  std::size_t at_ = 0;
  std::unique_ptr<char[]> buffer_;
};

/// Dates as text, each made once.
class Dates {
 public:
  explicit Dates(std::int32_t first) : first_(first) {
    for (std::int32_t day = 0; day < 366; ++day) texts_ += pointsbank::Date{first + day}.to_string();
  }
  [[nodiscard]] std::string_view operator[](pointsbank::Date date) const noexcept {
    return std::string_view(texts_).substr(static_cast<std::size_t>(date.days - first_) * 10, 10);
  }

 private:
  std::int32_t first_;
  std::string texts_;
};

void balances(const Evaluation& evaluation, Out& out) {
  out.text("household,standing,spendable,earned,deducted,frozen_until\n");
  pointsbank::Id household = 0;
  for (const pointsbank::Balance& balance : evaluation.balances()) {
    out.text(evaluation.roster().id(household++));
    for (const std::int64_t amount : {balance.standing, balance.spendable, balance.earned, balance.deducted}) {
      out.comma();
      out.hundredths(amount);
    }
    out.comma();
    if (balance.frozen_until != pointsbank::Date::always()) out.text(balance.frozen_until.to_string());
    out.end_row();
  }
}

void postings(const Evaluation& evaluation, Out& out) {
  out.text("posting,date,household,member,source,event,cause,standing,spendable\n");
  if (evaluation.postings().empty()) return;
  const Dates dates(pointsbank::first_day(pointsbank::PeriodKind::year, evaluation.postings().front().date).days);
  const pointsbank::IdColumn& ids = evaluation.events().columns().id;
  std::uint64_t number = 0;
  for (const pointsbank::Posting& posting : evaluation.postings()) {
    out.number(++number);
    out.comma();
    out.text(dates[posting.date]);
    out.comma();
    out.text(evaluation.roster().id(posting.household));
    out.text(",,");
    out.text(evaluation.source(posting.source));
    out.comma();
    const bool of_event = posting.cause == pointsbank::Cause::rule || posting.cause == pointsbank::Cause::forfeit;
    if (of_event) out.text(ids[posting.event]);
    out.comma();
    out.text(to_string(posting.cause));
    out.comma();
    out.hundredths(posting.standing);
    out.comma();
    out.hundredths(posting.spendable);
    out.end_row();
  }
}

void outcomes(const Evaluation& evaluation, Out& out) {
  out.text("event,household,rule,outcome,amount,reason\n");
  const pointsbank::IdColumn& ids = evaluation.events().columns().id;
  for (const pointsbank::EventOutcome& outcome : evaluation.outcomes()) {
    out.text(ids[outcome.event]);
    out.comma();
    out.text(evaluation.roster().id(outcome.household));
    out.comma();
    if (outcome.rule != pointsbank::EventOutcome::no_rule) out.text(evaluation.source(outcome.rule));
    out.comma();
    out.text(to_string(outcome.outcome));
    out.comma();
    if (outcome.has_amount) out.hundredths(outcome.amount);
    out.comma();
    out.text(to_string(outcome.reason));
    out.end_row();
  }
  for (const pointsbank::OtherOutcome& outcome : evaluation.other_outcomes()) {
    out.text(outcome.event);
    out.comma();
    out.text(outcome.household);
    out.text(",,");
    out.text(to_string(outcome.outcome));
    out.text(",,");
    out.text(to_string(outcome.reason));
    out.end_row();
  }
}

}  // namespace

void write(const Evaluation& evaluation, std::string_view table, const std::filesystem::path& file) {
  Out out(file);
  if (table == "balances") balances(evaluation, out);
  if (table == "postings") postings(evaluation, out);
  if (table == "outcomes") outcomes(evaluation, out);
  out.finish();
}

}  // namespace bare
