"""Where in a Word file something stands, said so that a person finds it: `正文` is the body, T2R3C1 a table's cell.

locate(part, paragraph) -> "document P12", "document T2R3C1", "footer1 P1"
"""

from collections.abc import Mapping
from typing import Final

from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


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


def locate(part: str, paragraph: etree._Element) -> str:
    """The part's short name with the paragraph's number in it, or the table, row and cell where it stands."""
    name = part.rpartition("/")[2].removesuffix(".xml")
    cell = next(paragraph.iterancestors(f"{_W}tc"), None)
    root = paragraph.getroottree().getroot()
    if cell is None:
        outside = [one for one in root.iter(f"{_W}p") if next(one.iterancestors(f"{_W}tc"), None) is None]
        return f"{name} P{outside.index(paragraph) + 1}"
    row, table = next(cell.iterancestors(f"{_W}tr")), next(cell.iterancestors(f"{_W}tbl"))
    number = list(root.iter(f"{_W}tbl")).index(table) + 1
    return f"{name} T{number}R{table.findall(f'{_W}tr').index(row) + 1}C{row.findall(f'{_W}tc').index(cell) + 1}"
