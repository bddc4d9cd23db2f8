"""The arithmetic of ballots, by example and by law."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.model.places import Place
from archive_tool.model.tree import Group, Leaf, Rows
from archive_tool.procedure import tallies

HERE = Place("case.yaml", 1)
Read = Callable[[str], Group]


def slips(found) -> list[tuple[str, str, str, bool]]:
    return [(slip.path, str(slip.found), str(slip.due), slip.is_doubt) for slip in found]


@pytest.mark.parametrize(
    ("head", "due"),
    [
        ("issued: 40\nreturned: 41", [("returned", "41", "40", False)]),
        ("issued: 40\nreturned: 40\nvalid: 39\ninvalid: 0", [("valid", "39", "40", False)]),
        ("issued: 40\nreturned: 40\nvalid: 38\ninvalid: 1", [("valid", "39", "40", False)]),
        ("returned: 40\nvalid: 41", [("valid", "41", "40", False)]),
        ("returned: 40\nvalid: 41\ninvalid: 0", [("valid", "41", "40", False)]),
        ("returned: 是\nvalid: 41", []),  # a yes is no number
        ("returned: 40\nvalid: 40", []),
        ("expected: 40\npresent: 41", [("present", "41", "40", True)]),
        ("issued: 40\npresent: 41", [("issued", "40", "41", True)]),
        ("issued: 40\npresent: 41\nissued_differs_reason: 一人中途离会", []),
        ("issued: 40\nreturned: 38\nvalid: 37\ninvalid: 1\npresent: 40\nexpected: 46", []),
        ("valid: 10\ngroups: [{name: 甲, valid: 4}, {name: 乙, valid: 5}]", [("groups", "9", "10", False)]),
        ("valid: 10\ngroups: [{name: 甲, valid: 4}, {name: 乙}]", []),
        ("valid: 10\ngroups: [{name: 甲}, {name: 乙}]", []),
        ("groups: [{name: 甲, valid: 4}, {name: 乙, valid: 5}]", []),
    ],
)
def test_the_head_of_a_tally(head: str, due: list, read_group: Read) -> None:
    assert slips(tallies.counted(read_group(head))) == due


def test_a_number_below_nothing_is_a_slip() -> None:
    tally = Group({"invalid": Leaf(-1, "-1", HERE)}, HERE)
    assert slips(tallies.counted(tally)) == [("invalid", "-1", "0", False)]


@pytest.mark.parametrize(
    ("body", "due"),
    [
        ("valid: 10\nrows: [{total: 11}]", [("rows[0].total", "11", "10", False), ("rows", "11", "10", False)]),
        ("valid: 10\nrows: [{total: 6}, {total: 3}]", [("rows", "9", "10", True)]),
        ("valid: 10\nabstain: 1\nrows: [{total: 6}, {total: 3}]", []),
        ("valid: 10\nabstain: 1\nrows: [{total: 6}, {total: 2}]", [("rows", "9", "10", True)]),
        ("valid: 10\nabstain: 2\nrows: [{total: 6}, {total: 3}]", [("rows", "11", "10", False)]),
        ("valid: 10\nrows: [{total: 6}, {name: 甲}]", []),
        ("valid: 10\nrows: [{name: 甲}]", []),
        ("valid: 10\nrows: []", []),
        ("rows: [{total: 6}]", []),
        ("valid: 10\nheadcount: 2\nrows: [{total: 10}, {total: 9}]", []),
        ("valid: 10\nchoose: 2\nrows: [{total: 10}, {total: 10}, {total: 1}]", [("rows", "21", "20", False)]),
        ("valid: 3\nrows: [{total: 2, share: 66.66%}, {total: 1, share: 33.33%}]", []),  # a hundredth either way
        ("valid: 3\nrows: [{total: 2, share: 66.60%}, {total: 1}]", [("rows[0].share", "66.60%", "66.67%", False)]),
        ("valid: 4\npresent: 5\nbase: 参加人数\nrows: [{total: 4, share: 80.00%}]", []),
        ("valid: 4\nreturned: 5\nrows: [{total: 4, share: 80.00%}]", [("rows[0].share", "80.00%", "100.00%", False)]),
        (
            "valid: 7\nheadcount: 2\nrows: [{total: 5, rank: 1}, {total: 4, rank: 2}, {total: 4, rank: 2}, {total: 1, rank: 4}]",
            [],
        ),
        (
            "valid: 7\nheadcount: 2\nrows: [{total: 4, rank: 2}, {total: 3, rank: 2}]",
            [("rows[0].rank", "2", "1", False)],
        ),
        ("valid: 5\nrows: [{total: 5, votes_by_group: {甲: 2, 乙: 2}}]", [("rows[0].votes_by_group", "4", "5", False)]),
        ("valid: 5\nrows: [{total: 5, votes_by_group: {甲: 2, 乙: 不详}}]", []),
        ("valid: 5\nrows: [{total: 5, votes_by_group: {}}]", []),  # nothing is said there
        ("rows: []", []),
    ],
)
def test_votes_by_person(body: str, due: list, read_group: Read) -> None:
    assert slips(tallies.voted(read_group(body), "有效票")) == due


def test_the_base_of_shares_is_the_tallys_own_or_the_organisations(read_group: Read) -> None:
    tally = read_group("valid: 4\npresent: 6\nreturned: 5")
    assert tallies.base_of(tally, "有效票") == 4
    assert tallies.base_of(tally, "收回票") == 5
    assert tallies.base_of(read_group("valid: 4\npresent: 6\nbase: 参加人数"), "有效票") == 6
    assert tallies.base_of(read_group("valid: 4\npresent: 6\nbase: 全体"), "收回票") == 4


@pytest.mark.parametrize(
    ("body", "due"),
    [
        ("valid: 10\nrows: [{dimension: 德, excellent: 8, competent: 1, unknown: 1}]", []),
        ("valid: 10\nrows: [{dimension: 德, excellent: 8, competent: 1}]", [("rows[0]", "9", "10", False)]),
        ("valid: 10\nrows: [{dimension: 德}]", []),
        ("valid: 10\ngroups: [{name: 甲, valid: 4}]\nrows: [{dimension: 德, group: 甲, excellent: 4}]", []),
        (
            "valid: 10\ngroups: [{name: 甲, valid: 4}]\nrows: [{dimension: 德, group: 甲, excellent: 5}]",
            [("rows[0]", "5", "4", False)],
        ),
    ],
)
def test_rows_of_an_assessment(body: str, due: list, read_group: Read) -> None:
    assert slips(tallies.graded(read_group(body))) == due


@pytest.mark.parametrize(
    ("body", "due"),
    [
        (
            "valid: 5\nrows: [{answers: {甲: 3, 乙: 2}}, {answers: {甲: 3, 乙: 3}}]",
            [("rows[1].answers", "6", "5", False)],
        ),
        ("valid: 5\nrows: [{answers: {甲: 5, 乙: ''}}]", []),  # nobody chose it
        ("rows: [{answers: {甲: 6}}]", []),
        ("valid: 5\nrows: [{question: 总体评价}]", []),
    ],
)
def test_answers_never_exceed_the_forms(body: str, due: list, read_group: Read) -> None:
    assert slips(tallies.answered(read_group(body))) == due


def test_what_was_compared_is_said_in_both_languages(read_group: Read) -> None:
    row = read_group("valid: 4\nrows: [{total: 4, share: 90.00%, rank: 2, votes_by_group: {甲: 3}}]")
    grades = read_group("valid: 4\nrows: [{dimension: 德, excellent: 3}]")
    assert [(slip.what.zh, slip.what.en) for slip in (*tallies.voted(row, ""), *tallies.graded(grades))] == [
        ("得票率", "share"),
        ("排名", "rank"),
        ("分类得票合计应等于得票数", "the votes by group must add up"),
        ("“德”各等次合计应等于有效票", "the grades of “德” must make the valid ballots"),
    ]


def test_weights_and_weighted_totals(read_group: Read) -> None:
    body = """
weights: [{dimension: 德, weight: 60}, {dimension: 能, weight: 40}]
rows:
  - {candidate: a, dimension: 德, score: 90, total: 86}
  - {candidate: a, dimension: 能, score: 80}
  - {candidate: b, dimension: 德, score: 90, total: 90}
  - {candidate: b, dimension: 能, score: 80}
  - {candidate: c, dimension: 德, score: 90, total: 86.01%}
  - {candidate: c, dimension: 能, score: 80}
  - {candidate: c, dimension: 体能, score: 20}
  - {candidate: d, dimension: 德, score: 缺考, total: 0}
"""
    assert slips(tallies.weighted(read_group(body))) == [("rows[2].total", "90", "86.00", False)]
    assert slips(tallies.weighted(read_group("weights: [{dimension: 德, weight: 60}]"))) == [
        ("weights", "60", "100", False)
    ]
    assert slips(tallies.weighted(read_group("method: 无"))) == []


def test_rounding_is_half_up_and_no_base_has_no_share() -> None:
    assert tallies.share(1, 3) == Decimal("33.33")
    assert tallies.share(1, 8) == Decimal("12.50")
    assert tallies.share(1, 800) == Decimal("0.13")  # 0.125
    assert tallies.share(3, 0) == Decimal("0.00")


votes = st.lists(st.integers(0, 200), min_size=1, max_size=8)


@given(votes)
def test_ranks_follow_votes_and_ties_share_a_rank(totals: list[int]) -> None:
    ranks = tallies.ranks(totals)
    assert min(ranks) == 1
    for one, own in zip(totals, ranks, strict=True):
        assert own == 1 + sum(other > one for other in totals)


@given(votes, st.integers(0, 5), st.integers(0, 5))
def test_what_was_counted_right_has_no_slip(totals: list[int], invalid: int, absent: int) -> None:
    valid = sum(totals)
    ranks = tallies.ranks(totals)

    def leaf(number: int | Decimal) -> Leaf:
        return Leaf(number, str(number), HERE)

    rows = Rows(tuple(
        Group({"total": leaf(total), "rank": leaf(rank), "share": leaf(tallies.share(total, valid))}, HERE)
        for total, rank in zip(totals, ranks, strict=True)
    ), HERE)  # fmt: skip
    present = valid + invalid
    tally = Group({
        "expected": leaf(present + absent), "present": leaf(present), "issued": leaf(present), "returned": leaf(present),
        "valid": leaf(valid), "invalid": leaf(invalid), "rows": rows,
    }, HERE)  # fmt: skip
    assert list(tallies.counted(tally)) == []
    assert list(tallies.voted(tally, "有效票")) == []
