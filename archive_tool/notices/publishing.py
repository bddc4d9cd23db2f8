"""Which notices go up, what is screened, which files a board gets and which it loses: decided here, written elsewhere.

`decide(postings, press, audience, standing, keepers)` gives the `Plan`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archive_tool.errors import Refused
from archive_tool.model.findings import Finding
from archive_tool.model.notices import NoticeState, Posting
from archive_tool.notices.guarding import Guarded, folded
from archive_tool.notices.markup import texts_of
from archive_tool.notices.pages import Board, Printing, Sheet, paste_text, sheet
from archive_tool.notices.screening import screen


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a board is for.

    Attributes:
        board: its name and title.
        internal: it stands within the house and shows notices of both scopes; else those for the public only.
    """

    board: Board
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Keepers:
    """What the screening needs.

    Attributes:
        guarded: what each record keeps back, by case id.
        office: phones, mail, sites, addresses of the organisation.
        canaries: words that may never leave.
        also: texts that leave with a notice beside its page (Word, PDF), by posting id and place.
        copies: the files themselves, made clean, by posting id and suffix.
        fixed: fixed words of the templates of those.
    """

    guarded: Mapping[str, Guarded] = field(default_factory=dict)
    office: tuple[str, ...] = ()
    canaries: tuple[str, ...] = ()
    also: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    copies: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    fixed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a board becomes.

    Attributes:
        files: every file of it, by name; the folder is made anew.
        shown: ids of the postings it shows, and the page of each.
        removed: files that stand there now and will not.
        withheld: postings in force that may not go up, and why.
    """

    files: Mapping[str, bytes]
    shown: Mapping[str, str]
    removed: tuple[str, ...]
    withheld: Mapping[str, tuple[Finding, ...]]


def decide(
    postings: Iterable[Posting], press: Printing, audience: Audience, standing: Sequence[str], keepers: Keepers
) -> Plan:
    """The board as it will be.

    A notice with a hit is left out and its hits are named; one bad notice does not stop the others. A hit in what they
    share (list, feed, calendar) stops the board.

    Args:
        postings: every notice there is, whatever its state.
        press: prints the pages.
        audience: whom the board is for.
        standing: names of the files that stand on it now.
        keepers: what the screening needs.

    Raises:
        Refused: a hit in the list, the feed or the calendar.
        TemplateFailed: a template cannot be filled.
    """
    fixed = (*press.fixed_words(), *keepers.fixed, audience.board.name, audience.board.title)
    shown: dict[str, Sheet] = {}
    files: dict[str, bytes] = {}
    withheld: dict[str, tuple[Finding, ...]] = {}
    together = Guarded()
    for posting in postings:
        notice = posting.notice
        if posting.state is not NoticeState.IN_FORCE or notice is None or not (notice.public or audience.internal):
            continue
        one = sheet(notice)
        kept = keepers.guarded.get(posting.case, Guarded())
        copies = {f"{one.stem}{suffix}": data for suffix, data in keepers.copies.get(posting.id, {}).items()}
        made = {one.file: press.page(audience.board, one, tuple(copies)), one.text_file: paste_text(one)}
        texts = {place: text for name, data in made.items() for place, text in texts_of(name, data).items()}
        texts.update(keepers.also.get(posting.id, {}))
        hits = screen(texts, [notice], kept, fixed=fixed, office=keepers.office, canaries=keepers.canaries)
        stopping = (*(each for each in posting.findings if each.stops), *(hit.within(posting.case) for hit in hits))
        if stopping:
            withheld[posting.id] = stopping
        else:
            shown[posting.id] = one
            files |= made | copies
            together = together.joined(kept)
    common = press.common(audience.board, tuple(shown.values()))
    texts = {place: text for name, data in common.items() for place, text in texts_of(name, data).items()}
    notices = [one.notice for one in shown.values()]
    hits = screen(texts, notices, together, fixed=fixed, office=keepers.office, canaries=keepers.canaries)
    if hits:
        raise Refused("notices.leak", place=hits[0].place.source, found=hits[0].facts["found"], count=len(hits))
    files |= common
    removed = tuple(sorted(name for name in standing if name not in files))
    return Plan(files, {id_: one.file for id_, one in shown.items()}, removed, withheld)


def says_all(words: Iterable[str], seen: str, *, marks: bool = True) -> bool:
    """Whether a paper says every paragraph of a notice, whatever its line breaks, width of characters and script.

    `marks` False leaves punctuation aside: a comma that hangs over the edge of a line is lost when a PDF is read.
    """
    text = _compared(seen, marks=marks)
    return all(_compared(paragraph, marks=marks) in text for paragraph in words)


def _compared(said: str, *, marks: bool) -> str:
    return folded(said) if marks else "".join(char for char in folded(said) if char.isalnum())
