"""Where a paper belongs, by its name and its first page."""

import pytest

from archive_tool.intake.proposing import Heading, Reason, Sure, headings, proposals
from archive_tool.model.plans import FilePlan
from archive_tool.procedure.plan import read_plan
from archive_tool.records.checking import check
from archive_tool.records.reading import load, read
from archive_tool.records.schema import load_schema
from archive_tool.resources import folder


@pytest.fixture(scope="module")
def plan() -> FilePlan:
    schemas = folder("schemas")
    data = load(schemas / "appointment" / "file-plan.yaml")
    checked = check(read(data, "plan"), load_schema((schemas,), "file-plan"))
    assert checked.record is not None
    return read_plan(checked.record)


@pytest.mark.parametrize(
    ("name", "text", "item", "sure"),
    [
        ("C5_扫描.pdf", "", "C5", Sure.CERTAIN),
        ("c4a.PDF", "", "C4a", Sure.CERTAIN),
        ("沈砚秋干部任免审批表.docx", "", "D2a", Sure.CERTAIN),
        ("任免审批表（扫描件）.pdf", "", "D2a", Sure.CERTAIN),
        ("云岭市委组织部专题会议记录.pdf", "", "B3", Sure.CERTAIN),
        ("常委会会议记录2026.pdf", "", "D3", Sure.CERTAIN),
        ("扫描_001.pdf", "干 部 任 免 审 批 表\n姓名 沈砚秋", "D2a", Sure.LIKELY),
        ("扫描_002.pdf", "中共云岭市委文件\n云委〔2026〕5号\n关于沈砚秋等同志职务任免的通知\n", "E4", Sure.LIKELY),
        ("考察报告.pdf", "关于沈砚秋同志的考察材料", "C6", Sure.CERTAIN),
        ("03_考察/沈砚秋/考察材料.pdf", "", "C6", Sure.CERTAIN),
        ("03_考察\\沈砚秋\\考察材料.pdf", "", "C6", Sure.CERTAIN),
        ("档案审核情况登记表.pdf", "", "C4a", Sure.DOUBTFUL),
        ("扫描_003.pdf", "", "", Sure.NONE),
        ("新建文件夹.pdf", "本页无正文", "", Sure.NONE),
        ("", "", "", Sure.NONE),
    ],
)  # fmt: skip
def test_a_paper_is_known_by_code_name_or_title(plan: FilePlan, name: str, text: str, item: str, sure: Sure) -> None:
    (found,) = proposals((name,), (text,), headings(plan))
    assert (found.name, found.item) == (name, item)
    assert found.sure is sure or (sure is Sure.DOUBTFUL and found.sure is not Sure.NONE), found
    assert bool(found.why) == bool(item)


def test_a_code_with_the_title_of_another_item_is_doubtful(plan: FilePlan) -> None:
    (found,) = proposals(("C6_任前公示.pdf",), ("",), headings(plan))
    assert found.sure is not Sure.CERTAIN or found.others
    assert {found.item, *found.others} >= {"C6", "E1"}


MATERIALS = (
    Heading("C6-1", "C6", "沈砚秋同志考察材料", ("沈砚秋同志考察材料", "考察材料"), ("沈砚秋",)),
    Heading("C6-2", "C6", "许照临同志考察材料", ("许照临同志考察材料", "考察材料"), ("许照临",)),
)


def test_of_items_that_are_alike_the_person_decides() -> None:
    found = proposals(("考察材料_许照临.pdf", "C6.pdf"), ("", "许照临，男，汉族"), MATERIALS)
    assert [each.item for each in found] == ["C6-2", "C6-2"]
    assert found[0].sure is Sure.CERTAIN
    assert Reason("subject", "许照临") in found[0].why


def test_of_items_that_are_alike_none_is_sure_where_nobody_is_named() -> None:
    (found,) = proposals(("考察材料.pdf",), ("",), MATERIALS)
    assert found.sure is Sure.DOUBTFUL
    assert found.others == ("C6-2",)


def test_every_name_of_the_plan_is_proposed_for_its_own_item(plan: FilePlan) -> None:
    for line in plan.items:
        for word in (line.zh, line.short, *line.also):
            (found,) = proposals((f"{word}.pdf",), ("",), headings(plan))
            assert line.code in (found.item, *found.others), (word, found)


def test_names_as_long_as_they_come_cost_nothing(plan: FilePlan) -> None:
    (found,) = proposals(("考察" * 50_000,), ("材料" * 50_000,), headings(plan))
    assert found.item == ""
