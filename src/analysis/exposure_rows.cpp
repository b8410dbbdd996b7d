#include "analysis/exposure_rows.hpp"

#include <algorithm>

namespace pointsbank::analysis {

namespace {

using Kind = rulelist::Closing::Kind;
using Scope = ExposureRow::Scope;
using program::Index;

bool gives_points(Kind kind) { return kind == Kind::ranking || kind == Kind::continuing || kind == Kind::obligation; }

/// Titles are those of the last version that has it.
void take_title(Subject& subject, const rulelist::Text& title) {
  subject.zh = title.in(Language::zh);
  subject.en = title.in(Language::en);
}

Subject of_rule(const program::Program& program, Index source) {
  Subject subject;
  subject.id = program.sources[source];
  subject.source = source;
  for (const program::Rule& rule : program.rules) {
    if (rule.source != source) continue;
    subject.category = rule.model->category;
    take_title(subject, rule.model->title);
  }
  return subject;
}

void add_categories(const program::Program& program, std::vector<Subject>& subjects) {
  std::vector<std::string> ids;
  for (const program::Version& version : program.versions) {
    for (const rulelist::Category& category : version.list->categories) {
      if (std::find(ids.begin(), ids.end(), category.id) == ids.end()) ids.push_back(category.id);
    }
  }
  std::vector<Subject> rules;
  for (const program::Rule& rule : program.rules) {
    const bool is_known =
        std::any_of(rules.begin(), rules.end(), [&](const Subject& subject) { return subject.source == rule.source; });
    if (!is_known) rules.push_back(of_rule(program, rule.source));
  }
  for (const std::string& id : ids) {
    Subject subject;
    subject.scope = Scope::category;
    subject.id = id;
    for (const program::Version& version : program.versions) {
      for (const rulelist::Category& category : version.list->categories) {
        if (category.id == id) take_title(subject, category.title);
      }
    }
    subjects.push_back(std::move(subject));
    std::copy_if(rules.begin(), rules.end(), std::back_inserter(subjects),
                 [&](const Subject& rule) { return rule.category == id; });
  }
}

/// What the closings of a kind that `takes_part` picks give or take together.
template <class TakesPart>
Total of_closings(const program::Program& program, const Bounds& bounds, Kind kind, bool earns, Span span,
                  const TakesPart& takes_part) {
  Total sum;
  std::set<Index> sources;
  for (const program::Version& version : program.versions) {
    for (const program::Closing& closing : version.closings) {
      if (closing.model->kind == kind && closing.model->earns == earns && takes_part(closing))
        sources.insert(closing.source);
    }
  }
  for (const Index source : sources) sum.add(bounds.closing(source, kind, earns, span));
  return sum;
}

template <class TakesPart>
void add_closings(const program::Program& program, const Bounds& bounds, Span span, Sides& sides,
                  const TakesPart& takes_part) {
  sides.most.add(of_closings(program, bounds, Kind::ranking, false, span, takes_part));
  sides.most.add(of_closings(program, bounds, Kind::continuing, true, span, takes_part));
  sides.least.add(of_closings(program, bounds, Kind::continuing, false, span, takes_part));
  sides.least.add(of_closings(program, bounds, Kind::obligation, false, span, takes_part));
}

}  // namespace

std::vector<Subject> subjects_of(const program::Program& program) {
  std::vector<Subject> subjects;
  add_categories(program, subjects);
  const auto add = [&](Scope scope) {
    Subject subject;
    subject.scope = scope;
    subjects.push_back(std::move(subject));
  };
  if (program.has_base) add(Scope::base);
  std::set<Index> known;
  for (const program::Version& version : program.versions) {
    for (const program::Closing& closing : version.closings) {
      if (!gives_points(closing.model->kind) || !known.insert(closing.source).second) continue;
      Subject subject;
      subject.scope = Scope::closing;
      subject.id = program.sources[closing.source];
      subject.category = closing.model->category;
      subject.source = closing.source;
      take_title(subject, closing.model->title);
      subjects.push_back(std::move(subject));
    }
  }
  if (program.has_forfeits) add(Scope::forfeits);
  add(Scope::positive);
  add(Scope::negative);
  add(Scope::whole);
  return subjects;
}

Sides sides_of(const program::Program& program, Bounds& bounds, const Subject& subject, Span span) {
  Sides sides;
  switch (subject.scope) {
    case Scope::rule:
      if (bounds.has_rule(subject.source, true)) sides.most = bounds.most(bounds.rule(subject.source, true), span);
      if (bounds.has_rule(subject.source, false)) sides.least = bounds.most(bounds.rule(subject.source, false), span);
      return sides;
    case Scope::category:
      if (bounds.has_category(subject.id, true)) sides.most = bounds.most(bounds.category(subject.id, true), span);
      if (bounds.has_category(subject.id, false)) sides.least = bounds.most(bounds.category(subject.id, false), span);
      add_closings(program, bounds, span, sides,
                   [&](const program::Closing& closing) { return closing.model->category == subject.id; });
      return sides;
    case Scope::base: sides.most = bounds.base(span); return sides;
    case Scope::closing:
      add_closings(program, bounds, span, sides,
                   [&](const program::Closing& closing) { return closing.source == subject.source; });
      return sides;
    case Scope::forfeits: sides.least = bounds.forfeits(span); return sides;
    case Scope::positive: sides.most = bounds.most(bounds.side(true), span); return sides;
    case Scope::negative: sides.least = bounds.most(bounds.side(false), span); return sides;
    default: break;
  }
  sides.most = bounds.most(bounds.side(true), span);
  sides.most.add(bounds.base(span));
  sides.least = bounds.most(bounds.side(false), span);
  add_closings(program, bounds, span, sides, [](const program::Closing&) { return true; });
  // What is taken back of the span's own points leaves nothing below 0; only what was given before can.
  sides.least.add(bounds.forfeits_of_before(span));
  return sides;
}

}  // namespace pointsbank::analysis
