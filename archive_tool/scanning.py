"""Calls the virus scanner of the machine, when there is one. It is somebody else's program: found, asked, believed."""

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from archive_tool.model.filing import Scan

_KNOWN: Final = ("clamdscan", "clamscan")  # the first needs its daemon; where it fails the second is asked
_AT_ONCE: Final = 500  # files named in one call
_SECONDS: Final = 3_600
_CLEAN, _INFECTED = 0, 1
_FOUND: Final = " FOUND"


def scanners(asked: str, path: str) -> tuple[str, ...]:
    """The scanners to ask, the preferred one first.

    Args:
        asked: path of a program that understands the options of clamscan, `none` for none, empty to look for one.
        path: where programs are looked for.
    """
    if asked:
        named = shutil.which(asked, path=path)
        return (named,) if named and asked != "none" else ()
    return tuple(place for name in _KNOWN if (place := shutil.which(name, path=path)))


def scan(files: Sequence[Path], programs: Iterable[str]) -> Scan | None:
    """What the first scanner that works says of the files; None when there is none."""
    last = None
    for program in programs:
        last = _asked(program, files)
        if not last.failed:
            return last
    return last


def _asked(program: str, files: Sequence[Path]) -> Scan:
    name = Path(program).name
    infected: list[tuple[str, str]] = []
    for start in range(0, len(files), _AT_ONCE):
        named = [str(path) for path in files[start : start + _AT_ONCE]]
        pass_on = ["--fdpass"] if name == "clamdscan" else []  # the daemon may not be allowed to open our files itself
        try:
            done = subprocess.run(  # noqa: S603 - the scanner that the machine's owner installed or named
                [program, "--no-summary", "--infected", *pass_on, "--", *named],
                stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            return Scan(name, len(files), failed=type(error).__name__)
        if done.returncode not in (_CLEAN, _INFECTED):
            return Scan(name, len(files), failed=f"{done.returncode}")
        infected += _infected(done.stdout.decode("utf-8", "replace"))
        if done.returncode == _INFECTED and not infected:
            return Scan(name, len(files), failed=f"{done.returncode}")
    return Scan(name, len(files), tuple(infected))


def _infected(said: str) -> Iterable[tuple[str, str]]:
    """Path and virus of each line `path: name FOUND`."""
    for line in said.splitlines():
        if line.endswith(_FOUND):
            path, _, virus = line.removesuffix(_FOUND).rpartition(": ")
            yield Path(path).name, virus
