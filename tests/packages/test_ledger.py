"""The chain: every edit shows."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.errors import Damaged
from archive_tool.packages import ledger
from archive_tool.packages.ledger import Act, Head, append, check_head, compare_packages, read_head, read_ledger


def act(number, **facts):
    known = {"act": "sealed", "by": "周文", "at": f"2026-06-{number:02}T08:00:00+08:00", "package": f"archive/2026/{number}.zip",
             "sha256": f"{number:064}"}  # fmt: skip
    return Act(**{**known, **facts})


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "ledger.jsonl"
    for number in range(1, 6):
        append(found, act(number, details={"reason": "补交", "items": "C6"}))
    return found


def rules(path):
    return [finding.rule for finding in read_ledger(path, "ledger.jsonl")[1]]


def test_lines_say_who_did_what_and_hold_the_digest_of_the_line_before(path):
    lines, findings = read_ledger(path, "ledger.jsonl")
    assert findings == ()
    assert [line.act.package for line in lines] == [f"archive/2026/{number}.zip" for number in range(1, 6)]
    assert lines[1].previous == lines[0].digest
    assert lines[0].act.details == {"reason": "补交", "items": "C6"}
    raw = path.read_bytes().split(b"\n")[1]
    assert json.loads(raw)["number"] == 2
    assert read_head(path) == Head(5, lines[4].digest)
    assert str(read_head(path)) == f"5:{lines[4].digest}"


def test_an_absent_ledger_is_an_empty_one(tmp_path):
    assert read_ledger(tmp_path / "none", "x") == ((), ())
    assert read_head(tmp_path / "none").number == 0


def edited(path, edit):
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(edit(lines)))
    return rules(path)


def test_changing_dropping_inserting_and_swapping_lines_is_found(path):
    whole = path.read_bytes()
    for edit in (
        lambda lines: [*lines[:1], lines[1].replace("周文".encode(), "李清".encode()), *lines[2:]],
        lambda lines: [*lines[:2], *lines[3:]],
        lambda lines: lines[1:],
        lambda lines: [*lines[:2], lines[2], lines[2], *lines[3:]],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [*lines[:3], b"\n", *lines[3:]],
        lambda lines: [*lines[:4], lines[4][:-20]],
        lambda lines: [*lines[:1], lines[1].replace(b'":2,', b'": 2,'), *lines[2:]],
    ):
        assert edited(path, edit) != []
        path.write_bytes(whole)


@given(st.data())
def test_any_changed_byte_is_found_and_no_bytes_make_the_reader_fail(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("ledger") / "ledger.jsonl"
    for number in range(1, 4):
        append(path, act(number))
    whole, head = path.read_bytes(), read_head(path)
    at = data.draw(st.integers(0, len(whole) - 2))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :])
    lines, findings = read_ledger(path, "x")
    assert findings or check_head(lines, head, "x")


def test_a_cut_end_shows_by_the_head_noted_elsewhere_and_by_orphans(path):
    head = read_head(path)
    assert edited(path, lambda lines: lines[:-1]) == []
    lines, _ = read_ledger(path, "ledger.jsonl")
    assert [finding.rule for finding in check_head(lines, head, "ledger.jsonl")] == ["V-205"]
    packages = {f"archive/2026/{number}.zip": None for number in range(1, 6)}
    orphans = compare_packages(lines, packages, "ledger.jsonl")
    assert [(finding.rule, finding.place.source) for finding in orphans] == [("V-206", "archive/2026/5.zip")]


def test_a_line_that_a_crash_cut_short_is_named_and_the_next_goes_on(path):
    path.write_bytes(path.read_bytes()[:-30])
    assert rules(path) == ["V-201"]
    append(path, act(6))
    assert rules(path) == ["V-201"]
    lines, _ = read_ledger(path, "x")
    assert [line.number for line in lines] == [1, 2, 3, 4, 6]


def test_time_that_runs_backwards_is_a_warning(path):
    append(path, act(1))
    assert rules(path) == ["V-204"]


def test_packages_are_held_against_the_ledger(path):
    lines, _ = read_ledger(path, "ledger.jsonl")
    packages = {f"archive/2026/{number}.zip": f"{number:064}" for number in range(1, 6)}
    assert compare_packages(lines, packages, "ledger.jsonl") == ()
    forged = {**packages, "archive/2026/2.zip": "f" * 64}
    assert [(f.rule, f.place.source, f.facts["number"]) for f in compare_packages(lines, forged, "x")] == [("V-208", "archive/2026/2.zip", 2)]
    del packages["archive/2026/3.zip"]
    assert [(f.rule, f.facts["package"]) for f in compare_packages(lines, packages, "x")] == [("V-207", "archive/2026/3.zip")]
    append(path, act(6, act="disposed", package="archive/2026/3.zip"))
    assert compare_packages(read_ledger(path, "x")[0], packages, "x") == ()


def test_a_ledger_that_cannot_be_read_is_an_error(tmp_path, monkeypatch):
    with pytest.raises(Damaged) as caught:
        read_head(tmp_path)
    assert caught.value.key == "ledger.unreadable"
    long = tmp_path / "long"
    long.write_bytes(b"x" * 100)
    monkeypatch.setattr(ledger, "_LINE_MOST", 100)
    with pytest.raises(Damaged):
        read_ledger(long, "x")


@pytest.mark.parametrize(
    "change", [{"number": True}, {"number": "1"}, {"details": []}, {"details": {"a": 1}}, {"by": None}, {"extra": "x"}]
)
def test_what_only_looks_like_a_line_is_none(path, change):
    lines = path.read_bytes().splitlines()
    found = {**json.loads(lines[0]), **change}
    path.write_bytes(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + b"\n".join(lines[1:]) + b"\n")
    assert "V-201" in rules(path)
