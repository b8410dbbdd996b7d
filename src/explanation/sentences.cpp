#include "explanation/sentences.hpp"

#include <algorithm>

#include "messages/messages.hpp"

namespace pointsbank::explanation {

std::string to_sentences(const Story& story, Language language) { return Sentences(story, language).text(); }

std::string Sentences::text() {
  if (story_.balance) {
    const Balance& balance = *story_.balance;
    say(0, "explain_head",
        {std::string(story_.household), story_.options->through.to_string(), amount(balance.standing),
         amount(balance.spendable), amount(balance.earned), amount(balance.deducted)});
    if (balance.frozen_until != Date::always()) say(0, "explain_frozen", {until(balance.frozen_until)});
  } else if (!story_.household.empty()) {
    say(0, "explain_head_unknown", {std::string(story_.household)});
  }
  for (const Item& each : story_.items) item(each);
  if (story_.items.empty()) say(0, "explain_no_items");
  return std::move(out_);
}

void Sentences::item(const Item& each) {
  switch (each.kind) {
    case Item::Kind::event:
      dated(each.date, format("explain_event", {std::string(story_.events->columns().kind.at(each.event.row)),
                                                event_id(each.event.row), event_details(each.event.row)}));
      return event(each.event);
    case Item::Kind::closing: return closing(each);
    case Item::Kind::other: return other(each);
    default: return account_item(each);
  }
}

void Sentences::other(const Item& item) {
  const OtherPart& part = item.other;
  const std::string id(part.outcome.event);
  if (part.row == no_id) {
    dated(item.date, format("explain_revocation", {id}));
  } else {
    const std::string kind(story_.events->columns().kind.at(part.row));
    dated(item.date, format("explain_event", {kind, id, event_details(part.row)}));
  }
  const std::string counterpart(part.counterpart);
  switch (part.outcome.outcome) {
    case Outcome::revoked: return say(1, "explain_revoked", {counterpart});
    case Outcome::revocation: return say(1, "explain_revokes", {counterpart});
    case Outcome::duplicate: return say(1, "explain_duplicate");
    default: break;
  }
  if (part.outcome.reason == Reason::unknown_event) return say(1, "explain_unknown_event", {counterpart});
  say(1, "explain_not_evaluated", {reason(part.outcome.reason)});
}

/// Lapses, base points, entries; and what a veto took back of an event's points.
void Sentences::account_item(const Item& item) {
  const Posting& posting = item.postings.front().posting;
  const auto source = [&] {
    for (const program::Rule& rule : story_.program->rules) {
      if (rule.source == posting.source) return title(rule.model->title, rule.model->id);
    }
    return std::string();
  };
  switch (item.kind) {
    case Item::Kind::lapse: {
      const Date since{story_.events->columns().date[posting.event]};
      dated(item.date, format("explain_lapse", {event_id(posting.event), since.to_string(), source()}));
      break;
    }
    case Item::Kind::base: {
      const auto& base = story_.program->versions[story_.program->version_on(item.date)].list->base;
      dated(item.date, format("explain_base", {place(base->place), period("explain_each_", to_string(base->each))}));
      break;
    }
    case Item::Kind::forfeited:
      dated(item.date, format("explain_forfeited", {event_id(posting.event), source()}));
      break;
    default:
      dated(item.date, format("explain_entry_" + std::string(to_string(posting.cause)),
                              {story_.options->entries.rows()[posting.event].id}));
  }
  postings(1, item.postings);
}

// ---------------------------------------------------------------------------------------------- lines and figures

void Sentences::line(std::size_t depth, std::string_view text) {
  out_.append(2 * depth, ' ').append(text).push_back('\n');
}

void Sentences::dated(Date date, std::string_view text) {
  if (date != Date::never()) {
    date.append_to(out_);
    out_.append("  ");
  }
  line(0, text);
}

std::string Sentences::format(std::string_view code, Arguments arguments) const {
  return messages::format(code, {arguments.begin(), arguments.size()}, language_);
}

void Sentences::condition(std::size_t depth, const ConditionLine& line) {
  const std::string& text = line.expression->text();
  if (line.fault != Reason::none)
    return say(depth, "explain_condition_fault", {text, reason(line.fault), reads(line.reads)});
  say(depth, line.holds ? "explain_condition_holds" : "explain_condition_fails", {text, reads(line.reads)});
}

void Sentences::postings(std::size_t depth, const std::vector<PostingLine>& lines) {
  for (const PostingLine& each : lines) {
    const Posting& posting = each.posting;
    const std::string standing = signed_amount(posting.standing), spendable = signed_amount(posting.spendable);
    const std::string standing_after = amount(each.standing_after), spendable_after = amount(each.spendable_after);
    const std::string_view code = posting.spendable == 0  ? "explain_on_standing"
                                  : posting.standing == 0 ? "explain_on_spendable"
                                                          : "explain_on_both";
    const std::string accounts = format(code, {standing, standing_after, spendable, spendable_after});
    say(depth, posting.cause == Cause::forfeit ? "explain_taken_back" : "explain_posted", {accounts});
  }
}

void Sentences::floor(std::size_t depth, const FloorLine& line) {
  say(depth, "explain_floor",
      {amount(story_.program->floor.value_or(0)), amount(line.wanted), amount(line.standing), amount(line.spendable)});
}

/// In brackets and with what stands before them, or nothing where nothing was read.
std::string Sentences::reads(const std::vector<ReadLine>& lines) const {
  std::string text;
  for (const ReadLine& each : lines) {
    if (!text.empty()) text.append(format("explain_comma"));
    text.append(each.name).append(" = ");
    if (each.is_absent) {
      text.append(format("explain_absent"));
    } else if (each.is_text) {
      text.append("\"").append(each.value).append("\"");
    } else {
      text.append(each.value);
    }
  }
  return text.empty() ? text : format("explain_brackets", {text});
}

std::string Sentences::signed_amount(std::int64_t units) const {
  std::string text(units > 0 ? 1 : 0, '+');
  append_units(text, units, story_.decimals());
  return text;
}

std::string Sentences::points(const std::string& amount) const {
  const std::string& unit = story_.program->versions.back().list->unit;
  const bool is_plain =
      std::all_of(unit.begin(), unit.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  // A unit in Chinese characters is no English word.
  const bool is_own = !unit.empty() && (language_ == Language::zh || is_plain);
  return format("explain_points", {amount, is_own ? unit : format("explain_unit")});
}

std::string Sentences::until(Date date) const {
  return date == Date::never() ? format("explain_for_good") : format("explain_until", {date.to_string()});
}

std::string Sentences::period(std::string_view prefix, std::string_view word) const {
  return format(std::string(prefix).append(word));
}

std::string Sentences::title(const rulelist::Text& title, const std::string& id) const {
  const std::string_view text = title.in(language_);
  return text.empty() ? id : std::string(text);
}

std::string Sentences::rule_title(Index rule) const {
  const rulelist::Rule& model = *story_.program->rules[rule].model;
  return title(model.title, model.id);
}

/// A closing as the latest version calls it.
std::string Sentences::closing_title(Index identity) const {
  const std::string& id = story_.program->closing_ids[identity];
  std::string found = id;
  for (const program::Version& version : story_.program->versions) {
    for (const program::Closing& closing : version.closings) {
      if (closing.identity == identity) found = title(closing.model->title, id);
    }
  }
  return found;
}

std::string Sentences::event_list(const std::vector<Id>& rows) const {
  std::string text;
  for (const Id row : rows) text.append(text.empty() ? "" : format("explain_list_comma")).append(event_id(row));
  return text;
}

std::string Sentences::reason(Reason reason) const {
  std::string word(to_string(reason));
  std::replace(word.begin(), word.end(), ':', '_');
  std::string arguments;
  if (reason == Reason::after_through) arguments = story_.options->through.to_string();
  if (reason == Reason::unknown_household || reason == Reason::not_a_member) arguments = story_.household;
  return format("explain_reason_" + word, {arguments});
}

/// `rules.json:41`
std::string Sentences::place(const Place& place) {
  const std::size_t slash = place.file.find_last_of('/');
  return place.file.substr(slash == std::string::npos ? 0 : slash + 1) + ":" + std::to_string(place.line);
}

}  // namespace pointsbank::explanation
