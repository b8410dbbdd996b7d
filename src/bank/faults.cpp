#include "bank/faults.hpp"

#include <optional>
#include <utility>

#include "records/cells.hpp"

namespace pointsbank::bank {

Issue issue_of(std::string code, Place place, std::vector<std::string> arguments, std::string hint,
               std::vector<std::string> hint_arguments) {
  Issue issue;
  issue.code = std::move(code);
  issue.place = std::move(place);
  issue.arguments = std::move(arguments);
  issue.hint = std::move(hint);
  issue.hint_arguments = std::move(hint_arguments);
  return issue;
}

void wrong(std::string_view field, std::string code, std::vector<std::string> arguments, std::string hint,
           std::vector<std::string> hint_arguments) {
  throw InputError({issue_of(std::move(code), {{}, 0, 0, "/" + std::string(field)}, std::move(arguments),
                             std::move(hint), std::move(hint_arguments))});
}

void wrong_question(std::string code, std::string_view asked) {
  throw InputError({issue_of(std::move(code), {}, {std::string(asked)})});
}

void need_id(std::string_view field, std::string_view id) {
  const records::CellFault fault = records::check_id(id);
  if (fault == records::CellFault::none) return;
  if (fault == records::CellFault::empty) wrong(field, "bank_missing_field", {std::string(field)});
  throw InputError({records::describe(fault, id, {{}, 0, 0, "/" + std::string(field)}, 0)});
}

Date date_of(std::string_view field, std::string_view text) {
  const std::optional<Date> date = Date::parse(text);
  if (!date) wrong(field, "cell_not_a_date", {std::string(text)});
  return *date;
}

}  // namespace pointsbank::bank
