"""To which item of the file plan a paper belongs, by its name and the text of its first page: a proposal, no more.

    proposals(names, texts, headings(plan)) -> one Proposal a paper: item, how sure, why

Used by `attach` for what was dropped into a case, whose items are known one by one (`headings_of`), and by `accession`
for old dossiers, of which there is only the plan (`headings`). Nothing is decided here: a person confirms.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from archive_tool.folding import fold
from archive_tool.model.plans import FilePlan, Item

# A code stands by itself: `C6-2_…`, not the `e1` of a word. What follows the number may be a letter of the code.
_CODE: Final = re.compile(r"(?<![0-9a-z])([a-z]\d{1,2}[a-z]?(?:-\d{1,3})?)(?![0-9a-z])", re.ASCII)
_NOT_WORDS: Final = re.compile(r"[\W_]+")
_NOISE: Final = re.compile(r"扫描件?|复印件?|电子版|定稿|终稿|最终版?|盖章版|签字版|签字件|正式稿|scan|img|page")
_HEAD: Final = 200  # characters of a text in which its title stands: below the red head of an official paper at most
_NAME_MOST: Final = 300  # characters of a name; no file system has longer ones
_BY_CODE, _BY_NAME, _BY_TEXT = 0.95, 0.8, 0.75
_BY_WORDS: Final = 0.7  # for a name that has all words of a title, but not together
_LENGTH: Final = 0.0125  # a character: the longer a title that stands there, the more it says
_SUBJECT: Final = 0.06
_STAGE: Final = 0.03
_WORDS_LEAST: Final = 0.6  # share of a title's pairs of characters that must be there
_CERTAIN, _LIKELY, _LEAST = 0.85, 0.7, 0.4
_CLEAR: Final = 0.03  # by how much the best must lead the next to be more than doubtful
_OTHERS: Final = 3
_LONG: Final = 12  # characters; longer titles say no more
_ANYTHING: Final = "…"
_BETWEEN: Final = ".{0,30}?"  # what may stand in its place


class Sure(StrEnum):
    """How sure a proposal is; NONE when nothing can be proposed."""

    CERTAIN = "certain"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Heading:
    """An item under which papers may be filed.

    Attributes:
        key: as `attach --item` takes it, `C6-2`; of a plan alone the code, `C6`.
        code: `C6`.
        title: for people.
        names: what such a paper is called: its full title, the plan's name, the fixed short one, what else is usual.
        subjects: names of the persons and bodies it is about.
        stage: 考察, as folders of old dossiers are called.
    """

    key: str
    code: str
    title: str
    names: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: `kind` is code, name, text, words, subject or stage; `words` are those that were found."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a paper seems to be.

    Attributes:
        name: the paper's, as it was given.
        item: key of the heading; empty when nothing can be proposed.
        sure: see Sure.
        why: what speaks for it.
        others: keys that come nearly as near, best first.
    """

    name: str
    item: str = ""
    sure: Sure = Sure.NONE
    why: tuple[Reason, ...] = ()
    others: tuple[str, ...] = ()


def headings(plan: FilePlan) -> tuple[Heading, ...]:
    """What the lines of a plan offer, where there is no record that says whom and what they are about."""
    return tuple(
        Heading(
            line.code, line.code, line.zh, _different((line.zh, line.short, *line.also)),
            stage=plan.stage(line.stage).zh,
        )
        for line in plan.items
    )  # fmt: skip


def headings_of(
    plan: FilePlan, items: Iterable[Item], subjects: Callable[[Item], Iterable[str]]
) -> tuple[Heading, ...]:
    """What the items of a case offer. `subjects` says whom and which bodies an item is about."""
    return tuple(
        Heading(
            item.key, item.plan.code, item.title,
            _different((item.title, item.plan.zh, item.plan.short, *item.plan.also)),
            _different(subjects(item)), plan.stage(item.plan.stage).zh,
        )
        for item in items
    )  # fmt: skip


def proposals(names: Sequence[str], texts: Sequence[str], plan: Sequence[Heading]) -> tuple[Proposal, ...]:
    """The item that each paper seems to be.

    Args:
        names: file names, or paths below the folder of a dossier (`/` separated: its folders are read too).
        texts: the text of each paper, its first page at least; empty where there is none.
        plan: from `headings` or `headings_of`.
    """
    offers = tuple(_offer(heading) for heading in plan)
    return tuple(_proposal(name, text, offers) for name, text in zip(names, texts, strict=True))


@dataclass(frozen=True, slots=True)
class _Name:
    """What such a paper is called: `…` in it stands for a few other words (`关于…任职的通知`)."""

    word: str
    bare: str  # its parts together
    length: int
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, word: str) -> "_Name":
        parts = [bare for part in word.split(_ANYTHING) if (bare := _bare(part))]
        return cls(word, "".join(parts), sum(map(len, parts)), re.compile(_BETWEEN.join(map(re.escape, parts))))


@dataclass(frozen=True, slots=True)
class _Offer:
    """A heading with everything folded once."""

    heading: Heading
    key: str
    code: str
    names: tuple["_Name", ...]
    subjects: tuple[tuple[str, str], ...]
    stage: str

    @classmethod
    def of(cls, heading: Heading) -> "_Offer":
        def folded(words: Iterable[str]) -> tuple[tuple[str, str], ...]:
            return tuple((bare, word) for word in words if (bare := _bare(word)))

        names = tuple(name for word in heading.names if (name := _Name.of(word)).length)
        return cls(
            heading, fold(heading.key), fold(heading.code), names, folded(heading.subjects), _bare(heading.stage)
        )


_offer: Final = cache(_Offer.of)  # of a thousand folders the plan is folded once


@dataclass(frozen=True, slots=True)
class _Paper:
    codes: frozenset[str]
    name: str
    folders: str
    text: str
    in_name: Mapping[str, int]  # what items are called, as it stands in the name, and where
    in_head: Mapping[str, int]


def _told(where: str, offers: Sequence[_Offer]) -> dict[str, int]:
    """What items are called, as it stands in a name or head: 会议记录 within 专题会议记录 says nothing."""
    found = {
        name.word: (*match.span(), name.length)
        for offer in offers
        for name in offer.names
        if (match := name.pattern.search(where))
    }
    within = {
        word
        for word, (first, last, length) in found.items()
        if any(begin <= first and last <= end and more > length for begin, end, more in found.values())
    }
    return {word: first for word, (first, _, _) in found.items() if word not in within}


def _proposal(name: str, text: str, offers: Sequence[_Offer]) -> Proposal:
    path = PurePosixPath(name[-_NAME_MOST:].replace("\\", "/"))
    stem = fold(path.stem)
    codes = frozenset(_CODE.findall(stem))
    begin = _bare(text[: _HEAD * 4])
    bare, head = _bare(_NOISE.sub("", stem)), begin[:_HEAD]
    paper = _Paper(codes, bare, _bare(str(path.parent)), begin, _told(bare, offers), _told(head, offers))
    ranked = sorted(
        ((*_score(paper, offer), offer.heading) for offer in offers), key=lambda each: each[0], reverse=True
    )
    if not ranked or ranked[0][0] < _LEAST:
        return Proposal(name)
    best, why, heading = ranked[0]
    near = [other.key for score, _, other in ranked[1:] if score >= max(_LEAST, best - _CLEAR)]
    sure = Sure.DOUBTFUL if near or best < _LIKELY else Sure.CERTAIN if best >= _CERTAIN else Sure.LIKELY
    others = near or [other.key for score, _, other in ranked[1:] if score >= _LEAST]
    return Proposal(name, heading.key, sure, why, tuple(others[:_OTHERS]))


def _score(paper: _Paper, offer: _Offer) -> tuple[float, tuple[Reason, ...]]:
    """How much speaks for an item, 0 to about 1.1, and what."""
    seen = [each for each in (_by_code(paper, offer), _by_name(paper, offer), _by_text(paper, offer)) if each[0]]
    if not seen:
        return 0.0, ()
    # What speaks for it twice, by name and by text, is surer than either; a code with a foreign title is less so.
    missing = 1.0
    for score, _ in seen:
        missing *= 1 - min(score, 0.99)
    total = 1 - missing
    reasons = [reason for _, reason in seen]
    for bare, word in offer.subjects:
        if bare in paper.name or bare in paper.text:
            total += _SUBJECT
            reasons.append(Reason("subject", word))
            break
    if offer.stage and offer.stage in paper.folders:
        total += _STAGE
        reasons.append(Reason("stage", offer.heading.stage))
    return total, tuple(reasons)


def _by_code(paper: _Paper, offer: _Offer) -> tuple[float, Reason]:
    if offer.key in paper.codes or offer.code in paper.codes:
        return _BY_CODE, Reason("code", offer.heading.key if offer.key in paper.codes else offer.heading.code)
    return 0.0, Reason("code", "")


def _by_name(paper: _Paper, offer: _Offer) -> tuple[float, Reason]:
    """By the longest of its names that stands in the file's name; else by the words that the two share."""
    found = _longest(paper.in_name, offer)
    if found is not None:
        return _BY_NAME + _LENGTH * min(found.length, _LONG), Reason("name", found.word)
    shared, word = max(((_shared(name.bare, paper.name), name.word) for name in offer.names), default=(0.0, ""))
    return (_BY_WORDS * shared, Reason("words", word)) if shared >= _WORDS_LEAST else (0.0, Reason("words", ""))


def _by_text(paper: _Paper, offer: _Offer) -> tuple[float, Reason]:
    found = _longest(paper.in_head, offer)
    if found is None:
        return 0.0, Reason("text", "")
    # The title stands first; what a paper cites stands later.
    score = _BY_TEXT + _LENGTH * min(found.length, _LONG) - 0.2 * paper.in_head[found.word] / _HEAD
    return score, Reason("text", found.word)


def _longest(told: Mapping[str, int], offer: _Offer) -> _Name | None:
    return max((name for name in offer.names if name.word in told), key=lambda name: name.length, default=None)


def _shared(title: str, name: str) -> float:
    pairs = {title[at : at + 2] for at in range(len(title) - 1)}
    return sum(pair in name for pair in pairs) / len(pairs) if pairs else 0.0


def _bare(words: str) -> str:
    """Folded, without spaces, punctuation and digits: `干 部 任 免 审 批 表` is 干部任免审批表."""
    return "".join(char for char in _NOT_WORDS.sub("", fold(words)) if not char.isdecimal())


def _different(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
