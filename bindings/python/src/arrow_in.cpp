#include "arrow_in.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace pointsbank::python {

namespace {

using Array = ArrowOwned<ArrowArray>;
using Schema = ArrowOwned<ArrowSchema>;

/// A piece of a column: an array within one of the stream's, which it keeps alive.
struct Chunk {
  const ArrowArray* array;
  std::int64_t offset;  // of its first row in the buffers
  std::int64_t rows;
  std::shared_ptr<const Array> owner;
  const ArrowArray* parent;  // whose validity holds too, or null

  template <class T>
  [[nodiscard]] const T* buffer(int number) const noexcept {
    return static_cast<const T*>(array->buffers[number]);
  }
  [[nodiscard]] bool is_valid(std::int64_t row) const noexcept {
    return has_bit(array, offset + row) && (parent == nullptr || has_bit(parent, parent->offset + row));
  }
  [[nodiscard]] bool has_nulls() const noexcept { return may_have_nulls(array) || (parent && may_have_nulls(parent)); }

  static bool may_have_nulls(const ArrowArray* of) noexcept {
    return of->null_count != 0 && of->n_buffers > 0 && of->buffers[0] != nullptr;
  }
  static bool has_bit(const ArrowArray* of, std::int64_t at) noexcept {
    if (!may_have_nulls(of)) return true;
    const auto* const bits = static_cast<const std::uint8_t*>(of->buffers[0]);
    return (bits[at / 8] >> (at % 8) & 1) != 0;
  }
};
using Chunks = std::vector<Chunk>;

std::size_t rows_of(const Chunks& chunks) {
  std::int64_t rows = 0;
  for (const Chunk& chunk : chunks) rows += chunk.rows;
  return static_cast<std::size_t>(rows);
}

/// `act_on(chunk, row in the chunk, row in the column)` for each row.
template <class Do>
void for_each_row(const Chunks& chunks, const Do& act_on) {
  std::size_t at = 0;
  for (const Chunk& chunk : chunks) {
    for (std::int64_t row = 0; row < chunk.rows; ++row) act_on(chunk, row, at++);
  }
}

/// Cells of one width, borrowed if they are in one piece without nulls, and otherwise copied.
template <class T, class Stored = T>
Column<Stored> plain(const Chunks& chunks, Stored absent) {
  if constexpr (std::is_same_v<T, Stored>) {
    if (chunks.size() == 1 && !chunks[0].has_nulls()) {
      const T* const cells = chunks[0].buffer<T>(1) + chunks[0].offset;
      return {std::span<const T>(cells, static_cast<std::size_t>(chunks[0].rows)), chunks[0].owner};
    }
  }
  std::vector<Stored> cells(rows_of(chunks), absent);
  for_each_row(chunks, [&](const Chunk& chunk, std::int64_t row, std::size_t at) {
    if (chunk.is_valid(row)) cells[at] = static_cast<Stored>(chunk.buffer<T>(1)[chunk.offset + row]);
  });
  return cells;
}

// ------------------------------------------------------------------------------------------------------------ texts

template <class Offset>
struct OffsetTexts {
  static std::string_view text(const Chunk& chunk, std::int64_t row) {
    const Offset* const ends = chunk.buffer<Offset>(1) + chunk.offset + row;
    const char* const bytes = chunk.buffer<char>(2);
    const auto size = static_cast<std::size_t>(ends[1] - ends[0]);
    return size == 0 ? std::string_view("", 0) : std::string_view(bytes + ends[0], size);
  }
};

/// Sixteen bytes a text: its size, then the text itself or its beginning and where it lies.
struct ViewTexts {
  static std::string_view text(const Chunk& chunk, std::int64_t row) {
    const char* const view = chunk.buffer<char>(1) + 16 * (chunk.offset + row);
    std::int32_t parts[4];
    std::memcpy(parts, view, sizeof parts);
    const auto size = static_cast<std::size_t>(parts[0]);
    if (size <= 12) return {view + 4, size};
    return {chunk.buffer<char>(2 + parts[2]) + parts[3], size};
  }
};

template <class Texts>
RawTexts raw_texts(const Chunks& chunks) {
  RawTexts texts;
  texts.cells.resize(rows_of(chunks));
  for_each_row(chunks, [&](const Chunk& chunk, std::int64_t row, std::size_t at) {
    if (chunk.is_valid(row)) texts.cells[at] = Texts::text(chunk, row);
  });
  for (const Chunk& chunk : chunks) texts.owners.push_back(chunk.owner);
  return texts;
}

// --------------------------------------------------------------------------------------------------------- decimals

/// A mantissa at a scale that may be finer than the library's 9 digits, as long as these are zeros.
std::optional<Decimal> decimal_of(int128_t mantissa, int scale) {
  for (; scale > max_digits_after_point && mantissa % 10 == 0; --scale) mantissa /= 10;
  constexpr auto limit = static_cast<int128_t>(100'000'000'000'000'000) * 1'000'000'000;
  for (; scale < 0 && mantissa < limit && mantissa > -limit; ++scale) mantissa *= 10;
  if (scale < 0 || scale > max_digits_after_point) return std::nullopt;
  return Decimal{mantissa, scale};
}

std::string digits_of(int128_t value) {
  const bool is_negative = value < 0;
  uint128_t left = is_negative ? -static_cast<uint128_t>(value) : static_cast<uint128_t>(value);
  std::string digits;
  do {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(left % 10)));
    left /= 10;
  } while (left != 0);
  return is_negative ? "-" + digits : digits;
}

void read_decimals(const Chunks& chunks, int scale, SourceColumn& column) {
  const int stored = std::clamp(scale, 0, max_digits_after_point);
  std::vector<std::int64_t> mantissas(column.rows, absent_cell);
  auto wide = std::make_shared<std::unordered_map<Id, Decimal>>();
  for_each_row(chunks, [&](const Chunk& chunk, std::int64_t row, std::size_t at) {
    if (!chunk.is_valid(row)) return;
    int128_t mantissa = 0;
    std::memcpy(&mantissa, chunk.buffer<char>(1) + 16 * (chunk.offset + row), sizeof mantissa);
    std::optional<Decimal> value = decimal_of(mantissa, scale);
    constexpr int128_t bound = static_cast<int128_t>(1'000'000'000'000'000'000) * 1'000'000'000;
    if (!value || value->mantissa >= bound || value->mantissa <= -bound) {
      const std::string shown = digits_of(mantissa) + "E" + std::to_string(-scale);
      column.refuse(at, {value ? "cell_too_many_digits" : "cell_too_fine", Severity::error, {}, {shown}, {}, {}});
      return;
    }
    for (; value->decimals < stored; ++value->decimals) value->mantissa *= 10;
    if (value->mantissa > INT64_MIN + 1 && value->mantissa <= INT64_MAX) {
      mantissas[at] = static_cast<std::int64_t>(value->mantissa);
    } else {
      mantissas[at] = wide_cell;
      wide->emplace(static_cast<Id>(at), *value);
    }
  });
  column.cells = DecimalColumn{std::move(mantissas), stored, std::move(wide)};
}

void read_unsigned(const Chunks& chunks, SourceColumn& column) {
  std::vector<std::int64_t> cells(column.rows, absent_cell);
  for_each_row(chunks, [&](const Chunk& chunk, std::int64_t row, std::size_t at) {
    if (!chunk.is_valid(row)) return;
    const std::uint64_t value = chunk.buffer<std::uint64_t>(1)[chunk.offset + row];
    if (value > INT64_MAX) {
      column.refuse(at, {"cell_too_many_digits", Severity::error, {}, {std::to_string(value)}, {}, {}});
    } else {
      cells[at] = static_cast<std::int64_t>(value);
    }
  });
  column.cells = DecimalColumn{std::move(cells), 0, {}};
}

/// 64 bits hold every number, so that none is left to stand for a missing one.
void read_int64(const Chunks& chunks, SourceColumn& column) {
  if (chunks.size() == 1) {
    const Chunk& chunk = chunks[0];
    const std::int64_t* const cells = chunk.buffer<std::int64_t>(1) + chunk.offset;
    const Column<std::int64_t> given({cells, static_cast<std::size_t>(chunk.rows)}, chunk.owner);
    return take_integers(column, given, chunk.has_nulls(),
                         [&](std::size_t row) { return !chunk.is_valid(static_cast<std::int64_t>(row)); });
  }
  std::vector<std::int64_t> cells(column.rows);
  std::vector<bool> is_absent(column.rows);
  for_each_row(chunks, [&](const Chunk& chunk, std::int64_t row, std::size_t at) {
    is_absent[at] = !chunk.is_valid(row);
    cells[at] = chunk.buffer<std::int64_t>(1)[chunk.offset + row];
  });
  take_integers(column, std::move(cells), true, [&](std::size_t row) { return is_absent[row]; });
}

template <class T>
void read_floats(const Chunks& chunks, SourceColumn& column) {
  for_each_row(chunks, [&](const Chunk& chunk, std::int64_t row, std::size_t at) {
    if (!chunk.is_valid(row)) return;
    const T value = chunk.buffer<T>(1)[chunk.offset + row];
    if (!std::isnan(value)) column.refuse(at, refused_float(static_cast<double>(value)));
  });
}

// ------------------------------------------------------------------------------------------------- truth values, time

BoolColumn truths(const Chunks& chunks) {
  std::vector<std::int8_t> cells(rows_of(chunks), -1);
  for_each_row(chunks, [&](const Chunk& chunk, std::int64_t row, std::size_t at) {
    const std::int64_t bit = chunk.offset + row;
    if (chunk.is_valid(row))
      cells[at] = static_cast<std::int8_t>(chunk.buffer<std::uint8_t>(1)[bit / 8] >> (bit % 8) & 1);
  });
  return {std::move(cells)};
}

void read_date64(const Chunks& chunks, SourceColumn& column) {
  constexpr std::int64_t milliseconds_a_day = 86'400'000;
  std::vector<std::int32_t> days(column.rows, INT32_MIN);
  for_each_row(chunks, [&](const Chunk& chunk, std::int64_t row, std::size_t at) {
    if (chunk.is_valid(row))
      days[at] = static_cast<std::int32_t>(chunk.buffer<std::int64_t>(1)[chunk.offset + row] / milliseconds_a_day);
  });
  column.cells = DateColumn{std::move(days)};
}

// ------------------------------------------------------------------------------------------------------------- columns

void read(const std::string& format, const ArrowSchema& schema, const Chunks& chunks, SourceColumn& column);

/// The indices of a dictionary array as ids. Each chunk may bring a dictionary of its own.
void read_dictionary(const std::string& format, const ArrowSchema& schema, const Chunks& chunks, SourceColumn& column) {
  auto texts = std::make_shared<Dictionary>();
  std::vector<Id> ids(column.rows, no_id);
  std::size_t begin = 0;
  bool is_identity = chunks.size() == 1 && !chunks[0].has_nulls() && (format == "i" || format == "I");
  for (const Chunk& chunk : chunks) {
    const ArrowArray* const dictionary = chunk.array->dictionary;
    SourceColumn values{column.name, static_cast<std::size_t>(dictionary->length), Nothing{}, {}};
    const Chunk whole{dictionary, dictionary->offset, dictionary->length, chunk.owner, nullptr};
    read(schema.dictionary->format, *schema.dictionary, {whole}, values);
    if (!values.refused.empty()) column.refuse(begin, values.refused.front().issue);
    std::vector<Id> id_of(values.rows, no_id);
    std::string scratch;
    for (std::size_t i = 0; i < values.rows; ++i) {
      const std::string_view text = values.text(i, scratch);
      if (!text.empty()) id_of[i] = texts->add(text);
      is_identity = is_identity && id_of[i] == i;
    }
    if (is_identity) break;
    SourceColumn indices{column.name, static_cast<std::size_t>(chunk.rows), Nothing{}, {}};
    Chunk plain_chunk = chunk;
    read(format, schema, {plain_chunk}, indices);
    const auto* const numbers = std::get_if<DecimalColumn>(&indices.cells);
    if (numbers == nullptr)
      throw UsageError("the column " + column.name + " has indices of another type than integers");
    for (std::size_t row = 0; row < indices.rows; ++row) {
      const std::int64_t index = numbers->mantissas[row];
      if (index == absent_cell) continue;
      if (index < 0 || static_cast<std::size_t>(index) >= id_of.size()) {
        throw UsageError("the column " + column.name + " has an index that its dictionary lacks");
      }
      ids[begin + row] = id_of[static_cast<std::size_t>(index)];
    }
    begin += indices.rows;
  }
  column.cells = TextColumn{is_identity ? plain<Id>(chunks, no_id) : Column<Id>(std::move(ids)), texts};
}

std::int64_t units_a_second(char unit) {
  switch (unit) {
    case 's': return 1;
    case 'm': return 1'000;
    case 'u': return 1'000'000;
    default: return 1'000'000'000;
  }
}

/// Reads an array of no dictionary by the letters of its type.
void read(const std::string& format, const ArrowSchema& schema, const Chunks& chunks, SourceColumn& column) {
  const auto integers = [&](auto zero) {
    column.cells = DecimalColumn{plain<decltype(zero), std::int64_t>(chunks, absent_cell), 0, {}};
  };
  if (format == "n") return;
  if (format == "b") return void(column.cells = truths(chunks));
  if (format == "c") return integers(std::int8_t{});
  if (format == "C") return integers(std::uint8_t{});
  if (format == "s") return integers(std::int16_t{});
  if (format == "S") return integers(std::uint16_t{});
  if (format == "i") return integers(std::int32_t{});
  if (format == "I") return integers(std::uint32_t{});
  if (format == "l") return read_int64(chunks, column);
  if (format == "L") return read_unsigned(chunks, column);
  if (format == "f") return read_floats<float>(chunks, column);
  if (format == "g") return read_floats<double>(chunks, column);
  if (format == "u") return void(column.cells = raw_texts<OffsetTexts<std::int32_t>>(chunks));
  if (format == "U") return void(column.cells = raw_texts<OffsetTexts<std::int64_t>>(chunks));
  if (format == "vu") return void(column.cells = raw_texts<ViewTexts>(chunks));
  if (format == "tdD") return void(column.cells = DateColumn{plain<std::int32_t>(chunks, INT32_MIN)});
  if (format == "tdm") return read_date64(chunks, column);
  if (format.starts_with("ts") && format.size() >= 4 && format[3] == ':') {
    column.cells = Moments{plain<std::int64_t>(chunks, absent_cell), format.size() > 4};
    return scale_moments(column, units_a_second(format[2]));
  }
  if (format.starts_with("d:") && (std::count(format.begin(), format.end(), ',') == 1 || format.ends_with(",128"))) {
    return read_decimals(chunks, std::stoi(format.substr(format.find(',') + 1)), column);
  }
  throw UsageError("the column " + column.name + " has the Arrow type `" + schema.format +
                   "`, which no column of a table has: give texts, integers, decimals, truth values, dates or moments");
}

SourceColumn column_of(const ArrowSchema& schema, const Chunks& chunks, std::string name) {
  SourceColumn column{std::move(name), rows_of(chunks), Nothing{}, {}};
  if (schema.dictionary != nullptr) {
    read_dictionary(schema.format, schema, chunks, column);
  } else {
    read(schema.format, schema, chunks, column);
  }
  return column;
}

[[noreturn]] void fail(ArrowArrayStream* stream) {
  const char* const why = stream->get_last_error(stream);
  throw UsageError(std::string("the Arrow stream fails: ") + (why == nullptr ? "it does not say why" : why));
}

}  // namespace

std::vector<SourceColumn> columns_of_stream(ArrowArrayStream* stream,
                                            const std::function<bool(std::string_view)>& is_wanted) {
  Schema schema;
  if (stream->get_schema(stream, schema.get()) != 0) fail(stream);
  std::vector<std::shared_ptr<const Array>> arrays;
  while (true) {
    const auto array = std::make_shared<Array>();
    if (stream->get_next(stream, array->get()) != 0) fail(stream);
    if ((*array)->release == nullptr) break;
    if ((*array)->length > 0) arrays.push_back(array);
  }
  const bool is_table = std::string_view(schema->format) == "+s";
  std::vector<SourceColumn> columns;
  for (std::int64_t field = 0; field < (is_table ? schema->n_children : 1); ++field) {
    const ArrowSchema& of_field = is_table ? *schema->children[field] : *schema.get();
    const std::string name = of_field.name == nullptr ? "" : of_field.name;
    if (!is_wanted(name)) {
      columns.push_back({name, 0, Nothing{}, {}});
      continue;
    }
    Chunks chunks;
    for (const std::shared_ptr<const Array>& array : arrays) {
      const ArrowArray* const of_chunk = is_table ? (*array)->children[field] : array->get();
      const std::int64_t skipped = is_table ? (*array)->offset : 0;
      chunks.push_back(
          {of_chunk, of_chunk->offset + skipped, (*array)->length, array, is_table ? array->get() : nullptr});
    }
    columns.push_back(column_of(of_field, chunks, name));
  }
  return columns;
}

}  // namespace pointsbank::python
