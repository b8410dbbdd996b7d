// The journal that docs/proofs.md shows: two months of a bank with two households.
#pragma once

#include <optional>
#include <string>

#include "given.hpp"

namespace pointsbank::proof::given {

inline Moment moment(const char* text) { return Moment::parse(text).value(); }

inline journal::PostingEntry posting(Date date, Date month, const char* household, const char* source,
                                     const char* event, std::int64_t units,
                                     std::optional<std::int64_t> reverses = std::nullopt) {
  return {date, month, household, "", source, event, "rule", units, units, reverses};
}

inline journal::MonthClosed closing(const Journal& book, Date month, const char* at, std::int64_t total) {
  journal::MonthClosed closed;
  closed.by = "zhang";
  closed.at = moment(at);
  closed.month = month;
  closed.entries = static_cast<std::int64_t>(book.bodies.size());
  closed.root = digest::root_of(book.leaves(), book.bodies.size());
  if (!book.closings.empty()) {
    closed.previous_entries = book.closings.back().entries;
    closed.previous_root = book.closings.back().root;
  }
  closed.totals = {{"rule", total, total}};
  closed.households = 2;
  return closed;
}

/// Opened; 2.5 hours for H1, −2 for H2's litter; March is closed. An appeal: the −2 are taken back, −1 it is; April
/// too.
inline Journal riverside() {
  const Date march = Date::of(2026, 3, 1);
  const Date april = Date::of(2026, 4, 1);
  Journal book;
  const auto close = [&book](Date month, const char* at, std::int64_t total) {
    const journal::MonthClosed closed = closing(book, month, at, total);
    book.closings.push_back(closed);
    book.add(closed, closed.at);
  };
  book.add(journal::Created{"zhang", moment("2026-03-01T09:00:00+08:00"), "riverside"},
           moment("2026-03-01T09:00:00+08:00"));
  book.add(posting(Date::of(2026, 3, 5), march, "H1", "volunteer_hours", "e1", 25),
           moment("2026-03-06T18:30:00+08:00"));
  book.add(posting(Date::of(2026, 3, 8), march, "H2", "littering", "e2", -20), moment("2026-03-09T18:30:00+08:00"));
  close(march, "2026-04-01T08:00:00+08:00", 5);
  const Moment appeal = moment("2026-04-10T15:00:00+08:00");
  book.add(posting(Date::of(2026, 3, 8), april, "H2", "littering", "e2", 20, 3), appeal);
  book.add(posting(Date::of(2026, 3, 8), april, "H2", "littering", "e2", -10), appeal);
  close(april, "2026-05-01T08:00:00+08:00", 15);
  return book;
}

inline Sheet sheet(const Journal& book, std::size_t closing) {
  const journal::MonthClosed& closed = book.closings.at(closing);
  return make_sheet(issuer, closed, book.chains.at(static_cast<std::size_t>(closed.entries - 1)), book.leaves());
}

}  // namespace pointsbank::proof::given
