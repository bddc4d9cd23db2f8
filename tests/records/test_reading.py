import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool import limits
from archive_tool.errors import Unreadable
from archive_tool.messages import LANGUAGES, speaker
from archive_tool.records.raw import Mapping, Scalar, Sequence
from archive_tool.records.reading import load, read


def rules(text: str | bytes) -> list[tuple[str, int]]:
    data = text if isinstance(text, bytes) else text.encode()
    findings = read(data, "x.yaml").findings
    assert all(say(f.rule, **f.facts) and say(f"{f.rule}.hint", **f.facts) for say in map(speaker, LANGUAGES) for f in findings)
    return [(finding.rule, finding.place.line) for finding in findings]


def keys(text: str) -> list[str]:
    return [key.text for key, _ in read(text.encode(), "x.yaml").root.entries]


def test_a_record_is_read_as_text_with_line_and_column():
    root = read("题名: 甲\n人员:\n  - {姓名: 乙}\n".encode(), "x.yaml").root
    assert isinstance(root, Mapping)
    title, people = root.get("title", "题名"), root.get("人员")
    assert title == Scalar("甲", 1, 5, "", 1)
    assert isinstance(people, Sequence)
    assert (people.line, people.column, people.flow) == (3, 3, False)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\na: 2\na: 3\n", [("Y-501", 2), ("Y-501", 3)]),
        ("a: &x 1\nb: *x\n", [("Y-503", 1), ("Y-502", 2)]),
        ("a: !!int 1\nb: ! x\n", [("Y-504", 1), ("Y-504", 2)]),
        ("a: !python/object:os.system {}\n", [("Y-504", 1)]),
        ("a: 1\n---\nb: 2\n--- \nc: 3\n", [("Y-505", 2)]),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", [("Y-506", 1)]),
        ("? [a]\n: 1\n", [("Y-508", 1)]),
        (": 1\n", [("Y-508", 1)]),
        ("a: {b}\n", []),
        ("a: b: c\n", [("Y-402", 1)]),
        ("a: 1\n  b: 2\n", [("Y-402", 2)]),
        ("a: 1\nb\nc: 2\n", [("Y-403", 2)]),
        ("a:\n    b: 1\n  c: 2\n", [("Y-404", 3)]),
        ("a:\n  - 1\n  b: 2\n", [("Y-404", 3)]),
        ("a: [1, 2\nb: 1\n", [("Y-405", 1)]),
        ("a: {b: 1\n", [("Y-405", 1)]),
        ("a: [1,\n  2,\nb:\n  - 3\n", [("Y-405", 1)]),
        ("a: 'x\nb: 1\n", [("Y-406", 1)]),
        ("a: %x\n", [("Y-407", 1)]),
        ("a: `x`\n", [("Y-407", 1)]),
        ("a: *星\n", [("Y-407", 1)]),
        ('a: "\\q"\n', [("Y-408", 1)]),
        ("a: x\ty\n", []),
        ("a:\tx\n", []),
        ("a: |\n  问：x\n  -y\n  ［z］ #w\n", []),
        ("a: '问：x #y'\nb: x # y\n# c：d\n", []),
        ("a: b #c\n", [("Y-511", 1)]),
        ("a: 关于#1号 和 #2号\n", [("Y-511", 1)]),
        ("a: http://x.invalid/y#z\n", []),
        ("a: b\n  c\n", [("Y-510", 1)]),
        ("a: >\n  b\n  c\n", [("Y-510", 1)]),
        ("a: >\n  b\n", []),
        ("a: 'b\n  c'\n", [("Y-510", 1)]),
        ("<<: {a: 1}\n", []),
        ("a: 1\r\nb：2\r\nc: 3\r\n", [("Y-302", 2)]),
        ("a: 1\n\n- b\n", [("Y-404", 3)]),
        ("a: 1\n•b\n", [("Y-305", 2)]),
        ("a\n", [("Y-003", 1)]),
        ("'a'\n", [("Y-003", 1)]),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, found):
    assert rules(text) == found


def test_what_stands_behind_a_fault_is_read_all_the_same():
    text = "a: b: c\n名：甲\nd: [1\ne: 5\n\tf: 6\ng: 7\ng: 8\n"
    assert rules(text) == [("Y-402", 1), ("Y-302", 2), ("Y-405", 3), ("Y-301", 5), ("Y-501", 7)]
    assert keys(text) == ["名", "e", "f", "g"]


def test_a_line_above_without_colon_is_the_one_that_is_named():
    assert rules("n:\n  date 2026\n  place: x\n") == [("Y-403", 2)]


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_another_encoding_is_named_and_the_rest_found_in_the_same_run(encoding):
    data = "姓名: 高明远\n单位: 云岭市水务局\n单位: 云岭市财政局\n".encode(encoding)
    reading = read(data, "x.yaml")
    assert [finding.rule for finding in reading.findings] == ["Y-101", "Y-501"]
    assert encoding.upper().startswith(str(reading.findings[0].facts["encoding"]))
    assert not reading.sound


def test_a_rare_character_tells_gb18030_from_gbk():
    names = [read(f"姓名: {name}\n".encode("gb18030"), "x").findings[0].facts for name in ("高明远", "高明㐂")]
    assert names == [{"encoding": "GBK"}, {"encoding": "GB18030"}]


def test_one_bad_byte_in_utf_8_is_not_called_gbk():
    data = "姓名: 高明远\n单位: 云岭市水务局\n".encode().replace("局".encode(), b"\xe5\xb1")
    finding = read(data, "x.yaml").findings[0]
    assert (finding.rule, finding.place.line, finding.place.column) == ("Y-102", 2, 10)
    assert finding.facts["bytes"] == "E5 B1"


def test_a_byte_order_mark_is_only_a_warning():
    reading = read("\ufeff姓名: 甲\n".encode(), "x.yaml")
    assert [finding.rule for finding in reading.findings] == ["Y-103"]
    assert reading.sound
    assert reading.text("name", "姓名") == "甲"


@pytest.mark.parametrize(
    ("character", "rule"),
    [
        ("\x00", "Y-201"), ("\x1b", "Y-201"), ("\x7f", "Y-201"), ("\x85", "Y-201"), ("\u2029", "Y-201"), ("\ufdd0", "Y-201"),
        ("\uffff", "Y-201"), ("\U0010ffff", "Y-201"), ("\u200e", "Y-202"), ("\u2067", "Y-202"), ("\u200d", "Y-203"),
        ("\u00ad", "Y-203"), ("\ufeff", "Y-203"), ("\ue000", "Y-204"), ("\U000f1234", "Y-204"),
    ],
)  # fmt: skip
def test_characters_that_have_no_business_in_a_record(character, rule):
    assert rules(f"a: 1\nb: 甲{character}乙\n") == [(rule, 2)]


@pytest.mark.parametrize("character", ["㐂", "𠮷", "·", "〇", "\U0002a700", "\u3000", "é", "★", "\U000e0101"])
def test_rare_characters_are_at_home(character):
    assert rules(f"a: 甲{character}乙\n") == []


def test_a_surrogate_written_as_escape_is_refused():
    assert rules('a: "\\ud800"\n')[0][0].startswith("Y-4")


def test_the_size_limit_holds_before_reading():
    filling = b"# " + b"x" * (limits.RECORD_BYTES - 2 - 6) + b"\n"
    whole = b"a: 1\n" + filling
    assert len(whole) == limits.RECORD_BYTES
    assert rules(whole) == []
    assert rules(whole[:-1]) == []
    assert rules(whole + b"#") == [("Y-001", 0)]


@pytest.mark.parametrize(("depth", "found"), [(limits.RECORD_DEPTH - 1, []), (limits.RECORD_DEPTH, ["Y-507"])])
@pytest.mark.parametrize("bracket", ["[]", "{}"])
def test_the_depth_limit_holds(depth, found, bracket):
    opening = "[" if bracket == "[]" else "{a: "
    text = f"a: {opening * depth}x{bracket[1] * depth}\n"  # the record itself is one level
    assert [finding.rule for finding in read(text.encode(), "x").findings] == found


@pytest.mark.parametrize("bomb", ["[" * 100_000, "{" * 100_000, "- " * 100_000, "{a: " * 50_000, "? " * 100_000, "[" * 2_000_000,
                                  "a: [" + "[],\n" * 100_000, "".join(" " * n + "a:\n" for n in range(1500)),
                                  "a: &a [" + "*a," * 100_000])  # fmt: skip
@pytest.mark.timeout(60)
def test_bombs_end_quickly_with_a_finding(bomb):
    assert not read(bomb.encode(), "x.yaml").sound


def test_very_many_findings_are_counted_and_not_all_listed():
    found = read(b"a: 1\n" * 5_000, "x.yaml").findings
    assert len(found) == 301
    assert (found[-1].rule, found[-1].facts) == ("Y-004", {"count": 4_699})


def test_a_file_full_of_faults_is_given_up_after_a_while_and_the_rest_judged_by_its_looks():
    text = "".join(f"键{number}：值\n" for number in range(60))
    found = rules(text + "a: [\n" + text)
    assert {rule for rule, _ in found} >= {"Y-302"}
    assert len(found) > 60
    faults = "".join(f"a{number}: b: c\nd{number}: 1\n" for number in range(40)) + "名：甲\n"
    assert [rule for rule, _ in rules(faults)][-1] == "Y-302"


def test_the_same_text_means_the_same_with_any_line_ends():
    text = "a: 1\nb: |\n  x\n  y\nc: [1,\n  2]\n"
    roots = [read(text.replace("\n", end).encode(), "x").root for end in ("\n", "\r\n", "\r")]
    assert roots[0] == roots[1] == roots[2]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_plain_file_is_not_waited_for(tmp_path):
    pipe = tmp_path / "case.yaml"
    os.mkfifo(pipe)
    with pytest.raises(Unreadable) as caught:
        load(pipe)
    assert "case.yaml" in speaker("zh")(caught.value.key, **caught.value.facts)


def test_a_missing_file_is_an_error_with_a_sentence(tmp_path):
    with pytest.raises(Unreadable) as caught:
        load(tmp_path / "case.yaml")
    assert "case.yaml" in speaker("en")(caught.value.key, **caught.value.facts)


def test_a_file_over_the_limit_is_not_read_whole(tmp_path):
    path = tmp_path / "case.yaml"
    with path.open("wb") as file:
        file.truncate(limits.RECORD_BYTES * 10)
    assert len(load(path)) == limits.RECORD_BYTES + 1


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    reading = read(data, "x.yaml")
    assert reading.sound or reading.findings


@given(st.text("ab:：-－ \t\n[]{}［］,，#'\"|>&*!%?\u3000姓名", max_size=60))
def test_any_text_is_read_or_refused(text):
    reading = read(text.encode(), "x.yaml")
    assert reading.sound or any(finding.stops for finding in reading.findings)
