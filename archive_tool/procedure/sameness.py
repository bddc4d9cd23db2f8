"""Sameness (千人一面): how much of one text stands in another, with names masked, and fast over an archive.

    masked(text, names) -> str                      words alone, names made alike
    sketch(text, sparse=…) -> Sketch                a few hundred bytes a text, to keep in the index
    near_copies(new, known, least) -> Iterator[Near]    pairs that share at least that share of their passages
    Neighbours(known).near(key, least) -> list[Near]    the same, one text after another
    passages(one, other) -> tuple[Passage, ...]     side by side, in the original texts
    resemblance(one, other) -> float                exact, of two texts

A text is the set of its runs of five characters. A sketch keeps the smallest of their digests (bottom-k), so that two
sketches estimate how much the sets share without comparing all pairs: only texts that have kept digests in common are
looked at, and of very many that share one digest (turns of phrase of the genre) only the first.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import Final
from zlib import crc32

RUN: Final = 5  # characters of a shingle
KEPT: Final = 64  # digests of a sketch: error about 1 / sqrt(KEPT)
COMMON: Final = 50  # of the texts that share a digest so many are looked at: a turn of phrase of the genre is no hint
_LEAST_PASSAGE: Final = 12  # characters that must agree in a row to be shown
_WORDS: Final = re.compile(r"[\u3400-\u9fffA-Za-z]+")
_MASK: Final = "某"
_SPREAD: Final = 0x9E3779B1  # an odd multiplier, so that digests of like runs lie apart
_WORD: Final = 0xFFFFFFFF
_ANCHORS: Final = "".join(map(chr, range(0x3400, 0xA000, 24)))
_ANCHORED: Final = re.compile(f"(?=([{_ANCHORS}].{{{RUN - 1}}}))")


@dataclass(frozen=True, slots=True)
class Sketch:
    """The smallest digests of a text's runs, ascending, and how many different runs it has."""

    digests: tuple[int, ...]
    size: int

    def to_bytes(self) -> bytes:
        """For keeping: the size, then the digests, four bytes each, little end first."""
        return array("I", (self.size, *self.digests)).tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Sketch":
        """What `to_bytes` gave. Raises ValueError for other bytes."""
        if len(data) % 4 or not data:
            raise ValueError(len(data))
        numbers = array("I")
        numbers.frombytes(data)
        return cls(tuple(numbers[1:]), numbers[0])


@dataclass(frozen=True, slots=True)
class Near:
    """Two texts that are much alike: keys as given, share of common runs between 0 and 1."""

    one: str
    other: str
    share: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that both texts have: where it begins in each, and its words."""

    one: int
    other: int
    text: str


def unnamed(text: str, names: Iterable[str]) -> str:
    """The text with names, units and posts as one mark."""
    for name in sorted(set(names) - {""}, key=len, reverse=True):
        text = text.replace(name, _MASK)
    return text


def masked(text: str, names: Iterable[str]) -> str:
    """The words of a text alone: names, units and posts as one mark, numbers, punctuation and spaces left out."""
    return "".join(_WORDS.findall(unnamed(text, names)))


def runs(text: str) -> set[str]:
    """The different runs of five characters of a masked text; a shorter text is one run."""
    return {text[at : at + RUN] for at in range(max(1, len(text) - RUN + 1))} if text else set()


def sketch(text: str, *, sparse: bool = False) -> Sketch:
    """The sketch of a masked text; its digests are the same on every machine.

    With `sparse` only the runs count that begin with one character in twenty-four: several times as fast, for whole
    reports over an archive. Sparse sketches are compared with sparse ones.
    """
    own = set(_ANCHORED.findall(text)) if sparse else runs(text)
    digests = [crc32(run.encode()) * _SPREAD & _WORD for run in own]
    return Sketch(tuple(sorted(digests)[:KEPT]), len(own))


def resemblance(one: str, other: str) -> float:
    """Common runs of two masked texts as a share of all their runs; 0 when either is empty."""
    first, second = runs(one), runs(other)
    return len(first & second) / max(1, len(first | second))


def estimated(one: Sketch, other: Sketch) -> float:
    """The same, estimated from two sketches: exact for texts of no more than KEPT runs."""
    together = sorted({*one.digests, *other.digests})[:KEPT]
    both = set(one.digests) & set(other.digests)
    return sum(digest in both for digest in together) / len(together) if together else 0.0


class Neighbours:
    """Sketches by key, asked one after another for those that are much alike; it may grow between two questions."""

    def __init__(self, known: Mapping[str, Sketch]) -> None:
        self._known: dict[str, Sketch] = {}
        self._holders: defaultdict[int, list[str]] = defaultdict(list)
        for key, own in known.items():
            self.add(key, own)

    def add(self, key: str, own: Sketch) -> None:
        """Adds a sketch under a key that is not there yet."""
        self._known[key] = own
        for digest in own.digests:
            self._holders[digest].append(key)

    def near(self, key: str, least: float) -> list[Near]:
        """The others that share at least that share of their runs with the text of a key, the most alike first."""
        own, found = self._known[key], []
        for other, shared in Counter(chain.from_iterable(self._telling(own))).items():
            few = min(len(own.digests), len(self._known[other].digests))
            if other != key and 2 * shared >= least * few:
                share = estimated(own, self._known[other])
                if share >= least:
                    found.append(Near(key, other, share))
        return sorted(found, key=_rank)

    def _telling(self, own: Sketch) -> list[list[str]]:
        """For each digest who has it too: of the rare digests, and of the common ones in a text with few rare."""
        shared = [others for digest in own.digests if len(others := self._holders[digest]) > 1]
        rare = [others for others in shared if len(others) <= COMMON]
        few = 2 * (len(shared) - len(rare)) > len(own.digests)
        return [others[:COMMON] for others in shared] if few else rare


def near_copies(new: Sequence[str], known: Mapping[str, Sketch], least: float) -> Iterator[Near]:
    """Pairs of a new text with any other that share at least that share of their runs, the most alike first.

    Args:
        new: keys of the texts to look at; each pair of two new ones is told once.
        known: every sketch by key, the new ones among them.
        least: between 0 and 1.
    """
    neighbours, told = Neighbours(known), set()
    found: list[Near] = []
    for key in new:
        for near in neighbours.near(key, least):
            if (near.other, key) not in told:
                told.add((key, near.other))
                found.append(near)
    yield from sorted(found, key=_rank)


def _rank(near: Near) -> tuple[float, str, str]:
    return -near.share, near.one, near.other


def passages(one: str, other: str) -> tuple[Passage, ...]:
    """What two texts have in common, passage by passage, in the order of the first."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return tuple(
        Passage(match.a, match.b, one[match.a : match.a + match.size])
        for match in matcher.get_matching_blocks()
        if match.size >= _LEAST_PASSAGE
    )
