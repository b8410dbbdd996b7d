"""pointsbank evaluate: the files that it writes, and what is left when it fails."""

import os
import resource
import signal
import subprocess
import time
import unittest

from village import EVENTS, POINTSBANK, TABLES, VillageTest


class Results(VillageTest):
    def test_seven_tables_and_one_line(self):
        ran = self.evaluate()
        self.assertEqual((ran.code, ran.out), (0, ""))
        self.assertEqual(ran.lines, ["events: 5, households: 3, postings: 6; written to out"])
        self.assertEqual(sorted(os.listdir(self.folder / "out")), sorted(name + ".csv" for name in TABLES))
        self.assertEqual(self.get("out/balances.csv"),
                         "household,standing,spendable,earned,deducted,frozen_until\n"
                         "H1,1.0,1.0,3.0,2.0,\n"
                         "H2,9.0,9.0,9.0,0.0,\n"
                         "户3,6.0,6.0,6.0,0.0,\n")
        self.assertEqual(self.get("out/outcomes.csv"),
                         "event,household,rule,outcome,amount,reason\n"
                         "e1,H1,patrol,applied,3.0,\n"
                         "e2,H2,patrol,cut,4.0,limit:rule\n"
                         "e3,户3,meeting,applied,1.0,\n"
                         "e4,H1,litter,applied,-2.0,\n"
                         "e2,H2,,duplicate,,\n"
                         "e5,H9,,rejected,,unknown_household\n")
        self.assertEqual(self.get("out/benefits.csv"), "closing,period,household,value,unit\n")

    def test_quiet(self):
        ran = self.evaluate("--quiet")
        self.assertEqual((ran.code, ran.out, ran.messages), (0, "", ""))

    def test_chinese(self):
        ran = self.evaluate(language="zh")
        self.assertEqual(ran.lines, ["共 3 户、5 个事件，入账 6 笔，已写入 out"])
        self.assertEqual(self.evaluate("--lang", "en", language="zh").lines, ["events: 5, households: 3, postings: 6; written to out"])

    def test_threads_change_nothing(self):
        self.evaluate("--threads", "1", out="one")
        self.evaluate("--threads", "5", out="five")
        for name in TABLES:
            self.assertEqual(self.get(f"one/{name}.csv"), self.get(f"five/{name}.csv"))

    def test_what_was_there_is_replaced(self):
        self.evaluate()
        before = self.get("out/balances.csv")
        self.put("out/balances.csv", "something else")
        self.put("out/other.txt", "mine")
        self.assertEqual(self.evaluate().code, 0)
        self.assertEqual(self.get("out/balances.csv"), before)
        self.assertEqual(sorted(os.listdir(self.folder / "out")), sorted([name + ".csv" for name in TABLES] + ["other.txt"]))

    def test_a_bare_date_of_as_of_is_its_last_moment(self):
        self.assertEqual(self.evaluate(as_of="2026-01-31").code, 0)
        self.assertIn("e3,户3,,later,,recorded_later\n", self.get("out/outcomes.csv"))
        self.put("events.csv", EVENTS.replace("2026-02-01T00:00:00+08:00", "2026-01-31T23:59:59.999999+08:00"))
        self.assertEqual(self.evaluate(as_of="2026-01-31").code, 0)
        self.assertIn("e3,户3,meeting,applied,1.0,\n", self.get("out/outcomes.csv"))
        self.assertEqual(self.evaluate(as_of="2026-01-31T23:59:59.999998+08:00").code, 0)
        self.assertIn("e3,户3,,later,,recorded_later\n", self.get("out/outcomes.csv"))

    def test_json_lines_and_a_deep_folder(self):
        self.put("roster.jsonl", '{"household": "H1", "grid": "east", "members": 3}\n')
        self.assertEqual(self.evaluate(roster="roster.jsonl", out="a/b/c/").code, 0)
        self.assertIn("H1,", self.get("a/b/c/balances.csv"))

    def test_the_other_inputs(self):
        self.put("members.csv", "member,household\nm1,H2\n")
        self.put("entries.csv", "entry,household,at,cause,standing,spendable\nx1,H1,2026-03-01,opening,10,10\n")
        (self.folder / "published").mkdir()
        for name, columns in (("rankings", "group,measure,rank,points"), ("ratings", "group,measure,rank,level"),
                              ("dividends", "group,measure,amount"), ("benefits", "value,unit")):
            self.put(f"published/{name}.csv", f"closing,period,household,{columns}\n")
        self.put("published/rankings.csv", "closing,period,household,group,measure,rank,points\nmonthly,2026-01-01,H1,all,7.7,1,5\n")
        self.put("events.csv", "event,member,household,kind,at\ne1,m1,,meeting,2026-01-05\n")
        ran = self.evaluate(members="members.csv", entries="entries.csv", published="published")
        self.assertEqual(ran.code, 0, ran.messages)
        self.assertIn("monthly,2026-01-01,H1,all,7.7,1,5\n", self.get("out/rankings.csv"))
        self.assertIn(",H2,m1,meeting,e1,rule,1.0,1.0\n", self.get("out/postings.csv"))
        self.assertIn(",H1,,opening,x1,opening,10.0,10.0\n", self.get("out/postings.csv"))

    def test_profile(self):
        ran = self.evaluate("--profile")
        stages = [line.split()[0] for line in ran.lines[:8]]
        self.assertEqual(stages, ["reading", "checking,", "applying", "closings", "bringing", "writing", "everything", "in"])
        shares = [int(line.split("(")[-1].split()[0]) for line in ran.lines[:7]]
        self.assertTrue(95 <= sum(shares) <= 105, shares)
        self.assertRegex(ran.messages, r"events a second: \d+ evaluated, \d+ from file to file")
        self.assertEqual(ran.out, "")
        ran = self.evaluate("--profile", language="zh")
        self.assertRegex(ran.lines[0], r"^读取文件：\d+\.\d{3} 秒（\d+%）$")
        self.assertNotIn("profile", self.evaluate().messages)

    def test_ignored_columns_are_told(self):
        self.put("roster.csv", "household,grid,members,colour\nH1,east,3,red\n")
        ran = self.evaluate()
        self.assertEqual(ran.code, 0)
        self.assertRegex(ran.lines[0], r"^warning: roster\.csv.*colour")


class BadRows(VillageTest):
    def setUp(self):
        super().setUp()
        self.put("events.csv", EVENTS + 'e6,H1,patrol,2026-13-01,"2",\n"e,7",H1,patrol,2026-01-01,two,\n')

    def test_without_the_option_they_end_the_run(self):
        self.assert_refused(self.evaluate(), "events.csv:8:", "`2026-13-01`", "events.csv:9:", "`two`")

    def test_every_row_is_found_again(self):
        ran = self.evaluate(bad_rows="bad/rows.csv")
        self.assertEqual(ran.code, 0, ran.messages)
        self.assertEqual(ran.lines[-1], "2 rows could not be taken: see bad/rows.csv")
        bad = self.get("bad/rows.csv").splitlines()
        self.assertEqual(bad[0], "file,line,column,code,reason,row")
        self.assertRegex(bad[1], r'^events\.csv,8,at,.*,"e6,H1,patrol,2026-13-01,""2"","$')
        self.assertRegex(bad[2], r'^events\.csv,9,quantity,.*,"""e,7"",H1,patrol,2026-01-01,two,"$')
        self.assertEqual(len(bad), 3)
        events = [line.split(",")[0] for line in self.get("out/outcomes.csv").splitlines()[1:]]
        self.assertEqual(sorted(events), ["e1", "e2", "e2", "e3", "e4", "e5"])

    def test_no_bad_rows_leave_the_header(self):
        self.put("events.csv", EVENTS)
        self.assertEqual(self.evaluate(bad_rows="bad.csv").code, 0)
        self.assertEqual(self.get("bad.csv"), "file,line,column,code,reason,row\n")

    def test_a_run_that_fails_writes_none(self):
        self.put("roster.csv", "household\nH1\n")
        self.assert_refused(self.evaluate(bad_rows="bad.csv"))
        self.assertFalse((self.folder / "bad.csv").exists())


class WrongInput(VillageTest):
    def test_the_mistakes_of_all_tables_at_once(self):
        self.put("roster.csv", "household,grid,members\nH1,east,three\n")
        self.put("events.csv", "event,household,kind,at\ne1,H1,meeting,yesterday\n")
        self.assert_refused(self.evaluate(), "roster.csv:2:9: members: ", "events.csv:2:15: at: ")

    def test_rule_list(self):
        self.put("rules.json", '{"format": "pointsbank/1", "idd": "x"}')
        self.assert_refused(self.evaluate(), "rules.json:1:28: /idd: ", "did you mean `id`?")

    def test_overflow_names_the_household(self):
        self.put("events.csv", "event,household,kind,at,quantity\n" + "".join(f"e{i},H2,patrol,2026-01-0{i},500000000000000000\n" for i in range(1, 3)))
        self.put("rules.json", self.get("rules.json").replace('"limits": [{"per": "month", "points": 4}]', '"note": ""'))
        self.assert_refused(self.evaluate(), "`H2`", "64")

    def test_files_that_are_not_there(self):
        self.assert_refused(self.evaluate(roster="none.csv", events="nowhere/none.csv", published="none"),
                            "there is no file `none.csv`", "there is no file `nowhere/none.csv`", "there is no folder `none`")

    def test_a_folder_for_a_file(self):
        self.assert_refused(self.evaluate(roster="."), "`.` is a folder; a file was expected")

    def test_dates(self):
        self.assert_refused(self.evaluate(through="2026-02-30", as_of="now"), "`2026-02-30` of `--through`", "`now` of `--as-of`")


class Output(VillageTest):
    def untouched(self):
        return [name for name in self.names() if name not in ("rules.json", "roster.csv", "events.csv")]

    def test_a_file_where_the_folder_should_be(self):
        self.put("out", "mine")
        ran = self.evaluate()
        self.assertEqual(ran.code, 2)
        self.assertIn("`out` is no folder", ran.messages)
        self.assertEqual(self.get("out"), "mine")

    def test_a_linked_target_is_refused(self):
        (self.folder / "out").mkdir()
        self.put("precious", "mine")
        os.symlink("../precious", self.folder / "out" / "postings.csv")
        ran = self.evaluate()
        self.assertEqual(ran.code, 2)
        self.assertIn("out/postings.csv: it is a symbolic link", ran.messages)
        self.assertEqual(self.get("precious"), "mine")
        self.assertEqual(self.untouched(), ["out", "out/postings.csv", "precious"])

    def test_a_device_is_refused(self):
        ran = self.evaluate(bad_rows="/dev/full")
        self.assertEqual(ran.code, 2)
        self.assertEqual(self.untouched(), [])

    def test_a_disk_that_is_full(self):
        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

        ran = self.evaluate(before=small_files)
        self.assertEqual(ran.code, 1)
        self.assertIn("File too large", ran.messages)
        self.assertEqual(self.untouched(), [])

    @unittest.skipIf(os.geteuid() == 0, "nothing is forbidden to root")
    def test_a_folder_that_cannot_be_written(self):
        (self.folder / "out").mkdir(mode=0o500)
        ran = self.evaluate()
        self.assertEqual(ran.code, 1)
        self.assertIn("Permission denied", ran.messages)
        self.assertEqual(self.untouched(), ["out"])

    def test_few_open_files(self):
        def few_files():
            resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))

        ran = self.evaluate(before=few_files)
        self.assertIn(ran.code, (0, 1))
        if ran.code == 1:
            self.assertEqual(self.untouched(), [])

    def test_little_memory(self):
        def little_memory():
            resource.setrlimit(resource.RLIMIT_AS, (120 << 20, 120 << 20))

        if subprocess.run([POINTSBANK, "--version"], preexec_fn=little_memory, capture_output=True).returncode != 0:
            return  # built with sanitizers, which reserve terabytes of addresses: the release build is what is tested
        rows = "".join(f"event-{i},H{i % 3},patrol,2026-01-{i % 28 + 1:02},1,\n" for i in range(400_000))
        self.put("events.csv", EVENTS.splitlines(True)[0] + rows)
        ran = self.evaluate(before=little_memory)
        self.assertIn(ran.code, (0, 1))
        if ran.code == 1:
            self.assertIn("memory", ran.messages)
            self.assertEqual(self.untouched(), [])

    def test_being_told_to_stop(self):
        rows = "".join(f"e{i},H{i % 3},patrol,2026-01-{i % 28 + 1:02},1,\n" for i in range(300_000))
        self.put("events.csv", EVENTS.splitlines(True)[0] + rows)
        for wait in (0.02, 0.15, 0.4):
            running = subprocess.Popen([POINTSBANK, "evaluate", *self.data(out="out")], cwd=self.folder, stderr=subprocess.PIPE)
            time.sleep(wait)
            running.send_signal(signal.SIGTERM)
            messages = running.communicate(timeout=60)[1].decode()
            if running.returncode == 0:  # it was faster
                continue
            self.assertEqual(running.returncode, -signal.SIGTERM, messages)
            self.assertEqual(self.untouched(), [])


if __name__ == "__main__":
    unittest.main()
