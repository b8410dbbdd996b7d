// Any bytes as a sheet and as a slip: never more than issues; what is read is written and read again as the same; it
// can be printed, and checked against itself.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "proof/documents.hpp"

namespace {

using namespace pointsbank;

void require(bool holds) {
  if (!holds) std::abort();
}

template <class Document, class Read>
std::optional<Document> read(const std::string& text, const Read& read_one) {
  Issues issues;
  std::optional<Document> document = read_one(json::Source("fuzz", text), issues);
  require(document.has_value() != has_errors(issues));
  if (!document) return document;
  const std::string written = proof::to_json(*document);
  Issues again;
  const std::optional<Document> same = read_one(json::Source("again", written), again);
  require(same && proof::to_json(*same) == written);
  for (const Language language : {Language::en, Language::zh}) require(!proof::to_text(*document, language).empty());
  return document;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto sheet = read<proof::Sheet>(text, proof::read_sheet)) {
    (void)proof::check(*sheet, &*sheet);
    proof::Slip slip;
    slip.issuer = sheet->issuer;
    slip.month = sheet->month;
    slip.sheet = sheet->tree;
    slip.proof = sheet->consistency;
    slip.entry = sheet->tree.entries;
    (void)proof::check(slip, *sheet);
  }
  (void)read<proof::Slip>(text, proof::read_slip);
  return 0;
}
