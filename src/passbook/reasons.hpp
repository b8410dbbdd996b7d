// The reason of a posting in plain words: what a villager reads in the passbook.
#pragma once

#include <map>
#include <string>

#include "passbook/reading.hpp"

namespace pointsbank::passbook {

class Reasons {
 public:
  Reasons(Reading& reading, const bank::RuleBook* book) : reading_(reading), book_(book) {}

  /// `title (details)`, in a language; a posting that takes another back says which.
  [[nodiscard]] std::string of(const journal::PostingEntry& posting, Language language);
  /// The title of a rule or closing on a day; its id where it has none.
  [[nodiscard]] std::string title(std::string_view id, Date day, Language language) const;
  /// The title of what hears a kind of event on a day: that of the first rule; the kind itself where none does.
  [[nodiscard]] std::string title_of_kind(std::string_view kind, Date day, Language language) const;
  /// May an event of the kind hang out? Only where every rule that hears it is public.
  [[nodiscard]] bool is_public_kind(std::string_view kind, Date day) const;
  [[nodiscard]] bool is_public_closing(std::string_view id) const;

 private:
  [[nodiscard]] std::string plain(const journal::PostingEntry& posting, Language language);
  [[nodiscard]] std::string details(const std::string& event, Language language);
  [[nodiscard]] std::string goods(const std::string& redemption);
  [[nodiscard]] std::string reason_of_entry(const std::string& entry);

  Reading& reading_;
  const bank::RuleBook* book_;
};

}  // namespace pointsbank::passbook
