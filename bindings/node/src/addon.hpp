// What all files of the addon share: Node-API, and how values pass between JavaScript and the library.
//
// The addon is private to the package: lib/*.js is its only caller and has looked at all arguments before. It keeps no
// global state, so that every worker thread may load it.
#pragma once

#include <napi.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace pointsbank::node {

/// Texts for people, in both languages.
[[nodiscard]] inline Napi::Object both_languages(Napi::Env env, std::string_view zh, std::string_view en) {
  Napi::Object texts = Napi::Object::New(env);
  texts.Set("zh", Napi::String::New(env, zh.data(), zh.size()));
  texts.Set("en", Napi::String::New(env, en.data(), en.size()));
  return texts;
}

[[nodiscard]] inline Napi::String text(Napi::Env env, std::string_view text) {
  return Napi::String::New(env, text.data(), text.size());
}

[[nodiscard]] inline std::string text_of(const Napi::Value& value) { return value.As<Napi::String>().Utf8Value(); }

/// The text of an object's property, or nothing where it is not there.
[[nodiscard]] inline std::string text_of(const Napi::Object& object, const char* name) {
  const Napi::Value value = object.Get(name);
  return value.IsUndefined() ? std::string() : text_of(value);
}

/// Holds something of the library for JavaScript, until nobody there holds it any more.
template <class Value>
[[nodiscard]] Napi::Value held(Napi::Env env, std::shared_ptr<Value> value) {
  using Held = std::shared_ptr<Value>;
  return Napi::External<Held>::New(env, new Held(std::move(value)), [](Napi::Env, Held* held) { delete held; });
}

template <class Value>
[[nodiscard]] std::shared_ptr<Value> held_by(const Napi::Value& value) {
  return *value.As<Napi::External<std::shared_ptr<Value>>>().Data();
}

void add_rules(Napi::Object exports);
void add_evaluation(Napi::Object exports);
void add_bank(Napi::Object exports);
void add_proofs(Napi::Object exports);

}  // namespace pointsbank::node
