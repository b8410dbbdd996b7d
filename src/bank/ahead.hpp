// Who has something dated after the day that the ledger is settled through (an event, an entry, the day it joins), and
// from which day on: they are looked at again when that day comes, and not before.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "store/store.hpp"

namespace pointsbank::bank {

class Ahead {
 public:
  explicit Ahead(store::Store& store);

  /// What is known of these households is forgotten; of everybody without them.
  void forget(const std::vector<std::string>* households);
  /// Keeps the earliest day of a household.
  void note(std::string_view household, Date date);
  /// Those whose day has come.
  [[nodiscard]] std::vector<std::string> households_until(Date date) const;
  /// Writes it down where it has changed.
  void keep();

 private:
  store::Store& store_;
  std::string kept_;  ///< a line each: date, blank, household
  std::map<std::string, Date, std::less<>> days_;
};

}  // namespace pointsbank::bank
