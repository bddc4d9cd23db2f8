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


@pytest.mark.parametrize("words", [("doctor",), ("doctor", "--json")])
def test_the_doctor_speaks_on_a_gbk_console(words, tmp_path):
    done = run(*words, "--lang", "zh", encoding="gbk", folder=tmp_path)
    assert done.returncode == 0
    assert "Python" in done.stdout.decode("gbk")


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["gbk", "cp936"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("search", "河道"), "河道"),
        (("search", f"河道{RARE}"), "共 0 件"),
        (("search", "河道", "--json"), "河道"),
        (("status", "KC-2026-004"), "教育局"),
        (("check", "KC-2026-004"), "缺少归档材料"),
        (("show", "archive/2026/考察档案-KC-2026-001-永久.zip"), "考察"),
        (("verify", "--level", "fast"), "完好"),
    ],
    ids=lambda value: " ".join(value).encode("unicode_escape").decode() if isinstance(value, tuple) else "",
)
def test_commands_speak_on_a_gbk_console(words, said, encoding, demo):
    done = run(*words, "--lang", "zh", "--as-of", "2026-06-30", "--by", "经办人甲", encoding=encoding, folder=demo)
    assert said in done.stdout.decode(encoding)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1)
