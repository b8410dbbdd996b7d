"""The words of the command line: help, version, language, and what is said of wrong words."""

import re
import unittest

from village import VillageTest

COMMANDS = ("evaluate", "check", "test", "explain", "expression", "generate", "completion", "show", "diff", "reform",
            "compare", "sweep", "exposure")


class Help(VillageTest):
    def test_without_arguments_it_is_shown(self):
        ran = self.run_command()
        self.assertEqual((ran.code, ran.messages), (0, ""))
        for command in COMMANDS:
            self.assertRegex(ran.out, rf"(?m)^  {command} ")
        self.assertEqual(self.run_command("--help").out, ran.out)
        self.assertEqual(self.run_command("-h").out, ran.out)

    def test_each_command_has_an_example(self):
        for language, heading in (("en", "Example:"), ("zh", "示例：")):
            for command in COMMANDS:
                ran = self.run_command(command, "--help", language=language)
                self.assertEqual((ran.code, ran.messages), (0, ""))
                self.assertIn(heading, ran.out)
                self.assertRegex(ran.out.split(heading)[1], rf"pointsbank {command}")

    def test_nothing_lacks_a_sentence(self):
        for language in ("en", "zh"):
            for command in COMMANDS:
                self.assertNotRegex(self.run_command(command, "--help", language=language).out, r"help_|[A-Za-z]_label")

    def test_nothing_of_the_bank_lacks_a_sentence(self):
        for language, heading in (("en", "Example:"), ("zh", "示例：")):
            overview = self.run_command("bank", "--help", language=language).out
            self.assertNotRegex(overview, "help_")
            names = re.findall(r"(?m)^  ([a-z][a-z-]+) {2,}\S", overview)
            self.assertGreater(len(names), 30)
            for command in names:
                out = self.run_command("bank", command, "--help", language=language).out
                self.assertNotRegex(out, "help_", command)
                self.assertRegex(out.split(heading)[1], rf"pointsbank bank .*{command}")

    def test_the_first_line_names_what_is_needed(self):
        out = self.run_command("evaluate", "--help").out
        self.assertIn("Usage: pointsbank evaluate --rules FILE --roster FILE --events FILE --through DATE --out DIR [OPTIONS]\n", out)
        self.assertIn("Usage: pointsbank check rule_lists ... [OPTIONS]\n", self.run_command("check", "--help").out)

    def test_options_are_told_in_chinese(self):
        out = self.run_command("evaluate", "--help", language="zh").out
        self.assertIn("用法", out)
        self.assertRegex(out, r"--roster FILE +花名册")

    def test_help_goes_before_what_is_missing(self):
        self.assertEqual(self.run_command("evaluate", "--roster", "none.csv", "--help").code, 0)

    def test_version(self):
        ran = self.run_command("--version")
        self.assertEqual(ran.code, 0)
        self.assertRegex(ran.out, r"^pointsbank \d+\.\d+\.\d+\n$")


class Language(VillageTest):
    def test_it_comes_from_lang_or_the_option(self):
        for words, lang, expected in (((), "zh_CN.UTF-8", "没有文件"), ((), "en_GB.UTF-8", "there is no file"), ((), "C", "there is no file"),
                                      (("--lang", "en"), "zh_CN.UTF-8", "there is no file"), (("--lang=zh",), "C", "没有文件")):
            ran = self.run_command("check", "none.json", *words, environment={"LANG": lang})
            self.assertIn(expected, ran.messages)
        self.assertIn("没有文件", self.run_command("--lang", "zh", "check", "none.json").messages)

    def test_another_is_refused(self):
        ran = self.run_command("check", "rules.json", "--lang", "fr")
        self.assertEqual(ran.code, 2)
        self.assertEqual(ran.lines, ["error: there is no language `fr`, only `zh` and `en`"])


class WrongWords(VillageTest):
    def refused(self, *words, language="en"):
        ran = self.run_command(*words, language=language)
        self.assertEqual((ran.code, ran.out), (2, ""), ran.messages)
        return ran.lines

    def test_commands(self):
        self.assertEqual(self.refused("evalute"), ["error: there is no command `evalute`; did you mean `evaluate`?"])
        self.assertEqual(self.refused("xyz"), ["error: there is no command `xyz`"])
        self.assertEqual(self.refused("evalute", language="zh"), ["错误：没有命令 `evalute`；是不是 `evaluate`？"])

    def test_options(self):
        self.assertEqual(self.refused("check", "rules.json", "--quite"), ["error: there is no option `--quite` here; did you mean `--quiet`?"])
        self.assertEqual(self.refused("check", "rules.json", "--threads=2"), ["error: there is no option `--threads` here"])
        self.assertEqual(self.refused("--quite"), ["error: there is no option `--quite` here; did you mean `--quiet`?"])
        self.assertEqual(self.refused("expression", "1", "2"), ["error: `2` was not expected here"])

    def test_a_file_may_be_called_like_a_command(self):
        self.put("test", self.get("rules.json"))
        self.assertEqual(self.run_command("check", "test").code, 0)
        self.assertEqual(self.run_command("expression", "test").code, 2)

    def test_a_misspelt_option_is_not_missing_too(self):
        lines = self.refused("evaluate", *self.data(roster=None), "--rooster", "roster.csv", "--out", "out")
        self.assertEqual(lines, ["error: there is no option `--rooster` here; did you mean `--roster`?"])

    def test_everything_at_once(self):
        self.assertEqual(self.refused("evaluate", "--threads", "0", "--through", "soon"),
                         ["error: `--rules FILE` is missing", "error: `--roster FILE` is missing", "error: `--events FILE` is missing",
                          "error: `--out DIR` is missing", "error: `soon` of `--through` is no date; dates are written like 2026-12-31",
                          "error: `0` of `--threads` is no whole number from 1 to 256"])

    def test_values(self):
        self.assertEqual(self.refused("evaluate", "--rules"), ["error: `--rules` needs a value"])
        self.assertEqual(self.refused("evaluate", "--profile=yes"), ["error: `--profile` takes no value"])
        self.assertIn("error: `--roster` is given more than once",
                      self.refused("evaluate", *self.data("--roster", "roster.csv"), "--out", "out"))
        self.assertEqual(self.refused("evaluate", *self.data(), "--out", ""), ["error: `--out` needs a value"])
        self.assertEqual(self.refused("check"), ["error: no rule list is named"])
        self.assertEqual(self.refused("completion", "fish"), ["error: there is no completion for `fish`, only for `bash`"])


if __name__ == "__main__":
    unittest.main()
