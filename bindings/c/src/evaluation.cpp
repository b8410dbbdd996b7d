// Evaluating, and its results as documents.
#include "evaluation.hpp"

#include <string>

#include "arguments.hpp"
#include "json_text.hpp"
#include "objects.hpp"
#include "pointsbank/comparison.hpp"
#include "pointsbank/explain.hpp"
#include "pointsbank/report.hpp"

namespace pointsbank::c {

namespace {

Date date_of(const char* given, const char* argument) {
  const std::string_view text = need_name(given, argument);
  const std::optional<Date> date = Date::parse(text);
  if (!date) throw UsageFault("binding_no_date", {argument, std::string(text)});
  return *date;
}

/// A bare date stands for that day's last moment.
std::optional<Moment> moment_of(const char* given, int utc_offset) {
  const std::string_view text = optional_name(given, "as_of");
  if (text.empty()) return std::nullopt;
  if (const std::optional<Moment> moment = Moment::parse(text)) return moment;
  if (const std::optional<Date> date = Date::parse(text)) {
    return Moment{first_moment(*date + 1, utc_offset).microseconds - 1};
  }
  throw UsageFault("binding_no_moment", {"as_of", std::string(text)});
}

/// Numbers of households mean something in the roster alone that they were looked up in.
void need_same_roster(const Roster& of_table, const Roster& roster, const char* argument) {
  if (&of_table.columns() != &roster.columns()) throw UsageFault("binding_other_roster", {argument});
}

EvaluateOptions options_of(const pointsbank_evaluate_options& given, const Program& program, const Roster& roster) {
  EvaluateOptions options;
  options.through = date_of(given.through, "through");
  options.as_of = moment_of(given.as_of, program.table_format().utc_offset);
  if (given.members != nullptr) {
    options.members = object_of<MembersObject>(given.members, "members")->table;
    options.has_members = true;
  }
  if (given.entries != nullptr) {
    const auto entries = object_of<EntriesObject>(given.entries, "entries");
    need_same_roster(entries->roster, roster, "entries");
    options.entries = entries->table;
  }
  if (given.published != nullptr) {
    const auto published = object_of<PublishedObject>(given.published, "published");
    need_same_roster(published->roster, roster, "published");
    options.published = std::shared_ptr<const Published>(published, &published->table);
  }
  options.postings = flag_of(given.postings, "postings");
  options.outcomes = flag_of(given.outcomes, "outcomes");
  options.closings = flag_of(given.closings, "closings");
  options.threads = threads_of(given.threads);
  if (given.progress != nullptr) {
    options.progress = [progress = given.progress, context = given.context](int thousandths) {
      return progress(context, static_cast<std::uint64_t>(thousandths), 1000) != 0;
    };
  }
  return options;
}

/// The table's name, where it was asked for.
std::string need_table(const EvaluationObject& object, const char* given) {
  std::string table(need_name(given, "table"));
  std::string known;
  bool is_known = false;
  for (const std::string_view one : output_tables()) {
    is_known = is_known || one == table;
    known.append(known.empty() ? "" : ", ").append(one);
  }
  if (!is_known) throw UsageFault("binding_number", {"table", table, known});
  const EvaluateOptions& options = object.options;
  const bool is_made = table == "balances"   ? true
                       : table == "postings" ? options.postings
                       : table == "outcomes" ? options.outcomes
                                             : options.closings;
  if (!is_made) throw UsageFault("binding_table_not_made", {table});
  return table;
}

std::string table_json(const Evaluation& evaluation, const std::string& table) {
  const std::vector<std::vector<std::string>> rows = to_rows(evaluation, table);
  std::string out = "{";
  append_raw_member(out, table, "[");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    out.append(i == 1 ? "\n {" : ",\n {");
    for (std::size_t column = 0; column < rows[i].size(); ++column) {
      if (rows[i][column].empty()) {
        append_raw_member(out, rows[0][column], "null");
      } else {
        append_member(out, rows[0][column], rows[i][column]);
      }
    }
    out.push_back('}');
  }
  return out.append("]}\n");
}

}  // namespace

}  // namespace pointsbank::c

namespace c = pointsbank::c;

pointsbank_status pointsbank_evaluate(const pointsbank_rules* rules, const pointsbank_roster* roster,
                                      const pointsbank_events* events, const pointsbank_evaluate_options* options,
                                      pointsbank_evaluation** evaluation) noexcept {
  return c::guarded([&] {
    c::need_place(evaluation, "evaluation");
    const auto book = c::object_of<c::RulesObject>(rules, "rules");
    const auto households = c::object_of<c::RosterObject>(roster, "roster");
    const auto done = c::object_of<c::EventsObject>(events, "events");
    auto object = std::make_shared<c::EvaluationObject>();
    object->options = c::options_of(c::need_struct(options, "options"), book->program, households->table);
    object->evaluation = pointsbank::evaluate(book->program, households->table, done->table, object->options);
    object->options.progress = {};
    c::give<c::EvaluationObject>(evaluation, std::move(object));
  });
}

pointsbank_status pointsbank_evaluation_free(pointsbank_evaluation* evaluation) noexcept {
  return c::guarded([&] { c::release<c::EvaluationObject>(evaluation, "evaluation"); });
}

pointsbank_status pointsbank_evaluation_csv(const pointsbank_evaluation* evaluation, const char* table,
                                            pointsbank_text** csv) noexcept {
  return c::guarded([&] {
    c::need_place(csv, "csv");
    const auto object = c::object_of<c::EvaluationObject>(evaluation, "evaluation");
    c::give_text(csv, to_csv(object->evaluation, c::need_table(*object, table)));
  });
}

pointsbank_status pointsbank_evaluation_json(const pointsbank_evaluation* evaluation, const char* table,
                                             pointsbank_text** json) noexcept {
  return c::guarded([&] {
    c::need_place(json, "json");
    const auto object = c::object_of<c::EvaluationObject>(evaluation, "evaluation");
    c::give_text(json, c::table_json(object->evaluation, c::need_table(*object, table)));
  });
}

pointsbank_status pointsbank_explain(const pointsbank_evaluation* evaluation, const char* household, const char* event,
                                     pointsbank_form form, pointsbank_text** explanation) noexcept {
  return c::guarded([&] {
    c::need_place(explanation, "explanation");
    const auto object = c::object_of<c::EvaluationObject>(evaluation, "evaluation");
    if ((household == nullptr) == (event == nullptr)) throw c::UsageFault("binding_household_or_event", {});
    const pointsbank::ExplainQuestion question{std::string(c::optional_name(household, "household")),
                                               std::string(c::optional_name(event, "event"))};
    const bool as_json = c::is_json(form);
    const pointsbank::Evaluation& of = object->evaluation;
    pointsbank::Explanation found =
        pointsbank::explain(of.program(), of.roster(), of.events(), object->options, question);
    c::give_text(explanation, as_json ? std::move(found.json) : found.text(c::language_of_form(form)));
  });
}

pointsbank_status pointsbank_compare(const pointsbank_evaluation* before, const pointsbank_evaluation* after,
                                     pointsbank_form form, pointsbank_text** comparison) noexcept {
  return c::guarded([&] {
    c::need_place(comparison, "comparison");
    const auto first = c::object_of<c::EvaluationObject>(before, "before");
    const auto second = c::object_of<c::EvaluationObject>(after, "after");
    const bool as_json = c::is_json(form);
    for (const auto* const object : {first.get(), second.get()}) {
      if (!object->options.postings) throw c::UsageFault("binding_table_not_made", {"postings"});
      if (!object->options.closings) throw c::UsageFault("binding_table_not_made", {"closings"});
    }
    const pointsbank::Comparison found = pointsbank::compare(first->evaluation, second->evaluation);
    c::give_text(comparison, as_json ? to_json(found) : to_text(found, c::language_of_form(form)));
  });
}
