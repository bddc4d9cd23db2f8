"""Paths of a file plan, read from a case: a little more than a plain dotted path.

- What the case does not have is read from the decision it comes under.
- A path that begins with the item's own name (`candidate.`, `talk.`) is read from the entry the item stands for.
- `list[candidate].field` is the field of the entry that speaks of the item's own person (`checks.archive[candidate]`).
- A path steps through a reference: `candidate.person.name`, `candidate.position.requires_audit`.
- A candidate's own field that is not there is looked for in the decision's entry for the same person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from archive_tool.model.cases import Case, Person
from archive_tool.model.tree import Group, Leaf, Node, Rows, find, groups, rows, text

_OWN: Final = "[candidate]"
_ABOUT: Final = ("candidate", "person", "about")  # the keys under which an entry says of whom it speaks


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the paths of one item are read: the case, and the entry that the item stands for under its name."""

    case: Case
    name: str = ""
    subject: Node | None = None


def decided(case: Case, candidate: Node | None) -> Group | None:
    """The entry of the decision that speaks of the same person in the same case."""
    if case.decision is None or candidate is None:
        return None
    wanted = text(candidate, "person")
    for entry in groups(case.decision.record, "candidates"):
        if text(entry, "person") == wanted and text(entry, "case") in ("", case.id):
            return entry
    return None


def of_candidate(case: Case, candidate: Node | None, path: str) -> Node | None:
    """A field of a candidate, here or in the decision's entry for the same person."""
    found = find(candidate, path)
    return found if found is not None else find(decided(case, candidate), path)


def person(case: Case, reference: str) -> Person | None:
    """The person of that id, known to the case or to the decision it comes under."""
    found = case.person(reference)
    return found if found is not None or case.decision is None else case.decision.person(reference)


def persons_of(entry: Node | None) -> frozenset[str]:
    """The ids of the persons an entry speaks of: its `candidate` or `person`, and those of `candidates`."""
    single = {text(entry, key) for key in _ABOUT}
    return frozenset(single | {text(one) for one in rows(entry, "candidates")}) - {""}


def _referred(case: Case, node: Node | None) -> Group | None:
    """The record that a node refers to: a person of the register, or a post of this case."""
    reference = text(node, "person") if isinstance(node, Group) else text(node)
    known = person(case, reference)
    if known is not None:
        return known.record
    if isinstance(node, Leaf):
        return next((post for post in case.groups("positions") if text(post, "id") == reference), None)
    return None


def _stepped(case: Case, node: Node | None, path: str) -> Node | None:
    """The node below another, stepping through references."""
    for step in path.split(".") if path else ():
        inner = find(node, step)
        node = inner if inner is not None else find(_referred(case, node), step)
    return node


def resolve(scope: Scope, path: str) -> Node | None:
    """The node that a path of the plan means, None when there is none."""
    case, own = scope.case, f"{scope.name}."
    if _OWN in path:
        head, _, tail = path.partition(_OWN)
        own_person = text(scope.subject, "person") or text(scope.subject, "candidate")
        entry = next((one for one in case.rows(head) if own_person in persons_of(one)), None)
        return _stepped(case, entry, tail.removeprefix("."))
    if scope.name and (path == scope.name or path.startswith(own)):
        inner = path[len(own) :]
        found = of_candidate(case, scope.subject, inner) if scope.name == "candidate" else None
        return found if found is not None else _stepped(case, scope.subject, inner)
    found = case.find(path)
    return found if found is not None else _stepped(case, case.record, path)


def resolve_all(scope: Scope, path: str) -> Iterator[Node | None]:
    """The nodes that a path means: one for each entry where it goes through `list[]`."""
    head, through, tail = path.partition("[].")
    if not through:
        yield resolve(scope, path)
    elif head == "candidates":
        yield from (of_candidate(scope.case, entry, tail) for entry in scope.case.rows(head))
    else:
        yield from (find(entry, tail) for entry in scope.case.rows(head))


def mentions(case: Case, node: Node | None) -> Iterator[tuple[str, str, Node]]:
    """Id (or empty), name and place of the persons that a node mentions.

    A mention is an id alone, a group with `person` or `name`, or a list of such. A text that is no id is a name.
    """
    if isinstance(node, Rows):
        for entry in node:
            yield from mentions(case, entry)
    elif node is not None:
        reference = text(node, "person") if isinstance(node, Group) else text(node)
        known = person(case, reference)
        name = known.name if known else text(node, "name") if isinstance(node, Group) else reference
        if name or reference:
            yield (reference if known else "", name or reference, node)
