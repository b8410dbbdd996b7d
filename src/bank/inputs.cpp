#include "bank/inputs.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "bank/entry_reading.hpp"
#include "bank/event_rows.hpp"
#include "bank/settings.hpp"
#include "records/readers.hpp"

namespace pointsbank::bank {

namespace {

using store::Seq;

// ------------------------------------------------------------------------------------------------------------ the
// roster

/// A household's rows as they were last booked.
struct HouseholdRows {
  std::vector<std::pair<Seq, journal::HouseholdRow>> rows;

  /// When it joined or left is one value a household: what its newest row says, also where that is nothing.
  [[nodiscard]] std::optional<Date> last(std::optional<Date> journal::HouseholdRow::*which) const {
    Seq newest = 0;
    std::optional<Date> said;
    for (const auto& [seq, row] : rows) {
      if (seq < newest) continue;
      newest = seq;
      said = row.*which;
    }
    return said;
  }
};

std::vector<Seq> household_seqs(store::Store& store, const std::vector<std::string>* households) {
  std::vector<Seq> seqs;
  if (households == nullptr) {
    store.visit_households([&](const store::HouseholdRecord& record) {
      seqs.push_back(record.seq);
      return true;
    });
  } else {
    for (const std::string& household : *households) {
      for (const store::HouseholdRecord& record : store.rows_of_household(household)) seqs.push_back(record.seq);
    }
  }
  std::sort(seqs.begin(), seqs.end());
  return seqs;
}

std::map<std::string, HouseholdRows> household_rows(store::Store& store, const std::vector<std::string>* households) {
  std::map<std::string, HouseholdRows> all;
  for_each_body(store, household_seqs(store, households), [&](Seq seq, std::string_view body) {
    auto row = decoded<journal::HouseholdRow>(seq, body);
    HouseholdRows& rows = all[row.household];
    rows.rows.emplace_back(seq, std::move(row));
  });
  return all;
}

Roster roster_of(store::Store& store, const TableFormat& format, const std::vector<std::string>* households) {
  const auto all = household_rows(store, households);
  std::deque<std::string> texts;  // dates, which have no text of their own
  std::vector<Cells> table;
  const auto date_cell = [&](Cells& cells, std::string_view column, std::optional<Date> date) {
    if (date) cells.emplace_back(column, texts.emplace_back(date->to_string()));
  };
  for (const auto& [household, rows] : all) {
    const std::optional<Date> joined = rows.last(&journal::HouseholdRow::joined);
    const std::optional<Date> left = rows.last(&journal::HouseholdRow::left);
    for (const auto& [seq, row] : rows.rows) {
      Cells& cells = table.emplace_back();
      cells.emplace_back(format.subject, household);
      date_cell(cells, "from", row.from);
      date_cell(cells, "joined", joined);
      date_cell(cells, "left", left);
      for (const journal::Cell& cell : row.cells) cells.emplace_back(cell.column, cell.text);
    }
  }
  return make_roster(table, format);
}

// ----------------------------------------------------------------------------------------------------------- the
// members

Members members_of(store::Store& store, const std::vector<std::string>* households, bool& are_given) {
  are_given = false;
  std::vector<std::pair<std::string, Members::Stay>> stays;
  const auto add = [&](const store::MemberRecord& record) {
    stays.emplace_back(
        record.member,
        Members::Stay{
            record.household, record.joined.value_or(Date::always()), record.left.value_or(Date::never()), {}});
  };
  store.visit_members([&](const store::MemberRecord& record) {
    are_given = true;
    if (households == nullptr) add(record);
    return households == nullptr;
  });
  if (households != nullptr) {
    for (const std::string& household : *households) {
      for (const store::MemberRecord& record : store.stays_in_household(household)) add(record);
    }
  }
  return Members(std::move(stays));
}

// ------------------------------------------------------------------------------------------------------------ the
// events

struct Counting {
  Seq seq = 0;
  std::string points;
  friend bool operator<(const Counting& a, const Counting& b) { return a.seq < b.seq; }
};

bool counts(store::EventState state) {
  return state == store::EventState::final || state == store::EventState::appealed;
}

/// The events that may concern these households, once each.
std::vector<Counting> counting_events(store::Store& store, const std::vector<std::string>* households) {
  std::vector<Counting> found;
  const auto take = [&](const store::EventRecord& record) {
    if (counts(record.state)) found.push_back({record.seq, record.points});
    return true;
  };
  if (households == nullptr) {
    store.visit_events(take);
  } else {
    for (const std::string& household : *households) {
      store.visit_events_of(household, take);
      for (const store::MemberRecord& stay : store.stays_in_household(household)) {
        store.visit_events_by_member(stay.member, take);
      }
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(
      std::unique(found.begin(), found.end(), [](const Counting& a, const Counting& b) { return a.seq == b.seq; }),
      found.end());
  return found;
}

Events events_of(store::Store& store, const TableFormat& format, const std::vector<std::string>* households) {
  const std::vector<Counting> counting = counting_events(store, households);
  std::vector<Seq> seqs;
  seqs.reserve(counting.size());
  for (const Counting& each : counting) seqs.push_back(each.seq);
  EventRows rows(records::event_columns(format), format.subject, format.utc_offset);
  std::size_t next = 0;
  for_each_body(store, seqs, [&](Seq seq, std::string_view body) { rows.add(seq, body, counting[next++].points); });
  return records::events_from(rows, format, {});
}

// ----------------------------------------------------------------------------------------------------------- the
// entries

Entries::Cause cause_of(std::string_view cause, Seq seq) {
  for (const Entries::Cause each :
       {Entries::Cause::redemption, Entries::Cause::refund, Entries::Cause::transfer, Entries::Cause::opening}) {
    if (to_string(each) == cause) return each;
  }
  throw_damaged(seq);
}

std::vector<Seq> money_seqs(store::Store& store, const std::vector<std::string>* households) {
  std::vector<Seq> seqs;
  if (households == nullptr) {
    store.visit_money([&](const store::MoneyRecord& record) {
      seqs.push_back(record.seq);
      return true;
    });
  } else {
    for (const std::string& household : *households) {
      for (const store::MoneyRecord& record : store.money_of(household)) seqs.push_back(record.seq);
    }
  }
  std::sort(seqs.begin(), seqs.end());
  return seqs;
}

/// In order of (moment, id), each refund with the number of what it gives back.
Entries in_order(std::vector<std::pair<Entries::Entry, std::string>> read) {
  std::sort(read.begin(), read.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first.date, a.first.microseconds_of_day, a.first.id) <
           std::tie(b.first.date, b.first.microseconds_of_day, b.first.id);
  });
  std::unordered_map<std::string_view, Id> redemptions;
  std::vector<Entries::Entry> rows;
  rows.reserve(read.size());
  for (auto& [entry, of] : read) {
    if (entry.cause == Entries::Cause::refund) {
      const auto found = redemptions.find(of);
      if (found != redemptions.end()) entry.of = found->second;
    }
    rows.push_back(entry);
    if (entry.cause == Entries::Cause::redemption) redemptions.emplace(entry.id, static_cast<Id>(rows.size() - 1));
  }
  return Entries(std::move(rows));
}

Entries entries_of(store::Store& store, const TableFormat& format, const Roster& roster,
                   const std::vector<std::string>* households) {
  std::vector<std::pair<Entries::Entry, std::string>> read;
  for_each_body(store, money_seqs(store, households), [&](Seq seq, std::string_view body) {
    auto money = decoded<journal::MoneyEntry>(seq, body);
    Entries::Entry entry;
    entry.id = std::move(money.entry);
    entry.household = roster.find(money.household);
    entry.date = money.at.date(format.utc_offset);
    entry.microseconds_of_day = money.at.microseconds_of_day(format.utc_offset);
    entry.cause = cause_of(money.cause, seq);
    entry.standing = money.standing;
    entry.spendable = money.spendable;
    if (entry.household == no_id) throw_damaged(seq);
    if (entry.date < format.first_day) {
      throw InputError({{"entry_before_rule_book",
                         Severity::error,
                         {"entry " + std::to_string(seq), 0, 0, "at"},
                         {entry.date.to_string(), format.first_day.to_string()},
                         {},
                         {}}});
    }
    read.emplace_back(std::move(entry), std::move(money.of));
  });
  return in_order(std::move(read));
}

// ------------------------------------------------------------------------------------------------- the published
// closings

std::string cell_of(const journal::PublishedRow& row, std::string_view column) {
  for (const journal::Cell& cell : row.cells) {
    if (cell.column == column) return cell.text;
  }
  return {};
}

template <class Row>
Row published_row(const journal::PublishedRow& row, Id household) {
  Row made;
  made.closing = row.closing;
  made.period = row.period;
  made.household = household;
  return made;
}

void add_published(Published& all, const journal::PublishedRow& row, Id household, int decimals) {
  const auto ranked = [&](auto made) {
    made.group = cell_of(row, "group");
    made.measure = cell_of(row, "measure");
    return made;
  };
  if (row.table == "rankings") {
    auto made = ranked(published_row<Published::Ranking>(row, household));
    made.rank = cell_of(row, "rank");
    made.points_text = cell_of(row, "points");
    made.points = Number::of(made.points_text).to_units(decimals, Rounding::down).value_or(0);
    all.rankings.push_back(std::move(made));
  } else if (row.table == "ratings") {
    auto made = ranked(published_row<Published::Rating>(row, household));
    made.rank = cell_of(row, "rank");
    made.level = cell_of(row, "level");
    all.ratings.push_back(std::move(made));
  } else if (row.table == "dividends") {
    auto made = ranked(published_row<Published::Dividend>(row, household));
    made.amount = cell_of(row, "amount");
    all.dividends.push_back(std::move(made));
  } else {
    auto made = published_row<Published::Benefit>(row, household);
    made.value = cell_of(row, "value");
    made.unit = cell_of(row, "unit");
    all.benefits.push_back(std::move(made));
  }
}

}  // namespace

Published all_published(store::Store& store, const Roster& roster, const TableFormat& format) {
  std::vector<Seq> seqs;
  store.visit_published([&](const store::PublishedRecord& record) {
    seqs.push_back(record.seq);
    return true;
  });
  Published all;
  for_each_body(store, seqs, [&](Seq seq, std::string_view body) {
    const auto row = decoded<journal::PublishedRow>(seq, body);
    const Id household = roster.find(row.household);
    if (household == no_id) throw_damaged(seq);
    add_published(all, row, household, format.decimals);
  });
  return all;
}

Published rankings_as_posted(const RuleBook& book, const Roster& roster, Date through,
                             const std::vector<OpenPosting>& postings) {
  Published all;
  if (roster.size() == 0) return all;
  std::map<std::pair<std::string_view, Date>, std::vector<const journal::PostingEntry*>> awards;
  for (const OpenPosting& each : postings) {
    if (each.entry.cause == "ranking") awards[{each.entry.source, each.entry.date}].push_back(&each.entry);
  }
  for (const rulelist::List& version : book.model.versions) {
    const Date end = std::min(version.effective.to, through);
    for (const rulelist::Closing& closing : version.closings) {
      if (closing.kind != rulelist::Closing::Kind::ranking) continue;
      for (Date day = last_day(closing.at, version.effective.from); day <= end; day = last_day(closing.at, day + 1)) {
        Published::Ranking row;
        row.closing = closing.id;
        row.period = first_day(closing.at, day);
        row.household = 0;
        all.rankings.push_back(row);
        for (const journal::PostingEntry* award : awards[{closing.id, day}]) {
          row.household = roster.find(award->household);
          row.points = closing.account == rulelist::Account::spendable ? award->spendable : award->standing;
          if (row.household != no_id) all.rankings.push_back(row);
        }
      }
    }
  }
  return all;
}

std::vector<OpenPosting> open_postings(store::Store& store, const std::vector<std::string>& households) {
  std::vector<OpenPosting> postings;
  for (const std::string& household : households) {
    for (const store::PostingRecord& record : store.open_postings_of(household)) {
      postings.push_back({record.seq, entry_of<journal::PostingEntry>(store, record.seq)});
    }
  }
  return postings;
}

Inputs tables_of(store::Store& store, const RuleBook& book, const std::vector<std::string>* households) {
  const TableFormat& format = book.program->table_format();
  Inputs inputs;
  inputs.roster = roster_of(store, format, households);
  inputs.members = members_of(store, households, inputs.has_members);
  inputs.events = events_of(store, format, households);
  inputs.entries = entries_of(store, format, inputs.roster, households);
  return inputs;
}

Inputs inputs_of(Bank::State& state, const RuleBook& book, const std::vector<std::string>* households) {
  store::Store& store = *state.store;
  Inputs inputs = tables_of(store, book, households);
  if (households == nullptr) {
    inputs.published = all_published(store, inputs.roster, book.program->table_format());
  } else {
    const Date through = settings::date(store, settings::through).value_or(Date::always());
    inputs.published = rankings_as_posted(book, inputs.roster, through, open_postings(store, *households));
  }
  return inputs;
}

Evaluation evaluate_inputs(const RuleBook& book, const Inputs& inputs, EvaluateOptions options) {
  options.members = inputs.members;
  options.has_members = inputs.has_members;
  options.entries = inputs.entries;
  options.published = std::make_shared<const Published>(inputs.published);
  return evaluate(*book.program, inputs.roster, inputs.events, options);
}

}  // namespace pointsbank::bank
