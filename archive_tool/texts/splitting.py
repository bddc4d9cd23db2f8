"""Counts the pages of a PDF, looks at them, and takes some out, in a child process: a PDF is somebody else's file.

`count_pages`, `look_at_pages` and `take_pages` are for the corridor; `serve` is the child's whole life.
"""

import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import PdfObject

from archive_tool import limits
from archive_tool.errors import EngineFailed, WrongUsage
from archive_tool.platforms import limit_child
from archive_tool.texts.child import ask_child
from archive_tool.texts.pdf_damage import DAMAGE

_SECONDS: Final = 60
_MEMORY: Final = 1024 * limits.MIB
_BLANK_SHARE: Final = 0.15  # of the bytes that the pictures of the other pages have
_BLANK_MARKS: Final = 120  # bytes of drawing: no more than a picture put in its place


def count_pages(path: Path) -> int | None:
    """How many pages a PDF has; None when it is damaged, locked or no PDF."""
    head, _ = _ask(path, 0, 0)
    pages = head.get("pages")
    return pages if isinstance(pages, int) else None


def take_pages(path: Path, first: int, last: int) -> bytes:
    """The pages from `first` to `last` as a PDF of their own, the same bytes every time; the file is not touched.

    Raises WrongUsage when it has no such pages, EngineFailed when it cannot be read.
    """
    head, data = _ask(path, first, last)
    pages = head.get("pages")
    if not isinstance(pages, int):
        raise EngineFailed("texts.cannot_split", path=path.name)
    if not 1 <= first <= last <= pages:
        raise WrongUsage("texts.no_such_pages", path=path.name, first=first, last=last, pages=pages)
    return data


@dataclass(frozen=True, slots=True)
class PageLook:
    """How a page looks without being drawn.

    Attributes:
        across: whether it is shown broader than high.
        characters: of text on it.
        picture: bytes of its pictures, packed: next to none for white paper.
        marks: bytes of what is drawn on it besides.
    """

    across: bool
    characters: int
    picture: int
    marks: int


def look_at_pages(path: Path) -> tuple[PageLook, ...]:
    """How each page of a PDF looks; nothing when it is damaged, locked or no PDF."""
    head, _ = _ask(path, -1, -1)
    looks = head.get("looks")
    return tuple(PageLook(*each) for each in looks) if isinstance(looks, list) else ()


def doubtful_pages(looks: Sequence[PageLook]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The pages that look blank, and those that look turned, counted from 1.

    A scanned page counts as blank when its picture has a small part of the bytes that the others have: white paper
    packs to little, and dust is not text. Turned is one that lies across among many that stand.
    """
    inked = sorted(look.picture for look in looks if look.picture and not look.characters)
    usual = inked[len(inked) // 2] if inked else 0
    blank = tuple(
        number
        for number, look in enumerate(looks, 1)
        if not look.characters
        and (look.picture < usual * _BLANK_SHARE if look.picture else look.marks < _BLANK_MARKS)
    )
    across = tuple(number for number, look in enumerate(looks, 1) if look.across)
    return blank, across if len(across) * 2 < len(looks) else ()


def _ask(path: Path, first: int, last: int) -> tuple[dict[str, object], bytes]:
    with path.open("rb") as handle:
        return ask_child(__name__, str(first), str(last), handle=handle, seconds=_SECONDS)


def serve(asked: IO[bytes], answer: IO[bytes], first: int, last: int) -> None:
    """The child's whole life: reads a PDF, says how many pages it has, gives those that were asked for."""
    logging.disable(logging.CRITICAL)  # pypdf's complaints about a file are not ours to show
    try:
        reader = PdfReader(BytesIO(asked.read()), strict=False)
        if reader.is_encrypted:
            raise PyPdfError
        pages = len(reader.pages)
        data = _taken(reader, first, last) if 1 <= first <= last <= pages else b""
        looks = {"looks": [_look(page) for page in reader.pages]} if first < 0 else {}
    except DAMAGE:
        answer.write(b"{}\n")
        return
    answer.write(json.dumps({"pages": pages} | looks).encode() + b"\n" + data)


def _look(page: PageObject) -> tuple[bool, int, int, int]:
    """As PageLook has it."""
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    turned = page.rotation % 180 != 0
    resources = page.get("/Resources", {}).get_object()
    drawn = resources.get("/XObject", {}).get_object()
    pictures = [each.get_object() for each in drawn.values()]
    picture = sum(_packed(each) for each in pictures if each.get("/Subtype") == "/Image")
    contents = page.get_contents()
    marks = len(contents.get_data()) if contents is not None else 0
    try:
        characters = len("".join(page.extract_text().split())) if marks > _BLANK_MARKS else 0
    except DAMAGE:
        characters = 1  # something is there, whatever it says
    return (width > height) != turned, characters, picture, marks


def _packed(picture: PdfObject) -> int:
    """The bytes of a picture as they lie in the file; unpacked they may be anything."""
    return len(getattr(picture, "_data", b""))


def _taken(reader: PdfReader, first: int, last: int) -> bytes:
    writer = PdfWriter()
    for number in range(first - 1, last):
        writer.add_page(reader.pages[number])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


if __name__ == "__main__":
    limit_child(_MEMORY, _SECONDS)
    serve(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1]), int(sys.argv[2]))
