"""Holds the layers: what includes what, whose headers stand where, and that exact modules know no floating point."""

from __future__ import annotations

import re
import unittest
from collections import defaultdict
from pathlib import Path

from modules import EXACT, LEVELS, OTHERS, PUBLIC_LEVELS, ROOT
from modules import Include, includes, sources, without_comments_and_texts


def is_standard(header: str) -> bool:
    return re.fullmatch(r"[a-z_0-9]+", header) is not None


def is_of_the_system(include: Include) -> bool:
    """<unistd.h>, <sys/stat.h>, <immintrin.h>: not in public headers."""
    return include.header.endswith(".h") and not include.file.startswith("include")


def public_header(header: str) -> str | None:
    found = re.fullmatch(r"pointsbank/(\w+)\.hpp", header)
    return found[1] if found else None


def module_of(include: Include) -> str:
    return Path(include.file).parts[1]


class Layers(unittest.TestCase):
    def forbid(self, found: list[str]) -> None:
        self.assertFalse(found, "\n" + "\n".join(found))

    def test_every_module_is_in_the_table(self):
        folders = {path.parent.name for path in sources("src")}
        self.forbid([f"src/{name}: not in the table of tests/layering/modules.py" for name in folders - LEVELS.keys()])

    def test_every_public_header_is_in_the_table(self):
        names = {path.stem for path in sources("include")}
        self.assertEqual(names, PUBLIC_LEVELS.keys())

    def test_modules_include_lower_levels_only(self):
        found = []
        for include in includes("src"):
            module = module_of(include)
            public = public_header(include.header)
            other = include.header.split("/")[0] if "/" in include.header else module
            if not include.is_quoted:
                continue
            if public is not None:
                if PUBLIC_LEVELS[public] > LEVELS[module]:
                    found.append(f"{include}: above {module}, which is of level {LEVELS[module]}")
            elif other not in LEVELS:
                found.append(f"{include}: no module of src")
            elif other != module and LEVELS[other] >= LEVELS[module]:
                found.append(f"{include}: {module} (level {LEVELS[module]}) must not know {other} ({LEVELS[other]})")
        self.forbid(found)

    def test_public_headers_include_the_standard_library_and_each_other(self):
        self.forbid([str(include) for include in includes("include")
                     if not (public_header(include.header) if include.is_quoted else is_standard(include.header))])

    def test_public_headers_include_no_higher_ones(self):
        self.forbid([str(include) for include in includes("include") if include.is_quoted
                     and PUBLIC_LEVELS[public_header(include.header)] > PUBLIC_LEVELS[Path(include.file).stem]])

    def test_tools_and_bindings_include_the_public_headers_alone(self):
        for folder in ("tools", "bindings"):
            here = {path.name for path in sources(folder)}
            self.forbid([f"{include}: {folder} know include/pointsbank alone" for include in includes(folder)
                         if include.is_quoted and not public_header(include.header)
                         and Path(include.header).name not in here])

    def test_the_header_for_c_includes_c_alone(self):
        self.assertEqual({include.header for include in includes("bindings/c/include")}, {"stddef.h", "stdint.h"})

    def test_headers_of_others_stand_where_they_may(self):
        found, files = [], defaultdict(set)
        for include in [*includes("src"), *includes("include"), *includes("tools"), *includes("bindings")]:
            if include.is_quoted or is_standard(include.header) or is_of_the_system(include):
                continue
            other = include.header.split("/")[0]
            place, _ = OTHERS.get(other, ("nowhere", None))
            if not include.file.startswith(place):
                found.append(f"{include}: may be included in {place} only")
            files[other].add(include.file)
        for other, names in files.items():
            most = OTHERS.get(other, ("", None))[1]
            if most is not None and len(names) > most:
                found.append(f"{other} in {len(names)} files instead of {most}: {', '.join(sorted(names))}")
        self.forbid(found)

    def test_exact_modules_know_no_floating_point(self):
        found = []
        for module in EXACT:
            for path in sources(f"src/{module}"):
                lines = without_comments_and_texts(path.read_text(encoding="utf-8")).splitlines()
                found += [f"{path.relative_to(ROOT)}:{number}: {word}" for number, line in enumerate(lines, 1)
                          for word in re.findall(r"\b(?:double|float)\b", line)]
        self.forbid(found)


if __name__ == "__main__":
    unittest.main()
