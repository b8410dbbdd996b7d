// The catalogue: what can be had for points, and how much of it there is.
#include <map>

#include "bank/faults.hpp"
#include "bank/shop.hpp"
#include "records/table_reading.hpp"
#include "records/text_check.hpp"

namespace pointsbank::bank {

namespace {

using records::TableReading;
using records::TableRow;

enum GoodsColumn : std::uint32_t { goods_id, goods_title, goods_points, goods_stock, goods_limit, goods_per };

records::Wanted goods_columns() {
  return {{"goods", true}, {"title"}, {"points", true}, {"stock"}, {"limit"}, {"per"}};
}

struct GoodsRow {
  std::string goods, title, per;
  std::int64_t points = 0;
  std::optional<std::int64_t> stock, limit;
};

/// Pieces: a whole number from `least` on; none where the cell is empty.
std::optional<std::int64_t> pieces(TableRow& row, std::uint32_t column, std::int64_t least) {
  if (row.text(column).empty()) return std::nullopt;
  constexpr std::int64_t most = 1'000'000'000;
  const std::int64_t number = row.units(column, 0);
  if (row.is_good() && (number < least || number > most)) {
    row.fail(column, "bank_goods_number", {records::shown(row.text(column)), std::to_string(least)});
  }
  return number;
}

GoodsRow read_row(TableRow& row, int decimals) {
  GoodsRow read;
  read.goods = row.id(goods_id);
  read.title = row.text(goods_title);
  if (row.text(goods_points).empty()) row.fail(goods_points, records::CellFault::empty);
  read.points = row.units(goods_points, decimals);
  if (read.points < 0) row.fail(goods_points, "bank_goods_points", {records::shown(row.text(goods_points))});
  read.stock = pieces(row, goods_stock, 0);
  read.limit = pieces(row, goods_limit, 1);
  read.per = row.text(goods_per);
  if (!read.per.empty() && !parse_period_kind(read.per)) {
    row.fail(goods_per, "bank_goods_per", {records::shown(read.per)});
  }
  if (!read.per.empty() && !read.limit) row.fail(goods_per, "bank_goods_per_without_limit", {});
  return read;
}

std::vector<GoodsRow> read_goods(const File& file, const TableFormat& format) {
  records::Input input = records::Input::memory(file.content);
  const auto source = file.name.ends_with(".jsonl")
                          ? records::json_lines_rows(std::move(input), file.name, goods_columns())
                          : records::csv_rows(std::move(input), file.name, goods_columns());
  const ReadOptions options;
  TableReading reading(*source, format, options);
  std::vector<GoodsRow> rows;
  std::map<std::string, std::uint64_t> lines;
  reading.for_each_row([&](TableRow& row) {
    GoodsRow read = read_row(row, format.decimals);
    if (!row.is_good()) return;
    const auto [there, is_new] = lines.try_emplace(read.goods, row.line());
    if (!is_new) {
      return row.fail(goods_id, "bank_goods_twice", {records::shown(read.goods), std::to_string(there->second)});
    }
    rows.push_back(std::move(read));
  });
  reading.finish();
  return rows;
}

/// What is on the shelf now is what is there; the difference was bought or is missing.
bool put_goods(Work& work, const GoodsRow& row) {
  const std::optional<store::GoodsRecord> there = work.store().goods(row.goods);
  store::GoodsRecord record = there.value_or(store::GoodsRecord{});
  const std::int64_t bought = row.stock ? *row.stock - record.in_stock : 0;
  const bool is_same = there && record.title == row.title && record.points == row.points && record.limit == row.limit &&
                       record.per == row.per && bought == 0;
  if (is_same) return false;
  record.goods = row.goods;
  record.title = row.title;
  record.points = row.points;
  record.limit = row.limit;
  record.per = row.per;
  record.bought += bought;
  record.in_stock += bought;
  work.write(journal::Goods{work.by(), work.at(), row.goods, row.title, row.points, bought, row.limit, row.per});
  work.store().put(record);
  return true;
}

}  // namespace

Answer carry_out(Work& work, const SetGoods& request) {
  work.need_officer(journal::Role::clerk);
  std::int64_t changed = 0;
  const std::vector<GoodsRow> rows = read_goods(request.table, work.book().program->table_format());
  for (const GoodsRow& row : rows) changed += put_goods(work, row) ? 1 : 0;
  Answer answer;
  answer.values = {number_value("rows", static_cast<std::int64_t>(rows.size())), number_value("changed", changed)};
  return answer;
}

}  // namespace pointsbank::bank
