"""What is kept of a text for searching, and its grams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.folding import fold
from archive_tool.search.words import grams, kept, kept_with_places, needed, spellings

texts = st.text(st.characters(exclude_categories=()) | st.sampled_from("幹部考察 \n\u3000\u200b，。Aa12"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("考 察\n组", "考察组"),
        ("考\u200b察", "考察"),
        ("考 \u200b 察", "考察"),
        ("2024 年", "2024 年"),
        ("Zhang\n  San", "zhang san"),
        ("察。\n考", "察。 考"),
        ("a\x00b", "ab"),
    ],
)
def test_blanks_between_han_characters_and_what_nobody_sees_are_dropped(text: str, left: str) -> None:
    assert kept(text) == left


@given(texts)
def test_every_kept_character_has_its_place_in_the_original(text: str) -> None:
    said, places = kept_with_places(text)
    assert said == kept(text)
    assert [fold(text[place]) for place in places] == list(said)
    assert list(places) == sorted(set(places))


@given(texts)
def test_keeping_twice_changes_nothing(text: str) -> None:
    assert kept(kept(text)) == kept(text)


@given(texts, st.data())
def test_a_text_has_all_the_grams_that_a_piece_of_it_needs(text: str, data: st.DataObject) -> None:
    said = kept(text)
    start = data.draw(st.integers(0, len(said)))
    piece = said[start : data.draw(st.integers(start, len(said)))]
    assert needed(piece) <= grams(said)


def test_a_lone_character_needs_itself_and_a_run_its_pairs() -> None:
    assert needed("考察，组") == {"考察", "组"}


def test_words_that_traditional_spells_with_another_character() -> None:
    assert spellings("答复意见") == ("答复意见", "答覆意见")
    assert spellings("覆函") == ("覆函", "复函")
    assert spellings("覆盖") == ("覆盖",)


@pytest.mark.parametrize("word", ["答复", "回复", "批复", "复函", "了解情况", "干部任免", "坐标", "凭借", "征求意见", "联系"])
def test_what_opencc_makes_of_a_word_is_found(word: str) -> None:
    import opencc
    assert kept(opencc.OpenCC("s2t").convert(word)) in spellings(kept(word))
