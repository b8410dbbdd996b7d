"""Runs what the documents show: run.py --library FILE --compiler PATH [--update] [DOCUMENT …]

README.md says what is run and how it is written. With --update the outputs in the documents become those that came.
The command line is that of $POINTSBANK, the Python package the one that this Python imports.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from markdown import Block, Command, blocks, commands, is_output, links

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["README.md", "README.zh.md", "CONTRIBUTING.md", "rules/README.md", "docs/**/*.md"]
TIMEOUT = 600


PACKAGE = importlib.util.find_spec("pointsbank")

# Runs the blocks that come as lines of JSON, in one namespace, and answers likewise. As in a notebook, the value of an
# expression at the end of a block is shown.
NOTEBOOK = """
import ast, contextlib, io, json, sys, traceback
names, answers = {"__name__": "__main__"}, sys.stdout
for line in sys.stdin:
    output, works = io.StringIO(), True
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            body = ast.parse(json.loads(line)).body
            last = ast.Expression(body.pop().value) if body and isinstance(body[-1], ast.Expr) else None
            exec(compile(ast.Module(body, []), "block", "exec"), names)
            value = None if last is None else eval(compile(last, "block", "eval"), names)
            if value is not None:
                print(repr(value))
        except BaseException:
            works = False
            traceback.print_exc()
    answers.write(json.dumps([works, output.getvalue()]) + "\\n")
    answers.flush()
"""


class Session:
    """A copy of the project in which the commands of one document run, one after another."""

    def __init__(self, scratch: Path, document: Path, library: Path, compiler: str):
        self.scratch, self.library, self.compiler = scratch, library, compiler
        self.folder = scratch / "pointsbank"
        self.folder.mkdir()
        for entry in ROOT.iterdir():
            if re.fullmatch(r"build.*|out|\.(git|venv|cache)", entry.name):
                continue
            if entry.name == "tests":
                (self.folder / "tests").symlink_to(entry)
            elif entry.is_dir():
                shutil.copytree(entry, self.folder / entry.name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
            else:
                shutil.copy(entry, self.folder)
        pointsbank = Path(os.environ["POINTSBANK"]).resolve()
        (scratch / "bin").mkdir()
        (scratch / "bin/pointsbank").symlink_to(pointsbank)
        self.environment = {name: text for name, text in os.environ.items() if not name.startswith("LC_")}
        self.environment.update(
            LANG="zh_CN.UTF-8" if ".zh." in document.name else "C.UTF-8", POINTSBANK=str(pointsbank),
            PATH=f"{scratch / 'bin'}:{os.environ['PATH']}", PYTHONDONTWRITEBYTECODE="1", COLUMNS="120")
        if PACKAGE:
            self.environment["PYTHONPATH"] = str(Path(PACKAGE.origin).absolute().parents[1])
        self.notebook: subprocess.Popen[str] | None = None
        self.state = scratch / "state"
        self.state.write_text(f"cd '{self.folder}'\n", encoding="utf-8")

    def run(self, command: str) -> list[str]:
        """Standard output and errors, as a terminal would show them. Folder, variables and `$?` are kept."""
        script = (f"source '{self.state}'\n{command}\nstatus=$?\n"
                  f"{{ declare -px; printf 'cd %q\\n(exit %d)\\n' \"$PWD\" $status; }} > '{self.state}'\n")
        ran = subprocess.run(["bash", "-c", script], env=self.environment, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=TIMEOUT)
        return ran.stdout.decode("utf-8", "replace").splitlines()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run_program(self, source: str) -> tuple[bool, list[str]]:
        self.write("example.cpp", source)
        built = subprocess.run([self.compiler, "-std=c++20", "-I", str(ROOT / "include"), "example.cpp",
                                str(self.library), "-lcrypto", "-lsqlite3", "-pthread", "-o", "example"],
                               cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if built.returncode != 0:
            return False, built.stdout.splitlines()
        ran = subprocess.run(["./example"], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=TIMEOUT)
        return ran.returncode == 0, ran.stdout.decode("utf-8", "replace").splitlines()

    def run_python(self, source: str) -> tuple[bool, list[str]]:
        """One block after another in one interpreter."""
        if self.notebook is None:
            self.notebook = subprocess.Popen([sys.executable, "-c", NOTEBOOK], cwd=self.folder, env=self.environment,
                                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.notebook.stdin.write(json.dumps(source) + "\n")
        self.notebook.stdin.flush()
        works, output = json.loads(self.notebook.stdout.readline())
        return works, output.rstrip().splitlines()

    def end(self) -> None:
        if self.notebook is not None:
            self.notebook.communicate(timeout=TIMEOUT)


class Checked:
    """One document: what was found wrong in it, and with what its lines are to be replaced."""

    def __init__(self, document: Path, session: Session):
        self.document, self.session = document, session
        self.wrong: list[str] = []
        self.edits: list[tuple[int, int, list[str]]] = []  # from line, number of lines, new lines
        self.count = 0

    def say(self, line: int, what: str) -> None:
        self.wrong.append(f"{self.document.relative_to(ROOT)}:{line}: {what}")

    def compare(self, line: int, shown: list[str], came: list[str], at: int, what: str) -> None:
        while shown and not shown[-1].strip():
            shown = shown[:-1]
        self.count += 1
        if not is_output(shown, came):
            self.say(line, "\n".join([what, "shown:", *("  " + one for one in shown), "came:",
                                      *("  " + one for one in came)]))
            self.edits.append((at, len(shown), [one.rstrip() for one in came]))

    def check(self) -> None:
        text = self.document.read_text(encoding="utf-8")
        for line, target in links(text):
            if not (self.document.parent / target).exists():
                self.say(line, f"links to {target}, which is not there")
        all_blocks = blocks(text)
        for block, following in zip(all_blocks, [*all_blocks[1:], None]):
            # What stands in tests/ is the source itself, which a document only shows.
            if block.file and not block.file.startswith("tests/"):
                self.session.write(block.file, block.text)
            if block.language == "console":
                for command in commands(block):
                    came = self.session.run(command.text)
                    self.compare(command.line, command.expected, came, command.expected_line, "$ " + command.text)
            elif block.language == "cpp" and "int main" in block.text:
                self.check_run(block, following, self.session.run_program)
            elif block.language == "python" and "fragment" not in block.words and PACKAGE:
                self.check_run(block, following, self.session.run_python)
            elif block.language == "json" and "fragment" not in block.words:
                self.check_json(block)

    def check_run(self, block: Block, following: Block | None, run) -> None:
        works, came = run(block.text)
        if not works:
            self.say(block.first_line, "\n  ".join(["the program does not work", *came]))
        elif following and following.language == "text":
            self.compare(following.first_line, following.lines, came, following.first_line, "the program's output")
        else:
            self.count += 1

    def check_json(self, block: Block) -> None:
        self.count += 1
        try:
            value = json.loads(block.text)
        except json.JSONDecodeError as error:
            self.say(block.first_line, f"no JSON: {error} (say `json fragment` where it is part of something)")
            return
        if isinstance(value, dict) and value.get("format") == "pointsbank/1":
            self.session.write("checked.json", block.text)
            came = self.session.run(f"cd '{self.session.folder}' && pointsbank check checked.json; echo $?")
            if came[-1:] != ["0"]:
                self.say(block.first_line, "\n  ".join(["pointsbank check:", *came[:-1]]))

    def update(self) -> None:
        lines = self.document.read_text(encoding="utf-8").splitlines()
        for at, number, new in sorted(self.edits, reverse=True):
            lines[at - 1:at - 1 + number] = new
        self.document.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description="Runs what the documents show.")
    parser.add_argument("--library", type=Path, required=True, help="libpointsbank.a or .so of a build without sanitizers")
    parser.add_argument("--compiler", default="c++")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("documents", nargs="*", type=Path)
    options = parser.parse_args()
    documents = ([path.resolve() for path in options.documents]
                 or sorted(path for pattern in DOCUMENTS for path in ROOT.glob(pattern)))
    wrong = 0
    for document in documents:
        with tempfile.TemporaryDirectory(prefix="pointsbank-") as scratch:
            checked = Checked(document, Session(Path(scratch), document, options.library.resolve(), options.compiler))
            checked.check()
            checked.session.end()
        print(f"{document.relative_to(ROOT)}: {checked.count} blocks and commands, {len(checked.wrong)} wrong", flush=True)
        for one in checked.wrong:
            print(one, flush=True)
        if options.update and checked.edits:
            checked.update()
        wrong += len(checked.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
