"""What only Unix can do, in one place, each with its stated fallback.

On Windows: files are locked with msvcrt (kernel locks too, released when their owner dies); folders cannot be fsynced
and rights cannot be narrowed, which the documentation says; `RUSAGE` limits for children do not exist, so the watchdog
alone holds them.
"""

import contextlib
import ctypes
import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

UNIX = sys.platform != "win32"
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE (linux/fcntl.h, linux/fs.h)

if UNIX:
    import fcntl
    import resource
else:  # pragma: no cover - run on Windows only
    import msvcrt


def try_lock(handle: IO[bytes], *, unix: bool = UNIX) -> bool:
    """Takes the kernel's exclusive lock on an open file, without waiting; False when another process has it.

    The fallback locks the first byte; it works on every system Python knows a lock for.
    """
    try:
        if unix:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:  # pragma: no cover - run on Windows only
            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True


def sync_folder(folder: Path, *, unix: bool = UNIX) -> None:
    """Flushes a folder's entries to the disk; without Unix there is no such call and the rename has to do."""
    if not unix:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def exchange(first: Path, second: Path, *, unix: bool = UNIX) -> bool:
    """Lets two folders of one disk change places in one step, so that neither name is ever absent.

    False when the system or the disk cannot (only Linux can), and two renames have to do.
    """
    if not unix or not sys.platform.startswith("linux"):
        return False
    call = getattr(ctypes.CDLL(None), "renameat2", None)
    return call is not None and call(_HERE, os.fsencode(first), _HERE, os.fsencode(second), _EXCHANGE) == 0


def narrow(path: Path, *, folder: bool, unix: bool = UNIX) -> None:
    """Gives a file 0600 or a folder 0700; without Unix rights are those of the folder above."""
    if unix:
        path.chmod(0o700 if folder else 0o600)


def limit_child(memory_bytes: int, seconds: int, *, unix: bool = UNIX) -> None:
    """Limits this process's memory and processor time; called in a child as it starts.

    Without Unix nothing is limited here and the parent's watchdog alone ends a child that takes too long.
    """
    if not unix:
        return
    for kind, figure in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(kind)
        wanted = figure if hard == resource.RLIM_INFINITY else min(figure, hard)
        with contextlib.suppress(ValueError):
            resource.setrlimit(kind, (wanted, hard))


def end_group(process: "subprocess.Popen[bytes]", *, unix: bool = UNIX) -> None:
    """Ends a process that was started in a session of its own, with those it started; without Unix only itself."""
    if unix:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def login_name(environment: "dict[str, str] | Any") -> str:
    """The login of who runs this, from the environment; empty when nothing tells."""
    return next((environment[name] for name in ("LOGNAME", "USER", "LNAME", "USERNAME") if environment.get(name)), "")


def open_ordinary(path: Path, *, unix: bool = UNIX) -> IO[bytes]:
    """Opens an ordinary file to read; never follows a link there and never waits at a pipe.

    Raises OSError for whatever is no ordinary file. Without Unix there are no such pipes, and links are told by lstat.
    """
    ways = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC if unix else getattr(os, "O_BINARY", 0)
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(errno.EINVAL, "not an ordinary file", str(path))
    return os.fdopen(os.open(path, os.O_RDONLY | ways), "rb")


def viewer_command(environment: "dict[str, str] | Any", system: str = sys.platform) -> tuple[str, ...] | None:
    """The command that opens a file with the program its kind belongs to; None where the system has none.

    ARCHIVE_TOOL_VIEWER names another program.
    """
    usual = {"darwin": "open", "win32": "explorer"}.get(system, "xdg-open")
    wanted = environment.get("ARCHIVE_TOOL_VIEWER") or usual
    found = shutil.which(wanted)
    return (found,) if found else None


def start_apart(command: "tuple[str, ...]", *, unix: bool = UNIX) -> None:
    """Starts a program that goes on after this one has ended, and does not wait for it."""
    if unix:
        subprocess.run(("/bin/sh", "-c", '"$@" </dev/null >/dev/null 2>&1 &', "sh", *command), check=True)  # noqa: S603 - each word by itself
    else:
        subprocess.Popen(command)  # noqa: S603 - a program of the system's own choice
