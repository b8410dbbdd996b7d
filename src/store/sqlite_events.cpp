// Claims and events, and the steps that they took.
#include "store/sqlite_store.hpp"

namespace pointsbank::store::sqlite {
namespace {

EventRecord read_event(Query& row) {
  EventRecord record;
  record.event = row.text(0);
  record.seq = row.number(1);
  record.household = row.text(2);
  record.member = row.text(3);
  record.date = row.date(4);
  record.state = row.enumerator(5, EventState::revoked);
  record.due = row.optional_moment(6);
  record.decided = row.optional_moment(7);
  record.points = row.text(8);
  return record;
}

}  // namespace

void SqliteStore::insert(const EventRecord& record) {
  (void)change(connection_,
               "INSERT INTO event(event, seq, household, member, date, state, due, decided, points)"
               " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
               record.event, record.seq, record.household, record.member, record.date,
               static_cast<std::int64_t>(record.state), record.due, record.decided, record.points);
}

void SqliteStore::update(const EventRecord& record) {
  change_one(connection_, "there is no such event",
             "UPDATE event SET state = ?2, due = ?3, decided = ?4, points = ?5 WHERE event = ?1", record.event,
             static_cast<std::int64_t>(record.state), record.due, record.decided, record.points);
}

std::optional<EventRecord> SqliteStore::event(std::string_view id) {
  Query query(connection_,
              "SELECT event, seq, household, member, date, state, due, decided, points FROM event WHERE event = ?1",
              id);
  return first_of(query, read_event);
}

std::vector<EventRecord> SqliteStore::events_due(Moment moment) {
  Query query(connection_,
              "SELECT event, seq, household, member, date, state, due, decided, points FROM event"
              " WHERE state = 1 AND due <= ?1 ORDER BY due, event",
              moment);
  return all_of(query, read_event);
}

std::vector<EventRecord> SqliteStore::events_in(EventState state) {
  const auto number = static_cast<std::int64_t>(state);
  const bool is_under_way = state == EventState::submitted || state == EventState::published ||
                            state == EventState::objected || state == EventState::appealed;
  if (is_under_way) {
    // The second condition is what the index says of itself: few events are under way, however many there were.
    Query query(connection_,
                "SELECT event, seq, household, member, date, state, due, decided, points FROM event"
                " WHERE state = ?1 AND state IN (0, 1, 2, 6) ORDER BY event",
                number);
    return all_of(query, read_event);
  }
  Query query(connection_,
              "SELECT event, seq, household, member, date, state, due, decided, points FROM event"
              " WHERE state = ?1 ORDER BY event",
              number);
  return all_of(query, read_event);
}

void SqliteStore::visit_events_of(std::string_view household, const Visitor<EventRecord>& visitor) {
  Query query(connection_,
              "SELECT event, seq, household, member, date, state, due, decided, points FROM event"
              " WHERE household = ?1 ORDER BY event",
              household);
  visit_all(query, read_event, visitor);
}

void SqliteStore::visit_events_by_member(std::string_view member, const Visitor<EventRecord>& visitor) {
  Query query(connection_,
              "SELECT event, seq, household, member, date, state, due, decided, points FROM event"
              " WHERE member = ?1 AND member <> '' ORDER BY event",
              member);
  visit_all(query, read_event, visitor);
}

void SqliteStore::visit_events(const Visitor<EventRecord>& visitor) {
  Query query(connection_,
              "SELECT event, seq, household, member, date, state, due, decided, points FROM event ORDER BY event");
  visit_all(query, read_event, visitor);
}

void SqliteStore::add_step(std::string_view event, Seq seq) {
  (void)change(connection_, "INSERT INTO step(event, seq) VALUES(?1, ?2)", event, seq);
}

std::vector<Seq> SqliteStore::steps_of(std::string_view event) {
  Query query(connection_, "SELECT seq FROM step WHERE event = ?1 ORDER BY seq", event);
  std::vector<Seq> steps;
  while (query.next()) steps.push_back(query.number(0));
  return steps;
}

void SqliteStore::visit_steps(const std::function<bool(std::string_view event, Seq seq)>& visitor) {
  Query query(connection_, "SELECT event, seq FROM step ORDER BY event, seq");
  while (query.next()) {
    if (!visitor(query.text(0), query.number(1))) return;
  }
}

}  // namespace pointsbank::store::sqlite
