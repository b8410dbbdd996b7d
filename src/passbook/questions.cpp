// Questions as JSON: which there are, what each needs, and who answers it.
#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "core/nearest.hpp"
#include "json/value.hpp"
#include "messages/messages.hpp"
#include "pointsbank/bank_json.hpp"
#include "pointsbank/passbook.hpp"
#include "pointsbank/proof.hpp"

namespace pointsbank::bank {

namespace {

using json::Value;

/// What a question may say, each a bit.
enum Field : unsigned {
  household = 1U << 0U,
  by = 1U << 1U,
  at = 1U << 2U,
  as_of = 1U << 3U,
  event = 1U << 4U,
  state = 1U << 5U,
  month = 1U << 6U,
  entry = 1U << 7U,
  form = 1U << 8U,
  file = 1U << 9U,
  replay = 1U << 10U,
};

constexpr std::array<std::pair<std::string_view, Field>, 11> field_names{{{"household", household},
                                                                          {"by", by},
                                                                          {"at", at},
                                                                          {"as_of", as_of},
                                                                          {"event", event},
                                                                          {"state", state},
                                                                          {"month", month},
                                                                          {"entry", entry},
                                                                          {"form", form},
                                                                          {"file", file},
                                                                          {"replay", replay}}};

struct Question {
  std::string household, by, event, state, month, file;
  Moment at, as_of;
  std::int64_t entry = 0;
  ExportForm form = ExportForm::csv;
  bool replay = false;
  std::optional<Language> language;  ///< as text
  const AskOptions* options = nullptr;
};

/// What the bank found, as the question wants it.
template <class Found>
std::string said(Bank& bank, const Question& question, const Found& found) {
  const Figures figures{bank.decimals(), bank.utc_offset()};
  return question.language ? to_text(found, figures, *question.language) : to_json(found, figures);
}
template <class Row>
std::string said(Bank& bank, const Question& question, const std::vector<Row>& rows) {
  return said(bank, question, std::span<const Row>(rows));
}

/// A document is JSON for programs, and a page for people.
std::string shown(const Question& question, std::string json, std::string (*text)(const proof::Document&, Language)) {
  if (!question.language) return json;
  return text({question.options->name, std::move(json)}, *question.language);
}

std::string verified(Bank& bank, const Question& question) {
  const Verification found = bank.verify({question.replay, question.options->threads, question.options->progress});
  return question.language ? to_text(found, *question.language) : to_json(found);
}

std::string differing(Bank& bank, const Question& question) {
  const std::vector<Difference> found = bank.differences();
  const std::span<const Difference> rows(found);
  return question.language ? to_text(rows, *question.language) : to_json(rows);
}

std::string backed_up(Bank& bank, const Question& question) {
  bank.back_up(question.file);
  if (question.language) return messages::format("bank_written", {&question.file, 1}, *question.language) + "\n";
  std::string out = "{\"file\": ";
  json::append_string(out, question.file);
  return out.append("}\n");
}

struct Kind {
  std::string_view name;
  unsigned needed;
  unsigned allowed;  ///< besides
  std::string (*ask)(Bank& bank, const Question& question);
};

constexpr std::array<Kind, 16> kinds{{
    {"balance", household | by | at, 0,
     [](Bank& bank, const Question& asked) {
       return said(bank, asked, std::vector{bank.balance(asked.household, asked.by, asked.at)});
     }},
    {"balances", by | at, 0,
     [](Bank& bank, const Question& asked) { return said(bank, asked, bank.balances(asked.by, asked.at)); }},
    {"balances_as_of", as_of, 0,
     [](Bank& bank, const Question& asked) { return said(bank, asked, bank.balances_as_of(asked.as_of)); }},
    {"statement", household | by | at, 0,
     [](Bank& bank, const Question& asked) {
       return said(bank, asked, bank.statement(asked.household, asked.by, asked.at));
     }},
    {"statement_as_of", household | as_of, 0,
     [](Bank& bank, const Question& asked) {
       return said(bank, asked, bank.statement_as_of(asked.household, asked.as_of));
     }},
    {"board", by | at, 0,
     [](Bank& bank, const Question& asked) { return said(bank, asked, bank.board(asked.by, asked.at)); }},
    {"why", event, 0, [](Bank& bank, const Question& asked) { return said(bank, asked, bank.why(asked.event)); }},
    {"claims", 0, state | household,
     [](Bank& bank, const Question& asked) { return said(bank, asked, bank.claims(asked.state, asked.household)); }},
    {"shelf", 0, 0, [](Bank& bank, const Question& asked) { return said(bank, asked, bank.shelf()); }},
    {"redemptions", 0, household,
     [](Bank& bank, const Question& asked) { return said(bank, asked, bank.redemptions(asked.household)); }},
    {"verify", 0, replay, verified},
    {"differences", 0, 0, differing},
    {"sheet", month, 0,
     [](Bank& bank, const Question& asked) { return shown(asked, bank.sheet(asked.month), proof::sheet_text); }},
    {"slip", entry, 0,
     [](Bank& bank, const Question& asked) { return shown(asked, bank.slip(asked.entry), proof::slip_text); }},
    {"exported", form, 0, [](Bank& bank, const Question& asked) { return bank.exported(asked.form); }},
    {"back_up", file, 0, backed_up},
}};

class QuestionReader {
 public:
  QuestionReader(const json::Source& source, Issues& issues) : source_(source), issues_(issues) {}

  /// The kind of question, or null where it is none.
  const Kind* read(const Value& root, Question& question);

 private:
  void complain(json::Offset offset, std::string pointer, std::string code, std::vector<std::string> arguments = {},
                const std::string& near = {});
  const Kind* kind_of(const Value& root);
  void check_keys(const Value& root, const Kind& kind);
  std::string text(const Value& value, std::string_view key);
  Moment moment(const Value& value, std::string_view key);
  std::int64_t whole(const Value& value, std::string_view key);
  ExportForm export_form(const Value& value);
  void read_field(const Value& value, std::string_view key, Field field, Question& question);
  void read_language(const Value& value, Question& question);

  const json::Source& source_;
  Issues& issues_;
};

void QuestionReader::complain(json::Offset offset, std::string pointer, std::string code,
                              std::vector<std::string> arguments, const std::string& near) {
  std::vector<std::string> hint_arguments;
  if (!near.empty()) hint_arguments.push_back(near);
  issues_.push_back({std::move(code), Severity::error, source_.place(offset, std::move(pointer)), std::move(arguments),
                     near.empty() ? "" : "did_you_mean", std::move(hint_arguments)});
}

/// Keys that the question does not know, and those that it lacks.
void QuestionReader::check_keys(const Value& root, const Kind& kind) {
  std::vector<std::string_view> known{"question", "lang"};
  for (const auto& [name, field] : field_names) {
    if (((kind.needed | kind.allowed) & field) != 0) known.push_back(name);
    if ((kind.needed & field) != 0 && root.find(name) == nullptr) {
      complain(root.offset, "", "missing_key", {std::string(name)});
    }
  }
  for (const Value::Member& member : root.members) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    complain(member.key_offset, "/" + json::pointer_token(member.key), "unknown_key", {member.key},
             nearest(member.key, known));
  }
}

std::string QuestionReader::text(const Value& value, std::string_view key) {
  if (value.kind == Value::Kind::string) return value.text;
  complain(value.offset, "/" + std::string(key), "bank_json_text");
  return {};
}

Moment QuestionReader::moment(const Value& value, std::string_view key) {
  const std::optional<Moment> found = Moment::parse(value.text);
  if (value.kind == Value::Kind::string && found) return *found;
  complain(value.offset, "/" + std::string(key), "bank_json_moment", {value.text});
  return {};
}

std::int64_t QuestionReader::whole(const Value& value, std::string_view key) {
  std::int64_t found = 0;
  const char* const end = value.text.data() + value.text.size();
  if (value.kind == Value::Kind::number) {
    const auto [stopped, error] = std::from_chars(value.text.data(), end, found);
    if (error == std::errc() && stopped == end) return found;
  }
  complain(value.offset, "/" + std::string(key), "bank_json_whole");
  return 0;
}

ExportForm QuestionReader::export_form(const Value& value) {
  const std::optional<ExportForm> found = parse_export_form(value.text);
  if (value.kind == Value::Kind::string && found) return *found;
  constexpr std::array<std::string_view, 5> forms{"csv", "jsonl", "ledger", "hledger", "beancount"};
  complain(value.offset, "/form", "bank_json_form", {value.text}, nearest(value.text, forms));
  return {};
}

void QuestionReader::read_field(const Value& value, std::string_view key, Field field, Question& question) {
  switch (field) {
    case household: question.household = text(value, key); return;
    case by: question.by = text(value, key); return;
    case event: question.event = text(value, key); return;
    case state: question.state = text(value, key); return;
    case month: question.month = text(value, key); return;
    case file: question.file = text(value, key); return;
    case at: question.at = moment(value, key); return;
    case as_of: question.as_of = moment(value, key); return;
    case entry: question.entry = whole(value, key); return;
    case form: question.form = export_form(value); return;
    case replay:
      question.replay = value.boolean;
      if (value.kind != Value::Kind::boolean) complain(value.offset, "/replay", "bank_json_boolean");
      return;
  }
}

void QuestionReader::read_language(const Value& value, Question& question) {
  const bool is_text = value.kind == Value::Kind::string;
  if (is_text && value.text == "zh") {
    question.language = Language::zh;
  } else if (is_text && value.text == "en") {
    question.language = Language::en;
  } else {
    complain(value.offset, "/lang", "bank_json_language", {value.text});
  }
}

const Kind* QuestionReader::kind_of(const Value& root) {
  if (root.kind != Value::Kind::object) {
    complain(root.offset, "", "bank_json_object");
    return nullptr;
  }
  const Value* const name = root.find("question");
  if (name == nullptr) {
    complain(root.offset, "", "missing_key", {"question"});
    return nullptr;
  }
  for (const Kind& kind : kinds) {
    if (name->kind == Value::Kind::string && kind.name == name->text) return &kind;
  }
  std::array<std::string_view, kinds.size()> names;
  std::transform(kinds.begin(), kinds.end(), names.begin(), [](const Kind& one) { return one.name; });
  complain(name->offset, "/question", "bank_json_question", {name->text}, nearest(name->text, names));
  return nullptr;
}

const Kind* QuestionReader::read(const Value& root, Question& question) {
  const Kind* const kind = kind_of(root);
  if (kind == nullptr) return nullptr;
  check_keys(root, *kind);
  for (const auto& [key, field] : field_names) {
    const Value* const value = ((kind->needed | kind->allowed) & field) != 0 ? root.find(key) : nullptr;
    if (value != nullptr) read_field(*value, key, field, question);
  }
  if (const Value* const language = root.find("lang")) read_language(*language, question);
  return kind;
}

}  // namespace

std::string ask(Bank& bank, std::string_view question, const AskOptions& options) {
  Issues issues;
  const json::Source source(options.name, std::string(question));
  const Value root = json::parse(source, issues);
  if (has_errors(issues)) throw InputError(std::move(issues));
  Question asked;
  asked.options = &options;
  const Kind* const kind = QuestionReader(source, issues).read(root, asked);
  if (has_errors(issues)) throw InputError(std::move(issues));
  return kind->ask(bank, asked);
}

}  // namespace pointsbank::bank
