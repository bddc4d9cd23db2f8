"""Chapter 10: talk, document, probation, personnel file. R-1010 needs no rule: R-401 reads the purpose."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.model.tree import Group, groups, text
from archive_tool.procedure.posts import is_silent, proposed_post, with_posts
from archive_tool.procedure.rule import BOTH, SURE, Breach, Word, breach, rule
from archive_tool.procedure.view import Candidate, View, a_year_after, day, flag, listed

_TALKED: Final = frozenset({"提拔任职", "进一步使用", "转任重要岗位", "平级转任", "职级晋升", "换届"})


@rule(
    "R-1001",
    Severity.WARNING,
    source="《干部任用条例》第七章（2014年版第四十三条）；文本五",
    confidence=SURE,
    reads=("appointment.talks", "candidates", "appointment.documents"),
    title=("任前谈话", "the talk before the appointment"),
    says=("{name}{problem}。", "{name}: {problem}."),
    remedy=("请补录任前谈话的日期和谈话人。", "Record the talk, its day and who held it."),
)
def talked(view: View) -> Iterator[Breach]:
    """Due with the document or when the case is closed, for whoever is given a post, in words or by its position."""
    if view.purpose not in _TALKED or not (view.has("appointment.documents") or view.is_closed):
        return
    for one in view.appointed:
        found = list(view.about("appointment.talks", one))
        if proposed_post(view.case, one.node) is None:
            continue
        if not found:
            yield breach("appointment.talks", name=one.name, problem=Word("没有任前谈话的记录", "no talk is recorded"))
        for where, entry in found:
            held = day(entry, "date")
            if not view.named(entry.fields.get("talker"), where):
                yield breach(
                    f"{where}.talker", name=one.name, problem=Word("任前谈话没有谈话人", "the talk has no talker")
                )
            if held and view.decided_on and held < view.decided_on:
                early = Word(
                    f"任前谈话（{held}）早于讨论决定（{view.decided_on}）",
                    f"the talk ({held}) came before the decision ({view.decided_on})",
                )
                yield breach(f"{where}.date", name=one.name, problem=early)


def _appointing(view: View, one: Candidate) -> Iterator[tuple[str, Group]]:
    """The lines of appointment documents that concern a person."""
    for where, paper in view.entries("appointment.documents"):
        for place, line in enumerate(groups(paper, "persons")):
            if text(line, "person") == one.id:
                yield f"{where}.persons[{place}]", line


def _elected_on(view: View, one: Candidate) -> date | None:
    """When the person was elected or appointed by the congress or government."""
    days = (day(entry, "elected_on") for _, entry in view.about("appointment.nominations", one))
    return next((elected for elected in days if elected is not None), None)


@rule(
    "R-1002",
    Severity.WARNING,
    source="《干部任用条例》第七章（2014年版第四十四条）",
    confidence=SURE,
    reads=("candidates", "appointment.documents", "appointment.nominations", "deliberation.meeting.date"),
    title=("任职时间起算", "from when the post counts"),
    says=(
        "{name}的任职时间（{start}）与{basis}（{due}）不一致。",
        "The post of {name} counts from {start}, not from the {basis} ({due}).",
    ),
    remedy=(
        "党委决定任职的自决定之日起算，选举或依法任命的自当选或任命之日起算。",
        "From the decision of the committee; for elected posts from the election or appointment.",
    ),
)
def post_start(view: View) -> Iterator[Breach]:
    """In the document's line, else the candidate's own entry; left out while there is no notice of what decided."""
    for one in view.appointed:
        elected = _elected_on(view, one)
        due = elected or (None if flag(one.post, "elected") else view.decided_on)
        basis = Word("当选或任命之日", "election or appointment") if elected else Word("讨论决定之日", "decision")
        starts = [(f"{where}.start", day(line, "start")) for where, line in _appointing(view, one)]
        starts.append((f"{one.path}.in_office_from", day(one.node, "in_office_from")))
        for path, start in starts:
            if due and start and start != due:
                yield breach(path, name=one.name, start=start, basis=basis, due=due)


@rule(
    "R-1003",
    Severity.WARNING,
    source="《干部任用条例》第七章（2014年版第四十二条）；2019年是否含监委待核",
    confidence=SURE,
    reads=("candidates", "positions", "appointment.documents", "appointment.probation"),
    title=("试用期一年", "a year of probation"),
    says=("{name}{problem}。", "{name}: {problem}."),
    remedy=("请核对职位是否列入试用期范围，以及试用期起止。", "Check whether probation applies and its days."),
)
def probation(view: View) -> Iterator[Breach]:
    """For promotions to posts marked as listed; an elected post has none. The year is one year."""
    for one in view.appointed:
        if one.purpose != "提拔任职":
            continue
        lines = list(_appointing(view, one))
        stated = [flag(line, "probation") for _, line in lines] + [one.says("probation")]
        if flag(one.post, "listed_for_probation") and not flag(one.post, "elected") and True not in stated:
            yield breach(
                f"{one.path}.probation",
                name=one.name,
                problem=Word("拟任职务应有一年试用期，没有写明", "the post has a year of probation, which is not said"),
            )
        spans = [
            (f"{where}.probation_until", day(line, "start") or view.decided_on, day(line, "probation_until"))
            for where, line in lines
        ]
        spans += [
            (f"{where}.until", day(entry, "from"), day(entry, "until"))
            for where, entry in view.about("appointment.probation", one)
        ]
        for path, start, until in spans:
            if start and until and until != a_year_after(start):
                word = Word(
                    f"试用期至{until}，自{start}起应至{a_year_after(start)}",
                    f"probation until {until}; from {start} a year ends on {a_year_after(start)}",
                )
                yield breach(path, name=one.name, problem=word)


@rule(
    "R-1004",
    Severity.INFO,
    source="《干部任用条例》第七章（2014年版第四十二条）",
    confidence=SURE,
    reads=("appointment.probation",),
    title=("试用期满考核", "review at the end of probation"),
    says=("{name}的试用期于{until}届满，{problem}。", "The probation of {name} ended on {until}; {problem}."),
    remedy=("请组织试用期满考核；胜任的办理正式任职，不胜任的免职。", "Hold the review; appoint formally, or remove."),
)
def probation_reviewed(view: View) -> Iterator[Breach]:
    """By today; whoever is not found fit is not appointed formally."""
    for where, entry in view.entries("appointment.probation"):
        until = day(entry, "until")
        one = view.candidate(text(entry, "person"))
        name = one.name if one else text(entry, "person")
        if until and view.as_of > until and day(entry, "reviewed_on") is None:
            yield breach(
                f"{where}.reviewed_on", name=name, until=until, problem=Word("没有考核", "no review is recorded")
            )
        if text(entry, "result") == "不胜任" and day(entry, "formal_on"):
            yield breach(
                f"{where}.formal_on",
                name=name,
                until=until,
                problem=Word("考核不胜任却写有正式任职日期", "found unfit and yet appointed formally"),
            )


@rule(
    "R-1005",
    Severity.WARNING,
    source="GB/T 9704",
    confidence=SURE,
    reads=("appointment.documents",),
    title=("任免文件字号和日期", "number and date of the document"),
    says=("任免文件{problem}。", "The appointment document {problem}."),
    remedy=("请核对发文字号和成文日期。", "Check number and date."),
    kinds=BOTH,
)
def numbered(view: View) -> Iterator[Breach]:
    """Number and date are there, agree on the year, and no number stands twice."""
    seen: set[str] = set()
    for where, paper in view.entries("appointment.documents"):
        number, made = text(paper, "doc_no"), day(paper, "date")
        if not number:
            yield breach(f"{where}.doc_no", problem=Word("没有发文字号", "has no number"))
        if made is None:
            yield breach(f"{where}.date", problem=Word("没有成文日期", "has no date"))
        if number and number in seen:
            yield breach(f"{where}.doc_no", problem=Word(f"字号{number}重复", f"number {number} stands twice"))
        if made and "〔" in number and f"〔{made.year}〕" not in number:
            yield breach(
                f"{where}.doc_no",
                problem=Word(
                    f"字号{number}与成文年度{made.year}不一致", f"number {number} does not bear the year {made.year}"
                ),
            )
        seen.add(number)


_FILED: Final = ("审批表", "考察材料")


@rule(
    "R-1006",
    Severity.INFO,
    source="干部人事档案工作规定",
    confidence=SURE,
    reads=("appointment.personnel_file", "candidates"),
    title=("任免材料归入人事档案", "papers go into the personnel file"),
    says=("{name}的人事档案没有登记归入：{lacking}。", "Not recorded in the personnel file of {name}: {lacking}."),
    remedy=("请归入干部任免审批表和考察材料并登记。", "File the approval form and the report, and record it."),
)
def in_personnel_file(view: View) -> Iterator[Breach]:
    """When an inspected case is closed."""
    for one in view.appointed if view.is_closed and view.is_inspected else ():
        papers = "".join(
            paper for _, entry in view.about("appointment.personnel_file", one) for paper in listed(entry, "papers")
        )
        lacking = [paper for paper in _FILED if paper not in papers]
        if lacking:
            yield breach("appointment.personnel_file", name=one.name, lacking="、".join(lacking))


@rule(
    "R-1011",
    Severity.ERROR,
    source="常理（文件一致）",
    confidence=SURE,
    reads=("appointment.documents", "candidates", "deliberation.meeting"),
    title=("任免文件与决定一致", "the document agrees with the decision"),
    says=("任免文件中的{name}{problem}。", "{name} in the appointment document: {problem}."),
    remedy=(
        "请核对任免文件、会议决定和考察对象的职务、结果。",
        "Check document, decision and the candidate's posts and result.",
    ),
    kinds=BOTH,
)
def document_agrees(view: View) -> Iterator[Breach]:
    """Nobody who dropped out or did not pass is appointed, and the post is the one proposed."""
    passed = {text(item, "candidate"): text(item, "result") for _, item in view.entries("deliberation.meeting.items")}
    for where, paper in view.entries("appointment.documents"):
        for place, line in enumerate(groups(paper, "persons")):
            one = view.candidate(text(line, "person"))
            if one is None:
                continue
            path = f"{where}.persons[{place}]"
            if not one.is_live:
                yield breach(
                    path, name=one.name, problem=Word(f"结果为“{one.result}”", f"the result is “{one.result}”")
                )
            if passed.get(one.id, "通过") not in ("通过", ""):
                yield breach(
                    path, name=one.name, problem=Word(f"表决为“{passed[one.id]}”", f"the vote was “{passed[one.id]}”")
                )
            proposed, given = text(one.node, "proposed_post").removeprefix("拟任"), listed(line, "appoint")
            if proposed and given and proposed not in given:
                said = "、".join(given)
                yield breach(
                    f"{path}.appoint",
                    Severity.WARNING,
                    name=one.name,
                    problem=Word(f"任{said}，拟任职务为{proposed}", f"appointed {said}, proposed {proposed}"),
                )


@rule(
    "R-1012",
    Severity.ERROR,
    source="常理（文件完整）",
    confidence=SURE,
    reads=("appointment.documents", "candidates", "positions"),
    title=("任免文件写明职务", "the document names the posts"),
    says=(
        "任免文件中的{name}没有写明任什么职务、免什么职务，考察对象中也没有拟任、拟免职务。",
        "{name} in the appointment document is given no post and leaves none, nor does the candidate's entry name any.",
    ),
    remedy=(
        "请在该人员下填写任职（appoint）或免职（remove），或在考察对象中填写拟任职务、拟免职务。",
        "Fill in 任职 (appoint) or 免职 (remove) there, or 拟任职务 or 拟免职务 of the candidate.",
    ),
    kinds=BOTH,
)
def posts_named(view: View) -> Iterator[Breach]:
    """In the record's own documents: those of a decision are read with all the cases it serves."""
    for number, paper in enumerate(groups(view.case.record, "appointment.documents")):
        for place, line in enumerate(groups(paper, "persons")):
            if is_silent(with_posts(view.case, line)):
                known = view.case.person(text(line, "person"))
                name = known.name if known else text(line, "person")
                yield breach(f"appointment.documents[{number}].persons[{place}]", name=name)
