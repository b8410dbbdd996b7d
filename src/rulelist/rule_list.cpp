#include "pointsbank/rule_list.hpp"

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "rulelist/issue_order.hpp"
#include "rulelist/model.hpp"

namespace pointsbank {

SourceText read_source(const std::filesystem::path& file) {
  SourceText source;
  const std::u8string name = file.u8string();
  source.name.assign(name.begin(), name.end());
  const auto fail = [&]() {
    const std::string reason = std::error_code(errno, std::generic_category()).message();
    throw MachineError("cannot read " + source.name + ": " + reason);
  };
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) fail();
  // One byte more than is taken shows that there is too much; the rest of a huge file is left alone.
  constexpr std::size_t most = json::max_bytes + 1;
  constexpr std::size_t step = std::size_t{1} << 20U;
  while (source.text.size() < most) {
    const std::size_t before = source.text.size();
    source.text.resize(before + step);
    stream.read(source.text.data() + before, static_cast<std::streamsize>(step));
    source.text.resize(before + static_cast<std::size_t>(stream.gcount()));
    if (stream.bad()) fail();
    if (stream.eof()) break;
  }
  return source;
}

const std::string& RuleList::id() const noexcept { return list_->id; }
const std::string& RuleList::version() const noexcept { return list_->version; }
std::string RuleList::title(Language language) const { return std::string(list_->title.in(language)); }

RuleList parse(const SourceText& source) {
  Issues issues;
  RuleList list;
  list.list_ = std::make_shared<const rulelist::List>(
      rulelist::read(std::make_shared<const json::Source>(source.name, source.text), issues));
  list.issues_ = std::make_shared<const Issues>(std::move(issues));
  return list;
}

Issues check(std::span<const RuleList> lists) {
  Issues issues;
  std::vector<const rulelist::List*> models;
  models.reserve(lists.size());
  for (const RuleList& list : lists) {
    issues.insert(issues.end(), list.issues().begin(), list.issues().end());
    models.push_back(&list.model());
  }
  rulelist::check_book(models, issues);
  rulelist::sort_issues(issues);
  rulelist::drop_repeated(issues);
  return issues;
}

}  // namespace pointsbank
