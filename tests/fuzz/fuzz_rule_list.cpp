// Any bytes as rule lists: read, bound and reported on. Form feeds, which JSON does not have, stand between lists.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "pointsbank/rule_list.hpp"
#include "rulelist/model.hpp"

namespace {

constexpr std::size_t most_lists = 4;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::vector<pointsbank::RuleList> lists;
  std::vector<pointsbank::rulelist::List> models;
  while (lists.size() < most_lists) {
    const std::size_t end = rest.find('\f');
    lists.push_back(pointsbank::parse({std::to_string(lists.size()) + ".json", std::string(rest.substr(0, end))}));
    models.push_back(lists.back().model());
    require(lists.back().model().is_sound == !pointsbank::has_errors(lists.back().issues()));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  const pointsbank::Issues issues = pointsbank::check(lists);
  for (const pointsbank::Issue& issue : issues) {
    require(!issue.to_string(pointsbank::Language::en).empty());
    require(!issue.to_string(pointsbank::Language::zh).empty());
  }
  pointsbank::Issues again;
  const pointsbank::rulelist::Book book = pointsbank::rulelist::bind(std::move(models), again);
  require(!pointsbank::has_errors(again) || pointsbank::has_errors(issues));
  if (!pointsbank::has_errors(issues)) {
    require(!book.versions.empty());
    for (const pointsbank::rulelist::List& list : book.versions) {
      require(list.is_sound && book.on(list.effective.from) == &list);
    }
  }
  static_cast<void>(pointsbank::rulelist::table_format(book));
  return 0;
}
