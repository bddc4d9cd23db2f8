"""How a case stands: what its plan asks for, what lies on disk, and what became of it since."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from archive_tool.model.cases import Case
from archive_tool.model.filing import RENDITIONS, ItemState, State
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.plans import FilePlan, Item, Making
from archive_tool.procedure.conditions import is_open
from archive_tool.procedure.filing import Present, item_states, items
from archive_tool.procedure.paths import Scope
from archive_tool.tasks.desk import Desk
from archive_tool.workspace.layout import ATTACHMENTS, DOCUMENTS

SIGNED = "正本"
BESIDE_THE_PAPER = frozenset({"附件", "公示凭证", "原始表格", "其他"})


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a Word file since we made it: CURRENT, STALE or EDITED, and why."""

    state: State = State.CURRENT
    reason: str = ""


def document_path(case: Case, item: Item, suffix: str = ".docx") -> Path:
    """Where the Word file (or PDF) of an item lies."""
    return case.folder / DOCUMENTS / f"{item.stem}{suffix}"


def standing(
    case: Case, desk: Desk, changes: Mapping[str, Change] | None = None
) -> tuple[FilePlan, tuple[ItemState, ...]]:
    """The plan of a case and the state of each of its items, in filing order.

    Args:
        case: the case, with its decision.
        desk: gives plans and terms.
        changes: what became of its Word files, by item key; a file that is not named counts as current.
    """
    plan = desk.plan(case.kind)
    behind: dict[str, ItemState] = {}
    if case.decision is not None:
        _, shared = standing(case.decision, desk)
        behind = {state.item.key: state for state in shared}
    wanted = items(plan, case, desk.terms.ranks)
    alone = Counter(item.plan.code for item in wanted)
    present = {
        item.key: _present(case, item, (changes or {}).get(item.key, Change()), alone=alone[item.plan.code] == 1)
        for item in wanted
    }
    return plan, item_states(wanted, case, present, behind)


def _present(case: Case, item: Item, change: Change, *, alone: bool) -> Present:
    attached = _attached(case, item, alone=alone)
    document = document_path(case, item)
    renditions = (document_path(case, item, suffix) for suffix in RENDITIONS)
    return Present(
        document=document if document.is_file() else None,
        document_state=change.state,
        pdf=next((path for path in renditions if path.is_file()), None),
        attachments=tuple(path for path, _ in attached),
        reason=change.reason,
        stands=any(role not in BESIDE_THE_PAPER or item.plan.making is Making.FORM for _, role in attached),
    )


def _attached(case: Case, item: Item, *, alone: bool) -> tuple[tuple[Path, str], ...]:
    """The registered files of an item with their roles, the signed copy first.

    A plain code means the item where there is only one of it; never one of several by guess.
    """
    keys = {item.key} | ({item.plan.code} if alone else set())
    registered = [each for each in case.received if each.item in keys]
    registered.sort(key=lambda each: each.role != SIGNED)
    paths = ((case.folder / ATTACHMENTS / each.file, each.role) for each in registered)
    return tuple((path, role) for path, role in paths if path.is_file())


def homeless(case: Case, desk: Desk, *, sealing: bool = False) -> Iterator[Finding]:
    """Attachments that would not be filed: under a plain code of several items, or under an item the case has not.

    While the case goes on, what the item rests on may still be written. A code that the plan does not have at all is
    the file plan's own finding (F-109).
    """
    plan = desk.plan(case.kind)
    wanted = items(plan, case, desk.terms.ranks)
    keys, count = {item.key for item in wanted}, Counter(item.plan.code for item in wanted)
    for each in case.received:
        line, several = plan.by_code.get(each.item.partition("-")[0]), count[each.item]
        if each.item in keys or line is None or several == 1:
            continue
        if several or sealing or not is_open(line, Scope(case)):
            rule = "W-112" if several else "W-114"
            severity = Severity.ERROR if sealing or several else Severity.WARNING
            facts = {"file": each.file, "item": each.item}
            yield Finding(rule, severity, each.place, facts, case.id, each.item)
