#!/usr/bin/env python3
"""verify_bank.py [BANK] [SHEET.json | SLIP.json …]: checks a bank from the outside

Nothing is shared with the library but what docs/proofs.md writes down. BANK is a bank's file, opened for reading only:
its journal, chain, trees, totals and balances are computed anew. Sheets and slips are checked against each other, and
against the bank. Exit code 0: everything fits; 3: something does not; 2: something cannot be read."""
import collections, functools, hashlib, json, pathlib, sqlite3, struct, sys, time  # noqa: E401

POSTING, CLOSED, REOPENED, LAST_KIND = 8, 15, 16, 19  # of entries: the second byte of a body
HOUSEHOLD = {3: 3, 4: 4, 6: 4, 8: 3, 10: 4, 12: 4, 14: 5, 17: 4}  # its tag, by kind
number = functools.partial(int.from_bytes, byteorder="big", signed=True)
findings = []


def say(finding):
    findings.append(finding)
    print(finding)


def sha256(content):
    return hashlib.sha256(content).digest()


def compare(where, holds, gives):
    for key in sorted({*holds, *gives}, key=str):
        if (held := holds.get(key)) != (given := gives.get(key)):
            say(f"{where}, {key}: holds {held}, the journal gives {given} / 按账本应为 {given}")


def fields(content, form=">BI"):
    """A struct's fields by tag, or, with the form ">I", a list's elements by number."""
    found, at, last = {}, 0, 0
    while at < len(content):
        *tag, length = struct.unpack_from(form, content, at)
        at, tag = at + struct.calcsize(form) + length, tag[0] if tag else last + 1
        if tag <= last or at > len(content):
            raise ValueError(tag)
        found[tag], last = content[at - length:at], tag
    return found


class Tree:
    """RFC 6962: a growing tree as the roots of its full subtrees."""
    size, peaks = 0, ()

    def append(self, text):
        peak, peaks, bits = sha256(b"\0" + text), list(self.peaks), self.size
        while bits & 1:
            peak, bits = sha256(b"\1" + peaks.pop() + peak), bits >> 1
        self.size, self.peaks = self.size + 1, (*peaks, peak)

    def root(self):
        root = self.peaks[-1] if self.peaks else sha256(b"")
        for peak in reversed(self.peaks[:-1]):
            root = sha256(b"\1" + peak + root)
        return root


def climb(at, last, proof, *reached):
    """RFC 9162, 2.1.3.2 and 2.1.4.2: the digests reached at the root; none where the proof is too long or too short."""
    for sibling in proof:
        if last == 0:
            return None
        if at & 1 or at == last:
            reached = [sha256(b"\1" + sibling + one) for one in reached]
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            reached = [*reached[:-1], sha256(b"\1" + reached[-1] + sibling)]
        at, last = at >> 1, last >> 1
    return list(reached) if last == 0 else None


def is_consistent(older, newer, proof, older_root, newer_root):
    if older == newer or not 0 < older < newer or not proof:
        return older == newer > 0 and not proof and older_root == newer_root
    proof, at, last = [older_root, *proof] if older & (older - 1) == 0 else proof, older - 1, newer - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    return climb(at, last, proof[1:], proof[0], proof[0]) == [older_root, newer_root]


class Book:
    """What a journal comes to; its sheets by their number of entries."""

    def __init__(self, rows):
        self.tree, self.chain, self.before, self.closed = Tree(), bytes(32), (0, bytes(32).hex()), set()
        self.sheets, self.postings, moment = {}, {}, -1 << 63
        self.balances, self.totals = (collections.defaultdict(lambda: [0, 0]) for _ in range(2))
        for seq, recorded, body, chain in rows:
            if seq != self.tree.size + 1:
                return say(f"entry {seq} follows entry {self.tree.size} / 第 {self.tree.size} 笔之后是第 {seq} 笔")
            if recorded < moment:
                say(f"entry {seq} was booked before the one before it / 第 {seq} 笔的入账时刻早于上一笔")
            if chain != sha256(b"PBL1\2" + struct.pack(">qq", seq, recorded) + self.chain + sha256(body)):
                say(f"entry {seq} does not fit its chain / 第 {seq} 笔与链校验码不符")
            try:
                self.read(seq, body[0], body[1], fields(body[2:]))
            except (ValueError, IndexError, KeyError, OverflowError, struct.error):
                say(f"entry {seq} is not in the form of an entry / 第 {seq} 笔不符合账目的格式")
            self.tree.append(body)
            self.chain, moment = chain, recorded

    def read(self, seq, version, kind, content):
        if version != 1 or not 1 <= kind <= LAST_KIND:
            raise ValueError(kind)
        if kind == POSTING:
            self.post(seq, content, number(content[10]) if 10 in content else None)
        elif kind == CLOSED:
            self.close(seq, content)
        elif kind == REOPENED:
            self.closed.discard(number(content[4]))

    def post(self, seq, content, reverses):
        date, month, standing, spendable = (number(content[tag]) for tag in (1, 2, 8, 9))
        household, cause = content[3].decode(), content[7].decode()
        if month in self.closed:
            say(f"entry {seq} is posted into a closed month / 第 {seq} 笔记入了已结账的月份")
        for sums in self.balances[household], self.totals[cause]:
            sums[:] = sums[0] + standing, sums[1] + spendable
        self.postings[seq] = [household, date, month, int(reverses is None), reverses, -standing, -spendable]
        if reverses is not None:
            taken = self.postings.get(reverses, [None] * 7)
            if not taken[3] or [taken[0], *taken[5:]] != [household, standing, spendable]:
                say(f"entry {seq} does not take back entry {reverses} / 第 {seq} 笔并未冲销第 {reverses} 笔")
            taken[3] = 0

    def close(self, seq, content):
        causes = map(fields, fields(content[8][4:], ">I").values())
        totals = {one[1].decode(): [number(one[2]), number(one[3])] for one in causes}
        before, self.before = self.before, (seq - 1, self.tree.root().hex())
        compare(f"entry {seq}", {"tree": (number(content[4]), content[5].hex()),
                                 "previous": (number(content[6]), content[7].hex()), **totals},
                {"tree": self.before, "previous": before, **self.totals})
        self.sheets[seq - 1] = {"month": time.strftime("%Y-%m", time.gmtime(number(content[3]) * 86400)),
                                "root": self.before[1], "chain": self.chain.hex(),
                                "households": number(content[9]), **totals}
        self.closed.add(number(content[3]))

    def compare_tables(self, bank):
        rows = bank.execute("SELECT seq, household, date, month, is_open, reverses FROM posting")
        compare("posting", {seq: row for seq, *row in rows}, {seq: row[:5] for seq, row in self.postings.items()})
        for table, key, sums in ("balance", "household", self.balances), ("total", "cause", self.totals):
            rows = bank.execute(f"SELECT {key}, standing, spendable FROM {table}")
            compare(table, {name: row for name, *row in rows if name in sums or any(row)}, sums)


def check_document(name, document, known, book):
    """`known`: roots by the number of entries, and who says so."""
    trees = [document.get("sheet", document), *filter(None, [document.get("previous")])]
    (size, root), (older, older_root) = ((one["entries"], bytes.fromhex(one["root"])) for one in (trees[0], trees[-1]))
    proof = [bytes.fromhex(digest) for digest in document.get("proof", document.get("consistency"))]
    if "sheet" in document:
        body, index = bytes.fromhex(document["body"]), document["entry"] - 1
        if not 0 <= index < size or climb(index, size - 1, proof, sha256(b"\0" + body)) != [root]:
            say(f"{name}: entry {index + 1} is not under its root / 总校验码所代表的账本里没有这一笔")
        elif fields(body[2:]).get(HOUSEHOLD.get(body[1]), b"").decode() not in ("", document["household"]):
            say(f"{name}: the entry is of another household / 这一笔是另一户的")
        if known.get(size, [None])[0] != root.hex():
            say(f"{name}: no sheet or bank with its root was given / 没有给出总校验码相同的公示单或账本")
        return
    for tree in trees:
        if known.setdefault(tree["entries"], (tree["root"], name))[0] != tree["root"]:
            say(f"{name}: root of {tree['entries']} entries: not as in {known[tree['entries']][1]} / 总校验码不同")
    if proof if len(trees) == 1 else not is_consistent(older, size, proof, older_root, root):
        say(f"{name}: it does not go on from the sheet before it / 不是在上一份公示单之后续写的")
    if book:
        totals = {cause: [int(sums[key].replace(".", "")) for key in ("standing", "spendable")]
                  for cause, sums in document["totals"].items()}
        compare(name, {**{key: document[key] for key in ("month", "root", "chain", "households")}, **totals},
                book.sheets.get(size, {}))


def main(names):
    documents, book, known = {}, None, {}
    try:
        for name in names:
            path = pathlib.Path(name)
            if path.read_bytes()[:16] != b"SQLite format 3\0":
                documents[name] = json.loads(path.read_bytes())
                continue
            bank = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
            bank.execute("BEGIN")  # one picture for all that is read
            book = Book(bank.execute("SELECT seq, recorded, body, chain FROM journal ORDER BY seq"))
            book.compare_tables(bank)
            known = {size: (sheet["root"], name) for size, sheet in book.sheets.items()}
            print(f"{name}: {book.tree.size} entries, root {book.tree.root().hex()}, chain {book.chain.hex()}")
        for name, document in sorted(documents.items(), key=lambda item: ("sheet" in item[1], item[1].get("entries"))):
            check_document(name, document, known, book)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error, sqlite3.Error) as error:
        print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    if not documents:
        print("Only a sheet or slip shows a file cut at its end or put back whole / 截尾或整份替换要凭公示单、凭条才能发现")
    print(f"Findings: {len(findings)} / 共 {len(findings)} 处不符" if findings else "Everything checked fits / 所查全部相符")
    return 3 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if sys.argv[1:] else print(__doc__) or 2)
