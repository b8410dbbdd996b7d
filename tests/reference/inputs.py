"""Page 3, what goes in: rule lists made into a rule book, and the rows of the CSV or JSON Lines files."""

import csv
import io
import json
import os

from exact import LAST_DATE, FIRST_DATE, offset_seconds
from datetime import date as Date


def text_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return file.read()


def json_with_exact_numbers(text):
    """Numbers stay the text that they are written as: a double would not be exact."""
    return json.loads(text, parse_float=str, parse_int=str)


def cell_of(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def read_rows(path):
    """The rows as dictionaries of column to text; a column that a row lacks, and an empty cell, is ''."""
    text = text_of(path)
    if path.endswith(".jsonl"):
        objects = [json_with_exact_numbers(line) for line in text.split("\n") if line.strip()]
        return [{name: cell_of(value) for name, value in one.items()} for one in objects]
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def read_published(folder):
    """File name -> (closing, period) -> rows, in their order."""
    published = {}
    for name in ("rankings", "ratings", "dividends", "benefits"):
        published[name] = {}
        for ending in (".csv", ".jsonl"):
            path = os.path.join(folder, name + ending)
            if os.path.exists(path):
                for row in read_rows(path):
                    published[name].setdefault((row["closing"], row["period"]), []).append(row)
    return published


def as_list(kinds):
    return [kinds] if isinstance(kinds, str) else list(kinds)


def effective_range(something):
    effective = something.get("effective", {})
    first = Date.fromisoformat(effective["from"]) if "from" in effective else FIRST_DATE
    last = Date.fromisoformat(effective["to"]) if "to" in effective else LAST_DATE
    return first, last


def in_effect(something, date):
    first, last = effective_range(something)
    return first <= date <= last


def on_top_of(base, addition):
    """A local addition, read on top of its base."""
    whole = dict(base)
    for key in ("format", "id", "version", "title", "effective"):
        if key in addition:
            whole[key] = addition[key]
    for key in ("groups", "categories", "positive", "negative", "closings"):
        whole[key] = list(base.get(key, [])) + list(addition.get(key, []))
    whole["attributes"] = {
        of: {**base.get("attributes", {}).get(of, {}), **addition.get("attributes", {}).get(of, {})}
        for of in ("subject", "event")
    }
    return whole


def compose(one, lists):
    if "extends" not in one:
        return one
    wanted = (one["extends"]["id"], one["extends"]["version"])
    base = next(other for other in lists if (other["id"], other["version"]) == wanted)
    return on_top_of(compose(base, lists), one)


class RuleBook:
    """The versions in order of their first day. Each is the JSON of its list, its numbers still text."""

    def __init__(self, paths):
        lists = [json_with_exact_numbers(text_of(path)) for path in paths]
        extended = [(one["extends"]["id"], one["extends"]["version"]) for one in lists if "extends" in one]
        book = [compose(one, lists) for one in lists if (one["id"], one["version"]) not in extended]
        self.versions = sorted(book, key=effective_range)
        any_version = self.versions[0]
        self.subject = any_version.get("subject", "household")
        self.utc_offset = offset_seconds(any_version.get("utc_offset", "+08:00"))
        points = any_version.get("points", {})
        self.decimals = int(points.get("decimals", 0))
        self.rounding = points.get("rounding", "half_up")
        self.floor = points.get("floor")
        self.first_day = effective_range(any_version)[0]
        self.groups = []
        self.subject_attributes = {}
        self.event_attributes = {}
        for version in self.versions:
            self.groups += [group for group in version.get("groups", []) if group not in self.groups]
            self.subject_attributes.update(version.get("attributes", {}).get("subject", {}))
            self.event_attributes.update(version.get("attributes", {}).get("event", {}))

    def version_on(self, date):
        for version in self.versions:
            if in_effect(version, date):
                return version
        return None


def kinds_named(version):
    """Every kind that a rule or closing of the version names."""
    kinds = set()
    for rule in version["positive"] + version["negative"]:
        kinds.update(as_list(rule.get("on", rule["id"])))
        kinds.update(as_list(rule.get("veto", {}).get("cured_by", [])))
    for closing in version.get("closings", []):
        for key in ("on", "opened_by", "closed_by"):
            kinds.update(as_list(closing.get(key, [])))
    return kinds
