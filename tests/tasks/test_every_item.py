"""`generate` writes every item of the filing list that applies to a complete sample, when nothing was attached yet."""

import shutil
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from archive_tool.messages import speaker
from archive_tool.tasks.desk import Circumstances, Desk, open_desk
from archive_tool.tasks.generate import Outcome, Wanted, generate
from tests.tasks.conftest import SAMPLES, cases_of

# The list in its own order: the numbered items with their parts, then those of the first text (X1 to X18).
LIST = (
    "A1", "B1", "B2", "B3", "B4", "B4a", "B4b", "C1", "C1a", "C1b", "C2a", "C2b", "C2c", "C3", "C4a", "C4b", "C4c", "C4d",
    "C5", "C6", "D1", "D2", "D3", "D4", "E1", "E2", "E3", "E4", "F1",
    *(f"X{number}" for number in range(1, 19)),
)  # fmt: skip
# Papers that practice adds to the list, made by themselves: 谈话名单, 确定考察对象, 谈话汇总, 面谈, 部务会研究, 审批表, 会议记录摘录, 信息发布审批单.
BESIDE = ("B4c", "C2d", "C3a", "C3b", "D1a", "D2a", "D3a", "E1a")
# And those that are made when they are asked for: 考察组承诺书和回避申报, 审批表（旧式）, 政治素质考察评价表.
BY_NAME = ("B4d", "D2b", "C7")
OTHERS = "others write it; the tool starts it when it is asked for by name"
FORM = "a form that people fill by hand, made when it is asked for by name"
DECISION = "stands once, with the decision"
# Why an item of the list is not written for a sample.
NOT_FOR: dict[str, dict[str, str]] = {
    "KC-2026-001": {
        "B1": OTHERS, "C4d": OTHERS, "C2c": FORM, "X6": FORM, "X12": FORM, "F1": "the year's record is referred to",
        "D3": DECISION, "D4": DECISION, "E1": DECISION, "E2": DECISION, "E4": DECISION,
        "X4": "no small mass organisation is inspected",
    },
    "KC-2026-002": {
        "B1": OTHERS, "C4d": OTHERS, "C2c": FORM, "X6": FORM, "X12": FORM,
        "D3": DECISION, "D4": DECISION, "E1": DECISION, "E2": DECISION, "E4": DECISION,
        "X3": "in the present post for three years and more", "X4": "no small mass organisation",
        "X5": "no neighbouring unit was asked", "X9": "optional, no claims in the record", "X10": "one candidate for the post",
        "X11": "optional, no scores in the record", "X15": "optional, nothing noted as shown", "X18": "optional, not noted",
    },
    "KC-2026-003": {
        "A1": "a reference to the year's plan", "B1": OTHERS, "C4d": OTHERS, "C2c": FORM, "X6": FORM, "X12": FORM,
        "F1": "the year's record is referred to",
        "D3": DECISION, "D4": DECISION, "E1": DECISION, "E2": DECISION, "E4": DECISION,
        "C2a": "进一步使用 asks for no recommendation", "X3": "in the present post for three years and more", "X4": "no small mass organisation",
        "X5": "no neighbouring unit was asked", "X9": "optional, no claims in the record", "X10": "one candidate for the post",
        "X11": "optional, no scores in the record", "X13": "no vacancy was announced", "X15": "optional, nothing noted as shown",
        "X18": "optional, not noted",
    },
}  # fmt: skip
OF_A_DECISION = {"D2", "D3", "D4", "E1", "E1a", "E2", "E4"}


@pytest.fixture
def bare(tmp_path: Path) -> Desk:
    """The samples as they were before anybody attached a paper."""
    folder = tmp_path / "ws"
    shutil.copytree(SAMPLES, folder, ignore=shutil.ignore_patterns("attachments", "received.yaml"))
    return open_desk(folder, Circumstances({}, date(2026, 6, 30), by="经办人甲"))


def run(desk: Desk, *cases: str, items: tuple[str, ...] = ()) -> list[Outcome]:
    return list(generate(desk, cases_of(desk, *cases), Wanted(items), speaker("zh"), datetime(2026, 6, 30)))  # noqa: DTZ001


def codes(outcomes: list[Outcome]) -> set[str]:
    return {outcome.item.partition("-")[0] for outcome in outcomes if outcome.state in ("written", "unchanged")}


@pytest.mark.slow
@pytest.mark.parametrize("case", NOT_FOR)
def test_every_item_of_the_list_that_applies_is_written(bare: Desk, case: str) -> None:
    made = run(bare, case)
    assert [outcome for outcome in made if outcome.state == "failed"] == []
    assert codes(made) & set(LIST) == set(LIST) - set(NOT_FOR[case])
    assert codes(made) - set(LIST) <= set(BESIDE)
    assert case != "KC-2026-001" or codes(made) >= set(BESIDE)


@pytest.mark.parametrize("case", ["JD-2026-05", "JD-2026-06"])
def test_a_decision_has_its_own(bare: Desk, case: str) -> None:
    assert codes(run(bare, case)) == OF_A_DECISION


@pytest.mark.parametrize("code", [*BY_NAME, *(code for code, why in NOT_FOR["KC-2026-001"].items() if why in (OTHERS, FORM))])
def test_what_others_write_and_forms_are_started_by_name(bare: Desk, code: str) -> None:
    made = run(bare, "KC-2026-001", items=(code,))
    assert {outcome.state for outcome in made} == {"written"}


def test_every_file_opens(bare: Desk) -> None:
    run(bare)
    paths = [path for folder in (bare.layout.root / "cases").iterdir() for path in (folder / "documents").glob("*.docx")]
    assert len(paths) > 200
    assert all(docx.Document(str(path)).paragraphs for path in paths)
