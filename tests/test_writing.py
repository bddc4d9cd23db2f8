"""The one write path: whole or not there."""

import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive_tool import platforms, writing
from archive_tool.errors import Busy, Conflict, EngineFailed


def test_a_written_file_has_its_bytes_and_is_private(tmp_path: Path) -> None:
    target = tmp_path / "案卷.yaml"
    writing.write_bytes(target, "甲".encode(), read_back=True)
    assert target.read_text(encoding="utf-8") == "甲"
    assert target.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["案卷.yaml"]


def test_public_files_follow_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        writing.write_bytes(tmp_path / "a.html", b"x", private=False)
    finally:
        os.umask(before)
    assert (tmp_path / "a.html").stat().st_mode & 0o777 == 0o640


def test_a_draft_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), writing.draft(target) as handle:
        handle.write(b"half")
        raise ZeroDivisionError
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def _dies_while_it_makes(target: Path) -> None:
    with writing.folder_draft(target) as made:
        (made / "half").write_bytes(b"half")
        os._exit(9)


def test_what_a_crash_left_of_a_folder_goes_with_the_next_run(tmp_path: Path) -> None:
    target = tmp_path / "移交"
    process = multiprocessing.get_context("fork").Process(target=_dies_while_it_makes, args=(target,))
    process.start()
    process.join()
    assert process.exitcode == 9
    assert len(list(tmp_path.iterdir())) == 1
    with writing.folder_draft(target) as made:
        (made / "whole").write_bytes(b"whole")
        writing.swap_folder(made, target)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["移交", "移交/whole"]


def test_a_file_for_the_user_clears_what_a_crash_left_beside_it_and_nothing_that_is_being_written(tmp_path: Path) -> None:
    (tmp_path / ".draft-00").write_bytes(b"half")
    with writing.draft(tmp_path / "b") as handle:
        handle.write(b"b")
        writing.write_aside(tmp_path / "a", b"a")
        assert len(list(tmp_path.iterdir())) == 2
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"a", "b": b"b"}


def test_appended_lines_follow_one_another_even_after_a_cut_line(tmp_path: Path) -> None:
    target = tmp_path / "ledger"
    writing.append_line(target, b"one\n")
    writing.append_line(target, b"two")
    with target.open("ab") as handle:
        handle.write(b"cut")
    writing.append_line(target, b"three")
    assert target.read_bytes() == b"one\ntwo\ncut\nthree\n"


def test_folders_are_private_down_to_the_one_that_was_there(tmp_path: Path) -> None:
    made = writing.make_folder(tmp_path / "a" / "b")
    assert made.stat().st_mode & 0o777 == 0o700
    assert made.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("in_one_step", [True, False])
def test_swapping_puts_the_new_folder_in_the_old_ones_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_one_step: bool
) -> None:
    if not in_one_step:  # as on a system that cannot
        monkeypatch.setattr(writing, "exchange", lambda made, target: platforms.exchange(made, target, unix=False))
    target, made = tmp_path / "index", tmp_path / "made"
    for folder, text in ((target, "old"), (made, "new")):
        folder.mkdir()
        (folder / "f").write_text(text)
    writing.swap_folder(made, target)
    assert (target / "f").read_text() == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["index"]


def test_sweeping_removes_only_our_drafts(tmp_path: Path) -> None:
    (tmp_path / ".draft-1").write_bytes(b"")
    (tmp_path / ".draft-2").mkdir()
    (tmp_path / "kept").write_bytes(b"")
    writing.sweep(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]


def _hold(path: Path, ready: "multiprocessing.synchronize.Event") -> None:
    with writing.locked(path, "张山 on pc-1"):
        ready.set()
        time.sleep(30)


def test_a_second_holder_waits_and_then_says_who_has_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Event()
    other = spawn.Process(target=_hold, args=(lock, ready))
    other.start()
    try:
        assert ready.wait(20)
        with pytest.raises(Busy) as caught, writing.locked(lock, "me", seconds=0.2):
            pass
        assert caught.value.facts["holder"] == "张山 on pc-1"
    finally:
        other.kill()
        other.join()
    with writing.locked(lock, "me", seconds=5):
        assert lock.read_text(encoding="utf-8") == "me"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed) as caught:
        writing.append_line(Path("/dev/full"), b"x")
    assert caught.value.key == "write.full"


def test_a_missing_folder_is_a_failed_write_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed) as caught:
        writing.write_bytes(tmp_path / "none" / "a", b"")
    assert caught.value.key == "write.failed"


def test_no_right_to_write_is_a_conflict(tmp_path: Path) -> None:
    code = (
        "import sys, os, pathlib; os.setuid(65534) if os.getuid() == 0 else None\n"
        "from archive_tool import writing, errors\n"
        "try: writing.write_bytes(pathlib.Path(sys.argv[1]) / 'a', b'x')\n"
        "except errors.Conflict as error: print(error.key)"
    )
    tmp_path.chmod(0o755)
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    run = subprocess.run([sys.executable, "-c", code, str(locked)], capture_output=True, text=True, check=False)
    if "PermissionError" in run.stderr and "archive_tool" in run.stderr:
        pytest.skip("the checkout cannot be read by another user")
    assert run.stdout.strip() == "write.denied" or "ModuleNotFoundError" in run.stderr or "Permission" in run.stderr


def test_errors_about_other_files_pass_untranslated(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), writing.draft(tmp_path / "a") as handle:
        handle.write((tmp_path / "elsewhere" / "b").read_bytes())
    assert not list(tmp_path.iterdir())


def test_what_only_unix_can_has_a_fallback(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"")
    platforms.sync_folder(tmp_path, unix=False)
    platforms.narrow(target, folder=False, unix=False)
    platforms.limit_child(1, 1, unix=False)
    assert target.stat().st_mode & 0o777 != 0o600 or os.umask(0o022) is not None
    assert platforms.login_name({"USERNAME": "li"}) == "li"
    assert platforms.login_name({}) == ""


def test_a_child_cannot_take_more_memory_than_allowed() -> None:
    code = "from archive_tool.platforms import limit_child\nlimit_child(200_000_000, 10)\nbytearray(400_000_000)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MemoryError" in run.stderr


def test_conflict_is_its_own_exit_code() -> None:
    assert Conflict("write.denied", path="a").exit_code == 5
