#include "arrow_out.hpp"

#include <cerrno>
#include <deque>
#include <string>

namespace pointsbank::python {

namespace {

using Kind = ResultColumn::Kind;
using Shared = std::shared_ptr<const ResultTable>;

std::string format_of(const ResultColumn& column) {
  switch (column.kind) {
    case Kind::texts: return "U";
    case Kind::choices: return "i";
    case Kind::integers: return "l";
    case Kind::amounts: return "d:38," + std::to_string(column.decimals);
    default: return "tdD";
  }
}

// ------------------------------------------------------------------------------------------------------------- schemas

struct SchemaParts {
  std::string format;
  std::string name;
  std::deque<ArrowSchema> owned;  // children, and a dictionary
  std::vector<ArrowSchema*> children;
};

void release_schema(ArrowSchema* schema) {
  const auto* const parts = static_cast<SchemaParts*>(schema->private_data);
  for (std::int64_t i = 0; i < schema->n_children; ++i) {
    if (schema->children[i]->release != nullptr) schema->children[i]->release(schema->children[i]);
  }
  if (schema->dictionary != nullptr && schema->dictionary->release != nullptr) {
    schema->dictionary->release(schema->dictionary);
  }
  delete parts;
  schema->release = nullptr;
}

void fill_schema(ArrowSchema* schema, SchemaParts* parts, ArrowSchema* dictionary) {
  *schema = {parts->format.c_str(),
             parts->name.c_str(),
             nullptr,
             arrow_nullable,
             static_cast<std::int64_t>(parts->children.size()),
             parts->children.data(),
             dictionary,
             release_schema,
             parts};
}

void make_schema(const ResultColumn& column, ArrowSchema* schema) {
  auto* const parts = new SchemaParts{format_of(column), column.name, {}, {}};
  ArrowSchema* dictionary = nullptr;
  if (column.kind == Kind::choices) {
    dictionary = &parts->owned.emplace_back();
    fill_schema(dictionary, new SchemaParts{"U", "", {}, {}}, nullptr);
  }
  fill_schema(schema, parts, dictionary);
}

// -------------------------------------------------------------------------------------------------------------- arrays

struct ArrayParts {
  Shared table;
  std::vector<const void*> buffers;
  std::vector<std::uint8_t> bits;
  std::vector<int128_t> decimals;
  std::string bytes;
  std::vector<std::int64_t> ends;
  std::deque<ArrowArray> owned;
  std::vector<ArrowArray*> children;
};

void release_array(ArrowArray* array) {
  const auto* const parts = static_cast<ArrayParts*>(array->private_data);
  for (std::int64_t i = 0; i < array->n_children; ++i) {
    if (array->children[i]->release != nullptr) array->children[i]->release(array->children[i]);
  }
  if (array->dictionary != nullptr && array->dictionary->release != nullptr) {
    array->dictionary->release(array->dictionary);
  }
  delete parts;
  array->release = nullptr;
}

void fill_array(ArrowArray* array, ArrayParts* parts, std::size_t rows, std::int64_t nulls, ArrowArray* dictionary) {
  *array = {static_cast<std::int64_t>(rows),
            nulls,
            0,
            static_cast<std::int64_t>(parts->buffers.size()),
            static_cast<std::int64_t>(parts->children.size()),
            parts->buffers.data(),
            parts->children.data(),
            dictionary,
            release_array,
            parts};
}

/// Bits of the rows that have a value, and how many have none.
std::int64_t set_bits(const ResultColumn& column, ArrayParts& parts) {
  std::int64_t nulls = 0;
  if (column.kind != Kind::choices && column.absent.empty()) return 0;
  parts.bits.resize((column.rows() + 7) / 8, 0);
  for (std::size_t row = 0; row < column.rows(); ++row) {
    if (column.is_absent(row)) {
      ++nulls;
    } else {
      parts.bits[row / 8] = static_cast<std::uint8_t>(parts.bits[row / 8] | (1U << (row % 8)));
    }
  }
  return nulls;
}

void make_dictionary(const ResultColumn& column, const Shared& table, ArrowArray* array) {
  auto* const parts = new ArrayParts{table, {}, {}, {}, {}, {0}, {}, {}};
  for (const std::string& choice : column.choices) {
    parts->bytes.append(choice);
    parts->ends.push_back(static_cast<std::int64_t>(parts->bytes.size()));
  }
  parts->buffers = {nullptr, parts->ends.data(), parts->bytes.data()};
  fill_array(array, parts, column.choices.size(), 0, nullptr);
}

void make_array(const ResultColumn& column, const Shared& table, ArrowArray* array) {
  auto* const parts = new ArrayParts{table, {}, {}, {}, {}, {}, {}, {}};
  const std::int64_t nulls = set_bits(column, *parts);
  parts->buffers.push_back(nulls == 0 ? nullptr : parts->bits.data());
  ArrowArray* dictionary = nullptr;
  switch (column.kind) {
    case Kind::texts:
      parts->buffers.push_back(column.ends.data());
      parts->buffers.push_back(column.bytes.data());
      break;
    case Kind::choices:
      parts->buffers.push_back(column.codes.data());
      dictionary = &parts->owned.emplace_back();
      make_dictionary(column, table, dictionary);
      break;
    case Kind::integers: parts->buffers.push_back(column.numbers.data()); break;
    case Kind::amounts:
      parts->decimals.assign(column.numbers.begin(), column.numbers.end());
      parts->buffers.push_back(parts->decimals.data());
      break;
    case Kind::dates: parts->buffers.push_back(column.days.data()); break;
  }
  fill_array(array, parts, column.rows(), nulls, dictionary);
}

// -------------------------------------------------------------------------------------------------------------- stream

struct StreamParts {
  Shared table;
  bool is_given = false;
};

StreamParts& parts_of(ArrowArrayStream* stream) { return *static_cast<StreamParts*>(stream->private_data); }

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  auto* const parts = new SchemaParts{"+s", "", {}, {}};
  for (const ResultColumn& column : parts_of(stream).table->columns) {
    ArrowSchema* const child = &parts->owned.emplace_back();
    make_schema(column, child);
    parts->children.push_back(child);
  }
  fill_schema(out, parts, nullptr);
  return 0;
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  StreamParts& of_stream = parts_of(stream);
  *out = {};
  if (of_stream.is_given) return 0;
  of_stream.is_given = true;
  auto* const parts = new ArrayParts{of_stream.table, {nullptr}, {}, {}, {}, {}, {}, {}};
  for (const ResultColumn& column : of_stream.table->columns) {
    ArrowArray* const child = &parts->owned.emplace_back();
    make_array(column, of_stream.table, child);
    parts->children.push_back(child);
  }
  fill_array(out, parts, of_stream.table->rows, 0, nullptr);
  return 0;
}

/// Every call succeeds, or ends for want of memory.
const char* get_last_error(ArrowArrayStream* /*stream*/) { return nullptr; }

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<StreamParts*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

void export_stream(Shared table, ArrowArrayStream* stream) {
  *stream = {get_schema, get_next, get_last_error, release_stream, new StreamParts{std::move(table), false}};
}

}  // namespace pointsbank::python
