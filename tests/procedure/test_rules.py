"""Every rule has a case that keeps it and one that breaks it; the finding stands at the right field, file and weight.

The pairs are in records/pairs.yaml, as changes of records/complete.yaml, or of the complete record `of` another kind;
more cases of a chapter are in records/more/, some with `terms` that an organisation set (as in archive-tool.yaml).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from archive_tool.messages import named_facts
from archive_tool.model.cases import Case
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.tree import Group
from archive_tool.procedure.book import BOOK, BY_NUMBER, CHAPTERS, ELSEWHERE
from archive_tool.procedure.checking import check_rules, wording
from archive_tool.procedure.rule import rules_of
from archive_tool.procedure.terms import Terms
from archive_tool.workdays import Calendar

TODAY = date(2026, 5, 6)
RECORDS = Path(__file__).parent / "records"
PAIRS: dict[str, dict[str, Any]] = yaml.load(
    (RECORDS / "pairs.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
MORE: list[dict[str, Any]] = [
    each
    for path in sorted((RECORDS / "more").glob("*.yaml"))
    for each in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
]
SAID: dict[str, str] = yaml.load(
    (RECORDS / "said.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
SHARED = {
    "exception": PAIRS["R-310"]["keeps"],
    "renewal": PAIRS["R-412"]["keeps"],
    "at C": dict.fromkeys(("closed_on", "publicity", "appointment", "deliberation"), "~"),  # come no further than that stage
    "at D": dict.fromkeys(("closed_on", "publicity", "appointment"), "~"),
}

Edits = dict[str, object]
Find = Callable[..., tuple[Finding, ...]]


def changes(pair: dict[str, Any], key: str) -> Edits:
    said = pair.get(key, {})
    edits = SHARED[said] if isinstance(said, str) else said
    return {path: None if value == "~" else value for path, value in edits.items()}


@pytest.fixture(scope="module")
def find(
    complete: Group,
    own_terms: Callable[[str], Terms],
    edit: Callable[[Group, dict[str, object]], Group],
    read_case: Callable[[Group], Case],
    read_group: Callable[[str], Group],
) -> Find:
    def found(*edits: Edits, of: str = "", own: str = "") -> tuple[Finding, ...]:
        record = read_group((RECORDS / f"complete-{of}.yaml").read_text(encoding="utf-8")) if of else complete
        for one in edits:
            record = edit(record, one)
        case = read_case(record)
        told = record.fields.get("recalled")  # what the corridor would read out of the archive
        case = replace(case, recalled={"appointed_in_year": told}) if told is not None else case
        return check_rules(case, own_terms(own), Calendar(), TODAY)

    return found


@pytest.mark.parametrize("kind", ["", "review", "outreach"])
def test_the_complete_case_keeps_every_rule(kind: str, find: Find) -> None:
    assert [(one.rule, one.place.field, dict(one.facts)) for one in find(of=kind)] == []


def test_every_rule_has_its_pair_and_no_pair_lacks_its_rule() -> None:
    assert sorted(PAIRS) == sorted(BY_NUMBER)


@pytest.mark.parametrize("number", sorted(PAIRS))
def test_a_case_that_keeps_the_rule(number: str, find: Find) -> None:
    found = find(changes(PAIRS[number], "keeps"), of=PAIRS[number].get("of", ""))
    assert [one for one in found if one.rule == number] == []


@pytest.mark.parametrize("number", sorted(PAIRS))
def test_a_case_that_breaks_the_rule(number: str, find: Find) -> None:
    pair = PAIRS[number]
    found = [one for one in find(changes(pair, "keeps"), changes(pair, "breaks"), of=pair.get("of", "")) if one.rule == number]
    assert [one.place.field for one in found][:1] == [pair["at"]]
    assert found[0].severity == Severity(pair["weighs"])
    assert found[0].place.source == "cases/a/case.yaml"
    assert found[0].place.line > 0
    assert found[0].case == "KC-2026-001"


# Faults that are faults by several rules at once: the same missing section, the same figure.
OVERLAP = {
    "R-108",
    "R-402",
    "R-404",
    "R-405",
    "R-407",
    "R-408",
    "R-411",
    "R-505",
    "R-523",
    "R-528",
    "R-607",
    "R-705",
    "R-707",
    "R-903",
}


@pytest.mark.parametrize("number", sorted(set(PAIRS) - OVERLAP))
def test_one_fault_yields_its_finding_and_no_other(number: str, find: Find) -> None:
    pair = PAIRS[number]
    weighty = [
        one.rule for one in find(changes(pair, "keeps"), changes(pair, "breaks"), of=pair.get("of", "")) if one.severity.value != "info"
    ]
    assert weighty == ([] if pair["weighs"] == "info" else [number])


def test_every_chapter_has_such_faults() -> None:
    chapters = [BY_NUMBER[number].chapter for number in set(PAIRS) - OVERLAP]
    assert min(chapters.count(chapter) for chapter in CHAPTERS) >= 3
    assert len(chapters) >= 40


@pytest.mark.parametrize("more", MORE, ids=lambda more: f"{more['rule']} {', '.join(more['breaks'])}")
def test_other_ways_to_break_or_to_keep_a_rule(more: dict[str, Any], find: Find) -> None:
    said = find(changes(more, "keeps"), changes(more, "breaks"), of=more.get("of", ""), own=more.get("terms", ""))
    found = [one for one in said if one.rule == more["rule"]]
    if more["weighs"] == "~":
        assert [(one.place.field, dict(one.facts)) for one in found] == []
    else:
        there = [one for one in found if (one.place.field, one.severity.value) == (more["at"], more["weighs"])]
        assert there
        assert len(found) == int(more.get("times", len(found)))
        for language in ("zh", "en"):
            assert all("{" not in "".join(wording(language)(one)) for one in found)
            if language in more:
                assert more[language] in [wording(language)(one)[0] for one in there]


@pytest.mark.parametrize("number", sorted(PAIRS))
def test_breaking_one_rule_is_said_in_both_languages(number: str, find: Find) -> None:
    pair = PAIRS[number]
    broken = [one for one in find(changes(pair, "keeps"), changes(pair, "breaks"), of=pair.get("of", "")) if one.rule == number]
    assert wording("zh")(broken[0])[0] == SAID[number]
    for language in ("zh", "en"):
        for message, remedy in map(wording(language), broken):
            assert message
            assert remedy
            assert "{" not in message + remedy
            assert "Word(" not in message + remedy


@pytest.mark.parametrize("rule", BOOK, ids=lambda rule: rule.number)
def test_a_rule_says_the_same_facts_in_both_languages(rule: Any) -> None:
    assert named_facts(rule.says.zh) == named_facts(rule.says.en)
    assert named_facts(rule.remedy.zh) == named_facts(rule.remedy.en)
    assert rule.title.zh
    assert rule.title.en
    assert rule.source
    assert rule.reads
    assert rule.confidence in ("确定", "较有把握", "未核实")


def test_numbers_are_unique_and_every_rule_stands_in_its_chapter() -> None:
    numbers = [rule.number for rule in BOOK]
    assert len(numbers) == len(set(numbers))
    written = {rule.number for _, modules in CHAPTERS.values() for module in modules for rule in rules_of(module)}
    assert written == set(numbers)
    assert not set(ELSEWHERE) & set(numbers)


def test_all_rules_of_the_domain_are_in_the_book_or_said_to_be_elsewhere() -> None:
    chapters = {
        1: 8, 2: 8, 3: 12, 4: 14, 5: 35, 6: 11, 7: 20, 8: 7, 9: 12, 10: 10, 11: 9, 12: 6,
    }  # fmt: skip
    domain = {f"R-{chapter}{place:02d}" for chapter, last in chapters.items() for place in range(1, last + 1)} | {
        "R-320"
    }
    assert domain - set(BY_NUMBER) - set(ELSEWHERE) == set()
