"""The desk a task works at: the workspace, its settings, and what is read once however many cases there are."""

import getpass
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from archive_tool import resources
from archive_tool.errors import Unreadable
from archive_tool.model.findings import Finding
from archive_tool.model.plans import ACCESSION, FilePlan
from archive_tool.model.tables import Table
from archive_tool.model.tree import Group, text
from archive_tool.procedure.plan import as_received, read_plan
from archive_tool.procedure.terms import Terms, read_terms
from archive_tool.records.checking import check
from archive_tool.records.reading import load, read
from archive_tool.records.schema import Schema, load_schema
from archive_tool.records.tabling import read_table
from archive_tool.settings import Settings, build_settings
from archive_tool.workdays import Calendar, YearTable, year_table
from archive_tool.workspace.layout import Layout
from archive_tool.workspace.locating import find_workspace


@dataclass(slots=True)
class Desk:
    """One call's view of a workspace. Schemas, plans, terms and the calendar are read when first asked for."""

    layout: Layout
    settings: Settings
    _schemas: dict[str, Schema] = field(default_factory=dict)
    _plans: dict[str, FilePlan] = field(default_factory=dict)
    _extending: list[str] = field(default_factory=list)  # kinds whose plan is being read, each for the one before
    _tables: dict[str, tuple[Table, ...]] = field(default_factory=dict)
    _terms: list[Terms] = field(default_factory=list)
    _calendar: list[Calendar] = field(default_factory=list)

    @property
    def schema_folders(self) -> tuple[Path, ...]:
        """Where schemas are looked for; the organisation's own win."""
        return schema_folders(self.layout)

    def schema(self, kind: str) -> Schema:
        """The schema of a kind. Raises Unreadable."""
        if kind not in self._schemas:
            self._schemas[kind] = load_schema(self.schema_folders, kind)
        return self._schemas[kind]

    def plan(self, kind: str) -> FilePlan:
        """The file plan of a kind; that of an old dossier has the lines of a case's. Raises Unreadable."""
        if kind == ACCESSION:
            self._plans.setdefault(kind, as_received(self.plan(self.usual_kind), kind))
        elif kind not in self._plans:
            record = self.data(first_of(self.schema_folders, f"{kind}/file-plan.yaml"), "file-plan")
            extended = text(record, "extends")
            if extended and extended != kind and (extended in self._extending or extended == ACCESSION):
                raise Unreadable("plan.circular", kind=kind, extends=extended)
            self._extending.append(kind)
            self._plans[kind] = read_plan(record, self._base(kind, extended) if extended else None)
            self._extending.remove(kind)
        return self._plans[kind]

    def _base(self, kind: str, extended: str) -> FilePlan:
        """The plan that another one adds to: of its own kind the shipped one."""
        if extended != kind:
            return self.plan(extended)
        return read_plan(self.data(first_of((resources.folder("schemas"),), f"{kind}/file-plan.yaml"), "file-plan"))

    def gathers(self, kind: str) -> bool:
        """Whether several cases come under a record of that kind; not when nobody knows the kind any more."""
        plan = self.known_plan(kind)
        return plan is not None and plan.gathers

    def known_plan(self, kind: str) -> FilePlan | None:
        """The file plan of a kind that a sealed package names; None when nobody knows the kind any more."""
        try:
            return self.plan(kind)
        except Unreadable:
            return None

    @property
    def case_kinds(self) -> tuple[str, ...]:
        """The kinds of case: those with a file plan, the shipped ones and the organisation's own."""
        return tuple(sorted({path.parent.name for at in self.schema_folders for path in at.glob("*/file-plan.yaml")}))

    @property
    def usual_kind(self) -> str:
        """The kind of a record that does not say its own."""
        return next(kind for kind in self.case_kinds if self.plan(kind).usual)

    def tables(self, kind: str) -> tuple[Table, ...]:
        """The tables that a kind takes in from xlsx, by name; the organisation's own win. Raises Unreadable."""
        if kind not in self._tables:
            found = {path.stem: path for folder in reversed(self.schema_folders) for path in _yaml(folder, kind)}
            self._tables[kind] = tuple(
                read_table(self.data(found[name], "table"), name, self.schema(kind)) for name in sorted(found)
            )
        return self._tables[kind]

    @property
    def terms(self) -> Terms:
        """Figures and practices: the shipped ones, with the organisation's own on top."""
        if not self._terms:
            shipped = self.data(first_of((resources.folder("schemas"),), "terms/terms.yaml"), "terms")
            own = self.settings.record.fields.get("terms")
            self._terms.append(read_terms(shipped, own if isinstance(own, Group) else None))
        return self._terms[0]

    @property
    def calendar(self) -> Calendar:
        """Working days: the State Council's years, with the organisation's own year files on top."""
        if not self._calendar:
            files = sorted((self.layout.schemas / "calendar").glob("[0-9]*.yaml"))
            tables: dict[int, YearTable] = {}
            for path in files:
                table = year_table(self.data(path, "calendar"))
                tables[table.year] = table
            self._calendar.append(Calendar(tables))
        return self._calendar[0]

    def data(self, path: Path, kind: str) -> Group:
        """A file of ours or of the organisation, read by its schema. Raises Unreadable with its findings."""
        return read_data(path, self.layout.shown(path), self.schema(kind))


def schema_folders(layout: Layout) -> tuple[Path, ...]:
    """The organisation's own schemas, then the shipped ones."""
    shipped = resources.folder("schemas")
    return (layout.schemas, shipped) if layout.schemas.is_dir() else (shipped,)


def template_path(layout: Layout, kind: str, name: str) -> Path:
    """The organisation's own template of that name, else the shipped one."""
    return first_of((layout.templates, resources.folder("templates")), f"{kind}/{name}")


def _yaml(folder: Path, kind: str) -> Iterator[Path]:
    return (folder / kind / "tables").glob("*.yaml")


def is_shipped(path: Path) -> bool:
    """Whether a template is one of ours; an organisation's own is linted, and filled in a child with limits."""
    return path.is_relative_to(resources.folder("templates"))


def first_of(folders: tuple[Path, ...], name: str) -> Path:
    """The file of that name in the first folder that has it. Raises Unreadable when none has."""
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise Unreadable("workspace.no_file", path=name)


def read_data(path: Path, source: str, schema: Schema) -> Group:
    """A YAML file as a typed tree. Raises Unreadable with its findings when it cannot be used."""
    checked = check(read(load(path), source), schema)
    stopping = tuple(finding for finding in checked.findings if finding.stops)
    if checked.record is None or stopping:
        raise Unreadable("workspace.unusable", findings=stopping, path=source)
    return checked.record


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a call says of itself: the environment, the clock's day, who acts."""

    environment: Mapping[str, str]
    today: date
    by: str = ""
    strict: bool = False


def open_desk(folder: Path, circumstances: Circumstances) -> Desk:
    """The desk in the workspace that holds a folder.

    Raises WrongUsage outside a workspace, Unreadable for settings that cannot be used.
    """
    layout = find_workspace(folder)
    schema = load_schema(schema_folders(layout), "workspace")
    record = read_data(layout.settings, layout.shown(layout.settings), schema)
    settings = build_settings(
        record,
        circumstances.environment,
        today=circumstances.today,
        by=circumstances.by,
        login=_login(),
        strict=circumstances.strict,
    )
    return Desk(layout, settings)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user in the system's list: containers
        return ""


def stopping(findings: tuple[Finding, ...], *, strict: bool) -> bool:
    """Whether findings stand in the way: errors, with --strict warnings too."""
    return any(f.stops or (strict and f.excused is None and f.severity == "warning") for f in findings)
