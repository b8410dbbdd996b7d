// Explanations: how each posting came to be and why others did not, by running the evaluation again with a listener.
#pragma once

#include <string>
#include <string_view>

#include "pointsbank/evaluate.hpp"

namespace pointsbank {

/// What is to be explained: all of a household, or one event (by its id).
struct ExplainQuestion {
  std::string household;
  std::string event;
};

/// An explanation as text in a language, and as JSON (one document; amounts as exact decimals in strings).
struct Explanation {
  std::string json;
  std::string zh;
  std::string en;
  [[nodiscard]] const std::string& text(Language language) const noexcept { return language == Language::zh ? zh : en; }
};

/// Evaluates again and listens. Throws UsageError where the household or event is not there, and what `evaluate`
/// throws.
[[nodiscard]] Explanation explain(const Program& program, const Roster& roster, const Events& events,
                                  const EvaluateOptions& options, const ExplainQuestion& question);

}  // namespace pointsbank
