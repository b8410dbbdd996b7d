"""Holds the C binding together: header, symbols, documents. binding_test.py --library FILE --header FILE --cc CC --cxx CXX

The library shows exactly the functions that the header declares, each with its version; the header is C99, C11 and C++
by itself; docs/c.md prints the examples as they stand in the project, and what they print when they run.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/documents"))
from markdown import blocks, is_output  # noqa: E402

PAGE = ROOT / "docs/c.md"
OPTIONS: argparse.Namespace


def run(*words: object, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(one) for one in words], cwd=folder, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=300)


def header() -> str:
    return OPTIONS.header.read_text(encoding="utf-8")


def declared() -> set[str]:
    return set(re.findall(r"POINTSBANK_API\s[^(;]*?\b(pointsbank_\w+)\(", header()))


class Symbols(unittest.TestCase):
    def test_the_library_shows_what_the_header_declares_and_nothing_else(self):
        lines = run("nm", "-D", "--defined-only", OPTIONS.library).stdout.splitlines()
        shown = {line.split()[-1] for line in lines} - {"POINTSBANK_0.1"}  # the version itself
        self.assertEqual(shown, {f"{name}@@POINTSBANK_0.1" for name in declared()})
        self.assertGreater(len(shown), 40)

    def test_every_function_of_the_header_is_marked(self):
        functions = set(re.findall(r"(?m)\b(pointsbank_\w+)\([^;{]*\)\s*POINTSBANK_NOEXCEPT;", header()))
        self.assertEqual(functions, declared())

    def test_the_library_has_a_name_with_its_version(self):
        self.assertIn("libpointsbank_c.so.0.1", run("readelf", "-d", OPTIONS.library).stdout)


class Header(unittest.TestCase):
    SOURCE = "#include <pointsbank.h>\nint main(void) { return pointsbank_version()[0] == '0' ? 0 : 1; }\n"

    def compiles(self, compiler: str, *flags: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "alone.c")
            source.write_text(self.SOURCE, encoding="utf-8")
            made = run(compiler, *flags, "-pedantic", "-Wall", "-Wextra", "-Werror", "-Wundef", "-I",
                       OPTIONS.header.parent, "-c", source, "-o", Path(folder, "alone.o"))
            self.assertEqual(made.returncode, 0, made.stdout)

    def test_c99(self):
        self.compiles(OPTIONS.cc, "-std=c99", "-Wstrict-prototypes")

    def test_c11(self):
        self.compiles(OPTIONS.cc, "-std=c11", "-Wstrict-prototypes")

    def test_cpp(self):
        self.compiles(OPTIONS.cxx, "-x", "c++", "-std=c++11")
        self.compiles(OPTIONS.cxx, "-x", "c++", "-std=c++20")

    def test_it_has_ascii_alone_but_for_what_it_shows(self):
        text = header().replace("…", "")
        self.assertTrue(text.isascii(), [c for c in text if not c.isascii()])

    def test_every_line_fits(self):
        self.assertEqual([line for line in header().splitlines() if len(line) > 120], [])


class Documents(unittest.TestCase):
    """A block with `file=PATH` is that file of the project, whole or a part of it; a ```text block after ```sh is what
    the commands print."""

    def test_blocks_are_the_files(self):
        found = [block for block in blocks(PAGE.read_text(encoding="utf-8"))
                 if block.file and block.language in ("c", "go", "java", "php", "cmake")]
        self.assertGreaterEqual(len(found), 4)
        for block in found:
            with self.subTest(block.file):
                source = (ROOT / block.file).read_text(encoding="utf-8")
                parts = [part.strip("\n") for part in re.split(r"(?m)^…\n", block.text)]
                position = 0
                for part in parts:
                    self.assertIn(part, source[position:], f"{PAGE.name} shows something else than {block.file}")
                    position = source.index(part, position) + len(part)

    def test_commands_print_what_the_page_shows(self):
        if "sanitize" in OPTIONS.label:
            self.skipTest("the examples run against the release")
        with tempfile.TemporaryDirectory(prefix="pointsbank-") as scratch:
            folder = Path(scratch)
            shutil.copytree(ROOT / "examples", folder / "examples")
            include, library = folder / "include", folder / "lib"
            include.mkdir()
            library.mkdir()
            shutil.copy(OPTIONS.header, include)
            for name in ("libpointsbank_c.so", "libpointsbank_c.so.0.1"):
                (library / name).symlink_to(OPTIONS.library.resolve())
            environment = {**os.environ, "CPATH": str(include), "LIBRARY_PATH": str(library),
                           "LD_LIBRARY_PATH": str(library), "LANG": "C.UTF-8"}
            compared, all_blocks = 0, blocks(PAGE.read_text(encoding="utf-8"))
            for block, following in zip(all_blocks, all_blocks[1:]):
                if block.language != "sh" or following.language != "text":
                    continue
                if "php" in block.text and not shutil.which("php"):
                    continue
                done = subprocess.run(["bash", "-ec", block.text], cwd=folder, env=environment, text=True,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
                self.assertEqual(done.returncode, 0, done.stdout)
                self.assertTrue(is_output(following.lines, done.stdout.splitlines()),
                                f"{block.text}shown:\n{following.text}came:\n{done.stdout}")
                compared += 1
            self.assertGreaterEqual(compared, 2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Holds the C binding together.")
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--header", type=Path, required=True)
    parser.add_argument("--cc", required=True)
    parser.add_argument("--cxx", required=True)
    parser.add_argument("--label", default="")
    OPTIONS, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
