"""The papers of old folders: how many are known for what they are, and what becomes of the rest."""

from collections.abc import Iterable

import pytest

from archive_tool.intake.proposing import Heading, headings
from archive_tool.intake.sorting import sort_papers
from archive_tool.model.plans import FilePlan
from tests.intake.old_folders import OldFolder, old_folders
from tests.intake.test_proposing import plan  # noqa: F401 - the shipped plan, as a fixture


@pytest.fixture(scope="module")
def offers(plan: FilePlan) -> tuple[Heading, ...]:  # noqa: F811 - pytest hands it over by this name
    return headings(plan)


def right(folders: Iterable[OldFolder], offers: tuple[Heading, ...]) -> tuple[int, int]:
    """How many well-named papers there are, and how many are proposed for the right item."""
    asked = found = 0
    for folder in folders:
        known = sort_papers([each.name for each in folder.papers], [each.text for each in folder.papers], offers, "Z2")
        for paper, proposed in zip(folder.papers, known, strict=True):
            if paper.well_named:
                asked += 1
                found += proposed.proposal.item == paper.item
    return asked, found


def test_nine_of_ten_well_named_papers_are_known_in_both_halves(offers: tuple[Heading, ...]) -> None:
    """The words of the plan were chosen on the first half only."""
    folders = old_folders()
    for half in (folders[::2], folders[1::2]):
        asked, found = right(half, offers)
        assert asked > 600
        assert found / asked >= 0.9


def test_what_nobody_could_tell_is_not_told(offers: tuple[Heading, ...]) -> None:
    for folder in old_folders():
        known = sort_papers([each.name for each in folder.papers], [each.text for each in folder.papers], offers, "Z2")
        for paper, proposed in zip(folder.papers, known, strict=True):
            if paper.undecidable:
                assert proposed.open, paper
                assert proposed.item.startswith("Z2-"), paper


def test_word_file_and_pdf_of_one_name_are_one_item_and_others_are_not(offers: tuple[Heading, ...]) -> None:
    names = ("谈话记录1.docx", "谈话记录1.PDF", "谈话记录2.docx", "谈话记录1.jpg", "下/谈话记录1.pdf", "杂.zip", "杂.rar")
    known = sort_papers(names, [""] * len(names), offers, "Z2")
    assert [each.item for each in known] == ["C3-1", "C3-1", "C3-2", "C3-3", "C3-4", "Z2-1", "Z2-2"]
    assert [each.open for each in known] == [False, False, False, False, False, True, True]


def test_files_of_one_name_that_seem_to_be_different_papers_are_two_items(offers: tuple[Heading, ...]) -> None:
    known = sort_papers(("未命名.pdf", "未命名.docx"), ("", "干部任免审批表\n姓名 甲某"), offers, "Z2")
    assert [each.item for each in known] == ["Z2-1", "D2a-1"]
