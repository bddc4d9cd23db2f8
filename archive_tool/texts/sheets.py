"""What stands in a workbook, as a reader sees it; formulas by the value last shown.

`sheet_texts` is for searching: all text, sheet by sheet. `sheet_rows` is for taking tables in: row by row, each cell
with its place, in bounded memory however large the sheet says it is.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Final

from lxml import etree

from archive_tool import limits
from archive_tool.model.tables import Row
from archive_tool.texts.markup import has_doctype, tree
from archive_tool.texts.unreadable import Unreadable

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXT: Final = f"{_S}t"
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK: Final = "xl/workbook.xml"
_LINKS: Final = "xl/_rels/workbook.xml.rels"
_STYLES: Final = "xl/styles.xml"
# Number formats that show a date (ECMA-376 part 1, 18.8.30; 27 to 58 are the East Asian ones).
_DATES: Final = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DAY_SHOWN: Final = re.compile("[yd年月日]", re.IGNORECASE)
_DAY_ZERO: Final = date(1899, 12, 30)
_LAST_DAY: Final = 2_958_465  # 9999-12-31
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})[1-9][0-9]{0,6}", re.ASCII)


def sheet_rows(names: tuple[str, ...], read: Callable[[str], bytes]) -> Iterator[tuple[str, Iterator[Row]]]:
    """Each sheet's name and its rows, one after the other. Raises Unreadable."""
    if _BOOK not in names:
        raise Unreadable("texts.damaged")
    if any(len(read(part)) > limits.TABLE_HEAD_BYTES for part in (_BOOK, _LINKS, _STYLES) if part in names):
        raise Unreadable("texts.too_large")
    shared = _strings(read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else ()
    dated = _dated(tree(read(_STYLES))) if _STYLES in names else frozenset()
    for name, part in _sheets(names, read):
        if part in names:
            yield name, _streamed(read(part), shared, dated)


def _elements(xml: bytes, *tags: str) -> Iterator[etree._Element]:
    """Elements of these names as they end; what was handed out is forgotten."""
    if has_doctype(xml):
        raise Unreadable("texts.doctype")
    if xml.count(b"<") > limits.TABLE_MARKS:
        raise Unreadable("texts.too_large")
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        for count, (_, element) in enumerate(etree.iterparse(BytesIO(xml), events=("end",), tag=tags, **options)):
            if count >= limits.TABLE_CELLS:
                raise Unreadable("texts.too_large")
            yield element
            above = element.getparent()
            element.clear()
            while above is not None and len(above) > 1:
                del above[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("texts.damaged") from error


def _strings(xml: bytes) -> tuple[str, ...]:
    return tuple(_said(entry) for entry in _elements(xml, f"{_S}si"))


def _streamed(xml: bytes, shared: tuple[str, ...], dated: frozenset[int]) -> Iterator[Row]:
    cells: dict[int, str] = {}
    unknown: list[int] = []
    number = column = 0
    for element in _elements(xml, f"{_S}c", f"{_S}row"):
        if element.tag == f"{_S}row":
            said = element.get("r", "")
            number = int(said) if said.isdecimal() and said.isascii() else number + 1
            if cells or unknown:
                yield Row(number, cells, tuple(unknown))
            cells, unknown, column = {}, [], 0
            continue
        place = _REFERENCE.fullmatch(element.get("r", ""))
        column = _column(place[1]) if place else column + 1
        text = _cell(element, shared, dated)
        if text.strip():
            cells[column] = text
        elif element.find(f"{_S}f") is not None:
            unknown.append(column)


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def sheet_texts(names: tuple[str, ...], read: Callable[[str], bytes]) -> tuple[str, ...]:
    """The text of each sheet in order: its name, then a line per row, cells parted by tabs. Raises Unreadable."""
    if _BOOK not in names:
        raise Unreadable("texts.damaged")
    shared = _shared(tree(read("xl/sharedStrings.xml"))) if "xl/sharedStrings.xml" in names else ()
    dated = _dated(tree(read(_STYLES))) if _STYLES in names else frozenset()
    return tuple(
        "\n".join((name, *_rows(tree(read(part)), shared, dated)))
        for name, part in _sheets(names, read)
        if part in names
    )


def _sheets(names: tuple[str, ...], read: Callable[[str], bytes]) -> list[tuple[str, str]]:
    targets: dict[str, str] = {}
    if _LINKS in names:
        for relation in tree(read(_LINKS)):
            target = relation.get("Target", "")
            targets[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets = tree(read(_BOOK)).iter(f"{_S}sheet")
    return [(sheet.get("name", ""), targets.get(sheet.get(_REL, ""), "")) for sheet in sheets]


def _shared(root: etree._Element) -> tuple[str, ...]:
    return tuple(_said(entry) for entry in root.iter(f"{_S}si"))


def _said(entry: etree._Element) -> str:
    """The text of a string, runs joined, without the reading above it (rPh)."""
    if len(entry) == 1 and entry[0].tag == _TEXT:
        return entry[0].text or ""
    return "".join(
        text.text or "" for text in entry.iter(f"{_S}t") if next(text.iterancestors(f"{_S}rPh"), None) is None
    )


def _dated(root: etree._Element) -> frozenset[int]:
    """The numbers of the cell styles that show a date."""
    own = {
        int(kind.get("numFmtId", "0")): bool(_DAY_SHOWN.search(_QUOTED.sub("", kind.get("formatCode", ""))))
        for kind in root.iter(f"{_S}numFmt")
        if kind.get("numFmtId", "0").isdecimal()
    }
    styles = root.find(f"{_S}cellXfs")
    if styles is None:
        return frozenset()
    kinds = [style.get("numFmtId", "0") for style in styles]
    return frozenset(n for n, kind in enumerate(kinds) if kind.isdecimal() and own.get(int(kind), int(kind) in _DATES))


def _rows(root: etree._Element, shared: tuple[str, ...], dated: frozenset[int]) -> list[str]:
    return ["\t".join(_cell(cell, shared, dated) for cell in row.iter(f"{_S}c")) for row in root.iter(f"{_S}row")]


def _cell(cell: etree._Element, shared: tuple[str, ...], dated: frozenset[int]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _said(cell)
    value = cell.findtext(f"{_S}v") or ""
    if kind == "s":
        return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
    style = cell.get("s", "")
    if kind == "n" and style.isdecimal() and int(style) in dated:
        return _day(value)
    return value


def _day(value: str) -> str:
    """A serial day as the date it shows."""
    whole = value.partition(".")[0]
    if whole.isdecimal() and int(whole) <= _LAST_DAY:
        return (_DAY_ZERO + timedelta(days=int(whole))).isoformat()
    return value
