// Listens to the evaluation of one household and puts its steps into a Story.
#pragma once

#include <map>
#include <tuple>
#include <type_traits>
#include <utility>

#include "evaluation/recorder.hpp"
#include "explanation/story.hpp"

namespace pointsbank::explanation {

class Collector final : public evaluation::Listener {
 public:
  /// Adds to the items of `story`, whose tables are set.
  explicit Collector(Story& story) : story_(story) {}
  void step(const evaluation::Step& step) override;

 private:
  using Step = evaluation::Step;

  void change(const Step& step);
  void rule_step(const Step& step);
  void closing_step(const Step& step);
  void contest(const Step& step, RuleLine& line);
  void limit(const Step& step, RuleLine& line);
  void limited(const Step& step, RuleLine& line);
  void lapse(const Step& step, RuleLine& line);
  void veto(const Step& step, RuleLine& line);
  void outcome(const Step& step);
  void posting(const Posting& posting);
  [[nodiscard]] RuleLine& line_of(Index rule);
  [[nodiscard]] EventPart& event() { return story_.items.back().event; }
  [[nodiscard]] ClosingPart& closing() { return story_.items.back().closing; }
  [[nodiscard]] Item& add(Item::Kind kind, Date date);

  /// What a positive rule posted, until it is forfeited.
  struct Earned {
    Id event;
    Date date;
    bool is_forfeited;
  };
  struct Top {
    Id event;
    Index rule;
  };

  Story& story_;
  Date day_;
  std::int64_t standing_ = 0;
  std::int64_t spendable_ = 0;
  std::vector<Earned> earned_;
  std::map<std::tuple<Index, bool, std::int64_t>, Top> tops_;  // by group, has an act, and act, event or first day
  std::map<std::pair<Index, Id>, Id> openings_;                // by closing identity and act: the event
};

}  // namespace pointsbank::explanation
