"""`export --as transport`: sealed with a passphrase in the age format, opened by another program, never the archive."""

import hashlib
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from pyrage import passphrase as by_passphrase

from archive_tool.cli import main as door
from archive_tool.tasks import transport
from archive_tool.tasks.desk import Circumstances, Desk, open_desk
from tests.tasks.conftest import DAY
from tests.tasks.keeping import BY, clearance, ledger, run
from tests.tasks.shelving import Paper, seal

RECORD = "format: 1\nkind: decision\nid: JD-2027-01\ntitle: 某次会议决定\nyear: 2027\n"
WORDS = "观澜 渡口 墨斗 三十七"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "ws"
    (folder / "cases").mkdir(parents=True)
    (folder / "archive-tool.yaml").write_text("format: 1\n", encoding="utf-8")
    return open_desk(folder, Circumstances({}, DAY, by=BY))


@pytest.fixture
def package(desk: Desk) -> Path:
    return seal(desk, RECORD, papers=[Paper("C5", text="内容。" * 50_000)])


def send(desk: Desk, package: Path, target: Path, words: str = WORDS) -> int:
    file = target.parent / "口令.txt"
    file.write_text(f"{words}\n", encoding="utf-8")
    return run(desk.layout.root, "export", package.stem, str(target), "--as", "transport", "--passphrase-file", str(file))


def test_age_opens_it_with_the_key_that_the_passphrase_opens(desk: Desk, package: Path, tmp_path: Path, program: Callable[[str], str]) -> None:
    assert send(desk, package, tmp_path / "out") == 0
    made = tmp_path / "out" / package.stem
    assert {path.name for path in made.iterdir()} == {f"{package.name}.age", "钥匙.age", "先读我.txt"}
    key = by_passphrase.decrypt((made / "钥匙.age").read_bytes(), WORDS)
    (tmp_path / "key.txt").write_bytes(key)
    opened = tmp_path / "opened.zip"
    done = subprocess.run([program("age"), "-d", "-i", str(tmp_path / "key.txt"), "-o", str(opened), str(made / f"{package.name}.age")], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert opened.read_bytes() == package.read_bytes()
    note = (made / "先读我.txt").read_text(encoding="utf-8-sig")
    assert hashlib.sha256(package.read_bytes()).hexdigest() in note
    everything = b"".join(path.read_bytes() for path in desk.layout.root.rglob("*") if path.is_file())
    assert WORDS.encode() not in everything
    assert WORDS not in note
    assert (ledger(desk.layout.root)[-1]["act"], ledger(desk.layout.root)[-1]["details"]["as"]) == ("exported", "transport")


def test_another_passphrase_does_not_open_it(desk: Desk, package: Path, tmp_path: Path) -> None:
    assert send(desk, package, tmp_path / "out") == 0
    with pytest.raises(Exception, match=r"(?i)decryption|failed|passphrase|match"):
        by_passphrase.decrypt((tmp_path / "out" / package.stem / "钥匙.age").read_bytes(), f"{WORDS}！")


def test_a_short_or_missing_passphrase_is_refused(desk: Desk, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert send(desk, package, tmp_path / "out", "八个字符的口令啊") == 2
    assert run(desk.layout.root, "export", package.stem, str(tmp_path / "out"), "--as", "transport", "--passphrase-file", "没有") == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert run(desk.layout.root, "export", package.stem, str(tmp_path / "out"), "--as", "transport") == 2
    assert not (tmp_path / "out").exists()


def test_on_a_terminal_it_is_asked_for_twice(desk: Desk, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []

    def prompt(_text: str, **how: object) -> str:
        asked.append(how)
        return WORDS

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "prompt", prompt)
    assert run(desk.layout.root, "export", package.stem, str(tmp_path / "out"), "--as", "transport") == 0
    assert [(how["hide_input"], how["confirmation_prompt"]) for how in asked] == [(True, True)]


def test_without_pyrage_it_says_what_to_install(desk: Desk, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(transport, "import_module", lambda name: (_ for _ in ()).throw(ImportError(name)))
    assert send(desk, package, tmp_path / "out") == 7
    assert "pip install" in capsys.readouterr().err


def test_a_folder_is_no_package_to_seal(desk: Desk, package: Path, tmp_path: Path) -> None:
    assert run(desk.layout.root, "export", package.stem, str(tmp_path), "--as", "bag") == 0
    (tmp_path / "口令.txt").write_text(WORDS, encoding="utf-8")
    words = ["export", str(tmp_path / package.stem), str(tmp_path / "out"), "--as", "transport", "--passphrase-file", str(tmp_path / "口令.txt")]
    assert door.run([*words, "-C", str(desk.layout.root), "--by", BY], {}) == 1
    assert list((tmp_path / "out").iterdir()) == []


def test_what_changed_on_the_way_is_no_sealed_copy(desk: Desk, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = transport.file_digest
    monkeypatch.setattr(transport, "file_digest", lambda path: "0" * 64 if path == package else whole(path))
    assert send(desk, package, tmp_path / "out") == 5
    assert list((tmp_path / "out").iterdir()) == []


def test_it_keeps_to_the_clearance(desk: Desk, package: Path, tmp_path: Path) -> None:
    clearance(desk.layout.root, "公开")
    assert send(desk, package, tmp_path / "out") == 9
