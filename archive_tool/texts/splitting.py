"""Counts the pages of a PDF and takes some of them out, in a child process: a PDF is somebody else's file.

`count_pages` and `take_pages` are for the corridor; `serve` is the child's whole life.
"""

import json
import logging
import sys
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from archive_tool import limits
from archive_tool.errors import EngineFailed, WrongUsage
from archive_tool.platforms import limit_child
from archive_tool.texts.child import ask_child

_SECONDS: Final = 60
_MEMORY: Final = 1024 * limits.MIB
_DAMAGE: Final = (
    PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, AssertionError,
    ArithmeticError, NotImplementedError, OSError, EOFError, MemoryError,
)  # fmt: skip


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
    except _DAMAGE:
        answer.write(b"{}\n")
        return
    answer.write(json.dumps({"pages": pages}).encode() + b"\n" + data)


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
