"""What must be filed, how each item stands, and what `check` says of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archive_tool.messages import speaker
from archive_tool.model.cases import Attachment, Case
from archive_tool.model.filing import ItemState, NamedPerson, State
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.plans import FilePlan
from archive_tool.model.tree import Group
from archive_tool.procedure.filing import (
    Present,
    completeness,
    item_date,
    item_doc_no,
    item_maker,
    item_people,
    item_states,
    items,
)
from archive_tool.procedure.plan import as_received, read_plan
from archive_tool.procedure.terms import Terms

Change = Callable[..., Case]


@pytest.fixture
def case(complete: Group, edit: Callable[..., Group], read_case: Callable[..., Case]) -> Change:
    def made(edits: dict[str, object] | None = None, **more) -> Case:
        return read_case(edit(complete, edits or {}), **more)

    return made


def keys(case: Case, plan: FilePlan, terms: Terms) -> set[str]:
    return {item.key for item in items(plan, case, terms.ranks) if not item.plan.optional}


def test_a_promotion_asks_for_every_leaf_of_the_checklist(case: Change, plan: FilePlan, terms: Terms) -> None:
    assert keys(case(), plan, terms) == {
        "A1", "B1-1", "B2", "B3", "B4", "B4a", "B4b", "C1", "C1a", "C1b", "C2a-1", "C2a-2", "C2b-1",
        "C3-1", "C3-2", "C3-3", "C3-4", "C4a-1", "C4a-2", "C4b-1", "C4b-2", "C4c-1", "C4c-2", "C4d-1", "C4d-2",
        "C5-1", "C5-2", "C6-1", "C6-2", "D1-1", "D2", "D3", "D4", "E1", "E2", "E3-1", "E4-1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("purpose", "absent", "there"),
    [
        (
            "退休",
            {"B2", "B4", "C1", "C2a-1", "C2b-1", "C6-1", "C4a-1", "D1-1", "E1", "E3-1"},
            {"D2", "D3", "D4", "E4-1"},
        ),
        ("免职", {"B2", "B4", "C1", "C2a-1", "C6-1", "E3-1"}, {"D3", "D4", "E4-1"}),
        ("平级转任", {"B4", "C1", "C2a-1", "C2b-1", "C4b-1"}, {"B3", "C4a-1", "C5-1", "C6-1", "D1-1", "E3-1", "E4-1"}),
        ("试用期满", {"B4", "C1", "C6-1", "E3-1"}, {"C5-1", "E7-1", "D3", "E4-1"}),
        ("进一步使用", {"C2a-1"}, {"B4", "C1", "C2b-1", "C6-1", "E3-1"}),
        ("后备", {"C1", "D1-1", "D3", "E4-1", "E3-1"}, {"B4", "C2a-1", "C6-1"}),
    ],
)
def test_the_purpose_decides(
    purpose: str, absent: set[str], there: set[str], *, case: Change, plan: FilePlan, terms: Terms
) -> None:
    found = keys(case({"purpose": purpose, "publicity": None}), plan, terms)
    assert not found & absent
    assert there <= found


@pytest.mark.parametrize("result", ["缓议", "暂缓", "未任用", "终止"])
def test_the_outcome_decides_what_follows_the_vote(result: str, case: Change, plan: FilePlan, terms: Terms) -> None:
    found = keys(case({"candidates[0].result": result, "publicity": None}), plan, terms)
    assert not found & {"E1", "E2", "E3-1", "E4-1"}
    assert {"C6-1", "D3", "D4"} <= found


def test_an_empty_list_keeps_the_gap_in_sight(case: Change, plan: FilePlan, terms: Terms) -> None:
    found = keys(case({"talks": None, "recommendations": None, "checks.discipline": None}), plan, terms)
    assert {"C3", "C2a", "C5"} <= found


def test_professional_opinions_are_asked_for_where_the_post_or_the_record_does(
    case: Change, plan: FilePlan, terms: Terms
) -> None:
    without = {"positions[0].requires_audit": "否", "checks.audit": None}
    assert not {"C4d-1", "C4d-2"} & keys(case(without), plan, terms)
    one = {"positions[0].requires_audit": "否", "checks.audit[1]": None}
    assert {"C4d-1", "C4d-2"} & keys(case(one), plan, terms) == {"C4d-1"}


def by_key(case: Case, plan: FilePlan, terms: Terms) -> dict:
    return {item.key: item for item in items(plan, case, terms.ranks)}


def test_titles_name_the_person_and_file_names_never_do(case: Change, plan: FilePlan, terms: Terms) -> None:
    found = by_key(case(), plan, terms)
    assert found["C6-1"].title == "高明远同志考察材料"
    assert found["C6-1"].stem == "C6_考察材料_1"
    assert found["C3-1"].title == "与佟海川谈话记录"
    assert found["C3b-5"].title == "与高明远面谈记录"
    assert found["C2a-2"].title == "会议推荐情况汇总"
    assert by_key(case({"talks[0].interviewee": {"code": "甲"}}), plan, terms)["C3-1"].title == "个别谈话记录"


def test_the_catalogue_learns_date_number_maker_and_people(case: Change, plan: FilePlan, terms: Terms) -> None:
    one = case()
    found = by_key(one, plan, terms)
    assert item_date(found["C6-2"], one) == "2026-03-31"
    assert item_date(found["C4a-1"], one) == "2026-03-25"
    assert item_date(found["E4-1"], one) == "2026-04-23"
    assert item_doc_no(found["E4-1"], one) == "云委干〔2026〕12号"
    assert item_doc_no(found["C5-2"], one) == "云纪函〔2026〕12号"
    assert item_maker(found["C5-2"], one) == "中共云岭市纪律检查委员会"
    assert item_maker(found["B2"], one) == "韦思齐"
    assert item_maker(found["B1-1"], one) == "云岭市水务局党组"
    assert (
        item_date(found["C2c"], one),
        item_doc_no(found["C1"], one),
        item_maker(found["B5-1"], one) if "B5-1" in found else "",
    ) == ("", "", "")
    assert item_people(found["C6-1"], one) == (NamedPerson("高明远", "考察对象"),)
    assert NamedPerson("郑文澜", "组长") in item_people(found["B4a"], one)
    assert NamedPerson("佟海川", "谈话对象") in item_people(found["C3-1"], one)
    assert [one.name for one in item_people(found["C5-1"], one)] == ["高明远", "苏景和"]
    renamed = case({"people.gao-mingyuan.former_names": ["高明"]})
    assert item_people(found["C6-1"], renamed) == (NamedPerson("高明远", "考察对象", ("高明",)),)


DOC, PDF, SCAN = Path("documents/x.docx"), Path("documents/x.pdf"), Path("attachments/x.jpg")


def state(case: Case, plan: FilePlan, terms: Terms, key: str, **present: Present) -> ItemState:
    named = {one.replace("_", "-"): there for one, there in present.items()}
    return next(one for one in item_states(items(plan, case, terms.ranks), case, named) if one.item.key == key)


def test_the_state_of_an_item_follows_what_is_there(case: Change, plan: FilePlan, terms: Terms) -> None:
    one = case()
    assert state(one, plan, terms, "B1-1").state is State.MISSING
    assert state(one, plan, terms, "B2").state is State.NOT_GENERATED
    assert state(one, plan, terms, "C1").state is State.NOT_GENERATED
    made = state(one, plan, terms, "C1", C1=Present(DOC, pdf=PDF, attachments=(SCAN,)))
    assert (made.state, made.files) == (State.CURRENT, (SCAN, PDF, DOC))
    stale = state(one, plan, terms, "C6-1", C6_1=Present(DOC, State.STALE, reason="people.gao-mingyuan.name"))
    assert (stale.state, stale.reason) == (State.STALE, "people.gao-mingyuan.name")
    assert state(one, plan, terms, "B2", B2=Present(attachments=(SCAN,))).state is State.ATTACHED


def test_a_form_that_nobody_filled_is_not_the_paper(case: Change, plan: FilePlan, terms: Terms) -> None:
    blank, filled = Present(DOC), Present(DOC, attachments=(SCAN,))
    assert (state(case(), plan, terms, "C7-1", C7_1=blank).state, state(case(), plan, terms, "C6-1", C6_1=blank).state) == (
        State.MISSING,
        State.CURRENT,
    )
    assert state(case(), plan, terms, "C7-1", C7_1=filled).state is State.CURRENT


def test_an_annex_alone_completes_only_what_we_cannot_make(case: Change, plan: FilePlan, terms: Terms) -> None:
    annex = Present(attachments=(SCAN,), stands=False)
    assert state(case(), plan, terms, "B2", B2=annex).state is State.NOT_GENERATED
    assert state(case(), plan, terms, "B1-1", B1_1=annex).state is State.ATTACHED
    assert state(case({"notice": None}), plan, terms, "C1", C1=annex).state is State.ATTACHED


def test_an_excuse_a_missing_paper_and_a_yearly_record_are_given_as_reasons(
    case: Change, plan: FilePlan, terms: Terms
) -> None:
    one = case({
        "not_applicable": [{"item": "B2", "reason": "无变化", "approver": "邹明德", "on": "2026-03-01"}],
        "missing_papers": [{"item": "C6-2", "reason": "原件遗失"}],
        "plan.record": "JH-2026",
    })  # fmt: skip
    assert (state(one, plan, terms, "B2").state, state(one, plan, terms, "B2").reason) == (State.EXCUSED, "无变化")
    assert state(one, plan, terms, "C6-2").reason == "原件遗失"
    assert state(one, plan, terms, "C6-1").state is State.NOT_GENERATED
    assert (state(one, plan, terms, "A1").state, state(one, plan, terms, "A1").reason) == (
        State.EXCUSED,
        "参见 JH-2026",
    )


def test_what_cannot_be_made_yet_is_missing_and_not_waiting_to_be_generated(
    case: Change, plan: FilePlan, terms: Terms
) -> None:
    early = case({"notice": None, "deliberation": None, "publicity": None, "appointment": None, "closed_on": None})
    assert state(early, plan, terms, "C1").state is State.MISSING
    assert state(early, plan, terms, "D3").state is State.MISSING


def test_an_optional_item_is_left_out_until_it_is_there(case: Change, plan: FilePlan, terms: Terms) -> None:
    states = item_states(items(plan, case(), terms.ranks), case(), {"X9": Present(attachments=(SCAN,))})
    found = {one.item.key for one in states}
    assert "X9" in found
    assert "Z1" not in found
    assert "X16" in found  # our template can make it


def said(
    case: Case, plan: FilePlan, terms: Terms, reached: str, *, sealing: bool = False, **present
) -> dict[str, list[Finding]]:
    named = {one.replace("_", "-"): there for one, there in present.items()}
    states = item_states(items(plan, case, terms.ranks), case, named)
    found: dict[str, list[Finding]] = {}
    for one in completeness(states, plan, case, reached, sealing=sealing):
        found.setdefault(one.rule, []).append(one)
        for language in ("zh", "en"):
            assert speaker(language)(one.rule, **one.facts)
            assert speaker(language)(f"{one.rule}.hint", **one.facts)
    return found


def test_what_is_missing_is_an_error_up_to_the_stage_reached_and_news_after_it(
    case: Change, plan: FilePlan, terms: Terms
) -> None:
    found = said(case(), plan, terms, "B")
    assert {one.item for one in found["F-101"]} == {"B1-1"}
    assert all(one.severity is Severity.ERROR and one.stops for one in found["F-101"])
    assert found["F-101"][0].place.field == "motion.requests[0]"
    (later,) = found["F-102"]
    assert later.severity is Severity.INFO
    assert later.facts["count"] >= 1
    assert "F-102" not in said(case(), plan, terms, "E")


def test_sealing_waits_for_everything(case: Change, plan: FilePlan, terms: Terms) -> None:
    checking, sealing = said(case(), plan, terms, "C"), said(case(), plan, terms, "C", sealing=True)
    assert checking["F-104"][0].severity is Severity.INFO
    assert sealing["F-104"][0].severity is Severity.ERROR
    assert len(sealing["F-101"]) >= len(checking["F-101"])
    assert "F-102" not in sealing


def test_a_case_without_outcomes_is_not_sealed(case: Change, plan: FilePlan, terms: Terms) -> None:
    undecided = case({"candidates[1].result": "进行中"})
    assert "F-111" not in said(undecided, plan, terms, "C")
    assert said(undecided, plan, terms, "C", sealing=True)["F-111"][0].place.field == "candidates"
    assert "F-111" not in said(case(), plan, terms, "E", sealing=True)


def test_yearly_papers_never_block(case: Change, plan: FilePlan, terms: Terms) -> None:
    found = said(case(), plan, terms, "E", sealing=True)
    stopping = [one for many in found.values() for one in many if one.stops]
    assert stopping
    assert not any(one.item == "A1" or "A1 " in str(one.facts.get("items")) for one in stopping)


def test_missing_signatures_and_pdfs_are_told_once(case: Change, plan: FilePlan, terms: Terms) -> None:
    found = said(case(), plan, terms, "E", C6_1=Present(DOC), C6_2=Present(DOC, pdf=PDF), C1=Present(DOC),
                 C5_1=Present(attachments=(SCAN,)))  # fmt: skip
    (unsigned,) = found["F-106"]
    assert (unsigned.severity, unsigned.facts["count"]) == (Severity.WARNING, 2)  # the notice needs no signature
    (unprinted,) = found["F-107"]
    assert unprinted.facts["items"] == "C1 考察预告、C5-1 纪委巡视意见、C6-1 考察材料"


def test_excuses_and_attachments_for_items_that_do_not_exist_are_named(
    case: Change, plan: FilePlan, terms: Terms
) -> None:
    paper = Attachment("a.jpg", "Q9", Place("cases/a/received.yaml", 3))
    one = case({"not_applicable": [{"item": "B99", "reason": "无"}]}, received=(paper,))
    found = said(one, plan, terms, "E")
    assert found["F-108"][0].place.field == "not_applicable[0].item"
    assert found["F-109"][0].place.source == "cases/a/received.yaml"


def test_an_excused_item_stays_visible(case: Change, plan: FilePlan, terms: Terms) -> None:
    one = case({"not_applicable": [{"item": "B2", "reason": "无变化", "approver": "邹明德", "on": "2026-03-01"}]})
    (found,) = said(one, plan, terms, "E")["F-105"]
    assert (found.item, found.facts["reason"], found.severity) == ("B2", "无变化", Severity.INFO)


# -- under a decision -------------------------------------------------------------------------------------------


@pytest.fixture
def together(complete: Group, edit: Callable[..., Group], read_case: Callable[..., Case]) -> tuple[Case, Case]:
    """The complete case and the decision that holds its meeting, notice and documents."""
    own = edit(complete, {
        "deliberation.meeting": None, "deliberation.minutes": None, "publicity": None, "appointment.documents": None,
        "candidates[0].result": None, "candidates[1].result": None,
    })  # fmt: skip
    decision = edit(complete, {
        "kind": "decision", "id": "JD-2026-05",
        "candidates": [
            {"case": "KC-2026-001", "person": "gao-mingyuan", "proposed_post": "云岭市水务局副局长", "result": "任用"},
            {"case": "KC-2026-001", "person": "su-jinghe", "result": "未任用"},
        ],
        "appointment.documents[+]": {"doc_no": "云委干〔2026〕13号", "date": "2026-04-23", "persons": [{"person": "jiang-haoran"}]},
    })  # fmt: skip
    held = read_case(decision)
    return read_case(own, decision=held), held


def test_shared_items_stand_once_and_the_case_copies_or_names_them(
    together: tuple[Case, Case], plan: FilePlan, decision_plan: FilePlan, terms: Terms
) -> None:
    own, held = together
    there = {
        "D3": Present(DOC),
        "D4": Present(DOC, pdf=PDF),
        "E1": Present(DOC),
        "E4-1": Present(DOC, attachments=(SCAN,)),
        "D1-1": Present(DOC),
    }
    behind = {one.item.key: one for one in item_states(items(decision_plan, held, terms.ranks), held, there)}
    found = {one.item.key: one for one in item_states(items(plan, own, terms.ranks), own, {}, behind)}
    assert (found["D3"].state, found["D3"].files, found["D3"].reason) == (State.CURRENT, (), "参见 JD-2026-05")
    assert found["D4"].files == (PDF, DOC)
    own_paper = {"D3": Present(None, attachments=(SCAN,)), "D4": Present(None, attachments=(SCAN,))}
    registered = {one.item.key: one for one in item_states(items(plan, own, terms.ranks), own, own_paper, behind)}
    assert registered["D3"].files == (SCAN,)
    assert registered["D4"].files == (SCAN, PDF, DOC)
    assert found["E4-1"].files == (SCAN, DOC)
    assert found["E2"].state is State.NOT_GENERATED
    assert (found["D1-1"].state, found["D1-1"].reason) == (State.NOT_GENERATED, "")  # its own, whatever the decision has
    assert "E4-2" not in found  # a document for persons of other cases
    assert "E4-2" in behind
    assert "E3-1" in found
    assert "E3-2" not in found  # the decision says that she was not appointed


def test_a_case_under_a_decision_reads_its_facts_from_there(
    together: tuple[Case, Case], plan: FilePlan, terms: Terms
) -> None:
    own, _ = together
    found = by_key(own, plan, terms)
    assert item_date(found["D3"], own) == "2026-04-10"
    assert item_doc_no(found["E4-1"], own) == "云委干〔2026〕12号"
    assert ("严正清", "主持人") in [(one.name, one.role) for one in item_people(found["D3"], own)]


def test_a_rank_or_any_entry_of_a_list_may_be_asked_for(
    case: Change, terms: Terms, read_group: Callable[..., Group]
) -> None:
    plan = read_plan(
        read_group("""
kind: appointment
stages: [{code: C, folder: 03_考察, zh: 考察, en: Inspection}]
items:
  - {code: C8, stage: C, zh: 甲, en: A, short: 甲件, making: supplied, when: {"positions[].rank": {at_least: 县处级副职}}}
  - {code: C9, stage: C, zh: 乙, en: B, short: 乙件, making: supplied, when: {"talks[].setting": [前一任职单位]}}
  - {code: C10, stage: C, zh: 丙, en: C, short: 丙件, making: supplied, when: {notice.channel: 张贴}}
""")
    )

    def codes(edits: dict[str, object]) -> list[str]:
        return [item.key for item in items(plan, case(edits), terms.ranks)]

    assert codes({}) == ["C8", "C9", "C10"]
    assert codes({"positions[0].rank": "乡科级正职"}) == ["C9", "C10"]
    assert codes({"positions[0].rank": "不定级别", "talks": None}) == ["C10"]
    assert codes({"notice.channel": []}) == ["C8", "C9"]


def test_a_decision_that_does_not_name_a_person_says_nothing_of_him(
    together: tuple[Case, Case],
    plan: FilePlan,
    terms: Terms,
    edit: Callable[..., Group],
    read_case: Callable[..., Case],
) -> None:
    own, held = together
    silent = replace(held, record=edit(held.record, {"candidates[1]": None}))
    found = {item.key for item in items(plan, replace(own, decision=silent), terms.ranks)}
    assert {"E3-1", "E3-2"} <= found


def test_a_sheet_that_a_list_dates_bears_the_last_of_its_days(case: Change, plan: FilePlan, terms: Terms) -> None:
    """X16, 纪实清单: the day of the last entry of the log."""
    found = case({"log": [{"date": "2026-03-05"}, {"date": "2026-04-12"}, {"date": "2026-03-20"}]})
    sheet = by_key(found, plan, terms)["X16"]
    assert item_date(sheet, found) == "2026-04-12"
    assert item_date(sheet, case({"log": []})) == ""


# -- what is told, item by item ---------------------------------------------------------------------------------------

SMALL = """
kind: appointment
appoints: yes
stages:
  - {code: B, folder: b, zh: 动议, en: B}
  - {code: C, folder: c, zh: 考察, en: C}
  - {code: Z, folder: z, zh: 其他, en: Z}
items:
  - {code: B1, stage: B, zh: 请示, en: A, short: 请示, making: supplied, date: motion.meeting.date}
  - {code: B2, stage: B, zh: 方案, en: A, short: 方案, making: written, template: B2.docx}
  - {code: B3, stage: B, zh: 清单, en: A, short: 清单, making: written, template: B3.docx, optional: yes}
  - {code: C1, stage: C, zh: 批复, en: A, short: 批复, making: supplied}
  - {code: Z1, stage: Z, zh: 备考表, en: A, short: 备考表, making: supplied}
"""


@pytest.fixture
def told(terms: Terms, read_group: Callable[..., Group]) -> Callable[..., list[tuple[str, Severity, str, str]]]:
    """Rule, severity, items and field of every finding along the small plan."""

    def of(case: Case, reached: str, *, sealing: bool = False) -> list[tuple[str, Severity, str, str]]:
        plan = read_plan(read_group(SMALL))
        states = item_states(items(plan, case, terms.ranks), case, {})
        found = completeness(states, plan, case, reached, sealing=sealing)
        return [(one.rule, one.severity, one.item or str(one.facts.get("items")), one.place.field) for one in found]

    return of


UNMADE = ("F-104", Severity.INFO, "B2 方案、B3 清单", "")


def test_up_to_the_stage_reached_and_of_no_stage_all_is_asked_for(case: Change, told: Callable[..., list]) -> None:
    begun = ("F-101", Severity.ERROR, "B1", "motion.meeting")
    other = ("F-101", Severity.ERROR, "Z1", "")
    assert told(case(), "B") == [begun, other, ("F-102", Severity.INFO, "C1 批复", ""), UNMADE]
    assert told(case(), "C") == [begun, ("F-101", Severity.ERROR, "C1", ""), other, UNMADE]
    assert told(case(), "Z") == told(case(), "C")


def test_of_a_stage_that_the_plan_does_not_have_nothing_is_due(case: Change, told: Callable[..., list]) -> None:
    assert told(case(), "A") == [("F-102", Severity.INFO, "B1 请示、C1 批复、Z1 备考表", ""), UNMADE]


def test_sealing_asks_for_all_and_takes_what_is_optional_for_news(case: Change, told: Callable[..., list]) -> None:
    assert told(case(), "B", sealing=True) == [
        ("F-101", Severity.ERROR, "B1", "motion.meeting"),
        ("F-101", Severity.ERROR, "C1", ""),
        ("F-101", Severity.ERROR, "Z1", ""),
        ("F-104", Severity.ERROR, "B2 方案", ""),
        ("F-104", Severity.INFO, "B3 清单", ""),
    ]


@pytest.mark.parametrize(("count", "more"), [(8, ""), (9, " …")])
def test_one_finding_names_eight_items(
    count: int, more: str, case: Change, terms: Terms, *, read_group: Callable[..., Group]
) -> None:
    lines = "".join(
        f"  - {{code: C{n}, stage: C, zh: 件, en: A, short: 件, making: written, template: x.docx}}\n" for n in range(count)
    )
    plan = read_plan(read_group(f"stages: [{{code: C, folder: c, zh: 考察, en: C}}]\nitems:\n{lines}"))
    (found,) = completeness(item_states(items(plan, case(), terms.ranks), case(), {}), plan, case(), "C")
    assert found.facts == {"count": count, "items": "、".join(f"C{n} 件" for n in range(8)) + more}


def test_a_signed_copy_or_the_paper_of_the_other_side_completes_a_signed_item(
    case: Change, plan: FilePlan, terms: Terms
) -> None:
    found = said(case(), plan, terms, "E", C6_1=Present(DOC, attachments=(SCAN,)), C6_2=Present(DOC))
    assert [one.facts["items"] for one in found["F-106"]] == ["C6-2 考察材料"]


def test_an_excuse_or_paper_for_one_of_many_is_known_by_its_code(case: Change, plan: FilePlan, terms: Terms) -> None:
    paper = Attachment("a.jpg", "C6-1", Place("cases/a/received.yaml", 3))
    one = case({"not_applicable": [{"item": "C6-2", "reason": "无"}]}, received=(paper,))
    assert not {"F-108", "F-109"} & set(said(one, plan, terms, "E"))
    unknown = case({"not_applicable": [{"reason": "无"}, {"item": "B99-1", "reason": "无"}]})
    found = said(unknown, plan, terms, "E")["F-108"]
    assert [(one.place.field, one.facts["item"]) for one in found] == [
        ("not_applicable[0]", ""),
        ("not_applicable[1].item", "B99-1"),
    ]


# -- old dossiers ----------------------------------------------------------------------------------------------------


@pytest.fixture
def old(plan: FilePlan) -> FilePlan:
    return as_received(plan, "accession")


def received(*named: tuple[str, str]) -> tuple[Attachment, ...]:
    return tuple(Attachment(f"{n}.jpg", item, Place("received.yaml", n), title=title) for n, (item, title) in enumerate(named))


def test_an_old_dossier_has_the_items_under_which_papers_are_registered(
    old: FilePlan, terms: Terms, read_group: Callable[..., Group], read_case: Callable[..., Case]
) -> None:
    papers = received(("C6-2", "乙的考察材料"), ("C6-1", ""), ("C6-1", "附表"), ("C1", "预告"), ("C6-正本", "不算"), ("D3", ""))
    case = read_case(read_group("kind: accession\nid: KC-1\nmissing_papers: [{item: B2}, {item: C1}]"), received=papers)
    assert [(one.key, one.number, one.title) for one in items(old, case, terms.ranks)] == [
        ("B2", 0, "针对本单位分析报告"),
        ("C1", 0, "预告"),
        ("C6-1", 1, "考察材料"),
        ("C6-2", 2, "乙的考察材料"),
        ("D3", 0, "会议记录"),
    ]


@pytest.mark.parametrize(
    ("candidates", "refused"),
    [("", False), ("candidates: [{person: gao}]", True), ("candidates: [{person: gao, result: 任用}]", False)],
)
def test_an_old_dossier_need_not_name_persons_but_those_it_names_have_a_result(
    candidates: str, refused: bool, old: FilePlan, *, read_group: Callable[..., Group], read_case: Callable[..., Case]
) -> None:
    case = read_case(read_group(f"kind: accession\nid: KC-1\n{candidates}"))
    found = completeness((), old, case, "A", sealing=True)
    assert [one.rule for one in found] == (["F-111"] if refused else [])


def test_a_case_or_decision_without_candidates_is_sealed_only_when_it_gathers_cases(
    case: Change, plan: FilePlan, decision_plan: FilePlan
) -> None:
    nobody = case({"candidates": None})
    assert [one.rule for one in completeness((), plan, nobody, "E", sealing=True)] == ["F-111"]
    assert completeness((), decision_plan, nobody, "E", sealing=True) == ()
    assert completeness((), replace(plan, appoints=False), nobody, "E", sealing=True) == ()
