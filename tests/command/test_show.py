"""pointsbank show: the notice on the wall is what is computed."""

import json
import re
import unittest
from html.parser import HTMLParser

from lists import FILES, candidates, changed, some_numbers
from village import RULES, VillageTest

FORMATS = ("text", "markdown", "html")
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Well-formed or an assertion; collects what is shown and what could load something."""

    def __init__(self, test):
        super().__init__(convert_charrefs=True)
        self.test, self.open, self.shown, self.tags, self.loads = test, [], [], set(), []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.loads += [value for name, value in attributes if name in ("src", "href", "action", "data", "srcset") or name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        self.test.assertTrue(self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}")
        self.open.pop()

    def handle_data(self, data):
        if "style" not in self.open:
            self.shown.append(data)


def without_style(html):
    return re.sub(r"<style>.*?</style>", "", html, flags=re.S)


class Show(VillageTest):
    def show(self, name, *options, language="zh"):
        ran = self.run_command("show", str(name), *options, language=language)
        self.assertEqual(ran.code, 0, ran.messages)
        return ran.out

    def page(self, html):
        page = Page(self)
        page.feed(html)
        page.close()
        self.assertEqual(page.open, [])
        return page

    def test_figures_and_words(self):
        text = self.show("rules.json", language="en")
        for words in ("A small village", "Version 2026", "2026-01-01 to 2026-12-31", "For each 1", "+1.5", "4 points a month",
                      "−2", "Rank 1", "+5", "Each grid by itself"):
            self.assertIn(words, text)
        text = self.show("rules.json")
        for words in ("小村", "2026年1月1日至2026年12月31日", "巡逻", "每户每月 4 分", "第 1 名", "各网格分别比较", "加分事项", "扣分事项"):
            self.assertIn(words, text)

    def test_a_line_has_78_columns_at_most(self):
        for file in FILES:
            for language in ("zh", "en"):
                for line in self.show(file, language=language).splitlines():
                    columns = sum(2 if ord(c) > 0x2E7F else 1 for c in line)
                    self.assertLessEqual(columns, 80, f"{file.name}: {line}")

    def test_html_is_well_formed_and_by_itself(self):
        for file in FILES:
            for language in ("zh", "en"):
                html = self.show(file, "--format", "html", language=language)
                page = self.page(html)
                self.assertEqual(page.loads, [])
                self.assertFalse(page.tags & {"script", "img", "link", "iframe", "object", "a", "form"})
                self.assertNotRegex(html, r"https?://|@import|url\(")

    def test_hostile_titles(self):
        hostile = '</style><script>alert(1)</script>"\'&`|*_[x](http://e.example)\\'
        document = json.loads(RULES)
        document["title"] = document["note"] = document["version"] = hostile
        document["x-village"] = document["x-phone"] = document["points"]["unit"] = hostile
        document["categories"][0]["title"] = hostile
        document["positive"][0]["title"] = document["positive"][0]["note"] = hostile
        document["positive"][1]["score"] = {"grades": {hostile: 3}}
        document["closings"][0]["title"] = hostile
        document["x-words"] = {"grid": {"zh": hostile, "en": hostile}}
        self.put("hostile.json", json.dumps(document))
        for language in ("zh", "en"):
            html = self.show("hostile.json", "--format", "html", language=language)
            page = self.page(html)
            self.assertNotIn("script", page.tags)
            self.assertEqual(html.count("</style>"), 1)
            self.assertEqual(html.count("<script"), 0)
            self.assertGreaterEqual("".join(page.shown).count(hostile), 8)
            markdown = self.show("hostile.json", "--format", "markdown", language=language)
            self.assertNotIn("<script", markdown)
            self.assertNotRegex(markdown, r"(?<!\\)\[x(?<!\\)\]\(")
            for line in markdown.splitlines():
                if line.startswith("| ") or line.startswith("|--"):
                    self.assertEqual(len(re.findall(r"(?<!\\)\|", line)), 4, line)

    def test_the_chinese_notice_has_no_english_words(self):
        for file in FILES:
            document = json.loads(file.read_text(encoding="utf-8"))
            known = set()

            def learn(node, key=""):
                if isinstance(node, dict):
                    for name, value in node.items():
                        known.add(name)
                        learn(value, name)
                elif isinstance(node, list):
                    for value in node:
                        learn(value, key)
                elif isinstance(node, str) and key != "en":
                    known.update(re.findall(r"[A-Za-z][A-Za-z0-9_.-]*", node))

            learn({key: value for key, value in document.items() if key not in ("examples", "format", "utc_offset")})
            # Words of the format itself are no ids: they may not stand in the notice.
            ids = {each for each in known} - {"points", "rate", "each", "limits", "month", "year", "positive", "negative",
                                              "score", "ever", "ranking", "rating", "both", "standing", "spendable", "base"}
            for form in ("text", "html"):
                shown = self.show(file, "--format", form)
                if form == "html":
                    shown = " ".join(self.page(shown).shown)
                words = set(re.findall(r"[A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9]|[A-Za-z]", shown))
                parts = {part for word in ids for part in re.findall(r"[A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9]|[A-Za-z]", word)}
                self.assertEqual(words - parts, set(), file.name)

    def test_the_english_notice_has_no_chinese_frame(self):
        document = json.loads(RULES)
        document["positive"][0]["title"] = "patrol"
        self.put("plain.json", json.dumps(document))
        for form in ("text", "markdown"):
            self.assertNotRegex(self.show("plain.json", "--format", form, language="en").replace("　", ""), r"[\u4e00-\u9fff]")

    def test_any_number_that_changes_changes_the_notice(self):
        # One run for a list and format: all versions of it in which one number is another are files of one folder.
        for file in FILES:
            document = json.loads(file.read_text(encoding="utf-8"))
            plain = {form: self.show(file, "--format", form) for form in FORMATS}
            tried = 0
            for path in some_numbers(document):
                for value in candidates(document, path):
                    self.put("other.json", json.dumps(changed(document, path, value)))
                    ran = self.run_command("show", "other.json", "--format", FORMATS[tried % 3], language="zh")
                    if ran.code == 0:
                        break
                else:
                    # Of [1, 1] neither rank can be another one alone.
                    if path[-2] == "ranks":
                        continue
                    self.fail(f"{file.name}: no other number is right at {path}")
                self.assertNotEqual(ran.out, plain[FORMATS[tried % 3]], f"{file.name}: {path} is not in the notice")
                tried += 1
            self.assertGreater(tried, len(some_numbers(document)) // 2)

    def test_all_formats_show_the_same_figures(self):
        for file in FILES:
            shown = [self.show(file), self.show(file, "--format", "markdown").replace("\\", ""),
                     "".join(self.page(self.show(file, "--format", "html")).shown)]
            title = json.loads(file.read_text(encoding="utf-8"))["title"]["zh"]
            figures = [sorted(set(re.findall(r"[+−][0-9.～]+", text.replace(title, "")))) for text in shown]
            self.assertEqual(figures[0], figures[1])
            self.assertEqual(figures[0], figures[2])

    def test_output_to_a_file(self):
        ran = self.run_command("show", "rules.json", "--format", "html", "--output", "notice.html")
        self.assertEqual((ran.code, ran.out), (0, ""))
        self.assertEqual(self.get("notice.html"), self.show("rules.json", "--format", "html", language="en"))

    def test_phone_and_village_of_the_list(self):
        self.put("own.json", RULES.replace('"title": {"zh"', '"x-phone": "0760-1234", "x-village": "东村", "title": {"zh"', 1))
        for form in FORMATS:
            shown = self.show("own.json", "--format", form).replace("\\", "")
            self.assertIn("0760-1234", shown)
            self.assertIn("东村", shown)

    def test_two_versions_of_a_book(self):
        self.put("next.json", RULES.replace('"version": "2026"', '"version": "2027"').replace("2026-", "2027-", 2).replace("1.5", "2.5"))
        ran = self.run_command("show", "rules.json", "next.json", language="zh")
        self.assertEqual(ran.code, 0, ran.messages)
        self.assertIn("+1.5", ran.out)
        self.assertIn("+2.5", ran.out)

    def test_wrong_use(self):
        ran = self.run_command("show", "rules.json", "--format", "pdf")
        self.assertEqual(ran.code, 2)
        self.assertIn("there is no format `pdf`", ran.messages)
        self.assertEqual(self.run_command("show").code, 2)
        self.put("broken.json", RULES.replace("1.5", "-1"))
        self.assertEqual(self.run_command("show", "broken.json").code, 2)


if __name__ == "__main__":
    unittest.main()
