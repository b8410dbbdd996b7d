#include <algorithm>
#include <array>

#include "rulelist/list_reader.hpp"

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

std::vector<Example::Row> ListReader::rows(const Node& node) {
  std::vector<Example::Row> rows;
  reader_.each(node, [&](const Node& item) {
    if (std::optional<Example::Row> read = row(item, node.key, false)) rows.push_back(*std::move(read));
  });
  return rows;
}

void ListReader::expected_rows(const Node& node, Example& example) {
  Object outputs(reader_, node, {"write_instead", {R"({"balances": []})"}});
  outputs.allow(output_names());
  outputs.each([&](const Node& table, const json::Value::Member& member) {
    if (output_columns(member.key).empty()) return;
    reader_.each(table, [&](const Node& item) {
      std::optional<Example::Row> read = row(item, member.key, true);
      if (read) example.expected.push_back({member.key, *std::move(read), reader_.place(item)});
    });
  });
}

std::optional<Example::Row> ListReader::row(const Node& node, std::string_view table, bool is_expected) {
  const Object object(reader_, node, {"write_instead", {R"({"household": "H1"})"}});
  if (!object.is_object()) return std::nullopt;
  std::vector<std::string_view> columns;
  for (const std::string_view column : is_expected ? output_columns(table) : input_columns(table)) {
    columns.push_back(column == "household" ? std::string_view(subject_) : column);
  }
  if (table == "roster") {
    columns.insert(columns.end(), list_.groups.begin(), list_.groups.end());
    for (const Attribute& attribute : list_.subject_attributes) columns.push_back(attribute.name);
  } else if (table == "events") {
    for (const Attribute& attribute : list_.event_attributes) columns.push_back(attribute.name);
  }
  Example::Row row;
  object.each([&](const Node& cell, const json::Value::Member& member) {
    if (!is_deferred() && std::find(columns.begin(), columns.end(), member.key) == columns.end()) {
      // Other versions of the rule book may declare more columns; a result has just these.
      Hint hint = did_you_mean_or_list(member.key, columns);
      if (is_expected) {
        reader_.error_at_key(node, member, "unknown_column", {member.key, std::string(table)}, std::move(hint));
      } else {
        reader_.warning(cell, "unknown_column", {member.key, std::string(table)}, std::move(hint));
      }
    }
    switch (cell.value->kind) {
      case Kind::null:
        row.emplace_back(member.key, std::string());
        break;
      case Kind::boolean:
        row.emplace_back(member.key, cell.value->boolean ? "true" : "false");
        break;
      case Kind::number:
      case Kind::string:
        row.emplace_back(member.key, cell.value->text);
        break;
      case Kind::array:
      case Kind::object:
        reader_.error(cell, "cell_expected", {shown(*cell.value)});
        break;
    }
  });
  return row;
}

}  // namespace pointsbank::rulelist
