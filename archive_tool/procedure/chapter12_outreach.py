"""Chapter 12: visits, receptions and the ledger of petitions. The figures that are made known: chapter12_figures."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.model.tree import Group, text
from archive_tool.procedure.rule import DRIVE, SURE, Breach, Word, breach, joined, rule
from archive_tool.procedure.view import View, day, is_after, missing, number

_TEXT: Final = "文本三"
_ANSWERS: Final = {
    "lead_official": ("责任领导", "lead official"),
    "lead_unit": ("责任单位", "lead unit"),
    "handler": ("责任人", "handler"),
    "promised_by": ("承诺日期", "promised date"),
}
_DAYS: Final = {
    "closed_on": ("办结日期", "day of settlement"),
    "replied_on": ("答复日期", "day of reply"),
    "promised_by": ("承诺日期", "promised day"),
}
_STATION: Final = frozenset({"派出所", "基层", "分局"})


def _quota(view: View, entry: Group) -> int:
    """What an officer is to visit: his own number, that of his kind of post in the plan, else the term."""
    kind = text(entry, "post_kind")
    planned = (number(line, "households") for _, line in view.entries("plan.quotas") if text(line, "post_kind") == kind)
    usual = view.terms.visit_quota_station if kind in _STATION else view.terms.visit_quota_office
    own = number(entry, "quota")
    return own if own is not None else next((said for said in planned if said is not None), usual)


@rule(
    "R-1201",
    Severity.WARNING,
    source=_TEXT,
    confidence=SURE,
    reads=("assignments", "visits", "plan.quotas", "plan.to"),
    title=("走访户数达到标准", "the quota of visits"),
    says=("{name}应走访{quota}户，台账中有{count}户。", "{name}: {count} households recorded, {quota} were due."),
    remedy=("请补走访并登记，或在走访任务中写明另定的户数。", "Visit and record, or state another number here."),
    kinds=DRIVE,
)
def quota_is_met(view: View) -> Iterator[Breach]:
    """Asked when the days of the drive are over; a household visited twice counts once."""
    end = view.day("plan.to")
    if end is None or view.as_of <= end:
        return
    met: Counter[tuple[str, str]] = Counter()
    by_name: Counter[str] = Counter()
    seen: set[tuple[str, str, str, str]] = set()
    for _, entry in view.entries("visits"):
        officer, unit = text(entry, "officer"), text(entry, "unit")
        who = (officer, unit, text(entry, "community"), text(entry, "household"))
        if who not in seen:
            seen.add(who)
            met[officer, unit] += 1
            by_name[officer] += 1
    names = Counter(text(entry, "officer") for _, entry in view.entries("assignments"))
    for where, entry in view.entries("assignments"):
        name, unit = text(entry, "officer"), text(entry, "unit")
        count = met[name, unit] if names[name] > 1 else by_name[name]
        quota = _quota(view, entry)
        if count < quota:
            yield breach(where, name=name, quota=quota, count=count)


@rule(
    "R-1202",
    Severity.ERROR,
    source=_TEXT,
    confidence=SURE,
    reads=("petitions",),
    title=("责任领导、单位、责任人和期限", "who answers for a petition, and by when"),
    says=("意见{no}没有写明{lacking}。", "Petition {no} does not say: {lacking}."),
    remedy=("请在台账中补齐。", "Complete the ledger."),
    kinds=DRIVE,
)
def somebody_answers(view: View) -> Iterator[Breach]:
    """One settled on the day it came needs no promised date."""
    for where, entry in view.entries("petitions"):
        lacking = missing(entry, _ANSWERS)
        received = day(entry, "received_on")
        if received is not None and day(entry, "closed_on") == received:
            lacking = [key for key in lacking if key != "promised_by"]
        if lacking:
            yield breach(f"{where}.{lacking[0]}", no=text(entry, "no"), lacking=joined(lacking, _ANSWERS))


@rule(
    "R-1203",
    Severity.WARNING,
    source=_TEXT,
    confidence=SURE,
    reads=("petitions",),
    title=("按承诺日期办结", "settled by the promised day"),
    says=("意见{no}{problem}。", "Petition {no} {problem}."),
    remedy=("请督办；超期未办结的列入清单（M2）。", "See to it; the list M2 holds those overdue."),
    kinds=DRIVE,
)
def promise_is_kept(view: View) -> Iterator[Breach]:
    """Settled late, or not settled when the day has passed; and no day lies before that on which it came."""
    for where, entry in view.entries("petitions"):
        promised, closed, received = (day(entry, key) for key in ("promised_by", "closed_on", "received_on"))
        no = text(entry, "no")
        if promised is not None and closed is None and view.as_of > promised:
            problem = Word(f"承诺{promised}办结，至今没有办结", f"was promised for {promised} and is not settled yet")
            yield breach(f"{where}.closed_on", no=no, problem=problem)
        elif promised is not None and is_after(closed, promised):
            problem = Word(
                f"承诺{promised}办结，{closed}才办结", f"was promised for {promised} and settled on {closed}"
            )
            yield breach(f"{where}.closed_on", no=no, problem=problem)
        for key, (zh, en) in _DAYS.items():
            other = day(entry, key)
            if is_after(received, other):
                problem = Word(
                    f"的{zh}（{other}）早于收到日期（{received}）",
                    f"has a {en} ({other}) before the day it came ({received})",
                )
                yield breach(f"{where}.{key}", no=no, problem=problem)


@rule(
    "R-1204",
    Severity.WARNING,
    source=_TEXT,
    confidence=SURE,
    reads=("petitions",),
    title=("职责划分和解释说明", "duty, and explanation of what cannot be solved"),
    says=("意见{no}{problem}。", "Petition {no}: {problem}."),
    remedy=(
        "职责内的由本单位办理，职责外的写明协调单位，无法解决的写明解释和群众是否理解。",
        "Within our duties: handle; outside: say who was asked; not to be solved: say how it was explained.",
    ),
    kinds=DRIVE,
)
def duty_is_said(view: View) -> Iterator[Breach]:
    """Each has its duty; what lies outside names whom we asked, what cannot be solved how it was explained."""
    for where, entry in view.entries("petitions"):
        no, duty = text(entry, "no"), text(entry, "duty")
        if not duty:
            yield breach(f"{where}.duty", no=no, problem=Word("没有划分职责", "it is not said whose duty it is"))
        if duty == "无法解决" and not text(entry, "explanation"):
            problem = Word("无法解决，但没有解释说明", "cannot be solved, and no explanation is given")
            yield breach(f"{where}.explanation", no=no, problem=problem)
        if duty == "职责外" and not text(entry, "coordinated"):
            problem = Word("属职责外，但没有写明协调单位", "lies outside our duties, and nobody was asked")
            yield breach(f"{where}.coordinated", no=no, problem=problem)


@rule(
    "R-1206",
    Severity.INFO,
    source=_TEXT,
    confidence=SURE,
    reads=("receptions",),
    title=("接访事先预告", "a reception is announced first"),
    says=("{place}接访{start}开始，{problem}。", "The reception at {place} began on {start}; {problem}."),
    remedy=("请在接访前通过媒体、网站等公布，并登记日期和渠道。", "Announce it before and record day and channels."),
    kinds=DRIVE,
)
def announced_first(view: View) -> Iterator[Breach]:
    """The day of the announcement lies before the first day, and the channels are said."""
    for where, entry in view.entries("receptions"):
        announced, start = day(entry, "announced_on"), day(entry, "start")
        facts = {"place": text(entry, "place"), "start": start}
        if announced is None:
            yield breach(f"{where}.announced_on", **facts, problem=Word("没有预告", "it was not announced"))
        elif start is not None and announced >= start:
            problem = Word(f"{announced}才预告", f"it was announced on {announced}")
            yield breach(f"{where}.announced_on", **facts, problem=problem)
        elif "channels" in missing(entry, ("channels",)):
            yield breach(f"{where}.channels", **facts, problem=Word("没有写明预告渠道", "no channels are recorded"))
