"""`check`: is the record sound, is the procedure kept, is everything there?"""

from dataclasses import dataclass
from pathlib import Path

from archive_tool.model.cases import Case
from archive_tool.model.findings import Finding, ordered
from archive_tool.procedure.checking import check_rules, excuse, wording
from archive_tool.procedure.filing import completeness
from archive_tool.procedure.progress import stage_of
from archive_tool.tasks.cases import Loaded, Reader, candidates_not_decided
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.standing import ambiguous, standing

__all__ = [
    "Checked",
    "check_cases",
    "check_loaded",
    "procedure_findings",
    "wording",
]  # the doors take `wording` from here


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one case; `readable` is False when no case could be built."""

    id: str
    readable: bool
    findings: tuple[Finding, ...]


def check_cases(desk: Desk, wanted: tuple[str, ...], here: Path) -> tuple[Checked, ...]:
    """Checks the cases that CASE arguments name; without arguments all of them, and persons that no case speaks of."""
    reader = Reader(desk)
    checked = tuple(check_loaded(desk, loaded) for loaded in reader.chosen(wanted, here))
    return checked if wanted else (*checked, *_persons(reader))


def _persons(reader: Reader) -> tuple[Checked, ...]:
    found = reader.unspoken_of()
    wrong = any(finding.stops for finding in found)
    return (Checked("people", not wrong, found),) if found else ()


def check_loaded(desk: Desk, loaded: Loaded) -> Checked:
    """Everything to be said of one case: reading, schema, filing and the rules, waivers applied."""
    if loaded.case is None:
        return Checked(loaded.id, False, loaded.findings)
    found = (*loaded.findings, *procedure_findings(desk, loaded.case))
    return Checked(loaded.id, True, excuse(ordered(found), loaded.case))


def procedure_findings(desk: Desk, case: Case, *, sealing: bool = False) -> tuple[Finding, ...]:
    """What the rules and the file plan say of a case, no waiver applied yet."""
    plan, states = standing(case, desk)
    missing = completeness(states, plan, case, stage_of(case, plan), sealing=sealing)
    undecided = candidates_not_decided(case) if plan.gathers else ()
    return (
        *missing,
        *undecided,
        *ambiguous(case, desk),
        *check_rules(case, desk.terms, desk.calendar, desk.settings.today),
    )
