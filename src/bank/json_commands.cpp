// One JSON object to one command. The names come from the requests themselves (`visit`), so that a request that gains a
// field can be written in JSON at once.
#include <array>
#include <charconv>
#include <type_traits>
#include <utility>

#include "bank/json_commands.hpp"
#include "core/nearest.hpp"
#include "json/long_texts.hpp"

namespace pointsbank::bank {

namespace {

using json::Value;

class CommandReader {
 public:
  CommandReader(const json::Source& source, const ReadCommandOptions& options, Issues& issues)
      : source_(source), options_(options), issues_(issues) {}

  Command read(const Value& root, const std::string& pointer);

 private:
  template <std::size_t index = 0>
  bool read_request(const Value& root, const std::string& pointer, std::string_view name, Request& request);
  template <class Struct>
  void read_object(const Value& object, const std::string& pointer, Struct& into, bool is_root);

  void read_field(const Value& value, const std::string& pointer, std::string& into);
  void read_field(const Value& value, const std::string& pointer, std::int64_t& into);
  void read_field(const Value& value, const std::string& pointer, bool& into);
  void read_field(const Value& value, const std::string& pointer, File& into);
  template <class Element>
  void read_field(const Value& value, const std::string& pointer, std::vector<Element>& into);
  template <class Struct>
  void read_field(const Value& value, const std::string& pointer, Struct& into);

  void complain(json::Offset offset, const std::string& pointer, std::string code,
                std::vector<std::string> arguments = {}, std::string hint = {},
                std::vector<std::string> hint_arguments = {});
  void unknown(const Value& object, const std::string& pointer, const std::vector<std::string_view>& known);

  const json::Source& source_;
  const ReadCommandOptions& options_;
  Issues& issues_;
};

constexpr std::array<std::string_view, 4> frame = {"command", "by", "at", "key"};

template <std::size_t... indices>
constexpr auto names_of(std::index_sequence<indices...>) {
  return std::array<std::string_view, sizeof...(indices)>{std::variant_alternative_t<indices, Request>::name...};
}
constexpr auto command_names = names_of(std::make_index_sequence<std::variant_size_v<Request>>());

void CommandReader::complain(json::Offset offset, const std::string& pointer, std::string code,
                             std::vector<std::string> arguments, std::string hint,
                             std::vector<std::string> hint_arguments) {
  Place place = source_.place(offset, pointer);
  if (options_.line != 0) place.line = options_.line;
  issues_.push_back({std::move(code), Severity::error, std::move(place), std::move(arguments), std::move(hint),
                     std::move(hint_arguments)});
}

void CommandReader::unknown(const Value& object, const std::string& pointer,
                            const std::vector<std::string_view>& known) {
  for (const Value::Member& member : object.members) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    const std::string near = nearest(member.key, known);
    complain(member.key_offset, pointer + "/" + json::pointer_token(member.key), "unknown_key", {member.key},
             near.empty() ? "" : "did_you_mean",
             near.empty() ? std::vector<std::string>{} : std::vector<std::string>{near});
  }
}

void CommandReader::read_field(const Value& value, const std::string& pointer, std::string& into) {
  if (value.kind == Value::Kind::string || value.kind == Value::Kind::number) {
    into = value.text;
  } else {
    complain(value.offset, pointer, "bank_json_text");
  }
}

void CommandReader::read_field(const Value& value, const std::string& pointer, std::int64_t& into) {
  const char* const end = value.text.data() + value.text.size();
  if (value.kind == Value::Kind::number) {
    const auto [stopped, error] = std::from_chars(value.text.data(), end, into);
    if (error == std::errc() && stopped == end) return;
  }
  complain(value.offset, pointer, "bank_json_whole");
}

void CommandReader::read_field(const Value& value, const std::string& pointer, bool& into) {
  if (value.kind == Value::Kind::boolean) {
    into = value.boolean;
  } else {
    complain(value.offset, pointer, "bank_json_boolean");
  }
}

void CommandReader::read_field(const Value& value, const std::string& pointer, File& into) {
  if (value.kind == Value::Kind::string && options_.read_file) {
    into.name = value.text;
    into.content = options_.read_file(value.text);
    return;
  }
  if (value.kind != Value::Kind::object) {
    complain(value.offset, pointer, "bank_json_file");
    return;
  }
  unknown(value, pointer, {"name", "content"});
  if (const Value* const name = value.find("name")) read_field(*name, pointer + "/name", into.name);
  if (const Value* const content = value.find("content")) {
    read_field(*content, pointer + "/content", into.content);
  } else {
    complain(value.offset, pointer, "missing_key", {"content"});
  }
}

template <class Element>
void CommandReader::read_field(const Value& value, const std::string& pointer, std::vector<Element>& into) {
  if (value.kind != Value::Kind::array) {
    complain(value.offset, pointer, "bank_json_array");
    return;
  }
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    read_field(value.items[i], pointer + "/" + std::to_string(i), into.emplace_back());
  }
}

template <class Struct>
void CommandReader::read_field(const Value& value, const std::string& pointer, Struct& into) {
  if (value.kind == Value::Kind::object) {
    read_object(value, pointer, into, false);
  } else {
    complain(value.offset, pointer, "bank_json_object");
  }
}

template <class Struct>
void CommandReader::read_object(const Value& object, const std::string& pointer, Struct& into, bool is_root) {
  std::vector<std::string_view> known;
  if (is_root) known.assign(frame.begin(), frame.end());
  Struct::visit(into, [&](int, std::string_view name, auto& field) {
    known.push_back(name);
    if (const Value* const value = object.find(name)) read_field(*value, pointer + "/" + std::string(name), field);
  });
  unknown(object, pointer, known);
}

template <std::size_t index>
bool CommandReader::read_request(const Value& root, const std::string& pointer, std::string_view name,
                                 Request& request) {
  if constexpr (index < std::variant_size_v<Request>) {
    using Type = std::variant_alternative_t<index, Request>;
    if (name != Type::name) return read_request<index + 1>(root, pointer, name, request);
    read_object(root, pointer, request.emplace<Type>(), true);
    return true;
  }
  return false;
}

Command CommandReader::read(const Value& root, const std::string& pointer) {
  Command command{options_.by, options_.at.value_or(Moment{}), options_.key, {}};
  if (root.kind != Value::Kind::object) {
    complain(root.offset, pointer, "bank_json_object");
    return command;
  }
  bool has_moment = options_.at.has_value();
  if (const Value* const by = root.find("by")) read_field(*by, pointer + "/by", command.by);
  if (const Value* const key = root.find("key")) read_field(*key, pointer + "/key", command.key);
  if (const Value* const at = root.find("at")) {
    const std::optional<Moment> moment = Moment::parse(at->text);
    if (at->kind == Value::Kind::string && moment)
      command.at = *moment;
    else
      complain(at->offset, pointer + "/at", "bank_json_moment", {at->text});
    has_moment = true;
  }
  if (!has_moment) complain(root.offset, pointer, "missing_key", {"at"});
  const Value* const name = root.find("command");
  if (name == nullptr || name->kind != Value::Kind::string) {
    complain(root.offset, pointer, "missing_key", {"command"});
  } else if (!read_request(root, pointer, name->text, command.request)) {
    const std::string near = nearest(name->text, command_names);
    complain(name->offset, pointer + "/command", "bank_json_command", {name->text}, near.empty() ? "" : "did_you_mean",
             near.empty() ? std::vector<std::string>{} : std::vector<std::string>{near});
  }
  return command;
}

}  // namespace

Command read_command(const json::Source& source, const Value& root, const std::string& pointer,
                     const ReadCommandOptions& options, Issues& issues) {
  return CommandReader(source, options, issues).read(root, pointer);
}

Command read_command(std::string_view json, const ReadCommandOptions& options) {
  Issues issues;
  const json::Source source(options.name, std::string(json));
  const Value root = json::parse_with_long_texts(source, issues);
  if (!issues.empty() && options.line != 0) {
    for (Issue& issue : issues) issue.place.line = options.line;
  }
  if (has_errors(issues)) throw InputError(std::move(issues));
  Command command = read_command(source, root, "", options, issues);
  if (has_errors(issues)) throw InputError(std::move(issues));
  return command;
}

}  // namespace pointsbank::bank
