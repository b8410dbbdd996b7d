// Members: who belongs to which household, from when to when.
//
//   columns: member, <subject>, [joined], [left], [name]
//
// A member may have any number of stays, one a row; they do not overlap.
#include <algorithm>
#include <unordered_map>

#include "core/text_hash.hpp"
#include "records/table_reading.hpp"
#include "records/text_check.hpp"

namespace pointsbank {

namespace {

using Stays = std::vector<std::pair<std::string, Members::Stay>>;

/// Two numbers of stays that overlap.
struct Overlap {
  std::size_t first;
  std::size_t second;
};

/// Stays by member, then by their beginning; `order` becomes the numbers in that order. Finds one overlap a member.
std::vector<Overlap> sort_stays(const Stays& stays, std::vector<std::size_t>& order) {
  order.resize(stays.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto& [name_a, stay_a] = stays[a];
    const auto& [name_b, stay_b] = stays[b];
    if (const int names = name_a.compare(name_b); names != 0) return names < 0;
    if (stay_a.joined != stay_b.joined) return stay_a.joined < stay_b.joined;
    return stay_a.left != stay_b.left ? stay_a.left < stay_b.left : a < b;
  });
  std::vector<Overlap> overlaps;
  const auto is_empty = [&](std::size_t i) { return stays[i].second.left <= stays[i].second.joined; };
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    std::size_t longest = order[begin];
    bool has_overlap = false;
    for (end = begin + 1; end < order.size() && stays[order[end]].first == stays[order[begin]].first; ++end) {
      const std::size_t next = order[end];
      if (is_empty(next)) continue;
      const bool overlaps_it = !is_empty(longest) && stays[next].second.joined < stays[longest].second.left;
      if (overlaps_it && !has_overlap) overlaps.push_back({std::min(longest, next), std::max(longest, next)});
      has_overlap |= overlaps_it;
      if (is_empty(longest) || stays[next].second.left > stays[longest].second.left) longest = next;
    }
  }
  return overlaps;
}

}  // namespace

struct Members::Table {
  struct Range {
    std::size_t begin;
    std::size_t end;
  };
  struct Hash {
    std::size_t operator()(std::string_view text) const noexcept { return static_cast<std::size_t>(hash_text(text)); }
  };
  Stays stays;  // by member, then by their beginning
  std::unordered_map<std::string_view, Range, Hash> members;
};

Members::Members() : table_(std::make_shared<Table>()) {}

Members::Members(std::vector<std::pair<std::string, Stay>> stays) {
  std::vector<std::size_t> order;
  const std::vector<Overlap> overlaps = sort_stays(stays, order);
  if (!overlaps.empty()) {
    Issues issues;
    for (const Overlap& overlap : overlaps) {
      issues.push_back({"member_in_two_households",
                        Severity::error,
                        {},
                        {records::shown(stays[overlap.first].first), std::to_string(overlap.first + 1),
                         std::to_string(overlap.second + 1)},
                        {},
                        {}});
    }
    throw InputError(std::move(issues));
  }
  auto table = std::make_shared<Table>();
  table->stays.reserve(stays.size());
  for (const std::size_t i : order) table->stays.push_back(std::move(stays[i]));
  for (std::size_t i = 0; i < table->stays.size(); ++i) {
    const auto [at, is_new] = table->members.try_emplace(table->stays[i].first, Table::Range{i, i + 1});
    if (!is_new) at->second.end = i + 1;
  }
  table_ = std::move(table);
}

const Members::Stay* Members::on(std::string_view member, Date date) const noexcept {
  const auto found = table_->members.find(member);
  if (found == table_->members.end()) return nullptr;
  for (std::size_t i = found->second.begin; i < found->second.end; ++i) {
    const Stay& stay = table_->stays[i].second;
    if (stay.joined <= date && date < stay.left) return &stay;
  }
  return nullptr;
}

std::size_t Members::size() const noexcept { return table_->stays.size(); }

namespace records {

namespace {

enum MemberColumn : std::uint32_t { member_id, member_subject, member_joined, member_left, member_name };

/// Where stays of one member overlap, none of them is taken.
void refuse_overlaps(Stays& stays, const std::vector<std::uint64_t>& lines, TableReading& reading) {
  std::vector<std::size_t> order;
  const std::vector<Overlap> overlaps = sort_stays(stays, order);
  if (overlaps.empty()) return;
  std::unordered_map<std::string_view, const Overlap*> bad;
  for (const Overlap& overlap : overlaps) bad.emplace(stays[overlap.first].first, &overlap);
  std::vector<bool> is_bad(stays.size(), false);
  for (std::size_t i = 0; i < stays.size(); ++i) {
    const auto found = bad.find(stays[i].first);
    if (found == bad.end()) continue;
    is_bad[i] = true;
    if (!reading.keeps_bad_rows() && i != found->second->second) continue;
    reading.refuse_later(lines[i], member_id,
                         {"member_in_two_households",
                          Severity::error,
                          {},
                          {shown(stays[i].first), std::to_string(lines[found->second->first]),
                           std::to_string(lines[found->second->second])},
                          {},
                          {}});
  }
  Stays good;
  for (std::size_t i = 0; i < stays.size(); ++i) {
    if (!is_bad[i]) good.push_back(std::move(stays[i]));
  }
  stays = std::move(good);
}

}  // namespace

Wanted member_columns(const TableFormat& format) {
  return checked({{"member", true}, {format.subject, true}, {"joined"}, {"left"}, {"name"}});
}

Members members_from(RowSource& source, const TableFormat& format, const ReadOptions& options) {
  TableReading reading(source, format, options);
  Stays stays;
  std::vector<std::uint64_t> lines;
  reading.for_each_row([&](TableRow& row) {
    std::string member = row.id(member_id);
    Members::Stay stay;
    stay.household = row.id(member_subject);
    stay.joined = row.date(member_joined, Date::always());
    stay.left = row.date(member_left, Date::never());
    stay.name = row.text(member_name);
    if (row.is_good() && stay.left < stay.joined) {
      row.fail(member_left, "row_left_before_joined", {shown(stay.left), shown(stay.joined)});
    }
    if (!row.is_good()) return;
    stays.emplace_back(std::move(member), std::move(stay));
    lines.push_back(row.line());
  });
  refuse_overlaps(stays, lines, reading);
  reading.finish();
  return Members(std::move(stays));
}

}  // namespace records

Members read_members(const std::filesystem::path& file, const TableFormat& format, const ReadOptions& options) {
  const auto source = records::file_rows(file, records::member_columns(format));
  return records::members_from(*source, format, options);
}

Members make_members(std::span<const Cells> rows, const TableFormat& format, std::string_view name,
                     const ReadOptions& options) {
  const auto source = records::memory_rows(rows, std::string(name), records::member_columns(format));
  return records::members_from(*source, format, options);
}

}  // namespace pointsbank
