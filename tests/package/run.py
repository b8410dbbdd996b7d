"""Uses the package as users do: run.py installed|subdirectory --build DIR --cmake PATH --compiler PATH

Installed: installs the build into a prefix, builds the consumer with find_package, runs it and the command from there.
Subdirectory: builds the consumer with the source as a subdirectory of its own.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONSUMER = ROOT / "tests/package/consumer"


def run(*words: object) -> str:
    """Runs a command; shows what it printed only where it fails."""
    done = subprocess.run([str(one) for one in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"$ {' '.join(map(str, words))}\n{done.stdout}exit code {done.returncode}")
    return done.stdout


def expect(found: str, expected: str) -> None:
    if found != expected:
        sys.exit(f"expected:\n{expected}\nfound:\n{found}")


def use_from_c(prefix: Path, scratch: Path, cmake: str) -> None:
    """The example in C: found by CMake, and with what pkg-config says."""
    if not (prefix / "include/pointsbank.h").exists():
        return  # built without
    build = scratch / "build_c"
    run(cmake, "-S", CONSUMER / "c", "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DPOINTSBANK_EXAMPLES={ROOT / 'examples'}")
    run(cmake, "--build", build)
    said = run(build / "consumer_c")
    expect(said.splitlines()[0], "H1 has 100 tenths of a point")
    package, = prefix.glob("lib*/**/pointsbank.pc")
    if shutil.which("pkg-config"):
        flags = run("env", f"PKG_CONFIG_PATH={package.parent}", "pkg-config", "--cflags", "--libs", "pointsbank").split()
        run("cc", "-std=c99", ROOT / "examples/c/evaluate.c", *flags, "-o", scratch / "evaluate")
        expect(run("env", f"LD_LIBRARY_PATH={package.parents[1]}", scratch / "evaluate"), said)


def main() -> None:
    parser = argparse.ArgumentParser(description="Uses the package as users do.")
    parser.add_argument("way", choices=["installed", "subdirectory"])
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--cmake", required=True)
    parser.add_argument("--compiler", required=True)
    options = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="pointsbank-") as scratch:
        prefix, build = Path(scratch, "prefix"), Path(scratch, "build")
        configure = [options.cmake, "-S", CONSUMER, "-B", build, "-G", "Ninja",
                     f"-DCMAKE_CXX_COMPILER={options.compiler}"]
        if ccache := shutil.which("ccache"):
            configure.append(f"-DCMAKE_CXX_COMPILER_LAUNCHER={ccache}")
        if options.way == "installed":
            run(options.cmake, "--install", options.build, "--prefix", prefix)
            configure += [f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Debug"]
        else:
            # Compiled as the build was, so that the compiler cache has the library already.
            configure += [f"-DPOINTSBANK_SOURCE={ROOT}", "-DCMAKE_BUILD_TYPE=Release"]
        run(*configure)
        run(options.cmake, "--build", build)
        expect(run(build / "consumer"), (CONSUMER / "expected.txt").read_text(encoding="utf-8"))
        if options.way == "installed":
            command = prefix / "bin/pointsbank"
            run(command, "--version")
            run(command, "check", prefix / "share/pointsbank/rules/xiachangning.json")
            use_from_c(prefix, Path(scratch), options.cmake)


if __name__ == "__main__":
    main()
