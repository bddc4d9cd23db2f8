"""Chapter 2: the motion: request, analysis, special meeting, scheme, team and approval."""

from collections.abc import Iterator
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.model.tree import find, rows, text
from archive_tool.procedure.rule import SURE, Breach, Word, breach, joined, rule
from archive_tool.procedure.view import View, missing, number


@rule(
    "R-201",
    Severity.ERROR,
    source="文本五（动议4）",
    confidence=SURE,
    reads=("motion.scheme.mode", "mode"),
    title=("方案写明考察方式", "the scheme states the mode"),
    says=("工作方案没有写明差额考察或等额定向考察。", "The scheme does not say 差额 or 等额定向."),
    remedy=("请填写考察方式。", "Fill in the mode."),
)
def mode_stated(view: View) -> Iterator[Breach]:
    """A scheme says its mode."""
    if view.has("motion.scheme") and not view.mode:
        yield breach("motion.scheme.mode")


@rule(
    "R-202",
    Severity.ERROR,
    source="文本五（动议4）",
    confidence=SURE,
    reads=("team", "motion.approval_slip.approved_on", "notice.date"),
    title=("方案附考察组名单和呈批单", "the scheme has team list and approval slip"),
    says=("{what}。", "{what}."),
    remedy=(
        "请补写考察组成员和呈批单批准日期；批准应在发布考察预告之前。",
        "Name the team and the day of approval; approval comes before the notice.",
    ),
)
def team_and_slip(view: View) -> Iterator[Breach]:
    """The team is named, the slip approved no later than the notice."""
    if not view.has("motion.scheme") or not view.is_inspected:
        return
    if not view.team:
        yield breach("team", what=Word("没有考察组成员名单", "there is no list of the inspection team"))
    approved, noticed = view.day("motion.approval_slip.approved_on"), view.day("notice.date")
    if approved is None and view.is_at("C"):
        yield breach(
            "motion.approval_slip.approved_on", what=Word("呈批单没有批准日期", "the slip has no day of approval")
        )
    elif approved and noticed and approved > noticed:
        late = Word(
            f"呈批单批准（{approved}）晚于考察预告（{noticed}）",
            f"the slip was approved ({approved}) after the notice ({noticed})",
        )
        yield breach("motion.approval_slip.approved_on", what=late)


_TEAM_PARTS: Final = ("operation", "strengths", "gaps", "adjustment_options", "statistics")


@rule(
    "R-203",
    Severity.ERROR,
    source="文本五（动议2）；字数为本工具设定",
    confidence=SURE,
    reads=("motion.unit_analysis",),
    title=("分析报告写明动因和班子情况", "the analysis has trigger and team"),
    says=("单位分析报告的{part}{problem}。", "The {part} of the unit analysis {problem}."),
    remedy=(
        "请补充；文字在 Word 文件中的，由人核对后豁免。",
        "Complete it; where the text stands in Word, a person checks it.",
    ),
)
def analysis_complete(view: View) -> Iterator[Breach]:
    """Both parts are there and long enough; when neither stands in the record the Word file is the text."""
    node = view.find("motion.unit_analysis")
    parts = (
        ("motion.unit_analysis.trigger", Word("动议起因", "trigger"), text(node, "trigger")),
        (
            "motion.unit_analysis.gaps",
            Word("班子分析", "analysis of the team"),
            "".join(text(node, key) for key in _TEAM_PARTS),
        ),
    )
    if node is None:
        return
    if not any(said for _, _, said in parts):
        if not view.is_closed:
            word = Word("未录入案卷，请人工核对 Word 文件", "is not in the record; a person checks the Word file")
            yield breach("motion.unit_analysis", Severity.PERSON, part=Word("文字", "text"), problem=word)
        return
    for path, part, said in parts:
        if not said:
            yield breach(path, part=part, problem=Word("缺失", "is missing"))
        elif len(said) < view.terms.analysis_characters:
            short = Word(f"只有{len(said)}字，过于简单", f"has only {len(said)} characters")
            yield breach(path, Severity.WARNING, part=part, problem=short)


_ASPECTS: Final = {
    "professional_structure": ("专业结构", "professional structure"),
    "age_structure": ("年龄结构", "age structure"),
    "person_direction": ("人选专业方向", "direction of the person"),
    "potential": ("素质潜力", "potential"),
    "acceptance": ("群众认可度", "acceptance"),
}


@rule(
    "R-204",
    Severity.WARNING,
    source="文本五（动议1）",
    confidence=SURE,
    reads=("motion.requests",),
    title=("请示分析五个方面", "the request analyses five aspects"),
    says=("{unit}的请示缺少：{lacking}。", "The request of {unit} lacks: {lacking}."),
    remedy=(
        "请核对请示原件后补写分析要点；原件确未分析的，退回补充。",
        "Fill in the points from the paper, or have it completed.",
    ),
)
def request_aspects(view: View) -> Iterator[Breach]:
    """Each request covers the five aspects that the text asks for."""
    for where, request in view.entries("motion.requests"):
        lacking = missing(find(request, "summary"), _ASPECTS)
        if lacking and view.is_inspected:
            yield breach(f"{where}.summary", unit=text(request, "unit"), lacking=joined(lacking, _ASPECTS))


@rule(
    "R-205",
    Severity.WARNING,
    source="《干部任用条例》第三章（2014年版）",
    confidence=SURE,
    reads=("motion.meeting.date", "motion.initial_proposal", "motion.scheme.date"),
    title=("初步建议先报告、先酝酿", "the proposal is reported and discussed before the scheme"),
    says=("{problem}。", "{problem}."),
    remedy=(
        "请填写专题会议，或初步建议的报告日期和酝酿日期。",
        "Fill in the special meeting, or when it was reported and discussed.",
    ),
)
def proposal_discussed(view: View) -> Iterator[Breach]:
    """A special meeting or a report and discussion, and the discussion before the scheme."""
    if not view.has("motion.scheme"):
        return
    talked = view.day("motion.initial_proposal.discussed_on")
    if view.day("motion.meeting.date") is None and talked is None:
        said = Word("工作方案之前没有专题会议或酝酿的记录", "no meeting or discussion before the scheme is recorded")
        yield breach("motion.initial_proposal.discussed_on", problem=said)
    made = view.day("motion.scheme.date")
    if talked and made and talked > made:
        late = Word(
            f"酝酿（{talked}）晚于工作方案（{made}）", f"the discussion ({talked}) is later than the scheme ({made})"
        )
        yield breach("motion.initial_proposal.discussed_on", problem=late)


_MEETING: Final = {
    "chair": ("主持人", "chair"),
    "recorder": ("记录人", "recorder"),
    "present": ("出席人员", "those present"),
    "agenda": ("议题", "agenda"),
    "decisions": ("决定", "decisions"),
}


@rule(
    "R-206",
    Severity.ERROR,
    source="文本五（动议3）",
    confidence=SURE,
    reads=("motion.meeting",),
    title=("专题会议记录要素齐全", "the record of the special meeting is complete"),
    says=("专题会议记录{problem}。", "The record of the special meeting {problem}."),
    remedy=("请补写会议要素；每项议题都应有决定。", "Complete the record; each item of the agenda has its decision."),
)
def meeting_complete(view: View) -> Iterator[Breach]:
    """Chair, recorder, present, agenda, a decision for each item; the recorder is not the chair."""
    meeting = view.find("motion.meeting")
    if meeting is None:
        return
    for key in missing(meeting, _MEETING):
        zh, en = _MEETING[key]
        yield breach(f"motion.meeting.{key}", problem=Word(f"缺少{zh}", f"lacks {en}"))
    agenda, decisions = rows(meeting, "agenda"), rows(meeting, "decisions")
    if decisions and len(decisions) < len(agenda):
        few = Word(
            f"有{len(agenda)}项议题，只有{len(decisions)}项决定",
            f"has {len(agenda)} items but {len(decisions)} decisions",
        )
        yield breach("motion.meeting.decisions", problem=few)
    chair, recorder = view.mentions("motion.meeting.chair"), view.mentions("motion.meeting.recorder")
    if chair and recorder and chair[0].key == recorder[0].key:
        yield breach(
            "motion.meeting.recorder", Severity.WARNING, problem=Word("的记录人就是主持人", "has the chair as recorder")
        )


@rule(
    "R-207",
    Severity.WARNING,
    source="公开纪实表；条款未核",
    confidence=SURE,
    reads=("positions", "motion.unit_analysis"),
    title=("职位确有空缺、不超职数", "the post is vacant and within number"),
    says=("拟配{wanted}人，{limit}。", "{wanted} to be appointed; {limit}."),
    remedy=("请核对核定职数、实有人数和空缺数。", "Check approved, actual and vacant numbers."),
)
def within_number(view: View) -> Iterator[Breach]:
    """The posts asked for fit the vacancies and the approved number."""
    analysis = view.find("motion.unit_analysis")
    wanted = sum(number(post, "headcount") or 1 for post in view.posts.values())
    if analysis is None or not wanted or not view.is_inspected:
        return
    vacancies, approved, actual = (
        number(analysis, key) for key in ("vacancies", "team_size_approved", "team_size_actual")
    )
    if vacancies is not None and vacancies < wanted:
        yield breach(
            "motion.unit_analysis.vacancies",
            wanted=wanted,
            limit=Word(f"空缺只有{vacancies}个", f"only {vacancies} vacant"),
        )
    elif approved is not None and actual is not None and actual + wanted > approved:
        over = Word(
            f"加上实有{actual}人超过核定职数{approved}", f"with {actual} in post this exceeds the {approved} approved"
        )
        yield breach("motion.unit_analysis.team_size_approved", wanted=wanted, limit=over)


_SCHEME: Final = {
    "post": ("职位", "post"),
    "conditions": ("条件", "conditions"),
    "range": ("范围", "range"),
    "method": ("方式", "method"),
    "procedure": ("程序", "procedure"),
}


@rule(
    "R-208",
    Severity.WARNING,
    source="《干部任用条例》第三章（2014年版）",
    confidence=SURE,
    reads=("motion.scheme",),
    title=("方案写明职位、条件、范围、方式、程序", "the scheme names post, conditions, range, method, procedure"),
    says=("工作方案没有写明：{lacking}。", "The scheme does not name: {lacking}."),
    remedy=("请在工作方案中补写。", "Complete the scheme."),
)
def scheme_complete(view: View) -> Iterator[Breach]:
    """The five things a scheme names; steps count as the procedure."""
    scheme = view.find("motion.scheme")
    if scheme is None or not view.is_inspected:
        return
    lacking = [key for key in missing(scheme, _SCHEME) if key != "procedure" or not rows(scheme, "steps")]
    if lacking:
        yield breach(f"motion.scheme.{lacking[0]}", lacking=joined(lacking, _SCHEME))
