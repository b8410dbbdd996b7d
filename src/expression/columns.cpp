// Runs a plan over the rows, chunk by chunk, so that registers stay in the cache.
#include <algorithm>
#include <memory>

#include "expression/plan.hpp"

namespace pointsbank::expression {

namespace {

struct Storage {
  alignas(64) std::int64_t cells[chunk_rows];
  State states[chunk_rows];
};

class Columns {
 public:
  Columns(Plan plan, std::span<const Vector> inputs)
      : plan_(std::move(plan)),
        inputs_(inputs),
        storage_(std::make_unique_for_overwrite<Storage[]>(plan_.registers)),
        registers_(plan_.registers) {
    for (std::size_t i = 0; i < plan_.registers; ++i) {
      registers_[i].own_cells = storage_[i].cells;
      registers_[i].own_states = storage_[i].states;
    }
    for (const Preset& preset : plan_.presets) fill(preset);
  }

  void run(std::span<Truth> truths) {
    for (std::size_t begin = 0; begin < truths.size(); begin += chunk_rows) {
      const std::size_t rows = std::min(chunk_rows, truths.size() - begin);
      for (std::size_t i = 0; i < inputs_.size(); ++i) {
        // A column that is empty has no value in any row; the planner has seen to it.
        if (!inputs_[i].cells.empty()) load_cells(registers_[i], inputs_[i].cells.subspan(begin, rows));
      }
      for (const Step& step : plan_.steps) this->step(step, rows);
      const State* result = registers_[plan_.result].states;
      for (std::size_t i = 0; i < rows; ++i) truths[begin + i] = static_cast<Truth>(result[i]);
    }
  }

 private:
  void fill(const Preset& preset) {
    Register& out = registers_[preset.out];
    std::fill_n(out.own_cells, chunk_rows, preset.cell);
    std::fill_n(out.own_states, chunk_rows, preset.state);
    out.cells = out.own_cells;
    out.states = preset.is_condition || preset.state != settled ? out.own_states : nullptr;
  }

  void step(const Step& step, std::size_t rows) {
    Register& out = registers_[step.out];
    const Register& a = registers_[step.a];
    const Register& b = registers_[step.b];
    const Register& c = registers_[step.c];
    switch (step.kernel) {
      case Kernel::load_truths: return load_truths(out, a, rows);
      case Kernel::has_value: return has_value(out, a, rows);
      case Kernel::add: return add(out, a, step.ka, b, step.kb, rows);
      case Kernel::multiply: return multiply(out, a, b, rows);
      case Kernel::least: return least(out, a, step.ka, b, step.kb, rows);
      case Kernel::greatest: return greatest(out, a, step.ka, b, step.kb, rows);
      case Kernel::modulo: return modulo(out, a, step.ka, b, step.kb, rows);
      case Kernel::absolute: return absolute(out, a, rows);
      case Kernel::to_whole: return to_whole(out, a, step.ka, step.constant, step.operation, rows);
      case Kernel::divide: return divide(out, a, b, rows);
      case Kernel::date_part: return date_part(out, a, step.operation, rows);
      case Kernel::text_size: return text_size(out, a, *plan_.dictionaries[step.index], rows);
      case Kernel::test_text: return test_text(out, a, plan_.tests[step.index], rows);
      case Kernel::test_texts:
        return test_texts(out, a, *plan_.dictionaries[step.index], b, *plan_.dictionaries[step.index + 1],
                          step.operation, step.comparison, rows);
      case Kernel::compare_constant: return compare(out, a, step.comparison, step.constant, rows);
      case Kernel::compare: return compare(out, a, step.ka, step.comparison, b, step.kb, rows);
      case Kernel::compare_quotient:
        return compare_quotient(out, a, b, step.ka, step.comparison, c, step.kb, step.first_flag, rows);
      case Kernel::answer: return answer(out, a, step.first_flag, rows);
      case Kernel::member_of: return member_of(out, a, plan_.lists[step.index], rows);
      case Kernel::both: return both(out, a, b, rows);
      case Kernel::either: return either(out, a, b, rows);
      case Kernel::negation: return negation(out, a, rows);
      case Kernel::same_truth: return same_truth(out, a, b, step.first_flag, rows);
      case Kernel::truth_in: return truth_in(out, a, step.first_flag, step.second_flag, rows);
      case Kernel::select_truths: return select_truths(out, a, b, c, rows);
      case Kernel::select_cells: return select_cells(out, a, b, step.ka, c, step.kb, rows);
    }
  }

  Plan plan_;
  std::span<const Vector> inputs_;
  std::unique_ptr<Storage[]> storage_;
  std::vector<Register> registers_;
};

}  // namespace

void evaluate_columns(const Program& program, std::span<const Vector> inputs, std::span<Truth> truths) {
  if (program.type != Type::boolean) throw UsageError("only a condition can be evaluated over columns");
  if (inputs.size() != program.inputs.size())
    throw UsageError("an expression was given another number of columns than it reads");
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].cells.empty()) continue;
    if (inputs[i].cells.size() != truths.size())
      throw UsageError("an expression was given columns of different lengths");
    if (program.input_types[i] == Type::string && inputs[i].texts == nullptr) {
      throw UsageError("an expression was given a column of texts without a dictionary");
    }
  }
  if (truths.empty()) return;
  Columns(plan_of(program, inputs, truths.size()), inputs).run(truths);
}

}  // namespace pointsbank::expression
