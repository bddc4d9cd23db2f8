"""Unchanged since sealing, or what differs."""

from dataclasses import replace

import pytest

from archive_tool.packages.comparing import difference, planned_content, sealed_content
from archive_tool.packages.planning import Replaced, plan_packages, plan_supplement
from archive_tool.packages.reading import open_package
from archive_tool.packages.writing import write_package

from .conftest import item


def catalogue(sealed):
    with open_package(sealed.path, source="x") as package:
        return package.catalogue


def compared(dossier, *sealed):
    return difference(planned_content(plan_packages(dossier)[0]), sealed_content([catalogue(one) for one in sealed]))


def test_another_day_another_hand_the_same_content_is_unchanged(dossier, sealed):
    assert not compared(replace(dossier, sealed_on="2027-01-01", sealed_by="李清"), sealed)


def test_every_kind_of_change_is_named(dossier, sealed, papers):
    c1, c4, _, c6, *rest = dossier.items
    changed = replace(c4, title="改了题名")
    papers("scan.pdf", b"%PDF signed again")
    added = item("E1", "任前公示", [papers("e1.docx")])
    new = replace(
        dossier, items=(c1, changed, c6, added, *rest), documents={"case.yaml": b"new", "people/gao-mingyuan.yaml": "name: 高明远\n".encode()}
    )
    found = compared(new, sealed)
    assert (found.added, found.changed, found.withdrawn, found.documents) == (("E1",), ("C4-1", "C6"), ("C4-2",), ("case.yaml",))
    assert found.said == "E1、C4-1、C6、C4-2、case.yaml"


@pytest.mark.parametrize("note", ["参见 任免档案-2026-任3-永久", "另有说明"])
def test_a_note_counts_too(dossier, sealed, note):
    changed = replace(dossier.items[-1], note=note)
    found = compared(replace(dossier, items=(*dossier.items[:-1], changed)), sealed)
    assert found.changed == (("D3",) if note == "另有说明" else ())


def test_a_supplement_brings_the_sealed_content_up_to_date(dossier, sealed, papers, tmp_path):
    papers("scan.pdf", b"%PDF corrected")
    new = replace(dossier, items=tuple(entry for entry in dossier.items if entry.stem != "C4_谈话记录_2"))
    found = compared(new, sealed)
    assert (found.changed, found.withdrawn) == (("C6",), ("C4-2",))
    why = Replaced(sealed.path.stem, sealed.sha256, "更正", found.withdrawn)
    plan = plan_supplement(plan_packages(new)[0], 1, (*found.added, *found.changed), why)
    supplement = write_package(plan, tmp_path / f"{plan.name}.zip")
    assert catalogue(supplement).supplements.withdrawn == ("C4-2",)
    assert not compared(new, sealed, supplement)
    assert compared(dossier, sealed, supplement).added == ("C4-2",)
