#include "messages/messages.hpp"

namespace pointsbank::messages {

/// What the binding for C says to who calls it wrongly.
std::span<const Entry> binding_messages() noexcept {
  static constexpr Entry entries[] = {
      {"binding_null", "`{0}` is NULL, where something must be given", "`{0}` 是 NULL，这里必须给出"},
      {"binding_freed", "`{0}` was freed before", "`{0}` 此前已经释放"},
      {"binding_no_handle", "`{0}` is no handle of this library", "`{0}` 不是本库给出的句柄"},
      {"binding_other_kind", "`{0}` is a handle of {1}; {2} is needed here", "`{0}` 是 {1} 句柄，这里要用 {2}"},
      {"binding_too_many_handles", "{0} handles are open already; free what is no longer needed",
       "已打开 {0} 个句柄，请释放不再使用的"},
      {"binding_too_long", "`{0}` has more than {1} bytes", "`{0}` 超过 {1} 字节"},
      {"binding_too_many", "`{0}` has more than {1} elements", "`{0}` 超过 {1} 个元素"},
      {"binding_not_utf8", "`{0}` is no UTF-8", "`{0}` 不是 UTF-8"},
      {"binding_struct_size", "`{0}`: struct_size is {1}; set it to sizeof of the struct, {2} or more",
       "`{0}`：struct_size 是 {1}，应设为结构体的 sizeof，即 {2} 或更大"},
      {"binding_struct_later", "`{0}` sets a field that pointsbank {1} does not know; link a later version",
       "`{0}` 设了 pointsbank {1} 不认识的字段，请链接更新的版本"},
      {"binding_number", "`{0}` is {1}; there are: {2}", "`{0}` 是 {1}，可以用的有：{2}"},
      {"binding_no_list", "no rule list was given; a rule book needs at least one", "没有给出规则表，至少要有一份"},
      {"binding_no_date", "`{0}` is `{1}`; write a date like \"2026-12-31\"",
       "`{0}` 是 `{1}`，应写成 \"2026-12-31\" 这样的日期"},
      {"binding_no_moment", "`{0}` is `{1}`; write a moment like \"2026-03-05T20:15:00+08:00\"",
       "`{0}` 是 `{1}`，应写成 \"2026-03-05T20:15:00+08:00\" 这样的时刻"},
      {"binding_other_roster", "`{0}` were read for another roster than the one that is evaluated",
       "`{0}` 是按另一份名册读入的，与所评的名册不同"},
      {"binding_table_not_made",
       "the table `{0}` was not asked for when the evaluation was made; set it in the options",
       "评定时没有要求表 `{0}`，请在选项里设上"},
      {"binding_household_or_event", "give a household or an event, and NULL for the other",
       "请给出户或事件之一，另一个为 NULL"},
      {"binding_bank_at_work", "the bank is in a call of this thread: its progress function must not use it",
       "本线程正在使用这个积分银行：进度函数里不能再用它"},
      {"binding_no_file", "the file `{0}` was not handed over with the command, and the bank may not read files",
       "命令没有随附文件 `{0}`，而这个积分银行不许读文件"},
      {"binding_column_missing", "the column `{0}` is missing", "缺少列 `{0}`"},
      {"binding_column_unknown", "the rule lists declare no event attribute `{0}`", "规则表没有声明事件属性 `{0}`"},
      {"binding_column_twice", "the column `{0}` is there twice", "列 `{0}` 出现了两次"},
      {"binding_column_type", "the column `{0}` has another type than the rule lists declare",
       "列 `{0}` 的类型与规则表声明的不同"},
      {"binding_column_length", "the column `{0}` has another length than there are rows", "列 `{0}` 的长度与行数不同"},
      {"binding_column_offsets",
       "the column `{0}`: offsets must begin with 0, never fall, and end with the number of bytes",
       "列 `{0}`：offsets 应从 0 开始、不得变小、以字节数结束"},
      {"binding_column_code", "the column `{0}` has a code that is beyond its texts", "列 `{0}` 的编码超出其文字个数"},
      {"binding_column_decimals", "the column `{0}`: decimals must be from 0 to 9",
       "列 `{0}`：decimals 应在 0 到 9 之间"},
      {"binding_column_boolean", "the column `{0}` may hold 0, 1 and -1 only", "列 `{0}` 只能有 0、1 和 -1"},
  };
  return entries;
}

}  // namespace pointsbank::messages
