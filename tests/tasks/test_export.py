"""`export`: the same bytes beside the archive, whole or not there, and a line in the ledger."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_tool.cli import main as door
from archive_tool.packages.verifying import verify

SHARED = ["--lang", "zh", "--as-of", "2026-09-01", "--by", "经办人甲", "-q"]
NAME = "任免档案-JD-2026-06-永久"


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "ws"
    shutil.copytree(demo, folder)
    return folder


def export(folder: Path, *words: str) -> int:
    return door.run(["export", *words, "-C", str(folder), *SHARED], {"ARCHIVE_TOOL_SOFFICE": "none"})


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def sealed(archive: Path) -> dict[str, bytes]:
    (path,) = archive.glob(f"archive/*/{NAME}.zip")
    with zipfile.ZipFile(path) as zipped:
        return {name.partition("/")[2]: zipped.read(name) for name in zipped.namelist()}


def last_line(archive: Path) -> dict[str, object]:
    return json.loads((archive / "archive" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1])


def test_a_bag_is_the_whole_package_and_still_verifies(archive: Path, tmp_path: Path) -> None:
    assert export(archive, NAME, str(tmp_path / "out" / "deep"), "--as", "bag") == 0
    made = tmp_path / "out" / "deep" / NAME
    assert contents(made) == sealed(archive)
    assert verify(made, source="x") == ()
    assert [path.name for path in made.parent.iterdir()] == [NAME]
    line = last_line(archive)
    assert (line["act"], line["by"]) == ("exported", "经办人甲")
    assert line["details"] == {"as": "bag", "to": str(made)}
    assert door.run(["verify", "-C", str(archive), *SHARED], {}) == 0


def test_a_folder_holds_the_papers_alone(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(archive, NAME, str(tmp_path), "--json") == 0
    said = json.loads(capsys.readouterr().out)
    papers = {name.removeprefix("data/"): data for name, data in sealed(archive).items() if name.startswith("data/")}
    assert contents(tmp_path / NAME) == papers
    assert said == {
        "package": NAME, "path": str(tmp_path / NAME), "as": "folder", "files": len(papers),
        "bytes": sum(map(len, papers.values())),
    }  # fmt: skip


def test_what_is_there_is_never_overwritten(archive: Path, tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    before = last_line(archive)
    assert export(archive, NAME, str(tmp_path)) == 5
    assert contents(tmp_path / NAME) == {}
    assert last_line(archive) == before


def test_a_dry_run_writes_nothing(archive: Path, tmp_path: Path) -> None:
    before = last_line(archive)
    assert export(archive, NAME, str(tmp_path / "out"), "--dry-run") == 0
    assert not (tmp_path / "out").exists()
    assert last_line(archive) == before


def test_a_damaged_package_is_not_handed_on(archive: Path, tmp_path: Path) -> None:
    (path,) = archive.glob(f"archive/*/{NAME}.zip")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert export(archive, NAME, str(tmp_path / "out"), "--as", "bag") == 6
    assert not (tmp_path / "out").exists()


def test_who_may_not_see_all_of_it_gets_no_copy(archive: Path, tmp_path: Path) -> None:
    with (archive / "archive-tool.yaml").open("a", encoding="utf-8") as handle:
        handle.write("\nusers:\n  a: {name: 经办人甲, clearance: 公开}\n")
    assert export(archive, NAME, str(tmp_path / "out")) == 9
    assert not (tmp_path / "out").exists()


def test_a_package_from_elsewhere_is_copied_without_a_line(archive: Path, tmp_path: Path) -> None:
    (path,) = archive.glob(f"archive/*/{NAME}.zip")
    other = tmp_path / "elsewhere.zip"
    shutil.copy(path, other)
    before = last_line(archive)
    assert export(archive, str(other), str(tmp_path / "out"), "--as", "bag") == 0
    assert contents(tmp_path / "out" / NAME) == sealed(archive)
    assert last_line(archive) == before


def test_a_copy_that_fails_half_way_leaves_nothing(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archive_tool.errors import EngineFailed
    from archive_tool.tasks import export as room

    written: list[Path] = []
    whole: Callable[..., object] = room.draft

    def full(path: Path, **facts: bool) -> object:
        if len(written) == 3:
            raise EngineFailed("write.differs", path=path)
        written.append(path)
        return whole(path, **facts)

    monkeypatch.setattr(room, "draft", full)
    assert export(archive, NAME, str(tmp_path / "out")) == 7
    assert list((tmp_path / "out").iterdir()) == []
