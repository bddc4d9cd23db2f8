"""`export --as withheld`: no file of the copy tells who reported something; what may is left behind and listed."""

import shutil
from pathlib import Path

import pytest

from archive_tool.tasks.desk import Circumstances, Desk, open_desk
from tests.tasks.conftest import DAY
from tests.tasks.keeping import BY, clearance, ledger, run
from tests.tasks.shelving import Paper, seal

RECORD = """format: 1
kind: decision
id: JD-2027-01
title: 某次会议决定
year: 2027
"""
NAMED = "举报人申屠望川来电。"
RECEIVED = """format: 1
objections:
  - no: 1
    channel: 来电
    summary: 反映内容从略
    reporter: 申屠望川
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "ws"
    (folder / "cases").mkdir(parents=True)
    (folder / "archive-tool.yaml").write_text("format: 1\n", encoding="utf-8")
    return open_desk(folder, Circumstances({}, DAY, by=BY))


def copy(desk: Desk, package: Path, target: Path) -> dict[str, bytes]:
    assert run(desk.layout.root, "export", package.stem, str(target), "--as", "withheld") == 0
    made = target / package.stem
    return {path.relative_to(made).as_posix(): path.read_bytes() for path in made.rglob("*") if path.is_file()}


def test_a_file_that_names_a_reporter_stays_behind_and_the_copy_nowhere_says_the_name(desk: Desk, tmp_path: Path) -> None:
    papers = [Paper("C5", text="一切正常。"), Paper("D3", text=NAMED.replace("申屠望川", "申 屠\n望川")), Paper("E2", text="公示结果。")]
    package = seal(desk, RECORD, papers=papers, received=RECEIVED)
    found = copy(desk, package, tmp_path / "out")
    assert {"03_考察/C5_材料.txt", "05_任职/E2_材料.txt"} <= set(found)
    assert "04_上会讨论/D3_材料.txt" not in found
    note = found["说明.txt"].decode("utf-8-sig")
    assert "04_上会讨论/D3_材料.txt（其中有举报人信息）" in note
    assert all("申屠望川".encode() not in data for data in found.values())
    assert not any(name.startswith("metadata") for name in found)
    line = ledger(desk.layout.root)[-1]
    assert (line["act"], line["details"]["as"]) == ("exported", "withheld")


def test_a_name_in_the_other_script_is_found(desk: Desk, tmp_path: Path) -> None:
    package = seal(desk, RECORD, papers=[Paper("C5", text="舉報人張躍進。")], received=RECEIVED.replace("申屠望川", "张跃进"))
    assert "03_考察/C5_材料.txt" not in copy(desk, package, tmp_path / "out")


def test_where_somebody_reported_what_cannot_be_read_is_left_to_a_person(desk: Desk, tmp_path: Path) -> None:
    scan = [Paper("C5", suffix=".jpg", text="no picture"), Paper("E2", text="公示结果。")]
    package = seal(desk, RECORD, papers=scan, received=RECEIVED)
    found = copy(desk, package, tmp_path / "out")
    assert "03_考察/C5_材料.jpg" not in found
    assert "C5_材料.jpg（读不出文字" in found["说明.txt"].decode("utf-8-sig")


def test_where_nobody_reported_everything_goes(desk: Desk, tmp_path: Path) -> None:
    package = seal(desk, RECORD, papers=[Paper("C5", suffix=".jpg", text="no picture")])
    found = copy(desk, package, tmp_path / "out")
    assert "03_考察/C5_材料.jpg" in found
    assert "本案卷没有登记举报人姓名" in found["说明.txt"].decode("utf-8-sig")


def test_a_reporter_registered_after_sealing_is_known_from_the_working_folder(desk: Desk, tmp_path: Path) -> None:
    package = seal(desk, RECORD, papers=[Paper("C5", text=NAMED), Paper("E2", text="公示结果。")])
    case = desk.layout.cases / "某次会议"
    case.mkdir()
    (case / "case.yaml").write_text(RECORD, encoding="utf-8")
    (case / "received.yaml").write_text(RECEIVED, encoding="utf-8")
    assert "03_考察/C5_材料.txt" not in copy(desk, package, tmp_path / "out")


def test_the_restricted_annex_of_the_samples_says_nothing(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(demo, folder)
    name = "任免档案-JD-2026-05-永久-限制查阅"
    assert run(folder, "export", name, str(tmp_path / "out"), "--as", "withheld") == 0
    made = tmp_path / "out" / name
    assert not list(made.rglob("E2a*"))
    assert "E2a_举报受理登记.docx（限制查阅）" in (made / "说明.txt").read_text(encoding="utf-8-sig")


def test_a_damaged_package_beside_it_stops_nothing(desk: Desk, tmp_path: Path) -> None:
    package = seal(desk, RECORD, papers=[Paper("C5", text=NAMED)], received=RECEIVED)
    (desk.layout.archive / "2027" / "坏包.zip").write_bytes(b"PK")
    assert "03_考察/C5_材料.txt" not in copy(desk, package, tmp_path / "out")


def test_it_keeps_to_the_clearance(desk: Desk, tmp_path: Path) -> None:
    package = seal(desk, RECORD, papers=[Paper("C5")])
    clearance(desk.layout.root, "公开")
    assert run(desk.layout.root, "export", package.stem, str(tmp_path / "out"), "--as", "withheld") == 9
