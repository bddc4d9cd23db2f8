import pickle
from pathlib import Path

import pytest

from archive_tool.model.cases import Person
from archive_tool.model.tree import Group, find, groups, text, value
from archive_tool.records.building import attachments_of, build_case, build_person, people_of, with_received
from archive_tool.records.checking import check
from archive_tool.records.reading import read
from archive_tool.records.schema import load_schema

FOLDER = Path("cases/a")


@pytest.fixture(scope="module")
def made(schemas):
    def made(kind: str, source: str, name: str = "x.yaml") -> Group:
        found = check(read(source.encode(), name), load_schema(schemas, kind))
        assert found.findings == ()
        return found.record

    return made


@pytest.fixture
def register(made):
    record = made("person", "format: 1\nid: gao-mingyuan\nname: 高明远\nbirth: 1983.10\n", "people/gao-mingyuan.yaml")
    other = made("person", "format: 1\nid: lin-ruoxi\n姓名: 林若溪\n")
    return {"gao-mingyuan": build_person(record), "lin-ruoxi": build_person(other)}


def test_a_case_has_the_persons_it_refers_to_and_its_own_and_no_others(checked, register):
    found = checked("people: {li: {name: 李某某}}\ncandidates: [{person: gao-mingyuan}, {person: li}]\n")
    case, findings = build_case(found, FOLDER, register)
    assert findings == ()
    assert {key: person.name for key, person in case.people.items()} == {"gao-mingyuan": "高明远", "li": "李某某"}
    assert case.person("gao-mingyuan").record.place.source == "people/gao-mingyuan.yaml"
    assert (case.id, case.kind, case.title, case.folder) == ("YL-2026-900", "appointment", "云岭市水务局副局长人选考察", FOLDER)


def test_a_record_that_cannot_be_used_builds_no_case(checked):
    with pytest.raises(ValueError, match="cases"):
        build_case(checked("mode: 随便\n"), FOLDER, {})


def test_a_person_of_a_case_is_known_by_its_key(checked):
    people = people_of(checked("people: {li: {姓名: 李某某}}\n").record)
    assert people == {"li": Person("li", people["li"].record)}
    assert people_of(checked("").record) == {}


def test_the_organisation_fills_what_the_record_leaves_out(checked, made):
    workspace = made("workspace", "format: 1\norg: {full_name: 甲市委, phone: '1'}\ndefaults: {secrecy: 机密, retention: 永久}\n")
    found = checked("org: {phone: '2'}\nretention: 30年\n")
    case, _ = build_case(found, FOLDER, {}, workspace=workspace)
    assert [case.text(path) for path in ("org.full_name", "org.phone", "secrecy", "retention")] == ["甲市委", "2", "机密", "30年"]
    assert case.find("org.full_name").place.source == "x.yaml"
    bare, _ = build_case(checked(""), FOLDER, {}, workspace=workspace)
    assert bare.text("org.phone") == "1"
    unchanged, _ = build_case(checked(""), FOLDER, {}, workspace=made("workspace", "format: 1\n"))
    assert unchanged.text("org.phone") == ""


def test_what_was_received_becomes_attachments(made):
    received = made("received", """format: 1
attachments:
  - {file: 1.pdf, item: C5, pages: 3, date: 2026年3月, agrees: 一致, sha256: ab}
  - {文件: 2.pdf, 归档项目: C6-2, 作用: 正本}
""")  # fmt: skip
    first, second = attachments_of(received)
    assert (first.file, first.item, first.role, first.pages, first.date, first.agrees) == ("1.pdf", "C5", "附件", 3, "2026-03", "一致")
    assert (second.item, second.role, second.pages, second.place.line) == ("C6-2", "正本", None, 4)


RECEIVED = """format: 1
objections:
  - {no: 1, summary: 甲, closed_on: 2026-03-09}
  - {no: 2, summary: 乙}
proofs:
  - {item: C1, file: 1.jpg, kind: 照片}
  - {item: E1, file: 2.png, kind: 网页截图}
notices:
  - {item: E1, act: 结束, on: 2026-03-16, conclusion: 无反映}
  - {item: C1, act: 发布, on: 2026-03-01}
"""


def test_what_notices_brought_is_read_as_part_of_the_record(checked, made):
    record = checked("publicity: {objections: [{no: 1, summary: 甲, real_name: 是}], proofs: [{file: 2.png}]}\n").record
    merged, findings = with_received(record, made("received", RECEIVED, "received.yaml"))
    assert findings == ()
    first, second = groups(merged, "publicity.objections")
    assert (value(first, "real_name"), str(value(first, "closed_on")), text(second, "summary")) == (True, "2026-03-09", "乙")
    assert [text(proof, "kind") for proof in groups(merged, "publicity.proofs")] == ["网页截图"]
    assert [text(proof, "file") for proof in groups(merged, "notice.proof")] == ["1.jpg"]
    assert (text(merged, "publicity.conclusion"), text(merged, "publicity.conclusion_on")) == ("无反映", "2026-03-16")
    assert [text(act, "act") for act in groups(merged, "notice.acts")] == ["发布"]
    assert find(merged, "publicity.objections[1]").place.source == "received.yaml"
    assert find(record, "notice") is None


def test_a_value_that_differs_from_the_record_is_a_finding_and_the_records_stays(checked, made, register):
    found = checked("publicity: {conclusion: 影响任职, objections: [{no: 1, summary: 丙}]}\n")
    case, findings = build_case(found, FOLDER, register, received=made("received", RECEIVED, "received.yaml"))
    assert [(finding.rule, finding.place.field, finding.case) for finding in findings] == [
        ("S-140", "publicity.objections[0].summary", "YL-2026-900"),
        ("S-140", "publicity.conclusion", "YL-2026-900"),
    ]
    assert findings[0].facts == {"key": "summary", "mine": "丙", "theirs": "甲", "other": "received.yaml"}
    assert case.text("publicity.conclusion") == "影响任职"
    assert case.received == ()


def test_the_last_closing_gives_the_conclusion(checked, made):
    entries = "  - {item: E1, act: 结束, on: 2026-03-18, conclusion: 反映已查清不影响}\n  - {item: E1, act: 结束, on: 2026-03-16, conclusion: 无反映}\n"
    received = made("received", f"format: 1\nnotices:\n{entries}", "received.yaml")
    merged, findings = with_received(checked("").record, received)
    assert findings == ()
    assert (text(merged, "publicity.conclusion"), text(merged, "publicity.conclusion_on")) == ("反映已查清不影响", "2026-03-18")
    later = made("received", "format: 1\nnotices:\n  - {item: E1, act: 结束, on: 2026-03-20, conclusion: 影响任职}\n", "received.yaml")
    merged, findings = with_received(merged, later)
    assert (findings, text(merged, "publicity.conclusion")) == ((), "影响任职")


CORRECTED = """format: 1
notices:
  - {item: E1, act: 更正, on: 2026-03-10, period_start: 2026-03-11, period_end: 2026-03-17}
  - {item: E1, act: 更正, on: 2026-03-12, before: 甲, after: 乙}
"""


@pytest.mark.parametrize(
    ("own", "now", "first"),
    [
        ("start: 2026-03-09, end: 2026-03-13", ("2026-03-11", "2026-03-17", ""), ("2026-03-09", "2026-03-13", "2026-03-10")),
        ("published_on: 2026-03-06", ("2026-03-11", "2026-03-17", ""), ("", "", "2026-03-10")),
        ("start: 2026-03-09, extended_to: 2026-03-16", ("2026-03-11", "2026-03-17", ""), ("2026-03-09", "", "2026-03-10")),
        ("start: 2026-03-09, extended_to: 2026-03-20", ("2026-03-11", "2026-03-17", "2026-03-20"), ("2026-03-09", "", "2026-03-10")),
        ("start: 2026-03-11, end: 2026-03-18", ("2026-03-11", "2026-03-18", ""), ("", "", "")),
    ],
)
def test_a_period_that_a_correction_started_again_is_the_records(checked, made, own, now, first):
    merged, findings = with_received(checked(f"publicity: {{{own}}}\n").record, made("received", CORRECTED, "received.yaml"))
    assert findings == ()
    assert tuple(text(merged, f"publicity.{key}") for key in ("start", "end", "extended_to")) == now
    assert tuple(text(merged, f"publicity.first_period.{key}") for key in ("start", "end", "corrected_on")) == first


def test_a_case_can_be_handed_to_another_process(checked, made, register):
    found = checked("candidates: [{person: gao-mingyuan}]\n")
    case, _ = build_case(found, FOLDER, register, received=made("received", RECEIVED))
    assert pickle.loads(pickle.dumps(case)) == case


def test_building_changes_nothing_that_was_handed_in(checked, made, register):
    found = checked("publicity: {objections: [{no: 2}]}\n")
    received = made("received", RECEIVED)
    before = pickle.dumps((found, received))
    build_case(found, FOLDER, register, received=received, workspace=made("workspace", "format: 1\norg: {phone: '1'}\n"))
    assert pickle.dumps((found, received)) == before
