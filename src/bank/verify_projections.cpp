// What the store holds beside its journal against what the journal gives.
#include <algorithm>

#include "bank/verify.hpp"

namespace pointsbank::bank {

namespace {

using store::Seq;

std::string text_of(const std::optional<Date>& date) { return date ? date->to_string() : "-"; }

/// One table of the store.
class Comparison {
 public:
  Comparison(Findings& findings, const char* table) : findings_(findings), table_(table) {}

  /// Compares a field of the row that is being looked at.
  template <class T>
  void field(const char* name, Seq entry, const std::string& key, const T& journal, const T& there) {
    if (journal == there) return;
    findings_.add("verify_differs", entry, {table_, key, name});
  }
  void missing(Seq entry, const std::string& key) { findings_.add("verify_missing", entry, {table_, key}); }
  void extra(Seq entry, const std::string& key) { findings_.add("verify_extra", entry, {table_, key}); }

 private:
  Findings& findings_;
  const char* table_;
};

void compare_households(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "household");
  std::size_t seen = 0;
  store.visit_households([&](const store::HouseholdRecord& record) {
    const std::string key = record.household + " " + text_of(record.from);
    const auto found = rebuilt.household_rows.find({record.household, record.from});
    if (found == rebuilt.household_rows.end()) {
      table.extra(record.seq, key);
    } else {
      ++seen;
      table.field("seq", found->second, key, found->second, record.seq);
    }
    return true;
  });
  if (seen == rebuilt.household_rows.size()) return;
  for (const auto& [key, seq] : rebuilt.household_rows) {
    const auto rows = store.rows_of_household(key.first);
    const bool is_there =
        std::any_of(rows.begin(), rows.end(), [&key](const auto& row) { return row.from == key.second; });
    if (!is_there) table.missing(seq, key.first + " " + text_of(key.second));
  }
}

void compare_members(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "member");
  auto left = rebuilt.stays;
  store.visit_members([&](const store::MemberRecord& record) {
    const std::string key = record.member + " " + text_of(record.joined);
    const auto found = left.find({record.member, record.joined});
    if (found == left.end()) {
      table.extra(record.seq, key);
    } else {
      table.field("seq", found->second.seq, key, found->second.seq, record.seq);
      table.field("household", found->second.seq, key, found->second.household, record.household);
      table.field("left", found->second.seq, key, found->second.left, record.left);
      left.erase(found);
    }
    return true;
  });
  for (const auto& [key, record] : left) table.missing(record.seq, key.first + " " + text_of(key.second));
}

void compare_officers(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "officer");
  auto left = rebuilt.officers;
  for (const store::OfficerRecord& record : store.officers()) {
    const std::string key = record.person + " " + text_of(record.joined);
    const auto found = left.find({record.person, record.role, record.joined});
    if (found == left.end()) {
      table.extra(0, key);
    } else {
      table.field("left", 0, key, found->second, record.left);
      left.erase(found);
    }
  }
  for (const auto& [key, until] : left) table.missing(0, std::get<0>(key));
}

void compare_persons(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "person");
  for (const auto& [id, name] : rebuilt.persons) {
    const std::optional<store::PersonRecord> record = store.person(id);
    if (!record && name.digest) {
      table.missing(name.seq, id);
    } else if (record && !name.digest) {
      table.extra(name.seq, id);
    } else if (record && sha256(record->salt + record->name) != *name.digest) {
      table.field("name", name.seq, id, 0, 1);
    }
  }
}

std::optional<Moment> moment_of(std::int64_t microseconds) {
  return microseconds == Rebuilt::no_moment ? std::nullopt : std::optional(Moment{microseconds});
}

std::string_view text_of(const Rebuilt& rebuilt, Id name) {
  return name == no_id ? std::string_view() : rebuilt.names.text(name);
}

void compare_events(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "event");
  std::vector<bool> seen(rebuilt.events.size(), false);
  store.visit_events([&](const store::EventRecord& record) {
    const Id number = rebuilt.find_event(record.event, record.seq);
    if (number == no_id) {
      table.extra(record.seq, record.event);
      return true;
    }
    seen[number] = true;
    const Rebuilt::Event& event = rebuilt.events[number];
    table.field("seq", event.seq, record.event, event.seq, record.seq);
    table.field("household", event.seq, record.event, text_of(rebuilt, event.household),
                std::string_view(record.household));
    table.field("member", event.seq, record.event, text_of(rebuilt, event.member), std::string_view(record.member));
    table.field("date", event.seq, record.event, event.date, record.date);
    table.field("state", event.seq, record.event, event.state, record.state);
    table.field("due", event.seq, record.event, moment_of(event.due), record.due);
    table.field("decided", event.seq, record.event, moment_of(event.decided), record.decided);
    table.field("points", event.seq, record.event, text_of(rebuilt, event.points), std::string_view(record.points));
    return true;
  });
  for (std::size_t number = 0; number < seen.size(); ++number) {
    if (!seen[number]) table.missing(rebuilt.events[number].seq, std::string(rebuilt.event_ids[number]));
  }
}

void compare_steps(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "step");
  std::vector<bool> seen(rebuilt.steps.size(), false);
  store.visit_steps([&](std::string_view id, Seq seq) {
    const Rebuilt::Step* const step = rebuilt.find_step(seq);
    if (step == nullptr || rebuilt.event_ids[step->event] != id) {
      table.extra(seq, std::string(id));
    } else {
      seen[static_cast<std::size_t>(step - rebuilt.steps.data())] = true;
    }
    return true;
  });
  for (std::size_t number = 0; number < seen.size(); ++number) {
    const Rebuilt::Step& step = rebuilt.steps[number];
    if (!seen[number]) table.missing(step.seq, std::string(rebuilt.event_ids[step.event]));
  }
}

void compare_postings(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "posting");
  auto next = rebuilt.postings.begin();
  const auto end = rebuilt.postings.end();
  store.visit_postings([&](const store::PostingRecord& record) {
    for (; next != end && next->seq < record.seq; ++next) table.missing(next->seq, std::to_string(next->seq));
    const std::string key = std::to_string(record.seq);
    if (next == end || next->seq != record.seq) {
      table.extra(record.seq, key);
      return true;
    }
    table.field("household", record.seq, key, rebuilt.names.text(next->household), std::string_view(record.household));
    table.field("date", record.seq, key, next->date, record.date);
    table.field("month", record.seq, key, next->month, record.month);
    table.field("is_open", record.seq, key, next->is_open, record.is_open);
    table.field("reverses", record.seq, key, next->reverses, record.reverses.value_or(0));
    ++next;
    return true;
  });
  for (; next != end; ++next) table.missing(next->seq, std::to_string(next->seq));
}

/// Entries say what was posted; a household's first balance comes with its first settlement.
void compare_balances(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "balance");
  std::set<std::string> seen;
  store.visit_balances([&](const store::BalanceRecord& record) {
    seen.insert(record.household);
    if (!rebuilt.households.contains(record.household)) table.extra(0, record.household);
    const Id household = rebuilt.names.find(record.household);
    const Rebuilt::Sum sum = household < rebuilt.balances.size() ? rebuilt.balances[household] : Rebuilt::Sum{};
    table.field("standing", 0, record.household, sum.standing, record.standing);
    table.field("spendable", 0, record.household, sum.spendable, record.spendable);
    table.field("earned", 0, record.household, sum.earned, record.earned);
    table.field("deducted", 0, record.household, sum.deducted, record.deducted);
    return true;
  });
  std::set<std::string> missing;
  for (Id household = 0; household < rebuilt.balances.size(); ++household) {
    const std::string id(rebuilt.names.text(household));
    if (rebuilt.balances[household].is_there && !seen.contains(id)) missing.insert(id);
  }
  for (const std::string& id : missing) table.missing(0, id);
}

void compare_totals(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "total");
  auto left = rebuilt.totals;
  for (const store::TotalRecord& record : store.totals()) {
    const auto found = left.find(record.cause);
    if (found == left.end()) {
      table.extra(0, record.cause);
      continue;
    }
    table.field("standing", 0, record.cause, found->second.standing, record.standing);
    table.field("spendable", 0, record.cause, found->second.spendable, record.spendable);
    left.erase(found);
  }
  for (const auto& [cause, sum] : left) table.missing(0, cause);
}

void compare_money(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "money");
  std::size_t seen = 0;
  store.visit_money([&](const store::MoneyRecord& record) {
    const auto found = rebuilt.money.find(record.entry);
    if (found == rebuilt.money.end()) {
      table.extra(record.seq, record.entry);
      return true;
    }
    ++seen;
    const Rebuilt::Money& money = found->second;
    table.field("seq", money.seq, record.entry, money.seq, record.seq);
    table.field("household", money.seq, record.entry, money.household, record.household);
    table.field("cause", money.seq, record.entry, money.cause, record.cause);
    table.field("of", money.seq, record.entry, money.of, record.of);
    return true;
  });
  if (seen == rebuilt.money.size()) return;
  for (const auto& [id, money] : rebuilt.money) {
    if (!store.money(id)) table.missing(money.seq, id);
  }
}

void compare_goods(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "goods");
  auto left = rebuilt.goods;
  for (const store::GoodsRecord& record : store.all_goods()) {
    const auto found = left.find(record.goods);
    if (found == left.end()) {
      table.extra(0, record.goods);
      continue;
    }
    const Rebuilt::Goods& goods = found->second;
    table.field("title", 0, record.goods, goods.title, record.title);
    table.field("points", 0, record.goods, goods.points, record.points);
    table.field("limit", 0, record.goods, goods.limit, record.limit);
    table.field("per", 0, record.goods, goods.per, record.per);
    table.field("bought", 0, record.goods, goods.bought, record.bought);
    table.field("in_stock", 0, record.goods, goods.in_stock, record.in_stock);
    table.field("held", 0, record.goods, goods.held, record.held);
    table.field("handed_out", 0, record.goods, goods.handed_out, record.handed_out);
    left.erase(found);
  }
  for (const auto& [id, goods] : left) table.missing(0, id);
}

void compare_redemptions(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "redemption");
  std::size_t seen = 0;
  store.visit_redemptions([&](const store::RedemptionRecord& record) {
    const auto found = rebuilt.redemptions.find(record.redemption);
    if (found == rebuilt.redemptions.end()) {
      table.extra(record.seq, record.redemption);
      return true;
    }
    ++seen;
    const Rebuilt::Redemption& redemption = found->second;
    table.field("seq", redemption.seq, record.redemption, redemption.seq, record.seq);
    table.field("household", redemption.seq, record.redemption, redemption.household, record.household);
    table.field("date", redemption.seq, record.redemption, redemption.date, record.date);
    table.field("points", redemption.seq, record.redemption, redemption.points, record.points);
    table.field("last_day", redemption.seq, record.redemption, redemption.last_day, record.last_day);
    table.field("state", redemption.seq, record.redemption, redemption.state, record.state);
    return true;
  });
  if (seen == rebuilt.redemptions.size()) return;
  for (const auto& [id, redemption] : rebuilt.redemptions) {
    if (!store.redemption(id)) table.missing(redemption.seq, id);
  }
}

void compare_published(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "published");
  auto next = rebuilt.published.begin();
  const auto end = rebuilt.published.end();
  store.visit_published([&](const store::PublishedRecord& record) {
    const std::string key = record.closing + " " + record.household;
    for (; next != end && next->seq < record.seq; ++next)
      table.missing(next->seq, next->closing + " " + next->household);
    if (next == end || next->seq != record.seq) {
      table.extra(record.seq, key);
      return true;
    }
    table.field("month", record.seq, key, next->month, record.month);
    table.field("table", record.seq, key, next->table, record.table);
    table.field("closing", record.seq, key, next->closing, record.closing);
    table.field("period", record.seq, key, next->period, record.period);
    table.field("household", record.seq, key, next->household, record.household);
    ++next;
    return true;
  });
  for (; next != end; ++next) table.missing(next->seq, next->closing + " " + next->household);
}

void compare_months(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "month");
  auto left = rebuilt.months;
  for (const store::MonthRecord& record : store.months()) {
    const std::string key = record.month.to_string().substr(0, 7);
    const auto found = left.find(record.month);
    if (found == left.end()) {
      table.extra(record.sheet, key);
      continue;
    }
    table.field("is_closed", found->second.sheet, key, found->second.is_closed, record.is_closed);
    table.field("sheet", found->second.sheet, key, found->second.sheet, record.sheet);
    left.erase(found);
  }
  for (const auto& [month, state] : left) table.missing(state.sheet, month.to_string().substr(0, 7));
}

void compare_settings(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  Comparison table(findings, "setting");
  const auto is = [&](const char* name, const std::string& journal) {
    table.field("value", 0, name, journal, store.setting(name).value_or(""));
  };
  is("bank", rebuilt.bank);
  is("through", rebuilt.through ? rebuilt.through->to_string() : "");
  is("last_sheet", rebuilt.last_sheet == 0 ? "" : std::to_string(rebuilt.last_sheet));
  const std::string adopted = store.setting("adopted").value_or("");
  table.field("value", rebuilt.adopted, "adopted", rebuilt.adopted == 0 ? "" : std::to_string(rebuilt.adopted),
              adopted.substr(0, adopted.find(' ')));
  std::set<std::string> closings;
  for (const Rebuilt::Published& row : rebuilt.published) {
    closings.insert(row.table + " " + row.closing + " " + row.period.to_string());
  }
  const std::string text = store.setting("published_closings").value_or("");
  std::set<std::string> there;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    there.insert(text.substr(begin, end - begin));
    begin = end + 1;
  }
  table.field("value", 0, "published_closings", closings, there);
}

}  // namespace

void compare_projections(store::Store& store, const Rebuilt& rebuilt, Findings& findings) {
  using Compare = void (*)(store::Store&, const Rebuilt&, Findings&);
  constexpr std::pair<const char*, Compare> tables[] = {
      {"household", compare_households}, {"member", compare_members},   {"officer", compare_officers},
      {"person", compare_persons},       {"event", compare_events},     {"step", compare_steps},
      {"posting", compare_postings},     {"balance", compare_balances}, {"total", compare_totals},
      {"money", compare_money},          {"goods", compare_goods},      {"redemption", compare_redemptions},
      {"published", compare_published},  {"month", compare_months},     {"setting", compare_settings}};
  for (const auto& [name, compare] : tables) {
    guarded(findings, name, [&, compare = compare] { compare(store, rebuilt, findings); });
  }
}

}  // namespace pointsbank::bank
