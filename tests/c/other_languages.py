"""Runs the tests of examples/go or examples/java against the C library: other_languages.py go|java --library FILE --header FILE

Exit code 77 where the language is not on this machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
JNA = Path("/usr/share/java/jna.jar")
NOT_HERE = 77


def need(*programs: str) -> None:
    for program in programs:
        if not shutil.which(program):
            print(f"{program} is not installed")
            sys.exit(NOT_HERE)


def run(*words: object, folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run([str(one) for one in words], cwd=folder, env={**os.environ, **environment})
    if done.returncode != 0:
        sys.exit(1)


def test_go(options: argparse.Namespace, scratch: Path) -> None:
    need("go", "cc")
    library = options.library.parent
    environment = {
        "POINTSBANK_ROOT": str(ROOT),
        "CGO_ENABLED": "1",
        "CGO_CFLAGS": f"-I{options.header.parent}",
        "CGO_LDFLAGS": f"-L{library} -Wl,-rpath,{library}",
        # Nothing from outside: neither modules nor another Go.
        "GOPROXY": "off", "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local", "GOWORK": "off",
    }
    folder = scratch / "pointsbank"
    shutil.copytree(ROOT / "examples/go/pointsbank", folder)
    run("go", "vet", "./...", folder=folder, environment=environment)
    run("go", "test", "-count=1", "./...", folder=folder, environment=environment)


def test_java(options: argparse.Namespace, scratch: Path) -> None:
    need("javac", "java")
    jar = Path(os.environ.get("POINTSBANK_JNA", JNA))
    if not jar.exists():
        print(f"{jar} is not there (Debian: libjna-java)")
        sys.exit(NOT_HERE)
    classes, banks = scratch / "classes", scratch / "banks"
    banks.mkdir()
    sources = sorted((ROOT / "examples/java").glob("*.java"))
    run("javac", "-encoding", "UTF-8", "-Xlint:all", "-Werror", "-cp", jar, "-d", classes, *sources, folder=scratch,
        environment={})
    run("java", f"-Djna.library.path={options.library.parent}", "-cp", f"{jar}:{classes}", "PointsbankTest", ROOT, banks,
        folder=scratch, environment={})


def main() -> None:
    parser = argparse.ArgumentParser(description="Runs the tests of another language against the C library.")
    parser.add_argument("language", choices=["go", "java"])
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--header", type=Path, required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pointsbank-") as scratch:
        {"go": test_go, "java": test_java}[options.language](options, Path(scratch))


if __name__ == "__main__":
    main()
