"""How a child process of ours is started: isolated, from wherever our package stands."""

import sys
from pathlib import Path
from typing import Final

# -I: neither the working directory nor PYTHON* variables; the folder our package stands in is handed over.
_CODE: Final = (
    "import runpy, sys; sys.path.append(sys.argv.pop(1)); module = sys.argv.pop(1); "
    "runpy.run_module(module, run_name='__main__')"
)
_PACKAGE_FOLDER: Final = str(Path(__file__).resolve().parents[2])


def child_command(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of ours as a program, with these arguments."""
    return [sys.executable, "-I", "-c", _CODE, _PACKAGE_FOLDER, module, *arguments]
