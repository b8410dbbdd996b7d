// The columns of events in the making, and which cell of a row is which.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "records/column_builders.hpp"

namespace pointsbank::records {

/// Places of the wanted columns; the declared attributes follow.
enum EventColumn : std::uint32_t {
  event_id,
  event_subject,
  event_kind,
  event_at,
  event_quantity,
  event_points,
  event_grade,
  event_member,
  event_act,
  event_recorded,
  event_revokes,
  event_first_attribute,
};

/// All columns but the ids.
class EventBuilders {
 public:
  explicit EventBuilders(const TableFormat& format) : at_(format.utc_offset), recorded_(format.utc_offset) {
    for (const Attribute& attribute : format.event_attributes) attributes_.emplace_back(attribute.type);
  }

  void reserve(std::size_t rows) {
    for_each([&](auto& builder, std::uint32_t) { builder.reserve(rows); });
  }
  void append(const Batch& batch, FaultyCells& faults) {
    for_each([&](auto& builder, std::uint32_t column) { builder.append(batch, column, faults); });
  }
  void truncate(std::size_t rows) {
    for_each([&](auto& builder, std::uint32_t) { builder.truncate(rows); });
  }
  void remove(std::span<const Id> numbers) {
    for_each([&](auto& builder, std::uint32_t) { builder.remove(numbers); });
  }
  /// Memory for builders whose rows will stand one behind the other, so many each, in the columns that `source` has.
  static void share(std::span<EventBuilders* const> all, std::span<const std::size_t> rows, const RowSource& source) {
    for_each_of_all(all, [&]<class Builder>(const std::vector<Builder*>& same, std::uint32_t column) {
      if (source.has(column)) Builder::share(same, rows);
    });
  }
  /// What moves the rows of all to the first, column by column; the pieces may be done at the same time.
  [[nodiscard]] static std::vector<std::function<void()>> joining(std::span<EventBuilders* const> all) {
    std::vector<std::function<void()>> works;
    for_each_of_all(all, [&]<class Builder>(const std::vector<Builder*>& same, std::uint32_t) {
      works.emplace_back([same] { Builder::join(same); });
    });
    return works;
  }
  [[nodiscard]] Events::Columns finish(IdColumn ids) {
    Events::Columns columns{std::move(ids),
                            household_.finish(),
                            kind_.finish(),
                            at_.finish_days(),
                            at_.finish_seconds(),
                            at_.finish_microseconds(),
                            recorded_.finish(),
                            quantity_.finish(),
                            points_.finish(),
                            grade_.finish(),
                            member_.finish(),
                            act_.finish(),
                            {}};
    for (AttributeBuilder& attribute : attributes_) columns.attributes.push_back(attribute.finish());
    return columns;
  }
  /// The household of a row, as given.
  [[nodiscard]] std::string_view household(Id row) const noexcept { return household_.text(row); }
  /// A household, kind, member or act with combining characters, if there is one.
  [[nodiscard]] std::string_view combining() const noexcept {
    for (const TextBuilder* builder : {&household_, &kind_, &member_, &act_}) {
      if (!builder->combining().empty()) return builder->combining();
    }
    return {};
  }

 private:
  template <class Do>
  static void for_each_member(const Do& act_on) {
    act_on(&EventBuilders::household_, event_subject);
    act_on(&EventBuilders::kind_, event_kind);
    act_on(&EventBuilders::at_, event_at);
    act_on(&EventBuilders::quantity_, event_quantity);
    act_on(&EventBuilders::points_, event_points);
    act_on(&EventBuilders::grade_, event_grade);
    act_on(&EventBuilders::member_, event_member);
    act_on(&EventBuilders::act_, event_act);
    act_on(&EventBuilders::recorded_, event_recorded);
  }
  template <class Do>
  void for_each(const Do& act_on) {
    for_each_member([&](auto member, std::uint32_t column) { act_on(this->*member, column); });
    std::uint32_t column = event_first_attribute;
    for (AttributeBuilder& attribute : attributes_) act_on(attribute, column++);
  }

  /// `act_on` the same builder of all.
  template <class Do>
  static void for_each_of_all(std::span<EventBuilders* const> all, const Do& act_on) {
    for_each_member([&](auto member, std::uint32_t column) { act_on(members_of(all, member), column); });
    for (std::size_t i = 0; i < all.front()->attributes_.size(); ++i) {
      std::vector<AttributeBuilder*> same;
      for (EventBuilders* const each : all) same.push_back(&each->attributes_[i]);
      act_on(same, event_first_attribute + static_cast<std::uint32_t>(i));
    }
  }

  TextBuilder household_{TextBuilder::Kind::id};
  TextBuilder kind_{TextBuilder::Kind::required_id};
  AtBuilder at_;
  DecimalBuilder quantity_;
  DecimalBuilder points_;
  TextBuilder grade_{TextBuilder::Kind::text};
  TextBuilder member_{TextBuilder::Kind::id};
  TextBuilder act_{TextBuilder::Kind::id};
  MomentBuilder recorded_;
  std::vector<AttributeBuilder> attributes_;
};

}  // namespace pointsbank::records
