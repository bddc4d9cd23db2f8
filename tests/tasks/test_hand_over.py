"""`export --as archive`: a PDF an item in the order of DA/T 22, the archive's own columns, the papers to sign."""

import csv
import hashlib
import io
import json
import shutil
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from archive_tool.model.filing import Dossier, FiledFile, FiledItem
from archive_tool.packages.exports.handover import FIELDS, order_of
from archive_tool.packages.ledger import SEALED
from archive_tool.packages.planning import plan_packages
from archive_tool.packages.reading import PackedFile
from archive_tool.packages.writing import write_package
from archive_tool.tasks.desk import Circumstances, open_desk
from archive_tool.tasks.shelf import Shelf
from archive_tool.writing import make_folder
from tests.packages.test_codes import held
from tests.tasks.conftest import DAY
from tests.tasks.keeping import BY, clearance, ledger, run
from tests.tasks.shelving import NOW, STAGES
from tests.texts.test_joining import pdf

SET = "移交-0031-20270301"


def item_with(*files: tuple[str, str]) -> object:
    made = tuple(PackedFile(f"data/{name}", role, None, "", "", 1, "") for name, role in files)
    one = held("C6")
    return replace(one, item=replace(one.item, files=made))


@pytest.mark.parametrize(
    ("files", "joined", "beside"),
    [
        ([("正.pdf", "正本"), ("稿.docx", "定稿"), ("稿.pdf", "版式文件"), ("附.pdf", "附件")], "正.pdf 附.pdf 稿.pdf", ""),
        ([("稿.docx", "定稿"), ("稿.pdf", "版式文件"), ("附.jpg", "附件"), ("附2.PDF", "附件")], "稿.pdf 附2.PDF", "附.jpg"),
        ([("正.pdf", "正本"), ("稿.docx", "定稿")], "正.pdf", "稿.docx"),
        ([("稿.docx", "定稿")], "", "稿.docx"),
        ([("正.jpg", "正本"), ("复.pdf", "复函")], "复.pdf", "正.jpg"),
        ([("稿.pdf", "定稿"), ("正.pdf", "正本")], "正.pdf 稿.pdf", ""),
    ],
)  # fmt: skip
def test_the_signed_copy_goes_before_annexes_and_these_before_the_final_text(files: list[tuple[str, str]], joined: str, beside: str) -> None:
    order = order_of(item_with(*files))  # type: ignore[arg-type]
    assert [file.path.removeprefix("data/") for file in order.joined] == joined.split()
    assert [file.path.removeprefix("data/") for file in order.beside] == beside.split()


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A workspace with one package: an item of several PDFs, one of a single PDF, one of none, one with a broken annex."""
    folder, papers = tmp_path / "ws", tmp_path / "papers"
    make_folder(folder / "cases")
    papers.mkdir()
    (folder / "archive-tool.yaml").write_text(
        'format: 1\norg: {full_name: 中共云岫市委员会, fonds_name: 中共云岫市委组织部, fonds_number: "0031"}\noffice_code: ZZB\n', encoding="utf-8",
    )  # fmt: skip

    def paper(name: str, data: bytes, role: str, pages: int | None = None) -> FiledFile:
        (papers / name).write_bytes(data)
        return FiledFile(papers / name, Path(name).suffix, role, pages)

    def item(code: str, *files: FiledFile) -> FiledItem:
        return FiledItem(code, 0, f"{code}_材料", code[0], f"={code}材料", "材料", "20260420", "", "云岫市委组织部", "工作秘密", "永久", "", files)

    items = (
        item("C5", paper("a.pdf", pdf(100, 110), "正本", 2), paper("b.docx", b"word", "定稿"), paper("c.pdf", pdf(300), "版式文件", 1), paper("d.pdf", pdf(200), "附件", 1)),
        item("C6", paper("e.pdf", pdf(400), "正本", 1)),
        item("D3", paper("f.docx", b"word too", "定稿")),
        item("D4", paper("g.pdf", pdf(500), "正本", 1), paper("h.pdf", b"%PDF broken", "附件")),
    )  # fmt: skip
    dossier = Dossier("KC-2026-001", "appointment", "题名", 2026, STAGES, items, "2026-06-30", BY, {}, {"case.yaml": b"format: 1\n"})
    desk = open_desk(folder, Circumstances({}, DAY, by=BY))
    (plan,) = plan_packages(dossier)
    target = make_folder(desk.layout.archive / plan.folder) / f"{plan.name}.zip"
    Shelf(desk).note(SEALED, NOW, target, write_package(plan, target).sha256)
    assert run(folder, "codes", "assign") == 0
    return folder


def hand_over(folder: Path, target: Path, *more: str) -> int:
    return run(folder, "export", "档案-KC-2026-001-永久", str(target), "--as", "archive", *more)


def test_each_item_is_one_pdf_named_by_its_code_with_all_its_pages(shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert hand_over(shelf, tmp_path, "--carrier", "光盘1张", "--receiver", "云岫市档案馆", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    files = tmp_path / SET / "档案"
    assert sorted(path.name for path in files.iterdir()) == [
        "0031-WS-2026-Y-ZZB-0001.pdf", "0031-WS-2026-Y-ZZB-0002.pdf", "0031-WS-2026-Y-ZZB-0003.docx",
        "0031-WS-2026-Y-ZZB-0004.pdf", "0031-WS-2026-Y-ZZB-0004_1.pdf",
    ]  # fmt: skip
    whole = PdfReader(BytesIO((files / "0031-WS-2026-Y-ZZB-0001.pdf").read_bytes()))
    assert [page.mediabox.width for page in whole.pages] == [100, 110, 200, 300]
    assert (files / "0031-WS-2026-Y-ZZB-0002.pdf").read_bytes() == pdf(400)
    assert (files / "0031-WS-2026-Y-ZZB-0004_1.pdf").read_bytes() == b"%PDF broken"
    assert [each["rule"] for each in said["findings"]] == ["H-201", "H-202"]
    assert (said["items"], said["pages"]) == (4, None)


def test_the_four_properties_are_checked_again_at_the_hand_over(shelf: Path, tmp_path: Path) -> None:
    assert hand_over(shelf, tmp_path, "--carrier", "光盘1张", "--receiver", "云岫市档案馆") == 0
    reports = list((tmp_path / SET / "检测").glob("*.json"))
    assert len(reports) == len(list(shelf.glob("archive/*/*.zip")))
    for path in reports:
        said = json.loads(path.read_text(encoding="utf-8"))
        results = {line["name"]: line["result"] for line in said["results"]}
        assert said["stage"] == "移交与接收"
        assert results["固化信息有效性"] == results["归档信息包一致性"] == "合格"


def test_the_digests_are_those_of_the_files_and_the_register_quotes_them_in_two_copies(shelf: Path, tmp_path: Path) -> None:
    assert hand_over(shelf, tmp_path, "--carrier", "光盘1张（编号2027-01）", "--receiver", "云岫市档案馆") == 0
    made = tmp_path / SET
    digests = (made / "校验.sha256.txt").read_bytes()
    listed = dict(reversed(line.split("  ", 1)) for line in digests.decode().splitlines())
    registers = sorted(made.glob("电子档案移交与接收登记表*.docx"))
    assert len(registers) == 2
    everything = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert everything - set(listed) == {"校验.sha256.txt", *(path.name for path in registers)}
    for name, digest in listed.items():
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == digest
    for path in registers:
        with zipfile.ZipFile(path) as word:
            text = word.read("word/document.xml").decode()
        assert hashlib.sha256(digests).hexdigest() in text
        assert "光盘1张（编号2027-01）" in text
        assert "云岫市档案馆" in text
    line = ledger(shelf)[-1]
    assert (line["act"], line["details"]["as"], line["details"]["carrier"]) == ("exported", "archive", "光盘1张（编号2027-01）")
    assert line["details"]["digests_sha256"] == hashlib.sha256(digests).hexdigest()


def test_the_catalogue_has_the_archives_own_columns_and_no_formula(shelf: Path, tmp_path: Path) -> None:
    columns = tmp_path / "栏目.yaml"
    columns.write_text("format: 1\ncolumns: {件次: 序号, 档案号: 档号, 名称: 题名, 形成日期: 日期（横线）, 类型: =电子, 电子文件: 文件名, 附: 附带文件}\n", encoding="utf-8")
    assert hand_over(shelf, tmp_path, "--columns", str(columns)) == 0
    rows = list(csv.reader(io.StringIO((tmp_path / SET / "目录.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert rows[0] == ["件次", "档案号", "名称", "形成日期", "类型", "电子文件", "附"]
    assert rows[1] == ["1", "0031-WS·2026-Y-ZZB-0001", "'=C5材料", "2026-04-20", "电子", "档案/0031-WS-2026-Y-ZZB-0001.pdf", ""]
    assert rows[4][-1] == "档案/0031-WS-2026-Y-ZZB-0004_1.pdf"
    sheet = openpyxl.load_workbook(tmp_path / SET / "目录.xlsx").active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=2)][1][:3] == ["1", "0031-WS·2026-Y-ZZB-0001", "=C5材料"]
    assert sheet["C2"].data_type == "s"


def test_every_field_can_be_a_column(shelf: Path, tmp_path: Path) -> None:
    columns = tmp_path / "栏目.yaml"
    columns.write_text("format: 1\ncolumns:\n" + "".join(f"  {name}: {name}\n" for name in FIELDS), encoding="utf-8")
    assert hand_over(shelf, tmp_path, "--columns", str(columns)) == 0
    rows = list(csv.reader(io.StringIO((tmp_path / SET / "目录.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert tuple(rows[0]) == FIELDS
    assert dict(zip(rows[0], rows[1], strict=True))["页数"] == "4"


@pytest.mark.parametrize(("text", "code"), [("columns: {档号: 档案号码}\n", 2), ("columns: 1\n", 3), ("", 3)])
def test_a_column_that_is_no_field_is_named(shelf: Path, tmp_path: Path, text: str, code: int) -> None:
    columns = tmp_path / "栏目.yaml"
    columns.write_text(f"format: 1\n{text}", encoding="utf-8")
    assert hand_over(shelf, tmp_path, "--columns", str(columns)) == code
    assert not (tmp_path / SET).exists()


def test_nothing_is_overwritten_and_a_dry_run_writes_nothing(shelf: Path, tmp_path: Path) -> None:
    before = ledger(shelf)
    assert hand_over(shelf, tmp_path / "out", "--dry-run") == 0
    assert not (tmp_path / "out").exists()
    assert hand_over(shelf, tmp_path / "out") == 0
    assert hand_over(shelf, tmp_path / "out") == 5
    assert [path.name for path in (tmp_path / "out").iterdir()] == [SET]
    assert len(ledger(shelf)) == len(before) + 1


def test_items_without_codes_and_beyond_the_clearance_stop_it(shelf: Path, tmp_path: Path) -> None:
    register = shelf / "archive" / "codes.csv"
    kept = register.read_bytes()
    register.unlink()
    assert hand_over(shelf, tmp_path) == 1
    register.write_bytes(kept)
    clearance(shelf, "内部")
    assert hand_over(shelf, tmp_path) == 9
    assert not (tmp_path / SET).exists()


def test_a_set_that_fails_half_way_leaves_nothing(shelf: Path, tmp_path: Path) -> None:
    own = make_folder(shelf / "templates" / "archive")
    (own / "L5_移交与接收登记表.docx").write_bytes(b"no template")
    before = ledger(shelf)
    assert hand_over(shelf, tmp_path / "out") == 4
    assert list((tmp_path / "out").iterdir()) == []
    assert ledger(shelf) == before


def test_paper_places_stand_in_the_catalogue(shelf: Path, tmp_path: Path) -> None:
    assert run(shelf, "paper", "place", "档案-KC-2026-001-永久", "--box", "12", "--shelf", "3库") == 0
    columns = tmp_path / "栏目.yaml"
    columns.write_text("format: 1\ncolumns: {盒: 盒号, 架: 存放位置}\n", encoding="utf-8")
    assert hand_over(shelf, tmp_path, "--columns", str(columns)) == 0
    assert "12,3库" in (tmp_path / SET / "目录.csv").read_text(encoding="utf-8-sig")


def test_several_packages_leave_one_by_one_and_one_bad_one_stops_no_other(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(demo, folder)
    bad = next(folder.glob("archive/*/*限制查阅.zip"))
    bad.write_bytes(b"PK")
    capsys.readouterr()
    assert run(folder, "export", bad.stem, "考察档案-KC-2026-001-10年", "任免档案-JD-2026-06-永久", str(tmp_path / "out"), "--json") == 6
    said = json.loads(capsys.readouterr().out)
    assert [each["package"] for each in said["exports"]] == ["考察档案-KC-2026-001-10年", "任免档案-JD-2026-06-永久"]
