"""Reference codes: the organisation's rule, the register, and an archive room's list."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.errors import Unreadable, WrongUsage
from archive_tool.packages.code_lists import ListRow, match, merged
from archive_tool.packages.codes import (
    ASSIGNED,
    IMPORTED,
    WITH_OFFICE,
    WITHOUT_OFFICE,
    Coded,
    CodeRule,
    assign,
    examine,
    parse_register,
    register_bytes,
)
from archive_tool.packages.holdings import Held, arranged
from archive_tool.packages.reading import Catalogue, PackedItem

FIXED = {"全宗号": "0107", "门类": "WS", "机构": "ZZB"}
RULE = CodeRule(WITH_OFFICE, FIXED)


def held(code: str, number: int = 0, *, case: str = "KC-2026-001", retention: str = "永久", year: int = 2026, title: str = "", date: str = "20260420", sequence: int = 1, supplement: str = "") -> Held:
    key = f"{code}-{number}" if number else code
    item = PackedItem(
        key, code, number, sequence, f"{code}_材料", code[0], title or f"材料{key}", False, "材料", date, "", "云岫市委组织部",
        "工作秘密", retention, False, "", (), (), (), "", 3, (),
    )  # fmt: skip
    name = f"考察档案-{case}-{retention}{supplement}"
    catalogue = Catalogue(
        name, case, "appointment", "题名", year, retention, False, "2026-06-30", "经办人甲", "", {}, (name,), None, (), (item,), (), {},
    )  # fmt: skip
    return Held(f"archive/{year}/{name}.zip", catalogue, item)


def coded(code: str, item: Held, origin: str = ASSIGNED) -> Coded:
    return Coded(*item.key, code, origin, "2027-03-01", "经办人甲")


def test_a_code_is_written_as_the_standard_has_it() -> None:
    assert RULE.code(held("C6"), 1) == "0107-WS·2026-Y-ZZB-0001"
    assert RULE.code(held("C6", retention="10年"), 12) == "0107-WS·2026-D10-ZZB-0012"
    assert CodeRule(WITHOUT_OFFICE, FIXED).code(held("C6", retention="30年"), 3) == "0107-WS·2026-D30-0003"


def test_an_organisation_may_have_another_shape() -> None:
    rule = CodeRule("{全宗号}/{年度}/{案卷编号}/{件号:2}", FIXED)
    assert rule.code(held("C6"), 7) == "0107/2026/KC-2026-001/07"
    assert rule.split("0107/2026/KC-2026-001/07") == ("0107/2026/KC-2026-001/#", 7)


@pytest.mark.parametrize("pattern", ["{全宗号}-{件}", "{全宗号}", "{件号}{件号}", "{件号}-{", "{件号}-}"])
def test_a_rule_that_cannot_be_followed_is_named(pattern: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        CodeRule(pattern, FIXED)
    assert caught.value.key == "codes.bad_rule"


def test_what_the_rule_needs_and_nobody_said_is_named() -> None:
    with pytest.raises(WrongUsage) as caught:
        CodeRule(WITH_OFFICE, {**FIXED, "全宗号": "", "机构": ""})
    assert caught.value.facts["lacking"] == "全宗号、机构"


@given(number=st.integers(1, 999_999_999), year=st.integers(1949, 9999), retention=st.sampled_from(["永久", "30年", "10年", "短期"]))
def test_a_code_gives_back_its_class_and_number(number: int, year: int, retention: str) -> None:
    item = held("C6", retention=retention, year=year)
    assert RULE.split(RULE.code(item, number)) == (RULE.lowest_class(item), number)


def test_numbers_run_inside_the_class_and_go_on_where_they_stopped() -> None:
    items = [held("A1"), held("B1"), held("C2c", retention="10年"), held("C6")]
    before = [coded("0107-WS·2026-Y-ZZB-0007", held("Z1", case="KC-2026-000"))]
    given_codes = assign(RULE, items, before, "2027-03-01", "经办人甲")
    assert [each.code for each in given_codes] == [
        "0107-WS·2026-Y-ZZB-0008", "0107-WS·2026-Y-ZZB-0009", "0107-WS·2026-D10-ZZB-0001", "0107-WS·2026-Y-ZZB-0010",
    ]  # fmt: skip
    assert assign(RULE, items, [*before, *given_codes], "2027-03-02", "经办人甲") == ()


def test_items_are_arranged_by_year_case_retention_and_sequence() -> None:
    later = held("C5", supplement="-补充10")
    early = held("C5", supplement="-补充2")
    items = [later, early, held("B1", retention="10年"), held("C6", sequence=2), held("A1"), held("A1", case="KC-2025-009", year=2025)]
    assert [(each.catalogue.package, each.item.item) for each in arranged(items)] == [
        ("考察档案-KC-2025-009-永久", "A1"), ("考察档案-KC-2026-001-永久", "A1"), ("考察档案-KC-2026-001-永久", "C6"),
        ("考察档案-KC-2026-001-永久-补充2", "C5"), ("考察档案-KC-2026-001-永久-补充10", "C5"),
        ("考察档案-KC-2026-001-10年", "B1"),
    ]  # fmt: skip


def test_doubles_gaps_and_what_is_without_or_of_nothing_are_found() -> None:
    items = [held("A1"), held("B1"), held("C6"), held("D1"), held("E1")]
    register = [
        coded("0107-WS·2026-Y-ZZB-0002", items[0]), coded("0107-WS·2026-Y-ZZB-0002", items[1]),
        coded("0107-WS·2026-Y-ZZB-0006", items[2]), coded("别的写法-9", items[3]),
        coded("0107-WS·2026-Y-ZZB-0001", held("X1", case="KC-2020-001")),
        coded("0107-WS·2026-Y-ZZB-0003", held("X1", case="KC-2020-002")),
    ]  # fmt: skip
    gone = frozenset({"考察档案-KC-2020-002-永久"})
    found = [(f.rule, f.place.line, f.stops) for f in examine(RULE, items, register, gone, "archive/codes.csv")]
    assert found == [
        ("K-101", 2, True), ("K-101", 3, True), ("K-105", 5, False), ("K-102", 0, False), ("K-103", 0, False), ("K-104", 6, False),
    ]  # fmt: skip
    (gap,) = [f for f in examine(RULE, items, register, gone, "x") if f.rule == "K-102"]
    assert gap.facts["missing"] == "4–5"


def test_the_register_is_read_as_it_was_written_and_no_cell_is_a_formula() -> None:
    register = (coded("=2+3", held("A1")), coded("0107-WS·2026-Y-ZZB-0001", held("B1"), IMPORTED))
    data = register_bytes(register)
    assert b"'=2+3" in data
    assert parse_register(data, "x") == register


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ("归档包,件\r\n".encode(), "codes.line"),
        (register_bytes([]) + b"a,b,,d,e,f\r\n", "codes.line"),
        (register_bytes([]) + b"a,b\r\n", "codes.line"),
        ("归档包".encode("gb18030"), "codes.encoding"),
        (register_bytes([]) + b'"a\r\n' + b"x" * 200_000, "codes.line"),
        (b"x" * 10_000_001, "codes.line"),
    ],
)
def test_a_register_that_cannot_be_read_names_its_line(data: bytes, key: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_register(data, "archive/codes.csv")
    assert caught.value.key == key


def row(number: int, **cells: str) -> ListRow:
    return ListRow("Sheet", number, 1, {"档号": "", **cells})


def test_a_row_is_ours_by_its_number_or_by_all_it_says() -> None:
    report = held("C6", title="沈砚秋同志考察材料", date="20260413")
    twins = [held("C3", 1, title="谈话记录", date="20260330"), held("C3", 2, title="谈话记录", date="20260331")]
    rows = [
        row(2, 档号="甲-1", 电子文件号=report.number),
        row(3, 档号="甲-2", 题名="[谈 话记录]", 日期="2026年3月31日", 保管期限="Y", 年度="2026"),
        row(4, 档号="甲-3", 题名="谈话记录"),
        row(5, 档号="甲-4", 题名="食堂采购合同"),
        row(6, 档号="甲-5", 电子文件号="没有/这一件"),
        row(7, 题名="谈话记录", 日期="2026-3-30"),
    ]
    found = match(rows, [report, *twins], "清单.xlsx")
    assert [(item.item.item, code) for item, code in found.codes] == [("C6", "甲-1"), ("C3-2", "甲-2")]
    assert [(f.rule, f.place.line) for f in found.findings] == [("K-202", 4), ("K-201", 6), ("K-203", 7)]
    assert found.others == 2


def test_a_code_that_the_list_gives_twice_is_given_to_nobody() -> None:
    items = [held("A1"), held("B1")]
    rows = [row(n, 档号="甲-1", 电子文件号=item.number) for n, item in enumerate(items, 2)]
    found = match(rows, items, "x")
    assert found.codes == ()
    assert [f.rule for f in found.findings] == ["K-204", "K-204"]
    rows = [row(2, 档号="甲-1", 电子文件号=items[0].number), row(3, 档号="甲-2", 电子文件号=items[0].number)]
    found = match(rows, items, "x")
    assert (found.codes, [f.rule for f in found.findings]) == ((), ["K-205"])


def test_a_standing_code_stays_unless_the_list_is_said_to_win() -> None:
    items = [held("A1"), held("B1")]
    register = [coded("甲-1", items[0]), coded("甲-2", items[1])]
    found = match([row(2, 档号="乙-1", 电子文件号=items[0].number), row(3, 档号="甲-2", 电子文件号=items[1].number)], items, "x")
    say = {"on": "2027-03-01", "by": "经办人甲", "source": "x"}
    after, new, findings = merged(register, found, replace=False, **say)
    assert (after, new, [f.rule for f in findings]) == (tuple(register), (), ["K-206"])
    after, new, findings = merged(register, found, replace=True, **say)
    assert [entry.code for entry in after] == ["乙-1", "甲-2"]
    assert [entry.origin for entry in new] == [IMPORTED]
    assert findings == ()


def test_a_code_that_another_item_keeps_is_not_given_again() -> None:
    items = [held("A1"), held("B1")]
    found = match([row(2, 档号="甲-1", 电子文件号=items[1].number)], items, "x")
    after, new, findings = merged([coded("甲-1", items[0])], found, on="", by="", replace=True, source="x")
    assert ([e.code for e in after], new, [f.rule for f in findings]) == (["甲-1"], (), ["K-207"])


def test_a_supplement_is_an_item_of_its_own() -> None:
    late = replace(held("C5", supplement="-补充1"))
    assert late.key != held("C5").key
