"""What search knows: entries go in, hits come out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive_tool.model.filing import NamedPerson


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page, in the original characters; number counted from 1, None where the format has no pages."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class FileText:
    """A file of an item and its text. `readable` is False when no usable text could be had; `reason` then says why."""

    path: str
    pages: tuple[Page, ...]
    readable: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One 件 as the index knows it; `item` is empty for the entry of the package itself."""

    package: str
    case: str
    item: str
    title: str
    kind: str
    stage: str
    date: str
    year: int
    doc_no: str
    secrecy: str
    retention: str
    people: tuple[NamedPerson, ...]
    units: tuple[str, ...]
    posts: tuple[str, ...]
    files: tuple[FileText, ...]
    facts: Mapping[str, str] = field(default_factory=dict)  # mode, purpose, result, agrees, code
    recused: tuple[str, ...] = ()  # names of those who see nothing of the case


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of an excerpt: plain, or part of the match."""

    text: str
    matched: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One item found."""

    package: str
    case: str
    item: str
    title: str
    file: str
    page: int | None
    date: str
    people: tuple[str, ...]
    score: float
    via: str  # text, pinyin, field
    excerpt: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query brings: `total` is exact and counts items."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
