"""What the screening stops, and what it must let pass."""

from dataclasses import replace

import pytest

from archive_tool.messages import speaker
from archive_tool.notices.guarding import births, folded, guarded
from archive_tool.notices.markup import texts_of
from archive_tool.notices.pages import paste_text, sheet
from archive_tool.notices.screening import screen
from archive_tool.notices.wording import body_text

from .conftest import BOARD

OFFICE = ("0000-8000000", "0000-8123456", "云岭市和平路1号", "https://zzb.yunling.example.invalid")


@pytest.fixture(scope="module")
def kept(made):
    return guarded(made())


@pytest.fixture
def look(notice, kept):
    """`look(text)` are the rules that a text beside the notice breaks."""

    def at(text: str, shown=notice, **more) -> list[str]:
        found = screen({"公示.docx": text}, [shown], kept, office=OFFICE, **more)
        assert all(finding.place.source == "公示.docx" for finding in found)
        say = speaker("zh")
        assert all(say(finding.rule, **finding.facts) for finding in found)
        return [finding.rule for finding in found]

    return at


def test_the_notice_itself_passes_in_every_form(press, notice, kept):
    one = sheet(notice)
    texts = {"paste": paste_text(one).decode(), "body": body_text(notice), **texts_of(one.file, press.page(BOARD, one))}
    for name, data in press.common(BOARD, [one]).items():
        texts.update(texts_of(name, data))
    fixed = (*press.fixed_words(), BOARD.name, BOARD.title)
    assert screen(texts, [notice], kept, fixed=fixed) == ()


LEAKS = {
    "N-301": [
        "身份证号 110101198310170011", "１１０１０１１９８３１０１７００１１", "110101 19831017 0011", "11010119831017001X",
        "证号110101831017001",
    ],
    "N-302": [
        "手机13900001111", "139-0000-1111", "139 0000 1111", "+86 13900001111", "１３９００００１１１１", "0571-87654321",
        "(0571)87654321", "电话：87654321", "400-800-1234", "联系0000-8000009",
    ],
    "N-303": ["gao@mail.example.invalid", "ＧＡＯ＠example.invalid"],
    "N-304": ["家住云岭市青石街18号2单元301室", "青石街18号", "住3幢201室", "和平新村12幢2单元"],
    "N-305": ["1983年10月17日生", "1983.10.17出生", "出生日期：1983-10-17"],
    "N-306": ["其妻林若溪", "林 若 溪", "谈话人向南星", "組長鄭文瀾", "经办秦嘉树", "曾用名高小满", "其子高峰", "陆青\u200b禾"],
    "N-307": [
        "性格比较急躁，批评下属", "有时不讲究方式方法。", "云岭市第二中学教师", "gao-mingyuan", "（性格比较 急躁，批评下属）",
        "云岭市水务局副局长人选考察",
    ],
    "N-309": [
        "C:\\干部\\公示.doc", "/home/clerk/ws/x", "cases/2026-01/x", "\\\\fileserver\\share\\x", "file:///c/x", "record.yaml",
        "E1_任前公示.docx",
    ],
    "N-310": ["python-docx", "archive-tool", "LibreOffice 7.4"],
    "N-311": ["机密★10年", "内部资料 注意保存", "工作秘密"],
    "N-312": ["https://elsewhere.example.org/x", "//cdn.example.org/a.js"],
}  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in LEAKS.items() for text in texts])
def test_leaks_are_stopped(look, notice, rule, text):
    assert rule in look(text)
    assert rule in look(f"{body_text(notice)}\n{text}\n")


@pytest.mark.parametrize("written", births(__import__("datetime").date(1985, 3, 9)))
def test_a_day_of_birth_of_the_record_is_stopped_however_written(look, written):
    assert {"N-305", "N-307"} & set(look(f"林某，{written}"))


def test_a_family_name_inside_public_prose_is_stopped(look, notice):
    prose = replace(notice, basis="经研究决定，高明远同志（其妻林若溪）拟任职的有关情况公示如下：")
    assert look(body_text(prose), shown=prose) == ["N-306"]


def test_a_private_phone_inside_public_prose_is_stopped(look, notice):
    prose = replace(notice, basis="联系人高明远，电话13900001111")
    assert "N-302" in look(body_text(prose), shown=prose)


def test_canaries(look):
    assert look("其中有金丝雀 甲一", canaries=["金丝雀甲一"]) == ["N-308"]


def test_the_place_and_the_field_are_named(notice, kept):
    (finding,) = screen({"E1.docx#deleted": "其妻林若溪"}, [notice], kept)
    assert finding.place.source == "E1.docx#deleted"
    assert finding.facts["source"].startswith("case.yaml:")
    assert finding.facts["field"].endswith("family[0].name")
    assert "林若溪" in speaker("zh")(finding.rule, **finding.facts)


def test_an_identity_number_is_not_said_again(notice, kept):
    found = screen({"x": "110101198310170011"}, [notice], kept)
    assert [f.facts["found"] for f in found if f.rule == "N-301"] == ["110101…"]


PASSES = [
    "中共云岭市委组织部",
    "云岭市水务局",
    "根据《党政领导干部选拔任用工作条例》有关规定，经市委常委会会议研究决定，现将高明远同志拟任职情况公示如下。",
    "公示时间：2026年5月11日至2026年5月15日",
    "公示时间：2026.05.11—2026.05.15，共5个工作日",
    "受理电话：0000-8000000，监督电话：0000-8123456，12380",
    "来信请寄：云岭市和平路1号中共云岭市委组织部，邮编000000",
    "和平路1号",
    "电子邮箱 zzb@yunling.example.invalid；网站 https://zzb.yunling.example.invalid/jd/",
    "高明远 男 汉族 1983.10 云岭市水务局办公室主任 拟任云岭市水务局副局长",
    "高明远同志任云岭市水务局副局长",
    "2008年9月至2012年6月在云岭大学学习",
    "云组发审〔2026〕11号",
    "国办发明电〔2025〕7号",
    "公示期间以来电、来信、来访等方式反映，8:30—12:00，14:30—18:00",
    "第3号 第20260508号",
    "在职研究生学历，公共管理硕士，2004年8月参加工作",
    "水务改革发展高峰时期",
    "Microsoft Office Word",
    "KSOProductBuildVer 2052-12.1.0.17827",
    "文件共3页，第1页",
    "主要负责同志出生于本地，熟悉基层",
    "高明远，男，1983年10月生，现任云岭市水务局办公室主任。2005年6月加入中国共产党。",
    "文化路社区党群服务中心",
]


@pytest.mark.parametrize("text", [text for text in PASSES if "高峰" not in text])
def test_common_words_pass(look, text):
    assert look(text) == []


def test_the_words_of_another_template_pass_when_they_are_named(look):
    text = "云岭市水务局副局长人选考察"
    assert look(text) == ["N-307"]
    assert look(text, fixed=[text]) == []


def test_a_name_that_is_part_of_one_on_the_notice_passes(notice, made):
    kept = guarded(made(replace={"name: 林若溪": "name: 高明"}))
    assert screen({"x": body_text(notice)}, [notice], kept) == ()
    assert [f.rule for f in screen({"x": "其兄高明"}, [notice], kept)] == ["N-306"]


def test_a_name_that_is_part_of_a_public_address_passes(notice, made):
    kept = guarded(made(replace={"name: 高峰": "name: 和平"}))
    assert screen({"x": body_text(notice)}, [notice], kept) == ()


def test_a_name_that_is_part_of_a_public_unit_passes(notice, made):
    kept = guarded(made(replace={"name: 高峰": "name: 水务"}))
    assert screen({"x": "请市水务局支持"}, [notice], kept) == ()
    assert [f.rule for f in screen({"x": "其子水务局里工作"}, [notice], kept)] == ["N-306"]


def test_a_run_that_stands_in_a_public_value_passes_whatever_else_says_it(notice, made):
    kept = guarded(made(replace={"summary: 高明远同志": "summary: 他在云岭市水务局办公室干过，"}))
    assert screen({"x": "请云岭市水务局办公室干部职工支持"}, [notice], kept) == ()
    assert [f.rule for f in screen({"x": "云岭市水务局办公室干过，性格"}, [notice], kept)] == ["N-307"]


def test_a_published_regulation_may_be_named_whoever_named_it_in_a_talk(notice, made):
    kept = guarded(made(replace={"summary: 高明远同志": "summary: 应按《干部教育培训工作条例》和《关于高明远的调查说明》办，"}))
    assert screen({"x": "依照《干部教育培训工作条例》执行"}, [notice], kept) == ()
    assert [f.rule for f in screen({"x": "见《关于高明远的调查说明》"}, [notice], kept)] == ["N-307"]


def test_somebody_s_health_is_kept_back_however_short(notice, made):
    kept = guarded(made(replace={"    sex: 男": "    sex: 男\n    health: 右耳听力下降"}))
    assert [f.rule for f in screen({"x": "本人右耳听力下降"}, [notice], kept)] == ["N-307"]
    well = guarded(made(replace={"    sex: 男": "    sex: 男\n    health: 健康"}))
    assert screen({"x": "卫生健康"}, [notice], well) == ()


def test_an_office_program_may_write_who_works_on_the_case_but_nobody_else(notice, kept):
    places = ("E1.docx#docProps/core.xml#saved-by", "E1.docx#word/comments.xml#by")
    for place in places:
        assert screen({place: "陆青禾\n微软用户\nmail@example.invalid"}, [notice], kept) == ()
        assert [f.rule for f in screen({place: "林若溪"}, [notice], kept)] == ["N-306"]
        assert "N-301" in [f.rule for f in screen({place: "110101198310170011"}, [notice], kept)]


def test_who_stands_in_the_team_of_a_preview_may_be_named(made):
    from archive_tool.notices.drafting import postings

    from .conftest import PRACTICE, TODAY
    from .test_drafting import INSPECTION

    case = made(extra=INSPECTION)
    preview = postings(case, PRACTICE, TODAY)[0].notice
    assert screen({"x": body_text(preview)}, [preview], guarded(case), office=OFFICE) == ()


def test_units_and_offices_are_no_names(made):
    case = made(extra="units:\n  - {name: 水务局}\nlog:\n  - {date: 2026-05-01, what: x, actor: {name: 部务会}}\n")
    assert {"水务局", "部务会"}.isdisjoint(guarded(case).names)


def test_an_annex_that_the_notice_names_is_no_path(notice, kept):
    shown = replace(notice, annexes=("岗位任职标准.docx",))
    assert screen({"x": body_text(shown)}, [shown], kept) == ()
    assert [f.rule for f in screen({"x": "岗位任职标准.docx"}, [notice], kept)] == ["N-309"]


def test_a_website_of_the_office_may_be_named_whatever_its_path(notice, kept):
    contacts = replace(notice.contacts, website="https://zzb.example.invalid/home/users/")
    shown = replace(notice, contacts=contacts)
    assert screen({"x": body_text(shown)}, [shown], kept) == ()


def test_names_with_dots_are_names(made):
    case = made(extra="log:\n  - {date: 2026-05-01, what: x, actor: {name: 阿布都·热合曼}}\n")
    assert "阿布都·热合曼" in guarded(case).names


def test_decisions_keep_back_what_their_cases_hold(made):
    served, decision = made(), made(replace={"林若溪": "某某", "id: KC-2026-001": "id: JD-1"})
    kept = guarded(replace(decision, served=(served,)))
    assert "林若溪" in kept.names
    below = guarded(replace(made(replace={"秦嘉树": "某某"}), decision=served))
    assert "秦嘉树" in below.names


def test_folding_sees_through_width_script_spaces_and_what_is_invisible():
    assert folded("鄭 文\u200b瀾１２Ａ\n") == folded("郑文澜12a")


def test_every_text_of_a_page_is_looked_at():
    page = b'<!DOCTYPE html><p title="a1">b<b>2</b>&amp;<!-- c3 --><script>d4</script><style>e5</style><?f6?><![CDATA[g7]]><path d="h8">'
    found = texts_of("x.html", page)
    assert "b2&" in found["x.html#text"]
    assert "a1" in found["x.html#attributes"]
    assert "h8" not in found["x.html#attributes"]
    assert "c3" in found["x.html#comments"]
    assert (found["x.html#script"], found["x.html#style"]) == ("d4", "e5")
    assert any("g7" in text for text in found.values())
    assert texts_of("x.ics", b"A\r\n B") == {"x.ics": "AB"}
    assert texts_of("x.txt", "甲".encode()) == {"x.txt": "甲"}
