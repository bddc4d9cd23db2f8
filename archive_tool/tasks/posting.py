"""What `publish` and `notice` share: the local practice, the notices of cases, what their records keep back."""

from collections.abc import Iterable

from archive_tool.model.cases import Case
from archive_tool.model.notices import NoticeKind, Posting
from archive_tool.model.tree import text
from archive_tool.notices.drafting import postings
from archive_tool.notices.periods import Practice
from archive_tool.tasks.desk import Desk

SITE, INTRANET = "site", "intranet"
_OFFICE = ("address", "postcode", "phone", "mail", "website", "supervision_phone")


def practice_of(desk: Desk) -> Practice:
    """How this organisation counts days, and how far its notices go."""
    record, org = desk.settings.record, desk.settings.org
    return Practice(
        calendar=desk.calendar,
        workdays=desk.terms.publicity_workdays,
        count_first=desk.terms.publicity_count_first,
        inspection_scope=text(record, "defaults.notice_scope") or "内部",
        publicity_scope=text(record, "defaults.publicity_scope") or "公开",
        office=tuple(said for key in _OFFICE if (said := text(org, key))),
    )


def notices_of(desk: Desk, cases: Iterable[Case]) -> tuple[Posting, ...]:
    """Every notice of these cases with its versions, as it stands on the day that counts."""
    practice = practice_of(desk)
    return tuple(
        posting
        for case in cases
        for posting in postings(case, practice, desk.settings.today)
        if (line := desk.plan(case.kind).by_code.get(posting.item.value)) is not None and line.public
    )


def present(found: Iterable[Posting], case: str, item: NoticeKind) -> Posting | None:
    """The version of a case's notice that counts, the last; None when the record has no such notice."""
    return next((posting for posting in reversed(tuple(found)) if (posting.case, posting.item) == (case, item)), None)
