"""`search`: asks the index. The door brings one that is not current up to date first."""

import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from archive_tool.errors import Conflict, EngineFailed, WrongUsage
from archive_tool.model.entries import Answer, Hit
from archive_tool.model.tree import Group, groups, text
from archive_tool.platforms import start_apart
from archive_tool.records.formatting import Plain, format_record, in_chinese
from archive_tool.search.asking import EVERYTHING, Filters, open_index
from archive_tool.tasks.clearance import allowed_to
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.sealed import unreadable_packages
from archive_tool.tasks.shelf import Shelf
from archive_tool.tasks.show import member, open_shown, pieces
from archive_tool.writing import draft, locked, make_folder, sweep, write_bytes

_SEARCHES: Final = "searches"  # the kind of the file, and its name
_OPENED: Final = ".opened"  # holds the file opened last


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked.

    Attributes:
        query: in the query language; `filters` are the options beside it.
        like: a case; then its kin are asked for and the rest must be empty.
        limit, offset: how many hits from where.
        sort: order; empty for the usual one.
        facets: fields to count values of.
    """

    query: str
    filters: Filters
    limit: int = 10
    offset: int = 0
    sort: str = ""
    facets: tuple[str, ...] = ()
    like: str = ""

    @property
    def said(self) -> str:
        """The question as it is typed, without how it is shown."""
        filters = [f"--{key} {said}" for key, said in asdict(self.filters).items() if said]
        like = f"--like {self.like}" if self.like else ""
        return " ".join(filter(None, (self.query, *filters, like)))


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer, how long the asking took in milliseconds, and what it cannot know.

    `unreadable` counts packages that cannot be opened; `packages` names them to whoever may see everything.
    """

    answer: Answer
    took_ms: float
    unreadable: int = 0
    packages: tuple[str, ...] = ()


def search(desk: Desk, question: Question) -> Reply:
    """Answers a question within what the asking person may see.

    Raises WrongUsage that says what to write, Doubtful when the index is missing or damaged: then it is made again.
    """
    begun = time.perf_counter()
    allowed = allowed_to(desk)
    with open_index(desk.layout.index) as index:
        if question.like:
            if question.query or question.filters != Filters() or question.sort or question.facets:
                raise WrongUsage("search.like_alone")
            answer = index.like(question.like, limit=question.limit, offset=question.offset, allowed=allowed)
        else:
            answer = index.ask(
                question.query,
                desk.settings.today,
                filters=question.filters,
                limit=question.limit,
                offset=question.offset,
                sort=question.sort or "relevance",
                facets=question.facets,
                allowed=allowed,
            )
        took = round((time.perf_counter() - begun) * 1000, 2)
        unreadable = unreadable_packages(desk, index.bare_packages)
    return Reply(answer, took, len(unreadable), unreadable if allowed == EVERYTHING else ())


# ---------------------------------------------------------------- opening a hit


def open_hit(desk: Desk, hit: Hit, now: datetime) -> Path:
    """Puts the file of a hit into a private folder and opens it with the program it belongs to; noted as shown.

    What was opened before is swept away first. Raises WrongUsage for a hit without a file, NotPermitted, Damaged, and
    EngineFailed when the system has no such program.
    """
    path = next((path for path in Shelf(desk).packages if path.stem == hit.package), None)
    if path is None or not hit.file:
        raise WrongUsage("search.nothing_to_open", title=hit.title)
    if desk.settings.viewer is None:
        raise EngineFailed("search.no_viewer", package=hit.package, file=hit.file)
    shutil.rmtree(desk.layout.root / _OPENED, ignore_errors=True)
    target = make_folder(desk.layout.root / _OPENED) / Path(hit.file).name
    with open_shown(desk, path) as package, draft(target) as handle:
        for piece in pieces(desk, package, path, member(desk, package, hit.file), now):
            handle.write(piece)
    start_apart((*desk.settings.viewer, str(target)))
    return target


# ---------------------------------------------------------------- saved searches


def save(desk: Desk, name: str, question: Question) -> Path:
    """Keeps a question under a name in searches.yaml; nobody but who saved it is shown it.

    Raises Conflict when they have one of that name already.
    """
    path = _file(desk)
    with locked(desk.layout.lock, f"{desk.settings.actor} search"):
        kept = [_said(entry) for entry in _entries(desk)]
        if any((entry["name"], entry.get("by", "")) == (name, desk.settings.actor) for entry in kept):
            raise Conflict("search.saved_already", name=name, path=desk.layout.shown(path))
        asked = {**asdict(question.filters), "query": question.query, "like": question.like, "sort": question.sort}
        entry = {"name": name, "by": desk.settings.actor, **asked}
        kept.append({key: said for key, said in entry.items() if said})
        record: dict[str, Plain] = {"format": "1", "searches": kept}
        sweep(path.parent)
        write_bytes(path, format_record(in_chinese(record, desk.schema(_SEARCHES).shape)).encode(), read_back=True)
    return path


def saved(desk: Desk) -> Mapping[str, Question]:
    """The questions that the acting person has saved, by name."""
    own = (entry for entry in _entries(desk) if text(entry, "by") == desk.settings.actor)
    return {text(entry, "name"): _question(entry) for entry in own}


def recalled(desk: Desk, name: str, question: Question) -> Question:
    """A saved question with what was asked besides on top. Raises WrongUsage when there is none of that name."""
    known = saved(desk)
    if name not in known:
        raise WrongUsage("search.not_saved", name=name, known="、".join(known) or "—")
    base = known[name]
    more = {key: said for key, said in asdict(question.filters).items() if said}
    return replace(
        question,
        query=" ".join(part for part in (base.query, question.query) if part),
        filters=replace(base.filters, **more),
        like=question.like or base.like,
        sort=question.sort or base.sort,
    )


def _file(desk: Desk) -> Path:
    return desk.layout.root / f"{_SEARCHES}.yaml"


def _entries(desk: Desk) -> tuple[Group, ...]:
    path = _file(desk)
    return groups(desk.data(path, _SEARCHES), "searches") if path.is_file() else ()


def _said(entry: Group) -> dict[str, str]:
    return {key: text(entry, key) for key in entry.fields}


def _question(entry: Group) -> Question:
    filters = Filters(**{name: text(entry, name) for name in asdict(Filters()) if text(entry, name)})
    return Question(text(entry, "query"), filters, sort=text(entry, "sort"), like=text(entry, "like"))
