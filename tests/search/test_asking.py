"""Answers: what is counted, in which order, how a hit is shown, and what is never shown."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archive_tool.errors import WrongUsage
from archive_tool.model.entries import Answer, Entry, FileText, Hit, Page
from archive_tool.search.asking import Allowed, Filters, open_index
from tests.search.conftest import TODAY, entry, person

Made = Callable[..., Path]


def ask(folder: Path, query: str, **more: object) -> Answer:
    with open_index(folder) as index:
        return index.ask(query, TODAY, **more)


def shown(hit: Hit) -> str:
    """The excerpt with its matches in brackets."""
    return "".join(f"[{span.text}]" if span.matched else span.text for span in hit.excerpt)


def test_an_item_counts_once_however_many_files_and_pages_match(made: Made) -> None:
    answer = ask(made(entry("C6", "公示 公示", "公示", "公示")), '"公示"')
    assert (answer.total, len(answer.hits)) == (1, 1)


def test_a_phrase_does_not_run_from_one_file_into_the_next(made: Made) -> None:
    folder = made(entry("C6", "考察", "材料"))
    assert ask(folder, '"考察材料"').total == 0


def test_a_phrase_runs_over_a_page_break_and_names_the_page_where_it_begins(made: Made) -> None:
    file = FileText("data/a.pdf", (Page("首页", 1), Page("任前公", 2), Page("示期满", 3)))
    (hit,) = ask(made(entry(files=(file,))), '"任前公示期"').hits
    assert (hit.file, hit.page, shown(hit)) == ("data/a.pdf", 2, "首页\n[任前公\n示期]满")


def test_the_whole_match_is_marked_in_the_original(made: Made) -> None:
    (hit,) = ask(made(entry("C6", "各位 同志：瞭解\n 情況後，幹部ＡＢＣ")), '"了解情况" 干部 abc').hits
    assert shown(hit) == "各位 同志：[瞭解\n 情況]後，[幹部ＡＢＣ]"


def test_blanks_beside_a_match_stay_outside_it(made: Made) -> None:
    (hit,) = ask(made(entry("C6", "考 察 组 长")), '"察组"').hits
    assert shown(hit) == "考 [察 组] 长"


def test_an_excerpt_is_a_stretch_about_the_first_match(made: Made) -> None:
    (hit,) = ask(made(entry("C6", "前" * 100 + "公示" + "后" * 100)), "公示").hits
    assert shown(hit) == "前" * 30 + "[公示]" + "后" * 30


@pytest.mark.parametrize("place", [0, 9_995, 11_990, 25_000])
def test_a_match_deep_in_a_long_text_is_shown_with_its_page(made: Made, place: int) -> None:
    pages = ("前" * place + "任前公示" + "后" * 20_000, "末页")
    file = FileText("data/a.pdf", tuple(Page(text, number) for number, text in enumerate(pages, 1)))
    (hit,) = ask(made(entry(files=(file,))), '"任前公示"').hits
    assert (hit.page, shown(hit).startswith("前" * min(30, place) + "[任前公示]后")) == (1, True)
    (hit,) = ask(made(entry(files=(file,))), '"后末页"').hits
    assert (hit.page, shown(hit)) == (1, "后" * 30 + "[后\n末页]")


def test_a_match_with_thousands_of_blanks_inside(made: Made) -> None:
    (hit,) = ask(made(entry("C6", "前" * 9_999 + "任" + "\n" * 3_000 + "前公示")), '"任前"').hits
    assert shown(hit) == "前" * 30 + "[任" + "\n" * 3_000 + "前]公示"


def test_words_also_look_at_title_names_units_and_posts_but_phrases_only_at_the_text(made: Made) -> None:
    folder = made(entry("C6", "正文", title="任前公示", people=(person("高明远"),), units=("云岭市水务局",), posts=("副局长",)))
    for word, mark in (("前公", "任[前公]示"), ("明远", "高[明远]"), ("水务", "云岭市[水务]局"), ("局长", "副[局长]")):
        (hit,) = ask(folder, word).hits
        assert (hit.via, shown(hit)) == ("field", mark)
        assert ask(folder, f'"{word}"').total == 0


def test_a_scan_without_text_is_found_by_its_title(made: Made) -> None:
    scan = FileText("data/scan.jpg", (), readable=False, reason="texts.image")
    (hit,) = ask(made(entry(title="民主推荐票", files=(scan,))), "推荐票").hits
    assert (hit.file, hit.page, shown(hit)) == ("data/scan.jpg", None, "民主[推荐票]")


def test_names_by_their_sound(made: Made) -> None:
    folder = made(entry("C6", "正文", people=(person("单雄信"),)), entry("C7", "正文", people=(person("张三丰"),)))
    for query in ("shanxiongxin", "SXX", "dan雄信", "person:shan雄信"):
        (hit,) = ask(folder, query).hits
        assert (hit.item, shown(hit).startswith("[单雄信]")) == ("C6", True)
    assert ask(folder, "sxx").hits[0].via == "pinyin"
    assert ask(folder, '"sxx"').total == 0
    assert ask(folder, 'person:"sxx"').total == 0


def test_a_former_name_finds_the_person_and_the_hit_says_so(made: Made) -> None:
    folder = made(entry("C6", "正文", people=(person("高明远", "考察对象", "高小远"),)))
    assert shown(ask(folder, "高小远").hits[0]) == "高明远（曾用名：[高小远]）"
    assert shown(ask(folder, "person:gaoxiaoyuan").hits[0]) == "高明远（曾用名：[高小远]）（考察对象）"
    assert shown(ask(folder, "人员:明远").hits[0]) == "[高明远]（考察对象）"


def test_fields(made: Made) -> None:
    folder = made(
        entry("C6-1", "甲", people=(person("高明远", "谈话人"),), units=("水务局",), facts={"code": "0001-GB·2024-Y-0003", "result": "任用"}),
        entry("C6-2", "乙", date="2023-11", year=2023, secrecy="秘密", title="考察材料之二"),
        entry("C10", "丙", date="", year=0, stage="04_上会讨论", doc_no="云组〔2024〕5号"),
    )
    expected = {
        "item:C6": 2, "item:c6-2": 1, "item:C1": 0, "件:[C2 TO C9]": 2, "item:材料之二": 1, "年度:2023年": 1, "year:[2023 TO 2024]": 2,
        "date:2023年": 1, "date:[2023-11-15 TO 2023-11-20]": 1, "date:2024": 1, "密级:秘密": 3, "环节:上会": 1, "code:0003": 1, "result:任用": 1,
        "文号:云组[2024]5号": 0, '文号:"云组[2024]5号"': 1, "role:谈话人": 1, 'role:"谈话人 高明远"': 1, "单位:水务 -乙": 1, "kind:appointment": 3,
        "案卷:case-p1": 3, "甲 OR 丙": 2, "-甲": 2, "unit:水务 OR 丙": 2, "retention:永久": 3,
    }  # fmt: skip
    for query, total in list(expected.items()):
        if query == "文号:云组[2024]5号":
            continue
        assert (query, ask(folder, query).total) == (query, total)


def test_a_hit_by_field_alone_shows_the_value_or_the_beginning(made: Made) -> None:
    folder = made(entry("C6", "", " 正文开头", units=("水务局",)), entry("C7", title="空的"))
    assert shown(ask(folder, "unit:水务").hits[0]) == "[水务局]"
    assert shown(ask(folder, "item:C6").hits[0]) == "正文开头"
    assert shown(ask(folder, "item:C7").hits[0]) == "空的"
    assert ask(folder, "item:C7").hits[0].file == ""


def test_a_package_is_a_hit_only_when_none_of_its_items_is(made: Made) -> None:
    folder = made(
        entry("", title="关于高明远任职的案卷", people=(person("高明远"),)),
        entry("C6", "正文", people=(person("高明远"),)),
    )
    assert [hit.item for hit in ask(folder, "person:高明远").hits] == ["C6"]
    assert [hit.item for hit in ask(folder, "任职的案卷").hits] == [""]


def test_order(made: Made) -> None:
    folder = made(
        entry("C1", "公示", date="2024-03-05"), entry("C2", "公示", date=""), entry("C3", "公示", date="2024-05"),
        entry("C4", "正文", date="2020", title="公示"),
    )  # fmt: skip
    order = {sort: [hit.item for hit in ask(folder, "公示", sort=sort).hits] for sort in ("relevance", "date", "-date")}
    assert order == {"relevance": ["C4", "C3", "C1", "C2"], "date": ["C4", "C1", "C3", "C2"], "-date": ["C3", "C1", "C4", "C2"]}
    with pytest.raises(WrongUsage, match=r"search\.no_sort"):
        ask(folder, "公示", sort="size")


def test_order_of_many(made: Made) -> None:
    folder = made(*(entry(f"C{n}", "公示", date=f"{1900 + n % 120}") for n in range(1_200)))
    for sort, first in (("date", "C0"), ("-date", "C119"), ("relevance", "C119")):
        answer = ask(folder, '"公示"', sort=sort, limit=3)
        assert (answer.total, answer.hits[0].item) == (1_200, first)


def test_paging_past_the_end_is_empty(made: Made) -> None:
    folder = made(*(entry(f"C{n}", "公示") for n in range(5)))
    assert [len(ask(folder, "公示", limit=2, offset=offset).hits) for offset in (0, 2, 4, 5, 100)] == [2, 2, 1, 0, 0]
    assert ask(folder, "公示", limit=0).total == 5


def test_facets(made: Made) -> None:
    folder = made(
        entry("C1", "公示", people=(person("高明远"), person("查知秋"))), entry("C2", "公示", year=2023, people=(person("高明远"),)), entry("C3", "别的")
    )
    answer = ask(folder, "公示", facets=("year", "人员"))
    assert answer.facets == {"year": (("2023", 1), ("2024", 1)), "person": (("高明远", 2), ("查知秋", 1))}
    with pytest.raises(WrongUsage, match=r"search\.no_facet"):
        ask(folder, "公示", facets=("颜色",))


def test_nothing_asked(made: Made) -> None:
    with pytest.raises(WrongUsage, match=r"search\.nothing_asked"):
        ask(made(entry("C6", "甲")), "  ")
    assert ask(made(entry("C6", "甲")), "", filters=Filters(item="C6")).total == 1


def test_what_may_not_be_seen_leaves_no_trace(made: Made) -> None:
    """Every answer equals that of an archive without those items."""
    seen = [entry("C1", "公示 甲"), entry("C2", "公示 乙", people=(person("查知秋"),))]
    hidden = [
        entry("C3", "公示 丙", secrecy="秘密"),
        entry("C4", "公示 丁", package="p2"),
        entry("", title="公示案卷", package="p2"),
        entry("C5", "公示 戊", people=(person("高明远"),)),
        entry("C6", "公示 己", people=(person("高远", "考察对象", "高明远"),)),
    ]
    allowed = Allowed(frozenset({"工作秘密"}), frozenset({"case-p2"}), frozenset({"高明远"}))
    whole = made(*seen, *hidden)
    with open_index(whole) as index:
        mixed = [index.ask(query, TODAY, allowed=allowed, facets=("year", "person")) for query in ("公示", "-甲", "person:高", "gmy", "year:2024")]
    with open_index(made(*seen)) as index:
        clean = [index.ask(query, TODAY, facets=("year", "person")) for query in ("公示", "-甲", "person:高", "gmy", "year:2024")]
    assert mixed == clean
    with open_index(whole) as index:
        assert {one.item for one in index.entries(Filters(), TODAY, allowed)} == {"C1", "C2"}


def test_everywhere_somebody_appears_by_role(made: Made) -> None:
    folder = made(
        entry("C6", "甲", people=(person("高明远", "考察对象", "高小远"), person("查知秋", "考察组长")), date="2024-03"),
        entry("C3", people=(person("高明远", "谈话人"),), date="2024-02"),
        entry("", people=(person("高明远"),)),
    )
    with open_index(folder) as index:
        rows = [(one.name, one.role, one.former, one.item, one.file) for one in index.appearances("gaomy", TODAY)]
        assert rows == [("高明远", "谈话人", "", "C3", ""), ("高明远", "考察对象", "", "C6", "data/03_考察/C6_0.docx")]
        assert [(one.name, one.former) for one in index.appearances("高小远", TODAY)] == [("高明远", "高小远")]
        assert index.appearances("明远", TODAY, Allowed(barred_cases=frozenset({"case-p1"}))) == ()
        with pytest.raises(WrongUsage):
            index.appearances(" ", TODAY)


def test_cases_like_a_case(made: Made) -> None:
    def cover(package: str, unit: str, post: str, mode: str = "差额") -> Entry:
        return entry("", package=package, title=package, units=(unit,), posts=(post,), facts={"mode": mode})

    folder = made(
        cover("p1", "水务局", "副局长"), cover("p2", "水务局", "副局长", "等额"), cover("p3", "教育局", "副局长"), cover("p4", "教育局", "处长", "等额"),
        entry("C6", package="p4", units=("教育局",)),
    )  # fmt: skip
    with open_index(folder) as index:
        answer = index.like("case-p1")
        assert [hit.package for hit in answer.hits] == ["p2", "p3", "p4"]
        assert shown(answer.hits[0]) == "[水务局]；[副局长]；[appointment]"
        assert answer.total == 3
        assert [hit.package for hit in index.like("case-p1", limit=1, offset=1).hits] == ["p3"]
        assert index.like("case-p9") == Answer(0, ())
        assert index.like("case-p1", allowed=Allowed(barred_cases=frozenset({"case-p2"}))).total == 0
    packages = [cover("p1", "水务局", "副局长"), cover("p2", "水务局", "副局长"), cover("p3", "水务局", "处长")]
    with open_index(made(*packages, *(replace(each, item="C6") for each in packages))) as index:
        assert index.like("case-p1").total == 2
        assert index.like("case-p1", allowed=Allowed(barred_cases=frozenset({"case-p2"}))).total == 1
