#!/usr/bin/env python3
"""Writes unicode_tables.hpp: what ids may consist of, and which texts are the same but for their encoding.

    python3 src/rulelist/generate_unicode_tables.py > src/rulelist/unicode_tables.hpp
"""

import unicodedata

# Letters and marks that nobody sees (Default_Ignorable_Code_Point): two ids would look alike and differ.
UNSEEN = [(0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x3164, 0x3164),
          (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF)]
# Planes for Chinese characters alone: also those that a later Unicode adds are letters.
IDEOGRAPHS = [range(0x20000, 0x2FFFE), range(0x30000, 0x3FFFE)]
HANGUL = range(0xAC00, 0xAC00 + 11172)


def seen(code):
    return not any(first <= code <= last for first, last in UNSEEN)


def ranges(wanted):
    """[first, last] of the code points from 0x80 on whose general category begins with one of `wanted`."""
    found = []
    for code in range(0x80, 0x110000):
        is_ideograph = "L" in wanted and any(code in plane for plane in IDEOGRAPHS)
        if is_ideograph or (unicodedata.category(chr(code))[0] in wanted and seen(code)):
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return found


def decompositions():
    """Canonical ones, a step deep; those of Hangul are calculated."""
    for code in range(0x80, 0x110000):
        mapping = unicodedata.decomposition(chr(code))
        if mapping and not mapping.startswith("<") and code not in HANGUL:
            parts = [int(part, 16) for part in mapping.split()]
            yield code, parts[0], parts[1] if len(parts) == 2 else 0


def combining_classes():
    found = []
    for code in range(0x80, 0x110000):
        value = unicodedata.combining(chr(code))
        if value:
            if found and found[-1][1] == code - 1 and found[-1][2] == value:
                found[-1][1] = code
            else:
                found.append([code, code, value])
    return found


def table(kind, name, rows):
    rows = [tuple(row) for row in rows]
    print(f"inline constexpr {kind} {name}[{len(rows)}] = {{")
    line = "   "
    for row in rows:
        cell = " {" + ", ".join(f"0x{value:X}" if value > 9 else str(value) for value in row) + "},"
        if len(line) + len(cell) > 120:
            print(line)
            line = "   "
        line += cell
    print(line)
    print("};")


print(f"""// Made by generate_unicode_tables.py from Unicode {unicodedata.unidata_version}; not to be edited.
#pragma once

#include <cstdint>

namespace pointsbank::rulelist::unicode {{

struct Range {{
  std::uint32_t first;
  std::uint32_t last;
}};
struct Decomposition {{
  std::uint32_t whole;
  std::uint32_t first;
  std::uint32_t second;  ///< 0: none
}};
struct CombiningClass {{
  std::uint32_t first;
  std::uint32_t last;
  std::uint8_t value;
}};

// clang-format off
/// Letters and numbers from U+0080 on.""")
table("Range", "letters_and_digits", ranges("LN"))
print("\n/// Marks that belong to a letter before them.")
table("Range", "marks", ranges("M"))
print("\n/// Canonical decompositions, a step deep, by code point.")
table("Decomposition", "decompositions", decompositions())
print("\n/// Canonical combining classes other than 0.")
table("CombiningClass", "combining_classes", combining_classes())
print("// clang-format on\n\n}  // namespace pointsbank::rulelist::unicode")
