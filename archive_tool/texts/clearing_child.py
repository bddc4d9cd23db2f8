"""The child that reads a PDF which is to leave the house: what stands beside its pages, and the pages alone."""

import json
import logging
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Final

from lxml import etree
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject

from archive_tool import limits
from archive_tool.platforms import limit_child
from archive_tool.texts.markup import tree
from archive_tool.texts.pdf_damage import DAMAGE
from archive_tool.texts.unreadable import Unreadable

_SECONDS: Final = 60
_MEMORY: Final = 1024 * limits.MIB
_BESIDE: Final = ("/Annots", "/AA", "/PieceInfo", "/Metadata", "/Thumb", "/LastModified")
_PROGRAMS: Final = frozenset({"/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"})
_PREFIXES: Final = frozenset({"pdf", "xmp", "xmpMM", "pdfaid", "pdfuaid"})  # of XMP, what programs write


def serve(asked: IO[bytes], answer: IO[bytes]) -> None:
    """The child's whole life: reads a PDF, says what stands beside its pages, gives the pages alone."""
    logging.disable(logging.CRITICAL)  # pypdf's complaints about a file are not ours to show
    try:
        reader = PdfReader(BytesIO(asked.read()), strict=False)
        if reader.is_encrypted:
            answer.write(b'{"locked": true}\n')
            return
        head, data = {"beside": _beside(reader)}, _pages_alone(reader)
    except DAMAGE:
        answer.write(b"{}\n")
        return
    answer.write(json.dumps(head).encode() + b"\n" + data)


def _beside(reader: PdfReader) -> dict[str, str]:
    """Texts that no page shows."""
    said = {"properties": [str(value) for key, value in (reader.metadata or {}).items() if key not in _PROGRAMS]}
    said["attached"] = list(reader.attachments)
    said["fields"] = [str(field.value) for field in (reader.get_fields() or {}).values() if field.value]
    said["notes"] = [note for page in reader.pages for note in _notes(page)]
    metadata = reader.root_object.get("/Metadata")
    if metadata is not None:
        said["metadata"] = _described(metadata.get_object().get_data())
    return {place: "\n".join(texts) for place, texts in said.items() if any(texts)}


def _notes(page: PageObject) -> Iterator[str]:
    notes = page["/Annots"].get_object() if "/Annots" in page else None
    for note in notes if isinstance(notes, ArrayObject) else ():
        said = note.get_object()
        if isinstance(said, DictionaryObject):
            yield from (str(said[key]) for key in ("/Contents", "/T") if key in said)


def _described(xmp: bytes) -> list[str]:
    """The texts of an XMP packet but for those that a program writes: its own name, days, identifiers."""
    try:
        root = tree(xmp)
    except Unreadable:
        return [xmp.decode("utf-8", "replace")]
    return [
        said
        for each in root.iter(etree.Element)
        if (said := (each.text or "").strip()) and (each.prefix not in _PREFIXES or each.tag.endswith("}Keywords"))
    ]


def _pages_alone(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page, excluded_keys=_BESIDE)
    writer.metadata = None
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


if __name__ == "__main__":
    limit_child(_MEMORY, _SECONDS)
    serve(sys.stdin.buffer, sys.stdout.buffer)
