"""How far a case has come, by what its record says."""

from collections.abc import Callable

import pytest

from archive_tool.model.cases import Case
from archive_tool.model.plans import FilePlan
from archive_tool.model.tree import Group
from archive_tool.procedure.plan import read_plan
from archive_tool.procedure.progress import is_decided, reached, stage_of

Made = Callable[..., Case]


@pytest.fixture
def made(read_group: Callable[..., Group], read_case: Callable[..., Case]) -> Made:
    def of(content: str, **more) -> Case:
        return read_case(read_group(f"kind: appointment\nid: KC-1\n{content}"), **more)

    return of


NOTICED, TALKED = "notice: {date: 2026-03-20}\n", "talks: [{no: 1}]\n"


@pytest.mark.parametrize(
    ("content", "stage"),
    [
        ("", "A"),
        ("motion: {}", "A"),
        ("motion: {meeting: {date: 2026-03-10}}", "B"),
        ("notice: {channel: [张贴]}", "A"),  # no day yet
        (NOTICED, "C"),
        (TALKED, "C"),
        ("talks: []", "A"),
        ("assessments: [{id: cp1}]", "C"),
        ("recommendations: [{id: tj1}]", "C"),
        ("determination: {date: 2026-03-18}", "C"),
        ("visits: [{no: 1}]", "C"),
        ("reports: [{candidate: gao}]", "C"),
        ("deliberation: {proposal: {date: 2026-04-02}}", "D"),
        ("deliberation: {consultation: [{date: 2026-04-07}]}", "D"),
        (f"{NOTICED}deliberation: {{meeting: {{date: 2026-04-10}}}}", "D"),
        ("publicity: {published_on: 2026-04-13}", "E"),
        ("publicity: {start: 2026-04-14}", "E"),
        ("appointment: {talks: [{person: gao}]}", "E"),
        (f"{TALKED}appointment: {{documents: [{{no: 1}}]}}", "E"),
        ("closed_on: 2026-04-30", "E"),
    ],
)
def test_a_case_has_come_as_far_as_its_record_shows(content: str, stage: str, made: Made) -> None:
    assert reached(made(content)) == stage


PLAN = """
kind: {kind}
appoints: {appoints}
stages:
  - {{code: B, folder: a, zh: 甲, en: A}}
  - {{code: C, folder: b, zh: 乙, en: B}}
  - {{code: Z, folder: z, zh: 丙, en: Z}}
items:
  - {{code: B1, stage: B, zh: 甲, en: A, short: 甲, making: supplied, date: motion.date}}
  - {{code: C1, stage: C, zh: 乙, en: B, short: 乙, making: supplied, needs: lesson}}
  - {{code: C2, stage: C, zh: 丁, en: D, short: 丁, making: supplied, each: talks, name: talk}}
  - {{code: Z1, stage: Z, zh: 丙, en: Z, short: 丙, making: supplied}}
"""


@pytest.fixture
def planned(read_group: Callable[..., Group]) -> Callable[..., FilePlan]:
    def of(kind: str, appoints: str) -> FilePlan:
        return read_plan(read_group(PLAN.format(kind=kind, appoints=appoints)))

    return of


@pytest.mark.parametrize(
    ("content", "stage"),
    [
        ("", "B"),
        ("motion: {date: 2026-03-01}", "B"),
        ("lesson: {date: 2026-03-01}", "C"),
        (TALKED, "C"),
        ("talks: []", "B"),
        (f"{TALKED}motion: {{date: 2026-03-01}}", "C"),
        ("closed_on: 2026-04-30", "Z"),
    ],
)
def test_another_kind_has_come_as_far_as_the_sections_of_its_plan(
    content: str, stage: str, made: Made, planned: Callable[..., FilePlan]
) -> None:
    assert stage_of(made(content), planned("training", "否")) == stage


@pytest.mark.parametrize(
    ("content", "stage"),
    [(TALKED, "C"), ("motion: {date: 2026-03-01}", "B"), ("", "B")],
)
def test_a_kind_that_appoints_has_the_stages_of_an_appointment_as_far_as_its_plan_has_them(
    content: str, stage: str, made: Made, planned: Callable[..., FilePlan]
) -> None:
    assert stage_of(made(content), planned("appointment", "是")) == stage


@pytest.mark.parametrize(
    ("results", "decided"),
    [([], False), (["任用"], True), (["任用", "进行中"], False), (["任用", ""], False), (["缓议", "未任用"], True)],
)
def test_a_case_is_decided_when_every_candidate_has_a_result(results: list[str], decided: bool, made: Made) -> None:
    entries = "".join(f"  - {{person: p{n}, result: {result!r}}}\n" for n, result in enumerate(results))
    assert is_decided(made(f"candidates:\n{entries}" if entries else "")) is decided


def test_the_result_may_stand_in_the_decision(made: Made) -> None:
    decision = made("candidates: [{person: gao, case: KC-1, result: 任用}]")
    assert is_decided(made("candidates: [{person: gao}]", decision=decision))
    assert not is_decided(made("candidates: [{person: gao}, {person: su}]", decision=decision))
