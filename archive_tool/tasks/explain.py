"""`explain`: what a rule asks, where it comes from, what it reads, how it is satisfied or waived."""

from dataclasses import dataclass
from difflib import get_close_matches

from archive_tool.errors import WrongUsage
from archive_tool.messages import table
from archive_tool.procedure.book import BY_NUMBER
from archive_tool.procedure.rule import Rule


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule in one language; what is not of the rule book has a sentence and a remedy only."""

    number: str
    says: str
    remedy: str
    title: str = ""
    severity: str = ""
    source: str = ""
    confidence: str = ""
    reads: tuple[str, ...] = ()


def explain(number: str, language: str) -> Explained:
    """Explains a rule of the book, or any other finding (`F-101`). Raises WrongUsage with the nearest numbers."""
    wanted = number.upper()
    rule = BY_NUMBER.get(wanted)
    if rule is not None:
        return _of_book(rule, language)
    sentences = table(language)
    if f"{wanted}.hint" in sentences:
        return Explained(wanted, sentences[wanted], sentences[f"{wanted}.hint"])
    known = [*BY_NUMBER, *(key.removesuffix(".hint") for key in sentences if key.endswith(".hint"))]
    raise WrongUsage("explain.no_such_rule", rule=number, near="、".join(get_close_matches(wanted, known)) or "-")


def _of_book(rule: Rule, language: str) -> Explained:
    english = language == "en"
    return Explained(
        number=rule.number,
        says=rule.says.en if english else rule.says.zh,
        remedy=rule.remedy.en if english else rule.remedy.zh,
        title=rule.title.en if english else rule.title.zh,
        severity=rule.severity.value,
        source=rule.source,
        confidence=rule.confidence,
        reads=rule.reads,
    )
