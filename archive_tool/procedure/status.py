"""Where a case stands, what it lacks, and what comes next by when: pure data for `status`.

    standing_of(case, states, plan, terms, calendar, as_of) -> Standing
    timetable(case, terms, calendar, as_of) -> tuple[Step, ...]      every step with its days (程序时间节点表)

A next step says what is to be done, at which field or item, and by which day where a rule sets one. Days counted in
working days of a year whose holidays are not published are provisional.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from archive_tool.model.cases import Case
from archive_tool.model.dates import earliest
from archive_tool.model.filing import ItemState, State
from archive_tool.model.plans import FilePlan, Stage
from archive_tool.model.tree import text
from archive_tool.procedure.chapter09_publicity import end_of_notice
from archive_tool.procedure.progress import stage_of
from archive_tool.procedure.rule import CASE, Word
from archive_tool.procedure.terms import Terms
from archive_tool.procedure.view import View, a_year_after, day, flag, when
from archive_tool.workdays import Calendar, add_workdays


@dataclass(frozen=True, slots=True)
class Next:
    """One thing to do.

    Attributes:
        what: what, in words.
        path: dotted path of the field that will say it is done; may be empty.
        due: by which day, None where nothing sets one.
        provisional: the day rests on a year whose holidays are not published.
        overdue: the day has passed.
    """

    what: Word
    path: str = ""
    due: date | None = None
    provisional: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands.

    Attributes:
        stage: the latest stage reached.
        closed: whether the case was closed.
        done, wanted: items that are there or excused, and all that apply up to the end.
        missing: what is missing up to the stage reached, in filing order.
        stale: files whose facts have changed since.
        next: what comes next, the most urgent first.
    """

    stage: Stage
    closed: bool
    done: int
    wanted: int
    missing: tuple[ItemState, ...]
    stale: tuple[ItemState, ...]
    next: tuple[Next, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the procedure with the days it took place.

    Attributes:
        name: of the step.
        first, last: its days; None while it has not taken place.
    """

    name: Word
    first: date | None = None
    last: date | None = None


STEPS: Final[tuple[tuple[Word, tuple[str, ...]], ...]] = (
    (Word("请示报告", "request"), ("motion.requests[].date",)),
    (Word("单位分析", "analysis of the unit"), ("motion.unit_analysis.date",)),
    (Word("专题会议", "special meeting"), ("motion.meeting.date",)),
    (Word("考察方案", "scheme"), ("motion.scheme.date",)),
    (Word("呈批", "approval"), ("motion.approval_slip.approved_on",)),
    (Word("空缺公告", "announcement of the vacancy"), ("positions[].announced_on",)),
    (Word("民主推荐", "recommendation"), ("recommendations[].date",)),
    (Word("确定考察对象", "objects fixed"), ("determination.date",)),
    (Word("考察预告", "inspection notice"), ("notice.date",)),
    (Word("民主测评", "assessment"), ("assessments[].date",)),
    (Word("个别谈话", "talks"), ("talks[].date",)),
    (Word("走访", "visits"), ("visits[].date",)),
    (Word("档案审核", "file examination"), ("checks.archive[].examined_on",)),
    (Word("个人有关事项查核", "personal-matters check"), ("checks.matters[].answered_on",)),
    (Word("纪检监察机关回复", "reply of the discipline body"), ("checks.discipline[].reply_on",)),
    (Word("考察情况反馈", "feedback"), ("feedback.date",)),
    (Word("考察材料", "report"), ("reports[].date",)),
    (Word("部务会研究", "the department's proposal"), ("deliberation.proposal.date",)),
    (Word("会前酝酿", "consultation"), ("deliberation.consultation[].date",)),
    (Word("会议决定", "deciding meeting"), ("deliberation.meeting.date",)),
    (Word("公示开始", "notice begins"), ("publicity.start",)),
    (Word("公示结束", "notice ends"), ("publicity.end",)),
    (Word("任前谈话", "talk before the appointment"), ("appointment.talks[].date",)),
    (Word("任免文件", "appointment document"), ("appointment.documents[].date",)),
    (Word("试用期满", "end of probation"), ("appointment.probation[].until",)),
)


def timetable(case: Case, terms: Terms, calendar: Calendar, as_of: date) -> tuple[Step, ...]:
    """Every step in order with its first and last day."""
    view = View(case, terms, calendar, as_of)
    return tuple(_step(view, name, paths) for name, paths in STEPS)


def _step(view: View, name: Word, paths: Iterable[str]) -> Step:
    """One step; the end of the notice is worked out where it is not written."""
    days = [known for _, known in view.days(paths)]
    if not days and "publicity.end" in tuple(paths):
        end = end_of_notice(view)
        days = [end] if end else []
    return Step(name, min(days), max(days)) if days else Step(name)


def standing_of(
    case: Case,
    states: Iterable[ItemState],
    plan: FilePlan,
    *,
    terms: Terms,
    calendar: Calendar,
    as_of: date,
) -> Standing:
    """How a case stands.

    Args:
        case: the case or decision.
        states: what `filing.item_states` gave.
        plan: the plan of its kind.
        terms: figures and practices of the organisation.
        calendar: working days.
        as_of: the day that counts as today.
    """
    known = tuple(states)
    view = View(case, terms, calendar, as_of)
    codes = [stage.code for stage in plan.stages]
    code = stage_of(case, plan)
    due = codes[: codes.index(code) + 1]
    counted = [state for state in known if not state.item.plan.optional]
    return Standing(
        stage=plan.stage(code),
        closed=view.is_closed,
        done=sum(state.state not in (State.MISSING, State.NOT_GENERATED) for state in counted),
        wanted=len(counted),
        missing=tuple(state for state in known if state.state is State.MISSING and state.item.plan.stage in due),
        stale=tuple(state for state in known if state.state is State.STALE),
        next=tuple(sorted(_next(view) if plan.appoints else _along(view, known), key=_urgency)),
    )


def _urgency(step: Next) -> tuple[bool, date]:
    """What has a day first, the earliest before the rest; the order of the procedure otherwise."""
    return step.due is None, step.due or date.max


def _along(view: View, states: Iterable[ItemState]) -> Iterator[Next]:
    """What comes next in a kind whose procedure we do not know: the first item of its plan that is not there."""
    lacking = (State.MISSING, State.NOT_GENERATED)
    ahead = next((one.item for one in states if one.state in lacking and not one.item.plan.optional), None)
    if ahead is not None and not view.is_closed:
        yield Next(Word(f"形成{ahead.title}", f"make {ahead.plan.en}"), ahead.plan.needs or ahead.plan.date)


def _next(view: View) -> Iterator[Next]:
    """Everything that comes next in a case that is not closed."""
    if view.is_closed:
        yield from _after(view)
        return
    yield from _by_deadline(view)
    if view.is_inspected or view.case.kind not in CASE:
        following = next((step for step in _COURSE if step.applies(view) and not view.has(step.path)), None)
        if following is not None:
            yield Next(following.what, following.path)
    yield from _after(view)


@dataclass(frozen=True, slots=True)
class _Course:
    """A step of the course and when it is part of it."""

    path: str
    what: Word
    applies: Callable[[View], bool] = lambda _: True


def _is_case(view: View) -> bool:
    return view.case.kind in CASE


def _is_promotion(view: View) -> bool:
    return _is_case(view) and view.purpose in ("提拔任职", "换届")


def _is_discussed(view: View) -> bool:
    return view.purpose != "后备"


def _is_shown(view: View) -> bool:
    return view.purpose == "提拔任职" or view.case.kind == "decision"


_COURSE: Final = (
    _Course("motion.unit_analysis.date", Word("形成单位分析报告", "write the analysis of the unit"), _is_case),
    _Course("motion.meeting.date", Word("召开干部工作专题会议", "hold the special meeting"), _is_case),
    _Course("motion.scheme.date", Word("制定考察工作方案", "write the scheme"), _is_case),
    _Course("motion.approval_slip.approved_on", Word("呈批考察方案", "have the scheme approved"), _is_case),
    _Course("recommendations", Word("组织民主推荐", "hold the recommendation"), _is_promotion),
    _Course("determination.date", Word("研究确定考察对象", "fix the objects"), _is_promotion),
    _Course("notice.date", Word("发布考察预告", "publish the inspection notice"), _is_case),
    _Course("assessments", Word("组织民主测评", "hold the assessment"), _is_case),
    _Course("talks", Word("开展个别谈话", "hold the talks"), _is_case),
    _Course("checks.archive", Word("审核干部档案", "examine the personnel files"), _is_case),
    _Course("checks.matters", Word("查核个人有关事项报告", "verify the personal-matters reports"), _is_case),
    _Course("checks.discipline", Word("征求纪检监察机关意见", "ask the discipline body"), _is_case),
    _Course("feedback.date", Word("向单位主要领导反馈考察情况", "give feedback to the unit's leader"), _is_case),
    _Course("reports", Word("撰写考察材料", "write the reports"), _is_case),
    _Course(
        "deliberation.proposal.date", Word("部务会研究任用建议方案", "make the department's proposal"), _is_discussed
    ),
    _Course("deliberation.consultation", Word("会前沟通酝酿", "consult before the meeting"), _is_discussed),
    _Course("deliberation.meeting.date", Word("提交会议讨论决定", "put it to the meeting"), _is_discussed),
    _Course("publicity.start", Word("发布任前公示", "publish the pre-appointment notice"), _is_shown),
    _Course("publicity.conclusion", Word("收集公示结果、形成结论", "collect the outcome of the notice"), _is_shown),
    _Course("appointment.talks", Word("开展任前谈话", "hold the talks before the appointment"), _is_discussed),
    _Course("appointment.documents", Word("印发任免文件", "issue the appointment document"), _is_discussed),
    _Course("closed_on", Word("整理归档、结卷", "file and close the case")),
)


def _dated(view: View, what: Word, path: str, due: date | None, *, provisional: bool = False) -> Iterator[Next]:
    """A step with its day, unless its field is already filled in."""
    if due is not None and not view.has(path):
        yield Next(what, path, due, provisional, view.as_of > due)


def _by_deadline(view: View) -> Iterator[Next]:
    """Steps for which a rule sets a day."""
    yield from _recommendation_ends(view)
    yield from _replies(view)
    end, start = end_of_notice(view), view.day("publicity.start") or view.day("publicity.published_on")
    if start is not None and end is not None:
        ends = Word("公示期满，形成公示结论", "the notice ends; record its outcome")
        yield from _dated(view, ends, "publicity.conclusion", end, provisional=_is_provisional(view, start, end))
    for where, entry in view.entries("publicity.objections"):
        word = Word(f"办结公示反映第{text(entry, 'no')}件", f"close reflection {text(entry, 'no')}")
        yield from _dated(view, word, f"{where}.closed_on", day(entry, "due"))
    yield from _notice_before(view)


def _is_provisional(view: View, first: date, last: date) -> bool:
    """Whether the working days between two days rest on a year whose holidays are not published."""
    return not all(view.calendar.is_published(year) for year in range(first.year, last.year + 1))


def _notice_before(view: View) -> Iterator[Next]:
    """By when the inspection notice must be out."""
    begins = view.day("notice.time_from")
    if begins is None:
        return
    lead = view.terms.notice_lead_workdays
    latest = begins - timedelta(days=1)
    while not view.calendar.is_workday(latest) or (lead and add_workdays(latest, lead, view.calendar).on > begins):
        latest -= timedelta(days=1)
    word = Word("发布考察预告", "publish the inspection notice")
    yield from _dated(view, word, "notice.date", latest, provisional=_is_provisional(view, latest, begins))


def _recommendation_ends(view: View) -> Iterator[Next]:
    """Until when the latest recommendation is valid."""
    voted = [known for _, known in view.days(("recommendations[].date",))]
    if voted and view.purpose in ("提拔任职", "换届"):
        last = max(voted) + timedelta(days=view.terms.recommendation_valid_days)
        yield from _dated(
            view,
            Word("推荐结果到期，此前完成讨论决定", "the recommendation lapses; decide before"),
            "deliberation.meeting.date",
            last,
        )


def _replies(view: View) -> Iterator[Next]:
    """Letters that were sent and not answered."""
    for path, name, back in (
        ("opinions", "department", "answered_on"),
        ("checks.discipline", "body", "reply_on"),
        ("deliberation.co_management", "body", "answered_on"),
    ):
        for where, entry in view.entries(path):
            due, asked = day(entry, "due"), day(entry, "asked_on")
            if path.endswith("co_management") and asked is not None:
                due = asked + timedelta(days=view.terms.dual_consent_days)
            word = Word(f"催收{text(entry, name)}的回复", f"chase the reply of {text(entry, name)}")
            yield from _dated(view, word, f"{where}.{back}", due)


def _after(view: View) -> Iterator[Next]:
    """What stays to be done after the appointment: probation, taking the notice down, training promised."""
    for where, entry in view.entries("appointment.probation"):
        person = view.candidate(text(entry, "person"))
        name = person.name if person else text(entry, "person")
        until = when(entry, "until")
        word = Word(f"{name}试用期满考核", f"review {name} at the end of probation")
        yield from _dated(view, word, f"{where}.reviewed_on", earliest(until) if until else None)
    end = end_of_notice(view)
    if end is not None and view.as_of > end:
        yield from _dated(
            view, Word("撤下公示", "take the notice down"), "publicity.taken_down_on", end + timedelta(days=1)
        )
    for one in view.appointed:
        start = day(one.node, "in_office_from") or view.decided_on
        if flag(one.node, "qualification.training_done") is False and start is not None:
            word = Word(f"{one.name}补足培训", f"{one.name} completes the training")
            yield Next(
                word,
                f"{one.path}.qualification.training_done",
                a_year_after(start),
                overdue=view.as_of > a_year_after(start),
            )
