"""四性检测报告: what a program judges it judges rightly; nothing that did not run is called 合格."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from docx import Document

from archive_tool.model.filing import NamedPerson
from archive_tool.packages.four_properties import FAILED, MANUAL, NOT_RUN, PASSED
from archive_tool.packages.planning import plan_packages
from archive_tool.packages.word import Page, Paragraph, word_file
from archive_tool.packages.writing import write_package

from .conftest import item

WORD = word_file(Page(), [Paragraph("该同志表现突出。")], title="考察材料", author="考察组")
PDF_HEAD = b"%PDF-1.7\n"


@pytest.fixture
def report(dossier, papers, tmp_path):
    """The lines of the report of a dossier with these items, by name, and the names that sealing calls wrong."""

    def make(*items, **facts):
        (plan, *_) = plan_packages(replace(dossier, items=items, **facts))
        sealed = write_package(plan, tmp_path / f"{plan.name}.zip")
        with zipfile.ZipFile(sealed.path) as archive:
            told = json.loads(archive.read(f"{plan.name}/metadata/four-property-report.json"))
            word = Document(io.BytesIO(archive.read(f"{plan.name}/data/00_目录/四性检测报告.docx")))
        lines = {line["name"]: line for line in told["results"]}
        assert [[cell.text for cell in row.cells][1:4] for row in word.tables[0].rows][1:] == [
            [line["number"], line["name"], line["result"]] for line in told["results"]
        ]
        assert sum(told["counts"].values()) == len(lines) == len(told["results"])
        assert set(sealed.failed) == {name for name, line in lines.items() if line["result"] == FAILED}
        return lines

    return make


@pytest.fixture
def sound(papers):
    return item("C6", "考察材料", [papers("r.docx", WORD, role="定稿")])


def test_a_sound_dossier_passes_what_a_program_can_judge(report, sound):
    lines = report(sound, item("D3", "会议记录", [], note="参见 任免档案-2026-任3-永久"))
    results = {name: line["result"] for name, line in lines.items()}
    assert FAILED not in results.values()
    assert results["内容数据可读性"] == results["必填著录项"] == results["内容数据电子属性一致性"] == PASSED
    assert "1 件" in lines["归档范围"]["how"]


def test_what_no_program_judged_is_never_called_sound(report, sound):
    lines = report(sound)
    manual = {name for name, line in lines.items() if line["result"] == MANUAL}
    assert manual == {
        "固化信息有效性", "档号规范性", "归档信息包一致性", "过程信息", "连续性元数据项", "附件数据完整",
        "目标数据库中元数据可访问性", "软硬件环境合规性", "载体中多余文件", "载体读取速度", "载体外观", "光盘合格性",
        "归档过程安全性",
    }  # fmt: skip
    assert {name for name, line in lines.items() if line["result"] == NOT_RUN} == {"是否安装杀毒软件", "病毒感染"}


def test_numbers_stand_only_where_they_were_seen_in_print(report, sound):
    lines = report(sound)
    numbers = {line["number"] for line in lines.values()} - {""}
    inferred = {f"1-{n}" for n in (*range(2, 10), 12, 13)} | {"2-8"} | {f"3-{n}" for n in range(4, 8)}
    assert numbers & (inferred | {f"4-{n}" for n in range(3, 7)}) == set()
    assert lines["病毒感染"]["number"] == "4-2"


@pytest.mark.parametrize(
    ("facts", "name", "verdict"),
    [
        ({"date": "2026050"}, "元数据项数据长度", (FAILED, "C6")),
        ({"date": "20260231"}, "元数据项数据类型、格式", (FAILED, "C6")),
        ({"date": "2026年"}, "元数据项数据类型、格式", (FAILED, "C6")),
        ({"date": "202605"}, "元数据项数据类型、格式", (PASSED, "")),
        ({"date": "20260602"}, "元数据项数据值合理性", (FAILED, "C6")),
        ({"date": "19480101"}, "元数据项数据值合理性", (FAILED, "C6")),
        ({"date": "2026"}, "元数据项数据值合理性", (PASSED, "")),
        ({"secrecy": "商密"}, "元数据项值域符合度", (MANUAL, "程序不能判断：C6")),
        ({"people": (NamedPerson("高\u200b明远", "考察对象"),)}, "元数据项数据包含特殊字符情况", (FAILED, "C6")),
        ({"maker": " "}, "必填著录项", (FAILED, "C6 缺责任者")),
        ({"date": ""}, "必填著录项", (MANUAL, "C6 无日期")),
        ({"date": ""}, "元数据项数据类型、格式", (PASSED, "")),
    ],
)
def test_what_is_wrong_with_an_item_is_named(report, papers, facts, name, verdict):
    lines = report(item("C6", "考察材料", [papers("r.docx", WORD, role="定稿")], **facts))
    assert lines[name]["result"] == verdict[0]
    assert verdict[1] in lines[name]["how"]


@pytest.mark.parametrize(
    ("file", "name", "result"),
    [
        (("a.pdf", b"no PDF at all"), "内容数据电子属性一致性", FAILED),
        (("a.pdf", b"no PDF at all"), "内容数据可读性", FAILED),
        (("a.jpg", b"\xff\xd8\xff"), "内容数据电子属性一致性", PASSED),
        (("a.jpg", b"GIF89a"), "内容数据电子属性一致性", FAILED),
        (("a.jpg", b"\xff\xd8\xff"), "内容数据可读性", MANUAL),
        (("a.mp3", b"ID3"), "内容数据电子属性一致性", MANUAL),
        (("a.txt", "正文".encode()), "内容数据电子属性一致性", PASSED),
        (("a.txt", b""), "内容数据完整", FAILED),
        (("a.rar", b"Rar!"), "信息包内容数据格式合规性", FAILED),
        (("a.docx", b"\xd0\xcf\x11\xe0 locked"), "信息包内容数据格式合规性", FAILED),
        (("a.doc", b"\xd0\xcf\x11\xe0"), "内容数据格式", MANUAL),
        (("a.doc", b"\xd0\xcf\x11\xe0"), "信息包内容数据格式合规性", MANUAL),
        (("a.jpg", b"\xff\xd8\xff"), "信息包内容数据格式合规性", PASSED),
    ],
)
def test_what_is_wrong_with_a_file_is_named(report, papers, file, name, result):
    lines = report(item("C6", "考察材料", [papers(*file)]))
    assert lines[name]["result"] == result
    assert (f"C6_考察材料{file[0][1:]}" in lines[name]["how"]) == (result != PASSED)


def test_the_same_paper_filed_twice_is_for_a_person_to_judge(report, papers):
    twice = [item(code, "函", [papers(f"{code}.txt", "同一份".encode())]) for code in ("C4", "C6")]
    lines = report(*twice)
    assert lines["元数据项数据重复性"]["result"] == MANUAL
    assert "C4与C6" in lines["元数据项数据重复性"]["how"]


def test_gaps_without_a_word_and_an_unknown_maker_are_named(report, sound):
    lines = report(sound, item("D3", "会议记录", []), facts={}, documents={"case.yaml": b""})
    assert lines["归档范围"]["result"] == FAILED
    assert "D3" in lines["归档范围"]["how"]
    assert "立档单位名称" in lines["元数据项完整"]["how"]
    assert lines["信息包元数据"]["result"] == FAILED


def test_long_lists_are_cut_and_counted(report, papers):
    many = [item("C4", "谈话记录", [papers(f"{n}.txt", str(n).encode())], number=n, maker="") for n in range(1, 20)]
    said = report(*many)["必填著录项"]["how"]
    assert "C4-12 缺责任者 等 19 项" in said
    assert "C4-13" not in said
