"""Working days against the published calendars and against a second library."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.model.places import Place
from archive_tool.model.tree import Group, Leaf, Rows
from archive_tool.workdays import (
    PUBLISHED,
    Calendar,
    Count,
    Deadline,
    YearTable,
    add_workdays,
    next_workday,
    period,
    workdays_between,
    year_table,
)

STATE = Calendar()
HERE = Place("calendar/2027.yaml", 1)


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_published_day_equals_the_second_library(year: int) -> None:
    oracle = holidays.country_holidays("CN", years=range(year - 1, year + 2))
    differing = [day for day in days_of(year) if STATE.is_workday(day) != oracle.is_working_day(day)]
    assert differing == []


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 4), True),  # Sunday made up for 春节
        (date(2024, 2, 9), True),  # 除夕 2024 was no public holiday
        (date(2024, 2, 12), False),
        (date(2024, 2, 18), True),
        (date(2024, 9, 29), True),  # Sunday made up for 国庆
        (date(2024, 10, 7), False),
        (date(2024, 10, 12), True),
        (date(2020, 1, 31), False),  # 2020: 春节 prolonged
        (date(2026, 2, 14), True),
        (date(2026, 10, 10), True),
    ],
)
def test_days_around_the_long_holidays(day: date, works: bool) -> None:
    assert STATE.is_workday(day) is works


def test_five_days_over_spring_festival_by_both_conventions() -> None:
    friday = date(2024, 2, 9)
    assert add_workdays(friday, 5, STATE) == Deadline(date(2024, 2, 22))  # 18 (Sunday), 19, 20, 21, 22
    assert add_workdays(friday, 5, STATE, count_first=True) == Deadline(date(2024, 2, 21))


def test_five_days_over_national_day_by_both_conventions() -> None:
    monday = date(2024, 9, 30)
    assert add_workdays(monday, 5, STATE) == Deadline(date(2024, 10, 12))  # 8, 9, 10, 11, 12 (Saturday)
    assert add_workdays(monday, 5, STATE, count_first=True) == Deadline(date(2024, 10, 11))


def test_an_ordinary_week_counts_as_notices_print_it() -> None:
    monday, friday = date(2024, 3, 4), date(2024, 3, 8)
    assert workdays_between(monday, friday, STATE) == Count(5)
    assert period(monday, monday, friday, STATE) == Count(4)
    assert period(monday, monday, friday, STATE, count_first=True) == Count(5)


def test_days_before_the_start_never_count() -> None:
    assert period(date(2024, 3, 1), date(2024, 3, 4), date(2024, 3, 8), STATE, count_first=True) == Count(5)
    assert period(date(2024, 3, 1), date(2024, 3, 4), date(2024, 3, 8), STATE) == Count(5)


def test_a_first_day_off_does_not_count_even_when_first_days_do() -> None:
    assert add_workdays(date(2024, 3, 9), 1, STATE, count_first=True) == Deadline(date(2024, 3, 11))
    assert next_workday(date(2024, 3, 8), STATE) == Deadline(date(2024, 3, 11))


def test_an_empty_window_has_no_days() -> None:
    assert workdays_between(date(2024, 3, 8), date(2024, 3, 4), STATE) == Count(0)


def test_a_year_that_is_not_published_is_provisional() -> None:
    assert 2027 not in PUBLISHED
    assert add_workdays(date(2026, 12, 30), 5, STATE).provisional
    assert workdays_between(date(2027, 3, 1), date(2027, 3, 5), STATE) == Count(5, provisional=True)
    assert not workdays_between(date(2026, 12, 28), date(2026, 12, 31), STATE).provisional


def test_a_period_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="0"):
        add_workdays(date(2024, 3, 4), 0, STATE)


def test_an_organisations_year_file_wins_and_makes_the_year_known() -> None:
    def leaf(when: date | int | str) -> Leaf:
        return Leaf(when, str(when), HERE)

    record = Group(
        {
            "year": leaf(2027),
            "notice": leaf("国办发明电〔2026〕9号"),
            "off": Rows(
                (Group({"from": leaf(date(2027, 2, 5)), "to": leaf(date(2027, 2, 11))}, HERE), leaf(date(2027, 1, 1))),
                HERE,
            ),
            "work": Rows((leaf(date(2027, 2, 14)),), HERE),
        },
        HERE,
    )
    table = year_table(record)
    assert table.notice == "国办发明电〔2026〕9号"
    own = Calendar({2027: table})
    assert [own.is_workday(date(2027, 2, day)) for day in (4, 5, 11, 12, 13, 14)] == [
        True,
        False,
        False,
        True,
        False,
        True,
    ]
    assert not own.is_workday(date(2027, 1, 1))
    assert add_workdays(date(2027, 2, 4), 2, own) == Deadline(date(2027, 2, 14))


def test_a_year_file_without_notice_or_with_half_a_range_reads_what_is_there() -> None:
    half = Group({"from": Leaf(date(2028, 1, 1), "2028-01-01", HERE)}, HERE)
    record = Group({"year": Leaf("2028", "2028", HERE), "off": Rows((half,), HERE)}, HERE)
    assert year_table(record) == YearTable(2028)


some_day = st.dates(date(2004, 1, 1), date(2026, 11, 30))


@given(some_day, st.integers(1, 20))
def test_counting_back_what_was_added_gives_the_same_number(day: date, number: int) -> None:
    reached = add_workdays(day, number, STATE).on
    assert period(day, day, reached, STATE).days == number
    assert STATE.is_workday(reached)


@given(some_day, st.integers(1, 20))
def test_counting_the_first_day_never_ends_later(day: date, number: int) -> None:
    by_law, by_habit = add_workdays(day, number, STATE), add_workdays(day, number, STATE, count_first=True)
    assert by_habit.on <= by_law.on
    assert (by_habit.on < by_law.on) == STATE.is_workday(day)
