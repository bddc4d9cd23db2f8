"""Whether somebody has a file open: Word, WPS and LibreOffice each leave a lock file beside it."""

from pathlib import Path
from typing import Final

_WHOLE_NAME: Final = 8  # Word drops the first two characters of longer names


def lock_files(path: Path) -> tuple[tuple[str, Path], ...]:
    """The lock files that a program would leave beside a file."""
    name = path.name
    word = name if len(path.stem) < _WHOLE_NAME - 1 else name[1:] if len(path.stem) == _WHOLE_NAME - 1 else name[2:]
    return (
        ("Word", path.with_name(f"~${word}")), ("WPS", path.with_name(f"~${name}")),
        ("WPS", path.with_name(f".~{name}")),
        ("LibreOffice", path.with_name(f".~lock.{name}#")),
    )  # fmt: skip


def open_in(path: Path) -> str:
    """The program that has the file open; empty when none has."""
    return next((program for program, lock in lock_files(path) if lock.exists()), "")
