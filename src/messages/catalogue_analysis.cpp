#include "messages/messages.hpp"

namespace pointsbank::messages {

std::span<const Entry> analysis_messages() noexcept {
  static constexpr Entry entries[] = {
      // What can never score.
      {"never_in_effect", "`{0}` is never in effect: the list itself is from {1} to {2}",
       "`{0}` 永远不会生效：规则清单本身的有效期是 {1} 至 {2}"},
      {"condition_never_true", "`{0}` can never score: its condition is true of no event that it hears and could score",
       "`{0}` 永远不会计分：它听取并能计分的事件没有一件满足条件"},
      {"hint_condition_never_true", "look for parts that contradict each other, or a value that cannot occur",
       "请查找互相矛盾的部分，或不可能出现的值"},
      {"score_always_zero", "`{0}` can never score: its score always comes out as 0",
       "`{0}` 永远不会计分：算出来的分值总是 0"},
      {"hint_score_always_zero", "write a score above 0 (after rounding to the unit), or leave the rule out",
       "请写按最小单位舍入后仍大于 0 的分值，或删去这条规则"},
      {"limit_of_zero", "`{0}` can never score: this limit lets nothing through", "`{0}` 永远不会计分：这条上限是 0"},
      {"side_limit_of_zero_earn", "no positive rule of `{0}` can ever score: this limit lets nothing through",
       "`{0}` 中的加分规则永远不会计分：这条上限是 0"},
      {"side_limit_of_zero_deduct", "no negative rule of `{0}` can ever score: this limit lets nothing through",
       "`{0}` 中的减分规则永远不会计分：这条上限是 0"},
      {"hint_limit_of_zero", "write a limit above 0, or leave out what is not to score",
       "请写大于 0 的上限，或删去不该计分的规则"},
      {"exclusive_group_of_one", "`{0}` stands alone in the group `{1}`: no other rule shares its points",
       "`{1}` 组里只有 `{0}` 一条规则：没有别的规则与它就高不重复"},
      {"hint_exclusive_group_of_one",
       "give the other rules of the group the same name; if only this rule's highest is to count, leave it as it is",
       "请给同组的其他规则写上同一组名；如果只是要取本规则的最高一次，可以保留"},
      {"always_below_group", "`{0}` adds nothing: whatever it scores, `{1}` of the group `{2}` scores as much or more",
       "`{0}` 不起作用：凡它计分的事件，`{2}` 组里的 `{1}` 得分都不比它低"},
      {"hint_always_below_group", "narrow the condition or the kinds of the higher rule, or leave this one out",
       "请收窄较高那条规则的条件或事件种类，或删去这一条"},

      // What no value reaches.
      {"grade_never_reached", "the grade `{1}` of `{0}` can never count: the condition lets no event with it through",
       "`{0}` 的等次 `{1}` 永远用不到：条件不放过任何这一等次的事件"},
      {"band_never_reached", "the band of `{0}` from {1} can never count: no quantity that the rule takes lies in it",
       "`{0}` 从 {1} 起的一档永远用不到：规则能计的数量都不在这一档"},
      {"hint_never_reached", "widen the condition, or leave this out", "请放宽条件，或删去这一项"},
      {"level_never_reached", "the level `{1}` of `{0}` is never given: whoever meets it meets `{2}` before it",
       "`{0}` 的等级 `{1}` 永远评不上：够得上它的都先够得上 `{2}`"},
      {"hint_level_never_reached", "order the levels from the highest to the lowest", "请把等级从高到低排列"},
      {"quantity_gap", "between {1} and {2} a quantity of `{0}` is scored by no rule: `{3}` ends before `{4}` begins",
       "`{0}` 的数量在 {1} 与 {2} 之间时没有规则计分：`{3}` 到此为止，`{4}` 还没有开始"},
      {"hint_quantity_gap", "let one rule begin where the other ends: `<` beside `>=`",
       "请让后一条从前一条的终点开始：一边写 `<`，另一边写 `>=`"},
      {"ranks_gap", "rank {1} of `{0}` gets no award, though a lower one does",
       "`{0}` 的第 {1} 名没有奖励，更低的名次却有"},

      // Limits.
      {"limit_never_binds", "the limit of {1} points in a `{2}` never binds: `{0}` gives at most {3} anyway",
       "每个 `{2}` {1} 分的上限永远不起作用：`{0}` 本来最多 {3} 分"},
      {"count_limit_never_binds",
       "the limit of {1} times in a `{2}` never binds: `{0}` scores at most {3} times anyway",
       "每个 `{2}` {1} 次的上限永远不起作用：`{0}` 本来最多计 {3} 次"},
      {"side_limit_never_binds", "the limit of {1} points in a `{2}` never binds: what `{0}` holds gives at most {3}",
       "每个 `{2}` {1} 分的上限永远不起作用：`{0}` 中的规则合起来最多 {3} 分"},
      {"hint_limit_never_binds", "lower it, or leave it out", "请调低，或删去"},
      {"limit_without_positive_rules", "the limit never binds: `{0}` has no positive rule",
       "这条上限永远不起作用：`{0}` 没有加分规则"},
      {"limit_without_negative_rules", "the limit never binds: `{0}` has no negative rule",
       "这条上限永远不起作用：`{0}` 没有减分规则"},
      {"limit_wider_than_category",
       "the limit of `{0}`, {1} points in a `{2}`, is wider than that of its category `{4}`, which is {3}",
       "`{0}` 每个 `{2}` {1} 分的上限，比所属类别 `{4}` 的上限 {3} 还宽"},
      {"limit_wider_than_list",
       "the limit of `{0}` (category `{4}`), {1} points in a `{2}`, is wider than that of the whole list, which is {3}",
       "`{0}`（类别 `{4}`）每个 `{2}` {1} 分的上限，比整个清单的上限 {3} 还宽"},
      {"category_limit_wider_than_list",
       "the limit of `{0}`, {1} points in a `{2}`, is wider than that of the whole list, which is {3}",
       "类别 `{0}` 每个 `{2}` {1} 分的上限，比整个清单的上限 {3} 还宽"},
      {"no_limit", "`{0}` has no limit: neither the rule, its category `{1}` nor the list bounds what it gives",
       "`{0}` 没有上限：规则本身、类别 `{1}` 和整个清单都没有限制，可以刷分"},
      {"no_limit_in_category",
       "{1} rules of the category `{0}` have no limit: neither they, it nor the list bounds what they give: {2}",
       "类别 `{0}` 有 {1} 条规则没有上限：规则本身、类别和整个清单都没有限制，可以刷分：{2}"},
      {"hint_no_limit", "add a limit, e.g. `\"limits\": [{\"per\": \"month\", \"points\": 20}]`",
       "请加上限，如 `\"limits\": [{\"per\": \"month\", \"points\": 20}]`"},

      {"hint_no_limit_in_category", "add a limit, e.g. `\"limits\": [{\"per\": \"month\", \"earn\": 20}]` here",
       "请在这里加上限，如 `\"limits\": [{\"per\": \"month\", \"earn\": 20}]`"},

      // What protects households and the village.
      {"counted_twice", "an event of the kind `{1}` can count for `{0}` and for {2} as well",
       "种类为 `{1}` 的一件事，`{0}` 和 {2} 可以重复计分"},
      {"hint_counted_twice",
       "put them into one `exclusive` group, or make their conditions exclude each other, if only one is to count",
       "如果只该计一次，请把它们放进同一个 `exclusive` 组，或让条件互不相交"},
      {"base_piles_up_standing", "the base of {0} points comes each `{1}` and standing is never reset: it piles up",
       "基础分 {0} 分每个 `{1}` 都发，而积分账户从不清零：会越积越多"},
      {"base_piles_up_spendable",
       "the base of {0} points comes each `{1}` and spendable points never lapse: they pile up",
       "基础分 {0} 分每个 `{1}` 都发，而可兑换积分从不失效：会越积越多"},
      {"hint_base_piles_up",
       "add a closing of the kind `reset` (or `expiry`), or give the base with `\"each\": \"ever\"`",
       "请加一个 `reset`（或 `expiry`）结算，或把基础分写成 `\"each\": \"ever\"` 只发一次"},
      {"veto_without_end", "the veto of `{0}` has no end, and nothing cures it",
       "`{0}` 的一票否决没有期限，也无法解除"},
      {"hint_veto_without_end", "give it a period in `for`, or name in `cured_by` what ends it",
       "请在 `for` 写明期限，或在 `cured_by` 写明怎样解除"},
      {"deduction_without_appeal", "{0} of {1} deductions count without review, publicity or appeal: {2}",
       "{1} 条减分规则中有 {0} 条没有审核、公示或申诉程序：{2}"},
      {"hint_deduction_without_appeal",
       "add a `workflow` with `appeal`, e.g. `\"workflow\": {\"reviewers\": 2, \"appeal\": {\"days\": 15}}`",
       "请加上含 `appeal` 的 `workflow`，如 `\"workflow\": {\"reviewers\": 2, \"appeal\": {\"days\": 15}}`"},

      // Closings.
      {"closing_never_comes", "`{0}` never comes: no `{1}` ends from {2} to {3}, while the list is in effect",
       "`{0}` 永远不会结算：在规则清单有效的 {2} 至 {3} 之间，没有一个 `{1}` 结束"},
      {"hint_closing_never_comes", "choose a shorter period, or a later end of the list",
       "请改用较短的周期，或推后清单的终止日期"},
      {"closing_picks_nobody", "`{0}` picks nobody: its condition can never be true",
       "`{0}` 选不中任何人：条件永远不成立"},

  // What no points list may touch; the rest of each sentence is in sensitive_words.json.
#include "messages/sensitive_words.inc"
      {"hint_sensitive", "have a person look at it; if the provision is about something else, nothing needs to change",
       "请人工核查；如果这一条说的是别的事，可以不改"},
  };
  return entries;
}

}  // namespace pointsbank::messages
