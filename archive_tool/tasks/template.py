"""`template`: an organisation's own templates: what there is, a copy to change, what is wrong, what may be named.

listed(desk) -> (Kept, …)
copy(desk, names) -> paths                lint(desk, names) -> (Linted, …)
fields(desk, kind, word) -> (paths, …)    preview(desk, name, …) -> path
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive_tool import resources
from archive_tool.documents.linting import lint
from archive_tool.documents.opening import open_in
from archive_tool.documents.repairing import repaired
from archive_tool.documents.vocabulary import listed as listed_names
from archive_tool.errors import Conflict, Unreadable, WrongUsage
from archive_tool.messages import Say, speaker
from archive_tool.model.cases import Case
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.plans import Making, PlanItem
from archive_tool.tasks.cases import Reader
from archive_tool.tasks.desk import Circumstances, Desk, is_shipped, open_desk, template_path
from archive_tool.tasks.generate import Studio
from archive_tool.workspace.history import keep
from archive_tool.writing import copy_file, locked, make_folder, sweep, write_aside, write_bytes

WORD = ".docx"
# What stops a template before its words are looked at: it is not repaired, it is refused.
_BEYOND_REPAIR = ("V-", "T-12")


@dataclass(frozen=True, slots=True)
class Kept:
    """A template there is.

    Attributes:
        kind: of case.
        line: the entry of the file plan that uses it; None for a file in the workspace that none uses.
        path: where it lies.
        own: whether it is the organisation's.
        replaces: whether a shipped one of that name is put out of use by it.
    """

    kind: str
    line: PlanItem | None
    path: Path
    own: bool
    replaces: bool

    @property
    def name(self) -> str:
        """Its file name."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found in one template, and how many of its paragraphs were put right."""

    path: Path
    findings: tuple[Finding, ...]
    mended: int = 0


def listed(desk: Desk, kind: str = "") -> tuple[Kept, ...]:
    """Every template of a kind (of all kinds without one), those of the file plan first. Raises WrongUsage."""
    return tuple(kept for each in _kinds(desk, kind) for kept in _of_kind(desk, each))


def _kinds(desk: Desk, kind: str = "") -> tuple[str, ...]:
    known = desk.case_kinds
    if kind and kind not in known:
        raise WrongUsage("new.no_such_kind", kind=kind, known="、".join(known))
    return (kind,) if kind else known


def _of_kind(desk: Desk, kind: str) -> Iterator[Kept]:
    used = set()
    for line in desk.plan(kind).items:
        if line.template:
            used.add(line.template)
            yield _kept(desk, kind, line, line.template)
    own = desk.layout.templates / kind
    for path in sorted(own.glob(f"*{WORD}")) if own.is_dir() else ():
        if path.name not in used and not path.name.startswith(("~$", ".~")):
            yield Kept(kind, None, path, own=True, replaces=False)


def _kept(desk: Desk, kind: str, line: PlanItem, name: str) -> Kept:
    shipped = resources.folder("templates") / kind / name
    try:
        path = template_path(desk.layout, kind, name)
    except Unreadable:
        return Kept(kind, line, shipped, own=False, replaces=False)  # the plan names a file that is nowhere
    own = not is_shipped(path)
    return Kept(kind, line, path, own, replaces=own and shipped.is_file())


def named(desk: Desk, name: str, folder: Path) -> tuple[Kept, ...]:
    """The templates that a word means: an item's code, a file name, either with its kind before it, or a path.

    Raises WrongUsage for a word that means none.
    """
    kind, _, rest = name.rpartition("/")
    among = listed(desk, kind) if kind in _kinds(desk) else listed(desk)
    wanted = (rest if kind in _kinds(desk) else name).casefold()
    found = tuple(
        kept
        for kept in among
        if wanted in (kept.name.casefold(), kept.path.stem.casefold())
        or (kept.line and wanted == kept.line.code.casefold())
    )
    if found:
        return found
    path = folder / name
    if path.suffix.lower() == WORD and path.is_file():
        known = {kept.path.resolve(): kept for kept in among}.get(path.resolve())
        own_kind = path.absolute().parent.name
        return (known or Kept(own_kind if own_kind in _kinds(desk) else _kinds(desk)[0], None, path, True, False),)
    raise WrongUsage("template.no_such", name=name)


def copy(desk: Desk, names: Iterable[str], folder: Path, *, dry_run: bool = False) -> tuple[Path, ...]:
    """Copies shipped templates into the workspace, where they win over the shipped ones.

    Raises Conflict, before anything is copied, when the workspace has one of them already; an untouched copy stands in
    the way only when all are there, so that a run that was cut short can be finished.
    """
    wanted = dict.fromkeys(kept for name in names for kept in named(desk, name, folder))
    whole = all(kept.own for kept in wanted)
    taken = next((kept for kept in wanted if kept.own and (whole or not _as_shipped(kept))), None)
    if taken is not None:
        raise Conflict("workspace.exists", path=desk.layout.shown(taken.path))
    targets = {desk.layout.templates / kept.kind / kept.name: kept.path for kept in wanted}
    if not dry_run:
        with locked(desk.layout.lock, f"{desk.settings.actor} template"):
            for target, shipped in targets.items():
                sweep(make_folder(target.parent))
                if shipped != target:
                    copy_file(shipped, target)
    return tuple(targets)


def _as_shipped(kept: Kept) -> bool:
    """Whether an organisation's template is still what was copied."""
    shipped = resources.folder("templates") / kept.kind / kept.name
    return shipped.is_file() and shipped.read_bytes() == kept.path.read_bytes()


def check(
    desk: Desk, names: Iterable[str], folder: Path, *, fix: bool = False, now: datetime, dry_run: bool = False
) -> tuple[Linted, ...]:
    """What stands against templates; without names all the organisation's own.

    Args:
        desk: where we work.
        names: see `named`.
        folder: where relative paths count from.
        fix: put right what a Chinese keyboard or Word did to tags; what was there goes to templates/history/ first.
        now: names what goes to history.
        dry_run: say what would be put right, write nothing.

    Raises Conflict when a file that would be put right is open.
    """
    wanted = [kept for name in names for kept in named(desk, name, folder)] or [k for k in listed(desk) if k.own]
    with Studio(desk, speaker("zh")) as studio:
        return tuple(_lint(studio, kept, fix=fix, now=now, dry_run=dry_run) for kept in dict.fromkeys(wanted))


def _lint(studio: Studio, kept: Kept, *, fix: bool, now: datetime, dry_run: bool) -> Linted:
    desk = studio.desk
    shown, known = desk.layout.shown(kept.path), studio.known(kept.kind)
    data, mended = kept.path.read_bytes(), 0
    findings = lint(shown, data, known)
    if fix and kept.own and not any(each.rule.startswith(_BEYOND_REPAIR) and each.stops for each in findings):
        better, mended = repaired(data)
        if mended:
            if not dry_run:
                _replace(desk, kept.path, better, now)
            findings = lint(shown, better, known)
    if kept.line is None and kept.path.is_relative_to(desk.layout.templates):
        facts = {"template": kept.name, "kind": kept.kind}
        findings = (*findings, Finding("T-139", Severity.WARNING, Place(shown), facts))
    return Linted(kept.path, findings, mended)


def _replace(desk: Desk, path: Path, data: bytes, now: datetime) -> None:
    program = open_in(path)
    if program:
        raise Conflict("template.open", file=path.name, program=program)
    own = desk.layout.templates
    keep(own if path.is_relative_to(own) else path.parent, path, now)
    write_bytes(path, data, read_back=True)


def fields(desk: Desk, kind: str = "", word: str = "") -> tuple[tuple[str, str, str], ...]:
    """Every field that templates of a kind may name: English path, Chinese path, type; those that hold a word."""
    with Studio(desk, speaker("zh")) as studio:
        found = tuple(listed_names(studio.known(_kinds(desk, kind)[0])))
    return tuple(row for row in found if word.casefold() in row[0].casefold() or word in row[1])


def the_one(desk: Desk, name: str, folder: Path) -> Kept:
    """The template that a word means; see `named`. Raises WrongUsage for none or several."""
    found = named(desk, name, folder)
    if len(found) > 1:
        several = "、".join(f"{kept.kind}/{kept.line.code if kept.line else kept.name}" for kept in found)
        raise WrongUsage("template.which", name=name, listed=several)
    return found[0]


def preview(desk: Desk, kept: Kept, case: Case | None, to: Path, say: Say, *, dry_run: bool = False) -> Path:
    """Fills a template with a case, without one with the sample, and returns the file written.

    It lies in `to` and bears （预览） in its name. What the case does not say is 【待填】 in it.

    Raises WrongUsage where there is no case to fill it with, Conflict when an earlier preview is open, TemplateFailed
    when it cannot be filled.
    """
    target = to / f"{kept.path.stem}（预览）{WORD}"
    with Studio(desk, say) as studio:
        rendered = studio.previewed(case or _sample(desk, kept), kept.line or _any_item(kept), kept.path)
    if open_in(target):
        raise Conflict("template.open", file=target.name, program=open_in(target))
    if not dry_run:
        write_aside(target, rendered.data)
    return target


def _any_item(kept: Kept) -> PlanItem:
    """What stands in for the entry of the file plan while a new template has none."""
    return PlanItem(kept.path.stem, "", kept.path.stem, kept.path.stem, kept.path.stem, Making.WRITTEN)


def own_case(desk: Desk, case: str, folder: Path) -> Case:
    """The case that a CASE argument names. Raises WrongUsage, Unreadable."""
    (loaded,) = Reader(desk).chosen((case,), folder)
    if loaded.case is None:
        raise Unreadable("workspace.unusable", findings=loaded.findings, path=desk.layout.shown(loaded.folder))
    return loaded.case


def _sample(desk: Desk, kept: Kept) -> Case:
    """The sample case of that kind in which the item occurs; for an organisation's own kind its first case."""
    shipped = open_desk(resources.folder("samples") / "valid", Circumstances({}, desk.settings.today))
    for each in (shipped, desk):
        every = (loaded.case for loaded in Reader(each).chosen((), each.layout.root))
        found = [case for case in every if case is not None and case.kind == kept.kind]
        if found:
            return max(found, key=lambda case: len(case.rows(kept.line.each)) if kept.line and kept.line.each else 0)
    raise WrongUsage("template.no_sample", kind=kept.kind)
