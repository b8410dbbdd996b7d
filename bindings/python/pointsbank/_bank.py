"""The bank: from a claim to a posted balance, durably, in one file."""

from __future__ import annotations

import datetime
import decimal
import json
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, Union

from pointsbank import _core
from pointsbank._core import Issue
from pointsbank._errors import UsageError

# A moment: with its offset from UTC, as RFC 3339 or as a datetime; None is now.
MomentLike = Union[str, datetime.datetime, None]
# An exact number: a float is refused.
Exact = Union[str, int, decimal.Decimal, Fraction, None]
# A table or rule list that goes in: a path, or anything with `to_csv(index=False)` (a DataFrame).
FileLike = Any


class Spoken:
    """Something that the bank said: data, and a text in English and Chinese."""

    def __init__(self, spoken: _core.Spoken) -> None:
        self._spoken = spoken
        self.data: dict[str, Any] = json.loads(spoken.json)

    def to_json(self) -> str:
        """The same bytes as ``pointsbank bank … --json``."""
        return self._spoken.json

    def to_string(self, lang: str = "en") -> str:
        """The same text as on the command line, in English (``en``) or Chinese (``zh``)."""
        if lang not in ("en", "zh"):
            raise ValueError(f'lang is "{lang}"; there are "en" and "zh"')
        return self._spoken.zh if lang == "zh" else self._spoken.en

    def __str__(self) -> str:
        return self.to_string()


class Answer(Spoken):
    """What a command came to. A refusal is an answer: ``code`` says why, ``values`` have the figures."""

    @property
    def code(self) -> str:
        """``done``, or why not: ``too_few_points``, ``wrong_state``, ``key_reused``, …"""
        return str(self.data["code"])

    @property
    def is_done(self) -> bool:
        return self.code == "done"

    @property
    def replayed(self) -> bool:
        """The answer of an earlier command with the same key."""
        return bool(self.data["replayed"])

    @property
    def values(self) -> dict[str, Any]:
        """Figures and ids by name; amounts as exact texts."""
        return dict(self.data["values"])

    def __getitem__(self, name: str) -> Any:
        return self.data["values"][name]

    def __repr__(self) -> str:
        return f"<Answer {self.code}: {self}>"


class Questioned(Spoken, Mapping[str, Any]):
    """What a question came to: a mapping of its data."""

    def __getitem__(self, name: str) -> Any:
        return self.data[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __repr__(self) -> str:
        return self.to_string()


def _moment(at: MomentLike) -> str:
    if at is None:
        at = datetime.datetime.now(datetime.timezone.utc)
    if isinstance(at, str):
        return at
    if not isinstance(at, datetime.datetime):
        raise UsageError(f"at is {at!r}; write a moment like \"2026-03-05T20:15:00+08:00\" or a datetime with its offset")
    if at.tzinfo is None:
        raise UsageError(f"at is {at!r}, which has no offset from UTC; give it a tzinfo, such as datetime.timezone.utc")
    return at.isoformat()


def _text(name: str, value: Exact) -> str:
    if value is None:
        return ""
    if isinstance(value, (bool, float)):
        raise UsageError(f"{name} is {value!r}; write it exactly, as a str, int or Decimal: {name}=\"{value}\"")
    if isinstance(value, Fraction):
        if value.denominator != 1:
            raise UsageError(f"{name} is {value!r}; write it as a decimal")
        value = value.numerator
    return format(value, "f") if isinstance(value, decimal.Decimal) else str(value)


def _date(value: Union[str, datetime.date]) -> str:
    if isinstance(value, datetime.datetime):
        return _moment(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _file(value: FileLike) -> dict[str, str]:
    if isinstance(value, (str, os.PathLike)):
        path = Path(value)
        return {"name": str(path), "content": path.read_text(encoding="utf-8")}
    if hasattr(value, "to_csv"):
        return {"name": "table", "content": value.to_csv(index=False)}
    raise UsageError(f"{type(value).__name__} is no table: give a path, or a DataFrame")


def _without_empty(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}


class Bank:
    """A bank's file, open. One thread at a time; open one for each thread. Many processes may have the file open.

    Each command carries ``by`` (who acts), ``at`` (the moment that holds for it; now) and ``key`` (the idempotency key:
    the same for each try of the same command; a new one where none is given). The GIL is released meanwhile.

    Raises ``InputError`` where a command is wrong, ``BusyError`` where somebody else holds the file for too long,
    ``UnknownOutcomeError`` where the machine failed at the last moment (ask again with the same key), ``StorageError``
    where it failed before.
    """

    def __init__(self, bank: _core.Bank) -> None:
        self._bank: _core.Bank | None = bank

    @classmethod
    def create(cls, file: Union[str, os.PathLike[str]], id: str, *, by: str, at: MomentLike = None,
               busy_milliseconds: int = 10_000, threads: int = 1) -> Bank:
        """Makes a new file; ``id`` names the bank on sheets and slips."""
        return cls(_core.Bank.create(Path(file), id, by, _moment(at), busy_milliseconds, threads))

    @classmethod
    def open(cls, file: Union[str, os.PathLike[str]], *, busy_milliseconds: int = 10_000, threads: int = 1,
             read_only: bool = False) -> Bank:
        return cls(_core.Bank.open(Path(file), busy_milliseconds, threads, read_only))

    def close(self) -> None:
        """Lets go of the file; what is called afterwards is a ``UsageError``."""
        self._bank = None

    def __enter__(self) -> Bank:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _open(self) -> _core.Bank:
        if self._bank is None:
            raise UsageError("the bank is closed")
        return self._bank

    @property
    def id(self) -> str:
        return self._open.id

    @property
    def decimals(self) -> int:
        """Of points: amounts are texts with so many digits after the point."""
        return self._open.decimals

    # ------------------------------------------------------------------------------------------------------- commands

    def execute(self, command: str, *, by: str, at: MomentLike = None, key: str | None = None, **fields: Any) -> Answer:
        """Any command by its name, with the fields of the JSON form."""
        text = self._command(command, by, at, key, fields)
        return Answer(self._open.execute([text], False)[0])

    def batch(self, commands: Iterable[Mapping[str, Any]]) -> list[Answer]:
        """Many commands with one sync, each a mapping with ``command``, ``by``, ``at``, ``key`` and its fields. One that
        is wrong has the code ``wrong_input``; the others are carried out."""
        texts = []
        for each in commands:
            fields = dict(each)
            frame = [fields.pop(name, None) for name in ("command", "by", "at", "key")]
            texts.append(self._command(str(frame[0] or ""), str(frame[1] or ""), frame[2], frame[3], fields))
        return [Answer(spoken) for spoken in self._open.execute(texts, True)]

    @staticmethod
    def _command(command: str, by: str, at: MomentLike, key: str | None, fields: Mapping[str, Any]) -> str:
        frame = {"command": command, "by": by, "at": _moment(at), "key": key or f"py-{uuid.uuid4().hex}"}
        return json.dumps({**frame, **_without_empty(fields)}, ensure_ascii=False)

    def adopt(self, lists: Sequence[FileLike], *, by: str, at: MomentLike = None, key: str | None = None) -> Answer:
        """Puts a rule book in force: all lists that form it from now on."""
        return self.execute("adopt", by=by, at=at, key=key, lists=[_file(each) for each in lists])

    def roster(self, table: FileLike, *, by: str, start: str | datetime.date = "", correct: bool = False, reason: str = "",
               at: MomentLike = None, key: str | None = None) -> Answer:
        """Who is scored; what the table says holds from ``start`` on. ``correct`` (with a reason) may change the past."""
        return self.execute("roster", by=by, at=at, key=key, table=_file(table), correct=correct or None, reason=reason,
                            **{"from": _date(start)})

    def members(self, table: FileLike, *, by: str, at: MomentLike = None, key: str | None = None) -> Answer:
        """Who belongs to which household, from when to when."""
        return self.execute("members", by=by, at=at, key=key, table=_file(table))

    def officers(self, table: FileLike, *, by: str, at: MomentLike = None, key: str | None = None) -> Answer:
        """Clerks, reviewers and auditors: ``person``, ``role``, ``joined``, ``left``."""
        return self.execute("officers", by=by, at=at, key=key, table=_file(table))

    def import_events(self, table: FileLike, *, by: str, at: MomentLike = None, key: str | None = None) -> Answer:
        """Takes events that are final already, and revocations."""
        return self.execute("import", by=by, at=at, key=key, table=_file(table))

    def import_entries(self, table: FileLike, *, by: str, at: MomentLike = None, key: str | None = None) -> Answer:
        """Takes opening balances."""
        return self.execute("entries", by=by, at=at, key=key, table=_file(table))

    def goods(self, table: FileLike, *, by: str, at: MomentLike = None, key: str | None = None) -> Answer:
        """The shop's catalogue: ``goods``, ``title``, ``points``, ``stock``, ``limit``, ``per``."""
        return self.execute("goods", by=by, at=at, key=key, table=_file(table))

    def submit(self, *, by: str, kind: str, occurred: str | datetime.date, household: str = "", member: str = "",
               event: str = "", quantity: Exact = None, points: Exact = None, grade: str = "", act: str = "",
               attributes: Mapping[str, str] | None = None, evidence: Sequence[str] = (), at: MomentLike = None,
               key: str | None = None) -> Answer:
        """Hands in a claim; ``evidence`` are the attachments' SHA-256 digests. A float is refused as an amount."""
        cells = [{"column": name, "text": _text(name, value)} for name, value in (attributes or {}).items()]
        return self.execute("submit", by=by, at=at, key=key, event=event, household=household, member=member, kind=kind,
                            occurred=_date(occurred), quantity=_text("quantity", quantity), points=_text("points", points),
                            grade=grade, act=act, attributes=cells, evidence=list(evidence))

    def approve(self, event: str, *, by: str, points: Exact = None, reason: str = "", at: MomentLike = None,
                key: str | None = None) -> Answer:
        """One reviewer approves; ``points`` of a ``range`` score are averaged over the reviewers."""
        return self.execute("approve", by=by, at=at, key=key, event=event, points=_text("points", points), reason=reason)

    def _step(self, command: str, event: str, by: str, reason: str, at: MomentLike, key: str | None) -> Answer:
        return self.execute(command, by=by, at=at, key=key, event=event, reason=reason)

    def reject(self, event: str, *, by: str, reason: str = "", at: MomentLike = None, key: str | None = None) -> Answer:
        return self._step("reject", event, by, reason, at, key)

    def withdraw(self, event: str, *, by: str, reason: str = "", at: MomentLike = None, key: str | None = None) -> Answer:
        return self._step("withdraw", event, by, reason, at, key)

    def object(self, event: str, *, by: str, reason: str = "", at: MomentLike = None, key: str | None = None) -> Answer:
        return self._step("object", event, by, reason, at, key)

    def decide(self, event: str, *, by: str, keep: bool, reason: str = "", at: MomentLike = None,
               key: str | None = None) -> Answer:
        """Decides an objection: the claim stands (``keep``) or falls."""
        return self.execute("decide", by=by, at=at, key=key, event=event, keep=keep, reason=reason)

    def appeal(self, event: str, *, by: str, reason: str = "", at: MomentLike = None, key: str | None = None) -> Answer:
        return self._step("appeal", event, by, reason, at, key)

    def uphold(self, event: str, *, by: str, reason: str = "", at: MomentLike = None, key: str | None = None) -> Answer:
        return self._step("uphold", event, by, reason, at, key)

    def dismiss(self, event: str, *, by: str, reason: str = "", at: MomentLike = None, key: str | None = None) -> Answer:
        return self._step("dismiss", event, by, reason, at, key)

    def settle(self, *, by: str, through: str | datetime.date = "", at: MomentLike = None, key: str | None = None) -> Answer:
        """Brings the ledger up to a day."""
        return self.execute("settle", by=by, at=at, key=key, through=_date(through))

    def redeem(self, household: str, goods: Mapping[str, int], *, by: str, redemption: str = "", at: MomentLike = None,
               key: str | None = None) -> Answer:
        """Takes points and sets goods aside, in one step; ``goods`` are pieces by id."""
        lines = [{"goods": each, "pieces": pieces} for each, pieces in goods.items()]
        return self.execute("redeem", by=by, at=at, key=key, redemption=redemption, household=household, lines=lines)

    def collect(self, redemption: str, *, by: str, at: MomentLike = None, key: str | None = None) -> Answer:
        return self.execute("collect", by=by, at=at, key=key, redemption=redemption)

    def cancel(self, redemption: str, *, by: str, reason: str = "", at: MomentLike = None, key: str | None = None) -> Answer:
        return self.execute("cancel", by=by, at=at, key=key, redemption=redemption, reason=reason)

    def transfer(self, household: str, shares: Mapping[str, Exact], *, by: str, transfer: str = "", reason: str = "",
                 at: MomentLike = None, key: str | None = None) -> Answer:
        """A household splits, merges or moves: its balances go over by shares, to the last unit."""
        parts = [{"household": each, "share": _text("share", share)} for each, share in shares.items()]
        return self.execute("transfer", by=by, at=at, key=key, transfer=transfer, household=household, shares=parts,
                            reason=reason)

    def close_month(self, month: str, *, by: str, at: MomentLike = None, key: str | None = None) -> Answer:
        """Closes a month (``2026-03``) and publishes its closings and its sheet."""
        return self.execute("close", by=by, at=at, key=key, month=month)

    def reopen_month(self, month: str, *, by: str, second: str, reason: str, at: MomentLike = None,
                     key: str | None = None) -> Answer:
        """Takes the last publication back; two officers and a reason."""
        return self.execute("reopen", by=by, at=at, key=key, month=month, reason=reason, **{"with": second})

    def forget(self, person: str, *, by: str, reason: str = "", at: MomentLike = None, key: str | None = None) -> Answer:
        """Erases a person's name; every digest and balance still fits."""
        return self.execute("forget", by=by, at=at, key=key, person=person, reason=reason)

    # ------------------------------------------------------------------------------------------------------ questions

    def balances(self, *, by: str = "", at: MomentLike = None, as_of: MomentLike = None) -> Questioned:
        """Of all households, settled first; with ``as_of`` what the book said at that moment, and nothing is settled."""
        if as_of is not None:
            return Questioned(self._open.balances_as_of(_moment(as_of)))
        return Questioned(self._open.balances(by, _moment(at)))

    def balance(self, household: str, *, by: str = "", at: MomentLike = None) -> Mapping[str, Any]:
        """Of one household: ``standing``, ``spendable``, ``earned``, ``deducted`` as exact texts, ``frozen_until``."""
        found = Questioned(self._open.balance(household, by, _moment(at)))
        return dict(found["balances"][0])

    def statement(self, household: str, *, by: str = "", at: MomentLike = None, as_of: MomentLike = None) -> Questioned:
        """The passbook: each line with its reason in plain words."""
        if as_of is not None:
            return Questioned(self._open.statement_as_of(household, _moment(as_of)))
        return Questioned(self._open.statement(household, by, _moment(at)))

    def board(self, *, by: str = "", at: MomentLike = None) -> Questioned:
        """What is public; names are masked."""
        return Questioned(self._open.board(by, _moment(at)))

    def why(self, event: str) -> Questioned:
        """The way of one event, and why it counts as it does."""
        return Questioned(self._open.why(event))

    def claims(self, *, state: str = "", household: str = "") -> Questioned:
        return Questioned(self._open.claims(state, household))

    def shelf(self) -> Questioned:
        return Questioned(self._open.shelf())

    def redemptions(self, *, household: str = "") -> Questioned:
        return Questioned(self._open.redemptions(household))

    def verify(self, *, replay: bool = False, threads: int = 1) -> Questioned:
        """Recomputes the whole book; ``findings`` is empty where everything fits."""
        return Questioned(self._open.verify(replay, threads))

    def differences(self) -> Questioned:
        """What was published and would come out otherwise now."""
        return Questioned(self._open.differences())

    def sheet(self, month: str) -> str:
        """The sheet of a closed month, as JSON."""
        return self._open.sheet(month)

    def slip(self, entry: int) -> str:
        """The slip that proves one entry, as JSON."""
        return self._open.slip(entry)

    def back_up(self, file: Union[str, os.PathLike[str]]) -> None:
        """A whole copy, made while others work."""
        self._open.back_up(Path(file))

    def export(self, form: str) -> str:
        """The ledger as ``csv``, ``jsonl``, ``ledger``, ``hledger`` or ``beancount``."""
        return self._open.exported(form)


def check_slip(slip: str, sheet: str) -> list[Issue]:
    """What of a slip does not fit a sheet; empty: it does. Needs no bank."""
    return list(_core.check_slip(slip, sheet))


def check_sheet(sheet: str, before: str | None = None) -> list[Issue]:
    """What of a sheet does not fit the one before it; empty: it only grew."""
    return list(_core.check_sheet(sheet, before))
