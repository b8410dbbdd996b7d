#include "pointsbank/reform.hpp"

#include <utility>

#include "json/value.hpp"
#include "reform/words.hpp"

namespace pointsbank {
namespace reform {
namespace {

using Part = ReformTarget::Part;

/// Members of an object, one after the other.
class Members {
 public:
  void text(std::string_view key, std::string_view value) {
    std::string json;
    json::append_string(json, value);
    raw(key, json);
  }
  void raw(std::string_view key, std::string_view json) {
    if (json.empty()) return;
    out_.append(out_.empty() ? "{" : ", ");
    json::append_string(out_, key);
    out_.append(": ").append(json);
  }
  [[nodiscard]] std::string take() { return out_.empty() ? "{}" : out_ + "}"; }

 private:
  std::string out_;
};

std::string_view part_key(Part part) {
  switch (part) {
    case Part::category: return "category";
    case Part::closing: return "closing";
    case Part::rule:
    case Part::list: break;
  }
  return "rule";
}

std::string json_of(const ReformOperation& operation) {
  Members members;
  const ReformTarget& target = operation.target;
  const bool is_add = operation.kind == ReformKind::add;
  members.text("op", kind_words[static_cast<std::size_t>(operation.kind)]);
  if (!target.side.empty()) members.text("list", target.side);
  if (target.part != Part::list) {
    is_add ? members.raw(part_key(target.part), operation.value) : members.text(part_key(target.part), target.id);
  }
  if (!operation.field.empty()) members.text("field", operation.field);
  if (!is_add) members.raw(operation.kind == ReformKind::order ? "ids" : "value", operation.value);
  members.raw("by", operation.by);
  if (operation.after) members.text("after", *operation.after);
  if (operation.when.from) members.text("from", operation.when.from->to_string());
  if (operation.when.to) members.text("to", operation.when.to->to_string());
  if (operation.when.override_earlier) members.raw("override", "true");
  return members.take();
}

}  // namespace
}  // namespace reform

Reform& Reform::push(Operation operation) {
  // The text that was parsed does not say what was added.
  source_ = {};
  operations_.push_back(std::move(operation));
  return *this;
}

Reform& Reform::set(Target target, std::string field, std::string json_value, When when) {
  return push({Kind::set, std::move(target), std::move(field), std::move(json_value), {}, {}, when});
}

Reform& Reform::scale(Target target, std::string field, std::string by, When when) {
  return push({Kind::scale, std::move(target), std::move(field), {}, std::move(by), {}, when});
}

Reform& Reform::disable(Target target, When when) {
  return push({Kind::disable, std::move(target), {}, {}, {}, {}, when});
}

Reform& Reform::enable(Target target, When when) {
  return push({Kind::enable, std::move(target), {}, {}, {}, {}, when});
}

Reform& Reform::add(Target target, std::string json, When when) {
  return push({Kind::add, std::move(target), {}, std::move(json), {}, {}, when});
}

Reform& Reform::remove(Target target, std::string field, When when) {
  return push({Kind::remove, std::move(target), std::move(field), {}, {}, {}, when});
}

std::string Reform::to_json() const {
  reform::Members title;
  std::string both;
  if (title_zh_ == title_en_) {
    json::append_string(both, title_en_);
  } else {
    title.text("zh", title_zh_);
    title.text("en", title_en_);
    both = title.take();
  }
  std::string text = "{\n  \"title\": " + both + ",\n  \"operations\": [";
  for (std::size_t i = 0; i < operations_.size(); ++i) {
    text.append(i == 0 ? "\n    " : ",\n    ").append(reform::json_of(operations_[i]));
  }
  return text.append(operations_.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

SourceText Reform::source() const {
  if (!source_.text.empty()) return source_;
  return {title_en_.empty() ? "reform" : title_en_, to_json()};
}

}  // namespace pointsbank
