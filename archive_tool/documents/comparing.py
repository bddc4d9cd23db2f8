"""A Word file that people wrote on, beside the document as it would be written now: what differs, sentence by sentence.

    differences(fresh, edited, names) -> (Difference("document P12", "得35票。", "得36票。", factual=True), …)

Paragraphs outside of tables and rows of tables are set beside each other, whatever was put in or taken out between
them; then the cells of a row and the sentences of a paragraph. A difference is *factual* where a number, a date or one
of the names that the document would print no longer stands in the sentence that says the same. 45 and 四十五, 2026.05
and 2026年5月, 77.8% and 77.80% are the same; what people added is their own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

from archive_tool.documents.places import Where, places
from archive_tool.documents.reading import BODY, W, body_of, own_words, without_fallbacks

ALIKE: Final = 0.45  # so much alike, facts left aside, that it is the same sentence
MOST_PAIRS: Final = 20_000  # of one passage that are looked at; beyond it the order decides
_SENTENCE: Final = re.compile(r"[^。；！？]*[。；！？]*")
_MARK: Final = re.compile(r"【待填：[^】]*】")
_DIGITS: Final = "〇一二三四五六七八九"
_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_NUMBER: Final = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# In Chinese characters a number is one where a date or a count of persons or votes follows; 一致 and 三圈 are not.
_CHINESE: Final = r"[〇○零一二三四五六七八九十百千万两]+(?=[年月日票张名人岁])"
_DATE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[.\-/](\d{1,2})(?:[.\-/](\d{1,2}))?(?![\d%])")
_HALF: Final = str.maketrans("０１２３４５６７８９．％○零两", "0123456789.%〇〇二")


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sentences that say the same in other words or with other facts.

    Attributes:
        place: where it stands in the edited file; in the new document where the edited one has nothing.
        fresh: as it would be written now; empty where people added it.
        edited: as it stands in the file; empty where people took it out.
        factual: whether a number, a date or a name differs.
    """

    place: Where
    fresh: str
    edited: str
    factual: bool


@dataclass(frozen=True, slots=True)
class _Paragraph:
    place: Where
    text: str


_Block = tuple[_Paragraph, ...]  # a paragraph, or those of a row's cells


class _Facts:
    """Finds the facts of a sentence; a longer name is never taken for a shorter one inside it."""

    def __init__(self, names: Iterable[str]) -> None:
        known = sorted({name for name in names if name.strip()}, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join((*map(re.escape, known), _NUMBER, _CHINESE)))

    def of(self, sentence: str) -> tuple[str, ...]:
        """The facts in their order, each in one form."""
        return tuple(_fact(each[0]) for each in self._pattern.finditer(_plain(sentence)))

    def aside(self, sentence: str) -> str:
        """The sentence with a sign for each fact; what is nothing but facts stays as it is."""
        bare = self._pattern.sub("#", _plain(sentence))
        return bare if bare.strip("#\x03 ") else sentence


def _plain(sentence: str) -> str:
    """A sentence with its dates and digits written one way, without what is not filled in yet."""
    return _DATE.sub(r"\1 \2 \3", _MARK.sub("", sentence).translate(_HALF))


def differences(fresh: bytes, edited: bytes, names: Iterable[str] = ()) -> tuple[Difference, ...]:
    """What differs between a document as it would be now and the file that people wrote on, in the file's order.

    Args:
        fresh: the document as it would be written now; as a draft, fields not filled in are no facts.
        edited: the file.
        names: of persons, and whatever else counts as a fact when it stands in the new document (units, posts).

    Raises TemplateFailed when one of the two is no readable Word file.
    """
    facts = _Facts(names)
    ours, theirs = _blocks(fresh), _blocks(edited)
    found: list[Difference] = []
    for mine, other in _paired([_said(block) for block in ours], [_said(block) for block in theirs], facts):
        left = ours[mine] if mine is not None else ()
        right = theirs[other] if other is not None else ()
        if _said(left) != _said(right):
            found += _in_block(left, right, facts)
    return tuple(found)


def _in_block(left: _Block, right: _Block, facts: _Facts) -> Iterator[Difference]:
    """What differs between two paragraphs, or two rows cell by cell."""
    if left and right and len(left) != len(right):
        pairs = _paired([each.text for each in left], [each.text for each in right], facts)
        sides = [
            (left[mine] if mine is not None else None, right[other] if other is not None else None)
            for mine, other in pairs
        ]
    else:
        sides = list(zip_longest(left, right))
    for mine, other in sides:
        place = (other or mine or _Paragraph(Where(), "")).place
        before, after = mine.text if mine else "", other.text if other else ""
        if before == after:
            continue
        if mine is None or other is None:
            yield Difference(place, before, after, factual=False)
        else:
            yield from _in_paragraph(place, before, after, facts)


def _in_paragraph(place: Where, before: str, after: str, facts: _Facts) -> Iterator[Difference]:
    ours, theirs = _sentences(before), _sentences(after)
    if len(ours) == 1 and len(theirs) < 2:  # noqa: PLR2004 - a value in its cell: what stands there now is meant for it
        yield Difference(place, before, after, factual=not _stand_in(facts.of(before), facts.of(after)))
        return
    for mine, other in _paired(ours, theirs, facts):
        said = ours[mine] if mine is not None else ""
        now = theirs[other] if other is not None else ""
        if said != now:
            kept = not (said and now) or _stand_in(facts.of(said), facts.of(now))
            yield Difference(place, said, now, factual=not kept)


def _stand_in(wanted: Sequence[str], there: Iterable[str]) -> bool:
    """Whether facts stand among others in their own order."""
    rest = iter(there)
    return all(fact in rest for fact in wanted)


def _fact(read: str) -> str:
    """A number in one form, a name as it is."""
    if read[0].isdecimal():
        return f"{Decimal(read.replace(',', '')).normalize():f}"
    if all(sign in _DIGITS for sign in read):
        return str(int("".join(str(_DIGITS.index(sign)) for sign in read)))
    if all(sign in _DIGITS or sign in _UNITS for sign in read):
        return str(_counted(read))
    return read


def _counted(read: str) -> int:
    """四十五 is 45, 一千二百 is 1200."""
    total = digit = 0
    for sign in read:
        if sign in _UNITS:
            if sign == "万":
                total = (total + digit) * _UNITS[sign]
            else:
                total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS.index(sign)
    return total + digit


def _paired(left: Sequence[str], right: Sequence[str], facts: _Facts) -> Iterator[tuple[int | None, int | None]]:
    """Which text of one side says what which of the other says, in order; None where one side has none."""
    for kind, i, j, k, m in SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes():
        if kind == "replace":
            yield from _matched(left, range(i, j), right, range(k, m), facts)
        else:
            yield from zip_longest(range(i, j), range(k, m))


def _matched(
    left: Sequence[str], ours: range, right: Sequence[str], theirs: range, facts: _Facts
) -> Iterator[tuple[int | None, int | None]]:
    """The pairs of a passage that make it most alike as a whole; in order where it is too long to try them."""
    if len(ours) * len(theirs) > MOST_PAIRS:
        yield from zip_longest(ours, theirs)
        return
    rows, columns = len(ours), len(theirs)
    alike = [[_alike(left[i], right[k], facts) for k in theirs] for i in ours]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            pair = best[row + 1][column + 1] + alike[row][column] if alike[row][column] else 0.0
            best[row][column] = max(pair, best[row + 1][column], best[row][column + 1])
    row = column = 0
    while row < rows and column < columns:
        score = alike[row][column]
        if score and best[row][column] == best[row + 1][column + 1] + score:
            yield ours[row], theirs[column]
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            yield ours[row], None
            row += 1
        else:
            yield None, theirs[column]
            column += 1
    yield from ((ours[each], None) for each in range(row, rows))
    yield from ((None, theirs[each]) for each in range(column, columns))


def _alike(mine: str, other: str, facts: _Facts) -> float:
    """How much two texts are alike, at least ALIKE, or nothing; facts that differ make them no less alike."""
    if mine == other:
        return 2.0
    plain = SequenceMatcher(None, facts.aside(mine), facts.aside(other), autojunk=False)
    if min(plain.real_quick_ratio(), plain.quick_ratio()) < ALIKE:
        return 0.0
    ratio = plain.ratio()
    shared = len(set(facts.of(mine)) & set(facts.of(other)))
    return ratio + min(shared, 9) / 10 if ratio >= ALIKE else 0.0


def _sentences(said: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.findall(said) if sentence.strip()]


def _said(block: _Block) -> str:
    return "\x03".join(paragraph.text for paragraph in block)


def _blocks(data: bytes) -> list[_Block]:
    """The paragraphs outside of tables and the rows of tables, in order, empty ones left out."""
    tree = body_of(data)
    without_fallbacks(tree)
    blocks: list[list[_Paragraph]] = []
    row_before = None
    for paragraph, place in places(BODY, tree).items():
        said = own_words(paragraph)
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        if row is None or row is not row_before:
            blocks.append([])
        row_before = row
        if said or row is not None:
            blocks[-1].append(_Paragraph(place, said))
    return [tuple(block) for block in blocks if any(paragraph.text for paragraph in block)]
