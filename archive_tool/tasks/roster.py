"""`roster`: one row a person of those considered for posts, from sealed packages alone, and what it cannot know."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from archive_tool.errors import WrongUsage
from archive_tool.model.dates import AnyDate, earliest, latest
from archive_tool.model.tree import text
from archive_tool.names import readings
from archive_tool.packages.ledger import Head, read_head
from archive_tool.search.asking import open_index
from archive_tool.search.dates import Period, bounds
from archive_tool.search.fields import kept_value
from archive_tool.tasks.considering import Considered, Proof, considered, entries_of, unknown, whole
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.sealed import SealedRecords, of_appointments, sealed_records
from archive_tool.tasks.sight import Sight, Textless, sight_of

COLUMNS: Final[Mapping[str, str]] = {
    "name": "姓名",
    "former_names": "曾用名",
    "sex": "性别",
    "birth": "出生年月",
    "current_post": "原任",
    "proposed_post": "拟任",
    "removed_post": "拟免",
    "notice": "公示起止",
    "notice_no": "公示编号",
    "result": "结果",
    "result_on": "结果日期",
    "result_reason": "结果原因",
    "doc_no": "文号",
    "in_office_from": "任职日期",
    "case": "案卷",
    "decision": "决定",
    "proof": "依据",
    "package": "归档包",
    "item": "件号",
    "file": "文件",
}
USUAL: Final = ("name", "current_post", "proposed_post", "notice", "result", "doc_no", "in_office_from")
IN_ONE: Final = ("proof",)
APART: Final = ("package", "item", "file")
_PROVING: Final = (*IN_ONE, *APART)
_USUAL_ORDER: Final = ("notice", "in_office_from", "name")
_NOTHING: Final = "—"  # keeps the values of several times in step
_LAST: Final = "\U0010ffff"  # sorts after everything


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list shall hold.

    Attributes:
        announced, appointed: only those who were.
        since, until: dates as people write them.
        columns: in their Chinese or English names; none asks for the usual ones.
        sort: columns to sort by, `-` before one turns its order around.
        proving: columns that say where a row can be looked up, added when none of them is asked for.
    """

    announced: bool = False
    appointed: bool = False
    since: str = ""
    until: str = ""
    columns: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    proving: tuple[str, ...] = IN_ONE

    @property
    def said(self) -> str:
        """The question as it is typed, without how it is shown."""
        flags = [f"--{name}" for name in ("announced", "appointed") if getattr(self, name)]
        options = [f"--{name} {said}" for name in ("since", "until") if (said := getattr(self, name))]
        return " ".join((*flags, *options))


@dataclass(frozen=True, slots=True)
class Row:
    """One person: the cells by column, the times they were considered, and where each can be looked up."""

    cells: Mapping[str, str]
    times: tuple[Considered, ...]

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """Those of all the times."""
        return tuple(dict.fromkeys(proof for time in self.times for proof in time.proofs))

    @property
    def marks(self) -> tuple[str, ...]:
        """Withdrawn or not appointed, of any of the times."""
        return tuple(dict.fromkeys(time.mark for time in self.times if time.mark))


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the list cannot know, within what the acting person may see.

    Attributes:
        without: packages and cases sealed without structured data on persons.
        unusable: packages whose sealed record cannot be read by the schema of its kind.
        undecided: decisions that cases name and that are not on the shelf.
        nameless: persons, as `case: id`, whose own data were not sealed or cannot be read.
        undated: persons left out because no date, or no notice, stands in the record.
        textless: files without usable text.
        unreadable: how many packages cannot be opened; `packages` names them to whoever may see everything.
    """

    without: tuple[str, ...]
    unusable: tuple[str, ...]
    undecided: tuple[str, ...]
    nameless: tuple[str, ...]
    undated: tuple[str, ...]
    textless: tuple[Textless, ...]
    unreadable: int
    packages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """The list: its columns, its rows in order, what it cannot know, and the head of the ledger it was made under."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    gaps: Gaps
    head: Head

    def cells(self, row: Row) -> tuple[str, ...]:
        """The cells of a row as the columns ask for them."""
        return tuple(row.cells.get(column, "") for column in self.columns)


def roster(desk: Desk, wanted: Wanted) -> Roster:
    """The list within what the acting person may see.

    Raises WrongUsage for a column or date that cannot be understood, Doubtful when the index is missing or damaged,
    Damaged when the ledger cannot be read.
    """
    columns = _columns(wanted.columns, wanted.proving)
    order = [(_column(name.removeprefix("-")), name.startswith("-")) for name in wanted.sort]
    period = bounds(kept_value(wanted.since), kept_value(wanted.until), desk.settings.today)
    with open_index(desk.layout.index) as index:
        sight = sight_of(desk, index)
    sealed = of_appointments(desk, sealed_records(desk))
    rows: dict[tuple[str, ...], list[Considered]] = defaultdict(list)
    undated: list[str] = []
    for one in considered(desk, sealed.records, sight):
        belongs = _belongs(one, wanted, period if wanted.since or wanted.until else None)
        if belongs:
            rows[one.identity].append(one)
        elif belongs is None:
            undated.append(one.facts["name"])
    made = _sorted([_row(times) for times in rows.values()], order or [(name, False) for name in _USUAL_ORDER])
    return Roster(columns, tuple(made), _gaps(sealed, sight, undated), read_head(desk.layout.ledger))


# ---------------------------------------------------------------- who belongs in it


def _belongs(one: Considered, wanted: Wanted, period: Period | None) -> bool | None:
    """Whether somebody belongs in the list; None when the record does not tell."""
    asked: list[bool | None] = []
    if wanted.announced:
        asked.append(one.announced and _within(one.announced_from, one.announced_to, period))
    if wanted.appointed:
        asked.append(one.appointed and _within(one.appointed_on, one.appointed_on, period))
    if not asked:
        known = [(one.announced_from, one.announced_to), (one.appointed_on,) * 2, (one.ended_on,) * 2]
        answers = [_within(first, last, period) for first, last in known if first or last]
        asked.append(any(answers) if answers else period is None or None)
    return False if False in asked else None if None in asked else True


def _within(first: AnyDate | None, last: AnyDate | None, period: Period | None) -> bool | None:
    """Whether a stretch of days touches the period; of a month or a year every day counts."""
    if period is None:
        return True
    begin, end = first or last, last or first
    if begin is None or end is None:
        return None
    return earliest(begin) <= period.last and latest(end) >= period.first


# ---------------------------------------------------------------- rows


def _row(times: Iterable[Considered]) -> Row:
    """One person; what was said at several times stands in step, the earliest first."""
    ordered = sorted(times, key=lambda time: (_when(time), time.facts.get("case", "")))
    told = [{**time.facts, **_proving(time.proofs)} for time in ordered]
    cells = {column: _cell([facts.get(column, "") for facts in told]) for column in COLUMNS}
    for column in ("name", "former_names", "sex", "birth"):
        cells[column] = "、".join(dict.fromkeys(facts[column] for facts in told if facts.get(column)))
    return Row({column: said for column, said in cells.items() if said}, tuple(ordered))


def _when(time: Considered) -> str:
    known = (time.announced_from, time.appointed_on, time.ended_on)
    return min((str(day) for day in known if day is not None), default=_LAST)


def _cell(said: Sequence[str]) -> str:
    return "；".join(part or _NOTHING for part in said) if any(said) else ""


def _proving(proofs: Sequence[Proof]) -> dict[str, str]:
    """The columns that say where to look it up; `show PACKAGE ITEM` opens it."""
    return {
        "proof": "、".join(f"{proof.package} {proof.item or proof.file}" for proof in proofs),
        "package": "、".join(dict.fromkeys(proof.package for proof in proofs)),
        "item": "、".join(proof.item for proof in proofs if proof.item),
        "file": "、".join(proof.file for proof in proofs),
    }


def _sorted(rows: list[Row], order: Sequence[tuple[str, bool]]) -> list[Row]:
    """By several columns, the first weighing most; empty cells last whichever way; names by their sound."""
    rows.sort(key=lambda row: _sound(row.cells["name"]))
    for column, backward in reversed(order):
        key: Callable[[Row], object] = _by_name if column == "name" else lambda row, of=column: row.cells.get(of, "")  # type: ignore[misc]
        filled = [row for row in rows if row.cells.get(column)]
        filled.sort(key=key, reverse=backward)  # type: ignore[arg-type]
        rows = filled + [row for row in rows if not row.cells.get(column)]
    return rows


def _by_name(row: Row) -> tuple[tuple[str, ...], str]:
    return _sound(row.cells["name"])


def _sound(name: str) -> tuple[tuple[str, ...], str]:
    return tuple(of_character[0] for of_character in readings(name)), name


# ---------------------------------------------------------------- columns


def _columns(asked: Sequence[str], proving: Sequence[str]) -> tuple[str, ...]:
    """The columns asked for; one that says where to look it up is always there."""
    columns = tuple(dict.fromkeys(_column(name) for name in asked)) or USUAL
    return columns if set(columns) & set(_PROVING) else (*columns, *proving)


def _column(name: str) -> str:
    for column, chinese in COLUMNS.items():
        if name.strip().lower() in (column, chinese):
            return column
    raise WrongUsage("roster.no_column", read=name, known="、".join(COLUMNS.values()))


# ---------------------------------------------------------------- what it cannot know


def _gaps(sealed: SealedRecords, sight: Sight, undated: Sequence[str]) -> Gaps:
    seen = {package for package, item in sight.items if not item}
    bare = (
        record.catalogues[0].package
        for record in sealed.records.values()
        if not entries_of(record) and whole(record, sight)
    )
    decisions = {
        text(record.case.record, "decision"): None for record in sealed.records.values() if whole(record, sight)
    }
    return Gaps(
        without=(*bare, *(sealed.without if sight.unlimited else ())),
        unusable=tuple(package for package in sealed.unusable if package in seen),
        undecided=tuple(decision for decision in decisions if decision and decision not in sealed.records),
        nameless=unknown(sealed.records, sight),
        undated=tuple(dict.fromkeys(undated)),
        textless=sight.textless,
        unreadable=len(sealed.unreadable),
        packages=sealed.unreadable if sight.unlimited else (),
    )
