"""Every command that writes, stopped at a few of the system calls that touch the workspace.

`python tests/benchmarks/crashes.py` stops at all of them. Here each command is stopped where the disk may be full, may
break, may be read-only, or the power may fail, at as many places as CRASHES says.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import crashes

PLACES = int(os.environ.get("CRASHES", "4"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["generate", "attach", "pack"])
def test_a_command_that_is_stopped_anywhere_loses_nothing_and_succeeds_the_next_time(
    name: str, tmp_path: Path, program: Callable[[str], str]
) -> None:
    program("strace")
    (scene,) = (each for each in crashes.SCENES if each.name == name)
    count, wrong = crashes.tried(scene, PLACES, tmp_path, chance=7)
    assert count == PLACES
    assert wrong == []
