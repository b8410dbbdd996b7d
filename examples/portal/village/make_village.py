#!/usr/bin/env python3
"""Makes the demonstration village: its bank, its accounts, its photos. Always the same, byte for byte in the journal.

    make_village.py --pointsbank PATH --portal PATH --out FOLDER [--households 40]

Two and a half months happen here by the bank's own commands, from 1 March 2026 to the morning of Monday 18 May 2026:
claims, reviews, publicity, objections, an appeal, the shop, two months closed. The clock file beside the bank stands at
that morning. The folder must not be there yet.
"""

import argparse
import datetime
import hashlib
import json
import pathlib
import shutil
import struct
import subprocess
import zlib

HERE = pathlib.Path(__file__).parent
BEGIN = datetime.date(2026, 3, 1)
TODAY = datetime.date(2026, 5, 18)
NOW = "2026-05-18T09:30:00+08:00"
HOLIDAYS = {datetime.date.fromisoformat(day) for day in json.loads((HERE / "rules.json").read_text("utf-8"))["holidays"]}
WORKDAYS = {datetime.date.fromisoformat(day) for day in json.loads((HERE / "rules.json").read_text("utf-8"))["workdays"]}

# Whom the demonstration speaks of: member, household, name, roles.
PEOPLE = [
    ("zhang", "H01", "张小三", ["villager"]),
    ("li", "H02", "李四梅", ["villager", "reviewer"]),
    ("wang", "H03", "王建国", ["villager", "reviewer"]),
    ("zhao", "H04", "赵玉兰", ["villager", "reviewer"]),
    ("wu", "H05", "吴阿婆", ["villager"]),
    ("ouyang", "H06", "欧阳明月", ["villager"]),
    ("sun", "", "孙主任", ["reviewer"]),
    ("chen", "", "陈会计", ["clerk"]),
    ("zhou", "", "周监督", ["auditor"]),
]
REVIEWERS = [("li", "H02"), ("wang", "H03"), ("zhao", "H04"), ("sun", "")]
SURNAMES = "陈林黄刘何郑谢许邓曾彭苏卢蒋蔡魏叶程潘袁田任姚钟姜"
GIVEN = ["秀英", "国强", "桂花", "志明", "丽华", "德福", "春生", "美玲", "家宝", "玉珍", "海波", "金凤"]
GRIDS = [("east", "东片"), ("west", "西片"), ("south", "南片")]
GOODS = [("soap", "肥皂", "3", 60, 4, "month"), ("towel", "毛巾", "5", 40, "", ""), ("detergent", "洗洁精", "8", 30, 2, "month"),
         ("rice", "大米（5公斤）", "20", 24, 1, "month"), ("oil", "食用油（1.8升）", "25", 18, 1, "month"),
         ("umbrella", "雨伞", "12", 15, "", ""), ("haircut", "理发券", "6", 20, 1, "month"), ("kettle", "电水壶", "45", 3, 1, "year")]
# What a household does: kind, how often (parts of a thousand a day), and the cells with it.
DEEDS = [("volunteering", 26, "quantity"), ("waste_sorting", 34, ""), ("recycling", 16, "kilograms"), ("tidy_yard", 18, "photo"),
         ("elder_care", 12, "visits"), ("good_deed", 7, "range"), ("meeting", 8, ""), ("night_patrol", 10, ""),
         ("peacemaking", 3, ""), ("honour", 2, "grade"), ("blood_donation", 2, "photo"), ("beautiful_yard", 3, "yard")]
MISDEEDS = [("litter", 30), ("dog_unleashed", 20), ("lavish_feast", 6), ("straw_burning", 5)]


class Chance:
    """A sequence of numbers that is the same everywhere (a linear congruential generator of 64 bits)."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound

    def pick(self, choices):
        return choices[self.below(len(choices))]


def png(width, height, colour_at):
    rows = b"".join(b"\0" + bytes(part for x in range(width) for part in colour_at(x, y)) for y in range(height))

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def yard_picture(number):
    """A house, a tree, a yard, in colours that differ: stands for a photo."""
    chance = Chance(900 + number)
    walls = chance.pick([(236, 226, 208), (222, 206, 186), (240, 236, 228)])
    roof = chance.pick([(122, 72, 60), (86, 92, 102), (148, 82, 58)])
    grass = chance.pick([(126, 168, 96), (150, 176, 110), (176, 166, 128)])
    left = 60 + chance.below(60)
    tree = 230 + chance.below(50)

    def colour_at(x, y):
        if (x - tree) ** 2 + (y - 96) ** 2 < 34**2:
            return (74, 122 + number % 20, 66)
        if tree - 4 < x < tree + 4 and 96 < y < 160:
            return (104, 78, 54)
        if left < x < left + 110 and 92 < y < 160:
            if left + 46 < x < left + 66 and y > 118:
                return (110, 66, 46)
            return (120, 150, 176) if (x - left) % 74 > 52 and 104 < y < 124 else walls
        if 56 < y <= 92 and abs(x - left - 55) < 20 + (y - 56) * 1.3:
            return roof
        return grass if y > 150 else (186 + y // 6, 214 + y // 10, 236)
    return png(320, 220, colour_at)


def is_working_day(day):
    return day in WORKDAYS or (day.weekday() < 5 and day not in HOLIDAYS)


def final_day(day):
    """The day on which what is approved on `day` becomes final."""
    left = 3
    while left > 0:
        day += datetime.timedelta(days=1)
        left -= is_working_day(day)
    return day + datetime.timedelta(days=1)


class Village:
    def __init__(self, households, photos):
        self.chance = Chance(2026)
        self.commands = []
        self.photos = photos
        self.points = {}  # about what a household can spend: so that it asks for what it can have
        self.arrivals = []
        self.households = []
        self.members = []
        for number in range(1, households + 1):
            household = f"H{number:02d}"
            known = [person for person in PEOPLE if person[1] == household]
            member, name = (known[0][0], known[0][2]) if known else (f"h{number:02d}", SURNAMES[number % len(SURNAMES)] +
                                                                       GIVEN[(number * 7) % len(GIVEN)])
            self.households.append((household, GRIDS[number % 3][0], name))
            self.members.append((member, household, name))

    def say(self, day, time, command, by, **fields):
        at = f"{day}T{time}+08:00"
        self.commands.append((at, len(self.commands), {"command": command, "by": by, "at": at, **fields}))

    def set_up(self):
        def table(header, rows):
            return {"name": "table.csv", "content": "\n".join([header] + [",".join(map(str, row)) for row in rows]) + "\n"}
        first = ("08:00:00",)
        rules = {"name": "rules.json", "content": (HERE / "rules.json").read_text("utf-8")}
        self.say(BEGIN, *first, "adopt", "chen", lists=[rules])
        self.say(BEGIN, *first, "roster", "chen", table=table("household,grid,name", self.households))
        self.say(BEGIN, *first, "members", "chen", table=table("member,household,name", self.members))
        officers = [(person, role) for person, _, _, roles in PEOPLE for role in roles if role != "villager"]
        self.say(BEGIN, *first, "officers", "chen", table=table("person,role", officers))
        self.say(BEGIN, *first, "goods", "chen", table=table("goods,title,points,stock,limit,per", GOODS))

    def claim(self, day, member, household, kind, cells, fate, by=None):
        number = len(self.commands)
        event = f"{kind}-{day:%m%d}-{number}"
        minute = self.chance.below(50)
        self.say(day, f"10:{minute:02d}:00", "submit", by or member, event=event, household=household, kind=kind,
                 occurred=str(day - datetime.timedelta(days=min(self.chance.below(3), (day - BEGIN).days))), **cells)
        judges = [person for person, home in REVIEWERS if home != household]
        first = self.chance.below(len(judges))
        second = (first + 1 + self.chance.below(len(judges) - 1)) % len(judges)
        given = {"points": cells["points"]} if kind == "good_deed" else {}
        review = day + datetime.timedelta(days=1)
        if fate == "waiting" or review > TODAY or (review == TODAY and fate != "first"):
            return None
        if fate == "rejected":
            self.say(review, "15:00:00", "reject", judges[first], event=event, reason="情况不符，请补充说明后再申报")
            return None
        self.say(review, "15:00:00" if review < TODAY else "08:40:00", "approve", judges[first], event=event, **given)
        if fate == "first":
            return None
        self.say(review, "16:00:00", "approve", judges[second], event=event, **given)
        if fate in ("objected", "struck", "kept"):
            other = self.chance.pick([row for row in self.households if row[0] != household])[0]
            objected = review + datetime.timedelta(days=1)
            self.say(objected, "08:30:00", "object", other, event=event, reason="那天没有看到，请再核实")
            if fate != "objected":
                third = next(person for person in judges if person not in (judges[first], judges[second]))
                self.say(objected + datetime.timedelta(days=1), "11:00:00", "decide", third, event=event, keep=fate == "kept",
                         reason="已到现场核实" if fate == "kept" else "查无此事")
            if fate != "kept":
                return None
        return event, final_day(review)

    def cells_of(self, what):
        chance = self.chance
        if what == "quantity":
            return {"quantity": chance.pick(["1", "1.5", "2", "2", "3", "4"])}
        if what == "kilograms":
            return {"quantity": str(5 + chance.below(30))}
        if what == "visits":
            return {"quantity": "1"}
        if what == "range":
            return {"points": chance.pick(["1", "2", "2", "3", "5"])}
        if what == "grade":
            return {"grade": chance.pick(["village", "village", "town", "county"]), "act": f"award-{chance.below(10**6)}",
                    "evidence": [chance.pick(self.photos)]}
        if what == "yard":
            return {"grade": chance.pick(["good", "excellent"]), "evidence": [chance.pick(self.photos)]}
        return {"evidence": [chance.pick(self.photos)]} if what == "photo" else {}

    def live(self, day):
        for member, household, _ in self.members:
            zeal = 3 if household == "H01" else 1 + int(household[1:]) % 3
            for kind, often, what in DEEDS:
                if self.chance.below(2000) >= often * zeal:
                    continue
                fate = self.fate(day)
                cells = self.cells_of(what)
                done = self.claim(day, member, household, kind, cells, fate)
                if done:
                    self.arrivals.append((done[1], household, 4 if kind != "waste_sorting" else 2))
        if self.chance.below(100) < 22 and day > BEGIN + datetime.timedelta(days=6) and (TODAY - day).days > 5:
            kind = self.chance.pick([kind for kind, often in MISDEEDS for _ in range(often)])
            member, household, _ = self.chance.pick([row for row in self.members if row[1] != "H01"])
            done = self.claim(day, member, household, kind, {}, "final", by="chen")
            if done:
                self.arrivals.append((done[1], household, -10))
        for when, household, points in [row for row in self.arrivals if row[0] == day]:
            self.points[household] = self.points.get(household, 0) + points
        if is_working_day(day) and day >= datetime.date(2026, 3, 20):
            self.shop(day)

    def fate(self, day):
        roll = self.chance.below(100)
        if (TODAY - day).days <= 1:
            return "first" if roll < 40 else "waiting"
        if (TODAY - day).days <= 6:
            return "objected" if roll < 12 and (TODAY - day).days > 3 else "waiting" if roll < 20 else "final"
        return {0: "rejected", 1: "rejected", 2: "struck", 3: "kept", 4: "kept"}.get(roll, "final")

    def shop(self, day):
        spent = set()
        for _ in range(3):
            member, household, _ = self.chance.pick(self.members)
            cheap = self.chance.pick(GOODS[:4] + GOODS[6:7])
            price = float(cheap[2])
            if household in spent or self.points.get(household, 0) < price + 6 or self.count_of(household, cheap[0], day):
                continue
            spent.add(household)
            self.points[household] -= price
            name = f"shop-{day:%m%d}-{household}"
            self.say(day, "14:00:00", "redeem", member, redemption=name, household=household, lines=[{"goods": cheap[0], "pieces": 1}])
            self.bought.append((household, cheap[0], day.month))
            collected = day + datetime.timedelta(days=1 + self.chance.below(3))
            roll = self.chance.below(100)
            if roll < 6 and collected < TODAY:
                self.say(collected, "09:20:00", "cancel", member, redemption=name, reason="买错了")
            elif roll < 85 and collected < TODAY:
                self.say(collected, "09:20:00", "collect", "chen", redemption=name)

    bought = []

    def count_of(self, household, goods, day):
        return (household, goods, day.month) in self.bought

    def told(self):
        """What happens to the people of the demonstration, so that each page has something to show."""
        day = datetime.date(2026, 4, 20)
        wrong = self.claim(day, "zhang", "H01", "litter", {}, "final", by="chen")
        self.say(wrong[1], "09:00:00", "settle", "chen", through=str(wrong[1]))
        self.say(datetime.date(2026, 5, 6), "09:10:00", "appeal", "zhang", event=wrong[0], reason="那袋垃圾不是我家的，邻居可以作证")
        last = TODAY - datetime.timedelta(days=3)  # Friday
        self.claim(last - datetime.timedelta(days=1), "zhang", "H01", "volunteering", {"quantity": "3"}, "final")
        self.claim(last - datetime.timedelta(days=2), "wu", "H05", "elder_care", {"quantity": "1"}, "final")
        self.claim(TODAY - datetime.timedelta(days=1), "zhang", "H01", "tidy_yard", {"evidence": [self.photos[0]]}, "waiting")
        self.claim(TODAY - datetime.timedelta(days=1), "ouyang", "H06", "good_deed", {"points": "3"}, "first")

    def lines(self):
        self.set_up()
        day = BEGIN
        while day < TODAY:
            self.live(day)
            if day == datetime.date(2026, 4, 2):
                self.say(day, "17:00:00", "close", "chen", month="2026-03")
            if day == datetime.date(2026, 5, 6):
                self.say(day, "17:00:00", "close", "chen", month="2026-04")
            day += datetime.timedelta(days=1)
        self.told()
        self.say(TODAY, "08:00:00", "settle", "chen", through=str(TODAY))
        ordered = [command for at, number, command in sorted(self.commands, key=lambda row: row[:2])]
        for number, command in enumerate(ordered):
            command["key"] = f"village-{number:05d}"
        return ordered


def accounts_of(village):
    for member, household, name, roles in PEOPLE:
        yield {"name": member, "password": f"{member}-2026", "person": member, "household": household, "display": name, "roles": roles,
               "must_change": member == "wu"}
    for member, household, name in village.members:
        if member not in [person[0] for person in PEOPLE]:
            yield {"name": member, "password": f"{member}-2026", "person": member, "household": household, "display": name,
                   "roles": ["villager"], "must_change": False}


def make(pointsbank, portal, out, households):
    photos_folder = out / "photos"
    photos_folder.mkdir(parents=True)
    photos = []
    for number in range(6):
        picture = yard_picture(number)
        photos.append(hashlib.sha256(picture).hexdigest())
        (photos_folder / photos[-1]).write_bytes(picture)
    shutil.copy(HERE / "rules.json", out / "rules.json")
    (out / "clock").write_text(NOW + "\n", "utf-8")
    bank = [pointsbank, "bank", "--db", str(out / "village.pointsbank")]
    subprocess.run(bank + ["init", "--id", "lixin", "--by", "chen", "--at", "2026-03-01T08:00:00+08:00"], check=True,
                   stdout=subprocess.DEVNULL)
    village = Village(households, photos)
    commands = village.lines()
    batch = "".join(json.dumps(command, ensure_ascii=False) + "\n" for command in commands)
    run = subprocess.run(bank + ["--batch"], input=batch.encode(), stdout=subprocess.PIPE, check=False)
    answers = [json.loads(line) for line in run.stdout.decode().splitlines()]
    for command, answer in zip(commands, answers):
        if answer["code"] != "done":
            raise SystemExit(f"the village's history does not fit: {command} came to {answer}")
    if len(answers) != len(commands):
        raise SystemExit(f"the bank answered {len(answers)} of {len(commands)} commands")
    rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in accounts_of(village))
    subprocess.run([portal, "accounts", "--accounts", str(out / "accounts.sqlite")], input=rows.encode(), check=True,
                   stdout=subprocess.DEVNULL)
    return len(commands)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pointsbank", required=True)
    parser.add_argument("--portal", required=True)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--households", type=int, default=40)
    given = parser.parse_args()
    count = make(given.pointsbank, given.portal, given.out, given.households)
    print(f"{given.out}: {given.households} households, {count} commands")


if __name__ == "__main__":
    main()
