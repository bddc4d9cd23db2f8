"""Tables taken in from xlsx: which column says which field of a record (schemas/<kind>/tables/<name>.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive_tool.model.findings import Finding
from archive_tool.model.places import Place
from archive_tool.model.tree import Group

STAR = "*"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says something.

    Attributes:
        number: counted from 1, as the program shows it.
        cells: by column, counted from 1; empty ones are left out.
        unknown: columns with a formula of which no value was saved.
    """

    number: int
    cells: dict[int, str]
    unknown: tuple[int, ...] = ()


def letters(column: int) -> str:
    """A column as the program names it: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_place(source: str, sheet: str, row: int, column: int) -> Place:
    """A cell as the program names it, `Sheet1!C12`; of a CSV, which has no sheets, `C12`."""
    return Place(source, row, column, f"{sheet}!{letters(column)}{row}".lstrip("!"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        head: as the empty sheet has it; `*` stands for words that differ from sheet to sheet.
        also: other heads that mean the same.
        field: dotted path within an entry; `field.*` when the head has a star; empty for the column that says to which
            entry of the upper list the row belongs.
        sort: what the field takes (`integer`, `date`, …), as the schema has it; of a list, what its entries take.
        is_list: whether several may stand in a cell, parted by 、.
        choices: the words it takes, if only some.
        required: whether every row must have it.
        person: whether the name of a person of the case means that person.
        width: millimetres.
    """

    head: str
    field: str = ""
    also: tuple[str, ...] = ()
    sort: str = "text"
    is_list: bool = False
    choices: tuple[str, ...] = ()
    required: bool = False
    person: bool = False
    width: float = 30.0


@dataclass(frozen=True, slots=True)
class Table:
    """How the rows of a table become entries of a record.

    Attributes:
        name: of its file, 民主测评; the table is kept as tables/<name>.csv.
        zh, en: for people.
        into: list of the record, `talks`; `assessments[].rows` for a list within the entries of another.
        under: head of the column that says which of those entries, by id or kind.
        key: fields by which two rows are the same; a row without any of them is like no other.
        columns: from left to right.
        notes: lines below an empty sheet.
    """

    name: str
    zh: str
    en: str
    into: str
    columns: tuple[Column, ...]
    under: str = ""
    key: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A column of one sheet: which it is, the head that stands there, and what the star stood for."""

    column: Column
    head: str
    star: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as it was read.

    Attributes:
        number: counted from 1, as the program shows it.
        cells: by place of the column, counted from 1; in the spelling that records take.
        raw: the cells as they stand there.
        findings: what is wrong with them, named by cell.
    """

    number: int
    cells: Mapping[int, str]
    raw: Mapping[int, str]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet whose head was found."""

    table: Table
    source: str
    name: str
    placed: Mapping[int, Placed]
    rows: tuple[TableRow, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads as they stand there, from left to right."""
        return tuple(self.placed[place].head for place in sorted(self.placed))


@dataclass(frozen=True, slots=True)
class Typed:
    """A row against the schema.

    Attributes:
        row: as it was read.
        entry: what it says, by the fields of the record; None when it cannot be taken.
        under: what it says of the upper entry, by id or kind; empty when it says nothing.
        findings: everything wrong with it, named by cell.
    """

    row: TableRow
    entry: Group | None
    under: str = ""
    findings: tuple[Finding, ...] = ()
