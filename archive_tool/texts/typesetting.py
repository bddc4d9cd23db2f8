"""Lines of Chinese on a PDF page without a font of our own: measured, broken, and as operators of a content stream.

The face is one that every PDF reader knows or replaces (STSong-Light with the predefined UniGB-UCS2-H encoding, ISO
32000-1, 9.7.5.2): nothing is embedded, so the same text gives the same bytes on every machine. That encoding ends
with U+FFFF: a rarer character is printed by its number, 〔U+2B5AF〕; bookmarks hold it as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 595.28  # A4, points
HEIGHT: Final = 841.89
FONT: Final = "/ArchiveSong"
_LAST: Final = "\uffff"
_HALF: Final = 0.5  # of an em: what ASCII takes (`/W` of the font says so too)
_NO_LINE_BEGINS: Final = "，。、；：？！）》」』〉】〕”’…%,.;:?!)"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where it stands: points from the page's lower left corner."""

    text: str
    x: float
    y: float
    size: float


def shown(text: str) -> str:
    """The text as it can be printed: one line, nothing unseen, rare characters by number."""
    return "".join(_shown(char) for char in " ".join(text.split()))


def _shown(char: str) -> str:
    if char > _LAST:
        return f"〔U+{ord(char):X}〕"
    return char if char.isprintable() else "\ufffd"


def width(text: str, size: float) -> float:
    """How wide a text becomes, in points."""
    return sum(_HALF if char.isascii() else 1 for char in text) * size


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The text in lines no wider than `room`; at least one line. A closing mark may hang over the end."""
    lines, line = [], ""
    for char in shown(text):
        if line and width(line + char, size) > room and char not in _NO_LINE_BEGINS:
            lines.append(line)
            line = ""
        line += char
    return [*lines, line]


def centred(text: str, y: float, size: float) -> Line:
    """A line in the middle of an upright A4 page."""
    said = shown(text)
    return Line(said, (WIDTH - width(said, size)) / 2, y, size)


def operators(lines: Iterable[Line]) -> bytes:
    """A content stream that prints the lines."""
    return b"".join(text_at(line.text, line.size, (1, 0, 0, 1, line.x, line.y)) for line in lines)


def text_at(text: str, size: float, matrix: tuple[float, ...]) -> bytes:
    """Operators that print a text under a text matrix."""
    figures = " ".join(f"{figure:.2f}" for figure in matrix)
    return f"BT {FONT} {size:g} Tf {figures} Tm <{text.encode('utf-16-be', 'replace').hex()}> Tj ET\n".encode("ascii")
