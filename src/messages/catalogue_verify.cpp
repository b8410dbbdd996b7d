#include "messages/messages.hpp"

namespace pointsbank::messages {

std::span<const Entry> verify_messages() noexcept {
  static constexpr Entry entries[] = {
      {"verify_at_entry", "entry {0}: {1}", "第 {0} 条：{1}"},
      {"verify_more", "and {0} more findings", "另有 {0} 处不符"},
      {"verify_unreadable", "{0}: cannot be read: {1}", "{0}：无法读取：{1}"},
      {"verify_file", "the file is damaged: {0}", "文件已损坏：{0}"},

      // The journal itself.
      {"verify_gap", "is missing", "缺失"},
      {"verify_head", "is not where the journal ends", "不是流水的最后一条"},
      {"verify_recorded", "was booked before the entry before it", "记账时间早于前一条"},
      {"verify_chain", "does not fit its digest: it, or an entry before it, was changed",
       "与摘要不符：这一条或之前的内容被改动过"},
      {"verify_body", "is no entry of a journal", "不是有效的流水记录"},

      // What entries say of each other.
      {"verify_created_late", "says for a second time whose bank this is", "再次写明本行归属"},
      {"verify_rule_list", "the rule list {0} is not there, or was changed", "规则清单 {0} 缺失或被改动"},
      {"verify_twice", "{0} `{1}` is there already", "{0} `{1}` 重复"},
      {"verify_unknown", "{0} `{1}` is not known", "{0} `{1}` 不存在"},
      {"verify_step", "`{0}` cannot be {1} in the state that it was in", "`{0}` 当时的状态不允许 {1}"},
      {"verify_through", "settles through {0}, after {1} was settled", "结算至 {0}，而此前已结算至 {1}"},
      {"verify_key", "the key `{0}` of a refusal is not there", "拒绝所用的键 `{0}` 缺失"},
      {"verify_reversal", "is not the opposite of entry {0}, or that was taken back before",
       "与第 {0} 条不是一正一反，或该条此前已冲销"},
      {"verify_month", "is booked in the month of {0} instead of that of {1}",
       "记在 {0} 所在的月份，应记在 {1} 所在的月份"},
      {"verify_stock", "more of `{0}` than there was", "`{0}` 超过库存"},
      {"verify_hold_twice", "what was held by `{0}` ends a second time", "`{0}` 的预留已经了结，又了结一次"},
      {"verify_not_paid", "the points of redemption `{0}` do not fit its goods", "兑换 `{0}` 的积分与物品不符"},
      {"verify_previous_sheet", "the sheet of {0} does not name the one before it", "{0} 的月报没有正确写明上一份"},
      {"verify_sheet_totals", "the sheet's totals are not those of the entries: {0}", "月报合计与流水不符：{0}"},
      {"verify_sheet_root", "the sheet of {0} does not stand for the entries before it", "{0} 的月报与之前的流水不符"},
      {"verify_sheet_households", "the sheet of {0} counts other households", "{0} 的月报户数不符"},
      {"verify_month_order", "{0} is closed out of order", "{0} 没有按顺序结账"},
      {"verify_reopened", "{0} is opened again without right", "{0} 不应重新打开"},

      // What the store holds beside the journal.
      {"verify_differs", "{0} `{1}`: `{2}` is not what the journal says", "{0} `{1}`：`{2}` 与流水不符"},
      {"verify_missing", "{0} `{1}` is missing", "{0} `{1}` 缺失"},
      {"verify_extra", "{0} `{1}` is not in the journal", "{0} `{1}` 在流水中没有"},

      // What the rules give.
      {"verify_not_given", "the rules do not give this posting: {0}", "按规则不应有这笔记账：{0}"},
      {"verify_not_posted", "the rules give a posting that is not there: {0}", "按规则应有而没有的记账：{0}"},
      {"verify_other_balance", "the rules give another balance of {0}", "按规则 {0} 的余额应是另一个数"},
  };
  return entries;
}

}  // namespace pointsbank::messages
