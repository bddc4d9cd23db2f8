"""A list as a file for others, xlsx or CSV by its ending: no cell is a formula, the same cells give the same bytes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Final

from archive_tool.errors import Conflict, WrongUsage
from archive_tool.packages.catalogue import csv_bytes
from archive_tool.packages.sheet import sheet
from archive_tool.writing import write_aside

_PAGE: Final = 267.0  # millimetres between the margins of A4 across
_LEAST: Final = 12.0
_MOST: Final = 40  # characters: a wider column wraps
_LINE: Final = 62  # Chinese characters across the page

Cells = Sequence[Sequence[str]]


def export_table(
    path: Path, title: str, head: Sequence[str], rows: Cells, notes: Sequence[str], *, dry_run: bool = False
) -> None:
    """Writes a list with what is to be said of it below; everybody may read the file whom the umask lets.

    Raises WrongUsage for an ending that is neither .xlsx nor .csv, Conflict when there is such a file already.
    """
    made = _FORMATS.get(path.suffix.lower())
    if made is None:
        raise WrongUsage("export.suffix", path=path.name)
    if not path.parent.is_dir():
        raise WrongUsage("export.no_folder", path=path.parent)
    if path.exists():
        raise Conflict("export.exists", path=path)
    data = made(title, head, rows, notes)
    if not dry_run:
        write_aside(path, data)


def _csv(_title: str, head: Sequence[str], rows: Cells, notes: Sequence[str]) -> bytes:
    below = [(note, *("" for _ in head[1:])) for note in notes]
    return csv_bytes((head, *rows, *below))


def _xlsx(title: str, head: Sequence[str], rows: Cells, notes: Sequence[str]) -> bytes:
    lines = [line for note in notes for line in wrap(note, _LINE)]
    return sheet(title, head, rows, widths=_widths(head, rows), notes=lines)


def _widths(head: Sequence[str], rows: Cells) -> list[float]:
    """The page shared out by how long the cells are."""
    longest = [min(_MOST, max(len(cell) for cell in column)) for column in zip(head, *rows, strict=True)]
    free = _PAGE - _LEAST * len(head)
    return [round(_LEAST + free * length / sum(longest), 1) for length in longest]


_FORMATS: Final[dict[str, Callable[[str, Sequence[str], Cells, Sequence[str]], bytes]]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
}
