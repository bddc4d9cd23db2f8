"""Stretches of time as people write them."""

from datetime import date

import pytest

from archive_tool.errors import WrongUsage
from archive_tool.search.dates import bounds, days_of, period
from tests.search.conftest import TODAY


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024年", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024.3.5", "2024-03-05", "2024-03-05"),
        ("2024/3/5", "2024-03-05", "2024-03-05"),
        ("2024年3月5日", "2024-03-05", "2024-03-05"),
        ("二〇二四年三月五日", "2024-03-05", "2024-03-05"),
        ("2024年 十二月", "2024-12-01", "2024-12-31"),
        ("20240305", "2024-03-05", "2024-03-05"),
        ("202402", "2024-02-01", "2024-02-29"),
        ("今天", "2026-06-15", "2026-06-15"),
        ("昨天", "2026-06-14", "2026-06-14"),
        ("本周", "2026-06-15", "2026-06-21"),
        ("上周", "2026-06-08", "2026-06-14"),
        ("本月", "2026-06-01", "2026-06-30"),
        ("上个月", "2026-05-01", "2026-05-31"),
        ("今年", "2026-01-01", "2026-12-31"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("前年", "2024-01-01", "2024-12-31"),
        ("上半年", "2026-01-01", "2026-06-30"),
        ("去年下半年", "2025-07-01", "2025-12-31"),
        ("2024年上半年", "2024-01-01", "2024-06-30"),
        ("二季度", "2026-04-01", "2026-06-30"),
        ("2024年第四季度", "2024-10-01", "2024-12-31"),
        ("2024q1", "2024-01-01", "2024-03-31"),
        ("近三年", "2023-06-15", "2026-06-15"),
        ("最近6个月", "2025-12-15", "2026-06-15"),
        ("近10天", "2026-06-05", "2026-06-15"),
        ("近2周", "2026-06-01", "2026-06-15"),
        ("2019年以来", "2019-01-01", "9999-12-31"),
        ("2019至今", "2019-01-01", "9999-12-31"),
        ("2020年以前", "0001-01-01", "2020-12-31"),
        ("2019年至2021年", "2019-01-01", "2021-12-31"),
    ],
)
def test_what_is_meant(written: str, first: str, last: str) -> None:
    found = period(written, TODAY)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_a_month_further_back_may_be_shorter() -> None:
    assert period("近1个月", date(2026, 3, 31)).first == date(2026, 2, 28)
    assert period("上月", date(2026, 1, 31)).first == date(2025, 12, 1)


@pytest.mark.parametrize("written", ["", "某日", "2024-13", "0000", "2024-02-30", "某年上半年", "某某以来", "某某以前", "2021至2019", "甲至乙"])
def test_what_means_no_time(written: str) -> None:
    with pytest.raises(WrongUsage):
        period(written, TODAY)


def test_open_ends() -> None:
    assert bounds("", "2020", TODAY).first == date(1, 1, 1)
    assert bounds("2020", "", TODAY).last == date(9999, 12, 31)


def test_dates_of_entries_keep_their_precision() -> None:
    assert days_of("") is None
    assert days_of("2024-03").last == date(2024, 3, 31)
