"""What goes into a package: the dossier as it will be filed, decided before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from archive_tool.model.plans import Item

RENDITIONS: Final = (".pdf", ".ofd")  # forms of a paper whose pages are fixed


class State(StrEnum):
    """The state of an item, as `status` shows it."""

    MISSING = "missing"
    EXCUSED = "excused"
    NOT_GENERATED = "not_generated"
    CURRENT = "current"
    STALE = "stale"
    EDITED = "edited"
    ATTACHED = "attached"


@dataclass(frozen=True, slots=True)
class ItemState:
    """How one item stands.

    Attributes:
        item: the item.
        state: see `State`.
        files: the files that stand for it, best first (signed copy, PDF, Word file).
        reason: why it is excused, or what became stale.
    """

    item: Item
    state: State
    files: tuple[Path, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person an item is about, with the role (考察对象, 谈话人, 参会人员 …)."""

    name: str
    role: str
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledFile:
    """One file of an item.

    Attributes:
        source: where its bytes are now.
        suffix: `.pdf`, lower case.
        role: 正本 (signed), 定稿 (Word file), 版式文件 (PDF of it), 附件 …; orders the files (DA/T 22).
        pages: known or None.
        agrees: whether the Word file agrees with the signed copy.
        original_name: what it was called when it came.
    """

    source: Path
    suffix: str
    role: str
    pages: int | None = None
    agrees: str = ""
    original_name: str = ""


@dataclass(frozen=True, slots=True)
class FiledItem:
    """One 件 with what the catalogue and the index need to know of it.

    `note` says what stands in place of files: 参见 another package, or why it is missing. `title_made` says that the
    paper bears no title of its own: catalogues then print it in [ ] (DA/T 22).
    """

    code: str
    number: int
    stem: str
    stage: str
    title: str
    genre: str
    date: str
    doc_no: str
    maker: str
    secrecy: str
    retention: str
    personnel_file: str
    files: tuple[FiledFile, ...]
    people: tuple[NamedPerson, ...] = ()
    units: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    note: str = ""
    restricted: bool = False
    title_made: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """What a virus scanner said.

    Attributes:
        program: its name.
        files: how many files it was given.
        infected: name of each infected file, and what is in it.
        failed: why it gave no answer; empty when it did.
    """

    program: str
    files: int
    infected: tuple[tuple[str, str], ...] = ()
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything of one case that is to be sealed.

    Attributes:
        facts: what cover, bag-info and index say of the case: mode, purpose, result, unit, fonds number …
        documents: metadata files made by the corridor (record and persons as sealed, waivers), by path under metadata/.
        label: begins the names of its packages.
        sealed_on: the date that counts, ISO; acting person in `sealed_by`.
    """

    case: str
    kind: str
    title: str
    year: int
    stages: tuple[tuple[str, str], ...]  # (code, folder) in order
    items: tuple[FiledItem, ...]
    sealed_on: str
    sealed_by: str
    facts: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, bytes] = field(default_factory=dict)
    label: str = "档案"
