"""A rule list that uses every key, and tables of what may be changed in it and what not.

A change is a JSON pointer and a value: the value is put there (`-` at the end of a list appends), `ABSENT` takes away
what is there.
"""

from __future__ import annotations

import copy
from typing import Any

ABSENT = object()


def rule(score: dict, **keys: Any) -> dict:
    return {"id": "added", "category": "service", "score": score, **keys}


LIST: dict[str, Any] = {
    "format": "pointsbank/1",
    "id": "village",
    "version": "2026",
    "title": {"zh": "积分管理办法", "en": "Points rules"},
    "note": "a text",
    "subject": "household",
    "effective": {"from": "2026-01-01", "to": "2026-12-31"},
    "utc_offset": "+08:00",
    "points": {"decimals": 2, "rounding": "half_even", "unit": "分", "floor": 0},
    "groups": ["grid"],
    "attributes": {"subject": {"members": "number"}, "event": {"level": "string", "night": "bool", "due": "date"}},
    "categories": [{"id": "service", "title": "Service", "limits": [{"per": "month", "earn": 30}]}, {"id": "丙"}],
    "limits": [{"per": "year", "deduct": 200}],
    "base": {"points": 60, "each": "year", "account": "standing"},
    "intake": {"days": 31},
    "positive": [
        {"id": "fixed", "category": "service", "title": {"zh": "固定"}, "note": "n", "on": ["a", "b"],
         "when": "event.quantity >= 0.5 && subject.members > 0", "score": {"points": 5},
         "repeat": {"per": "month", "by": "member", "steps": [1, 0.5]}, "exclusive": {"group": "g", "per": "act"},
         "limits": [{"per": "month", "points": 20}, {"per": "week", "count": 3, "by": "member"}], "account": "both",
         "valid": {"months": 12}, "effective": {"from": "2026-03-01"}, "public": True,
         "source": {"document": "村规民约", "clause": "第12条", "status": "stated"}},
        {"id": "rated", "category": "service", "score": {"rate": 2, "each": 3, "whole": True,
                                                         "over": {"per": "year", "by": "member"}}},
        {"id": "graded", "category": "service", "score": {"grades": {"national": 50, "市级": 10}}},
        {"id": "banded", "category": "service", "score": {"bands": [{"from": 0, "points": 1}, {"from": 10, "points": 3}]},
         "valid": {"bands": [{"from": 0, "months": 12}, {"from": 40.01, "months": 24}]}},
        {"id": "marginal", "category": "service",
         "score": {"marginal": [{"to": 20, "rate": 1, "whole": True}, {"rate": 1, "each": 2}]},
         "valid": {"to_end_of": "year", "years": 1}},
        {"id": "ranged", "category": "service", "score": {"range": [1, 5]}},
        {"id": "formula", "category": "丙", "score": {"formula": "min(event.quantity * 0.1, 5)"}},
    ],
    "negative": [
        {"id": "gambling", "category": "service", "score": {"points": 0},
         "repeat": {"within": {"months": 12}, "steps": [0, 1, 2]},
         "veto": {"for": {"months": 24}, "cured_by": ["repair_done"], "forfeit": "year", "block": True,
                  "unranked": True, "level": "black", "no_redemption": True}},
    ],
    "closings": [
        {"id": "duty", "kind": "obligation", "at": "quarter", "on": "meeting", "at_least": 2, "points": 3,
         "per_missing": True, "category": "service", "account": "both"},
        {"id": "idle", "kind": "continuing", "at": "month", "opened_by": "land_idle", "closed_by": ["land_used"],
         "after": {"months": 12}, "every": {"months": 12}, "points": 1, "effect": "deduct"},
        {"id": "monthly", "kind": "ranking", "at": "month", "by": "period / subject.members", "within": "grid",
         "awards": [{"ranks": [1, 1], "points": 5}, {"ranks": [2, 3], "points": 3}], "minimum": 1, "ties": "dense",
         "field": 3, "account": "both"},
        {"id": "stars", "kind": "rating", "at": "year", "by": "standing",
         "levels": [{"id": "five_star", "title": "五星", "at_least": 95, "top": 10}, {"id": "four_star", "above": 80}]},
        {"id": "fading", "kind": "expiry", "at": "year", "keep": 0.5},
        {"id": "lapsing", "kind": "expiry", "at": "month", "after": {"months": 24}},
        {"id": "share", "kind": "dividend", "at": "year", "fund": 10000, "decimals": 2, "unit": "元", "by": "standing"},
        {"id": "loan", "kind": "benefit", "at": "year", "value": "floor(standing / 10) * 0.1", "decimals": 1,
         "unit": "%", "when": "count(\"meeting\") > 0"},
        {"id": "fresh", "kind": "reset", "at": "year", "account": "spendable", "to": 0},
    ],
    "examples": [
        {"title": "one", "given": {"roster": [{"household": "H1", "grid": "g", "members": 3}], "members": [],
                                   "events": [{"event": "e1", "household": "H1", "kind": "ranged", "at": "2026-03-05",
                                               "points": 3}], "entries": []},
         "through": "2026-03-05", "expect": {"outcomes": [{"event": "e1", "outcome": "applied", "amount": "3.00"}]}},
    ],
    "additions": {"positive": {"rules": 5, "points": 2}, "negative": {"rules": 5, "points": 2}},
    "x-ours": {"anything": [1, None]},
}

Change = tuple[str, Any]

# What both take.
GOOD: list[Change] = [
    ("", LIST),
    ("/title", ABSENT), ("/subject", ABSENT), ("/effective/to", ABSENT), ("/points", ABSENT),
    ("/base", ABSENT), ("/closings", ABSENT), ("/examples", ABSENT), ("/additions", ABSENT),
    ("/utc_offset", "-03:30"), ("/utc_offset", "Z"),
    ("/points/floor", "-10.50"), ("/points/decimals", 6),
    ("/categories/-", {"id": "二.三-_4"}),
    ("/positive/0/score", {"points": "0.10"}), ("/positive/0/score", {"points": "1e2"}),
    ("/positive/0/score", {"points": 0.005}),
    ("/positive/0/on", "a"), ("/positive/0/x-mine", 1), ("/positive/0/valid", ABSENT),
    ("/positive/1/score/each", "0.1"), ("/positive/1/score/over/per", "ever"),
    ("/positive/-", rule({"points": 1}, account="spendable", effective={"to": "2026-06-30"})),
    ("/positive/-", rule({"marginal": [{"to": 5, "rate": 1}]})),
    ("/negative/0/veto", {"for": "ever"}), ("/negative/0/veto/cured_by", []),
    ("/closings/2/awards", []), ("/closings/2/minimum", -5), ("/closings/4/keep", "0"),
    ("/closings/8/to", -3), ("/examples/0/expect", ABSENT), ("/examples/0/given/roster/0/household", None),
]

# What both refuse.
BROKEN: list[Change] = [
    ("", []), ("", "a text"), ("", 5),
    *[("/" + key, ABSENT) for key in ("format", "id", "version", "effective", "categories", "positive", "negative")],
    ("/format", "pointsbank/2"), ("/id", ""), ("/id", "a b"), ("/id", "a/b"), ("/id", 5), ("/version", 1),
    ("/tittle", "x"), ("/closing", []), ("/title", ["x"]), ("/title", {"zh": 5}),
    ("/effective", "2026-01-01"), ("/effective", {"to": "2026-12-31"}), ("/effective/from", "2026-02-30"),
    ("/effective/from", "2026-1-1"), ("/effective/until", "2026-12-31"),
    ("/subject", "member"), ("/subject", "event"), ("/subject", "household!"),
    ("/utc_offset", "8"), ("/utc_offset", "+24:00"), ("/utc_offset", "+08:60"), ("/utc_offset", 8),
    ("/points/decimals", 7), ("/points/decimals", -1), ("/points/decimals", 1.5), ("/points/rounding", "half"),
    ("/points/floor", "ten"), ("/points/unit", 5),
    ("/groups", ["1st"]), ("/groups", ["grid", "grid"]), ("/groups", "grid"), ("/groups", ["name"]),
    ("/attributes/subject", {"members": "integer"}), ("/attributes/event", {"quantity": "number"}),
    ("/attributes/event", {"a-b": "number"}), ("/attributes/village", {}),
    ("/categories", {}), ("/categories/-", {"title": "no id"}), ("/categories/-", {"id": "a,b"}),
    ("/categories/-", {"id": "c", "limits": [{"per": "month", "points": 3}]}),
    ("/limits", [{"earn": 3}]), ("/limits", [{"per": "fortnight", "earn": 3}]), ("/limits", [{"per": "month"}]),
    ("/limits", [{"per": "month", "earn": -3}]), ("/limits", [{"per": "month", "earn": 3, "by": "member"}]),
    ("/base", {"points": 60}), ("/base", {"each": "year"}), ("/base/account", "all"), ("/base/points", -1),
    ("/intake", {}), ("/intake", {"days": -1}), ("/intake", {"days": "soon"}), ("/intake", 31),
    ("/positive", {}), ("/positive/-", {}), ("/positive/-", 5), ("/positive/-", None),
    ("/positive/0/id", ABSENT), ("/positive/0/id", "a b"), ("/positive/0/category", ABSENT),
    ("/positive/0/score", ABSENT), ("/positive/0/score", {}), ("/positive/0/score", 5),
    ("/positive/0/score", {"points": -1}), ("/positive/0/score", {"points": "+1"}), ("/positive/0/score", {"points": "01"}),
    ("/positive/0/score", {"points": "1."}), ("/positive/0/score", {"points": ".5"}), ("/positive/0/score", {"points": "0x10"}),
    ("/positive/0/score", {"points": True}), ("/positive/0/score", {"points": "1e19"}),
    ("/positive/0/score", {"points": "0.0000000001"}), ("/positive/0/score", {"points": "1234567890123456789"}),
    ("/positive/0/score", {"points": 5, "rate": 2}), ("/positive/0/score", {"points": 5, "each": 2}),
    ("/positive/0/score", {"points": 5, "over": {"per": "year"}}), ("/positive/0/score", {"pionts": 5}),
    ("/positive/0/score", {"rate": 1, "each": 0}), ("/positive/0/score", {"rate": 1, "each": "0.0"}),
    ("/positive/0/score", {"rate": 1, "whole": "yes"}), ("/positive/0/score", {"rate": 1, "over": {}}),
    ("/positive/0/score", {"rate": 1, "over": {"per": "act"}}), ("/positive/0/score", {"grades": {}}),
    ("/positive/0/score", {"grades": {"a": -1}}), ("/positive/0/score", {"bands": []}),
    ("/positive/0/score", {"bands": [{"from": 1}]}), ("/positive/0/score", {"marginal": []}),
    ("/positive/0/score", {"marginal": [{"to": 5}]}), ("/positive/0/score", {"marginal": [{"rate": 1}, {"rate": 2}]}),
    ("/positive/0/score", {"marginal": [{"to": 0, "rate": 1}]}), ("/positive/0/score", {"range": [1]}),
    ("/positive/0/score", {"range": [1, 2, 3]}), ("/positive/0/score", {"range": [-1, 2]}),
    ("/positive/0/score", {"formula": 5}), ("/positive/0/score", {"formula": ""}),
    ("/positive/0/when", True), ("/positive/0/on", []), ("/positive/0/on", 5),
    ("/positive/0/repeat", {"steps": [1]}), ("/positive/0/repeat", {"per": "month"}),
    ("/positive/0/repeat", {"per": "month", "steps": []}), ("/positive/0/repeat", {"per": "month", "steps": [-1]}),
    ("/positive/0/repeat", {"per": "month", "within": {"months": 1}, "steps": [1]}),
    ("/positive/0/repeat", {"within": {"months": 0}, "steps": [1]}), 
    ("/positive/0/exclusive", {"group": "g"}), ("/positive/0/exclusive", {"per": "day"}),
    ("/positive/0/exclusive", {"group": "g", "per": "decade"}),
    ("/positive/0/limits", [{"per": "month"}]), ("/positive/0/limits", [{"per": "month", "points": 1, "count": 1}]),
    ("/positive/0/limits", [{"points": 1}]), ("/positive/0/limits", [{"per": "month", "count": 1.5}]),
    ("/positive/0/limits", [{"per": "month", "earn": 1}]), ("/positive/0/limits", {"per": "month", "points": 1}),
    ("/positive/0/account", "none"), ("/positive/0/public", "yes"),
    ("/positive/0/valid", {}), ("/positive/0/valid", {"months": 0}), ("/positive/0/valid", {"months": 12, "years": 1}),
    ("/positive/0/valid", {"to_end_of": "ever"}), ("/positive/0/valid", {"bands": []}), ("/positive/0/valid", {"days": 5}),
    ("/positive/0/effective", {"from": "soon"}), ("/positive/0/source/status", "guessed"),
    ("/positive/0/source/page", 3), ("/positive/0/veto", {"for": "year"}),
    ("/negative/0/veto", {}), ("/negative/0/veto/for", "act"), ("/negative/0/veto/for", {"months": -1}),
    ("/negative/0/veto/forfeit", True), ("/negative/0/veto/block", 1), ("/negative/0/veto/level", "a b"),
    ("/negative/0/veto/unrankd", True),
    ("/closings/0/kind", "duty"), ("/closings/0/kind", ABSENT), ("/closings/0/at", ABSENT), ("/closings/0/at", "ever"),
    ("/closings/0/id", ABSENT), ("/closings/0/on", ABSENT), ("/closings/0/points", ABSENT), ("/closings/0/at_least", 0),
    ("/closings/0/awards", []), ("/closings/1/effect", "both"), ("/closings/1/opened_by", ABSENT),
    ("/closings/1/effect", ABSENT), ("/closings/1/every", {"months": 0}), ("/closings/1/after", 12),
    ("/closings/2/ties", "sparse"), ("/closings/2/awards/0/ranks", [1]), ("/closings/2/awards/0/ranks", [0, 1]),
    ("/closings/2/awards/0/points", ABSENT), ("/closings/2/field", -1), ("/closings/2/levels", []),
    ("/closings/3/levels", []), ("/closings/3/levels", ABSENT), ("/closings/3/levels/0/id", ABSENT),
    ("/closings/3/levels/0/top", 0), ("/closings/3/levels/0/below", 5),
    ("/closings/4/keep", 1), ("/closings/4/keep", -0.1), ("/closings/4/keep", ABSENT), ("/closings/4/after", {"months": 1}),
    ("/closings/6/fund", ABSENT), ("/closings/6/fund", -1), ("/closings/7/value", ABSENT), ("/closings/7/value", 5),
    ("/closings/8/account", ABSENT), ("/closings/8/account", "x"), ("/closings/8/to", ABSENT),
    ("/examples", {}), ("/examples/0/given", ABSENT), ("/examples/0/given/rooster", []),
    ("/examples/0/given/roster/0/household", ["H1"]), ("/examples/0/expect", {"balance": []}),
    ("/additions", {"both": {}}), ("/additions/positive", {"rules": -1}), ("/additions/positive", {"points": "much"}),
    ("/extends", {"id": "village", "version": "2025"}),
]

# What the schema takes and only the reader can refuse.
READER_ONLY: list[Change] = [
    ("/effective/from", "2027-01-01"), ("/effective/from", "2026-02-29"), ("/effective/to", "2025-12-31"),
    ("/id", "😀"), ("/positive/0/repeat/by", "villager"), ("/examples/0/through", "2026-02-29"),
    ("/categories/-", {"id": "service"}), ("/groups", ["members"]), ("/groups", ["household"]),
    ("/limits", [{"per": "month", "earn": 1}, {"per": "month", "earn": 2}]), ("/limits", [{"per": "month", "earn": 0.001}]),
    ("/base/points", 0.001), ("/points/floor", 0.001), ("/points/floor", 99999999999999999),
    ("/positive/0/id", "rated"), ("/positive/0/id", "gambling"), ("/positive/0/id", "duty"),
    ("/positive/0/category", "no such"), ("/positive/0/when", "event.nothing > 0"), ("/positive/0/when", "event.quantity"),
    ("/positive/0/when", "event.quantity >"), ("/positive/0/when", "event.level > 5"), ("/positive/0/when", "period > 0"),
    ("/positive/0/score", {"formula": "event.night"}), ("/positive/0/score", {"formula": "subject.member"}),
    ("/positive/0/score", {"range": [5, 1]}), ("/positive/0/score", {"bands": [{"from": 5, "points": 1}, {"from": 5, "points": 2}]}),
    ("/positive/0/score", {"bands": [{"from": 0, "points": 3}, {"from": 5, "points": 1}], "over": {"per": "year"}}),
    ("/positive/0/score", {"marginal": [{"rate": 1}, {"to": 5, "rate": 1}]}),
    ("/positive/0/score", {"marginal": [{"to": 5, "rate": 1}, {"to": 5, "rate": 1}]}),
    ("/positive/0/limits", [{"per": "month", "points": 0.001}]),
    ("/positive/0/limits", [{"per": "month", "points": 1}, {"per": "month", "points": 2}]),
    ("/positive/0/valid", {"bands": [{"from": 5, "months": 12}, {"from": 5, "months": 24}]}),
    ("/positive/0/effective", {"from": "2026-06-01", "to": "2026-05-01"}),
    ("/negative/0/exclusive", {"group": "g", "per": "act"}),
    ("/positive/1/exclusive", {"group": "g", "per": "day"}),
    ("/closings/0/id", "fixed"), ("/closings/0/category", "no such"), ("/closings/0/points", 0.001),
    ("/closings/1/closed_by", ["land_idle"]), ("/closings/2/within", "village"), ("/closings/2/by", "period > 1"),
    ("/closings/2/by", "event.quantity"), ("/closings/2/awards/1/ranks", [1, 3]), ("/closings/2/awards/1/ranks", [3, 2]),
    ("/closings/2/awards/0/points", 0.001), ("/closings/3/levels/-", {"id": "five_star"}), ("/closings/6/fund", 0.001),
    ("/closings/7/value", "count(meeting)"), ("/closings/8/to", 0.001),
    ("/examples/0/expect", {"outcomes": [{"evnt": "e1"}]}),
]


def changed(change: Change) -> Any:
    pointer, value = change
    if pointer == "":
        return value
    result = copy.deepcopy(LIST)
    *path, last = pointer[1:].split("/")
    place: Any = result
    for step in path:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if isinstance(place, list):
        if last == "-":
            place.append(value)
        else:
            place[int(last)] = value
    elif value is ABSENT:
        del place[last]
    else:
        place[last] = value
    return result
