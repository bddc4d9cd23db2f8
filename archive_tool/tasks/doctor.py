"""What is installed, what is missing, and what still works without it.

This part looks at the machine and imports no library of others, so that a missing one is a line of the report and not
the end of it; what the workspace needs is tasks/upkeep.py's.
"""

import importlib.util
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from archive_tool import VERSION, resources
from archive_tool.documents.libreoffice import LibreOffice
from archive_tool.scanning import scanners
from archive_tool.texts.recognising import ENGINE as RECOGNITION

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
    "Pillow": "PIL",
}
FOLDERS: Final = ("templates", "schemas", "samples")
# A face that GB/T 9704 asks for, and the names under which systems know it or its like.
FACES: Final = {
    "方正小标宋简体": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    "仿宋_GB2312": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
    "楷体_GB2312": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
    "黑体": ("黑体", "SimHei"),
}
_LISTING_SECONDS: Final = 20


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
        environment: the process's; its PATH says where programs are, ARCHIVE_TOOL_SOFFICE which
            LibreOffice, ARCHIVE_TOOL_SCANNER which virus scanner.
    """
    return (
        _python(sys.version_info[:2]),
        *_libraries(NEEDED),
        _shipped(FOLDERS),
        _optional("tantivy"),
        _optional("pyrage"),
        _recognition(),
        _office(environment),
        _scanner(environment),
        _fonts(environment),
    )


def has_libraries(checks: Iterable[Check]) -> bool:
    """Whether nothing needed is missing."""
    return not any(check.needed and check.state is State.MISSING for check in checks)


def well_or(name: str, key: str, *, well: bool, otherwise: str, facts: Mapping[str, object]) -> Check:
    """Well, or else working less well, said under `<key>.<otherwise>`."""
    return Check(name, State.OK, key, facts) if well else Check(name, State.DEGRADED, f"{key}.{otherwise}", facts)


def _python(running: tuple[int, ...]) -> Check:
    facts = {"version": platform.python_version(), "tool": VERSION, "system": platform.platform(terse=True)}
    return well_or("python", "doctor.python", well=running in PYTHONS, otherwise="untried", facts=facts)


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


def _optional(library: str) -> Check:
    """A library that something is better with and nothing is impossible without."""
    there = importlib.util.find_spec(library) is not None
    return Check(
        library,
        State.OK if there else State.MISSING,
        f"doctor.{library}" if there else f"doctor.{library}.missing",
        {"version": _version(library)} if there else {},
    )


def _recognition() -> Check:
    there = importlib.util.find_spec(RECOGNITION) is not None
    return Check(
        "ocr",
        State.OK if there else State.MISSING,
        "doctor.ocr" if there else "doctor.ocr.missing",
        {"version": _version("rapidocr-onnxruntime")} if there else {},
    )


def _office(environment: Mapping[str, str]) -> Check:
    asked = environment.get("ARCHIVE_TOOL_SOFFICE", "")
    if LibreOffice(asked, environment).available():
        return Check("soffice", State.OK, "doctor.soffice")
    return Check("soffice", State.MISSING, "doctor.soffice.missing", {"asked": asked or "soffice"})


def _scanner(environment: Mapping[str, str]) -> Check:
    found = scanners(environment.get("ARCHIVE_TOOL_SCANNER", ""), environment.get("PATH", ""))
    if found:
        return Check("scanner", State.OK, "doctor.scanner", {"program": found[0]})
    return Check("scanner", State.MISSING, "doctor.scanner.missing")


def _fonts(environment: Mapping[str, str]) -> Check:
    lister = shutil.which("fc-list", path=environment.get("PATH", ""))
    if lister is None:
        return Check("fonts", State.DEGRADED, "doctor.fonts.unseen")
    installed = _families(lister)
    missing = [face for face, names in FACES.items() if not installed.intersection(names)]
    facts = {"faces": "、".join(missing or FACES)}
    stand_ins = LibreOffice("", environment, resources.folder("templates") / "fonts.conf").substitutes(missing)
    if stand_ins:
        facts["pairs"] = "、".join(f"{face} → {family}" for face, family in stand_ins.items())
    otherwise = "replaced" if stand_ins else "missing"
    return well_or("fonts", "doctor.fonts", well=not missing, otherwise=otherwise, facts=facts)


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
