"""Case or decision -> its notices, with public fields only.

    postings(case, practice, as_of) -> tuple[Posting]

Every correction makes a new version; the one before it is `corrected` and goes at the next publish.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from archive_tool.model.cases import Case
from archive_tool.model.findings import Finding, Severity, ordered
from archive_tool.model.notices import (
    Contacts,
    Notice,
    NoticeKind,
    NoticeState,
    Period,
    Posting,
    PublicPerson,
    TeamMember,
)
from archive_tool.model.tree import Group, find, groups, rows, text, value
from archive_tool.notices.correcting import corrected
from archive_tool.notices.life import Act, What, acts, section, state_of
from archive_tool.notices.periods import Practice, counted_period, first_day, stated_period
from archive_tool.notices.persons import flag, inspected_person, is_group, public_person, team_member
from archive_tool.notices.wording import usual_basis, usual_title

NOT_SHOWN: Final = ("缓议", "暂缓", "未任用", "终止")  # results with which nobody stands on the pre-appointment notice
_PUBLIC: Final = ("公开", "社会公开", "向社会公开", "互联网")
_HAS_TO_SAY: Final = ("sex", "ethnicity", "birth", "education", "politics", "work_start")
_HAS_TO_NAME: Final = ("organisation", "address", "postcode", "phone")
# What a fact is called in a record, in both languages, for findings.
_CALLED: Final = {
    "current_post": "现任职务（current_post）", "proposed_post": "拟任职务（proposed_post）", "sex": "性别（sex）",
    "ethnicity": "民族（ethnicity）", "birth": "出生年月（birth）", "education": "学历学位（education）",
    "politics": "政治面貌（politics）", "work_start": "参加工作时间（work_start）",
    "organisation": "受理单位（organisation）", "address": "地址（address）", "postcode": "邮政编码（postcode）",
    "phone": "电话（phone）",
}  # fmt: skip


@dataclass(slots=True)
class _Draft:
    """A notice in the making: the case and what was found wrong on the way."""

    case: Case
    kind: NoticeKind
    practice: Practice
    findings: list[Finding]

    def wrong(self, rule: str, path: str, severity: Severity = Severity.ERROR, **facts: object) -> None:
        self.findings.append(Finding(rule, severity, self.case.place(path), facts, self.case.id, self.kind.value))

    def text(self, path: str) -> str:
        """The record's own text: a case does not say the notice of the decision it comes under."""
        return text(self.case.record, path)

    def day(self, path: str) -> date | None:
        found = value(self.case.record, path)
        return found if isinstance(found, date) else None

    def first(self, key: str) -> date | None:
        """A day of the period as it first was: a correction that started it again has its own in the record."""
        again = find(self.case.record, "publicity.first_period") is not None
        return self.day(f"publicity.first_period.{key}" if again else f"publicity.{key}")


def postings(case: Case, practice: Practice, as_of: date) -> tuple[Posting, ...]:
    """The notices that the record itself holds, each with its earlier versions, as they stand on a day."""
    found: list[Posting] = []
    for kind in NoticeKind:
        if is_group(case.record.fields.get(section(kind))) is not None:
            found += _versions(case, kind, practice, as_of)
    return tuple(found)


def _versions(case: Case, kind: NoticeKind, practice: Practice, as_of: date) -> Iterator[Posting]:
    done = acts(case, kind, as_of)
    corrections = tuple(act for act in done if act.what is What.CORRECTED)
    for number in range(len(corrections) + 1):
        draft = _Draft(case, kind, practice, [])
        notice = _written(draft, done, corrections[:number])
        posting = _posting(draft, notice, done, as_of)
        if number:
            posting = replace(posting, id=f"{posting.id}-{number + 1}")
        if number < len(corrections):
            state = posting.state if posting.state is NoticeState.DRAFT else NoticeState.CORRECTED
            posting = replace(posting, state=state, ended_on=corrections[number].on)
        yield posting


def _written(draft: _Draft, done: tuple[Act, ...], corrections: tuple[Act, ...]) -> Notice | None:
    """The notice as it read after these corrections."""
    dropped = frozenset[str]().union(*(act.persons for act in done if act.what is What.WITHDRAWN))
    made = _inspection(draft) if draft.kind is NoticeKind.INSPECTION else _appointment(draft, dropped)
    for act in corrections:
        made = _corrected(draft, made, act) if made is not None else None
    if made is not None and not made.signature:
        draft.wrong("N-115", "org.organisation_department")
    return made


def _posting(draft: _Draft, notice: Notice | None, done: tuple[Act, ...], as_of: date) -> Posting:
    own = section(draft.kind)
    approved_by = draft.text(f"{own}.release.approved_by")
    approved_on = draft.day(f"{own}.release.approved_on") if approved_by else None
    ended = tuple(act for act in done if _ends(act, draft.case))
    taken_down = draft.day("publicity.taken_down_on") if draft.kind is NoticeKind.APPOINTMENT else None
    return Posting(
        id=f"{draft.case.id}-{draft.kind.value}",
        case=draft.case.id,
        item=draft.kind,
        notice=notice,
        state=state_of(notice, approved_on, ended, taken_down, as_of=as_of),
        approved_by=approved_by,
        approved_on=approved_on,
        ended_on=ended[-1].on if ended else None,
        findings=ordered(draft.findings),
    )


def _ends(act: Act, case: Case) -> bool:
    """Whether an act ends the whole notice and not only what it says of some."""
    everyone = {text(entry, "person") for entry in _candidates(case)}
    return act.what in (What.WITHDRAWN, What.CLOSED) and (not act.persons or act.persons >= everyone)


def _candidates(case: Case) -> tuple[Group, ...]:
    return groups(case.record, "candidates")


# E1 任前公示


def _appointment(draft: _Draft, dropped: frozenset[str]) -> Notice | None:
    persons = tuple(_shown(draft, dropped))
    published = draft.day("publicity.published_on") or draft.first("start")
    if published is None:
        draft.wrong("N-102", "publicity.start")
        return None
    if not persons:
        draft.wrong("N-101", "publicity.persons")
        return None
    period = _period(draft, published)
    if period is None:
        return None
    decided_on = draft.day("publicity.decided_on") or draft.day("deliberation.meeting.date")
    body = draft.case.text("deliberation.meeting.body")
    return Notice(
        kind=draft.kind,
        public=(draft.text("publicity.scope") or draft.practice.publicity_scope) in _PUBLIC,
        title=draft.text("publicity.title") or usual_title(draft.kind, persons),
        dated=published,
        period=period,
        contacts=_contacts(draft),
        signature=_signature(draft.case),
        persons=persons,
        number=draft.text("publicity.no"),
        addressee=draft.text("publicity.addressee"),
        basis=draft.text("publicity.basis") or usual_basis(persons, decided_on, body),
    )


def _shown(draft: _Draft, dropped: frozenset[str]) -> Iterator[PublicPerson]:
    """Those whom the notice names: those it lists, else every candidate whose appointment is still meant."""
    entries = {text(entry, "person"): entry for entry in _candidates(draft.case)}
    printed = {text(entry, "person"): entry for entry in groups(draft.case.record, "publicity.persons")}
    for reference in printed or entries:
        entry = entries.get(reference)
        reason = _exempt(draft.case, entry)
        if reference in dropped or (reason and not printed):
            continue
        if reason:
            draft.wrong("N-106", "publicity.persons", person=reference, reason=reason)
            continue
        yield from _person(draft, reference, entry, printed.get(reference))


def _exempt(case: Case, entry: Group | None) -> str:
    """Why somebody must not be shown: his result, a special post, or the reason that the record gives; else empty."""
    if text(entry, "result") in NOT_SHOWN:
        return text(entry, "result")
    position = _position(case, entry)
    return text(entry, "notice_exempt_reason") or ("特殊岗位" if flag(position, "secret_post") else "")


def _position(case: Case, entry: Group | None) -> Group | None:
    """The post to be filled, in this record or in the case that the entry of a decision names."""
    wanted, from_case = text(entry, "position"), text(entry, "case")
    for record in (case, *(served for served in case.served if served.id == from_case)):
        for position in groups(record.record, "positions"):
            if wanted and text(position, "id") == wanted:
                return position
    return None


def _person(
    draft: _Draft, reference: str, entry: Group | None, printed: Group | None
) -> Iterator[PublicPerson]:
    known = draft.case.person(reference)
    path = (printed or entry or draft.case.record).place.field or "publicity.persons"
    if known is None:
        draft.wrong("N-107", path, person=reference)
        return
    person = public_person(known, entry, printed, _position(draft.case, entry))
    for name in ("current_post", "proposed_post"):
        if not getattr(person, name):
            draft.wrong("N-108", path, person=person.name, fact=_CALLED[name])
    for name in _HAS_TO_SAY:
        if not getattr(person, name):
            draft.wrong("N-109", path, Severity.WARNING, person=person.name, fact=_CALLED[name])
    if flag(entry, "exceptional.is") and not (person.note or (person.circumstances and person.reason)):
        draft.wrong("N-110", path, person=person.name)
    yield person


def _count_first(draft: _Draft) -> bool:
    said = value(draft.case.record, "publicity.count_first_day")
    return said if isinstance(said, bool) else draft.practice.count_first


def _period(draft: _Draft, published: date) -> Period | None:
    practice = draft.practice
    count_first = _count_first(draft)
    start = draft.first("start") or first_day(published, practice, count_first=count_first)
    stated = value(draft.case.record, "publicity.workdays")
    workdays = stated if isinstance(stated, int) and stated > 0 else practice.workdays
    extended, end = draft.first("extended_to"), draft.first("end")
    last = extended or end
    if last is not None and last < start:
        draft.wrong("N-103", "publicity.end", start=start, end=last)
        return None
    if last is None:
        period = counted_period(published, start, workdays, practice, count_first=count_first)
    else:
        period = replace(
            stated_period(published, start, last, practice, count_first=count_first), extended=extended is not None
        )
    if isinstance(stated, int) and extended is None and period.workdays != stated:
        draft.wrong("N-104", "publicity.workdays", stated=stated, counted=period.workdays, start=start, end=period.end)
    if period.provisional:
        draft.wrong("N-105", "publicity.end", year=period.end.year, end=period.end)
    return period


def _contacts(draft: _Draft) -> Contacts:
    own, case = "publicity.contacts", draft.case
    contacts = Contacts(
        organisation=draft.text(f"{own}.organisation") or case.text("org.organisation_department"),
        address=draft.text(f"{own}.address") or case.text("org.address"),
        postcode=draft.text(f"{own}.postcode") or case.text("org.postcode"),
        phone=draft.text(f"{own}.phone") or case.text("org.phone"),
        hotline=draft.text(f"{own}.hotline") or case.text("org.supervision_phone"),
        mail=draft.text(f"{own}.mail") or case.text("org.mail"),
        website=draft.text(f"{own}.website") or case.text("org.website"),
        hours=draft.text(f"{own}.hours"),
    )
    for name in _HAS_TO_NAME:
        if not getattr(contacts, name):
            draft.wrong("N-111", f"{own}.{name}", Severity.WARNING, fact=_CALLED[name])
    return contacts


def _signature(case: Case) -> str:
    return case.text("org.organisation_department") or case.text("org.party_committee") or case.text("org.full_name")


# C1 考察预告


def _inspection(draft: _Draft) -> Notice | None:
    case = draft.case
    dated = draft.day("notice.date")
    end = draft.day("notice.time_to") or draft.day("notice.time_from")
    if dated is None or end is None:
        draft.wrong("N-102", "notice.date" if dated is None else "notice.time_to")
        return None
    if end < dated:
        draft.wrong("N-103", "notice.time_to", start=dated, end=end)
        return None
    persons = tuple(_inspected(draft))
    if not persons:
        draft.wrong("N-101", "notice.persons")
        return None
    return Notice(
        kind=draft.kind,
        public=(draft.text("notice.scope") or draft.practice.inspection_scope) in _PUBLIC,
        title=draft.text("notice.title") or usual_title(draft.kind, persons),
        dated=dated,
        period=Period(dated, end),
        contacts=Contacts(
            phone=draft.text("notice.phone") or draft.text("team.phone"),
            hotline=draft.text("notice.supervision_phone") or case.text("org.supervision_phone"),
            mail=draft.text("notice.mailbox"),
            hours=draft.text("notice.contact_hours"),
        ),
        signature=_signature(case),
        persons=persons,
        number=draft.text("notice.no"),
        addressee=draft.text("notice.addressee"),
        task=draft.text("notice.task"),
        posts=tuple(said for entry in groups(case.record, "positions") if (said := text(entry, "title"))),
        standards=tuple(_standards(case)),
        place=draft.text("notice.place"),
        visit=(draft.day("notice.time_from") or dated, end),
        mode=draft.text("notice.mode") or draft.text("mode"),
        team=tuple(_team(case)),
        annexes=tuple(text(entry) for entry in rows(case.record, "notice.annexes")),
    )


def _inspected(draft: _Draft) -> Iterator[PublicPerson]:
    listed = groups(draft.case.record, "notice.persons")
    for entry in listed or _candidates(draft.case):
        reason = _exempt(draft.case, entry)
        if reason and not listed:
            continue
        if reason:
            draft.wrong("N-106", "notice.persons", person=text(entry, "person") or text(entry, "name"), reason=reason)
            continue
        person = inspected_person(draft.case, entry)
        if person is None:
            draft.wrong("N-107", entry.place.field or "notice.persons", person=text(entry, "person"))
        else:
            yield person


def _standards(case: Case) -> Iterator[str]:
    own = [text(entry) for entry in rows(case.record, "notice.standards")]
    yield from own or (
        text(entry) for position in groups(case.record, "positions") for entry in rows(position, "qualifications")
    )


def _team(case: Case) -> Iterator[TeamMember]:
    """The team as the notice lists it, else as the record has it, the leader first."""
    listed = groups(case.record, "notice.team")
    leader = None if listed else find(case.record, "team.leader")
    for entry in (leader, *(listed or groups(case.record, "team.members"))):
        member = team_member(case, entry, "成员" if entry is not leader else "组长")
        if member is not None:
            yield member


# Corrections


def _corrected(draft: _Draft, notice: Notice, act: Act) -> Notice:
    """The notice after a correction."""
    outcome = corrected(notice, act, _named(draft.case, act), lambda period: _again(draft, period, act))
    if outcome.rule:
        found = Finding(outcome.rule, Severity.ERROR, act.place, outcome.facts, draft.case.id, draft.kind.value)
        draft.findings.append(found)
    return outcome.notice


def _named(case: Case, act: Act) -> frozenset[str]:
    """The names, old and new, of those whom a correction is about; none: everybody."""
    names = [person.name for reference in act.persons if (person := case.person(reference)) is not None]
    return frozenset(names) | {name.replace(act.after, act.before) for name in names}


def _again(draft: _Draft, period: Period, act: Act) -> Period:
    """The period counted anew from the day of a correction, as long as it was; as registered with it, if it was."""
    count_first, on = _count_first(draft), act.on
    if act.starts and act.ends and act.starts <= act.ends:
        return stated_period(on, act.starts, act.ends, draft.practice, count_first=count_first)
    start = first_day(on, draft.practice, count_first=count_first)
    stated = value(draft.case.record, "publicity.workdays")
    workdays = stated if isinstance(stated, int) and stated > 0 else max(period.workdays, draft.practice.workdays)
    again = counted_period(on, start, workdays, draft.practice, count_first=count_first)
    if again.provisional:
        draft.wrong("N-105", "publicity.end", year=again.end.year, end=again.end)
    return again
