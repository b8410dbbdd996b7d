#include "messages/messages.hpp"

namespace pointsbank::messages {

std::span<const Entry> command_messages() noexcept {
  static constexpr Entry entries[] = {
      {"command_error", "error: ", "错误："},
      {"command_warning", "warning: ", "警告："},

      // The words of the command line.
      {"command_unknown_command", "there is no command `{0}`", "没有命令 `{0}`"},
      {"command_unknown_option", "there is no option `{0}` here", "这里没有选项 `{0}`"},
      {"command_unexpected_word", "`{0}` was not expected here", "这里不应有 `{0}`"},
      {"command_needs_value", "`{0}` needs a value", "`{0}` 后面应有一个值"},
      {"command_takes_no_value", "`{0}` takes no value", "`{0}` 后面不能有值"},
      {"command_given_twice", "`{0}` is given more than once", "`{0}` 给出了不止一次"},
      {"command_missing_option", "`{0} {1}` is missing", "缺少 `{0} {1}`"},
      {"command_missing_rule_lists", "no rule list is named", "没有指定规则清单文件"},
      {"command_missing_expression", "no expression is given", "没有给出表达式"},
      {"command_missing_shell", "no shell is named; there is `bash`", "没有指定 shell，可以用 `bash`"},
      {"command_unknown_shell", "there is no completion for `{0}`, only for `bash`",
       "没有 `{0}` 的补全脚本，只有 `bash` 的"},
      {"command_unknown_language", "there is no language `{0}`, only `zh` and `en`",
       "没有语言 `{0}`，只有 `zh` 和 `en`"},
      {"command_household_or_event", "either `--household ID` or `--event ID` is needed, and only one of them",
       "应给出 `--household ID` 或 `--event ID`，且只给其中一个"},
      {"command_unknown_format", "there is no format `{0}`, only `text`, `markdown` and `html`",
       "没有格式 `{0}`，只有 `text`、`markdown` 和 `html`"},
      {"command_two_books", "two rule lists are needed, or `--against FILE` with the lists of the second book",
       "应给出两份规则清单，或用 `--against 文件` 给出第二套规则的各份清单"},
      {"command_reform_or_against", "either `--reform FILE` or `--against FILE` is needed, and only one of them",
       "应给出 `--reform 文件` 或 `--against 文件`，且只给其中一个"},
      {"command_no_out_of_reform", "with `--against` the reform is printed; `--out` goes with `--reform`",
       "用 `--against` 时直接输出改动；`--out` 与 `--reform` 同用"},
      {"command_unknown_period", "there is no period `{0}`, only day, week, month, quarter, half_year, year and ever",
       "没有时期 `{0}`，只有 day、week、month、quarter、half_year、year、ever"},
      {"command_unknown_measure",
       "there is no measure `{0}`, only issued, money, share-above, gini, standing and spendable",
       "没有指标 `{0}`，只有 issued、money、share-above、gini、standing、spendable"},
      {"command_one_target", "only one of `--rule`, `--category` and `--closing` can be given",
       "`--rule`、`--category`、`--closing` 只能给出一个"},
      {"command_values_or_goal", "either `--values V,V,…` or `--goal N` is needed, and only one of them",
       "应给出 `--values 值,值,…` 或 `--goal 数`，且只给其中一个"},
      {"command_no_way_to_goal", "a goal is sought from `--least` up to `--most`, in steps above 0",
       "求解应从 `--least` 到不小于它的 `--most`，`--step` 应大于 0"},
      {"command_no_number", "`{1}` of `{0}` is no exact decimal like 2.5", "`{0}` 的 `{1}` 应是 2.5 这样的十进制数"},
      {"command_no_date", "`{1}` of `{0}` is no date; dates are written like 2026-12-31",
       "`{0}` 的 `{1}` 不是日期，应写成 2026-12-31 这样"},
      {"command_no_moment",
       "`{1}` of `{0}` is neither a date like 2026-12-31 nor a moment like 2026-12-31T18:00:00+08:00",
       "`{0}` 的 `{1}` 不是 2026-12-31 这样的日期，也不是 2026-12-31T18:00:00+08:00 这样的时刻"},
      {"command_no_whole", "`{1}` of `{0}` is no whole number from {2} to {3}",
       "`{0}` 的 `{1}` 应是 {2} 到 {3} 的整数"},
      {"command_no_file", "there is no file `{0}`", "没有文件 `{0}`"},
      {"command_no_folder", "there is no folder `{0}`", "没有文件夹 `{0}`"},
      {"command_is_folder", "`{0}` is a folder; a file was expected", "`{0}` 是文件夹，这里应是文件"},
      {"command_is_no_folder", "`{0}` is no folder", "`{0}` 不是文件夹"},
      {"command_unknown_household", "there is no `{0}` in {1}", "{1} 中没有 `{0}`"},
      {"command_unknown_event", "there is no event `{0}` in {1}", "{1} 中没有事件 `{0}`"},

      // How far it is, and what became of it.
      {"command_reading", "reading {0}", "正在读取 {0}"},
      {"command_evaluating", "evaluating", "正在计算"},
      {"command_writing", "writing", "正在写入"},
      {"command_progress", "{0}: {1}%", "{0}：{1}%"},
      {"command_evaluated", "events: {1}, households: {0}, postings: {2}; written to {3}",
       "共 {0} 户、{1} 个事件，入账 {2} 笔，已写入 {3}"},
      {"command_bad_rows", "{0} rows could not be taken: see {1}", "有 {0} 行无法读入，见 {1}"},
      {"command_generated", "households: {0}, events: {1}; written to {2}", "已生成 {0} 户、{1} 个事件，写入 {2}"},
      {"command_checked", "rule lists: {0}, errors: {1}, warnings: {2}", "规则清单 {0} 份，错误 {1} 处，警告 {2} 处"},
      {"command_shown", "written to {0}", "已写入 {0}"},
      {"command_stopped", "stopped; nothing was written", "已停止，没有写入任何文件"},
      {"command_no_memory", "there is not enough memory", "内存不足"},
      {"command_fault", "the program has a fault: {0}", "程序出错：{0}"},

      // Where the time went.
      {"profile_reading", "reading the files: {0} s ({1} %)", "读取文件：{0} 秒（{1}%）"},
      {"profile_ordering", "checking, scoring and ordering events: {0} s ({1} %)",
       "核对、计分、排序事件：{0} 秒（{1}%）"},
      {"profile_rules", "applying the rules household by household: {0} s ({1} %)", "逐户执行规则：{0} 秒（{1}%）"},
      {"profile_closings", "closings (rankings, ratings, …): {0} s ({1} %)", "结算（排名、评定等）：{0} 秒（{1}%）"},
      {"profile_collecting", "bringing the results into order: {0} s ({1} %)", "整理结果：{0} 秒（{1}%）"},
      {"profile_writing", "writing the tables: {0} s ({1} %)", "写入表格：{0} 秒（{1}%）"},
      {"profile_rest", "everything else: {0} s ({1} %)", "其他：{0} 秒（{1}%）"},
      {"profile_all", "in all: {0} s", "合计：{0} 秒"},
      {"profile_events", "events a second: {0} evaluated, {1} from file to file", "每秒事件数：计算 {0}，从读到写 {1}"},
      {"profile_memory", "memory at most: {0} MiB", "最大内存 {0} MiB"},

      // The examples of rule lists.
      {"test_passes", "passes: {0}", "通过：{0}"},
      {"test_fails", "fails: {0} ({1})", "不通过：{0}（{1}）"},
      {"test_expects_nothing", "expects nothing: {0} ({1})", "没有写预期结果：{0}（{1}）"},
      {"test_expected", "  {0}: expected in {1}: {2}", "  {0}：{1} 中应有：{2}"},
      {"test_nearest", "    nearest row: {0}", "    最接近的一行：{0}"},
      {"test_no_row", "    {0} has no row like it", "    {0} 中没有相近的行"},
      {"test_list_without", "without examples: {0}", "没有示例：{0}"},
      {"test_untouched", "touched by no example: {0}", "没有示例涉及：{0}"},
      {"test_summary", "examples: {0}, passing: {1}, failing: {2}", "示例 {0} 个，通过 {1} 个，不通过 {2} 个"},

      // Help: the frame.
      {"help_about", "pointsbank: exact, explained points for villages", "pointsbank：精确、可解释的村庄积分"},
      {"help_footer",
       "Help for one command: pointsbank evaluate --help\n"
       "Exit codes: 0 done; 1 a fault of the program or the machine; 2 wrong use or wrong input; 3 the answer is no.",
       "查看某个命令的帮助：pointsbank evaluate --help\n"
       "退出码：0 完成；1 程序或机器故障；2 用法或输入有误；3 答案是否定的。"},
      {"help_label_usage", "Usage", "用法"},
      {"help_label_options", "OPTIONS", "选项"},
      {"help_label_subcommand", "COMMAND", "命令"},
      {"help_label_positionals", "What it takes", "参数"},
      {"help_label_options_group", "Options", "选项"},
      {"help_label_commands_group", "Commands", "命令"},
      {"help_version", "print the version", "显示版本"},
      {"help_any_lang", "language of messages: zh or en (otherwise that of LANG)",
       "消息的语言：zh 或 en（默认按 LANG）"},
      {"help_any_quiet", "no progress and no summary", "不显示进度和小结"},
      {"help_any_help", "print this help", "显示帮助"},

      // Help: the commands.
      {"help_evaluate", "evaluate what households did under a rule book, and write balances, postings, outcomes, …",
       "按规则计算各户积分，写出余额、流水、逐事件结果等"},
      {"help_evaluate_example",
       "Example:\n"
       "  pointsbank evaluate --rules rules.json --roster roster.csv --events events.csv \\\n"
       "      --through 2026-12-31 --out results",
       "示例：\n"
       "  pointsbank evaluate --rules rules.json --roster roster.csv --events events.csv \\\n"
       "      --through 2026-12-31 --out results"},
      {"help_evaluate_rules", "a rule list; once for each version of the rule book", "规则清单；有几个版本就写几次"},
      {"help_evaluate_roster", "the households (CSV or JSON Lines)", "花名册（CSV 或 JSON Lines）"},
      {"help_evaluate_events", "what they did", "事件"},
      {"help_evaluate_members", "who is in which household", "各户的成员"},
      {"help_evaluate_entries", "redemptions, refunds, transfers, opening balances", "兑换、退回、转移、期初余额"},
      {"help_evaluate_published", "closings that were published and stay", "已公布、不再改变的结算"},
      {"help_evaluate_through", "the last day to evaluate", "计算到哪一天"},
      {"help_evaluate_as_of", "what was recorded later is not known; a date stands for its last moment",
       "此后登记的视为不知道；只写日期指当天最后一刻"},
      {"help_evaluate_bad_rows", "put rows that cannot be taken here, and go on", "无法读入的行写到这里，然后继续"},
      {"help_evaluate_threads", "how many threads work (otherwise one a processor); results do not depend on it",
       "线程数（默认与处理器数相同），不影响结果"},
      {"help_evaluate_out", "the folder for the seven tables", "写七张表的文件夹"},
      {"help_evaluate_profile", "tell how long each stage took", "显示各阶段用时"},

      {"help_check",
       "check rule lists: every mistake at once, with its place; without mistakes, what is worth a second look",
       "检查规则清单：一次列出所有错误和位置；没有错误时列出值得再看一看的地方"},
      {"help_check_example", "Example:\n  pointsbank check rules.json", "示例：\n  pointsbank check rules.json"},
      {"help_check_rule_lists", "rule lists; versions of one book together", "规则清单；同一套规则的各版本一起给出"},
      {"help_check_strict", "end with 2 where there are warnings too", "有警告时也以 2 结束"},
      {"help_check_json", "as JSON, one object a line, with codes", "输出 JSON，每行一个对象，含代码"},

      {"help_test", "run the examples that rule lists carry", "运行规则清单自带的示例"},
      {"help_test_example", "Example:\n  pointsbank test rules.json", "示例：\n  pointsbank test rules.json"},
      {"help_test_rule_lists", "rule lists; versions of one book together", "规则清单；同一套规则的各版本一起给出"},

      {"help_explain", "explain step by step how points came to be, and why others did not",
       "逐步说明积分是怎么来的，为什么没有得到"},
      {"help_explain_example",
       "Example:\n"
       "  pointsbank explain --rules rules.json --roster roster.csv --events events.csv \\\n"
       "      --through 2026-12-31 --household H17",
       "示例：\n"
       "  pointsbank explain --rules rules.json --roster roster.csv --events events.csv \\\n"
       "      --through 2026-12-31 --household H17"},
      {"help_explain_household", "explain all of this household", "说明这一户的全部积分"},
      {"help_explain_event", "explain this event", "说明这个事件"},
      {"help_explain_json", "as JSON rather than as text", "输出 JSON 而不是文字"},

      {"help_expression", "check and evaluate one expression, and print its value as JSON",
       "检查并计算一个表达式，按 JSON 输出结果"},
      {"help_expression_example",
       "Example:\n"
       "  pointsbank expression 'event.quantity / subject.members >= 0.5' \\\n"
       "      --subject '{\"members\": 4}' --event '{\"quantity\": 3, \"seen\": {\"date\": \"2026-03-05\"}}'",
       "示例：\n"
       "  pointsbank expression 'event.quantity / subject.members >= 0.5' \\\n"
       "      --subject '{\"members\": 4}' --event '{\"quantity\": 3, \"seen\": {\"date\": \"2026-03-05\"}}'"},
      {"help_expression_expression", "the expression, as in a rule list", "表达式，写法与规则清单相同"},
      {"help_expression_subject", "an object of the values of `subject.…`", "`subject.…` 的值，一个 JSON 对象"},
      {"help_expression_event", "an object of the values of `event.…`", "`event.…` 的值，一个 JSON 对象"},

      {"help_generate", "make a synthetic village that exercises every rule", "生成一个用到每条规则的模拟村庄"},
      {"help_generate_example",
       "Example:\n"
       "  pointsbank generate --rules rules.json --households 300 --events 10000 --seed 7 \\\n"
       "      --through 2026-12-31 --out village",
       "示例：\n"
       "  pointsbank generate --rules rules.json --households 300 --events 10000 --seed 7 \\\n"
       "      --through 2026-12-31 --out village"},
      {"help_generate_rules", "a rule list; once for each version of the rule book", "规则清单；有几个版本就写几次"},
      {"help_generate_households", "how many households (300)", "户数（默认 300）"},
      {"help_generate_events", "how many events (10000)", "事件数（默认 10000）"},
      {"help_generate_seed", "another seed gives another village (1)", "种子不同，村庄不同（默认 1）"},
      {"help_generate_through", "the last day on which something happens", "最后一个事件不晚于哪一天"},
      {"help_generate_out", "the folder for roster.csv, members.csv and events.csv",
       "写 roster.csv、members.csv、events.csv 的文件夹"},

      {"help_show", "print a rule list as a village posts it on the wall", "把规则清单排成可以张贴的公告"},
      {"help_show_example", "Example:\n  pointsbank show rules.json --format html --lang zh --output notice.html",
       "示例：\n  pointsbank show rules.json --format html --lang zh --output notice.html"},
      {"help_show_rule_lists", "a rule list; versions of one book, or a list and its base, together",
       "规则清单；同一套规则的各版本，或补充清单和它的基础清单，一起给出"},
      {"help_show_format", "text (otherwise), markdown, or html for printing on A4",
       "text（默认）、markdown，或可打印 A4 的 html"},
      {"help_show_output", "write it here instead of to standard output", "写到这个文件，而不是标准输出"},

      {"help_diff", "say what changed between two rule lists, by meaning", "按意思说明两份规则清单有什么不同"},
      {"help_diff_example",
       "Example:\n"
       "  pointsbank diff rules-2026.json rules-2027.json\n"
       "  pointsbank diff rules.json --against rules.json --against winter.json",
       "示例：\n"
       "  pointsbank diff rules-2026.json rules-2027.json\n"
       "  pointsbank diff rules.json --against rules.json --against winter.json"},
      {"help_diff_rule_lists", "the list before and the list after; with --against the lists of the book before",
       "前一份和后一份清单；有 --against 时是前一套规则的各份清单"},
      {"help_diff_against", "a list of the book after", "后一套规则的清单"},
      {"help_diff_json", "as JSON rather than as text", "输出 JSON 而不是文字"},
      {"help_diff_exit_code", "exit code 1 where there are differences", "有不同时退出码为 1"},

      {"help_reform", "apply a reform to a rule list, or read one back from two lists",
       "把一套改动用到规则清单上，或从两份清单读出改动"},
      {"help_reform_example",
       "Example:\n"
       "  pointsbank reform rules.json --reform winter.json --out trial\n"
       "  pointsbank reform rules.json --against rules-2027.json > reform.json",
       "示例：\n"
       "  pointsbank reform rules.json --reform winter.json --out trial\n"
       "  pointsbank reform rules.json --against rules-2027.json > reform.json"},
      {"help_reform_rule_lists", "a rule list; versions of one book together", "规则清单；同一套规则的各版本一起给出"},
      {"help_reform_reform", "the reform; without --out what it changes is told and nothing is written",
       "改动；没有 --out 时只说明改变什么，不写文件"},
      {"help_reform_against", "a list of the changed book: print the reform that leads to it",
       "改动后的规则清单：输出由前者变为后者的改动"},
      {"help_reform_title", "the title of the reform that is printed", "所输出改动的名称"},
      {"help_reform_out", "the folder for the changed rule lists", "写改动后规则清单的文件夹"},

      {"help_compare", "compare two rule books over the same data: who gains, who loses, what it costs",
       "按同样的数据比较两套规则：谁增谁减，花费多少"},
      {"help_compare_example",
       "Example:\n"
       "  pointsbank compare --rules rules.json --reform winter.json --roster roster.csv \\\n"
       "      --events events.csv --through 2026-12-31 --html report.html",
       "示例：\n"
       "  pointsbank compare --rules rules.json --reform winter.json --roster roster.csv \\\n"
       "      --events events.csv --through 2026-12-31 --html report.html"},
      {"help_compare_reform", "the reform to try", "要试行的改动"},
      {"help_compare_against", "a list of the other rule book", "另一套规则的清单"},
      {"help_compare_household", "both explanations of this household, where they differ",
       "这一户前后说明中不同的部分"},
      {"help_compare_spendable", "go by spendable points rather than by standing", "按可兑分而不是累计分比较"},
      {"help_compare_period", "periods of the table: day, week, month (otherwise), quarter, half_year, year, ever",
       "分时期表的时期：day、week、month（默认）、quarter、half_year、year、ever"},
      {"help_compare_csv", "the folder for the tables as CSV", "写各表 CSV 的文件夹"},
      {"help_compare_html", "a page with tables and pictures that opens without a network",
       "带图表、无需联网即可打开的网页"},
      {"help_compare_json", "as JSON rather than as text", "输出 JSON 而不是文字"},

      {"help_sweep", "try many values of one field, or seek the one that meets a goal",
       "对一个字段试多个取值，或求出达到目标的取值"},
      {"help_sweep_example",
       "Example:\n"
       "  pointsbank sweep --rules rules.json --roster roster.csv --events events.csv \\\n"
       "      --through 2026-12-31 --rule volunteering --field score.rate --values 1,2,3\n"
       "  pointsbank sweep … --rule volunteering --field score.rate --goal 5000 --least 0.5 --most 4 --step 0.1",
       "示例：\n"
       "  pointsbank sweep --rules rules.json --roster roster.csv --events events.csv \\\n"
       "      --through 2026-12-31 --rule volunteering --field score.rate --values 1,2,3\n"
       "  pointsbank sweep … --rule volunteering --field score.rate --goal 5000 --least 0.5 --most 4 --step 0.1"},
      {"help_sweep_rule", "a field of this rule", "这条规则的字段"},
      {"help_sweep_category", "a field of this category, or of all its rules", "这个类别的字段，或其中所有规则的字段"},
      {"help_sweep_closing", "a field of this closing", "这项结算的字段"},
      {"help_sweep_field", "like score.rate, limits[year,household].points, awards[1-3].points",
       "如 score.rate、limits[year,household].points、awards[1-3].points"},
      {"help_sweep_from", "the values hold from this day on", "取值从这天起有效"},
      {"help_sweep_to", "the values hold until this day", "取值到这天为止"},
      {"help_sweep_values", "the values to try", "要试的取值"},
      {"help_sweep_goal", "seek the value at which the measure is this", "求指标达到此数的取值"},
      {"help_sweep_least", "seek from here", "求解下限"},
      {"help_sweep_most", "seek up to here", "求解上限"},
      {"help_sweep_step", "how finely to seek (1)", "求解步长（默认 1）"},
      {"help_sweep_measure",
       "issued (points given out; otherwise), money (their worth), share-above (households that reach --level), gini, "
       "standing, spendable",
       "issued（发放的积分，默认）、money（折合金额）、share-above（达到 --level "
       "的户的比例）、gini、standing、spendable"},
      {"help_sweep_level", "the balance to reach", "要达到的积分"},
      {"help_sweep_currency", "of money, where points are worth several", "折合哪种货币（有几种时）"},
      {"help_sweep_json", "as JSON rather than as text", "输出 JSON 而不是文字"},
      {"compare_title", "{0} → {1}", "{0} → {1}"},
      {"compare_other_columns", "the two books declare other columns; their traces cannot stand side by side",
       "两套规则声明的列不同，无法并排说明"},
      {"sweep_column_value", "value", "取值"},
      {"sweep_column_issued", "measure: issued", "指标：发放的积分"},
      {"sweep_column_money", "measure: money", "指标：折合金额"},
      {"sweep_column_share-above", "measure: share above", "指标：达到的户的比例"},
      {"sweep_column_gini", "measure: Gini", "指标：基尼系数"},
      {"sweep_column_standing", "measure: standing", "指标：累计分合计"},
      {"sweep_column_spendable", "measure: spendable", "指标：可兑分合计"},
      {"sweep_met", "{0} comes nearest: {1} (goal {2})", "最接近的取值是 {0}：{1}（目标 {2}）"},
      {"sweep_not_met", "the goal {2} is not reached between {3} and {4}; {0} comes nearest: {1}",
       "在 {3} 到 {4} 之间达不到目标 {2}；最接近的取值是 {0}：{1}"},
      {"sweep_turns", "the measure does not move one way between the values tried: there may be other values",
       "在试过的取值之间指标并非单向变化，可能另有取值"},

      {"help_completion", "print a script that completes commands in a shell", "输出命令行补全脚本"},
      {"help_completion_example", "Example:\n  source <(pointsbank completion bash)",
       "示例：\n  source <(pointsbank completion bash)"},
      {"help_completion_shell", "bash", "bash"},
  };
  return entries;
}

}  // namespace pointsbank::messages
