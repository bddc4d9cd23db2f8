"""What the workspace needs from time to time: rights, room on the disk, this year's holidays, a full verification."""

import re
import shutil
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from archive_tool.errors import Damaged
from archive_tool.limits import MIB
from archive_tool.packages.ledger import SEALED, LedgerLine
from archive_tool.packages.verifying import Level
from archive_tool.platforms import UNIX
from archive_tool.search.doubt import Doubtful
from archive_tool.search.manifest import extent_of
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.doctor import Check, State, well_or
from archive_tool.tasks.shelf import Shelf
from archive_tool.tasks.verify import VERIFIED

ROOM_BYTES: Final = 1024 * MIB
# Entries from which Whoosh takes minutes for making the index again, and tantivy half of that.
LARGE_INDEX: Final = 30_000
SCATTERED_INDEX: Final = 100  # segments; each costs every question a little
WHOOSH: Final = "whoosh"
_NOVEMBER: Final = 11  # about when the State Council publishes the next year
_OTHERS: Final = 0o077
_SHARE: Final = re.compile(r"(\d{1,6})/(\d{1,6})")


def examine_workspace(desk: Desk) -> tuple[Check, ...]:
    """What the workspace and its settings are fit for. Raises Unreadable for a year file that cannot be used."""
    return (
        _writable(desk.layout.root),
        _private((desk.layout.cases, desk.layout.archive, desk.layout.index), desk.layout.root),
        _room(desk.layout.root),
        _calendar(desk),
        _archive(desk),
        _index(desk),
    )


def _writable(root: Path) -> Check:
    """Tried by writing: what the rights say is not what a share or a medium allows."""
    probe = root / ".doctor"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        facts = {"folder": root, "reason": error.strerror or str(error)}
        return Check("workspace", State.DEGRADED, "doctor.workspace.read_only", facts)
    return Check("workspace", State.OK, "doctor.workspace", {"folder": root})


def _private(folders: tuple[Path, ...], root: Path) -> Check:
    if not UNIX:
        return Check("rights", State.DEGRADED, "doctor.rights.unseen")
    open_ones = [folder for folder in folders if folder.is_dir() and folder.stat().st_mode & _OTHERS]
    if open_ones:
        named = " ".join(folder.relative_to(root).as_posix() for folder in open_ones)
        return Check("rights", State.DEGRADED, "doctor.rights.open", {"folders": named})
    return Check("rights", State.OK, "doctor.rights")


def _room(root: Path) -> Check:
    free = shutil.disk_usage(root).free
    return well_or("disk", "doctor.disk", well=free >= ROOM_BYTES, otherwise="full", facts={"free": free // MIB})


def _calendar(desk: Desk) -> Check:
    """The year that runs must be known, and from November on the next."""
    today = desk.settings.today
    wanted = (today.year, *([today.year + 1] if today.month >= _NOVEMBER else ()))
    unknown = [year for year in wanted if not desk.calendar.is_published(year)]
    if unknown:
        named = "、".join(str(year) for year in unknown)
        return Check("calendar", State.DEGRADED, "doctor.calendar.unknown", {"years": named, "year": unknown[0]})
    return Check("calendar", State.OK, "doctor.calendar", {"last": _lastwell_or(desk, today)})


def _lastwell_or(desk: Desk, today: date) -> int:
    year = today.year
    while desk.calendar.is_published(year + 1):
        year += 1
    return year


def _archive(desk: Desk) -> Check:
    """Whether every byte was looked at within the time that the settings allow, counted from the first sealing."""
    try:
        lines = Shelf(desk).lines()
    except Damaged:
        return Check("archive", State.DEGRADED, "doctor.archive.damaged")
    sealed = [day for line in lines if line.act.act == SEALED and (day := _day(line))]
    if not sealed:
        return Check("archive", State.OK, "doctor.archive.empty")
    checked = last_full_check(lines)
    days = desk.settings.full_check_days
    due = (checked or min(sealed)) + timedelta(days=days)
    facts = {"checked": checked.isoformat() if checked else "-", "due": due.isoformat(), "days": days}
    return well_or("archive", "doctor.archive", well=desk.settings.today <= due, otherwise="old", facts=facts)


def _index(desk: Desk) -> Check:
    """Whether the engine suits the size of the index, and whether it lies in too many pieces."""
    if not desk.layout.index.is_dir():
        return Check("index", State.OK, "doctor.index.none")
    try:
        found = extent_of(desk.layout.index)
    except Doubtful:
        return Check("index", State.DEGRADED, "doctor.index.doubtful")
    facts = {"engine": found.engine, "entries": found.entries, "segments": found.segments, "most": LARGE_INDEX}
    if found.engine == WHOOSH and found.entries > LARGE_INDEX:
        return Check("index", State.DEGRADED, "doctor.index.large", facts)
    return well_or("index", "doctor.index", well=found.segments <= SCATTERED_INDEX, otherwise="scattered", facts=facts)


def last_full_check(lines: Iterable[LedgerLine]) -> date | None:
    """The day up to which every byte had been looked at, None when there is none.

    A verification in T shares counts when all T are there, and from the oldest of them.
    """
    shares: dict[int, dict[int, date]] = {}
    for line in lines:
        share = _SHARE.fullmatch(line.act.details.get("part", "1/1"))
        day = _day(line)
        if line.act.act == VERIFIED and line.act.details.get("level") == Level.FULL.value and share and day:
            shares.setdefault(int(share[2]), {})[int(share[1])] = day
    return max((min(days.values()) for total, days in shares.items() if len(days) == total), default=None)


def _day(line: LedgerLine) -> date | None:
    """The day of an act; None for a line that somebody wrote by hand and not well."""
    try:
        return datetime.fromisoformat(line.act.at).date()
    except ValueError:
        return None
