// pointsbank reform: a changed rule book from a reform, or the reform from two books.

#include "pointsbank/reform.hpp"

#include "commands.hpp"
#include "data.hpp"
#include "pointsbank/difference.hpp"
#include "pointsbank/report.hpp"
#include "trial.hpp"

namespace pointsbank::command {

ExitCode reform(const ReformArguments& arguments, const Console& console) {
  const std::vector<RuleList> lists = read_lists(arguments.files);
  const Program before = compile(lists);
  if (arguments.reform.empty()) {
    console.result(reform_between(before, load_rule_book(arguments.against), arguments.title).to_json());
    return ExitCode::done;
  }
  const std::vector<RuleList> after = reformed(lists, parse_reform(read_source(arguments.reform)), console);
  if (arguments.out.empty()) {
    console.result(to_text(differences(before, compile(after)), console.language()));
    return ExitCode::done;
  }
  check_output_folder(arguments.out);
  std::vector<FileText> files;
  for (const RuleList& list : after) files.push_back({arguments.out / file_name(list), to_json(list)});
  write_files(files);
  for (const FileText& file : files) console.tell(console.sentence("command_shown", {file.file.string()}));
  return ExitCode::done;
}

}  // namespace pointsbank::command
