"""Which posts a person is given and leaves, where the record says it once and papers ask for it in several places.

A candidate who names a position and words no 拟任职务 is proposed for that position, as the notice has it. A line of an
appointment document that names a person alone means the posts of that person as a candidate; without such the line is
left without posts, so that the paper is refused and the rule speaks (R-1012).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from archive_tool.model.cases import Case
from archive_tool.model.tree import Group, Leaf, Node, Rows, find, groups, rows, text
from archive_tool.procedure.paths import of_candidate
from archive_tool.procedure.progress import ENDED

_LEAVING: Final = frozenset({"免职", "退休"})  # purposes whose positions are those that are left, not those proposed


def proposed_post(case: Case, candidate: Group) -> Leaf | None:
    """拟任职务 of a candidate: as worded, else the title of the position it names, here or in its case."""
    worded = candidate.fields.get("proposed_post")
    if isinstance(worded, Leaf) and text(worded):
        return worded
    reference = text(candidate, "position")
    home = next((each for each in case.served if each.id == text(candidate, "case")), case)
    if not reference or text(home.record, "purpose") in _LEAVING:
        return None
    titles = (find(post, "title") for post in home.groups("positions") if text(post, "id") == reference)
    return next((title for title in titles if isinstance(title, Leaf) and text(title)), None)


def is_silent(line: Group) -> bool:
    """Whether a line of an appointment document names a person and neither a post given nor one taken."""
    return not any(text(one) for key in ("appoint", "remove") for one in rows(line, key))


def with_posts(case: Case, line: Group) -> Group:
    """The line of an appointment document with the posts of its candidate, when it is silent itself.

    Also with its 试用期, which would else go unsaid. A line whose posts are nowhere has none, not even an empty list.
    """
    if not is_silent(line):
        return line
    fields = {key: node for key, node in line.fields.items() if key not in ("appoint", "remove")}
    for home, found in _entries(case, text(line, "person")):
        given = _listed(line, (_bare(proposed_post(home, entry)) for entry in found))
        taken = _listed(line, (entry.fields.get("removed_post") for entry in found))
        if given or taken:
            known = {"appoint": given, "remove": taken, "probation": found[0].fields.get("probation")}
            return replace(line, fields={**{key: node for key, node in known.items() if node is not None}, **fields})
    return replace(line, fields=fields)


def _entries(case: Case, person: str) -> Iterator[tuple[Case, tuple[Group, ...]]]:
    """What speaks of a person as a candidate: the record itself, then its decision, then the cases it serves."""
    for home in (case, *([case.decision] if case.decision is not None else []), *case.served):
        found = tuple(
            entry
            for entry in groups(home.record, "candidates")
            if person and text(entry, "person") == person and text(of_candidate(home, entry, "result")) not in ENDED
        )
        if found:
            yield home, found


def _bare(post: Leaf | None) -> Leaf | None:
    """A post without the 拟任 that some write before it."""
    return post and replace(post, value=text(post).removeprefix("拟任"))


def _listed(line: Group, nodes: Iterator[Node | None]) -> Rows | None:
    """The different posts among some nodes as a list, None when there are none."""
    posts = {text(node): node for node in nodes if node is not None and text(node)}
    return Rows(tuple(posts.values()), line.place) if posts else None


def filled_in(case: Case, name: str, node: Node) -> Node:
    """A candidate (`candidate`) or an appointment document (`document`) with its posts; anything else as it is.

    Args:
        case: where the posts stand.
        name: what the node is, as file plans name the subjects of items.
        node: the entry.
    """
    if not isinstance(node, Group):
        return node
    if name == "candidate":
        post = proposed_post(case, node)
        return node if post is None else replace(node, fields={**node.fields, "proposed_post": post})
    if name == "document" and (lines := node.fields.get("persons")) is not None:
        told = tuple(with_posts(case, line) if isinstance(line, Group) else line for line in rows(lines))
        return replace(node, fields={**node.fields, "persons": Rows(told, lines.place)})
    return node


def record_filled_in(case: Case) -> Group:
    """The record of a case with the posts of its candidates and appointment documents filled in."""
    fields = dict(case.record.fields)
    fields.update(_each(case, "candidate", fields, "candidates"))
    appointment = fields.get("appointment")
    if isinstance(appointment, Group):
        documents = _each(case, "document", appointment.fields, "documents")
        fields["appointment"] = replace(appointment, fields={**appointment.fields, **documents})
    return replace(case.record, fields=fields)


def _each(case: Case, name: str, fields: Mapping[str, Node], key: str) -> dict[str, Node]:
    """A list of a group with each of its entries filled in."""
    listed = fields.get(key)
    if not isinstance(listed, Rows):
        return {}
    return {key: replace(listed, items=tuple(filled_in(case, name, node) for node in listed.items))}
