"""Folding: both scripts, both widths, one spelling; character by character, so that offsets stay."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.folding import fold

EVERY_CHARACTER = [chr(code) for code in range(0x110000)]
texts = st.text(st.characters(exclude_categories=()) | st.sampled_from("幹干乾复覆ＡａA１1　 \n〇零0后後"))


@given(texts, texts)
def test_the_law_a_joined_text_folds_to_the_joined_foldings(a: str, b: str) -> None:
    assert fold(a + b) == fold(a) + fold(b)


def test_every_character_becomes_one_and_folding_twice_changes_nothing() -> None:
    everything = "".join(EVERY_CHARACTER)
    folded = fold(everything)
    assert len(folded) == len(everything)
    assert fold(folded) == folded
    assert fold(everything[:5_000]) == "".join(map(fold, everything[:5_000]))


@pytest.mark.parametrize(
    ("written", "same_as"),
    [
        ("幹部考察材料", "干部考察材料"),
        ("瞭解情況", "了解情况"),
        ("乾淨", "干净"),
        ("鍾南山", "钟南山"),
        ("衞生局", "卫生局"),
        ("ＡＢＣ１２３", "abc123"),
        ("考察\u3000材料", "考察 材料"),
        ("⻓江⼀号", "长江一号"),
        ("艾力・买买提", "艾力·买买提"),
        ("某任〔2024〕5号", "某任[2024]5号"),
        ("Ⅷ", "ⅷ"),
    ],
)
def test_one_spelling(written: str, same_as: str) -> None:
    assert fold(written) == fold(same_as)


@pytest.mark.parametrize(("one", "other"), [("著作", "着作"), ("零", "0"), ("〇", "零"), ("二十", "20"), ("答复", "答覆")])
def test_what_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_table_is_opencc_asked_for_single_characters() -> None:
    import opencc
    simplified = opencc.OpenCC("t2s").convert
    apart = [
        char
        for char in EVERY_CHARACTER[0x3400:0xA000] + EVERY_CHARACTER[0x20000:0x323B0]
        if unicodedata.category(char) != "Cn" and fold(simplified(char)) != fold(char)
    ]
    assert apart == []


@pytest.mark.parametrize("script", ["s2t", "s2hk"])
def test_every_common_character_comes_back_from_traditional(script: str) -> None:
    import opencc
    traditional = opencc.OpenCC(script).convert
    common = [
        char
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        for char in bytes([row, cell]).decode("gb2312", "ignore")
    ]
    assert len(common) == 6763
    assert [(char, traditional(char)) for char in common if fold(traditional(char)) != fold(char)] == []
