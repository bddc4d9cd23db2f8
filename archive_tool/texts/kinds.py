"""What a file is by its bytes, held against its ending: disguised, locked, active. It is said, never altered."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from archive_tool import containers, limits

_MARKS: Final = (
    (b"%PDF-", ("pdf",)),
    (b"PK\x03\x04", ("docx", "docm", "xlsx", "xlsm", "pptx", "ofd", "zip", "odt", "ods", "dotx", "et", "wps")),
    (b"\xd0\xcf\x11\xe0", ("doc", "dot", "xls", "ppt", "wps", "et", "dps", "msg")),
    (b"\xff\xd8\xff", ("jpg", "jpeg")),
    (b"\x89PNG", ("png",)),
    (b"GIF8", ("gif",)),
    (b"II*\x00", ("tif", "tiff")),
    (b"MM\x00*", ("tif", "tiff")),
    (b"BM", ("bmp",)),
    (b"{\\rtf", ("rtf", "doc")),
)
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")
_OFFICE: Final = frozenset({"docx", "docm", "xlsx", "xlsm", "pptx", "dotx"})
_OLE: Final = b"\xd0\xcf\x11\xe0"
_ACTIVE_PDF: Final = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")
_LOCKED_PDF: Final = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<")
_ACTIVE_PARTS: Final = re.compile(r"(?:vbaProject\.bin|activeX/|embeddings/.*\.bin|externalLinks/)", re.IGNORECASE)
_JUDGED: Final = containers.Limits(limits.TEXT_FILE_BYTES, limits.TEXT_UNPACKED_BYTES, limits.TEXT_MEMBERS)


def told_of(path: Path) -> Iterator[str]:
    """Keys of the sentences that must be said of a file: kinds.disguised, .locked, .active, .damaged."""
    suffix = path.suffix.lower().removeprefix(".")
    with path.open("rb") as handle:
        head = handle.read(8)
        if head.startswith(_PROGRAMS):
            yield "kinds.program"
            return
        known = next((kinds for mark, kinds in _MARKS if head.startswith(mark)), ())
        expected = any(suffix in kinds for _, kinds in _MARKS)
        if suffix in _OFFICE and head.startswith(_OLE):
            yield "kinds.locked"
        elif expected and suffix not in known:
            yield "kinds.disguised"
        elif suffix == "pdf":
            handle.seek(0)
            yield from _of_pdf(handle.read(limits.TEXT_FILE_BYTES))
        elif suffix in _OFFICE:
            handle.seek(0)
            contents = containers.read_contents(handle, "", _JUDGED, portable=False)
            if not contents.sound:
                yield "kinds.damaged"
            elif any(_ACTIVE_PARTS.search(member.name) for member in contents.members):
                yield "kinds.active"


def _of_pdf(data: bytes) -> Iterator[str]:
    if _LOCKED_PDF.search(data):
        yield "kinds.locked"
    if _ACTIVE_PDF.search(data):
        yield "kinds.active"
