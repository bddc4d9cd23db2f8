import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_tool.model.tree import groups, text
from archive_tool.records.checking import check
from archive_tool.records.formatting import add_received, format_record, plain, scalar
from archive_tool.records.raw import Mapping, Scalar, Sequence
from archive_tool.records.reading import read
from archive_tool.records.schema import load_schema

VISIBLE = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"), include_characters="\n\t")
TRICKY = st.sampled_from(
    ["no", "0123", "1983.10", "9:30", "- a", "a: b", "a #b", "姓名：甲", "[甲]", "'a'", '"b"', "a\n\nb\n", "\n", "  a", "a  ",
     "...", "---", "~", "a\n  b\nc", "*x", "a\n b\n\n\n", "", "［甲］", "甲　乙", "\u200b", "A&B <C>", "it's"]
)  # fmt: skip
TEXTS = st.text(VISIBLE, max_size=30) | TRICKY
KEYS = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zs", "Zl", "Zp")), min_size=1, max_size=10)
    .map(lambda key: unicodedata.normalize("NFC", key))
)  # fmt: skip
TREES = st.recursive(TEXTS, lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4), max_leaves=8)


def as_plain(node):
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key.text: as_plain(child) for key, child in node.entries}
    assert isinstance(node, Sequence)
    return [as_plain(item) for item in node.items]


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine making such trees is
@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
def test_what_is_written_reads_back_to_the_same(fields):
    reading = read(format_record(fields).encode(), "x.yaml")
    broken = {finding.rule for finding in reading.findings if finding.stops}
    assert broken <= {"Y-201"}  # a character that no record may have is refused, and only that
    if not broken:
        assert as_plain(reading.root) == fields


@pytest.mark.parametrize(
    ("text", "written"),
    [("高明远", "高明远"), ("云水党〔2026〕3号", "云水党〔2026〕3号"), ("a: b", "'a: b'"), ("有改动：标题", "'有改动：标题'"),
     ("it's # x", '"it\'s # x"'), ("0123", "0123"), ("", "''"), ("a\tb", '"a\\tb"'), ("\U000f0000", '"\\U000F0000"')],
)  # fmt: skip
def test_text_stands_bare_where_it_can(text, written):
    assert scalar(text) == written


def test_prose_is_written_as_people_write_it():
    assert format_record({"a": [{"正文": "一\n二", "b": "x"}]}) == "a:\n  - 正文: |-\n      一\n      二\n    b: x\n"


@pytest.fixture(scope="module")
def received(schemas):
    return load_schema(schemas, "received")


ENTRY = {"file": "0002.pdf", "item": "C5", "role": "复函", "title": "复函", "agrees": "有改动：标题"}


def entries(source: str, schema) -> list[tuple[str, str]]:
    found = check(read(source.encode(), "received.yaml"), schema)
    assert [finding for finding in found.findings if finding.stops] == []
    return [(text(entry, "file"), text(entry, "agrees")) for entry in groups(found.record, "attachments")]


def test_the_first_entry_makes_the_file(received):
    made = add_received("", received, "attachments", ENTRY)
    assert made.startswith("# 收件登记")
    assert "  - 文件: 0002.pdf\n    归档项目: C5\n" in made
    assert entries(made, received) == [("0002.pdf", "有改动：标题")]


@pytest.mark.parametrize(
    "old",
    [
        "format: 1\nattachments:\n  - file: 0001.pdf\n    item: C1\n",
        "# 说明\n格式: 1\n附件:\n- 文件: 0001.pdf  # 正本\n  归档项目: C1\n\n# 下面是公示\n公示变更: []\n",
        "format: 1\nattachments: [{file: 0001.pdf, item: C1}]\nnotices: []\n",
        "format: 1\r\nattachments:\r\n    - file: 0001.pdf\r\n      item: C1\r\n",
        "format: 1\nattachments:\n  - file: 0001.pdf\n    item: C1\n    note: |\n      一\n\n      二",
    ],
)
def test_an_entry_is_added_and_what_people_wrote_stays(received, old):
    made = add_received(old, received, "attachments", ENTRY)
    assert entries(made, received) == [("0001.pdf", ""), ("0002.pdf", "有改动：标题")]
    if "[{" not in old:
        added = [line for line in made.splitlines() if line not in old.splitlines()]
        assert [line for line in made.splitlines() if line not in added] == old.rstrip().splitlines()
        assert ("\r\n" in made) == ("\r\n" in old)


def test_an_entry_is_added_to_a_list_that_is_not_there_or_empty(received):
    for old in ("format: 1\n", "format: 1\nattachments:\n", "format: 1\nattachments: []\n", "attachments: []\nformat: 1\n"):
        assert entries(add_received(old, received, "attachments", ENTRY), received) == [("0002.pdf", "有改动：标题")]


def test_a_file_that_cannot_be_read_is_not_added_to(received):
    with pytest.raises(ValueError, match="attachments"):
        add_received("- a\n", received, "attachments", ENTRY)


@given(st.lists(st.fixed_dictionaries({"file": st.sampled_from(["a.pdf", "乙 1.docx"]), "item": st.just("C5"), "title": TEXTS}), max_size=4))
def test_entries_added_one_by_one_are_all_there(received, added):
    source = ""
    for entry in added:
        source = add_received(source, received, "attachments", {key: said for key, said in entry.items() if said.strip()})
    if not added:
        return
    reading = read(source.encode(), "received.yaml")
    if any(finding.stops for finding in reading.findings):
        assert {finding.rule for finding in reading.findings if finding.stops} == {"Y-201"}
        return
    rows = as_plain(reading.root)["附件"]
    assert [row.get("题名", "") for row in rows] == [entry["title"] if entry["title"].strip() else "" for entry in added]


def test_nested_entries_get_their_chinese_keys_too(received):
    entry = {"item": "E1", "act": "更正", "on": "2026-03-05", "persons": ["gao-mingyuan"], "unknown": {"a": "b"}, "empty": {}}
    made = add_received("", received, "notices", entry)
    assert "涉及人员:\n      - gao-mingyuan\n" in made
    assert "unknown:\n      a: b\n" in made
    objection = add_received("", received, "objections", {"no": "1", "assigned_to": {"name": "郑文澜"}})
    assert "承办人:\n      姓名: 郑文澜\n" in objection


def test_a_typed_tree_becomes_what_was_typed(checked):
    record = checked("talks: [{date: 2026年3月5日, outline: [甲, 乙]}]\n").record
    assert plain(record)["talks"] == [{"date": "2026年3月5日", "outline": ["甲", "乙"]}]
