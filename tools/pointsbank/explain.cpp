// pointsbank explain: how a household's points, or those of one event, came to be.

#include "pointsbank/explain.hpp"

#include <algorithm>

#include "commands.hpp"
#include "data.hpp"
#include "pointsbank/report.hpp"
#include "progress.hpp"

namespace pointsbank::command {

namespace {

bool has_event(const Events& events, std::string_view id) {
  const IdColumn& ids = events.columns().id;
  for (std::size_t row = 0; row < ids.size(); ++row) {
    if (ids[row] == id) return true;
  }
  const auto is_it = [&](const auto& each) { return each.id == id; };
  return std::any_of(events.revocations().begin(), events.revocations().end(), is_it) ||
         std::any_of(events.duplicates().begin(), events.duplicates().end(), is_it);
}

void check_question(const ExplainArguments& arguments, const Data& data) {
  if (!arguments.household.empty() && data.roster.find(arguments.household) == no_id) {
    throw InputError({wrong_use("command_unknown_household", {arguments.household, arguments.data.roster.string()})});
  }
  if (!arguments.event.empty() && !has_event(data.events, arguments.event)) {
    throw InputError({wrong_use("command_unknown_event", {arguments.event, arguments.data.events.string()})});
  }
}

}  // namespace

ExitCode explain(const ExplainArguments& arguments, const Console& console) {
  Data data = read_data(arguments.data, console);
  check_question(arguments, data);
  Explanation explanation;
  {
    Progress progress(console, console.sentence("command_evaluating"));
    data.options.progress = [&](int thousandths) {
      return progress.tell(static_cast<std::uint64_t>(thousandths), 1000);
    };
    explanation = pointsbank::explain(data.program, data.roster, data.events, data.options,
                                      {arguments.household, arguments.event});
  }
  std::string text = arguments.json ? explanation.json : explanation.text(console.language());
  if (!text.ends_with('\n')) text.push_back('\n');
  if (!arguments.data.bad_rows.empty())
    write_files({{arguments.data.bad_rows, to_csv(data.bad_rows, console.language())}});
  console.result(text);
  return ExitCode::done;
}

}  // namespace pointsbank::command
