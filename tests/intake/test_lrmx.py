"""`.lrmx`: every documented variation is read right or refused with the element named, and goes back as it came."""

import re
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_tool.errors import Unreadable
from archive_tool.intake.forms import LABELS, Form
from archive_tool.intake.lrmx import read_form, write_form
from archive_tool.intake.mending import mended
from archive_tool.intake.persons import Arrival, form_of, person_of
from archive_tool.model.tree import Group, text
from archive_tool.records.checking import check
from archive_tool.records.formatting import format_record, in_chinese
from archive_tool.records.reading import read
from archive_tool.records.schema import load_schema
from archive_tool.resources import folder
from tests.intake.forms import PLAIN, Made, lrmx, variations

SCHEMA = load_schema((folder("schemas"),), "person")


def came(xml: str | bytes) -> Arrival:
    data = xml.encode("utf-8") if isinstance(xml, str) else xml
    return person_of(read_form(data, "表.lrmx"), "表.lrmx")


def kept_and_read(arrival: Arrival) -> Group:
    """The record as it would be after it lay in people/ as YAML."""
    text_of = format_record(in_chinese({"format": "1", "id": "gao-mingyuan", **arrival.fields}, SCHEMA.shape))
    checked = check(read(text_of.encode(), "p"), SCHEMA)
    assert checked.record is not None, (checked.findings, text_of)
    return checked.record


def refusal(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        person_of(read_form(data, "表.lrmx"), "表.lrmx")
    return caught.value


MADE = tuple(variations())


@pytest.mark.parametrize("made", MADE, ids=[f"{n}-{'-'.join(m.how)[:40]}" for n, m in enumerate(MADE)])
def test_every_variation_is_read_right_and_goes_back_the_same(made: Made) -> None:
    form = read_form(made.data, "表.lrmx")
    arrival = person_of(form, "表.lrmx")
    record = kept_and_read(arrival)
    meant = made.texts
    assert text(record, "name") == meant["XingMing"]
    assert text(record, "current_post.title") == meant["XianRenZhiWu"]
    assert text(record, "birth").replace("-", "")[:6] == meant["ChuShengNianYue"].replace(".", "")[:6]
    assert len(record.fields.get("resume", ())) == (3 if "JianLi" in meant else 0)  # type: ignore[arg-type]
    assert len(record.fields.get("family", ())) == len(made.family)  # type: ignore[arg-type]
    assert bool(arrival.photo) == bool(meant["ZhaoPian"])
    back = form_of(record, arrival.photo)
    assert back.entries == form.entries
    assert read_form(write_form(back), "again").entries == form.entries


def test_the_variations_are_as_many_as_the_issue_asks_and_of_every_kind() -> None:
    assert len(MADE) == 200
    kinds = {kind for made in MADE for kind in made.how}
    assert kinds >= {"mark", "shuffled", "dots", "data URI", "missing", "unknown", "bad escaping", "breaks", "four digits", "GB", "two parties", "other breaks"}


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\ufeff"), max_size=30).filter(
    lambda said: not any(ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF for char in said)
)
DATES = st.sampled_from(["", "198310", "1983.10", "19831017", "1983", "民盟", "200605；民盟", "无", "2006.1", "１９８３１０"])
TAGS = [tag for tag in LABELS if tag not in ("ZhaoPian", "JiaTingChengYuan")]


@given(st.dictionaries(st.sampled_from(TAGS), st.one_of(TEXT, DATES)), st.permutations(TAGS))
@settings(max_examples=60)
def test_whatever_stands_in_the_elements_goes_back_the_same(texts: dict[str, str], order: list[str]) -> None:
    """The law of the way back: import, export and import again are one import."""
    said = {tag: texts.get(tag, "") for tag in order if tag in texts or tag == "XingMing"} | {"XingMing": "高明远"}
    form = read_form(lrmx(said).encode("utf-8"), "表")
    arrival = person_of(form, "表")
    assert form_of(kept_and_read(arrival)).entries == form.entries


LINES = st.lists(st.one_of(TEXT, st.sampled_from(["2004.07--2012.03  科员", "（其间：2006.09--2008.06学习）", "        续行", "2012.03--  ", "--", "2012.13--2013.01 x"])))


@given(LINES)
def test_whatever_stands_in_a_resume_goes_back_the_same(lines: list[str]) -> None:
    form = read_form(lrmx({"XingMing": "高明远", "JianLi": "\n".join(lines)}).encode("utf-8"), "表")
    arrival = person_of(form, "表")
    assert form_of(kept_and_read(arrival)).entries == form.entries


def test_a_changed_record_goes_out_changed_with_the_rest_as_it_came() -> None:
    arrival = came(lrmx(PLAIN | {"JiGuan": "  南江省云岭市 ", "JianLi": PLAIN["JianLi"].replace("\n", "<br>")}))
    arrival.fields["current_post"] = {"title": "云岭市水务局副局长"}
    arrival.fields["resume"] = [{"from": "2012.03", "text": "云岭市水务局副局长"}]
    texts = form_of(kept_and_read(arrival)).texts
    assert texts["XianRenZhiWu"] == "云岭市水务局副局长"
    assert texts["JianLi"] == "2012.03--         云岭市水务局副局长"
    assert texts["JiGuan"] == "  南江省云岭市 "


def test_a_person_who_never_had_a_form_gets_one() -> None:
    checked = check(read("格式: 1\n编号: a\n姓名: 程以安\n政治面貌: 民盟盟员\n家庭主要成员及重要社会关系:\n- {称谓: 父亲, 姓名: 程大, 已去世: 是}\n".encode(), "p"), SCHEMA)
    assert checked.record is not None
    form = form_of(checked.record)
    assert form.texts["XingMing"] == "程以安"
    assert form.texts["ZhengZhiMianMao"] == "民盟盟员"
    assert "已去世" in form.texts["JiaTingChengYuan"]
    assert person_of(read_form(write_form(form), "x"), "x").fields["politics"] == "民盟盟员"


def test_what_an_element_says_of_a_person() -> None:
    fields = came(lrmx(PLAIN)).fields
    assert fields["birth"] == "1983.10"
    assert fields["politics"] == "中共党员"
    assert fields["age_on"] == "2026.06.30"
    assert fields["education"] == {"fulltime": {"level": "大学", "degree": "管理学学士", "school": "云岭大学行政管理专业"}}
    assert fields["annual_reviews"] == [{"year": y, "grade": g} for y, g in (("2022", "优秀"), ("2023", "称职"), ("2024", "优秀"))]
    assert fields["resume"][1] == {"from": "2004.07", "to": "2012.03", "text": "云岭市水务局科员", "aside": "2009.09--2011.06在云岭大学在职学习"}  # type: ignore[index]
    assert fields["family"][1]["deceased"] == "是"  # type: ignore[index, call-overload]
    assert fields["custom"] == {"拟任职务": "云岭市水务局副局长", "拟免职务": "云岭市水务局办公室主任", "任免理由": "工作需要", "审批表软件版本": "3.2.1.6"}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"ChuShengNianYue": "八三年"}, "I-101"),
        ({"ChuShengNianYue": "1983"}, "I-102"),
        ({"ChuShengNianYue": "1983.1"}, "I-101"),
        ({"ChuShengNianYue": "198313"}, "I-101"),
        ({"XingBie": "不详"}, "I-103"),
        ({"ShenFenZheng": "12345"}, "I-104"),
        ({"JianLi": "云岭市水务局科员"}, "I-105"),
        ({"JianLi": "2004.07--2010.03  甲\n2010.05--  乙"}, "I-106"),
        ({"JianLi": "2004.07--2010.03  甲\n2010.01--  乙"}, "I-107"),
        ({"JianLi": "2004.07--2003.03  甲"}, "I-108"),
        ({"NianDuKaoHeJieGuo": "2022年优秀；近年称职"}, "I-109"),
        ({"ShenFenZheng": "000000198412170018"}, "I-111"),
        ({"XingBie": "女"}, "I-112"),
        ({"XueWei": ""}, "I-117"),
        ({"QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": "另一大学"}, "I-114"),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_said(change: dict[str, str], rule: str) -> None:
    texts = PLAIN | {tag: said for tag, said in change.items() if tag in PLAIN}
    assert rule in {finding.rule for finding in came(lrmx(texts)).findings}


def test_a_form_in_which_nothing_is_doubtful_has_no_warning() -> None:
    assert {finding.rule for finding in came(lrmx(PLAIN)).findings} == {"I-117"}  # 政治面貌 by the party date


def test_family_members_that_cannot_be_used_are_named_and_kept() -> None:
    family = (
        {"ChengWei": "", "XingMing": "林若溪"},
        {"ChengWei": "儿子", "XingMing": "高远", "ChuShengRiQi": "12岁"},
        {"ChengWei": "女儿", "XingMing": "高宁", "ChuShengRiQi": "不详"},
        {},
    )
    form = read_form(lrmx(PLAIN, family).encode(), "表")
    arrival = person_of(form, "表")
    assert [f.rule for f in arrival.findings if f.rule != "I-117"] == ["I-110", "I-101"]
    assert arrival.fields["family"] == [{"relation": "儿子", "name": "高远", "age": "12"}, {"relation": "女儿", "name": "高宁"}]
    assert form_of(kept_and_read(arrival)).entries == form.entries


def test_old_exports_are_mended_only_where_that_is_certain() -> None:
    arrival = came(lrmx(PLAIN | {"XianRenZhiWu": "甲&乙公司、年薪<20万、<副>"}, raw=True))
    assert arrival.fields["current_post"] == {"title": "甲&乙公司、年薪<20万、<副>"}
    assert [f.facts["element"] for f in arrival.findings if f.rule == "I-113"] == ["XianRenZhiWu"]
    family = ({"ChengWei": "妻子", "XingMing": "林若溪", "GongZuoDanWeiJiZhiWu": "丙公司"},)
    arrival = came(lrmx(PLAIN, family, extra="<!-- a & b -->").replace("丙公司", "丙&丁公司"))
    assert [f.facts["element"] for f in arrival.findings if f.rule == "I-113"] == ["JiaTingChengYuan/GongZuoDanWeiJiZhiWu"]


@given(st.text("ab&<>;/!-甲乙 ", max_size=40))
def test_mending_touches_nothing_but_bare_marks(text: str) -> None:
    said, _ = mended(text)
    assert re.sub("&amp;|&lt;", lambda hit: {"&amp;": "&", "&lt;": "<"}[hit[0]], said) == text or "&amp;" in text


def changed(old: str, new: str) -> bytes:
    xml = lrmx(PLAIN)
    assert old in xml
    return xml.replace(old, new).encode("utf-8")


@pytest.mark.parametrize(
    ("data", "key", "element"),
    [
        (changed("水务局办公室主任</XianRenZhiWu>", "A&nbsp;公司</XianRenZhiWu>"), "intake.xml", "XianRenZhiWu"),
        (changed("云岭市水务局办公室主任</XianRenZhiWu>", "<A公司</XianRenZhiWu>"), "intake.xml", "XianRenZhiWu"),
        (changed("<MinZu>汉族</MinZu>", "<MinZu><b>汉</b>族</MinZu>"), "intake.inside", "MinZu"),
        (changed("<MinZu>", "<MinZu a='1'>"), "intake.inside", "MinZu"),
        (changed("<MinZu>", "<MinZu>满族</MinZu><MinZu>"), "intake.twice", "MinZu"),
        (changed("</MinZu>", "</MinZu>多余"), "intake.stray", "MinZu"),
        (changed("<XingMing>", "多余<XingMing>"), "intake.stray", "Person"),
        (changed("汉族", "汉\x07族"), "intake.control", "MinZu"),
        (changed("汉族", "汉&#133;族"), "intake.control", "MinZu"),
        (changed("</Person>", "<X>\u0085</X></Person>".replace("\u0085", "&#133;")), "intake.control", "X"),
        (changed("汉族", "汉" * 100_001), "intake.long", "MinZu"),
        (changed("<ZhaoPian />", "<ZhaoPian>不是图片</ZhaoPian>"), "intake.photo", "ZhaoPian"),
        (changed("<ZhaoPian />", "<ZhaoPian>AAAA</ZhaoPian>"), "intake.photo", "ZhaoPian"),
        (changed("</Person>", "<a/>" * 20_000 + "</Person>"), "intake.long", "Person"),
        (changed("<Item>", "<Item>多余"), "intake.inside", "JiaTingChengYuan"),
        (changed("<Item>", "<Other/><Item>"), "intake.inside", "JiaTingChengYuan"),
        (changed("<ChengWei>", "<ChengWei>妹妹</ChengWei><ChengWei>"), "intake.inside", "JiaTingChengYuan"),
        (changed("<JiaTingChengYuan>", "<JiaTingChengYuan a='1'>"), "intake.inside", "JiaTingChengYuan"),
        (changed("<Person>", "<Person a='1'>"), "intake.inside", "Person"),
        (changed("高明远", ""), "intake.no_name", None),
        (changed("<Person>", "<!DOCTYPE Person [<!ENTITY a 'b'>]><Person>"), "intake.doctype", None),
        (b"<?xml version='1.0'?><Root/>", "intake.root", None),
        (b"", "intake.xml", "Person"),
        ("<Person>汉".encode("gbk"), "intake.encoding", None),
        (b"PK\x03\x04rest", "intake.disguised", None),
        (b"%PDF-1.7", "intake.disguised", None),
        (lrmx(PLAIN | {"XianRenZhiWu": "甲&乙<![CDATA[&]]>"}, raw=True).encode(), "intake.xml", "XianRenZhiWu"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_for_certain_is_refused_with_the_element(data: bytes, key: str, element: str | None) -> None:
    error = refusal(data)
    assert error.key == key
    assert element is None or error.facts["element"] == element


def test_utf_16_and_sections_are_read() -> None:
    assert came(lrmx(PLAIN).encode("utf-16")).name == "高明远"
    assert came(lrmx(PLAIN).replace("汉族", "<![CDATA[A & B]]>")).fields["ethnicity"] == "A & B"


def test_line_breaks_written_as_elements_are_line_breaks() -> None:
    xml = lrmx(PLAIN | {"JianLi": "2004.07--2012.03  甲@2012.03--  乙"}).replace("@", "<br/>")
    assert [period["text"] for period in came(xml).fields["resume"]] == ["甲", "乙"]  # type: ignore[index, union-attr, call-overload]


BOMB = "<!DOCTYPE Person [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY a{n} '{'&a;' if n == 0 else f'&a{n - 1};' * 10}'>" for n in range(12)) + "]>"


@pytest.mark.parametrize(
    "data",
    [
        (BOMB + "<Person><XingMing>&a11;</XingMing></Person>").encode(),
        b"<!DOCTYPE Person SYSTEM 'file:///etc/passwd'><Person/>",
        b"<Person>" + b"<a>" * 100_000,
        b"<Person><XingMing>" + b"<XingMing>" * 500_000,
        b"<Person><XingMing>" + b"& " * 2_000_000,
        b"<Person><XingMing>a</XingMing>" + b"<a/>" * 4_000_000 + b"</Person>",
        b"<Person><!--" * 400_000 + b"&",
        b"<Person><JianLi>" + b" " * 15_000_000 + b"</JianLi></Person>",
        ("<Person><XingMing>甲</XingMing><NianDuKaoHeJieGuo>" + "2022、" * 15_000 + "</NianDuKaoHeJieGuo><JianLi>2004.01--2005.01 a" + " " * 90_000 + "b</JianLi><RuDangShiJian>2004" + " " * 90_000 + "x</RuDangShiJian></Person>").encode(),
    ],
    ids=["entities", "outside", "deep", "nested", "ampersands", "elements", "comments", "long", "patterns"],
)
def test_hostile_forms_are_refused_or_read_in_little_time(data: bytes) -> None:
    began = time.process_time()
    with suppress(Unreadable):
        person_of(read_form(data, "表"), "表")
    assert time.process_time() - began < 8


def test_markup_that_was_kept_and_then_damaged_is_named() -> None:
    arrival = came(lrmx(PLAIN, extra="<DanWei>A01</DanWei>"))
    custom = arrival.fields["custom"]
    custom["任免审批表"]["顺序"][-1] = "<DanWei>A01"  # type: ignore[index, call-overload]
    with pytest.raises(Unreadable) as caught:
        write_form(form_of(kept_and_read(arrival)))
    assert caught.value.key == "intake.kept"


def test_family_markup_that_was_damaged_gives_way_to_the_record() -> None:
    arrival = came(lrmx(PLAIN, ({"ChengWei": "妻子", "XingMing": " 林若溪 "},)))
    for damaged in ("<a/>", "<JiaTingChengYuan>"):
        arrival.fields["custom"]["任免审批表"]["原文"]["JiaTingChengYuan"] = damaged  # type: ignore[index, call-overload]
        assert ">林若溪<" in form_of(kept_and_read(arrival)).texts["JiaTingChengYuan"]


def test_an_empty_form_is_an_empty_root() -> None:
    assert write_form(Form(())).endswith(b"<Person/>\n")
