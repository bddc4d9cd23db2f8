"""Tables taken in from xlsx become entries of a record's lists, held against the same schema as what is typed in.

    read_table(data, name, schema) -> Table             schemas/<kind>/tables/<name>.yaml against the kind's schema
    Tabler(…).typed(sheet) -> tuple[Typed, …]           each row as an entry, faults named by cell
    with_tables(record, tables) -> record, findings     read as part of the record; what differs is a finding

Which tables there are is data; nothing here knows any of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from archive_tool.errors import Unreadable
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tables import STAR, Column, Placed, Sheet, Table, TableRow, Typed, cell_place
from archive_tool.model.tree import Group, Leaf, Node, Rows, find, groups, rows, text, value
from archive_tool.records import raw
from archive_tool.records.checking import EntryChecker, Reference
from archive_tool.records.schema import Schema, Shape

_PARTED: Final = re.compile(r"[、,，;；\n]+")
_WITHIN: Final = "[]."
_WIDTH: Final = 30.0
_KNOWN: Final = 8  # upper entries that a finding names


def read_table(data: Group, name: str, schema: Schema) -> Table:
    """The table that a file of tables/ describes.

    Raises Unreadable, with findings, where it names a list or a field that the schema does not have.
    """
    into = text(data, "into")
    shape = entry_shape(schema, into)
    if shape is None:
        leaf = data.fields["into"]
        raise Unreadable("table.broken", (_broken(leaf, path=into, kind=schema.kind),), path=data.place.source)
    columns = []
    broken = []
    for entry in groups(data, "columns"):
        found = _shape_at(shape, text(entry, "field").removesuffix(f".{STAR}"))
        if found is None or bool(text(entry, "field").endswith(STAR)) != (STAR in text(entry, "head")):
            broken.append(_broken(entry, path=f"{into}.{text(entry, 'field')}", kind=schema.kind))
        else:
            columns.append(_column(entry, found))
    if broken:
        raise Unreadable("table.broken", tuple(broken), path=data.place.source)
    return Table(
        name, text(data, "zh"), text(data, "en"), into, tuple(columns), text(data, "under"),
        tuple(map(text, rows(data, "key"))), tuple(map(text, rows(data, "notes"))),
    )  # fmt: skip


def entry_shape(schema: Schema, into: str) -> Shape | None:
    """What an entry of a list may say; None when the path is no list of groups."""
    shape: Shape | None = schema.shape
    for step in into.replace("[]", "").split("."):
        while shape is not None and shape.sort == "list":
            shape = shape.of
        known = None if shape is None else shape.fields.get(step)
        shape = None if known is None else known.shape
    of = None if shape is None or shape.sort != "list" else shape.of
    return of if of is not None and of.sort == "group" else None


def _broken(node: Node, **facts: object) -> Finding:
    return Finding("S-150", Severity.ERROR, node.place, facts)


def _column(entry: Group, shape: Shape) -> Column:
    of = shape.of if shape.sort in ("list", "map") and shape.of is not None else shape
    width = value(entry, "width")
    return Column(
        head=text(entry, "head"), field=text(entry, "field"), also=tuple(map(text, rows(entry, "also"))),
        sort=of.sort if text(entry, "field") else "text", is_list=shape.sort == "list", choices=of.choices,
        required=value(entry, "required") is True, person=value(entry, "person") is True,
        width=float(width) if isinstance(width, int) else _WIDTH,
    )  # fmt: skip


def _shape_at(shape: Shape, path: str) -> Shape | None:
    """The shape at a path of single keys; that of the group itself for none."""
    here: Shape | None = shape
    for step in path.split(".") if path else ():
        known = None if here is None else here.fields.get(step)
        here = None if known is None else known.shape
    return here


# ---------------------------------------------------------------- typing


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a cell goes: the way there below the entry, and what its words become."""

    steps: tuple[str, ...]
    column: Column
    by_id: tuple[str, ...] = ()  # the way to the field that takes the id of a person, where it is another


@dataclass(slots=True)
class Tabler:
    """Types the rows of a case's tables.

    Attributes:
        schema: of the case's kind.
        record: of the case, checked.
        people: ids of the persons of the register and of the record.
        names: of the persons of the case, to the id; those of whom there are two left out.
        references: to persons, as they are met.
    """

    schema: Schema
    record: Group
    people: frozenset[str]
    names: Mapping[str, str]
    references: list[Reference] = field(default_factory=list)

    def typed(self, sheet: Sheet) -> tuple[Typed, ...]:
        """Every row as an entry. One with an error has none; of rows that are the same the first one counts."""
        shape = entry_shape(self.schema, sheet.table.into)
        assert shape is not None  # read_table asked
        typing = _Typing(
            sheet, self.names, {place: _slot(each, shape) for place, each in sheet.placed.items()},
            EntryChecker(self.schema, shape, sheet.source, self.record, self.people),
            {_field_of(each): place for place, each in sorted(sheet.placed.items())},
            _Upper.of(self.record, sheet.table.into),
        )  # fmt: skip
        found = tuple(typing.row(row, count) for count, row in enumerate(sheet.rows))
        self.references += typing.references
        return found


@dataclass(slots=True)
class _Typing:
    """Types the rows of one sheet. `places` are the columns by their fields."""

    sheet: Sheet
    names: Mapping[str, str]
    slots: Mapping[int, _Slot]
    checker: EntryChecker
    places: Mapping[str, int]
    upper: "_Upper"
    references: list[Reference] = field(default_factory=list)
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    def row(self, row: TableRow, count: int) -> Typed:
        entry = raw.Mapping([], row.number, 0)
        under = ""
        for place, said in row.cells.items():
            slot = self.slots[place]
            if not slot.steps:
                under = said
            elif said:
                self.put(entry, slot, said, row.number, place)
        path = f"{self.sheet.table.into.replace('[]', '')}[{count}]"
        checked = self.checker.check(entry, path)
        asked = {finding.place.column for finding in row.findings}
        by_cell = [self.by_cell(each, row.number, path) for each in checked.findings]
        findings = [*row.findings, *(each for each in by_cell if each.place.column not in asked)]
        if not any(each.stops for each in findings):
            findings += self.misplaced(row, under, checked.group)
        if any(each.stops for each in findings):
            return Typed(row, None, under, tuple(findings))
        self.references += checked.references
        return Typed(row, checked.group, under, tuple(findings))

    def misplaced(self, row: TableRow, under: str, entry: Group) -> Iterator[Finding]:
        """No entry of the upper list is meant, or the row stood above already."""
        if self.upper.nested and self.upper.at(under) is None:
            column = self.places.get("=") or min(self.sheet.placed)
            facts = {"head": self.sheet.table.under, "value": under, "known": self.upper.known}
            rule = "I-124" if self.upper.known else "I-130"
            yield Finding(rule, Severity.ERROR, self.cell(row.number, column), facts)
        mark = _mark(entry, self.sheet.table.key, under)
        first = self.seen.setdefault(mark, row.number) if mark else row.number
        if first != row.number:
            column = next((self.places[each] for each in self.sheet.table.key if each in self.places), 1)
            yield Finding("I-123", Severity.ERROR, self.cell(row.number, column), {"first": first})

    def put(self, entry: raw.Mapping, slot: _Slot, said: str, row: int, place: int) -> None:
        """Puts a cell where it belongs below the entry."""
        steps = slot.steps
        node: raw.RawNode = _scalar(said, row, place)
        if slot.column.is_list:
            parts = [part.strip() for part in _PARTED.split(said) if part.strip()]
            node = raw.Sequence([_scalar(self.who(slot, part), row, place) for part in parts], row, place)
        elif slot.column.person and said in self.names:
            steps = slot.by_id or steps
            node = _scalar(self.names[said], row, place)
        inside = entry
        for step in steps[:-1]:
            below = inside.get(step)
            if not isinstance(below, raw.Mapping):
                below = raw.Mapping([], row, place)
                inside.entries.append((_key(step), below))
            inside = below
        inside.entries.append((_key(steps[-1]), node))

    def cell(self, row: int, column: int) -> Place:
        return cell_place(self.sheet.source, self.sheet.name, row, column)

    def who(self, slot: _Slot, name: str) -> str:
        return self.names.get(name, name) if slot.column.person else name

    def by_cell(self, finding: Finding, row: int, path: str) -> Finding:
        """The finding at its cell; of a field that is not there at the cell in which it belongs."""
        below = finding.place.field.removeprefix(path).removeprefix(".").partition("[")[0]
        column = finding.place.column or self.places.get(below) or min(self.sheet.placed)
        facts = dict(finding.facts)
        if "key" in facts and column in self.sheet.placed:
            facts["key"] = self.sheet.placed[column].head  # as the sheet calls it
        return replace(finding, place=self.cell(row, column), facts=facts)


def _scalar(said: str, row: int, place: int) -> raw.Scalar:
    return raw.Scalar(said, row, place, last=row)


@cache
def _key(step: str) -> raw.Scalar:
    """The key of a field; it stands in no cell of its own."""
    return raw.Scalar(step, 0, 0)


def _slot(placed: Placed, shape: Shape) -> _Slot:
    column = placed.column
    steps = tuple(column.field.split(".")) if column.field else ()
    if placed.star:
        return _Slot((*steps[:-1], placed.star), column)
    above = _shape_at(shape, ".".join(steps[:-1]))
    by_id = above.by_id if above is not None and column.person else ""
    is_name = bool(by_id) and above is not None and steps[-1:] == above.shorthand
    return _Slot(steps, column, (*steps[:-1], by_id) if is_name else ())


def _field_of(placed: Placed) -> str:
    """The field of a column, below its entry; `=` is the column that names the upper entry."""
    return placed.column.field.replace(STAR, placed.star) or "="


def row_key(one: Typed, table: Table) -> tuple[str, ...]:
    """By what a row is the same as another; empty where nothing says so."""
    return _mark(one.entry, table.key, one.under) if one.entry is not None else ()


def _mark(entry: Group, key: tuple[str, ...], under: str = "") -> tuple[str, ...]:
    said = tuple(_identity(find(entry, path)) for path in key)
    return (under, *said) if any(said) else ()


def _identity(node: Node | None) -> str:
    if isinstance(node, Leaf):
        return str(node.value)
    return text(node, "person") or text(node, "name") if isinstance(node, Group) else ""


# ---------------------------------------------------------------- the entries of the upper list


@dataclass(frozen=True, slots=True)
class _Upper:
    """The entries into whose lists rows go; none where a table goes into a list of the record itself."""

    nested: bool
    entries: tuple[Group, ...] = ()

    @classmethod
    def of(cls, record: Group, into: str) -> "_Upper":
        above, nested, _ = into.partition(_WITHIN)
        return cls(bool(nested), groups(record, above) if nested else ())

    def at(self, under: str) -> int | None:
        """The place of the entry that is meant; None when it cannot be told."""
        if not under:
            return 0 if len(self.entries) == 1 else None
        for key in ("id", "kind"):
            here = [place for place, entry in enumerate(self.entries) if text(entry, key) == under]
            if len(here) == 1:
                return here[0]
        return None

    @property
    def known(self) -> str:
        """The entries there are, for people."""
        return "、".join(text(entry, "id") or text(entry, "kind") for entry in self.entries[:_KNOWN])


# ---------------------------------------------------------------- read as part of the record


def with_tables(record: Group, tables: Iterable[tuple[Table, tuple[Typed, ...]]]) -> tuple[Group, tuple[Finding, ...]]:
    """The record with the rows of its tables in their lists.

    A row that the record has too stands there once; where the two differ in a field, the record's is read and the
    difference is a finding.
    """
    findings: list[Finding] = []
    for table, typed in tables:
        good = [one for one in typed if one.entry is not None]
        above, nested, below = table.into.partition(_WITHIN)
        if not nested:
            record = _joined(record, table.into, [one.entry for one in good if one.entry], table.key, findings)
            continue
        upper = _Upper.of(record, table.into)
        for place in range(len(upper.entries)):
            mine = [one.entry for one in good if one.entry and upper.at(one.under) == place]
            if mine:
                entry = _joined(upper.entries[place], below, mine, table.key, findings)
                record = _changed(record, above, place, entry)
    return record, tuple(findings)


def _joined(
    record: Group, path: str, entries: list[Group], key: tuple[str, ...], findings: list[Finding]
) -> Group:
    old = find(record, path)
    present: list[Node] = list(rows(record, path))
    known = {mark: at for at, node in enumerate(present) if isinstance(node, Group) and (mark := _mark(node, key))}
    for entry in entries:
        at = known.get(_mark(entry, key))
        mine = present[at] if at is not None else None
        if at is None or not isinstance(mine, Group):
            present.append(entry)
        else:
            findings.extend(_differences(mine, entry))
            present[at] = Group({**entry.fields, **mine.fields}, mine.place)
    place = entries[0].place if old is None and entries else record.place if old is None else old.place
    return _put_at(record, path.split("."), Rows(tuple(present), place))


def _differences(mine: Group, theirs: Group) -> Iterator[Finding]:
    for key, here in mine.fields.items():
        there = theirs.fields.get(key)
        if isinstance(here, Group) and isinstance(there, Group):
            yield from _differences(here, there)
        elif isinstance(here, Leaf) and isinstance(there, Leaf) and here.value != there.value:
            facts = {"key": key, "mine": here.raw, "theirs": there.raw, "other": there.place.source}
            yield Finding("S-140", Severity.ERROR, here.place, facts)


def _changed(record: Group, path: str, place: int, entry: Group) -> Group:
    old = find(record, path)
    assert isinstance(old, Rows)
    entries = [entry if at == place else node for at, node in enumerate(old.items)]
    return _put_at(record, path.split("."), Rows(tuple(entries), old.place))


def _put_at(record: Group, steps: list[str], node: Node) -> Group:
    """The record with one node replaced, however deep; groups on the way that are not there are made."""
    if len(steps) == 1:
        return Group({**record.fields, steps[0]: node}, record.place)
    below = record.fields.get(steps[0])
    inside = below if isinstance(below, Group) else Group({}, node.place)
    return Group({**record.fields, steps[0]: _put_at(inside, steps[1:], node)}, record.place)


