// Is the journal whole, and does everything else follow from it?
#include "bank/verify.hpp"

#include <algorithm>
#include <future>

#include "bank/one_picture.hpp"
#include "messages/messages.hpp"
#include "proof/chain.hpp"

namespace pointsbank::bank {

namespace {

using store::Seq;

/// Walks along the journal: numbers, moments, digests, bytes, and what the entries say.
class Walk {
 public:
  Walk(store::Store& store, const VerifyOptions& options, Findings& findings, Rebuilt& rebuilt)
      : store_(store), options_(options), findings_(findings), rebuilt_(rebuilt) {}

  void run() {
    head_ = store_.head();
    guarded(findings_, "journal", [this] {
      store_.visit_journal(1, head_.seq, [this](const store::JournalView& row) {
        take(row);
        return true;
      });
    });
    if (last_.seq < head_.seq) findings_.add("verify_gap", last_.seq + 1);
    if (last_.seq > 0 && (last_.seq != head_.seq || last_.chain != head_.chain))
      findings_.add("verify_head", head_.seq);
  }

  [[nodiscard]] Seq entries() const noexcept { return last_.seq; }
  [[nodiscard]] const Digest& chain() const noexcept { return last_.chain; }
  [[nodiscard]] Digest root() const { return tree_.root(); }

 private:
  void take(const store::JournalView& row) {
    if (row.seq != last_.seq + 1) findings_.add("verify_gap", last_.seq + 1);
    if (row.recorded < last_.recorded) findings_.add("verify_recorded", row.seq);
    if (proof::next_chain(last_.chain, row.seq, row.recorded, row.body) != row.chain) {
      findings_.add("verify_chain", row.seq);
    }
    if (const std::optional<journal::Entry> entry = journal::decode(row.body)) {
      rebuilt_.take(row.seq, tree_, *entry);
    } else {
      findings_.add("verify_body", row.seq);
    }
    tree_.append(digest::leaf_digest(row.body));
    last_ = {row.seq, row.recorded, row.chain};
    constexpr Seq step = 10'000;
    if (row.seq % step == 0) tell();
  }
  void tell() const {
    const bool goes_on = !options_.progress || options_.progress(static_cast<std::uint64_t>(last_.seq),
                                                                 static_cast<std::uint64_t>(head_.seq));
    if (!goes_on) throw Cancelled();
  }

  store::Store& store_;
  const VerifyOptions& options_;
  Findings& findings_;
  Rebuilt& rebuilt_;
  store::Head head_;
  store::Head last_;
  digest::MerkleTree tree_;
};

/// What is wrong with the file itself, found while the journal is read where a second thread may be used.
class FileCheck {
 public:
  FileCheck(Bank::State& state, int threads) : state_(state) {
    if (threads < 2) return;
    store::OpenOptions options;
    options.read_only = true;
    options.busy_milliseconds = state.options.busy_milliseconds;
    options.vfs = state.options.vfs;
    apart_ = std::async(std::launch::async, [file = state.file, options] {
      const std::unique_ptr<store::Store> own = store::open_sqlite(file, options);
      const OnePicture picture(*own);
      return own->damage(false);
    });
  }
  void report(Findings& findings) {
    const std::vector<std::string> faults = apart_.valid() ? apart_.get() : state_.store->damage(false);
    for (const std::string& fault : faults) findings.add("verify_file", 0, {fault});
  }

 private:
  Bank::State& state_;
  std::future<std::vector<std::string>> apart_;
};

}  // namespace

std::string Finding::sentence(Language language) const {
  const std::string text = messages::format(code, values, language);
  if (entry == 0) return text;
  const std::vector<std::string> place{std::to_string(entry), text};
  return messages::format("verify_at_entry", place, language);
}

Verification Bank::verify(const VerifyOptions& options) {
  store::Store& store = *state_->store;
  const OnePicture picture(store);
  Findings findings;
  FileCheck file(*state_, options.threads);
  Seq entries = 0;
  guarded(findings, "journal", [&] { entries = store.head().seq; });
  constexpr Seq most_expected = 10'000'000;  // whatever a damaged file says of itself
  Rebuilt rebuilt(store, findings, std::clamp<Seq>(entries, 0, most_expected));
  Walk walk(store, options, findings, rebuilt);
  guarded(findings, "journal", [&] { walk.run(); });
  guarded(findings, "journal", [&] { rebuilt.finish(); });
  compare_projections(store, rebuilt, findings);
  guarded(findings, "file", [&] { file.report(findings); });
  if (options.replay) {
    guarded(findings, "replay", [&] {
      Work work(*state_, {}, {});
      replay(work, findings, options.threads);
    });
  }
  return {walk.entries(), walk.root(), walk.chain(), findings.take()};
}

}  // namespace pointsbank::bank
