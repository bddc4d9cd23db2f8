"""A file plan as it is written becomes the FilePlan that every room reads.

    read_plan(record, base) -> FilePlan       raises Unreadable with findings
    as_received(plan, kind) -> FilePlan       the same lines for a dossier of which there are only the papers

A plan may be the shipped one or an organisation's own, so nothing in it is trusted to be right.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from archive_tool.errors import Unreadable
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.plans import AS_RECEIVED, About, Condition, FilePlan, Making, PlanItem, Stage
from archive_tool.model.tree import Group, Leaf, Node, Rows, find, groups, text, value

SHARED: Final = ("", "copy", "reference")
_MAKINGS: Final = {making.value: making for making in Making}
_YES: Final = ("true", "yes", "是")


def _condition(path: str, wanted: Node) -> Condition:
    """One line of a `when`: the path and what it must be."""
    if isinstance(wanted, Rows):
        return Condition(path, tuple(text(entry) for entry in wanted))
    if isinstance(wanted, Group):
        rank = text(wanted, "at_least")
        if rank:
            return Condition(path, at_least=rank)
        refused = find(wanted, "not")
        inner = _condition(path, refused) if refused is not None else Condition(path)
        return Condition(path, inner.values, negated=not inner.negated)
    said = text(wanted)
    if said == "present":
        return Condition(path)
    if said == "absent":
        return Condition(path, negated=True)
    return Condition(path, (said,))


def _conditions(node: Node | None) -> tuple[tuple[Condition, ...], ...]:
    """A `when`: one mapping, all of whose lines must hold, or a list of mappings of which any must."""
    if isinstance(node, Group):
        return (tuple(_condition(path, wanted) for path, wanted in node.fields.items()),)
    return tuple(one for entry in groups(node) for one in _conditions(entry))


def _flag(node: Group, key: str) -> bool:
    """A yes/no of the plan, typed or still text."""
    said = value(node, key)
    return said if isinstance(said, bool) else str(said or "").lower() in _YES


def _words(node: Node | None) -> tuple[str, ...]:
    """One word or a list of them."""
    if isinstance(node, Leaf):
        return (text(node),)
    return tuple(text(entry) for entry in node) if isinstance(node, Rows) else ()


def _item(node: Group) -> PlanItem:
    """One line of the plan; its making is checked before."""
    return PlanItem(
        code=text(node, "code"),
        stage=text(node, "stage"),
        zh=text(node, "zh"),
        en=text(node, "en"),
        short=text(node, "short"),
        making=_MAKINGS[text(node, "making")],
        each=text(node, "each"),
        name=text(node, "name"),
        when=_conditions(find(node, "when")),
        optional=_flag(node, "optional"),
        shared=text(node, "shared"),
        met_by=text(node, "met_by"),
        needs=text(node, "needs"),
        after_notice=_flag(node, "after_notice"),
        retention=text(node, "retention") or "永久",
        secrecy=text(node, "secrecy") or "工作秘密",
        personnel_file=text(node, "personnel_file"),
        genre=text(node, "genre"),
        template=text(node, "template"),
        prose=_flag(node, "prose"),
        title=text(node, "title"),
        date=text(node, "date"),
        doc_no=text(node, "doc_no"),
        maker=text(node, "maker"),
        people=_words(find(node, "people")),
        restricted=_flag(node, "restricted"),
        public=_flag(node, "public"),
        also=_words(find(node, "also")),
        shows_states=_flag(node, "shows_states"),
    )


def _about(node: Node | None) -> About | None:
    """Whom the cases of a kind are about."""
    if not isinstance(node, Group):
        return None
    return About(
        text(node, "list"), text(node, "role"), _words(find(node, "units")), _words(find(node, "posts"))
    )


def _pairs(node: Node | None) -> dict[str, str]:
    """A mapping of names to words."""
    return {key: text(said) for key, said in node.fields.items()} if isinstance(node, Group) else {}


_NEEDED: Final = ("code", "stage", "zh", "en", "short", "making")


def _problems(items: tuple[Group, ...], stages: frozenset[str]) -> Iterator[Finding]:
    """What is wrong with the lines of a plan."""
    seen: set[str] = set()
    for node in items:
        code = text(node, "code")
        for key in _NEEDED:
            if not text(node, key):
                yield _problem("F-001", node, key, code=code, missing=key)
        if code in seen:
            yield _problem("F-002", node, "code", code=code)
        seen.add(code)
        if text(node, "stage") and text(node, "stage") not in stages:
            yield _problem("F-003", node, "stage", code=code, stage=text(node, "stage"))
        if text(node, "making") and text(node, "making") not in _MAKINGS:
            yield _problem("F-004", node, "making", code=code, making=text(node, "making"))
        if bool(text(node, "each")) != bool(text(node, "name")):
            yield _problem("F-005", node, "each", code=code)
        if text(node, "shared") not in SHARED:
            yield _problem("F-006", node, "shared", code=code, shared=text(node, "shared"))


def _problem(rule: str, node: Group, key: str, **facts: object) -> Finding:
    """A finding about one line of the plan, at the key when it is there."""
    found = find(node, key)
    place = node.place if found is None else found.place
    return Finding(rule, Severity.ERROR, place.at(f"{node.place.field}.{key}".lstrip(".")), facts)


def read_plan(record: Group, base: FilePlan | None = None) -> FilePlan:
    """The plan that a file-plan.yaml says.

    Args:
        record: the file.
        base: the plan that it `extends`: a line with a code of that plan takes the place of that line, any other one
            comes `after` the line it names, else last of its stage; stages alike, new ones last; what the file does not
            say is as in `base`.

    Raises:
        Unreadable: a code twice, a stage or making that does not exist, a key missing; the findings say where.
    """
    stages = tuple(
        Stage(text(node, "code"), text(node, "folder"), text(node, "zh"), text(node, "en"))
        for node in groups(record, "stages")
    )
    nodes = groups(record, "items")
    known = {each.code for each in base.items} if base is not None else set()
    if base is not None:
        stages = _staged(base.stages, stages)
    problems = (*_problems(nodes, frozenset(stage.code for stage in stages)), *_misplaced(nodes, known))
    if problems:
        raise Unreadable("plan.unreadable", findings=problems, source=record.place.source)
    items = _placed(list(base.items) if base is not None else [], nodes)
    own = FilePlan(
        kind=text(record, "kind"),
        stages=stages,
        items=items,
        by_code={item.code: item for item in items},
        label=text(record, "label") or "档案",
        usual=_flag(record, "usual"),
        gathers=_flag(record, "gathers"),
        appoints=_flag(record, "appoints"),
        about=_about(find(record, "about")),
        units=_words(find(record, "units")),
        facts=_pairs(find(record, "facts")),
        roles=_pairs(find(record, "roles")),
        recalls=_words(find(record, "recalls")),
    )
    if base is None:
        return own
    said = {key: getattr(own, key) for key in _OF_THE_KIND if find(record, key) is not None}
    return replace(base, kind=own.kind, stages=own.stages, items=own.items, by_code=own.by_code, **said)


_OF_THE_KIND: Final = ("label", "usual", "gathers", "appoints", "about", "units", "facts", "roles", "recalls")


def _staged(stages: tuple[Stage, ...], own: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """The stages of another plan with those of one's own: each in the place of the one with its code, new ones last."""
    mine = {stage.code: stage for stage in own}
    return (*(mine.pop(stage.code, stage) for stage in stages), *mine.values())


def _misplaced(nodes: tuple[Group, ...], known: set[str]) -> Iterator[Finding]:
    """Lines that stand after a line that there is not."""
    codes = known | {text(node, "code") for node in nodes}
    for node in nodes:
        after = text(node, "after")
        if after and after not in codes:
            yield _problem("F-007", node, "after", code=text(node, "code"), after=after)


def _placed(items: list[PlanItem], nodes: tuple[Group, ...]) -> tuple[PlanItem, ...]:
    """Lines put into their places among others."""
    for node in nodes:
        line, after = _item(node), text(node, "after")
        codes = [each.code for each in items]
        if line.code in codes:
            items[codes.index(line.code)] = line
            continue
        before = [at for at, each in enumerate(items) if (each.code == after if after else each.stage == line.stage)]
        items.insert(before[-1] + 1 if before else len(items), line)
    return tuple(items)


def as_received(plan: FilePlan, kind: str) -> FilePlan:
    """The plan of a kind that has no procedure of its own: an item is there when papers are registered under it.

    Codes, titles, stages, retention and secrecy are those of `plan`; nothing is asked for, nothing is written by us.
    """
    lines = tuple(_as_received(line) for line in plan.items)
    return replace(
        plan, kind=kind, items=lines, by_code={line.code: line for line in lines}, label="旧案卷", usual=False,
        gathers=False, recalls=(),
    )  # fmt: skip


def _as_received(line: PlanItem) -> PlanItem:
    return replace(
        line, each=AS_RECEIVED, name="paper", making=Making.SUPPLIED, optional=False, when=(), shared="", met_by="",
        template="", prose=False, title="", date="", doc_no="", maker="", people=(), needs="", after_notice=False,
        shows_states=False,
    )  # fmt: skip
