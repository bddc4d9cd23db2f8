"""`attach`: copies what others supplied into a case and registers it in received.yaml.

A file gets a name of ours (`C5_02.pdf`); what it was called when it came is data in the register. The file itself is
never altered; one that lies in attachments/ already is only renamed.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from archive_tool import limits
from archive_tool.errors import Conflict, Unreadable, WrongUsage
from archive_tool.model.cases import Case
from archive_tool.model.plans import AS_RECEIVED, Making
from archive_tool.procedure.filing import items
from archive_tool.records.formatting import add_received
from archive_tool.records.reading import load
from archive_tool.tasks.cases import Reader
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.standing import SIGNED, document_path
from archive_tool.texts.kinds import told_of
from archive_tool.texts.splitting import count_pages, doubtful_pages, look_at_pages, take_pages
from archive_tool.workspace.layout import ATTACHMENTS, RECEIVED
from archive_tool.workspace.sweeping import sweep_case
from archive_tool.writing import copy_file, locked, make_folder, write_bytes

UNCHECKED = "未核对"
_SUFFIX = re.compile(r"\.[0-9a-z]{1,8}")


@dataclass(frozen=True, slots=True)
class Paper:
    """What the clerk says of the files: role, title, date, maker, number, pages, and whether the Word file agrees."""

    item: str
    role: str = ""
    title: str = ""
    date: str = ""
    maker: str = ""
    doc_no: str = ""
    pages: int | None = None
    agrees: str = ""
    taken: tuple[int, int] | None = None  # first and last page of a scan to take, counted from 1


@dataclass(frozen=True, slots=True)
class Attached:
    """One file taken in.

    Attributes:
        source: where it came from.
        file: its name under attachments/.
        sha256: its digest.
        pages: how many, where that can be told.
        agrees: whether the Word file agrees with it, as registered; empty where that is no question.
        blank, turned: pages that look so, counted from 1.
        told: keys of what must be said of it: disguised, locked, damaged, active.
    """

    source: Path
    file: str
    sha256: str
    pages: int | None = None
    agrees: str = ""
    blank: tuple[int, ...] = ()
    turned: tuple[int, ...] = ()
    told: tuple[str, ...] = ()


def attach_files(
    desk: Desk, case: str, here: Path, files: Iterable[Path], paper: Paper, *, dry_run: bool = False
) -> tuple[Attached, ...]:
    """Takes files into a case.

    Raises WrongUsage for an item the case's plan does not have or a file that is none, Unreadable for a case that
    cannot be read, Conflict when the very same file is registered for the item already.
    """
    with locked(desk.layout.lock, desk.settings.actor or "attach"):
        known = opened_case(desk, case, here)
        sweep_case(known.folder)
        paper = _complete(desk, known, paper)
        item = paper.item
        taken: list[Attached] = []
        for source in files:
            one = _take(known, source.absolute(), item, paper, taken, dry_run=dry_run)
            taken.append(one)
        if not dry_run:
            _register(desk, known, taken, paper)
    return tuple(taken)


def opened_case(desk: Desk, case: str, here: Path) -> Case:
    """The case that a CASE argument names. Raises WrongUsage, and Unreadable for one that cannot be read."""
    (loaded,) = Reader(desk).chosen((case,), here)
    if loaded.case is None:
        raise Unreadable("workspace.unusable", findings=loaded.findings, path=desk.layout.shown(loaded.folder))
    return loaded.case


def signed_copy(desk: Desk, case: str, here: Path, paper: Paper) -> bool:
    """Whether a file would be the signed copy of a paper whose Word file is here, so that the two can be compared.

    Raises as `attach_files` does.
    """
    known = opened_case(desk, case, here)
    return _has_word(desk, known, _complete(desk, known, paper))


def _complete(desk: Desk, case: Case, paper: Paper) -> Paper:
    """With the item's key as the plan writes it, the usual role, and the mark that nobody has compared yet."""
    item = _known_item(desk, case, paper.item)
    whole = replace(paper, item=item, role=paper.role or _usual_role(desk, case, item))
    unchecked = not whole.agrees and _has_word(desk, case, whole)
    return replace(whole, agrees=UNCHECKED) if unchecked else whole


def _has_word(desk: Desk, case: Case, paper: Paper) -> bool:
    of_item = [item for item in items(desk.plan(case.kind), case, desk.terms.ranks) if item.key == paper.item]
    return paper.role == SIGNED and any(document_path(case, item).is_file() for item in of_item)


def _known_item(desk: Desk, case: Case, wanted: str) -> str:
    """The item's key as the plan writes it. Raises WrongUsage with the keys there are."""
    plan = desk.plan(case.kind)
    due = items(plan, case, desk.terms.ranks)
    keys = [item.key for item in due]
    codes = [line.code for line in plan.items]
    found = {key.casefold(): key for key in (*codes, *keys)}.get(wanted.casefold())
    line = plan.by_code.get(found or "")
    if line is not None and line.each == AS_RECEIVED and found == line.code:
        numbers = [item.number for item in items(plan, case, desk.terms.ranks) if item.plan == line]
        return f"{line.code}-{max(numbers, default=0) + 1}"  # a further paper of an old dossier
    several = [item for item in items(plan, case, desk.terms.ranks) if item.number and item.plan.code == found]
    if len(several) > 1:
        listed = "；".join(f"{item.key} {item.title}" for item in several)
        raise WrongUsage("attach.which", item=found, count=len(several), listed=listed)
    if found is None:
        named = {item.key: item.title for item in due}
        named |= {line.code: line.title for line in plan.items if not any(each.plan == line for each in due)}
        listed = "；".join(f"{key} {title}" for key, title in named.items())
        raise WrongUsage("attach.no_such_item", item=wanted, known=listed)
    return found


def _usual_role(desk: Desk, case: Case, item: str) -> str:
    """What comes back for a paper that we made and people sign is its signed copy, the first time."""
    line = desk.plan(case.kind).by_code.get(item.partition("-")[0])
    signed = any(each.item == item and each.role == SIGNED for each in case.received)
    return SIGNED if line is not None and line.making is Making.SIGNED and not signed else ""


def _take(case: Case, source: Path, item: str, paper: Paper, taken: list[Attached], *, dry_run: bool) -> Attached:
    _judge(source)
    folder = case.folder / ATTACHMENTS
    part = take_pages(source, *paper.taken) if paper.taken else None
    pages = _pages(source, paper)
    digest = hashlib.sha256(part).hexdigest() if part is not None else paper_digest(source)
    if any(each.sha256 == digest and each.item == item for each in case.received):
        raise Conflict("attach.twice", path=source.name, item=item)
    used = {each.file for each in case.received} | {each.file for each in taken}
    left = _left(folder, item, digest, used)
    name = left or _free_name(folder, source, item, used)
    told = tuple(told_of(source))
    looks = look_at_pages(source) if source.suffix.lower() == ".pdf" and pages else ()
    blank, turned = doubtful_pages(looks[paper.taken[0] - 1 : paper.taken[1]] if paper.taken else looks)
    if not dry_run and not left:
        make_folder(folder)
        if part is not None:
            write_bytes(folder / name, part)
        elif source.parent == folder:
            source.rename(folder / name)
        else:
            copy_file(source, folder / name)
    return Attached(source, name, digest, pages, paper.agrees, blank, turned, told)


def _left(folder: Path, item: str, digest: str, used: set[str]) -> str:
    """The very same file under a name of ours that a crash left before it was registered; empty when there is none."""
    ours = (path for path in sorted(folder.glob(f"{item}_[0-9][0-9].*")) if path.name not in used)
    return next((path.name for path in ours if path.is_file() and paper_digest(path) == digest), "")


def _judge(source: Path) -> None:
    if not source.is_file():
        raise WrongUsage("attach.no_file", path=source)
    if source.stat().st_size > limits.PACKAGE_BYTES:
        raise WrongUsage("attach.too_large", path=source, most=limits.PACKAGE_BYTES // limits.MIB)


def _pages(source: Path, paper: Paper) -> int | None:
    """页数: keyed in, of the range taken, or counted in a PDF; None when it cannot be told, never guessed."""
    if paper.pages is not None:
        return paper.pages
    if paper.taken:
        return paper.taken[1] - paper.taken[0] + 1
    return count_pages(source) if source.suffix.lower() == ".pdf" else None


def _free_name(folder: Path, source: Path, item: str, used: set[str]) -> str:
    suffix = source.suffix.lower()
    ending = suffix if _SUFFIX.fullmatch(suffix) else ".bin"
    return next(
        name
        for number in range(1, 10_000)
        if (name := f"{item}_{number:02d}{ending}") not in used and not (folder / name).exists()
    )


def paper_digest(path: Path) -> str:
    """SHA-256 of a paper, read in pieces."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _register(desk: Desk, case: Case, taken: list[Attached], paper: Paper) -> None:
    path = case.folder / RECEIVED
    text = load(path).decode("utf-8-sig") if path.is_file() else ""
    schema = desk.schema("received")
    for one in taken:
        text = add_received(text, schema, "attachments", _entry(one, paper, desk))
    write_bytes(path, text.encode(), read_back=True)


def _entry(one: Attached, paper: Paper, desk: Desk) -> dict[str, str]:
    facts = {
        "file": one.file,
        "item": paper.item,
        "role": paper.role,
        "title": paper.title,
        "date": paper.date,
        "maker": paper.maker,
        "doc_no": paper.doc_no,
        "pages": "" if one.pages is None else str(one.pages),
        "agrees": paper.agrees,
        "original_name": one.source.name,
        "sha256": one.sha256,
        "received_on": desk.settings.today.isoformat(),
        "received_by": desk.settings.actor,
    }
    return {key: fact for key, fact in facts.items() if fact}
