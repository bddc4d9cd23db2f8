"""Every command that writes, stopped at a few of the system calls that touch the workspace.

`python tests/benchmarks/crashes.py` stops at all of them. Here each command is stopped where the disk may be full, may
break, may be read-only, or the power may fail, at as many places as CRASHES says. It runs in a process of its own: each
command is forked from it, and so it must have no threads.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "benchmarks" / "crashes.py"
PLACES = int(os.environ.get("CRASHES", "4"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "scenes",
    [
        ("generate", "attach", "pack", "supplement"),
        ("accession", "old", "new", "person", "import", "change", "feedback", "withdraw", "proof", "close", "copy", "save", "form"),
        ("assign", "codes", "archive", "place", "lend", "return", "dispose", "print", "report"),
    ],
)
def test_a_command_that_is_stopped_anywhere_loses_nothing_and_succeeds_the_next_time(
    scenes: tuple[str, ...], program: Callable[[str], str]
) -> None:
    program("strace")
    words = [sys.executable, str(SCRIPT), "--only", ",".join(scenes), "--at-most", str(PLACES), "--chance", "7"]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(f"broken {PLACES} times, 0 things wrong") == len(scenes)
