"""Tables of a case as they stand in its folder, tables/<name>.csv, read as part of the record.

A CSV that any spreadsheet opens. Its cells are held against the same schema whenever the case is read, so that it may
be mended by hand.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive_tool import limits
from archive_tool.errors import Unreadable
from archive_tool.intake.tables import placed_heads, rows_of
from archive_tool.model.cases import Person
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tables import Row, Sheet, Table, Typed
from archive_tool.model.tree import Group, text
from archive_tool.packages.catalogue import plain_cell
from archive_tool.records.building import people_of
from archive_tool.records.checking import Reference
from archive_tool.records.tabling import Tabler
from archive_tool.tasks.bulk import made_at_once
from archive_tool.tasks.desk import Desk
from archive_tool.texts.plain import decoded
from archive_tool.texts.unreadable import Unreadable as NoText
from archive_tool.workspace.layout import TABLES

CSV: Final = ".csv"


@dataclass(frozen=True, slots=True)
class Opened:
    """A case into which tables are taken: its kind, its folder and who types its rows."""

    kind: str
    folder: Path
    tabler: Tabler


@dataclass(frozen=True, slots=True)
class Kept:
    """The tables of a case as they stand in its folder."""

    typed: tuple[tuple[Table, tuple[Typed, ...]], ...] = ()
    findings: tuple[Finding, ...] = ()
    references: tuple[Reference, ...] = ()


def table_files(folder: Path) -> tuple[Path, ...]:
    """The tables in a case folder."""
    return tuple(sorted((folder / TABLES).glob(f"*{CSV}"))) if (folder / TABLES).is_dir() else ()


def kept_tables(
    desk: Desk, paths: Sequence[Path], record: Group, register: Mapping[str, Person], people: frozenset[str]
) -> Kept:
    """Reads the tables of a case.

    Args:
        desk: where.
        paths: of `table_files`.
        record: of the case, checked.
        register: the persons of people/ that it refers to, by id.
        people: ids of everybody in people/.
    """
    kind = text(record, "kind")
    known = {table.name: table for table in desk.tables(kind)}
    tabler = tabler_of(desk, kind, record, register, people)
    typed: list[tuple[Table, tuple[Typed, ...]]] = []
    findings: list[Finding] = []
    with made_at_once():
        for path in paths:
            shown = desk.layout.shown(path)
            try:
                sheet = kept_sheet(path, shown, known)
            except Unreadable as stop:
                findings.append(Finding("W-115", Severity.ERROR, Place(shown), {"known": "、".join(known)}))
                findings += stop.findings
                continue
            rows = tabler.typed(sheet)
            typed.append((sheet.table, rows))
            findings += [*sheet.findings, *(finding for row in rows for finding in row.findings)]
    return Kept(tuple(typed), tuple(findings), tuple(tabler.references))


def tabler_of(
    desk: Desk, kind: str, record: Group, register: Mapping[str, Person], people: frozenset[str]
) -> Tabler:
    """Who types the tables of a case; a name that two of its persons have means neither."""
    persons = {**register, **people_of(record)}
    names = [person.name for person in persons.values()]
    single = {person.name: identity for identity, person in persons.items() if names.count(person.name) == 1}
    return Tabler(desk.schema(kind), record, people | frozenset(persons), single)


def kept_sheet(path: Path, shown: str, known: Mapping[str, Table]) -> Sheet:
    """A CSV as a sheet. Raises Unreadable when it is none or no table of the kind is called so."""
    table = known.get(path.stem)
    if table is None:
        raise Unreadable("table.unreadable", file=shown)
    rows = _csv_rows(path, shown)
    heads = rows[0].cells if rows else {}
    placed = placed_heads(heads, table)
    lacking = {column.head for column in table.columns if column.required} - {e.column.head for e in placed.values()}
    if lacking:
        raise Unreadable("table.unreadable", file=shown)
    return rows_of(Sheet(table, shown, "", placed, ()), rows[0], rows[1:])


def _csv_rows(path: Path, shown: str) -> list[Row]:
    with path.open("rb") as handle:
        data = handle.read(limits.TABLE_FILE_BYTES + 1)
    try:
        if len(data) > limits.TABLE_FILE_BYTES:
            raise Unreadable("table.unreadable", file=shown)
        lines = decoded(data).removeprefix("\ufeff")
        return [
            Row(number, {place: plain_cell(cell) for place, cell in enumerate(cells, 1) if cell.strip()})
            for number, cells in enumerate(csv.reader(io.StringIO(lines, newline=""), strict=True), 1)
            if any(cell.strip() for cell in cells)
        ]
    except (NoText, csv.Error) as stop:
        raise Unreadable("table.unreadable", file=shown) from stop
