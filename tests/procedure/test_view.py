"""Days as the rules compare them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.model.dates import Month, Year
from archive_tool.procedure.view import a_year_after, is_after, years_between


def test_a_year_after_a_leap_day_ends_in_february() -> None:
    assert a_year_after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert a_year_after(date(2024, 3, 1)) == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("one", "other", "after"),
    [
        (date(2026, 4, 2), date(2026, 4, 1), True),
        (date(2026, 4, 1), date(2026, 4, 1), False),
        (Month(2026, 5), date(2026, 4, 30), True),
        (Month(2026, 4), date(2026, 4, 1), False),  # it may have been the first
        (date(2026, 4, 30), Month(2026, 4), False),
        (date(2027, 1, 1), Year(2026), True),
        (None, date(2026, 4, 1), False),
        (date(2026, 4, 1), None, False),
    ],
)
def test_a_day_is_late_only_however_the_month_is_read(one, other, after: bool) -> None:
    assert is_after(one, other) is after


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        (date(2023, 4, 10), date(2026, 4, 10), 3),
        (date(2023, 4, 11), date(2026, 4, 10), 2),
        (Month(2023, 4), date(2026, 4, 10), 3),
        (Month(2023, 5), date(2026, 4, 10), 2),
        (Year(2023), Month(2026, 1), 3),
    ],
)
def test_full_years_favour_the_person(since, until, years: int) -> None:
    assert years_between(since, until) == years


@given(st.dates(date(1950, 1, 1), date(2040, 12, 31)))
def test_a_year_after_is_one_full_year(day: date) -> None:
    assert years_between(day, a_year_after(day)) == (0 if (day.month, day.day) == (2, 29) else 1)
