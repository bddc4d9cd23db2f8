"""Sameness and cliché: measures, near copies, passages; hints only."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.model.findings import Severity
from archive_tool.model.places import Place
from archive_tool.procedure import prose, sameness
from archive_tool.procedure.chapter05_prose import Prose, Texts, judge_prose, judge_same
from archive_tool.procedure.checking import wording
from archive_tool.procedure.terms import Terms

LIVELY = """云知远同志考察材料
一、主要表现
2024年7月16日夜，青石渡来水涨至每秒1200立方米，他提出分三段预泄。他在值班室守了三昼夜，处置险情三起。
每周一早上在白板上列出任务，逐项写明责任人。2025年办理用地预审，先后跑了十一个窗口，34项手续无一退件。
《水网规划》由他执笔，获市政府批复。三年里办结提案二十六件。
二、主要不足
对交办任务跟得过细，一份审查意见改到第五稿，年轻骨干得不到锻炼。
三、考察结论
具备任职条件。
"""
WORN = "该同志思想表现好，政治立场坚定。工作扎实，实绩突出。团结同志，任劳任怨。以身作则，作风正派。勤政廉政。我局工作在大家努力下很好。"


def test_the_section_on_shortcomings_ends_at_the_next_heading() -> None:
    assert prose.shortcomings_of(LIVELY) == "对交办任务跟得过细，一份审查意见改到第五稿，年轻骨干得不到锻炼。"
    assert prose.shortcomings_of("没有标题的材料。\n不足是什么，没有写。") == ""
    assert prose.shortcomings_of("二、主要不足\n办事急，不细。\n放手不够") == "办事急，不细。"  # a line with a stop is no heading
    assert prose.shortcomings_of("不足，有二。\n一是急。") == ""


def test_measures_count_facts_phrases_and_shortcomings(terms: Terms) -> None:
    found = prose.measured(LIVELY, terms)
    assert (found.cliches, found.shortcomings) == ((), 29)
    assert found.facts >= 6
    worn = prose.measured(f"{WORN}\n二、主要不足\n不细心。", terms)
    assert set(worn.cliches) >= {"思想表现好", "实绩突出", "任劳任怨"}
    assert (worn.facts, worn.collective, worn.shortcomings) == (0, 1, 3)


def kinds(text: str, terms: Terms, *, whole: bool) -> list[tuple[str, Severity]]:
    return [
        (fault.what.zh[:4], fault.severity) for fault in prose.faults(prose.measured(text, terms), terms, whole=whole)
    ]


def test_a_lively_report_has_no_fault_and_a_worn_one_has(terms: Terms) -> None:
    assert kinds(LIVELY, terms, whole=False) == []
    assert kinds(WORN, terms, whole=False) == [("套话较多", Severity.WARNING), ("有具体事", Severity.WARNING)]
    assert kinds("很好。不错。", terms, whole=False) == []


def test_length_and_weight_count_for_a_whole_report_only(terms: Terms) -> None:
    assert [start for start, _ in kinds(LIVELY, terms, whole=True)] == ["共228字"[:4]] or kinds(
        LIVELY, terms, whole=True
    )
    short = replace(terms, report_characters_least=10)
    assert kinds(LIVELY, short, whole=True) == []
    long_ = LIVELY.replace("三、考察结论", "三、其他表现\n" + "2023年完成堤防建设3公里。" * 60 + "\n四、结论")
    assert [start for start, _ in kinds(long_, short, whole=True)] == ["写不足的"]
    shared = "我局2024年完成工程3项。" * 6
    assert ("多写集体", Severity.INFO) in kinds(shared, short, whole=False)


PLAIN = prose.Measures(characters=1000, sentences=1000, cliches=(), facts=200, collective=500, shortcomings=200)


@pytest.mark.parametrize(
    ("measures", "zh", "en"),
    [
        ({}, None, None),  # all of them at the threshold
        ({"cliches": ("任劳任怨",) * 200}, None, None),
        (
            {"cliches": ("任劳任怨",) * 200 + ("实绩突出",)},
            "套话较多（任劳任怨、实绩突出）",
            "has many worn-out phrases (任劳任怨、实绩突出)",
        ),
        ({"facts": 199}, "有具体事实的句子只占19%", "has facts in only 19 % of its sentences"),
        ({"collective": 501}, "多写集体成绩，少写本人作用", "tells mostly of what everybody achieved"),
        ({"shortcomings": 199}, "写不足的文字只占19%", "spends only 19 % on shortcomings"),
        ({"characters": 499, "shortcomings": 499}, "共499字，一般为500—2000字", "has 499 characters; 500—2000 are usual"),
        ({"characters": 500}, None, None),
        ({"characters": 2000, "shortcomings": 400}, None, None),
        ({"characters": 2001, "shortcomings": 401}, "共2001字，一般为500—2000字", "has 2001 characters; 500—2000 are usual"),
        ({"sentences": 5, "facts": 0, "collective": 0}, "有具体事实的句子只占0%", "has facts in only 0 % of its sentences"),
        ({"sentences": 4, "facts": 0, "collective": 0}, None, None),  # too few sentences to speak of a style
    ],
)
def test_a_measure_is_told_beyond_its_threshold_and_not_at_it(
    measures: dict[str, object], zh: str | None, en: str | None, terms: Terms
) -> None:
    own = replace(terms, cliche_share=20, fact_share=20, shortcoming_share=20,
                  report_characters_least=500, report_characters_most=2000)  # fmt: skip
    found = [(one.what.zh, one.what.en) for one in prose.faults(replace(PLAIN, **measures), own, whole=True)]
    assert found == ([] if zh is None else [(zh, en)])


PLACE = Place("cases/a/documents/C6_考察材料_1.docx")


def paper(key: str, text: str, *names: str) -> Prose:
    return Prose(key, key.partition("/")[0], key.partition("/")[2], names[0], text, names, PLACE, whole=True)


def test_a_report_in_word_is_judged_and_said_in_both_languages(terms: Terms) -> None:
    found = judge_prose(Texts((paper("KC-1/C6-1", WORN, "云知远"),), ()), terms)
    assert [one.severity for one in found] == [Severity.INFO, Severity.WARNING, Severity.WARNING, Severity.INFO]
    assert {(one.rule, one.case, one.item, one.place) for one in found} == {("R-523", "KC-1", "C6-1", PLACE)}
    for language in ("zh", "en"):
        assert all("云知远" in wording(language)(one)[0] for one in found)


def sentences(seed: int, count: int = 40) -> str:
    rnd = random.Random(seed)
    return "。".join("".join(chr(rnd.randint(0x4E00, 0x6E00)) for _ in range(18)) for _ in range(count))


def test_two_near_copies_are_found_among_many() -> None:
    texts = {f"t{n}": f"甲同志任某局副局长。{sentences(n)}" for n in range(300)}
    texts["copy"] = texts["t7"].replace("甲同志", "乙同志").replace("。", "；", 5)[:-60] + sentences(999, 3)
    known = {
        key: sameness.sketch(sameness.masked(text, ("甲同志", "乙同志")), sparse=True) for key, text in texts.items()
    }
    everybody = list(sameness.near_copies(list(known), known, 0.35))
    assert [(near.one, near.other) for near in everybody] == [("t7", "copy")]
    assert everybody[0].share > 0.7
    asked = list(sameness.near_copies(["copy"], known, 0.35))
    assert [(near.one, near.other) for near in asked] == [("copy", "t7")]


def test_a_text_that_everybody_copied_is_found_too() -> None:
    known = {f"t{n}": sameness.sketch(sentences(1)) for n in range(120)}
    assert list(sameness.near_copies(["t119"], known, 0.5))


def test_near_copies_are_told_with_the_passage(terms: Terms) -> None:
    one = paper("KC-1/C6-1", f"云知远：{sentences(1)}", "云知远")
    other = paper("KC-2/C6-1", f"水如镜：{sentences(1)}", "水如镜")
    near = sameness.Near(one.key, other.key, 0.91)
    (found,) = judge_same([near], {one.key: one, other.key: other}, terms)
    assert (found.facts["name"], found.facts["other"], found.facts["share"]) == ("云知远", "水如镜", 100)
    assert found.facts["passage"] == f"云知远：{sentences(1).partition('。')[0]}"
    assert str(found.facts["beside"]).count("对方“") == 3
    assert (found.severity, found.case, found.item) == (Severity.WARNING, "KC-1", "C6-1")
    assert judge_same([near], {one.key: one}, terms) == ()


def test_an_estimate_that_the_texts_do_not_bear_out_is_not_told(terms: Terms) -> None:
    one, other = paper("KC-1/C6-1", sentences(1), "云知远"), paper("KC-2/C6-1", sentences(2), "水如镜")
    near = sameness.Near(one.key, other.key, 0.91)
    assert judge_same([near], {one.key: one, other.key: other}, terms) == ()
    same_case = replace(one, key="KC-1/C6-2")
    assert judge_same([sameness.Near(one.key, same_case.key, 1)], {one.key: one, same_case.key: same_case}, terms) == ()


def own_words(count: int, first: int) -> str:
    """So many characters of which none stands twice, nor in a text that begins elsewhere."""
    return "".join(map(chr, range(0x5000 + first, 0x5000 + first + count)))


@pytest.mark.parametrize(
    ("rule", "common", "own", "told"),
    [
        ("R-527", 20, (8, 8), [50]),  # 16 runs in common of 32
        ("R-527", 64, (30, 31), []),  # 60 of 121: 49.6 %
        ("R-528", 11, (6, 7), [35]),  # 7 of 20
        ("R-528", 12, (7, 8), []),  # 8 of 23: 34.8 %
    ],
)
def test_texts_are_alike_from_their_share_upwards(
    rule: str, common: int, own: tuple[int, int], told: list[int], terms: Terms
) -> None:
    one, other = (
        Prose(f"KC-{n}/1", f"KC-{n}", "", f"th{n}", own_words(common, 0) + own_words(count, 1000 * n), (), PLACE)
        for n, count in enumerate(own, 1)
    )
    texts = Texts((), (one, other)) if rule == "R-527" else Texts((one, other), ())
    assert [found.facts["share"] for found in judge_prose(texts, terms) if found.rule == rule] == told
    near = sameness.Near(other.key, one.key, 0.4)
    if rule == "R-528":
        over_cases = judge_same([near], {one.key: one, other.key: other}, terms)
        assert [found.facts["share"] for found in over_cases] == told


@pytest.mark.parametrize(("rule", "characters", "told"), [("R-528", 600, 1), ("R-528", 599, 0)])
def test_papers_hardly_more_than_their_headings_are_not_compared(
    rule: str, characters: int, told: int, terms: Terms
) -> None:
    said = own_words(characters, 0)
    papers = tuple(paper(f"KC-1/C6-{n}", said, name) for n, name in enumerate(("云知远", "水如镜")))
    assert len([found for found in judge_prose(Texts(papers, ()), terms) if found.rule == rule]) == told


def test_what_stands_in_both_is_shown_sentence_by_sentence_the_longest_first(terms: Terms) -> None:
    rules, course = "带头下到库区，主持修订了闸门启闭操作规程", "每周三晚上到夜校讲授防汛抢险课程"
    one = paper("KC-1/C6-1", f"云知远。{rules}。{course}，学员先后三百多人。", "云知远")
    other = paper("KC-2/C6-1", f"水如镜同志。今年夏天先后四次{rules}。{course}。白天还要值班。", "水如镜")
    near = sameness.Near(one.key, other.key, 0.6)
    (found,) = judge_same([near], {one.key: one, other.key: other}, terms)
    assert found.facts["passage"] == f"{course}，学员先后三百多人"
    assert str(found.facts["beside"]) == (
        f"本材料“{course}，学员先后三百多人”，对方“{course}”；本材料“{rules}”，对方“今年夏天先后四次{rules}”"
    )


def test_a_sentence_that_differs_in_its_middle_is_shown_once(terms: Terms) -> None:
    one = paper("KC-1/C6-1", "牵头编制全市供水应急预案并在九月组织全市各县区水厂开展联合演练。", "云知远")
    other = paper("KC-2/C6-1", "牵头编制全市供水应急预案并于五月组织全市各县区水厂开展联合演练。", "水如镜")
    (found,) = judge_same([sameness.Near(one.key, other.key, 0.6)], {one.key: one, other.key: other}, terms)
    assert found.facts["beside"].en == (
        "here “牵头编制全市供水应急预案并在九月组织全市各县区水厂开展联合演练”, "
        "there “牵头编制全市供水应急预案并于五月组织全市各县区水厂开展联合演练”"
    )


def test_passages_stand_side_by_side_in_the_original() -> None:
    one, other = "甲在2024年牵头编制全市供水应急预案并组织演练。", "乙去年也牵头编制全市供水应急预案并组织演练，"
    (found,) = sameness.passages(one, other)
    assert found.text == "牵头编制全市供水应急预案并组织演练"
    assert one[found.one :].startswith(found.text)
    assert other[found.other :].startswith(found.text)


def test_names_numbers_and_marks_do_not_tell_texts_apart() -> None:
    one = sameness.masked("高明远同志2024年任云岭市水务局副局长。", ("高明远", "云岭市水务局"))
    other = sameness.masked("苏景和同志 2019 年任财政局副局长，", ("苏景和", "财政局"))
    assert one == other


def test_of_two_names_of_which_one_holds_the_other_the_longer_is_masked() -> None:
    assert sameness.masked("云岭市水务局的水务局长", ("水务局", "云岭市水务局", "")) == "某的某长"


def test_a_text_is_the_set_of_its_runs_of_five_characters() -> None:
    assert sameness.runs("甲乙丙丁戊己") == {"甲乙丙丁戊", "乙丙丁戊己"}
    assert sameness.runs("甲乙丙丁戊") == {"甲乙丙丁戊"}
    assert sameness.runs("甲乙") == {"甲乙"}
    assert sameness.runs("") == set()


def test_nothing_resembles_nothing() -> None:
    assert [sameness.resemblance(one, other) for one, other in (("", ""), ("甲", ""), ("", "甲"), ("甲", "甲"))] == [0, 0, 0, 1]


def test_a_passage_is_told_from_twelve_characters_on() -> None:
    same = "牵头编制全市供水应急预案"
    assert [one.text for one in sameness.passages(f"甲{same}子", f"乙{same}丑")] == [same]
    assert sameness.passages(f"甲{same[1:]}子", f"乙{same[1:]}丑") == ()


def test_a_passage_of_few_different_characters_is_found_in_a_long_text() -> None:
    rnd = random.Random(1)
    same = "".join(rnd.choices("工程建设管理", k=300))
    assert [one.text for one in sameness.passages(same, f"另{same}")] == [same]


def sketched(*digests: int) -> sameness.Sketch:
    return sameness.Sketch(digests, len(digests))


def test_a_share_of_just_the_least_is_near_enough() -> None:
    known = sameness.Neighbours({"one": sketched(1, 2, 3), "other": sketched(1, 2, 4)})
    assert known.near("one", 0.5) == [sameness.Near("one", "other", 0.5)]
    assert known.near("one", 0.51) == []


def test_one_rare_run_beside_turns_of_phrase_leads_to_a_near_copy() -> None:
    known = {f"t{n}": sketched(1, 2, 100 + 2 * n, 101 + 2 * n) for n in range(sameness.COMMON)}
    known |= {"one": sketched(1, 2, 3, 4), "copy": sketched(1, 2, 3, 5)}
    assert sameness.Neighbours(known).near("one", 0.5) == [sameness.Near("one", "copy", 0.6)]


def test_turns_of_phrase_alone_make_no_near_copy() -> None:
    known = {f"t{n}": sketched(1, 2, 100 + 2 * n, 101 + 2 * n) for n in range(sameness.COMMON)}
    known |= {"one": sketched(1, 2, 3, 4), "cousin": sketched(3, 6, 7, 8)}
    assert sameness.Neighbours(known).near("one", 0.3) == []


def test_what_just_fifty_texts_share_is_rare_still() -> None:
    known = {f"t{n}": sketched(1, *range(100 * n, 100 * n + 5)) for n in range(1, sameness.COMMON - 1)}
    known |= {"one": sketched(1, 2, 3, 4), "copy": sketched(1, 5)}
    assert sameness.Neighbours(known).near("one", 0.2) == [sameness.Near("one", "copy", 0.2)]


texts = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4E20), max_size=60)


@given(texts, texts)
def test_a_sketch_of_a_short_text_is_exact_and_resemblance_is_fair(one: str, other: str) -> None:
    exact = sameness.resemblance(one, other)
    assert exact == sameness.resemblance(other, one)
    assert 0 <= exact <= 1
    if one and other:
        assert sameness.estimated(sameness.sketch(one), sameness.sketch(other)) == pytest.approx(exact, abs=0.25)
        assert sameness.resemblance(one, one) == 1


@given(texts)
def test_a_sketch_survives_keeping(text: str) -> None:
    own = sameness.sketch(text)
    assert sameness.Sketch.from_bytes(own.to_bytes()) == own


@pytest.mark.parametrize("data", [b"", b"abc"])
def test_other_bytes_are_no_sketch(data: bytes) -> None:
    with pytest.raises(ValueError, match=str(len(data))):
        sameness.Sketch.from_bytes(data)
