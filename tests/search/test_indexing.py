"""The index: kept up to date, private, made again on any doubt, one writer at a time, whole whatever happens."""

import subprocess
import sys
from pathlib import Path

import pytest

from archive_tool import limits, writing
from archive_tool.errors import Busy, EngineFailed
from archive_tool.model.entries import Entry
from archive_tool.search import indexing, manifest
from archive_tool.search.asking import open_index
from archive_tool.search.doubt import Doubtful
from archive_tool.search.indexing import Refreshed, Shelved, refresh
from tests.search.conftest import TODAY, entry, shelved

QUERIES = ('"公示"', "考察 组", "item:C1", "year:2024", "-公示")


def package(name: str, *texts: str, digest: str = "d") -> Shelved:
    return Shelved(name, digest, lambda: [entry(f"C{n}", text, package=name) for n, text in enumerate(texts)])


def never() -> list[Entry]:
    raise AssertionError("read again")


def update(folder: Path, *packages: Shelved, engine: str = "whoosh", rebuild: bool = False) -> Refreshed:
    return refresh(folder, packages, engine, "测试", rebuild=rebuild)


def totals(folder: Path) -> list[int]:
    with open_index(folder) as index:
        return [index.ask(query, TODAY).total for query in QUERIES]


def segments(folder: Path) -> set[str]:
    return {place.name for place in folder.glob("segment-*")}


@pytest.mark.parametrize("engine", ["whoosh", "memory"])
def test_only_what_is_new_is_read(tmp_path: Path, engine: str) -> None:
    folder = tmp_path / "index"
    first = update(folder, package("p1", "公示"), engine=engine)
    assert first == Refreshed(("p1",), (), 0, rebuilt=True)
    second = update(folder, Shelved("p1", "d", never), package("p2", "考察组", "公示"), engine=engine)
    assert second == Refreshed(("p2",), (), 1, rebuilt=False)
    assert totals(folder)[0] == 2
    third = update(folder, Shelved("p1", "d", never), Shelved("p2", "d", never), engine=engine)
    assert third == Refreshed((), (), 2, rebuilt=False)


def test_what_is_gone_leaves_nothing_on_the_disk(tmp_path: Path) -> None:
    """A disposed package is not in any file of the index, its neighbours of the same segment are."""
    folder = tmp_path / "index"
    update(folder, package("p1", "公示"), package("p2", "绝密内容某某某"))
    assert update(folder, Shelved("p1", "d", never)) == Refreshed((), ("p2",), 1, rebuilt=False)
    assert totals(folder)[0] == 1
    left = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert "内容".encode() not in left
    assert update(folder) == Refreshed((), ("p1",), 0, rebuilt=False)
    assert totals(folder) == [0] * len(QUERIES)
    assert segments(folder) == set()


def test_a_package_that_changed_is_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    update(folder, package("p1", "公示"), package("p2", "公示"))
    assert update(folder, Shelved("p1", "d", never), package("p2", "考察", digest="e")) == Refreshed(("p2",), (), 1, rebuilt=False)
    assert totals(folder)[0] == 1


def test_everything_is_private(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    update(folder, package("p1", "公示"))
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {place.stat().st_mode & 0o077 for place in folder.glob("segment-*")} == {0}


def test_many_small_segments_become_one(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    packages = [package(f"p{n}", "公示", "考察组") for n in range(10)]
    for n in range(10):
        update(folder, *packages[: n + 1])
        assert len(segments(folder)) < indexing._MANY
    assert totals(folder)[0] == 10


def test_a_heavy_build_is_cut_into_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "_CUT", 100)
    folder = tmp_path / "index"
    update(folder, *(package(f"p{n}", "公示期内反映的问题" * 3, "考察组成员" * 3) for n in range(6)), rebuild=True)
    assert len(segments(folder)) > 1
    assert totals(folder)[0] == 6


# ---------------------------------------------------------------- doubt


@pytest.mark.parametrize("change", ["version", "engine", "missing", "rebuild"])
def test_made_again_when_anything_is_doubtful(tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "index"
    update(folder, package("p1", "公示"))
    before = segments(folder)
    if change == "version":
        monkeypatch.setattr(manifest, "VERSION", "99.0")
    if change == "missing":
        (folder / "manifest.json").unlink()
        with pytest.raises(Doubtful), open_index(folder):
            pass
    done = update(folder, package("p1", "公示"), engine="memory" if change == "engine" else "whoosh", rebuild=change == "rebuild")
    assert done == Refreshed(("p1",), (), 0, rebuilt=True)
    assert segments(folder).isdisjoint(before)
    assert totals(folder)[0] == 1


def test_no_index_and_no_such_engine(tmp_path: Path) -> None:
    with pytest.raises(Doubtful), open_index(tmp_path / "index"):
        pass
    with pytest.raises(EngineFailed, match=r"search\.no_engine"):
        update(tmp_path / "index", engine="lucene")


def test_damage_found_while_segments_are_rewritten_makes_everything_again(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    update(folder, package("p1", "公示"), package("p2", "考察"))
    (path,) = folder.glob("segment-*/page.bin")
    path.write_bytes(bytes(byte ^ 1 for byte in path.read_bytes()))
    assert update(folder, package("p1", "公示")) == Refreshed(("p1",), ("p2",), 0, rebuilt=True)
    assert totals(folder)[0] == 1


# ---------------------------------------------------------------- several at once


def test_a_second_writer_waits_and_then_says_who_holds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "index"
    update(folder, package("p1", "公示"))
    code = "import sys, time; from pathlib import Path; from archive_tool.writing import locked\nwith locked(Path(sys.argv[1]), '小王 index'): print(1, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, str(folder / "lock")], stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        monkeypatch.setattr(indexing, "locked", lambda path, holder: writing.locked(path, holder, 0.2))
        with pytest.raises(Busy) as caught:
            update(folder, package("p1", "公示"))
        other.kill()
    assert caught.value.facts["holder"] == "小王 index"
    assert limits.LOCK_SECONDS == 10
    assert totals(folder)[0] == 1


def test_readers_beside_a_writer_always_have_an_answer(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    update(folder, package("p1", "公示"))
    code = (
        "import sys; from pathlib import Path; from tests.search.test_indexing import update, package\n"
        "for n in range(12): update(Path(sys.argv[1]), package('p1', '公示'), rebuild=True)"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen([sys.executable, "-c", code, str(folder)], cwd=root) as writer:
        answers = set()
        while writer.poll() is None:
            answers.add(totals(folder)[0])
        assert writer.returncode == 0
    assert answers == {1}


def test_shelves_of_the_helpers() -> None:
    assert [held.name for held in shelved([entry(package="a"), entry(package="b")])] == ["a", "b"]
