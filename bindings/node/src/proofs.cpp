// Checking a slip or a sheet without the bank.
#include "errors.hpp"
#include "pointsbank/proof.hpp"
#include "task.hpp"

namespace pointsbank::node {

namespace {

/// (task, slip, sheet) → issues.
Napi::Value check_slip(const Napi::CallbackInfo& info) {
  return start<Issues>(
      info,
      [slip = text_of(info[1]), sheet = text_of(info[2])](Watch&) {
        return proof::check_slip({"slip", slip}, {"sheet", sheet});
      },
      [](Napi::Env env, Issues& issues) { return issues_of(env, issues); });
}

/// (task, sheet, the sheet before or undefined) → issues.
Napi::Value check_sheet(const Napi::CallbackInfo& info) {
  std::optional<proof::Document> before;
  if (!info[2].IsUndefined()) before = proof::Document{"sheet before", text_of(info[2])};
  return start<Issues>(
      info,
      [sheet = text_of(info[1]), before](Watch&) {
        return proof::check_sheet({"sheet", sheet}, before ? &*before : nullptr);
      },
      [](Napi::Env env, Issues& issues) { return issues_of(env, issues); });
}

}  // namespace

void add_proofs(Napi::Object exports) {
  exports.Set("checkSlip", Napi::Function::New(exports.Env(), check_slip));
  exports.Set("checkSheet", Napi::Function::New(exports.Env(), check_sheet));
}

}  // namespace pointsbank::node
