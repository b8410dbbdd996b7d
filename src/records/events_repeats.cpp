// Rows that come again: the second half of reading events.
#include <algorithm>

#include "records/events_reader.hpp"
#include "records/text_check.hpp"

namespace pointsbank::records {

namespace {

/// A cell, if it is read: of a revocation `at` is not.
std::string_view read_text(const Batch& batch, std::size_t row, std::size_t column) {
  const bool is_read = column != event_at || batch.text(row, event_revokes).empty();
  return is_read ? batch.text(row, column) : std::string_view();
}

/// The cells that are read as one text, from which they can be told apart.
void append_cells(std::string& out, const Batch& batch, std::size_t row) {
  for (std::size_t column = 0; column < batch.columns.size(); ++column) {
    const std::string_view text = read_text(batch, row, column);
    const auto size = static_cast<std::uint32_t>(text.size());
    out.append(reinterpret_cast<const char*>(&size), sizeof size);
    out.append(text);
  }
}

}  // namespace

/// Reads the portions with repeats again: `act_on(batch, row, group)` for each row whose id is there several times.
template <class Do>
void EventsReader::for_each_repeat(const Do& act_on) {
  const Mark end = source_.mark();
  Batch batch;
  for (const Portion& portion : portions_) {
    if (!portion.has_repeats) continue;
    source_.seek(portion.mark);
    if (!source_.next(batch)) break;
    for (std::size_t row = 0; row < batch.rows.size(); ++row) {
      const std::string_view id = batch.text(row, event_id);
      const Number number = ids_.find(id, hash_text(id), text_of());
      const auto found = std::lower_bound(repeats_.begin(), repeats_.end(), number);
      if (number == IdTable::none || found == repeats_.end() || *found != number) continue;
      act_on(batch, row, static_cast<std::size_t>(found - repeats_.begin()));
    }
  }
  source_.seek(end);
}

void EventsReader::compare_repeats() {
  if (repeats_.empty()) return;
  std::sort(repeats_.begin(), repeats_.end());
  repeats_.erase(std::unique(repeats_.begin(), repeats_.end()), repeats_.end());
  groups_.resize(repeats_.size());
  std::string texts;
  std::string cells;
  for_each_repeat([&](const Batch& batch, std::size_t row, std::size_t number) {
    Group& group = groups_[number];
    cells.clear();
    append_cells(cells, batch, row);
    if (++group.rows == 1) {
      group.text = texts.size();
      group.text_size = cells.size();
      texts.append(cells);
    } else if (std::string_view(texts).substr(group.text, group.text_size) != cells) {
      group.conflicts = true;
    }
  });
  bool has_conflicts = false;
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    has_conflicts |= groups_[group].conflicts;
    if (!groups_[group].conflicts) add_duplicates(group);
  }
  if (has_conflicts) refuse_conflicts();
}

/// Bad rows that come again have been refused one by one.
void EventsReader::add_duplicates(std::size_t group) {
  const Number number = repeats_[group];
  Events::Duplicate duplicate{std::string(id_of(number)), {}};
  if (number < rows()) {
    duplicate.household = columns_.household(number);
  } else {
    const Other& other = others_[IdTable::none - 1 - number];
    if (other.revocation == no_id) return;
    duplicate.household = revocations_[other.revocation].household;
  }
  for (std::uint32_t i = 1; i < groups_[group].rows; ++i) duplicates_.push_back(duplicate);
}

void EventsReader::refuse_conflicts() {
  std::vector<Occurrence> rows_found;
  // All that is wrong is not needed where the first hundred issues are enough.
  std::size_t groups_left = report_.keeps_bad_rows() ? groups_.size() : Report::most_issues + 1;
  std::vector<bool> is_taken(groups_.size(), false);
  for_each_repeat([&](const Batch& batch, std::size_t number, std::size_t group) {
    if (!groups_[group].conflicts || (!is_taken[group] && groups_left == 0)) return;
    if (!is_taken[group]) --groups_left;
    is_taken[group] = true;
    const Row& row = batch.rows[number];
    Occurrence occurrence{group, row.line, source_.place(row, event_id), {}, {}};
    if (report_.keeps_bad_rows()) occurrence.raw = source_.raw(row);
    for (std::size_t column = 0; column < batch.columns.size(); ++column) {
      occurrence.cells.emplace_back(read_text(batch, number, column));
    }
    rows_found.push_back(std::move(occurrence));
  });
  std::stable_sort(rows_found.begin(), rows_found.end(),
                   [](const Occurrence& a, const Occurrence& b) { return a.group < b.group; });
  for (std::size_t begin = 0, end = 0; begin < rows_found.size(); begin = end) {
    while (end < rows_found.size() && rows_found[end].group == rows_found[begin].group) ++end;
    refuse_group(std::span<const Occurrence>(rows_found).subspan(begin, end - begin));
    drop(repeats_[rows_found[begin].group]);
  }
}

/// Each row is told of the first one that differs from it; where issues are thrown, the first row is left out.
void EventsReader::refuse_group(std::span<const Occurrence> rows_of_id) {
  for (const Occurrence& row : rows_of_id) {
    const auto other = std::find_if(rows_of_id.begin(), rows_of_id.end(),
                                    [&](const Occurrence& one) { return one.cells != row.cells; });
    if (other == rows_of_id.end()) continue;  // the file was changed while it was read
    if (!report_.keeps_bad_rows() && other->line > row.line) continue;
    Issue issue{"event_id_again", Severity::error, row.place, {}, "event_hint_difference", {}};
    issue.arguments = {shown(row.cells[event_id]), std::to_string(other->line)};
    const auto differing = std::mismatch(row.cells.begin(), row.cells.end(), other->cells.begin());
    const std::string& column = wanted_[static_cast<std::size_t>(differing.first - row.cells.begin())].name;
    issue.hint_arguments = {column, shown(*differing.first), shown(*differing.second)};
    report_.refuse(row.line, row.raw, std::move(issue));
  }
}

void EventsReader::drop(Number number) {
  if (number < rows()) {
    dropped_rows_.push_back(number);
  } else if (const Other& other = others_[IdTable::none - 1 - number]; other.revocation != no_id) {
    dropped_revocations_.push_back(other.revocation);
  }
}

/// Takes the rows of ids that conflict out of the table, last: until now numbers of rows stood fast.
void EventsReader::remove_dropped() {
  std::sort(dropped_revocations_.begin(), dropped_revocations_.end());
  remove_rows(revocations_, dropped_revocations_);
  if (!dropped_rows_.empty()) {
    std::sort(dropped_rows_.begin(), dropped_rows_.end());
    for (Events::Revocation& revocation : revocations_) {
      if (revocation.target == no_id) continue;
      const auto after = std::lower_bound(dropped_rows_.begin(), dropped_rows_.end(), revocation.target);
      const bool is_dropped = after != dropped_rows_.end() && *after == revocation.target;
      revocation.target = is_dropped ? no_id : revocation.target - static_cast<Id>(after - dropped_rows_.begin());
    }
    CellVector<char> bytes;
    CellVector<std::uint64_t> ends;
    ends.push_back(0);
    auto next = dropped_rows_.begin();
    for (Number row = 0; row < rows(); ++row) {
      if (next != dropped_rows_.end() && *next == row) {
        ++next;
        continue;
      }
      const std::string_view id = id_of(row);
      bytes.append(id.data(), id.size());
      ends.push_back(bytes.size());
    }
    bytes_ = std::move(bytes);
    ends_ = std::move(ends);
    columns_.remove(dropped_rows_);
  }
  const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
  std::sort(revocations_.begin(), revocations_.end(), by_id);
  std::sort(duplicates_.begin(), duplicates_.end(), by_id);
}

}  // namespace pointsbank::records
