"""A notice for the public: it has no field for what must stay private, so what is not in the type cannot leak.

`Notice` is all that pages, texts and feeds are made of. What only the house may know of it (case, approval, state)
stands in `Posting`, which no page ever sees.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from archive_tool.model.dates import Month
from archive_tool.model.findings import Finding


class NoticeKind(StrEnum):
    """Which notice, by its code in the file plan."""

    INSPECTION = "C1"  # 考察预告
    APPOINTMENT = "E1"  # 任前公示


class NoticeState(StrEnum):
    """Where a notice stands in its life on a given day."""

    DRAFT = "draft"  # nobody has approved it
    UPCOMING = "upcoming"  # approved, its day has not come
    IN_FORCE = "in_force"
    OVER = "over"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"  # a later wording stands in its place


@dataclass(frozen=True, slots=True)
class PublicPerson:
    """A person as a notice shows him. Birth and start of work are months: a day has no place here.

    Attributes:
        education: highest education with its degree, in words.
        circumstances, reason: of an exceptional promotion (破格).
        note: a remark written for publication.
        party_join: may be shown (formats 3.1); our own sentence says 政治面貌 instead.
    """

    name: str
    sex: str = ""
    ethnicity: str = ""
    birth: Month | None = None
    native_place: str = ""
    education: str = ""
    politics: str = ""
    work_start: Month | None = None
    current_post: str = ""
    proposed_post: str = ""
    circumstances: str = ""
    reason: str = ""
    note: str = ""
    party_join: Month | None = None


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A member of the inspection team as the inspection notice shows him."""

    name: str
    role: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Where to turn: always an office, never a person."""

    organisation: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    hotline: str = ""
    mail: str = ""
    website: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when a notice is up, both days included.

    Attributes:
        workdays: working days in it by the convention chosen; 0 where the notice does not state them (考察预告).
        provisional: it rests on a year whose holidays are not published yet.
        extended: the end was put off once.
    """

    start: date
    end: date
    workdays: int = 0
    provisional: bool = False
    extended: bool = False


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction as the public sees it: never the words that were wrong, which may be the reason for it."""

    on: date
    restarted: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """Everything that may leave the house with a notice, and nothing else.

    Attributes:
        public: for the public (公开); otherwise within the house only (内部).
        number: 2026年第3号.
        dated: the day on which it is made known.
        posts, standards, place, visit, mode, task, team, annexes: of an inspection notice.
        visit: first and last day of the inspection.
    """

    kind: NoticeKind
    public: bool
    title: str
    dated: date
    period: Period
    contacts: Contacts
    signature: str
    persons: tuple[PublicPerson, ...] = ()
    number: str = ""
    addressee: str = ""
    basis: str = ""
    task: str = ""
    posts: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    place: str = ""
    visit: tuple[date, date] | None = None
    mode: str = ""
    team: tuple[TeamMember, ...] = ()
    annexes: tuple[str, ...] = ()
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True)
class Posting:
    """A notice with what only the house knows of it.

    Attributes:
        id: how commands name it: `KC-2026-001-E1`, after a correction `KC-2026-001-E1-2`.
        case: id of its record.
        item: C1 or E1.
        notice: None when the record does not give one; `findings` then say why.
        approved_by, approved_on: empty and None for a draft.
        ended_on: the day on which it was withdrawn, corrected or closed, if it was.
        findings: what is wrong with it.
    """

    id: str
    case: str
    item: NoticeKind
    notice: Notice | None
    state: NoticeState
    approved_by: str = ""
    approved_on: date | None = None
    ended_on: date | None = None
    findings: tuple[Finding, ...] = ()
