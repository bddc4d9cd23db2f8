"""`generate --pdf`: the PDF beside each Word file, made once and kept.

A PDF that is not older than its Word file stays, whoever made it: one saved from WPS or Word is as good as ours.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from archive_tool import resources
from archive_tool.documents.converters import load
from archive_tool.documents.libreoffice import Converted
from archive_tool.errors import EngineFailed
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.generate import Outcome
from archive_tool.workspace.layout import DOCUMENTS
from archive_tool.writing import locked, write_bytes

_HAS_DOCUMENT = frozenset({"written", "unchanged", "kept_edited"})


def make_pdfs(
    desk: Desk, outcomes: Iterable[Outcome], folders: Mapping[str, Path], environment: Mapping[str, str], jobs: int
) -> tuple[Outcome, ...]:
    """The PDFs of the documents that have none that is up to date.

    Args:
        desk: tells which program to use.
        outcomes: what `generate` did.
        folders: case folder by case id.
        environment: handed to the program, as far as it needs it.
        jobs: how many programs run at once.
    """
    lacking = {
        path: outcome
        for outcome in outcomes
        if outcome.state in _HAS_DOCUMENT and _is_stale(path := folders[outcome.case] / DOCUMENTS / outcome.file)
    }
    if not lacking:
        return ()
    converter = load("libreoffice", desk.settings.soffice, environment, resources.folder("templates") / "fonts.conf")
    if not converter.available():
        return tuple(_failed(each, "pdf.missing") for each in lacking.values())
    batches = [list(lacking)[start::jobs] for start in range(min(jobs, len(lacking)))]
    with ThreadPoolExecutor(jobs) as pool:
        made = list(
            pool.map(lambda batch: converter.convert({str(path): path.read_bytes() for path in batch}), batches)
        )
    with locked(desk.layout.lock, f"{desk.settings.actor} generate"):
        return tuple(_written(path, outcome, made) for path, outcome in lacking.items())


def _is_stale(document: Path) -> bool:
    pdf = document.with_suffix(".pdf")
    return document.is_file() and (not pdf.is_file() or pdf.stat().st_mtime < document.stat().st_mtime)


def _written(path: Path, outcome: Outcome, made: Iterable[Converted]) -> Outcome:
    for batch in made:
        data = batch.pdfs.get(str(path))
        if data is not None:
            target = path.with_suffix(".pdf")
            write_bytes(target, data)
            return Outcome(outcome.case, outcome.item, target.name, "written")
    return _failed(outcome, "pdf.failed")


def _failed(outcome: Outcome, reason: str) -> Outcome:
    name = Path(outcome.file).with_suffix(".pdf").name
    return Outcome(outcome.case, outcome.item, name, "failed", reason, (), EngineFailed.exit_code)
