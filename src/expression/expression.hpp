// Expressions of rule lists: checked and typed when the list is read, total and exact when they are evaluated.
//
// An Expression is immutable and may be evaluated by several threads at once. It knows nothing of rule lists or
// tables: names were resolved to Inputs by a Scope, and whoever evaluates hands over the inputs' values.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pointsbank/calendar.hpp"
#include "pointsbank/columns.hpp"
#include "pointsbank/issues.hpp"
#include "pointsbank/number.hpp"

namespace pointsbank::expression {

enum class Type : std::uint8_t { boolean, number, string, date };
[[nodiscard]] std::string_view to_string(Type type) noexcept;

enum class Fault : std::uint8_t { none, missing_value, division_by_zero, overflow };

/// Where a value comes from.
enum class Source : std::uint8_t {
  event_id,
  event_kind,
  event_grade,
  event_member,
  event_act,
  event_date,
  event_quantity,
  event_points,
  event_minute,
  event_attribute,  // index: in the declared event attributes
  subject_id,
  subject_group,      // index: in the declared groups
  subject_attribute,  // index: in the declared subject attributes
  period,
  awarded,
  standing,
  spendable,
  count,
  quantity,  // index: in Expression::kinds()
};

struct Input {
  Source source = Source::event_id;
  std::uint16_t index = 0;
  friend bool operator==(const Input&, const Input&) = default;
};

/// A value or, as std::monostate, its absence. Texts are borrowed.
using Value = std::variant<std::monostate, bool, Number, std::string_view, Date>;

/// The names that may stand in an expression: built in and declared.
class Scope {
 public:
  void declare(std::string name, Type type, Input input);  ///< `event.level`, `subject.members`, `period`
  /// Kinds that `count("…")` and `quantity("…")` may name; without this call those functions are not known.
  void declare_kinds(std::span<const std::string> kinds);

  struct Declared {
    std::string name;
    Type type;
    Input input;
  };
  [[nodiscard]] const Declared* find(std::string_view name) const noexcept;
  [[nodiscard]] std::span<const Declared> names() const noexcept { return names_; }
  [[nodiscard]] bool has_kinds() const noexcept { return kinds_.has_value(); }
  [[nodiscard]] bool has_kind(std::string_view kind) const noexcept;
  [[nodiscard]] std::span<const std::string> kinds() const noexcept;

 private:
  std::vector<Declared> names_;
  std::optional<std::vector<std::string>> kinds_;
};

/// Hands over the values of inputs for one row.
class Inputs {
 public:
  virtual ~Inputs() = default;
  [[nodiscard]] virtual Value value(Input input) const = 0;
};

/// The result of an evaluation: a value, or a fault. Texts are borrowed from the inputs or the expression.
struct Result {
  Value value;
  Fault fault = Fault::none;
};

/// One input over many rows, gathered: numbers as mantissas at one scale, booleans 0 and 1, dates as days, texts as
/// ids of a dictionary. absent_cell: no value; wide_cell: a number that does not fit (such rows are left unresolved).
struct Vector {
  std::span<const std::int64_t> cells;
  int decimals = 0;
  const Dictionary* texts = nullptr;
};

/// What a condition says of a row.
enum class Truth : std::uint8_t { no, yes, missing_value, division_by_zero, overflow, unresolved };

struct Program;  // the compiled form, private to the module

class Expression {
 public:
  [[nodiscard]] Type type() const noexcept;
  [[nodiscard]] const std::string& text() const noexcept;
  /// Every input that it reads, each once.
  [[nodiscard]] std::span<const Input> inputs() const noexcept;
  /// The kinds that `count` and `quantity` name; Input::index of those points in here.
  [[nodiscard]] std::span<const std::string> kinds() const noexcept;

  /// Over one row.
  [[nodiscard]] Result evaluate(const Inputs& inputs) const;
  /// Over many rows: a condition (type boolean) over `rows` rows, one Vector for each of inputs() in that order.
  /// What 64-bit arithmetic cannot decide is left Truth::unresolved, to be evaluated row by row.
  void evaluate(std::span<const Vector> inputs, std::span<Truth> truths) const;

 private:
  friend struct Compiler;
  std::shared_ptr<const Program> program_;
};

/// Checks and types `text`. Mistakes are appended to `issues`, each with an `offset`ed place: `place_of` turns the
/// byte offset within `text` into a Place (the text may stand escaped inside a JSON string). Nothing is returned then.
using PlaceOf = std::function<Place(std::size_t byte_offset)>;
[[nodiscard]] std::optional<Expression> compile(std::string_view text, const Scope& scope, const PlaceOf& place_of,
                                                Issues& issues);
/// The same, and the result has to have `wanted`.
[[nodiscard]] std::optional<Expression> compile(std::string_view text, const Scope& scope, Type wanted,
                                                const PlaceOf& place_of, Issues& issues);

}  // namespace pointsbank::expression
