"""The four properties of a sealed package: the checks of filing again, on what lies in the package by now."""

import json
import zipfile
from dataclasses import replace

import pytest

from archive_tool.errors import Damaged
from archive_tool.model.filing import Scan
from archive_tool.packages.four_properties import FAILED, MANUAL, NOT_RUN, PASSED, Kept, report_json, report_word
from archive_tool.packages.keeping import HAND_OVER, KEEPING, check_sealed
from archive_tool.packages.planning import Replaced
from archive_tool.packages.writing import write_package

KEPT = Kept(KEEPING, "2036-06-01", "李清", agrees=True)


def results(path, kept=KEPT, scan=None):
    return {each.name: (each.result, each.how) for each in check_sealed(path, kept, "x", scan)[1]}


def test_a_sealed_package_gives_the_verdicts_of_filing_and_those_that_only_later_can_be_given(sealed):
    found = results(sealed.path)
    with zipfile.ZipFile(sealed.path) as archive:
        then = json.loads(archive.read(f"{sealed.path.stem}/metadata/four-property-report.json"))["results"]
    later = {"固化信息有效性", "归档信息包一致性", "总字节数"}
    assert {line["name"]: line["result"] for line in then if line["name"] not in later} == {
        name: result for name, (result, _) in found.items() if name not in later
    }
    assert {found[name][0] for name in later} == {PASSED}


def test_what_verifying_and_the_ledger_say_is_said(sealed):
    wrong = results(sealed.path, replace(KEPT, wrong=("V-130 data/x",), agrees=False))
    assert wrong["固化信息有效性"][0] == wrong["归档信息包一致性"][0] == FAILED
    assert "V-130 data/x" in wrong["固化信息有效性"][1]
    assert results(sealed.path, replace(KEPT, agrees=None))["归档信息包一致性"][0] == MANUAL


@pytest.mark.parametrize(
    ("scan", "verdicts"),
    [
        (None, (NOT_RUN, NOT_RUN)),
        (Scan("clamscan", 1, failed="2"), (NOT_RUN, NOT_RUN)),
        (Scan("clamscan", 1), (PASSED, PASSED)),
        (Scan("clamscan", 1, (("a.docx", "Eicar"),)), (PASSED, FAILED)),
    ],
)
def test_a_scanner_that_did_not_run_finds_nothing_sound(sealed, plans, tmp_path, scan, verdicts):
    found = results(sealed.path, KEPT, scan)
    assert (found["是否安装杀毒软件"][0], found["病毒感染"][0]) == verdicts
    again = write_package(plans[0], tmp_path / "again.zip", scan)
    assert ("病毒感染" in again.failed) == (verdicts[1] == FAILED)


def test_the_report_says_stage_day_and_who(sealed):
    kept = replace(KEPT, stage=HAND_OVER)
    plan, found = check_sealed(sealed.path, kept, "x")
    said = json.loads(report_json(plan, found, kept))
    assert (said["stage"], said["on"], said["by"]) == (HAND_OVER, "2036-06-01", "李清")
    assert HAND_OVER.encode() in report_word(plan, found, kept)


def test_a_supplement_and_files_that_are_gone_or_large(sealed, plans, tmp_path, monkeypatch):
    supplement = replace(plans[0], supplements=Replaced("first", "0" * 64, "补交"))
    made = write_package(supplement, tmp_path / "s.zip")
    assert check_sealed(made.path, KEPT, "x")[0].supplements == supplement.supplements
    monkeypatch.setattr("archive_tool.limits.VIEWER_FILE_BYTES", 3)
    assert results(sealed.path)["元数据与内容关联"][0] == PASSED
    folder = tmp_path / "bag"
    with zipfile.ZipFile(sealed.path) as archive:
        archive.extractall(folder)
    bag = folder / sealed.path.stem
    (bag / "data/03_考察/C6_考察材料.docx").unlink()
    (bag / "metadata/case.yaml").unlink()
    found = results(bag)
    assert found["元数据与内容关联"][0] == found["信息包元数据"][0] == found["信息包内容数据"][0] == FAILED


def test_what_is_no_package_of_ours_is_said(tmp_path):
    bag = tmp_path / "b"
    (bag / "data").mkdir(parents=True)
    (bag / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (bag / "manifest-sha256.txt").write_text("")
    with pytest.raises(Damaged):
        check_sealed(bag, KEPT, "x")
