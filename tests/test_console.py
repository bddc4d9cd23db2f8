"""Consoles that cannot show everything: a GBK one gets an escape for what it lacks, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RARE = "𠮷"  # a character of names that GBK does not have


def run(*words: str, encoding: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Runs the tool as on a console of that encoding."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, "-m", "archive_tool", *words],
        capture_output=True, check=False, cwd=folder, env=environment,
    )


@pytest.mark.parametrize("encoding", ["gbk", "cp936", "gb18030", "utf-8"])
def test_help_is_shown_in_chinese_on_every_console(encoding, tmp_path):
    done = run("--help", "--lang", "zh", encoding=encoding, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "archive-tool [选项] 命令" in done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["gbk", "cp936", "ascii"])
def test_a_character_that_the_console_lacks_is_shown_as_its_number(encoding, tmp_path):
    done = run("--lang", "zh", f"no-such-{RARE}", encoding=encoding, folder=tmp_path)
    said = done.stderr.decode(encoding)
    assert done.returncode == 2
    assert "\\U00020bb7" in said
    assert "Traceback" not in said
