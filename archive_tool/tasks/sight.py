"""What the acting person may see of the sealed items, for lists that are not made of hits."""

from dataclasses import dataclass

from archive_tool.search.asking import Allowed, Filters, Index
from archive_tool.tasks.clearance import allowed_to
from archive_tool.tasks.desk import Desk


@dataclass(frozen=True, slots=True)
class Textless:
    """A file of an item that has no usable text, so that search cannot know whom it names."""

    package: str
    item: str
    file: str


@dataclass(frozen=True, slots=True)
class Sight:
    """The items that the acting person may see, as package and item (empty for the package itself).

    `textless` are the files among them without usable text.
    """

    allowed: Allowed
    items: frozenset[tuple[str, str]]
    textless: tuple[Textless, ...]

    @property
    def unlimited(self) -> bool:
        """Whether every secrecy level is open to them."""
        return self.allowed.secrecies is None


def sight_of(desk: Desk, index: Index) -> Sight:
    """Looks through the index once, within what the acting person may see."""
    allowed = allowed_to(desk)
    items = set()
    textless = []
    for entry in index.entries(Filters(), desk.settings.today, allowed, texts=False):
        items.add((entry.package, entry.item))
        textless += [Textless(entry.package, entry.item, file.path) for file in entry.files if not file.readable]
    return Sight(allowed, frozenset(items), tuple(textless))
