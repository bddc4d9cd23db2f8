"""简历: lines of the form become periods, and back; gaps and overlaps between them."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from archive_tool.intake.digits import dotted, months

_BREAK: Final = re.compile(r"<br\s*/?>|\r\n|\r|\n", re.IGNORECASE)
_DATE: Final = r"(?:\d{4}[.．年/]\d{1,2}月?|\d{6}|\d{4}年?)"
_DASH: Final = r"(?:-+|－+|–+|—+|―+|~+|～+|至|到)"
_PERIOD: Final = re.compile(
    rf"[\s\u3000]*({_DATE})\s*{_DASH}\s*(?:({_DATE})(?![\d.．])|至今|今|现在)?(?:[:：,，]|(?=\s)|(?=[^\d\s])|$)\s*(.*)",
    re.ASCII,
)
_MEANWHILE: Final = re.compile(r"(?:（|\()?其间[:：]?\s*(.*)")
_WHOLLY: Final = re.compile(r"[（(]([^（(].*[）)])")  # a line of its own within brackets, and set in
_INLINE: Final = re.compile(r"(.+?)\s*[（(]其间[:：]?\s*([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]")
_INDENT: Final = re.compile(r"[ \t\u3000]+")
_LONG: Final = 2_000  # characters of a line; no résumé has one, and patterns take the square of it
_OPEN: Final = "--       "
_GAP: Final = "  "


@dataclass(frozen=True, slots=True)
class Seam:
    """Where periods do not join: `rule` is I-106 for a gap, I-107 for an overlap, I-108 for an end before the begin."""

    rule: str
    end: str
    start: str


def periods(text: str) -> tuple[list[dict[str, str]], tuple[str, ...]]:
    """The periods of a résumé as facts (`from`, `to`, `text`, `aside`), and the lines without a date.

    A line without a date continues the one above when it is indented; else it becomes a period of text alone.
    """
    found: list[dict[str, str]] = []
    undated: list[str] = []
    for line in _BREAK.split(text):
        if not line.strip():
            continue
        dated = _PERIOD.fullmatch(line)
        dates = [dotted(part) for part in dated.group(1, 2) if part] if dated else []
        if dated and all(dates):
            found.append(_period(dates, dated[3].strip()))
        elif not (found and _goes_on(found[-1], line)):
            undated.append(line.strip())
            found.append({"text": line.strip()})
    return found, tuple(undated)


def lines(found: list[dict[str, str]]) -> str:
    """The résumé as the form writes it: `2004.08--2009.12  云岭市水务局科员`, asides on their own lines."""
    written: list[str] = []
    for period in found:
        start, end = period.get("from", ""), period.get("to", "")
        head = f"{start}{f'--{end}' if end else _OPEN}{_GAP}" if start else ""
        written.append(f"{head}{period.get('text', '')}")
        if period.get("aside"):
            written.append(f"{' ' * len(head)}（其间：{period['aside']}）")
    return "\n".join(written)


def seams(found: list[dict[str, str]]) -> tuple[Seam, ...]:
    """Where a period ends before it begins, or does not begin in the month in which the one before ended."""
    dated = [period for period in found if period.get("from")]
    seen = [
        Seam("I-108", period["to"], period["from"])
        for period in dated
        if period.get("to") and months(period["to"]) < months(period["from"])
    ]
    for before, after in pairwise(dated):
        end, start = before.get("to", ""), after["from"]
        apart = months(start) - months(end) if end else -1
        if apart:
            seen.append(Seam("I-106" if apart > 0 else "I-107", end or before["from"], start))
    return tuple(seen)


def _period(dates: list[str], text: str) -> dict[str, str]:
    inline = _INLINE.fullmatch(text) if len(text) < _LONG else None
    said = {"from": dates[0]} | ({"to": dates[1]} if len(dates) > 1 else {})
    return said | ({"text": inline[1], "aside": inline[2].strip()} if inline else {"text": text} if text else {})


def _goes_on(period: dict[str, str], line: str) -> bool:
    """Whether a line without a date belongs to the period above; then it is put there."""
    bare = line.strip()
    meanwhile = _MEANWHILE.fullmatch(bare)
    if meanwhile is None and "from" in period and "aside" not in period and _INDENT.match(line):
        meanwhile = _WHOLLY.fullmatch(bare)
    if meanwhile:
        period["aside"] = "；".join(part for part in (period.get("aside", ""), _closed(meanwhile[1])) if part)
    elif _INDENT.match(line) and "from" in period:
        key = "aside" if "aside" in period else "text"
        period[key] = _closed(period.get(key, "") + bare)
    else:
        return False
    return True


def _closed(text: str) -> str:
    """Without the bracket at its end that closes one left outside."""
    open_ones = sum(text.count(mark) for mark in "（(")
    closed = sum(text.count(mark) for mark in "）)")
    return text[:-1].strip() if closed > open_ones and text[-1] in "）)" else text.strip()
