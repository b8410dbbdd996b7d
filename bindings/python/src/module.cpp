#include "core.hpp"

PYBIND11_MODULE(_core, core) {
  using namespace pointsbank::python;
  core.doc() = "The library as the package `pointsbank` uses it; not for others.";
  core.attr("version") = POINTSBANK_VERSION;
  bind_issues(core);
  bind_rule_lists(core);
  bind_columns_in(core);
  bind_tables_in(core);
  bind_tables_out(core);
  bind_evaluation(core);
  bind_explanation(core);
  bind_examples(core);
  bind_generation(core);
  bind_expression(core);
  bind_exposure(core);
  bind_subjects(core);
  bind_bank(core);
  bind_reforms(core);
  bind_comparison(core);
}
