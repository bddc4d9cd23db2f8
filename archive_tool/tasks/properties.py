"""The four-property check of sealed packages: run, said, and written as a report for whoever hands over or keeps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from archive_tool.errors import Damaged
from archive_tool.model.findings import Finding
from archive_tool.packages.four_properties import Kept, failed, report_json, report_word
from archive_tool.packages.keeping import check_sealed
from archive_tool.scanning import scan, scanners
from archive_tool.settings import Settings
from archive_tool.writing import make_folder, write_aside


@dataclass(frozen=True, slots=True)
class Sealed:
    """A package to look at: its file, how the user names it, what verifying found, whether the ledger agrees."""

    path: Path
    source: str
    findings: tuple[Finding, ...] = ()
    agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its two files by name, and the checks that found something wrong."""

    files: Mapping[str, bytes]
    failed: tuple[str, ...]


def report_of(sealed: Sealed, stage: str, settings: Settings) -> Report:
    """Checks a sealed package and makes its report (Word and JSON).

    Args:
        sealed: the package and what verifying it fully found.
        stage: `keeping.HAND_OVER` or `keeping.KEEPING`.
        settings: the day, who acts, which scanner.

    Raises Damaged when the package cannot be opened, or is none of ours.
    """
    wrong = tuple(f"{each.rule} {each.place.source}" for each in sealed.findings if each.stops)
    kept = Kept(stage, settings.today.isoformat(), settings.actor, wrong, sealed.agrees)
    found = scan([sealed.path], scanners(settings.scanner, settings.search_path))
    plan, results = check_sealed(sealed.path, kept, sealed.source, found)
    name = f"{plan.name}-四性检测报告-{kept.on}"
    files = {f"{name}.docx": report_word(plan, results, kept), f"{name}.json": report_json(plan, results, kept)}
    return Report(files, failed(results))


def write_reports(
    packages: Iterable[Sealed], folder: Path, stage: str, settings: Settings
) -> tuple[list[Path], list[str]]:
    """Writes a report for each package of ours into a folder: the files, and the packages that have none.

    What cannot be opened, or is none of ours, has none.
    """
    made: list[Path] = []
    without: list[str] = []
    make_folder(folder, private=False)
    for sealed in packages:
        try:
            report = report_of(sealed, stage, settings)
        except Damaged:
            without.append(sealed.source)
            continue
        for name, content in report.files.items():
            write_aside(folder / name, content)
            made.append(folder / name)
    return made, without
