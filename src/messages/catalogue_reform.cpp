#include "messages/messages.hpp"

namespace pointsbank::messages {

std::span<const Entry> reform_messages() noexcept {
  static constexpr Entry entries[] = {
      // What is wrong in a reform.
      {"reform_no_field", "{0} is no name of a field", "{0} 不是字段的写法"},
      {"reform_fields",
       "write it like score.rate, limits[year,household].points, awards[1-3].points or levels[gold].at_least",
       "应写成 score.rate、limits[year,household].points、awards[1-3].points 或 levels[gold].at_least 这样"},
      {"reform_two_targets", "`list` cannot stand beside `{0}`: an operation changes one thing",
       "`list` 不能和 `{0}` 同时写：一项改动只针对一个对象"},
      {"reform_unknown_list", "no list of the book takes this operation", "规则中没有可作此改动的清单"},
      {"reform_unknown_rule", "there is no rule `{0}`", "没有规则 `{0}`"},
      {"reform_unknown_category", "there is no category `{0}`, or it has no rules", "没有类别 `{0}`，或其中没有规则"},
      {"reform_unknown_closing", "there is no closing `{0}`", "没有结算 `{0}`"},
      {"reform_is_there", "`{0}` is there already; to change it, write `set`", "`{0}` 已经有了；要改动它应写 `set`"},
      {"reform_dated_frame", "when the book is in effect cannot itself hold for some days only",
       "规则的施行日期本身不能只在某些日子有效"},
      {"reform_clash", "this changes what the operation at {1} changes already (`{0}`)",
       "这里改动的内容（`{0}`）在 {1} 处已经改动过"},
      {"reform_override", "if this one is to count, write \"override\": true in it",
       "如以这一项为准，应在其中写 \"override\": true"},
      {"reform_nothing_there", "`{1}` has no field `{0}`", "`{1}` 没有字段 `{0}`"},
      {"reform_not_scalable", "`{0}` is no amount that could be multiplied", "`{0}` 不是可以按倍数调整的分值"},
      {"reform_scalable", "what can be multiplied: score, limits, awards, points, rates, steps",
       "可以按倍数调整的有：score、limits、awards、分值、单位分值、steps"},
      {"reform_breaks_list", "with these operations the list is wrong, as said above; nothing was changed",
       "这些改动会使清单出错（见上），未作任何改动"},

      // What has no effect.
      {"reform_already_so", "this changes nothing: `{0}` is so already", "这项改动没有效果：`{0}` 已经如此"},
      {"reform_outside_days", "this changes nothing: the days {0} lie outside those of the book ({1})",
       "这项改动没有效果：日期 {0} 不在规则施行期内（{1}）"},
      {"reform_never_heard",
       "this changes nothing here: no event in the data is of a kind that `{0}` hears on those days",
       "这项改动在此没有效果：数据中这些日子没有 `{0}` 涉及的事件"},
  };
  return entries;
}

}  // namespace pointsbank::messages
