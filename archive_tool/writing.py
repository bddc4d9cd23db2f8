"""The one write path (security, section 5, rule 1): draft beside the target, fsync, rename, folder fsync; and locks.

Whatever is written is whole or not there. A failed fsync is a failed write: it is never tried again as if nothing
had happened.
"""

import errno
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from archive_tool import limits
from archive_tool.errors import Busy, Conflict, EngineFailed
from archive_tool.platforms import exchange, narrow, sync_folder, try_lock

DRAFT_PREFIX = ".draft-"  # a crash leaves only files of this name, swept by the next run
_WAIT_SECONDS = 0.05
_CHUNK = 1024 * 1024
_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)


def make_folder(path: Path, *, private: bool = True) -> Path:
    """Makes a folder and those above it that are missing; private ones get 0700 where the system has rights."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    with _clear(path):
        path.mkdir(parents=True, exist_ok=True)
        for folder in missing:
            if private:
                narrow(folder, folder=True)
    return path


@contextmanager
def draft(path: Path, *, private: bool = True) -> Iterator[IO[bytes]]:
    """A binary file that becomes `path` when the block ends well and vanishes when it does not; `name` is its own path.

    Raises Conflict when the target is open elsewhere (Windows), EngineFailed when the disk is full or broken.
    """
    beside = path.with_name(f"{DRAFT_PREFIX}{secrets.token_hex(8)}")
    with _clear(path):
        try:
            with _open_new(beside) as handle:
                try_lock(handle)  # as long as it is held it is no litter
                yield handle
                handle.flush()
                os.fsync(handle.fileno())
            if not private:
                _widen(beside)
            beside.replace(path)
            sync_folder(path.parent)
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()


@contextmanager
def scratch(folder: Path) -> Iterator[IO[bytes]]:
    """A private file in a folder for what is only on the way; `name` is its path. It vanishes when the block ends."""
    beside = folder / f"{DRAFT_PREFIX}{secrets.token_hex(8)}"
    with _clear(beside):
        try:
            with _open_new(beside) as handle:
                yield handle
        finally:
            beside.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes, *, private: bool = True, read_back: bool = False) -> None:
    """Writes a whole file. With `read_back` it is read again and compared before this returns."""
    with draft(path, private=private) as handle:
        handle.write(data)
    if read_back and path.read_bytes() != data:
        raise EngineFailed("write.differs", path=path)


def write_aside(path: Path, data: bytes, *, private: bool = False) -> None:
    """Writes a whole file where the user asked for it, in a folder that nobody else of us sweeps.

    What a crash left there goes first: drafts that no running command holds.
    """
    for litter in path.parent.glob(f"{DRAFT_PREFIX}*"):
        with suppress(OSError):
            with litter.open("r+b") as handle:
                free = try_lock(handle)
            if free:
                litter.unlink()
    write_bytes(path, data, private=private)


def copy_file(source: Path, target: Path) -> None:
    """Copies a file piece by piece; the copy is whole or not there."""
    with source.open("rb") as reading, draft(target) as writing:
        while chunk := reading.read(_CHUNK):
            writing.write(chunk)


def remove_file(path: Path) -> None:
    """Removes a file for good; that it is gone is on the disk when this returns. A file that is gone is no error."""
    with _clear(path):
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def append_line(path: Path, line: bytes) -> None:
    """Adds one line to a file and flushes it to the disk; the caller holds the lock.

    A last line that a crash cut short is the reader's to report; it is closed first, so that it spoils no other.
    """
    with _clear(path), _open_to_append(path) as handle:
        if handle.tell() and not _ends_whole(path):
            handle.write(b"\n")
        handle.write(line.rstrip(b"\n") + b"\n")
        handle.flush()
        os.fsync(handle.fileno())
    sync_folder(path.parent)


@contextmanager
def folder_draft(target: Path) -> Iterator[Path]:
    """An empty public folder beside `target`, to make it in and to swap in; gone when the block ends without that.

    It lies where nobody sweeps, in a folder of the user's own; so it is named by its target, and the next run for the
    same target removes what a crash left.
    """
    made = target.with_name(f"{DRAFT_PREFIX}{hashlib.sha256(target.name.encode()).hexdigest()[:16]}")
    shutil.rmtree(made, ignore_errors=True)
    try:
        yield make_folder(made, private=False)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def swap_folder(made: Path, target: Path) -> None:
    """Puts a folder made aside in the place of `target`; the old one goes. Both must be on one disk.

    On Linux the two change places in one step. Elsewhere `target` is absent for a moment between two renames: for
    derived folders (index, site) only, whose readers take absence for "being made".
    """
    old = target.with_name(f"{DRAFT_PREFIX}{secrets.token_hex(8)}")
    with _clear(target):
        if target.exists() and exchange(made, target):
            made.rename(old)
        else:
            if target.exists():
                target.rename(old)
            made.rename(target)
        sync_folder(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Removes what a crash left in a folder; the caller holds the folder's lock."""
    for litter in folder.glob(f"{DRAFT_PREFIX}*"):
        if litter.is_dir() and not litter.is_symlink():
            shutil.rmtree(litter, ignore_errors=True)
        else:
            with suppress(OSError):
                litter.unlink()


@contextmanager
def locked(path: Path, holder: str, seconds: float = limits.LOCK_SECONDS) -> Iterator[None]:
    """Holds the kernel's lock on `path` for the block; the file stays, the lock dies with its owner.

    Waits up to `seconds`; then raises Busy that names who holds it (`holder` of the other, as it wrote it).
    """
    make_folder(path.parent)
    with _clear(path):
        handle = path.open("a+b")
    with handle:
        _wait_for(handle, path, time.monotonic() + seconds)
        with _clear(path):
            handle.truncate(0)
            handle.write(holder.encode("utf-8", "replace"))
            handle.flush()
        yield


def _wait_for(handle: IO[bytes], path: Path, until: float) -> None:
    while not try_lock(handle):
        if time.monotonic() >= until:
            raise Busy("lock.held", holder=_read_holder(path) or "?", path=path)
        time.sleep(_WAIT_SECONDS)


def _open_new(path: Path) -> IO[bytes]:
    return open(path, "x+b", opener=_private)  # a handle that knows its name; Path.open takes no opener


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _open_to_append(path: Path) -> IO[bytes]:
    flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    handle = os.fdopen(os.open(path, flags, 0o600), "ab")
    handle.seek(0, os.SEEK_END)
    return handle


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as handle:
        handle.seek(-1, os.SEEK_END)
        return handle.read(1) == b"\n"


def _widen(path: Path) -> None:
    """The rights that the umask would have given: what is public follows it."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def _read_holder(path: Path) -> str:
    with suppress(OSError):
        return path.read_bytes()[: limits.NAME_BYTES].decode("utf-8", "replace")
    return ""  # Windows forbids reading a locked file


@contextmanager
def _clear(path: Path) -> Iterator[None]:
    """Translates the system's complaints about writing into ours; those about files elsewhere pass."""
    try:
        yield
    except OSError as error:
        if error.filename is not None and Path(os.fsdecode(error.filename)).parent not in (path.parent, path):
            raise
        if isinstance(error, PermissionError):
            raise Conflict("write.denied", path=path) from error
        key = "write.full" if error.errno in _FULL else "write.failed"
        raise EngineFailed(key, path=path, reason=error.strerror or str(error)) from error
