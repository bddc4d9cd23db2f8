"""Runs in the child process that merges PDFs. Imported by nobody in the parent.

Asked: the task of `merging` as JSON on stdin. The PDF goes to stdout; stderr says, a line of JSON each,
{"begun": place} for each section with a PDF, with a "reason" when it stops there, and at last
{"done": true, "refused": {place: reason}}.
"""

import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import SEEK_CUR, SEEK_END, SEEK_SET, BufferedReader, RawIOBase
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    Fit,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from archive_tool import limits
from archive_tool.platforms import limit_child
from archive_tool.texts.pdf_damage import DAMAGE
from archive_tool.texts.typesetting import FONT, HEIGHT, WIDTH, Line, centred, operators, shown, text_at, width, wrapped
from archive_tool.texts.watching import Watch

_SECONDS_EVER: Final = 3_600
_KEPT_BYTES: Final = 16 * 1024  # a smaller stream stays in memory
_MARGIN: Final = 72.0
_TOP: Final = HEIGHT - _MARGIN
_SIZE, _LEADING = 11.0, 20.0
_INDENT: Final = 18.0
_NUMBERS: Final = 48.0  # the column of page numbers
_FIRST_DROP: Final = 48.0  # below the heading of the contents
_LINES: Final = int((_TOP - _FIRST_DROP - _MARGIN) / _LEADING) + 1
_STAMP: Final = 9.0
_STAMP_EDGE: Final = 24.0
# What a page needs to be shown. Actions, scripts, threads and structure stay in the single file.
_KEPT: Final = frozenset(
    {"/Type", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Contents", "/Group", "/Annots"}
)
# Marks that are seen on paper, an electronic seal among them; what opens, plays or runs something is left out.
_MARKS: Final = frozenset(
    {"/Widget", "/Stamp", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink", "/Line",
     "/Square", "/Circle", "/Polygon", "/PolyLine", "/Caret", "/Watermark"}
)  # fmt: skip
_MARK_KEPT: Final = (
    "/Type", "/Subtype", "/Rect", "/AP", "/AS", "/F", "/FT", "/C", "/Border", "/BS", "/QuadPoints", "/CA",
)  # fmt: skip
_PLACE: Final = Fit(fit_type="/Fit")


class Stopped(Exception):
    """A PDF failed when part of it was already taken; the whole must be begun again without it."""


class Slice(RawIOBase):
    """A part of a file as a file of its own."""

    def __init__(self, whole: IO[bytes], start: int, size: int) -> None:
        super().__init__()
        self._whole, self._start, self._size, self._at = whole, start, size, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Goes to a place and says which."""
        self._at = max(0, offset + {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self._size}[whence])
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Reads on."""
        self._whole.seek(self._start + self._at)
        piece = self._whole.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def lay_aside(stream: StreamObject, spool: IO[bytes]) -> None:
    """Writes the bytes of a stream to the spool, from where they are read whenever they are asked for."""
    data = stream._data  # noqa: SLF001 - pypdf keeps them there and nowhere else
    start, size = spool.seek(0, SEEK_END), len(data)
    spool.write(data)

    def read(_: StreamObject) -> bytes:
        spool.seek(start)
        return spool.read(size)

    vars(stream).pop("_data")
    stream.__class__ = type(type(stream).__name__, (type(stream),), {"_data": property(read)})


@dataclass(slots=True)
class Chapter:
    """A section as it stands in the whole: `page` counts from 0 among the pages behind the contents."""

    title: str
    level: int
    page: int


@dataclass(slots=True)
class Book:
    """The whole in the making."""

    task: dict[str, Any]
    report: IO[bytes]
    watch: Watch
    spool: IO[bytes]
    aside: int = 0
    writer: PdfWriter = field(default_factory=PdfWriter)
    refused: dict[str, str] = field(default_factory=dict)
    chapters: list[Chapter] = field(default_factory=list)
    front: int = field(init=False)
    font: IndirectObject = field(init=False)
    saved: IndirectObject = field(init=False)

    def __post_init__(self) -> None:
        """Counts the pages of cover and contents, and makes what every page shares."""
        self.front = 1 + max(1, -(-sum(len(lines) for lines in _broken(self.task["sections"])) // _LINES))
        self.font = self.writer._add_object(_font(self.writer))  # noqa: SLF001 - the way pypdf's own helpers add objects
        self.saved = self._stream(b"q\n")

    def make(self, out: IO[bytes]) -> None:
        """Takes every section, puts cover, contents, stamps and bookmarks to it, and writes it."""
        with Path(self.task["source"]).open("rb") as source:
            for place, section in enumerate(self.task["sections"]):
                self._section(place, section, source)
        self.watch.rests()
        _say(self.report, begun=-1)
        for number, lines in enumerate(self._front()):
            self._insert(lines, number)
        self._link()
        self._bookmark()
        self.writer.metadata = {"/Title": self.task["title"]}
        self.writer.page_mode = "/UseOutlines"
        self.writer.write(out)
        _say(self.report, done=True, refused=self.refused)

    def _section(self, place: int, section: list[Any], source: IO[bytes]) -> None:
        title, level, at, notes = section
        self.chapters.append(Chapter(title, level, len(self.writer.pages)))
        reason = self.task["refused"].get(str(place), "")
        if at and not reason:
            self.watch.begins()
            _say(self.report, begun=place)
            reason = self._take(source, at, place)
        if reason:
            self.refused[str(place)] = reason
        if reason or (notes and not at):
            said = [*notes, self.task["reasons"][reason]] if reason else notes
            self._stamp(self._insert(_placeholder(title, said), len(self.writer.pages)))

    def _take(self, source: IO[bytes], at: tuple[int, int], place: int) -> str:
        """Adds the pages of a PDF; why it was not done when nothing of it could be read."""
        try:
            reader = PdfReader(BufferedReader(Slice(source, *at)), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                return "texts.encrypted"
            pages = list(reader.pages)
        except DAMAGE:
            return "texts.damaged"
        if not pages:
            return "texts.damaged"
        try:
            for page in pages:
                _reduce(page)
                self._stamp(self.writer.add_page(page))
                self._lay_aside()
                reader.resolved_objects.clear()  # what was taken is known to the writer by its number
        except DAMAGE as error:
            _say(self.report, begun=place, reason="texts.damaged")
            raise Stopped from error
        return ""

    def _lay_aside(self) -> None:
        """Moves large streams to the disk: of a thick dossier only a page at a time stands in memory."""
        fresh = self.writer._objects[self.aside :]  # noqa: SLF001 - pypdf tells in no other way what it has taken
        self.aside += len(fresh)
        for each in fresh:
            if isinstance(each, StreamObject) and len(each._data) > _KEPT_BYTES:  # noqa: SLF001 - as above
                lay_aside(each, self.spool)

    def _stamp(self, page: PageObject) -> None:
        """Prints its number in the whole at the upper right of the last page, as it is seen; all else stays."""
        held = page["/Contents"] if "/Contents" in page else ArrayObject()
        own = list(held) if isinstance(held, ArrayObject) else [page.raw_get("/Contents")]
        number = self.front + len(self.writer.pages)
        stamp = self._stream(b"\nQ\n" + _stamp_operators(page, f"全卷第{number}页"))
        page[NameObject("/Contents")] = ArrayObject([self.saved, *own, stamp])
        resources = page["/Resources"] if "/Resources" in page else DictionaryObject()
        assert isinstance(resources, DictionaryObject)
        fonts = resources["/Font"] if "/Font" in resources else DictionaryObject()
        assert isinstance(fonts, DictionaryObject)
        # Dictionaries of its own: those of the page may be shared with what needs no stamp.
        fonts = DictionaryObject({**_raw(fonts), NameObject(FONT): self.font})
        page[NameObject("/Resources")] = DictionaryObject({**_raw(resources), NameObject("/Font"): fonts})

    def _front(self) -> Iterator[list[Line]]:
        yield _cover(self.task["cover"])
        lines = [
            (chapter, said, last)
            for chapter, broken in zip(self.chapters, _broken(self.task["sections"]), strict=True)
            for said, last in [*((text, False) for text in broken[:-1]), (broken[-1], True)]
        ]
        for start in range(0, max(1, len(lines)), _LINES):
            page = [] if start else [centred("全卷目录", _TOP, 18)]
            for row, (chapter, said, last) in enumerate(lines[start : start + _LINES]):
                y = _TOP - _FIRST_DROP - row * _LEADING
                page.append(Line(said, _MARGIN + chapter.level * _INDENT, y, _SIZE))
                if last:
                    number = str(self.front + chapter.page + 1)
                    page.append(Line(number, WIDTH - _MARGIN - width(number, _SIZE), y, _SIZE))
            yield page

    def _insert(self, lines: list[Line], index: int) -> PageObject:
        page = self.writer.insert_page(PageObject.create_blank_page(width=WIDTH, height=HEIGHT), index)
        page[NameObject("/Contents")] = self._stream(operators(lines))
        fonts = DictionaryObject({NameObject(FONT): self.font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        return page

    def _link(self) -> None:
        """Each line of the contents opens its page."""
        row = 0
        for chapter, broken in zip(self.chapters, _broken(self.task["sections"]), strict=True):
            y = _TOP - _FIRST_DROP - (row % _LINES) * _LEADING
            place = (_MARGIN + chapter.level * _INDENT, y - 4, WIDTH - _MARGIN, y + _SIZE)
            link = Link(rect=place, target_page_index=self.front + chapter.page, fit=_PLACE)
            self.writer.add_annotation(1 + row // _LINES, link)
            row += len(broken)

    def _bookmark(self) -> None:
        above: list[IndirectObject] = []
        for chapter in self.chapters:
            above = above[: chapter.level]
            made = self.writer.add_outline_item(
                title=chapter.title,
                page_number=self.front + chapter.page,
                parent=above[-1] if above else None,
                fit=_PLACE,
                is_open=chapter.level == 0,
            )
            above.append(made)

    def _stream(self, data: bytes) -> IndirectObject:
        made = DecodedStreamObject()
        made.set_data(data)
        return self.writer._add_object(made)  # noqa: SLF001 - the way pypdf's own helpers add objects


def serve(asked: IO[bytes], out: IO[bytes], report: IO[bytes], watch: Watch) -> None:
    """The child's whole life."""
    logging.disable(logging.CRITICAL)  # pypdf's complaints about a file are not ours to show
    task = json.loads(asked.read())
    with TemporaryFile(dir=Path(task["source"]).parent) as spool, suppress(Stopped):
        Book(task, report, watch, spool).make(out)


def _reduce(page: PageObject) -> None:
    """Leaves of a page what is needed to show it."""
    for key in [key for key in page if key not in _KEPT]:
        del page[key]
    if "/Annots" in page:
        page[NameObject("/Annots")] = ArrayObject(_marks(page["/Annots"]))


def _marks(annotations: Any) -> Iterator[DictionaryObject]:
    for each in annotations if isinstance(annotations, ArrayObject) else ():
        mark = each.get_object()
        if isinstance(mark, DictionaryObject) and mark.get("/Subtype") in _MARKS:
            yield DictionaryObject({NameObject(key): mark.raw_get(key) for key in _MARK_KEPT if key in mark})


def _raw(dictionary: DictionaryObject) -> dict[Any, Any]:
    """The entries as they stand, references unresolved."""
    return {key: dictionary.raw_get(key) for key in dictionary}


def _broken(sections: list[Any]) -> list[list[str]]:
    """The lines that each section's title takes in the contents."""
    room = WIDTH - 2 * _MARGIN - _NUMBERS
    return [wrapped(title, _SIZE, room - level * _INDENT) for title, level, *_ in sections]


def _cover(lines: list[str]) -> list[Line]:
    title, *facts = lines
    page, y = [], HEIGHT * 0.72
    for said in wrapped(title, 24, WIDTH - 2 * _MARGIN):
        page.append(centred(said, y, 24))
        y -= 36
    y = min(y - 72, HEIGHT * 0.5)
    for fact in facts:
        for said in wrapped(fact, 14, WIDTH - 2 * _MARGIN):
            page.append(Line(said, _MARGIN, y, 14))
            y -= 24
    return page


def _placeholder(title: str, notes: list[str]) -> list[Line]:
    page, y = [], HEIGHT * 0.66
    for said in wrapped(title, 16, WIDTH - 2 * _MARGIN):
        page.append(Line(said, _MARGIN, y, 16))
        y -= 26
    y -= 14
    for note in notes:
        for said in wrapped(note, 12, WIDTH - 2 * _MARGIN):
            page.append(Line(said, _MARGIN, y, 12))
            y -= 22
    return page


def _stamp_operators(page: PageObject, text: str) -> bytes:
    """Text upright at the upper right of the visible page, however it is turned (ISO 32000-1, 8.3 and table 30)."""
    left, bottom, right, top = (float(side) for side in page.cropbox)
    turned = page.rotation % 360
    across, up = (right - left, top - bottom) if turned in (0, 180) else (top - bottom, right - left)
    said = shown(text)
    x, y = across - _STAMP_EDGE - width(said, _STAMP), up - _STAMP_EDGE
    matrix = {
        0: (1, 0, 0, 1, left + x, bottom + y),
        90: (0, 1, -1, 0, right - y, bottom + x),
        180: (-1, 0, 0, -1, right - x, top - y),
        270: (0, -1, 1, 0, left + y, top - x),
    }[turned]
    return b"q 0 g " + text_at(said, _STAMP, matrix) + b"Q\n"


def _font(writer: PdfWriter) -> DictionaryObject:
    """STSong-Light as every reader knows it, with what says which characters its codes are."""
    unicode = DecodedStreamObject()
    unicode.set_data(_to_unicode())
    numbers = {"/Flags": 6, "/ItalicAngle": 0, "/Ascent": 880, "/Descent": -120, "/CapHeight": 880, "/StemV": 93}
    descriptor = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/FontDescriptor"),
            NameObject("/FontName"): NameObject("/STSong-Light"),
            NameObject("/FontBBox"): ArrayObject(NumberObject(side) for side in (-25, -254, 1000, 880)),
            **{NameObject(name): NumberObject(figure) for name, figure in numbers.items()},
        }
    )
    system = DictionaryObject(
        {
            NameObject("/Registry"): TextStringObject("Adobe"),
            NameObject("/Ordering"): TextStringObject("GB1"),
            NameObject("/Supplement"): NumberObject(4),
        }
    )
    half = ArrayObject(NumberObject(figure) for figure in (1, 95, 500))  # the CIDs of ASCII
    descendant = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/CIDSystemInfo"): system,
            NameObject("/FontDescriptor"): writer._add_object(descriptor),  # noqa: SLF001 - as above
            NameObject("/DW"): NumberObject(1000),
            NameObject("/W"): half,
        }
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light-UniGB-UCS2-H"),
            NameObject("/Encoding"): NameObject("/UniGB-UCS2-H"),
            NameObject("/DescendantFonts"): ArrayObject([writer._add_object(descendant)]),  # noqa: SLF001 - as above
            NameObject("/ToUnicode"): writer._add_object(unicode),  # noqa: SLF001 - as above
        }
    )


def _to_unicode() -> bytes:
    """A map that says: each code is its character, one range a row of 256 as the standard asks."""
    rows = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256)]
    blocks = [rows[start : start + 100] for start in range(0, 256, 100)]
    ranges = "".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /ArchiveUnicode def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{ranges}"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode("ascii")


def _say(report: IO[bytes], **what: object) -> None:
    report.write(json.dumps(what).encode("ascii") + b"\n")
    report.flush()


if __name__ == "__main__":
    over = Watch(limits.MERGE_SECONDS)
    threading.Thread(target=over.run, daemon=True).start()
    limit_child(limits.MERGE_MEMORY_BYTES, _SECONDS_EVER)
    serve(sys.stdin.buffer, sys.stdout.buffer, sys.stderr.buffer, over)
