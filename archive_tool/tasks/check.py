"""`check`: is the record sound, is the procedure kept, is everything there?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archive_tool.model.cases import Case
from archive_tool.model.filing import ItemState
from archive_tool.model.findings import Finding, Severity, ordered
from archive_tool.model.places import Place
from archive_tool.procedure.checking import check_rules, excuse
from archive_tool.procedure.filing import completeness
from archive_tool.procedure.progress import stage_of
from archive_tool.tasks.cases import Loaded, Reader, candidates_not_decided
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.likeness import Likeness
from archive_tool.tasks.standing import homeless, standing
from archive_tool.tasks.written import Writings
from archive_tool.texts.leftovers import Leftover, leftovers

if TYPE_CHECKING:
    from archive_tool.tasks.generate import Studio

WORD = ".docx"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one case; `readable` is False when no case could be built, which has no `kind` then."""

    id: str
    readable: bool
    findings: tuple[Finding, ...]
    kind: str = ""


def check_cases(
    desk: Desk, wanted: tuple[str, ...], here: Path, open_studio: "Callable[[], Studio]"
) -> tuple[Checked, ...]:
    """Checks the cases that CASE arguments name; without arguments all of them, and persons that no case speaks of.

    Word files that people have written on are compared with the record, and reports with one another and with those of
    other cases and of the archive.

    Args:
        desk: where we work.
        wanted: CASE arguments.
        here: where relative paths among them start.
        open_studio: gives what renders documents; asked only when people have written on a Word file.
    """
    reader = Reader(desk)
    likeness = Likeness(desk, frozenset(reader.folders_of(wanted, here)))
    with Writings(desk, open_studio) as writings:
        checked = tuple(_checked(writings, loaded, likeness) for loaded in reader.chosen(wanted, here))
    return checked if wanted else (*checked, *_persons(reader))


def _persons(reader: Reader) -> tuple[Checked, ...]:
    found = reader.unspoken_of()
    wrong = any(finding.stops for finding in found)
    return (Checked("people", not wrong, found),) if found else ()


def _checked(writings: Writings, loaded: Loaded, likeness: Likeness) -> Checked:
    """A case with its Word files and its likeness to others."""
    if loaded.case is None:
        return check_loaded(writings.desk, loaded)
    written = writings.of(loaded.case)
    found = writings.judged(loaded.case, procedure_findings(writings.desk, loaded.case), written)
    alike = likeness.judge(loaded.case, written.texts.reports)
    return _waived(loaded, loaded.case, (*found, *alike))


def check_loaded(desk: Desk, loaded: Loaded) -> Checked:
    """What is to be said of one case by its record: reading, schema, filing and the rules, waivers applied."""
    if loaded.case is None:
        return Checked(loaded.id, False, loaded.findings)
    return _waived(loaded, loaded.case, procedure_findings(desk, loaded.case))


def _waived(loaded: Loaded, case: Case, found: tuple[Finding, ...]) -> Checked:
    return Checked(loaded.id, True, excuse(ordered((*loaded.findings, *found)), case), case.kind)


def procedure_findings(desk: Desk, case: Case, *, sealing: bool = False) -> tuple[Finding, ...]:
    """What the rules and the file plan say of a case, no waiver applied yet."""
    plan, states = standing(case, desk)
    missing = completeness(states, plan, case, stage_of(case, plan), sealing=sealing)
    undecided = candidates_not_decided(case) if plan.gathers else ()
    return (
        *missing,
        *undecided,
        *homeless(case, desk, sealing=sealing),
        *_leftovers(desk, case, states, sealing=sealing),
        *check_rules(case, desk.terms, desk.calendar, desk.settings.today),
    )


def _leftovers(desk: Desk, case: Case, states: Iterable[ItemState], *, sealing: bool) -> Iterator[Finding]:
    """Revision marks, comments, hidden text and gaps in the Word files that will be sealed; no gap is sealed."""
    for state in states:
        for path in state.files:
            if path.suffix.lower() == WORD and path.parent.parent == case.folder:
                for kind, count in leftovers(path.read_bytes()):
                    facts = {"file": path.name, "what": kind, "count": count}
                    severity = Severity.ERROR if sealing and kind is Leftover.GAPS else Severity.WARNING
                    yield Finding("W-131", severity, Place(desk.layout.shown(path)), facts, case.id, state.item.key)
