"""How a child process of ours is started, isolated, from wherever our package stands; how one is asked one thing."""

import json
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, Final

# -I: neither the working directory nor PYTHON* variables; the folder our package stands in is handed over.
_CODE: Final = (
    "import runpy, sys; sys.path.append(sys.argv.pop(1)); module = sys.argv.pop(1); "
    "runpy.run_module(module, run_name='__main__')"
)
_PACKAGE_FOLDER: Final = str(Path(__file__).resolve().parents[2])


def child_command(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of ours as a program, with these arguments."""
    return [sys.executable, "-I", "-c", _CODE, _PACKAGE_FOLDER, module, *arguments]


def ask_child(module: str, *arguments: str, handle: IO[bytes], seconds: float) -> tuple[dict[str, Any], bytes]:
    """What a child says of a file: the line of JSON it begins with, then its bytes.

    Both empty when it failed, died or took longer than `seconds`.
    """
    try:
        done = subprocess.run(  # noqa: S603 - this very Python
            child_command(module, *arguments), stdin=handle, capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {}, b""
    line, _, data = done.stdout.partition(b"\n")
    try:
        head = json.loads(line)
    except ValueError:
        return {}, b""
    return (head, data) if isinstance(head, dict) else ({}, b"")
