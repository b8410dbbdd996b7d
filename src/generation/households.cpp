#include "generation/households.hpp"

#include <algorithm>

namespace pointsbank::generation {
namespace {

constexpr std::size_t no_attribute = static_cast<std::size_t>(-1);
constexpr std::uint64_t household_stream = 1;
constexpr int most_members = 12;

std::string padded(std::uint64_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

std::string prefix_of(std::string_view name) {
  const char first = name.front();
  return std::string(1, first >= 'a' && first <= 'z' ? static_cast<char>(first - 'a' + 'A') : first);
}

/// Numbers as a roster has them: a few people, a few rooms; and what expressions ask for.
Pool numbers_for(const Mention& mention) {
  std::vector<Number> numbers = numbers_around(mention.numbers);
  const bool wants_parts = std::any_of(mention.numbers.begin(), mention.numbers.end(),
                                       [](const Number& number) { return !number.is_whole(); });
  const auto is_part = [](const Number& number) { return !number.is_whole(); };
  if (!wants_parts) numbers.erase(std::remove_if(numbers.begin(), numbers.end(), is_part), numbers.end());
  if (!numbers.empty()) return Pool::of_numbers(std::move(numbers), Pool::Order::even);
  for (std::int64_t number = 1; number <= 8; ++number) numbers.emplace_back(number);
  return Pool::of_numbers(std::move(numbers), Pool::Order::falling);
}

Pool texts_for(const std::string& name, const Mention& mention) {
  std::vector<std::string> texts = texts_around(mention);
  for (const char* ending : {"_a", "_b"}) texts.push_back(name + ending);
  return Pool::of_texts(std::move(texts), Pool::Order::falling);
}

/// Days on which someone was born, a house was built; and what expressions ask for.
Pool dates_for(const Mention& mention, const Days& days, Random& random) {
  std::vector<Date> dates;
  for (const Date date : mention.dates) {
    for (const std::int32_t away : {-30, -1, 0, 1, 30}) dates.push_back(date + away);
  }
  while (dates.size() < 40) dates.push_back(days.first() - random.between(1, 30'000));
  return Pool::of_dates(std::move(dates));
}

std::vector<std::string> names_of_groups(const std::string& prefix, std::uint32_t count,
                                         std::vector<std::string> wanted) {
  wanted.erase(
      std::remove_if(wanted.begin(), wanted.end(), [](const std::string& text) { return !is_plain_text(text); }),
      wanted.end());
  std::vector<std::string> names;
  const std::size_t digits = std::to_string(count).size();
  for (std::uint32_t number = 0; number < count; ++number) {
    if (number < wanted.size()) {
      names.push_back(wanted[number]);
      continue;
    }
    const bool is_alike = !wanted.empty() && number % 2 == 0;
    names.push_back((is_alike ? wanted[number % wanted.size()] : prefix) + padded(number + 1, digits));
  }
  return names;
}

}  // namespace

Households::Households(const program::Program& program, const Mentions& mentions, const Days& days,
                       const GenerateOptions& options, bool has_members)
    : format_(program.format), people_(options.households), members_attribute_(no_attribute) {
  Random random(options.seed, household_stream);
  const std::size_t digits = std::max<std::size_t>(3, std::to_string(options.households).size());
  const std::string prefix = prefix_of(format_.subject);
  ids_.reserve(options.households);
  for (std::uint32_t number = 1; number <= options.households; ++number)
    ids_.push_back(prefix + padded(number, digits));
  make_groups(mentions, random);
  make_attributes(mentions, days, random);
  make_people(days, has_members, random);
}

/// Blocks of about thirty; the last one is no mere rest.
std::vector<std::uint32_t> Households::blocks(Random& random) const {
  std::vector<std::uint32_t> numbers(size(), 0U);
  const std::uint32_t most = std::max(1U, std::min(36U, (size() + 1) / 2));
  std::uint32_t count = 0;
  std::uint32_t left = 0;
  for (std::uint32_t household = 0; household < size(); ++household) {
    if (left == 0 && (count < 2 || size() - household >= most / 2)) {
      left = std::min(most, static_cast<std::uint32_t>(random.between(24, 36)));
      ++count;
    }
    numbers[household] = count - 1;
    if (left > 0) --left;
  }
  return numbers;
}

/// Grids of about thirty households, then groups of eight of the group before. Texts that expressions ask for are
/// names.
void Households::make_groups(const Mentions& mentions, Random& random) {
  std::vector<std::string> prefixes;
  for (const std::string& group : format_.groups) {
    std::string prefix = prefix_of(group);
    if (std::find(prefixes.begin(), prefixes.end(), prefix) != prefixes.end()) prefix = group;
    prefixes.push_back(prefix);
    std::vector<std::uint32_t> numbers = groups_.empty() ? blocks(random) : groups_.back();
    if (!groups_.empty()) {
      for (std::uint32_t& number : numbers) number /= 8;
    }
    const std::uint32_t count = numbers.empty() ? 0 : numbers.back() + 1;
    group_names_.push_back(names_of_groups(prefix, count, mention_of(mentions, "subject." + group).texts));
    groups_.push_back(std::move(numbers));
  }
}

void Households::make_attributes(const Mentions& mentions, const Days& days, Random& random) {
  for (const Attribute& attribute : format_.subject_attributes) {
    const Mention& mention = mention_of(mentions, "subject." + attribute.name);
    switch (attribute.type) {
      case AttributeType::number:
        if (attribute.name == "members") members_attribute_ = pools_.size();
        pools_.push_back(numbers_for(mention));
        break;
      case AttributeType::string: pools_.push_back(texts_for(attribute.name, mention)); break;
      case AttributeType::boolean: pools_.push_back(Pool::of_bools(7)); break;
      case AttributeType::date: pools_.push_back(dates_for(mention, days, random)); break;
    }
  }
  for (const Pool& pool : pools_) {
    std::vector<std::uint16_t>& values = attributes_.emplace_back(size());
    for (std::uint16_t& value : values) value = static_cast<std::uint16_t>(pool.draw_index(random));
  }
}

int Households::members_of(std::uint32_t household, Random& random) const {
  if (members_attribute_ != no_attribute) {
    const expression::Value value = attribute(household, members_attribute_);
    if (const auto* number = std::get_if<Number>(&value)) {
      const std::int64_t whole = number->to_units(0, Rounding::down).value_or(1);
      return static_cast<int>(std::clamp<std::int64_t>(whole, 1, most_members));
    }
  }
  return 2 + static_cast<int>(random.small(4));
}

void Households::make_people(const Days& days, bool has_members, Random& random) {
  for (std::uint32_t household = 0; household < size(); ++household) {
    People& people = people_[household];
    const int members = members_of(household, random);
    if (has_members) people.members = people.settled = members;
    switch (random.below(100)) {
      case 0: people.joined = days.draw(random); break;
      case 1: people.left = days.draw(random); break;
      case 2: people.moved = days.draw(random); break;
      default: break;
    }
    // Someone comes from elsewhere or from the next household: nobody to count on.
    if (people.members > 2 && random.one_in(40)) {
      --people.settled;
      people.came = days.draw(random);
      people.is_from_next = random.one_in(2);
    }
    const std::uint64_t sort = random.below(100);
    people.is_offender = random.below(100) < 4 || household % 97 == 41;
    const bool is_eager = sort < 8;
    const bool is_idle = !is_eager && sort < 32;
    diligent_.add(static_cast<std::uint64_t>(is_eager  ? random.between(200, 340)
                                             : is_idle ? random.between(8, 45)
                                                       : random.between(45, 150)));
    offending_.add(static_cast<std::uint64_t>(people.is_offender ? random.between(120, 260) : random.between(20, 100)));
  }
}

std::uint32_t Households::group_of(std::uint32_t household, std::size_t group, Date date) const {
  const std::uint32_t number = groups_[group][household];
  if (group != 0 || date < people_[household].moved) return number;
  return (number + 1) % static_cast<std::uint32_t>(group_names_[group].size());
}

expression::Value Households::group(std::uint32_t household, std::size_t group, Date date) const {
  return std::string_view(group_names_[group][group_of(household, group, date)]);
}

expression::Value Households::attribute(std::uint32_t household, std::size_t attribute) const {
  return pools_[attribute].at(attributes_[attribute][household]).value;
}

std::string Households::member_id(std::uint32_t household, int member) const {
  return ids_[household] + "-" + std::to_string(member);
}

std::uint32_t Households::draw_diligent(Random& random) const {
  return static_cast<std::uint32_t>(diligent_.draw(random));
}
std::uint32_t Households::draw_offending(Random& random) const {
  return static_cast<std::uint32_t>(offending_.draw(random));
}

}  // namespace pointsbank::generation
