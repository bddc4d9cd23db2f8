"""`generate --pdf`: the PDF beside each Word file, made once and kept.

A PDF or OFD that is not older than its Word file stays, whoever made it: one saved from WPS or Word is as good as ours.
Which faces stood in for others, and which characters no face has, is always said.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from archive_tool import resources
from archive_tool.documents.converters import load
from archive_tool.documents.libreoffice import Converted
from archive_tool.documents.reading import faces_of, lines_of
from archive_tool.errors import EngineFailed
from archive_tool.model.filing import RENDITIONS
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.generate import Outcome
from archive_tool.workspace.history import keep
from archive_tool.workspace.layout import DOCUMENTS
from archive_tool.writing import locked, write_bytes

_OURS = b"<pdf:Producer>LibreOffice"  # in the metadata of a PDF that we made
_HAS_DOCUMENT = frozenset({"written", "unchanged", "kept_edited"})


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of the PDFs.

    Attributes:
        outcomes: one for each PDF that was to be made.
        substituted: the family that stood in for each face which this machine lacks.
        findings: of the run as a whole; those of one document stand with its outcome.
    """

    outcomes: tuple[Outcome, ...] = ()
    substituted: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def make_pdfs(
    desk: Desk,
    outcomes: Iterable[Outcome],
    folders: Mapping[str, Path],
    environment: Mapping[str, str],
    *,
    jobs: int,
    now: datetime,
) -> Printed:
    """The PDFs of the documents that have no rendition that is up to date.

    Args:
        desk: tells which program to use.
        outcomes: what `generate` did.
        folders: case folder by case id.
        environment: handed to the program, as far as it needs it.
        jobs: how many programs run at once.
        now: names what goes to history.
    """
    lacking = {
        path: outcome
        for outcome in outcomes
        if outcome.state in _HAS_DOCUMENT and _is_stale(path := folders[outcome.case] / DOCUMENTS / outcome.file)
    }
    if not lacking:
        return Printed()
    converter = load("libreoffice", desk.settings.soffice, environment, resources.folder("templates") / "fonts.conf")
    if not converter.available():
        return Printed(tuple(_failed(each, "pdf.missing") for each in lacking.values()))
    documents = {str(path): path.read_bytes() for path in lacking}
    batches = [list(lacking)[start::jobs] for start in range(min(jobs, len(lacking)))]
    with ThreadPoolExecutor(jobs) as pool:
        made = list(
            pool.map(lambda batch: converter.convert({str(path): documents[str(path)] for path in batch}), batches)
        )
    substituted = converter.substitutes(sorted({face for data in documents.values() for face in faces_of(data)}))
    texts = {path: "".join(lines_of(data)) for path, data in documents.items()}
    uncovered = set(converter.uncovered("".join(texts.values())))
    with locked(desk.layout.lock, f"{desk.settings.actor} generate"):
        written = [_written(path, folders[outcome.case], outcome, made, now) for path, outcome in lacking.items()]
    told = [
        replace(each, findings=_without_face(uncovered & set(texts[str(path)]), desk.layout.shown(path)))
        for path, each in zip(lacking, written, strict=True)
    ]
    return Printed(tuple(told), substituted, _stood_in(substituted))


def _stood_in(substituted: Mapping[str, str]) -> tuple[Finding, ...]:
    pairs = "、".join(f"{face} → {family}" for face, family in substituted.items())
    return (Finding("T-160", Severity.WARNING, Place("PDF"), {"pairs": pairs}),) if pairs else ()


def _without_face(characters: set[str], file: str) -> tuple[Finding, ...]:
    said = " ".join(f"{one}（U+{ord(one):04X}）" for one in sorted(characters))
    return (Finding("T-161", Severity.WARNING, Place(file), {"characters": said}),) if said else ()


def _is_stale(document: Path) -> bool:
    """Whether no rendition is as new as the Word file: a PDF or an OFD, whoever saved it."""
    renditions = (document.with_suffix(suffix) for suffix in RENDITIONS)
    newest = max((each.stat().st_mtime for each in renditions if each.is_file()), default=0.0)
    return document.is_file() and newest < document.stat().st_mtime


def _written(path: Path, folder: Path, outcome: Outcome, made: Iterable[Converted], now: datetime) -> Outcome:
    for batch in made:
        data = batch.pdfs.get(str(path))
        if data is not None:
            target = path.with_suffix(".pdf")
            if target.is_file() and _OURS not in target.read_bytes():
                keep(folder, target, now)  # somebody saved it elsewhere, before the Word file was written on
            write_bytes(target, data)
            return Outcome(outcome.case, outcome.item, target.name, "written")
    hung = any(batch.failed.get(str(path)) == "hung" for batch in made)
    return _failed(outcome, "pdf.hung" if hung else "pdf.refused")


def _failed(outcome: Outcome, reason: str) -> Outcome:
    name = Path(outcome.file).with_suffix(".pdf").name
    return Outcome(outcome.case, outcome.item, name, "failed", reason, (), EngineFailed.exit_code)
