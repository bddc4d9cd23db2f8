"""全卷.pdf: contents equal the bookmarks, pages are stamped, what cannot be merged is named in its place."""

import io
import json
import random
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

from archive_tool import limits
from archive_tool.texts import merging, merging_child
from archive_tool.texts.merging import COSTLY, DAMAGED, LARGE, LOCKED, Section, Volume, merge
from archive_tool.texts.typesetting import shown, wrapped
from archive_tool.texts.watching import Watch
from tests.texts.conftest import pdf

REASONS = {LOCKED: "有密码，未并入。", DAMAGED: "已损坏，未并入。", COSTLY: "耗时过多，未并入。", LARGE: "过大，未并入。"}
Merged = Callable[[Iterable[tuple[str, int, bytes | None]]], tuple[dict[int, str] | None, bytes]]


def changed(data: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def volume_of(parts: Iterable[tuple[str, int, bytes | None]], source: Path) -> Volume:
    """Each part is a title, a level and a PDF; b"" is a file that is none, None a heading."""
    sections, whole = [], b"zip"
    for title, level, data in parts:
        notes = () if data is None else (f"文件：data/{title}",)
        sections.append(Section(title, level, (len(whole), len(data)) if data else None, notes))
        whole += data or b""
    source.write_bytes(whole)
    return Volume("云岭市水务局副局长考察", ("云岭市水务局副局长考察", "年度：2026"), tuple(sections), REASONS)


@pytest.fixture
def merged(tmp_path: Path) -> Merged:
    def run(parts: Iterable[tuple[str, int, bytes | None]]) -> tuple[dict[int, str] | None, bytes]:
        with (tmp_path / "whole.pdf").open("w+b") as target:
            refused = merge(volume_of(parts, tmp_path / "source"), tmp_path / "source", target)
        return refused, (tmp_path / "whole.pdf").read_bytes()

    return run


def bookmarks(reader: PdfReader, nested: list[object] | None = None, level: int = 0) -> list[tuple[str, int, int]]:
    found = []
    for each in reader.outline if nested is None else nested:
        if isinstance(each, list):
            found += bookmarks(reader, each, level + 1)
        else:
            page = reader.get_destination_page_number(each)
            assert page is not None
            found.append((str(each.title), level, page + 1))
    return found


def contents(reader: PdfReader, pages: int) -> str:
    return "".join("".join(reader.pages[number].extract_text().split()) for number in range(1, 1 + pages))


PARTS = [
    ("03 考察", 0, None),
    ("C1 考察预告", 1, pdf("考察预告")),
    ("C6 考察材料", 1, None),
    ("正本 C6_考察材料.pdf", 2, pdf("材料第一页", "材料第二页")),
    ("附件 C6_考察材料_附件1.jpg", 2, b""),
    ("05 任职", 0, None),
    ("E1 关于𬀩同志任职的通知", 1, pdf("任职通知")),
]


def test_contents_equal_the_bookmarks_and_each_leads_to_its_page(merged: Merged) -> None:
    refused, data = merged(PARTS)
    assert refused == {}
    reader = PdfReader(io.BytesIO(data))
    found = bookmarks(reader)
    assert found == [
        ("03 考察", 0, 3), ("C1 考察预告", 1, 3), ("C6 考察材料", 1, 4), ("正本 C6_考察材料.pdf", 2, 4),
        ("附件 C6_考察材料_附件1.jpg", 2, 6), ("05 任职", 0, 7), ("E1 关于𬀩同志任职的通知", 1, 7),
    ]  # fmt: skip
    said = "".join("".join(shown(title).split()) + str(page) for title, _, page in found)
    assert contents(reader, 1) == f"全卷目录{said}"
    assert "〔U+2C029〕" in said
    assert reader.page_mode == "/UseOutlines"
    assert "材料第一页" in reader.pages[3].extract_text()
    assert "任职通知" in reader.pages[6].extract_text()
    targets = [mark.get_object()["/Dest"][0] for mark in reader.pages[1]["/Annots"]]
    assert [reader.pages[int(target)] if isinstance(target, int) else target.get_object() for target in targets]


def test_long_contents_go_on_and_long_titles_are_broken_not_cut(merged: Merged) -> None:
    parts = [(f"C4-{number} " + "与某某同志个别谈话记录" * 5, 1, pdf("谈话")) for number in range(1, 31)]
    _, data = merged([("03 考察", 0, None), *parts])
    reader = PdfReader(io.BytesIO(data))
    found = bookmarks(reader)
    assert found[1][2] == 1 + 2 + 1
    said = "".join("".join(title.split()) + str(page) for title, _, page in found)
    assert contents(reader, 2) == f"全卷目录{said}"
    assert len(wrapped("一二三四五。", 10, 50)) == 1
    assert wrapped("一二三四五六", 10, 50) == ["一二三四五", "六"]


def test_every_page_behind_the_contents_bears_its_number_however_it_is_turned(merged: Merged, tmp_path: Path) -> None:
    def turned(writer: PdfWriter) -> None:
        for page, angle in zip(writer.pages, (0, 90, 180, 270), strict=True):
            page.rotate(angle)

    _, data = merged([("C6 考察材料", 0, changed(pdf(*"甲乙丙丁"), turned)), ("附件", 0, b"")])
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 7
    for number, page in enumerate(reader.pages, 1):
        assert (f"全卷第{number}页" in page.extract_text().replace("\n", "")) == (number > 2)
    matrices = [page["/Contents"][-1].get_object().get_data() for page in reader.pages[2:6]]
    assert [b" ".join(data.split(b" Tf ")[1].split()[:4]) for data in matrices] == [
        b"1.00 0.00 0.00 1.00", b"0.00 1.00 -1.00 0.00", b"-1.00 0.00 0.00 -1.00", b"0.00 -1.00 1.00 0.00"
    ]  # fmt: skip


def locked(writer: PdfWriter) -> None:
    writer.encrypt("geheim", algorithm="RC4-128")


def without_size(writer: PdfWriter) -> None:
    writer.pages[1][NameObject("/MediaBox")] = TextStringObject("none")


def test_what_cannot_be_merged_is_named_on_a_page_in_its_place(merged: Merged) -> None:
    whole = pdf("第一页", "第二页")
    parts = [
        ("A1", 0, changed(whole, locked)),
        ("A2", 0, b"%PDF-1.4 rubbish"),
        ("A3", 0, changed(whole, without_size)),  # fails at its second page: the first is not kept either
        ("A4", 0, pdf("完好")),
        ("A5", 0, b""),
    ]
    refused, data = merged(parts)
    assert refused == {0: LOCKED, 1: DAMAGED, 2: DAMAGED}
    reader = PdfReader(io.BytesIO(data))
    texts = ["".join(page.extract_text().split()) for page in reader.pages[2:]]
    assert texts[:3] == [
        f"A{number}文件：data/A{number}{said}全卷第{number + 2}页"
        for number, said in ((1, "有密码，未并入。"), (2, "已损坏，未并入。"), (3, "已损坏，未并入。"))
    ]
    assert texts[3] == "完好全卷第6页"
    assert texts[4] == "A5文件：data/A5全卷第7页"


def test_what_runs_or_opens_something_stays_in_the_single_file_but_marks_are_seen(merged: Merged) -> None:
    def marked(writer: PdfWriter) -> None:
        writer.add_annotation(0, FreeText(text="已核对", rect=(50, 50, 150, 80)))
        script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")})
        link = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): script})
        writer.pages[0]["/Annots"].append(writer._add_object(link))
        writer.pages[0]["/Annots"].append(NameObject("/odd"))
        writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})

    refused, data = merged([("C6", 0, changed(pdf("材料"), marked))])
    assert refused == {}
    assert b"JavaScript" not in data
    marks = PdfReader(io.BytesIO(data)).pages[2]["/Annots"]
    assert [mark["/Subtype"] for mark in marks] == ["/FreeText"]


def test_the_same_files_give_the_same_bytes(merged: Merged) -> None:
    assert merged(PARTS)[1] == merged(PARTS)[1]


def test_a_large_file_and_what_is_too_much_together_are_named(merged: Merged, monkeypatch: pytest.MonkeyPatch) -> None:
    one = pdf("材料")
    monkeypatch.setattr(limits, "MERGE_FILE_BYTES", len(one))
    monkeypatch.setattr(limits, "MERGE_BYTES", 2 * len(one))
    refused, _ = merged([("A", 0, one), ("B", 0, one + b"\n"), ("C", 0, one), ("D", 0, one)])
    assert refused == {1: LARGE, 3: LARGE}


def scanned(seed: int) -> bytes:
    """A PDF of two pages with one picture each, the first too large to stay in memory."""
    def pictured(writer: PdfWriter) -> None:
        for page, size in zip(writer.pages, (60_000, 100), strict=True):
            picture = StreamObject()
            picture.set_data(random.Random(seed).randbytes(size))
            pictures = DictionaryObject({NameObject("/Scan"): writer._add_object(picture)})
            page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})

    return changed(pdf("甲", "乙"), pictured)


def test_large_streams_are_laid_aside_and_come_out_the_same(merged: Merged) -> None:
    refused, data = merged([("A", 0, scanned(1)), ("B", 0, scanned(2))])
    assert refused == {}
    pages = PdfReader(io.BytesIO(data)).pages[2:]
    found = [page["/Resources"]["/XObject"]["/Scan"].get_data() for page in pages]
    assert found == [random.Random(seed).randbytes(size) for seed in (1, 2) for size in (60_000, 100)]


# Stands in for a child that a PDF kills: at each section of HOW that is not yet refused. It speaks the real protocol.
KILLED = """
import json, sys, time
task = json.loads(sys.stdin.buffer.read())
for place, section in enumerate(task["sections"]):
    if section[2] and str(place) not in task["refused"]:
        print(json.dumps({"begun": place}), file=sys.stderr, flush=True)
        if place in (HOW): sys.exit("MemoryError")
print(json.dumps({"done": True, "refused": task["refused"]}), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("deadly", "refused"), [("1,", [1]), ("0, 2,", [0, 2]), ("*range(9),", [0, 1, 2, 3, 4, 5, 6, 7])]
)
def test_what_kills_the_child_is_left_out_and_after_five_the_rest(
    deadly: str, refused: list[int], merged: Merged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "child_command", lambda _: [sys.executable, "-c", KILLED.replace("HOW", deadly)])
    assert merged([(f"A{number}", 0, b"%PDF-x") for number in range(8)])[0] == dict.fromkeys(refused, COSTLY)


@pytest.mark.parametrize("how", ["", "print('{\"begun\": -1}', file=sys.stderr); sys.exit(1)", "print(1, file=sys.stderr)"])
def test_a_child_that_fails_of_itself_makes_nothing(how: str, merged: Merged, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "child_command", lambda _: [sys.executable, "-c", f"import sys\n{how}"])
    assert merged(PARTS)[0] is None


def test_a_child_that_hangs_is_ended(merged: Merged, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = "import sys, time; print('{\"begun\": 1}', file=sys.stderr, flush=True); time.sleep(60)"
    monkeypatch.setattr(merging, "child_command", lambda _: [sys.executable, "-c", slow])
    monkeypatch.setattr(merging, "_SECONDS", 0.4)
    monkeypatch.setattr(limits, "MERGE_CHANCES", 1)
    assert merged(PARTS)[0] is None


def test_the_child_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in this process too, so that its lines are measured; without its limits."""
    monkeypatch.setattr(merging_child.logging, "disable", lambda *_: None)
    volume = volume_of([*PARTS, ("Z", 0, changed(pdf("a", "b"), without_size)), ("Y", 0, changed(pdf("a"), locked)), ("X", 0, scanned(3))], tmp_path / "s")
    sections = [(each.title, each.level, each.at, each.notes) for each in volume.sections]
    task = {"source": str(tmp_path / "s"), "title": "t", "cover": ["某" * 40, "年度：2026"], "sections": sections, "reasons": REASONS}

    def run(refused: dict[str, str]) -> tuple[bytes, list[dict[str, object]]]:
        out, report = io.BytesIO(), io.BytesIO()
        merging_child.serve(io.BytesIO(json.dumps({**task, "refused": refused}).encode()), out, report, Watch(60))
        return out.getvalue(), [json.loads(line) for line in report.getvalue().splitlines()]

    assert run({})[1][-1] == {"begun": 7, "reason": DAMAGED}
    data, said = run({"7": DAMAGED})
    assert said[-1] == {"done": True, "refused": {"7": DAMAGED, "8": LOCKED}}
    assert len(PdfReader(io.BytesIO(data)).pages) == 11
