"""The text of a file by its ending, or why there is none. Nothing is raised for what a file may do."""

from collections.abc import Callable
from io import BytesIO
from typing import IO, Final, Self

from archive_tool import containers, limits
from archive_tool.errors import Damaged
from archive_tool.model.entries import FileText, Page
from archive_tool.texts.judging import empty, garbled
from archive_tool.texts.markup import html_text
from archive_tool.texts.ofd import ofd_pages
from archive_tool.texts.pdf import PdfPages
from archive_tool.texts.plain import decoded
from archive_tool.texts.sheets import sheet_texts
from archive_tool.texts.unreadable import Unreadable
from archive_tool.texts.word import word_text

_OFFICE: Final = containers.Limits(limits.TEXT_FILE_BYTES, limits.TEXT_UNPACKED_BYTES, limits.TEXT_MEMBERS)
_PLAIN: Final = frozenset({".txt", ".text", ".md", ".csv", ".tsv", ".log", ".yaml", ".yml", ".json", ".xml"})
_UNREAD: Final = {
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp"), "texts.image"),
    **dict.fromkeys((".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".xls", ".et", ".ods"), "texts.older"),
}
_OLE: Final = b"\xd0\xcf\x11\xe0"  # an older file of Office, or a locked one


class Extractor:
    """Reads files one after another; keeps one child process for PDFs. Use it in a `with` block."""

    def __init__(self) -> None:
        self._pdf = PdfPages()
        self._readers: dict[str, Callable[[bytes], tuple[Page, ...]]] = {
            ".pdf": self._pdf_pages,
            ".docx": _word,
            ".docm": _word,
            ".xlsx": _workbook,
            ".xlsm": _workbook,
            ".ofd": _ofd,
            ".html": _html,
            ".htm": _html,
            **dict.fromkeys(_PLAIN, _text),
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._pdf.close()

    def extract(self, handle: IO[bytes], path: str, suffix: str) -> FileText:
        """The text of one file, page by page where the format has pages.

        Args:
            handle: the file, read from where it stands.
            path: how the entry shall name it.
            suffix: `.docx`, `.pdf` …, in any case.

        Returns:
            The text; `readable` is False when there is none and `reason` is the key of the sentence that says why.
            A readable one with the reason `texts.partial` has pages without text.
        """
        reader = self._readers.get(suffix.lower())
        if reader is None:
            reason = _UNREAD.get(suffix.lower(), "texts.no_reader")
            return FileText(path, (), readable=False, reason=reason)
        data = handle.read(limits.TEXT_FILE_BYTES + 1)
        try:
            pages = _judged(reader(data), len(data))
        except Unreadable as stop:
            return FileText(path, (), readable=False, reason=stop.reason)
        partial = any(empty((page.text,)) for page in pages) and len(pages) > 1 and suffix.lower() == ".pdf"
        return FileText(path, pages, reason="texts.partial" if partial else "")

    def _pdf_pages(self, data: bytes) -> tuple[Page, ...]:
        _of_size(data)
        texts = self._pdf.texts(data)
        if empty(texts):
            raise Unreadable("texts.scan")
        if garbled("".join(texts)):
            raise Unreadable("texts.garbled")
        return tuple(Page(text, number) for number, text in enumerate(texts, 1))


def _judged(pages: tuple[Page, ...], size: int) -> tuple[Page, ...]:
    if sum(len(page.text) for page in pages) > limits.TEXT_CHARACTERS:
        raise Unreadable("texts.too_large")
    if size and not any(page.text.strip() for page in pages):
        raise Unreadable("texts.empty")
    return pages


def _of_size(data: bytes) -> bytes:
    if len(data) > limits.TEXT_FILE_BYTES:
        raise Unreadable("texts.too_large")
    return data


def _text(data: bytes) -> tuple[Page, ...]:
    """A form feed ends a page: so is the text of a scan kept beside it."""
    told = decoded(_of_size(data))
    if "\f" not in told:
        return (Page(told),)
    return tuple(Page(text, number) for number, text in enumerate(told.removesuffix("\f").split("\f"), 1))


def _ofd(data: bytes) -> tuple[Page, ...]:
    texts = ofd_pages(*opened(data))
    if empty(texts):
        raise Unreadable("texts.scan")
    return tuple(Page(text, number) for number, text in enumerate(texts, 1))


def _html(data: bytes) -> tuple[Page, ...]:
    return (Page(html_text(_of_size(data))),)


def _word(data: bytes) -> tuple[Page, ...]:
    return (Page(word_text(*opened(data))),)


def _workbook(data: bytes) -> tuple[Page, ...]:
    return tuple(Page(text) for text in sheet_texts(*opened(data)))


def opened(data: bytes) -> tuple[tuple[str, ...], Callable[[str], bytes]]:
    """The member names of an office file and a function that reads one, after the container was judged."""
    if data.startswith(_OLE):
        raise Unreadable("texts.locked")
    handle = BytesIO(_of_size(data))
    contents = containers.read_contents(handle, "", _OFFICE, portable=False)
    if not contents.sound:
        raise Unreadable("texts.damaged")
    members = {member.name: member for member in contents.members}

    def read(name: str) -> bytes:
        try:
            return containers.read(handle, members[name], "", limits.TEXT_PART_BYTES)
        except Damaged as error:
            raise Unreadable("texts.damaged") from error

    return tuple(members), read
