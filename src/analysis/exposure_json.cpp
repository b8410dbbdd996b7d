// An exposure as JSON. Amounts are exact decimals in texts.
#include "explanation/json_writer.hpp"
#include "pointsbank/exposure.hpp"

namespace pointsbank {

namespace {

using explanation::JsonWriter;

constexpr std::string_view scope_words[] = {"rule",     "category", "base",     "closing",
                                            "forfeits", "positive", "negative", "whole"};
constexpr std::string_view reach_words[] = {"reached", "not_found", "not_tried"};

void write_because(JsonWriter& json, const std::vector<ExposureBound::Because>& because) {
  json.begin_array("unbounded");
  for (const ExposureBound::Because& each : because) {
    json.begin_object();
    json.text("source", each.source);
    json.text("why", to_string(each.why));
    json.end_object();
  }
  json.end_array();
}

void write_bound(JsonWriter& json, std::string_view key, const ExposureBound& bound) {
  json.begin_object(key);
  if (bound.is_bounded) {
    json.text("points", bound.points.to_string());
    json.text_or_null("period", bound.period == Date::always() ? std::string() : bound.period.to_string());
    json.text("reach", reach_words[static_cast<std::size_t>(bound.reach)]);
    if (bound.reach == Reach::not_found) json.text("found", bound.found.to_string());
  } else {
    json.null("points");
    write_because(json, bound.because);
  }
  json.end_object();
}

void write_row(JsonWriter& json, const Exposure& exposure, const ExposureRow& row) {
  json.begin_object();
  json.text("scope", scope_words[static_cast<std::size_t>(row.scope)]);
  json.text_or_null("id", row.id);
  json.text_or_null("category", row.category);
  json.text_or_null("zh", row.zh);
  json.text_or_null("en", row.en);
  json.begin_array("cells");
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const ExposureCell& cell = row.cells[i];
    json.begin_object();
    json.text("per", to_string(exposure.periods[i]));
    json.begin_object("standing");
    write_bound(json, "least", cell.standing_least);
    write_bound(json, "most", cell.standing_most);
    json.end_object();
    json.begin_object("spendable");
    write_bound(json, "least", cell.spendable_least);
    write_bound(json, "most", cell.spendable_most);
    json.end_object();
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_money(JsonWriter& json, const Exposure& exposure, const ExposureMoney& money) {
  json.begin_object();
  json.text("currency", money.currency);
  json.begin_array("amounts");
  for (std::size_t i = 0; i < money.amounts.size(); ++i) {
    const ExposureMoney::Amount& amount = money.amounts[i];
    json.begin_object();
    json.text("per", to_string(exposure.periods[i]));
    if (amount.is_bounded) {
      json.text("money", amount.money.to_string());
      json.text("points", amount.points.to_string());
    } else {
      json.null("money");
      write_because(json, amount.because);
    }
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

}  // namespace

std::string to_json(const Exposure& exposure) {
  JsonWriter json;
  json.begin_object();
  json.text("id", exposure.id);
  json.text_or_null("zh", exposure.zh);
  json.text_or_null("en", exposure.en);
  json.text("from", exposure.from.to_string());
  json.text_or_null("to", exposure.to == Date::never() ? std::string() : exposure.to.to_string());
  json.text("households", std::to_string(exposure.households));
  if (exposure.members) {
    json.whole("members", *exposure.members);
  } else {
    json.null("members");
  }
  json.whole("decimals", exposure.decimals);
  json.begin_array("periods");
  for (const PeriodKind kind : exposure.periods) json.element(to_string(kind));
  json.end_array();
  json.begin_array("rows");
  for (const ExposureRow& row : exposure.rows) write_row(json, exposure, row);
  json.end_array();
  json.begin_array("money");
  for (const ExposureMoney& money : exposure.money) write_money(json, exposure, money);
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace pointsbank
