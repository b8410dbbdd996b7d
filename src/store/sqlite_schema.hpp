// The tables of a bank's file, format 1, and the way from older formats to it.
//
// Each invariant of the bank has its second place here: a constraint or a trigger that refuses what code above should
// never try. They stop mistakes, not somebody who has the file: that is what the journal's chain is for.
#pragma once

#include <cstdint>
#include <span>

#include "store/sqlite_connection.hpp"

namespace pointsbank::store::sqlite {

inline constexpr std::int64_t application_id = 0x50424E4B;  // "PBNK"
inline constexpr std::int64_t format_version = 1;

/// All tables, indexes and triggers, each as SQLite keeps its text.
[[nodiscard]] std::span<const Sql> schema() noexcept;

/// What brings a file from one format to the next: statements that leave exactly the schema of that format behind and
/// set `user_version`. Tables are made anew and filled, not altered, so that their text is the schema's.
struct Migration {
  std::int64_t from = 0;
  std::span<const Sql> statements;
};

/// A format that files have: its number, its schema and the ways to it, by `from` without gaps.
struct Format {
  std::int64_t version = 0;
  Sql set_version;  ///< `PRAGMA user_version = …`
  std::span<const Sql> schema;
  std::span<const Migration> migrations;
};
[[nodiscard]] const Format& current_format() noexcept;

/// Makes the tables in an empty file. StoreError where it is not empty.
void create_schema(Connection& connection, const Format& format);
/// Sees that the file is a bank's: id, format, exactly the objects of the schema. Brings an older format up to date.
void open_schema(Connection& connection, const Format& format, bool is_read_only);

}  // namespace pointsbank::store::sqlite
