"""How a text is kept for searching, and which grams stand for it: the same for every engine and for every query.

A text is folded (folding.py) and squeezed: what nobody sees is dropped, blanks between Han characters are dropped, any
other run of blanks becomes one. Its grams are its single characters and its pairs of neighbours, punctuation left out.
A piece of text is in a text only if all its grams are; whether it is, the squeezed text itself decides.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import add
from typing import Final, overload

from archive_tool.folding import fold

FILE_BREAK: Final = "\x00"  # between the files of one entry; no query can hold it, so nothing matches across
_HAN: Final = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]+"
)
# Blanks to drop, each alternative from a blank on: an expression that begins with one character is looked for quickly.
_GAP: Final = re.compile(f" (?:(?<=[{_HAN}] ) *(?=[{_HAN}])|(?<=  ) *)")
_RUN: Final = re.compile(r"\w+")
# Words that OpenCC writes in Traditional with a character that is another Simplified word's (覆盖, 俱全, 座位).
_SPELLINGS: Final = tuple(
    (fold(simplified), fold(traditional))
    for simplified, traditional in (
        *(("答复", "答覆"), ("回复", "回覆"), ("批复", "批覆"), ("函复", "函覆"), ("复函", "覆函"), ("反复", "反覆")),
        *(("复信", "覆信"), ("复电", "覆電"), ("家具", "傢俱"), ("坐标", "座標"), ("黏着", "黏著")),
    )
)


def kept(text: str) -> str:
    """The text as it is kept for searching."""
    return _GAP.sub("", _UNSEEN.sub("", fold(text)))


def kept_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The same, and for each of its characters where it stands in the original."""
    folded = fold(text)
    seen = _UNSEEN.sub("", folded)
    places = _remaining(_UNSEEN, folded, range(len(folded)))
    return _GAP.sub("", seen), _remaining(_GAP, seen, places)


class _Remaining(Sequence[int]):
    """The places of what is left of a text after stretches of it were dropped; nothing is copied."""

    def __init__(self, places: Sequence[int], dropped: Sequence[tuple[int, int]]) -> None:
        """`dropped`: the stretches in order, each from its beginning to before its end."""
        self._places = places
        lengths = [end - begin for begin, end in dropped]
        self._shifts = list(accumulate(lengths, initial=0))
        self._from = [begin - shift for (begin, _), shift in zip(dropped, self._shifts, strict=False)]

    def __len__(self) -> int:
        return len(self._places) - self._shifts[-1]

    @overload
    def __getitem__(self, number: int) -> int: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[int]: ...
    def __getitem__(self, number: int | slice) -> int | Sequence[int]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        return self._places[number + self._shifts[bisect_right(self._from, number)]]


def _remaining(removed: re.Pattern[str], text: str, places: Sequence[int]) -> Sequence[int]:
    dropped = [match.span() for match in removed.finditer(text)]
    return _Remaining(places, dropped) if dropped else places


def grams(text: str) -> set[str]:
    """The grams of a kept text."""
    runs = FILE_BREAK.join(_RUN.findall(text))  # a break stands between them, so that few C calls do for a whole text
    found = set(map(add, runs, runs[1:]))
    found.difference_update([pair for pair in found if FILE_BREAK in pair])
    found.update(runs)
    found.discard(FILE_BREAK)
    return found


def needed(piece: str) -> set[str]:
    """The fewest grams that any text with this piece has: its pairs, and characters that stand alone."""
    found: set[str] = set()
    for run in _RUN.findall(piece):
        found.update(map(add, run, run[1:]) if len(run) > 1 else run)
    return found


def spellings(piece: str) -> tuple[str, ...]:
    """A kept piece and the ways the other script may spell it, itself first."""
    found = [piece]
    for pair in _SPELLINGS:
        for here, there in (pair, pair[::-1]):
            if here in piece:
                found.append(piece.replace(here, there))
    return tuple(dict.fromkeys(found))
