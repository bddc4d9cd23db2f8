"""What was written, before the schema types it: every scalar as text with line and column."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(slots=True)
class Scalar:
    """A scalar as text.

    Attributes:
        text: what stands there; `0123`, `no` and `1983.10` stay what they are.
        line, column: counted from 1.
        style: empty for plain text, else `"`, `'`, `|` or `>`.
        last: the last line it covers.
    """

    text: str
    line: int
    column: int
    style: str = ""
    last: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing was written (`title:` and no more)."""
        return not self.text and not self.style


@dataclass(slots=True)
class Mapping:
    """Keys and values in written order; a key that stood there twice stands here once."""

    entries: list[tuple[Scalar, "RawNode"]]
    line: int
    column: int

    def get(self, *names: str) -> "RawNode | None":
        """The value of the first entry whose key is one of the names."""
        for key, value in self.entries:
            if key.text in names:
                return value
        return None


@dataclass(slots=True)
class Sequence:
    """A list; `flow` when it stands in brackets."""

    items: list["RawNode"]
    line: int
    column: int
    flow: bool = False


@dataclass(slots=True)
class Unusable:
    """What stood in a place where a finding already says that it cannot be used: an alias, something too deep."""

    line: int
    column: int


RawNode = Scalar | Mapping | Sequence | Unusable


def scalars(node: RawNode | None) -> Iterator[Scalar]:
    """Every scalar, keys included, in written order; without recursion."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Scalar):
            yield here
        elif isinstance(here, Mapping):
            waiting.extend(part for entry in reversed(here.entries) for part in reversed(entry))
        elif isinstance(here, Sequence):
            waiting.extend(reversed(here.items))
