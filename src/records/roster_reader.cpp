// Reading a roster.
//
//   columns: <subject>, the declared groups and attributes, [joined], [left], [name], [from]
//
// A household may have several rows, each holding from its own day on; `joined` and `left` are one value a household,
// in any of its rows. Where the rows of a household do not fit together, none of them is taken.
#include <algorithm>
#include <numeric>

#include "records/column_builders.hpp"
#include "records/table_reading.hpp"
#include "records/text_check.hpp"

namespace pointsbank::records {

namespace {

enum RosterColumn : std::uint32_t { roster_id, roster_joined, roster_left, roster_name, roster_from_day, roster_first };

class RosterReader {
 public:
  RosterReader(RowSource& source, const TableFormat& format, const ReadOptions& options)
      : format_(format), reading_(source, format, options) {
    for (std::size_t i = 0; i < format.groups.size(); ++i) groups_.emplace_back(plain_text);
    for (const Attribute& attribute : format.subject_attributes) attributes_.emplace_back(attribute.type);
  }

  Roster run() {
    reading_.for_each_batch([this](Batch& batch) { take(batch); });
    if (!household_.combining().empty()) reading_.report().warn_of_combining(household_.combining());
    sort();
    std::vector<Id> order;
    for (std::size_t begin = 0, end = 0; begin < order_.size(); begin = end) {
      while (end < order_.size() && ranks_[order_[end]] == ranks_[order_[begin]]) ++end;
      const std::span<const Id> rows = std::span<const Id>(order_).subspan(begin, end - begin);
      if (take_household(rows)) order.insert(order.end(), rows.begin(), rows.end());
    }
    reading_.finish();
    return finish(order);
  }

 private:
  static constexpr auto plain_text = TextBuilder::Kind::text;
  static constexpr std::int32_t absent = INT32_MIN;

  template <class Do>
  void for_each(const Do& act_on) {
    act_on(household_, roster_id);
    act_on(joined_, roster_joined);
    act_on(left_, roster_left);
    act_on(name_, roster_name);
    act_on(from_, roster_from_day);
    std::uint32_t column = roster_first;
    for (TextBuilder& group : groups_) act_on(group, column++);
    for (AttributeBuilder& attribute : attributes_) act_on(attribute, column++);
  }

  void take(Batch& batch) {
    FaultyCells faults;
    const auto append = [&] {
      for_each([&](auto& builder, std::uint32_t column) { builder.append(batch, column, faults); });
    };
    append();
    if (!faults.empty()) {
      batch.remove(refuse_cells(batch, faults, reading_.source(), reading_.report(), format_.utc_offset));
      for_each([&](auto& builder, std::uint32_t) { builder.truncate(lines_.size()); });
      faults.clear();
      append();
    }
    for (const Row& row : batch.rows) lines_.push_back(row.line);
  }

  /// Rows by the bytes of their household's id, then by `from`.
  void sort() {
    std::vector<Id> by_text(household_.texts().size());
    std::iota(by_text.begin(), by_text.end(), Id{0});
    const auto text = [this](Id id) { return household_.texts().text(id); };
    std::sort(by_text.begin(), by_text.end(), [&](Id a, Id b) { return text(a) < text(b); });
    std::vector<Id> rank_of(by_text.size());
    for (std::size_t rank = 0; rank < by_text.size(); ++rank) rank_of[by_text[rank]] = static_cast<Id>(rank);
    for (std::size_t row = 0; row < lines_.size(); ++row) ranks_.push_back(rank_of[household_.id(row)]);
    order_.resize(lines_.size());
    std::iota(order_.begin(), order_.end(), Id{0});
    std::sort(order_.begin(), order_.end(), [this](Id a, Id b) {
      if (ranks_[a] != ranks_[b]) return ranks_[a] < ranks_[b];
      return from_.days()[a] != from_.days()[b] ? from_.days()[a] < from_.days()[b] : lines_[a] < lines_[b];
    });
  }

  /// The first row of a household that gives a value, and the first that gives another.
  struct Given {
    Id row = no_id;
    Id other = no_id;
  };
  static Given find_value(std::span<const std::int32_t> days, std::span<const Id> rows) {
    Given given;
    for (const Id row : rows) {
      if (days[row] == absent) continue;
      if (given.row == no_id) given.row = row;
      if (days[row] != days[given.row] && given.other == no_id) given.other = row;
    }
    return given;
  }

  bool take_household(std::span<const Id> rows) {
    bool is_good = true;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (from_.days()[rows[i - 1]] != from_.days()[rows[i]]) continue;
      refuse(rows, rows[i - 1], rows[i], roster_from_day, "roster_same_from", {});
      is_good = false;
    }
    const Given joined = find_value(joined_.days(), rows);
    const Given left = find_value(left_.days(), rows);
    is_good &= check_one_value(rows, joined, roster_joined, joined_.days());
    is_good &= check_one_value(rows, left, roster_left, left_.days());
    if (!is_good || joined.row == no_id || left.row == no_id) return is_good;
    const Date first{joined_.days()[joined.row]};
    const Date last{left_.days()[left.row]};
    if (first <= last) return true;
    const auto code = "row_left_before_joined";
    for (const Id row : rows) {
      if (row != left.row && !reading_.keeps_bad_rows()) continue;
      reading_.refuse_later(lines_[row], roster_left, {code, Severity::error, {}, {shown(last), shown(first)}, {}, {}});
    }
    return false;
  }

  bool check_one_value(std::span<const Id> rows, Given given, RosterColumn column, std::span<const std::int32_t> days) {
    if (given.other == no_id) return true;
    refuse(rows, given.row, given.other, column, "roster_two_values",
           {Date{days[given.row]}.to_string(), Date{days[given.other]}.to_string()});
    return false;
  }

  /// Two rows of a household do not fit together: all its rows are bad, or the later one is the place of the issue.
  void refuse(std::span<const Id> rows, Id one, Id other, RosterColumn column, const std::string& code,
              const std::vector<std::string>& values) {
    if (lines_[one] > lines_[other]) std::swap(one, other);
    std::vector<std::string> arguments{shown(household_.text(one)), std::to_string(lines_[one]),
                                       std::to_string(lines_[other])};
    arguments.insert(arguments.end(), values.begin(), values.end());
    for (const Id row : rows) {
      if (row != other && !reading_.keeps_bad_rows()) continue;
      reading_.refuse_later(lines_[row], column, {code, Severity::error, {}, arguments, {}, {}});
    }
  }

  Roster finish(const std::vector<Id>& order) {
    for_each([&](auto& builder, std::uint32_t) { builder.gather(order); });
    Roster::Columns columns;
    std::vector<std::int32_t> joined;
    std::vector<std::int32_t> left;
    std::vector<Id> first_row;
    for (std::size_t row = 0; row < order.size(); ++row) {
      const std::string_view id = household_.text(static_cast<Id>(row));
      if (row == 0 || ranks_[order[row]] != ranks_[order[row - 1]]) {
        columns.household.add(id);
        first_row.push_back(static_cast<Id>(row));
        joined.push_back(INT32_MIN);
        left.push_back(INT32_MAX);
      }
      if (joined_.days()[row] != absent) joined.back() = joined_.days()[row];
      if (left_.days()[row] != absent) left.back() = left_.days()[row];
    }
    first_row.push_back(static_cast<Id>(order.size()));
    columns.joined = std::move(joined);
    columns.left = std::move(left);
    columns.first_row = std::move(first_row);
    columns.from = from_.finish().days;
    for (TextBuilder& group : groups_) columns.groups.push_back(group.finish());
    for (AttributeBuilder& attribute : attributes_) columns.attributes.push_back(attribute.finish());
    columns.name = name_.finish();
    return Roster(format_, std::move(columns));
  }

  const TableFormat& format_;
  TableReading reading_;
  TextBuilder household_{TextBuilder::Kind::required_id};
  DateBuilder joined_;
  DateBuilder left_;
  TextBuilder name_{plain_text};
  DateBuilder from_;
  std::vector<TextBuilder> groups_;
  std::vector<AttributeBuilder> attributes_;
  std::vector<std::uint64_t> lines_;
  std::vector<Id> ranks_;  // of a row: of its household's id among all, by bytes
  std::vector<Id> order_;
};

}  // namespace

Wanted roster_columns(const TableFormat& format) {
  Wanted wanted{{format.subject, true}, {"joined"}, {"left"}, {"name"}, {"from"}};
  for (const std::string& group : format.groups) wanted.push_back({group, true});
  for (const Attribute& attribute : format.subject_attributes) wanted.push_back({attribute.name, true});
  return checked(std::move(wanted));
}

Roster roster_from(RowSource& source, const TableFormat& format, const ReadOptions& options) {
  return RosterReader(source, format, options).run();
}

}  // namespace pointsbank::records
