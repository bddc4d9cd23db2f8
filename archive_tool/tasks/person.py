"""`person NAME`: everywhere somebody appears in the sealed papers, by role, and where a text only mentions them."""

import re
from dataclasses import dataclass
from typing import Final

from archive_tool.model.entries import Hit
from archive_tool.search.asking import Appearance, Index, open_index
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.sealed import unreadable_packages
from archive_tool.tasks.sight import Sight, Textless, sight_of

_HAN: Final = re.compile("[\u3400-\u9fff]")
_PAGE: Final = 1_000  # hits asked for at a time


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where somebody appears.

    Attributes:
        appearances: items that name them in a role, by person, then by date.
        mentions: items in whose text the name stands, and which name them in no role.
        textless: files that nobody can search.
        unreadable: how many packages cannot be opened.
        packages: which they are, for whoever may see everything.
    """

    appearances: tuple[Appearance, ...]
    mentions: tuple[Hit, ...]
    textless: tuple[Textless, ...]
    unreadable: int
    packages: tuple[str, ...]


def whereabouts(desk: Desk, name: str) -> Whereabouts:
    """Looks a name, a part of it, a former name or its sound up, within what the acting person may see.

    Raises WrongUsage when there is no name, Doubtful when the index is missing or damaged.
    """
    with open_index(desk.layout.index) as index:
        sight = sight_of(desk, index)
        appearances = index.appearances(name, desk.settings.today, sight.allowed)
        mentions = _mentions(desk, index, sight, _names(name, appearances))
        unreadable = unreadable_packages(desk, index.bare_packages)
    known = {(each.package, each.item) for each in appearances}
    return Whereabouts(
        appearances,
        tuple(hit for hit in mentions if (hit.package, hit.item) not in known),
        sight.textless,
        len(unreadable),
        unreadable if sight.unlimited else (),
    )


def _names(asked: str, appearances: tuple[Appearance, ...]) -> tuple[str, ...]:
    """What to look for in the texts: what was typed when it can be a name in writing, else the names it sounds like."""
    if _HAN.search(asked):
        former = [each.name for each in appearances if each.former]
        return tuple(dict.fromkeys((asked, *former)))
    return tuple(dict.fromkeys(each.name for each in appearances))


def _mentions(desk: Desk, index: Index, sight: Sight, names: tuple[str, ...]) -> list[Hit]:
    found: dict[tuple[str, str], Hit] = {}
    for name in names:
        phrase = '"' + name.replace('"', '""') + '"'
        offset, total = 0, 1
        while offset < total:
            answer = index.ask(phrase, desk.settings.today, limit=_PAGE, offset=offset, allowed=sight.allowed)
            offset, total = offset + _PAGE, answer.total
            for hit in answer.hits:
                if hit.item and hit.via == "text":
                    found.setdefault((hit.package, hit.item), hit)
    return sorted(found.values(), key=lambda hit: (hit.date or "~", hit.case, hit.item))
