#include "bank/event_rows.hpp"

#include <algorithm>

#include "bank/entry_reading.hpp"

namespace pointsbank::bank {

namespace {

constexpr std::size_t rows_a_batch = 1024;

}  // namespace

EventRows::EventRows(records::Wanted wanted, std::string_view subject, int utc_offset)
    : wanted_(std::move(wanted)), utc_offset_(utc_offset) {
  for (std::size_t column = 0; column < wanted_.size(); ++column) columns_.emplace(wanted_[column].name, column);
  event_ = columns_.at("event");
  subject_ = columns_.at(subject);
  kind_ = columns_.at("kind");
  at_ = columns_.at("at");
  member_ = columns_.at("member");
  recorded_ = columns_.at("recorded");
  points_ = columns_.at("points");
}

void EventRows::add(store::Seq seq, std::string_view body, std::string_view points) {
  if (!points.empty()) decided_.emplace(seqs_.size(), points);
  seqs_.push_back(seq);
  bodies_.append(body);
  ends_.push_back(bodies_.size());
}

std::string_view EventRows::body(std::size_t row) const noexcept {
  const std::size_t begin = row == 0 ? 0 : ends_[row - 1];
  return std::string_view(bodies_).substr(begin, ends_[row] - begin);
}

bool EventRows::next(records::Batch& batch) {
  batch.clear(wanted_.size());
  arena_.clear();
  if (next_ >= seqs_.size()) return false;
  const std::size_t end = std::min(seqs_.size(), next_ + rows_a_batch);
  for (; next_ < end; ++next_) {
    batch.add_cells();
    put_row(batch, next_);
    batch.rows.push_back({nullptr, 0, next_ + 1});
  }
  return true;
}

void EventRows::put(records::Batch& batch, std::size_t column, std::string_view text) {
  if (!text.empty()) batch.columns[column].back() = arena_.copy(text);
}

void EventRows::put_row(records::Batch& batch, std::size_t row) {
  const auto event = decoded<journal::EventEntry>(seqs_[row], body(row));
  put(batch, event_, event.event);
  put(batch, subject_, event.household);
  put(batch, kind_, event.kind);
  put(batch, at_, event.occurred);
  put(batch, member_, event.member);
  for (const journal::Cell& cell : event.cells) {
    if (const auto found = columns_.find(cell.column); found != columns_.end()) put(batch, found->second, cell.text);
  }
  // A claim is known from when it was handed in; of what came in decided already, its row says it or nothing does.
  if (!event.is_final) put(batch, recorded_, event.at.to_string(utc_offset_));
  if (const auto decided = decided_.find(row); decided != decided_.end()) put(batch, points_, decided->second);
}

Place EventRows::place(const records::Row& row, std::size_t column) const {
  const std::size_t number = static_cast<std::size_t>(row.line - 1);
  return {"entry " + std::to_string(seqs_[number]), 0, 0, wanted_[column].name};
}

std::string EventRows::raw(const records::Row& row) const {
  return std::string(body(static_cast<std::size_t>(row.line - 1)));
}

}  // namespace pointsbank::bank
