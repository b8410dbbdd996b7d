#include <array>

#include "rulelist/list_reader.hpp"
#include "rulelist/table_columns.hpp"

namespace pointsbank::rulelist {
namespace {

using Kind = json::Value::Kind;

constexpr std::array<std::string_view, 5> example_keys = {"title", "note", "given", "through", "expect"};
constexpr std::array<std::string_view, 4> given_keys = {"roster", "members", "events", "entries"};

}  // namespace

void ListReader::read_example(const Node& node) {
  Object object(reader_, node, {"write_instead", {R"({"title": "…", "given": {"events": []}, "expect": {}})"}});
  object.allow(example_keys);
  if (!object.is_object()) return;
  Example example;
  example.place = reader_.place(node);
  if (const auto title = object.find("title")) example.title = reader_.languages(*title);
  if (const auto note = object.find("note")) reader_.languages(*note);
  if (const auto through = object.find("through")) example.through = reader_.date(*through);
  if (const auto given = object.require("given")) {
    Object tables(reader_, *given, {"write_instead", {R"({"roster": [], "events": []})"}});
    tables.allow(given_keys);
    if (const auto roster = tables.find("roster")) example.roster = rows(*roster);
    if (const auto members = tables.find("members")) example.members = rows(*members);
    if (const auto events = tables.find("events")) example.events = rows(*events);
    if (const auto entries = tables.find("entries")) example.entries = rows(*entries);
  }
  if (const auto expect = object.find("expect")) expected_rows(*expect, example);
  list_.examples.push_back(std::move(example));
}

/// Of an input or an output, with what the list declares and its own name for the household.
ListReader::Columns ListReader::columns_of(std::string_view table, bool is_output) const {
  Columns columns;
  columns.table = table;
  columns.is_output = is_output;
  for (const std::string_view column : is_output ? output_columns(table) : input_columns(table)) {
    columns.names.push_back(column == "household" ? std::string_view(subject_) : column);
  }
  if (table == "roster") {
    columns.names.insert(columns.names.end(), list_.groups.begin(), list_.groups.end());
    for (const Attribute& attribute : list_.subject_attributes) columns.names.push_back(attribute.name);
  } else if (table == "events") {
    for (const Attribute& attribute : list_.event_attributes) columns.names.push_back(attribute.name);
  }
  columns.known.insert(columns.names.begin(), columns.names.end());
  return columns;
}

std::vector<Example::Row> ListReader::rows(const Node& node) {
  const Columns columns = columns_of(node.key, false);
  std::vector<Example::Row> rows;
  reader_.each(node, [&](const Node& item) {
    if (std::optional<Example::Row> read = row(item, columns)) rows.push_back(*std::move(read));
  });
  return rows;
}

void ListReader::expected_rows(const Node& node, Example& example) {
  Object outputs(reader_, node, {"write_instead", {R"({"balances": []})"}});
  outputs.allow(output_names());
  outputs.each([&](const Node& table, const json::Value::Member& member) {
    if (output_columns(member.key).empty()) return;
    const Columns columns = columns_of(member.key, true);
    reader_.each(table, [&](const Node& item) {
      std::optional<Example::Row> read = row(item, columns);
      if (read) example.expected.push_back({member.key, *std::move(read), reader_.place(item)});
    });
  });
}

std::optional<Example::Row> ListReader::row(const Node& node, const Columns& columns) {
  const Object object(reader_, node, {"write_instead", {R"({"household": "H1"})"}});
  if (!object.is_object()) return std::nullopt;
  Example::Row row;
  object.each([&](const Node& cell, const json::Value::Member& member) {
    const bool is_known = is_deferred() || columns.known.count(member.key) != 0;
    if (!is_known && reader_.has_room()) {
      // Other versions of the rule book may declare more columns; a result has just these.
      Hint hint = did_you_mean_or_list(member.key, columns.names);
      Arguments arguments = {member.key, std::string(columns.table)};
      if (columns.is_output) {
        reader_.error_at_key(node, member, "unknown_column", std::move(arguments), std::move(hint));
      } else {
        reader_.warning(cell, "unknown_column", std::move(arguments), std::move(hint));
      }
    }
    switch (cell.value->kind) {
      case Kind::null: row.emplace_back(member.key, std::string()); break;
      case Kind::boolean: row.emplace_back(member.key, cell.value->boolean ? "true" : "false"); break;
      case Kind::number:
      case Kind::string: row.emplace_back(member.key, cell.value->text); break;
      case Kind::array:
      case Kind::object: reader_.error(cell, "cell_expected", {shown(*cell.value)}); break;
    }
  });
  return row;
}

}  // namespace pointsbank::rulelist
