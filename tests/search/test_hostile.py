"""A hundred hostile queries: each ends soon, in little memory, with a result or a sentence that says what to write."""

import resource
import time
from pathlib import Path

import pytest

from archive_tool.errors import WrongUsage
from archive_tool.messages import speaker
from archive_tool.search.asking import open_index
from archive_tool.search.indexing import refresh
from tests.search.conftest import TODAY, entry, person, shelved

FIELDS = ("person", "unit", "post", "year", "date", "item", "stage", "kind", "secrecy", "code")
HOSTILE = [
    "甲" * 100_000, "a" * 100_000, "a " * 50_000, "(" * 3_000, "[" * 3_000, "[" * 999, ")" * 999, "NOT " * 200, "-" * 999, "- " * 400,
    '"' * 999, '"' * 998, "“" * 500, "OR " * 300, "甲 OR " * 100, "*", "?" * 500, "*" * 999, "甲*", "*甲*", "a~9999", "甲^99999999999", "/.*/", "\\",
    "\\u0000", "\x00", "\x00" * 500, "\x1b[31m", "\r\n", "\ud800", "\udfff甲", "\uffff", "\u202e甲", "\u200b" * 900, "\u0301" * 900, "𠮷" * 900,
    "'; DROP TABLE t; --", "<script>", "../../etc/passwd", "%s%s%n", "{0}", "{x.__class__}", "${jndi:x}", "year:[0 TO 99999]",
    "year:[9999999999999999999 TO 1]", "year:-1", "year:1e9", "date:[0000-00-00 TO 9999-99-99]", "date:99999-01-01", "date:[* TO *]", "date:[ TO ]",
    "date:2024-02-30", "date:近999999年", "date:近999年", "date:近999天", "date:[近999年 TO *]", "date:9999年以来", "date:0001年以前", "一" * 900,
    "十" * 900, "1" * 900, "千百十" * 300, "date:" + "二" * 900, "foo:bar", ":", "::::", "：", "person::", "person:" + "a" * 900, "person:" + "甲乙" * 400,
    "zhang" * 190, "a" * 900, "gmygmygmy" * 100, "zhangzhangzhang三", 'person:"', "person:[", "person:[TO]", "person:[a TO", "item:[C1 TO C9999999999]",
    "item:[" + "9" * 900 + " TO *]", "OR", "-OR", "--------甲", '-"甲', '""""', '"甲""', "甲\n乙\t丙", "\u3000" * 999, "，" * 900, '"，"', '"。" -"，"', "-甲",
    "-甲 -乙 -丙", "person:*", "unit:OR", "secrecy:../..", "code:\x00", "𝟸𝟶𝟸𝟺", "１２３４", "ß" * 900, "İ" * 900, "ǆ", "﷽" * 500,
    *(f"{field}:[x TO" for field in FIELDS[:4]), *(f'{field}:"' for field in FIELDS[:4]),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("index") / "index"
    entries = [entry(f"C{n}", "公示考察" * 200, people=(person("高明远"), person("张张张"))) for n in range(100)]
    refresh(place, shelved(entries), "whoosh", "测试")
    return place


def test_there_are_a_hundred() -> None:
    assert len(HOSTILE) >= 100


def test_each_ends_soon_with_a_result_or_what_to_write(folder: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    said = []
    with open_index(folder) as index:
        for query in HOSTILE:
            start = time.process_time()
            try:
                answer = index.ask(query, TODAY, facets=("year",))
            except WrongUsage as error:
                said.append((error.key, error.facts))
            else:
                assert 0 <= answer.total <= 100
            assert time.process_time() - start < 2, query[:40]
    assert all(speaker(language)(key, **facts) for key, facts in said for language in ("zh", "en"))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024
