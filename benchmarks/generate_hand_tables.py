#!/usr/bin/env python3
"""The constants of the kernel written by hand, made from the benchmark's rule lists `plain` and `full`.

    generate_hand_tables.py OUT.hpp

What the kernel does not know how to do is refused here, so it can never quietly score another list than the one it is
compared on. The conditions are written by hand: a table from the expression's text to what the kernel tests.
"""
import sys
from fractions import Fraction
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
import workload

LEVELS = ["village", "town", "county", "city", "province"]  # codes from 1; 0 is absent, 6 any other
UNLIMITED = 65535
LEAST = -(1 << 63)
MOST = (1 << 63) - 1


def attribute_bits(test):
    """The bits of the 84 combinations of level, night, left behind and two or more members for which `test` gives
    True, and those for which it gives None (a value is missing)."""
    holds = missing = 0
    for level in range(7):
        for night in (-1, 0, 1):
            for left_behind in (0, 1):
                for several in (0, 1):
                    bit = 1 << (((level * 3 + night + 1) * 2 + left_behind) * 2 + several)
                    result = test(level, None if night < 0 else bool(night), bool(left_behind), bool(several))
                    holds |= bit if result is True else 0
                    missing |= bit if result is None else 0
    return holds, missing


def either(a, b):
    """`a || b` with a missing value as None."""
    return True if a is True or b is True else None if a is None or b is None else False


def level_in(*codes):
    return lambda level, night, left_behind, several: None if level == 0 else level in codes


# What each condition of the lists tests: quantities in hundredths (`least` + `least_each_member` for each member, to
# `most`), months, days of the week, and attributes.
CONDITIONS = {
    "month(event.date) in [2, 3, 4, 10, 11]": dict(months=[2, 3, 4, 10, 11]),
    "event.quantity >= 0.5 && subject.members > 0": dict(least=50),
    "weekday(event.date) >= 6": dict(weekend=True),
    "event.quantity <= 10": dict(least=0, most=1000),
    "event.quantity > 10": dict(least=1001),
    "event.quantity / subject.members >= 0.5": dict(least=0, least_each_member=50),
    "event.night": dict(attributes=lambda level, night, left_behind, several: night),
    "!event.night": dict(attributes=lambda level, night, left_behind, several: None if night is None else not night),
    "!event.night || subject.members >= 2":
        dict(attributes=lambda level, night, left_behind, several: either(None if night is None else not night, several)),
    'event.level in ["county", "city", "province"]': dict(attributes=level_in(3, 4, 5)),
    'event.level == "village" || event.level == "town"': dict(attributes=level_in(1, 2)),
    'subject.left_behind || event.level == "town"':
        dict(attributes=lambda level, night, left_behind, several:
             either(left_behind, None if level == 0 else level == 2)),
    "subject.members >= 2": dict(attributes=lambda level, night, left_behind, several: several),
}


def units(points):
    result = Fraction(str(points)) * 100
    if result.denominator != 1:
        sys.exit(f"{points} points are finer than the unit")
    return int(result)


def score_of(rule, grades):
    """How the kernel computes a magnitude: floor((q x factor + addend) x magic / 2^64) x times, plus what the grade
    gives, or bands."""
    score = rule["score"]
    result = dict(factor=0, addend=0, magic=0, times=0, needs_quantity=0, needs_grade=0, by_grade=[0] * (len(grades) + 2),
                  bands=[])
    if "points" in score:
        result["by_grade"] = [units(score["points"])] * (len(grades) + 2)
    elif "grades" in score:
        result["needs_grade"] = 1
        for grade, points in score["grades"].items():
            result["by_grade"][grades.index(grade) + 1] = units(points)
    elif "bands" in score:
        result["needs_quantity"] = 1
        before = 0
        for band in score["bands"]:
            result["bands"].append((units(band["from"]), units(band["points"]) - before))
            before = units(band["points"])
    elif "rate" in score:
        result["needs_quantity"] = 1
        each = Fraction(str(score.get("each", 1))) * 100  # hundredths of the quantity
        rate = Fraction(str(score["rate"])) * 100         # units
        if score.get("whole"):
            if each.denominator != 1 or rate.denominator != 1:
                sys.exit(f"{rule['id']}: whole steps finer than the unit")
            result.update(factor=1, addend=0, divisor=int(each), times=int(rate))
        else:  # half up: floor((2 q p + d) / 2 d) where rate / each is p / d
            share = rate / each
            result.update(factor=2 * share.numerator, addend=share.denominator, divisor=2 * share.denominator, times=1)
        result["magic"] = -(-(1 << 64) // result["divisor"])
        if (result["factor"] << 31) * result["divisor"] >= 1 << 64:
            sys.exit(f"{rule['id']}: the multiplication would not be exact")
    else:
        sys.exit(f"{rule['id']}: the kernel has no such score")
    return result


class Tables:
    def __init__(self, rule_list):
        self.rule_list = rule_list
        self.rules = [(rule, True) for rule in rule_list["positive"]] + [(rule, False) for rule in rule_list["negative"]]
        self.kinds, self.grades = [], []
        for rule, _ in self.rules:
            known = {"id", "category", "on", "when", "score", "repeat", "exclusive", "limits", "veto", "source"}
            if set(rule) - known:
                sys.exit(f"{rule['id']}: the kernel does not know {set(rule) - known}")
            for kind in rule.get("on", [rule["id"]]):
                if kind not in self.kinds:
                    self.kinds.append(kind)
            for grade in rule["score"].get("grades", {}):
                if grade not in self.grades:
                    self.grades.append(grade)
        self.repeats, self.groups = [], []

    def rule_tables(self):
        """For each rule: its monthly cap, its category and side with that one's cap, weekly count, what is special."""
        categories = [category["id"] for category in self.rule_list["categories"]]
        caps = {}
        for place, category in enumerate(self.rule_list["categories"]):
            for limit in category["limits"]:
                side = "earn" if "earn" in limit else "deduct"
                if limit["per"] != "month" or set(limit) != {"per", side}:
                    sys.exit(f"{category['id']}: the kernel has no such limit")
                caps[place, side == "earn"] = units(limit[side])
        rows = []
        for rule, positive in self.rules:
            row = dict(cap=UNLIMITED, weekly=0, special="none", which=0, place=2 * categories.index(rule["category"]) + (not positive))
            for limit in rule.get("limits", []):
                if limit["per"] == "month" and "points" in limit:
                    row["cap"] = units(limit["points"])
                elif limit == {"per": "week", "count": 1}:
                    row["weekly"] = 255
                else:
                    sys.exit(f"{rule['id']}: the kernel has no such limit")
            row["category_cap"] = caps.get((categories.index(rule["category"]), positive), UNLIMITED)
            if min(row["cap"], row["category_cap"]) > 8000:
                sys.exit(f"{rule['id']}: nothing caps it below what the kernel's small counters hold")
            if "repeat" in rule:
                if not all(isinstance(step, int) for step in rule["repeat"]["steps"]) or len(rule["repeat"]["steps"]) > 4:
                    sys.exit(f"{rule['id']}: the kernel has no such steps")
                row.update(special="repeat_" + rule["repeat"]["per"], which=len(self.repeats))
                steps = rule["repeat"]["steps"]
                self.repeats.append(steps + [steps[-1]] * (4 - len(steps)))
            if "exclusive" in rule:
                if rule["exclusive"] not in self.groups:
                    self.groups.append(rule["exclusive"])
                row.update(special="exclusive_" + rule["exclusive"]["per"], which=self.groups.index(rule["exclusive"]))
            if "veto" in rule:
                if rule["veto"] != {"for": "year", "forfeit": "year", "block": True, "unranked": True, "no_redemption": True}:
                    sys.exit(f"{rule['id']}: the kernel has no such veto")
                row.update(special="veto")
            rows.append(row)
        return rows

    def kind_tables(self):
        rows = []
        for kind in self.kinds:
            hearing = [i for i, (rule, _) in enumerate(self.rules) if kind in rule.get("on", [rule["id"]])]
            first = self.rules[hearing[0]][0]
            row = dict(rule=hearing[0], weekend_rule=0, weekend_units=0, least=LEAST, least_each_member=0, most=MOST,
                       months=0x1FFF, when_quantity=0)
            row["holds"], row["missing"] = attribute_bits(lambda *_: True)
            for other in hearing[1:]:  # one more rule that gives fixed points at weekends
                rule = self.rules[other][0]
                if not CONDITIONS[rule["when"]].get("weekend") or set(rule["score"]) != {"points"} or row["weekend_rule"]:
                    sys.exit(f"{rule['id']}: the kernel has no such second rule")
                row.update(weekend_rule=other, weekend_units=units(rule["score"]["points"]))
            if "when" in first:
                condition = CONDITIONS[first["when"]]
                row["when_quantity"] = int("least" in condition)
                row.update({key: condition[key] for key in ("least", "least_each_member", "most") if key in condition})
                if "months" in condition:
                    row["months"] = sum(1 << month for month in condition["months"])
                if "attributes" in condition:
                    row["holds"], row["missing"] = attribute_bits(condition["attributes"])
                if "weekend" in condition:
                    sys.exit(f"{first['id']}: the kernel has no such first rule")
            row.update(score_of(first, self.grades))
            if row["needs_quantity"] and row["least"] == LEAST:
                row["least"] = 0
            rows.append(row)
        return rows

    def list_deduct(self):
        limits = self.rule_list.get("limits", [])
        if not limits:
            return UNLIMITED
        if len(limits) != 1 or set(limits[0]) != {"per", "deduct"} or limits[0]["per"] != "year":
            sys.exit("the kernel has no such limit of the list")
        return units(limits[0]["deduct"])


def array(kind, name, values, width=1):
    text = ", ".join(("{" + ", ".join(map(str, value)) + "}") if isinstance(value, (list, tuple)) else str(value) for value in values)
    second = f"[{width}]" if width > 1 else ""
    return f"  static constexpr {kind} {name}[{len(values)}]{second} = {{{text}}};"


def number(value):
    return "INT64_MIN" if value == LEAST else f"{value}"


def emit(name, tables):
    rules, kinds = tables.rule_tables(), tables.kind_tables()
    grades = len(tables.grades) + 2
    bands = max(2, *(len(kind["bands"]) for kind in kinds))
    specials = ["none", "repeat_month", "repeat_year", "exclusive_month", "exclusive_year", "veto"]
    pad = lambda pairs: list(pairs) + [("INT64_MAX", 0)] * (bands - len(pairs))
    low = (1 << 64) - 1
    return "\n".join([
        f"struct {name} {{",
        f"  static constexpr std::size_t kinds = {len(kinds)};",
        f"  static constexpr std::size_t rules = {len(rules)};",
        f"  static constexpr std::size_t places = {2 * len(tables.rule_list['categories'])};  // categories x sides",
        f"  static constexpr int list_deduct = {tables.list_deduct()};",
        f"  static constexpr bool has_weekly = {'true' if any(rule['weekly'] for rule in rules) else 'false'};",
        f"  static constexpr bool has_specials = {'true' if any(rule['special'] != 'none' for rule in rules) else 'false'};",
        f"  static constexpr bool has_bands = {'true' if any(kind['bands'] for kind in kinds) else 'false'};",
        f"  static constexpr int bands = {bands};",
        f"  static constexpr std::size_t repeats = {max(1, len(tables.repeats))};",
        f"  static constexpr std::size_t groups = {max(1, len(tables.groups))};",
        "  // by rule",
        array("std::uint16_t", "cap", [rule["cap"] for rule in rules]),
        array("std::uint8_t", "place", [rule["place"] for rule in rules]),
        array("std::uint16_t", "place_cap", [rule["category_cap"] for rule in rules]),
        array("std::uint8_t", "weekly", [rule["weekly"] for rule in rules]),
        array("std::uint8_t", "special", [specials.index(rule["special"]) for rule in rules]),
        array("std::uint8_t", "which", [rule["which"] for rule in rules]),
        array("std::uint8_t", "steps", tables.repeats or [[1, 1, 1, 1]], 4),
        "  // by kind",
        array("std::uint8_t", "rule", [kind["rule"] for kind in kinds]),
        array("std::uint8_t", "weekend_rule", [kind["weekend_rule"] for kind in kinds]),
        array("std::uint16_t", "weekend_units", [kind["weekend_units"] for kind in kinds]),
        array("std::int64_t", "least", [number(kind["least"]) for kind in kinds]),
        array("std::int64_t", "least_each_member", [kind["least_each_member"] for kind in kinds]),
        array("std::int64_t", "most", [number(kind["most"]) for kind in kinds]),
        array("std::uint16_t", "months", [kind["months"] for kind in kinds]),
        array("std::uint64_t", "holds", [(f"{kind['holds'] & low}U", f"{kind['holds'] >> 64}U") for kind in kinds], 2),
        array("std::uint64_t", "missing", [(f"{kind['missing'] & low}U", f"{kind['missing'] >> 64}U") for kind in kinds], 2),
        array("std::uint8_t", "when_quantity", [kind["when_quantity"] for kind in kinds]),
        array("std::uint8_t", "needs_quantity", [kind["needs_quantity"] for kind in kinds]),
        array("std::uint8_t", "needs_grade", [kind["needs_grade"] for kind in kinds]),
        array("std::uint64_t", "factor", [kind["factor"] for kind in kinds]),
        array("std::uint64_t", "addend", [kind["addend"] for kind in kinds]),
        array("std::uint64_t", "magic", [f"{kind['magic']}U" for kind in kinds]),
        array("std::uint32_t", "times", [kind["times"] for kind in kinds]),
        array("std::uint16_t", "by_grade", [kind["by_grade"] for kind in kinds], grades),
        array("std::uint8_t", "band_count", [len(kind["bands"]) for kind in kinds]),
        array("std::int64_t", "band_from", [[pair[0] for pair in pad(kind["bands"])] for kind in kinds], bands),
        array("std::int32_t", "band_step", [[pair[1] for pair in pad(kind["bands"])] for kind in kinds], bands),
        "};",
    ])


def main():
    plain, full = (Tables(workload.rule_list(variant)) for variant in ("plain", "full"))
    if (plain.kinds, plain.grades) != (full.kinds, full.grades):
        sys.exit("the lists differ in kinds or grades")
    quoted = lambda words: ", ".join(f'"{word}"' for word in words)
    text = "\n".join([
        "// Made by generate_hand_tables.py from the benchmark's rule lists; not for editing.",
        "#pragma once",
        "#include <cstddef>",
        "#include <cstdint>",
        "#include <string_view>",
        "namespace hand {",
        "enum Special : std::uint8_t { none, repeat_month, repeat_year, exclusive_month, exclusive_year, veto };",
        f"inline constexpr int kind_count = {len(full.kinds)};",
        f"inline constexpr std::string_view kind_names[] = {{{quoted(full.kinds)}}};",
        f"inline constexpr int grade_count = {len(full.grades)};  // codes from 1; 0 is absent, the next one any other",
        f"inline constexpr std::string_view grade_names[] = {{{quoted(full.grades)}}};",
        f"inline constexpr std::string_view level_names[] = {{{quoted(LEVELS)}}};",
        f"inline constexpr std::string_view rule_names[] = {{{quoted(rule['id'] for rule, _ in full.rules)}}};",
        f"inline constexpr int list_year = {workload.YEAR};",
        emit("Plain", plain), emit("Full", full),
        "}  // namespace hand", ""])
    Path(sys.argv[1]).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
