"""The Word and PDF files that leave with a notice: every text of them for the screening, and copies for the board.

A copy goes up only when it says the very words of the notice, and is made without properties, comments and names that
an office program writes by itself. What keeps a copy off the board does not keep the notice off it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archive_tool.model.cases import Case
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.notices import NoticeState, Posting
from archive_tool.model.places import Place
from archive_tool.notices.publishing import says_all
from archive_tool.notices.wording import paragraphs
from archive_tool.tasks.desk import Desk, template_path
from archive_tool.tasks.made import as_made, read_made
from archive_tool.texts.carrying import word_everything
from archive_tool.texts.clearing import clear_pdf, clear_word
from archive_tool.texts.extracting import Extractor
from archive_tool.texts.leftovers import leftovers
from archive_tool.texts.unreadable import Unreadable
from archive_tool.workspace.layout import DOCUMENTS

_WORD, _PDF = ".docx", ".pdf"


@dataclass(slots=True)
class Papers:
    """What stands in documents/ for the notices in force, each by posting id.

    Attributes:
        texts: every text, by place.
        copies: the files that go up beside the page, by suffix.
        fixed: fixed words of the templates they were made from.
        said: findings on what could not be read or copied.
    """

    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    copies: dict[str, dict[str, bytes]] = field(default_factory=dict)
    fixed: list[str] = field(default_factory=list)
    said: dict[str, list[Finding]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Read:
    """One paper: its texts by place, what a reader sees of it, the copy if it can go up, rules it breaks."""

    texts: Mapping[str, str]
    seen: str = ""
    copy: bytes = b""
    rules: tuple[str, ...] = ()


def papers_of(desk: Desk, found: Iterable[Posting], cases: Mapping[str, Case]) -> Papers:
    """The papers of the notices in force; `cases` by id."""
    papers = Papers()
    with Extractor() as extractor:
        for posting in found:
            if posting.state is NoticeState.IN_FORCE and posting.notice is not None:
                _gather(desk, cases[posting.case], posting, extractor, papers)
    return papers


def _gather(desk: Desk, case: Case, posting: Posting, extractor: Extractor, papers: Papers) -> None:
    """Reads what lies there under the notice's name.

    A Word file of our own making, untouched, is outrun when the notice says something else by now: neither it nor its
    PDF goes up, so what it still says of before is no leak.
    """
    assert posting.notice is not None
    words = [paragraph.text for paragraph in paragraphs(posting.notice)]
    stem, made, outrun = _stem(desk, case, posting), read_made(case), False
    for path in sorted((case.folder / DOCUMENTS).glob(f"{posting.item}_*")):
        shown, own = desk.layout.shown(path), path.stem == stem
        is_word = path.suffix.lower() == _WORD
        read = _word(path, shown) if is_word else _other(path, shown, extractor)
        if own and is_word and read.seen:  # it comes before its PDF
            outrun = as_made(path, made.get(path.name)) and not says_all(words, read.seen)
        if own and outrun:
            said = Finding("N-317", Severity.WARNING, Place(shown), {"item": posting.item}, case.id, posting.item)
            papers.said.setdefault(posting.id, []).append(said)
            continue
        papers.texts.setdefault(posting.id, {}).update(read.texts)
        rules = list(read.rules)
        if read.copy and own:
            if says_all(words, read.seen, marks=is_word):
                papers.copies.setdefault(posting.id, {})[path.suffix.lower()] = read.copy
            else:
                rules.append("N-315")
        papers.said.setdefault(posting.id, []).extend(
            Finding(rule, Severity.WARNING, Place(shown), {}, case.id, posting.item) for rule in rules
        )
    if posting.id in papers.texts:
        papers.fixed.extend(_template_words(desk, case, posting))


def _stem(desk: Desk, case: Case, posting: Posting) -> str:
    line = desk.plan(case.kind).by_code[posting.item]
    return f"{line.code}_{line.short}"


def _template_words(desk: Desk, case: Case, posting: Posting) -> Iterator[str]:
    name = desk.plan(case.kind).by_code[posting.item].template
    if name:
        for words in word_everything(template_path(desk.layout, case.kind, name).read_bytes()).values():
            yield from words.splitlines()


def _word(path: Path, shown: str) -> _Read:
    data = path.read_bytes()
    try:
        carried = word_everything(data)
    except Unreadable:
        return _Read({}, rules=("N-313",))
    texts = {f"{shown}#{part}": said for part, said in carried.items()}
    if leftovers(data):
        return _Read(texts, rules=("N-314",))
    try:
        return _Read(texts, carried["word/document.xml"], clear_word(data))
    except Unreadable:
        return _Read(texts, carried.get("word/document.xml", ""), rules=("N-316",))


def _other(path: Path, shown: str, extractor: Extractor) -> _Read:
    """A PDF, or whatever else lies there under the notice's name."""
    with path.open("rb") as handle:
        read = extractor.extract(handle, shown, path.suffix)
    texts = {f"{shown}#{page.number}": page.text for page in read.pages}
    unread = ("N-313",) if read.reason else ()
    if path.suffix.lower() != _PDF:
        return _Read(texts, rules=unread)
    try:
        copy, beside = clear_pdf(path)
    except Unreadable:
        return _Read(texts, rules=(*unread, "N-316"))
    texts |= {f"{shown}#{place}": said for place, said in beside.items()}
    return _Read(texts, "\n".join(_without_number(page.text) for page in read.pages), copy, unread)


def _without_number(page: str) -> str:
    """A page's text without the number at its foot, which may stand in the midst of a paragraph."""
    return "\n".join(line for line in page.splitlines() if not line.strip("—-－ \u3000").isdigit())
