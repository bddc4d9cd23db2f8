"""The numbers of GB/T 9704 as measured in the PDF that LibreOffice makes, not as set in the file."""

import itertools
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_tool import resources
from archive_tool.documents.libreoffice import LibreOffice
from archive_tool.documents.properties import Marks
from archive_tool.documents.rendering import load_template, render
from tests.documents.record import words
from tools import parts

POINTS = 72 / 25.4  # a millimetre
HALF_A_POINT, A_MILLIMETRE = 0.5, POINTS
Box = tuple[float, float, float, float, str]
TEXT = parts.document(parts.title("题名"), parts.heading("一、标题"), parts.p("国" * 2500, "Flush"))
RENDERED = ("C1_考察预告", "C6_考察材料", "E1_任前公示", "E4_任免通知", "D4_会议纪要", "C5_纪委巡视意见", "D3_会议记录")


@pytest.fixture(scope="module")
def pages(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[Box]]]:
    """The words of every page of every measured document, with their boxes in points."""
    documents = {"text": TEXT}
    for name in RENDERED:
        path = resources.folder("templates") / f"appointment/{name}.docx"
        documents[name] = render(load_template(path.name, path.read_bytes()), words(), Marks()).data
    made = LibreOffice(program("soffice"), os.environ, resources.folder("templates") / "fonts.conf").convert(documents)
    return {name: boxes(program("pdftotext"), tmp_path_factory.mktemp("pdf") / "a.pdf", pdf) for name, pdf in made.pdfs.items()}


def boxes(tool: str, path: Path, pdf: bytes) -> list[list[Box]]:
    path.write_bytes(pdf)
    said = subprocess.run([tool, "-bbox", str(path), "-"], check=True, capture_output=True, timeout=60).stdout.decode()
    pattern = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)')
    return [[(float(a), float(b), float(c), float(d), e) for a, b, c, d, e in pattern.findall(page)] for page in said.split("<page ")[1:]]


def near(found: float, millimetres: float, tolerance: float = A_MILLIMETRE) -> bool:
    return abs(found - millimetres * POINTS) <= tolerance


@pytest.mark.slow
def test_a_full_page_has_22_lines_of_28_characters_in_156_by_225_millimetres(pages: dict[str, list[list[Box]]]) -> None:
    lines = [box for box in pages["text"][1] if "国" in box[4]]
    assert len(lines) == 22
    assert {len(line[4]) for line in lines} == {28}
    assert near(lines[0][0], 28)
    assert near(lines[0][2] - lines[0][0], 156)
    pitches = [after[1] - before[1] for before, after in itertools.pairwise(lines)]
    assert all(abs(pitch - 28.95) <= HALF_A_POINT for pitch in pitches)
    assert 0 <= lines[0][1] - 37 * POINTS <= 28.95 - 16  # the first line's leading stands above its characters
    assert lines[-1][3] <= (297 - 35) * POINTS + HALF_A_POINT


@pytest.mark.slow
def test_sizes_of_title_and_heading(pages: dict[str, list[list[Box]]]) -> None:
    first = {box[4]: box for box in pages["text"][0]}
    title, heading = first["题名"], first["一、标题"]
    assert abs((title[2] - title[0]) / 2 - 22) <= HALF_A_POINT
    assert abs((title[0] + title[2]) / 2 - (28 + 78) * POINTS) <= A_MILLIMETRE
    assert abs((heading[2] - heading[0]) / 4 - 16) <= HALF_A_POINT
    assert near(heading[0], 28 + 2 * 156 / 28)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["text", "C1_考察预告", "C6_考察材料", "E1_任前公示", "E4_任免通知"])
def test_page_numbers_stand_on_the_outer_side_seven_millimetres_below(pages: dict[str, list[list[Box]]], name: str) -> None:
    for number, page in enumerate(pages[name], 1):
        dashes = sorted(box for box in page if box[4] == "—" and box[1] > (297 - 35) * POINTS)
        assert len(dashes) == 2
        assert [box[4] for box in sorted(page) if dashes[0][2] <= box[0] < dashes[1][0] and box[1] > 742] == [str(number)]
        if number % 2:
            assert abs(dashes[1][2] - ((210 - 26) * POINTS - 14)) <= A_MILLIMETRE
        else:
            assert abs(dashes[0][0] - (28 * POINTS + 14)) <= A_MILLIMETRE
        middle = (dashes[0][1] + dashes[0][3]) / 2
        assert near(middle - (297 - 35) * POINTS, 7)


@pytest.mark.slow
def test_a_red_head_stands_35_millimetres_below_the_type_area(pages: dict[str, list[list[Box]]]) -> None:
    mark = next(box for box in pages["E4_任免通知"][0] if box[4] == "中共云岭市委员会")
    assert abs((mark[2] - mark[0]) / 8 - 42) <= HALF_A_POINT
    glyph_top = (mark[1] + mark[3]) / 2 - 21  # half of 42 pt above the middle of the line
    assert near(glyph_top, 37 + 35, 2 * A_MILLIMETRE)


@pytest.mark.slow
def test_a_letter_has_no_number_on_its_first_page_and_the_record_counts_its_pages(pages: dict[str, list[list[Box]]]) -> None:
    assert not [box for box in pages["C5_纪委巡视意见"][0] if box[4] == "—"]
    assert [box for box in pages["C5_纪委巡视意见"][1] if box[4] == "—"]
    last = "".join(box[4] for box in pages["D3_会议记录"][-1])
    assert f"第{len(pages['D3_会议记录'])}页" in last


@pytest.mark.slow
def test_no_signature_stands_alone_on_a_page(pages: dict[str, list[list[Box]]]) -> None:
    for name in ("C1_考察预告", "C6_考察材料", "E1_任前公示"):
        last = [box for box in pages[name][-1] if box[1] < 742 and box[4] != "—"]
        assert len({round(box[1]) for box in last}) >= 3, name
