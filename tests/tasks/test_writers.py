"""Many at once: eight people attach papers to one case while somebody reads; whoever waits too long is told for whom."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_tool.records.reading import read
from archive_tool.tasks.cases import Reader
from archive_tool.tasks.desk import Desk
from archive_tool.writing import locked
from tests.tasks.conftest import DAY

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("WRITERS_ROUNDS", "1"))
WRITERS, CASE, BUSY = 8, "JD-2026-06", 8


def started(workspace: Path, *words: str) -> "subprocess.Popen[bytes]":
    shared = ["-C", str(workspace), "--lang", "zh", "--as-of", DAY.isoformat(), "--by", "经办人甲", "-q"]
    environment = {**os.environ, "ARCHIVE_TOOL_SOFFICE": "none", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "archive_tool", *words, *shared],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(300 + 60 * ROUNDS)  # nine programs at once, each round, on two processors
def test_eight_writers_and_a_reader_lose_nothing(workspace: Path, desk: Desk, tmp_path: Path) -> None:
    (loaded,) = Reader(desk).chosen((CASE,), workspace)
    for turn in range(ROUNDS):
        papers = [tmp_path / f"{turn}-{number}.txt" for number in range(WRITERS)]
        for paper in papers:
            paper.write_text(f"材料 {paper.name}\n", encoding="utf-8")
        waiting = papers
        while waiting:
            running = {paper: started(workspace, "attach", CASE, str(paper), "--item", "Z2") for paper in waiting}
            reader = started(workspace, "check", CASE)
            said = {paper: process.communicate()[0].decode() for paper, process in running.items()}
            assert "Traceback" not in reader.communicate()[0].decode()
            assert reader.returncode in (0, 1)  # a record read while others write is a whole one
            assert {process.returncode for process in running.values()} <= {0, BUSY}, said
            waiting = [paper for paper, process in running.items() if process.returncode == BUSY]
    folder = loaded.folder
    registered = read((folder / "received.yaml").read_bytes(), "received.yaml")
    text = (folder / "received.yaml").read_text(encoding="utf-8")
    assert registered is not None
    for paper in tmp_path.glob("*-*.txt"):
        assert text.count(hashlib.sha256(paper.read_bytes()).hexdigest()) == 1
    kept = [path.read_bytes() for path in (folder / "attachments").glob("Z2_*.txt")]
    assert sorted(kept) == sorted({*kept})
    assert {path.read_bytes() for path in tmp_path.glob("*-*.txt")} <= set(kept)


def test_a_writer_that_waits_says_for_whom_and_ends_as_busy(
    workspace: Path, desk: Desk, tmp_path: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    paper = tmp_path / "a.txt"
    paper.write_text("x", encoding="utf-8")
    with locked(desk.layout.lock, "李清 pack"):
        code, _, said = tool("attach", CASE, str(paper), "--item", "Z2")
    assert code == BUSY
    assert "李清 pack" in said
