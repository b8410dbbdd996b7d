#include "rulelist/model.hpp"

#include <algorithm>
#include <set>

#include "rulelist/issue_order.hpp"
#include "rulelist/list_reader.hpp"

namespace pointsbank::rulelist {

std::string_view Text::in(Language language) const noexcept {
  const std::string_view wanted = language == Language::zh ? "zh" : "en";
  for (const std::string_view choice : {wanted, std::string_view(), std::string_view("en")}) {
    for (const auto& [tag, text] : languages) {
      if (tag == choice) return text;
    }
  }
  return languages.empty() ? std::string_view() : std::string_view(languages.front().second);
}

const List* Book::on(Date date) const noexcept {
  const auto after = std::upper_bound(versions.begin(), versions.end(), date,
                                      [](Date wanted, const List& list) { return wanted < list.effective.from; });
  if (after == versions.begin()) return nullptr;
  const List& list = *(after - 1);
  return list.effective.holds(date) ? &list : nullptr;
}

List read(std::shared_ptr<const json::Source> source, Issues& issues) {
  Issues found;
  json::Value document = json::parse(*source, found);
  List list;
  // Of a text that is no JSON nothing more is to be said.
  const bool was_read = document.kind != json::Value::Kind::null || !has_errors(found);
  if (was_read) list = ListReader(*source, document, nullptr, found).read();
  list.is_sound = !has_errors(found);
  list.source = std::move(source);
  list.document = std::move(document);
  sort_issues(found);
  issues.insert(issues.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  return list;
}

TableFormat table_format(const Book& book) {
  TableFormat format;
  if (book.versions.empty()) return format;
  const List& first = book.versions.front();
  format.subject = first.subject;
  format.utc_offset = first.utc_offset;
  format.decimals = first.decimals;
  format.first_day = first.effective.from;
  std::set<std::string_view> groups, of_subject, of_event;
  for (const List& list : book.versions) {
    for (const std::string& group : list.groups) {
      if (groups.insert(group).second) format.groups.push_back(group);
    }
    for (const Attribute& attribute : list.subject_attributes) {
      if (of_subject.insert(attribute.name).second) format.subject_attributes.push_back(attribute);
    }
    for (const Attribute& attribute : list.event_attributes) {
      if (of_event.insert(attribute.name).second) format.event_attributes.push_back(attribute);
    }
  }
  return format;
}

}  // namespace pointsbank::rulelist
