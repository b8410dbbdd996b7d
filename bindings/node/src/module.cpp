#include "addon.hpp"
#include "task.hpp"

namespace pointsbank::node {

static Napi::Object add_everything(Napi::Env env, Napi::Object exports) {
  exports.Set("version", Napi::String::New(env, POINTSBANK_VERSION));
  add_tokens(exports);
  add_rules(exports);
  add_evaluation(exports);
  add_bank(exports);
  add_proofs(exports);
  return exports;
}

NODE_API_MODULE(pointsbank, add_everything)

}  // namespace pointsbank::node
