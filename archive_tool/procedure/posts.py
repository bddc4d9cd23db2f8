"""Which posts a person is given and leaves, where the record says it once and papers ask for it in several places.

A candidate who names a position and words no 拟任职务 is proposed for that position, as the notice has it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from archive_tool.model.cases import Case
from archive_tool.model.tree import Group, Leaf, Node, Rows, find, text

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


def filled_in(case: Case, name: str, node: Node) -> Node:
    """A candidate (`candidate`) with the post proposed; anything else as it is.

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
    return node


def record_filled_in(case: Case) -> Group:
    """The record of a case with the posts of its candidates filled in."""
    fields = dict(case.record.fields)
    fields.update(_each(case, "candidate", fields, "candidates"))
    return replace(case.record, fields=fields)


def _each(case: Case, name: str, fields: Mapping[str, Node], key: str) -> dict[str, Node]:
    """A list of a group with each of its entries filled in."""
    listed = fields.get(key)
    if not isinstance(listed, Rows):
        return {}
    return {key: replace(listed, items=tuple(filled_in(case, name, node) for node in listed.items))}
