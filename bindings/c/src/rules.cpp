// Rule lists: checked, compiled, described, changed, compared.
#include <filesystem>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "json_text.hpp"
#include "objects.hpp"
#include "pointsbank/analysis.hpp"
#include "pointsbank/difference.hpp"
#include "pointsbank/notice.hpp"
#include "pointsbank/reform.hpp"
#include "report.hpp"

namespace pointsbank::c {

namespace {

std::vector<RuleList> parsed(const std::vector<SourceView>& sources) {
  std::vector<RuleList> lists;
  for (const SourceView& source : sources) {
    lists.push_back(parse({std::string(source.name), std::string(source.text)}));
  }
  return lists;
}

void give_rules(pointsbank_rules** out, std::vector<RuleList> lists) {
  if (lists.empty()) throw UsageFault("binding_no_list", {});
  Program program = compile(lists);
  give_new<RulesObject>(out, {std::move(lists), std::move(program)});
}

std::string_view type_name(AttributeType type) {
  switch (type) {
    case AttributeType::number: return "number";
    case AttributeType::string: return "string";
    case AttributeType::boolean: return "boolean";
    case AttributeType::date: return "date";
  }
  return "";
}

std::string described(const std::vector<Attribute>& attributes) {
  std::string out = "[";
  for (const Attribute& attribute : attributes) {
    out.append(out.size() == 1 ? "{" : ", {");
    append_member(out, "name", attribute.name);
    append_member(out, "type", type_name(attribute.type));
    out.push_back('}');
  }
  return out.append("]");
}

std::string described(const RulesObject& rules) {
  const TableFormat& format = rules.program.table_format();
  std::string groups = "[";
  for (const std::string& group : format.groups) {
    if (groups.size() > 1) groups.append(", ");
    append_json(groups, group);
  }
  std::string lists = "[";
  for (const RuleList& list : rules.lists) {
    lists.append(lists.size() == 1 ? "{" : ", {");
    append_member(lists, "id", list.id());
    append_member(lists, "version", list.version());
    append_raw_member(lists, "title", both_languages(list.title(Language::zh), list.title(Language::en)));
    lists.push_back('}');
  }
  std::string out = "{";
  append_member(out, "id", rules.program.id());
  append_raw_member(out, "decimals", std::to_string(rules.program.decimals()));
  append_member(out, "utc_offset", utc_offset_to_string(format.utc_offset));
  append_member(out, "subject", format.subject);
  append_raw_member(out, "groups", groups.append("]"));
  append_raw_member(out, "subject_attributes", described(format.subject_attributes));
  append_raw_member(out, "event_attributes", described(format.event_attributes));
  append_raw_member(out, "lists", lists.append("]"));
  return out.append("}\n");
}

NoticeFormat notice_format(std::string_view word) {
  if (word == "text") return NoticeFormat::text;
  if (word == "markdown") return NoticeFormat::markdown;
  if (word == "html") return NoticeFormat::html;
  throw UsageFault("binding_number", {"format", std::string(word), "text, markdown, html"});
}

}  // namespace

}  // namespace pointsbank::c

namespace c = pointsbank::c;

pointsbank_status pointsbank_check(const pointsbank_source* lists, size_t count, pointsbank_text** issues) noexcept {
  return c::guarded([&] {
    c::need_place(issues, "issues");
    const std::vector<pointsbank::RuleList> read = c::parsed(c::need_sources(lists, count, "lists"));
    pointsbank::Issues found = pointsbank::check(read);
    // Whoever has mistakes to mend first wants to see nothing else.
    if (!has_errors(found)) {
      for (pointsbank::Issue& warning : pointsbank::analyse(read)) found.push_back(std::move(warning));
    }
    c::give_text(issues, c::report_of(found));
  });
}

pointsbank_status pointsbank_rules_from_texts(const pointsbank_source* lists, size_t count,
                                              pointsbank_rules** rules) noexcept {
  return c::guarded([&] {
    c::need_place(rules, "rules");
    c::give_rules(rules, c::parsed(c::need_sources(lists, count, "lists")));
  });
}

pointsbank_status pointsbank_rules_from_files(const char* const* files, size_t count,
                                              pointsbank_rules** rules) noexcept {
  return c::guarded([&] {
    c::need_place(rules, "rules");
    if (count > c::most_names) throw c::UsageFault("binding_too_many", {"files", std::to_string(c::most_names)});
    if (count > 0 && files == nullptr) throw c::UsageFault("binding_null", {"files"});
    std::vector<pointsbank::RuleList> lists;
    for (size_t i = 0; i < count; ++i) {
      lists.push_back(pointsbank::parse(pointsbank::read_source(c::need_name(files[i], "files"))));
    }
    c::give_rules(rules, std::move(lists));
  });
}

pointsbank_status pointsbank_rules_describe(const pointsbank_rules* rules, pointsbank_text** description) noexcept {
  return c::guarded([&] {
    c::need_place(description, "description");
    c::give_text(description, c::described(*c::object_of<c::RulesObject>(rules, "rules")));
  });
}

pointsbank_status pointsbank_rules_reform(const pointsbank_rules* rules, const pointsbank_source* reform,
                                          pointsbank_rules** changed) noexcept {
  return c::guarded([&] {
    c::need_place(changed, "changed");
    const auto book = c::object_of<c::RulesObject>(rules, "rules");
    const c::SourceView source = c::need_source(reform, "reform");
    const pointsbank::Reform read = pointsbank::parse_reform({std::string(source.name), std::string(source.text)});
    if (has_errors(read.issues())) throw pointsbank::InputError(read.issues());
    c::give_rules(changed, read.apply(book->lists));
  });
}

pointsbank_status pointsbank_rules_differences(const pointsbank_rules* before, const pointsbank_rules* after,
                                               pointsbank_form form, pointsbank_text** differences) noexcept {
  return c::guarded([&] {
    c::need_place(differences, "differences");
    const bool as_json = c::is_json(form);
    const auto found = pointsbank::differences(c::object_of<c::RulesObject>(before, "before")->program,
                                               c::object_of<c::RulesObject>(after, "after")->program);
    c::give_text(differences, as_json ? to_json(found) : to_text(found, c::language_of_form(form)));
  });
}

pointsbank_status pointsbank_rules_notice(const pointsbank_rules* rules, const char* format,
                                          pointsbank_language language, pointsbank_text** notice) noexcept {
  return c::guarded([&] {
    c::need_place(notice, "notice");
    const auto book = c::object_of<c::RulesObject>(rules, "rules");
    const pointsbank::NoticeFormat wanted = c::notice_format(c::need_name(format, "format"));
    c::give_text(notice, to_notice(book->program, wanted, c::language_of(language)));
  });
}

pointsbank_status pointsbank_rules_free(pointsbank_rules* rules) noexcept {
  return c::guarded([&] { c::release<c::RulesObject>(rules, "rules"); });
}
