"""What a rule is: a small pure function with its number, severity, source, sentences and the time it held.

    @rule("R-501", Severity.ERROR, source=…, confidence=…, reads=(…), title=…, says=…, remedy=…)
    def enough_members(view: View) -> Iterator[Breach]: …

A rule yields a `Breach` for each place where the case does not keep it, and nothing where it is kept or not yet due.
Facts that are words of the trade are `Word`s, so that a finding is said in either language.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.procedure.view import View


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sentence in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh


def joined(keys: Iterable[str], table: Mapping[str, tuple[str, str]]) -> Word:
    """The names of keys one after the other, by a table of Chinese and English names."""
    named = [table[key] for key in keys]
    return Word("、".join(zh for zh, _ in named), ", ".join(en for _, en in named))


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a rule is not kept.

    Attributes:
        path: dotted path of the field, for the user's editor; it may name a field that is missing.
        facts: what the sentence needs, by name.
        severity: where it differs from the rule's own.
    """

    path: str
    facts: Mapping[str, object] = field(default_factory=dict)
    severity: Severity | None = None


def breach(path: str, severity: Severity | None = None, /, **facts: object) -> Breach:
    """A breach at a path."""
    return Breach(path, facts, severity)


Judge = Callable[[View], Iterable[Breach]]
CASE: Final = frozenset({"appointment"})
BOTH: Final = frozenset({"appointment", "decision"})
YEARLY: Final = frozenset({"review"})
DRIVE: Final = frozenset({"outreach"})
SURE, LIKELY, UNVERIFIED = "确定", "较有把握", "未核实"
REVISED: Final = date(2019, 3, 3)  # from when the regulation holds in its 2019 wording


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the book.

    Attributes:
        number: stable, `R-501`.
        severity: its usual weight; a breach may weigh otherwise.
        source: where it comes from, in Chinese.
        confidence: 确定, 较有把握 or 未核实.
        reads: the dotted paths it looks at.
        title: its name.
        says: the sentence of a finding, with {facts}.
        remedy: what to do.
        judge: the function.
        kinds: kinds of record it judges. A rule on both kinds judges the sections that a record holds itself, so that a
            decision is judged once and not again with each of its cases.
        since, until: the days between which it held, both included; None is open.
    """

    number: str
    severity: Severity
    source: str
    confidence: str
    reads: tuple[str, ...]
    title: Word
    says: Word
    remedy: Word
    judge: Judge
    kinds: frozenset[str] = CASE
    since: date | None = None
    until: date | None = None

    @property
    def chapter(self) -> int:
        """The chapter of the book it stands in: 5 for R-501, 11 for R-1103."""
        return int(self.number.removeprefix("R-")[:-2])

    def held_on(self, day: date) -> bool:
        """Whether it was in force on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def rule(
    number: str,
    severity: Severity,
    *,
    source: str,
    confidence: str,
    reads: tuple[str, ...],
    title: tuple[str, str],
    says: tuple[str, str],
    remedy: tuple[str, str],
    kinds: frozenset[str] = CASE,
    since: date | None = None,
    until: date | None = None,
) -> Callable[[Judge], Rule]:
    """Makes a rule of a function; the pairs are Chinese and English."""

    def made(judge: Judge) -> Rule:
        return Rule(
            number,
            severity,
            source,
            confidence,
            reads,
            Word(*title),
            Word(*says),
            Word(*remedy),
            judge,
            kinds,
            since,
            until,
        )

    return made


def rules_of(module: object) -> tuple[Rule, ...]:
    """The rules that a chapter's module holds, by number."""
    return tuple(sorted((one for one in vars(module).values() if isinstance(one, Rule)), key=lambda one: one.number))
