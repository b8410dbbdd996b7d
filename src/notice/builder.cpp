#include "notice/builder.hpp"

namespace pointsbank::notice {

Content content(const rulelist::List& list, Language language) { return Builder(list, language).build(); }

Content Builder::build() {
  head();
  basics();
  rules(true);
  rules(false);
  closings();
  groups();
  redemption();
  procedure();
  for (const std::string& document : document_order_) {
    std::string clauses;
    for (const std::string& clause : clauses_[document]) {
      clauses.append(clauses.empty() ? "" : say("notice_semicolon")).append(clause);
    }
    content_.sources.push_back(say("notice_source", {document, clauses}));
  }
  return std::move(content_);
}

void Builder::head() {
  const auto own = [&](std::string_view key) {
    return std::string(rulelist::own_text(list_, key).in(words_.language()));
  };
  content_.title = words_.title(list_.title, list_.id);
  content_.village = own("x-village");
  content_.phone = own("x-phone");
  content_.note = list_.note.in(words_.language());
  content_.column_of_points = say("notice_column_points");
  if (words_.has_own_unit() && words_.unit() != say("notice_unit")) {
    content_.column_of_points = say("notice_column_unit", {content_.column_of_points, words_.unit()});
  }
  content_.version = list_.version;
  content_.dates = words_.range(list_.effective);
  if (list_.base) {
    content_.facts.emplace_back(say("notice_fact_base"), words_.points_of_units(list_.base->points));
  }
  content_.facts.emplace_back(say("notice_fact_positive"),
                              say("notice_items", {std::to_string(list_.positive.size())}));
  content_.facts.emplace_back(say("notice_fact_negative"),
                              say("notice_items", {std::to_string(list_.negative.size())}));
}

void Builder::basics() {
  Section section;
  section.title = say("notice_basics");
  const auto add = [&](std::string line) { section.lines.push_back(std::move(line)); };
  add(say("notice_subject", {words_.subject()}));
  add(say("notice_accounts"));
  if (list_.base) {
    constexpr std::string_view codes[] = {"notice_base", "notice_base_standing", "notice_base_spendable"};
    const std::string once = list_.base->each == PeriodKind::ever ? say("notice_once") : words_.each(list_.base->each);
    add(say(codes[static_cast<std::size_t>(list_.base->account)],
            {words_.subject(), once, words_.points_of_units(list_.base->points)}));
  }
  constexpr std::string_view roundings[] = {"notice_rounding_half_up", "notice_rounding_half_even",
                                            "notice_rounding_down", "notice_rounding_up"};
  add(say("notice_unit_of_points", {Number(Decimal{1, list_.decimals}).to_string() + " " + words_.unit(),
                                    say(roundings[static_cast<std::size_t>(list_.rounding)])}));
  if (list_.floor) add(say("notice_floor", {words_.points_of_units(*list_.floor)}));
  for (const rulelist::SideLimit& limit : list_.limits) add(say("notice_list_limit", {side_limit(limit)}));
  if (list_.intake_days) add(say("notice_intake", {std::to_string(*list_.intake_days)}));
  if (list_.utc_offset != 480) add(say("notice_offset", {utc_offset_to_string(list_.utc_offset)}));
  if (list_.additions) {
    const auto ceiling = [&](std::string_view code, const std::optional<rulelist::Additions::Ceiling>& given) {
      if (!given) return;
      const std::string number = given->rules ? std::to_string(*given->rules) : say("notice_any_number");
      const std::string points = given->points ? words_.points(*given->points) : say("notice_any_points");
      add(say(code, {number, points}));
    };
    ceiling("notice_additions_positive", list_.additions->positive);
    ceiling("notice_additions_negative", list_.additions->negative);
  }
  content_.sections.push_back(std::move(section));
}

std::string Builder::side_limit(const rulelist::SideLimit& limit) const {
  return say(limit.earn ? "notice_most_earned" : "notice_most_deducted",
             {words_.subject(), words_.each(limit.per), words_.points_of_units(limit.most)});
}

void Builder::rules(bool positive) {
  Section section;
  section.title = say(positive ? "notice_positive" : "notice_negative");
  section.tone = positive ? Section::Tone::earning : Section::Tone::deducting;
  usual_validity_ = usual_validity(positive ? list_.positive : list_.negative);
  if (!usual_validity_.empty()) section.lines.push_back(say("notice_usual", {usual_validity_}));
  for (const rulelist::Category& category : list_.categories) {
    Aspect aspect;
    aspect.title = words_.title(category.title, category.id);
    for (const rulelist::SideLimit& limit : category.limits) {
      if (limit.earn == positive) aspect.lines.push_back(say("notice_aspect_limit", {side_limit(limit)}));
    }
    for (const rulelist::Rule& each : positive ? list_.positive : list_.negative) {
      if (each.category != category.id) continue;
      Provision provision = rule(each);
      provision.number = ++number_;
      if (each.exclusive) {
        const std::string per = each.exclusive->per ? words_.within(*each.exclusive->per) : say("notice_within_act");
        const std::string key = each.exclusive->group + '\n' + per;
        if (members_[key].empty()) group_order_.push_back(key);
        members_[key].push_back(number_);
        group_titles_[key] = say("notice_group", {words_.quoted(words_.word(each.exclusive->group)), per});
      }
      source(std::to_string(number_), each.source);
      aspect.provisions.push_back(std::move(provision));
    }
    // A limit without rules on this side of the list still counts for what closings give and take there.
    if (!aspect.provisions.empty() || !aspect.lines.empty()) section.aspects.push_back(std::move(aspect));
  }
  if (!section.aspects.empty()) content_.sections.push_back(std::move(section));
}

void Builder::closings() {
  if (list_.closings.empty()) return;
  Section section;
  section.title = say("notice_closings");
  Aspect& aspect = section.aspects.emplace_back();
  for (const rulelist::Closing& each : list_.closings) {
    Provision provision = closing(each);
    provision.number = ++number_;
    source(std::to_string(number_), each.source);
    aspect.provisions.push_back(std::move(provision));
  }
  content_.sections.push_back(std::move(section));
}

void Builder::groups() {
  if (group_order_.empty()) return;
  Section section;
  section.title = say("notice_groups");
  for (const std::string& key : group_order_) {
    std::vector<std::string> numbers;
    for (const int number : members_[key]) numbers.push_back(std::to_string(number));
    section.lines.push_back(say("notice_group_members", {group_titles_[key], words_.listed(numbers)}));
  }
  content_.sections.push_back(std::move(section));
}

void Builder::redemption() {
  const std::optional<rulelist::Redemption> found = rulelist::redemption(list_);
  if (!found) return;
  Section section;
  section.title = say("notice_redemption");
  const auto add = [&](std::string line) { section.lines.push_back(std::move(line)); };
  for (const auto& [currency, amount] : found->value) {
    add(say("notice_value", {words_.unit_of_one(), amount.to_string(), words_.word(currency)}));
  }
  if (found->above) add(say("notice_above", {words_.points(*found->above)}));
  if (found->suspend_below) add(say("notice_suspend_below", {words_.points(*found->suspend_below)}));
  for (const auto& [per, points] : found->limits) {
    add(say("notice_redemption_limit", {words_.subject(), words_.each(per), words_.points(points)}));
  }
  if (found->hold_days) add(say("notice_hold_days", {std::to_string(*found->hold_days)}));
  content_.sections.push_back(std::move(section));
}

std::vector<std::string> Builder::workflow_lines(const rulelist::Workflow& workflow) const {
  std::vector<std::string> lines;
  const auto add = [&](std::string_view code, std::optional<std::int64_t> number) {
    if (number) lines.push_back(say(code, {std::to_string(*number)}));
  };
  if (workflow.evidence) add(*workflow.evidence == 0 ? "notice_no_evidence" : "notice_evidence", workflow.evidence);
  if (workflow.reviewers)
    add(*workflow.reviewers == 0 ? "notice_no_reviewers" : "notice_reviewers", workflow.reviewers);
  if (workflow.self_review)
    lines.push_back(say(*workflow.self_review ? "notice_self_review" : "notice_no_self_review"));
  add(workflow.publicity_in_working_days ? "notice_publicity_working" : "notice_publicity", workflow.publicity_days);
  add("notice_appeal", workflow.appeal_days);
  return lines;
}

void Builder::procedure() {
  Section section;
  section.title = say("notice_procedure");
  if (const auto workflow = rulelist::workflow(list_)) section.lines = workflow_lines(*workflow);
  calendar(section);
  if (!section.lines.empty()) content_.sections.push_back(std::move(section));
}

void Builder::calendar(Section& section) const {
  for (const auto& [key, code] : {std::pair("holidays", "notice_holidays"), std::pair("workdays", "notice_workdays")}) {
    std::vector<std::string> days;
    int year = 0;
    for (const Date date : rulelist::calendar_days(list_, key)) {
      // The year is said once.
      const CivilDate parts = civil(date);
      const bool is_short = parts.year == year && words_.language() == Language::zh;
      days.push_back(is_short ? say("notice_day_of_year", {std::to_string(parts.month), std::to_string(parts.day)})
                              : words_.date(date));
      year = parts.year;
    }
    if (!days.empty()) section.lines.push_back(say(code, {words_.listed(days)}));
  }
}

void Builder::source(const std::string& number, const rulelist::Provenance& source) {
  if (source.document.empty() && source.clause.empty() && source.status.empty()) return;
  const std::string document = source.document.empty() ? say("notice_no_document") : source.document;
  if (clauses_[document].empty()) document_order_.push_back(document);
  std::string text = say("notice_clause", {number, source.clause});
  if (source.status == "illustrative") text.append(say("notice_illustrative"));
  clauses_[document].push_back(std::move(text));
}

}  // namespace pointsbank::notice
