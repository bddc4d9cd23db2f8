"""What was replaced: every file that gives way to another is kept in the case's history/ first."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive_tool.errors import WrongUsage
from archive_tool.workspace.layout import HISTORY
from archive_tool.writing import copy_file, make_folder

_KEPT = re.compile(r"(\d{8}T\d{6})_(\d{3})_(.+)")


@dataclass(frozen=True, slots=True)
class Kept:
    """A replaced file: `number` counts from 1, newest first; `origin` is its path within the case folder."""

    number: int
    path: Path
    origin: str
    when: datetime


def keep(folder: Path, file: Path, when: datetime) -> Path:
    """Copies a file of a case folder into history/ and returns the copy; the file itself stays where it is.

    The name holds the time, a running number and the path within the case, `documents!C6_考察材料.docx`.
    """
    history = make_folder(folder / HISTORY)
    stamp = f"{when:%Y%m%dT%H%M%S}"
    taken = {path.name[:19] for path in history.glob(f"{stamp}_*")}
    number = next(n for n in range(1000) if f"{stamp}_{n:03d}" not in taken)
    target = history / f"{stamp}_{number:03d}_{file.relative_to(folder).as_posix().replace('/', '!')}"
    copy_file(file, target)
    return target


def kept(folder: Path, name: str = "") -> tuple[Kept, ...]:
    """What was replaced in a case, newest first; with a name only files of that name."""
    found = []
    for path in sorted((folder / HISTORY).glob("*"), reverse=True) if (folder / HISTORY).is_dir() else ():
        match = _KEPT.fullmatch(path.name)
        if match:
            origin = match.group(3).replace("!", "/")
            if not name or name in (origin, Path(origin).name):
                found.append((path, origin, datetime.strptime(match.group(1), "%Y%m%dT%H%M%S")))  # noqa: DTZ007 - local time, as the clerk's clock showed it
    return tuple(Kept(number, *each) for number, each in enumerate(found, start=1))


def restore(folder: Path, wanted: Kept, when: datetime) -> Path:
    """Puts a kept file back in its place; the present one goes to history first. Returns the restored path.

    Raises WrongUsage when its place lies outside the case folder (a history file was renamed by hand).
    """
    target = folder / wanted.origin
    if not target.resolve().is_relative_to(folder.resolve()):
        raise WrongUsage("history.outside", file=wanted.path.name)
    make_folder(target.parent)
    if target.exists():
        keep(folder, target, when)
    copy_file(wanted.path, target)
    return target
