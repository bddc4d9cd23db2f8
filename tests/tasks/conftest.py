"""A workspace of the samples, and how a test works in it."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from archive_tool.cli import main as door
from archive_tool.tasks.cases import Loaded, Reader
from archive_tool.tasks.desk import Circumstances, Desk, open_desk

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "valid"
DAY = date(2026, 6, 30)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A copy of the samples; tests may change it."""
    target = tmp_path / "ws"
    shutil.copytree(SAMPLES, target)
    return target


@pytest.fixture
def desk(workspace: Path) -> Desk:
    return open_desk(workspace, Circumstances({"ARCHIVE_TOOL_SOFFICE": "none"}, DAY, by="经办人甲"))


def cases_of(desk: Desk, *wanted: str) -> tuple[Loaded, ...]:
    return tuple(Reader(desk).chosen(wanted, desk.layout.root))


@pytest.fixture
def tool(workspace: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """`tool("check", "KC-2026-001")` runs a command in the workspace: exit code, stdout, stderr."""

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        shared = ["-C", str(workspace), "--lang", "zh", "--as-of", DAY.isoformat(), "--by", "经办人甲"]
        code = door.run([*words, *shared], {"ARCHIVE_TOOL_SOFFICE": "none"})
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
