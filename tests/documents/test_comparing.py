"""What people wrote in a Word file, beside what we would write now: facts that differ are told from other words."""

import pytest

from archive_tool.documents.comparing import MOST_PAIRS, Difference, differences
from archive_tool.documents.places import Where
from tools import parts

NAMES = ("赵青禾", "赵青", "钱为民", "云岫市水务局")


def table(*rows: tuple[str, ...]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(f'<w:tc>{parts.p(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows) + "</w:tbl>"


def compared(fresh: list[str], edited: list[str]) -> tuple[Difference, ...]:
    return differences(parts.document(*map(parts.p, fresh)), parts.document(*map(parts.p, edited)), NAMES)


def test_the_same_text_does_not_differ() -> None:
    said = ["一、基本情况", "赵青禾同志得35票。", ""]
    assert compared(said, said) == ()
    assert compared(said, [*said, "", ""]) == ()


@pytest.mark.parametrize(
    ("fresh", "edited"),
    [
        ("赵青禾同志得35票。", "赵青禾同志得36票。"),
        ("2026年5月8日召开会议。", "2026年5月9日召开会议。"),
        ("得票率77.78%，排名第1。", "得票率77.87%，排名第1。"),
        ("由钱为民主持。", "由孙某主持。"),
        ("赵青禾同志任副局长。", "赵青同志任副局长。"),
        ("任云岫市水务局副局长。", "任云岫市林业局副局长。"),
        ("应到45人，实到43人。", "应到43人，实到45人。"),
        ("二〇二六年五月八日", "二〇二六年五月九日"),
        ("共四十五票。", "共五十四票。"),
        ("收回12345张。", "收回12,354张。"),
    ],
)  # fmt: skip
def test_a_number_a_date_or_a_name_that_differs_is_shown_with_both_sentences(fresh: str, edited: str) -> None:
    assert compared(["一、经过", fresh], ["一、经过", edited]) == (Difference(Where("document P2"), fresh, edited, factual=True),)


@pytest.mark.parametrize(
    ("fresh", "edited"),
    [
        ("会议推荐共收回四十五票。", "会议推荐中共收回45票。"),
        ("收回一千二百零五票。", "收回1,205票，情况正常。"),
        ("收回三万票，其中有效十票。", "收回30000票，其中有效的10票。"),
        ("2026.05至今在任。", "2026年5月至今，一直在任。"),
        ("得票率77.80%。", "得票率为７７．８％。"),
        ("会议由钱为民主持。", "会议由钱为民同志主持，3人缺席。"),
        ("赵青禾同志【待填：得票数】票。", "赵青禾同志得35票。"),
        ("与会人员一致同意。", "与会人员都同意。"),
    ],
)  # fmt: skip
def test_other_words_with_the_same_facts_are_a_difference_in_words(fresh: str, edited: str) -> None:
    assert compared([fresh], [edited]) == (Difference(Where("document P1"), fresh, edited, factual=False),)


def test_what_people_wrote_themselves_is_theirs_and_what_they_took_out_is_named() -> None:
    fresh = ["赵青禾同志得35票。", "不变的话", "考察组组长为钱为民。"]
    edited = ["赵青禾同志得35票。", "这一段是人工写的，模板里没有，2025年的事。", "不变的话"]
    assert compared(fresh, edited) == (
        Difference(Where("document P2"), "", edited[1], factual=False),
        Difference(Where("document P3"), fresh[2], "", factual=False),
    )


def test_sentences_of_a_paragraph_are_set_beside_each_other() -> None:
    fresh = ["会议应到45人，实到43人。收回推荐票43张。赵青禾同志得35票，排名第1。"]
    edited = ["会议应到45人，实到43人。会风良好，大家发言踊跃。赵青禾同志得36票，排名第1。"]
    assert [each for each in compared(fresh, edited) if each.factual] == [
        Difference(Where("document P1"), "赵青禾同志得35票，排名第1。", "赵青禾同志得36票，排名第1。", factual=True)
    ]


def test_a_long_passage_put_in_does_not_shift_the_rest() -> None:
    fresh = [f"第{number}项工作由钱为民负责，共{number * 7}人参加。" for number in range(1, 12)]
    edited = [*fresh[:3], *["经研究，补充说明如下。"] * 5, *fresh[3:8], fresh[8].replace("63", "64"), *fresh[9:]]
    assert [each for each in compared(fresh, edited) if each.factual] == [Difference(Where("document P14"), fresh[8], edited[13], factual=True)]


def test_rows_of_a_table_are_compared_cell_by_cell() -> None:
    head = ("序号", "姓名", "得票")
    fresh = parts.document(parts.p("推荐情况"), table(head, ("1", "赵青禾", "35"), ("2", "钱为民", "8")))
    edited = parts.document(parts.p("推荐情况"), table(head, ("1", "孙某", "3"), ("1", "赵青禾", "36"), ("2", "钱为民", "")))
    assert [each for each in differences(fresh, edited, NAMES) if each.factual] == [
        Difference(Where("document T1R3C3"), "35", "36", factual=True),
        Difference(Where("document T1R4C3"), "8", "", factual=True),
    ]


def test_a_cell_that_was_split_into_paragraphs_is_still_compared() -> None:
    cell = f"<w:tc>{parts.p('赵青禾，女')}{parts.p('得36票')}</w:tc>"
    fresh = parts.document(table(("简况", "赵青禾，女", "得35票")))
    edited = parts.document(f"<w:tbl><w:tr><w:tc>{parts.p('简况')}</w:tc>{cell}{cell}</w:tr></w:tbl>")
    assert Difference(Where("document T1R1C2"), "得35票", "得36票", factual=True) in differences(fresh, edited, NAMES)


def test_a_passage_too_long_to_try_every_pair_goes_by_order() -> None:
    many = int(MOST_PAIRS**0.5) + 1
    fresh = [f"第{number}项得{number}票。" for number in range(many)]
    edited = [f"第{number}项得{number + 1}票。" for number in range(many)]
    found = compared(fresh, edited)
    assert len(found) == many
    assert all(each.factual for each in found)


def test_no_names_are_needed() -> None:
    assert differences(parts.document(parts.p("得1票")), parts.document(parts.p("得2票"))) == (Difference(Where("document P1"), "得1票", "得2票", factual=True),)
