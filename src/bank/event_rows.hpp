// Events of the journal as rows of a table, decoded a batch at a time: a million of them never stand in memory as
// texts.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "journal/entries.hpp"
#include "records/rows.hpp"
#include "store/store.hpp"

namespace pointsbank::bank {

class EventRows final : public records::RowSource {
 public:
  EventRows(records::Wanted wanted, std::string_view subject, int utc_offset);

  /// `points`: of a `range` score, what was decided; else empty.
  void add(store::Seq seq, std::string_view body, std::string_view points);

  bool next(records::Batch& batch) override;
  [[nodiscard]] records::Mark mark() const noexcept override { return {next_, next_ + 1}; }
  void seek(records::Mark mark) override { next_ = static_cast<std::size_t>(mark.offset); }
  [[nodiscard]] bool has(std::size_t) const noexcept override { return true; }
  [[nodiscard]] Place place(const records::Row& row, std::size_t column) const override;
  [[nodiscard]] std::string raw(const records::Row& row) const override;
  [[nodiscard]] const std::vector<std::string>& unknown_columns() const noexcept override { return unknown_; }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::uint64_t total() const noexcept override { return seqs_.size(); }

 private:
  [[nodiscard]] std::string_view body(std::size_t row) const noexcept;
  void put(records::Batch& batch, std::size_t column, std::string_view text);
  void put_row(records::Batch& batch, std::size_t row);

  records::Wanted wanted_;
  std::unordered_map<std::string_view, std::size_t> columns_;
  // Where the columns of every event stand among those wanted.
  std::size_t event_, subject_, kind_, at_, member_, recorded_, points_;
  int utc_offset_;
  std::vector<store::Seq> seqs_;
  std::string bodies_;
  std::vector<std::size_t> ends_;
  std::map<std::size_t, std::string> decided_;  ///< points by row
  std::size_t next_ = 0;
  records::CellArena arena_;
  std::string name_ = "events";
  std::vector<std::string> unknown_;  ///< none: what a rule book no longer declares is no mistake here
};

}  // namespace pointsbank::bank
