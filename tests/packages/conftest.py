"""A dossier of an invented case, and the package it makes."""

from dataclasses import replace

import pytest

from archive_tool.model.filing import Dossier, FiledFile, FiledItem, NamedPerson
from archive_tool.packages.planning import plan_packages
from archive_tool.packages.writing import write_package

STAGES = (
    ("A", "01_计划"), ("B", "02_动议"), ("C", "03_考察"), ("D", "04_上会讨论"), ("E", "05_任职"),
    ("F", "06_一报告两评议"), ("Z", "99_其他"),
)


def item(code, short, files, *, number=0, **facts):
    """A 件 of the stage that its code begins with."""
    stem = f"{code}_{short}" + (f"_{number}" if number else "")
    known = {
        "title": f"关于高明远的{short}", "genre": "报告", "date": "20260508", "doc_no": "", "maker": "云岭市委组织部",
        "secrecy": "工作秘密", "retention": "永久", "personnel_file": "", "stage": code[0],
        "people": (NamedPerson("高明远", "考察对象", ("高明",)),), "units": ("云岭市水务局",), "posts": ("副局长",),
    }
    return FiledItem(code=code, number=number, stem=stem, files=tuple(files), **{**known, **facts})


@pytest.fixture
def papers(tmp_path):
    """Makes a file and says what it is: `papers("考察材料.docx", b"...", role="定稿")`."""
    folder = tmp_path / "case"
    folder.mkdir()

    def paper(name, content=b"content", *, role="正本", pages=1, **facts):
        path = folder / name
        path.write_bytes(content)
        return FiledFile(path, path.suffix, role, pages, **facts)

    return paper


@pytest.fixture
def dossier(papers):
    signed = papers("scan.pdf", b"%PDF signed", agrees="一致", original_name="扫描件 001.PDF")
    word = papers("C6_考察材料.docx", b"PK word", role="定稿", pages=None)
    rendition = papers("C6_考察材料.pdf", b"%PDF rendition", role="版式文件", pages=3)
    annex = papers("附件.txt", b"", role="附件", pages=2)
    items = (
        item("C1", "考察预告", [papers("C1_考察预告.docx", b"PK notice", role="定稿")]),
        item("C4", "谈话记录", [papers("t1.docx", b"PK one", role="定稿", pages=None)], number=1),
        item("C4", "谈话记录", [papers("t2.docx", b"PK two", role="定稿")], number=2),
        item("C6", "考察材料", [rendition, word, signed, annex], personnel_file="九"),
        item("C2c", "推荐票", [papers("ballots.pdf", b"%PDF ballots")], retention="10年"),
        item("C7", "举报材料", [papers("letter.jpg", b"letter")], restricted=True, title="李某的来信"),
        item("D3", "会议记录", [], note="参见 任免档案-2026-任3-永久"),
    )
    return Dossier(
        case="2026-001", kind="appointment", title="云岭市水务局副局长考察", year=2026, stages=STAGES, items=items,
        sealed_on="2026-06-01", sealed_by="周文",
        facts={
            "mode": "差额", "purpose": "提拔任职", "organisation": "中共云岭市委员会", "department": "中共云岭市委组织部",
            "fonds_number": "0123", "fonds_name": "中共云岭市委组织部", "address": "云岭市和平路1号", "phone": "0000-8000000",
        },
        documents={"case.yaml": b"format: 1\nid: 2026-001\n", "people/gao-mingyuan.yaml": "name: 高明远\n".encode()},
        label="考察档案",
    )


@pytest.fixture
def plans(dossier):
    return plan_packages(dossier)


@pytest.fixture
def sealed(plans, tmp_path):
    """The package of the permanent items."""
    (tmp_path / "archive").mkdir()
    return write_package(plans[0], tmp_path / "archive" / f"{plans[0].name}.zip")


@pytest.fixture
def sealed_again(tmp_path):
    """Seals a plan that differs in some respects beside the first."""

    def seal(plan, **changes):
        folder = tmp_path / "again"
        folder.mkdir(exist_ok=True)
        return write_package(replace(plan, **changes), folder / f"{len(list(folder.iterdir()))}.zip")

    return seal
