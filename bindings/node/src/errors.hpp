// What the library throws, as values that lib/errors.js makes its classes of.
#pragma once

#include <exception>

#include "addon.hpp"
#include "pointsbank/issues.hpp"

namespace pointsbank::node {

[[nodiscard]] Napi::Array issues_of(Napi::Env env, const Issues& issues);

/// {kind, message: {zh, en}, issues}: `kind` is the class's name.
[[nodiscard]] Napi::Object to_javascript(Napi::Env env, const std::exception_ptr& thrown);

}  // namespace pointsbank::node
