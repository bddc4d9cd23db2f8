from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.model.dates import Month, Year
from archive_tool.records.dates import Trouble, parse_date, parse_time, parse_year, precision

HAN = "〇一二三四五六七八九"


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else HAN[tens] + "十") + (HAN[ones] if ones else "")


def han_year(year: int) -> str:
    return "".join(HAN[int(digit)] for digit in str(year))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-3-5", date(2024, 3, 5)),
        ("2024.3.5", date(2024, 3, 5)),
        ("2024.03.05", date(2024, 3, 5)),
        ("2024年3月5日", date(2024, 3, 5)),
        ("2024 年 3 月 5 日", date(2024, 3, 5)),
        ("２０２４年３月５日", date(2024, 3, 5)),
        ("二〇二四年三月五日", date(2024, 3, 5)),
        ("二零二四年十二月三十一日", date(2024, 12, 31)),
        ("二○二四年十月二十日", date(2024, 10, 20)),
        ("2024年3月", Month(2024, 3)),
        ("2024.03", Month(2024, 3)),
        ("1983.10", Month(1983, 10)),
        ("2024.3", Month(2024, 3)),
        ("2024-1", Month(2024, 1)),
        ("二〇二四年三月", Month(2024, 3)),
        ("2024", Year(2024)),
        ("2024年", Year(2024)),
        ("二〇二四年", Year(2024)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_dates_as_people_write_them_keep_their_precision(text, meant):
    assert parse_date(text) == meant


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("1983.1", Trouble.AMBIGUOUS),  # January, or an October that lost its zero
        ("24.3.5", Trouble.AMBIGUOUS),
        ("03/05/2024", Trouble.AMBIGUOUS),
        ("5-3-2024", Trouble.AMBIGUOUS),
        ("2024/3/5", Trouble.AMBIGUOUS),
        ("2024/3", Trouble.AMBIGUOUS),
        ("2024-3.5", Trouble.AMBIGUOUS),
        ("20240305", Trouble.AMBIGUOUS),
        ("202403", Trouble.AMBIGUOUS),
        ("2026-02-30", Trouble.IMPOSSIBLE),
        ("2024.13", Trouble.IMPOSSIBLE),
        ("二〇二四年二月三十日", Trouble.IMPOSSIBLE),
        ("二〇二四年三五月", Trouble.IMPOSSIBLE),
        ("0202年3月", Trouble.IMPOSSIBLE),
        ("3024-01-01", Trouble.IMPOSSIBLE),
        ("至今", Trouble.UNKNOWN),
        ("三月五日", Trouble.UNKNOWN),
        ("2024-03-05 10:00", Trouble.UNKNOWN),
        ("٢٠٢٤-٠٣-٠٥", Trouble.UNKNOWN),
        ("", Trouble.UNKNOWN),
    ],
)
def test_what_is_no_date_or_two_is_refused(text, trouble):
    assert parse_date(text) is trouble


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_form_of_a_day_means_that_day(day):
    forms = (
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month:02d}月{day.day:02d}日",
        f"{han_year(day.year)}年{han(day.month)}月{han(day.day)}日",
    )
    assert {parse_date(form) for form in forms} == {day}


@given(st.integers(1900, 2199), st.integers(1, 12))
def test_every_form_of_a_month_means_that_month(year, month):
    forms = (f"{year}-{month:02d}", f"{year}.{month:02d}", f"{year}年{month}月", f"{han_year(year)}年{han(month)}月")
    assert {parse_date(form) for form in forms} == {Month(year, month)}


@given(st.text("0123456789年月日.-/ 〇一二十", max_size=12))
def test_whatever_is_written_it_is_a_date_or_a_reason(text):
    found = parse_date(text)
    assert isinstance(found, date | Month | Year | Trouble)
    if not isinstance(found, Trouble):
        assert precision(found) in {"day", "month", "year"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9:30", time(9, 30)),
        ("09:30", time(9, 30)),
        ("9：30", time(9, 30)),
        ("9时", time(9)),
        ("9时5分", time(9, 5)),
        ("下午3时", time(15)),
        ("上午9:00", time(9)),
        ("晚上8点", time(20)),
        ("下午12:30", time(12, 30)),
        ("14:00", time(14)),
        ("25:00", None),
        ("9:60", None),
        ("下午13:00", None),
        ("上午12:00", None),
        ("9点半", None),
        ("570", None),
    ],
)
def test_times_of_day(text, meant):
    assert parse_time(text) == meant


def test_a_year_is_a_year_and_nothing_finer():
    assert parse_year("2026年") == Year(2026)
    assert parse_year("2026-03") is Trouble.UNKNOWN
    assert parse_year("26") is Trouble.UNKNOWN
