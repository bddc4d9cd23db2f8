"""Looks through everything that would leave, before it leaves: {place: text} -> Findings, each naming its place.

    screen(texts, notices, guarded, fixed=…, office=…, canaries=…) -> tuple[Finding]

A run of eight characters that also stands in the record is a leak unless they stand in a public value of the notice,
in fixed words or in the title of a published regulation, or every one of them belongs to such; so is any name that is
not on the notice, however short. Patterns (identity numbers,
phones, mail, addresses, days of birth, paths, marks, tools) need no record; what belongs to the office passes. Who
saved, changed or commented a file is written by the office program: those who work on the case may stand there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Final

from archive_tool.folding import fold
from archive_tool.model.dates import Month
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.notices import Notice, PublicPerson
from archive_tool.model.places import Place
from archive_tool.notices.guarding import INVISIBLE, SHARED, Guarded, folded
from archive_tool.notices.wording import chinese, chinese_month, digest, fixed_words, paragraphs, plain_title
from archive_tool.texts.carrying import BY, SAVED_BY

_SHOWN: Final = 24  # characters of a hit that are said
_JOINING: Final = frozenset("生人任为于经由的至等和及")
_BOTH_SIDES: Final = 2
_SHORTEST: Final = 2  # a public value of one character covers nothing

# Whatever looks like a number but is none: digests, ids, hashes of our own making.
_NOISE: Final = re.compile(
    r"[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|sha256-[0-9a-z+/]{43}="
    r"|(?:gongshi|yugao)-\d{8}-[0-9a-f]{8}"
)
_BORN_IN: Final = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ID_NUMBER: Final = re.compile(
    rf"(?<!\d)[1-9]\d{{5}}{_BORN_IN}\d{{3}}[\dx](?!\d)"
    r"|(?<!\d)[1-9]\d{5}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)"
)
_SPACED: Final = re.compile(r"(?<=\d)[ \-.·_](?=[\dx])")
_GAP: Final = r"[ \-—–()]{0,2}"
_PHONE: Final = re.compile(
    rf"(?<![\da-z\-])(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)"
    rf"|(?<![\da-z\-〔\[])\(?0\d{{2,3}}{_GAP}[2-9]\d{{6,7}}(?!\d)"
    rf"|(?<![\da-z\-])[48]00{_GAP}\d{{3,4}}{_GAP}\d{{3,4}}(?!\d)"
)
_CALLED: Final = re.compile(r"(?:电话|手机|座机|传真|致电|tel|phone|mobile)\D{0,4}?(\d{7,8})(?!\d)")
_MAIL: Final = re.compile(r"[a-z0-9._%+\-]+@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+")
_ADDRESS: Final = re.compile(
    r"[㐀-鿿]{1,12}(?:路|街|巷|弄|胡同|大道|村|小区|花园|公寓|苑|里)(?:[东西南北中]?[一二三四五六七八九十]?段?)"
    r"(?:第?\d{1,5}(?:-\d{1,4})?(?:号楼|号|幢|栋|座|单元|室|组)){1,4}"
    r"|\d{1,4}(?:幢|栋|号楼|座)\d{0,2}(?:单元)?\d{2,4}室?|\d{1,2}单元\d{2,4}室?"
)
_DAY: Final = r"(?:19|20)\d\d(?:年|[./\-])\d{1,2}(?:月|[./\-])\d{1,2}"
_BIRTH: Final = re.compile(rf"{_DAY}日?出?生|(?:出生|生于|生日)(?:日期|年月日)?[:为]?{_DAY}")
_PATH: Final = re.compile(
    r"(?<![a-z])[a-z]:[\\/](?!/)\S*|\\\\[\w.\-]+\\\S*|file:/\S*|(?<![\w.:/])/(?:home|users|tmp|var|root|mnt|opt|work|etc|srv)/\S+"
    r"|(?<!\w)(?:cases|people|attachments|documents|history|archive|tables)/[^\s\"'<>]+|[\w\-]+\.(?:yaml|yml|lrmx|docx|jsonl)\b"
)
_TOOLS: Final = re.compile(
    r"archive[-_]tool|python-?docx|docxtpl|jinja2?|pypdf|libreoffice|soffice|openpyxl|whoosh|reportlab|case\.yaml|案卷\.yaml"
)
_MARKS: Final = re.compile(r"(?:绝密|机密|秘密)★|★(?:长期|\d+年)|工作秘密|内部资料|注意保密|不得外传|内部文件|内部材料")
_OUTSIDE: Final = re.compile(r"(?:https?:)?//[a-z0-9][a-z0-9.\-]*\.[a-z]{2,}\S*")
_NAMESPACES: Final = ("http://www.w3.org/",)
_INVISIBLE: Final = re.compile(rf"[{INVISIBLE}]+")
# What is published law may be named in any paper.
_REGULATION: Final = re.compile("《[^《》]{2,40}(?:条例|规定|办法|准则|规则|细则|法)(?:[(（]试行[)）])?》")
_NUMBER: Final = re.compile(r"\+?\d[\d \-—–()]{3,}\d")


@dataclass(frozen=True, slots=True)
class _Public:
    """What may be said in these texts.

    Attributes:
        values: folded; with prose, for the comparison with the record.
        words: folded; without prose, for names: a name in prose is not excused by the prose.
        names: those on the notices.
        numbers: digits of every number of the office.
        office: folded contacts.
    """

    values: tuple[str, ...]
    words: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    office: tuple[str, ...]

    def says(self, piece: str) -> bool:
        """Whether this stands in one public value, prose included; a single character more gives nothing away."""
        return any(part in said for part in (piece, piece[1:], piece[:-1]) for said in self.values)


def screen(
    texts: Mapping[str, str],
    notices: Sequence[Notice],
    guarded: Guarded,
    *,
    fixed: Sequence[str] = (),
    office: Sequence[str] = (),
    canaries: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """What must not leave, in the order of the places; nothing when all is well.

    Args:
        texts: what would leave, by place: pages, feeds, Word and PDF texts, properties, deleted and hidden text.
        notices: those that these texts say.
        guarded: what the records behind them keep back.
        fixed: fixed words of the templates that made the texts.
        office: phones, mail, sites and addresses of the organisation that may stand there beside the notices' own.
        canaries: words that may never leave.
    """
    public = _public(notices, fixed, office)
    found: list[Finding] = []
    said_by_templates = frozenset(fixed)
    for place, text in texts.items():
        if text in said_by_templates:
            continue  # style and script, as they stand in their files
        plain, spaced = folded(text), _half(text)
        by_programs = place.endswith((BY, SAVED_BY))
        hits = [
            *(_numbers(spaced) if by_programs else _patterns(spaced, plain, public)),
            *_names(plain, public, guarded, frozenset() if not by_programs else guarded.staff),
            *_private(plain, public, guarded),
            *(("N-308", canary, None) for canary in canaries if folded(canary) in plain),
        ]
        found += [_finding(place, rule, hit, source) for rule, hit, source in dict.fromkeys(hits)]
    return tuple(found)


def _finding(place: str, rule: str, hit: str, source: Place | None) -> Finding:
    """A hit; an identity number is not said again in full."""
    shown = f"{hit[:6]}…" if rule == "N-301" else hit[:_SHOWN]
    facts: dict[str, object] = {"found": shown}
    if source is not None:
        facts["source"] = f"{source.source}:{source.line}" if source.line else source.source
        facts["field"] = source.field
    return Finding(rule, Severity.ERROR, Place(place), facts)


_Hit = tuple[str, str, Place | None]


def _half(text: str) -> str:
    """Half width and small letters with spaces kept; nothing invisible."""
    return _INVISIBLE.sub("", fold(text))


# What may be said


def _public(notices: Sequence[Notice], fixed: Sequence[str], office: Sequence[str]) -> _Public:
    contacts = [*office]
    prose: set[str] = set()
    words: set[str] = set()
    names: set[str] = set()
    for notice in notices:
        contacts += [*_texts(notice.contacts), notice.place]
        prose |= {paragraph.text for paragraph in paragraphs(notice)}
        prose |= {notice.basis, notice.task, notice.title, *notice.standards, *notice.annexes}
        prose |= {said for person in notice.persons for said in _texts(person)}
        words |= set(_structured(notice))
        names |= {person.name for person in notice.persons} | {member.name for member in notice.team}
    words |= {*contacts, *_fixed_pieces(tuple(fixed)), *_fixed_pieces(fixed_words())}
    short = tuple(said for said in (folded(word) for word in words) if len(said) >= _SHORTEST)
    long = tuple(said for said in (folded(word) for word in prose) if len(said) >= _SHORTEST)
    plain = "\n".join(_half(contact) for contact in contacts)
    numbers = frozenset(_digits(number) for number in (*_NUMBER.findall(plain), *re.findall(r"\d{3,}", plain)))
    return _Public((*long, *short), short, frozenset(names), numbers, tuple(folded(one) for one in contacts if one))


def _structured(notice: Notice) -> Iterator[str]:
    """What a notice says outside prose: a name among these words is there because the public may know it."""
    yield from (notice.signature, notice.number, notice.addressee, notice.place, notice.mode, plain_title(notice))
    yield from (notice.period.start.isoformat(), notice.period.end.isoformat(), notice.dated.isoformat())
    yield digest(notice)
    yield from notice.posts
    for person in notice.persons:
        yield from _texts(person, leave=("circumstances", "reason", "note"))
        yield from _pieces_of_sentence(person)
    for member in notice.team:
        yield from _texts(member)
    for day in _days(notice):
        yield chinese(day)


def _pieces_of_sentence(person: PublicPerson) -> Iterator[str]:
    """Values that stand next to one another in every list of persons, whatever template wrote it."""
    yield f"{person.name}，{person.sex}，{person.ethnicity}，"
    for month in (person.birth, person.work_start, person.party_join):
        if isinstance(month, Month):
            yield from (chinese_month(month), f"{month.year}.{month.month:02d}")


def _days(notice: Notice) -> Iterator[date]:
    yield from (notice.dated, notice.period.start, notice.period.end, *(notice.visit or ()))
    yield from (amendment.on for amendment in notice.amendments)


def _texts(made: object, leave: tuple[str, ...] = ()) -> Iterator[str]:
    assert is_dataclass(made)
    for each in fields(made):
        said = getattr(made, each.name)
        if isinstance(said, str) and each.name not in leave:
            yield said


@cache
def _fixed_pieces(fixed: tuple[str, ...]) -> frozenset[str]:
    """Fixed words cut at the marks of HTML, so that each piece stands in the output as it is."""
    return frozenset(piece for words in fixed for piece in re.split(r"[<>\"=\n{}%]+", words) if piece.strip())


# What stands there


def _numbers(quiet: str) -> Iterator[_Hit]:
    """Identity numbers."""
    for text in dict.fromkeys((quiet, _SPACED.sub("", quiet))):
        yield from (("N-301", found, None) for found in _ID_NUMBER.findall(text))


def _patterns(spaced: str, plain: str, public: _Public) -> Iterator[_Hit]:
    quiet = _NOISE.sub(" ", spaced)
    yield from _numbers(quiet)
    for number in (*(found[0] for found in _PHONE.finditer(quiet)), *_CALLED.findall(quiet)):
        if not _is_office_number(number, public):
            yield "N-302", number.strip(), None
    yield from _unless_office("N-303", _MAIL.findall(quiet), public)
    covered = None
    for found in _ADDRESS.finditer(plain):
        covered = covered if covered is not None else _covered(plain, public.words)
        if not _whole(covered, found.start(), found.end()) and _number_in(found[0]) not in "".join(public.office):
            yield "N-304", found[0], None
    yield from (("N-305", found[0], None) for found in _BIRTH.finditer(plain))
    files = (found[0] for found in _PATH.finditer(quiet))
    yield from (("N-309", hit, None) for hit in files if not any(folded(hit) in said for said in public.values))
    yield from (("N-310", found[0], None) for found in _TOOLS.finditer(quiet))
    yield from (("N-311", found[0], None) for found in _MARKS.finditer(plain))
    links = (found[0] for found in _OUTSIDE.finditer(quiet) if not found[0].startswith(_NAMESPACES))
    yield from _unless_office("N-312", links, public)


def _number_in(address: str) -> str:
    """The street and number at the end of an address, by which the office's own is known in any wording."""
    return address[-6:]


def _unless_office(rule: str, found: Iterable[str], public: _Public) -> Iterator[_Hit]:
    for hit in found:
        if not any(folded(hit).rstrip("/.,;") in contact or (contact and contact in hit) for contact in public.office):
            yield rule, hit, None


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).removeprefix("86")


def _is_office_number(number: str, public: _Public) -> bool:
    """Whether the office has that number, with or without its area code."""
    digits = _digits(number)
    return any(digits == own or own.endswith(digits) for own in public.numbers)


def _names(plain: str, public: _Public, guarded: Guarded, known: frozenset[str]) -> Iterator[_Hit]:
    """Names of the record that are neither on the notice nor among the known."""
    covered: bytearray | None = None
    for name, source in guarded.names.items():
        said = folded(name)
        if name in public.names or name in known or len(said) < _SHORTEST or said not in plain:
            continue
        if covered is None:
            covered = _covered(plain, (*public.words, *(folded(one) for one in public.names)))
        places = (at for at in _places(plain, said) if not _whole(covered, at, at + len(said)))
        if any(not _within(plain, at, at + len(said), public.words) for at in places):
            yield "N-306", name, source


def _within(plain: str, start: int, end: int, words: Sequence[str]) -> bool:
    """Whether it stands between the same characters as in a public word: 梧岭市*路桥*建设集团."""
    around = plain[max(0, start - 1) : end + 1]
    return len(around) == end - start + _BOTH_SIDES and any(around in word for word in words)


def _private(plain: str, public: _Public, guarded: Guarded) -> Iterator[_Hit]:
    """Runs of the output that stand in the record and in no public word, each as long as it goes."""
    yield from (("N-307", said, place) for said, place in guarded.short if said in plain and not public.says(said))
    covered = _joined(plain, _covered(plain, (*public.values, *_REGULATION.findall(plain))))
    at = covered.find(0)
    while at >= 0:
        first = max(0, at - SHARED + 1)
        around = range(first, min(at, len(plain) - SHARED) + 1)
        pieces = ((start, plain[start : start + SHARED]) for start in around)
        piece = next((start for start, said in pieces if said in guarded.pieces and not public.says(said)), None)
        if piece is None:
            at = covered.find(0, at + 1)
            continue
        end = piece + SHARED
        while end < len(plain) and plain[end - SHARED + 1 : end + 1] in guarded.pieces:
            end += 1
        yield "N-307", plain[piece:end], guarded.pieces[plain[piece : piece + SHARED]]
        at = covered.find(0, end)


def _covered(plain: str, words: Iterable[str]) -> bytearray:
    """For each character of the output, 1 where it belongs to one of these words."""
    found = bytearray(len(plain))
    for word in words:
        for at in _places(plain, word):
            found[at : at + len(word)] = b"\1" * len(word)
    return found


def _joined(plain: str, covered: bytearray) -> bytearray:
    """Marks between public words count as theirs, and so does a single joining word: 1983年10月*生*，云岭市*人*."""
    marked = bytearray(one or not char.isalnum() for char, one in zip(plain, covered, strict=True))
    for at, char in enumerate(plain):
        if char in _JOINING and (at == 0 or marked[at - 1]) and (at + 1 == len(plain) or marked[at + 1]):
            marked[at] = 1
    return marked


def _whole(covered: bytearray, start: int, end: int) -> bool:
    return covered.find(0, start, end) < 0


def _places(plain: str, word: str) -> Iterator[int]:
    at = plain.find(word)
    while at >= 0:
        yield at
        at = plain.find(word, at + 1)
