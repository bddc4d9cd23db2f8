from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.model.dates import Year
from archive_tool.model.tree import Group, find, groups, rows, text, value
from archive_tool.records.checking import Reference, check, id_check, is_id
from archive_tool.records.reading import read
from archive_tool.records.schema import load_schema


def test_chinese_and_english_keys_mean_the_same(checked):
    english = checked("team: {leader: {name: 郑文澜, post: 科长}}\nmode: 差额\n").record
    chinese = checked("考察组: {组长: {姓名: 郑文澜, 职务: 科长}}\n考察方式: 差额\n").record
    mixed = checked("team: {组长: {name: 郑文澜, 职务: 科长}}\n考察方式: 差额\n").record
    for record in (chinese, mixed):
        assert list(record) == list(english)
        assert text(record, "team.leader.post") == "科长"
        assert find(record, "team.leader.name").place.field == "team.leader.name"


@pytest.mark.parametrize(
    ("written", "path", "meant"),
    [
        ("positions: [{id: a, title: b, headcount: 2}]", "positions[0].headcount", 2),
        ("positions: [{id: a, title: b, elected: 否}]", "positions[0].elected", False),
        ("paper_kept: True", "paper_kept", True),
        ("paper_kept: 有", "paper_kept", True),
        ("scoring: {weights: [{dimension: 德, weight: -1.5}]}", "scoring.weights[0].weight", Decimal("-1.5")),
        ("recommendations: [{kind: 会议推荐, rows: [{share: 85.71%}]}]", "recommendations[0].rows[0].share", Decimal("85.71")),
        ("plan: {year: 二〇二六年}", "plan.year", Year(2026)),
        ("people: {li: {name: 李, party_join: 民盟（2003.05）}}", "people.li.party_join", "民盟（2003.05）"),
        ("opinions: [{department: 信访局, attachment: 复函/信访局 2.pdf}]", "opinions[0].attachment", "复函/信访局 2.pdf"),
        ("assessments: [{rows: [{dimension: 学习能力}]}]", "assessments[0].rows[0].dimension", "学习能力"),
        ("people: {李: {name: 李, id_number: 00000019831010000X}}", "people.李.id_number", "00000019831010000X"),
    ],
)
def test_scalars_become_what_the_schema_says(checked, written, path, meant):
    record = checked(written + "\n").record
    assert value(record, path) == meant
    assert type(value(record, path)) is type(meant)


@pytest.mark.parametrize(
    ("written", "rule", "field"),
    [
        ("positions: [{id: a, title: b, headcount: 一}]", "S-110", "positions[0].headcount"),
        ("positions: [{id: a, title: b, headcount: 1人}]", "S-110", "positions[0].headcount"),
        ("positions: [{id: a, title: b, headcount: '" + "9" * 6000 + "'}]", "S-110", "positions[0].headcount"),
        ("positions: [{id: a, title: b, elected: 也许}]", "S-119", "positions[0].elected"),
        ("scoring: {weights: [{dimension: 德, weight: '1,5'}]}", "S-111", "scoring.weights[0].weight"),
        ("recommendations: [{kind: 会议推荐, rows: [{share: 0.8571}]}]", "S-112", "recommendations[0].rows[0].share"),
        ("closed_on: 不久", "S-113", "closed_on"),
        ("plan: {year: 2026-03}", "S-117", "plan.year"),
        ("talks: [{from: 九点半}]", "S-118", "talks[0].from"),
        ("people: {李 某: {name: 李}}", "S-120", "people.李 某"),
        ("people: {con: {name: 李}}", "S-120", "people.con"),
        ("decision: a b", "S-120", "decision"),
        ("people: {li: {name: 李, id_number: 12345}}", "S-121", "people.li.id_number"),
        ("people: {li: {name: 李, party_join: 2003/05}}", "S-114", "people.li.party_join"),
        ("opinions: [{department: 局, attachment: /etc/passwd}]", "S-123", "opinions[0].attachment"),
        ("opinions: [{department: 局, attachment: 'C:\\x.pdf'}]", "S-123", "opinions[0].attachment"),
        ("opinions: [{department: 局, attachment: 'a/../b'}]", "S-123", "opinions[0].attachment"),
        ("opinions: [{department: 局, attachment: 'a.pdf '}]", "S-123", "opinions[0].attachment"),
        ("opinions: [{department: 局, attachment: nul.pdf}]", "S-123", "opinions[0].attachment"),
        ("people: []", "S-106", "people"),
        ("people: 高明远", "S-106", "people"),
        ("people: 高明远：某", "Y-302", "people"),
        ("team: {leader: [a]}", "S-106", "team.leader"),
        ("team: {leader: 姓名：郑文澜}", "Y-302", "team.leader"),
        ("talks: {date: 2026-03-05}", "S-105", "talks"),
        ("talks: －甲", "Y-305", "talks"),
        ("talks: ［甲］", "Y-303", "talks"),
        ("team: ｛甲｝", "Y-303", "team"),
        ("title: {a: 1}", "Y-501", ""),
        ("mode: [差额]", "S-107", "mode"),
        ("custom: 1\n自定义: 2", "Y-512", "custom"),
    ],
)
def test_what_does_not_fit_is_named_at_its_field(checked, said, written, rule, field):
    found = checked(written + "\n")
    assert (rule, field) in {(rule, field) for rule, _, field in said(found)}
    assert found.record is None


def test_a_member_may_be_an_id_a_name_or_a_group(checked):
    record = checked("""people: {li-ming: {name: 李明}, 王五: {name: 王五}}
team: {leader: gao-mingyuan, members: [li-ming, 王五, 郑文澜, {name: 周某某, post: 科长}]}
""").record  # fmt: skip
    assert list(find(record, "team.leader")) == ["person"]
    members = groups(record, "team.members")
    assert [(text(member, "person"), text(member, "name")) for member in members] == [
        ("li-ming", ""), ("王五", ""), ("", "郑文澜"), ("", "周某某")
    ]  # fmt: skip
    assert find(record, "team.members[0].person").place.field == "team.members[0].person"


def test_a_latin_word_is_an_id_and_must_be_known(checked, said):
    assert said(checked("team: {leader: gao-mingyuang}\n")) == [("S-131", 7, "team.leader.person")]
    assert checked("team: {leader: anybody}\n", people=None).findings == ()


def test_references_are_given_with_their_places(checked):
    found = checked("decision: JD-1\ncandidates: [{person: gao-mingyuan}]\ntalks: [{objects: [gao-mingyuan]}]\n")
    assert [(reference.to, reference.id, reference.place.field) for reference in found.references] == [
        ("record", "JD-1", "decision"),
        ("person", "gao-mingyuan", "candidates[0].person"),
        ("person", "gao-mingyuan", "talks[0].objects[0]"),
    ]
    assert isinstance(found.references[0], Reference)


def test_an_unknown_person_comes_with_the_nearest_that_is_known(checked):
    facts = checked("candidates: [{person: gao-mingyaun}]\n").findings[0].facts
    assert facts["near"] == "gao-mingyuan"


def test_what_stands_under_custom_is_free_on_every_level(checked):
    record = checked("""custom: {任何: [1, {深: {更深: 0123}}, ]}
candidates:
  - person: gao-mingyuan
    自定义: {编制: 行政, 空: }
""").record  # fmt: skip
    assert text(record, "custom.任何[1].深.更深") == "0123"
    assert text(record, "candidates[0].custom.编制") == "行政"
    assert list(find(record, "candidates[0].custom")) == ["编制"]


def test_an_empty_optional_value_is_a_warning_and_not_there(checked, said):
    found = checked("mode:\ntalks:\n  - date: 2026-03-05\n  -\n")
    assert said(found) == [("Y-509", 7, "mode"), ("Y-509", 10, "talks[1]")]
    assert "mode" not in found.record.fields
    assert len(rows(found.record, "talks")) == 1
    assert find(checked("talks:\n  -\n  - date: 2026-03-05\n").record, "talks[0].date").place.field == "talks[0].date"


def test_ids_on_one_line_must_differ_too(checked, said):
    found = checked("positions: [{id: a, title: b}, {id: a, title: c}]\n")
    assert said(found) == [("S-132", 7, "positions[1].id")]


def test_a_sentence_in_place_of_a_list_is_no_key_with_a_wide_colon(checked, said):
    assert said(checked("notice: {channel: 张贴：一楼}\n")) == [("S-105", 7, "notice.channel")]


def test_very_many_unknown_keys_are_counted_quickly(checked, said):
    found = said(checked("".join(f"key{number}: 1\n" for number in range(20_000))))
    assert found[-1] == ("Y-004", 0, "")
    assert len(found) == 301


def test_when_parts_were_left_out_nothing_is_called_missing(appointment, said):
    found = check(read(b"format: 1\nkind: appointment\ntitle: a: b\n", "x"), appointment)
    assert said(found) == [("Y-402", 3, "")]


def test_a_newer_format_is_refused_and_nothing_else_said(appointment, said):
    found = check(read("format: 2\nkind: appointment\n新栏目: 1\n".encode(), "x"), appointment)
    assert said(found) == [("S-001", 1, "format")]
    assert found.record is None
    assert ("S-002", 1, "format") in said(check(read("format: 一\nkind: appointment\n".encode(), "x"), appointment))


def test_kinds_that_are_no_cases_are_checked_the_same_way(schemas):
    calendar = load_schema(schemas, "calendar")
    record = check(read("format: 1\nyear: 2027\noff: [2027-01-01, {自: 2027-02-05, 至: 2027-02-11}]\n".encode(), "x"), calendar).record
    assert [(text(days, "from"), text(days, "to")) for days in groups(record, "off")] == [
        ("2027-01-01", "2027-01-01"), ("2027-02-05", "2027-02-11")
    ]  # fmt: skip
    plan = load_schema(schemas, "file-plan")
    record = check(read("""format: 1
kind: appointment
stages: [{code: A, folder: 01_计划, zh: 计划, en: Plan}]
items:
  - {code: A1, stage: A, zh: 计划, en: plan, short: 计划, making: signed, when: {purpose: {not: [免职]}}}
""".encode(), "x"), plan).record  # fmt: skip
    assert isinstance(find(record, "items[0].when"), Group)


def test_a_root_that_could_not_be_read_gives_only_what_reading_found(appointment, said):
    assert said(check(read(b"- a\n", "x"), appointment)) == [("Y-003", 1, "")]


def test_the_check_digit_is_that_of_the_standard():
    assert id_check("11010519491231002X") == "X"  # the example of GB 11643


@given(st.text(max_size=70))
def test_an_id_can_always_be_a_file_name(text):
    if is_id(text):
        assert not set(text) & set('\\/:*?"<>| \n\t')
        assert text[-1] not in ". "
        assert 0 < len(text) <= 64


@pytest.mark.parametrize("name", ["gao-mingyuan", "KC-2026-001", "高明远", "a", "JD.2026_05", "云岭-2026-3"])
def test_ids_as_people_give_them(name):
    assert is_id(name)


@pytest.mark.parametrize("name", ["", "a b", "a/b", "../a", ".a", "a.", "CON", "nul.txt", "x" * 65, "a\n"])
def test_what_cannot_be_an_id(name):
    assert not is_id(name)


@pytest.mark.parametrize(
    "written",
    ["plan: {line: 某某}", "units: [{name: 甲, subordinates: [某某]}]"],
)
def test_an_example_that_nobody_replaced_is_named(checked, written):
    assert [found.rule for found in checked(written + "\n").findings] == ["S-160"]


@pytest.mark.parametrize("written", ["plan: {line: 某某同志反映}", "org: {phone: 0000-8000001}"])
def test_what_only_looks_like_an_example_is_not(checked, written):
    assert checked(written + "\n").findings == ()
