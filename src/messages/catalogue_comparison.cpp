#include "messages/messages.hpp"

namespace pointsbank::messages {

// Two evaluations side by side.
std::span<const Entry> comparison_messages() noexcept {
  static constexpr Entry entries[] = {
      {"comparison_totals", "In all", "总计"},
      {"comparison_issued", "points given out", "发放的积分"},
      {"comparison_standing", "standing of all households", "各户累计分合计"},
      {"comparison_spendable", "spendable of all households", "各户可兑分合计"},
      {"comparison_worth", "points given out are worth ({0})", "发放的积分折合（{0}）"},
      {"comparison_households", "Households", "户数"},
      {"comparison_by_rule", "By rule", "按规则"},
      {"comparison_by_category", "By category", "按类别"},
      {"comparison_by_period", "By period", "按时期"},
      {"comparison_winners", "Who gains most", "增加最多的户"},
      {"comparison_losers", "Who loses most", "减少最多的户"},
      {"comparison_by_group", "By {0}", "按 {0}"},
      {"comparison_movements", "Ranks, levels, dividends and benefits that change: {0}",
       "名次、等级、分红、待遇的变化：{0} 项"},
      {"comparison_distribution", "How balances are spread", "积分分布"},
      {"comparison_gini", "Gini coefficient", "基尼系数"},
      {"comparison_quantile", "{0} % of households have at most", "{0}% 的户不超过"},
      {"comparison_lorenz", "share of the {0} % with the least", "积分最少的 {0}% 户所占份额"},
      {"comparison_rank", "rank", "名次"},
      {"comparison_level", "level", "等级"},
      {"comparison_dividend", "dividend", "分红"},
      {"comparison_benefit", "benefit", "待遇"},
      {"comparison_none", "none", "无"},
      {"comparison_no_value", "(not said)", "（未填）"},
      {"comparison_no_key", "(no rule)", "（非规则）"},

      {"comparison_column_what", "what", "项目"},
      {"comparison_column_all", "households", "户数"},
      {"comparison_column_winners", "gain", "增加"},
      {"comparison_column_losers", "lose", "减少"},
      {"comparison_column_unchanged", "unchanged", "不变"},
      {"comparison_column_source", "rule or closing", "规则或结算"},
      {"comparison_column_cause", "cause", "原因"},
      {"comparison_column_key", "name", "名称"},
      {"comparison_column_household", "household", "户"},
      {"comparison_column_value", "value", "值"},
      {"comparison_column_of", "what", "项目"},
      {"comparison_column_closing", "closing", "结算"},
      {"comparison_column_period", "period", "时期"},
      {"comparison_column_before", "before", "之前"},
      {"comparison_column_after", "after", "之后"},
      {"comparison_column_difference", "difference", "差额"},
      {"comparison_column_measure", "measure", "指标"},
      {"comparison_column_issued", "points given out", "发放的积分"},

      {"comparison_cause_rule", "rule", "规则"},
      {"comparison_cause_base", "base", "基础分"},
      {"comparison_cause_obligation", "obligation", "应尽义务"},
      {"comparison_cause_continuing", "continuing", "持续状态"},
      {"comparison_cause_ranking", "ranking", "排名奖励"},
      {"comparison_cause_forfeit", "forfeit", "追回"},
      {"comparison_cause_lapse", "lapse", "到期"},
      {"comparison_cause_expiry", "expiry", "过期"},
      {"comparison_cause_reset", "reset", "清零"},
      {"comparison_cause_redemption", "redemption", "兑换"},
      {"comparison_cause_refund", "refund", "退回"},
      {"comparison_cause_transfer", "transfer", "转移"},
      {"comparison_cause_opening", "opening", "期初"},

      {"comparison_before", "before: ", "之前："},
      {"comparison_after", "after:  ", "之后："},
      {"comparison_nothing_there", "(nothing)", "（没有）"},
      {"comparison_same_trace", "nothing differs", "没有不同"},

      // The report.
      {"comparison_report_note",
       "Made by evaluating both rule books over the same households and events. All figures are exact.",
       "按同一批户和事件分别计算两套规则所得，所有数字均为精确值。"},
      {"comparison_picture_rules", "What changes, by rule", "各规则的变化"},
      {"comparison_picture_households", "How many households change by how much", "各户变化分布"},
      {"comparison_picture_lorenz", "Lorenz curve", "洛伦兹曲线"},
      {"comparison_picture_periods", "By period", "按时期"},
      {"comparison_axis_households", "share of households", "户的份额"},
      {"comparison_axis_points", "share of points", "积分的份额"},
      {"comparison_axis_difference", "points more or less", "积分增减"},
      {"comparison_axis_count", "households", "户数"},
      {"comparison_nothing_changes", "nothing changes", "没有变化"},
  };
  return entries;
}

}  // namespace pointsbank::messages
