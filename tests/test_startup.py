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


# What each command must not load, run to its end on the demo's workspace.
WORD = {"docx", "docxtpl", "jinja2"}
ENGINES = {"whoosh", "tantivy"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "barred"),
    [
        (("check", "KC-2026-001"), HEAVY - {"chinese_calendar", "lxml"}),
        (("verify", "--level", "fast"), HEAVY - {"chinese_calendar"}),
        (("show", "archive/2026/考察档案-KC-2026-001-永久.zip"), HEAVY - {"chinese_calendar"}),
        (("history", "KC-2026-001"), HEAVY - {"chinese_calendar"}),
        (("new", "appointment", "KC-2027-001", "--dry-run"), HEAVY - {"chinese_calendar"}),
        (("explain", "R-501"), HEAVY - {"chinese_calendar"}),
        (("search", "河道"), HEAVY - {"chinese_calendar", "whoosh"}),
        (("person", "沈砚秋"), HEAVY - {"chinese_calendar", "whoosh"}),
        (("roster", "--announced"), HEAVY - {"chinese_calendar", "whoosh", "pypinyin"}),
        (("notice", "list"), HEAVY - {"chinese_calendar", "jinja2"}),
        (("publish", "--dry-run"), HEAVY - {"chinese_calendar", "jinja2", "lxml"}),
        (("generate", "--dry-run"), {"pypdf", "openpyxl", "opencc", "pypinyin"} | ENGINES),
        (("status",), {"pypdf", "openpyxl", "opencc", "pypinyin"} | ENGINES),
        (("codes", "check"), HEAVY - {"chinese_calendar", "lxml"}),
        (("retain", "due"), HEAVY - {"chinese_calendar", "lxml"}),
        (("export", "考察档案-KC-2026-001-永久", "out", "--dry-run"), HEAVY - {"chinese_calendar", "lxml"}),
        (("paper", "list"), HEAVY - {"chinese_calendar"}),
        (("template", "list"), {"pypdf", "openpyxl", "opencc", "pypinyin"} | ENGINES),
        (("accession", "no-such-folder", "--id", "JS-1", "--dry-run"), WORD | ENGINES | {"openpyxl", "opencc"}),
        (("doctor",), HEAVY - {"chinese_calendar"}),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_command_loads_only_what_its_work_needs(words, barred, demo):
    done, names = loaded(*words, "--as-of", "2026-06-30", "--by", "经办人甲", folder=demo)
    assert done.returncode in (0, 1) or "no-such-folder" in words, done.stderr[-2000:]
    assert {name.split(".")[0] for name in names} & barred == set()
