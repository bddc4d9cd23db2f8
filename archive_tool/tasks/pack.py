"""`pack`: when nothing stands in the way, a case becomes packages on the shelf and a line each in the ledger.

Order of writes (security, section 5, rule 2): package, then ledger. A package that a crash left without its line gets
it at the next `pack`, after a full look at it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from archive_tool.errors import Conflict, Damaged, Refused, ToolError, Unreadable
from archive_tool.messages import Say
from archive_tool.model.cases import Case
from archive_tool.model.filing import State
from archive_tool.model.findings import Finding, Severity, ordered
from archive_tool.model.places import Place
from archive_tool.model.tree import Group, groups
from archive_tool.packages.comparing import difference, planned_content, sealed_content
from archive_tool.packages.layout import package_name
from archive_tool.packages.ledger import SEALED, LedgerLine
from archive_tool.packages.planning import PackagePlan, Replaced, plan_packages, plan_supplement
from archive_tool.packages.reading import Catalogue, Supplemented, open_package
from archive_tool.packages.verifying import verify
from archive_tool.packages.writing import Sealed, write_package
from archive_tool.procedure.checking import excuse
from archive_tool.records.checking import check
from archive_tool.records.formatting import Plain, format_record, in_chinese, plain
from archive_tool.records.reading import read
from archive_tool.scanning import scan, scanners
from archive_tool.tasks.cases import Loaded
from archive_tool.tasks.check import procedure_findings
from archive_tool.tasks.desk import Desk, stopping
from archive_tool.tasks.dossier import build_dossier
from archive_tool.tasks.generate import Studio
from archive_tool.tasks.holdings import disposals
from archive_tool.tasks.made import touched
from archive_tool.tasks.shelf import Shelf, file_digest
from archive_tool.tasks.standing import standing
from archive_tool.tasks.tables_kept import table_files
from archive_tool.tasks.written import facts_that_differ
from archive_tool.workspace.layout import RECEIVED, TABLES
from archive_tool.workspace.locating import record_of
from archive_tool.writing import locked, make_folder, sweep


@dataclass(frozen=True, slots=True)
class Order:
    """How to seal: why a sealed case is sealed again, whether to verify at once, whether to write at all."""

    replaces: str = ""
    verify: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Packed:
    """What became of one package (or of a case that was refused); the state is the contract's."""

    case: str
    state: str
    path: str = ""
    retention: str = ""
    files: int = 0
    bytes: int = 0
    sha256: str = ""
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    error: ToolError | None = None
    exit_code: int = 0


def pack(desk: Desk, cases: Iterable[Loaded], order: Order, say: Say, now: datetime) -> tuple[Packed, ...]:
    """Seals the cases; one that is refused never stops the others.

    Raises Busy when another writer holds the workspace for too long.
    """
    done: list[Packed] = []
    with locked(desk.layout.lock, f"{desk.settings.actor} pack"), Studio(desk, say) as studio:
        for loaded in cases:
            try:
                done += _pack(studio, loaded, order, now)
            except ToolError as error:
                state = "refused" if isinstance(error, Refused | Conflict) else "failed"
                done.append(Packed(loaded.id, state, reason=error.key, error=error, exit_code=error.exit_code))
    return tuple(done)


def _pack(studio: Studio, loaded: Loaded, order: Order, now: datetime) -> list[Packed]:
    desk, case = studio.desk, loaded.case
    if case is None:
        return [Packed(loaded.id, "refused", findings=loaded.findings, exit_code=Unreadable.exit_code)]
    findings = sealing_findings(studio, loaded, case)
    if stopping(findings, strict=desk.settings.strict):
        return [Packed(case.id, "refused", findings=_standing_in_the_way(findings), exit_code=Refused.exit_code)]
    plan, states = standing(case, desk)
    documents = _documents(desk, case, findings)
    dossier = build_dossier(case, plan, states, desk.settings, documents)
    plans = plan_packages(dossier)
    if not plans:
        raise Refused("pack.empty", case=case.id)
    open_dossier = replace(dossier, documents=_without_reporters(desk, documents))
    shelf = Shelf(desk)
    return [
        _seal(shelf, each if each.restricted else replace(each, dossier=open_dossier), order, now) for each in plans
    ]


def sealing_findings(studio: Studio, loaded: Loaded, case: Case) -> tuple[Finding, ...]:
    """Everything that is to be said before a case is sealed, waivers applied."""
    edited = studio.edited(case, touched(case, studio.desk))
    found = [
        *loaded.findings,
        *procedure_findings(studio.desk, case, sealing=True),
        *_stale(studio, case),
        *facts_that_differ(studio, case, edited),
    ]
    return excuse(ordered(found), case)


def _stale(studio: Studio, case: Case) -> list[Finding]:
    """Word files that say something else than the record by now, unless people have edited them."""
    return [
        Finding("W-109", Severity.ERROR, case.record.place, {"item": key, "fields": fields}, case.id, key)
        for key, change in studio.changes(case).items()
        if change.state is State.STALE
        for fields in (studio.said(case.kind, change.reason.split("、")),)
    ]


def _standing_in_the_way(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(each for each in findings if each.severity in (Severity.ERROR, Severity.WARNING) and not each.excused)


def _documents(desk: Desk, case: Case, findings: Iterable[Finding]) -> dict[str, bytes]:
    """What is sealed beside the papers: record, tables and persons byte for byte, and the approved waivers."""
    record = record_of(case.folder)
    found = {"case.yaml": record.read_bytes() if record else b""}
    received = case.folder / RECEIVED
    if received.is_file():
        found[RECEIVED] = received.read_bytes()
    for table in table_files(case.folder):
        found[f"{TABLES}/{table.name}"] = table.read_bytes()
    for identity in sorted(case.people):
        path = desk.layout.people / f"{identity}.yaml"
        if path.is_file():
            found[f"people/{identity}.yaml"] = path.read_bytes()
    waivers = [
        {
            "rule": each.rule,
            "item": each.item,
            "field": each.place.field,
            "reason": each.excused.reason,
            "approver": each.excused.approver,
            "on": each.excused.on,
        }
        for each in findings
        if each.excused
    ]
    found["waivers.json"] = (json.dumps(waivers, ensure_ascii=False, indent=1) + "\n").encode()
    return found


def _without_reporters(desk: Desk, documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same documents, but the register names nobody who reported: that goes into the restricted annex only."""
    said = documents.get(RECEIVED)
    if said is None:
        return dict(documents)
    schema = desk.schema("received")
    record = check(read(said, RECEIVED), schema).record
    if record is None or not any("reporter" in entry for entry in groups(record, "objections")):
        return dict(documents)
    shown = plain(record)
    assert isinstance(shown, Mapping)
    entries = [
        {key: fact for key, fact in _facts(entry) if key != "reporter"} for entry in groups(record, "objections")
    ]
    text = format_record(in_chinese({**shown, "objections": entries}, schema.shape))
    return {**documents, RECEIVED: text.encode()}


def _facts(entry: Group) -> Iterator[tuple[str, Plain]]:
    return ((key, plain(node)) for key, node in entry.fields.items())


def _seal(shelf: Shelf, plan: PackagePlan, order: Order, now: datetime) -> Packed:
    folder = shelf.desk.layout.archive / plan.folder
    target = folder / f"{plan.name}.zip"
    if (gone := disposals(shelf.desk).get(shelf.shown(target))) is not None:
        return _gone(shelf, plan, target, gone)
    if not order.dry_run:
        sweep(make_folder(folder))
    if target.exists():
        return _again(shelf, plan, target, order, now)
    if order.dry_run:
        return _packed(shelf, plan, target, "sealed")
    return _write(shelf, plan, target, order, now)


def _gone(shelf: Shelf, plan: PackagePlan, target: Path, line: LedgerLine) -> Packed:
    """What was disposed of is not sealed again; that its papers still stand in the case's folder is said."""
    facts = {"package": shelf.shown(target), "at": line.act.at[:10], "by": line.act.by, "number": line.number}
    found = (Finding("H-101", Severity.WARNING, Place(shelf.shown(target)), facts, plan.dossier.case),)
    return replace(_packed(shelf, plan, target, "unchanged"), files=0, findings=found)


def _write(shelf: Shelf, plan: PackagePlan, target: Path, order: Order, now: datetime) -> Packed:
    settings = shelf.desk.settings
    found = scan([planned.file.source for planned in plan.files], scanners(settings.scanner, settings.search_path))
    sealed = write_package(plan, target, found)
    shelf.note(SEALED, now, target, sealed.sha256, _details(plan.dossier.case, plan.retention, plan.supplements))
    if order.verify:
        _look(shelf, target)
    return _packed(shelf, plan, target, "sealed", sealed)


def _details(case: str, retention: str, supplements: Replaced | Supplemented | None) -> dict[str, str]:
    details = {"case": case, "retention": retention}
    if supplements:
        details |= {"supplements": supplements.package, "reason": supplements.reason}
    return details


def _look(shelf: Shelf, target: Path) -> None:
    """A full look at a package. Raises Damaged when anything is wrong with it."""
    if any(finding.stops for finding in verify(target, source=shelf.shown(target))):
        raise Damaged("pack.damaged", path=shelf.shown(target))


def _again(shelf: Shelf, plan: PackagePlan, target: Path, order: Order, now: datetime) -> Packed:
    """What is sealed already: unchanged, or a supplement with the new and changed items only."""
    catalogues = _catalogues(shelf, plan, target)
    if not order.dry_run:
        _recover(shelf, catalogues, now)
    differs = difference(planned_content(plan), sealed_content(catalogues.values()))
    if not differs:
        return _packed(shelf, plan, target, "unchanged")
    if not order.replaces:
        raise Conflict("pack.changed", case=plan.dossier.case, differs=differs.said)
    first = Replaced(plan.name, file_digest(target), order.replaces, differs.withdrawn)
    number = len(catalogues)
    supplement = plan_supplement(plan, number, (*differs.added, *differs.changed), first)
    path = target.with_name(f"{supplement.name}.zip")
    if order.dry_run:
        return _packed(shelf, supplement, path, "sealed")
    return _write(shelf, supplement, path, order, now)


def _catalogues(shelf: Shelf, plan: PackagePlan, target: Path) -> dict[Path, Catalogue]:
    """What the package and its supplements say, in the order in which they were sealed."""
    found = {}
    path, number = target, 0
    while path.exists():
        with open_package(path, source=shelf.shown(path)) as package:
            if package.catalogue is None:
                raise Damaged("package.catalogue", package=shelf.shown(path))
            found[path] = package.catalogue
        number += 1
        name = package_name(
            plan.dossier.label, plan.dossier.case, plan.retention, restricted=plan.restricted, supplement=number
        )
        path = target.with_name(f"{name}.zip")
    return found


def _recover(shelf: Shelf, catalogues: Mapping[Path, Catalogue], now: datetime) -> None:
    """Gives a package or a supplement its line when a crash came between the two; never without a full look."""
    known = shelf.sealed()
    for path, said in catalogues.items():
        if shelf.shown(path) not in known:
            _look(shelf, path)
            details = _details(said.case, said.retention, said.supplements)
            shelf.note(SEALED, now, path, file_digest(path), {**details, "recovered": "yes"})


def _packed(shelf: Shelf, plan: PackagePlan, path: Path, state: str, sealed: Sealed | None = None) -> Packed:
    packed = Packed(plan.dossier.case, state, shelf.shown(path), plan.retention, len(plan.files))
    if sealed is None:
        return packed
    found = _not_passed(sealed, shelf.shown(path), plan.dossier.case)
    return replace(packed, bytes=sealed.bytes, sha256=sealed.sha256, files=sealed.files, findings=found)


def _not_passed(sealed: Sealed, shown: str, case: str) -> tuple[Finding, ...]:
    """What the four-property check found wrong, in one warning; the report in the package names the files."""
    if not sealed.failed:
        return ()
    facts = {"package": shown, "count": len(sealed.failed), "checks": "、".join(sealed.failed)}
    return (Finding("V-301", Severity.WARNING, Place(shown), facts, case),)
