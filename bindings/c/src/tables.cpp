// Tables from texts and files.
#include <filesystem>
#include <span>
#include <vector>

#include "arguments.hpp"
#include "objects.hpp"
#include "pointsbank/report.hpp"
#include "pointsbank/table_texts.hpp"

namespace pointsbank::c {

namespace {

/// Reading with the options of the caller. What was found beside the table is given when it has been read.
class Reading {
 public:
  explicit Reading(const pointsbank_read_options* given)
      : given_(optional_struct(given, "options")), options_(read_options()) {
    if (given_.bad_rows != nullptr) *given_.bad_rows = nullptr;
    if (given_.warnings != nullptr) *given_.warnings = nullptr;
  }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  [[nodiscard]] const ReadOptions& options() const noexcept { return options_; }

  /// Makes the table and gives it, or nothing at all.
  template <class Object, class Make>
  void give_table(typename Object::Handle** out, const Make& make) {
    Object object = make();
    pointsbank_text* bad_rows = nullptr;
    pointsbank_text* warnings = nullptr;
    try {
      if (!bad_rows_.empty()) give_text(&bad_rows, to_csv(bad_rows_));
      if (given_.warnings != nullptr && !warnings_.empty()) give_text(&warnings, to_json(warnings_));
      give_new<Object>(out, std::move(object));
    } catch (...) {
      release<TextObject>(bad_rows, "bad_rows");
      release<TextObject>(warnings, "warnings");
      throw;
    }
    if (given_.bad_rows != nullptr) *given_.bad_rows = bad_rows;
    if (given_.warnings != nullptr) *given_.warnings = warnings;
  }

 private:
  ReadOptions read_options() {
    ReadOptions options;
    options.threads = threads_of(given_.threads);
    options.progress = progress_of(given_.progress, given_.context);
    options.warnings = &warnings_;
    if (given_.bad_rows != nullptr) options.bad_rows = &bad_rows_;
    return options;
  }

  pointsbank_read_options given_;
  std::vector<BadRow> bad_rows_;
  Issues warnings_;
  ReadOptions options_;
};

TableText table_of(const pointsbank_source* table, const char* argument) {
  const SourceView source = need_source(table, argument);
  return {source.name, source.text};
}

std::filesystem::path path_of(const char* file, const char* argument) { return need_name(file, argument); }

/// A table that needs the rules alone, from a text or a path.
template <class Object, class From>
pointsbank_status read_table(const pointsbank_rules* rules, const pointsbank_read_options* options,
                             typename Object::Handle** out, const char* argument, const From& from) noexcept {
  return guarded([&] {
    need_place(out, argument);
    const auto book = object_of<RulesObject>(rules, "rules");
    Reading reading(options);
    reading.give_table<Object>(out, [&] { return Object{from(book->program.table_format(), reading.options())}; });
  });
}

/// One that names households of a roster.
template <class Object, class From>
pointsbank_status read_table(const pointsbank_rules* rules, const pointsbank_roster* roster,
                             const pointsbank_read_options* options, typename Object::Handle** out,
                             const char* argument, const From& from) noexcept {
  return guarded([&] {
    need_place(out, argument);
    const auto book = object_of<RulesObject>(rules, "rules");
    const auto households = object_of<RosterObject>(roster, "roster");
    Reading reading(options);
    reading.give_table<Object>(out, [&] {
      return Object{from(book->program.table_format(), households->table, reading.options()), households->table};
    });
  });
}

}  // namespace

}  // namespace pointsbank::c

using namespace pointsbank;

pointsbank_status pointsbank_roster_from_text(const pointsbank_rules* rules, const pointsbank_source* table,
                                              const pointsbank_read_options* options,
                                              pointsbank_roster** roster) noexcept {
  return c::read_table<c::RosterObject>(rules, options, roster, "roster",
                                        [&](const TableFormat& format, const ReadOptions& reading) {
                                          return read_roster(c::table_of(table, "table"), format, reading);
                                        });
}

pointsbank_status pointsbank_roster_from_file(const pointsbank_rules* rules, const char* file,
                                              const pointsbank_read_options* options,
                                              pointsbank_roster** roster) noexcept {
  return c::read_table<c::RosterObject>(rules, options, roster, "roster",
                                        [&](const TableFormat& format, const ReadOptions& reading) {
                                          return read_roster(c::path_of(file, "file"), format, reading);
                                        });
}

pointsbank_status pointsbank_roster_free(pointsbank_roster* roster) noexcept {
  return c::guarded([&] { c::release<c::RosterObject>(roster, "roster"); });
}

pointsbank_status pointsbank_members_from_text(const pointsbank_rules* rules, const pointsbank_source* table,
                                               const pointsbank_read_options* options,
                                               pointsbank_members** members) noexcept {
  return c::read_table<c::MembersObject>(rules, options, members, "members",
                                         [&](const TableFormat& format, const ReadOptions& reading) {
                                           return read_members(c::table_of(table, "table"), format, reading);
                                         });
}

pointsbank_status pointsbank_members_from_file(const pointsbank_rules* rules, const char* file,
                                               const pointsbank_read_options* options,
                                               pointsbank_members** members) noexcept {
  return c::read_table<c::MembersObject>(rules, options, members, "members",
                                         [&](const TableFormat& format, const ReadOptions& reading) {
                                           return read_members(c::path_of(file, "file"), format, reading);
                                         });
}

pointsbank_status pointsbank_members_free(pointsbank_members* members) noexcept {
  return c::guarded([&] { c::release<c::MembersObject>(members, "members"); });
}

pointsbank_status pointsbank_events_from_text(const pointsbank_rules* rules, const pointsbank_source* table,
                                              const pointsbank_read_options* options,
                                              pointsbank_events** events) noexcept {
  return c::read_table<c::EventsObject>(rules, options, events, "events",
                                        [&](const TableFormat& format, const ReadOptions& reading) {
                                          return read_events(c::table_of(table, "table"), format, reading);
                                        });
}

pointsbank_status pointsbank_events_from_file(const pointsbank_rules* rules, const char* file,
                                              const pointsbank_read_options* options,
                                              pointsbank_events** events) noexcept {
  return c::read_table<c::EventsObject>(rules, options, events, "events",
                                        [&](const TableFormat& format, const ReadOptions& reading) {
                                          return read_events(c::path_of(file, "file"), format, reading);
                                        });
}

pointsbank_status pointsbank_events_free(pointsbank_events* events) noexcept {
  return c::guarded([&] { c::release<c::EventsObject>(events, "events"); });
}

pointsbank_status pointsbank_entries_from_text(const pointsbank_rules* rules, const pointsbank_roster* roster,
                                               const pointsbank_source* table, const pointsbank_read_options* options,
                                               pointsbank_entries** entries) noexcept {
  return c::read_table<c::EntriesObject>(
      rules, roster, options, entries, "entries",
      [&](const TableFormat& format, const Roster& households, const ReadOptions& reading) {
        return read_entries(c::table_of(table, "table"), format, households, reading);
      });
}

pointsbank_status pointsbank_entries_from_file(const pointsbank_rules* rules, const pointsbank_roster* roster,
                                               const char* file, const pointsbank_read_options* options,
                                               pointsbank_entries** entries) noexcept {
  return c::read_table<c::EntriesObject>(
      rules, roster, options, entries, "entries",
      [&](const TableFormat& format, const Roster& households, const ReadOptions& reading) {
        return read_entries(c::path_of(file, "file"), format, households, reading);
      });
}

pointsbank_status pointsbank_entries_free(pointsbank_entries* entries) noexcept {
  return c::guarded([&] { c::release<c::EntriesObject>(entries, "entries"); });
}

pointsbank_status pointsbank_published_from_texts(const pointsbank_rules* rules, const pointsbank_roster* roster,
                                                  const pointsbank_source* tables, size_t count,
                                                  const pointsbank_read_options* options,
                                                  pointsbank_published** published) noexcept {
  return c::read_table<c::PublishedObject>(
      rules, roster, options, published, "published",
      [&](const TableFormat& format, const Roster& households, const ReadOptions& reading) {
        std::vector<TableText> texts;
        for (const c::SourceView& source : c::need_sources(tables, count, "tables")) {
          texts.push_back({source.name, source.text});
        }
        return read_published(std::span<const TableText>(texts), format, households, reading);
      });
}

pointsbank_status pointsbank_published_from_folder(const pointsbank_rules* rules, const pointsbank_roster* roster,
                                                   const char* folder, const pointsbank_read_options* options,
                                                   pointsbank_published** published) noexcept {
  return c::read_table<c::PublishedObject>(
      rules, roster, options, published, "published",
      [&](const TableFormat& format, const Roster& households, const ReadOptions& reading) {
        return read_published(c::path_of(folder, "folder"), format, households, reading);
      });
}

pointsbank_status pointsbank_published_free(pointsbank_published* published) noexcept {
  return c::guarded([&] { c::release<c::PublishedObject>(published, "published"); });
}
