"""Reads what the documents test needs of a Markdown file: fenced blocks, console sessions, links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass
class Block:
    """A fenced block: ```language words… file=name"""

    language: str
    words: list[str]
    lines: list[str]
    first_line: int  # of its content in the document, from 1

    @property
    def text(self) -> str:
        return "".join(line + "\n" for line in self.lines)

    @property
    def file(self) -> str | None:
        return next((word[5:] for word in self.words if word.startswith("file=")), None)


@dataclass
class Command:
    """A command of a console session with the output that the document shows."""

    text: str
    line: int
    expected: list[str] = field(default_factory=list)
    expected_line: int = 0  # of the first line of output in the document, from 1


def blocks(document: str) -> list[Block]:
    found, block, indent, fence = [], None, "", ""
    for number, line in enumerate(document.splitlines(), 1):
        if block is None:
            if start := re.match(r"^( *)(`{3,})\s*(\S*)(.*)$", line):
                indent, fence = start[1], start[2]
                block = Block(start[3], start[4].split(), [], number + 1)
        elif line.strip() == fence:
            found.append(block)
            block = None
        else:
            block.lines.append(line.removeprefix(indent))
    return found


def commands(block: Block) -> list[Command]:
    """`$ ` begins a command. It goes on after a backslash at the end of a line, and up to the end of a here-document."""
    found: list[Command] = []
    position = 0
    while position < len(block.lines):
        line = block.lines[position]
        position += 1
        if not line.startswith("$ "):
            if not found:
                raise ValueError(f"line {block.first_line + position - 1}: output before the first command")
            found[-1].expected.append(line)
            continue
        text = [line[2:]]
        number = block.first_line + position - 1
        end = here_document_end(line)
        while position < len(block.lines) and (text[-1].endswith("\\") or end is not None):
            line = block.lines[position]
            position += 1
            text.append(line)
            if end is not None and line == end:
                break
            if end is None:
                text[-1] = line.removeprefix("> ")
                end = here_document_end(line)
        found.append(Command("\n".join(text), number, expected_line=block.first_line + position))
    return found


def here_document_end(line: str) -> str | None:
    start = re.search(r"<<\s*(['\"]?)(\w+)\1", line)
    return start[2] if start else None


def is_output(expected: list[str], found: list[str]) -> bool:
    """Blanks at the ends of lines do not count; `…` is any text within a line, and alone any number of lines."""
    pattern = ""
    for line in expected:
        line = line.rstrip()
        if line in ("…", "..."):
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(re.escape(part) for part in line.split("…")) + r"\n"
    text = "".join(line.rstrip() + "\n" for line in found)
    return re.fullmatch(pattern, text) is not None


def links(document: str) -> list[tuple[int, str]]:
    """Links to files of the project, without their anchors; those in fenced blocks are none."""
    found, fence = [], None
    for number, line in enumerate(document.splitlines(), 1):
        if start := re.match(r"^ *(`{3,})", line):
            if fence is None:
                fence = start[1]
            elif line.strip() == fence:
                fence = None
        elif fence is None:
            line = re.sub(r"`[^`]*`", "", line)
            for target in re.findall(r"\]\(([^)\s]+)\)", line):
                target = target.split("#")[0]
                if target and not re.match(r"[a-z]+:", target):
                    found.append((number, target))
    return found
