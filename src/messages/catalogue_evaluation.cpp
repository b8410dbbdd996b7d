#include "messages/messages.hpp"

namespace pointsbank::messages {

std::span<const Entry> evaluation_messages() noexcept {
  static constexpr Entry entries[] = {
      // A sum that leaves 64 bits ends the run.
      {"overflow", "overflow: the points of `{0}` do not fit 64 bits", "overflow：`{0}` 的积分超出 64 位整数的范围"},

      // One expression over values given as JSON.
      {"fault_missing_value", "missing_value: a name that the expression reads has no value",
       "missing_value：表达式用到的名称没有值"},
      {"fault_division_by_zero", "division_by_zero: the expression divides by zero",
       "division_by_zero：表达式中除数为零"},
      {"fault_overflow", "overflow: a number of the expression has more than 512 bits above or below the fraction line",
       "overflow：表达式中有数的分子或分母超过 512 位"},
      {"given_no_object", "an object like {\"members\": 4} was expected", "这里应是 {\"members\": 4} 这样的对象"},
      {"given_null", "null says nothing of the type; leave the name out", "null 说明不了类型，请去掉这个名称"},
      {"given_list", "a value is a number, a string, true, false or a date, not a list",
       "值只能是数字、字符串、true、false 或日期，不能是列表"},
      {"given_no_date", "a date was expected, written as {\"date\": \"2026-03-05\"}",
       "这里应是日期，写成 {\"date\": \"2026-03-05\"}"},
      {"given_type", "`{0}` is a {1}, and a {2} is given", "`{0}` 应是 {1}，给出的却是 {2}"},
  };
  return entries;
}

}  // namespace pointsbank::messages
