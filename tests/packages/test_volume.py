"""全卷.pdf and 封面 of a package: the best PDF of each paper in filing order, what is none named, nothing for none."""

import io
import zipfile
from dataclasses import replace

from docx import Document
from pypdf import PdfReader

from archive_tool import limits
from archive_tool.packages import volume as room
from archive_tool.packages import writing
from archive_tool.packages.planning import plan_packages
from archive_tool.packages.verifying import verify
from archive_tool.packages.writing import write_package
from tests.packages.conftest import item
from tests.texts.conftest import pdf


def member(sealed, name):
    with zipfile.ZipFile(sealed.path) as archive:
        return archive.read(f"{sealed.path.stem}/data/00_目录/{name}")


def said(sealed, name):
    document = Document(io.BytesIO(member(sealed, name)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def with_pdfs(dossier, papers):
    files = [
        papers("word.docx", b"PK word", role="定稿"), papers("r.pdf", pdf("版式文件的一页"), role="版式文件"),
        papers("s.pdf", pdf("签字正本一", "签字正本二"), role="正本", agrees="一致"), papers("a.jpg", b"\xff\xd8\xff", role="附件"),
        papers("b.pdf", pdf("附件的一页"), role="附件"),
    ]  # fmt: skip
    return replace(dossier, items=(
        item("C6", "考察材料", files),
        item("D4", "会议纪要", [papers("m.docx", b"PK m", role="定稿"), papers("n.docx", b"PK n", role="正本")], secrecy="秘密"),
        item("E1", "任职通知", [papers("bad.pdf", b"%PDF-1.7 gone")]),
    ))  # fmt: skip


def seal(dossier, papers, folder):
    plan = plan_packages(with_pdfs(dossier, papers))[0]
    return write_package(plan, folder / f"{plan.name}.zip")


def test_the_signed_pdf_stands_for_the_paper_and_annexes_follow(dossier, papers, tmp_path):
    sealed = seal(dossier, papers, tmp_path)
    reader = PdfReader(io.BytesIO(member(sealed, "全卷.pdf")))
    texts = ["".join(page.extract_text().split()) for page in reader.pages]
    assert texts[0].startswith("云岭市水务局副局长考察全宗名称：中共云岭市委组织部全宗号：0123年度：2026保管期限：永久")
    assert "密级：秘密" in texts[0]
    assert texts[1] == (
        "全卷目录03考察3C6关于高明远的考察材料3正本C6_考察材料.pdf3附件C6_考察材料_附件1.jpg5附件C6_考察材料_附件1.pdf6"
        "04上会讨论7D4关于高明远的会议纪要705任职8E1关于高明远的任职通知8"
    )
    assert texts[2:4] == ["签字正本一全卷第3页", "签字正本二全卷第4页"]
    assert "此处文件不是PDF" in texts[4]
    assert "文件：data/03_考察/C6_考察材料_附件1.jpg" in texts[4]
    assert "D4_会议纪要.docx" in texts[6]
    assert "已损坏或不是有效的PDF" in texts[7]
    assert not any("版式文件的一页" in text for text in texts)
    assert verify(sealed.path, source="x") == ()


def test_the_remarks_sheet_says_what_is_not_merged_and_whether_words_agree(dossier, papers, tmp_path):
    sealed = seal(dossier, papers, tmp_path)
    text = said(sealed, "备考表.docx")
    assert "全卷.pdf 中2 处不是 PDF，1 个 PDF 未能并入（E1 关于高明远的任职通知），各占一页注明文件位置。" in text
    assert "Word文件与签字正本一致：C6；Word文件与签字正本未核对：D4。" in text


def test_the_cover_says_what_the_dossier_is(dossier, sealed):
    text = said(sealed, "封面.docx")
    for fact in ("云岭市水务局副局长考察", "全宗号\n0123", "保管期限\n永久", "件数\n4 件", "起止档号", "封装\n2026-06-01 周文"):
        assert fact in text


def test_a_package_without_pdfs_has_no_volume_and_says_so(sealed):
    with zipfile.ZipFile(sealed.path) as archive:
        assert not [name for name in archive.namelist() if "全卷" in name]
    assert "包内没有 PDF，未制作全卷.pdf。" in said(sealed, "备考表.docx")


def test_where_the_merging_fails_the_package_is_sealed_all_the_same(dossier, papers, tmp_path, monkeypatch):
    monkeypatch.setattr("archive_tool.packages.writing.merge", lambda *_: None)
    sealed = seal(dossier, papers, tmp_path)
    assert "合并 PDF 未能完成，或合并后包过大，未制作全卷.pdf" in said(sealed, "备考表.docx")
    assert verify(sealed.path, source="x") == ()
    assert not list(sealed.path.parent.glob(".draft-*"))


def test_where_it_would_make_the_package_too_large_there_is_none(dossier, papers, tmp_path, monkeypatch):
    plan = plan_packages(with_pdfs(dossier, papers))[0]
    papers_alone = sum(file.file.source.stat().st_size for file in plan.files)
    monkeypatch.setattr(limits, "PACKAGE_BYTES", writing._room(plan) + papers_alone + 2_000)
    sealed = write_package(plan, tmp_path / f"{plan.name}.zip")
    assert "未制作全卷.pdf" in said(sealed, "备考表.docx")


def test_what_stands_in_the_remarks_sheet_of_a_volume_that_holds_all():
    whole = room.Volume("t", (), (room.Section("C1", 0, (0, 1), ("x",)),), {})
    assert room.not_merged(whole, {}) == "全卷.pdf 已并入每一件。"
    many = room.Volume("t", (), tuple(room.Section(f"C{n}", 0, (0, 1), ("x",)) for n in range(20)), {})
    assert "；C11等）" in room.not_merged(many, dict.fromkeys(range(20), room.DAMAGED))
