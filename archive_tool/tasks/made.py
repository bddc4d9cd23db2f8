"""The Word files that a case makes in its own folder, and which of them people have written on since."""

from collections.abc import Mapping
from pathlib import Path

from archive_tool.documents.made import MadeFile, parse_made
from archive_tool.documents.reading import text_digest
from archive_tool.errors import TemplateFailed, Unreadable
from archive_tool.model.cases import Case
from archive_tool.model.plans import FilePlan, Item
from archive_tool.procedure.filing import items
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.standing import document_path
from archive_tool.workspace.layout import MADE


def own_items(case: Case, plan: FilePlan, desk: Desk) -> tuple[Item, ...]:
    """The items whose Word file is made in this case's own folder: those with a template, not the decision's."""
    return tuple(
        item
        for item in items(plan, case, desk.terms.ranks)
        if item.plan.template
        and (item.subject is not None or not item.plan.each)
        and not (item.plan.shared and case.decision is not None)
    )


def read_made(case: Case) -> Mapping[str, MadeFile]:
    """made.json of a case; lost or damaged it says nothing, and every file counts as edited."""
    path = case.folder / MADE
    if not path.is_file():
        return {}
    try:
        return parse_made(path.read_bytes())
    except Unreadable:
        return {}


def touched(case: Case, desk: Desk) -> tuple[Item, ...]:
    """The items whose Word file no longer reads as we made it; told by its digest, nothing is rendered."""
    made = read_made(case)
    there = ((item, document_path(case, item)) for item in own_items(case, desk.plan(case.kind), desk))
    return tuple(item for item, path in there if path.is_file() and not as_made(path, made.get(path.name)))


def as_made(path: Path, entry: MadeFile | None) -> bool:
    """Whether a Word file still reads as we made it."""
    try:
        return entry is not None and text_digest(path.read_bytes()) == entry.text
    except TemplateFailed:
        return False
