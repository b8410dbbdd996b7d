"""Exposure through Python is what the command line prints."""

from __future__ import annotations

import json

import pointsbank as pb
import pytest
from conftest import RULES, command


def test_same_as_the_command_line() -> None:
    path = pb.shipped_rules()["xiachangning"]
    found = pb.exposure(path, households=300, members=4)
    ran = command("exposure", path, "--households", 300, "--members", 4, "--json")
    assert ran.returncode == 0, ran.stderr.decode()
    assert json.loads(ran.stdout) == json.loads(found.json)
    assert command("exposure", path, "--households", 300, "--members", 4, "--lang", "zh").stdout.decode() == found.text("zh")


def test_asked_for_days_and_language() -> None:
    found = pb.exposure(RULES, start="2026-03-01", end="2026-03-31", tries=False, lang="zh")
    assert found.text() == found.text("zh") == str(found) and found.text("en") != found.text("zh")
    assert found.data["rows"] and "<pre>" in found._repr_html_()


def test_what_is_refused() -> None:
    with pytest.raises(pb.UsageError):
        pb.exposure(RULES, start="2027-03-01")
    with pytest.raises(pb.UsageError, match="0 or more"):
        pb.exposure(RULES, households=-1)
    with pytest.raises(ValueError, match='lang is "fr"'):
        pb.exposure(RULES, lang="fr")
