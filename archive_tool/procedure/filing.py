"""What must be filed in a case, how each item stands, and what is missing or excused and why.

    items(plan, case, ranks) -> tuple[Item]                    what applies to this case, in filing order
    item_states(items, case, present, decision) -> tuple[ItemState]
    completeness(states, plan, case, reached) -> tuple[Finding]   F-101 … of `check` and, with sealing=True, of `pack`
    item_date, item_doc_no, item_maker, item_people             what the catalogue wants to know of an item

The corridor looks at the disk and hands in what stands there as `Present`; nothing here reads a file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive_tool.model.cases import Case
from archive_tool.model.filing import RENDITIONS, ItemState, NamedPerson, State
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.plans import ACCESSION, AS_RECEIVED, FilePlan, Item, Making, PlanItem
from archive_tool.model.tree import Group, Node, find, groups, rows, text
from archive_tool.procedure.conditions import applies, is_there
from archive_tool.procedure.paths import Scope, mentions, person, resolve, resolve_all
from archive_tool.procedure.progress import is_decided

_FIELD: Final = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")
_ROLES: Final = {
    "candidates": "考察对象",
    "candidate": "考察对象",
    "object": "考察对象",
    "interviewee": "谈话对象",
    "interviewers": "谈话人",
    "recorder": "记录人",
    "leader": "组长",
    "members": "考察组成员",
    "chair": "主持人",
    "present": "参会人员",
    "talker": "谈话人",
    "reporter": "汇报人",
    "persons": "任免人员",
    "participants": "参加人员",
    "panel": "面试官",
}
# Where papers of other hands or signatures are part of the item, a Word file of ours alone does not complete it.
# Papers of others, and forms that people fill by hand, are started when somebody asks for them and not by themselves.
_ON_REQUEST: Final = frozenset({Making.SUPPLIED, Making.FORM})
_NAMED: Final = 8  # items that one finding names; the rest `status` lists
_NEEDS_MORE: Final = frozenset({Making.SIGNED, Making.MIXED})


@dataclass(frozen=True, slots=True)
class Present:
    """What stands on disk for one item, by its key.

    Attributes:
        document: the Word file we made or started, if it is there.
        document_state: CURRENT, STALE or EDITED; only read when there is a document.
        pdf: the PDF made of it, if it is there.
        attachments: what was attached, the signed copy (正本) first.
        reason: what became stale, for people.
        stands: whether something attached is the paper itself, and not only an annex or proof beside it.
    """

    document: Path | None = None
    document_state: State = State.CURRENT
    pdf: Path | None = None
    attachments: tuple[Path, ...] = ()
    reason: str = ""
    stands: bool = True


NOTHING: Final = Present()
WEIGHTS: Final[Mapping[str, Severity]] = {
    "F-101": Severity.ERROR,
    "F-102": Severity.INFO,
    "F-103": Severity.WARNING,
    "F-104": Severity.INFO,  # an error when the case is sealed
    "F-105": Severity.INFO,
    "F-106": Severity.WARNING,
    "F-107": Severity.INFO,
    "F-108": Severity.WARNING,
    "F-109": Severity.WARNING,
    "F-110": Severity.INFO,
    "F-111": Severity.ERROR,
}
"""How much what is missing or misnamed weighs."""


def _title(plan: PlanItem, scope: Scope) -> str:
    """The full title; the plain name of the item while a field that it names is not there."""
    if not plan.title:
        return plan.zh
    words = {path: text(resolve(scope, path)) for path in _FIELD.findall(plan.title)}
    return _FIELD.sub(lambda match: words[match[1]], plan.title) if all(words.values()) else plan.zh


def _concerns(plan: PlanItem, entry: Node, case: Case) -> bool:
    """Whether an entry of a shared list speaks of a person of this case, or of nobody."""
    named = {text(person, "person") for person in rows(entry, "persons")}
    return not plan.shared or not named or not named.isdisjoint(text(one, "person") for one in case.rows("candidates"))


def _registered(plan: PlanItem, case: Case) -> Iterator[Item]:
    """The items of an old dossier: those under which papers are registered, and those said to be missing."""
    papers = [paper for paper in case.received if paper.item.partition("-")[0] == plan.code]
    titles: dict[int, str] = {}
    for paper in papers:
        said = paper.item.partition("-")[2]
        if said.isdecimal() or not said:
            titles.setdefault(int(said or 0), paper.title)
    for number, title in sorted(titles.items()):
        yield Item(plan, case.id, number, title=title or plan.zh)
    if not titles and any(text(entry, "item") == plan.code for entry in groups(case.record, "missing_papers")):
        yield Item(plan, case.id, title=plan.zh)


def _items_of(plan: PlanItem, case: Case, ranks: Sequence[str]) -> Iterator[Item]:
    """The items that one line of the plan asks for."""
    whole = Scope(case)
    if plan.each == AS_RECEIVED:
        yield from _registered(plan, case)
        return
    if not plan.each:
        if applies(plan, whole, ranks):
            yield Item(plan, case.id, title=_title(plan, whole))
        return
    entries = case.rows(plan.each)
    for place, entry in enumerate(entries):
        scope = Scope(case, plan.name, entry)
        if _concerns(plan, entry, case) and applies(plan, scope, ranks):
            yield Item(plan, case.id, place + 1, entry, f"{plan.each}[{place}]", _title(plan, scope))
    if not entries and applies(plan, whole, ranks):
        yield Item(plan, case.id, title=plan.zh)


def items(plan: FilePlan, case: Case, ranks: Sequence[str]) -> tuple[Item, ...]:
    """Everything that belongs into this case, in filing order.

    An item that exists once for each entry of a list bears the place of its entry as number, so that it keeps its name
    when another entry drops out; while the list is empty one item with number 0 keeps the gap in sight. `ranks` are the
    levels of posts in rising order (`Terms.ranks`).
    """
    return tuple(item for line in plan.items for item in _items_of(line, case, ranks))


def _excuse(item: Item, case: Case) -> str:
    """The reason given under not_applicable or missing_papers for this item or for all of its code, or empty."""
    for entry in (*groups(case.record, "not_applicable"), *groups(case.record, "missing_papers")):
        if text(entry, "item") in (item.key, item.plan.code):
            return text(entry, "reason")
    return ""


def _state(item: Item, case: Case, there: Present, decision: Mapping[str, ItemState]) -> ItemState:
    """How one item stands, by what is on disk, in the record and in the decision.

    What was registered in the case itself is filed with it, whatever the decision has of the same item.
    """
    plan = item.plan
    shared = decision.get(item.key) if plan.shared and case.decision is not None else None
    if shared is not None:
        copies = shared.files if plan.shared == "copy" else ()
        return ItemState(item, shared.state, (*there.attachments, *copies), f"参见 {shared.item.case}")
    files = (*there.attachments, *(path for path in (there.pdf, there.document) if path is not None))
    blank = plan.making is Making.FORM and not there.attachments  # a form that nobody has filled is not the paper
    if there.document is not None and not blank:
        return ItemState(item, there.document_state, files, there.reason)
    can_be_made = (
        plan.template
        and plan.making not in _ON_REQUEST
        and (not plan.each or item.subject is not None)
        and _has_facts(item, case)
    )
    if there.attachments and (there.stands or not can_be_made):
        return ItemState(item, State.ATTACHED, files)
    reason = _excuse(item, case)
    if reason:
        return ItemState(item, State.EXCUSED, (), reason)
    reference = text(case.find(plan.met_by)) if plan.met_by else ""
    if reference:
        return ItemState(item, State.EXCUSED, (), f"参见 {reference}")
    return ItemState(item, State.NOT_GENERATED if can_be_made else State.MISSING, files)


def _has_facts(item: Item, case: Case) -> bool:
    """Whether the record already says what the item is about: what it needs, else the section of its date."""
    section = item.plan.needs or item.plan.date.rpartition(".")[0]
    return not section or section == item.plan.name or is_there(resolve(_scope(item, case), section))


def item_states(
    wanted: Iterable[Item],
    case: Case,
    present: Mapping[str, Present],
    decision: Mapping[str, ItemState] | None = None,
) -> tuple[ItemState, ...]:
    """How each item stands.

    Args:
        wanted: what `items` gave.
        case: the case.
        present: what stands on disk, by the item's key.
        decision: the states of the decision's own items by key, when the case comes under one.

    An optional item of which nothing is there is left out, unless our template can make it or a yearly record that the
    case names stands for it.
    """
    made = (_state(item, case, present.get(item.key, NOTHING), decision or {}) for item in wanted)
    return tuple(
        state
        for state in made
        if not (state.item.plan.optional and state.state in (State.MISSING, State.EXCUSED) and not state.files)
        or state.reason.startswith("参见")
    )


def completeness(
    states: Iterable[ItemState],
    plan: FilePlan,
    case: Case,
    reached: str,
    *,
    sealing: bool = False,
) -> tuple[Finding, ...]:
    """What is missing, what is excused and why.

    Args:
        states: what `item_states` gave.
        plan: the plan of the case's kind.
        case: the case.
        reached: code of the latest stage the case has come to (`progress.reached`); what belongs to a later stage is
            still to come and is told in one line, as information.
        sealing: whether the case is about to be sealed; then what is not generated is an error, and nothing is still to
            come.
    """
    order = [stage.code for stage in plan.stages]
    due = order if sealing else []
    if not sealing and reached in order:
        due = [*order[: order.index(reached) + 1], order[-1]]  # 其他 belongs to no step
    return tuple(_completeness(tuple(states), frozenset(due), plan, case, sealing))


def _completeness(
    states: tuple[ItemState, ...], due: frozenset[str], plan: FilePlan, case: Case, sealing: bool
) -> Iterator[Finding]:
    """The findings in turn; see `completeness`."""
    lacking = [state for state in states if state.state is State.MISSING]
    for state in lacking:
        if state.item.plan.met_by:
            yield _found("F-103", WEIGHTS["F-103"], case, state, path=state.item.plan.met_by)
        elif state.item.plan.stage in due:
            yield _found("F-101", WEIGHTS["F-101"], case, state)
    later = [state for state in lacking if state.item.plan.stage not in due and not state.item.plan.met_by]
    yield from _told("F-102", WEIGHTS["F-102"], case, later)
    unmade = [state for state in states if state.state is State.NOT_GENERATED]
    due_to_seal = [state for state in unmade if sealing and not state.item.plan.optional and not state.item.plan.met_by]
    yield from _told("F-104", Severity.ERROR, case, due_to_seal)
    yield from _told("F-104", WEIGHTS["F-104"], case, [state for state in unmade if state not in due_to_seal])
    for state in states:
        if state.state is State.EXCUSED and not state.item.plan.met_by:
            yield _found("F-105", WEIGHTS["F-105"], case, state, reason=state.reason)
    yield from _told("F-106", WEIGHTS["F-106"], case, _without_the_other_hand(states))
    yield from _told("F-107", WEIGHTS["F-107"], case, _without_pdf(states))
    yield from _unknown_codes(plan, case)
    bare = plan.kind == ACCESSION and not case.rows("candidates")  # an old dossier may say nothing of its persons
    if sealing and plan.appoints and not plan.gathers and not bare and not is_decided(case):
        yield Finding("F-111", WEIGHTS["F-111"], _place(case, "candidates"), {}, case.id)


def _without_the_other_hand(states: tuple[ItemState, ...]) -> list[ItemState]:
    """Items with our Word file but no signed copy and no paper of the other side."""
    made = (State.CURRENT, State.EDITED, State.STALE)
    return [
        state
        for state in states
        if state.item.plan.making in _NEEDS_MORE
        and state.state in made
        and not state.reason.startswith("参见")
        and not any(path.parent.name == "attachments" for path in state.files)
    ]


def _without_pdf(states: tuple[ItemState, ...]) -> list[ItemState]:
    """Items that have files of which none is a PDF or OFD."""
    return [
        state
        for state in states
        if state.files and not any(path.suffix.lower() in RENDITIONS for path in state.files)
    ]


def _unknown_codes(plan: FilePlan, case: Case) -> Iterator[Finding]:
    """Excuses and attachments that name an item the plan does not have."""
    for entry in groups(case.record, "not_applicable"):
        if text(entry, "item").partition("-")[0] not in plan.by_code:
            yield _at(find(entry, "item"), entry, "F-108", case, item=text(entry, "item"))
    for paper in case.received:
        if paper.item.partition("-")[0] not in plan.by_code:
            yield Finding("F-109", WEIGHTS["F-109"], paper.place, {"file": paper.file, "item": paper.item}, case.id)


def _at(node: Node | None, group: Group, rule: str, case: Case, **facts: object) -> Finding:
    """A finding at a node, or at the group when the node is not there."""
    return Finding(rule, WEIGHTS[rule], group.place if node is None else node.place, facts, case.id)


def _found(rule: str, severity: Severity, case: Case, state: ItemState, path: str = "", **facts: object) -> Finding:
    """A finding about one item, at the part of the record that it comes from."""
    item = state.item
    section = path or item.path or item.plan.each or ".".join(item.plan.date.split(".")[:-1])
    return Finding(
        rule, severity, _place(case, section), {"item": item.key, "title": item.title, **facts}, case.id, item.key
    )


def _told(rule: str, severity: Severity, case: Case, states: list[ItemState]) -> Iterator[Finding]:
    """One finding for several items; none when there are none."""
    if states:
        named = "、".join(f"{state.item.key} {state.item.plan.short}" for state in states[:_NAMED])
        named += " …" if len(states) > _NAMED else ""
        yield Finding(rule, severity, case.record.place, {"count": len(states), "items": named}, case.id)


def _place(case: Case, path: str) -> Place:
    """The place of a path in the record, the record as a whole when the path is empty."""
    return case.place(path) if path else case.record.place


def _scope(item: Item, case: Case) -> Scope:
    """Where the paths of an item are read."""
    return Scope(case, item.plan.name, item.subject)


def item_date(item: Item, case: Case) -> str:
    """The date of an item as the catalogue prints it, ISO and as precise as it was written; empty when unknown.

    Of a list (`log[].date`) it is the last.
    """
    return max(map(text, resolve_all(_scope(item, case), item.plan.date)), default="") if item.plan.date else ""


def item_doc_no(item: Item, case: Case) -> str:
    """The document number of an item, empty when unknown."""
    return text(resolve(_scope(item, case), item.plan.doc_no)) if item.plan.doc_no else ""


def item_maker(item: Item, case: Case) -> str:
    """Who made the item, empty when unknown."""
    node = resolve(_scope(item, case), item.plan.maker) if item.plan.maker else None
    return next((name for _, name, _ in mentions(case, node)), "")


def item_people(item: Item, case: Case, roles: Mapping[str, str] | None = None) -> tuple[NamedPerson, ...]:
    """The persons an item is about, each once for each role, in the order of the plan's paths.

    `roles` are the plan's own words for the last steps of paths; they come before the usual ones.
    """
    called = {**_ROLES, **(roles or {})}
    found: dict[tuple[str, str], NamedPerson] = {}
    for path in item.plan.people:
        role = called.get([step for step in path.split(".") if step != "person"][-1], "")
        for reference, name, _ in mentions(case, resolve(_scope(item, case), path)):
            known = person(case, reference)
            former = rows(known.record, "former_names") if known else ()
            found.setdefault((name, role), NamedPerson(name, role, tuple(text(one) for one in former)))
    return tuple(found.values())
