"""What a Word file says of itself: title and author from the record, and our own marks, which public papers lack."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE: Final = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
_CUSTOM: Final = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
)
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # user-defined properties, ECMA-376 part 1, 22.3
APP: Final = (
    f'{_DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
ITEM, CASE, TEMPLATE, RECORD = "归档项目", "案卷编号", "模板摘要", "记录摘要"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a finished file says of itself.

    Attributes:
        title: 题名.
        author: the organisation or department that makes the paper.
        on: date of the paper; a file without one carries no date.
        item: `C6-2`; case: id of the case. Both only inside.
        public: a public paper carries no marks of ours at all.
    """

    title: str = ""
    author: str = ""
    on: date | None = None
    item: str = ""
    case: str = ""
    public: bool = False


def core(marks: Marks) -> bytes:
    """docProps/core.xml."""
    stamp = ""
    if marks.on is not None:
        at = f'<dcterms:{{0}} xsi:type="dcterms:W3CDTF">{marks.on.isoformat()}T00:00:00Z</dcterms:{{0}}>'
        stamp = at.format("created") + at.format("modified")
    said = f"<dc:title>{escape(marks.title)}</dc:title><dc:creator>{escape(marks.author)}</dc:creator>"
    modified = f"<cp:lastModifiedBy>{escape(marks.author)}</cp:lastModifiedBy>"
    return f"{_DECLARATION}{_CORE}{said}{modified}{stamp}</cp:coreProperties>".encode()


def custom(marks: Marks, template: str, record: str) -> bytes:
    """docProps/custom.xml: item, case and digests, so that an archivist's tool reads them without opening the text."""
    facts = ((ITEM, marks.item), (CASE, marks.case), (TEMPLATE, template), (RECORD, record))
    said = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(fact)}</vt:lpwstr></property>"
        for number, (name, fact) in enumerate(facts, 2)
    )
    return f"{_DECLARATION}{_CUSTOM}{said}</Properties>".encode()
