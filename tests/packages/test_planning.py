from dataclasses import replace

import pytest

from archive_tool import limits
from archive_tool.errors import Refused
from archive_tool.packages import planning
from archive_tool.packages.planning import Replaced, plan_packages, plan_supplement

from .conftest import item


def test_one_package_for_each_retention_and_one_for_the_restricted_annex(plans):
    assert [(plan.name, plan.retention, plan.restricted, len(plan.items)) for plan in plans] == [
        ("考察档案-2026-001-永久", "永久", False, 4),
        ("考察档案-2026-001-10年", "10年", False, 1),
        ("考察档案-2026-001-永久-限制查阅", "永久", True, 1),
    ]
    assert all(plan.siblings == tuple(plan.name for plan in plans) for plan in plans)
    assert plans[0].folder == "2026"


def test_items_keep_filing_order_and_are_numbered_in_each_package(plans):
    assert [(entry.sequence, entry.item.stem) for entry in plans[0].items] == [
        (1, "C1_考察预告"), (2, "C4_谈话记录_1"), (3, "C4_谈话记录_2"), (4, "C6_考察材料"),
    ]
    assert plans[1].items[0].sequence == 1


def test_what_has_no_files_is_noted_where_its_retention_has_a_package_else_in_the_first(dossier, papers):
    excused = item("B1", "请示报告", [], retention="30年", note="不适用")
    (first, *others) = plan_packages(replace(dossier, items=(*dossier.items, excused)))
    assert [noted.stem for noted in first.noted] == ["D3_会议记录", "B1_请示报告"]
    assert all(plan.noted == () for plan in others)


def test_without_any_file_there_is_nothing_to_seal(dossier):
    assert plan_packages(replace(dossier, items=())) == ()
    assert plan_packages(replace(dossier, items=(item("B1", "请示报告", []),))) == ()


def test_a_supplement_holds_only_what_changed_and_names_the_first(plans):
    why = Replaced("考察档案-2026-001-永久", "ab" * 32, "补交复函", withdrawn=("C4-2",))
    plan = plan_supplement(plans[0], 1, ["C6", "D3"], why)
    assert plan.name == "考察档案-2026-001-永久-补充1"
    assert [(entry.sequence, entry.item.code) for entry in plan.items] == [(1, "C6")]
    assert [noted.code for noted in plan.noted] == ["D3"]
    assert plan.supplements == why


def test_more_members_than_a_package_may_hold_are_refused(dossier, papers, monkeypatch):
    files = [papers("ballot.jpg", role="原始表格")] * 200
    many = replace(dossier, items=(item("C2c", "推荐票", files),), documents={})
    monkeypatch.setattr(limits, "PACKAGE_MEMBERS", 200 + planning._MADE_MEMBERS)
    assert len(plan_packages(many)[0].files) == 200
    monkeypatch.setattr(limits, "PACKAGE_MEMBERS", 200 + planning._MADE_MEMBERS - 1)
    with pytest.raises(Refused) as caught:
        plan_packages(many)
    assert caught.value.key == "package.too_many"
