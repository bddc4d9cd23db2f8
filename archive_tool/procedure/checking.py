"""Runs the rule book over a case.

    check_rules(case, terms, calendar, as_of, book=BOOK) -> tuple[Finding, ...]
    excuse(findings, case) -> tuple[Finding, ...]          waivers of the record applied, idle ones named (F-110)
    wording(language) -> Wording                           a finding's sentence and remedy, rules and F-… alike

Findings come in the order of the file, so that two runs over the same case print the same.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from archive_tool.messages import speaker
from archive_tool.model.cases import Case
from archive_tool.model.findings import Finding, Waiver, ordered
from archive_tool.model.places import Place
from archive_tool.model.tree import Group, find, groups, text
from archive_tool.procedure.book import BOOK, BY_NUMBER
from archive_tool.procedure.filing import WEIGHTS
from archive_tool.procedure.paths import person
from archive_tool.procedure.rule import BOTH, Breach, Rule, Word
from archive_tool.procedure.terms import Terms
from archive_tool.procedure.view import View
from archive_tool.workdays import Calendar

_CUT: Final = re.compile(r"[.\[]")  # where a path may be cut to the part above


def _finding(rule: Rule, found: Breach, view: View) -> Finding:
    """A breach as a finding at its place in the record."""
    place = _place(view.case, found.path)
    return Finding(rule.number, found.severity or rule.severity, place, found.facts, view.case.id)


def _place(case: Case, path: str) -> Place:
    """Where a path stands; that of a person kept once for all cases in the person's own file."""
    head, _, rest = path.partition(".")
    reference, _, field = rest.partition(".")
    known = person(case, reference) if head == "people" else None
    if known is None or known.record.place.source == case.source:
        return case.place(path)
    ends = (len(field), *(cut.start() for cut in reversed([*_CUT.finditer(field)])), 0)
    node = next(found for end in ends if (found := find(known.record, field[:end])) is not None)
    return node.place.at(field)


def check_rules(
    case: Case, terms: Terms, calendar: Calendar, as_of: date, book: Iterable[Rule] = BOOK
) -> tuple[Finding, ...]:
    """What the rules find in a case or decision.

    Args:
        case: the record with its persons and, for a case, the decision it comes under.
        terms: figures and practices of the organisation.
        calendar: working days.
        as_of: the day that counts as today; rules that were not in force on it are left out.
        book: the rules.
    """
    whole = View(case, terms, calendar, as_of)
    alone = whole if case.decision is None else View(replace(case, decision=None), terms, calendar, as_of)
    views = {BOTH: alone}
    return ordered(
        _finding(rule, found, view)
        for rule in book
        if case.kind in rule.kinds and rule.held_on(as_of)
        for view in (views.get(rule.kinds, whole),)
        for found in rule.judge(view)
    )


_ONE_BY_ONE: Final = ("F-", "W-120")  # findings on single papers: missing ones, and facts in Word files


def _waivers(case: Case) -> Iterator[tuple[Waiver, Group]]:
    """The approved excuses of the record itself."""
    for entry in groups(case.record, "waivers"):
        yield (
            Waiver(text(entry, "rule"), text(entry, "reason"), text(entry, "approver"), text(entry, "on"), entry.place),
            entry,
        )


def _excuses(waiver: Waiver, entry: Group, finding: Finding) -> bool:
    """Whether a waiver speaks of a finding: same rule, and the item and field when it names them."""
    item, field = text(entry, "item"), text(entry, "field")
    if finding.rule.startswith(_ONE_BY_ONE) and not item:
        return False  # one line must not excuse every missing paper at once
    return (
        waiver.rule == finding.rule
        and bool(waiver.reason and waiver.approver and waiver.on)
        and (not item or item in (finding.item, finding.item.partition("-")[0]))
        and (not field or finding.place.field == field or finding.place.field.startswith((f"{field}.", f"{field}[")))
    )


def excuse(findings: Iterable[Finding], case: Case) -> tuple[Finding, ...]:
    """The findings with the record's waivers applied; a waiver that meets nothing is named as information."""
    waivers = tuple(_waivers(case))
    used: set[int] = set()
    told = []
    for finding in findings:
        match = next((n for n, (waiver, entry) in enumerate(waivers) if _excuses(waiver, entry, finding)), None)
        if match is None:
            told.append(finding)
        else:
            used.add(match)
            told.append(replace(finding, excused=waivers[match][0]))
    told += [
        Finding("F-110", WEIGHTS["F-110"], waiver.place, {"rule": waiver.rule}, case.id)
        for n, (waiver, _) in enumerate(waivers)
        if n not in used
    ]
    return ordered(told)


def _in_one(word: Word, language: str) -> str:
    """A word or sentence in that language."""
    return word.en if language == "en" else word.zh


def _in_language(facts: Mapping[str, object], language: str) -> dict[str, object]:
    """The facts with words of the trade in that language."""
    return {key: _in_one(fact, language) if isinstance(fact, Word) else fact for key, fact in facts.items()}


def wording(language: str) -> Callable[[Finding], tuple[str, str]]:
    """A function that says a finding and its remedy in that language."""
    say = speaker(language)

    def worded(finding: Finding) -> tuple[str, str]:
        facts = _in_language(finding.facts, language)
        rule = BY_NUMBER.get(finding.rule)
        if rule is None:
            return say(finding.rule, **facts), say(f"{finding.rule}.hint", **facts)
        said, remedy = (_in_one(one, language).format(**facts) for one in (rule.says, rule.remedy))
        return said, remedy

    return worded
