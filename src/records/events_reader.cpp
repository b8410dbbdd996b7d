#include "records/events_reader.hpp"

#include <algorithm>
#include <cstring>

#include "records/text_check.hpp"

namespace pointsbank::records {

EventsReader::EventsReader(RowSource& source, const TableFormat& format, const ReadOptions& options)
    : source_(source),
      format_(format),
      options_(options),
      report_(source, options),
      progress_(source, options),
      wanted_(event_columns(format)),
      columns_(format),
      ids_(0),
      recorded_reader_(format.utc_offset) {
  ends_.push_back(0);
}

Events EventsReader::run() {
  if (!read_stretches()) read();
  if (!report_.is_full()) compare_repeats();
  progress_.finish();
  if (const std::string_view text = columns_.combining(); !text.empty()) report_.warn_of_combining(text);
  report_.finish();
  remove_dropped();
  IdColumn ids(std::move(bytes_), std::move(ends_));
  return EventsAccess::make(format_, columns_.finish(std::move(ids)), std::move(revocations_), std::move(duplicates_));
}

void EventsReader::read() {
  Batch batch;
  while (!report_.is_full() && read(batch)) progress_.tell();
  match_revocations();
}

bool EventsReader::read(Batch& batch) {
  const Mark mark = source_.mark();
  if (!source_.next(batch)) return false;
  portions_.push_back({mark, static_cast<Number>(rows()), false});
  report_.refuse_broken(batch);
  if (portions_.size() == 1) reserve(batch, mark.offset);
  take(batch);
  return true;
}

/// Makes room once.
void EventsReader::reserve(const Batch& batch, std::uint64_t from) {
  const Room room = room_for(batch, from);
  ids_ = IdTable(room.rows);
  if (has_room_) return;
  columns_.reserve(room.rows);
  ends_.reserve(room.rows + 1);
  bytes_.reserve(room.bytes_of_ids);
}

/// What all rows need, by what a batch that began there says of them.
EventsReader::Room EventsReader::room_for(const Batch& batch, std::uint64_t from) const {
  const std::size_t rows_of_batch = std::max<std::size_t>(batch.rows.size(), 1);
  std::size_t bytes_of_ids = 0;
  for (std::size_t row = 0; row < batch.rows.size(); ++row) bytes_of_ids += batch.text(row, event_id).size();
  const std::uint64_t at = source_.mark().offset;
  const std::uint64_t left = source_.total() - std::min(source_.total(), at);
  // Room that is never used costs nothing, but no file makes us ask for more than a row in 16 bytes needs.
  const std::uint64_t more =
      std::min(left * rows_of_batch / std::max<std::uint64_t>(at - from, 1) * 17 / 16, source_.total() / 16);
  const auto rows = static_cast<std::size_t>(rows_of_batch + more);
  return {rows, (bytes_of_ids / rows_of_batch + 1) * rows};
}

void EventsReader::check_size() const {
  if (rows() + others_.size() + 1 < IdTable::none) return;
  throw InputError({{"table_too_many_rows", Severity::error, {source_.name(), 0, 0, {}}, {}, {}, {}}});
}

void EventsReader::take(Batch& batch) {
  if (source_.has(event_revokes)) take_revocations(batch);
  FaultyCells faults;
  check_ids(batch, faults);
  columns_.append(batch, faults);
  if (!faults.empty()) {
    refuse(batch, faults);
    columns_.truncate(rows());
    faults.clear();
    columns_.append(batch, faults);
  }
  take_ids(batch);
}

void EventsReader::check_ids(const Batch& batch, FaultyCells& faults) const {
  for (std::size_t row = 0; row < batch.rows.size(); ++row) {
    const std::string_view id = batch.text(row, event_id);
    if (batch.is_plain && !id.empty() && id.size() <= max_id) continue;
    const CellFault fault = check_id(id);
    if (fault != CellFault::none) faults.push_back({static_cast<std::uint32_t>(row), event_id, fault});
  }
}

/// Takes bad rows out of a batch. Their ids are there all the same.
void EventsReader::refuse(Batch& batch, FaultyCells& faults) {
  const std::vector<std::uint32_t> bad = refuse_cells(batch, faults, source_, report_, format_.utc_offset);
  for (const std::uint32_t row : bad) {
    const std::string_view id = batch.text(row, event_id);
    if (check_id(id) == CellFault::none) note_other(id, no_id);
  }
  batch.remove(bad);
}

void EventsReader::take_ids(const Batch& batch) {
  constexpr std::size_t block = 64;
  constexpr std::size_t ahead = 32;  // so many slots are on their way from memory
  const std::size_t rows_of_batch = batch.rows.size();
  std::uint64_t hashes[ahead];
  const auto look_ahead = [&](std::size_t row) {
    if (row >= rows_of_batch) return;
    hashes[row % ahead] = hash_text(batch.text(row, event_id));
    ids_.prefetch(hashes[row % ahead]);
  };
  for (std::size_t row = 0; row < ahead; ++row) look_ahead(row);
  std::vector<Id> repeats;
  const std::size_t first_row = rows();
  for (std::size_t begin = 0; begin < rows_of_batch; begin += block) {
    const std::size_t count = std::min(rows_of_batch - begin, block);
    append_ids(batch, begin, count);
    std::size_t row = rows() - count;
    bool are_all_new = true;
    for (std::size_t i = begin; i < begin + count; ++i) {
      const std::string_view id = batch.text(i, event_id);
      const Number there = ids_.find_or_add(id, hashes[i % ahead], static_cast<Number>(row), text_of());
      look_ahead(i + ahead);
      if (there == IdTable::none) {
        if (!are_all_new) append_ids(batch, i, 1);
        ++row;
        continue;
      }
      if (are_all_new) {
        // The ids from here on were appended too early.
        ends_.resize(row + 1);
        bytes_.resize(static_cast<std::size_t>(ends_.back()));
        are_all_new = false;
      }
      note_repeat(there);
      repeats.push_back(static_cast<Id>(first_row + i));
    }
  }
  columns_.remove(repeats);
  check_size();
}

/// The ids of some rows of a batch, copied together first: most are short.
void EventsReader::append_ids(const Batch& batch, std::size_t first, std::size_t count) {
  constexpr std::size_t short_id = 16;
  char together[64 * max_id + short_id];
  std::size_t used = 0;
  const std::size_t before = bytes_.size();
  for (std::size_t row = first; row < first + count; ++row) {
    const Cell id = batch.cell(row, event_id);
    if (id.size <= short_id) {
      std::memcpy(together + used, id.data, short_id);
    } else {
      std::memcpy(together + used, id.data, id.size);
    }
    used += id.size;
    ends_.push_back(before + used);
  }
  bytes_.append(together, used);
}

// -------------------------------------------------------------------------------------------------------- revocations

void EventsReader::take_revocations(Batch& batch) {
  std::vector<std::uint32_t> rows_with;
  for (std::size_t row = 0; row < batch.rows.size(); ++row) {
    if (batch.text(row, event_revokes).empty()) continue;
    take_revocation(batch, row);
    rows_with.push_back(static_cast<std::uint32_t>(row));
  }
  batch.remove(rows_with);
}

void EventsReader::take_revocation(const Batch& batch, std::size_t number) {
  Events::Revocation revocation;
  const auto text = [&](std::uint32_t column) { return batch.text(number, column); };
  const auto check = [&](std::uint32_t column, CellFault fault) {
    if (fault == CellFault::none) return true;
    const Row& row = batch.rows[number];
    report_.refuse(row, describe(fault, text(column), source_.place(row, column), format_.utc_offset));
    return false;
  };
  const bool has_id = check(event_id, check_id(text(event_id)));
  bool is_good = has_id;
  if (!text(event_subject).empty()) is_good &= check(event_subject, check_id(text(event_subject)));
  if (!text(event_recorded).empty()) {
    const Cell cell = batch.cell(number, event_recorded);
    is_good &= check(event_recorded, recorded_reader_.moment(cell, revocation.recorded));
  }
  is_good &= check(event_revokes, check_id(text(event_revokes)));
  if (!has_id) return;
  const auto place = is_good ? static_cast<std::uint32_t>(revocations_.size()) : no_id;
  const std::size_t others = others_.size();
  note_other(text(event_id), place);
  if (!is_good || others_.size() == others) return;
  revocation.id = text(event_id);
  revocation.household = text(event_subject);
  revocation.revokes = text(event_revokes);
  revocations_.push_back(std::move(revocation));
}

/// An id of a row that is no event.
void EventsReader::note_other(std::string_view id, std::uint32_t revocation) {
  const auto number = static_cast<Number>(IdTable::none - 1 - others_.size());
  others_.push_back({std::string(id), static_cast<std::uint32_t>(portions_.size() - 1), revocation});
  const Number there = ids_.find_or_add(id, hash_text(id), number, text_of());
  if (there == IdTable::none) return check_size();
  others_.pop_back();
  note_repeat(there);
}

void EventsReader::match_revocations() {
  for (Events::Revocation& revocation : revocations_) {
    const Number found = ids_.find(revocation.revokes, hash_text(revocation.revokes), text_of());
    revocation.target = found < rows() ? found : no_id;
  }
}

void EventsReader::note_repeat(Number of) {
  repeats_.push_back(of);
  portions_.back().has_repeats = true;
  if (of >= rows()) {
    portions_[others_[IdTable::none - 1 - of].portion].has_repeats = true;
    return;
  }
  const auto after = std::upper_bound(portions_.begin(), portions_.end(), of,
                                      [](Number row, const Portion& portion) { return row < portion.first_row; });
  (after - 1)->has_repeats = true;
}

Events events_from(RowSource& source, const TableFormat& format, const ReadOptions& options) {
  return EventsReader(source, format, options).run();
}

}  // namespace pointsbank::records
