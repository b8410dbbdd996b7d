// The public board: what everybody may see, and nothing else. Names are masked here, so that no caller has them whole.
#include <algorithm>
#include <map>
#include <tuple>

#include "passbook/reading.hpp"
#include "passbook/reasons.hpp"
#include "pointsbank/passbook.hpp"

namespace pointsbank::bank {

namespace {

using passbook::Reading;
using passbook::Reasons;

class BoardMaker {
 public:
  BoardMaker(Reading& reading, const RuleBook* book) : reading_(reading), reasons_(reading, book) {}

  void add_claims(Board& board, store::EventState state, std::string_view word);
  void add_rows(Board& board);

 private:
  [[nodiscard]] std::string name_of(std::string_view household) {
    const std::optional<store::PersonRecord> person = reading_.store().person(household);
    return person ? masked_name(person->name) : std::string();
  }
  [[nodiscard]] BoardRow row_of(const journal::PublishedRow& row);

  Reading& reading_;
  Reasons reasons_;
};

void BoardMaker::add_claims(Board& board, store::EventState state, std::string_view word) {
  for (const store::EventRecord& record : reading_.store().events_in(state)) {
    const auto entry = reading_.entry<journal::EventEntry>(record.seq);
    if (!reasons_.is_public_kind(entry.kind, record.date)) continue;
    board.claims.push_back({record.event, record.household, name_of(record.household),
                            reasons_.title_of_kind(entry.kind, record.date, Language::zh),
                            reasons_.title_of_kind(entry.kind, record.date, Language::en), entry.occurred,
                            std::string(word), record.due});
  }
}

BoardRow BoardMaker::row_of(const journal::PublishedRow& row) {
  BoardRow shown;
  shown.table = row.table;
  shown.closing = row.closing;
  shown.title_zh = reasons_.title(row.closing, row.month, Language::zh);
  shown.title_en = reasons_.title(row.closing, row.month, Language::en);
  shown.period = row.period;
  shown.household = row.household;
  shown.name = name_of(row.household);
  for (const journal::Cell& cell : row.cells) {
    if (cell.column == "group") shown.group = cell.text;
    if (cell.column == "rank") shown.rank = cell.text;
    if (cell.column == "measure") shown.measure = cell.text;
    if (cell.column == "level") shown.level = cell.text;
  }
  return shown;
}

/// The latest period of each closing, closing by closing in the order in which they were published first.
void BoardMaker::add_rows(Board& board) {
  std::map<std::string, Date> latest;
  std::vector<std::string> order;
  std::vector<store::PublishedRecord> records;
  reading_.store().visit_published([&](const store::PublishedRecord& record) {
    const bool is_shown = record.table == "rankings" || record.table == "ratings";
    if (!is_shown || !reasons_.is_public_closing(record.closing)) return true;
    const auto [known, is_new] = latest.emplace(record.closing, record.period);
    if (is_new) order.push_back(record.closing);
    known->second = std::max(known->second, record.period);
    records.push_back(record);
    return true;
  });
  for (const std::string& closing : order) {
    for (const store::PublishedRecord& record : records) {
      if (record.closing != closing || record.period != latest[closing]) continue;
      board.rows.push_back(row_of(reading_.entry<journal::PublishedRow>(record.seq)));
    }
  }
}

}  // namespace

Board Bank::board(std::string_view by, Moment at) {
  passbook::settle_first(*this, by, at);
  Reading reading(*this);
  BoardMaker maker(reading, passbook::book_in_force(*this));
  Board board;
  board.day = at.date(utc_offset());
  maker.add_claims(board, store::EventState::published, "published");
  maker.add_claims(board, store::EventState::objected, "objected");
  std::sort(board.claims.begin(), board.claims.end(), [](const BoardClaim& a, const BoardClaim& b) {
    return std::tie(a.due, a.event) < std::tie(b.due, b.event);
  });
  maker.add_rows(board);
  return board;
}

}  // namespace pointsbank::bank
