// Rule lists: checked, and put together to a rule book.
#include "rules.hpp"

#include "task.hpp"

namespace pointsbank::node {

namespace {

std::vector<SourceText> sources_of(const Napi::Value& value) {
  const auto array = value.As<Napi::Array>();
  std::vector<SourceText> sources;
  for (std::uint32_t i = 0; i < array.Length(); ++i) {
    const auto one = array.Get(i).As<Napi::Object>();
    sources.push_back({text_of(one, "name"), text_of(one, "content")});
  }
  return sources;
}

std::vector<RuleList> parsed(const std::vector<SourceText>& sources, const Watch& watch) {
  std::vector<RuleList> lists;
  for (const SourceText& source : sources) {
    watch.check();
    lists.push_back(parse(source));
  }
  return lists;
}

/// (task, [{name, content}]) → issues.
Napi::Value check_lists(const Napi::CallbackInfo& info) {
  return start<Issues>(
      info, [sources = sources_of(info[1])](Watch& watch) { return check(parsed(sources, watch)); },
      [](Napi::Env env, Issues& issues) { return issues_of(env, issues); });
}

Napi::Value described(Napi::Env env, const std::shared_ptr<Rules>& rules) {
  Napi::Array lists = Napi::Array::New(env, rules->lists.size());
  for (std::size_t i = 0; i < rules->lists.size(); ++i) {
    const RuleList& list = rules->lists[i];
    Napi::Object one = Napi::Object::New(env);
    one.Set("id", text(env, list.id()));
    one.Set("version", text(env, list.version()));
    one.Set("title", both_languages(env, list.title(Language::zh), list.title(Language::en)));
    lists.Set(static_cast<std::uint32_t>(i), one);
  }
  Napi::Object object = Napi::Object::New(env);
  object.Set("handle", held(env, rules));
  object.Set("id", text(env, rules->program.id()));
  object.Set("decimals", Napi::Number::New(env, rules->program.decimals()));
  object.Set("subject", text(env, rules->program.table_format().subject));
  object.Set("lists", lists);
  object.Set("warnings", issues_of(env, rules->warnings));
  return object;
}

/// (task, [{name, content}]) → {handle, id, decimals, subject, lists, warnings}.
Napi::Value load_rules(const Napi::CallbackInfo& info) {
  return start<std::shared_ptr<Rules>>(
      info,
      [sources = sources_of(info[1])](Watch& watch) {
        std::vector<RuleList> lists = parsed(sources, watch);
        Program program = compile(lists);
        Issues warnings = check(lists);
        return std::make_shared<Rules>(Rules{std::move(lists), std::move(warnings), std::move(program)});
      },
      described);
}

}  // namespace

void add_rules(Napi::Object exports) {
  exports.Set("check", Napi::Function::New(exports.Env(), check_lists));
  exports.Set("loadRules", Napi::Function::New(exports.Env(), load_rules));
}

}  // namespace pointsbank::node
