"""Chapter 7: consultation, discussion, decision. What a meeting did is judged where it stands, case or decision."""

from collections.abc import Iterator
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.model.tree import Group, find, groups, rows, text
from archive_tool.procedure.conditions import is_there
from archive_tool.procedure.rule import BOTH, LIKELY, SURE, Breach, Word, breach, rule
from archive_tool.procedure.view import Candidate, Mention, View, day, flag, listed, number

_CONSULTED: Final = frozenset({"提拔任职", "进一步使用", "转任重要岗位", "职级晋升", "换届"})
_MEETING: Final = "deliberation.meeting"
_ITEMS: Final = f"{_MEETING}.items"


def _name(view: View, item: Group) -> str:
    """The person an item votes on, or its matter."""
    one = view.candidate(text(item, "candidate"))
    return one.name if one else text(item, "candidate") or text(item, "matter")


def _present(view: View) -> tuple[Mention, ...]:
    """Those present at the deciding meeting."""
    return view.mentions(f"{_MEETING}.present")


def _due(view: View) -> int | None:
    """How many members there are."""
    stated = view.number(f"{_MEETING}.members_due")
    return stated if stated is not None else len(view.mentions(f"{_MEETING}.due")) or None


def _recused(view: View, item: Group) -> set[str]:
    """Keys of those who left for an item: who withdrew for this person, or for no one in particular."""
    found = set()
    for where, entry in view.entries(f"{_MEETING}.recused"):
        if text(entry, "candidate") in ("", text(item, "candidate")):
            found |= {one.key for one in view.named(entry, where)}
    return found


def _voters(view: View, item: Group) -> tuple[Mention, ...]:
    """Those present who did not leave for an item."""
    gone = _recused(view, item)
    return tuple(one for one in _present(view) if one.key not in gone)


@rule(
    "R-701",
    Severity.WARNING,
    source="《干部任用条例》第六章（2014年版第三十四条）；文本五",
    confidence=SURE,
    reads=("deliberation.consultation", "deliberation.meeting.date"),
    title=("会前酝酿", "consultation before the meeting"),
    says=("{problem}。", "{problem}."),
    remedy=("请补录会前酝酿的日期、参加人员和意见。", "Record the consultation, its day, participants and opinions."),
)
def consulted(view: View) -> Iterator[Breach]:
    """There is one, with opinions; that it came first is R-101's."""
    if view.purpose not in _CONSULTED or view.decided_on is None:
        return
    entries = list(view.entries("deliberation.consultation"))
    if not entries:
        yield breach("deliberation.consultation", problem=Word("没有会前酝酿的记录", "no consultation is recorded"))
    for where, entry in entries:
        if not rows(entry, "opinions") and not text(entry, "result"):
            yield breach(
                f"{where}.opinions",
                problem=Word("会前酝酿没有意见或结果", "the consultation has neither opinions nor result"),
            )


@rule(
    "R-702",
    Severity.ERROR,
    source="《干部任用条例》第六章（2014年版第三十七条）",
    confidence=SURE,
    reads=("deliberation.meeting",),
    title=("三分之二以上到会", "two thirds are present"),
    says=(
        "应到{due}人，实到{present}人，不足三分之二，决定无效。",
        "{present} of {due} members were present, fewer than two thirds: the decision is void.",
    ),
    remedy=("请核对应到人数和出席人员。", "Check the members due and those present."),
    kinds=BOTH,
)
def quorum(view: View) -> Iterator[Breach]:
    """3 x present >= 2 x due."""
    due, present = _due(view), len(_present(view))
    if due and present and 3 * present < 2 * due:
        yield breach(f"{_MEETING}.present", due=due, present=present)


@rule(
    "R-703",
    Severity.ERROR,
    source="《干部任用条例》第六章（2019年文字）；文本五",
    confidence=SURE,
    reads=("deliberation.meeting",),
    title=("逐人表明意见", "every member states his opinion"),
    says=("讨论{name}时，{problem}。", "On {name}, {problem}."),
    remedy=(
        "请对照会议记录补录每位到会成员的意见；回避的列入回避人员。",
        "Fill in each member's stance from the record; those who left go under recused.",
    ),
    kinds=BOTH,
)
def stances(view: View) -> Iterator[Breach]:
    """Those who spoke are those present without those who left; with none in the record a person checks the paper."""
    for where, item in view.entries(_ITEMS):
        opinions = groups(item, "opinions")
        if not opinions:
            if not view.is_closed and text(item, "candidate"):
                yield breach(
                    f"{where}.opinions",
                    Severity.PERSON,
                    name=_name(view, item),
                    problem=Word(
                        "逐人意见不在记录中，请核对会议记录原件", "the stances are not in the record; check the paper"
                    ),
                )
            continue
        voters = {one.key: one.name for one in _voters(view, item)}
        spoke = {one.key: one.name for opinion in opinions for one in view.named(opinion, where)}
        silent = [name for key, name in voters.items() if key not in spoke]
        strangers = [name for key, name in spoke.items() if key not in voters]
        if silent:
            named = "、".join(silent)
            yield breach(
                f"{where}.opinions",
                name=_name(view, item),
                problem=Word(f"没有记录{named}的意见", f"the stance of {named} is missing"),
            )
        if strangers and voters:
            named = "、".join(strangers)
            yield breach(
                f"{where}.opinions",
                name=_name(view, item),
                problem=Word(f"{named}不在出席人员中或已回避", f"{named} was not present or had left"),
            )
        mute = [one.name for opinion in opinions if not text(opinion, "stance") for one in view.named(opinion, where)]
        if mute:
            named = "、".join(mute)
            yield breach(
                f"{where}.opinions",
                name=_name(view, item),
                problem=Word(f"{named}没有写明同意、不同意或缓议", f"{named} has no stance"),
            )


@rule(
    "R-704",
    Severity.WARNING,
    source="《干部任用条例》第六章（2019年文字）",
    confidence=SURE,
    reads=("deliberation.meeting",),
    title=("主要负责人末位表态", "the principal leader speaks last"),
    says=("讨论{name}时，主持人{chair}不是最后表态。", "On {name}, the chair {chair} did not speak last."),
    remedy=("请对照会议记录核对发言顺序。", "Check the order of speaking."),
    kinds=BOTH,
)
def chair_last(view: View) -> Iterator[Breach]:
    """By the order of speaking, else by who is named as the last; not asked of a chair who left or is not heard."""
    chair = view.mentions(f"{_MEETING}.chair")
    for where, item in view.entries(_ITEMS) if chair else ():
        if chair[0].key in _recused(view, item):
            continue
        ordered = [
            (order, opinion) for opinion in groups(item, "opinions") if (order := number(opinion, "order")) is not None
        ]
        if ordered:
            last = view.named(max(ordered, key=lambda found: found[0])[1], where)
        else:
            last = view.named(find(item, "last_speaker"), where)
        spoke = {one.key for opinion in groups(item, "opinions") for one in view.named(opinion, where)}
        if last and last[0].key != chair[0].key and (not spoke or chair[0].key in spoke):
            yield breach(f"{where}.opinions", name=_name(view, item), chair=chair[0].name)


@rule(
    "R-705",
    Severity.ERROR,
    source="《干部任用条例》第六章（2014年版第三十八条；2019年文字）",
    confidence=SURE,
    reads=("deliberation.meeting",),
    title=("应到成员半数以上同意", "more than half of the members due agree"),
    says=(
        "{name}得同意票{agree}张，没有超过应到成员{due}人的半数，不能通过。",
        "{name} has {agree} votes for, not more than half of {due} members due; it cannot pass.",
    ),
    remedy=("请核对票数和表决结果。", "Check votes and result."),
    kinds=BOTH,
)
def majority(view: View) -> Iterator[Breach]:
    """For what passed: 2 x agree > due."""
    due = _due(view)
    for where, item in view.entries(_ITEMS):
        agree = number(item, "agree")
        if due and agree is not None and text(item, "result") == "通过" and 2 * agree <= due:
            yield breach(f"{where}.agree", name=_name(view, item), agree=agree, due=due)


def _votes(item: Group) -> int | None:
    """The votes counted; None when the votes for are not said."""
    if number(item, "agree") is None:
        return None
    return sum(number(item, key) or 0 for key in ("agree", "against", "abstain", "defer", "invalid"))


@rule(
    "R-706",
    Severity.ERROR,
    source="算术",
    confidence=SURE,
    reads=("deliberation.meeting",),
    title=("表决票数与到会人数相符", "the votes match those present"),
    says=(
        "{name}的表决票数合计{votes}，到会未回避的{present}人。",
        "The votes on {name} make {votes}; {present} were present and had not left.",
    ),
    remedy=("请核对同意、反对、弃权、缓议票数和出席、回避人员。", "Check votes, those present and those who left."),
    kinds=BOTH,
)
def votes_match(view: View) -> Iterator[Breach]:
    """For, against, abstained, deferred and invalid make those present."""
    for where, item in view.entries(_ITEMS):
        votes, present = _votes(item), len(_voters(view, item))
        if votes is not None and present and votes != present:
            yield breach(f"{where}.agree", name=_name(view, item), votes=votes, present=present)


@rule(
    "R-707",
    Severity.WARNING,
    source="《干部任用条例》第六章（2019年文字）；比例为本工具设定",
    confidence=SURE,
    reads=("deliberation.meeting",),
    title=("意见分歧较大的暂缓表决", "a wide split puts the vote off"),
    says=(
        "{name}未同意的{others}票，占到会{voters}人的较大比例，仍为通过。",
        "{others} of {voters} did not agree on {name}, and yet it passed.",
    ),
    remedy=("请核对；分歧较大的应暂缓。", "Check; a wide split puts the vote off."),
    kinds=BOTH,
)
def split(view: View) -> Iterator[Breach]:
    """From the share that the organisation sets."""
    for where, item in view.entries(_ITEMS):
        agree, voters = number(item, "agree"), len(_voters(view, item))
        if agree is None or not voters or text(item, "result") != "通过":
            continue
        others = sum(number(item, key) or 0 for key in ("against", "abstain", "defer"))
        if others >= view.terms.split_share * voters:
            yield breach(f"{where}.result", name=_name(view, item), others=others, voters=voters)


@rule(
    "R-708",
    Severity.ERROR,
    source="《干部任用条例》第六章（2019年文字）",
    confidence=SURE,
    reads=("deliberation.meeting",),
    title=("复议须半数以上同意", "a second vote needs consent of more than half"),
    says=(
        "{name}进行复议，同意复议{consents}人，没有超过应到{due}人的半数。",
        "{name} was voted on again with {consents} consents of {due} members due.",
    ),
    remedy=(
        "请填写同意复议人数；没有超过半数的不得复议。",
        "Fill in the consents; without more than half there is no second vote.",
    ),
    kinds=BOTH,
)
def reconsidered(view: View) -> Iterator[Breach]:
    """A second item on a person, or an item that says it is a second vote."""
    due, seen = _due(view), set()
    for where, item in view.entries(_ITEMS):
        person = text(item, "candidate")
        again = person in seen or is_there(find(item, "reconsideration"))
        seen |= {person} - {""}
        consents = number(item, "reconsideration.consents") or 0
        if again and due and 2 * consents <= due:
            yield breach(f"{where}.reconsideration", name=_name(view, item), consents=consents, due=due)


@rule(
    "R-710",
    Severity.ERROR,
    source="算术",
    confidence=SURE,
    reads=("deliberation.meeting",),
    title=("无记名投票发票收票相符", "ballots of a secret vote match the roll"),
    says=("{name}的无记名投票{problem}。", "The secret vote on {name}: {problem}."),
    remedy=("请核对发出、收回票数和到会人数。", "Check ballots issued and returned and those present."),
    kinds=BOTH,
)
def secret_ballots(view: View) -> Iterator[Breach]:
    """Issued are those present, returned no more than issued."""
    for where, item in view.entries(_ITEMS):
        issued, returned, present = number(item, "issued"), number(item, "returned"), len(_voters(view, item))
        if text(item, "method") != "无记名投票":
            continue
        if issued is not None and present and issued != present:
            yield breach(
                f"{where}.issued",
                name=_name(view, item),
                problem=Word(f"发票{issued}张，到会未回避{present}人", f"{issued} issued, {present} present"),
            )
        if issued is not None and returned is not None and returned > issued:
            yield breach(
                f"{where}.returned",
                name=_name(view, item),
                problem=Word(f"收回{returned}张，多于发出{issued}张", f"{returned} returned of {issued} issued"),
            )


@rule(
    "R-711",
    Severity.WARNING,
    source="《干部任用条例》第六章（2019年文字）",
    confidence=SURE,
    reads=("deliberation.meeting",),
    title=("逐人介绍情况", "each person is introduced"),
    says=("讨论{name}时没有记录介绍人。", "Who introduced {name} is not recorded."),
    remedy=("请填写介绍人（组织部门负责人或分管领导）。", "Fill in who introduced."),
    kinds=BOTH,
)
def introduced(view: View) -> Iterator[Breach]:
    """By item, or by the agenda's reporter."""
    reported = any(is_there(find(entry, "introduced_by")) for _, entry in view.entries(f"{_MEETING}.agenda"))
    for where, item in view.entries(_ITEMS):
        if text(item, "candidate") and not reported and not is_there(find(item, "introduced_by")):
            yield breach(f"{where}.introduced_by", name=_name(view, item))


_UNITED_FRONT: Final = frozenset({"统战", "民主党派", "工商联", "无党派人士"})
_PARTY: Final = ("中共党员", "中共预备党员", "党员")


@rule(
    "R-712",
    Severity.WARNING,
    source="《干部任用条例》第六章（2014年版第三十四条）",
    confidence=SURE,
    reads=("candidates", "people.*.politics", "deliberation.consultation", "opinions"),
    title=("党外人选征求统战等意见", "United Front bodies are consulted on non-party persons"),
    says=(
        "{name}为{politics}，没有征求统战部门和民主党派等意见的记录。",
        "{name} is {politics}; no consultation of the United Front or party bodies is recorded.",
    ),
    remedy=("请补录酝酿范围或征求意见（统战）。", "Record the circle of the consultation, or the opinion."),
)
def united_front(view: View) -> Iterator[Breach]:
    """In the consultation or among the opinions."""
    if view.decided_on is None or view.purpose not in _CONSULTED:
        return
    circles = {text(entry, "circle") for _, entry in view.entries("deliberation.consultation")}
    asked = any(text(entry, "body") == "统战" for _, entry in view.entries("opinions"))
    for one in view.discussed:
        politics = text(one.person, "politics")
        if politics and politics not in _PARTY and not circles & _UNITED_FRONT and not asked:
            yield breach(one.path, name=one.name, politics=politics)


def _special(one: Candidate) -> Iterator[tuple[str, Group]]:
    """The matters of a candidate that go to the superior first."""
    for place, matter in enumerate(groups(one.node, "special_matters")):
        yield f"{one.path}.special_matters[{place}]", matter


@rule(
    "R-713",
    Severity.WARNING,
    source="《干部任用条例》第六章；有关事项报告办法",
    confidence=LIKELY,
    reads=("candidates", "deliberation.meeting.date"),
    title=("特殊事项先报告", "special matters are reported first"),
    says=("{name}的“{matter}”{problem}。", "“{matter}” of {name} {problem}."),
    remedy=(
        "请填写上级批复的日期和文号，应在讨论决定之前。",
        "Fill in day and number of the answer; it comes before the decision.",
    ),
)
def special_reported(view: View) -> Iterator[Breach]:
    """Answered, and before the meeting."""
    decided = view.decided_on
    for one in view.discussed if decided else ():
        for where, matter in _special(one):
            replied = day(matter, "reply_on")
            if replied is None:
                yield breach(
                    f"{where}.reply_on",
                    name=one.name,
                    matter=text(matter, "kind"),
                    problem=Word("没有上级批复", "has no answer"),
                )
            elif decided and replied > decided:
                yield breach(
                    f"{where}.reply_on",
                    name=one.name,
                    matter=text(matter, "kind"),
                    problem=Word(f"批复（{replied}）晚于讨论决定", f"was answered after the decision ({replied})"),
                )


@rule(
    "R-714",
    Severity.PERSON,
    source="文种要求",
    confidence=SURE,
    reads=("deliberation.minutes",),
    title=("纪要不写个人意见", "minutes carry no individual stances"),
    says=("请核对会议纪要没有写入个人发言和表态。", "Check that the minutes carry no individual stances."),
    remedy=("个人意见只写入会议记录。", "Stances belong in the record of the meeting only."),
    kinds=BOTH,
)
def minutes_impersonal(view: View) -> Iterator[Breach]:
    """Once issued, until the case is closed."""
    if view.has("deliberation.minutes.issue_date") and not view.is_closed:
        yield breach("deliberation.minutes")


_SUBMITTED: Final = ("请示", "任免审批表", "考察材料", "档案", "纪要", "讨论记录", "推荐情况")


@rule(
    "R-715",
    Severity.ERROR,
    source="《干部任用条例》第六章（2014年版第三十九条）",
    confidence=SURE,
    reads=("positions", "deliberation.submission"),
    title=("报上级审批的材料齐全", "papers for the superior are complete"),
    says=("报上级{for_}：{problem}。", "For {for_} by the superior: {problem}."),
    remedy=("请填写报批材料。", "Fill in the submission."),
)
def submitted(view: View) -> Iterator[Breach]:
    """Complete for approval; for the record (备案) only its date, as a warning."""
    levels = {text(post, "approval_level") for post in view.posts.values()}
    if view.decided_on is None or not levels & {"上级", "上级备案"}:
        return
    said = "".join(listed(view.find("deliberation.submission"), "papers"))
    if "上级" in levels:
        lacking = [paper for paper in _SUBMITTED if paper not in said]
        if lacking:
            named = "、".join(lacking)
            yield breach(
                "deliberation.submission.papers",
                for_=Word("审批", "approval"),
                problem=Word(f"缺少{named}", f"{named} missing"),
            )
    elif view.day("deliberation.submission.date") is None:
        yield breach(
            "deliberation.submission.date",
            Severity.WARNING,
            for_=Word("备案", "record"),
            problem=Word("没有报送日期", "no day of sending"),
        )


@rule(
    "R-716",
    Severity.WARNING,
    source="《干部任用条例》第六章（2014年版第三十四条）",
    confidence=SURE,
    reads=("positions", "candidates", "deliberation.co_management"),
    title=("双重管理干部书面征求意见", "written consent of the co-managing side"),
    says=("{name}属双重管理，{problem}。", "{name} is managed by two bodies; {problem}."),
    remedy=(
        "请补录发函和回复；一个月未答复视为同意；不同意的写明协调决定。",
        "Record letter and reply; no answer within a month counts as consent; say how a disagreement was settled.",
    ),
)
def co_managed(view: View) -> Iterator[Breach]:
    """Asked, and answered or a month gone by, before the meeting; a disagreement settled."""
    for one in view.discussed if view.decided_on else ():
        if not flag(one.post, "dual_managed"):
            continue
        asked = list(view.heard_of("deliberation.co_management", one))
        if not asked:
            yield breach(
                "deliberation.co_management",
                name=one.name,
                problem=Word("没有书面征求意见", "nobody was asked in writing"),
            )
        for where, entry in asked:
            yield from _consent(view, one, where, entry)


def _consent(view: View, one: Candidate, where: str, entry: Group) -> Iterator[Breach]:
    """What is wrong with one letter to the co-managing side."""
    sent, back = day(entry, "asked_on"), day(entry, "answered_on")
    decided = view.decided_on
    if text(entry, "conclusion") == "不同意" and not text(entry, "settled_by"):
        yield breach(
            f"{where}.settled_by",
            name=one.name,
            problem=Word("对方不同意，没有协调决定", "the other side disagrees and nothing settles it"),
        )
    elif back is None and sent and decided and (decided - sent).days < view.terms.dual_consent_days:
        yield breach(
            f"{where}.answered_on",
            name=one.name,
            problem=Word(
                f"发函（{sent}）未答复，到讨论决定不足一个月",
                f"the letter of {sent} was not answered and a month had not passed",
            ),
        )


@rule(
    "R-717",
    Severity.ERROR,
    source="《干部任用条例》第六章（2014年版第三十五条）",
    confidence=SURE,
    reads=("candidates", "deliberation.meeting.date", "notice"),
    title=("破格提拔事先报批", "exceptional promotion approved beforehand"),
    says=(
        "{name}破格提拔的批准（{approved}）晚于{step}（{date}）。",
        "The approval of {name}'s exceptional promotion ({approved}) came after the {step} ({date}).",
    ),
    remedy=(
        "请核对日期；越级或不经推荐的在考察前批准，其他的在讨论决定前批准。",
        "Check the dates; before the inspection if a level or the recommendation is skipped, else before the decision.",
    ),
)
def exceptional_early(view: View) -> Iterator[Breach]:
    """Before the inspection where a level is skipped or there is no recommendation, else before the meeting."""
    for one in view.live:
        approved = day(one.node, "exceptional.approved_on")
        early = flag(one.node, "exceptional.skips_level") or flag(one.node, "exceptional.without_recommendation")
        step = Word("考察开始", "inspection") if early else Word("讨论决定", "decision")
        limit = (view.day("notice.time_from") or view.day("notice.date")) if early else view.decided_on
        if one.is_exceptional and approved and limit and approved > limit:
            yield breach(f"{one.path}.exceptional.approved_on", name=one.name, approved=approved, step=step, date=limit)


@rule(
    "R-718",
    Severity.WARNING,
    source="《干部任用条例》第六章（2019年文字）",
    confidence=SURE,
    reads=("deliberation.meeting", "candidates"),
    title=("会上说明特殊情况和上级答复", "the meeting is told the circumstances and the superior's answer"),
    says=(
        "讨论{name}时没有记录向会议说明特殊情况和上级答复。",
        "It is not recorded that the meeting was told the circumstances of {name} and the superior's answer.",
    ),
    remedy=("请对照会议记录填写“已说明特殊情况和上级答复”。", "Fill in special_matter_told from the record."),
    kinds=BOTH,
)
def told(view: View) -> Iterator[Breach]:
    """An error for exceptional promotions."""
    for where, item in view.entries(_ITEMS):
        one = view.candidate(text(item, "candidate"))
        if one is None or text(item, "special_matter_told"):
            continue
        if one.is_exceptional:
            yield breach(f"{where}.special_matter_told", Severity.ERROR, name=one.name)
        elif any(True for _ in _special(one)):
            yield breach(f"{where}.special_matter_told", name=one.name)


@rule(
    "R-719",
    Severity.INFO,
    source="2019年文字及解读",
    confidence=LIKELY,
    reads=("deliberation.meeting",),
    title=("听取缺席成员意见", "absent members are heard"),
    says=("请假的{name}没有记录会前或会后意见。", "The view of the absent {name} is not recorded."),
    remedy=("听取过的请补录。", "Record it if it was heard."),
    kinds=BOTH,
)
def absent_heard(view: View) -> Iterator[Breach]:
    """Before or after the meeting."""
    for where, entry in view.entries(f"{_MEETING}.absent"):
        if not text(entry, "views"):
            named = view.named(entry, where)
            yield breach(f"{where}.views", name=named[0].name if named else "")


@rule(
    "R-720",
    Severity.WARNING,
    source="《干部任用条例》第六章（2014年版第三十六条）",
    confidence=SURE,
    reads=("positions", "appointment.nominations", "deliberation.meeting"),
    title=("党政正职由全委会无记名投票", "chiefs are voted secretly by the plenary"),
    says=(
        "{name}拟任选举产生的正职，没有全委会无记名投票的记录。",
        "{name} is proposed for an elected chief's post; no secret vote of the plenary is recorded.",
    ),
    remedy=(
        "请填写依法提名的全委会投票情况，或闭会期间征求意见的情况。",
        "Fill in secret_vote, or how members were asked between sessions.",
    ),
)
def plenary_vote(view: View) -> Iterator[Breach]:
    """For elected chiefs of party committees and governments."""
    secret = {
        text(entry, "person") for _, entry in view.entries("appointment.nominations") if flag(entry, "secret_vote")
    } | {text(item, "candidate") for _, item in view.entries(_ITEMS) if text(item, "method") == "无记名投票"}
    for one in view.discussed if view.decided_on else ():
        if flag(one.post, "elected") and flag(one.post, "chief") and one.id not in secret:
            yield breach(one.path, name=one.name)
