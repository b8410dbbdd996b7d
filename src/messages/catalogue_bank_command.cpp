#include "messages/messages.hpp"

namespace pointsbank::messages {

std::span<const Entry> bank_command_messages() noexcept {
  static constexpr Entry entries[] = {
      {"help_bank", "the bank: claims, review, ledger, redemption, proofs", "积分银行：申报、审核、账本、兑换、核验"},
      {"help_bank_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank balance H1\n"
       "  pointsbank bank --db village.pointsbank submit --help",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank balance H1\n"
       "  pointsbank bank --db village.pointsbank submit --help"},
      {"help_bank_db", "the bank's file (else the environment's POINTSBANK_DB)",
       "积分银行的文件（默认用环境变量 POINTSBANK_DB）"},
      {"help_bank_json", "the answer as JSON", "用 JSON 回答"},
      {"help_bank_batch", "read commands as JSON Lines and answer one line each",
       "从标准输入逐行读取 JSON 命令，每行一个回答"},
      {"help_bank_by", "who acts: an officer, a member or a household", "操作人：工作人员、成员或户的编号"},
      {"help_bank_at", "the moment that holds for it (now)", "按此时刻办理（默认当前）"},
      {"help_bank_key", "the idempotency key: the same for each try of the same command",
       "幂等键：同一件事重试时用同一个"},
      {"help_init", "make a new bank", "新建积分银行"},
      {"help_init_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank init --by zhang --id lixin",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank init --by zhang --id lixin"},
      {"help_init_id", "names the bank on sheets and slips", "银行的编号，印在月表和凭条上"},
      {"help_adopt", "put a rule book in force", "施行一套规则"},
      {"help_adopt_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank adopt rules.json --by zhang",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank adopt rules.json --by zhang"},
      {"help_adopt_rule_lists", "all rule lists in force from now on", "今后有效的全部规则清单"},
      {"help_roster", "who is scored, and what holds from a day on", "登记名册，及自某日起的情况"},
      {"help_roster_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank roster roster.csv --from 2026-01-01 --by zhang",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank roster roster.csv --from 2026-01-01 --by zhang"},
      {"help_roster_table", "the roster", "名册"},
      {"help_roster_from", "what the roster says holds from this day on (the beginning)",
       "名册内容自这天起有效（默认自始）"},
      {"help_roster_correct", "may change what held before", "允许更正过去的内容"},
      {"help_roster_reason", "why the past is corrected", "更正的理由"},
      {"help_members", "who belongs to which household", "登记成员"},
      {"help_members_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank members members.csv --by zhang",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank members members.csv --by zhang"},
      {"help_members_table", "the members", "成员表"},
      {"help_officers", "clerks, reviewers and auditors", "登记工作人员"},
      {"help_officers_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank officers officers.csv --by zhang",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank officers officers.csv --by zhang"},
      {"help_officers_table", "the officers: person,role,joined,left", "工作人员表：person,role,joined,left"},
      {"help_submit", "hand in a claim", "提交申报"},
      {"help_submit_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank submit --household H1 --kind volunteering --on 2026-03-05 --quantity "
       "2 --by H1",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank submit --household H1 --kind volunteering --on 2026-03-05 --quantity "
       "2 --by H1"},
      {"help_submit_event", "its id (one is given)", "编号（默认自动编号）"},
      {"help_submit_household", "the household", "户"},
      {"help_submit_member", "the member who did it", "成员"},
      {"help_submit_kind", "what kind of event", "事件类别"},
      {"help_submit_on", "when: a date or moment", "发生的日期或时刻"},
      {"help_submit_quantity", "how much", "数量"},
      {"help_submit_points", "points proposed, where reviewers set them", "建议分值（由审核人定分时）"},
      {"help_submit_grade", "the grade", "等级"},
      {"help_submit_act", "the matter that events share", "所属事项"},
      {"help_submit_attribute", "an attribute of the rule list", "规则清单的事件属性"},
      {"help_submit_evidence", "an attachment, or its SHA-256", "附件，或其 SHA-256"},
      {"help_import", "take events that are final already", "导入已生效的事件"},
      {"help_import_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank import events.csv --by zhang",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank import events.csv --by zhang"},
      {"help_import_table", "the events", "事件表"},
      {"help_entries", "take opening balances", "导入期初余额"},
      {"help_entries_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank entries opening.csv --by zhang",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank entries opening.csv --by zhang"},
      {"help_entries_table", "the entries: entry,household,at,cause,standing,spendable",
       "分录表：entry,household,at,cause,standing,spendable"},
      {"help_approve", "approve a claim", "审核通过"},
      {"help_approve_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank approve e17 --by li",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank approve e17 --by li"},
      {"help_approve_event", "the claim", "申报编号"},
      {"help_approve_points", "the points that this reviewer gives", "本审核人给的分值"},
      {"help_approve_reason", "why", "理由"},
      {"help_reject", "reject a claim", "审核不通过"},
      {"help_reject_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank reject e17 --by li --reason '…'",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank reject e17 --by li --reason '…'"},
      {"help_reject_event", "the claim", "申报编号"},
      {"help_reject_reason", "why", "理由"},
      {"help_withdraw", "withdraw a claim of one's own", "撤回自己的申报"},
      {"help_withdraw_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank withdraw e17 --by li --reason '…'",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank withdraw e17 --by li --reason '…'"},
      {"help_withdraw_event", "the claim", "申报编号"},
      {"help_withdraw_reason", "why", "理由"},
      {"help_object", "object to a claim in publicity", "对公示中的申报提出异议"},
      {"help_object_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank object e17 --by li --reason '…'",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank object e17 --by li --reason '…'"},
      {"help_object_event", "the claim", "申报编号"},
      {"help_object_reason", "why", "理由"},
      {"help_decide", "decide an objection", "裁定异议"},
      {"help_decide_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank decide e17 --keep --by li",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank decide e17 --keep --by li"},
      {"help_decide_event", "the claim", "申报编号"},
      {"help_decide_keep", "the claim stands", "异议不成立"},
      {"help_decide_reject", "the claim falls", "异议成立"},
      {"help_decide_reason", "why", "理由"},
      {"help_appeal", "appeal against an event", "对已生效的事件申诉"},
      {"help_appeal_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank appeal e17 --by li --reason '…'",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank appeal e17 --by li --reason '…'"},
      {"help_appeal_event", "the claim", "申报编号"},
      {"help_appeal_reason", "why", "理由"},
      {"help_uphold", "uphold an appeal: the event is revoked", "申诉成立，撤销事件"},
      {"help_uphold_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank uphold e17 --by li --reason '…'",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank uphold e17 --by li --reason '…'"},
      {"help_uphold_event", "the claim", "申报编号"},
      {"help_uphold_reason", "why", "理由"},
      {"help_dismiss", "dismiss an appeal", "申诉不成立"},
      {"help_dismiss_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank dismiss e17 --by li --reason '…'",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank dismiss e17 --by li --reason '…'"},
      {"help_dismiss_event", "the claim", "申报编号"},
      {"help_dismiss_reason", "why", "理由"},
      {"help_settle", "bring the ledger up to a day", "记账到某日"},
      {"help_settle_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank settle --through 2026-03-31 --by zhang",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank settle --through 2026-03-31 --by zhang"},
      {"help_settle_through", "the day (that of --at)", "日期（默认为 --at 当日）"},
      {"help_goods", "the catalogue of the shop", "登记商品"},
      {"help_goods_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank goods goods.csv --by zhang",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank goods goods.csv --by zhang"},
      {"help_goods_table", "the goods: goods,title,points,stock,limit,per",
       "商品表：goods,title,points,stock,limit,per"},
      {"help_redeem", "redeem points for goods", "兑换商品"},
      {"help_redeem_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank redeem --household H1 --goods soap=2 --by H1",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank redeem --household H1 --goods soap=2 --by H1"},
      {"help_redeem_household", "the household", "户"},
      {"help_redeem_goods", "goods and how many", "商品及件数"},
      {"help_redeem_redemption", "its id (one is given)", "兑换单编号（默认自动编号）"},
      {"help_collect", "hand over what was redeemed", "领取商品"},
      {"help_collect_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank collect r5 --by zhang",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank collect r5 --by zhang"},
      {"help_collect_redemption", "the redemption", "兑换单"},
      {"help_cancel", "cancel what was not collected: points and goods go back", "取消未领取的兑换，退回积分和商品"},
      {"help_cancel_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank cancel r5 --by H1",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank cancel r5 --by H1"},
      {"help_cancel_redemption", "the redemption", "兑换单"},
      {"help_cancel_reason", "why", "理由"},
      {"help_transfer", "a household splits, merges or moves: its balances go over", "分户、并户、迁移：余额过户"},
      {"help_transfer_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank transfer --household H1 --share H1=2 --share H9=1 --reason split "
       "--by zhang",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank transfer --household H1 --share H1=2 --share H9=1 --reason split "
       "--by zhang"},
      {"help_transfer_household", "whose balances go over", "转出的户"},
      {"help_transfer_share", "to whom, and its share", "转入的户及份额"},
      {"help_transfer_transfer", "its id (one is given)", "过户编号（默认自动编号）"},
      {"help_transfer_reason", "why", "理由"},
      {"help_close", "close a month and publish its sheet", "月结并公布"},
      {"help_close_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank close 2026-03 --by zhang",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank close 2026-03 --by zhang"},
      {"help_close_month", "the month", "月份"},
      {"help_reopen", "take the last closing of a month back", "撤销最近一次月结"},
      {"help_reopen_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank reopen 2026-03 --with li --reason 'wrong roster' --by zhang",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank reopen 2026-03 --with li --reason 'wrong roster' --by zhang"},
      {"help_reopen_month", "the month", "月份"},
      {"help_reopen_with", "the second officer", "第二位工作人员"},
      {"help_reopen_reason", "why", "理由"},
      {"help_forget", "erase personal data", "删除个人信息"},
      {"help_forget_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank forget m12 --by zhang",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank forget m12 --by zhang"},
      {"help_forget_person", "the household or member", "户或成员"},
      {"help_forget_reason", "why", "理由"},
      {"help_balance", "balances", "查询余额"},
      {"help_balance_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank balance H1",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank balance H1"},
      {"help_balance_household", "one household (all)", "某一户（默认全部）"},
      {"help_balance_as_of", "as the book said at a moment", "按某一时刻账本所载"},
      {"help_statement", "the passbook of a household", "打印存折"},
      {"help_statement_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank statement H1",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank statement H1"},
      {"help_statement_household", "the household", "户"},
      {"help_statement_as_of", "as the book said at a moment", "按某一时刻账本所载"},
      {"help_board", "what is public", "公示栏"},
      {"help_board_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank board",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank board"},
      {"help_why", "why an event counts as it does", "说明一个事件的来龙去脉"},
      {"help_why_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank why e17",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank why e17"},
      {"help_why_event", "the event or claim", "事件或申报编号"},
      {"help_claims", "claims and their way", "查询申报"},
      {"help_claims_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank claims --state submitted",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank claims --state submitted"},
      {"help_claims_state", "only those in this state", "只看此状态"},
      {"help_claims_household", "only those of this household", "只看此户"},
      {"help_shelf", "what is on the shelf", "查询货架"},
      {"help_shelf_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank shelf",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank shelf"},
      {"help_redemptions", "what was set aside", "查询兑换单"},
      {"help_redemptions_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank redemptions --household H1",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank redemptions --household H1"},
      {"help_redemptions_household", "all of this household (what is to be collected)", "某户全部（默认待领取的）"},
      {"help_verify", "check the whole book", "核验账本"},
      {"help_verify_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank verify --replay",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank verify --replay"},
      {"help_verify_replay", "evaluate anew too and compare every posting", "重新计算并逐笔比对"},
      {"help_verify_threads", "how many threads evaluate", "计算线程数"},
      {"help_differences", "what was published and would come out otherwise now", "已公布而现在会不同的结果"},
      {"help_differences_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank differences",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank differences"},
      {"help_sheet", "the sheet of a closed month", "月结公布单"},
      {"help_sheet_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank sheet 2026-03 --output sheet.json",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank sheet 2026-03 --output sheet.json"},
      {"help_sheet_month", "the month", "月份"},
      {"help_sheet_output", "write the document to this file", "写入此文件"},
      {"help_slip", "the slip that proves one entry", "一笔流水的凭条"},
      {"help_slip_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank slip 17 --output slip.json",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank slip 17 --output slip.json"},
      {"help_slip_entry", "the number of the entry", "笔号"},
      {"help_slip_output", "write the document to this file", "写入此文件"},
      {"help_check_slip", "check a slip against a sheet, without the bank", "不用账本，按公布单核验凭条"},
      {"help_check_slip_example",
       "Example:\n"
       "  pointsbank bank check-slip slip.json --sheet sheet.json",
       "示例：\n"
       "  pointsbank bank check-slip slip.json --sheet sheet.json"},
      {"help_check_slip_slip", "the slip", "凭条"},
      {"help_check_slip_sheet", "the sheet", "公布单"},
      {"help_check_slip_json", "the answer as JSON", "用 JSON 回答"},
      {"help_check_sheet", "check a sheet against the one before it", "核验公布单与上一期衔接"},
      {"help_check_sheet_example",
       "Example:\n"
       "  pointsbank bank check-sheet april.json --before march.json",
       "示例：\n"
       "  pointsbank bank check-sheet april.json --before march.json"},
      {"help_check_sheet_sheet", "the sheet", "公布单"},
      {"help_check_sheet_before", "the sheet before it", "上一期公布单"},
      {"help_check_sheet_json", "the answer as JSON", "用 JSON 回答"},
      {"help_backup", "copy the bank while it is in use", "使用中备份"},
      {"help_backup_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank backup copy.pointsbank",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank backup copy.pointsbank"},
      {"help_backup_file", "the new file", "新文件"},
      {"help_export", "the ledger for other programs", "导出账本"},
      {"help_export_example",
       "Example:\n"
       "  pointsbank bank --db village.pointsbank export --form hledger --output ledger.journal",
       "示例：\n"
       "  pointsbank bank --db village.pointsbank export --form hledger --output ledger.journal"},
      {"help_export_form", "csv, jsonl, ledger, hledger, beancount, or tables: a folder of what `evaluate` reads",
       "csv、jsonl、ledger、hledger、beancount，或 tables：`evaluate` 所读各表的文件夹"},
      {"help_export_output", "write to this file, of tables to this folder", "写入此文件；tables 写入此文件夹"},
      {"command_missing_table", "a table is missing: a CSV file or JSON Lines", "缺少表格文件（CSV 或 JSON Lines）"},
      {"command_missing_event", "the event's or claim's id is missing", "缺少事件或申报编号"},
      {"command_missing_redemption", "the redemption's id is missing", "缺少兑换单编号"},
      {"command_missing_month", "the month is missing; write it like 2026-03", "缺少月份，应写成 2026-03 这样"},
      {"command_missing_person", "the household's or member's id is missing", "缺少户或成员的编号"},
      {"command_missing_household", "the household's id is missing", "缺少户的编号"},
      {"command_missing_entry", "the number of the entry is missing", "缺少笔号"},
      {"command_missing_slip", "the slip's file is missing", "缺少凭条文件"},
      {"command_missing_sheet", "the sheet's file is missing", "缺少公布单文件"},
      {"command_missing_file", "the new file's name is missing", "缺少新文件名"},
      {"command_no_pair", "`{0} {1}`: write it like NAME=VALUE", "`{0} {1}`：应写成 NAME=VALUE 这样"},
      {"command_keep_or_reject", "say --keep or --reject, one of them", "应写 --keep 或 --reject 其中之一"},
      {"command_unknown_form", "`{0}` is no form of export: csv, jsonl, ledger, hledger, beancount, tables",
       "`{0}` 不是导出格式：csv、jsonl、ledger、hledger、beancount、tables"},
      {"command_missing_output", "`export --form tables` needs a folder: --output FOLDER",
       "`export --form tables` 需要文件夹：--output FOLDER"},
      {"bank_not_settled", "the bank has no rule book in force yet, or was never settled: there is nothing to evaluate",
       "积分银行尚无生效的办法或从未结算，没有可核算的内容"},
      {"bank_tables_written", "written: {0}; settled through {1} (`evaluate --through {1}`)",
       "已写入：{0}；已结算到 {1}（`evaluate --through {1}`）"},
      {"bank_written", "written: {0}", "已写入：{0}"},
      {"bank_created", "a new bank `{0}` in {1}", "已新建积分银行 `{0}`：{1}"},
      {"bank_proof_holds", "it fits", "相符"},
      {"bank_proof_fails", "it does not fit", "不符"},
      {"bank_verifying", "verifying", "正在核验"},
  };
  return entries;
}

}  // namespace pointsbank::messages
