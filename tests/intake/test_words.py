"""Résumé lines, annual reviews, dates and photos, as forms write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.intake.digits import compact, dotted
from archive_tool.intake.photos import packed, unpacked
from archive_tool.intake.resumes import lines, periods, seams
from archive_tool.intake.reviews import grades, written
from tests.intake.forms import JPEG


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("2004.08--2009.12  科员", {"from": "2004.08", "to": "2009.12", "text": "科员"}),
        ("2004.08--         科员", {"from": "2004.08", "text": "科员"}),
        ("2004.08-2009.12 科员", {"from": "2004.08", "to": "2009.12", "text": "科员"}),
        ("2004.08—2009.12科员", {"from": "2004.08", "to": "2009.12", "text": "科员"}),
        ("　2004年8月至2009年12月　科员", {"from": "2004.08", "to": "2009.12", "text": "科员"}),
        ("2004.08--至今  科员", {"from": "2004.08", "text": "科员"}),
        ("200408--200912：科员", {"from": "2004.08", "to": "2009.12", "text": "科员"}),
        ("2004--2009 科员", {"from": "2004", "to": "2009", "text": "科员"}),
        ("2004.08--2009.12  科员（其间：2006.09--2008.06在党校（云岭）学习）", {"from": "2004.08", "to": "2009.12", "text": "科员", "aside": "2006.09--2008.06在党校（云岭）学习"}),
        ("2004.08--2009.12", {"from": "2004.08", "to": "2009.12"}),
        ("2004.13--2009.12  科员", {"text": "2004.13--2009.12  科员"}),
        ("科员", {"text": "科员"}),
    ],
)  # fmt: skip
def test_a_line_is_a_period(line: str, period: dict[str, str]) -> None:
    found, undated = periods(line)
    assert found == [period]
    assert bool(undated) == ("from" not in period)


def test_asides_and_continued_lines_belong_to_the_period_above() -> None:
    text = "2004.08--2009.12  云岭市水务局\n                  科员\n                  （其间：2005.01--2005.06\n                  下派云岭镇；\n其间：2006年挂职）\n\n"
    assert periods(text)[0] == [
        {"from": "2004.08", "to": "2009.12", "text": "云岭市水务局科员", "aside": "2005.01--2005.06下派云岭镇；；2006年挂职"}
    ]


MONTHS = st.builds(lambda year, month: f"{year}.{month:02d}", st.integers(1970, 2026), st.integers(1, 12))
SAID = st.text("云岭市水务局科员、主任", min_size=1, max_size=12)
PERIODS = st.lists(st.fixed_dictionaries({"from": MONTHS, "text": SAID}, optional={"to": MONTHS, "aside": SAID}))


@given(PERIODS)
def test_periods_written_as_lines_are_the_same_periods(found: list[dict[str, str]]) -> None:
    assert periods(lines(found)) == (found, ())


def test_periods_join_in_the_month_in_which_the_one_before_ended() -> None:
    whole = [{"from": "2004.08", "to": "2009.12"}, {"from": "2009.12"}]
    assert seams(whole) == ()
    assert [seam.rule for seam in seams([{"from": "2004.08"}, {"from": "2009.12"}])] == ["I-107"]


@pytest.mark.parametrize(
    ("text", "years", "left"),
    [
        ("2022年优秀；2023年称职", "2022优秀 2023称职", ""),
        ("2022年度考核结果为优秀，2023年度：基本称职。", "2022优秀 2023基本称职", ""),
        ("2021、2022年均为优秀", "2021优秀 2022优秀", ""),
        ("2020年至2022年称职", "2020称职 2021称职 2022称职", ""),
        ("2023年不确定等次", "2023不定等次", ""),
        ("无", "", ""),
        ("", "", ""),
        ("近三年均称职", "", "近三年均称职"),
        ("2022年优秀；另：嘉奖一次", "2022优秀", "另：嘉奖一次"),
        ("优" * 3000, "", "优" * 60),
    ],
)  # fmt: skip
def test_reviews_are_a_grade_for_each_year(text: str, years: str, left: str) -> None:
    found, rest = grades(text)
    assert " ".join(each["year"] + each["grade"] for each in found) == years
    assert rest == left


@given(st.lists(st.fixed_dictionaries({"year": st.integers(1990, 2030).map(str), "grade": st.sampled_from(["优秀", "称职", "不合格", "不定等次"])})))
def test_reviews_written_and_read_are_the_same(found: list[dict[str, str]]) -> None:
    assert grades(written(found)) == (found, "")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("198310", "1983.10"), ("1983.10", "1983.10"), ("1983.3", "1983.03"), ("1983.1", ""), ("19831017", "1983.10.17"),
        ("1983-10-17", "1983.10.17"), ("1983年10月", "1983.10"), ("1983年10月17日", "1983.10.17"), ("1983", "1983"), ("1983年", "1983"),
        ("1983.10.", "1983.10"), ("198300", ""), ("19830230", ""), ("188310", ""), ("0000", ""), ("不详", ""), ("20156", ""), ("１９８３１０", "1983.10"),
    ],
)  # fmt: skip
def test_dates_in_every_way_of_writing(text: str, date: str) -> None:
    assert dotted(text) == date


@given(MONTHS)
def test_a_date_goes_to_the_form_and_back(month: str) -> None:
    assert dotted(compact(month)) == month
    assert compact("民盟") == "民盟"


@given(st.binary(max_size=50), st.sampled_from(["", "data:image/jpeg;base64,"]))
def test_a_photo_goes_into_text_and_back(rest: bytes, head: str) -> None:
    assert unpacked(packed(head, JPEG + rest)) == (head, JPEG + rest)
