"""The tables of a Word file cell by cell: where each stands, how far it reaches, what is in it and what is doubtful."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from archive_tool.texts.markup import tree
from archive_tool.texts.unreadable import Unreadable
from archive_tool.texts.word import paragraph_texts

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAIN: Final = "word/document.xml"
_LINKS: Final = "word/_rels/document.xml.rels"
_CHANGES: Final = frozenset({f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")})
_ASIDE: Final = frozenset({f"{_W}txbxContent", f"{_W}tbl"})
_MOST_CELLS: Final = 5_000
_MOST_COLUMNS: Final = 200


@dataclass(slots=True)
class Cell:
    """A cell.

    Attributes:
        row, column: of its upper left corner, counted from 0; columns by the grid, so that cells stand below another.
        across, down: how many columns and rows it covers.
        lines: its paragraphs.
        changed: whether somebody's tracked changes stand in it.
        aside: whether a text box or a table of its own stands in it.
        pictures: names of the parts that are shown in it.
    """

    row: int
    column: int
    across: int = 1
    down: int = 1
    lines: tuple[str, ...] = ()
    changed: bool = False
    aside: bool = False
    pictures: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its paragraphs as lines."""
        return "\n".join(self.lines)


@dataclass(slots=True)
class Grid:
    """A table: its cells in reading order, those that are merged once."""

    cells: list[Cell] = field(default_factory=list)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place."""
        return next((cell for cell in self.cells if _covers(cell, row, column)), None)

    def right_of(self, cell: Cell, row: int) -> Cell | None:
        """The cell beside another, in one of the rows that it covers."""
        return self.at(row, cell.column + cell.across)


@dataclass(frozen=True, slots=True)
class WordTables:
    """The tables of a Word file and the paragraphs outside them."""

    grids: tuple[Grid, ...]
    paragraphs: tuple[str, ...]


def word_tables(names: tuple[str, ...], read: Callable[[str], bytes]) -> WordTables:
    """The tables in the body of a Word file. Raises Unreadable when it is none, is damaged, or has too many cells."""
    if _MAIN not in names:
        raise Unreadable("texts.damaged")
    body = tree(read(_MAIN)).find(f"{_W}body")
    if body is None:
        raise Unreadable("texts.damaged")
    links = _links(read(_LINKS)) if _LINKS in names else {}
    outer = [each for each in body.iter(f"{_W}tbl") if next(each.iterancestors(f"{_W}tbl"), None) is None]
    if sum(1 for table in outer for _ in table.iter(f"{_W}tc")) > _MOST_CELLS:
        raise Unreadable("texts.too_large")
    grids = tuple(_grid(table, links) for table in outer)
    beside = (each for each in body.iter(f"{_W}p") if next(each.iterancestors(f"{_W}tbl"), None) is None)
    return WordTables(grids, tuple("".join(paragraph_texts(each)) for each in beside))


def _covers(cell: Cell, row: int, column: int) -> bool:
    return cell.row <= row < cell.row + cell.down and cell.column <= column < cell.column + cell.across


def _links(xml: bytes) -> dict[str, str]:
    """Parts of the file itself by their relation; what lies elsewhere is left out."""
    return {
        relation.get("Id", ""): f"word/{relation.get('Target', '')}".replace("word//", "")
        for relation in tree(xml)
        if relation.get("TargetMode") != "External"
    }


def _grid(table: etree._Element, links: dict[str, str]) -> Grid:
    grid = Grid()
    above: dict[int, Cell] = {}  # by column: the cell that a continued one belongs to
    for number, row in enumerate(_rows(table)):
        column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        below: dict[int, Cell] = {}
        for element in _cells(row):
            properties = element.find(f"{_W}tcPr")
            across = _number(None if properties is None else properties.find(f"{_W}gridSpan"), 1)
            merged = None if properties is None else properties.find(f"{_W}vMerge")
            goes_on = merged is not None and merged.get(f"{_W}val", "continue") != "restart"
            upper = above.get(column)
            if goes_on and upper is not None and upper.across == across:
                upper.down += 1
                below[column] = upper
                _add(upper, element, links)
            else:
                cell = Cell(number, column, across)
                _add(cell, element, links)
                grid.cells.append(cell)
                below[column] = cell
            column += across
            if column > _MOST_COLUMNS:
                raise Unreadable("texts.too_large")
        above = below
    return grid


def _add(cell: Cell, element: etree._Element, links: dict[str, str]) -> None:
    """What stands in an element of the file; in a merged cell that goes on it is shown by no program, yet is there."""
    lines = [line for part in element.iter(f"{_W}p") for line in "".join(paragraph_texts(part)).split("\n")]
    while lines and not lines[-1].strip():
        lines.pop()
    cell.lines = (*cell.lines, *lines)
    cell.changed = cell.changed or any(each.tag in _CHANGES for each in element.iter())
    cell.aside = cell.aside or any(each.tag in _ASIDE for each in element.iterdescendants())
    shown = (links.get(each.get(f"{_R}embed", ""), "") for each in element.iter(f"{_A}blip"))
    cell.pictures = (*cell.pictures, *(name for name in shown if name))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Rows, those within content controls too, of this table alone."""
    return (row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl"), None) is table)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr"), None) is row)


def _number(element: etree._Element | None, usual: int) -> int:
    said = "" if element is None else element.get(f"{_W}val", "")
    return min(int(said), _MOST_COLUMNS) if said.isdecimal() and said.isascii() else usual
