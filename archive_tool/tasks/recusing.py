"""Who is recused from a sealed case (考察回避), by what its record says; they see nothing of it, on no road."""

from collections.abc import Iterator
from typing import Final

from archive_tool.errors import Damaged
from archive_tool.model.cases import Case
from archive_tool.model.tree import Node, groups, value
from archive_tool.packages.reading import Package
from archive_tool.procedure.paths import mentions
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.sealed import sealed_case

# Lists whose entries are recused, and those whose entries are when the field says so.
_ALWAYS: Final = ("deliberation.meeting.recused", "deliberation.proposal.recused")
_MARKED: Final = (("team.members", "recused", ""), ("team.recusal", "has_relation", "person"))
_RELATED: Final = "relations"  # of a candidate: who declared to be related to them


def recused(desk: Desk, package: Package) -> tuple[str, ...]:
    """The names of those who are recused from the case of a package; none when its record cannot be read."""
    try:
        case = sealed_case(desk, package)
    except Damaged:
        return ()
    return () if case is None else tuple(dict.fromkeys(_names(case)))


def is_recused(desk: Desk, package: Package) -> bool:
    """Whether the acting person is. Without users in archive-tool.yaml nobody is asked."""
    return bool(desk.settings.users and desk.settings.actor) and desk.settings.actor in recused(desk, package)


def _names(case: Case) -> Iterator[str]:
    for path in _ALWAYS:
        yield from _of(case, case.find(path))
    leader = case.find("team.leader")
    if value(leader, "recused") is True:
        yield from _of(case, leader)
    for path, mark, whom in _MARKED:
        for entry in case.groups(path):
            if value(entry, mark) is True:
                yield from _of(case, entry.fields.get(whom) if whom else entry)
    for candidate in groups(case.record, "candidates"):
        for entry in groups(candidate, _RELATED):
            yield from _of(case, entry.fields.get("with"))


def _of(case: Case, node: Node | None) -> Iterator[str]:
    return (name for _, name, _ in mentions(case, node))


