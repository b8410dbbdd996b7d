// A bank's answers as JSON for programs.
#include "explanation/json_writer.hpp"
#include "pointsbank/number.hpp"
#include "pointsbank/passbook.hpp"

namespace pointsbank::bank {

namespace {

using explanation::JsonWriter;

/// Writes with a bank's decimals and offset.
class Writer : public JsonWriter {
 public:
  explicit Writer(const Figures& figures) : figures_(figures) {}

  void units(std::string_view key, std::int64_t units) { text(key, units_to_string(units, figures_.decimals)); }
  void date(std::string_view key, const std::optional<Date>& date) { date ? text(key, date->to_string()) : null(key); }
  void month(std::string_view key, Date month) { text(key, month.to_string().substr(0, 7)); }
  void moment(std::string_view key, const std::optional<Moment>& moment) {
    moment ? text(key, moment->to_string(figures_.utc_offset)) : null(key);
  }
  void number(std::string_view key, const std::optional<std::int64_t>& number) {
    number ? whole(key, *number) : null(key);
  }

 private:
  const Figures& figures_;
};

void write(Writer& json, const HouseholdBalance& balance) {
  json.text("household", balance.household);
  json.units("standing", balance.standing);
  json.units("spendable", balance.spendable);
  json.units("earned", balance.earned);
  json.units("deducted", balance.deducted);
  json.date("frozen_until", balance.frozen_until);
}

void write(Writer& json, const StatementLine& line) {
  json.whole("entry", line.entry);
  json.date("date", line.date);
  json.month("month", line.month);
  json.moment("recorded", line.recorded);
  json.text_or_null("member", line.member);
  json.text("source", line.source);
  json.text_or_null("event", line.event);
  json.text("cause", line.cause);
  json.units("standing", line.standing);
  json.units("spendable", line.spendable);
  json.units("standing_after", line.standing_after);
  json.units("spendable_after", line.spendable_after);
  json.number("reverses", line.reverses);
  json.boolean("is_taken_back", line.is_taken_back);
  json.boolean("is_disputed", line.is_disputed);
  json.begin_object("text");
  json.text("zh", line.text_zh);
  json.text("en", line.text_en);
  json.end_object();
}

void write(Writer& json, const Claim& claim) {
  json.text("event", claim.event);
  json.text_or_null("household", claim.household);
  json.text_or_null("member", claim.member);
  json.text("kind", claim.kind);
  json.text("occurred", claim.occurred);
  json.text("state", claim.state);
  json.moment("due", claim.due);
  json.begin_object("cells");
  for (const auto& [column, text] : claim.cells) json.text(column, text);
  json.end_object();
  json.begin_array("evidence");
  for (const Digest& digest : claim.evidence) json.element(digest.to_string());
  json.end_array();
  json.begin_array("steps");
  for (const ClaimStep& step : claim.steps) {
    json.begin_object();
    json.whole("entry", step.entry);
    json.moment("at", step.at);
    json.text("by", step.by);
    json.text("step", step.step);
    json.text_or_null("points", step.points);
    json.text_or_null("reason", step.reason);
    json.end_object();
  }
  json.end_array();
}

void write(Writer& json, const ShelfLine& line) {
  json.text("goods", line.goods);
  json.text("title", line.title);
  json.units("points", line.points);
  json.whole("in_stock", line.in_stock);
  json.whole("held", line.held);
  json.whole("handed_out", line.handed_out);
  json.whole("bought", line.bought);
  json.number("limit", line.limit);
  json.text_or_null("per", line.per);
}

void write(Writer& json, const Hold& hold) {
  json.text("redemption", hold.redemption);
  json.text("household", hold.household);
  json.date("date", hold.date);
  json.units("points", hold.points);
  json.text("state", hold.state);
  json.date("last_day", hold.last_day);
  json.begin_array("lines");
  for (const Line& line : hold.lines) {
    json.begin_object();
    json.text("goods", line.goods);
    json.whole("pieces", line.pieces);
    json.end_object();
  }
  json.end_array();
}

void write(Writer& json, const Difference& difference) {
  json.month("month", difference.month);
  json.text("table", difference.table);
  json.text("closing", difference.closing);
  json.date("period", difference.period);
  json.text("household", difference.household);
  json.text("published", difference.published);
  json.text("now", difference.now);
}

template <class Value>
std::string document(std::string_view key, std::span<const Value> values, const Figures& figures) {
  Writer json(figures);
  json.begin_object();
  json.begin_array(key);
  for (const Value& value : values) {
    json.begin_object();
    write(json, value);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace

std::string to_json(std::span<const HouseholdBalance> balances, const Figures& figures) {
  return document("balances", balances, figures);
}

std::string to_json(const Statement& statement, const Figures& figures) {
  Writer json(figures);
  json.begin_object();
  json.begin_object("balance");
  write(json, statement.balance);
  json.end_object();
  json.begin_array("lines");
  for (const StatementLine& line : statement.lines) {
    json.begin_object();
    write(json, line);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string to_json(const Board& board, const Figures& figures) {
  Writer json(figures);
  json.begin_object();
  json.date("day", board.day);
  json.begin_array("claims");
  for (const BoardClaim& claim : board.claims) {
    json.begin_object();
    json.text("event", claim.event);
    json.text("household", claim.household);
    json.text_or_null("name", claim.name);
    json.begin_object("title");
    json.text("zh", claim.title_zh);
    json.text("en", claim.title_en);
    json.end_object();
    json.text("occurred", claim.occurred);
    json.text("state", claim.state);
    json.moment("due", claim.due);
    json.end_object();
  }
  json.end_array();
  json.begin_array("closings");
  for (const BoardRow& row : board.rows) {
    json.begin_object();
    json.text("table", row.table);
    json.text("closing", row.closing);
    json.begin_object("title");
    json.text("zh", row.title_zh);
    json.text("en", row.title_en);
    json.end_object();
    json.date("period", row.period);
    json.text("household", row.household);
    json.text_or_null("name", row.name);
    json.text_or_null("group", row.group);
    json.text_or_null("rank", row.rank);
    json.text_or_null("measure", row.measure);
    json.text_or_null("level", row.level);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string to_json(const Why& why, const Figures& figures) {
  Writer json(figures);
  json.begin_object();
  json.begin_object("claim");
  write(json, why.claim);
  json.end_object();
  if (why.json.empty()) {
    json.null("explanation");
  } else {
    json.raw("explanation", why.json);
  }
  json.end_object();
  return json.take();
}

std::string to_json(std::span<const Claim> claims, const Figures& figures) {
  return document("claims", claims, figures);
}
std::string to_json(std::span<const ShelfLine> shelf, const Figures& figures) {
  return document("goods", shelf, figures);
}
std::string to_json(std::span<const Hold> holds, const Figures& figures) {
  return document("redemptions", holds, figures);
}
std::string to_json(std::span<const Difference> differences) { return document("differences", differences, Figures{}); }

std::string to_json(const Verification& found) {
  const Figures figures;
  Writer json(figures);
  json.begin_object();
  json.whole("entries", found.entries);
  json.text("root", found.root.to_string());
  json.text("chain", found.chain.to_string());
  json.begin_array("findings");
  for (const Finding& finding : found.findings) {
    json.begin_object();
    json.text("code", finding.code);
    json.whole("entry", finding.entry);
    json.begin_object("sentence");
    json.text("zh", finding.sentence(Language::zh));
    json.text("en", finding.sentence(Language::en));
    json.end_object();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace pointsbank::bank
