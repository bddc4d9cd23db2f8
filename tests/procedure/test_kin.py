"""Every family word with its class and degree; compounds; people who share a relative."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.procedure.kin import _CHAINS, Kin, between, relation

SPOUSE, DIRECT, SIDE, LAW, OTHER = Kin.SPOUSE, Kin.DIRECT, Kin.COLLATERAL, Kin.IN_LAW, Kin.OTHER

TABLE = [
    (SPOUSE, 0, "丈夫 妻子 配偶 爱人"),
    (
        DIRECT,
        1,
        "父亲 母亲 继父 继母 养父 养母 儿子 女儿 长子 次子 三子 四子 五子 养子 继子 长女 次女 三女 四女 五女 养女 继女",
    ),
    (DIRECT, 2, "祖父 祖母 外祖父 外祖母 孙子 孙女 外孙子 外孙女"),
    (OTHER, 3, "曾祖父 曾祖母"),
    (SIDE, 2, "哥哥 弟弟 姐姐 妹妹"),
    (SIDE, 3, "伯父 叔父 姑母 舅父 姨母 侄子 侄女 外甥 外甥女"),
    (SIDE, 4, "堂兄 堂弟 堂姐 堂妹 表兄 表弟 表姐 表妹"),
    (LAW, 1, "公公 婆婆 岳父 岳母 女婿 儿媳"),
    (
        LAW,
        2,
        "嫂子 弟媳 姐夫 妹夫 亲家 亲家公 亲家母 大舅子 小舅子 大姨子 小姨子 大伯子 小叔子 大姑子 小姑子 连襟 妯娌",
    ),
    (LAW, 3, "伯母 婶母 姑父 舅母 姨父 侄媳 侄婿 侄女婿 外甥媳妇 外甥女婿"),
    (LAW, 4, "堂嫂 堂弟媳 堂姐夫 堂妹夫 表嫂 表弟媳 表姐夫 表妹夫"),
    (OTHER, 3, "内侄 内侄女 妻侄"),
    (OTHER, 4, "侄孙 侄孙女 伯祖父 舅公"),
    (OTHER, 2, "孙媳 孙女婿"),
    # compounds
    (LAW, 2, "妻子的哥哥 妻子的弟弟 妻子的姐姐 妻子的妹妹 丈夫的哥哥 丈夫的弟弟 丈夫的姐姐 丈夫的妹妹 妻兄 夫弟"),
    (LAW, 1, "妻子的父亲 妻子的母亲 丈夫的父亲 丈夫的母亲 配偶的父亲 儿子的妻子 女儿的丈夫"),
    (
        LAW,
        2,
        "妻子的姐姐的丈夫 妻子的妹夫 丈夫的弟媳 妻子的嫂子 儿媳的父亲 女婿的母亲 儿子的岳父 女儿的公公 哥哥的妻子",
    ),
    (OTHER, 3, "妻子哥哥的儿子 妻子的姐姐的女儿 丈夫的侄子 丈夫的外甥 妻子的伯父 丈夫的姑母"),
    (LAW, 3, "侄子的妻子 外甥女的丈夫 姑姑的丈夫 叔叔的妻子 舅舅的爱人"),
    (LAW, 4, "表哥的妻子 堂妹的丈夫"),
    (SIDE, 3, "父亲的弟弟 母亲的姐姐 哥哥的儿子 姐姐的女儿"),
    (SIDE, 4, "父亲的弟弟的儿子 舅舅的女儿 姨妈的儿子"),
    (SIDE, 2, "父亲的儿子 母亲的女儿"),
    (DIRECT, 2, "父亲的父亲 母亲的母亲 儿子的儿子 女儿的女儿"),
    (DIRECT, 1, "妻子的儿子 丈夫的女儿 母亲的丈夫 哥哥的父亲"),
    (SPOUSE, 0, "儿子的母亲 女儿的父亲"),
    (OTHER, 5, "表哥的儿子 堂姐的女儿"),
    (OTHER, 2, "妻子的祖父 丈夫的外祖母"),
    (OTHER, 4, "嫂子的弟弟 姐夫的哥哥"),
    # run together: the longest word at each place
    (OTHER, 4, "妻表弟 夫堂姐 妻子表弟"),
    (LAW, 2, "妻大哥 儿媳父亲 女婿母亲"),
]
WORDS = [(word, kin, degree) for kin, degree, words in TABLE for word in words.split()]


def test_the_table_is_as_long_as_promised() -> None:
    assert len({word for word, _, _ in WORDS}) >= 160


@pytest.mark.parametrize(("word", "kin", "degree"), WORDS)
def test_class_and_degree(word: str, kin: Kin, degree: int) -> None:
    found = relation(word)
    assert found is not None
    assert (found.kin, found.degree) == (kin, degree)


@pytest.mark.parametrize("word", ["", "同学", "战友", "前妻", "的", "妻子的同事", "前夫的弟弟"])
def test_what_is_no_relation_is_not_guessed(word: str) -> None:
    assert relation(word) is None


@pytest.mark.parametrize(
    ("first", "second", "kin"),
    [
        ("儿子", "儿子", SPOUSE),  # both name the same child
        ("父亲", "父亲", SIDE),
        ("父亲", "伯父", SIDE),  # one's father is the other's uncle: cousins
        ("妻子", "妹妹", LAW),  # one's wife is the other's sister
        ("妻子", "女儿", LAW),
        ("儿媳", "女儿", LAW),  # 亲家
        ("祖父", "父亲", SIDE),
        ("外甥", "儿子", LAW),  # sister, or her husband: both withdraw
        ("父亲", "祖父", SIDE),
    ],
)
def test_people_who_share_a_relative(first: str, second: str, kin: Kin) -> None:
    found = between(first, second)
    assert found is not None
    assert found.kin is kin


def test_a_shared_relative_may_show_one_person_twice_or_nothing() -> None:
    assert between("妻子", "妻子") is None
    assert between("同学", "父亲") is None
    assert between("父亲", "同学") is None


def test_only_other_relatives_need_not_withdraw() -> None:
    assert [kin for kin in Kin if not kin.recuses] == [OTHER]


@given(st.sampled_from(sorted(_CHAINS)), st.sampled_from(sorted(_CHAINS)))
def test_spaces_and_links_change_nothing(first: str, second: str) -> None:
    assert relation(f"{first}的{second}") == relation(f" {first} 的 {second}（已故）")


def test_words_joined_by_de_are_not_read_as_another_word() -> None:
    assert relation("父的母") == relation("祖母")
    assert relation("父母") == relation("父亲")


@given(st.sampled_from(sorted(_CHAINS)), st.sampled_from(sorted(_CHAINS)))
def test_two_people_are_related_alike_from_either_side(first: str, second: str) -> None:
    there, back = between(first, second), between(second, first)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there.degree == back.degree
