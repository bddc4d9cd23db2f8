"""How a report is written: worn-out phrases, facts, weight of shortcomings. Measures only; people judge.

    measured(text, terms) -> Measures
    shortcomings_of(text) -> str          the section on shortcomings of a report as one text
    faults(measures, terms, whole=…) -> Iterator[Fault]

The thresholds are our own (schemas/terms), set so that the believable samples pass; they give hints and never errors.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.procedure.rule import Word
from archive_tool.procedure.terms import Terms

_SENTENCE: Final = re.compile(r"[^。！？；\n]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_FACT: Final = re.compile(
    r"\d|《|[一二三四五六七八九十百千万两半]+(?:余|多)?"
    r"(?:项|个|次|名|件|公里|里|年|月|日|天|昼夜|人|户|处|米|吨|亩|元|家|所|期|场|份|篇|届|级|倍|成|稿|座|台|万|亿)"
)
_HEADING: Final = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])?\s*(?P<title>.{2,16}?)\s*$"
)
_SHORTCOMINGS: Final = re.compile(r"(?:主要)?(?:不足|缺点)(?:之处)?")
_COLLECTIVE: Final = re.compile(r"我局|我县|我市|我校|全局|全县|全校|大家|全体同志")
_LEAST_SENTENCES: Final = 5  # fewer sentences say nothing about a style


@dataclass(frozen=True, slots=True)
class Measures:
    """What was counted in a report.

    Attributes:
        characters: Chinese characters.
        sentences: sentences.
        cliches: worn-out phrases found, each as often as it stands there.
        facts: sentences with a number, a date, a title or the like.
        collective: sentences whose merit is everybody's.
        shortcomings: Chinese characters on shortcomings.
    """

    characters: int
    sentences: int
    cliches: tuple[str, ...]
    facts: int
    collective: int
    shortcomings: int


@dataclass(frozen=True, slots=True)
class Fault:
    """One measure beyond its threshold."""

    what: Word
    severity: Severity = Severity.INFO


def sentences_of(text: str) -> list[str]:
    """The sentences of a text that say anything."""
    return [one.strip() for one in _SENTENCE.findall(text) if _HAN.search(one)]


def shortcomings_of(text: str) -> str:
    """The lines from the heading on shortcomings to the next heading, empty when there is no such heading."""
    found: list[str] = []
    inside = False
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if heading and not re.search(r"[。；，]", line):
            inside = bool(_SHORTCOMINGS.search(heading["title"]))
        elif inside:
            found.append(line)
    return "\n".join(found)


def has_fact(sentence: str) -> bool:
    """Whether a sentence holds something that can be checked."""
    return bool(_FACT.search(sentence))


def measured(text: str, terms: Terms) -> Measures:
    """The measures of a report."""
    sentences = sentences_of(text)
    phrases = (*terms.praise_cliches, *terms.shortcoming_cliches, *terms.degree_words)
    return Measures(
        characters=len(_HAN.findall(text)),
        sentences=len(sentences),
        cliches=tuple(phrase for phrase in phrases for _ in range(text.count(phrase))),
        facts=sum(has_fact(one) for one in sentences),
        collective=sum(bool(_COLLECTIVE.search(one)) for one in sentences),
        shortcomings=len(_HAN.findall(shortcomings_of(text))),
    )


def faults(found: Measures, terms: Terms, *, whole: bool) -> Iterator[Fault]:
    """What is beyond its threshold; the length and weight of parts count only for a whole report."""
    if whole and not terms.report_characters_least <= found.characters <= terms.report_characters_most:
        span = f"{terms.report_characters_least}—{terms.report_characters_most}"
        yield Fault(
            Word(f"共{found.characters}字，一般为{span}字", f"has {found.characters} characters; {span} are usual")
        )
    if found.sentences < _LEAST_SENTENCES:
        return
    if 100 * len(found.cliches) > terms.cliche_share * found.sentences:
        named = "、".join(dict.fromkeys(found.cliches))
        word = Word(f"套话较多（{named}）", f"has many worn-out phrases ({named})")
        yield Fault(word, Severity.WARNING)
    if 100 * found.facts < terms.fact_share * found.sentences:
        share = 100 * found.facts // found.sentences
        word = Word(f"有具体事实的句子只占{share}%", f"has facts in only {share} % of its sentences")
        yield Fault(word, Severity.WARNING)
    if 2 * found.collective > found.sentences:
        yield Fault(Word("多写集体成绩，少写本人作用", "tells mostly of what everybody achieved"))
    if whole and found.characters and 100 * found.shortcomings < terms.shortcoming_share * found.characters:
        share = 100 * found.shortcomings // found.characters
        yield Fault(Word(f"写不足的文字只占{share}%", f"spends only {share} % on shortcomings"))
