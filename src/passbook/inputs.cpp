// What the ledger was evaluated from, as values and as files that `evaluate` reads.
#include "pointsbank/bank_inputs.hpp"

#include <memory>
#include <utility>

#include "bank/settings.hpp"
#include "bank/work.hpp"
#include "passbook/reading.hpp"
#include "pointsbank/reform.hpp"

namespace pointsbank::bank {

namespace {

using passbook::Reading;

/// A table as CSV, cell by cell.
class Csv {
 public:
  Csv& cell(std::string_view text) {
    if (!is_first_) text_.push_back(',');
    is_first_ = false;
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
      text_.append(text);
      return *this;
    }
    text_.push_back('"');
    for (const char c : text) text_.append(c == '"' ? 2 : 1, c);
    text_.push_back('"');
    return *this;
  }
  Csv& date(Date date) { return cell(date == Date::always() || date == Date::never() ? "" : date.to_string()); }
  void end_row() {
    text_.push_back('\n');
    is_first_ = true;
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
  bool is_first_ = true;
};

constexpr std::int64_t microseconds_of_a_second = 1'000'000;

std::string moment_text(Date date, std::int64_t microseconds_of_day, int utc_offset) {
  return Moment{first_moment(date, utc_offset).microseconds + microseconds_of_day}.to_string(utc_offset);
}

std::string attribute_text(const AttributeColumn& column, Id row) {
  if (const auto* const decimals = std::get_if<DecimalColumn>(&column)) {
    return decimals->has(row) ? decimals->at(row).to_string() : std::string();
  }
  if (const auto* const texts = std::get_if<TextColumn>(&column)) return std::string(texts->at(row));
  if (const auto* const truths = std::get_if<BoolColumn>(&column)) {
    if (truths->values.empty() || truths->values[row] < 0) return {};
    return truths->values[row] == 1 ? "true" : "false";
  }
  const auto& dates = std::get<DateColumn>(column);
  if (dates.days.empty() || dates.days[row] == INT32_MIN) return {};
  return Date{dates.days[row]}.to_string();
}

std::string roster_csv(const Roster& roster) {
  const TableFormat& format = roster.format();
  const Roster::Columns& columns = roster.columns();
  Csv csv;
  csv.cell(format.subject).cell("from").cell("joined").cell("left");
  for (const std::string& group : format.groups) csv.cell(group);
  for (const Attribute& attribute : format.subject_attributes) csv.cell(attribute.name);
  csv.end_row();
  for (Id household = 0; household < roster.size(); ++household) {
    for (Id row = columns.first_row[household]; row < columns.first_row[household + 1]; ++row) {
      csv.cell(roster.id(household)).date(Date{columns.from[row]});
      csv.date(roster.joined(household)).date(roster.left(household));
      for (const TextColumn& group : columns.groups) csv.cell(group.at(row));
      for (const AttributeColumn& attribute : columns.attributes) csv.cell(attribute_text(attribute, row));
      csv.end_row();
    }
  }
  return csv.take();
}

/// When an event was: its moment, or its day where no more is known.
std::string event_at(const Events::Columns& columns, Id row, int utc_offset) {
  const Date date{columns.date[row]};
  const std::int32_t second = columns.second[row];
  if (second < 0) return date.to_string();
  const std::int64_t rest = columns.microsecond.empty() ? 0 : columns.microsecond[row];
  return moment_text(date, second * microseconds_of_a_second + rest, utc_offset);
}

std::string decimal_text(const DecimalColumn& column, Id row) {
  return column.has(row) ? column.at(row).to_string() : std::string();
}

std::string events_csv(const Events& events) {
  const TableFormat& format = events.format();
  const Events::Columns& columns = events.columns();
  Csv csv;
  csv.cell("event").cell(format.subject).cell("kind").cell("at").cell("recorded").cell("quantity").cell("points");
  csv.cell("grade").cell("member").cell("act");
  for (const Attribute& attribute : format.event_attributes) csv.cell(attribute.name);
  csv.end_row();
  for (Id row = 0; row < events.size(); ++row) {
    csv.cell(columns.id[row]).cell(columns.household.at(row)).cell(columns.kind.at(row));
    csv.cell(event_at(columns, row, format.utc_offset));
    const std::int64_t recorded = columns.recorded.empty() ? absent_cell : columns.recorded[row];
    csv.cell(recorded == absent_cell ? "" : Moment{recorded}.to_string(format.utc_offset));
    csv.cell(decimal_text(columns.quantity, row)).cell(decimal_text(columns.points, row));
    csv.cell(columns.grade.at(row)).cell(columns.member.at(row)).cell(columns.act.at(row));
    for (const AttributeColumn& attribute : columns.attributes) csv.cell(attribute_text(attribute, row));
    csv.end_row();
  }
  return csv.take();
}

std::string entries_csv(const Entries& entries, const Roster& roster) {
  const TableFormat& format = roster.format();
  Csv csv;
  csv.cell("entry").cell(format.subject).cell("at").cell("cause").cell("standing").cell("spendable").cell("of");
  csv.end_row();
  for (const Entries::Entry& entry : entries.rows()) {
    csv.cell(entry.id).cell(roster.id(entry.household));
    csv.cell(moment_text(entry.date, entry.microseconds_of_day, format.utc_offset)).cell(to_string(entry.cause));
    csv.cell(units_to_string(entry.standing, format.decimals)).cell(units_to_string(entry.spendable, format.decimals));
    csv.cell(entry.of == no_id ? std::string_view() : entries.rows()[entry.of].id);
    csv.end_row();
  }
  return csv.take();
}

std::string members_csv(Reading& reading, const std::string& subject) {
  Csv csv;
  csv.cell("member").cell(subject).cell("joined").cell("left").end_row();
  reading.store().visit_members([&](const store::MemberRecord& record) {
    csv.cell(record.member).cell(record.household);
    csv.date(record.joined.value_or(Date::always())).date(record.left.value_or(Date::never()));
    csv.end_row();
    return true;
  });
  return csv.take();
}

/// A file of published closings: the columns that all have, then its own.
template <class Row>
std::string published_csv(const std::vector<Row>& rows, const Roster& roster,
                          const std::vector<std::pair<std::string_view, std::string Row::*>>& own) {
  Csv csv;
  csv.cell("closing").cell("period").cell(roster.format().subject);
  for (const auto& [name, member] : own) csv.cell(name);
  csv.end_row();
  for (const Row& row : rows) {
    csv.cell(row.closing).cell(row.period.to_string()).cell(roster.id(row.household));
    for (const auto& [name, member] : own) csv.cell(row.*member);
    csv.end_row();
  }
  return csv.take();
}

void add_published(std::vector<InputFile>& files, const Published& published, const Roster& roster) {
  using Ranking = Published::Ranking;
  using Rating = Published::Rating;
  using Dividend = Published::Dividend;
  using Benefit = Published::Benefit;
  files.push_back({"published/rankings.csv", published_csv<Ranking>(published.rankings, roster,
                                                                    {{"group", &Ranking::group},
                                                                     {"measure", &Ranking::measure},
                                                                     {"rank", &Ranking::rank},
                                                                     {"points", &Ranking::points_text}})});
  files.push_back({"published/ratings.csv", published_csv<Rating>(published.ratings, roster,
                                                                  {{"group", &Rating::group},
                                                                   {"measure", &Rating::measure},
                                                                   {"rank", &Rating::rank},
                                                                   {"level", &Rating::level}})});
  files.push_back({"published/dividends.csv",
                   published_csv<Dividend>(
                       published.dividends, roster,
                       {{"group", &Dividend::group}, {"measure", &Dividend::measure}, {"amount", &Dividend::amount}})});
  files.push_back(
      {"published/benefits.csv",
       published_csv<Benefit>(published.benefits, roster, {{"value", &Benefit::value}, {"unit", &Benefit::unit}})});
}

/// Within a reading.
std::optional<EvaluationInputs> inputs_within(Bank& bank, Reading& reading) {
  const RuleBook* const book = passbook::book_in_force(bank);
  const std::optional<Date> through = settings::date(reading.store(), settings::through);
  if (book == nullptr || !through) return std::nullopt;
  Inputs inputs = inputs_of(bank.state(), *book, nullptr);
  EvaluationInputs found;
  found.lists = book->lists;
  found.roster = std::move(inputs.roster);
  found.events = std::move(inputs.events);
  found.options.through = *through;
  found.options.members = std::move(inputs.members);
  found.options.has_members = inputs.has_members;
  found.options.entries = std::move(inputs.entries);
  found.options.published = std::make_shared<const Published>(std::move(inputs.published));
  return found;
}

}  // namespace

std::optional<EvaluationInputs> evaluation_inputs(Bank& bank) {
  Reading reading(bank);
  return inputs_within(bank, reading);
}

std::vector<InputFile> evaluation_files(Bank& bank) {
  Reading reading(bank);
  const std::optional<EvaluationInputs> inputs = inputs_within(bank, reading);
  if (!inputs) return {};
  std::vector<InputFile> files;
  for (std::size_t i = 0; i < inputs->lists.size(); ++i) {
    // Lists of one book may have come from files of one name.
    files.push_back({"rules/" + std::to_string(i + 1) + ".json", to_json(inputs->lists[i])});
  }
  files.push_back({"roster.csv", roster_csv(inputs->roster)});
  if (inputs->options.has_members) {
    files.push_back({"members.csv", members_csv(reading, inputs->roster.format().subject)});
  }
  files.push_back({"events.csv", events_csv(inputs->events)});
  files.push_back({"entries.csv", entries_csv(inputs->options.entries, inputs->roster)});
  add_published(files, *inputs->options.published, inputs->roster);
  return files;
}

}  // namespace pointsbank::bank
