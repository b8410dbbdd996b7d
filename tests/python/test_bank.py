"""The bank from Python: the same answers and bytes as on the command line, typed errors, exact amounts."""

from __future__ import annotations

import datetime
import decimal
import json
from pathlib import Path

import pytest
from conftest import command

import pointsbank as pb

RULES = """{
  "format": "pointsbank/1", "id": "village", "version": "2026", "effective": {"from": "2026-01-01"},
  "points": {"decimals": 1}, "groups": ["grid"],
  "workflow": {"reviewers": 1, "publicity": {"days": 0}},
  "categories": [{"id": "order"}],
  "positive": [{"id": "patrol", "category": "order", "title": {"zh": "巡逻", "en": "Patrol"}, "score": {"rate": 1.5}}],
  "negative": []
}
"""
UTC8 = datetime.timezone(datetime.timedelta(hours=8))


def day(number: int) -> datetime.datetime:
    return datetime.datetime(2026, 1, number, tzinfo=UTC8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rules.json").write_text(RULES, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("household,grid\nH1,east\nH2,west\n", encoding="utf-8")
    (tmp_path / "officers.csv").write_text("person,role\nchen,clerk\nsun,reviewer\n", encoding="utf-8")
    (tmp_path / "goods.csv").write_text("goods,title,points,stock\nsoap,肥皂,3,4\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def bank(folder: Path) -> pb.Bank:
    bank = pb.Bank.create(folder / "v.pointsbank", "village", by="chen", at=day(1))
    for answer in (bank.adopt([folder / "rules.json"], by="chen", at=day(1)),
                   bank.roster(folder / "roster.csv", by="chen", at=day(1)),
                   bank.officers(folder / "officers.csv", by="chen", at=day(1)),
                   bank.goods(folder / "goods.csv", by="chen", at=day(1))):
        assert answer.is_done, answer
    return bank


def earn(bank: pb.Bank, event: str = "e1") -> None:
    assert bank.submit(by="H1", event=event, household="H1", kind="patrol", occurred=datetime.date(2026, 1, 5),
                       quantity=decimal.Decimal("4"), at=day(5)).is_done
    assert bank.approve(event, by="sun", at=day(5)).is_done


def test_from_claim_to_goods(bank: pb.Bank) -> None:
    earn(bank)
    assert bank.balance("H1", at=day(6)) == {"household": "H1", "standing": "6.0", "spendable": "6.0", "earned": "6.0",
                                            "deducted": "0.0", "frozen_until": None}
    answer = bank.redeem("H1", {"soap": 2}, by="H1", key="tap", at=day(6))
    assert answer.is_done and not answer.replayed
    again = bank.redeem("H1", {"soap": 2}, by="H1", key="tap", at=day(7))
    assert again.replayed and again.values == answer.values
    refused = bank.redeem("H1", {"soap": 1}, by="H1", at=day(7))
    assert refused.code == "too_few_points"
    assert "3.0" in refused.to_string("en") and "3.0" in refused.to_string("zh")
    assert [line["text"]["zh"] for line in bank.statement("H1", at=day(7))["lines"]] == ["巡逻（数量 4）", "兑换：肥皂×2"]
    assert bank.verify(replay=True)["findings"] == []


def test_the_same_bytes_as_the_command_line(bank: pb.Bank, folder: Path) -> None:
    earn(bank)
    statement = bank.statement("H1", at=day(6))
    for words, text in ((("statement", "H1", "--json"), statement.to_json()),
                        (("statement", "H1", "--lang", "zh"), statement.to_string("zh")),
                        (("claims", "--household", "H1", "--json"), bank.claims(household="H1").to_json()),
                        (("why", "e1", "--lang", "en"), bank.why("e1").to_string()),
                        (("shelf", "--json"), bank.shelf().to_json()),
                        (("export", "--form", "jsonl"), bank.export("jsonl")),
                        (("verify", "--json"), bank.verify().to_json())):
        at = ("--at", "2026-01-06") if words[0] == "statement" else ()
        ran = command("bank", words[0], "--db", "v.pointsbank", *at, *words[1:], cwd=folder)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert ran.stdout.decode() == text, words


def test_batches(bank: pb.Bank) -> None:
    answers = bank.batch([
        {"command": "submit", "by": "H1", "at": day(5), "event": "e1", "household": "H1", "kind": "patrol",
         "occurred": "2026-01-05", "quantity": "4"},
        {"command": "approve", "by": "H1", "at": day(5), "event": "e1"},
        {"command": "approve", "by": "sun", "at": day(5), "event": "e9"},
        {"command": "approve", "by": "sun", "at": day(5), "event": "e1"}])
    assert [answer.code for answer in answers] == ["done", "not_allowed", "wrong_input", "done"]


def test_what_is_wrong_raises(bank: pb.Bank, folder: Path) -> None:
    with pytest.raises(pb.UsageError, match="quantity=\"2.5\""):
        bank.submit(by="H1", household="H1", kind="patrol", occurred="2026-01-05", quantity=2.5, at=day(5))  # type: ignore[arg-type]
    with pytest.raises(pb.UsageError, match="offset"):
        bank.settle(by="chen", at=datetime.datetime(2026, 1, 5))
    with pytest.raises(pb.InputError) as raised:
        bank.submit(by="chen", household="H9", kind="patrol", occurred="2026-01-05", quantity=1, at=day(5))
    assert "H9" in str(raised.value)
    with pytest.raises(pb.StoreError):
        pb.Bank.create(folder / "v.pointsbank", "again", by="chen", at=day(1))
    with pytest.raises(pb.StoreError):
        pb.Bank.open(folder / "rules.json")
    with pytest.raises(pb.MachineError):
        pb.Bank.open(folder / "nothing.pointsbank")
    bank.close()
    with pytest.raises(pb.UsageError, match="closed"):
        bank.shelf()


def test_sheets_and_slips(bank: pb.Bank) -> None:
    earn(bank)
    february = datetime.datetime(2026, 2, 1, tzinfo=UTC8)
    assert bank.close_month("2026-01", by="chen", at=february).is_done
    entry = bank.statement("H1", at=february)["lines"][0]["entry"]
    sheet, slip = bank.sheet("2026-01"), bank.slip(entry)
    assert pb.check_slip(slip, sheet) == []
    assert pb.check_sheet(sheet) == []
    forged = json.loads(slip)
    forged["household"] = "H2"
    assert [issue.severity for issue in pb.check_slip(json.dumps(forged), sheet)] == ["error"]


def test_a_frame_is_a_table(bank: pb.Bank) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"event": ["i1"], "household": ["H2"], "kind": ["patrol"], "at": ["2026-01-03"], "quantity": [2]})
    assert bank.import_events(frame, by="chen", at=day(5)).is_done
    assert bank.balance("H2", at=day(6))["standing"] == "3.0"
