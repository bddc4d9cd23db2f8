"""Where in a Word file something stands, said so that a person finds it: 正文第 12 段, or row and cell of a table.

places(part, tree) -> {paragraph: Where("document P12"), …}
locate(part, paragraph) -> Where("document T2R3C1")
"""

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ABOVE: Final = {f"{_W}tr": f"{_W}tbl", f"{_W}tc": f"{_W}tr"}


_PLACE: Final = re.compile(r"(?P<part>[a-z]+)(?P<number>\d*)(?: (?:P(?P<p>\d+)|T(?P<t>\d+)R(?P<r>\d+)C(?P<c>\d+)))?")
_PARTS: Final = {
    "document": ("正文", "body"), "header": ("页眉", "header "),
    "footer": ("页脚", "footer "), "footnotes": ("脚注", "footnotes"),
}  # fmt: skip


class Where(str):
    """A place, `document P12` for programs, with its words for people in both languages."""

    __slots__ = ()

    @property
    def zh(self) -> str:
        """正文第 12 段; 页眉 1 表 2 第 3 行第 1 格."""
        return self._said(0, "第 {} 段", "表 {} 第 {} 行第 {} 格", " ")

    @property
    def en(self) -> str:
        """body, paragraph 12; header 1, table 2, row 3, cell 1."""
        return self._said(1, "paragraph {}", "table {}, row {}, cell {}", ", ")

    def _said(self, language: int, paragraph: str, cell: str, gap: str) -> str:
        found = _PLACE.fullmatch(self)
        if found is None or found["part"] not in _PARTS:
            return str(self)
        part = _PARTS[found["part"]][language] + found["number"]
        within = (
            paragraph.format(found["p"])
            if found["p"]
            else cell.format(*found.group("t", "r", "c"))
            if found["t"]
            else ""
        )
        return part + (gap if within and (language or found["number"]) else "") + within


def words_of(element: etree._Element) -> str:
    """Everything that an element says."""
    return "".join(str(words) for words in element.itertext())


def first_with(trees: Mapping[str, etree._Element], words: str) -> tuple[str, etree._Element | None]:
    """The part and the innermost paragraph that first says those words."""
    for name, tree in trees.items():
        for paragraph in tree.iter(f"{_W}p"):
            if words in words_of(paragraph):
                return name, paragraph
    return next(iter(trees), ""), None


def short(part: str) -> str:
    """A part's name as it stands in places: `word/header1.xml` is header1."""
    return part.rpartition("/")[2].removesuffix(".xml")


def places(part: str, tree: etree._Element) -> dict[etree._Element, Where]:
    """Where each paragraph of a part stands, in the order of the part: its number, or table, row and cell."""
    found: dict[etree._Element, Where] = {}
    name = short(part)
    numbers: dict[etree._Element, int] = {}  # of tables, of rows in their table, of cells in their row
    counted: dict[etree._Element | None, int] = {}
    outside = tables = 0
    for element in tree.iter(f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"):
        if element.tag == f"{_W}tbl":
            tables += 1
            numbers[element] = tables
        elif element.tag != f"{_W}p":
            above = next(element.iterancestors(_ABOVE[element.tag]), None)
            counted[above] = numbers[element] = counted.get(above, 0) + 1
        else:
            cell = next(element.iterancestors(f"{_W}tc"), None)
            if cell is None:
                outside += 1
                found[element] = Where(f"{name} P{outside}")
            else:
                row, table = next(cell.iterancestors(f"{_W}tr"), None), next(cell.iterancestors(f"{_W}tbl"), None)
                marks = zip("TRC", (table, row, cell), strict=True)
                where = "".join(f"{mark}{numbers[each] if each is not None else 0}" for mark, each in marks)
                found[element] = Where(f"{name} {where}")
    return found


def locate(part: str, paragraph: etree._Element) -> Where:
    """The part's short name with the paragraph's number in it, or the table, row and cell where it stands."""
    return places(part, paragraph.getroottree().getroot())[paragraph]
