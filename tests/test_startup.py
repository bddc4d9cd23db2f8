"""What a command loads: help needs nothing heavy, and each command only what its own work needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {"docx", "docxtpl", "jinja2", "lxml", "whoosh", "pypdf", "openpyxl", "pypinyin", "opencc", "chinese_calendar"}
# Measuring coverage in the child would load modules of its own.
QUIET = {name: value for name, value in os.environ.items() if not name.startswith("COV")}


def loaded(*words: str, folder: Path) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """Runs the tool from a plain checkout; gives what it said and the top names of the modules it imported."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "archive_tool", *words],
        capture_output=True, text=True, check=False, cwd=folder, encoding="utf-8",
        env={**QUIET, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "LANG": "zh_CN.UTF-8"},
    )
    names = {
        line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")
    }
    return done, names


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("no-such-command",)])
def test_help_loads_no_heavy_library_and_no_room(words, tmp_path):
    _, names = loaded(*words, folder=tmp_path)
    assert {name.split(".")[0] for name in names} & HEAVY == set()
    rooms = ("records", "procedure", "documents", "packages", "search", "notices", "tasks", "texts")
    assert {name for name in names if name.startswith(tuple(f"archive_tool.{room}" for room in rooms))} == set()


def test_what_is_loaded_is_seen(tmp_path):
    done, names = loaded("--version", folder=tmp_path)
    assert done.returncode == 0
    assert {"click", "archive_tool.cli.main"} <= names
