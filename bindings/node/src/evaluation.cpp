// Evaluation and explanation: tables in, balances and reasons out.
#include <map>
#include <mutex>

#include "errors.hpp"
#include "pointsbank/explain.hpp"
#include "pointsbank/report.hpp"
#include "tables_in.hpp"

namespace pointsbank::node {

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// A result, with what it was made of.
struct Result {
  Inputs inputs;
  Evaluation evaluation;
  std::mutex guard;
  std::map<std::string, std::shared_ptr<const Rows>, std::less<>> rows = {};  // those that were asked for

  /// A table's rows, the header first; they are made the first time.
  std::shared_ptr<const Rows> rows_of(const std::string& table) {
    const std::lock_guard lock(guard);
    std::shared_ptr<const Rows>& made = rows[table];
    if (!made) made = std::make_shared<const Rows>(to_rows(evaluation, table));
    return made;
  }
};

/// (task, rules, question) → {handle, warnings, badRows}.
Napi::Value evaluate_tables(const Napi::CallbackInfo& info) {
  const auto work = [rules = held_by<Rules>(info[1]),
                     question = question_of(info[2].As<Napi::Object>())](Watch& watch) {
    Inputs inputs = read(rules, question, watch);
    watch.begin("evaluating");
    inputs.options.progress = [&watch](int thousandths) { return watch.tell(thousandths); };
    Evaluation evaluation = evaluate(rules->program, inputs.roster, inputs.events, inputs.options);
    inputs.options.progress = nullptr;
    return std::shared_ptr<Result>(new Result{std::move(inputs), std::move(evaluation), {}});
  };
  return start<std::shared_ptr<Result>>(info, work, [](Napi::Env env, std::shared_ptr<Result>& result) {
    Napi::Object object = Napi::Object::New(env);
    object.Set("handle", held(env, result));
    object.Set("warnings", issues_of(env, result->inputs.warnings));
    Issues bad;
    for (const BadRow& row : result->inputs.bad_rows) bad.push_back(row.issue);
    object.Set("badRows", issues_of(env, bad));
    return object;
  });
}

/// (task, result, table, language of the reasons of bad rows) → CSV.
Napi::Value csv_of(const Napi::CallbackInfo& info) {
  const Language language = text_of(info[3]) == "zh" ? Language::zh : Language::en;
  return start<std::string>(
      info,
      [result = held_by<Result>(info[1]), table = text_of(info[2]), language](Watch&) {
        return table == "bad_rows" ? to_csv(result->inputs.bad_rows, language) : to_csv(result->evaluation, table);
      },
      [](Napi::Env env, std::string& csv) { return text(env, csv); });
}

/// (task, result, table) → how many rows there are; they are ready then.
Napi::Value prepare_rows(const Napi::CallbackInfo& info) {
  return start<std::size_t>(
      info,
      [result = held_by<Result>(info[1]), table = text_of(info[2])](Watch&) {
        return result->rows_of(table)->size() - 1;
      },
      [](Napi::Env env, std::size_t& count) { return Napi::Number::New(env, static_cast<double>(count)); });
}

Napi::Array cells_of(Napi::Env env, const std::vector<std::string>& row) {
  Napi::Array cells = Napi::Array::New(env, row.size());
  for (std::size_t i = 0; i < row.size(); ++i) {
    const Napi::HandleScope scope(env);
    cells.Set(static_cast<std::uint32_t>(i), row[i].empty() ? env.Null() : Napi::Value(text(env, row[i])));
  }
  return cells;
}

/// (result, table, from, to) → [header, row…], at once, on JavaScript's thread.
Napi::Value rows_between(const Napi::CallbackInfo& info) {
  const std::shared_ptr<const Rows> rows = held_by<Result>(info[0])->rows_of(text_of(info[1]));
  const std::size_t last = rows->size() - 1;
  const auto from = std::min<std::size_t>(info[2].As<Napi::Number>().Uint32Value(), last);
  const auto to = std::min<std::size_t>(info[3].As<Napi::Number>().Uint32Value(), last);
  Napi::Array found = Napi::Array::New(info.Env());
  found.Set(0U, cells_of(info.Env(), rows->front()));
  for (std::size_t row = from; row < to; ++row) {
    const Napi::HandleScope scope(info.Env());
    found.Set(static_cast<std::uint32_t>(row - from + 1), cells_of(info.Env(), (*rows)[row + 1]));
  }
  return found;
}

template <class Row>
Napi::Object amounts_of(Napi::Env env, const std::vector<Row>& rows,
                        const std::vector<std::pair<const char*, std::int64_t Row::*>>& amounts) {
  Napi::Object columns = Napi::Object::New(env);
  for (const auto& [name, amount] : amounts) {
    Napi::BigInt64Array column = Napi::BigInt64Array::New(env, rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) column[i] = rows[i].*amount;
    columns.Set(name, column);
  }
  return columns;
}

/// (result, `balances` or `postings`) → amounts in units, row by row as in the table.
Napi::Value units_of(const Napi::CallbackInfo& info) {
  const std::shared_ptr<Result> result = held_by<Result>(info[0]);
  if (text_of(info[1]) == "balances") {
    return amounts_of<Balance>(info.Env(), result->evaluation.balances(),
                               {{"standing", &Balance::standing},
                                {"spendable", &Balance::spendable},
                                {"earned", &Balance::earned},
                                {"deducted", &Balance::deducted}});
  }
  return amounts_of<Posting>(info.Env(), result->evaluation.postings(),
                             {{"standing", &Posting::standing}, {"spendable", &Posting::spendable}});
}

ExplainQuestion explain_question(const Napi::Value& value) {
  const auto object = value.As<Napi::Object>();
  return {text_of(object, "household"), text_of(object, "event")};
}

Napi::Value spoken(Napi::Env env, Explanation& explanation) {
  Napi::Object object = both_languages(env, explanation.zh, explanation.en);
  object.Set("json", text(env, explanation.json));
  return object;
}

/// (task, rules, question, {household, event}) → {json, zh, en}.
Napi::Value explain_tables(const Napi::CallbackInfo& info) {
  const auto work = [rules = held_by<Rules>(info[1]), question = question_of(info[2].As<Napi::Object>()),
                     asked = explain_question(info[3])](Watch& watch) {
    Inputs inputs = read(rules, question, watch);
    watch.begin("evaluating");
    inputs.options.progress = [&watch](int thousandths) { return watch.tell(thousandths); };
    return explain(rules->program, inputs.roster, inputs.events, inputs.options, asked);
  };
  return start<Explanation>(info, work, spoken);
}

/// (task, result, {household, event}) → {json, zh, en}.
Napi::Value explain_result(const Napi::CallbackInfo& info) {
  const auto work = [result = held_by<Result>(info[1]), asked = explain_question(info[2])](Watch& watch) {
    EvaluateOptions options = result->inputs.options;
    watch.begin("evaluating");
    options.progress = [&watch](int thousandths) { return watch.tell(thousandths); };
    return explain(result->inputs.rules->program, result->inputs.roster, result->inputs.events, options, asked);
  };
  return start<Explanation>(info, work, spoken);
}

}  // namespace

void add_evaluation(Napi::Object exports) {
  const auto add = [&](const char* name, Napi::Value (*function)(const Napi::CallbackInfo&)) {
    exports.Set(name, Napi::Function::New(exports.Env(), function));
  };
  add("evaluate", evaluate_tables);
  add("csv", csv_of);
  add("prepareRows", prepare_rows);
  add("rows", rows_between);
  add("units", units_of);
  add("explain", explain_tables);
  add("explainResult", explain_result);
}

}  // namespace pointsbank::node
