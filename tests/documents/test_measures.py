"""The numbers of GB/T 9704 as measured in the PDF that LibreOffice makes, not as set in the file: a table of documents.

A new document gets a row in LOOKS: how its pages are made up, how they are numbered, what head and foot it has. All else
follows from there. Tolerance: 1 mm, 0.5 pt.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

import pytest

from tests.documents.conftest import FACES_SHOWN, LONGER, shipped
from tests.documents.measuring import POINT, Character, Sheet, Stroke, pitches
from tools.gbt9704 import FACES

pytestmark = pytest.mark.slow

MILLIMETRE, HALF_A_POINT = 1.0, 0.5
CHARACTER = 156 / 28  # millimetres of a character of 三号 in a line of 28
PITCH = 28.95  # points
RED = (255, 0, 0)
Printed = dict[str, tuple[Sheet, ...]]


@dataclass(frozen=True, slots=True)
class Look:
    """How a document must look.

    Attributes:
        page: `text` the type area of 156 × 225 mm; `wide` a table on its side; `form` the grid of the approval form;
            `across` and `upright` the wider area of lists and labels.
        numbers: `outer` — 1 — on the outer side; `of` 第 1 页 共 2 页; `none`.
        head: `title` at the top; `red` 发文机关标志; `letter` 信函格式; `minutes` 纪要格式; `form` a form's own title.
        foot: whether it has 版记.
    """

    page: str = "text"
    numbers: str = "outer"
    head: str = "title"
    foot: bool = False


PAPER, RECORD_OF, WIDE = Look(), Look(numbers="of"), Look(page="wide")
RED_HEAD, LETTER = Look(head="red"), Look(head="letter")
FORM = Look(page="form", numbers="none", head="form")
LIST_ACROSS, LIST_UPRIGHT = Look(page="across"), Look(page="upright")
LOOKS = {
    "A1_考察工作计划": PAPER, "B1_请示报告": RED_HEAD, "B2_单位分析报告": PAPER, "B3_专题会议记录": RECORD_OF, "B4_考察工作方案": PAPER,
    "B4a_考察组成员名单": PAPER, "B4b_考察呈批单": PAPER, "B4c_谈话名单": PAPER, "B4d_考察组承诺书": PAPER, "C1_考察预告": PAPER,
    "C1a_岗位任职标准": PAPER, "C1b_符合条件人选名单": PAPER, "C2a_民主推荐情况汇总": PAPER, "C2b_民主测评情况汇总": PAPER,
    "C2c_推荐票测评表": PAPER, "C2d_确定考察对象记录": PAPER, "C3_个别谈话记录": RECORD_OF, "C3a_谈话情况汇总表": WIDE, "C3b_面谈记录": RECORD_OF,
    "C4a_档案审核登记表": PAPER, "C4b_个人事项核查": PAPER, "C4c_履职考核情况": PAPER, "C4d_专业考核意见": PAPER, "C5_纪委巡视意见": LETTER,
    "C6_考察材料": PAPER, "C7_政治素质考察评价表": PAPER, "D1_会前酝酿纪要": RECORD_OF, "D1a_部务会研究记录": RECORD_OF, "D2_上会材料": PAPER,
    "D2a_任免审批表": FORM, "D2b_任免审批表旧式": FORM, "D3_会议记录": RECORD_OF, "D3a_会议记录摘录": RECORD_OF,
    "D4_会议纪要": Look(head="minutes", foot=True), "E1_任前公示": PAPER, "E1a_信息发布审批单": PAPER, "E2_公示结果情况": PAPER,
    "E2a_举报受理登记": WIDE, "E3_任前谈话记录": RECORD_OF, "E4_任免通知": Look(head="red", foot=True), "E5_提名推荐函": RED_HEAD,
    "E7_试用期满考核": PAPER, "E8_正式任职通知": RED_HEAD, "F1_一报告两评议": PAPER, "X1_三圈意见汇总表": PAPER, "X2_下属单位延伸考察记录": PAPER,
    "X3_前任职单位延伸考察": PAPER, "X4_扩大范围说明": PAPER, "X5_相近单位考察说明": PAPER, "X6_民意调查": PAPER, "X7_部门意见征询": LETTER,
    "X8_材料查阅记录": PAPER, "X9_印证比对表": PAPER, "X10_差额考察对比表": WIDE, "X11_量化评分表": PAPER, "X12_组织面试记录": PAPER,
    "X13_空缺职位公告": PAPER, "X14_考察情况反馈记录": PAPER, "X15_会议公开材料": PAPER, "X16_纪实清单": PAPER, "X17_责任认定书": PAPER,
    "X18_监督电话公布记录": PAPER, "Z1_缺件说明": PAPER,
    "L1_归档文件目录": LIST_ACROSS, "L2_脊背": LIST_UPRIGHT, "L3_归档章": LIST_UPRIGHT, "L4_移交清单": LIST_ACROSS, "L5_移交与接收登记表": LIST_UPRIGHT,
    "L6_销毁清册": LIST_ACROSS, "L7_程序时间节点表": Look(page="narrow"),
    **dict.fromkeys(("P1_专题报告", "P2_新提拔任用干部名册", "P3_民主评议表", "P5_评议结果汇总", "P6_整改方案", "P7_整改落实情况"), PAPER), "P4_评议会议记录": PAPER,
    **dict.fromkeys(("G1_活动方案", "G2_走访任务分解表", "H1_走访情况统计", "K2_问卷调查汇总", "L1_接访预告", "L2_接访情况登记", "M3_答复函", "M4_办理成果清单", "N1_公布数字核对表", "N2_简报"), PAPER),
    "K1_恳谈会记录": PAPER, "M1_意见建议台账": WIDE, "M2_超期未办结清单": WIDE,
}  # fmt: skip
SHIPPED = shipped()
STANDARD = [name for name in SHIPPED if (look := LOOKS.get(name.partition("/")[2])) and look.page == "text"]
# Where the type area begins and ends: left, top, right, bottom.
AREAS = {
    "text": (28, 37, 184, 262), "wide": (25, 28, 272, 184), "across": (25, 18, 272, 190), "narrow": (18, 15, 192, 279), "upright": (28, 20, 184, 277), "form": (20, 10, 192, 287), "letter": (28, 29, 184, 262),
}  # fmt: skip
HANGING = "，。、；：）”》！？"


def look(name: str) -> Look:
    return LOOKS[name.partition("/")[2]]


def named(head: str) -> list[str]:
    return [name for name in SHIPPED if name.partition("/")[2] in LOOKS and look(name).head == head]


def text_of(line: list[Character]) -> str:
    return "".join(one.text for one in line)


def body(sheet: Sheet) -> list[list[Character]]:
    """The lines above the page number."""
    return [line for line in sheet.lines() if not _NUMBER.fullmatch(text_of(line))]


_NUMBER = re.compile(r"—\d+—|第\d+页共\d+页")


def faces(printed: Printed) -> dict[str, str]:
    """The face that each of our names was printed in on this machine: the name's own, or its substitute."""
    lines = [line for line in printed[FACES_SHOWN][0].lines() if line[0].text in "国A"]
    return {name: line[0].face for name, line in zip((*(name for name in FACES if name != "latin"), "latin"), lines, strict=True)}


def red(sheet: Sheet) -> list[Stroke]:
    return sorted({stroke for stroke in sheet.strokes if stroke.colour == RED}, key=lambda stroke: stroke.top)


def test_every_template_has_a_row_in_the_table() -> None:
    lacking = [name for name in SHIPPED if name.partition("/")[2] not in LOOKS]
    assert not lacking, "write a row in LOOKS for each (CONTRIBUTING.md, a document)"


def test_a_full_page_has_22_lines_of_28_characters_in_156_by_225_millimetres(printed: Printed) -> None:
    lines = [line for line in printed[FACES_SHOWN][1].lines() if line[0].text == "国"]
    assert [len(line) for line in lines] == [28] * 22
    assert all(abs(line[0].left - 28) <= MILLIMETRE and abs(line[-1].right - 184) <= MILLIMETRE for line in lines)
    assert all(abs(pitch - PITCH) <= HALF_A_POINT for pitch in pitches(lines))
    assert 37 <= lines[0][0].ink_top <= 37 + PITCH * POINT - 16 * POINT + MILLIMETRE  # the leading stands above
    assert lines[-1][0].ink_bottom <= 262


@pytest.mark.parametrize("name", SHIPPED)
def test_paper_and_type_area(printed: Printed, name: str) -> None:
    """Nothing stands outside the type area; a mark at the end of a line may hang over its edge, as Word has it."""
    kind = look(name).page
    for number, sheet in enumerate(printed[name]):
        assert (round(sheet.width), round(sheet.height)) == ((297, 210) if kind in ("wide", "across") else (210, 297))
        left, top, right, bottom = AREAS["letter" if look(name).head == "letter" and number == 0 else kind]
        for line in body(sheet):
            ends = line[:-1] if line[-1].text in HANGING else line
            assert line[0].left >= left - MILLIMETRE, text_of(line)
            assert max((one.ink_right for one in ends), default=0) <= right + MILLIMETRE, text_of(line)
            assert min(one.ink_top for one in line) >= top - MILLIMETRE, text_of(line)
            assert max(one.ink_bottom for one in line) <= bottom + MILLIMETRE, text_of(line)


@pytest.mark.parametrize("name", STANDARD)
def test_lines_of_text_stand_28_95_points_apart_and_their_characters_15_75(printed: Printed, name: str) -> None:
    """Lines of 三号 that follow one another, and characters in lines that are not stretched."""
    for sheet in printed[name]:
        lines = [line for line in body(sheet) if {one.size for one in line} == {16}]
        for before, after in pairwise(lines):
            distance = (after[0].base - before[0].base) / POINT
            if distance < 1.5 * PITCH and before[0].left < 60 and after[0].left < 60:
                assert abs(distance - PITCH) <= HALF_A_POINT, text_of(after)
        for line in lines:
            if line[-1].right < 175 and not any(one.text.isascii() for one in line):  # the last line of a paragraph
                steps = [(after.left - before.left) / POINT for before, after in pairwise(line) if after.text not in "（《“"]
                assert all(abs(step - 15.75) <= HALF_A_POINT or step > 20 for step in steps if step > 14), text_of(line)


@pytest.mark.parametrize("name", [name for name in STANDARD if name not in named("minutes")])
def test_the_title_is_22_points_in_its_face_and_centred(printed: Printed, name: str) -> None:
    titles = [line for line in body(printed[name][0]) if line[0].size == 22]
    assert titles
    for line in titles:
        assert {one.face for one in line if ord(one.text) > 0x2FFF} == {faces(printed)["title"]}
        assert abs((line[0].left + line[-1].right) / 2 - 106) <= MILLIMETRE, text_of(line)


@pytest.mark.parametrize("name", STANDARD)
def test_faces_and_sizes_of_headings_text_and_tables(printed: Printed, name: str) -> None:
    """一、 in 黑体, （一） in 楷体, text in 仿宋, all 三号; what is 四号 or 五号 stands in tables, notes and 版记."""
    known = faces(printed)
    for sheet in printed[name]:
        for line in body(sheet):
            words = text_of(line)
            size, face = line[0].size, line[0].face
            assert size in (10.5, 14, 16, 22, 26, 36, 42), words
            if size == 16 and re.match(r"[一二三四五六七八九十]+、(?!同意|其他)", words):
                assert face == known["heading1"], words
            elif size == 16 and re.match(r"（[一二三四五六七八九十]+）", words):
                assert face == known["heading2"], words
            elif size in (16, 14, 10.5):
                allowed = {known[key] for key in ("body", "heading1", "heading2")}
                assert {one.face for one in line if ord(one.text) > 0x2FFF} <= allowed, words
            numbers = {one.face for one in line if one.text.isdigit() and one.size < 20}
            assert numbers <= {known["latin"], known["heading1"]}, words


@pytest.mark.parametrize("name", [name for name in SHIPPED if name.partition("/")[2] in LOOKS and look(name).numbers == "outer"])
def test_page_numbers_stand_on_the_outer_side_seven_millimetres_below(printed: Printed, name: str) -> None:
    letter = look(name).head == "letter"
    left, _, right, bottom = AREAS[look(name).page]
    for number, sheet in enumerate(printed[name], 1):
        foot = [line for line in sheet.lines() if line[0].base > bottom + 1]
        if letter and number == 1:
            assert not foot  # no number on the first page of a letter
            continue
        (line,) = foot
        assert text_of(line) == f"—{number}—"
        assert {one.size for one in line} == {14}
        if number % 2:
            assert abs(right - line[-1].right - 14 * POINT) <= MILLIMETRE
        else:
            assert abs(line[0].left - left - 14 * POINT) <= MILLIMETRE
        if look(name).page == "text":
            assert abs((line[0].ink_top + line[0].ink_bottom) / 2 - bottom - 7) <= MILLIMETRE


@pytest.mark.parametrize("name", [name for name in SHIPPED if name.partition("/")[2] in LOOKS and look(name).numbers == "of"])
def test_records_count_their_pages_in_the_middle(printed: Printed, name: str) -> None:
    pages = printed[name]
    for number, sheet in enumerate(pages, 1):
        line = sheet.lines()[-1]
        assert text_of(line) == f"第{number}页共{len(pages)}页"
        assert abs((line[0].left + line[-1].right) / 2 - 106) <= MILLIMETRE


MARKED = [*named("red"), *named("minutes"), "E4 中共云岭市水务发展委员会", "E4 中共云岭经济技术开发区工作委员会", "E4 机密"]


@pytest.mark.parametrize("name", MARKED)
def test_the_mark_stands_35_millimetres_below_and_the_red_line_4_below_the_number(printed: Printed, name: str) -> None:
    sheet = printed[name][0]
    mark = next(line for line in sheet.lines() if line[0].size > 22)
    assert {one.face for one in mark} == {faces(printed)["title"]}
    assert abs(min(one.ink_top for one in mark) - (37 + 35)) <= MILLIMETRE
    assert abs((mark[0].left + mark[-1].right) / 2 - 106) <= MILLIMETRE
    assert mark[0].left >= 28 - MILLIMETRE
    (rule,) = red(sheet)
    half = (rule.bottom - rule.top) / 4  # a stroke's bounds reach as far again as it is thick
    assert abs(rule.left + half * 2 - 28) <= MILLIMETRE
    assert abs(rule.right - half * 2 - 184) <= MILLIMETRE
    above = [line for line in sheet.lines() if line[0].base < rule.top][-1]
    assert abs(rule.top + half - max(one.ink_bottom for one in above) - 4) <= MILLIMETRE
    if name not in named("minutes"):
        assert "〔" in text_of(above)
        blank = (above[0].base - mark[0].base) / POINT
        assert blank > 2 * PITCH  # two blank lines between the mark and the number
    below = next(line for line in sheet.lines() if line[0].base > rule.bottom)
    assert (below[0].base - above[0].base) / POINT > 2 * PITCH


def test_a_secret_paper_bears_its_level_in_the_second_line(printed: Printed) -> None:
    first = printed["E4 机密"][0].lines()[0]
    assert text_of(first) == "机密★10年"
    assert abs(first[0].left - 28) <= MILLIMETRE
    assert first[0].face == faces(printed)["heading1"]
    assert abs(first[0].base - 37 - PITCH * POINT * 2 + 2) <= 2 * MILLIMETRE
    letter = text_of(printed["C5 机密"][0].lines()[1])
    assert letter.startswith("机密★10年")
    assert letter.endswith("11号")


def test_signer_of_an_upward_paper_stands_one_character_from_the_right(printed: Printed) -> None:
    line = printed["appointment/B1_请示报告"][0].line("云水党〔2026〕3号")
    assert text_of(line).endswith("签发人：贺长川")
    assert abs(line[0].left - 28 - CHARACTER) <= MILLIMETRE
    assert abs(184 - line[-1].right - CHARACTER) <= MILLIMETRE
    assert line[-1].face == faces(printed)["heading2"]


@pytest.mark.parametrize("name", named("letter"))
def test_a_letter_has_its_mark_at_30_and_double_lines_of_170_millimetres(printed: Printed, name: str) -> None:
    sheet = printed[name][0]
    mark, number = sheet.lines()[:2]
    assert abs(min(one.ink_top for one in mark) - 30) <= MILLIMETRE
    assert abs(number[-1].right - 184) <= MILLIMETRE
    above = [line for line in red(sheet) if line.top < 100]
    below = [line for line in red(sheet) if line.top > 200]
    assert len(above) == len(below) == 2
    thick, thin = sorted(above, key=lambda line: line.top - line.bottom)
    assert thick.top + thick.bottom < thin.top + thin.bottom  # thick over thin
    width = (thick.bottom - thick.top) / 2
    assert abs(thick.left + width - 20) <= MILLIMETRE
    assert abs(thick.right - width - 190) <= MILLIMETRE
    assert abs(thick.top + width / 2 - max(one.ink_bottom for one in mark) - 4) <= MILLIMETRE
    thick, thin = sorted(below, key=lambda line: line.top - line.bottom)
    assert thick.top + thick.bottom > thin.top + thin.bottom  # thin over thick
    width = (thick.bottom - thick.top) / 2
    assert abs(thick.bottom - width / 2 - (297 - 20)) <= MILLIMETRE
    assert text_of(printed[name][1].lines()[0]) == "附件"


@pytest.mark.parametrize("name", [*(name for name in SHIPPED if name.partition("/")[2] in LOOKS and look(name).foot), "E4 抄送多"])
def test_the_imprint_ends_the_last_page_between_its_lines(printed: Printed, name: str) -> None:
    sheet = printed[name][-1]
    lines = sorted((stroke for stroke in sheet.strokes if stroke.colour == (0, 0, 0) and stroke.right - stroke.left > 150), key=lambda stroke: stroke.top)
    first, middle, last = lines
    assert abs((last.top + last.bottom) / 2 - 262) <= MILLIMETRE
    for line in lines:
        assert abs(line.left - 28) <= MILLIMETRE
        assert abs(line.right - 184) <= MILLIMETRE
    assert middle.bottom - middle.top < first.bottom - first.top == pytest.approx(last.bottom - last.top, abs=0.05)
    words = [line for line in sheet.lines() if first.top < line[0].base < last.bottom]
    assert {one.size for line in words for one in line} == {14}
    assert all(abs(line[0].left - 28 - 14 * POINT) <= MILLIMETRE for line in (words[0], words[-1]))
    assert text_of(words[-1]).endswith("印发")
    assert abs(184 - words[-1][-1].right - 14 * POINT) <= MILLIMETRE


SIGNED = [name for name in STANDARD if look(name).head in ("red", "letter") or name.endswith(("C6_考察材料", "E1_任前公示", "A1_考察工作计划", "C2a_民主推荐情况汇总"))]


@pytest.mark.parametrize("name", SIGNED)
def test_the_date_stands_four_characters_from_the_right_and_the_name_is_centred_over_it(printed: Printed, name: str) -> None:
    found = [
        (before, line)
        for sheet in printed[name]
        for before, line in pairwise(body(sheet))
        if re.fullmatch(r"\d+年\d+月\d+日", text_of(line)) and line[0].left > 90
    ]
    dates = found or [(before, line) for before, line in pairwise(body(printed[name][-1])) if text_of(line) == "年月日"]
    assert dates
    for maker, date in dates:
        assert abs(184 - date[-1].right - 4 * CHARACTER) <= MILLIMETRE
        if found:
            assert abs((maker[0].left + maker[-1].right) / 2 - (date[0].left + date[-1].right) / 2) <= 3 * MILLIMETRE


GROWING = [f"{name} +{more}" for name in ("C6", "A1", "D3") for more in range(1, LONGER + 1)]
_HEADING = re.compile(r"[一二三四五六七八九十]+、[^。]{1,24}|（[一二三四五六七八九十]+）[^。]{1,24}")


# LibreOffice does not keep the note behind the last of its tables with the signature, though the file asks for it.
NOT_KEPT = {"outreach/K2_问卷调查汇总"}


@pytest.mark.parametrize("name", [*(name for name in STANDARD if name not in NOT_KEPT), *GROWING])
def test_no_heading_ends_a_page_and_no_signature_begins_one(printed: Printed, name: str) -> None:
    for sheet in printed[name][:-1]:
        last = body(sheet)[-1]
        at_foot = last[0].base > 262 - 1.5 * PITCH * POINT  # lower than where blank lines to be written on would follow
        assert not (at_foot and last[0].size == 16 and _HEADING.fullmatch(text_of(last))), text_of(last)
    for sheet in printed[name][1:]:
        first, *_ = lines = body(sheet)
        assert not re.fullmatch(r"(主持人|记录人|考察组).*签名：", text_of(first)), text_of(first)
        if len(lines) > 1:
            assert not re.fullmatch(r"\d+年\d+月\d+日|年月日", text_of(lines[1])) or first[0].left < 60, text_of(first)
        assert not re.fullmatch(r"\d+年\d+月\d+日", text_of(first)) or first[0].left < 60


PAGE_ONE = {  # 干部任免审批表: heights of the rows of the first page in twips
    "appointment/D2a_任免审批表": (709, 692, 680, 680, 346, 346, 346, 346, 709, 709, 709, 7133),
    "appointment/D2b_任免审批表旧式": (629,) * 9 + (6779,),
}
COLUMNS = {
    "appointment/D2a_任免审批表": (785 + 236, 1304, 1063, 1302, 1315, 1330, 2058),
    "appointment/D2b_任免审批表旧式": (1182, 1365, 992, 1559, 1418, 1407, 1843),
}
TWIP = 25.4 / 1440


@pytest.mark.parametrize("name", sorted(PAGE_ONE))
def test_the_approval_form_has_the_grid_of_the_printed_form(printed: Printed, name: str) -> None:
    """Every row and the columns of the first row within a millimetre; two pages, the front and the back of one sheet."""
    pages = printed[name]
    assert len(pages) == 2
    strokes = [stroke for stroke in pages[0].strokes if stroke.colour == (0, 0, 0)]
    top = min(stroke.top for stroke in strokes)
    levels = sorted({round((stroke.top + stroke.bottom) / 2, 1) for stroke in strokes if stroke.right - stroke.left > stroke.bottom - stroke.top})
    at = 0.0
    for height in PAGE_ONE[name]:
        at += height * TWIP
        assert any(abs(level - top - at) <= MILLIMETRE for level in levels), (height, at)
    left = min(stroke.left for stroke in strokes)
    edges = sorted({round((stroke.left + stroke.right) / 2, 1) for stroke in strokes if stroke.bottom - stroke.top > stroke.right - stroke.left and stroke.top < top + 5})
    at = 0.0
    for width in COLUMNS[name]:
        at += width * TWIP
        assert any(abs(edge - left - at) <= MILLIMETRE for edge in edges), (width, at)
