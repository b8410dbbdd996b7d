// Commands as JSON, carried out and answered in the same form.
#include <algorithm>
#include <utility>

#include "bank/json_commands.hpp"
#include "json/long_texts.hpp"

namespace pointsbank::bank {

namespace {

void add_array(CommandBatch& batch, std::string_view commands, const ReadCommandOptions& options) {
  Issues issues;
  const json::Source source(options.name, std::string(commands));
  const json::Value root = json::parse_with_long_texts(source, issues);
  if (has_errors(issues)) throw InputError(std::move(issues));
  for (std::size_t i = 0; i < root.items.size(); ++i) {
    Issues of_this;
    try {
      Command command = read_command(source, root.items[i], "/" + std::to_string(i), options, of_this);
      if (!has_errors(of_this)) {
        batch.add(std::move(command));
        continue;
      }
    } catch (const InputError& error) {  // a file that is not there
      of_this = error.issues();
    }
    batch.add(of_this);
  }
}

void add_lines(CommandBatch& batch, std::string_view commands, ReadCommandOptions options) {
  for (std::size_t begin = 0; begin < commands.size();) {
    const std::size_t end = std::min(commands.find('\n', begin), commands.size());
    std::string_view line = commands.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++options.line;
    try {
      batch.add(read_command(line, options));
    } catch (const InputError& error) {
      batch.add(error.issues());
    }
    begin = end + 1;
  }
}

bool is_array(std::string_view commands) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (commands.starts_with(byte_order_mark)) commands.remove_prefix(byte_order_mark.size());
  const std::size_t first = commands.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && commands[first] == '[';
}

}  // namespace

void CommandBatch::add(Command command) {
  commands_.push_back(std::move(command));
  answers_.emplace_back();
}

void CommandBatch::add(const Issues& issues) { answers_.emplace_back(wrong_input(issues)); }

std::vector<Answer> CommandBatch::execute(Bank& bank) {
  std::vector<Answer> given = bank.execute(commands_);
  std::vector<Answer> all;
  all.reserve(answers_.size());
  auto next = given.begin();
  for (std::optional<Answer>& answer : answers_) all.push_back(answer ? std::move(*answer) : std::move(*next++));
  return all;
}

std::string to_json_with_sentence(const Answer& answer) {
  std::string out = answer.to_json();
  out.pop_back();  // the brace that closes it
  out.append(",\"sentence\":{\"zh\":");
  json::append_string(out, answer.sentence(Language::zh));
  out.append(",\"en\":");
  json::append_string(out, answer.sentence(Language::en));
  return out.append("}}");
}

std::string execute_json(Bank& bank, std::string_view command, const ReadCommandOptions& options) {
  return to_json_with_sentence(bank.execute(read_command(command, options)));
}

std::string execute_json_batch(Bank& bank, std::string_view commands, const ReadCommandOptions& options) {
  const bool as_array = is_array(commands);
  CommandBatch batch;
  if (as_array) {
    add_array(batch, commands, options);
  } else {
    add_lines(batch, commands, options);
  }
  std::string out = as_array ? "[" : "";
  for (const Answer& answer : batch.execute(bank)) {
    if (as_array && out.size() > 1) out.append(",\n");
    out.append(to_json_with_sentence(answer));
    if (!as_array) out.push_back('\n');
  }
  return as_array ? out.append("]") : out;
}

}  // namespace pointsbank::bank
