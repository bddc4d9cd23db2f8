"""Chapter 4: democratic recommendation and assessment."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.model.tree import Group, groups, rows, text, value
from archive_tool.procedure.rule import LIKELY, REVISED, SURE, UNVERIFIED, Breach, Word, breach, joined, rule
from archive_tool.procedure.view import Candidate, View, day, flag, missing, number

_MEETING, _TALKS = "会议推荐", "谈话调研推荐"
# Where a recommendation is asked for; 进一步使用 has one only where it is required (R-1010), transfers have none.
_LAYERS: Final = {  # of text 2; an organisation may have others
    "1": ("领导班子成员", "members of the leadership"),
    "2": ("机关干部", "officials of the organ"),
    "3": ("基层干部群众和代表委员", "grassroots cadres, masses and delegates"),
    "4": ("直接接触的群众", "people in direct contact"),
}
_RECOMMENDED: Final = frozenset({"提拔任职", "换届"})
_FIXED: Final = ("determination.date", "notice.date")


def _is_due(view: View) -> bool:
    """Whether the recommendation should be there: the objects are fixed or the case is further on."""
    return view.purpose in _RECOMMENDED and (any(view.has(path) for path in _FIXED) or view.is_at("D"))


def _held_for(view: View, post: str) -> list[tuple[str, Group]]:
    """The recommendations for a post (of all posts, for none); one that names no post is for all."""
    return [
        (where, entry)
        for where, entry in view.entries("recommendations")
        if not post or text(entry, "position") in ("", post)
    ]


def _asked(view: View) -> dict[str, list[Candidate]]:
    """Those still in question by the id of their post, everybody where nobody is; nobody at all counts as one post."""
    asked: dict[str, list[Candidate]] = {}
    for one in view.live or view.candidates:
        asked.setdefault(text(one.post, "id"), []).append(one)
    return asked or {"": []}


def _is_exempt(people: Sequence[Candidate]) -> bool:
    """Whether those for a post are all promoted exceptionally, without recommendation."""
    return bool(people) and all(one.is_live and flag(one.node, "exceptional.without_recommendation") for one in people)


@rule(
    "R-401",
    Severity.ERROR,
    source="《干部任用条例》（2019）第二十条",
    confidence=SURE,
    reads=("recommendations", "purpose", "candidates"),
    title=("经过民主推荐", "there was a recommendation"),
    says=("{problem}。", "{problem}."),
    remedy=(
        "请补录推荐情况；只采用一种推荐方式的，写明原因。",
        "Fill in the recommendation; say why a kind was left out.",
    ),
)
def recommended(view: View) -> Iterator[Breach]:
    """For promotions, post by post: an error when there is none, a warning when a kind is missing without a reason."""
    if not _is_due(view):
        return
    asked = _asked(view)
    bound = {post: people for post, people in asked.items() if not _is_exempt(people)}
    if bound and not view.has("recommendations"):
        yield breach("recommendations", problem=Word("没有民主推荐的记录", "no recommendation is recorded"))
        return
    for post, people in bound.items():
        title = text(people[0].post, "title") if len(asked) > 1 else ""
        yield from _kinds_held([entry for _, entry in _held_for(view, post)], view.terms.recommendation_kinds, title)


def _kinds_held(entries: Sequence[Group], kinds: Sequence[str], title: str) -> Iterator[Breach]:
    """What is missing of the recommendations for a post; it is named where the case has several."""
    of, en = (f"{title}的", f" for {title}") if title else ("", "")
    if not entries:
        said = Word(f"没有{of}民主推荐记录", f"no recommendation{en} is recorded")
        yield breach("recommendations", problem=said)
        return
    lacking = "、".join(kind for kind in kinds if kind not in {text(entry, "kind") for entry in entries})
    if lacking and not any(text(entry, "missing_kind_reason") for entry in entries):
        said = Word(f"没有{of}{lacking}，也没有说明原因", f"{lacking}{en} is missing and no reason is given")
        yield breach("recommendations", Severity.WARNING, problem=said)


@rule(
    "R-402",
    Severity.ERROR,
    source="《干部任用条例》第四章",
    confidence=SURE,
    reads=("recommendations", "deliberation.meeting.date"),
    title=("推荐结果一年内有效", "a recommendation is valid for a year"),
    says=(
        "{kind}（{date}）距讨论决定（{decided}）已{days}天，超过{valid}天。",
        "{kind} of {date} is {days} days before the decision ({decided}), more than {valid}.",
    ),
    remedy=("请重新组织民主推荐，或核对日期。", "Hold a new recommendation, or check the dates."),
)
def still_valid(view: View) -> Iterator[Breach]:
    """Of the recommendations for a post the latest counts, of whatever kind."""
    decided = view.decided_on
    if decided is None or view.purpose not in _RECOMMENDED:
        return
    latest = {max(dated) for post in _asked(view) if (dated := _dated(_held_for(view, post)))}
    for held, where in sorted(latest):
        age = (decided - held).days
        if age > view.terms.recommendation_valid_days:
            yield breach(
                f"{where}.date",
                kind=view.text(f"{where}.kind"),
                date=held,
                decided=decided,
                days=age,
                valid=view.terms.recommendation_valid_days,
            )


def _dated(entries: Iterable[tuple[str, Group]]) -> list[tuple[date, str]]:
    """The days of recommendations, each with its path."""
    return [(known, where) for where, entry in entries if (known := day(entry, "date")) is not None]


@rule(
    "R-403",
    Severity.WARNING,
    source="文本一（先公布空缺职位和条件）",
    confidence=SURE,
    reads=("positions", "recommendations"),
    title=("推荐前公布空缺职位", "the vacancy is announced before the recommendation"),
    says=("{title}{problem}。", "{title}: {problem}."),
    remedy=(
        "请填写空缺公告日期；公告应在推荐之前。",
        "Fill in when it was announced; that comes before the recommendation.",
    ),
)
def vacancy_announced(view: View) -> Iterator[Breach]:
    """Later than the first recommendation is a warning; not announced at all is information outside profile text-1."""
    if view.purpose not in _RECOMMENDED:
        return
    for where, post in view.entries("positions"):
        voted = [known for known, _ in _dated(_held_for(view, text(post, "id")))]
        if not voted:
            continue
        announced = day(post, "announced_on")
        if announced is None:
            severity = None if view.terms.profile == "text-1" else Severity.INFO
            yield breach(
                f"{where}.announced_on",
                severity,
                title=text(post, "title"),
                problem=Word("没有空缺公告日期", "no announcement is recorded"),
            )
        elif announced >= min(voted):
            late = Word(
                f"的空缺公告（{announced}）不早于推荐（{min(voted)}）",
                f"announced on {announced}, not before the vote ({min(voted)})",
            )
            yield breach(f"{where}.announced_on", title=text(post, "title"), problem=late)


@rule(
    "R-404",
    Severity.WARNING,
    source="《干部任用条例》第四、五章；文本二（以票取人）",
    confidence=LIKELY,
    reads=("reports",),
    title=("推荐票只作参考", "votes are not the sole ground"),
    says=(
        "{name}的考察结论只有票数，没有谈话、核查或表现方面的依据。",
        "The conclusion on {name} rests on votes alone, without talks, checks or facts.",
    ),
    remedy=("请补充谈话情况、核查情况或主要表现。", "Add talks, checks or performance."),
)
def not_votes_alone(view: View) -> Iterator[Breach]:
    """A report that cites votes cites something else too."""
    for where, report in view.entries("reports"):
        votes = text(report, "votes") or text(report, "recommendation_ref")
        others = [key for key in ("traits", "talk_stats", "verification", "text") if key not in missing(report, (key,))]
        if votes and text(report, "conclusion") and not others:
            candidate = view.candidate(text(report, "candidate"))
            yield breach(f"{where}.conclusion", name=candidate.name if candidate else text(report, "candidate"))


def _layers(entries: Iterator[tuple[str, Group]]) -> set[str]:
    """The layers of the pyramid that took part."""
    return {text(group, "layer") for _, entry in entries for group in groups(entry, "groups")} - {""}


def _layer_names(layers: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The layers with their numbers, as people call them."""
    plain = ("参加人员", "participants")
    named = {layer: _LAYERS.get(layer, plain) for layer in layers}
    return {layer: (f"第{layer}层（{zh}）", f"layer {layer} ({en})") for layer, (zh, en) in named.items()}


@rule(
    "R-406",
    Severity.WARNING,
    source="文本二（金字塔式推荐）",
    confidence=SURE,
    reads=("recommendations",),
    title=("推荐层次齐全", "all layers took part"),
    says=(
        "参加推荐的人员中没有{lacking}，也没有说明原因。",
        "{lacking} took no part in the recommendation, and no reason is given.",
    ),
    remedy=(
        "请在参加人员分类中写明各类人员属于第几层，或写明层次不全的原因。",
        "Say of each group to which layer it belongs, or why some are missing.",
    ),
)
def layers_complete(view: View) -> Iterator[Breach]:
    """Over all recommendations of the case together."""
    if view.purpose not in _RECOMMENDED:
        return
    reasons = any(text(entry, "missing_layers_reason") for _, entry in view.entries("recommendations"))
    found = _layers(view.entries("recommendations"))
    lacking = [layer for layer in view.terms.layers if layer not in found]
    if view.has("recommendations") and lacking and not reasons:
        yield breach("recommendations[0].groups", lacking=joined(lacking, _layer_names(lacking)))


@rule(
    "R-407",
    Severity.INFO,
    source="文本一",
    confidence=SURE,
    reads=("recommendations",),
    title=("有群众和服务对象代表参加推荐", "the masses and those served took part"),
    says=(
        "推荐参加人员中没有标明群众或服务对象代表。",
        "No group of the recommendation is marked as masses or those served.",
    ),
    remedy=("有的请在参加人员分类中标明。", "Mark the group if there was one."),
)
def widened(view: View) -> Iterator[Breach]:
    """At least one group is marked."""
    marked = any(
        flag(group, "service_objects")
        for _, entry in view.entries("recommendations")
        for group in groups(entry, "groups")
    )
    if view.purpose in _RECOMMENDED and view.has("recommendations") and not marked:
        yield breach("recommendations[0].groups")


_GRADES: Final = ("excellent", "competent", "basic", "incompetent")


def _assessed(row: Group) -> str:
    """Whom a row of an assessment is about: the id, else the name."""
    return text(row, "person") or text(row, "name")


@rule(
    "R-408",
    Severity.WARNING,
    source="文本二",
    confidence=SURE,
    reads=("assessments", "candidates"),
    title=("测评表五个方面四个等次齐全", "the grid has five aspects and four grades"),
    says=("{name}的民主测评缺少：{lacking}。", "The assessment of {name} lacks: {lacking}."),
    remedy=("请补录各方面各等次的票数（没有的写 0）。", "Fill in every aspect and grade (0 where there was none)."),
)
def grid_complete(view: View) -> Iterator[Breach]:
    """For each person of each assessment; a form with 总体评价 alone is left to the organisation."""
    for where, entry in view.entries("assessments"):
        if text(entry, "kind") not in ("", "民主测评"):
            continue
        seen: dict[str, dict[str, Group]] = {}
        for row in groups(entry, "rows"):
            seen.setdefault(_assessed(row), {})[text(row, "dimension")] = row
        for person, aspects in seen.items():
            if set(aspects) <= {"总体评价"}:
                continue
            lacking = [aspect for aspect in view.terms.aspects if aspect not in aspects]
            lacking += [f"{aspect}（等次）" for aspect, row in aspects.items() if missing(row, _GRADES)]
            if lacking:
                candidate = view.candidate(person)
                yield breach(f"{where}.rows", name=candidate.name if candidate else person, lacking="、".join(lacking))


@rule(
    "R-409",
    Severity.INFO,
    source="文本二（填表仅十至二十分钟）",
    confidence=SURE,
    reads=("recommendations", "assessments"),
    title=("填表时间充足", "time enough to fill in the forms"),
    says=(
        "{date}的票表当场填写，只用了{minutes}分钟。",
        "The forms of {date} were filled in on the spot within {minutes} minutes.",
    ),
    remedy=("今后可先发表、后集中收回。", "Hand out forms first and collect them later."),
)
def not_rushed(view: View) -> Iterator[Breach]:
    """Handed out and collected on one day within fewer minutes than the term says, unless filled in elsewhere."""
    for path in ("recommendations", "assessments"):
        for where, entry in view.entries(path):
            if text(entry, "distribution") == "分散填写":
                continue
            given, back = day(entry, "issued_on"), day(entry, "collected_on")
            begun, ended = value(entry, "from"), value(entry, "to")
            if (given is None or given == back) and isinstance(begun, time) and isinstance(ended, time):
                spent = datetime.combine(date.min, ended) - datetime.combine(date.min, begun)
                minutes = int(spent.total_seconds() // 60)
                if 0 <= minutes < view.terms.filling_minutes:
                    yield breach(f"{where}.to", date=text(entry, "date"), minutes=minutes)


@rule(
    "R-410",
    Severity.INFO,
    source="文本二（严禁拉票）",
    confidence=SURE,
    reads=("recommendations",),
    title=("推荐前宣布纪律", "the rule against canvassing was read"),
    says=(
        "{kind}（{date}）没有记录是否宣布纪律要求。",
        "{kind} of {date}: it is not recorded that the rule against canvassing was read.",
    ),
    remedy=("请填写“已宣布纪律要求”。", "Fill in anti_canvassing_told."),
)
def canvassing_told(view: View) -> Iterator[Breach]:
    """For each recommendation meeting."""
    for where, entry in view.entries("recommendations"):
        if not flag(entry, "anti_canvassing_told") and text(entry, "kind") == _MEETING:
            yield breach(f"{where}.anti_canvassing_told", kind=text(entry, "kind"), date=text(entry, "date"))


@rule(
    "R-411",
    Severity.WARNING,
    source="文本一（差额考察同等比较）",
    confidence=UNVERIFIED,
    reads=("assessments", "candidates"),
    title=("差额人选同一方式测评", "candidates are assessed alike"),
    says=(
        "差额考察中，{name}的测评项目与其他人选不同：{lacking}。",
        "{name} was assessed on other aspects than the others: {lacking}.",
    ),
    remedy=(
        "请核对测评结果，同一职位的人选应使用同一测评表。",
        "Check the rows; candidates for one post are assessed by one form.",
    ),
)
def alike(view: View) -> Iterator[Breach]:
    """Within one assessment, everybody has the same aspects."""
    if view.mode != "差额":
        return
    for where, entry in view.entries("assessments"):
        aspects: dict[str, set[str]] = {}
        for row in groups(entry, "rows"):
            aspects.setdefault(_assessed(row), set()).add(text(row, "dimension"))
        everything = set().union(*aspects.values()) if aspects else set()
        for person, own in aspects.items():
            if own != everything:
                candidate = view.candidate(person)
                yield breach(
                    f"{where}.rows",
                    name=candidate.name if candidate else person,
                    lacking="、".join(sorted(everything - own)),
                )


@rule(
    "R-412",
    Severity.ERROR,
    source="《干部任用条例》（2019）第十八条",
    confidence=SURE,
    reads=("recommendations", "positions"),
    title=("换届推荐的程序", "the procedure of a renewal"),
    says=("换届推荐{problem}。", "The recommendation of the renewal {problem}."),
    remedy=(
        "请核对谈话调研推荐、参考人选、沟通和报告情况。",
        "Check talks, reference candidates, consultation and report.",
    ),
    since=REVISED,
)
def renewal(view: View) -> Iterator[Breach]:
    """Talks first; reference candidates more than posts and talked over; the result reported to the superior."""
    if view.purpose != "换届":
        return
    held = list(view.entries("recommendations"))
    meetings = [(where, entry) for where, entry in held if text(entry, "kind") == _MEETING]
    for _, meeting in meetings:
        yield from _talks_first(view, meeting)
    for where, entry in meetings or held:
        yield from _references(view, where, entry)


def _talks_first(view: View, meeting: Group) -> Iterator[Breach]:
    """The first talks for the post of a meeting are no later than the meeting."""
    held = _held_for(view, text(meeting, "position"))
    talks, met = _dated(one for one in held if text(one[1], "kind") == _TALKS), day(meeting, "date")
    if talks and met and min(talks)[0] > met:
        yield breach(f"{min(talks)[1]}.date", problem=Word("谈话晚于会议", "has the talks after the meeting"))


def _references(view: View, where: str, entry: Group) -> Iterator[Breach]:
    """Reference candidates of a recommendation, what became of them, and the report."""
    posts = [post for reference, post in view.posts.items() if text(entry, "position") in ("", reference)]
    wanted = number(entry, "headcount") or sum(number(post, "headcount") or 1 for post in posts)
    shown = len(rows(entry, "reference_candidates"))
    if shown <= wanted:
        few = Word(f"参考人选{shown}人，没有多于职数{wanted}", f"has {shown} reference candidates for {wanted} posts")
        yield breach(f"{where}.reference_candidates", problem=few)
    if day(entry, "reference_consulted_on") is None:
        yield breach(
            f"{where}.reference_consulted_on",
            problem=Word("参考人选没有与本级党委沟通的日期", "was not talked over with the local committee"),
        )
    if day(entry, "reported_to_superior_on") is None:
        yield breach(
            f"{where}.reported_to_superior_on", problem=Word("没有向上级报告的日期", "was not reported to the superior")
        )


_RENEWAL_GROUPS: Final = ("党委", "人大", "政府", "政协", "纪委监委", "法院", "检察院", "部门", "下一级")


@rule(
    "R-413",
    Severity.WARNING,
    source="《干部任用条例》（2019）第十九条",
    confidence=SURE,
    reads=("recommendations",),
    title=("换届谈话推荐的范围", "the range of talks in a renewal"),
    says=("换届谈话调研推荐没有标明：{lacking}。", "The talks of the renewal do not show: {lacking}."),
    remedy=(
        "请在参加人员分类的“规定类别”中标明，或写明原因。",
        "Mark them under category, or say why they are missing.",
    ),
    since=REVISED,
)
def renewal_range(view: View) -> Iterator[Breach]:
    """The groups of the article, by the categories written."""
    if view.purpose != "换届":
        return
    for where, entry in view.entries("recommendations"):
        if text(entry, "kind") == _TALKS and not text(entry, "missing_layers_reason"):
            said = "".join(text(group, "category") + text(group, "name") for group in groups(entry, "groups"))
            lacking = [name for name in _RENEWAL_GROUPS if name not in said]
            if lacking:
                yield breach(f"{where}.groups", lacking="、".join(lacking))


@rule(
    "R-414",
    Severity.WARNING,
    source="《干部任用条例》（2019）第二十条",
    confidence=SURE,
    reads=("recommendations",),
    title=("参考人选多于一人", "more than one reference candidate"),
    says=("{kind}只提出一名参考人选。", "{kind} shows a single reference candidate."),
    remedy=("提出参考人选的应当多于一人；未提出的请删去。", "If any are shown there must be more than one."),
    since=REVISED,
)
def reference_candidates(view: View) -> Iterator[Breach]:
    """In a single case; a renewal is R-412's."""
    for where, entry in view.entries("recommendations"):
        if view.purpose != "换届" and len(rows(entry, "reference_candidates")) == 1:
            yield breach(f"{where}.reference_candidates", kind=text(entry, "kind"))
