"""`explain`: what a rule asks, where it comes from, what it reads, how it is satisfied or waived."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from archive_tool.errors import WrongUsage
from archive_tool.messages import table
from archive_tool.procedure.book import BY_NUMBER
from archive_tool.procedure.filing import WEIGHTS
from archive_tool.procedure.rule import Rule

_FACT: Final = re.compile(r"\{\w+\}")
_WAIVED: Final = frozenset({"W-120"})  # besides the rules of the book and those of filing


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule in one language; what is not of the rule book has no title, and is no rule of procedure."""

    number: str
    says: str
    remedy: str
    title: str = ""
    severity: str = ""
    source: str = ""
    confidence: str = ""
    reads: tuple[str, ...] = ()
    waivable: bool = False


def explain(number: str, language: str) -> Explained:
    """Explains a rule of the book, or any other finding (`F-101`). Raises WrongUsage with the nearest numbers."""
    wanted = number.upper()
    rule = BY_NUMBER.get(wanted)
    if rule is not None:
        return _of_book(rule, language)
    sentences = table(language)
    if f"{wanted}.hint" in sentences:
        return Explained(
            number=wanted,
            says=_plain(sentences[wanted], language),
            remedy=_plain(sentences[f"{wanted}.hint"], language),
            severity=WEIGHTS[wanted].value if wanted in WEIGHTS else "",
            source=sentences.get(f"explain.family.{wanted[0]}", ""),
            waivable=wanted in WEIGHTS or wanted in _WAIVED,
        )
    known = [*BY_NUMBER, *(key.removesuffix(".hint") for key in sentences if key.endswith(".hint"))]
    raise WrongUsage("explain.no_such_rule", rule=number, near="、".join(get_close_matches(wanted, known)) or "-")


def _plain(sentence: str, language: str) -> str:
    """A sentence without a case: what it would name there is left open."""
    return _FACT.sub("…" if language == "en" else "××", sentence)


def _of_book(rule: Rule, language: str) -> Explained:
    english = language == "en"
    return Explained(
        number=rule.number,
        says=_plain(rule.says.en if english else rule.says.zh, language),
        remedy=_plain(rule.remedy.en if english else rule.remedy.zh, language),
        title=rule.title.en if english else rule.title.zh,
        severity=rule.severity.value,
        source=rule.source,
        confidence=rule.confidence,
        reads=rule.reads,
        waivable=True,
    )
