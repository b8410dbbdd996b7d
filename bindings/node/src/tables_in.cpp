#include "tables_in.hpp"

#include "pointsbank/table_texts.hpp"

namespace pointsbank::node {

namespace {

TableIn table_of(const Napi::Value& value) {
  const auto object = value.As<Napi::Object>();
  TableIn table{text_of(object, "name"), std::nullopt};
  if (object.Has("content")) table.content = text_of(object, "content");
  return table;
}

std::optional<TableIn> table_if_any(const Napi::Object& object, const char* name) {
  const Napi::Value value = object.Get(name);
  return value.IsUndefined() ? std::nullopt : std::optional(table_of(value));
}

Date day_of(const std::string& text) {
  if (const std::optional<Date> date = Date::parse(text)) return *date;
  throw UsageError("through is `" + text + "`; a date is written like 2026-12-31");
}

/// A date stands for its last moment.
Moment last_known(const std::string& text, int utc_offset) {
  if (const std::optional<Moment> moment = Moment::parse(text)) return *moment;
  if (const std::optional<Date> date = Date::parse(text)) {
    return Moment{first_moment(*date + 1, utc_offset).microseconds - 1};
  }
  throw UsageError("asOf is `" + text +
                   "`; a moment is written like 2026-03-05T20:15:00+08:00, and a date stands for its last moment");
}

/// Calls a reader of the library's with a text or with a file.
template <class Reader>
auto read_table(const TableIn& table, Reader reader) {
  if (table.content) return reader(TableText{table.name, *table.content});
  return reader(std::filesystem::path(table.name));
}

}  // namespace

Question question_of(const Napi::Object& object) {
  Question question;
  question.roster = table_of(object.Get("households"));
  question.events = table_of(object.Get("events"));
  question.members = table_if_any(object, "members");
  question.entries = table_if_any(object, "entries");
  question.published = text_of(object, "published");
  question.through = text_of(object, "through");
  question.as_of = text_of(object, "asOf");
  question.postings = object.Get("postings").ToBoolean();
  question.outcomes = object.Get("outcomes").ToBoolean();
  question.closings = object.Get("closings").ToBoolean();
  question.collects_bad_rows = object.Get("collectsBadRows").ToBoolean();
  question.threads = object.Get("threads").As<Napi::Number>().Int32Value();
  return question;
}

Inputs read(const std::shared_ptr<const Rules>& rules, const Question& question, Watch& watch) {
  const TableFormat& format = rules->program.table_format();
  Inputs inputs{rules, {}, {}, {}, {}, {}};
  inputs.options.through = day_of(question.through);
  if (!question.as_of.empty()) inputs.options.as_of = last_known(question.as_of, format.utc_offset);
  inputs.options.postings = question.postings;
  inputs.options.outcomes = question.outcomes;
  inputs.options.closings = question.closings;
  inputs.options.threads = question.threads;

  ReadOptions options;
  options.threads = question.threads;
  options.warnings = &inputs.warnings;
  if (question.collects_bad_rows) options.bad_rows = &inputs.bad_rows;
  options.progress = [&watch](std::uint64_t done, std::uint64_t total) { return watch.tell(done, total); };
  watch.begin("reading");
  inputs.roster = read_table(question.roster, [&](const auto& source) { return read_roster(source, format, options); });
  if (question.members) {
    inputs.options.members =
        read_table(*question.members, [&](const auto& source) { return read_members(source, format, options); });
    inputs.options.has_members = true;
  }
  inputs.events = read_table(question.events, [&](const auto& source) { return read_events(source, format, options); });
  if (question.entries) {
    inputs.options.entries = read_table(
        *question.entries, [&](const auto& source) { return read_entries(source, format, inputs.roster, options); });
  }
  if (!question.published.empty()) {
    inputs.options.published =
        std::make_shared<Published>(read_published(question.published, format, inputs.roster, options));
  }
  return inputs;
}

}  // namespace pointsbank::node
