#include "data.hpp"

#include <chrono>
#include <system_error>

#include "progress.hpp"

namespace pointsbank::command {

namespace {

/// Reads one table after the other, so that the mistakes of all of them are told at once.
class Reading {
 public:
  Reading(const DataArguments& arguments, const Console& console, Data& data)
      : arguments_(arguments), console_(console), format_(data.program.table_format()), data_(data) {}

  void run() {
    const bool has_roster = read(arguments_.roster, [&](const ReadOptions& options) {
      data_.roster = read_roster(arguments_.roster, format_, options);
    });
    data_.options.has_members = !arguments_.members.empty();
    read(arguments_.members, [&](const ReadOptions& options) {
      data_.options.members = read_members(arguments_.members, format_, options);
    });
    read(arguments_.events,
         [&](const ReadOptions& options) { data_.events = read_events(arguments_.events, format_, options); });
    if (has_roster) {
      read(arguments_.entries, [&](const ReadOptions& options) {
        data_.options.entries = read_entries(arguments_.entries, format_, data_.roster, options);
      });
      read(arguments_.published, [&](const ReadOptions& options) {
        data_.options.published =
            std::make_shared<const Published>(read_published(arguments_.published, format_, data_.roster, options));
      });
    }
    console_.issues(warnings_);
    if (!issues_.empty()) throw InputError(std::move(issues_));
  }

 private:
  template <class Read>
  bool read(const Path& file, Read read_it) {
    if (file.empty()) return true;
    Progress progress(console_, console_.sentence("command_reading", {file.filename().string()}));
    ReadOptions options;
    options.threads = arguments_.threads;
    options.warnings = &warnings_;
    if (!arguments_.bad_rows.empty()) options.bad_rows = &data_.bad_rows;
    options.progress = [&](std::uint64_t done, std::uint64_t total) { return progress.tell(done, total); };
    try {
      read_it(options);
      return true;
    } catch (const InputError& error) {
      issues_.insert(issues_.end(), error.issues().begin(), error.issues().end());
      return false;
    }
  }

  const DataArguments& arguments_;
  const Console& console_;
  const TableFormat& format_;
  Data& data_;
  Issues issues_;
  Issues warnings_;
};

std::optional<Moment> last_known(const DataArguments& arguments, int utc_offset) {
  if (const Moment* moment = std::get_if<Moment>(&arguments.as_of)) return *moment;
  if (const Date* date = std::get_if<Date>(&arguments.as_of)) {
    return Moment{first_moment(*date + 1, utc_offset).microseconds - 1};
  }
  return std::nullopt;
}

}  // namespace

Data read_data(const DataArguments& arguments, const Console& console) {
  return read_data(load_rule_book(arguments.rules), arguments, console);
}

Data read_data(Program program, const DataArguments& arguments, const Console& console) {
  const auto begin = std::chrono::steady_clock::now();
  Data data;
  data.program = std::move(program);
  data.options.through = arguments.through;
  data.options.threads = arguments.threads;
  data.options.as_of = last_known(arguments, data.program.table_format().utc_offset);
  Reading(arguments, console, data).run();
  data.nanoseconds =
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begin).count();
  return data;
}

void check_output_folder(const Path& folder) {
  std::error_code ignored;
  const auto status = std::filesystem::status(folder, ignored);
  if (std::filesystem::exists(status) && !std::filesystem::is_directory(status)) {
    throw InputError({wrong_use("command_is_no_folder", {folder.string()})});
  }
}

}  // namespace pointsbank::command
