"""From bytes to text: which encoding it is, and which characters have no business in a record."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place

_BOM: Final = b"\xef\xbb\xbf"
_MARKS: Final = (  # the longer mark first: UTF-32 begins with that of UTF-16
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_UNMARKED_16: Final = (("utf-16-le", b"\x00", 1), ("utf-16-be", b"\x00", 0))
_CHINESE: Final = (("gbk", "GBK"), ("gb18030", "GB18030"))
_COMMON_FROM, _COMMON_TO = 0xB0, 0xF7  # lead bytes of the characters of GB 2312: nearly all of a Chinese text
BREAK: Final = re.compile(r"\r\n|\r|\n")

# What breaks Word files, lists and logs later: C0 and C1, line separators, surrogates, non-characters.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_DOUBTFUL: Final = (
    ("Y-202", re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")),  # turn the direction of text
    ("Y-203", re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")),  # have no width
    ("Y-204", re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")),  # private use
)
_SUSPICIOUS: Final = re.compile(
    "[" + "".join(pattern.pattern[1:-1] for pattern in (_FORBIDDEN, *(pattern for _, pattern in _DOUBTFUL))) + "]"
)


class Lines:
    """Where the lines of a text begin; an offset becomes line and column, both counted from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in BREAK.finditer(text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def decode(data: bytes, source: str) -> tuple[str, list[Finding]]:
    """The text of a record, and what is wrong with its encoding.

    Only UTF-8 is accepted. Another encoding is recognised and named, and its text is read all the same, so that
    everything else wrong with it is found in the same run.
    """
    marked = next(((codec, name) for mark, codec, name in _MARKS if data.startswith(mark)), None)
    if marked is not None:
        return _foreign(data, source, *marked, 1)
    findings = []
    if data.startswith(_BOM):
        data = data[len(_BOM) :]
        findings.append(Finding("Y-103", Severity.WARNING, Place(source, 1, 1)))
    try:
        return data.decode("utf-8"), findings
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        for codec, zero, parity in _UNMARKED_16:
            half = data[parity::2]
            if half.count(zero) * 4 > len(half):
                return _foreign(data, source, codec, "UTF-16", 1)
        if _mostly_chinese(data):
            for codec, name in _CHINESE:
                try:
                    data.decode(codec)
                except UnicodeDecodeError:
                    continue
                return _foreign(data, source, codec, name, line)
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8")) + 1
        bad = data[error.start : error.end].hex(" ").upper()
        findings.append(Finding("Y-102", Severity.ERROR, Place(source, line, column), {"bytes": bad}))
        return data.decode("utf-8", "replace"), findings


def _foreign(data: bytes, source: str, codec: str, name: str, line: int) -> tuple[str, list[Finding]]:
    found = Finding("Y-101", Severity.ERROR, Place(source, line), {"encoding": name})
    return data.decode(codec, "replace").removeprefix("\ufeff"), [found]


def _mostly_chinese(data: bytes) -> bool:
    """Whether the lines that are not ASCII are mostly no UTF-8, and their bytes mostly those of common characters.

    A UTF-8 file with one damaged byte must not be called GBK.
    """
    foreign = broken = 0
    for line in data.splitlines():
        if not line.isascii():
            foreign += 1
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                broken += 1
    high = [byte for byte in data if byte > 0x7F]  # noqa: PLR2004 - the end of ASCII
    common = sum(_COMMON_FROM <= byte <= _COMMON_TO for byte in high)
    return broken * 2 > foreign and common * 2 > len(high)


def forbidden(text: str) -> bool:
    """Whether a text has a character that no record may have."""
    return _FORBIDDEN.search(text) is not None


def without_forbidden(text: str) -> str:
    """The same text, of the same length, with such characters replaced: only for finding what else is wrong."""
    return _FORBIDDEN.sub("\ufffd", text)


def suspicious(text: str) -> bool:
    """Whether a text has any character that `character_findings` speaks of."""
    return _SUSPICIOUS.search("".join(set(text))) is not None


def character_findings(text: str, source: str) -> Iterator[Finding]:
    """Forbidden and doubtful characters: one finding a line for each sort, at the first of them."""
    lines = Lines(text)
    for rule, severity, pattern in (
        ("Y-201", Severity.ERROR, _FORBIDDEN),
        *((rule, Severity.WARNING, pattern) for rule, pattern in _DOUBTFUL),
    ):
        last = 0
        for match in pattern.finditer(text):
            line, column = lines.at(match.start())
            if line != last:
                last = line
                yield Finding(rule, severity, Place(source, line, column), {"code": f"U+{ord(match[0]):04X}"})
