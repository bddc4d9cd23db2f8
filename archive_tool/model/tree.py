"""A record as a frozen tree of typed leaves, each with its place, read by dotted path.

A tree and not classes, so that an organisation can add a field or a whole kind in its workspace with no Python.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from archive_tool.model.dates import Month, Year
from archive_tool.model.places import Place

Value = str | int | Decimal | bool | date | Month | Year | time
_STEP = re.compile(r"[^.\[\]]+")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One typed value.

    Attributes:
        value: typed by the schema.
        raw: as it was typed.
        place: where.
    """

    value: Value
    raw: str
    place: Place


@dataclass(frozen=True, slots=True)
class Group:
    """Fields by English key, in the order in which they were written."""

    fields: Mapping[str, "Node"]
    place: Place

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)


@dataclass(frozen=True, slots=True)
class Rows:
    """A list."""

    items: tuple["Node", ...]
    place: Place

    def __iter__(self) -> Iterator["Node"]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


Node = Leaf | Group | Rows


def find(node: "Node | None", path: str) -> "Node | None":
    """The node at a dotted path such as `team.members[0].person`; None when anything on the way is missing.

    An empty path is the node itself. `[0]` and `.0` count list entries from 0.
    """
    for step in _STEP.findall(path):
        if isinstance(node, Group):
            node = node.fields.get(step)
        elif isinstance(node, Rows) and step.isdigit() and int(step) < len(node.items):
            node = node.items[int(step)]
        else:
            return None
    return node


def value(node: "Node | None", path: str = "") -> Value | None:
    """The value of the leaf at a dotted path, or None when there is no leaf."""
    found = find(node, path)
    return found.value if isinstance(found, Leaf) else None


def text(node: "Node | None", path: str = "") -> str:
    """The value at a path as text, empty when there is none."""
    found = value(node, path)
    return "" if found is None else str(found)


def rows(node: "Node | None", path: str = "") -> tuple["Node", ...]:
    """The entries of the list at a path, none when there is no list."""
    found = find(node, path)
    return found.items if isinstance(found, Rows) else ()


def groups(node: "Node | None", path: str = "") -> tuple[Group, ...]:
    """The entries of the list at a path that are groups."""
    return tuple(entry for entry in rows(node, path) if isinstance(entry, Group))


def leaves(node: "Node") -> Iterator[Leaf]:
    """Every leaf below a node, in written order."""
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, Group):
        for child in node.fields.values():
            yield from leaves(child)
    else:
        for child in node.items:
            yield from leaves(child)
