"""What becomes of a notice: withdrawn, corrected, closed; what people say of it; the proof that it was up.

received.yaml is read as part of the record (`publicity.acts`, `publicity.objections`, …); what the commands add to it
is decided here as plain data, and written by the corridor.

    acts(case, item, as_of) -> tuple[Act]
    objections(case) -> tuple[Objection]
    unfinished(case, as_of, ended=…) -> tuple[Finding]     no appointment document while one stands
    feedback_entry, settling_entry, act_entry, proof_entry what is added to received.yaml
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from archive_tool.model.cases import Case
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.notices import Notice, NoticeKind, NoticeState, Period
from archive_tool.model.places import Place
from archive_tool.model.tree import Group, groups, rows, text, value

Plain = str | list[str]
NOTHING_SAID: Final = "无反映"
HARMLESS: Final = (NOTHING_SAID, "反映已查清不影响")  # conclusions with which an appointment may follow


class What(StrEnum):
    """What may happen to a notice, in the words of received.yaml."""

    PUBLISHED = "发布"
    WITHDRAWN = "撤回"
    CORRECTED = "更正"
    CLOSED = "结束"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happened to a notice.

    Attributes:
        persons: ids of those it concerns; empty: all.
        before, after: wording of a correction.
        starts, ends: the period that it started again, as registered with it.
        conclusion: of a closing.
    """

    what: What
    on: date
    place: Place
    persons: frozenset[str] = frozenset()
    before: str = ""
    after: str = ""
    conclusion: str = ""
    reason: str = ""
    by: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """What somebody said of a notice; who said it is not read here (restricted).

    Attributes:
        number: as it stands, or its place in the list.
        about: id of the person, may be empty.
    """

    number: int
    place: Place
    received_on: date | None
    channel: str
    about: str
    assigned_to: str
    due: date | None
    outcome: str
    affects_use: bool | None
    closed_on: date | None


def section(item: NoticeKind) -> str:
    """The part of the record that holds a notice."""
    return "notice" if item is NoticeKind.INSPECTION else "publicity"


def acts(case: Case, item: NoticeKind, as_of: date) -> tuple[Act, ...]:
    """What happened to a notice up to a day, in the order of the days."""
    found = [
        act
        for entry in groups(case.record, f"{section(item)}.acts")
        if (act := _act(entry)) is not None and act.on <= as_of
    ]
    return tuple(sorted(found, key=lambda act: act.on))


def _act(entry: Group) -> Act | None:
    on = value(entry, "on")
    if text(entry, "act") not in tuple(What) or not isinstance(on, date):
        return None
    return Act(
        What(text(entry, "act")),
        on,
        entry.place,
        frozenset(text(one) for one in rows(entry, "persons")),
        text(entry, "before"),
        text(entry, "after"),
        text(entry, "conclusion"),
        text(entry, "reason"),
        text(entry, "by"),
        _day(entry, "period_start"),
        _day(entry, "period_end"),
    )


def state_of(
    notice: Notice | None, approved_on: date | None, ended: Iterable[Act], taken_down: date | None, *, as_of: date
) -> NoticeState:
    """The state of a notice on a day.

    Args:
        notice: None when the record does not give one.
        approved_on: None while nobody has approved it.
        ended: what put an end to the whole of it: 撤回 or 结束.
        taken_down: the day on which the record says it came down.
        as_of: the day.
    """
    done = {act.what for act in ended}
    if What.WITHDRAWN in done:
        return NoticeState.WITHDRAWN
    if approved_on is None or approved_on > as_of or notice is None:
        return NoticeState.DRAFT
    if What.CLOSED in done or as_of > notice.period.end or (taken_down is not None and taken_down <= as_of):
        return NoticeState.OVER
    return NoticeState.UPCOMING if as_of < min(notice.dated, notice.period.start) else NoticeState.IN_FORCE


def objections(case: Case) -> tuple[Objection, ...]:
    """What the notice brought; one without a number has its place in the list."""
    found = []
    for place, entry in enumerate(groups(case.record, "publicity.objections"), start=1):
        number = value(entry, "no")
        found.append(_objection(entry, number if isinstance(number, int) else place))
    return tuple(found)


def _objection(entry: Group, number: int) -> Objection:
    affects = value(entry, "affects_use")
    return Objection(
        number,
        entry.place,
        _day(entry, "received_on"),
        text(entry, "channel"),
        text(entry, "about"),
        text(entry, "assigned_to.name") or text(entry, "assigned_to.person"),
        _day(entry, "due"),
        text(entry, "outcome"),
        affects if isinstance(affects, bool) else None,
        _day(entry, "closed_on"),
    )


def _day(entry: Group, key: str) -> date | None:
    found = value(entry, key)
    return found if isinstance(found, date) else None


def conclusion(case: Case, as_of: date) -> str:
    """公示结论: that of the last closing, else the record's own; empty while there is none."""
    closings = [act.conclusion for act in acts(case, NoticeKind.APPOINTMENT, as_of) if act.what is What.CLOSED]
    return next((said for said in reversed(closings) if said), text(case.record, "publicity.conclusion"))


def results(case: Case, as_of: date) -> dict[str, str]:
    """What a closing means for each person it named: 任用 may follow, or 公示有反映 holds the person back."""
    found: dict[str, str] = {}
    everyone = frozenset(text(entry, "person") for entry in groups(case.record, "candidates"))
    for act in acts(case, NoticeKind.APPOINTMENT, as_of):
        if act.what is What.CLOSED and act.conclusion:
            result = "任用" if act.conclusion in HARMLESS else "公示有反映"
            found.update(dict.fromkeys(act.persons or everyone, result))
    return found


def unfinished(case: Case, as_of: date, *, ended: bool, until: date | None = None) -> tuple[Finding, ...]:
    """What stands in the way of an appointment document: open objections, no conclusion, one that contradicts them.

    `ended` says that the notice has run its time; `until` is the last day of one that still runs.
    """
    concluded = conclusion(case, as_of)
    found = []
    if until is not None:
        found.append(Finding("N-204", Severity.ERROR, case.place("publicity"), {"end": until}, case.id, "E1"))
    for objection in objections(case):
        if objection.closed_on is None or objection.closed_on > as_of:
            found.append(Finding("N-201", Severity.ERROR, objection.place, {"number": objection.number}, case.id, "E2"))
        elif objection.affects_use and concluded in HARMLESS:
            facts: dict[str, object] = {"number": objection.number, "conclusion": concluded}
            found.append(Finding("N-202", Severity.ERROR, objection.place, facts, case.id, "E2"))
    if ended and not concluded:
        found.append(Finding("N-203", Severity.ERROR, case.place("publicity.conclusion"), {}, case.id, "E2"))
    return tuple(found)


def proofs(case: Case, item: NoticeKind) -> tuple[Group, ...]:
    """The proofs that a notice was up."""
    return groups(case.record, "notice.proof" if item is NoticeKind.INSPECTION else "publicity.proofs")


def next_number(case: Case) -> int:
    """The number that the next objection gets."""
    return max((objection.number for objection in objections(case)), default=0) + 1


def feedback_entry(
    number: int,
    received_on: date,
    channel: str,
    summary: str,
    *,
    about: str = "",
    real_name: bool | None = None,
    reporter: str = "",
    assigned_to: str = "",
    due: date | None = None,
) -> dict[str, Plain]:
    """One entry of `objections`. `reporter` goes into received.yaml and the restricted annex, nowhere else."""
    return _said(
        no=number, received_on=received_on, channel=channel, real_name=real_name, reporter=reporter, about=about,
        summary=summary, assigned_to=assigned_to, due=due,
    )  # fmt: skip


def settling_entry(
    number: int, closed_on: date, outcome: str, *, affects_use: bool, replied_on: date | None = None
) -> dict[str, Plain]:
    """An entry of `objections` that ends the one with that number; the two are read as one."""
    return _said(no=number, outcome=outcome, affects_use=affects_use, closed_on=closed_on, replied_on=replied_on)


def act_entry(
    item: NoticeKind,
    what: What,
    on: date,
    *,
    by: str = "",
    reason: str = "",
    persons: tuple[str, ...] = (),
    before: str = "",
    after: str = "",
    period: Period | None = None,
    conclusion: str = "",
) -> dict[str, Plain]:
    """One entry of `notices`; `period` is the one that a correction starts again."""
    return _said(
        item=item.value, act=what.value, on=on, by=by, reason=reason, persons=persons, before=before, after=after,
        period_start=period.start if period else None, period_end=period.end if period else None, conclusion=conclusion,
    )  # fmt: skip


def proof_entry(item: NoticeKind, file: str, kind: str, channel: str, taken_on: date) -> dict[str, Plain]:
    """One entry of `proofs`."""
    return _said(item=item.value, file=file, kind=kind, channel=channel, taken_on=taken_on)


def _said(**fields: str | int | date | bool | tuple[str, ...] | None) -> dict[str, Plain]:
    """As received.yaml has it, without what nobody said; a no is said."""
    return {key: _plain(found) for key, found in fields.items() if found is not None and found not in ("", ())}


def _plain(found: str | int | date | bool | tuple[str, ...]) -> Plain:
    if isinstance(found, bool):
        return "是" if found else "否"
    return list(found) if isinstance(found, tuple) else str(found)
