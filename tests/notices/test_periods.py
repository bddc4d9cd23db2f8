"""Working days across holidays, against a table worked by hand from the State Council's notices for 2025 and 2026.

2025: 春节 1月28日至2月4日放假，1月26日、2月8日上班；国庆中秋 10月1日至8日放假，9月28日、10月11日上班。
2026: 春节 2月15日至23日放假，2月14日、2月28日上班；劳动节 5月1日至5日放假，5月9日上班；
国庆 10月1日至7日放假，9月20日、10月10日上班。
"""

from datetime import date

import pytest

from archive_tool.notices.drafting import postings
from archive_tool.notices.periods import Practice, counted_period, first_day, stated_period
from archive_tool.workdays import Calendar, YearTable

PRACTICE = Practice(Calendar())


# published, start, working days, end when the next working day counts first, end when the day of publication counts
TABLE = [
    # 春节 2026: 2-12 四, 2-13 五, 2-14 六(班), 15—23 休, 2-24 二, 2-25 三, 2-26 四, 2-27 五, 2-28 六(班)
    ("2026-02-12", "2026-02-12", 5, "2026-02-26", "2026-02-25"),
    ("2026-02-14", "2026-02-14", 5, "2026-02-28", "2026-02-27"),
    ("2026-02-13", "2026-02-24", 5, "2026-02-28", "2026-02-28"),
    # 劳动节 2026: 4-29 三, 4-30 四, 5-1—5 休, 5-6 三, 5-7 四, 5-8 五, 5-9 六(班), 5-11 一
    ("2026-04-29", "2026-04-29", 5, "2026-05-09", "2026-05-08"),
    ("2026-05-06", "2026-05-06", 5, "2026-05-12", "2026-05-11"),
    # 国庆 2026: 9-29 二, 9-30 三, 10-1—7 休, 10-8 四, 10-9 五, 10-10 六(班), 10-12 一, 10-13 二
    ("2026-09-29", "2026-09-29", 5, "2026-10-12", "2026-10-10"),
    ("2026-09-30", "2026-10-08", 5, "2026-10-13", "2026-10-13"),
    # 国庆中秋 2025: 9-26 五, 9-28 日(班), 9-29 一, 9-30 二, 10-1—8 休, 10-9 四, 10-10 五, 10-11 六(班), 10-13 一 … 10-16 四
    ("2025-09-26", "2025-09-26", 5, "2025-10-10", "2025-10-09"),
    ("2025-09-30", "2025-09-30", 7, "2025-10-16", "2025-10-15"),
    # 春节 2025: 1-24 五, 1-26 日(班), 1-27 一, 1-28—2-4 休, 2-5 三, 2-6 四, 2-7 五, 2-8 六(班)
    ("2025-01-24", "2025-01-24", 5, "2025-02-07", "2025-02-06"),
    # 平常一周: 2026-06-01 一
    ("2026-06-01", "2026-06-01", 5, "2026-06-08", "2026-06-05"),
    ("2026-06-06", "2026-06-06", 5, "2026-06-12", "2026-06-12"),
]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("published", "start", "number", "after", "same"), TABLE)
def test_ends_equal_the_table_in_both_conventions(published, start, number, after, same):
    for count_first, end in ((False, after), (True, same)):
        period = counted_period(day(published), day(start), number, PRACTICE, count_first=count_first)
        assert (period.end, period.workdays, period.provisional) == (day(end), number, False)
        stated = stated_period(day(published), day(start), day(end), PRACTICE, count_first=count_first)
        assert stated.workdays == number, "counting a stated period gives the number back"


def test_the_first_day_by_convention():
    assert first_day(day("2026-02-14"), PRACTICE, count_first=False) == day("2026-02-24")
    assert first_day(day("2026-02-14"), PRACTICE, count_first=True) == day("2026-02-14")


def test_an_unpublished_year_is_provisional_and_refused(made):
    case = made(replace={"published_on: 2026-05-08": "published_on: 2029-12-27", "start: 2026-05-11": "start: 2029-12-28"})
    posting = postings(case, PRACTICE, day("2029-12-28"))[0]
    assert posting.notice.period.provisional
    assert [f.rule for f in posting.findings if f.stops] == ["N-105"]


def test_an_organisations_own_year_makes_it_certain(made):
    case = made(replace={"published_on: 2026-05-08": "published_on: 2029-12-27", "start: 2026-05-11": "start: 2029-12-28"})
    years = {
        2029: YearTable(2029, off=frozenset({day("2029-12-31")})),
        2030: YearTable(2030, off=frozenset({day("2030-01-01")})),
    }
    posting = postings(case, Practice(Calendar(years)), day("2029-12-28"))[0]
    assert (posting.notice.period.end, posting.findings) == (day("2030-01-07"), ())


def test_the_house_rule_and_the_records_own_word(made):
    changed = {"  start: 2026-05-11\n  workdays: 5\n": ""}
    ends = {}
    for name, practice, extra in (
        ("next day", PRACTICE, ""),
        ("same day by rule", Practice(Calendar(), count_first=True), ""),
        ("same day in the record", PRACTICE, "  count_first_day: 是\n"),
        ("seven days by rule", Practice(Calendar(), workdays=7), ""),
    ):
        replace = {next(iter(changed)): extra}
        ends[name] = postings(made(replace=replace), practice, day("2026-05-08"))[0].notice.period.end
    # 2026-05-08 五, 5-9 六(班), 5-11 一 … 5-14 四, 5-15 五, 5-18 一: 当日计入则 8、9、11、12、13
    assert ends == {
        "next day": day("2026-05-14"),
        "same day by rule": day("2026-05-13"),
        "same day in the record": day("2026-05-13"),
        "seven days by rule": day("2026-05-18"),
    }
