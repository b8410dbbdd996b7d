#include "passbook/reasons.hpp"

#include "rulelist/hearing.hpp"

namespace pointsbank::passbook {

namespace {

std::string titled(const rulelist::Text& title, std::string_view id, Language language) {
  const std::string_view text = title.in(language);
  return std::string(text.empty() ? id : text);
}

}  // namespace

std::string Reasons::title(std::string_view id, Date day, Language language) const {
  // What a version that is no longer in force said is asked of the versions that are.
  const rulelist::List* const on_day = book_ == nullptr ? nullptr : book_->model.on(day);
  std::vector<const rulelist::List*> lists;
  if (on_day != nullptr) lists.push_back(on_day);
  if (book_ != nullptr) {
    for (const rulelist::List& list : book_->model.versions) lists.push_back(&list);
  }
  for (const rulelist::List* const list : lists) {
    for (const auto* rules : {&list->positive, &list->negative}) {
      for (const rulelist::Rule& rule : *rules) {
        if (rule.id == id) return titled(rule.title, id, language);
      }
    }
    for (const rulelist::Closing& closing : list->closings) {
      if (closing.id == id) return titled(closing.title, id, language);
    }
  }
  return std::string(id);
}

std::string Reasons::title_of_kind(std::string_view kind, Date day, Language language) const {
  std::string found(kind);
  bool is_first = true;
  if (const rulelist::List* const list = book_ == nullptr ? nullptr : book_->model.on(day)) {
    rulelist::each_rule_that_hears(*list, kind, day, [&](const rulelist::Rule& rule) {
      if (is_first) found = titled(rule.title, rule.id, language);
      is_first = false;
    });
  }
  return found;
}

bool Reasons::is_public_kind(std::string_view kind, Date day) const {
  const rulelist::List* const list = book_ == nullptr ? nullptr : book_->model.on(day);
  if (list == nullptr) return false;
  bool is_public = true;
  rulelist::each_rule_that_hears(*list, kind, day,
                                 [&](const rulelist::Rule& rule) { is_public = is_public && rule.is_public; });
  return is_public;
}

bool Reasons::is_public_closing(std::string_view id) const {
  if (book_ == nullptr) return false;
  for (const rulelist::List& list : book_->model.versions) {
    for (const rulelist::Closing& closing : list.closings) {
      if (closing.id == id && !closing.is_public) return false;
    }
  }
  return true;
}

std::string Reasons::details(const std::string& event, Language language) {
  const std::optional<store::EventRecord> record = reading_.store().event(event);
  if (!record) return {};
  const auto entry = reading_.entry<journal::EventEntry>(record->seq);
  std::string text;
  for (const journal::Cell& cell : entry.cells) {
    if (cell.column != "quantity" && cell.column != "grade" && cell.column != "act") continue;
    if (!text.empty()) text += language == Language::zh ? "，" : ", ";
    text += sentence("passbook_" + cell.column, {cell.text}, language);
  }
  return text;
}

std::string Reasons::goods(const std::string& redemption) {
  const std::optional<store::RedemptionRecord> record = reading_.store().redemption(redemption);
  if (!record) return redemption;
  std::string text;
  for (const journal::RedemptionLine& line : reading_.entry<journal::Redeemed>(record->seq).lines) {
    const std::optional<store::GoodsRecord> goods = reading_.store().goods(line.goods);
    if (!text.empty()) text += "、";
    text += goods && !goods->title.empty() ? goods->title : line.goods;
    if (line.pieces != 1) text += "×" + std::to_string(line.pieces);
  }
  return text;
}

std::string Reasons::reason_of_entry(const std::string& entry) {
  const std::optional<store::MoneyRecord> record = reading_.store().money(entry);
  return record ? reading_.entry<journal::MoneyEntry>(record->seq).reason : std::string();
}

std::string Reasons::plain(const journal::PostingEntry& posting, Language language) {
  const std::string& cause = posting.cause;
  const std::string code = "passbook_cause_" + cause;
  if (cause == "redemption") return sentence(code, {goods(posting.event)}, language);
  if (cause == "refund") {
    const std::optional<store::MoneyRecord> record = reading_.store().money(posting.event);
    return sentence(code, {goods(record ? record->of : posting.event)}, language);
  }
  if (cause == "transfer" || cause == "opening") {
    const std::string reason = reason_of_entry(posting.event);
    return sentence(code, {reason.empty() ? std::string() : (language == Language::zh ? "：" : ": ") + reason},
                    language);
  }
  if (cause == "base") return sentence(code, {}, language);
  std::string text = sentence(code, {title(posting.source, posting.date, language)}, language);
  if (cause == "rule" || cause == "forfeit") {
    if (const std::string more = details(posting.event, language); !more.empty()) {
      text += language == Language::zh ? "（" + more + "）" : " (" + more + ")";
    }
  }
  return text;
}

std::string Reasons::of(const journal::PostingEntry& posting, Language language) {
  const std::string text = plain(posting, language);
  if (!posting.reverses) return text;
  return sentence("passbook_taken_back", {text, std::to_string(*posting.reverses)}, language);
}

}  // namespace pointsbank::passbook
