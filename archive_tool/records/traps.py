"""What people type where YAML wants something else, line by line: `姓名：甲`, `姓名:甲`, `－ 甲`, a tab, `［甲］`.

Asked where the parser stumbled. Each trap has a remedy that is certain enough to read on behind it and find what else
is wrong; the record itself is never mended.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_WIDE_SPACES: Final = "\u3000\u00a0"
_INDENT: Final = re.compile(f"[ \t{_WIDE_SPACES}]*")
_WIDE_COLON: Final = re.compile(r"((?:- +)*(?P<key>[^\s：:#\"'\[\]{},，。；、!?！？]{1,30}) *)：[ \u3000]*")
_WIDE_COLON_INSIDE: Final = re.compile(r"(?<=[{,])( *(?P<key>[^\s：:#\"'\[\]{},，。；、!?！？]{1,30}) *)：[ \u3000]*")
_NO_SPACE: Final = re.compile(r"((?:- +)*(?P<key>[^\s：:#\"'\[\]{},，。；、!?！？]{1,30})):(?=[^ \t/])[\u3000\u00a0]*")
_DASH: Final = re.compile("(?:-(?=[^\\s-])|[－–—•][ \u3000]*)")
_BRACKETS: Final = str.maketrans("［］｛｝", "[]{}")
_WIDE_BRACKET: Final = re.compile("[［］｛｝]")


@dataclass(frozen=True, slots=True)
class Trap:
    """One trap in a line: the rule, the column (from 1), and what the sentence needs."""

    rule: str
    column: int
    facts: dict[str, object]


def line_traps(line: str) -> tuple[str, list[Trap]]:
    """The line as it was probably meant, and the traps in it; the same line when there is none."""
    found: list[Trap] = []
    rest = line
    for step in (_indentation, _dash, _wide_colon, _no_space, _wide_brackets):
        rest = step(rest, found)
    return rest, found


def _indentation(line: str, found: list[Trap]) -> str:
    match = _INDENT.match(line)
    indent = match[0] if match is not None else ""
    if "\t" in indent:
        found.append(Trap("Y-301", indent.index("\t") + 1, {}))
    wide = next((column for column, mark in enumerate(indent, 1) if mark in _WIDE_SPACES), 0)
    if wide:
        found.append(Trap("Y-306", wide, {}))
    if not (wide or "\t" in indent):
        return line
    return indent.translate({9: "  ", 0x3000: "  ", 0xA0: " "}) + line[len(indent) :]


def _after_indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _dash(line: str, found: list[Trap]) -> str:
    start = _after_indent(line)
    match = _DASH.match(line, start)
    if match is None or line[start:].startswith("---"):
        return line
    found.append(Trap("Y-305", start + 1, {"text": line[start:].strip()[:40]}))
    return line[:start] + "- " + line[match.end() :]


def _wide_colon(line: str, found: list[Trap]) -> str:
    match = _WIDE_COLON.match(line, _after_indent(line))
    if match is not None and ": " not in match[0]:
        found.append(Trap("Y-302", match.start() + match[0].index("：") + 1, {"key": match["key"]}))
        line = line[: match.start()] + match[1] + ": " + line[match.end() :]
    if "{" in line and "：" in line:
        found.extend(
            Trap("Y-302", inside.end(1) + 1, {"key": inside["key"]}) for inside in _WIDE_COLON_INSIDE.finditer(line)
        )
        line = _WIDE_COLON_INSIDE.sub(r"\1: ", line)
    return line


def _no_space(line: str, found: list[Trap]) -> str:
    match = _NO_SPACE.match(line, _after_indent(line))
    if match is None:
        return line
    found.append(Trap("Y-304", match.start() + len(match[1]) + 1, {"key": match["key"]}))
    return line[: match.start()] + match[1] + ": " + line[match.end() :]


def _wide_brackets(line: str, found: list[Trap]) -> str:
    match = _WIDE_BRACKET.search(line)
    if match is None:
        return line
    found.append(Trap("Y-303", match.start() + 1, {"bracket": match[0]}))
    return line.translate(_BRACKETS)


def indentation_of(line: str) -> int:
    """How deep a line stands; a tab or a full-width space counts two."""
    match = _INDENT.match(line)
    return sum(1 if mark in " \u00a0" else 2 for mark in (match[0] if match is not None else ""))


INDENTATION: Final = frozenset({"Y-301", "Y-306"})


def fitted(lines: list[str], number: int) -> str:
    """A line whose indentation was mended: no deeper than the one above, unless that opens something."""
    above = next((line for line in reversed(lines[:number]) if line.strip()), "")
    line = lines[number]
    if above.rstrip().endswith((":", "-", "|", ">")):
        return line
    return " " * min(indentation_of(line), indentation_of(above)) + line.lstrip(" ")


def block_at(lines: list[str], first: int) -> Iterator[int]:
    """A line (counted from 0) and whatever stands below it, deeper than it."""
    depth = indentation_of(lines[first])
    yield first
    for number in range(first + 1, len(lines)):
        if lines[number].strip() and indentation_of(lines[number]) <= depth:
            return
        yield number
