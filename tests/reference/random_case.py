"""Writes a random but valid case: random_case.py --seed S --out DIR

The folder then holds case.json, rule lists, roster, events and what else the case has, as the conformance cases do.
The same seed gives the same case. It means to reach every part of pages 1 to 3, the rare ones often.
"""

import argparse
import csv
import io
import json
import os
import random
import shutil
from datetime import date as Date
from fractions import Fraction

from exact import ONE_DAY, period_of, written
from reference import Overflow, evaluate

PERIODS = ["day", "week", "month", "quarter", "half_year", "year"]
PERIODS_AND_EVER = PERIODS + ["ever"]
GRADES = ["x", "y", "z", "国家级"]
LEVELS = ["a", "b", "c"]
ACTS = ["act1", "act2", "行动3"]
# In UTF-16 the order of the last two is the other way round than by bytes.
ODD_IDS = ["户{}", "h,{}", 'h"{}"', "H {}", "é{}", "｡{}", "𠮷{}"]

EVENT_CONDITIONS = [
    'event.quantity >= 1', 'event.quantity > 0 ? subject.members >= 1 : true', 'event.level == "a" || subject.poor',
    '!subject.poor', 'has(event.grade)', 'has(event.level) && event.level in ["a", "b"]', 'event.minute >= 18 * 60',
    'event.minute < 720 || !has(event.minute)', 'mod(month(event.date), 2) == 0', 'weekday(event.date) <= 5',
    'size(event.level) == 1', 'event.night', '!event.night || event.extra > 0.5', 'event.due >= event.date',
    'days(event.date, event.due) < 10 || subject.poor', 'days(subject.since, event.date) > 400',
    'year(subject.since) < 2020 && day(event.date) > 3', 'subject.tier < "中"', 'subject.tier.endsWith("x")',
    'subject.tier.contains("贫") || subject.tier.startsWith("t")', 'event.extra * 3 > 1', 'event.extra in [0.5, 1, 2]',
    'event.quantity in [1, 2, 3] || event.date == date("2025-06-30")', 'event.id != subject.id',
    'has(event.act) == has(event.member)', 'event.act == "act1" || event.kind != "k1"', 'has(subject.since)',
    '1 / event.extra > 1 || event.quantity > 2', 'event.quantity > 2 || 1 / event.extra > 1',
    '1 / (event.extra - 1) > 0 && event.quantity < 0', 'event.member > "m3"', "event.grade >= 'y'",
    '-event.extra < - 0.2 && !(event.quantity == 4)', 'event.points > 4 ? true : event.quantity / 0 > 1',
    "size(subject.id) + size('\\u4e2d\\n\\'') > 5", 'subject.GROUP == "g1" || subject.GROUP.startsWith("g2")',
    'subject.GROUP != "g3"', 'event.date >= date("2025-07-01") && event.date != date("2025-08-01")',
]
EVENT_FORMULAS = [
    'min(event.quantity * 0.35, 5)', 'event.quantity / 3 + subject.members / 7', 'event.points', 'event.quantity - 2',
    'abs(event.quantity - 3)', '1 / (event.quantity - 2)', 'ceil(event.quantity) * floor(subject.members / 2)',
    'max(1, round(event.quantity / 3, 1)) - 0.5', 'event.quantity > 2 ? 3.5 : event.quantity',
    'round(event.quantity / 3, 2) + mod(event.quantity, 2.5)', 'event.night ? 4 : event.extra * 2',
    'max(event.points, event.quantity, event.extra)', 'mod(days(event.date, event.due), 7) / 2',
    'floor(0 - event.quantity) + 9', 'round(event.quantity) / weekday(event.date)', 'size(subject.id) / 3',
    '(month(event.date) + day(event.date)) / 8', 'event.minute / 240', 'round(0 - event.extra, 0) + 3',
    'subject.poor && event.quantity > 1 ? 2 : 1.255', '- event.quantity + 6', 'abs(- 2.5) * event.extra',
]
# 60 bits nine times: beyond the 512 bits that a number may have.
TOO_LONG = " * ".join(["(event.quantity + 0.000000001)"] + ["999999999999999999"] * 9)
SUBJECT_CONDITIONS = [
    '!subject.poor', 'has(subject.poor)', 'subject.members >= 2', 'count("KIND") > 0', 'quantity("KIND") < 6',
    'subject.GROUP.startsWith("g")', 'subject.GROUP != "g1"', 'subject.since < date("2022-01-01")',
    'subject.id != "h1"', 'subject.members / (subject.members - 2) < 3', '!has(subject.tier) || subject.tier != "tx"',
]
MEASURES = [
    'period', 'standing', 'spendable', 'awarded', 'period / subject.members', 'period * 2 + spendable / 3',
    'count("KIND") + awarded', 'quantity("KIND") / 2', 'max(period, 0)', 'standing / subject.members',
    'count("KIND")', 'round(standing / 10) ', 'subject.poor ? period + 5 : period', '0 - standing', 'abs(period)',
    'standing / (subject.members - 2)', 'floor(spendable / 7) / 3', 'min(period, 3) + quantity("KIND") / 9',
]
VALUES = [
    'floor(standing / 10) * 0.1', 'spendable / subject.members', 'standing / 7', 'standing > 10 ? 2.5 : 0 - 1',
    '(0 - period) / 3', 'count("KIND") * 0.125', 'awarded / 2 + 0.005', 'round(spendable / 30, 3)',
    'subject.poor ? 1.005 : 0.005',
]


class Number(str):
    """A number that is written into JSON with this very text."""


def json_text(value, indent=""):
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict) and value:
        inner = ",\n".join(f"{indent} {json.dumps(key, ensure_ascii=False)}: {json_text(one, indent + ' ')}"
                           for key, one in value.items())
        return "{\n" + inner + "\n" + indent + "}"
    if isinstance(value, list) and value:
        return "[" + ", ".join(json_text(one, indent + " ") for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


class RandomCase:
    def __init__(self, seed, out):
        self.random = random.Random(seed)
        self.out = out

    # Small choices

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, options):
        return self.random.choice(options)

    def some(self, options, at_least=1):
        return self.random.sample(options, self.random.randint(at_least, len(options)))

    def number(self, value, decimals):
        """The number with so many decimals, in one of the ways that JSON allows."""
        text = written(Fraction(value), decimals)
        if "." in text and self.chance(0.8):
            text = text.rstrip("0").rstrip(".")
        if self.chance(0.04):
            text = written(Fraction(value) * 10**decimals, 0) + f"e-{decimals}"
        return text if self.chance(0.2) else Number(text)

    def whole(self, low, high):
        """A whole multiple of the unit."""
        scale = 10**min(self.decimals, self.pick([0, 0, 1, 2, 6]))
        return self.number(Fraction(self.random.randint(low * scale, high * scale), scale), self.decimals)

    def fine(self, low, high):
        """A number that may be finer than the unit, often just at the half."""
        if self.chance(0.3):
            half = Fraction(5, 10**(self.decimals + 1))
            return self.number(self.random.randint(low, max(low, high - 1)) + half, self.decimals + 1)
        decimals = self.pick([0, 0, 1, 2, 3, 4])
        scale = 10**decimals
        return self.number(Fraction(self.random.randint(low * scale, high * scale), scale), decimals)

    def integer(self, low, high):
        return Number(self.random.randint(low, high))

    def filled(self, expression, kinds):
        return expression.replace("GROUP", self.pick(self.groups)).replace("KIND", self.pick(kinds))

    # A rule

    def score(self, positive):
        form = self.pick(["points"] * 3 + ["rate", "grades", "bands", "marginal", "range", "formula"] * 2)
        if self.huge and self.chance(0.3):
            return self.pick([{"points": Number("900000000000000000")},
                              {"rate": "990000000000000000", "each": Number("0.1")},
                              {"formula": "event.quantity * 999999999999999999"}])
        if form == "points":
            return {"points": self.fine(0, 12)}
        if form == "grades":
            return {"grades": {grade: self.fine(0, 20) for grade in self.some(GRADES)}}
        if form == "range":
            low = self.random.randint(0, 3)
            return {"range": [self.number(low, 0), self.fine(low + 1, 11)]}
        if form == "formula":
            return {"formula": self.pick(EVENT_FORMULAS)}
        over = {}
        if self.chance(0.45):
            over = {"over": {"per": self.pick(PERIODS_AND_EVER)}}
            if self.chance(0.5):
                over["over"]["by"] = self.pick(["member", "member", "household"])
        if form == "rate":
            score = {"rate": self.fine(0, 3)}
            if self.chance(0.5):
                score["each"] = self.pick([Number("3"), "0.5", Number("1.5"), Number("400"), Number("0.007")])
            if self.chance(0.4):
                score["whole"] = self.chance(0.8)
        elif form == "bands":
            points = [Fraction(self.random.randint(0, 60), 4) for _ in range(self.random.randint(1, 4))]
            if over:
                points.sort()
            steps = sorted(self.random.sample([0, 1, 2, 3, 4, 8, 20, 50], len(points)))
            score = {"bands": [{"from": self.number(start, 0), "points": self.number(value, 2)}
                               for start, value in zip(steps, points)]}
        else:
            bounds = sorted(self.random.sample([1, 3, 5, 10, 20, 50, 80], self.random.randint(1, 3)))
            tiers = [{"to": self.number(bound, 0)} for bound in bounds] + ([{}] if self.chance(0.7) else [])
            for tier in tiers:
                tier["rate"] = self.fine(0, 2)
                if self.chance(0.4):
                    tier["each"] = self.pick([Number("2"), Number("3"), "0.3", Number("7.5")])
                if self.chance(0.4):
                    tier["whole"] = True
            score = {"marginal": tiers}
        return {**score, **over}

    def repeat(self):
        steps = [self.pick([Number("0"), Number("1"), "1", Number("0.5"), Number("2"), Number("1.5"), Number("0.333")])
                 for _ in range(self.random.randint(1, 4))]
        repeat = {"steps": steps}
        if self.chance(0.35):
            repeat["within"] = {"months": self.pick([Number("1"), Number("3"), Number("12")])}
        else:
            repeat["per"] = self.pick(PERIODS_AND_EVER)
        if self.chance(0.4):
            repeat["by"] = self.pick(["member", "member", "household"])
        return repeat

    def rule_limits(self):
        limits, used = [], set()
        for _ in range(self.random.randint(1, 3)):
            per, by = self.pick(PERIODS_AND_EVER), self.pick([None, None, "member"])
            key = self.pick(["points", "count"])
            if (per, by, key) in used:
                continue
            used.add((per, by, key))
            limits.append({"per": per, key: self.whole(1, 25) if key == "points" else self.integer(1, 4)})
            if by:
                limits[-1]["by"] = by
        return limits

    def place_limits(self):
        pairs = self.random.sample([(per, key) for per in PERIODS_AND_EVER for key in ("earn", "deduct")],
                                   self.random.randint(1, 3))
        return [{"per": per, key: self.whole(5, 60)} for per, key in pairs]

    def valid(self):
        form = self.pick(["months", "bands", "to_end_of"])
        if form == "months":
            return {"months": self.integer(1, 8)}
        if form == "bands":
            starts = sorted(self.random.sample(range(0, 12), self.random.randint(1, 3)))
            return {"bands": [{"from": self.number(Fraction(start) + self.pick([0, Fraction(1, 100)]), 2),
                               "months": self.integer(1, 9)} for start in starts]}
        valid = {"to_end_of": self.pick(PERIODS)}
        if self.chance(0.4):
            valid["years"] = self.integer(0, 2)
        return valid

    def veto(self):
        veto = {"for": self.pick(PERIODS_AND_EVER + [{"months": self.integer(1, 14)}])}
        for effect in ("block", "unranked", "no_redemption"):
            if self.chance(0.5):
                veto[effect] = self.chance(0.9)
        if self.chance(0.5):
            veto["forfeit"] = self.pick(PERIODS_AND_EVER)
        if self.chance(0.6):
            veto["level"] = self.pick(["black", "red", "灰"])
        if self.chance(0.5):
            veto["cured_by"] = self.pick(["cure", ["cure"], ["cure", "k1"], ["shut", "cure"]])
        return veto

    def rule(self, id, positive, categories, exclusive_per):
        rule = {"id": id, "category": self.pick(categories)}
        if not self.chance(0.08):
            on = self.some(self.kinds, 1)[:3]
            rule["on"] = on[0] if len(on) == 1 and self.chance(0.5) else on
        if self.chance(0.35):
            rule["when"] = self.filled(self.pick(EVENT_CONDITIONS), self.kinds)
            if self.chance(0.03):
                rule["when"] = TOO_LONG + " > 0 || event.quantity == 4"
        rule["score"] = self.score(positive)
        if self.chance(0.35):
            rule["repeat"] = self.repeat()
        if self.chance(0.35):
            group = self.pick(["PA", "PB"] if positive else ["NA", "NB"])
            rule["exclusive"] = {"group": group, "per": exclusive_per[group]}
        if self.chance(0.4):
            rule["limits"] = self.rule_limits()
        if self.chance(0.35):
            rule["account"] = self.pick(["both", "standing", "spendable"])
        if self.chance(0.35):
            rule["valid"] = self.valid()
        if not positive and self.chance(0.4):
            rule["veto"] = self.veto()
        if self.chance(0.15):
            first = self.first_day + ONE_DAY * self.random.randint(-50, self.days)
            rule["effective"] = {"from": first.isoformat()}
            if self.chance(0.5):
                rule["effective"]["to"] = (first + ONE_DAY * self.random.randint(20, 400)).isoformat()
        elif self.chance(0.1):
            rule["effective"] = {"to": (self.first_day + ONE_DAY * self.random.randint(0, self.days)).isoformat()}
        if self.chance(0.1):
            rule["public"] = False
        if self.chance(0.1):
            rule["source"] = {"document": "村规民约", "clause": "第12条", "status": self.pick(["stated", "illustrative"])}
        if self.chance(0.2):
            rule["title"] = self.pick([{"zh": "规则", "en": "Rule"}, "规则"])
        return rule

    # A closing

    def closing(self, id, categories):
        kind = self.pick(["obligation", "continuing", "ranking", "ranking", "rating", "expiry", "expiry", "expiry", "reset",
                          "dividend", "benefit"])
        if self.huge and kind in ("dividend", "benefit"):
            kind = "reset"
        closing = {"id": id, "kind": kind, "at": self.pick(["month", "quarter", "half_year", "year", "week", "month"])}
        if self.chance(0.08):
            closing["at"] = "day"
        if self.chance(0.3):
            closing["when"] = self.filled(self.pick(SUBJECT_CONDITIONS), self.known)
        if kind in ("ranking", "rating", "dividend"):
            if self.chance(0.8):
                closing["by"] = self.filled(self.pick(MEASURES), self.known)
            if self.chance(0.45):
                closing["within"] = self.pick(self.groups)
        if kind in ("obligation", "continuing", "ranking") and self.chance(0.5):
            closing["account"] = self.pick(["both", "standing", "spendable"])
        if kind in ("ranking", "rating") and self.chance(0.5):
            closing["ties"] = self.pick(["dense", "competition"])
        if kind == "obligation":
            closing["on"] = self.pick([self.kinds[0], [self.kinds[-1]], self.kinds[:2]])
            closing["at_least"] = self.integer(1, 3)
            closing["points"] = self.whole(1, 6)
            closing["category"] = self.pick(categories)
            if self.chance(0.5):
                closing["per_missing"] = True
        elif kind == "continuing":
            closing["opened_by"] = self.pick(["open", ["open", "k0"]])
            closing["closed_by"] = self.pick(["shut", ["shut"], ["shut", "cure"]])
            if self.chance(0.6):
                closing["after"] = {"months": self.integer(1, 5)}
            if self.chance(0.6):
                closing["every"] = {"months": self.integer(1, 5)}
            closing["points"] = self.whole(1, 6)
            closing["effect"] = self.pick(["earn", "deduct"])
            closing["category"] = self.pick(categories)
        elif kind == "ranking":
            awards = [{"ranks": [Number("1"), Number("1")], "points": self.whole(1, 9)},
                      {"ranks": [Number("2"), Number("3")], "points": self.whole(0, 5)},
                      {"ranks": [Number("5"), Number("50")], "points": self.whole(0, 2)}]
            closing["awards"] = awards[:self.random.randint(1, 3)]
            if self.chance(0.35):
                closing["minimum"] = self.pick([Number("-5"), Number("0"), Number("3.3333"), "2"])
            if self.chance(0.35):
                closing["field"] = self.integer(1, 5)
        elif kind == "rating":
            closing["levels"] = []
            for level in ("five", "四星", "three", "two")[:self.random.randint(1, 4)]:
                conditions = {"at_least": self.fine(-5, 40), "above": self.fine(-5, 20), "top": self.integer(1, 6)}
                chosen = self.some(list(conditions))[:2]
                closing["levels"].append({"id": level, **{key: conditions[key] for key in chosen}})
        elif kind == "expiry":
            if self.chance(0.4):
                closing["keep"] = self.pick([Number("0"), Number("0.5"), "0.333", Number("0.995"), Number("0.05")])
            else:
                closing["after"] = {"months": self.integer(1, 9)}
        elif kind == "reset":
            closing["account"] = self.pick(["standing", "spendable", "both"])
            closing["to"] = self.pick([Number("0"), self.whole(0, 20)])
            if self.chance(0.6):
                closing["at"] = self.pick(["half_year", "year", "quarter"])
        else:
            if self.chance(0.7):
                closing["decimals"] = self.integer(0, 3)
            if self.chance(0.7):
                closing["unit"] = self.pick(["CNY", "元", "kg, net"])
            if kind == "dividend":
                decimals = int(closing.get("decimals", 2))
                fund = self.pick([1000, 10, Fraction(3, 10**decimals), Fraction(11, 10**decimals)])
                closing["fund"] = self.number(fund, decimals)
            else:
                closing["value"] = self.filled(self.pick(VALUES), self.known)
        return closing

    # Rule lists

    def categories(self, ids):
        found = []
        for id in ids:
            category = {"id": id}
            if self.chance(0.4):
                category["limits"] = self.place_limits()
            if self.chance(0.2):
                category["title"] = {"zh": "类别"}
            found.append(category)
        return found

    def rule_list(self, version, first, last, before=None):
        """A version; with `before` its rules are mostly those of that version, moved, changed or without limits."""
        ids = ["order", "green", "civil", "文明"]
        exclusive_per = {group: self.pick(["act", "act", "ever"] + PERIODS) for group in ("PA", "PB", "NA", "NB")}
        if before is not None:
            for rule in before["positive"] + before["negative"]:
                if "exclusive" in rule and self.chance(0.6):
                    exclusive_per[rule["exclusive"]["group"]] = rule["exclusive"]["per"]
        whole = {"format": "pointsbank/1", "id": "rnd", "version": version}
        if self.chance(0.5):
            whole["title"] = {"zh": "积分管理办法"}
        if self.subject != "household" or self.chance(0.3):
            whole["subject"] = self.subject
        whole["effective"] = {"from": first.isoformat()}
        if last is not None:
            whole["effective"]["to"] = last.isoformat()
        whole["utc_offset"] = self.utc_offset
        whole["points"] = self.points
        whole["groups"] = self.groups
        whole["attributes"] = self.attributes
        whole["categories"] = self.categories(ids)
        if self.chance(0.4):
            whole["limits"] = self.place_limits()
        if self.chance(0.6):
            whole["base"] = {"points": self.whole(0, 40), "each": self.pick(PERIODS_AND_EVER[2:] + ["ever", "year"])}
            if self.chance(0.1):
                whole["base"] = {"points": self.whole(0, 2), "each": self.pick(["day", "week"])}
            if self.chance(0.4):
                whole["base"]["account"] = self.pick(["both", "standing", "spendable"])
        if self.chance(0.3):
            whole["intake"] = {"days": self.integer(0, 40)}
        for side, letter in (("positive", "p"), ("negative", "n")):
            whole[side] = []
            for number in range(self.random.randint(1, 5)):
                whole[side].append(self.rule(f"{letter}.{number}", side == "positive", ids, exclusive_per))
            if before is not None:
                whole[side] = self.changed_rules(before[side], whole[side], ids, exclusive_per)
        whole["closings"] = [self.closing(f"c{number}", ids) for number in range(self.random.randint(0, 5))]
        if before is not None:
            kept = {closing["id"]: closing for closing in before["closings"] if self.chance(0.6)}
            whole["closings"] = [kept.pop(closing["id"], closing) for closing in whole["closings"]]
            whole["closings"] += kept.values()
            self.random.shuffle(whole["closings"])
        if self.chance(0.2):
            whole["x-note"] = {"anything": [True, None]}
        return whole

    def changed_rules(self, before, fresh, categories, exclusive_per):
        rules = {rule["id"]: rule for rule in fresh}
        for old in before:
            if self.chance(0.25):
                continue
            rule = dict(old)
            change = self.pick(["nothing", "category", "limits", "no limits", "no repeat", "repeat", "score", "score",
                                "valid"])
            if change == "category":
                rule["category"] = self.pick(categories)
            elif change == "limits":
                rule["limits"] = self.rule_limits()
            elif change == "no limits":
                rule.pop("limits", None)
            elif change == "no repeat":
                rule.pop("repeat", None)
            elif change == "repeat":
                rule["repeat"] = self.repeat()
            elif change == "score":
                rule["score"] = self.score(True)
            elif change == "valid":
                rule["valid"] = self.valid()
            if "exclusive" in rule:
                group = rule["exclusive"]["group"]
                rule["exclusive"] = {"group": group, "per": exclusive_per[group]}
            rules[rule["id"]] = rule
        changed = list(rules.values())
        self.random.shuffle(changed)
        return changed

    def additions(self, base):
        """A list on top of the base; with ceilings in the base it keeps within them."""
        ceilings = self.chance(0.4)
        own = ["local"]
        first, last = base["effective"]["from"], base["effective"].get("to")
        later = (Date.fromisoformat(first) + ONE_DAY * 3).isoformat()
        # Not the first version's: entries may be as early as the first day of the rule book.
        if self.chance(0.3) and first != self.first_day.isoformat() and (last is None or later <= last):
            first = later
        addition = {"format": "pointsbank/1", "id": "local", "version": "L" + base["version"], "title": "本村补充",
                    "effective": {"from": first, **({"to": last} if last else {})},
                    "extends": {"id": base["id"], "version": base["version"]},
                    "categories": self.categories(own)}
        if self.chance(0.5):
            addition["attributes"] = {"event": {"local_extra": "number"}}
            self.local_extra = True
        categories = own if ceilings else own + ["order", "green"]
        exclusive_per = {group: self.pick(["act", "ever"] + PERIODS) for group in ("PA", "PB", "NA", "NB")}
        for rule in base["positive"] + base["negative"]:
            if "exclusive" in rule:
                exclusive_per[rule["exclusive"]["group"]] = rule["exclusive"]["per"]
        for side, letter in (("positive", "lp"), ("negative", "ln")):
            addition[side] = []
            for number in range(self.random.randint(1, 3)):
                rule = self.rule(f"{letter}.{number}", side == "positive", categories, exclusive_per)
                if "local_extra" in addition.get("attributes", {}).get("event", {}) and self.chance(0.4):
                    rule["when"] = "event.local_extra > 1"
                if ceilings:
                    self.keep_within_ceilings(rule)
                addition[side].append(rule)
        if ceilings:
            base["additions"] = {side: {"rules": self.integer(3, 5), "points": Number("5")}
                                 for side in ("positive", "negative")}
        else:
            addition["closings"] = [self.closing(f"lc{number}", categories)
                                    for number in range(self.random.randint(0, 2))]
        return addition

    def keep_within_ceilings(self, rule):
        rule["score"] = self.pick([{"points": self.fine(0, 5)}, {"grades": {"x": self.fine(0, 5), "y": Number("5")}},
                                   {"range": [Number("0"), Number("5")]},
                                   {"bands": [{"from": Number("0"), "points": Number("1")},
                                              {"from": Number("4"), "points": Number("5")}]}])
        rule.pop("veto", None)
        if "repeat" in rule:
            rule["repeat"]["steps"] = [Number("0.5"), Number("1")][:self.random.randint(1, 2)]
        if "exclusive" in rule:
            rule["exclusive"] = {"group": "own_" + rule["exclusive"]["group"], "per": rule["exclusive"]["per"]}

    def make_rules(self):
        self.subject = self.pick(["household"] * 4 + ["person", "village", "grid", "mediator"])
        self.groups = {"village": ["grid", "town"], "grid": ["village"]}.get(self.subject, ["grid", "village"])
        self.utc_offset = self.pick(["+08:00", "+08:00", "+00:00", "-03:30", "+05:45", "+13:00"])
        self.huge = self.chance(0.05)
        self.decimals = self.pick([0, 0, 0, 1] if self.huge else [0, 0, 1, 2, 2, 3, 6])
        self.local_extra = False
        self.points = {"decimals": self.integer(self.decimals, self.decimals),
                       "rounding": self.pick(["half_up", "half_even", "down", "up"])}
        if self.chance(0.5):
            self.points["floor"] = self.pick([Number("0"), Number("0"), self.whole(0, 15)])
        if self.chance(0.5):
            self.points["unit"] = "分"
        self.attributes = {
            "subject": {"members": "number", "poor": "bool", "tier": "string", "since": "date"},
            "event": {"level": "string", "extra": "number", "night": "bool", "due": "date"},
        }
        self.kinds = ["k0", "k1", "k2", "open", "打扫"][:self.random.randint(2, 5)]
        self.known = self.kinds[:1]
        self.first_day = Date(2025, 1, 1) + ONE_DAY * self.random.randint(0, 400)
        self.days = self.random.randint(60, 1000)
        versions = self.pick([1, 1, 2, 2, 3])
        bounds = sorted(self.random.sample(range(10, self.days - 5), versions - 1))
        starts = [self.first_day] + [self.first_day + ONE_DAY * bound for bound in bounds]
        lists, before = [], None
        for number, start in enumerate(starts):
            last = None
            if number + 1 < versions:
                gap = self.pick([0, 0, 3, 30]) if (starts[number + 1] - start).days > 40 else 0
                last = starts[number + 1] - ONE_DAY * (1 + gap)
            elif self.chance(0.5):
                last = self.first_day + ONE_DAY * (self.days + self.random.randint(-4, 200))
            before = self.rule_list(str(number + 1), start, last, before)
            lists.append(before)
        for rules in list(lists):
            # The kinds that count("…") names must be known in every list.
            self.know_kind(rules)
        if self.chance(0.25):
            # All versions or none: the lists of a rule book have one id.
            lists += [self.additions(rules) for rules in lists]
        self.lists = lists
        self.last_day = self.first_day + ONE_DAY * self.days
        self.all_kinds = self.kinds + ["cure", "shut", "open", "k0", "p.0", "n.0", "mystery"]

    def know_kind(self, rules):
        rule = rules["positive"][0]
        on = rule.get("on", [rule["id"]])
        on = [on] if isinstance(on, str) else on
        rule["on"] = on if self.known[0] in on else on + self.known[:1]

    # Rows

    def day(self):
        """A day mostly within the rule book, often at the border of a period or a version, or on a busy day."""
        if self.chance(0.35):
            return self.pick(self.busy_days)
        return self.first_day + ONE_DAY * self.random.randint(-8, self.days + 8)

    def moment(self, day):
        """A bare date, or a moment on or near that day in some offset, often around midnight."""
        if self.chance(0.35):
            return day.isoformat()
        clock = self.pick(["00:00:00", "23:59:59", "23:59:59.999999", "00:00:00.5", "16:00:00", "08:00:00", None, None,
                           None])
        if clock is None:
            clock = f"{self.random.randint(0, 23):02}:{self.pick([0, 0, 30, 59, 12]):02}:{self.pick([0, 0, 7, 59]):02}"
        offset = self.pick([self.utc_offset, self.utc_offset, "Z", "+00:00", "+08:00", "-05:00", "+14:00", "-11:30"])
        return f"{day.isoformat()}T{clock}{offset}"

    def decimal(self, low, high):
        decimals = self.pick([0, 0, 0, 1, 2, 3, 9])
        return written(Fraction(self.random.randint(low * 10**decimals, high * 10**decimals), 10**decimals), decimals)

    def attribute(self, kind):
        if self.chance(0.1):
            return ""
        if kind == "number":
            return self.pick(["0.5", "1", "2", "3", "5", "1.0"])
        if kind == "bool":
            return self.pick(["true", "false"])
        if kind == "date":
            return (Date(2019, 1, 1) + ONE_DAY * self.random.randint(0, 3000)).isoformat()
        return self.pick(["tx", "中等", "贫困", "a", "b", "贫tx"])

    def make_roster(self):
        odd = self.chance(0.4)
        self.households = []
        for number in range(self.random.randint(5, 12)):
            pattern = self.pick(ODD_IDS) if odd and self.chance(0.5) else self.pick(["h{}", "H{}", "户{}"])
            self.households.append(pattern.format(number))
        rows = []
        self.starts = {}
        for household in self.households:
            dates = [""]
            if self.chance(0.4):
                for _ in range(self.random.randint(1, 3)):
                    date = self.pick([self.day(), self.pick(self.busy_days)]).isoformat()
                    if date not in dates:
                        dates.append(date)
                if self.chance(0.3):
                    dates.remove("")
            joined = self.pick(["", "", "", "", self.day().isoformat()])
            left = self.pick(["", "", "", "", "", "", self.day().isoformat()])
            if joined and left and left <= joined:
                left = ""
            own = []
            for date in dates:
                row = {self.subject: household, "from": date, "joined": "", "left": "", "name": self.pick(["", "张三"])}
                for group in self.groups:
                    row[group] = self.pick(["g1", "g1", "g2", "g3", ""]) if group == self.groups[0] else \
                        self.pick(["v1", "v2", "村,三"])
                for name, kind in self.attributes["subject"].items():
                    row[name] = self.attribute(kind)
                own.append(row)
            self.pick(own)["joined"] = joined
            self.pick(own)["left"] = left
            rows += own
        self.random.shuffle(rows)
        columns = [self.subject, *self.groups, *self.attributes["subject"], "joined", "left", "from", "name"]
        self.roster_file = self.write_rows("roster", columns, rows)

    def make_members(self):
        self.member_spells = []     # (member, household, joined, left)
        self.members_file = None
        if self.chance(0.35):
            return
        for number in range(self.random.randint(3, 12)):
            member = self.pick(["m{}", "成员{}", "m,{}"] if self.chance(0.2) else ["m{}"]).format(number)
            if self.chance(0.3):
                change = self.day().isoformat()
                self.member_spells.append((member, self.pick(self.households), "", change))
                self.member_spells.append((member, self.pick(self.households), change, ""))
            else:
                left = self.pick(["", "", self.day().isoformat()])
                self.member_spells.append((member, self.pick(self.households), "", left))
        if self.chance(0.1):
            self.member_spells.append(("stray", "nobody", "", ""))
        if self.chance(0.04):
            self.member_spells = []
        rows = [{"member": member, self.subject: household, "joined": joined, "left": left, "name": ""}
                for member, household, joined, left in self.member_spells]
        self.random.shuffle(rows)
        self.members_file = self.write_rows("members", ["member", self.subject, "joined", "left", "name"], rows)

    def event(self, id):
        day = self.day()
        household = self.pick(self.households[:4] if self.chance(0.6) else self.households)
        member = ""
        if self.chance(0.5):
            own = [spell for spell in self.member_spells if spell[1] == household]
            spell = self.pick(own) if own and self.chance(0.9) else None
            member = spell[0] if spell else self.pick(["m0", "m1", "m2"])
            if self.members_file is None and self.chance(0.8):
                member = self.pick(["m0", "m1"])
        if member and self.chance(0.25) or self.chance(0.03):
            household = ""
        elif self.chance(0.02):
            household = "nobody"
        kind = self.pick(self.kinds) if self.chance(0.75) else self.pick(self.all_kinds)
        row = {"event": id, self.subject: household, "kind": kind, "at": self.moment(day), "member": member}
        row["quantity"] = self.decimal(0, 9)
        if self.chance(0.4):
            row["quantity"] = self.pick(["", self.decimal(0, 90), self.pick(["0", "-1", "-1", "-0.5", "3"])])
        row["points"] = self.pick(["", self.decimal(0, 10), self.decimal(0, 10)])
        row["grade"] = self.pick(["", "w", *GRADES, *GRADES])
        row["act"] = self.pick(["", "", *ACTS])
        row["recorded"] = ""
        if self.chance(0.4):
            row["recorded"] = self.full_moment(day + ONE_DAY * self.random.randint(0, 45))
        row["revokes"] = ""
        for name, kind in self.event_attributes.items():
            row[name] = self.pick(LEVELS) if name == "level" and self.chance(0.8) else self.attribute(kind)
        return row

    def full_moment(self, day):
        while True:
            moment = self.moment(day)
            if "T" in moment:
                return moment

    def make_events(self):
        self.event_attributes = dict(self.attributes["event"])
        if self.local_extra:
            self.event_attributes["local_extra"] = "number"
        count = 0 if self.chance(0.02) else self.random.randint(40, 250)
        ids = [self.pick(["e{}", "E{}", "事{}", "e,{}", "é{}"] if self.chance(0.2) else ["e{}"]).format(
            self.random.randint(0, 99999)) + f"-{number}" for number in range(count)]
        rows = [self.event(id) for id in ids]
        for row in rows:
            if self.chance(0.15):
                # The same moment as another event, for the order by `recorded` and id.
                row["at"] = self.pick(rows)["at"]
        revocations = []
        for number in range(self.random.randint(0, count // 12) if count else 0):
            revoked = self.pick(ids)
            if self.chance(0.15):
                revoked = "ghost"
            if revocations and self.chance(0.15):
                revoked = self.pick(revocations)["event"]
            row = {column: "" for column in rows[0]}
            row["event"], row["revokes"] = f"r{number}", revoked
            if self.chance(0.5):
                row["recorded"] = self.full_moment(self.day())
            if self.chance(0.2):
                row[self.subject] = self.pick(self.households)
            if self.chance(0.2):
                row["at"] = self.day().isoformat()
            revocations.append(row)
        rows += revocations
        for _ in range(self.random.randint(0, count // 30)):
            rows.append(dict(self.pick(rows)))
        self.random.shuffle(rows)
        columns = ["event", self.subject, "kind", "at", "quantity", "points", "grade", "member", "act", "recorded",
                   "revokes", *self.event_attributes]
        self.event_columns, self.event_rows = columns, rows
        self.events_file = self.write_rows("events", columns, rows)

    def make_entries(self):
        self.entries_file = None
        if self.chance(0.3):
            return
        rows = []

        def entry(day, household, cause, standing, spendable, of=""):
            text = day.isoformat()
            if self.chance(0.5):
                text += f"T{self.random.randint(0, 23):02}:30:00{self.utc_offset}"
            rows.append({"entry": f"x{len(rows)}", self.subject: household, "at": text, "cause": cause,
                         "standing": standing, "spendable": spendable, "of": of})
            return rows[-1]["entry"]

        for _ in range(self.random.randint(0, 26)):
            day = max(self.first_day, self.day())
            household = self.pick(self.households[:3] if self.chance(0.8) else self.households)
            cause = self.pick(["redemption"] * 4 + ["transfer", "opening"])
            if cause == "redemption":
                amount = self.random.randint(1, 30)
                id = entry(day, household, cause, "", f"-{amount}")
                for _ in range(self.pick([0, 0, 1, 1, 2])):
                    day += ONE_DAY * self.random.randint(1, 200)
                    entry(day, household, "refund", "", str(self.random.randint(1, amount)), id)
            elif cause == "transfer":
                entry(day, household, cause, str(self.random.randint(-9, 9)), str(self.random.randint(-20, 20)))
            else:
                entry(day, household, cause, self.pick(["", "5"]), str(self.random.randint(0, 30)))
        self.random.shuffle(rows)
        columns = ["entry", self.subject, "at", "cause", "standing", "spendable", "of"]
        self.entries_file = self.write_rows("entries", columns, rows)

    # Files

    def write_rows(self, name, columns, rows):
        if rows and self.chance(0.08):
            return self.write_json_lines(name, columns, rows)
        # Columns that no row fills may be left out where they are optional.
        optional = {"joined", "left", "from", "name", "recorded", "revokes", "act", "member", "grade", "points",
                    "quantity"} - ({"member"} if name == "members" else set())
        columns = [column for column in columns
                   if not (column in optional and all(not row[column] for row in rows) and self.chance(0.5))]
        if name in ("roster", "events") and self.chance(0.1):
            # A column that nothing reads, so that even repeated events may differ in it.
            columns = columns + ["memo"]
            rows = [{**row, "memo": self.pick(["", "1", "二"])} for row in rows]
        if self.chance(0.2):
            columns = self.random.sample(columns, len(columns))
        end = self.pick(["\n", "\n", "\n", "\r\n"])

        def cell(text):
            if any(character in text for character in ',"\r\n') or (text and self.chance(0.01)):
                return '"' + text.replace('"', '""') + '"'
            return text

        lines = [",".join(columns)] + [",".join(cell(row[column]) for column in columns) for row in rows]
        text = ("\ufeff" if self.chance(0.1) else "") + "".join(line + end for line in lines)
        if len(rows) > 1 and self.chance(0.1):
            text = text[:-len(end)]
        return self.write(name + ".csv", text)

    def write_json_lines(self, name, columns, rows):
        kinds = {"quantity": "number", "points": "number", "standing": "number", "spendable": "number",
                 **self.attributes["subject"], **self.attributes["event"], "local_extra": "number"}
        lines = []
        for row in rows:
            one = {}
            for column in columns:
                if row[column] == "":
                    # The first row has every column, as a header would.
                    if row is rows[0] or self.chance(0.2):
                        one[column] = None
                elif kinds.get(column) == "number":
                    one[column] = Number(row[column]) if self.chance(0.8) else row[column]
                elif kinds.get(column) == "bool":
                    one[column] = row[column] == "true"
                else:
                    one[column] = row[column]
            cells = (f"{json.dumps(key, ensure_ascii=False)}: {json_text(value)}" for key, value in one.items())
            lines.append("{" + ", ".join(cells) + "}\n")
        return self.write(name + ".jsonl", "".join(lines))

    def write(self, name, text):
        path = os.path.join(self.out, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return name

    # Published closings: what an evaluation of some of the events gave, in part, and altered

    def publish(self, files):
        folder = os.path.join(self.out, "published")
        os.makedirs(folder)
        for name in ("rankings.csv", "ratings.csv", "dividends.csv", "benefits.csv"):
            lines = self.csv_lines(files[name].decode("utf-8"))
            closings = sorted({tuple(line[:2]) for line in lines[1:]})
            kept = [closing for closing in closings if self.chance(0.4)]
            altered = []
            for closing in kept:
                rows = [line for line in lines[1:] if tuple(line[:2]) == closing]
                if self.chance(0.2):
                    self.random.shuffle(rows)
                for row in rows:
                    if self.chance(0.1):
                        continue
                    others = [id for id in self.households if all(id != one[2] for one in rows)]
                    if others and self.chance(0.2):
                        # A household that the rules would not have picked: what is published stays.
                        row[2] = self.pick(others)
                    if name == "rankings.csv" and self.chance(0.3):
                        row[6] = written(Fraction(self.random.randint(0, 9)), self.decimals)
                    if name == "ratings.csv" and self.chance(0.2):
                        row[6] = self.pick(["five", "改"])
                    altered.append(row)
            self.write(os.path.join("published", name), "".join(
                ",".join('"' + one.replace('"', '""') + '"' if any(c in one for c in ',"\n') else one for one in line)
                + "\n" for line in [lines[0]] + altered))
        return "published"

    def csv_lines(self, text):
        return [row for row in csv.reader(io.StringIO(text, newline="")) if row]

    def make(self):
        if os.path.exists(self.out):
            shutil.rmtree(self.out)
        os.makedirs(self.out)
        self.make_rules()
        borders = []
        for _ in range(12):
            day = self.first_day + ONE_DAY * self.random.randint(0, self.days)
            first, last = period_of(self.pick(PERIODS), day)
            borders += [first, last, day]
        for rules in self.lists:
            first = Date.fromisoformat(rules["effective"]["from"])
            borders += [first, first - ONE_DAY]
        borders = [day for day in borders if self.first_day - ONE_DAY * 9 <= day <= self.last_day] or [self.first_day]
        self.busy_days = self.random.sample(borders, min(8, len(borders)))
        rules_files = [self.write(f"rules{number}.json", json_text(rules) + "\n")
                       for number, rules in enumerate(self.lists, 1)]
        if self.chance(0.5):
            self.random.shuffle(rules_files)
        self.make_roster()
        self.make_members()
        self.make_events()
        self.make_entries()
        through = self.last_day + ONE_DAY * self.pick([-self.days // 3, -30, -7, 0, 5, 60])
        through = max(through, self.first_day)
        if self.chance(0.3):
            through = period_of("month", through)[1]
        as_of = None
        if self.chance(0.25):
            as_of = self.moment(self.first_day + ONE_DAY * self.random.randint(self.days // 2, self.days + 30))
        case = {"rules": rules_files, "roster": self.roster_file, "events": self.events_file, "members": self.members_file,
                "entries": self.entries_file, "published": None, "through": through.isoformat(), "as_of": as_of}
        if self.chance(0.25):
            self.add_published(case)
        self.write("case.json", json.dumps(case, ensure_ascii=False, indent=1) + "\n")

    def add_published(self, case):
        some = [row for row in self.event_rows if self.chance(0.85)]
        scratch = self.write_rows("earlier", self.event_columns, some)
        try:
            files = evaluate_case(self.out, {**case, "events": scratch})
            case["published"] = self.publish(files)
        except Overflow:
            pass
        os.remove(os.path.join(self.out, scratch))


def evaluate_case(folder, case):
    def path(name):
        return os.path.join(folder, name) if name else None

    return evaluate([path(name) for name in case["rules"]], path(case["roster"]), path(case["events"]),
                    path(case["members"]), path(case["entries"]), path(case["published"]),
                    through=case["through"], as_of=case["as_of"])


def make_case(seed, out):
    RandomCase(seed, out).make()


def main():
    parser = argparse.ArgumentParser(description="Writes a random but valid case.")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    make_case(options.seed, options.out)


if __name__ == "__main__":
    main()
