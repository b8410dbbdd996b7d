#include "bank/requests.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "bank/faults.hpp"
#include "canonical/canonical.hpp"
#include "records/cells.hpp"
#include "records/rows.hpp"
#include "records/text_check.hpp"

namespace pointsbank::bank {

namespace {

// ------------------------------------------------------------------------------------------------------- form

constexpr std::size_t longest_key = 128;
constexpr std::size_t longest_text = 16U << 10U;  // bytes
constexpr std::size_t longest_list = 1'000;

/// Fields that hold an id of something, wherever they stand.
constexpr std::array<std::string_view, 10> id_fields = {"event", "household",  "member",   "kind",   "act",
                                                        "goods", "redemption", "transfer", "person", "with"};

class FormCheck {
 public:
  explicit FormCheck(Issues& issues) : issues_(issues) {}

  template <class Struct>
  void check(const Struct& request, const std::string& pointer) {
    Struct::visit(request, [&](int, std::string_view name, const auto& field) {
      field_of(field, name, pointer + "/" + std::string(name));
    });
  }
  void text(std::string_view text, const std::string& pointer, std::size_t longest, bool is_id) {
    if (text.size() > longest)
      return add("bank_text_too_long", pointer, {std::to_string(text.size()), std::to_string(longest)});
    if (auto fault = records::find_cell_fault(text)) {
      fault->place.pointer = pointer;
      issues_.push_back(*std::move(fault));
      return;
    }
    if (!is_id || text.empty()) return;
    const records::CellFault fault = records::check_id(text);
    if (fault != records::CellFault::none) issues_.push_back(records::describe(fault, text, {{}, 0, 0, pointer}, 0));
  }
  void add(std::string code, const std::string& pointer, std::vector<std::string> arguments = {}) {
    issues_.push_back(issue_of(std::move(code), {{}, 0, 0, pointer}, std::move(arguments)));
  }

 private:
  void field_of(const std::string& value, std::string_view name, const std::string& pointer) {
    text(value, pointer, longest_text, std::find(id_fields.begin(), id_fields.end(), name) != id_fields.end());
  }
  void field_of(const File&, std::string_view, const std::string&) {}  // its reader says what is wrong, line by line
  void field_of(bool, std::string_view, const std::string&) {}
  void field_of(std::int64_t, std::string_view, const std::string&) {}
  template <class Element>
  void field_of(const std::vector<Element>& list, std::string_view name, const std::string& pointer) {
    if (list.size() > longest_list)
      return add("bank_list_too_long", pointer, {std::to_string(list.size()), std::to_string(longest_list)});
    for (std::size_t i = 0; i < list.size(); ++i) field_of(list[i], name, pointer + "/" + std::to_string(i));
  }
  template <class Struct>
  requires requires(const Struct& value) {
    Struct::visit(value, [](int, std::string_view, const auto&) {});
  }
  void field_of(const Struct& value, std::string_view, const std::string& pointer) { check(value, pointer); }

  Issues& issues_;
};

// ------------------------------------------------------------------------------------------------------- bytes

/// What a key stands for.
template <class R>
struct Kept {
  std::string command;
  std::string by;
  R request;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visit) {
    visit(1, "command", self.command);
    visit(2, "by", self.by);
    visit(3, "request", self.request);
  }
};

File digested(const File& file) { return {{}, sha256(file.content).to_string()}; }

// A request as it is kept.
Adopt kept(const Adopt& request) {
  Adopt copy;
  for (const File& list : request.lists) copy.lists.push_back(digested(list));
  return copy;
}
SetRoster kept(const SetRoster& request) {
  return {digested(request.table), request.from, request.correct, request.reason};
}
template <class R>
R kept(const R& request) {
  if constexpr (requires { request.table; }) {
    return {digested(request.table)};
  } else {
    return request;
  }
}

template <class R>
Kept<R> kept_of(const std::string& by, const R& request) {
  return {R::name, by, kept(request)};
}

template <class R>
std::string difference(const Kept<R>& now, std::string_view bytes) {
  Kept<R> before;
  // Bytes that are none of this request are another command's.
  if (!canonical::decode(bytes, before) || before.command != now.command) return "command";
  if (before.by != now.by) return "by";
  return std::string(canonical::first_difference(before.request, now.request).value_or(std::string_view()));
}

}  // namespace

void check_form(const Command& command) {
  Issues issues;
  FormCheck check(issues);
  check.text(command.by, "/by", longest_text, true);
  if (command.by.empty()) check.add("bank_missing_field", "/by", {"by"});
  check.text(command.key, "/key", longest_key, true);
  if (command.key.empty()) check.add("bank_missing_field", "/key", {"key"});
  const Date day = command.at.date(0);
  if (day < Date::of(1, 1, 2) || Date::of(9999, 12, 30) < day) check.add("bank_moment_outside_calendar", "/at");
  std::visit([&](const auto& request) { check.check(request, {}); }, command.request);
  if (!issues.empty()) throw InputError(std::move(issues));
}

std::string request_bytes(const Command& command) {
  return std::visit([&](const auto& request) { return canonical::encode(kept_of(command.by, request)); },
                    command.request);
}

std::string differing_field(const Command& command, std::string_view kept_bytes) {
  return std::visit([&](const auto& request) { return difference(kept_of(command.by, request), kept_bytes); },
                    command.request);
}

std::string_view name_of(const Request& request) noexcept {
  return std::visit([](const auto& one) { return std::string_view(one.name); }, request);
}

}  // namespace pointsbank::bank
