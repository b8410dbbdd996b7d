// Reading events: batch by batch into columns, with a table of all ids that finds rows that come again.
//
// A row whose id was there before is only noted. Once all rows are read, the portions of the file that hold such rows
// are read again, and the rows of each such id compared: the same cells make duplicates, others an error in all of
// them. So the result does not depend on the order of the rows, and no row's text is kept.
//
// With several threads a large file is cut into stretches, each read by a reader of its own and joined then; so are
// files without faults and repeats, as most are. Any other is read again from end to end, as if it had not been tried.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "records/event_columns.hpp"
#include "records/id_table.hpp"
#include "records/readers.hpp"
#include "records/report.hpp"

namespace pointsbank::records {

class EventsReader {
 public:
  EventsReader(RowSource& source, const TableFormat& format, const ReadOptions& options);
  Events run();

 private:
  /// The number of an id: of an event its row, of any other row that an id was read from one counted from the end.
  using Number = IdTable::Number;
  struct Other {
    std::string id;
    std::uint32_t portion;
    std::uint32_t revocation;  // or no_id: a bad row
  };
  /// What readers of stretches share.
  struct Together {
    std::atomic<std::uint64_t> bytes_read{0};
    std::atomic<bool> is_over{false};  // one of them cannot go on
  };
  using Readers = std::span<const std::unique_ptr<EventsReader>>;
  /// What one batch read.
  struct Portion {
    Mark mark;
    Number first_row;
    bool has_repeats = false;
  };
  /// All rows of one id of which there are several.
  struct Group {
    std::size_t text = 0;  // where the cells of its first row stand in a text of all of them
    std::size_t text_size = 0;
    std::uint32_t rows = 0;
    bool conflicts = false;
  };
  struct Occurrence {
    std::size_t group;
    std::uint64_t line;
    Place place;
    std::string raw;
    std::vector<std::string> cells;
  };

  [[nodiscard]] std::string_view id_of(Number number) const noexcept {
    if (number < rows()) return {bytes_.data() + ends_[number], ends_[number + 1] - ends_[number]};
    return others_[IdTable::none - 1 - number].id;
  }
  [[nodiscard]] auto text_of() const {
    return [this](Number number) { return id_of(number); };
  }
  [[nodiscard]] std::size_t rows() const noexcept { return ends_.size() - 1; }

  void read();
  bool read(Batch& batch);
  void reserve(const Batch& batch, std::uint64_t from);
  struct Room {
    std::size_t rows;
    std::size_t bytes_of_ids;
  };
  [[nodiscard]] Room room_for(const Batch& batch, std::uint64_t from) const;
  void take(Batch& batch);
  void take_revocations(Batch& batch);
  void take_revocation(const Batch& batch, std::size_t row);
  void check_ids(const Batch& batch, FaultyCells& faults) const;
  void refuse(Batch& batch, FaultyCells& faults);
  void take_ids(const Batch& batch);
  void append_ids(const Batch& batch, std::size_t first, std::size_t count);
  void note_other(std::string_view id, std::uint32_t revocation);
  void note_repeat(Number of);

  bool read_stretches();
  static void make_room(Readers readers);
  bool read_stretch(Together& together, Progress* progress);
  [[nodiscard]] bool is_all_new(Readers readers) const;
  [[nodiscard]] bool is_new(Readers readers, std::size_t reader, std::size_t first, std::size_t count) const;
  void join(Readers readers);

  void compare_repeats();
  template <class Do>
  void for_each_repeat(const Do& act_on);
  void add_duplicates(std::size_t group);
  void refuse_conflicts();
  void refuse_group(std::span<const Occurrence> rows);
  void drop(Number number);
  void match_revocations();
  void remove_dropped();
  void check_size() const;

  RowSource& source_;
  const TableFormat& format_;
  const ReadOptions& options_;
  Report report_;
  Progress progress_;
  Wanted wanted_;

  bool has_room_ = false;  // its rows have their place beside those of others
  EventBuilders columns_;
  CellVector<char> bytes_;
  CellVector<std::uint64_t> ends_;
  IdTable ids_;
  std::vector<Other> others_;
  std::vector<Events::Revocation> revocations_;
  std::vector<Events::Duplicate> duplicates_;
  DateReader recorded_reader_;

  std::vector<Portion> portions_;
  std::vector<Number> repeats_;  // of which id a row came again; later sorted, each once
  std::vector<Group> groups_;    // one for each of these
  std::vector<Id> dropped_rows_;
  std::vector<std::uint32_t> dropped_revocations_;
};

}  // namespace pointsbank::records
