// Members and officers.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "bank/tables.hpp"
#include "records/table_reading.hpp"
#include "records/text_check.hpp"

namespace pointsbank::bank {

namespace {

Date joined_of(const std::optional<Date>& joined) { return joined.value_or(Date::always()); }
Date left_of(const std::optional<Date>& left) { return left.value_or(Date::never()); }

std::string shown(const std::optional<Date>& date) { return date ? date->to_string() : std::string("…"); }

// ---------------------------------------------------------------------------------------------------------- members

enum MemberColumn : std::uint32_t { member_id, member_subject, member_joined, member_left, member_name };

struct GivenStay {
  std::uint64_t line = 0;
  store::MemberRecord stay;
  std::string name;
};

using GivenStays = std::map<std::string, std::vector<GivenStay>>;

GivenStays given_stays(const File& table, const TableFormat& format) {
  GivenStays given;
  const auto source = rows_of(table, records::member_columns(format));
  records::Batch batch;
  while (source->next(batch)) {
    for (std::size_t row = 0; row < batch.rows.size(); ++row) {
      GivenStay taken;
      taken.line = batch.rows[row].line;
      taken.stay = {std::string(batch.text(row, member_id)), std::string(batch.text(row, member_subject)),
                    optional_date(batch.text(row, member_joined)), optional_date(batch.text(row, member_left)), 0};
      taken.name = batch.text(row, member_name);
      given[taken.stay.member].push_back(std::move(taken));
    }
  }
  return given;
}

bool overlap(const store::MemberRecord& a, const store::MemberRecord& b) {
  const Date begin = std::max(joined_of(a.joined), joined_of(b.joined));
  const Date end = std::min(left_of(a.left), left_of(b.left));
  return begin < end;
}

class MembersChange {
 public:
  MembersChange(Work& work, const File& table) : work_(work), issues_(table) {}

  void change(const std::vector<GivenStay>& given) {
    const std::string& member = given.front().stay.member;
    const std::vector<store::MemberRecord> held = work_.store().stays_of_member(member);
    for (const GivenStay& one : given) {
      if (!fits(one, given, held)) return;
    }
    for (const GivenStay& one : given) {
      const auto same = find_same(one.stay, held);
      const bool is_new = same == held.end() || same->household != one.stay.household || same->left != one.stay.left;
      if (!is_new && !is_new_name(work_, member, one.name)) continue;
      const store::MemberRecord* replaced = same == held.end() ? nullptr : &*same;
      write(one, replaced);
    }
  }
  void throw_if_any() { issues_.throw_if_any(); }
  [[nodiscard]] bool is_full() const { return issues_.is_full(); }
  [[nodiscard]] std::int64_t changed() const { return changed_; }
  [[nodiscard]] std::int64_t unknown_households() const { return static_cast<std::int64_t>(unknown_.size()); }

 private:
  using Held = std::vector<store::MemberRecord>;
  static Held::const_iterator find_same(const store::MemberRecord& stay, const Held& held) {
    return std::find_if(held.begin(), held.end(),
                        [&](const store::MemberRecord& one) { return one.joined == stay.joined; });
  }

  /// Does it fit beside the stays that are held and that nothing given takes the place of?
  bool fits(const GivenStay& one, const std::vector<GivenStay>& given, const Held& held) {
    for (const store::MemberRecord& other : held) {
      const bool is_replaced = std::any_of(given.begin(), given.end(),
                                           [&](const GivenStay& stay) { return stay.stay.joined == other.joined; });
      if (is_replaced || !overlap(one.stay, other)) continue;
      issues_.add(
          one.line, "member", "bank_stays_overlap",
          {records::shown(other.member), records::shown(other.household), shown(other.joined), shown(other.left)},
          "bank_hint_end_stay");
      return false;
    }
    return true;
  }

  void write(const GivenStay& given, const store::MemberRecord* replaced) {
    store::MemberRecord stay = given.stay;
    const std::optional<Digest> name = keep_name(work_, stay.member, given.name);
    stay.seq = work_.write(
        journal::MemberStay{work_.by(), work_.at(), stay.member, stay.household, stay.joined, stay.left, name});
    work_.store().put(stay);
    if (work_.store().rows_of_household(stay.household).empty()) unknown_.insert(stay.household);
    mark(work_, stay.household, stay.member, joined_of(stay.joined));
    if (replaced != nullptr) mark(work_, replaced->household, {}, joined_of(stay.joined));
    ++changed_;
  }

  Work& work_;
  TableIssues issues_;
  std::int64_t changed_ = 0;
  std::set<std::string> unknown_;
};

// --------------------------------------------------------------------------------------------------------- officers

enum OfficerColumn : std::uint32_t { officer_person, officer_role, officer_joined, officer_left };

const records::Wanted& officer_columns() {
  static const records::Wanted wanted = {{"person", true}, {"role", true}, {"joined"}, {"left"}};
  return wanted;
}

std::optional<journal::Role> role_of(std::string_view word) {
  for (const journal::Role role : {journal::Role::clerk, journal::Role::reviewer, journal::Role::auditor}) {
    if (to_string(role) == word) return role;
  }
  return std::nullopt;
}

/// (person, role, joined): a later entry of the same takes its place.
using OfficeKey = std::tuple<std::string, std::uint8_t, std::optional<Date>>;
using Offices = std::map<OfficeKey, std::optional<Date>>;  // and when it was left

Offices read_offices(const File& table, const TableFormat& format, Issues& warnings) {
  const auto source = rows_of(table, officer_columns());
  ReadOptions options;
  options.warnings = &warnings;
  records::TableReading reading(*source, format, options);
  Offices offices;
  reading.for_each_row([&](records::TableRow& row) {
    const std::string person = row.id(officer_person);
    const std::optional<journal::Role> role = role_of(row.text(officer_role));
    if (!role) row.fail(officer_role, "bank_unknown_role", {records::shown(row.text(officer_role))});
    const Date joined = row.date(officer_joined, Date::always());
    const Date left = row.date(officer_left, Date::never());
    if (!row.is_good()) return;
    if (left < joined) row.fail(officer_left, "row_left_before_joined", {left.to_string(), joined.to_string()});
    const OfficeKey key(person, static_cast<std::uint8_t>(*role),
                        joined == Date::always() ? std::nullopt : std::optional(joined));
    const auto end = left == Date::never() ? std::nullopt : std::optional(left);
    if (!offices.emplace(key, end).second) row.fail(officer_person, "bank_office_again", {records::shown(person)});
  });
  reading.finish();
  return offices;
}

/// Somebody must be able to set officers again, for good.
bool has_lasting_clerk(const Offices& offices, Date day) {
  return std::any_of(offices.begin(), offices.end(), [&](const auto& office) {
    const auto& [person, role, joined] = office.first;
    return role == static_cast<std::uint8_t>(journal::Role::clerk) && joined_of(joined) <= day && !office.second;
  });
}

/// What is not in the table any more ends today, unless it has ended.
void end_others(const Offices& held, Offices& offices, Date day) {
  for (const auto& [key, left] : held) {
    const Date joined = joined_of(std::get<2>(key));
    offices.emplace(key, left_of(left) <= day ? left : std::optional(std::max(day, joined)));
  }
}

}  // namespace

Answer carry_out(Work& work, const SetMembers& request) {
  work.need_officer(journal::Role::clerk);
  const TableFormat& format = work.book().program->table_format();
  Issues warnings;
  ReadOptions options;
  options.warnings = &warnings;
  const auto source = rows_of(request.table, records::member_columns(format));
  static_cast<void>(records::members_from(*source, format, options));
  const GivenStays given = given_stays(request.table, format);
  MembersChange change(work, request.table);
  for (const auto& [member, stays] : given) {
    if (!change.is_full()) change.change(stays);
  }
  change.throw_if_any();
  Answer answer;
  answer.values = {number_value("members", static_cast<std::int64_t>(given.size())),
                   number_value("changed", change.changed()),
                   number_value("unknown_households", change.unknown_households())};
  add_ignored_columns(answer, warnings);
  return answer;
}

Answer carry_out(Work& work, const SetOfficers& request) {
  work.need_officer(journal::Role::clerk);
  Issues warnings;
  Offices offices = read_offices(request.table, {}, warnings);
  const std::int64_t given = static_cast<std::int64_t>(offices.size());
  if (!has_lasting_clerk(offices, work.day())) wrong("table", "bank_no_clerk_left", {work.day().to_string()});
  Offices held;
  for (const store::OfficerRecord& office : work.store().officers()) {
    held.emplace(OfficeKey(office.person, office.role, office.joined), office.left);
  }
  end_others(held, offices, work.day());
  std::int64_t changed = 0;
  std::vector<store::OfficerRecord> records;
  for (const auto& [key, left] : offices) {
    const auto& [person, role, joined] = key;
    records.push_back({person, role, joined, left});
    const auto before = held.find(key);
    if (before != held.end() && before->second == left) continue;
    work.write(journal::Officer{work.by(), work.at(), person, static_cast<journal::Role>(role), joined, left});
    ++changed;
  }
  work.store().replace_officers(records);
  Answer answer;
  answer.values = {number_value("officers", given), number_value("changed", changed)};
  add_ignored_columns(answer, warnings);
  return answer;
}

}  // namespace pointsbank::bank
