// What a command and an option are, in the tables of commands.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace pointsbank::command {

using Name = std::string_view;

enum class Takes : std::uint8_t { nothing, text, file, folder, new_file };

/// An option, or (without `--`) what stands without one.
struct OptionEntry {
  Name name;
  Takes takes;
  Name shown;  ///< what stands for its value in the help
  bool is_needed = false;
  bool is_repeated = false;
};

/// A command and its options, in up to three parts.
struct CommandEntry {
  Name name;
  std::array<std::span<const OptionEntry>, 3> options;
};

constexpr bool is_option(const OptionEntry& entry) { return entry.name.starts_with("--"); }

}  // namespace pointsbank::command
