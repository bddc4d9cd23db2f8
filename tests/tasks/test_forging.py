"""A forger who computes every digest anew deceives the package, not the ledger; every edit of the ledger shows."""

import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_tool.cli import main as door
from archive_tool.packages.verifying import verify
from archive_tool.tasks.desk import Circumstances, Desk, open_desk
from tests.tasks.conftest import DAY
from tests.tasks.shelving import Paper, seal

Edit = Callable[[list[bytes], random.Random], list[bytes]]


def record(number: int) -> str:
    return f"format: 1\nkind: appointment\nid: KC-9-{number}\ntitle: 某案{number}\nyear: 2026\n"


def opened(folder: Path) -> Desk:
    folder.mkdir()
    (folder / "archive-tool.yaml").write_text("format: 1\n", encoding="utf-8")
    return open_desk(folder, Circumstances({}, DAY, by="周文"))


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A workspace with three sealed packages."""
    desk = opened(tmp_path / "ws")
    for number in range(3):
        seal(desk, record(number), papers=[Paper("C6", text=f"考察材料 {number}")])
    return tmp_path / "ws"


def verdict(shelf: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[tuple[str, str, str]]]:
    """Exit code of `verify`; rule, file and sentence of each error."""
    capsys.readouterr()
    code = door.run(["verify", "--json", "-C", str(shelf), "--lang", "zh", "--by", "李清", *words], {})
    told = json.loads(capsys.readouterr().out)["packages"]
    return code, [(f["rule"], f["file"], f["message"]) for each in told for f in each["findings"] if f["severity"] == "error"]


def test_a_forged_package_is_whole_by_itself_and_named_by_the_ledger(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verdict(shelf, capsys) == (0, [])
    forged = seal(opened(tmp_path / "forger"), record(1), papers=[Paper("C6", text="另一份考察材料")])
    (package,) = shelf.glob("archive/2026/*KC-9-1*.zip")
    assert forged.name == package.name
    package.write_bytes(forged.read_bytes())
    assert verify(package, source="x") == ()
    code, errors = verdict(shelf, capsys)
    assert code == 6
    ((rule, file, said),) = errors
    assert (rule, file) == ("V-208", f"archive/2026/{package.name}")
    assert "经办人" in said or "台账第" in said


def changed(lines: list[bytes], chance: random.Random) -> list[bytes]:
    """One letter of one line, anywhere."""
    place = chance.randrange(len(lines))
    line = bytearray(lines[place])
    line[chance.randrange(len(line) - 1)] ^= 1 << chance.randrange(7)
    return [*lines[:place], bytes(line), *lines[place + 1 :]]


def dropped(lines: list[bytes], chance: random.Random) -> list[bytes]:
    place = chance.randrange(len(lines))
    return [*lines[:place], *lines[place + 1 :]]


def inserted(lines: list[bytes], chance: random.Random) -> list[bytes]:
    place = chance.randrange(len(lines) + 1)
    return [*lines[:place], chance.choice(lines), *lines[place:]]


def swapped(lines: list[bytes], chance: random.Random) -> list[bytes]:
    first, second = chance.sample(range(len(lines)), 2)
    found = list(lines)
    found[first], found[second] = found[second], found[first]
    return found


def cut(lines: list[bytes], chance: random.Random) -> list[bytes]:
    return lines[: chance.randrange(len(lines))]


@pytest.mark.parametrize("edit", [changed, dropped, inserted, swapped, cut])
def test_every_kind_of_edit_of_the_ledger_is_found(edit: Edit, shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the head that was written down; of all but a cut end, which leaves orphans, the chain alone would tell."""
    assert verdict(shelf, capsys)[0] == 0
    ledger = shelf / "archive" / "ledger.jsonl"
    lines = ledger.read_bytes().splitlines(keepends=True)
    chance = random.Random(3)
    head = json.loads(lines[-1])["number"], hashlib.sha256(lines[-1].rstrip(b"\n")).hexdigest()
    for _ in range(12):
        ledger.write_bytes(b"".join(edit(lines, chance)))
        code, errors = verdict(shelf, capsys, "--head", f"{head[0]}:{head[1]}")
        assert code == 6
        assert errors
    ledger.write_bytes(b"".join(lines))
    assert verdict(shelf, capsys)[0] == 0
