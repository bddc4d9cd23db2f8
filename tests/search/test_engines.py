"""What stands below the engines: checked files and segments; what is missing, of another machine, or empty."""

import json
import pickle
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from archive_tool.errors import EngineFailed
from archive_tool.search import backend
from archive_tool.search.asking import open_index
from archive_tool.search.backend import load
from archive_tool.search.checked import PIECE, CheckedFile, checks_of
from archive_tool.search.doubt import Doubtful
from archive_tool.search.indexing import Shelved, refresh
from archive_tool.search.segments import TEXT, Segment, SegmentDraft
from archive_tool.search.whoosh_engine import _Read
from tests.search.conftest import TODAY, entry, shelved


def checked(path: Path, data: bytes) -> CheckedFile:
    path.write_bytes(data)
    return CheckedFile(path, len(data), checks_of(path))


def test_only_the_pieces_that_are_read_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "x"
    file = checked(path, bytes(PIECE) + b"abc")
    with path.open("r+b") as handle:
        handle.seek(PIECE)
        handle.write(b"x")
    assert file.read(0, 4) == bytes(4)
    assert file.read(7, 7) == b""
    with pytest.raises(Doubtful):
        file.read(PIECE - 1, PIECE + 1)
    file.close()


def test_a_file_of_another_size_or_none(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    for name, size in (("x", 4), ("y", 3), ("x", 0)):
        with pytest.raises(Doubtful):
            CheckedFile(tmp_path / name, size, [1] * bool(size))
    assert checked(tmp_path / "z", b"").all() == b""


def test_whoosh_reads_through_a_checked_file(tmp_path: Path) -> None:
    told = pickle.dumps({"a": [1, 2.5, "甲"]}, 0) + b"end"  # protocol 0 asks for lines
    file = _Read(checked(tmp_path / "x", told))
    assert pickle.load(file) == {"a": [1, 2.5, "甲"]}
    assert file.read() == b"end"
    file.seek(-3, 2)
    assert (file.tell(), file.readline(), file.readline()) == (len(told) - 3, b"end", b"")
    assert file.get(len(told) - 3, 100) == b"end"


@pytest.mark.parametrize("engine", ["whoosh", "memory", "tantivy"])
def test_an_engine_without_its_files(engine: str, tmp_path: Path) -> None:
    with pytest.raises(Doubtful):
        load(engine).open({}, tmp_path, 1)


def test_a_library_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(backend.ENGINES, "fast", "archive_tool.search.no_such_engine")
    with pytest.raises(EngineFailed, match=r"search\.engine_missing"):
        load("fast")


@pytest.fixture
def segment(tmp_path: Path) -> Callable[..., tuple[Path, str]]:
    def make(*texts: str) -> tuple[Path, str]:
        draft = SegmentDraft(tmp_path, load("memory"))
        draft.add_package("p1", "d", [entry(f"C{n}", text) for n, text in enumerate(texts)])
        return tmp_path, draft.write(lambda name: tuple((char,) for char in name))

    return make


def test_what_runs_from_one_entry_into_the_next_is_no_match(segment: Callable[..., tuple[Path, str]]) -> None:
    one = Segment(*segment("公示，考", "察。考察"), load("memory"))
    assert one.containing(TEXT, "，考察".encode(), one.everything) == 0
    assert one.containing(TEXT, "考察".encode(), one.everything) == 0b10
    assert one.containing(TEXT, "考察".encode(), 0b01) == 0
    one.close()


def test_a_segment_of_another_machine_or_without_its_plan(segment: Callable[..., tuple[Path, str]]) -> None:
    folder, digest = segment("公示")
    plan = folder / "segment.json"
    with pytest.raises(Doubtful):
        Segment(folder, "0" * 64, load("memory"))
    told = json.dumps(json.loads(plan.read_bytes()) | {"order": "other"}).encode()
    plan.write_bytes(told)
    with pytest.raises(Doubtful):
        Segment(folder, sha256(told).hexdigest(), load("memory"))
    plan.unlink()
    with pytest.raises(Doubtful):
        Segment(folder, digest, load("memory"))


@pytest.mark.parametrize("engine", ["whoosh", "memory", "tantivy"])
def test_packages_without_entries_and_entries_without_anything(engine: str, tmp_path: Path) -> None:
    """A bag that is none of ours has no entries; half surrogates in names and texts do not stop the index."""
    folder = tmp_path / "index"
    refresh(folder, [Shelved("p0", "d", tuple)], engine, "测试")
    odd = entry("C1", "\ud800公示\udfff", title="\ud800", units=("\udc00 局",), kind="", stage="", secrecy="")
    refresh(folder, [Shelved("p0", "d", tuple), *shelved([odd])], engine, "测试")
    with open_index(folder) as index:
        assert index.ask('"公示" unit:局', TODAY, facets=("unit",)).total == 1
        assert index.ask("-公示", TODAY).total == 0
