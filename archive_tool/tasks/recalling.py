"""What a kind of case has read out of the archive for its rules and templates, by the names its file plan gives.

    recalled(desk, plan, record) -> names with their nodes

What the archive tells is put beside the record and never into it: the record stays what a person wrote. A name stands
for a module with `recall(desk, record)`; it is loaded when a plan asks for it.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Final, Protocol, cast

from archive_tool.errors import Unreadable
from archive_tool.model.places import Place
from archive_tool.model.plans import FilePlan
from archive_tool.model.tree import Group, Leaf, Node, Rows, Value
from archive_tool.tasks.desk import Desk

RECALLS: Final[Mapping[str, str]] = {"appointed_in_year": "archive_tool.tasks.appointed"}
_SOURCE: Final = "archive"


class Recall(Protocol):
    """What a module of `RECALLS` offers."""

    def recall(self, desk: Desk, record: Group) -> list[Mapping[str, object]]:
        """The entries of a list, for a record of the kind that asks."""
        ...


def load(name: str) -> Recall:
    """The module behind a name. Raises Unreadable for a name that nobody knows."""
    if name not in RECALLS:
        raise Unreadable("plan.recalls", name=name, known="、".join(RECALLS))
    return cast("Recall", import_module(RECALLS[name]))


def recalled(desk: Desk, plan: FilePlan, record: Group) -> dict[str, Node]:
    """What the plan asks for. Raises Unreadable for a name that nobody knows."""
    return {name: _rows(name, load(name).recall(desk, record)) for name in plan.recalls}


def _rows(name: str, entries: list[Mapping[str, object]]) -> Rows:
    return Rows(tuple(_group(f"{name}[{n}]", entry) for n, entry in enumerate(entries)), Place(_SOURCE, field=name))


def _group(path: str, entry: Mapping[str, object]) -> Group:
    return Group(
        {
            key: Leaf(cast("Value", said), str(said), Place(_SOURCE, field=f"{path}.{key}"))
            for key, said in entry.items()
        },
        Place(_SOURCE, field=path),
    )
