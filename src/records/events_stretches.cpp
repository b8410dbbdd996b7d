// Reading a large file with several threads: stretches of it at the same time, each by a reader of its own, joined
// then.
//
// Only what needs no words is read in this way: a fault or an id that comes again is told with lines of the whole file
// and compared with rows anywhere, which reading from end to end does already. It also covers a file that was cut
// within quotes: the stretch before the cut has a fault then.
#include <algorithm>
#include <functional>

#include "core/parallel.hpp"
#include "records/events_reader.hpp"

namespace pointsbank::records {

/// False where nothing came of it, and the file is to be read from end to end.
bool EventsReader::read_stretches() {
  if (options_.threads < 2) return false;
  const std::vector<std::unique_ptr<RowSource>> stretches = source_.split(static_cast<std::size_t>(options_.threads));
  if (stretches.size() < 2) return false;
  const ReadOptions quiet;  // what is told is told by this reader alone
  std::vector<std::unique_ptr<EventsReader>> readers;
  for (const std::unique_ptr<RowSource>& stretch : stretches) {
    readers.push_back(std::make_unique<EventsReader>(*stretch, format_, quiet));
  }
  try {
    make_room(readers);
  } catch (const InputError&) {
    return false;
  }
  Together together;
  run_threads(readers.size(), [&](std::size_t number) {
    try {
      if (!readers[number]->read_stretch(together, number == 0 ? &progress_ : nullptr)) together.is_over = true;
    } catch (const InputError&) {
      together.is_over = true;
    } catch (...) {
      together.is_over = true;
      throw;
    }
  });
  if (together.is_over || !is_all_new(readers)) return false;
  join(readers);
  return true;
}

/// Memory for the rows of all, one stretch behind the other, by what the beginning of the first says of them.
void EventsReader::make_room(Readers readers) {
  EventsReader& first = *readers.front();
  const Mark begin = first.source_.mark();
  Batch batch;
  (void)first.source_.next(batch);
  std::vector<EventBuilders*> columns;
  std::vector<CellVector<char>*> bytes;
  std::vector<CellVector<std::uint64_t>*> ends;
  std::vector<std::size_t> rows;
  std::vector<std::size_t> ends_of_rows;
  std::vector<std::size_t> bytes_of_ids;
  for (const auto& reader : readers) {
    // Each stretch is as long as the first, or nearly.
    const Room room = first.room_for(batch, begin.offset);
    columns.push_back(&reader->columns_);
    bytes.push_back(&reader->bytes_);
    ends.push_back(&reader->ends_);
    rows.push_back(room.rows);
    ends_of_rows.push_back(room.rows + 1);
    bytes_of_ids.push_back(room.bytes_of_ids);
    reader->ends_ = CellVector<std::uint64_t>();
    reader->has_room_ = true;
  }
  first.source_.seek(begin);
  EventBuilders::share(columns, rows, first.source_);
  CellVector<char>::share(bytes, bytes_of_ids);
  CellVector<std::uint64_t>::share(ends, ends_of_rows);
  for (CellVector<std::uint64_t>* const each : ends) each->push_back(0);
}

/// False where something turns up that has to be told or compared, here or in another stretch.
bool EventsReader::read_stretch(Together& together, Progress* progress) {
  Batch batch;
  for (std::uint64_t before = source_.mark().offset; !together.is_over;) {
    if (!read(batch)) return true;
    if (report_.has_issues() || !repeats_.empty()) return false;
    const std::uint64_t bytes = source_.mark().offset - std::exchange(before, source_.mark().offset);
    const std::uint64_t bytes_read = together.bytes_read += bytes;
    if (progress != nullptr) progress->tell(bytes_read);
  }
  return false;
}

/// Does no id of a stretch come again in another?
bool EventsReader::is_all_new(Readers readers) const {
  constexpr std::size_t block = 64U << 10U;
  struct Work {
    std::size_t reader;
    std::size_t first;
  };
  std::vector<Work> works;
  std::size_t ids = 0;
  for (std::size_t reader = 0; reader < readers.size(); ++reader) {
    ids += readers[reader]->rows() + readers[reader]->others_.size();
    if (reader == 0) continue;
    for (std::size_t first = 0; first < readers[reader]->rows(); first += block) works.push_back({reader, first});
    for (const Other& other : readers[reader]->others_) {
      for (const auto& earlier : readers.first(reader)) {
        if (earlier->ids_.find(other.id, hash_text(other.id), earlier->text_of()) != IdTable::none) return false;
      }
    }
  }
  if (ids + 1 >= IdTable::none) return false;
  Distributor distributor(works.size());
  std::atomic<bool> is_all_new = true;
  run_threads(readers.size(), [&](std::size_t) {
    for (std::size_t i = distributor.next(); i < distributor.count(); i = distributor.next()) {
      if (is_new(readers, works[i].reader, works[i].first, block)) continue;
      is_all_new = false;
      distributor.stop();
    }
  });
  return is_all_new;
}

/// Is none of up to `count` ids of a stretch, from row `first` on, in one before it?
bool EventsReader::is_new(Readers readers, std::size_t reader, std::size_t first, std::size_t count) const {
  constexpr std::size_t block = 64;  // slots that are on their way from memory
  const EventsReader& these = *readers[reader];
  const std::size_t end = std::min(these.rows(), first + count);
  std::uint64_t hashes[block];
  bool is_new = true;
  for (std::size_t begin = first; begin < end; begin += block) {
    const std::size_t rows_here = std::min(block, end - begin);
    for (std::size_t i = 0; i < rows_here; ++i) hashes[i] = hash_text(these.id_of(static_cast<Number>(begin + i)));
    for (const auto& earlier : readers.first(reader)) {
      for (std::size_t i = 0; i < rows_here; ++i) earlier->ids_.prefetch(hashes[i]);
      for (std::size_t i = 0; i < rows_here; ++i) {
        const std::string_view id = these.id_of(static_cast<Number>(begin + i));
        is_new &= earlier->ids_.find(id, hashes[i], earlier->text_of()) == IdTable::none;
      }
    }
    if (!is_new) break;
  }
  return is_new;
}

/// The rows of all stretches in their order, column by column at the same time.
void EventsReader::join(Readers readers) {
  std::vector<Number> first_rows;
  Number count = 0;
  for (const auto& reader : readers) {
    first_rows.push_back(count);
    count += static_cast<Number>(reader->rows());
  }
  for (const auto& reader : readers) {
    for (Events::Revocation& revocation : reader->revocations_) {
      const std::uint64_t hash = hash_text(revocation.revokes);
      for (std::size_t i = 0; i < readers.size(); ++i) {
        const Number found = readers[i]->ids_.find(revocation.revokes, hash, readers[i]->text_of());
        if (found < readers[i]->rows()) revocation.target = first_rows[i] + found;
      }
      revocations_.push_back(std::move(revocation));
    }
  }
  std::vector<EventBuilders*> columns;
  std::vector<CellVector<char>*> bytes;
  std::vector<CellVector<std::uint64_t>*> ends;
  for (const auto& reader : readers) {
    columns.push_back(&reader->columns_);
    bytes.push_back(&reader->bytes_);
    ends.push_back(&reader->ends_);
  }
  std::vector<std::function<void()>> works = EventBuilders::joining(columns);
  works.emplace_back([&bytes, &ends] {
    std::uint64_t before = ends.front()->back();
    for (CellVector<std::uint64_t>* const each : std::span(ends).subspan(1)) {
      // Where a stretch begins, the one before it has ended.
      CellVector<std::uint64_t>& these = *each;
      for (std::size_t i = 1; i < these.size(); ++i) these[i - 1] = before + these[i];
      before += these.back();
      these.resize(these.size() - 1);
    }
    CellVector<std::uint64_t>::join(ends);
    CellVector<char>::join(bytes);
  });
  Distributor distributor(works.size());
  run_threads(readers.size(), [&](std::size_t) {
    for (std::size_t i = distributor.next(); i < distributor.count(); i = distributor.next()) works[i]();
  });
  columns_ = std::move(readers.front()->columns_);
  bytes_ = std::move(readers.front()->bytes_);
  ends_ = std::move(readers.front()->ends_);
}

}  // namespace pointsbank::records
