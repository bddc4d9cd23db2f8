"""`attach CASE --texts`: the text of papers that cannot be searched as they are, made once and kept beside them.

Older files of Word, Excel and WPS are read through LibreOffice, scans through the optional engine. The text becomes a
file of its own beside the paper, registered for the same item and marked as what it is; it is sealed with the paper,
found by search with its page, and counts no pages. The paper itself is never touched.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from statistics import fmean
from typing import Final

from archive_tool import resources
from archive_tool.documents.libreoffice import MODERN, LibreOffice
from archive_tool.errors import EngineFailed
from archive_tool.messages import Say
from archive_tool.model.cases import Attachment, Case
from archive_tool.model.entries import FileText
from archive_tool.records.formatting import add_received
from archive_tool.records.reading import load
from archive_tool.tasks.attach import paper_digest
from archive_tool.tasks.desk import Desk
from archive_tool.texts.extracting import Extractor
from archive_tool.texts.recognising import PICTURES, Recognised, available, recognised
from archive_tool.workspace.layout import ATTACHMENTS, RECEIVED
from archive_tool.workspace.sweeping import sweep_case
from archive_tool.writing import locked, write_bytes

ENDING: Final = "_文字.txt"
_OLE_AS_TEXT: Final = "ÐÏ"  # what an office program makes of a damaged file when it takes its signature for text
_ROLE: Final = "其他"  # beside the paper, never the paper itself
_SCANNED: Final = frozenset({"texts.scan", "texts.image", "texts.partial", "texts.garbled"})


@dataclass(frozen=True, slots=True)
class Made:
    """The text of one paper.

    Attributes:
        file: the paper, under attachments/.
        text: the file that holds its text; empty when there is none.
        pages: how many were recognised; None when nothing had to be.
        confidence: mean of those pages, 0 to 1.
        weak: pages below LOW, counted from 1.
        reason: key of the sentence why there is no text.
    """

    file: str
    text: str = ""
    pages: int | None = None
    confidence: float = 1.0
    weak: tuple[int, ...] = ()
    reason: str = ""


LOW: Final = 0.8


def make_texts(
    desk: Desk, case: Case, environment: Mapping[str, str], say: Say, *, dry_run: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[Made, ...]:  # fmt: skip
    """Makes the texts that a case lacks; what has one already is left alone.

    Args:
        desk: where; tells which LibreOffice.
        case: whose papers.
        environment: handed to LibreOffice as far as it needs it.
        say: in the language of the archive, for the line that says what the text is.
        dry_run: only say which papers lack a text.
        tell: is told the name of each paper before its turn.
    """
    lacking = tuple(_lacking(case))
    if dry_run:
        return tuple(Made(paper.file) for paper, _ in lacking)
    office = LibreOffice(desk.settings.soffice, environment, resources.folder("templates") / "fonts.conf")
    made = []
    for paper, suffix in lacking:
        tell(paper.file)
        path = case.folder / ATTACHMENTS / paper.file
        one, text = _converted(path, suffix, office, say) if suffix in MODERN else _recognised(path, say)
        if text:
            _keep(desk, case, paper, one.text, text)
        made.append(one)
    return tuple(made)


def _lacking(case: Case) -> Iterable[tuple[Attachment, str]]:
    """Papers without a text of theirs, with the ending that says how one can be had."""
    done = {each.original_name for each in case.received if each.file.endswith(ENDING)}
    with Extractor() as extractor:
        for paper in case.received:
            path = case.folder / ATTACHMENTS / paper.file
            suffix = path.suffix.lower()
            if paper.file in done or paper.file.endswith(ENDING) or not path.is_file():
                continue
            if suffix in MODERN or suffix in PICTURES or (suffix == ".pdf" and _is_scan(extractor, path)):
                yield paper, suffix


def _is_scan(extractor: Extractor, path: Path) -> bool:
    with path.open("rb") as handle:
        return extractor.extract(handle, path.name, path.suffix).reason in _SCANNED


def _converted(path: Path, suffix: str, office: LibreOffice, say: Say) -> tuple[Made, str]:
    """The text of an older file, by way of the newer kind that holds the same."""
    try:
        done = office.modern({path.name: path.read_bytes()}, suffix)
    except EngineFailed as stop:
        return Made(path.name, reason=stop.key), ""
    if path.name not in done.pdfs:
        return Made(path.name, reason=f"texts.office_{done.failed[path.name]}"), ""
    with Extractor() as extractor:
        read = extractor.extract(BytesIO(done.pdfs[path.name]), path.name, MODERN[suffix][0])
    if not any(page.text.strip() for page in read.pages):
        return Made(path.name, reason=read.reason or "texts.empty"), ""
    if any(_OLE_AS_TEXT in page.text for page in read.pages):
        return Made(path.name, reason="texts.damaged"), ""
    head = say("texts.converted", file=path.name, sha256=paper_digest(path))
    return Made(path.name, f"{path.name}{ENDING}"), _joined(head, read)


def _joined(head: str, read: FileText) -> str:
    return "\n".join((head, *(page.text for page in read.pages)))


def _recognised(path: Path, say: Say) -> tuple[Made, str]:
    if not available():
        return Made(path.name, reason="ocr.missing"), ""
    try:
        pages = tuple(recognised(path))
    except EngineFailed as stop:
        return Made(path.name, reason=stop.key), ""
    looked = [page for page in pages if not page.own and page.text]
    if not any(page.text for page in pages):
        return Made(path.name, pages=len(pages), confidence=0.0, reason="texts.empty"), ""
    confidence = fmean(page.confidence for page in looked) if looked else 1.0
    weak = tuple(page.number for page in looked if page.confidence < LOW)
    head = say("texts.recognised", file=path.name, sha256=paper_digest(path), confidence=_percent(confidence))
    body = "".join(f"{_page(page, say)}\f" for page in pages)  # one page alone has its number too
    return Made(path.name, f"{path.name}{ENDING}", len(looked), confidence, weak), f"{head}\n{body}"


def _page(page: Recognised, say: Say) -> str:
    if page.own or not page.text:
        return page.text
    return f"{say('texts.recognised_page', number=page.number, confidence=_percent(page.confidence))}\n{page.text}\n"


def _percent(share: float) -> str:
    return f"{share * 100:.1f}%"


def _keep(desk: Desk, case: Case, paper: Attachment, name: str, text: str) -> None:
    """Writes the text beside its paper and registers it for the same item."""
    data = text.encode()
    register = case.folder / RECEIVED
    entry = {
        "file": name,
        "item": paper.item,
        "role": _ROLE,
        "title": paper.title,
        "pages": "0",
        "original_name": paper.file,
        "sha256": sha256(data).hexdigest(),
        "received_on": desk.settings.today.isoformat(),
        "received_by": desk.settings.actor,
    }
    with locked(desk.layout.lock, desk.settings.actor or "attach"):
        sweep_case(case.folder)
        write_bytes(case.folder / ATTACHMENTS / name, data)
        known = load(register).decode("utf-8-sig") if register.is_file() else ""
        said = {key: fact for key, fact in entry.items() if fact}
        now = add_received(known, desk.schema("received"), "attachments", said)
        write_bytes(register, now.encode(), read_back=True)
