"""Chapter 5, sameness and cliché, as far as the record holds the text; for Word files see `judge_report`, `judge_same`.

judge_report(report, terms) -> tuple[Finding, ...]          R-523, of a report read from its Word file
judge_same(pairs, texts) -> tuple[Finding, ...]             R-528, of near copies over workspace and archive
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tree import Group, groups, text
from archive_tool.procedure import prose, sameness
from archive_tool.procedure.rule import SURE, UNVERIFIED, Breach, breach, rule
from archive_tool.procedure.terms import Terms
from archive_tool.procedure.view import View

_ALIKE: Final = "文本二（千人一面）；数值为本工具设定"


@dataclass(frozen=True, slots=True)
class Prose:
    """A text read from its Word file.

    Attributes:
        key: of the text over all cases, such as `KC-2026-001/C6-1`.
        case, item: where it belongs.
        name: the person it is about.
        text: its words.
        names: persons, units and posts to mask before comparing.
        place: of the file.
    """

    key: str
    case: str
    item: str
    name: str
    text: str
    names: tuple[str, ...]
    place: Place


def _report_text(report: Group) -> str:
    """What the record holds of a report, in the order of the paper."""
    parts = [text(report, key) for key in ("text", "political_quality", "speciality", "behaviour")]
    parts[1:1] = [text(trait, "text") for trait in groups(report, "traits")]
    parts += [text(one, "text") for one in groups(report, "shortcomings")]
    return "\n".join(part for part in parts if part)


def _names(view: View) -> tuple[str, ...]:
    """Names, posts and units that say who is meant."""
    found = [one.name for one in view.candidates]
    for one in view.candidates:
        found += [
            text(one.node, "proposed_post"),
            text(one.node, "removed_post"),
            text(one.person, "current_post.title"),
        ]
        found += [text(one.person, "current_post.unit")]
    return tuple(name for name in found if name)


def _of(view: View, report: Group) -> str:
    """The person a report is about."""
    one = view.candidate(text(report, "candidate"))
    return one.name if one else text(report, "candidate")


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
    for where, report in view.entries("reports"):
        said = "".join(text(one, "text") for one in groups(report, "shortcomings"))
        measures = prose.measured(_report_text(report), view.terms, said)
        for fault in prose.faults(measures, view.terms, whole=False):
            yield breach(where, fault.severity, name=_of(view, report), what=fault.what)


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
    names = _names(view)
    said = [
        (where, text(talk, "id") or text(talk, "no") or where, sameness.masked(text(talk, "text"), names))
        for where, talk in view.entries("talks")
    ]
    said = [entry for entry in said if len(entry[2]) >= 4 * sameness.RUN]
    known = {where: sameness.sketch(words) for where, _, words in said}
    called = {where: name for where, name, _ in said}
    for near in sameness.near_copies(list(known), known, view.terms.talk_similarity / 100):
        first, second = sorted((near.one, near.other), key=lambda where: list(known).index(where))
        yield breach(second, one=called[first], other=called[second], share=round(100 * near.share))


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
    remedy=("请核对相同段落，写出本人特点。", "Check the common passages and write what is the person's own."),
)
def reports_differ(view: View) -> Iterator[Breach]:
    """Within the case; over the archive `judge_same` says it."""
    names = _names(view)
    held = {where: (report, _report_text(report)) for where, report in view.entries("reports")}
    known = {where: sameness.sketch(sameness.masked(words, names)) for where, (_, words) in held.items() if words}
    for near in sameness.near_copies(list(known), known, view.terms.report_similarity / 100):
        first, second = sorted((near.one, near.other))
        yield breach(
            second,
            name=_of(view, held[second][0]),
            other=_of(view, held[first][0]),
            share=round(100 * near.share),
            passage=_longest(held[second][1], held[first][1]),
        )


def _longest(one: str, other: str) -> str:
    """The longest passage of two texts, cut to a line."""
    common = max(sameness.passages(one, other), key=lambda found: len(found.text), default=None)
    return common.text.strip().replace("\n", " ")[:40] if common else ""


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
    names = _names(view)
    seen: dict[str, tuple[str, str]] = {}
    for where, report in view.entries("reports"):
        for sentence in prose.sentences_of(_report_text(report)):
            bare = sameness.unnamed(sentence, names)
            if len(bare) >= 2 * sameness.RUN and prose.has_fact(sentence):
                owner = seen.setdefault(bare, (where, _of(view, report)))
                if owner[0] != where:
                    yield breach(where, fact=sentence[:40], name=owner[1], other=_of(view, report))


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
    for where, talk in view.entries("talks"):
        said = "".join((text(talk, "text"), *(text(one, "answer") for one in groups(talk, "questions"))))
        word = next((word for word in view.terms.hearsay_words if word in said), "")
        if word:
            yield breach(where, talk=text(talk, "id") or text(talk, "no") or where, word=word)


def judge_report(report: Prose, terms: Terms) -> tuple[Finding, ...]:
    """What R-523 says of a report whose Word file is the text."""
    measures = prose.measured(report.text, terms)
    return tuple(
        Finding(
            "R-523", fault.severity, report.place, {"name": report.name, "what": fault.what}, report.case, report.item
        )
        for fault in prose.faults(measures, terms, whole=True)
    )


def judge_same(pairs: Iterable[sameness.Near], texts: Mapping[str, Prose]) -> tuple[Finding, ...]:
    """What R-528 says of near copies; a pair of which only one text is at hand is told of that one.

    Args:
        pairs: what `sameness.near_copies` gave.
        texts: the texts at hand by key; of a pair at least one must be there.
    """
    found = []
    for near in pairs:
        own, other = texts.get(near.one), texts.get(near.other)
        if own is None:
            own, other = other, None
        if own is not None:
            facts = {
                "name": own.name,
                "other": other.name if other else near.other if own.key == near.one else near.one,
                "share": round(100 * near.share),
                "passage": _longest(own.text, other.text) if other else "",
            }
            found.append(Finding("R-528", Severity.WARNING, own.place, facts, own.case, own.item))
    return tuple(found)
