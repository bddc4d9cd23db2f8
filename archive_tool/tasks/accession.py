"""`accession`: an old dossier that never had a record becomes a case: every paper kept as it came, items proposed.

The folder is only read. The case is made beside the others and moved into its place whole, so that a run that was cut
short leaves nothing half; a folder that was taken in already is known by the digest of all its files and left alone.
"""

import hashlib
import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from archive_tool.errors import Conflict, ToolError, WrongUsage
from archive_tool.intake.proposing import Heading, Proposal, headings
from archive_tool.intake.sorting import Sorted, sort_papers
from archive_tool.model.plans import ACCESSION
from archive_tool.records.checking import is_id
from archive_tool.records.formatting import Plain, format_record, in_chinese
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.gathering import Decision, Found, files_of, read_file, unreadable
from archive_tool.texts.extracting import Extractor
from archive_tool.workspace.layout import ATTACHMENTS, RECEIVED, RECORDS
from archive_tool.workspace.locating import case_folders, peek_id, record_of
from archive_tool.writing import DRAFT_PREFIX, copy_file, locked, make_folder, swap_folder, sweep, write_bytes

_REST: Final = "Z2"  # 其他材料
_CAME: Final = "来件"
_YEAR: Final = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)")
_YEAR_IN_TEXT: Final = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)年")
_DIGEST: Final = re.compile(r"^\s+(?:清单摘要|digest):\s*['\"]?([0-9a-f]{64})", re.MULTILINE)
_SUFFIX: Final = re.compile(r"\.[0-9a-z]{1,8}")
_NUMBERED: Final = 4  # digits of the number in an id


@dataclass(frozen=True, slots=True)
class Source:
    """A folder to take in and the id its case gets; `numbered`: the id with the next free number behind it."""

    folder: Path
    identity: str
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that was taken in.

    Attributes:
        name: path below the dossier's folder.
        file: its name under attachments/.
        item: key of the item it stands under.
        proposal: why.
        unread: key of the sentence why it has no text that can be searched; empty when it has.
        unsure: whether a person has to decide on its item.
    """

    name: str
    file: str
    item: str
    proposal: Proposal
    unread: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one folder: `state` is taken, unchanged or failed."""

    folder: str
    case: str
    state: str
    papers: tuple[Paper, ...] = ()
    decide: tuple[Decision, ...] = ()
    error: ToolError | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What stands in the workspace: ids, and the dossiers taken in so far by the digest of their files."""

    ids: set[str]
    digests: dict[str, str]


# ---------------------------------------------------------------- which folders


def sources(desk: Desk, folder: Path, identity: str, *, each: bool) -> tuple[Source, ...]:
    """The folder, or with `each` every folder in it, the ids counted on from those that are there.

    Raises WrongUsage for a folder that is none or an id that cannot be one.
    """
    if not folder.is_dir():
        raise WrongUsage("accession.no_folder", path=folder)
    if folder.resolve() == desk.layout.root.resolve() or desk.layout.cases.resolve() in (
        folder.resolve(), *folder.resolve().parents,
    ):  # fmt: skip
        raise WrongUsage("accession.own_folder", path=folder)
    if not is_id(identity):
        raise WrongUsage("new.bad_id", id=identity)
    if not each:
        return (Source(folder, identity),)
    below = sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())
    if not below:
        raise WrongUsage("accession.nothing_below", path=folder)
    return tuple(Source(path, identity, numbered=True) for path in below)


# ---------------------------------------------------------------- taking in


def accession(
    desk: Desk, chosen: Iterable[Source], *, dry_run: bool = False, tell: Callable[[str], None] = lambda _: None
) -> tuple[TakenIn, ...]:
    """Takes folders in, one after the other; one that fails never stops the others.

    Raises Busy when another writer holds the workspace for too long.
    """
    plan = headings(desk.plan(desk.usual_kind))
    done: list[TakenIn] = []
    with locked(desk.layout.lock, f"{desk.settings.actor} accession"), Extractor() as extractor:
        if not dry_run:
            sweep(make_folder(desk.layout.cases))
        known = _known(desk)
        for source in chosen:
            tell(source.folder.name)
            identity = _free_id(source, known)
            try:
                done.append(_take(desk, Source(source.folder, identity), plan, extractor, known, dry_run=dry_run))
            except ToolError as error:
                done.append(TakenIn(source.folder.name, identity, "failed", error=error))
    return tuple(done)


def _known(desk: Desk) -> _Known:
    known = _Known(set(), {})
    for folder in case_folders(desk.layout):
        identity, record = peek_id(folder), record_of(folder)
        known.ids.update((identity, folder.name))
        match = _DIGEST.search(record.read_text("utf-8-sig", "replace")) if record else None
        if match:
            known.digests[match[1]] = identity
    return known


def _free_id(source: Source, known: _Known) -> str:
    if not source.numbered:
        return source.identity
    numbers = (f"{source.identity}-{number:0{_NUMBERED}d}" for number in count(1))
    return next(identity for identity in numbers if identity not in known.ids)


def _take(
    desk: Desk, source: Source, plan: Sequence[Heading], extractor: Extractor, known: _Known, *, dry_run: bool
) -> TakenIn:
    left_out: list[Decision] = []
    files = [read_file(path, name, extractor) for name, path in files_of(source.folder, left_out)]
    if not files:
        raise WrongUsage("accession.empty_folder", path=source.folder)
    digest = hashlib.sha256("".join(f"{file.sha256}  {file.name}\n" for file in files).encode()).hexdigest()
    if digest in known.digests:
        return TakenIn(source.folder.name, known.digests[digest], "unchanged")
    target = desk.layout.cases / source.identity
    if source.identity in known.ids or target.exists():
        raise Conflict("new.id_taken", id=source.identity, path=desk.layout.shown(target))
    sorted_in = sort_papers([file.name for file in files], [file.head for file in files], plan, _REST)
    papers = tuple(_papers(files, sorted_in))
    year, sure = _year(source.folder.name, files)
    decide = (*left_out, *_to_decide(papers, year, sure=sure), *_twins(files))
    if not dry_run:
        record = _record(desk, source, papers, _Told(year, digest, left_out))
        _write(target, record, _register(desk, files, papers), zip(files, papers, strict=True))
    known.digests[digest] = source.identity
    known.ids.add(source.identity)
    return TakenIn(source.folder.name, source.identity, "taken", papers, decide)


def _papers(files: Sequence[Found], sorted_in: Sequence[Sorted]) -> Iterator[Paper]:
    used: Counter[str] = Counter()
    for file, paper in zip(files, sorted_in, strict=True):
        suffix = file.path.suffix.lower()
        used[paper.item] += 1
        ending = suffix if _SUFFIX.fullmatch(suffix) else ".bin"
        name = f"{paper.item}_{used[paper.item]:02d}{ending}"
        yield Paper(file.name, name, paper.item, paper.proposal, file.unread, paper.open)


# ---------------------------------------------------------------- what a person must decide


def _year(folder: str, files: Sequence[Found]) -> tuple[str, bool]:
    """The year by the folder's name; else the one that the papers name most often, which is not sure; else none."""
    named = _YEAR.search(folder)
    if named:
        return named[1], True
    counted = Counter(year for file in files for year in (*_YEAR.findall(file.name), *_YEAR_IN_TEXT.findall(file.head)))
    return (counted.most_common(1)[0][0], False) if counted else ("", False)


def _to_decide(papers: Sequence[Paper], year: str, *, sure: bool) -> Iterator[Decision]:
    if not year:
        yield Decision("accession.no_year", {})
    elif not sure:
        yield Decision("accession.year", {"year": year})
    yield Decision("accession.no_persons", {})
    for paper in papers:
        facts = {"file": paper.name, "item": paper.item, "others": "、".join(paper.proposal.others) or "—"}
        if not paper.proposal.item:
            yield Decision("accession.no_item", facts)
        elif paper.unsure:
            yield Decision("accession.doubtful", facts)


def _twins(files: Sequence[Found]) -> Iterator[Decision]:
    first: dict[str, str] = {}
    for file in files:
        other = first.setdefault(file.sha256, file.name)
        if other != file.name and file.size:
            yield Decision("accession.twin", {"file": file.name, "other": other})


# ---------------------------------------------------------------- writing


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a dossier as a whole; the year is empty when nobody can tell."""

    year: str
    digest: str
    left_out: Sequence[Decision]


def _record(desk: Desk, source: Source, papers: Sequence[Paper], told: _Told) -> str:
    there = {paper.item.partition("-")[0] for paper in papers}
    wanted = [line for line in desk.plan(desk.usual_kind).items if not line.optional and line.code not in there]
    record: dict[str, Plain] = {
        "format": "1",
        "kind": ACCESSION,
        "id": source.identity,
        "title": source.folder.name,
        **({"year": told.year} if told.year else {}),
        "source": {
            "folder": source.folder.name,
            "files": str(len(papers)),
            "digest": told.digest,
            "taken_on": desk.settings.today.isoformat(),
            **({"taken_by": desk.settings.actor} if desk.settings.actor else {}),
            **({"left_out": "；".join(each.facts["file"] for each in told.left_out)} if told.left_out else {}),
        },
        "missing_papers": [{"item": line.code, "title": line.zh, "reason": _NOT_SEEN} for line in wanted],
    }
    return _ABOVE + format_record(in_chinese(record, desk.schema(ACCESSION).shape))


_NOT_SEEN: Final = "接收旧案卷时未见此件；是否应有，未经核对。"
_ABOVE: Final = (
    "# 旧案卷，由 accession 接收。材料归入哪一项，在 received.yaml 的“归档项目”里改；\n"
    "# 本不应有的缺件，从“缺件说明”删去。\n"
    "# 写上“人员”“考察对象”“任前公示”，名册（roster）才列得出案中的人：\n"
    "#   人员:\n#     jia: {姓名: 甲某}\n#   考察对象:\n#     - {人员编号: jia, 拟任职务: 某局副局长, 结果: 任用}\n"
)


def _register(desk: Desk, files: Sequence[Found], papers: Sequence[Paper]) -> str:
    schema = desk.schema("received")
    entries = [_entry(desk, file, paper) for file, paper in zip(files, papers, strict=True)]
    return format_record(in_chinese({"format": "1", "attachments": entries}, schema.shape))


def _entry(desk: Desk, file: Found, paper: Paper) -> dict[str, Plain]:
    facts = {
        "file": paper.file,
        "item": paper.item,
        "role": _CAME,
        "title": Path(file.name).stem,
        "pages": "" if file.pages is None else str(file.pages),
        "original_name": file.name,
        "sha256": file.sha256,
        "received_on": desk.settings.today.isoformat(),
        "received_by": desk.settings.actor,
        "note": _note(paper),
    }
    return {key: fact for key, fact in facts.items() if fact}


def _note(paper: Paper) -> str:
    """What stays with the paper: that its item is only proposed, and that search cannot read it."""
    said = ["归档项目为系统提出，未经核对" if paper.proposal.item else "归入哪一项未能判断"]
    said += ["没有可供检索的文字"] if paper.unread else []
    return "；".join(said) + "。"


def _write(target: Path, record: str, register: str, pairs: Iterable[tuple[Found, Paper]]) -> None:
    """Everything into a folder beside the cases, each copy compared with what was read, then into its place."""
    made = make_folder(target.with_name(f"{DRAFT_PREFIX}{secrets.token_hex(8)}"))
    folder = make_folder(made / ATTACHMENTS)
    for file, paper in pairs:
        copy = folder / paper.file
        try:
            copy_file(file.path, copy)
        except OSError as error:
            raise unreadable(file.path, error) from error
        with copy.open("rb") as handle:
            if hashlib.file_digest(handle, "sha256").hexdigest() != file.sha256:
                raise Conflict("accession.changing", path=file.path)
    write_bytes(made / RECEIVED, register.encode(), read_back=True)
    write_bytes(made / RECORDS[0], record.encode(), read_back=True)
    swap_folder(made, target)
