// Tables that come with a command: their rows, and what is wrong with them, line by line.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bank/work.hpp"
#include "records/readers.hpp"

namespace pointsbank::bank {

/// The rows of a table: JSON Lines where its name ends in `.jsonl`, else CSV. `file` must outlive them.
[[nodiscard]] std::unique_ptr<records::RowSource> rows_of(const File& file, records::Wanted wanted);

/// Mistakes that show only beside what the bank holds: collected up to a hundred, thrown all at once.
class TableIssues {
 public:
  explicit TableIssues(const File& file) : file_(file.name) {}
  void add(std::uint64_t line, std::string column, std::string code, std::vector<std::string> arguments,
           std::string hint = {}, std::vector<std::string> hint_arguments = {});
  [[nodiscard]] bool is_full() const noexcept;
  void throw_if_any();

 private:
  std::string file_;
  Issues issues_;
};

/// A date of a cell that its reader has accepted, or none where it is empty.
[[nodiscard]] std::optional<Date> optional_date(std::string_view text);

/// The value `ignored_columns` where a table has columns that nothing is known of.
void add_ignored_columns(Answer& answer, const Issues& warnings);

/// The salted digest of somebody's name, which goes into the journal while the name itself stands in a table of its
/// own. A name that is new is put there with a new random salt: the one thing in a bank that is not determined by what
/// came in. An empty name leaves what is there.
[[nodiscard]] std::optional<Digest> keep_name(Work& work, std::string_view person, std::string_view name);
/// Is it another name than the one that is kept? (An empty one says nothing.)
[[nodiscard]] bool is_new_name(Work& work, std::string_view person, std::string_view name);

}  // namespace pointsbank::bank
