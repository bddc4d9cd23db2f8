"""Chapter 3: who may be proposed. Asked of promotions, for those who have not dropped out."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from archive_tool.model.dates import AnyDate, earliest
from archive_tool.model.findings import Severity
from archive_tool.model.tree import Group, find, groups, rows, text, value
from archive_tool.procedure.conditions import is_there
from archive_tool.procedure.rule import SURE, Breach, Word, breach, joined, rule
from archive_tool.procedure.view import (
    PROMOTIONS,
    Candidate,
    View,
    a_year_after,
    flag,
    is_after,
    listed,
    when,
    years_between,
)

_CHIEF, _DEPUTY = "正职", "副职"


def _promoted(view: View) -> Iterator[tuple[Candidate, Group]]:
    """Those to be promoted whose person is known."""
    for one in view.live:
        if one.purpose in PROMOTIONS and one.person is not None:
            yield one, one.person


def _levels(view: View, one: Candidate) -> tuple[int, int] | None:
    """Places of the present and the proposed level; None when either is not said."""
    now, then = view.terms.level(text(one.person, "current_post.rank")), view.terms.level(text(one.post, "rank"))
    return None if now is None or then is None else (now, then)


def _is_county(view: View, one: Candidate) -> bool:
    """Whether the proposed post is at county level or above."""
    proposed, from_level = view.terms.level(text(one.post, "rank")), view.terms.level(view.terms.local_rank)
    return proposed is not None and from_level is not None and proposed >= from_level


def _since(person: Group) -> AnyDate | None:
    """Since when at the present level."""
    return when(person, "current_post.rank_since") or when(person, "current_post.since")


def _grassroots(one: Candidate, until: date) -> int | Decimal | None:
    """Years at the grassroots as stated, else by the résumé, each line rounded down; None when neither tells."""
    stated = value(one.node, "qualification.grassroots_years")
    if isinstance(stated, int | Decimal):
        return stated
    lines = groups(one.person, "resume")
    if not any(is_there(find(line, "grassroots")) for line in lines):
        return None
    return sum(
        years_between(begun, when(line, "to") or until)
        for line in lines
        if flag(line, "grassroots") and (begun := when(line, "from")) is not None
    )


@rule(
    "R-301",
    Severity.WARNING,
    source="《干部任用条例》第二章（2014年版第八条第一项）",
    confidence=SURE,
    reads=("candidates", "people.*.work_start", "people.*.resume", "positions"),
    title=("五年以上工龄和两年以上基层经历", "five years of service and two at the grassroots"),
    says=("{name}的{what}只有{years}年，少于{least}年。", "{name} has {years} years of {what}, fewer than {least}."),
    remedy=("请核对参加工作时间和基层经历；另有规定的写明依据。", "Check the dates; give the ground of an exception."),
)
def service(view: View) -> Iterator[Breach]:
    """For posts at county level and above."""
    for one, person in _promoted(view):
        if not _is_county(view, one):
            continue
        started = when(person, "work_start")
        if started is not None and (years := years_between(started, view.counts_on)) < 5:  # noqa: PLR2004 (the regulation)
            yield breach(one.of_person("work_start"), name=one.name, what=Word("工龄", "service"), years=years, least=5)
        at_grassroots = _grassroots(one, view.counts_on)
        if at_grassroots is not None and at_grassroots < 2:  # noqa: PLR2004 (the regulation)
            what = Word("基层工作经历", "grassroots work")
            yield breach(one.path, name=one.name, what=what, years=at_grassroots, least=2)


@rule(
    "R-302",
    Severity.WARNING,
    source="《干部任用条例》第二章（2014年版第八条第二项）：一般应当",
    confidence=SURE,
    reads=("candidates", "people.*.resume", "positions"),
    title=("下一级两个以上职位任职经历", "two posts at the next lower level"),
    says=("{name}的简历中下一级职位只有{count}个。", "The résumé of {name} has {count} posts at the next lower level."),
    remedy=("请核对简历各段的职务层次；确属例外的写明理由。", "Check the levels in the résumé; explain an exception."),
)
def two_posts_below(view: View) -> Iterator[Breach]:
    """Counted over the lines of the résumé whose level is written."""
    for one, person in _promoted(view):
        levels = [text(line, "rank") for line in groups(person, "resume") if text(line, "rank")]
        proposed = view.terms.level(text(one.post, "rank"))
        if not levels or not proposed or not _is_county(view, one):
            continue
        below = view.terms.ranks[proposed - 1].removesuffix(_CHIEF).removesuffix(_DEPUTY)
        count = sum(level in (below + _CHIEF, below + _DEPUTY) for level in levels)
        if count < 2:  # noqa: PLR2004 (the regulation)
            yield breach(one.of_person("resume"), name=one.name, count=count)


def _tenure(view: View, one: Candidate, person: Group, from_: str, to: str) -> tuple[int, AnyDate] | None:
    """Full years at the present level when the promotion is the step from one sort of post to the other."""
    levels, since = _levels(view, one), _since(person)
    if levels is None or since is None or levels[1] != levels[0] + 1 or one.is_exceptional:
        return None
    now, then = (view.terms.ranks[level] for level in levels)
    if not now.endswith(from_) or not then.endswith(to):
        return None
    return years_between(since, view.counts_on), since


def _short(view: View, from_: str, to: str, least: int) -> Iterator[Breach]:
    """Those whose time at the present level is too short; information below county level."""
    for one, person in _promoted(view):
        found = _tenure(view, one, person, from_, to)
        if found is not None and found[0] < least:
            severity = None if _is_county(view, one) else Severity.INFO
            yield breach(
                one.of_person("current_post.rank_since"),
                severity,
                name=one.name,
                years=found[0],
                least=least,
                since=found[1],
            )


@rule(
    "R-303",
    Severity.ERROR,
    source="《干部任用条例》第二章（2014年版第八条第三项）",
    confidence=SURE,
    reads=("candidates", "people.*.current_post", "positions"),
    title=("副职提任正职满两年", "two years as deputy before chief"),
    says=(
        "{name}自{since}任副职，至讨论决定只满{years}年，不足{least}年。",
        "{name} has been a deputy since {since}, {years} full years, fewer than {least}.",
    ),
    remedy=(
        "请核对任现职级时间；属破格的，填写破格情况并附批件。",
        "Check the date; for an exceptional promotion fill in exceptional.",
    ),
)
def deputy_to_chief(view: View) -> Iterator[Breach]:
    """County level and up; below it information."""
    yield from _short(view, _DEPUTY, _CHIEF, 2)


@rule(
    "R-304",
    Severity.ERROR,
    source="《干部任用条例》第二章（2014年版第八条第三项）",
    confidence=SURE,
    reads=("candidates", "people.*.current_post", "positions"),
    title=("下级正职提任上级副职满三年", "three years as chief below before deputy above"),
    says=(
        "{name}自{since}任下级正职，至讨论决定只满{years}年，不足{least}年。",
        "{name} has been a chief below since {since}, {years} full years, fewer than {least}.",
    ),
    remedy=(
        "请核对任现职级时间；属破格的，填写破格情况并附批件。",
        "Check the date; for an exceptional promotion fill in exceptional.",
    ),
)
def chief_to_deputy(view: View) -> Iterator[Breach]:
    """County level and up; below it information."""
    yield from _short(view, _CHIEF, _DEPUTY, 3)


_SCHOOLING: Final = ("小学", "初中", "高中", "中专", "大专", "大学", "研究生")
_SAME: Final = {
    "专科": "大专",
    "大学专科": "大专",
    "本科": "大学",
    "大学本科": "大学",
    "硕士研究生": "研究生",
    "博士研究生": "研究生",
    "省委党校研究生": "研究生",
    "中央党校研究生": "研究生",
    "中央党校大学": "大学",
    "大学普通班": "大学",
}


@rule(
    "R-305",
    Severity.WARNING,
    source="《干部任用条例》第二章（2014年版第八条第四项）：一般应当",
    confidence=SURE,
    reads=("candidates", "people.*.education", "positions"),
    title=("文化程度", "education"),
    says=("{name}的学历“{level}”低于{least}。", "The education of {name}, “{level}”, is below {least}."),
    remedy=("请核对学历；确属例外的写明理由。", "Check the education; explain an exception."),
)
def education(view: View) -> Iterator[Breach]:
    """大专 in general, 大学 from bureau level; words that are not understood are left to people."""
    bureau = view.terms.level("厅局级副职")
    for one, person in _promoted(view):
        said = [text(person, f"education.{kind}.level") for kind in ("fulltime", "parttime")]
        known = [_SAME.get(level, level) for level in said if level]
        proposed = view.terms.level(text(one.post, "rank"))
        if not known or any(level not in _SCHOOLING for level in known):
            continue
        best = max(known, key=_SCHOOLING.index)
        least = "大学" if proposed is not None and bureau is not None and proposed >= bureau else "大专"
        if _SCHOOLING.index(best) < _SCHOOLING.index(least):
            yield breach(one.of_person("education"), name=one.name, level=best, least=least)


@rule(
    "R-306",
    Severity.WARNING,
    source="《干部任用条例》第二章（2014年版第八条第五项）",
    confidence=SURE,
    reads=("candidates", "people.*.training"),
    title=("培训达到要求或一年内补足", "training done, or within a year"),
    says=("{name}{problem}。", "{name}: {problem}."),
    remedy=(
        "请填写培训情况，或补训期限（提任后一年内）。",
        "Fill in the training, or the day by which it will be done (within a year).",
    ),
)
def training(view: View) -> Iterator[Breach]:
    """Training on record, or a day within one year after the post; courses of earlier years do not make up for it."""
    for one, person in _promoted(view):
        lines = groups(person, "training")
        done = any(when(line, "from") or when(line, "to") for line in lines)
        due = [day for line in lines if not when(line, "to") and (day := when(line, "to_complete_by")) is not None]
        late = [day for day in due if is_after(day, a_year_after(view.counts_on))]
        declared = flag(one.node, "qualification.training_done")
        if late and declared is not True:
            said = Word(
                f"补训期限（{late[0]}）超过提任后一年", f"training is promised for {late[0]}, more than a year after"
            )
            yield breach(one.of_person("training"), name=one.name, problem=said)
        elif declared is False and not due:
            yield breach(
                one.of_person("training"),
                name=one.name,
                problem=Word("培训未达到要求，也没有补训期限", "training is lacking and no day is set for it"),
            )
        elif declared is None and not done and not due and _is_county(view, one):
            yield breach(
                one.of_person("training"), name=one.name, problem=Word("没有培训记录", "no training is recorded")
            )


@rule(
    "R-307",
    Severity.INFO,
    source="《干部任用条例》第二章（2014年版第八条第六项）",
    confidence=SURE,
    reads=("candidates", "people.*.health"),
    title=("健康状况", "health"),
    says=("没有填写{name}的健康状况。", "The health of {name} is not filled in."),
    remedy=("请在人员记录中填写健康状况。", "Fill in the health in the person's record."),
)
def health(view: View) -> Iterator[Breach]:
    """Said for everybody to be promoted."""
    for one, person in _promoted(view):
        if not text(person, "health"):
            yield breach(one.of_person("health"), name=one.name)


@rule(
    "R-308",
    Severity.WARNING,
    source="《干部任用条例》第二章（2014年版第八条第七项）；《中国共产党章程》",
    confidence=SURE,
    reads=("candidates", "positions"),
    title=("党龄和法定资格", "party standing and legal qualifications"),
    says=("{name}{problem}。", "{name}: {problem}."),
    remedy=("请核对资格；此项不得破格。", "Check the qualification; it is never waived by 破格."),
)
def legal_qualification(view: View) -> Iterator[Breach]:
    """What was declared not to be met; for a party post the standing must be said."""
    for one, _ in _promoted(view):
        if flag(one.node, "qualification.legal_qualification") is False:
            yield breach(
                f"{one.path}.qualification.legal_qualification",
                name=one.name,
                problem=Word("不符合法律规定资格", "legal qualifications are not met"),
            )
        standing = flag(one.node, "qualification.party_standing")
        if standing is False or (standing is None and flag(one.post, "party_post")):
            said = (
                Word("不符合党龄要求", "party standing is too short")
                if standing is False
                else Word(
                    "拟任党内职务，未写明是否符合党龄要求",
                    "a party post, and it is not said whether party standing suffices",
                )
            )
            yield breach(f"{one.path}.qualification.party_standing", name=one.name, problem=said)


@rule(
    "R-309",
    Severity.ERROR,
    source="《干部任用条例》第二章（2014年版第九条）",
    confidence=SURE,
    reads=("candidates", "people.*.current_post.rank", "positions"),
    title=("逐级提拔", "step by step"),
    says=("{name}由{now}拟任{then}，越过中间层次。", "{name} would go from {now} to {then}, past the level between."),
    remedy=(
        "请核对职务层次；属越级破格的，填写破格情况。",
        "Check the levels; for an exceptional promotion fill in exceptional.",
    ),
)
def stepwise(view: View) -> Iterator[Breach]:
    """No level is left out unless the promotion is exceptional."""
    for one, _ in _promoted(view):
        levels = _levels(view, one)
        if levels is not None and levels[1] > levels[0] + 1 and not one.is_exceptional:
            now, then = (view.terms.ranks[level] for level in levels)
            yield breach(one.of_person("current_post.rank"), name=one.name, now=now, then=then)


_EXCEPTION: Final = {
    "circumstances": ("情形", "circumstances"),
    "reason": ("理由", "reason"),
    "approved_on": ("批准日期", "day of approval"),
    "approval_no": ("批准文号", "number of the approval"),
}


@rule(
    "R-310",
    Severity.ERROR,
    source="《干部任用条例》第二、七章（2014年版第三十五、四十一条）",
    confidence=SURE,
    reads=("candidates",),
    title=("破格写明理由并经批准", "exceptional promotion has reasons and approval"),
    says=("{name}破格提拔，缺少{lacking}。", "The exceptional promotion of {name} lacks {lacking}."),
    remedy=("请填写破格情况并附上级批件。", "Fill in exceptional and attach the approval."),
)
def exceptional_reasoned(view: View) -> Iterator[Breach]:
    """Circumstances, reason and the superior's approval."""
    for one, _ in _promoted(view):
        if one.is_exceptional:
            node = find(one.node, "exceptional")
            lacking = [key for key in _EXCEPTION if not is_there(find(node, key))]
            if lacking:
                yield breach(f"{one.path}.exceptional.{lacking[0]}", name=one.name, lacking=joined(lacking, _EXCEPTION))


@rule(
    "R-311",
    Severity.ERROR,
    source="《干部任用条例》第二章（2014年版第九条）",
    confidence=SURE,
    reads=("candidates", "people.*.current_post", "people.*.promotions"),
    title=("不得破格的情形", "when exceptional promotion is forbidden"),
    says=("{name}{problem}，不得破格提拔。", "{name} {problem}: no exceptional promotion."),
    remedy=("请核对试用期、上次提拔时间和层次。", "Check probation, the last promotion and the levels."),
)
def exceptional_forbidden(view: View) -> Iterator[Breach]:
    """Not on probation, not within a year of a promotion, not twice in a row on years, not two levels."""
    for one, person in _promoted(view):
        if not one.is_exceptional:
            continue
        promotions = [(at, entry) for entry in groups(person, "promotions") if (at := when(entry, "on")) is not None]
        last = max(promotions, key=lambda found: earliest(found[0]), default=None)
        levels = _levels(view, one)
        waived = any("年限" in text(entry) for entry in rows(one.node, "exceptional.waives"))
        if flag(person, "current_post.on_probation"):
            yield breach(
                one.of_person("current_post.on_probation"), name=one.name, problem=Word("在试用期内", "is on probation")
            )
        if last is not None and years_between(last[0], view.counts_on) < 1:
            yield breach(
                one.path,
                name=one.name,
                problem=Word(f"上次提拔（{last[0]}）不满一年", f"was promoted within a year ({last[0]})"),
            )
        if last is not None and waived and flag(last[1], "waived_years"):
            yield breach(
                one.path, name=one.name, problem=Word("连续两次放宽任职年限", "would have years waived twice in a row")
            )
        if levels is not None and levels[1] > levels[0] + 2:
            yield breach(one.path, name=one.name, problem=Word("越两级提拔", "would rise two levels"))


_NEVER_WAIVED: Final = ("基本条件", "法定资格", "法律规定资格", "党龄")


@rule(
    "R-312",
    Severity.ERROR,
    source="《干部任用条例》第二章（2014年版第九条）",
    confidence=SURE,
    reads=("candidates",),
    title=(
        "破格不突破基本条件，且有列明情形",
        "exceptional promotion never waives basic conditions and has a listed ground",
    ),
    says=("{name}破格提拔{problem}。", "The exceptional promotion of {name} {problem}."),
    remedy=("请改正突破的条件，或填写破格依据。", "Mend the conditions waived, or fill in the ground."),
)
def exceptional_ground(view: View) -> Iterator[Breach]:
    """Basic and legal conditions stand; one of the listed grounds is named."""
    for one, _ in _promoted(view):
        if not one.is_exceptional:
            continue
        for waived in listed(one.node, "exceptional.waives"):
            if any(word in waived for word in _NEVER_WAIVED):
                yield breach(
                    f"{one.path}.exceptional.waives",
                    name=one.name,
                    problem=Word(f"突破了“{waived}”", f"waives “{waived}”"),
                )
        if not text(one.node, "exceptional.ground"):
            yield breach(
                f"{one.path}.exceptional.ground",
                Severity.WARNING,
                name=one.name,
                problem=Word("没有写明属于哪种情形", "names none of the listed grounds"),
            )


_LOW: Final = ("基本称职", "基本合格", "不称职", "不合格")


@rule(
    "R-320",
    Severity.ERROR,
    source="《干部任用条例》（2019）第五章，条文待核；“须有核查说明”为本工具完整性要求",
    confidence=SURE,
    reads=("candidates", "people.*.annual_reviews", "people.*.sanctions"),
    title=("不得列为考察对象的情形", "grounds against being an inspection object"),
    says=("{name}{problem}。", "{name}: {problem}."),
    remedy=(
        "请逐项核查并填写“不得列为考察对象情形核查”；存在情形的不列为考察对象。",
        "Check ground by ground and fill in exclusion; a person to whom one applies is no object.",
    ),
)
def not_excluded(view: View) -> Iterator[Breach]:
    """The statement is there; the last appraisal is not low; no sanction in effect; no ground was found."""
    if not view.is_inspected or (not view.has("notice") and not view.is_at("D")):
        return
    for one in view.live:
        if flag(one.node, "exclusion.none_applies") is None and not text(one.node, "excluded_reason"):
            yield breach(
                f"{one.path}.exclusion.none_applies",
                name=one.name,
                problem=Word("没有不得列为考察对象情形的核查说明", "no statement that none of the grounds applies"),
            )
        if flag(one.node, "exclusion.none_applies") is False or rows(one.node, "exclusion.grounds"):
            yield breach(
                f"{one.path}.exclusion",
                Severity.WARNING,
                name=one.name,
                problem=Word("存在不得列为考察对象的情形", "a ground against applies"),
            )
        reviews = [(text(entry, "year"), text(entry, "grade")) for entry in groups(one.person, "annual_reviews")]
        if reviews and max(reviews)[1] in _LOW:
            year, grade = max(reviews)
            yield breach(
                one.path,
                Severity.WARNING,
                name=one.name,
                problem=Word(f"{year}年度考核为{grade}", f"the appraisal of {year} was {grade}"),
            )
        for sanction in groups(one.person, "sanctions"):
            until = when(sanction, "effect_until")
            if until is not None and not view.is_at("D") and not is_after(view.as_of, until):
                kind = text(sanction, "kind")
                yield breach(
                    one.path,
                    Severity.WARNING,
                    name=one.name,
                    problem=Word(f"{kind}影响期至{until}", f"{kind} in effect until {until}"),
                )
