#include "pointsbank/notice.hpp"

#include "messages/messages.hpp"
#include "notice/layouts.hpp"
#include "program/program.hpp"

namespace pointsbank {

std::string to_notice(const Program& program, NoticeFormat format, Language language) {
  std::vector<notice::Content> contents;
  for (const rulelist::List& list : program.compiled().book.versions) {
    contents.push_back(notice::content(list, language));
  }
  switch (format) {
    case NoticeFormat::text: return notice::to_text(contents, language);
    case NoticeFormat::markdown: return notice::to_markdown(contents, language);
    case NoticeFormat::html: break;
  }
  return notice::to_html(contents, language);
}

namespace notice {

std::string heading_number(int number, Language language) {
  constexpr std::string_view digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
  if (language == Language::en || number > 10) return std::to_string(number);
  return std::string(digits[static_cast<std::size_t>(number)]);
}

std::string frame(std::string_view code, Language language, std::initializer_list<std::string> arguments) {
  return messages::format(code, {arguments.begin(), arguments.size()}, language);
}

}  // namespace notice
}  // namespace pointsbank
