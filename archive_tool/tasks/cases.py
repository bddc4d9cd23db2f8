"""Reads cases: the record, the persons it refers to, the decision it comes under, and what was registered later.

One bad case never stops the others: what is wrong is a finding, and the case is None.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive_tool.errors import Unreadable
from archive_tool.model.cases import Case, Person
from archive_tool.model.findings import Finding, Severity, ordered
from archive_tool.model.places import Place
from archive_tool.model.tree import Group, groups, text
from archive_tool.procedure.progress import ENDED
from archive_tool.records.building import build_case, build_person
from archive_tool.records.checking import Checked, check
from archive_tool.records.reading import load, read
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.recalling import recalled
from archive_tool.tasks.tables_kept import Kept, Opened, kept_tables, table_files, tabler_of
from archive_tool.workspace.layout import ATTACHMENTS, RECEIVED
from archive_tool.workspace.locating import case_folders, choose, peek_id, record_of

NOT_READ = "W-116"  # the disk does not give the record
_DECISION = re.compile(r"^(?:decision|决定编号)\s*:\s*[\"']?([^\"'#\n]+?)[\"']?\s*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case folder as read: the case when it can be used, and everything wrong with it."""

    folder: Path
    case: Case | None
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """The case's id, or the folder's name when it could not be read."""
        return self.case.id if self.case else self.folder.name


@dataclass(slots=True)
class Reader:
    """Reads cases at a desk; persons, decisions and the list of ids are read once."""

    desk: Desk
    _people: dict[str, tuple[Person | None, tuple[Finding, ...]]] = field(default_factory=dict)
    _decisions: dict[Path, Loaded] = field(default_factory=dict)
    _folders: dict[str, Path] = field(default_factory=dict)
    _known: list[frozenset[str]] = field(default_factory=list)

    def chosen(self, wanted: tuple[str, ...], here: Path) -> Iterator[Loaded]:
        """The cases that CASE arguments name, all without arguments, one after the other as they are asked for.

        Raises WrongUsage, before the first, for an argument that names nothing.
        """
        folders = self.folders_of(wanted, here)
        return (self.whole(folder) for folder in folders)

    def folders_of(self, wanted: tuple[str, ...], here: Path) -> tuple[Path, ...]:
        """The folders of the cases that CASE arguments name. Raises WrongUsage for one that names nothing."""
        return choose(self.desk.layout, wanted, here)

    def whole(self, folder: Path) -> Loaded:
        """A case with its decision, or a decision with the cases it serves."""
        loaded = self.alone(folder)
        if loaded.case is None:
            return loaded
        case = self._with_recalled(loaded.case)
        loaded = replace(loaded, case=case)
        wanted = text(case.record, "decision")
        if wanted:
            return self._under(loaded, case, wanted)
        if self.desk.gathers(case.kind):
            served = tuple(each.case for path in self._serving(case.id) if (each := self.alone(path)).case is not None)
            return replace(loaded, case=replace(case, served=tuple(each for each in served if each is not None)))
        return loaded

    def _with_recalled(self, case: Case) -> Case:
        """The case with what its kind reads out of the archive."""
        plan = self.desk.known_plan(case.kind)
        return replace(case, recalled=recalled(self.desk, plan, case.record)) if plan and plan.recalls else case

    def alone(self, folder: Path) -> Loaded:
        """A record by itself, with its persons and what was registered. Decisions are kept: many cases ask for them."""
        if folder in self._decisions:
            return self._decisions[folder]
        loaded = self._read(folder)
        if loaded.case is not None and self.desk.gathers(loaded.case.kind):
            self._decisions[folder] = loaded
        return loaded

    def _under(self, loaded: Loaded, case: Case, wanted: str) -> Loaded:
        folder = self.folders.get(wanted)
        decision = self.alone(folder).case if folder else None
        if decision is None:
            finding = Finding("W-102", Severity.ERROR, case.place("decision"), {"id": wanted}, case.id)
            return replace(loaded, findings=ordered((*loaded.findings, finding)))
        return replace(loaded, case=replace(case, decision=decision))

    @property
    def folders(self) -> dict[str, Path]:
        """Every case folder by the id written in its record."""
        if not self._folders:
            for folder in case_folders(self.desk.layout):
                self._folders.setdefault(peek_id(folder), folder)
        return self._folders

    @property
    def known_people(self) -> frozenset[str]:
        """Ids of the persons kept in people/."""
        if not self._known:
            self._known.append(frozenset(path.stem for path in self.desk.layout.people.glob("*.yaml")))
        return self._known[0]

    def _serving(self, decision: str) -> list[Path]:
        """Folders of the cases whose record names a decision."""
        return [folder for folder in self.folders.values() if _names_decision(folder, decision)]

    def _read(self, folder: Path) -> Loaded:
        checked = self._record(folder)
        if checked.record is None:
            return Loaded(folder, None, checked.findings)
        return self._build(folder, checked, checked.record)

    def _record(self, folder: Path) -> Checked:
        """The record alone, without what came in later."""
        path = record_of(folder)
        if path is None:
            return Checked(None, (Finding("W-107", Severity.ERROR, Place(self._shown(folder))),))
        try:
            reading = read(load(path), self._shown(path))
            schema = self.desk.schema(reading.text("kind", "类型") or self.desk.usual_kind)
        except Unreadable as error:
            return Checked(None, error.findings or (_unusable(error, Place(self._shown(path))),))
        return check(reading, schema, self.known_people)

    def for_tables(self, folder: Path) -> Opened:
        """A case into which tables are taken. Raises Unreadable when its record cannot be used."""
        checked = self._record(folder)
        if checked.record is None:
            raise Unreadable("workspace.unusable", findings=checked.findings, path=self._shown(folder))
        register, _ = self._register(checked)
        kind = text(checked.record, "kind")
        return Opened(kind, folder, tabler_of(self.desk, kind, checked.record, register, self.known_people))

    def _build(self, folder: Path, checked: Checked, record: Group) -> Loaded:
        identity = text(record, "id")
        received = self._received(folder)
        tables = self._tables(folder, checked, record)
        checked = replace(checked, references=(*checked.references, *tables.references))
        register, about = self._register(checked)
        case, differing = build_case(
            checked, folder, register, received=received.record, workspace=self.desk.settings.record,
            tables=tables.typed,
        )  # fmt: skip
        findings = [
            *checked.findings, *received.findings, *tables.findings, *about, *differing, *self._files(case),
        ]  # fmt: skip
        findings += self._records_nowhere(checked)
        other = self.folders.get(identity)
        if other is not None and other != folder:
            place = record.fields["id"].place
            findings.append(Finding("W-101", Severity.ERROR, place, {"id": identity, "other": self._shown(other)}))
        said = ordered(finding.within(identity) for finding in findings)
        unusable = any(finding.stops for finding in (*received.findings, *about))
        return Loaded(folder, None if unusable else case, said)

    def _records_nowhere(self, checked: Checked) -> list[Finding]:
        """References to records that stand neither among the cases nor in the archive; a decision is W-102."""
        named = [each for each in checked.references if each.to == "record" and each.place.field != "decision"]
        return [
            Finding("W-113", Severity.WARNING, each.place, {"id": each.id})
            for each in named
            if each.id not in self.folders and not self._is_sealed(each.id)
        ]

    def _is_sealed(self, identity: str) -> bool:
        return any(f"-{identity}-" in path.name for path in self.desk.layout.archive.glob("*/*.zip"))

    def _register(self, checked: Checked) -> tuple[dict[str, Person], list[Finding]]:
        """The persons kept once whom the record refers to, and what is wrong with their files."""
        register: dict[str, Person] = {}
        findings: list[Finding] = []
        for identity in dict.fromkeys(each.id for each in checked.references if each.to == "person"):
            person, about = self._person(identity)
            findings += about
            if person is not None:
                register[identity] = person
        return register, findings

    def unspoken_of(self) -> tuple[Finding, ...]:
        """What is wrong with persons of people/ that no case read so far refers to."""
        rest = sorted(self.known_people - frozenset(self._people))
        return ordered(finding for identity in rest for finding in self._person(identity)[1])

    def _person(self, identity: str) -> tuple[Person | None, tuple[Finding, ...]]:
        if identity not in self._people:
            path = self.desk.layout.people / f"{identity}.yaml"
            if identity not in self.known_people:
                self._people[identity] = (None, ())
            else:
                checked = check(read(load(path), self._shown(path)), self.desk.schema("person"), self.known_people)
                person = build_person(checked.record, identity) if checked.record else None
                self._people[identity] = (person, (*checked.findings, *_other_id(checked.record, identity)))
        return self._people[identity]

    def _received(self, folder: Path) -> Checked:
        path = folder / RECEIVED
        if not path.is_file():
            return Checked(None, ())
        return check(read(load(path), self._shown(path)), self.desk.schema("received"))

    def _tables(self, folder: Path, checked: Checked, record: Group) -> Kept:
        """What stands in tables/, read against the schema."""
        paths = table_files(folder)
        if not paths:
            return Kept()
        register, _ = self._register(checked)
        return kept_tables(self.desk, paths, record, register, self.known_people)

    def _files(self, case: Case) -> list[Finding]:
        """Registered files that are not there, and files that nobody registered."""
        folder = case.folder / ATTACHMENTS
        there = _names_in(folder)
        known = {attachment.file for attachment in case.received}
        missing = [
            Finding("W-103", Severity.ERROR, each.place, {"file": each.file})
            for each in case.received
            if each.file not in there
        ]
        loose = [(name, self._shown(folder / name)) for name in sorted(there - known)]
        return [
            *missing,
            *(
                Finding("W-104", Severity.WARNING, Place(path), {"file": name, "case": case.id, "path": path})
                for name, path in loose
            ),
        ]

    def _shown(self, path: Path) -> str:
        return self.desk.layout.shown(path)


def candidates_not_decided(decision: Case) -> tuple[Finding, ...]:
    """Candidates of cases under a decision whom it does not name, though their case does not say that they fell out."""
    named = {(text(entry, "case"), text(entry, "person")) for entry in groups(decision.record, "candidates")}
    found = []
    for case in decision.served:
        for entry in groups(case.record, "candidates"):
            person = text(entry, "person")
            fell_out = text(entry, "result") in ENDED
            if not fell_out and not named & {(case.id, person), ("", person)}:
                known = case.person(person)
                facts = {"cases": case.id, "name": known.name if known else person}
                found.append(Finding("W-106", Severity.WARNING, decision.place("candidates"), facts, decision.id))
    return tuple(found)


def _other_id(record: Group | None, identity: str) -> tuple[Finding, ...]:
    """The id inside a person's file must be the file's name, or two records mean different persons by one id."""
    said = text(record, "id")
    if record is None or said == identity:
        return ()
    return (Finding("W-110", Severity.ERROR, record.place.at("id"), {"id": said, "file": f"{identity}.yaml"}),)


def _names_in(folder: Path) -> frozenset[str]:
    """The files in a folder, hidden and lock files of Word and WPS left out."""
    if not folder.is_dir():
        return frozenset()
    return frozenset(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))


def _unusable(error: Unreadable, place: Place) -> Finding:
    """A file that the disk does not give is another matter than a kind that nobody knows."""
    if "kind" in error.facts:
        return Finding("W-108", Severity.ERROR, place, {"reason": error.facts["kind"]})
    return Finding(NOT_READ, Severity.ERROR, place, {"reason": error.facts.get("reason", "-")})


def _names_decision(folder: Path, decision: str) -> bool:
    path = record_of(folder)
    if path is None:
        return False
    found = _DECISION.search(load(path).decode("utf-8-sig", "replace"))
    return found is not None and found.group(1).strip() == decision
