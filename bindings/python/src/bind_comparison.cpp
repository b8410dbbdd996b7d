// Comparisons, sweeps, goal seeks, and the baselines that they ask again.
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "comparison_columns.hpp"
#include "core.hpp"
#include "evaluation_inputs.hpp"
#include "interruption.hpp"
#include "languages.hpp"
#include "pointsbank/comparison.hpp"
#include "pointsbank/report.hpp"
#include "same_tables.hpp"

namespace pointsbank::python {

namespace {

PeriodKind period_of(const std::string& word) {
  for (const PeriodKind kind : {PeriodKind::day, PeriodKind::week, PeriodKind::month, PeriodKind::quarter,
                                PeriodKind::half_year, PeriodKind::year, PeriodKind::ever}) {
    if (word == to_string(kind)) return kind;
  }
  throw py::value_error("period is \"" + word + "\"; there are day, week, month, quarter, half_year, year and ever");
}

CompareOptions options_of(const std::string& period, bool by_spendable) { return {period_of(period), by_spendable}; }

/// An evaluation kept. Its progress goes to whoever asks at the time, one after the other.
class KeptBaseline {
 public:
  KeptBaseline(const EvaluationInputs& inputs, const py::object& progress);

  /// `work(baseline)` without the GIL.
  template <class Work>
  auto ask(const py::object& progress, const Work& work) {
    return run(progress, [&] { return work(*baseline_); });
  }

 private:
  template <class Work>
  auto run(const py::object& progress, const Work& work) {
    return run_without_gil(progress, [&](Watch& watch) {
      const std::lock_guard lock(guard_);
      struct Watched {
        Watch*& watch;
        ~Watched() { watch = nullptr; }
      } watched{watch_ = &watch};
      return work();
    });
  }

  std::mutex guard_;
  Watch* watch_ = nullptr;
  std::unique_ptr<Baseline> baseline_;
};

KeptBaseline::KeptBaseline(const EvaluationInputs& inputs, const py::object& progress) {
  EvaluateOptions options = inputs.options;
  options.postings = options.outcomes = false;
  options.closings = true;
  options.progress = [this](int thousandths) { return watch_ == nullptr || watch_->tell(thousandths); };
  run(progress, [&] { baseline_ = std::make_unique<Baseline>(inputs.program, inputs.roster, inputs.events, options); });
}

SweepMeasure measure_of(const std::string& word, const std::string& currency, const std::string& level) {
  using Of = SweepMeasure::Of;
  for (const Of of : {Of::issued, Of::money, Of::share_above, Of::gini, Of::standing, Of::spendable}) {
    if (word == to_string(of)) return {of, currency, Number::of(level)};
  }
  throw py::value_error("measure is \"" + word +
                        "\"; there are issued, money, share-above, gini, standing and spendable");
}

SweepField field_of(const std::string& part, const std::string& id, const std::string& field,
                    const std::optional<std::string>& start, const std::optional<std::string>& end) {
  SweepField found{{}, field, {}};
  if (part == "rule") found.target = Reform::rule(id);
  if (part == "category") found.target = Reform::category(id);
  if (part == "closing") found.target = Reform::closing(id);
  if (part == "side") found.target = Reform::side(id);
  if (start) found.when.from = date_of("start", *start);
  if (end) found.when.to = date_of("end", *end);
  return found;
}

/// Several evaluations one after the other as one work: each begins at 0.
auto of_several(Watch& watch, std::uint64_t count) {
  return [&watch, count, begun = std::uint64_t{0}](int thousandths) mutable {
    if (thousandths == 0) ++begun;
    const std::uint64_t before = begun == 0 ? 0 : std::min(begun - 1, count - 1);
    return watch.tell(before * 1000 + static_cast<std::uint64_t>(thousandths), count * 1000);
  };
}

struct Sweep {
  SweepMeasure::Of of;
  int decimals;
  std::vector<SweepRow> rows;
};
struct Seek {
  SweepMeasure::Of of;
  int decimals;
  GoalSeek goal;
  GoalFound found;
};

Sweep swept(const EvaluationInputs& inputs, const std::vector<RuleList>& lists, const SweepField& field,
            const std::vector<std::string>& values, const SweepMeasure& measure, const py::object& progress) {
  return run_without_gil(progress, [&](Watch& watch) {
    SweepData data{lists, inputs.roster, inputs.events, inputs.options};
    data.options.progress = of_several(watch, values.size() + 1);
    return Sweep{measure.of, inputs.program.decimals(), sweep(data, field, values, measure)};
  });
}

Seek sought(const EvaluationInputs& inputs, const std::vector<RuleList>& lists, const SweepField& field,
            const GoalSeek& goal, const SweepMeasure& measure, const py::object& progress) {
  constexpr std::uint64_t mostly = 14;  // how many are evaluated depends on what is found
  return run_without_gil(progress, [&](Watch& watch) {
    SweepData data{lists, inputs.roster, inputs.events, inputs.options};
    data.options.progress = of_several(watch, mostly);
    return Seek{measure.of, inputs.program.decimals(), goal, goal_seek(data, field, goal, measure)};
  });
}

using Sides = std::pair<std::int64_t, std::int64_t>;
Sides sides(const BeforeAfter& amount) { return {amount.before, amount.after}; }
using Fraction = std::string;  // "n/d" or a decimal: what Python's Fraction takes

py::dict spread(const Distribution& distribution) {
  std::vector<Fraction> lorenz;
  for (const Number& share : distribution.lorenz) lorenz.push_back(share.to_string());
  std::map<int, std::int64_t> quantiles(distribution.quantiles.begin(), distribution.quantiles.end());
  py::dict found;
  found["gini"] = distribution.gini.to_string();
  found["lorenz"] = lorenz;
  found["quantiles"] = quantiles;
  found["below_zero"] = distribution.below_zero;
  return found;
}

/// A table made without the GIL.
template <class Make>
std::shared_ptr<ResultTable> table(const Make& make) {
  py::gil_scoped_release released;
  return std::make_shared<ResultTable>(make());
}

void write(const Comparison& comparison, const std::optional<std::filesystem::path>& html, const std::string& title,
           const std::optional<std::filesystem::path>& folder, const std::string& lang) {
  const Language language = language_of(lang);
  py::gil_scoped_release released;
  std::vector<FileText> files;
  if (folder) {
    for (auto& [name, text] : to_csv(comparison)) files.push_back({*folder / (name + ".csv"), std::move(text)});
  }
  if (html) files.push_back({*html, to_html(comparison, title, language)});
  write_files(files);
}

void bind_comparisons(py::module_& core) {
  py::class_<Comparison, std::shared_ptr<Comparison>>(core, "Comparison", "Two evaluations of the same households.")
      .def_property_readonly("decimals", &Comparison::decimals)
      .def_property_readonly("group_names", &Comparison::group_names)
      .def_property_readonly("winner_count", &Comparison::winner_count)
      .def_property_readonly("loser_count", &Comparison::loser_count)
      .def_property_readonly(
          "standing", [](const Comparison& one) { return sides(one.standing()); }, "(before, after)")
      .def_property_readonly("spendable", [](const Comparison& one) { return sides(one.spendable()); })
      .def_property_readonly("issued", [](const Comparison& one) { return sides(one.issued()); })
      .def_property_readonly("money",
                             [](const Comparison& one) {
                               std::vector<std::tuple<std::string, Fraction, Fraction>> found;
                               for (const MoneyChange& each : one.money())
                                 found.emplace_back(each.currency, each.before.to_string(), each.after.to_string());
                               return found;
                             })
      .def_property_readonly("distribution_before",
                             [](const Comparison& one) { return spread(one.distribution_before()); })
      .def_property_readonly("distribution_after",
                             [](const Comparison& one) { return spread(one.distribution_after()); })
      .def(
          "table",
          [](const Comparison& one, const std::string& name) {
            return table([&] { return comparison_table(one, name); });
          },
          py::arg("name"))
      .def(
          "by_group",
          [](const Comparison& one, const std::string& name) { return table([&] { return group_table(one, name); }); },
          py::arg("name"))
      .def(
          "moving",
          [](const Comparison& one, bool gains, std::size_t count) {
            return table([&] { return moving_table(one, gains, count); });
          },
          py::arg("gains"), py::arg("count"))
      .def_property_readonly("json", [](const Comparison& one) { return to_json(one); })
      .def(
          "text", [](const Comparison& one, const std::string& lang) { return to_text(one, language_of(lang)); },
          py::arg("lang") = "en")
      .def(
          "html",
          [](const Comparison& one, const std::string& title, const std::string& lang) {
            return to_html(one, title, language_of(lang));
          },
          py::arg("title"), py::arg("lang") = "en")
      .def("write", &write, py::kw_only(), py::arg("html"), py::arg("title"), py::arg("folder"), py::arg("lang"));
  core.def(
      "compare_evaluations",
      [](const Evaluation& before, const Evaluation& after, const std::string& period, bool by_spendable) {
        const CompareOptions options = options_of(period, by_spendable);
        py::gil_scoped_release released;
        return std::make_shared<Comparison>(compare(before, after, options));
      },
      py::arg("before"), py::arg("after"), py::kw_only(), py::arg("period"), py::arg("by_spendable"));
  core.def(
      "explain_difference",
      [](const EvaluationInputs& inputs, const Program& after, const std::string& household,
         const py::object& progress) {
        return run_without_gil(progress, [&](Watch& watch) {
          EvaluateOptions options = inputs.options;
          options.progress = [&watch](int thousandths) { return watch.tell(thousandths); };
          return explain_difference(inputs.program, after, inputs.roster, inputs.events, options, household);
        });
      },
      py::arg("inputs"), py::arg("after"), py::arg("household"), py::arg("progress") = py::none());
}

void bind_baselines(py::module_& core) {
  py::class_<KeptBaseline, std::shared_ptr<KeptBaseline>>(core, "Baseline", "An evaluation that can be asked again.")
      .def(py::init([](const EvaluationInputs& inputs, const py::object& progress) {
             return std::make_shared<KeptBaseline>(inputs, progress);
           }),
           py::arg("inputs"), py::arg("progress") = py::none())
      .def(
          "compare",
          [](KeptBaseline& kept, const Program& after, const std::string& period, bool by_spendable,
             const py::object& progress) {
            const CompareOptions options = options_of(period, by_spendable);
            return kept.ask(progress, [&](const Baseline& baseline) {
              return std::make_shared<Comparison>(compare(baseline, after, options));
            });
          },
          py::arg("after"), py::kw_only(), py::arg("period"), py::arg("by_spendable"), py::arg("progress") = py::none())
      .def(
          "evaluate",
          [](KeptBaseline& kept, const Program& after, const py::object& progress) {
            return kept.ask(progress, [&](const Baseline& baseline) { return baseline.evaluate(after).evaluation; });
          },
          py::arg("after"), py::arg("progress") = py::none(), "Without postings and outcomes.")
      .def("posted", [](KeptBaseline& kept) {
        return kept.ask(py::none(), [](const Baseline& baseline) {
          return std::make_shared<ResultTable>(
              posted_table(posted_by_month(baseline), baseline.evaluation().program().decimals()));
        });
      });
  core.def(
      "posted",
      [](const Evaluation& evaluation) {
        return table([&] { return posted_table(posted_by_month(evaluation), evaluation.program().decimals()); });
      },
      py::arg("evaluation"), "Of an evaluation with postings.");
  core.def("are_same_tables", &are_same_tables, py::arg("one"), py::arg("other"),
           py::call_guard<py::gil_scoped_release>());
}

void bind_sweeps(py::module_& core) {
  py::class_<SweepRow>(core, "SweepRow", "What one value gives.")
      .def_readonly("value", &SweepRow::value, "JSON.")
      .def_property_readonly("measure", [](const SweepRow& row) { return row.measure.to_string(); })
      .def_property_readonly("issued", [](const SweepRow& row) { return sides(row.issued); })
      .def_property_readonly("standing", [](const SweepRow& row) { return sides(row.standing); })
      .def_property_readonly("spendable", [](const SweepRow& row) { return sides(row.spendable); })
      .def_readonly("winners", &SweepRow::winners)
      .def_readonly("losers", &SweepRow::losers)
      .def_property_readonly("gini", [](const SweepRow& row) { return row.gini.to_string(); });
  py::class_<Sweep>(core, "Sweep")
      .def_readonly("decimals", &Sweep::decimals)
      .def_readonly("rows", &Sweep::rows)
      .def_property_readonly("json", [](const Sweep& one) { return to_json(one.rows, one.of, one.decimals); })
      .def(
          "text",
          [](const Sweep& one, const std::string& lang) {
            return to_text(one.rows, one.of, one.decimals, language_of(lang));
          },
          py::arg("lang") = "en");
  py::class_<Seek>(core, "Seek")
      .def_readonly("decimals", &Seek::decimals)
      .def_property_readonly("rows", [](const Seek& one) { return one.found.tried; })
      .def_property_readonly("value", [](const Seek& one) { return one.found.value; })
      .def_property_readonly("measure", [](const Seek& one) { return one.found.measure.to_string(); })
      .def_property_readonly("is_met", [](const Seek& one) { return one.found.is_met; })
      .def_property_readonly("is_monotone", [](const Seek& one) { return one.found.is_monotone; })
      .def_property_readonly("json", [](const Seek& one) { return to_json(one.found, one.of, one.decimals); })
      .def(
          "text",
          [](const Seek& one, const std::string& lang) {
            return to_text(one.found, one.goal, one.of, one.decimals, language_of(lang));
          },
          py::arg("lang") = "en");
  core.def(
      "sweep",
      [](const EvaluationInputs& inputs, const std::vector<RuleList>& lists, const std::string& part,
         const std::string& id, const std::string& field, const std::optional<std::string>& start,
         const std::optional<std::string>& end, const std::vector<std::string>& values, const std::string& measure,
         const std::string& currency, const std::string& level, const py::object& progress) {
        return swept(inputs, lists, field_of(part, id, field, start, end), values, measure_of(measure, currency, level),
                     progress);
      },
      py::arg("inputs"), py::arg("lists"), py::kw_only(), py::arg("part"), py::arg("id"), py::arg("field"),
      py::arg("start"), py::arg("end"), py::arg("values"), py::arg("measure"), py::arg("currency"), py::arg("level"),
      py::arg("progress") = py::none());
  core.def(
      "seek",
      [](const EvaluationInputs& inputs, const std::vector<RuleList>& lists, const std::string& part,
         const std::string& id, const std::string& field, const std::optional<std::string>& start,
         const std::optional<std::string>& end, const std::string& least, const std::string& most,
         const std::string& step, const std::string& target, const std::string& measure, const std::string& currency,
         const std::string& level, const py::object& progress) {
        const GoalSeek goal{Number::of(least), Number::of(most), Number::of(step), Number::of(target)};
        return sought(inputs, lists, field_of(part, id, field, start, end), goal, measure_of(measure, currency, level),
                      progress);
      },
      py::arg("inputs"), py::arg("lists"), py::kw_only(), py::arg("part"), py::arg("id"), py::arg("field"),
      py::arg("start"), py::arg("end"), py::arg("least"), py::arg("most"), py::arg("step"), py::arg("target"),
      py::arg("measure"), py::arg("currency"), py::arg("level"), py::arg("progress") = py::none());
}

}  // namespace

void bind_comparison(py::module_& core) {
  bind_comparisons(core);
  bind_baselines(core);
  bind_sweeps(core);
}

}  // namespace pointsbank::python
