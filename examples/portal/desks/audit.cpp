// The auditor's page: does the book fit, what is its root, and all of it to take along. Exports are made for programs
// and exact: a spreadsheet may take an id that begins with `=` for a formula, which the page says.
#include <optional>

#include "desks/desks.hpp"
#include "layout.hpp"
#include "pointsbank/bank_inputs.hpp"

namespace portal {

namespace bank = pointsbank::bank;

namespace {

struct Form {
  Literal word, ending;
  bank::ExportForm form;
  Words words;
};

const Form forms[] = {
    {"csv", "csv", bank::ExportForm::csv, {"分户账 CSV", "Ledger, CSV"}},
    {"jsonl", "jsonl", bank::ExportForm::jsonl, {"全部账目（逐笔，含校验码）", "The whole journal, entry by entry"}},
    {"ledger", "ledger", bank::ExportForm::ledger, {"ledger 格式", "For ledger"}},
    {"hledger", "journal", bank::ExportForm::hledger, {"hledger 格式", "For hledger"}},
    {"beancount", "beancount", bank::ExportForm::beancount, {"beancount 格式", "For beancount"}},
};

Html row(std::string_view name, std::string_view value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}

Html found(const Call& call, const bank::Verification& verification, bool was_replayed) {
  Html shown;
  if (verification.findings.empty()) {
    shown = notice(Tone::good, was_replayed ? call.say("核验通过：每笔账、每个校验码都相符，按办法重算的结果也相符。",
                                                       "Everything fits, also worked out anew from the rules.")
                                            : call.say("核验通过：每笔账、每个校验码都相符。", "Everything fits."));
  } else {
    shown = notice(Tone::bad, call.say("核验发现不符：", "Something does not fit:"));
    Html list;
    for (const bank::Finding& finding : verification.findings) {
      list.add(element("li", {}, finding.sentence(call.language)));
    }
    shown.add(element("ul", {{"class", "findings"}}, list));
  }
  Html facts = row(call.say("账本笔数", "Entries"), std::to_string(verification.entries));
  facts.add(row(call.say("总校验码", "Root"), verification.root.in_groups()));
  facts.add(row(call.say("总校验码全文", "Root in full"), verification.root.to_string()));
  facts.add(row(call.say("链校验码全文", "Chain in full"), verification.chain.to_string()));
  return shown.add(element("dl", {{"class", "facts digests"}}, facts));
}

Html exports(Call& call) {
  Html list;
  for (const Form& each : forms) {
    list.add(element("li", {}, link(Address("/audit/export") / each.word.text(), call.say(each.words))));
  }
  Html files;
  const std::vector<bank::InputFile> all = bank::evaluation_files(call.bank());
  for (std::size_t i = 0; i < all.size(); ++i) {
    files.add(element("li", {}, link(Address("/audit/tables") / std::to_string(i), all[i].path)));
  }
  return element(
      "section", {}, element("h2", {}, call.say("导出", "Exports")),
      element("p", {{"class", "hint"}},
              call.say("供程序读取，原样精确；用电子表格打开时，以 = 开头的编号可能被当作公式。",
                       "Made for programs and exact; a spreadsheet may take an id that begins with = for a formula.")),
      element("ul", {}, list),
      element("details", {},
              element("summary", {},
                      call.say("核算用的各表（pointsbank evaluate 可独立重算）",
                               "What `pointsbank evaluate` needs to work it out by itself")),
              element("ul", {}, files)));
}

Reply audit_page(Call& call, const Html& above) {
  Html content = element("p", {{"class", "hint"}},
                         call.say("核验会读完整本账：每一笔、每个校验码、每个余额。不改动任何内容。",
                                  "Reads the whole book: every entry, digest and balance. Nothing changes."));
  content.add(element("form", {{"method", "post"}, {"action", "/audit/verify"}}, hidden_fields(call),
                      element("p", {{"class", "choices"}},
                              element("button", {{"name", "replay"}, {"value", "yes"}, {"class", "primary"}},
                                      call.say("核验，并按办法重算", "Verify, and work out anew")),
                              element("button", {{"name", "replay"}, {"value", "no"}, {"class", "quiet"}},
                                      call.say("只核验", "Verify alone")))));
  content.add(above, exports(call));
  return page(call, call.say("审计", "Audit"), content, Width::desk);
}

Reply verify(Call& call) {
  const bool replay = call.request.form["replay"] == "yes";
  // Settled first, so that what waits for the next settlement is not left out.
  static_cast<void>(call.bank().balances(reader, call.now));
  return audit_page(call, found(call, call.bank().verify({.replay = replay, .threads = 1, .progress = {}}), replay));
}

Reply file(std::string name, std::string text, std::string type) {
  Reply reply;
  reply.type = std::move(type);
  reply.body = std::move(text);
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return reply;
}

Reply export_file(Call& call) {
  for (const Form& each : forms) {
    if (call.request.part("form") != each.word.text()) continue;
    return file("ledger." + std::string(each.ending.text()), call.bank().exported(each.form),
                "text/plain; charset=utf-8");
  }
  throw NotFound{};
}

Reply table_file(Call& call) {
  const std::vector<bank::InputFile> all = bank::evaluation_files(call.bank());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (call.request.part("number") != std::to_string(i)) continue;
    const std::size_t slash = all[i].path.rfind('/');
    return file(all[i].path.substr(slash == std::string::npos ? 0 : slash + 1), all[i].text,
                "text/plain; charset=utf-8");
  }
  throw NotFound{};
}

}  // namespace

void add_audit(Router& router) {
  const Access auditors = Access::of(Role::auditor);
  router.get("/audit", auditors, [](Call& call) { return audit_page(call, {}); });
  router.post("/audit/verify", auditors, verify);
  router.get("/audit/export/{form}", auditors, export_file);
  router.get("/audit/tables/{number}", auditors, table_file);
  router.menu("/audit", {"审计", "Audit"}, auditors);
}

}  // namespace portal
