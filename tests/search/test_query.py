"""The query language: what is understood, and what is answered to what cannot be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.errors import WrongUsage
from archive_tool.messages import speaker
from archive_tool.search.dates import Period
from archive_tool.search.query import Between, Dated, Either, Held, Phrase, Without, Word, parse, read_field
from tests.search.conftest import TODAY


def test_words_and_phrases() -> None:
    assert parse('高明远 "考 察"', TODAY) == (Word(("高明远",)), Phrase(("考察",)))
    assert parse("“考察”材料", TODAY) == (Phrase(("考察",)), Word(("材料",)))
    assert parse("", TODAY) == ()
    assert parse(" \u3000\u200b", TODAY) == ()


def test_two_quotes_stand_for_one() -> None:
    assert parse('"所谓""考察"""', TODAY) == (Phrase(('所谓"考察"',)),)
    assert parse('“所谓""考察""”', TODAY) == (Phrase(('所谓"考察"',)),)


def test_quotes_of_another_kind_inside_are_text() -> None:
    assert parse('"借“河道整治”名义"', TODAY) == (Phrase(("借“河道整治”名义",)),)
    assert parse('“a"b”', TODAY) == (Phrase(('a"b',)),)
    assert parse("”考察“ ”考察”", TODAY) == (Phrase(("考察",)), Phrase(("考察",)))


def test_or_binds_its_neighbours() -> None:
    a, b, c = (Word((char,)) for char in "甲乙丙")
    assert parse("甲 乙 OR 丙", TODAY) == (a, Either((b, c)))
    assert parse("甲 OR 乙 OR 丙", TODAY) == (Either((a, b, c)),)
    assert parse('甲 "OR" 乙', TODAY) == (a, Phrase(("or",)), b)


def test_minus_excludes() -> None:
    assert parse("-草稿", TODAY) == (Without(Word(("草稿",))),)
    assert parse('-"草稿" -单位:某局', TODAY) == (Without(Phrase(("草稿",))), Without(Held("unit", ("某局",))))
    assert parse("--草稿", TODAY) == (Word(("草稿",)),)
    assert parse("甲-乙 -", TODAY) == (Word(("甲-乙",)), Word(("-",)))


@pytest.mark.parametrize("name", ["post:", "职务:", "职务：", "職務："])
def test_fields_by_either_name(name: str) -> None:
    assert parse(f"{name}副局长", TODAY) == (Held("post", ("副局长",)),)
    assert parse(f'{name}"副局长 兼"', TODAY) == (Held("post", ("副局长兼",), literal=True),)


def test_colons_that_belong_to_the_text() -> None:
    assert [part.ways[0] for part in parse("备注：甲 9:30 http://x", TODAY)] == ["备注:甲", "9:30", "http://x"]


def test_ranges() -> None:
    assert parse("年度:[2019 TO 2021]", TODAY) == (Between("year", "2019", "2021"),)
    assert parse("item:[C1 TO *]", TODAY) == (Between("item", "c1", ""),)
    assert parse("日期:[2024-03 至 2024-05]", TODAY) == (Dated(Period(date(2024, 3, 1), date(2024, 5, 31))),)
    assert parse("日期:[2024年3月至去年]", TODAY) == (Dated(Period(date(2024, 3, 1), date(2025, 12, 31))),)


def test_date_words() -> None:
    assert parse("date:去年", TODAY) == (Dated(Period(date(2025, 1, 1), date(2025, 12, 31))),)
    assert parse("年度:近三年", TODAY) == (Between("year", "2023", "2026"),)
    assert read_field("year", "2024年", TODAY) == Held("year", ("2024年", "二〇二四年", "二零二四年", "二千零二十四年"))


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ('"', "search.open_quote"),
        ('甲 "乙', "search.open_quote"),
        ("“乙", "search.open_quote"),
        ('""', "search.empty_phrase"),
        ('"" 甲', "search.empty_phrase"),
        ('" "', "search.empty_phrase"),
        ("“”", "search.empty_phrase"),
        ('"\u200b"', "search.empty_phrase"),
        ("foo:甲", "search.no_field"),
        ("职位表:甲", "search.no_field"),
        ("post:", "search.no_value"),
        ("post: 甲", "search.no_value"),
        ("year:[2019", "search.bad_range"),
        ("year:[2019 2021]", "search.bad_range"),
        ("year:[x TO y]", "search.bad_date"),
        ("date:[2024-13-01 TO *]", "search.bad_date"),
        ("date:2024-02-30", "search.bad_date"),
        ("date:[2024 TO 2020]", "search.backward"),
        ("date:下辈子", "search.bad_date"),
        ("OR", "search.lonely_or"),
        ("甲 OR", "search.lonely_or"),
        ("OR 甲", "search.lonely_or"),
        ("甲 OR OR 乙", "search.lonely_or"),
        ("-OR", "search.lonely_minus"),
        ("-OR 甲", "search.lonely_minus"),
        ("甲 " * 51, "search.too_many"),
        ("甲" * 1_001, "search.too_long"),
    ],
)
def test_what_cannot_be_understood_is_answered_with_what_to_write(query: str, key: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        parse(query, TODAY)
    assert caught.value.key == key
    for language in ("zh", "en"):
        assert speaker(language)(key, **caught.value.facts)


def test_the_limits_themselves_are_allowed() -> None:
    assert len(parse("甲 " * 50, TODAY)) == 50
    assert parse("甲" * 1_000, TODAY)


@given(st.text(st.characters(exclude_categories=()) | st.sampled_from('"“”:：[]- OR甲年度日期近三TO至'), max_size=60))
def test_whatever_is_typed_is_understood_or_answered(query: str) -> None:
    try:
        parts = parse(query, TODAY)
    except WrongUsage as error:
        parts, said = (), speaker("zh")(error.key, **error.facts)
    else:
        said = "understood"
    assert said
    assert len(parts) <= 50
