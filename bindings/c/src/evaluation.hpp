// An evaluation with what it was made of, and its columns once somebody asks for them.
#pragma once

#include <memory>
#include <mutex>

#include "handles.hpp"
#include "pointsbank.h"
#include "pointsbank/evaluate.hpp"

namespace pointsbank::c {

struct BalanceColumns;
struct PostingColumns;

struct EvaluationObject {
  using Handle = pointsbank_evaluation;
  static constexpr Kind kind = Kind::evaluation;

  Evaluation evaluation;
  EvaluateOptions options;  ///< without the progress function

  std::mutex mutex;  ///< over what follows
  std::shared_ptr<const BalanceColumns> balances;
  std::shared_ptr<const PostingColumns> postings;
};

}  // namespace pointsbank::c
