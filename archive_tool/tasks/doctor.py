"""What is installed, what is missing, and what still works without it.

No library of others is imported here, so that a missing library is a line of the report and not the end of it.

    examine_machine(environment) -> Checks      libraries, shipped files, programs, fonts
    examine_workspace(desk) -> Checks           settings, rights, room on the disk, calendar, last full verification
"""

import importlib.util
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from archive_tool import VERSION, resources
from archive_tool.documents.libreoffice import LibreOffice
from archive_tool.limits import MIB
from archive_tool.platforms import UNIX

if TYPE_CHECKING:
    from archive_tool.tasks.desk import Desk

PYTHONS: Final = ((3, 11), (3, 12), (3, 13))  # those that the tests run on
# Distribution -> the module that we import. What falls out without it is said under doctor.library.<module>.
NEEDED: Final = {
    "click": "click",
    "PyYAML": "yaml",
    "python-docx": "docx",
    "docxtpl": "docxtpl",
    "Jinja2": "jinja2",
    "lxml": "lxml",
    "pypdf": "pypdf",
    "Whoosh": "whoosh",
    "chinesecalendar": "chinese_calendar",
    "pypinyin": "pypinyin",
    "openpyxl": "openpyxl",
}
FOLDERS: Final = ("templates", "schemas", "samples")
# A face that GB/T 9704 asks for, and the names under which systems know it or its like.
FACES: Final = {
    "方正小标宋简体": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    "仿宋_GB2312": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
    "楷体_GB2312": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
    "黑体": ("黑体", "SimHei"),
}
ROOM_BYTES: Final = 1024 * MIB
_LISTING_SECONDS: Final = 20
_NOVEMBER: Final = 11  # about when the State Council publishes the next year
_OTHERS: Final = 0o077


class State(StrEnum):
    """How one thing stands."""

    OK = "ok"
    MISSING = "missing"
    DEGRADED = "degraded"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Attributes:
        name: stable name of the thing.
        state: how it stands.
        key: its sentence; what to do stands under `<key>.remedy` (for libraries doctor.library.remedy).
        facts: what both sentences name.
        needed: nothing useful runs without it.
    """

    name: str
    state: State
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    needed: bool = False

    @property
    def remedy(self) -> str:
        """The key of what to do; empty when all is well."""
        if self.state is State.OK:
            return ""
        return "doctor.library.remedy" if self.key.startswith("doctor.library.") else f"{self.key}.remedy"


def examine_machine(environment: Mapping[str, str]) -> tuple[Check, ...]:
    """What this machine has, whatever the workspace.

    Args:
        environment: the process's; its PATH says where programs are, ARCHIVE_TOOL_SOFFICE which LibreOffice.
    """
    return (
        _python(sys.version_info[:2]),
        *_libraries(NEEDED),
        _shipped(FOLDERS),
        _tantivy(),
        _office(environment),
        _fonts(environment.get("PATH", "")),
    )


def has_libraries(checks: Iterable[Check]) -> bool:
    """Whether nothing needed is missing."""
    return not any(check.needed and check.state is State.MISSING for check in checks)


def examine_workspace(desk: "Desk") -> tuple[Check, ...]:
    """What the workspace and its settings are fit for. Raises Unreadable for a year file that cannot be used."""
    return (
        _writable(desk.layout.root),
        _private((desk.layout.cases, desk.layout.archive, desk.layout.index), desk.layout.root),
        _room(desk.layout.root),
        _calendar(desk),
    )


def _known(name: str, key: str, *, known: bool, otherwise: str, facts: Mapping[str, object]) -> Check:
    """Well, or else working less well, said under `<key>.<otherwise>`."""
    return Check(name, State.OK, key, facts) if known else Check(name, State.DEGRADED, f"{key}.{otherwise}", facts)


def _python(running: tuple[int, ...]) -> Check:
    facts = {"version": platform.python_version(), "tool": VERSION, "system": platform.platform(terse=True)}
    known = running in PYTHONS
    return Check(
        "python", State.OK if known else State.DEGRADED, "doctor.python" if known else "doctor.python.untried", facts
    )


def _libraries(needed: Mapping[str, str]) -> Iterator[Check]:
    """One line for all that are there, one for each that is not."""
    there = {name for name, module in needed.items() if importlib.util.find_spec(module) is not None}
    if there:
        named = ", ".join(f"{name} {_version(name)}" for name in needed if name in there)
        yield Check("libraries", State.OK, "doctor.libraries", {"libraries": named})
    for name, module in needed.items():
        if name not in there:
            yield Check(name, State.MISSING, f"doctor.library.{module}", {"library": name}, needed=True)


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:  # put there by hand, without its own description
        return "?"


def _shipped(names: tuple[str, ...]) -> Check:
    missing = []
    for name in names:
        try:
            resources.folder(name)
        except FileNotFoundError:
            missing.append(name)
    if missing:
        return Check("files", State.MISSING, "doctor.files.missing", {"folders": ", ".join(missing)}, needed=True)
    return Check("files", State.OK, "doctor.files", {"folder": resources.folder(names[0]).parent})


def _tantivy() -> Check:
    there = importlib.util.find_spec("tantivy") is not None
    return Check(
        "tantivy",
        State.OK if there else State.MISSING,
        "doctor.tantivy" if there else "doctor.tantivy.missing",
        {"version": _version("tantivy")} if there else {},
    )


def _office(environment: Mapping[str, str]) -> Check:
    asked = environment.get("ARCHIVE_TOOL_SOFFICE", "")
    if LibreOffice(asked, environment).available():
        return Check("soffice", State.OK, "doctor.soffice")
    return Check("soffice", State.MISSING, "doctor.soffice.missing", {"asked": asked or "soffice"})


def _fonts(path: str) -> Check:
    lister = shutil.which("fc-list", path=path)
    if lister is None:
        return Check("fonts", State.DEGRADED, "doctor.fonts.unseen")
    installed = _families(lister)
    missing = [face for face, names in FACES.items() if not installed.intersection(names)]
    facts = {"faces": "、".join(missing or FACES)}
    return _known("fonts", "doctor.fonts", known=not missing, otherwise="missing", facts=facts)


def _families(lister: str) -> set[str]:
    """The names of the installed fonts; none when the program does not answer."""
    try:
        done = subprocess.run(  # noqa: S603 - the system's own program, found on the path
            [lister, "--format", "%{family}\n"], capture_output=True, check=False, timeout=_LISTING_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return set()
    text = done.stdout.decode("utf-8", "replace")
    return {name.strip() for line in text.splitlines() for name in line.split(",")}


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
    return _known("disk", "doctor.disk", known=free >= ROOM_BYTES, otherwise="full", facts={"free": free // MIB})


def _calendar(desk: "Desk") -> Check:
    """The year that runs must be known, and from November on the next."""
    today = desk.settings.today
    wanted = (today.year, *([today.year + 1] if today.month >= _NOVEMBER else ()))
    unknown = [year for year in wanted if not desk.calendar.is_published(year)]
    if unknown:
        named = "、".join(str(year) for year in unknown)
        return Check("calendar", State.DEGRADED, "doctor.calendar.unknown", {"years": named, "year": unknown[0]})
    return Check("calendar", State.OK, "doctor.calendar", {"last": _last_known(desk, today)})


def _last_known(desk: "Desk", today: date) -> int:
    year = today.year
    while desk.calendar.is_published(year + 1):
        year += 1
    return year
