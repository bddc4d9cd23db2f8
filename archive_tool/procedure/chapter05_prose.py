"""Chapter 5, sameness and cliché: of the text in the record, and of Word files where people have written on.

texts_of(case, …) -> Texts                                  the reports and talks that the record holds
judge_prose(texts, terms) -> tuple[Finding, ...]            R-523, R-527 to R-529, R-535 of texts wherever they stand
judge_same(pairs, texts, terms) -> tuple[Finding, ...]      R-528, of near copies over workspace and archive

The same measures serve the rules, which read the record alone, and `judge_prose`, for which some of the texts were read
from Word files.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tree import Group, groups, text
from archive_tool.procedure import prose, sameness
from archive_tool.procedure.rule import SURE, UNVERIFIED, Breach, Rule, Word, breach, rule
from archive_tool.procedure.terms import Terms
from archive_tool.procedure.view import View

_ALIKE: Final = "文本二（千人一面）；数值为本工具设定"
DOUBT: Final = 0.8  # an estimate may be too low by a fifth
_SHOWN: Final = 3  # passages that are shown side by side
_STOPS: Final = "。！？；\n"
_SENTENCE: Final = re.compile(f"[^{_STOPS}]{{12,}}")
_LINE: Final = 40  # characters of a passage that are shown
# Characters from which a Word file is compared: the headings and facts that all of them share are some 250, less than a
# third of what two such papers have together.
LEAST_PAPER: Final = 600


@dataclass(frozen=True, slots=True)
class Prose:
    """A report or a talk as a text.

    Attributes:
        key: of the text over all cases, such as `KC-2026-001/C6-1`; within a record its path, `reports[0]`.
        case, item: where it belongs.
        name: the person a report is about; what a talk is called.
        text: its words.
        names: persons, units and posts to mask before comparing.
        place: in the record, or the Word file.
        whole: whether it is the whole paper; a record may hold a part.
    """

    key: str
    case: str
    item: str
    name: str
    text: str
    names: tuple[str, ...]
    place: Place
    whole: bool = False

    @property
    def masked(self) -> str:
        """Its words with the names masked."""
        return sameness.masked(self.text, self.names)

    @property
    def is_begun(self) -> bool:
        """Whether there is enough of it to be compared: a paper that is hardly more than its headings is not."""
        return len(self.masked) >= LEAST_PAPER if self.whole else bool(self.text)


@dataclass(frozen=True, slots=True)
class Texts:
    """The reports and the talks of a case, in the order of the record."""

    reports: tuple[Prose, ...]
    talks: tuple[Prose, ...]


def _report_text(report: Group) -> str:
    """What the record holds of a report, in the order of the paper."""
    parts = [text(report, "text")]
    parts += [text(trait, "text") for trait in groups(report, "traits")]
    parts += [text(report, key) for key in ("political_quality", "speciality", "behaviour")]
    parts += [text(one, "text") for one in groups(report, "shortcomings")]
    return "\n".join(part for part in parts if part)


def _names(view: View) -> tuple[str, ...]:
    """Names, posts and units that say who is meant."""
    found = [one.name for one in view.candidates]
    for one in view.candidates:
        found += [text(one.node, key) for key in ("proposed_post", "removed_post")]
        found += [text(one.person, key) for key in ("current_post.title", "current_post.unit")]
    return tuple(name for name in found if name)


def _of(view: View, report: Group) -> str:
    """The person a report is about."""
    one = view.candidate(text(report, "candidate"))
    return one.name if one else text(report, "candidate")


def texts_of(view: View) -> Texts:
    """The reports and talks that a record holds."""
    names, case = _names(view), view.case
    return Texts(
        tuple(
            Prose(where, case.id, "", _of(view, report), _report_text(report), names, case.place(where))
            for where, report in view.entries("reports")
        ),
        tuple(
            Prose(where, case.id, "", text(talk, "id") or text(talk, "no") or where, said, names, case.place(where))
            for where, talk in view.entries("talks")
            for said in ("".join((text(talk, "text"), *(text(one, "answer") for one in groups(talk, "questions")))),)
        ),
    )


Found = Iterator[tuple[Prose, Breach]]
"""What is said of a text; the breach's path is the text's key."""


def _worn(reports: Iterable[Prose], terms: Terms) -> Found:
    for one in reports:
        for fault in prose.faults(prose.measured(one.text, terms), terms, whole=one.whole):
            yield one, breach(one.key, fault.severity, name=one.name, what=fault.what)


def _copied_talks(talks: Iterable[Prose], terms: Terms) -> Found:
    begun = [one for one in talks if len(one.masked) >= 4 * sameness.RUN]
    for first, second, share in _near(begun, terms.talk_similarity):
        yield second, breach(second.key, one=first.name, other=second.name, share=round(100 * share))


def _copied_reports(reports: Iterable[Prose], terms: Terms) -> Found:
    for first, second, share in _near([one for one in reports if one.is_begun], terms.report_similarity):
        yield second, _same(second, first, share)


def _near(texts: Iterable[Prose], least: int) -> Iterator[tuple[Prose, Prose, float]]:
    """Pairs of texts, in their order, that share at least so many per cent; sketches find them, the texts decide."""
    held = {one.key: one for one in texts}
    order = list(held)
    known = {key: sameness.sketch(one.masked) for key, one in held.items()}
    for near in sameness.near_copies(order, known, DOUBT * least / 100):
        first, second = (held[key] for key in sorted((near.one, near.other), key=order.index))
        share = sameness.resemblance(first.masked, second.masked)
        if 100 * share >= least:
            yield first, second, share


def _same(own: Prose, other: Prose, share: float) -> Breach:
    """Two near copies, told of one with its longest common sentences beside those of the other."""
    found = dict.fromkeys(_common(own.text, other.text))  # a sentence that differs in its middle is met twice
    common = sorted(found, key=lambda pair: -len(pair[0]))[:_SHOWN]
    zh = "；".join(f"本材料“{_line(here)}”，对方“{_line(there)}”" for here, there in common)
    en = "; ".join(f"here “{_line(here)}”, there “{_line(there)}”" for here, there in common)
    passage = _line(common[0][0]) if common else ""
    return breach(
        own.key, name=own.name, other=other.name, share=round(100 * share), passage=passage, beside=Word(zh, en)
    )


def _common(one: str, other: str) -> Iterator[tuple[str, str]]:
    """The sentences of one text that say what one of the other says, each with that."""
    for at in sameness.passages(one, other):
        for found in _SENTENCE.finditer(at.text):
            yield _around(one, at.one + found.start()), _around(other, at.other + found.start())


def _around(said: str, at: int) -> str:
    """The sentence of a text that stands at a place."""
    stop = max(said.rfind(mark, 0, at) for mark in _STOPS)
    found = _SENTENCE.search(said, max(stop, 0))
    return found[0].strip() if found else ""


def _line(said: str) -> str:
    return said.strip().replace("\n", " ")[:_LINE]


def _claimed_twice(reports: Iterable[Prose]) -> Found:
    """The same sentence with a fact in two reports."""
    seen: dict[str, Prose] = {}
    for one in reports:
        for sentence in prose.sentences_of(one.text):
            bare = sameness.unnamed(sentence, one.names)
            if len(bare) >= 2 * sameness.RUN and prose.has_fact(sentence):
                owner = seen.setdefault(bare, one)
                if owner is not one:
                    yield one, breach(one.key, fact=sentence[:_LINE], name=owner.name, other=one.name)


def _hearsay(talks: Iterable[Prose], terms: Terms) -> Found:
    for one in talks:
        word = next((word for word in terms.hearsay_words if word in one.text), "")
        if word:
            yield one, breach(one.key, talk=one.name, word=word)


@rule(
    "R-523",
    Severity.INFO,
    source=_ALIKE,
    confidence=UNVERIFIED,
    reads=("reports",),
    title=("考察材料写实", "a report written from facts"),
    says=("{name}的考察材料{what}。", "The report on {name} {what}."),
    remedy=(
        "请用具体事例代替套话，写清本人作用和具体不足；数值是参考，可在口径中改定。",
        "Give facts in place of set phrases, the person's own part and real shortcomings; the figures are terms.",
    ),
)
def written_from_facts(view: View) -> Iterator[Breach]:
    """Of the text in the record, which may be a part of the paper."""
    yield from (found for _, found in _worn(texts_of(view).reports, view.terms))


@rule(
    "R-527",
    Severity.WARNING,
    source="文本二（谈话雷同）；数值为本工具设定",
    confidence=UNVERIFIED,
    reads=("talks",),
    title=("谈话记录不雷同", "talks are not copies of one another"),
    says=("谈话{one}与{other}的内容有{share}%相同。", "Talks {one} and {other} have {share} % in common."),
    remedy=("请对照原始记录核对。", "Check against the notes."),
)
def talks_differ(view: View) -> Iterator[Breach]:
    """Every pair of talks whose text is in the record."""
    yield from (found for _, found in _copied_talks(texts_of(view).talks, view.terms))


@rule(
    "R-528",
    Severity.WARNING,
    source=_ALIKE,
    confidence=UNVERIFIED,
    reads=("reports",),
    title=("考察材料不雷同", "reports are not copies of one another"),
    says=(
        "{name}的考察材料与{other}的有{share}%相同，如“{passage}”。",
        "The report on {name} has {share} % in common with that on {other}, such as “{passage}”.",
    ),
    remedy=(
        "请对照相同段落，写出本人特点：{beside}。",
        "Compare the common passages and write what is the person's own: {beside}.",
    ),
)
def reports_differ(view: View) -> Iterator[Breach]:
    """Within the case; over workspace and archive `judge_same` says it."""
    yield from (found for _, found in _copied_reports(texts_of(view).reports, view.terms))


@rule(
    "R-529",
    Severity.WARNING,
    source="文本二",
    confidence=UNVERIFIED,
    reads=("reports",),
    title=("同一事例不归两人", "no example is claimed by two"),
    says=(
        "同一事例“{fact}”写在{name}和{other}的考察材料中。",
        "“{fact}” stands in the reports on both {name} and {other}.",
    ),
    remedy=(
        "请核对该事例是谁所为；共同完成的写清各人作用。",
        "Find out whose it is; write each one's part in common work.",
    ),
)
def one_owner(view: View) -> Iterator[Breach]:
    """The same sentence with a fact in two reports of the case."""
    yield from (found for _, found in _claimed_twice(texts_of(view).reports))


@rule(
    "R-535",
    Severity.INFO,
    source="文本二（二传手）",
    confidence=SURE,
    reads=("talks",),
    title=("谈话不以传闻为据", "talks do not rest on hearsay"),
    says=("谈话{talk}中有“{word}”一类转述。", "Talk {talk} has hearsay (“{word}”)."),
    remedy=("请注明是否本人亲历，或向知情人核实。", "Say whether it was seen at first hand, or ask who knows."),
)
def first_hand(view: View) -> Iterator[Breach]:
    """Where the text is in the record."""
    yield from (found for _, found in _hearsay(texts_of(view).talks, view.terms))


PROSE_RULES: Final = frozenset(
    rule.number for rule in (written_from_facts, talks_differ, reports_differ, one_owner, first_hand)
)
"""The numbers of the rules that `judge_prose` judges again where texts stand in Word files."""


def judge_prose(texts: Texts, terms: Terms) -> tuple[Finding, ...]:
    """What the rules of this chapter say of the reports and talks of a case, wherever each of them stands."""
    said = (
        (written_from_facts, _worn(texts.reports, terms)),
        (talks_differ, _copied_talks(texts.talks, terms)),
        (reports_differ, _copied_reports(texts.reports, terms)),
        (one_owner, _claimed_twice(texts.reports)),
        (first_hand, _hearsay(texts.talks, terms)),
    )
    return tuple(_finding(rule, one, found) for rule, every in said for one, found in every)


def _finding(rule: Rule, one: Prose, found: Breach) -> Finding:
    return Finding(rule.number, found.severity or rule.severity, one.place, found.facts, one.case, one.item)


def judge_same(pairs: Iterable[sameness.Near], texts: Mapping[str, Prose], terms: Terms) -> tuple[Finding, ...]:
    """What R-528 says of reports of different cases that a comparison of sketches took for near copies.

    The texts decide: a sketch is an estimate.

    Args:
        pairs: what `sameness.near_copies` gave; each is told of its first text.
        texts: the texts of both by key; a pair of which one is not there is left out.
        terms: figures of the organisation.
    """
    found = []
    for near in pairs:
        own, other = texts.get(near.one), texts.get(near.other)
        if own is not None and other is not None and own.case != other.case:
            share = sameness.resemblance(own.masked, other.masked)
            if 100 * share >= terms.report_similarity:
                found.append(_finding(reports_differ, own, _same(own, other, share)))
    return tuple(found)
