"""What is seen of the filed files while they are sealed: their first bytes and, within bounds, their text.

The bounds are counted in bytes and characters, so that the same files give the same page 查阅.html on any machine. Only
a page of a PDF is held on time: three seconds of processor time, far more than a page takes that was not made to hang.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from types import TracebackType
from typing import Final, Self

from archive_tool import limits
from archive_tool.model.entries import Page
from archive_tool.packages.word import clean
from archive_tool.texts.extracting import Extractor

HEAD_BYTES: Final = 1024  # where a format's mark is looked for; that of a PDF may stand so far in (ISO 32000, annex I)
NOT_READ: Final = "package.text_not_read"
FULL: Final = "package.text_full"
_PDF: Final = b"%PDF-"
_DAMAGED: Final = "texts.damaged"
_OPENED: Final = {
    **dict.fromkeys(("texts.scan", "texts.garbled", "texts.empty"), True),
    **dict.fromkeys((_DAMAGED, "texts.doctype", "texts.encrypted"), False),
}
# What nobody sees, and blanks between Han characters, are no text (the same as the index leaves out).
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]+"
)
_HAN: Final = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_GAP: Final = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a file.

    Attributes:
        head: its first bytes, at most HEAD_BYTES.
        pages: its text, squeezed, page by page where it has pages; pages without text are left out.
        reason: key of the sentence that says why there is no text, or only part of it; empty when all was had.
    """

    head: bytes
    pages: tuple[Page, ...] = ()
    reason: str = ""

    @property
    def opened(self) -> bool | None:
        """Whether a reader of ours could open the file; None when none was asked or there is none."""
        if self.pages:
            return True
        return _OPENED.get(self.reason)


class Looker:
    """Looks at files one after another, in filing order; a context manager."""

    def __init__(self) -> None:
        self._extractor = Extractor()
        self._characters = limits.VIEWER_CHARACTERS
        self._bytes = limits.VIEWER_READ_BYTES
        self.looks: dict[PurePosixPath, Look] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._extractor.__exit__(kind, error, trace)

    def glance(self, path: PurePosixPath, head: bytes) -> None:
        """Notes the beginning of a file that is too large to be read for its text."""
        self.looks[path] = Look(head[:HEAD_BYTES], reason=NOT_READ)

    def look(self, path: PurePosixPath, data: bytes) -> None:
        """Reads a whole file for its text, as long as the bounds allow."""
        head = data[:HEAD_BYTES]
        if path.suffix == ".pdf" and not is_pdf(head):
            self.looks[path] = Look(head, reason=_DAMAGED)
        elif len(data) > self._bytes:
            self.looks[path] = Look(head, reason=NOT_READ)
        else:
            self.looks[path] = self._read(path, data, head)

    def _read(self, path: PurePosixPath, data: bytes, head: bytes) -> Look:
        self._bytes -= len(data)
        text = self._extractor.extract(BytesIO(data), str(path), path.suffix)
        pages = tuple(Page(said, page.number) for page in text.pages if (said := squeezed(page.text)))
        characters = sum(len(page.text) for page in pages)
        if characters > self._characters:
            return Look(head, reason=FULL)
        self._characters -= characters
        return Look(head, pages, text.reason)


def is_pdf(head: bytes) -> bool:
    """Whether the first bytes of a file hold the mark of a PDF."""
    return _PDF in head


def squeezed(text: str) -> str:
    """The text in one line, without what nobody sees and without blanks between Han characters."""
    return _GAP.sub("", " ".join(_UNSEEN.sub("", clean(text)).split()))

