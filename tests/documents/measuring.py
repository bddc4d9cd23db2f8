"""What stands where in a PDF: every character with its box, face and size, and every drawn line; in millimetres."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

import pypdfium2
from pypdfium2 import raw

POINT = 25.4 / 72  # millimetres


@dataclass(frozen=True, slots=True)
class Character:
    """A character: its advance box (`left` to `right`), the box of its ink, its size in points and its face."""

    text: str
    left: float
    right: float
    base: float
    ink_top: float
    ink_bottom: float
    ink_right: float
    size: float
    face: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn line or filled box, and its colour as RGB."""

    left: float
    top: float
    right: float
    bottom: float
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page."""

    width: float
    height: float
    characters: tuple[Character, ...]
    strokes: tuple[Stroke, ...]

    def lines(self) -> list[list[Character]]:
        """The characters by line, from the top; those of one line share a base line within half a millimetre."""
        found: list[list[Character]] = []
        for one in sorted(self.characters, key=lambda each: (round(each.base, 1), each.left)):
            if found and abs(found[-1][0].base - one.base) < 0.5:
                found[-1].append(one)
            else:
                found.append([one])
        return [sorted(line, key=lambda each: each.left) for line in found]

    def texts(self) -> list[str]:
        """The lines as text, without spaces."""
        return ["".join(one.text for one in line) for line in self.lines()]

    def line(self, start: str) -> list[Character]:
        """The first line that begins so."""
        return next(line for line in self.lines() if "".join(one.text for one in line).startswith(start))


def sheets(pdf: bytes) -> tuple[Sheet, ...]:
    """The pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_sheet(document[number]) for number in range(len(document)))
    finally:
        document.close()


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    width, height = page.get_size()
    return Sheet(width * POINT, height * POINT, tuple(_characters(page, height)), tuple(_strokes(page, height)))


def _characters(page: pypdfium2.PdfPage, height: float) -> Iterator[Character]:
    words = page.get_textpage()
    origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    for number in range(words.count_chars()):
        code = raw.FPDFText_GetUnicode(words.raw, number)
        if raw.FPDFText_IsGenerated(words.raw, number) or chr(code).isspace():
            continue
        left, _, right, _ = words.get_charbox(number, loose=True)
        _, ink_bottom, ink_right, ink_top = words.get_charbox(number)
        raw.FPDFText_GetCharOrigin(words.raw, number, origin_x, origin_y)
        raw.FPDFText_GetFontInfo(words.raw, number, name, len(name), flags)
        yield Character(
            chr(code), left * POINT, right * POINT, (height - origin_y.value) * POINT, (height - ink_top) * POINT, (height - ink_bottom) * POINT,
            ink_right * POINT, raw.FPDFText_GetFontSize(words.raw, number), name.value.decode().rpartition("+")[2],
        )  # fmt: skip


def _strokes(page: pypdfium2.PdfPage, height: float) -> Iterator[Stroke]:
    parts = [ctypes.c_uint() for _ in range(4)]
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = thing.get_bounds()
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing.raw, fill, stroke)
        (raw.FPDFPageObj_GetFillColor if fill.value else raw.FPDFPageObj_GetStrokeColor)(thing.raw, *parts)
        colour = tuple(part.value for part in parts[:3])
        yield Stroke(left * POINT, (height - top) * POINT, right * POINT, (height - bottom) * POINT, colour)


def pitches(lines: list[list[Character]]) -> list[float]:
    """The distance in points from each base line to the next."""
    return [(after[0].base - before[0].base) / POINT for before, after in pairwise(lines)]


def runs(line: list[Character]) -> list[tuple[str, float, str]]:
    """A line as text, size and face, one entry for each dress."""
    return [("".join(one.text for one in same), *dress) for dress, same in groupby(line, key=lambda one: (one.size, one.face))]
