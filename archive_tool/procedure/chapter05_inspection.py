"""Chapter 5: the inspection: team, notice, talks, range, feedback."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.model.tree import Group, find, groups, rows, text
from archive_tool.procedure.rule import LIKELY, SURE, UNVERIFIED, Breach, Word, breach, joined, rule
from archive_tool.procedure.view import (
    Candidate,
    View,
    day,
    flag,
    listed,
    missing,
    number,
    when,
    years_between,
)
from archive_tool.workdays import period

_FORMER, _BELOW = "前一任职单位", "下属单位"


@rule(
    "R-501",
    Severity.ERROR,
    source="《干部任用条例》第五章（2014年版第三十三条）",
    confidence=SURE,
    reads=("team",),
    title=("考察组两人以上并有组长", "the team has two or more and a leader"),
    says=("考察组{problem}。", "The inspection team {problem}."),
    remedy=("请补写考察组组长和成员。", "Name leader and members."),
)
def team_of_two(view: View) -> Iterator[Breach]:
    """Due once there is a team or the inspection began."""
    if not view.is_inspected or not (view.has("team") or view.has("notice.date") or view.has("talks")):
        return
    if len(view.team) < 2:  # noqa: PLR2004 (the regulation)
        yield breach(
            "team.members",
            problem=Word(f"只有{len(view.team)}人，应有两人以上", f"has {len(view.team)} members; two are needed"),
        )
    leads = any(text(one, "role") == "组长" for one in groups(view.find("team"), "members"))
    if view.team and not view.has("team.leader") and not leads:
        yield breach("team.leader", problem=Word("没有写明组长", "has no leader"))


@rule(
    "R-502",
    Severity.WARNING,
    source="通行做法",
    confidence=LIKELY,
    reads=("talks",),
    title=("谈话两人以上", "two hold each talk"),
    says=(
        "与{name}等的{count}次谈话不足{least}人参加。",
        "{count} talk(s), the first with {name}, were held by fewer than {least}.",
    ),
    remedy=("请核对谈话人；记录人可以计入。", "Check the interviewers; the recorder counts."),
)
def two_interviewers(view: View) -> Iterator[Breach]:
    """Interviewers and recorder together; told once, at the first such talk."""
    few = []
    for where, talk in view.entries("talks"):
        holders = {one.key for key in ("interviewers", "recorder") for one in view.named(find(talk, key), where)}
        if rows(talk, "interviewers") and len(holders) < view.terms.interviewers:
            few.append((where, _interviewee(view, talk)))
    if few:
        yield breach(f"{few[0][0]}.interviewers", name=few[0][1], count=len(few), least=view.terms.interviewers)


def _interviewee(view: View, talk: Group) -> str:
    """Who was talked to, or the code in place of a name."""
    named = view.named(find(talk, "interviewee"), "")
    return named[0].name if named else text(talk, "interviewee.code") or text(talk, "id")


def _by_post(view: View) -> dict[str, list[Candidate]]:
    """Everybody inspected, by the post it is for; where there is a single post, it need not be named."""
    found: dict[str, list[Candidate]] = {reference: [] for reference in view.posts}
    only = next(iter(found)) if len(found) == 1 else ""
    for one in view.candidates:
        reference = text(one.node, "position") or only
        if reference in found:
            found[reference].append(one)
    return found


@rule(
    "R-503",
    Severity.ERROR,
    source="文本一、文本五；《干部任用条例》第五章",
    confidence=SURE,
    reads=("candidates", "positions", "comparison", "motion.scheme.mode", "mode"),
    title=("差额考察每个职位两人以上", "two candidates a post in 差额"),
    says=("{problem}。", "{problem}."),
    remedy=(
        "请核对考察对象，或改为等额定向并写明原因；差额考察应有对比表。",
        "Check the candidates, or make it 等额定向 with a reason; 差额 has a table of comparison.",
    ),
)
def enough_candidates(view: View) -> Iterator[Breach]:
    """An error in a renewal or when the scheme itself says 差额; else a warning. The comparison is a warning."""
    if view.mode != "差额" or not view.candidates:
        return
    strict = view.purpose == "换届" or view.text("motion.scheme.mode") == "差额"
    for reference, those in _by_post(view).items():
        if len(those) < 2:  # noqa: PLR2004 (one more than one)
            title = text(view.posts.get(reference), "title") or reference
            yield breach(
                "candidates",
                None if strict else Severity.WARNING,
                problem=Word(
                    f"差额考察，{title}只有{len(those)}名考察对象", f"差额, but {len(those)} candidate(s) for {title}"
                ),
            )
    if view.is_at("D") and not view.has("comparison"):
        yield breach(
            "comparison",
            Severity.WARNING,
            problem=Word("差额考察没有对比表", "差额, but no comparison of the candidates"),
        )


@rule(
    "R-504",
    Severity.WARNING,
    source="《干部任用条例》第五章；通行做法",
    confidence=LIKELY,
    reads=("motion.scheme", "mode"),
    title=("等额定向写明原因", "等额定向 has a reason"),
    says=("等额定向考察没有写明原因。", "等额定向 without a reason."),
    remedy=("请填写等额考察原因，如推荐意见集中。", "Say why, such as opinions being concentrated."),
)
def single_reasoned(view: View) -> Iterator[Breach]:
    """Asked of promotions once there is a scheme."""
    due = view.purpose in ("提拔任职", "换届", "进一步使用") and view.has("motion.scheme")
    if due and view.mode == "等额定向" and not view.has("motion.scheme.mode_reason"):
        yield breach("motion.scheme.mode_reason")


@rule(
    "R-505",
    Severity.WARNING,
    source="《干部任用条例》第五章；通行做法",
    confidence=LIKELY,
    reads=("candidates", "positions", "motion.scheme", "mode"),
    title=("考察对象多于职数", "more objects than posts"),
    says=(
        "{title}拟配{wanted}人，考察对象{count}人，没有多于职数。",
        "{title}: {wanted} to be appointed, {count} inspected.",
    ),
    remedy=("请核对，或写明等额考察的原因。", "Check, or give the reason for one candidate a post."),
)
def more_objects(view: View) -> Iterator[Breach]:
    """In 差额 with several posts of one kind; a single post is R-503's, 等额定向 R-504's."""
    if view.mode != "差额":
        return
    for reference, those in _by_post(view).items():
        wanted = number(view.posts.get(reference), "headcount") or 1
        if 2 <= len(those) <= wanted:  # noqa: PLR2004 (fewer is R-503's)
            yield breach("candidates", title=text(view.posts.get(reference), "title"), wanted=wanted, count=len(those))


@rule(
    "R-506",
    Severity.WARNING,
    source="《干部任用条例》第五章（2014年版第二十八条第二项）",
    confidence=SURE,
    reads=("motion.scheme.consultation", "notice.date"),
    title=("事先与单位主要领导沟通", "talked over with the unit's principal leader first"),
    says=("{problem}。", "{problem}."),
    remedy=("请填写与单位主要领导沟通的日期；沟通应在考察预告之前。", "Fill in the day; it comes before the notice."),
)
def consulted_unit(view: View) -> Iterator[Breach]:
    """Before the notice."""
    noticed, talked = view.day("notice.date"), view.day("motion.scheme.consultation.date")
    if not view.is_inspected or noticed is None:
        return
    if talked is None:
        yield breach(
            "motion.scheme.consultation.date",
            problem=Word("没有与单位主要领导沟通的记录", "No talk with the unit's principal leader is recorded"),
        )
    elif talked > noticed:
        yield breach(
            "motion.scheme.consultation.date",
            problem=Word(
                f"与单位主要领导沟通（{talked}）晚于考察预告（{noticed}）",
                f"The talk ({talked}) came after the notice ({noticed})",
            ),
        )


def _is_secret(view: View) -> bool:
    """Whether every post of the case is one for which notices are left out."""
    return bool(view.posts) and all(flag(post, "secret_post") for post in view.posts.values())


@rule(
    "R-507",
    Severity.WARNING,
    source="《干部任用条例》第五章（2014年版第二十八条第三项）；浙江省考察预告制度",
    confidence=SURE,
    reads=("notice.date", "notice.time_from"),
    title=("考察开始前发布预告", "the notice comes before the inspection"),
    says=(
        "考察预告（{date}）到考察开始（{start}）只有{days}个工作日，应提前{least}个。",
        "The notice of {date} is {days} working day(s) before the inspection ({start}); {least} are due.",
    ),
    remedy=("请核对日期；提前天数是各地口径，可以改定。", "Check the dates; the lead is a local term."),
)
def noticed_before(view: View) -> Iterator[Breach]:
    """By working days; posts of state security are left out."""
    noticed, start = view.day("notice.date"), view.day("notice.time_from")
    if noticed is None or start is None or _is_secret(view):
        return
    lead = period(noticed, noticed, start, view.calendar).days
    if lead < view.terms.notice_lead_workdays:
        yield breach("notice.date", date=noticed, start=start, days=lead, least=view.terms.notice_lead_workdays)


_NOTICE: Final = {
    "standards": ("岗位任职标准", "requirements of the post"),
    "persons": ("符合条件人选名单", "list of the qualified"),
    "team": ("考察组成员", "members of the team"),
    "phone": ("联系电话", "phone"),
    "time_from": ("考察时间", "time"),
    "supervision_phone": ("监督电话", "supervision phone"),
    "task": ("考察任务", "task"),
}


@rule(
    "R-508",
    Severity.ERROR,
    source="文本五（考察1）；浙江省考察预告制度",
    confidence=SURE,
    reads=("notice", "team", "candidates"),
    title=("考察预告内容齐全", "the notice is complete"),
    says=("考察预告缺少：{lacking}。", "The notice lacks: {lacking}."),
    remedy=("请补写考察预告。", "Complete the notice."),
)
def notice_complete(view: View) -> Iterator[Breach]:
    """Requirements and list are errors, the rest warnings; every inspected person is on the list."""
    notice = view.find("notice")
    if notice is None or not view.is_inspected or not view.has("notice"):
        return
    lacking = missing(notice, _NOTICE)
    if "standards" in lacking and view.posts and all(rows(one, "qualifications") for one in view.posts.values()):
        lacking.remove("standards")  # the notice prints those of the posts
    for key in [key for key in lacking if key in ("standards", "persons")]:
        yield breach(f"notice.{key}", lacking=joined([key], _NOTICE))
    if view.team and "team" in lacking:
        lacking.remove("team")
    if view.text("org.supervision_phone") and "supervision_phone" in lacking:
        lacking.remove("supervision_phone")
    rest = [key for key in lacking if key not in ("standards", "persons")]
    if rest:
        yield breach(f"notice.{rest[0]}", Severity.WARNING, lacking=joined(rest, _NOTICE))
    listed_ones = {one.key for one in view.named(find(notice, "persons"), "")}
    left_out = [one.name for one in view.candidates if listed_ones.isdisjoint((one.id, one.name))]
    if listed_ones and left_out:
        yield breach("notice.persons", Severity.WARNING, lacking="、".join(left_out))


def _tenure(one: Candidate, at: date) -> int | None:
    """Full years in the present post on a day; None when the day it began is not known."""
    since = when(one.person, "current_post.since")
    return None if since is None else years_between(since, at)


def _has_former(one: Candidate) -> bool:
    """Whether the person came from another unit, as far as the record says."""
    if text(one.node, "prior_unit.name"):
        return True
    unit = text(one.person, "current_post.unit")
    units = [text(line, "unit") for line in groups(one.person, "resume") if text(line, "unit")]
    return bool(unit and len(units) > 1 and units[-2] != unit)


@rule(
    "R-509",
    Severity.WARNING,
    source="浙江省考察预告制度（任现职不满两年）",
    confidence=SURE,
    reads=("notice", "candidates", "people.*.current_post.since"),
    title=("任现职时间短的在原单位预告", "also noticed at the former unit"),
    says=(
        "{name}任现职不满{years}年，考察预告没有同时在原单位发布。",
        "{name} has been in the present post for less than {years} years; the former unit was not given notice.",
    ),
    remedy=("请填写“同时在原单位发布”，或补发。", "Fill in also_at_former_unit, or make it known there."),
)
def noticed_at_former(view: View) -> Iterator[Breach]:
    """For those who came from another unit within the term."""
    noticed, least = view.day("notice.date"), view.terms.notice_former_unit_years
    if noticed is None or flag(view.find("notice"), "also_at_former_unit") or _is_secret(view):
        return
    for one in view.candidates:
        tenure = _tenure(one, noticed)
        if tenure is not None and tenure < least and _has_former(one):
            yield breach("notice.also_at_former_unit", name=one.name, years=least)


@rule(
    "R-510",
    Severity.WARNING,
    source="文本一（本地规则 text-1 下为必须）；2014年版第二十八条：视需要",
    confidence=SURE,
    reads=("candidates", "people.*.current_post.since", "talks", "visits", "notice.date"),
    title=("前一任职单位延伸考察", "the former unit is visited"),
    says=(
        "{name}任现职不满{years}年，没有到前一任职单位延伸考察。",
        "{name} has been in the present post for less than {years} years and the former unit was not visited.",
    ),
    remedy=("请补充前一任职单位的谈话或走访，并标明场所。", "Add a talk or visit there and mark its setting."),
)
def former_unit_visited(view: View) -> Iterator[Breach]:
    """An error under profile text-1."""
    noticed = view.day("notice.date")
    if noticed is None or not view.is_at("D"):
        return
    for one in view.live:
        tenure = _tenure(one, noticed)
        if tenure is None or tenure >= view.terms.former_unit_years or not _has_former(one):
            continue
        heard = [entry for path in ("talks", "visits") for _, entry in view.heard_of(path, one)]
        if not any(text(entry, "setting") == _FORMER for entry in heard):
            severity = Severity.ERROR if view.terms.profile == "text-1" else None
            yield breach(one.path, severity, name=one.name, years=view.terms.former_unit_years)


def _unit_kinds(view: View) -> set[str]:
    """Kinds of the units the case touches."""
    kinds = {text(post, "unit_kind") for post in view.posts.values()}
    return (kinds | {text(unit, "kind") for _, unit in view.entries("units")}) - {""}


def _settings(view: View) -> set[str]:
    """Where talks and visits took place relative to the candidate."""
    return {text(entry, "setting") for path in ("talks", "visits") for _, entry in view.entries(path)}


@rule(
    "R-511",
    Severity.WARNING,
    source="文本一",
    confidence=SURE,
    reads=("units", "positions", "talks", "visits"),
    title=("主管部门干部延伸到下属单位", "subordinate units of a supervising department are visited"),
    says=(
        "考察主管部门的干部，没有到下属单位谈话或走访。",
        "A supervising department's cadre, but no talk or visit at a subordinate unit.",
    ),
    remedy=("请补充下属单位的谈话或走访，并标明场所。", "Add a talk or visit there and mark its setting."),
)
def subordinates_visited(view: View) -> Iterator[Breach]:
    """Once the talks are over."""
    if view.is_inspected and view.is_at("D") and "主管部门" in _unit_kinds(view) and _BELOW not in _settings(view):
        yield breach("visits")


@rule(
    "R-512",
    Severity.WARNING,
    source="文本一",
    confidence=SURE,
    reads=("units", "positions", "talks", "extension.small_unit"),
    title=("群团等小单位听取委员意见", "committee members of a small mass body are heard"),
    says=("考察群团组织的干部，没有听取相关委员意见。", "A mass body's cadre, but no committee member was heard."),
    remedy=(
        "请标明谈话对象中的相关委员，或填写扩大范围考察。",
        "Mark the committee members, or fill in the widened range.",
    ),
)
def committee_heard(view: View) -> Iterator[Breach]:
    """Once the talks are over."""
    if not view.is_inspected or not view.is_at("D") or "群团组织" not in _unit_kinds(view):
        return
    heard = any(flag(talk, "interviewee.committee_member") for _, talk in view.entries("talks"))
    if not heard and not view.has("extension.small_unit.invited"):
        yield breach("extension.small_unit.invited")


_HEARD: Final = (("talks", "interviewee.circle"), ("visits", "circle"), ("opinions", "circle"))


def _circles(view: View, one: Candidate) -> list[str]:
    """The circles of all who were heard about a person."""
    found = []
    for path, key in _HEARD:
        for _, entry in view.heard_of(path, one):
            found += [text(entry, key)] if text(entry, key) else []
            found += [text(met, "circle") for met in groups(entry, "met") if text(met, "circle")]
    return found


@rule(
    "R-513",
    Severity.WARNING,
    source="文本一（工作圈、生活圈、社交圈）",
    confidence=SURE,
    reads=("talks", "visits", "opinions"),
    title=("三圈都听到", "all three circles are heard"),
    says=("{name}的考察{problem}。", "On {name} {problem}."),
    remedy=(
        "请补充相应圈层的谈话、走访或征求意见，或标明已有记录的圈层。",
        "Add sources from these circles, or mark the circle of those there are.",
    ),
)
def circles_heard(view: View) -> Iterator[Breach]:
    """For those who have not dropped out; one circle above the share is information."""
    if not view.is_inspected or not view.is_at("D") or not view.has("talks"):
        return
    for one in view.live:
        found = _circles(view, one)
        lacking = [circle for circle in view.terms.circles if circle not in found]
        if lacking:
            named = "、".join(lacking)
            word = Word(f"没有听取{named}的意见", f"nobody was heard from {named}")
            yield breach(one.path, name=one.name, problem=word)
        elif max(found.count(circle) for circle in view.terms.circles) * 100 > view.terms.circle_share * len(found):
            word = Word("意见来源集中于一个圈层", "nearly all sources are of one circle")
            yield breach(one.path, Severity.INFO, name=one.name, problem=word)


_METHODS: Final = {
    "talks": ("个别谈话", "talks"),
    "assessments": ("民主测评", "assessment"),
    "readings": ("查阅档案和工作资料", "reading of papers"),
    "visits": ("实地走访", "visits"),
}


@rule(
    "R-514",
    Severity.WARNING,
    source="《干部任用条例》第五章（2014年版第二十八条第四项）",
    confidence=SURE,
    reads=("talks", "assessments", "readings", "checks.archive", "visits"),
    title=("考察方法", "methods of the inspection"),
    says=("考察没有采用：{lacking}。", "The inspection did without: {lacking}."),
    remedy=("请补录或补做；确不需要的写明原因。", "Record or do it; explain what was not needed."),
)
def methods_used(view: View) -> Iterator[Breach]:
    """Talks, assessment, file reading, visits; the face-to-face talk is R-515's, surveys are never asked."""
    if view.is_inspected and view.is_at("D"):
        lacking = [key for key in _METHODS if not view.has(key)]
        if "readings" in lacking and view.has("checks.archive"):
            lacking.remove("readings")
        if lacking:
            yield breach(lacking[0], lacking=joined(lacking, _METHODS))


@rule(
    "R-515",
    Severity.ERROR,
    source="《干部任用条例》第五章（2014年版第二十八条第四项）",
    confidence=SURE,
    reads=("talks", "candidates"),
    title=("与考察对象面谈", "a face-to-face talk with each object"),
    says=("没有与{name}本人面谈的记录。", "No talk with {name} in person is recorded."),
    remedy=("请补录与考察对象的面谈（谈话种类：面谈）。", "Record the talk (kind 面谈)."),
)
def face_to_face(view: View) -> Iterator[Breach]:
    """Due at the discussion, for those who are discussed."""
    if not view.is_inspected or not view.is_at("D"):
        return
    met = set()
    for _, talk in view.entries("talks"):
        if text(talk, "kind") == "面谈" or text(talk, "role") == "考察对象":
            met |= {one.key for one in view.named(find(talk, "interviewee"), "")}
            met |= set(listed(talk, "objects")) if not text(talk, "interviewee.person") else set()
    for one in view.discussed:
        if met.isdisjoint((one.id, one.name)):
            yield breach(one.path, name=one.name)


@rule(
    "R-516",
    Severity.WARNING,
    source="《干部任用条例》第五章（2014年版第二十九条）",
    confidence=SURE,
    reads=("talks",),
    title=("谈话范围", "the range of talks"),
    says=("谈话对象没有包括：第{lacking}层。", "The talks did not reach layer(s): {lacking}."),
    remedy=(
        "请按知情度、关联度、代表性补充谈话，或核对谈话对象的层次。",
        "Add talks, or check the layers of those talked to.",
    ),
)
def talk_range(view: View) -> Iterator[Breach]:
    """Leaders, heads of inner bodies, others: layers 1 to 3 of those whose layer is written."""
    found = {text(talk, "interviewee.layer") for _, talk in view.entries("talks")} - {""}
    lacking = [layer for layer in view.terms.layers[:3] if layer not in found]
    if view.is_inspected and view.is_at("D") and found and lacking:
        yield breach("talks", lacking="、".join(lacking))


@rule(
    "R-517",
    Severity.ERROR,
    source="《干部任用条例》（2019）第三十一条",
    confidence=SURE,
    reads=("opinions", "checks.discipline", "units"),
    title=(
        "听取所在单位组织人事、纪检、机关党组织意见",
        "the unit's organisation, discipline and party bodies are heard",
    ),
    says=("{name}的考察没有听取所在单位{body}的意见。", "On {name} the unit's {body} was not heard."),
    remedy=(
        "请补录征求意见情况（标明部门类别和“考察对象所在单位的部门”）；没有纪检机构的在有关单位中注明。",
        "Record the opinion with its body and own_unit; where the unit has no discipline body, say so under units.",
    ),
)
def own_bodies_heard(view: View) -> Iterator[Breach]:
    """The unit's own discipline body is an error, the others warnings; by the team, before the discussion."""
    if not view.is_inspected or not view.is_at("D"):
        return
    without = any(flag(unit, "has_discipline_body") is False for _, unit in view.entries("units"))
    for one in view.discussed:
        heard = {text(entry, "body") for _, entry in view.heard_of("opinions", one) if flag(entry, "own_unit")}
        letters = {text(entry, "level") for _, entry in view.about("checks.discipline", one)}
        if "纪检监察" not in heard and "所在单位" not in letters and not without:
            yield breach(one.path, name=one.name, body=Word("纪检机构", "discipline body"))
        for body, word in (
            ("组织人事", Word("组织人事部门", "personnel department")),
            ("机关党组织", Word("机关党组织", "party organisation")),
        ):
            if body not in heard:
                yield breach(one.path, Severity.WARNING, name=one.name, body=word)


@rule(
    "R-518",
    Severity.ERROR,
    source="《干部任用条例》第五章（2014年版第二十八条第六项）；文本一",
    confidence=SURE,
    reads=("feedback", "talks"),
    title=("向单位主要领导反馈并交换意见", "feedback to the unit's leader, views exchanged"),
    says=("{problem}。", "{problem}."),
    remedy=("请补录考察情况反馈的日期和对方意见。", "Record the feedback, its day and the leader's view."),
)
def fed_back(view: View) -> Iterator[Breach]:
    """Due at the discussion."""
    if not view.is_inspected or view.purpose == "后备" or not view.is_at("D"):
        return
    if view.day("feedback.date") is None:
        yield breach(
            "feedback.date",
            problem=Word("没有向单位主要领导反馈考察情况的记录", "No feedback to the unit's leader is recorded"),
        )
    elif not view.has("feedback.unit_opinion") and not view.has("feedback.leader_view"):
        yield breach(
            "feedback.unit_opinion",
            Severity.WARNING,
            problem=Word("反馈没有记录单位或主要领导的意见", "The feedback has no view of the unit or its leader"),
        )


_SOURCES: Final = ("个人档案", "实绩档案", "民主生活会材料")


@rule(
    "R-519",
    Severity.WARNING,
    source="文本一",
    confidence=SURE,
    reads=("readings", "checks.archive"),
    title=("查阅三类材料", "three kinds of papers are read"),
    says=("没有查阅：{lacking}。", "Not read: {lacking}."),
    remedy=("请补录材料查阅情况。", "Record what was read."),
)
def papers_read(view: View) -> Iterator[Breach]:
    """Information outside profile text-1 when nothing was read at all, as other methods may serve."""
    if not view.is_inspected or not view.is_at("D"):
        return
    read = {text(entry, "source") for _, entry in view.entries("readings")}
    if view.has("checks.archive"):
        read.add("个人档案")
    lacking = [source for source in _SOURCES if source not in read]
    if lacking:
        severity = None if view.has("readings") or view.terms.profile == "text-1" else Severity.INFO
        yield breach("readings", severity, lacking="、".join(lacking))


@rule(
    "R-520",
    Severity.WARNING,
    source="《干部任用条例》第五章（2014年版第二十八条）；天数为本工具设定",
    confidence=UNVERIFIED,
    reads=("talks", "notice.time_from", "notice.time_to"),
    title=("考察时间充足", "time enough for the inspection"),
    says=("{problem}。", "{problem}."),
    remedy=("请核对日期；时间过紧的写明原因。", "Check the dates; explain a hurry."),
)
def time_enough(view: View) -> Iterator[Breach]:
    """Days from first to last, and talks on one day."""
    start, end = view.day("notice.time_from"), view.day("notice.time_to")
    if start and end and end < start:
        word = Word(f"考察结束日期{end}早于开始日期{start}", f"The inspection ends ({end}) before it begins ({start})")
        yield breach("notice.time_to", problem=word)
    elif start and end and (end - start).days + 1 < view.terms.inspection_days:
        days = (end - start).days + 1
        yield breach("notice.time_to", problem=Word(f"考察只有{days}天", f"The inspection took {days} day(s)"))
    by_day: dict[date, int] = {}
    for _, talk in view.entries("talks"):
        held = day(talk, "date")
        if held is not None:
            by_day[held] = by_day.get(held, 0) + 1
    for held, count in by_day.items():
        if count > view.terms.talks_per_day:
            yield breach("talks", problem=Word(f"{held}一天谈话{count}人", f"{count} talks on {held}"))


@rule(
    "R-522",
    Severity.WARNING,
    source="《干部任用条例》第五章（2014年版第二十八条第七项）",
    confidence=SURE,
    reads=("deliberation.proposal", "reports"),
    title=("考察组汇报、部门集体研究任用建议", "the team reports, the department proposes collectively"),
    says=("{problem}。", "{problem}."),
    remedy=(
        "请补录部务会集体研究的日期，应在会议决定之前。",
        "Record the department's meeting; it comes before the decision.",
    ),
)
def proposed_collectively(view: View) -> Iterator[Breach]:
    """The department's own meeting, before the deciding one."""
    if not view.is_inspected or view.decided_on is None:
        return
    proposed = view.day("deliberation.proposal.date")
    if proposed is None:
        yield breach(
            "deliberation.proposal.date",
            problem=Word(
                "没有组织部门集体研究任用建议方案的记录", "No collective proposal of the department is recorded"
            ),
        )
    elif proposed > view.decided_on:
        yield breach(
            "deliberation.proposal.date",
            problem=Word(
                f"组织部门研究（{proposed}）晚于会议决定（{view.decided_on}）",
                f"The proposal ({proposed}) came after the decision ({view.decided_on})",
            ),
        )


@rule(
    "R-524",
    Severity.INFO,
    source="《干部任用条例》第五章，条款待核",
    confidence=LIKELY,
    reads=("positions", "opinions", "deliberation.co_management"),
    title=("双重管理干部听取对方意见", "the co-managing side is heard"),
    says=(
        "{title}属双重管理，没有听取另一方意见的记录。",
        "{title} is managed by two bodies; the other side's opinion is not recorded.",
    ),
    remedy=("请补录征求意见（主管部门）或双重管理征求意见。", "Record the opinion of the other body."),
)
def other_side_heard(view: View) -> Iterator[Breach]:
    """During the inspection; consent to the appointment is R-716's."""
    heard = view.has("deliberation.co_management") or any(
        text(one, "body") == "主管部门" for _, one in view.entries("opinions")
    )
    for where, post in view.entries("positions"):
        if flag(post, "dual_managed") and view.stage == "C" and not heard:
            yield breach(where, title=text(post, "title"))


@rule(
    "R-526",
    Severity.WARNING,
    source="2018年工作答疑（依2014年版）",
    confidence=LIKELY,
    reads=("determination.shown_on",),
    title=("换届考察对象名单公布", "objects of a renewal are made known"),
    says=(
        "换届考察对象没有在一定范围内公布的日期。",
        "It is not recorded when the objects of the renewal were made known.",
    ),
    remedy=("请填写公布日期。", "Fill in the day."),
)
def objects_shown(view: View) -> Iterator[Breach]:
    """Once they are fixed."""
    if view.purpose == "换届" and view.has("determination") and not view.has("determination.shown_on"):
        yield breach("determination.shown_on")
