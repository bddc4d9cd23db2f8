"""`import`: persons from approval forms and rosters into people/.

First everything is read and proposed; then what is new is written, and what changes somebody's file only when it was
agreed to, the old file kept in people/history. The same name is never taken for the same person.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from archive_tool import limits
from archive_tool.errors import Conflict, ToolError, Unreadable, WrongUsage, worst
from archive_tool.intake.forms import Form
from archive_tool.intake.lrm import read_old_form
from archive_tool.intake.lrmx import read_form
from archive_tool.intake.persons import Arrival, person_of
from archive_tool.intake.photos import kind_of
from archive_tool.intake.rosters import Column, Roster, read_roster
from archive_tool.intake.word_forms import read_word_form
from archive_tool.messages import Say
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tree import Group
from archive_tool.names import readings
from archive_tool.packages.catalogue import safe_cell
from archive_tool.packages.sheet import sheet
from archive_tool.records.checking import check, is_id
from archive_tool.records.formatting import Plain, format_record, in_chinese, plain
from archive_tool.records.reading import load, read
from archive_tool.records.schema import SCALARS, Schema, Shape
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.merging import Difference, differences, merged, without_print
from archive_tool.workspace.history import keep
from archive_tool.workspace.layout import HISTORY
from archive_tool.writing import locked, make_folder, sweep, write_aside, write_bytes

FORM, OLD_FORM, WORD, ROSTER = ".lrmx", ".lrm", ".docx", ".xlsx"
_PHOTOS = (".pic", ".PIC")
_LONG_SURNAMES = re.compile("欧阳|司马|上官|诸葛|夏侯|尉迟|皇甫|东方|令狐|慕容|司徒|公孙|宇文|长孙|端木|独孤|南宫|呼延")
_WIDE, _NARROW = 60.0, 24.0  # millimetres of the columns of a returned sheet


class State(StrEnum):
    """What becomes of somebody who came in."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What importing somebody would do.

    Attributes:
        source, name: the file, and who.
        state: see State.
        id: under which the person stands or would stand; empty when refused before it was known.
        differences: of a person who is there already.
        findings: what to look at.
        error: why it is refused.
        record: the text of the file to be.
        before: the bytes of the present file, None when there is none.
        photo, photo_name: the picture and the name of its file; empty when there is none or it is there already.
        arrival: what came in; None when the file could not be read.
    """

    source: str
    name: str = ""
    state: State = State.REFUSED
    id: str = ""
    differences: tuple[Difference, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: ToolError | None = None
    record: str = ""
    before: bytes | None = None
    photo: bytes = b""
    photo_name: str = ""
    arrival: Arrival | None = None


@dataclass(frozen=True, slots=True)
class Rejects:
    """Rows of a roster that go back: their columns, and each row's cells with the proposal that says why."""

    source: Path
    head: tuple[str, ...]
    rows: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Proposals:
    """What importing some files would do; `findings` are of rosters as a whole."""

    people: tuple[Proposal, ...]
    rejects: tuple[Rejects, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def exit_code(self) -> int:
        """By what was refused."""
        return worst([each.error.exit_code for each in self.people if each.error is not None])


def propose(desk: Desk, files: Iterable[Path], identity: str = "") -> Proposals:
    """Reads files and says what importing them would do; writes nothing.

    Args:
        desk: where.
        files: forms and rosters.
        identity: the id that the one person in them is to have or has; empty to find one.

    Raises WrongUsage for an id that cannot be one or is given for several and for files that are none or of no known
    kind, Unreadable when people/ cannot be read.
    """
    if identity and not is_id(identity):
        raise WrongUsage("intake.bad_id", id=identity)
    clerk = _Clerk(desk, identity, _Register.of(desk))
    rosters = [clerk.read(path) for path in files]
    if identity and (count := sum(each.arrivals for each in clerk.sources)) > 1:
        raise WrongUsage("intake.one_id", count=count)
    people: list[Proposal] = []
    rejects: list[Rejects] = []
    findings: list[Finding] = []
    for arrived, came in zip(clerk.sources, rosters, strict=True):
        proposals = [clerk.proposal(each) for each in came]
        people += proposals
        bad = tuple(each for each in proposals if each.state is State.REFUSED and each.arrival is not None)
        if arrived.head and bad:
            rejects.append(Rejects(arrived.path, arrived.head, bad))
        findings += arrived.findings
    return Proposals(tuple(people), tuple(rejects), tuple(findings))


def take_in(
    desk: Desk, proposals: Proposals, agreed: Collection[str], when: datetime
) -> tuple[Proposal, ...]:
    """Writes what is new, and the changes that were agreed to. Returns all, refused where nothing was written.

    Args:
        desk: where.
        proposals: of `propose`.
        agreed: ids of persons whose changes may be written.
        when: names the old files in history.
    """
    with locked(desk.layout.lock, desk.settings.actor or "import"):
        for folder in (make_folder(desk.layout.people), desk.layout.people / HISTORY):
            sweep(folder)
        return tuple(_written(desk, each, agreed, when) for each in proposals.people)


def return_rows(rejects: Rejects, folder: Path, say: Say, reason: Callable[[Proposal], str]) -> tuple[Path, str]:
    """Writes the rows that go back into a new workbook in a folder; its path, and the name of the column of reasons."""
    remark = say("import.remark_again" if say("import.remark") in rejects.head else "import.remark")
    head = (*rejects.head, remark)
    rows = [
        (*(safe_cell(each.arrival.cells.get(name, "")) for name in rejects.head if each.arrival), reason(each))
        for each in rejects.rows
    ]
    stem = rejects.source.stem + say("import.returned_suffix")
    path = next(
        path for number in range(1, 10_000)
        if not (path := folder / f"{stem}{f'_{number}' if number > 1 else ''}{ROSTER}").exists()
    )  # fmt: skip
    widths = (*(_NARROW for _ in rejects.head), _WIDE)
    write_aside(path, sheet(remark, head, rows, widths=widths), private=True)
    return path, remark


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class _Source:
    """A file that was read: how many came in it, the columns of a roster."""

    path: Path
    arrivals: int
    head: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Register:
    """Who is in people/: ids by name and by identity number, and every id that is taken."""

    names: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)  # to the name

    @classmethod
    def of(cls, desk: Desk) -> "_Register":
        made = cls()
        for path in sorted(desk.layout.people.glob("*.yaml")):
            reading = read(load(path), desk.layout.shown(path))
            if reading.root is None:
                raise Unreadable("workspace.unusable", findings=reading.findings, path=desk.layout.shown(path))
            made.add(path.stem, reading.text("name", "姓名"), reading.text("id_number", "身份证号"))
        return made

    def add(self, identity: str, name: str, number: str) -> None:
        self.ids[identity] = name
        self.names.setdefault(name, []).append(identity)
        if number:
            self.numbers.setdefault(number.upper(), identity)


@dataclass(slots=True)
class _Clerk:
    """Reads what came in and proposes, one after the other."""

    desk: Desk
    wanted: str
    register: _Register
    sources: list[_Source] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)  # names of this run, to the file they came from

    def read(self, path: Path) -> list[Arrival | Proposal]:
        """The persons in a file; a refused proposal when it cannot be read."""
        shown = self.desk.layout.shown(path)
        try:
            suffix = path.suffix.lower()
            if suffix == ROSTER:
                roster = self.roster(path, shown)
                self.sources.append(_Source(path, len(roster.rows), roster.head, roster.findings))
                return list(roster.rows)
            arrival = _arrival(path, suffix, shown)
        except Unreadable as error:
            self.sources.append(_Source(path, 0))
            return [Proposal(shown, error=error)]
        self.sources.append(_Source(path, 1))
        return [arrival]

    def roster(self, path: Path, shown: str) -> Roster:
        data = _bytes(path, shown, limits.TEXT_FILE_BYTES)
        return read_roster(data, shown, dict(_columns(self.desk.schema("person").shape)))

    def proposal(self, came: Arrival | Proposal) -> Proposal:
        """What importing somebody would do."""
        if isinstance(came, Proposal):
            return came
        base = Proposal(came.source, came.name, findings=came.findings, arrival=came)
        if any(finding.stops for finding in came.findings):
            return replace(base, error=Unreadable("intake.unusable", file=came.source))
        try:
            identity = self.identity(came)
            return self.compared(base, came, identity)
        except ToolError as error:
            findings = (*base.findings, *getattr(error, "findings", ()))
            return replace(base, error=error, findings=findings)

    def identity(self, came: Arrival) -> str:
        """The id of the person. Raises Conflict when the name alone would decide."""
        number = str(came.fields.get("id_number", ""))
        same = self.register.names.get(came.name, [])
        identity = self.wanted or (self.register.numbers.get(number, "") if number else "")
        facts = {"file": came.source, "name": came.name}
        other = self.register.numbers.get(number, identity) if number else identity
        if other != identity:
            raise Conflict("intake.same_number", known=other, **facts)
        if came.name in self.taken:
            raise Conflict("intake.same_name_twice", other=self.taken[came.name], file=came.source, name=came.name)
        if not identity and same:
            raise Conflict("intake.same_name", known="、".join(same), **facts)
        known = self.register.ids.get(identity, came.name)
        if known != came.name:
            raise Conflict("intake.other_name", id=identity, known=known, **facts)
        identity = identity or _free(came.name, self.register.ids)
        if not is_id(identity):
            raise Conflict("intake.bad_id", id=identity)
        self.taken[came.name] = came.source if not came.row else f"{came.source}:{came.row}"
        self.register.ids.setdefault(identity, came.name)
        if number:
            self.register.numbers.setdefault(number, identity)
        return identity

    def compared(self, base: Proposal, came: Arrival, identity: str) -> Proposal:
        """The record to be, held against the present one and against the schema."""
        desk, schema = self.desk, self.desk.schema("person")
        path = desk.layout.people / f"{identity}.yaml"
        shown = desk.layout.shown(path)
        before = load(path) if path.exists() else None
        old = plain(_checked(desk, before, shown)) if before is not None else {}
        head = {"format": "1", "kind": "person", "id": identity}
        # What a Word file shows is a picture of the photo: it never replaces one that is there.
        taken = b"" if came.printed and isinstance(old, dict) and "photo" in old else came.photo
        photo_name = f"{identity}{kind_of(taken)}" if taken else ""
        new = {**head, **came.fields, **({"photo": photo_name} if photo_name else {})}
        if came.printed and isinstance(old, dict):
            new = without_print(old, new)
        now = merged(old if isinstance(old, dict) else {}, new)
        record = format_record(in_chinese(_in_order(now, schema), schema.shape))
        checked = check(read(record.encode(), shown), schema)
        if checked.record is None:
            raise Unreadable("intake.unusable", findings=checked.findings, file=came.source)
        picture = desk.layout.people / photo_name
        photo = b"" if photo_name and picture.is_file() and picture.read_bytes() == taken else taken
        seen = differences(old if isinstance(old, dict) else {}, now, schema.shape)
        if photo and before is not None and not any(each.path == "photo" for each in seen):
            seen = (*seen, Difference("photo", schema.shape.fields["photo"].zh, photo_name, photo_name))
        state = State.NEW if before is None else State.CHANGED if seen else State.UNCHANGED
        return replace(
            base, state=state, id=identity, differences=seen if before is not None else (), record=record,
            before=before, photo=photo, photo_name=photo_name if photo else "",
            findings=(*base.findings, *checked.findings),
        )  # fmt: skip


def _arrival(path: Path, suffix: str, shown: str) -> Arrival:
    if suffix == WORD:
        return read_word_form(_bytes(path, shown, limits.FORM_BYTES), shown)
    return _with_picture(person_of(_form(path, suffix, shown), shown), path)


def _form(path: Path, suffix: str, shown: str) -> Form:
    if suffix not in (FORM, OLD_FORM):
        known = f"{FORM}、{OLD_FORM}、{WORD}、{ROSTER}"
        raise WrongUsage("intake.suffix", file=shown, suffix=suffix or path.name, known=known)
    data = _bytes(path, shown, limits.FORM_BYTES)
    return read_form(data, shown) if suffix == FORM else read_old_form(data, shown)


def _bytes(path: Path, shown: str, most: int) -> bytes:
    if not path.is_file():
        raise WrongUsage("intake.no_file", file=shown)
    if path.stat().st_size > most:
        raise Unreadable("intake.too_large", file=shown, most=most // limits.MIB)
    with path.open("rb") as handle:
        return handle.read(most)


def _with_picture(arrival: Arrival, path: Path) -> Arrival:
    """With the photo that lies beside an old form under the same name."""
    if path.suffix.lower() != OLD_FORM:
        return arrival
    beside = next((each for each in (path.with_suffix(ending) for ending in _PHOTOS) if each.is_file()), None)
    if beside is None:
        return arrival
    shown = arrival.source.removesuffix(path.name) + beside.name
    photo = _bytes(beside, shown, limits.FORM_BYTES)
    if kind_of(photo):
        return replace(arrival, photo=photo)
    finding = Finding("I-116", Severity.WARNING, Place(shown), {"file": beside.name})
    return replace(arrival, findings=(*arrival.findings, finding))


def _columns(shape: Shape, above: str = "") -> Iterator[tuple[str, Column]]:
    """What a roster may have as a column: single values of a person, by their Chinese names."""
    for known in shape.fields.values():
        path = f"{above}{known.key}"
        if known.shape.sort == "group":
            yield from _columns(known.shape, f"{path}.")
        elif known.shape.sort in SCALARS and known.shape.sort not in ("format", "kind", "id", "file"):
            yield known.zh, Column(path, known.shape.sort, known.shape.choices)


def _checked(desk: Desk, data: bytes, shown: str) -> Group:
    """A person's file, typed. Raises Unreadable when it cannot be used."""
    checked = check(read(data, shown), desk.schema("person"))
    if checked.record is None:
        raise Unreadable("workspace.unusable", findings=checked.findings, path=shown)
    return checked.record


def _in_order(fields: dict[str, Plain], schema: Schema) -> dict[str, Plain]:
    """Fields in the order of the schema; what is not in it last."""
    known = list(schema.shape.fields)
    return dict(sorted(fields.items(), key=lambda each: known.index(each[0]) if each[0] in known else len(known)))


def _free(name: str, taken: Collection[str]) -> str:
    """An id from the readings of a name, `shen-yanqiu`, with a number where it is taken."""
    cut = name.index("·") if "·" in name else 2 if _LONG_SURNAMES.match(name) else 1
    spelt = [each[0] for each in readings(name)]
    said = ["".join(part for part in half if part.isalnum()) for half in (spelt[:cut], spelt[cut:])]
    bare = "-".join(part for part in said if part)
    return next(each for n in range(1, 10_000) if (each := bare if n == 1 else f"{bare}-{n}") not in taken)


# ---------------------------------------------------------------- writing


def _written(desk: Desk, each: Proposal, agreed: Collection[str], when: datetime) -> Proposal:
    if each.state not in (State.NEW, State.CHANGED):
        return each
    path = desk.layout.people / f"{each.id}.yaml"
    shown = desk.layout.shown(path)
    if each.state is State.CHANGED and each.id not in agreed:
        return replace(each, state=State.REFUSED, error=Conflict("intake.not_agreed", path=shown))
    if (load(path) if path.exists() else None) != each.before:
        return replace(each, state=State.REFUSED, error=Conflict("intake.changed_meanwhile", path=shown))
    picture = desk.layout.people / each.photo_name
    for old in (path, *((picture,) if each.photo_name else ())):
        if old.is_file():
            keep(desk.layout.people, old, when)
    if each.photo_name:
        write_bytes(picture, each.photo)
    write_bytes(path, each.record.encode(), read_back=True)
    return each
