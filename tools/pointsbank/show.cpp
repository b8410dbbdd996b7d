// pointsbank show: a rule list as a village posts it on the wall.

#include "commands.hpp"
#include "pointsbank/notice.hpp"
#include "pointsbank/report.hpp"
#include "pointsbank/rule_list.hpp"

namespace pointsbank::command {

ExitCode show(const ShowArguments& arguments, const Console& console) {
  std::string text = to_notice(load_rule_book(arguments.files), arguments.format, console.language());
  if (arguments.output.empty()) {
    console.result(text);
  } else {
    write_files({{arguments.output, std::move(text)}});
    console.tell(console.sentence("command_shown", {arguments.output.string()}));
  }
  return ExitCode::done;
}

}  // namespace pointsbank::command
