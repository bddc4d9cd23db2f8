"""Numerals: how a word's other writings are made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.search.numerals import arabic, writings


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("二〇二四", "2024"), ("二零二四", "2024"), ("二十", "20"), ("十二", "12"), ("一百零五", "105"), ("两千", "2000"),
        ("三千四百五十六", "3456"), ("十十", "十十"), ("十百", "十百"), ("一二十", "一二十"),
    ],
)  # fmt: skip
def test_chinese_numerals_as_digits(written: str, digits: str) -> None:
    assert arabic(written) == digits


@pytest.mark.parametrize(
    ("word", "also"),
    [
        ("20人", "二十人"), ("二十人", "20人"), ("2024年", "二〇二四年"), ("二〇二四年", "2024年"), ("第三次", "第3次"), ("第3次", "第三次"),
        ("105票", "一百零五票"), ("1010", "一千零一十"), ("007", "〇〇七"), ("10", "十"),
    ],
)  # fmt: skip
def test_both_writings_are_asked(word: str, also: str) -> None:
    assert writings(word)[0] == word
    assert also in writings(word)


@pytest.mark.parametrize("word", ["张三", "一般", "统一", "七里河"])
def test_a_lone_numeral_in_a_word_or_name_is_left_alone(word: str) -> None:
    assert writings(word) == (word,)


@given(st.integers(1, 9_999))
def test_counting_there_and_back(number: int) -> None:
    assert any(arabic(way) == str(number) for way in writings(str(number))[1:])
