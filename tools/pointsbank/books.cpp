#include "books.hpp"

#include <algorithm>
#include <set>

namespace pointsbank::command {

namespace {

bool has_code(const Issues& issues, std::string_view code) {
  return std::any_of(issues.begin(), issues.end(), [&](const Issue& issue) { return issue.code == code; });
}

class Sorter {
 public:
  explicit Sorter(std::vector<RuleList> lists) : lists_(std::move(lists)), taken_as_base_(lists_.size()) {}

  std::vector<std::vector<RuleList>> books() {
    if (!has_code(check(lists_), "other_rule_book")) return {lists_};
    std::vector<std::vector<std::size_t>> books;
    std::set<std::string> ids;
    for (const RuleList& list : lists_) {
      if (ids.insert(list.id()).second) books.push_back(with_bases(list.id()));
    }
    std::vector<std::vector<RuleList>> result;
    for (const std::vector<std::size_t>& book : books) {
      // A book that others extend is looked at together with them.
      const bool serves = std::all_of(book.begin(), book.end(), [&](std::size_t each) { return taken_as_base_[each]; });
      if (serves) continue;
      std::vector<RuleList>& lists = result.emplace_back();
      for (const std::size_t each : book) lists.push_back(lists_[each]);
    }
    return result;
  }

 private:
  /// The lists of an id, and as long as one of them lacks a base that is there, that too.
  std::vector<std::size_t> with_bases(const std::string& id) {
    std::vector<std::size_t> book;
    for (std::size_t i = 0; i < lists_.size(); ++i) {
      if (lists_[i].id() == id) book.push_back(i);
    }
    while (add_base(book, id)) {
    }
    std::sort(book.begin(), book.end());
    return book;
  }

  bool add_base(std::vector<std::size_t>& book, const std::string& id) {
    std::vector<RuleList> lists;
    for (const std::size_t each : book) lists.push_back(lists_[each]);
    for (const Issue& issue : check(lists)) {
      if (issue.code != "missing_base" || issue.arguments.size() < 2) continue;
      for (std::size_t i = 0; i < lists_.size(); ++i) {
        const bool is_wanted = lists_[i].id() == issue.arguments[0] && lists_[i].version() == issue.arguments[1];
        if (!is_wanted || std::find(book.begin(), book.end(), i) != book.end()) continue;
        taken_as_base_[i] = taken_as_base_[i] || lists_[i].id() != id;
        book.push_back(i);
        return true;
      }
    }
    return false;
  }

  std::vector<RuleList> lists_;
  std::vector<bool> taken_as_base_;
};

}  // namespace

std::vector<std::vector<RuleList>> read_books(const std::vector<Path>& files) {
  std::vector<RuleList> lists;
  for (const Path& file : files) lists.push_back(parse(read_source(file)));
  return Sorter(std::move(lists)).books();
}

}  // namespace pointsbank::command
