"""The text of a workbook: each sheet's cells as a reader sees them; formulas by the value last shown."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from lxml import etree

from archive_tool.texts.markup import tree
from archive_tool.texts.unreadable import Unreadable

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK: Final = "xl/workbook.xml"
# Number formats that show a date (ECMA-376 part 1, 18.8.30; 27 to 58 are the East Asian ones).
_DATES: Final = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DAY_SHOWN: Final = re.compile("[yd年月日]", re.IGNORECASE)
_DAY_ZERO: Final = date(1899, 12, 30)
_LAST_DAY: Final = 2_958_465  # 9999-12-31


def sheet_texts(names: tuple[str, ...], read: Callable[[str], bytes]) -> tuple[str, ...]:
    """The text of each sheet in order: its name, then a line per row, cells parted by tabs. Raises Unreadable."""
    if _BOOK not in names:
        raise Unreadable("texts.damaged")
    shared = _shared(tree(read("xl/sharedStrings.xml"))) if "xl/sharedStrings.xml" in names else ()
    dated = _dated(tree(read("xl/styles.xml"))) if "xl/styles.xml" in names else frozenset()
    return tuple(
        "\n".join((name, *_rows(tree(read(part)), shared, dated)))
        for name, part in _sheets(names, read)
        if part in names
    )


def _sheets(names: tuple[str, ...], read: Callable[[str], bytes]) -> list[tuple[str, str]]:
    targets: dict[str, str] = {}
    if "xl/_rels/workbook.xml.rels" in names:
        for relation in tree(read("xl/_rels/workbook.xml.rels")):
            target = relation.get("Target", "")
            targets[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets = tree(read(_BOOK)).iter(f"{_S}sheet")
    return [(sheet.get("name", ""), targets.get(sheet.get(_REL, ""), "")) for sheet in sheets]


def _shared(root: etree._Element) -> tuple[str, ...]:
    return tuple(_said(entry) for entry in root.iter(f"{_S}si"))


def _said(entry: etree._Element) -> str:
    """The text of a string, runs joined, without the reading above it (rPh)."""
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
