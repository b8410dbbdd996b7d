// Households and their members as tables.
#include <algorithm>
#include <array>

#include "generation/households.hpp"
#include "generation/table_text.hpp"

namespace pointsbank::generation {
namespace {

constexpr std::uint64_t stream_of_heads = 2;
constexpr std::uint64_t stream_of_members = 3;

constexpr std::array<std::string_view, 24> family_names = {"陈", "林", "黄", "吴", "张", "李", "郑", "许",
                                                           "蔡", "杨", "刘", "谢", "曾", "王", "洪", "郭",
                                                           "苏", "沈", "方", "余", "邱", "卢", "姚", "杜"};
constexpr std::array<std::string_view, 32> given_names = {
    "伟", "芳", "秀英", "强",   "敏", "静", "丽", "建国", "勇", "艳", "杰",   "娟",   "涛",   "明",   "超",   "秀兰",
    "霞", "平", "刚",   "桂英", "文", "辉", "玲", "建华", "华", "红", "海燕", "志强", "春梅", "少雄", "惠芬", "俊"};

std::string_view family_name(std::uint32_t household) {
  return family_names[(household * 7U + household / 5U) % family_names.size()];
}

std::string name_of(std::string_view family, Random& random) {
  return std::string(family) + std::string(given_names[random.below(given_names.size())]);
}

}  // namespace

std::string Households::roster() const {
  const auto has = [&](auto test) { return std::any_of(people_.begin(), people_.end(), test); };
  const bool has_stays =
      has([](const People& people) { return people.joined != Date::always() || people.left != Date::never(); });
  const bool has_moves = !groups_.empty() && has([](const People& people) { return people.moved != Date::never(); });
  const bool has_names = format_.subject == "household";
  Random random(size(), stream_of_heads);
  TableText table;
  table.cell(format_.subject);
  if (has_names) table.cell("name");
  for (const std::string& group : format_.groups) table.cell(group);
  for (const Attribute& attribute : format_.subject_attributes) table.cell(attribute.name);
  if (has_stays) table.cell("joined");
  if (has_stays) table.cell("left");
  if (has_moves) table.cell("from");
  table.end_row();
  for (std::uint32_t household = 0; household < size(); ++household) {
    const People& people = people_[household];
    const std::string name = has_names ? name_of(family_name(household), random) : std::string();
    const auto add_row = [&](Date from) {
      table.cell(ids_[household]);
      if (has_names) table.cell(name);
      for (std::size_t group = 0; group < groups_.size(); ++group) {
        table.cell(group_names_[group][group_of(household, group, from)]);
      }
      for (std::size_t attribute = 0; attribute < pools_.size(); ++attribute) {
        table.cell(pools_[attribute].at(attributes_[attribute][household]).text);
      }
      if (has_stays) table.cell_or_empty(people.joined);
      if (has_stays) table.cell_or_empty(people.left);
      if (has_moves) table.cell_or_empty(from);
      table.end_row();
    };
    add_row(Date::always());
    if (has_moves && people.moved != Date::never()) add_row(people.moved);
  }
  return table.take();
}

std::string Households::members() const {
  Random random(size(), stream_of_members);
  TableText table;
  for (const std::string_view column :
       {std::string_view("member"), std::string_view(format_.subject), std::string_view("name"),
        std::string_view("joined"), std::string_view("left")}) {
    table.cell(column);
  }
  table.end_row();
  for (std::uint32_t household = 0; household < size(); ++household) {
    const People& people = people_[household];
    for (int member = 1; member <= people.members; ++member) {
      const std::string id = member_id(household, member);
      const std::string name = name_of(family_name(member == 2 ? household + 3 : household), random);
      const auto add_row = [&](std::uint32_t in, Date joined, Date left) {
        table.cell(id);
        table.cell(ids_[in]);
        table.cell(name);
        table.cell_or_empty(joined);
        table.cell_or_empty(left);
        table.end_row();
      };
      const bool is_settled = member <= people.settled;
      const std::uint32_t next = (household + 1) % size();
      if (!is_settled && people.is_from_next && next != household) add_row(next, Date::always(), people.came);
      add_row(household, is_settled ? Date::always() : people.came, Date::never());
    }
  }
  return table.take();
}

}  // namespace pointsbank::generation
