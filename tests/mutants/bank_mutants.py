"""Small mistakes in the bank: file, what stands there, what it becomes, and the test of ctest that has to notice.

Unlike those of mutants.py each of them is tried with that one test alone: one that is noticed by some other test alone
shows that the test which is meant to hold the invariant does not.
"""

CALENDAR = "src/workflow/calendar.cpp"
POLICY = "src/workflow/policy.cpp"
POLICY_HEADER = "src/workflow/policy.hpp"
STATES = "src/workflow/states.cpp"
CLAIMS = "src/bank/claims.cpp"
DISPUTES = "src/bank/disputes.cpp"
SHOP = "src/bank/shop.cpp"
HOLDS = "src/bank/holds.cpp"
TRANSFER = "src/bank/transfer.cpp"
GOODS = "src/bank/goods.cpp"
BANK = "src/bank/bank.cpp"
REQUESTS = "src/bank/requests.cpp"
WORK = "src/bank/work.cpp"
SETTLEMENT = "src/bank/settlement.cpp"
WRITER = "src/bank/ledger_writer.cpp"
DIFFERENCES = "src/bank/differences_of_postings.cpp"
MONTHS = "src/bank/months.cpp"
MARKS = "src/bank/marks.cpp"
PRIVACY = "src/bank/privacy.cpp"
CHAIN = "src/proof/chain.cpp"
CHECKS = "src/proof/checks.cpp"
JOURNAL = "src/journal/entries.cpp"
LEDGER_TABLES = "src/store/sqlite_ledger.cpp"
JOURNAL_TABLES = "src/store/sqlite_journal.cpp"

BANK_MUTANTS = [
    # Publicity and appeal.
    (CALENDAR, "return first_moment(day + 1, utc_offset);", "return first_moment(day, utc_offset);", "bank_random"),
    (CALENDAR, "if (days.is_working(day)) --left;", "--left;", "bank_random"),
    (CALENDAR, "weekday(day) <= friday && !holds(holidays_, day)", "weekday(day) <= friday", "bank_random"),
    (CALENDAR, "if (holds(workdays_, day)) return true;", "", "bank_random"),
    (CALENDAR, "weekday(day) <= friday", "weekday(day) < friday", "unit_workflow"),
    (CALENDAR, "{ return days_later(day, days); }", "{ return days_later(day, days + 1); }", "bank_random"),
    # Whose rules hold.
    (POLICY, "std::max(policy.reviewers, reviewers)", "std::min(policy.reviewers, reviewers)", "bank_random"),
    (POLICY, "std::max(policy.evidence, evidence)", "std::min(policy.evidence, evidence)", "bank_random"),
    (POLICY, "self_review && (is_first || policy.self_review)", "self_review", "unit_workflow"),
    (POLICY, "if (rule->publicity_days) {", "if (!both.publicity_days) {", "bank_random"),
    (POLICY, "latest = std::max(latest, workflow::end_of_publicity(each, begin, utc_offset, days));",
     "latest = workflow::end_of_publicity(each, begin, utc_offset, days);", "unit_workflow"),
    (POLICY, "Number(static_cast<std::int64_t>(given.size()))", "Number(2)", "unit_workflow"),
    (POLICY_HEADER, "is_clerks_record || reviewers > 0 ? reviewers : 1;", "reviewers;", "bank_random"),
    # The claim's way.
    (STATES, "Transition{State::published, Step::withdrawn, State::withdrawn},", "", "bank_random"),
    (STATES, "Transition{State::appealed, Step::upheld, State::revoked}", "Transition{State::appealed, Step::upheld, State::final}",
     "bank_random"),
    (STATES, "Transition{State::objected, Step::kept, State::published}", "Transition{State::objected, Step::kept, State::final}",
     "unit_workflow"),
    (CLAIMS, "if (policy_.self_review || record_.household.empty() || !work_.acts_for(work_.by(), record_.household)) return;",
     "return;", "bank_random"),
    (CLAIMS, "return step.step == Step::approved && step.by == work_.by();", "return false;", "bank_random"),
    (CLAIMS, "if (claim.approvals() >= needed) claim.publish();", "if (claim.approvals() > needed) claim.publish();",
     "bank_random"),
    (CLAIMS, "if (std::find(evidence.begin(), evidence.end(), *digest) == evidence.end()) evidence.push_back(*digest);",
     "evidence.push_back(*digest);", "bank_random"),
    (CLAIMS, "if (workflow::counts(record_.state) != counted) mark(work_, record_.household, entry_.member, record_.date);", "",
     "bank_random"),
    (CLAIMS, "std::max(record_.due.value_or(work_.at()), work_.at());", "work_.at();", "bank_random"),
    (CLAIMS, "if (!has_earned(work, claim.record())) {", "if (false) {", "bank_random"),
    (DISPUTES, "if (claim.has_step(Step::appealed)) {", "if (false) {", "bank_random"),
    (DISPUTES, "if (last_day && *last_day < work.day()) {", "if (last_day && *last_day <= work.day()) {", "bank_random"),
    # The shop.
    (SHOP, "all.day <= *balance.frozen_until", "all.day < *balance.frozen_until", "unit_bank"),
    (SHOP, "if (balance.spendable < 0) {", "if (balance.spendable <= 0) {", "bank_random"),
    (SHOP, "if (each.pieces <= each.goods.in_stock) continue;", "continue;", "bank_random"),
    (SHOP, "(!joined || *joined <= day) && (!left || day < *left)", "(!joined || *joined <= day)", "bank_random"),
    (SHOP, "return state == store::HoldState::held || state == store::HoldState::collected;", "return true;", "bank_random"),
    (SHOP, "each.goods.held += each.pieces;", "", "bank_random"),
    (SHOP, "redeemed.last_day = all.day + static_cast<std::int32_t>(*all.policy.hold_days);",
     "redeemed.last_day = all.day + static_cast<std::int32_t>(*all.policy.hold_days) + 1;", "bank_random"),
    (HOLDS, "goods.in_stock += pieces;", "", "bank_random"),
    (HOLDS, "goods.handed_out += pieces;", "", "bank_random"),
    (HOLDS, "refund.of = record.redemption;", "", "bank_random"),
    (HOLDS, "first_moment(*record.last_day + 1, work.utc_offset())", "first_moment(*record.last_day, work.utc_offset())",
     "unit_bank"),
    (GOODS, "record.bought += bought;", "", "bank_random"),
    (TRANSFER, "[](const auto& a, const auto& b) { return b.first < a.first; }",
     "[](const auto& a, const auto& b) { return a.first < b.first; }", "bank_random"),
    (TRANSFER, "left.sign() > 0; ++next", "false; ++next", "bank_random"),
    (TRANSFER, "giver.spendable += heir.spendable;", "", "bank_random"),
    # Keys, offices, what a command leaves.
    (BANK, "if (known != request) return named", "if (false) return named", "bank_random"),
    (BANK, "answer->replayed = true;", "", "bank_random"),
    (REQUESTS, 'if (before.by != now.by) return "by";', "", "bank_random"),
    (REQUESTS, "File digested(const File& file) { return {{}, sha256(file.content).to_string()}; }",
     "File digested(const File&) { return {{}, {}}; }", "unit_bank"),
    (WORK, "if (person == household) return true;", "", "bank_random"),
    (WORK, "role == journal::Role::clerk && store_->officers().empty();", "role == journal::Role::clerk;", "bank_random"),
    (WORK, "row.recorded = std::max(at_, head_.recorded);", "row.recorded = at_;", "unit_bank"),
    (PRIVACY, "store.erase_person(request.person);", "", "unit_bank"),
    # The ledger.
    (SETTLEMENT, "for (const OpenPosting& each : surplus) writer.take_back(each.seq, each.entry);", "", "bank_random"),
    (SETTLEMENT, "report.released = release_holds(work);", "", "bank_random"),
    (SETTLEMENT, "before ? std::max(*before, through) : through;", "through;", "bank_random"),
    (DIFFERENCES, "if (is_taken_[number] || view_of", "if (view_of", "unit_bank"),
    (WRITER, "entry.reverses = seq;", "", "unit_bank"),
    (WRITER, "std::max(first_day(PeriodKind::month, entry.date), first_open_);",
     "first_day(PeriodKind::month, entry.date);", "unit_bank"),
    (MARKS, "if (!household.empty()) store.mark(household);", "", "bank_random"),
    (MONTHS, "if (work.day() < end) Work::refuse", "if (work.day() < end - 1) Work::refuse", "unit_bank"),
    (MONTHS, "if (stands(line)) continue;", "", "unit_bank"),
    (MONTHS, "if (request.with == work.by() || !is_any_officer(work, request.with)) {",
     "if (!is_any_officer(work, request.with)) {", "unit_bank"),
    (MONTHS, "closed.previous_root = sheet.root;", "", "unit_bank"),
    # Digests and proofs.
    (CHAIN, ".update(view(bytes_of(recorded.microseconds)))", "", "unit_proof"),
    (CHAIN, ".update(view(bytes_of(seq)))", "", "unit_proof"),
    (CHAIN, ".update(previous)", "", "unit_proof"),
    (CHECKS, "} else if (slip.entry > sheet.tree.entries) {", "} else if (false) {", "unit_proof"),
    (CHECKS, "if (first.bank != second.bank) findings.add", "if (false) findings.add", "unit_proof"),
    (CHECKS, "} else if (*sheet.previous != previous.tree) {", "} else if (false) {", "unit_proof"),
    (JOURNAL, "bytes[0] != format) return std::nullopt;", "false) return std::nullopt;", "unit_journal"),
    # The store.
    (JOURNAL_TABLES, "FROM journal ORDER BY seq DESC LIMIT 1", "FROM journal ORDER BY seq LIMIT 1", "unit_store"),
    (JOURNAL_TABLES, "WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq", "WHERE seq >= ?1 AND seq < ?2 ORDER BY seq", "unit_store"),
    (LEDGER_TABLES, "earned = excluded.earned, deducted = excluded.deducted,", "earned = excluded.earned,", "unit_store"),
    (LEDGER_TABLES, "WHERE household = ?1 AND is_open = 1 ORDER BY seq", "WHERE household = ?1 ORDER BY seq", "unit_store"),
]
