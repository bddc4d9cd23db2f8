"""Chapter 1: the order of the steps, the record of them, and dates that must agree."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.model.tree import text
from archive_tool.procedure.rule import BOTH, LIKELY, SURE, Breach, Word, breach, joined, rule
from archive_tool.procedure.view import View, day, missing

_Dates = list[tuple[str, date]]

# One line a step, in the order of the procedure, with every path that dates it (rules.md, the minimal chain). The vote,
# the notice and the document after it are R-902's. Recommendation talks come before the notice and so count with C2a.
_CHAIN: Final = (
    (Word("请示和单位分析", "request and analysis"), ("motion.requests[].date", "motion.unit_analysis.date")),
    (Word("专题会议", "special meeting"), ("motion.meeting.date",)),
    (Word("工作方案", "scheme"), ("motion.scheme.date",)),
    (Word("考察预告", "inspection notice"), ("notice.date",)),
    (Word("测评和谈话", "assessment and talks"), ("assessments[].date", "talks[].date")),
    (Word("反馈", "feedback"), ("feedback.date",)),
    (Word("考察材料", "report"), ("reports[].date",)),
    (Word("会前酝酿", "consultation"), ("deliberation.consultation[].date",)),
    (Word("会议决定", "deciding meeting"), ("deliberation.meeting.date",)),
)


def _dated(view: View, paths: tuple[str, ...]) -> _Dates:
    """The days of a step; of the talks only those of the inspection itself."""
    earlier = {f"{where}.date" for where, talk in view.entries("talks") if text(talk, "kind") == "推荐谈话"}
    return [(path, known) for path, known in view.days(paths) if path not in earlier]


@rule(
    "R-101",
    Severity.ERROR,
    source="《干部任用条例》第三至七章；文本五",
    confidence=SURE,
    reads=(
        "motion.requests",
        "motion.unit_analysis.date",
        "motion.meeting.date",
        "motion.scheme.date",
        "notice.date",
        "assessments",
        "talks",
        "feedback.date",
        "reports",
        "recommendations",
        "deliberation.consultation",
        "deliberation.meeting.date",
    ),
    title=("各环节先后有序", "the steps come in order"),
    says=(
        "{later}（{later_date}）早于{earlier}（{earlier_date}），程序倒置。",
        "{later} ({later_date}) comes before {earlier} ({earlier_date}): the steps are out of order.",
    ),
    remedy=(
        "请核对两处日期；日期无误而程序确已倒置的，写明原因并经批准后列入“豁免”。",
        "Check both dates; if they are right, explain the order in an approved waiver.",
    ),
)
def order(view: View) -> Iterator[Breach]:
    """Each step begins no earlier than the step before it ended."""
    before: tuple[Word, _Dates] | None = None
    for name, paths in _CHAIN:
        dated = _dated(view, paths)
        if not dated:
            continue
        if before is not None:
            yield from _too_early(before, (name, dated))
        before = (name, dated)
    notice = view.days(("notice.date",))
    voted = view.days(("recommendations[].date",))
    if notice and voted:
        yield from _too_early(
            (Word("民主推荐", "recommendation"), voted), (Word("考察预告", "inspection notice"), notice)
        )


def _too_early(before: tuple[Word, _Dates], after: tuple[Word, _Dates]) -> Iterator[Breach]:
    """The first day of the later step that lies before the last day of the earlier one."""
    last = max(known for _, known in before[1])
    path, first = min(after[1], key=lambda entry: entry[1])
    if first < last:
        yield breach(path, later=after[0], later_date=first, earlier=before[0], earlier_date=last)


@rule(
    "R-103",
    Severity.WARNING,
    source="文本四第一条",
    confidence=SURE,
    reads=("motion.scheme.steps", "log"),
    title=("不改变、不遗漏方案步骤", "no step of the scheme changed or left out"),
    says=("方案步骤“{step}”{problem}。", "Step “{step}” of the scheme {problem}."),
    remedy=("请补记该步骤的纪实，或在方案中说明调整。", "Add the step to the log, or change the scheme with a reason."),
)
def scheme_followed(view: View) -> Iterator[Breach]:
    """Every step of the scheme is in the log once the case goes to the meeting, and in the scheme's order."""
    logged = [text(entry, "step") for _, entry in view.entries("log")]
    if not logged or not view.is_at("D"):
        return
    last = 0
    for where, step in view.entries("motion.scheme.steps"):
        name = text(step, "step")
        if name not in logged:
            yield breach(where, step=name, problem=Word("没有纪实", "is not in the log"))
        elif logged.index(name) < last:
            yield breach(where, step=name, problem=Word("未按方案顺序进行", "was not taken in the order of the scheme"))
        else:
            last = logged.index(name)


@rule(
    "R-104",
    Severity.WARNING,
    source="文本一（全程纪实）",
    confidence=SURE,
    reads=("log",),
    title=("每条纪实有据可查", "every line of the log has evidence"),
    says=("纪实自{date}起有{count}条缺少{lacking}。", "From {date} on, {count} log entries lack {lacking}."),
    remedy=("请补写经办人、地点和依据。", "Add who, where and the evidence."),
    kinds=BOTH,
)
def log_has_evidence(view: View) -> Iterator[Breach]:
    """Each entry of the work log names actor, place and evidence; told once, at the first that does not."""
    found = [
        (where, text(entry, "date"), lacking)
        for where, entry in view.entries("log")
        if text(entry, "kind") in ("", "工作") and (lacking := missing(entry, _LOG_WORDS))
    ]
    if found:
        where, first, _ = found[0]
        keys = [key for key in _LOG_WORDS if any(key in lacking for _, _, lacking in found)]
        yield breach(where, date=first, count=len(found), lacking=joined(keys, _LOG_WORDS))


_LOG_WORDS: Final = {"actor": ("经办人", "actor"), "place": ("地点", "place"), "evidence": ("依据", "evidence")}


@rule(
    "R-105",
    Severity.WARNING,
    source="公文常理",
    confidence=SURE,
    reads=(
        "reports",
        "talks",
        "assessments",
        "recommendations",
        "checks.archive",
        "checks.matters",
        "deliberation.minutes.issue_date",
        "deliberation.meeting.date",
        "publicity.decided_on",
        "appointment.documents",
    ),
    title=("文件日期不早于所述事实", "a document is not older than what it reports"),
    says=(
        "{document}日期（{date}）早于所述的{fact}（{fact_date}）。",
        "The {document} is dated {date}, before the {fact} it reports ({fact_date}).",
    ),
    remedy=("请核对两处日期。", "Check both dates."),
)
def document_dates(view: View) -> Iterator[Breach]:
    """Reports, minutes and appointment documents are no older than their facts; the decision has one date."""
    facts = (
        (Word("谈话", "talk"), "talks[].date"),
        (Word("测评", "assessment"), "assessments[].date"),
        (Word("推荐", "recommendation"), "recommendations[].date"),
    )
    for where, report in view.entries("reports"):
        made = day(report, "date")
        candidate = view.candidate(text(report, "candidate"))
        known = [(name, found) for name, path in facts for _, found in view.days((path,))]
        if candidate is not None:
            known += [
                (name, found)
                for name, path, key in (
                    (Word("档案审核", "file examination"), "checks.archive", "examined_on"),
                    (Word("个人事项查核", "personal-matters check"), "checks.matters", "answered_on"),
                )
                for _, entry in view.about(path, candidate)
                if (found := day(entry, key)) is not None
            ]
        yield from _older(f"{where}.date", Word("考察材料", "report"), made, known)
    met = [(Word("会议", "meeting"), view.decided_on)] if view.decided_on else []
    issued = view.day("deliberation.minutes.issue_date")
    yield from _older("deliberation.minutes.issue_date", Word("会议纪要", "record of the meeting"), issued, met)
    stated = view.day("publicity.decided_on")
    if view.decided_on and stated and stated != view.decided_on:
        yield breach(
            "publicity.decided_on",
            document=Word("公示所写决定", "decision in the notice"),
            date=stated,
            fact=Word("会议", "meeting"),
            fact_date=view.decided_on,
        )


def _older(path: str, document: Word, made: date | None, known: list[tuple[Word, date]]) -> Iterator[Breach]:
    """One breach for the latest fact that a document cannot have known."""
    if made is not None and known:
        fact, latest = max(known, key=lambda entry: entry[1])
        if made < latest:
            yield breach(path, document=document, date=made, fact=fact, fact_date=latest)


@rule(
    "R-106",
    Severity.INFO,
    source="文本五、文本二",
    confidence=LIKELY,
    reads=("plan.line", "plan.record", "plan.unplanned_reason", "plan.objects"),
    title=("考察列入计划或说明原因", "the case is planned, or says why not"),
    says=("未写明对应的考察工作计划条目。", "It is not said which line of the inspection plan this case carries out."),
    remedy=(
        "请填写计划条目或年度记录编号；计划外的写明原因。",
        "Name the line or the year's record, or say why it was not planned.",
    ),
)
def planned(view: View) -> Iterator[Breach]:
    """A plan line, the year's record, or a reason."""
    if view.is_inspected and view.is_at("B"):
        paths = ("plan.line", "plan.record", "plan.unplanned_reason", "plan.objects")
        if not any(view.has(path) for path in paths):
            yield breach("plan.line")


@rule(
    "R-107",
    Severity.INFO,
    source="文本一",
    confidence=SURE,
    reads=("paper_kept",),
    title=("注明是否存有纸质案卷", "it is said whether paper is kept"),
    says=("未注明是否存有纸质案卷。", "It is not said whether the paper file is kept too."),
    remedy=("请填写“存有纸质案卷”。", "Fill in paper_kept."),
    kinds=BOTH,
)
def paper_kept(view: View) -> Iterator[Breach]:
    """A closed case says whether paper is kept."""
    if view.is_closed and not view.has("paper_kept"):
        yield breach("paper_kept")


@rule(
    "R-108",
    Severity.INFO,
    source="文本二（一听二测三推四座谈）",
    confidence=SURE,
    reads=("visits", "readings", "surveys", "talks", "assessments", "recommendations", "forums"),
    title=("考察不止于四步", "more than the four routine methods"),
    says=(
        "只有推荐、测评和谈话，没有走访、查阅材料、民意调查等方法。",
        "Only recommendation, assessment and talks; no visit, reading of papers or survey.",
    ),
    remedy=("视需要补充走访、查阅实绩档案或民意调查。", "Add visits, papers read or a survey where it helps."),
)
def more_than_routine(view: View) -> Iterator[Breach]:
    """Something beyond hearing, assessing, recommending and talking."""
    others = ("visits", "readings", "surveys", "forums", "interviews", "checks.archive")
    if view.is_inspected and view.is_at("D") and view.has("talks") and not any(view.has(path) for path in others):
        yield breach("talks")
