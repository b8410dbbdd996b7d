#include "messages/messages.hpp"

namespace pointsbank::messages {

std::span<const Entry> records_messages() noexcept {
  static constexpr Entry entries[] = {
      // Whole files.
      {"csv_no_header", "the file is empty; its first line has to name the columns",
       "文件是空的，第一行应写各列的名称"},
      {"table_utf16", "the file is in UTF-16, not in UTF-8", "文件是 UTF-16 编码，应为 UTF-8"},
      {"table_hint_save_as_utf8", "save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")",
       "请另存为 UTF-8（表格软件中选“CSV UTF-8”）"},
      {"table_too_many_rows", "the file has more rows than a table can hold", "文件的行数超过一张表的上限"},
      {"table_more_issues", "and more: only the first {0} mistakes are shown", "还有更多错误，这里只列出前 {0} 个"},
      {"row_too_long", "the row is longer than 16 MiB", "这一行超过 16 MiB"},

      // Headers.
      {"csv_wrong_delimiter", "the columns are separated by `{0}` instead of a comma",
       "各列用 `{0}` 分隔，应该用半角逗号"},
      {"csv_hint_delimiter", "save the file as CSV with commas", "请另存为以逗号分隔的 CSV"},
      {"csv_too_many_columns", "the file has more than 10,000 columns", "文件的列数超过 10000"},
      {"table_missing_column", "the column `{0}` is missing", "缺少列 `{0}`"},
      {"table_hint_did_you_mean", "is it the one that is called `{0}`?", "是不是写成了 `{0}`？"},
      {"table_duplicate_column", "the column `{0}` is there twice", "列 `{0}` 出现了两次"},
      {"table_unknown_columns", "columns that nothing is known of are ignored: {0}", "以下列未被使用，已忽略：{0}"},
      {"table_combining_characters",
       "`{0}` is written with combining characters: an id that looks the same but has other bytes is another id",
       "`{0}` 含有组合字符：看起来相同而字节不同的编号会被当作不同的编号"},

      // Rows of CSV.
      {"csv_unbalanced_quote", "the quote that begins this cell is never closed", "这个单元格开头的双引号没有结束"},
      {"csv_quote_in_cell", "a quote stands within a cell that does not begin with one",
       "单元格不是以双引号开头，中间却有双引号"},
      {"csv_hint_quote_in_cell", "put the whole cell in quotes and double each quote within it",
       "请把整个单元格放在双引号中，里面的双引号写两次"},
      {"csv_text_after_quote", "after the closing quote of a cell there has to be a comma or the end of the line",
       "单元格结束的双引号后面应是逗号或行尾"},
      {"csv_lone_carriage_return", "a carriage return without a line feed; lines end in LF or CR LF",
       "这里有单独的回车符，行尾应是 LF 或 CR LF"},
      {"csv_too_few_cells", "the row has {0} cells, the header {1}", "这一行有 {0} 个单元格，表头有 {1} 个"},
      {"csv_too_many_cells", "the row has {0} cells, the header {1}", "这一行有 {0} 个单元格，表头有 {1} 个"},
      {"csv_hint_comma_in_cell", "a cell that holds a comma has to stand in quotes", "含有逗号的单元格要放在双引号中"},
      {"csv_ill_formed_utf8", "the bytes from byte {0} of the file on are not UTF-8",
       "文件从第 {0} 个字节起不是有效的 UTF-8"},

      // Rows of JSON Lines.
      {"json_line_not_an_object", "a line has to hold one JSON object", "每一行应是一个 JSON 对象"},
      {"json_line_not_a_cell", "a value has to be a string, a number, `true`, `false` or `null`",
       "值应是字符串、数字、`true`、`false` 或 `null`"},

      // Cells.
      {"cell_too_long", "the cell is longer than 1 MiB", "这个单元格超过 1 MiB"},
      {"cell_ill_formed_utf8", "the bytes from byte {0} of the cell on are not UTF-8",
       "单元格从第 {0} 个字节起不是有效的 UTF-8"},
      {"cell_control_character", "the control character {0} cannot stand in a table", "表格中不能有控制字符 {0}"},
      {"cell_empty", "the cell is empty, but every row needs a value here", "这个单元格是空的，每一行都要填写这一列"},
      {"cell_not_a_number", "`{0}` is not a number; a number is written like 12 or -0.5",
       "`{0}` 不是数字，数字应写成 12 或 -0.5 这样"},
      {"cell_too_many_digits", "`{0}` has more than 18 digits before the point", "`{0}` 小数点前超过 18 位"},
      {"cell_too_fine", "`{0}` has more than 9 digits after the point", "`{0}` 小数点后超过 9 位"},
      {"cell_exponent_too_large", "`{0}` has an exponent beyond 18", "`{0}` 的指数超出 ±18"},
      {"cell_finer_than_unit", "`{0}` is finer than the unit: points have {1} digits after the point",
       "`{0}` 比积分的最小单位更细：积分保留 {1} 位小数"},
      {"cell_amount_too_large", "`{0}` is too large for points", "`{0}` 超出积分的范围"},
      {"cell_not_a_date", "`{0}` is not a date of the calendar; a date is written like 2026-03-05",
       "`{0}` 不是有效的日期，日期应写成 2026-03-05 这样"},
      {"cell_not_a_date_or_moment",
       "`{0}` is neither a date like 2026-03-05 nor a moment like 2026-03-05T20:15:00+08:00",
       "`{0}` 既不是 2026-03-05 这样的日期，也不是 2026-03-05T20:15:00+08:00 这样的时刻"},
      {"cell_not_a_moment", "`{0}` is not a moment; a moment is written like 2026-03-05T20:15:00+08:00",
       "`{0}` 不是有效的时刻，时刻应写成 2026-03-05T20:15:00+08:00 这样"},
      {"cell_date_for_moment", "`{0}` is a date; here a moment is needed, with the time of day",
       "`{0}` 只有日期，这里要写明时刻"},
      {"cell_beyond_the_calendar", "`{0}` lies outside the years 1 to 9999", "`{0}` 不在公元 1 年至 9999 年之间"},
      {"cell_not_a_bool", "`{0}` is neither `true` nor `false`", "`{0}` 既不是 `true` 也不是 `false`"},
      {"cell_float", "`{0}` is a binary floating-point number, which is not exact",
       "`{0}` 是二进制浮点数，不是精确的数"},
      {"cell_hint_exact", "write Decimal(\"{0}\"), or give the column as texts, decimals or whole numbers",
       "请写 Decimal(\"{0}\")，或以文本、十进制数或整数给出这一列"},
      {"cell_no_exact_decimal", "`{0}` has no exact decimal of at most 9 digits after the point",
       "`{0}` 不能写成小数点后至多 9 位的精确小数"},
      {"cell_finer_than_microsecond", "the moment `{0}` is finer than a microsecond", "时刻 `{0}` 比微秒更细"},
      {"cell_of_other_type",
       "`{0}` is of the type {1}; a cell is a text, a whole number, an exact decimal, a truth value, "
       "a date or a moment",
       "`{0}` 的类型是 {1}；单元格应为文本、整数、精确小数、真假值、日期或时刻"},
      {"cell_id_too_long", "the id `{0}` has {1} bytes; there may be 128", "编号 `{0}` 有 {1} 个字节，最多 128 个"},
      {"cell_forbidden_in_id", "the id `{0}` holds the invisible character {1}", "编号 `{0}` 含有看不见的字符 {1}"},
      {"cell_hint_write", "write `{0}`", "请写 `{0}`"},
      {"cell_hint_decimal_point", "the decimal point is written as `.`, and thousands are not separated",
       "小数点写作 `.`，千位不用分隔"},

      // Rows.
      {"row_not_in_roster", "`{0}` is not in the roster", "名册中没有 `{0}`"},
      {"row_left_before_joined", "left on {0}, before it joined on {1}", "离开日期 {0} 早于加入日期 {1}"},

      // The roster.
      {"roster_same_from",
       "the rows of `{0}` in lines {1} and {2} hold from the same day; there may be one for each day",
       "`{0}` 在第 {1} 行和第 {2} 行从同一天起生效，同一天只能有一行"},
      {"roster_two_values", "the rows of `{0}` in lines {1} and {2} give different days: {3} and {4}",
       "`{0}` 在第 {1} 行和第 {2} 行的日期不一致：{3} 和 {4}"},

      // Members.
      {"member_in_two_households", "the stays of the member `{0}` in lines {1} and {2} overlap",
       "成员 `{0}` 在第 {1} 行和第 {2} 行的期间重叠"},

      // Events.
      {"event_id_again", "the id `{0}` is in line {1} too, with other content", "编号 `{0}` 在第 {1} 行已有，内容不同"},
      {"event_hint_difference", "`{0}` is `{1}` here and `{2}` there", "`{0}` 在这里是 `{1}`，在那里是 `{2}`"},
      {"event_id_twice", "the id `{0}` is there twice", "编号 `{0}` 出现了两次"},

      // Entries.
      {"entry_id_again", "the id `{0}` is in line {1} too", "编号 `{0}` 在第 {1} 行已有"},
      {"entry_unknown_cause", "`{0}` is no cause; there are redemption, refund, transfer and opening",
       "没有 `{0}` 这种缘由，只有 redemption、refund、transfer 和 opening"},
      {"entry_before_rule_book", "{0} lies before the first day of the rule book, {1}", "{0} 早于规则的第一天 {1}"},
      {"entry_refund_of_nothing", "a refund has to name the redemption that it gives back",
       "退回（refund）要写明退的是哪一笔兑换"},
      {"entry_of_without_refund", "`{0}` stands in `of`, but a {1} is of no other entry; only a refund is",
       "`of` 中写了 `{0}`，但 {1} 不退回任何一笔，只有 refund 才填写 `of`"},
      {"entry_refund_of_unknown", "there is no entry `{0}` that could be refunded", "没有可以退回的 `{0}`"},
      {"entry_refund_of_other", "`{0}` is a {1}; only a redemption can be refunded",
       "`{0}` 是 {1}，只有 redemption 可以退回"},
      {"entry_refund_of_other_household", "`{0}` is a redemption of `{1}`, not of `{2}`",
       "`{0}` 是 `{1}` 的兑换，不是 `{2}` 的"},
      {"entry_refund_before", "the refund stands before its redemption `{0}` (line {1})",
       "退回早于它的兑换 `{0}`（第 {1} 行）"},

      // Published closings.
      {"published_twice", "`{0}` stands in this closing and period already, in line {1}",
       "`{0}` 在这次结算的这一期中已有（第 {1} 行）"},
  };
  return entries;
}

}  // namespace pointsbank::messages
