// Operations brought down to the places of one rule list that they change, and the list changed there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "pointsbank/reform.hpp"
#include "reform/path.hpp"
#include "rulelist/model.hpp"

namespace pointsbank::reform {

/// One operation on one rule, category or closing of a list, or on the list itself.
struct Edit {
  std::size_t operation = 0;  ///< its index in the reform
  const ReformOperation* asked = nullptr;
  const json::Value* value = nullptr;  ///< of the operation's text: what is set or added, or the ids of an order
  std::string_view part;               ///< `positive`, `negative`, `categories`, `closings`; empty: the list itself
  std::string id;
  Path path;
  bool is_of_many = false;  ///< one of all rules of a category or list: what has no such field is left alone
};

/// Are they about the same thing?
[[nodiscard]] bool is_clash(const Edit& a, const Edit& b);

/// The rule, category or closing of an id; the document where `part` is empty; null where there is none.
[[nodiscard]] json::Value* item(json::Value& document, std::string_view part, std::string_view id);
[[nodiscard]] const json::Value* item(const json::Value& document, std::string_view part, std::string_view id);
/// The kinds of event that a rule hears, as its document says.
[[nodiscard]] std::vector<std::string> kinds_of(const json::Value& rule);

/// What the edits of one list's operations are, whatever their days. `is_version`: no other list extends it.
[[nodiscard]] std::vector<Edit> edits_of(const ReformOperation& operation, std::size_t index, const json::Value* value,
                                         const json::Value& document, bool is_version);

enum class Effect : std::uint8_t { changed, none, nothing_there, not_scalable };

/// Makes one edit in a document that is in effect on `days`; `original` is what it was before all edits.
[[nodiscard]] Effect make(const Edit& edit, const rulelist::DateRange& days, const json::Value& original,
                          json::Value& document);
/// In which order edits are made: what changes names or places comes last.
[[nodiscard]] int phase(const Edit& edit) noexcept;

/// Multiplies what a field holds (`score`, `limits`, `awards`, `steps`, a number).
[[nodiscard]] Effect scale(json::Value& value, const Path& path, const Number& by);

/// The same to a reader of lists: numbers by their value, keys in any order.
[[nodiscard]] bool means_same(const json::Value& a, const json::Value& b);

}  // namespace pointsbank::reform
