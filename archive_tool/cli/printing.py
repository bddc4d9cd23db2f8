"""How results, notes and troubles are shown: results on stdout, everything else on stderr.

Whatever is shown passes one encoder: control characters that a record or a file name may carry never reach the
terminal (security, log injection).
"""

import json
import re
import sys
import traceback
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TextIO

from archive_tool.errors import ToolError
from archive_tool.messages import Say
from archive_tool.model.findings import Finding, Severity

_WIDE = ("W", "F")
_PIECES = re.compile(r"[\u2e80-\uffff] ?|[^\s\u2e80-\uffff]+ ?|\s")
_NEVER_FIRST = "，。、；：！？”’）》】…"
Wording = Callable[[Finding], tuple[str, str]]  # a finding's message and its remedy


def shown(text: str) -> str:
    """Text with control and direction characters made visible; line breaks stay."""
    return "".join(
        char if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs") else f"\\u{ord(char):04x}"
        for char in text
    )


def width(text: str) -> int:
    """Columns that a text takes on a terminal; Chinese characters take two."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in text
    )


def padded(text: str, columns: int) -> str:
    """Text filled with spaces to a number of columns."""
    return text + " " * max(0, columns - width(text))


def wrapped(text: str, columns: int) -> list[str]:
    """Text in lines of at most so many columns: Latin words stay whole, Chinese breaks anywhere but before a stop."""
    lines, line = [], ""
    for piece in _PIECES.findall(" ".join(text.split())):
        if line and width(line) + width(piece.rstrip()) > columns and piece[0] not in _NEVER_FIRST:
            lines.append(line.rstrip())
            line = ""
        line += piece if line or piece.strip() else ""
    return [*lines, line.rstrip()]


class Printer:
    """Speaks to the user: text for people, or with `--json` one document on stdout."""

    def __init__(
        self, say: Say, *, as_json: bool = False, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        self.say = say
        self.as_json = as_json
        self.out = out or sys.stdout
        self.err = err or sys.stderr

    def result(self, text: str = "") -> None:
        """A line of the result, for people only."""
        if not self.as_json:
            print(shown(text), file=self.out)

    def document(self, data: Mapping[str, Any]) -> None:
        """The result as one JSON document, for programs only."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=False, indent=2, default=str), file=self.out)

    def trouble(self, text: str) -> None:
        """Something that went wrong, or a note: on stderr."""
        print(shown(text), file=self.err)

    def table(self, rows: Sequence[Sequence[str]], *, gap: int = 2) -> None:
        """Rows in columns that line up, double-width characters counted as two."""
        if not rows:
            return
        widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
        for row in rows:
            self.result((" " * gap).join(padded(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip())

    def failed(self, error: ToolError) -> None:
        """An error, with the findings behind it."""
        self.findings(getattr(error, "findings", ()))
        self.trouble(self.say(error.key, **error.facts))

    def findings(
        self,
        findings: Iterable[Finding],
        wording: Wording | None = None,
        *,
        brief: bool = False,
        fields: Callable[[Finding], str] | None = None,
    ) -> None:
        """Findings as compilers print them: `path:line: field: what; what to write instead`.

        `brief` leaves out remedies, and what is only information; `fields` names fields beside their dotted paths.
        """
        for finding in findings:
            if brief and finding.severity is Severity.INFO:
                continue
            message, hint = wording(finding) if wording else self._own_words(finding)
            named = fields(finding) if fields else ""
            self.result(finding_line(finding, message, "" if brief else hint, self.say, named))

    def bug(self, error: BaseException) -> None:
        """Our own fault: the sentence for the user, the trace for us."""
        self.trouble("".join(traceback.format_exception(error)))
        self.trouble(self.say("bug", kind=type(error).__name__))

    def _own_words(self, finding: Finding) -> tuple[str, str]:
        return self.say(finding.rule, **finding.facts), self.say(f"{finding.rule}.hint", **finding.facts)


def finding_line(finding: Finding, message: str, hint: str, say: Say, named: str = "") -> str:
    """One finding on one line (two with its remedy); `named` is its field in words."""
    place = finding.place
    where = f"{place.source}:{place.line}" if place.line else place.source
    field = f" {place.field}{f'（{named}）' if named else ''}:" if place.field else ""
    mark = say("excused") if finding.excused else say(f"severity.{finding.severity}")
    tail = f"\n    {hint}" if hint and finding.severity is not Severity.PERSON else ""
    return f"{where}:{field} [{finding.rule} {mark}] {message}{tail}"


def finding_json(finding: Finding, message: str, hint: str) -> dict[str, Any]:
    """A finding in the shape of the contract."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "case": finding.case,
        "item": finding.item,
        "file": finding.place.source,
        "line": finding.place.line,
        "field": finding.place.field,
        "message": message,
        "hint": hint,
        "excused": finding.excused.reason if finding.excused else None,
    }


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity stand, and how many are excused."""
    tally = dict.fromkeys([*(severity.value for severity in Severity), "excused"], 0)
    for finding in findings:
        tally["excused" if finding.excused else finding.severity.value] += 1
    return tally
