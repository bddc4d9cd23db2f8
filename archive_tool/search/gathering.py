"""Gathers which entries hold which terms, for engines that write a term at a time."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

Postings = Mapping[str, Mapping[str, Sequence[int]]]  # field -> term -> numbers of entries, ascending


class Gathered:
    """The entries of each term, in memory."""

    def __init__(self) -> None:
        self._lists: dict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))

    @property
    def postings(self) -> Postings:
        """What was gathered."""
        return self._lists

    def add(self, number: int, terms: Mapping[str, Collection[str]]) -> None:
        """Adds an entry, whose number is above all before."""
        for field, of_field in terms.items():
            # The innermost loop of building, some hundreds a page of text: C calls alone.
            for numbers in map(self._lists[field].__getitem__, of_field):
                numbers.append(number)

    def clear(self) -> None:
        """Forgets everything."""
        self._lists.clear()
