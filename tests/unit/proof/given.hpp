// A small journal, and what a bank publishes of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "digest/merkle.hpp"
#include "journal/entries.hpp"
#include "proof/chain.hpp"
#include "proof/documents.hpp"

namespace pointsbank::proof::given {

inline const Issuer issuer{"riverside", 1, 480};

class Journal {
 public:
  void add(const journal::Entry& entry, Moment moment) {
    std::string body;
    journal::encode(entry, body);
    const Digest before = chains.empty() ? Digest() : chains.back();
    recorded.push_back(moment);
    chains.push_back(next_chain(before, static_cast<std::int64_t>(bodies.size() + 1), moment, body));
    bodies.push_back(std::move(body));
  }
  /// A minute after the one before, from 2026-03-01 on.
  void add(const journal::Entry& entry) {
    add(entry, Moment{1'772'323'200'000'000 + static_cast<std::int64_t>(bodies.size() + 1) * 60'000'000});
  }
  void post(const std::string& household, std::int64_t units) {
    journal::PostingEntry posting;
    posting.date = Date::of(2026, 3, 5);
    posting.month = Date::of(2026, 3, 1);
    posting.household = household;
    posting.source = "volunteer_hours";
    posting.event = "e" + std::to_string(bodies.size());
    posting.cause = "rule";
    posting.standing = units;
    posting.spendable = units;
    total_ += units;
    add(posting);
  }
  /// Closes a month over all entries so far, books that, and gives the sheet.
  Sheet close(Date month) {
    journal::MonthClosed closed;
    closed.by = "clerk";
    closed.at = first_moment(add_months(month, 1), issuer.utc_offset);
    closed.month = month;
    closed.entries = static_cast<std::int64_t>(bodies.size());
    closed.root = digest::root_of(leaves(), bodies.size());
    if (!closings.empty()) {
      closed.previous_entries = closings.back().entries;
      closed.previous_root = closings.back().root;
    }
    closed.totals = {{"redemption", 0, -70}, {"rule", total_, total_}};
    closed.households = 2;
    Sheet sheet = make_sheet(issuer, closed, chains.back(), leaves());
    closings.push_back(closed);
    add(closed);
    return sheet;
  }
  [[nodiscard]] Slip slip(std::int64_t entry, const std::string& household, std::size_t closing = 0) const {
    return make_slip(issuer, household, entry, bodies.at(static_cast<std::size_t>(entry - 1)), closings.at(closing),
                     leaves());
  }
  [[nodiscard]] digest::Leaves leaves() const {
    return [this](std::uint64_t index) { return digest::leaf_digest(bodies.at(index)); };
  }

  std::vector<std::string> bodies;
  std::vector<Moment> recorded;
  std::vector<Digest> chains;
  std::vector<journal::MonthClosed> closings;

 private:
  std::int64_t total_ = 0;
};

/// Opened by `clerk`, postings for two households in turn.
inline Journal journal(std::size_t entries) {
  Journal made;
  made.add(journal::Created{"clerk", Moment{1'772'323'200'000'000}, "riverside"});
  while (made.bodies.size() < entries) {
    made.post(made.bodies.size() % 2 == 1 ? "H1" : "H2", static_cast<std::int64_t>(made.bodies.size()) * 5);
  }
  return made;
}

}  // namespace pointsbank::proof::given
