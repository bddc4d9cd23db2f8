"""What was dropped into attachments/ and not registered yet: to which item each file seems to belong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive_tool.intake.proposing import Proposal, headings_of, proposals
from archive_tool.model.cases import Case
from archive_tool.model.plans import Item
from archive_tool.procedure.filing import item_maker, item_people, items
from archive_tool.tasks.desk import Desk
from archive_tool.texts.extracting import Extractor
from archive_tool.workspace.layout import ATTACHMENTS


@dataclass(frozen=True, slots=True)
class Suggested:
    """A file, and the item it seems to belong to with its title; empty where nothing can be proposed."""

    path: Path
    proposal: Proposal
    title: str


def dropped(case: Case) -> tuple[Path, ...]:
    """Files in attachments/ that nobody registered; hidden ones and locks of Word and WPS left out."""
    folder = case.folder / ATTACHMENTS
    known = {each.file for each in case.received}
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple(
        path for path in there if path.is_file() and path.name not in known and not path.name.startswith((".", "~$"))
    )


def suggest(desk: Desk, case: Case, files: Sequence[Path]) -> tuple[Suggested, ...]:
    """The item that each file seems to belong to, by its name and text."""
    plan = desk.plan(case.kind)
    wanted = items(plan, case, desk.terms.ranks)
    offered = headings_of(plan, wanted, lambda item: _subjects(item, case))
    titles = {item.key: item.title for item in wanted}
    found = proposals([path.name for path in files], _texts(files), offered)
    return tuple(
        Suggested(path, proposal, titles.get(proposal.item, ""))
        for path, proposal in zip(files, found, strict=True)
    )  # fmt: skip


def _subjects(item: Item, case: Case) -> Iterable[str]:
    return (*(person.name for person in item_people(item, case)), item_maker(item, case))


def _texts(files: Sequence[Path]) -> list[str]:
    """The first page of each; empty where there is no text."""
    texts = []
    with Extractor() as extractor:
        for path in files:
            with path.open("rb") as handle:
                read = extractor.extract(handle, path.name, path.suffix)
            texts.append(next((page.text for page in read.pages if page.text.strip()), ""))
    return texts
