#include "evaluation_inputs.hpp"

namespace pointsbank::python {

Date date_of(const std::string& argument, const std::string& text) {
  if (const std::optional<Date> date = Date::parse(text)) return *date;
  throw py::value_error(argument + " is `" + text + "`; a date is written like 2026-12-31");
}

namespace {

Moment last_known(const std::string& text, int utc_offset) {
  if (const std::optional<Moment> moment = Moment::parse(text)) return *moment;
  if (const std::optional<Date> date = Date::parse(text)) {
    return Moment{first_moment(*date + 1, utc_offset).microseconds - 1};
  }
  throw py::value_error("as_of is `" + text +
                        "`; a moment is written like 2026-03-05T20:15:00+08:00, and a date stands for its last moment");
}

}  // namespace

EvaluationInputs make_inputs(const Program& program, const Roster& roster, const Events& events,
                             const std::optional<Members>& members, const std::optional<Entries>& entries,
                             const std::shared_ptr<Published>& published, const std::string& through,
                             const std::optional<std::string>& as_of, int threads) {
  if (threads < 1) throw py::value_error("threads is " + std::to_string(threads) + "; there must be at least one");
  EvaluationInputs inputs{program, roster, events, {}};
  inputs.options.through = date_of("through", through);
  if (as_of) inputs.options.as_of = last_known(*as_of, program.table_format().utc_offset);
  if (members) {
    inputs.options.members = *members;
    inputs.options.has_members = true;
  }
  if (entries) inputs.options.entries = *entries;
  inputs.options.published = published;
  inputs.options.threads = threads;
  return inputs;
}

}  // namespace pointsbank::python
