"""Chapter 8: recusal. Team, interviewers, meeting members and examiners against those inspected or decided on."""

from collections.abc import Iterable, Iterator
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.model.tree import Group, Node, find, groups, text
from archive_tool.procedure import kin
from archive_tool.procedure.recusal import Sure, Tie, is_same, ties
from archive_tool.procedure.rule import BOTH, CASE, SURE, UNVERIFIED, Breach, Word, breach, rule
from archive_tool.procedure.view import Candidate, Mention, View, day, flag, listed

_SOURCE: Final = "文本四第六条；《干部任用条例》第九章（约第五十三条）；公务员回避规定（试行）第五条"
_SAYS: Final = (
    "{role}{other}与{name}{relation}。",
    "{role} {other} and {name}: {relation}.",
)
_REMEDY: Final = (
    "请核实；确有应回避关系的，更换人员或列入回避人员；确系同名的无须处理。",
    "Find out; whoever is so related is replaced or leaves; a mere namesake needs nothing.",
)


def _worded(tie: Tie) -> Word:
    """What a tie says, with its doubt."""
    if tie.relation is None:
        return Word(
            f"有申报的关系“{tie.word}”，是否回避由人判断", f"the declared relation “{tie.word}”; a person judges"
        )
    said = f"“{tie.word}”（{tie.relation.kin.value}）"
    if tie.sure is Sure.CERTAIN and tie.relation.kin.recuses:
        return Word(f"是{said}关系，应当回避", f"{said}, which demands recusal")
    if tie.sure is Sure.CERTAIN:
        return Word(f"是{said}关系，是否回避由人判断", f"{said}; a person judges")
    if tie.sure is Sure.DOUBTFUL:
        return Word(
            f"家庭成员{said}同名，请核实是否同一人", f"bears the name of the relative {said}; is it the same person?"
        )
    return Word(
        f"家庭成员{said}同名，单位职务不同，可能只是同名",
        f"bears the name of the relative {said} with another post; perhaps a namesake",
    )


def _weight(tie: Tie, severity: Severity) -> Severity:
    """Certain relations weigh as the rule says, doubtful ones warn, the rest informs."""
    if tie.recuses:
        return severity
    return Severity.WARNING if tie.sure is Sure.DOUBTFUL and tie.is_kin else Severity.INFO


def _against(
    view: View,
    role: Word,
    others: Iterable[tuple[Mention, Node | None]],
    those: Iterable[Candidate],
    severity: Severity,
) -> Iterator[Breach]:
    """One breach for each pair that is related, by the strongest tie."""
    for other, node in others:
        for one in those:
            mention = node if isinstance(node, Group) else None
            if is_same(one, other):
                yield breach(
                    other.path,
                    severity,
                    role=role,
                    other=other.name,
                    name=one.name,
                    relation=Word("是同一人，应当回避", "are one person, who must leave"),
                )
                continue
            found = ties(view, one, other, mention)
            if found:
                yield breach(
                    other.path,
                    _weight(found[0], severity),
                    role=role,
                    other=other.name,
                    name=one.name,
                    relation=_worded(found[0]),
                )


def _with_nodes(view: View, path: str) -> Iterator[tuple[Mention, Node | None]]:
    """Everybody named at a path, each with the node that names him."""
    return ((one, view.find(one.path)) for one in view.mentions(path))


def _is_handled(view: View, other: Mention, one: Candidate) -> bool:
    """Whether somebody declared a relation to a candidate, or to one he does not name, and it was dealt with."""
    return any(
        flag(entry, "has_relation") and text(entry, "treatment") and text(entry, "candidate") in ("", one.id)
        for where, entry in view.entries("team.recusal")
        if any(who.key == other.key for who in view.named(find(entry, "person"), where))
    )


@rule(
    "R-801",
    Severity.ERROR,
    source=_SOURCE,
    confidence=SURE,
    reads=("team", "candidates", "people.*.family"),
    title=("考察组成员回避", "recusal of the team"),
    says=_SAYS,
    remedy=_REMEDY,
)
def team_unrelated(view: View) -> Iterator[Breach]:
    """Members already marked as recused are left out; so is a pair whose declared relation was dealt with."""
    for path in ("team.leader", "team.members"):
        for other, node in _with_nodes(view, path):
            those = [one for one in view.candidates if not _is_handled(view, other, one)]
            if not flag(node, "recused"):
                yield from _against(view, Word("考察组成员", "Team member"), ((other, node),), those, Severity.ERROR)


@rule(
    "R-802",
    Severity.ERROR,
    source=_SOURCE,
    confidence=SURE,
    reads=("talks", "candidates", "people.*.family"),
    title=("谈话人和记录人回避", "recusal of interviewers and recorders"),
    says=_SAYS,
    remedy=_REMEDY,
)
def interviewers_unrelated(view: View) -> Iterator[Breach]:
    """Against those the talk is about; members of the team are R-801's, each pair is told once."""
    team = {one.key for one in view.team}
    told: set[tuple[str, str]] = set()
    for where, talk in view.entries("talks"):
        objects = set(listed(talk, "objects"))
        those = [one for one in view.candidates if one.id in objects] if objects else view.candidates
        for key, role in (("interviewers", Word("谈话人", "Interviewer")), ("recorder", Word("记录人", "Recorder"))):
            for other, node in _with_nodes(view, f"{where}.{key}"):
                new = [one for one in those if (other.key, one.id) not in told]
                if other.key not in team:
                    told |= {(other.key, one.id) for one in new}
                    yield from _against(view, role, ((other, node),), new, Severity.ERROR)


def _members(view: View, meeting: str) -> Iterator[tuple[Mention, Node | None, Candidate]]:
    """Each member present at a meeting with each candidate for whom he did not leave."""
    left = {
        (one.key, text(entry, "candidate"))
        for where, entry in view.entries(f"{meeting}.recused")
        for one in view.named(entry, where)
    }
    for other, node in _with_nodes(view, f"{meeting}.present"):
        for one in view.discussed:
            if (other.key, one.id) not in left and (other.key, "") not in left:
                yield other, node, one


@rule(
    "R-709",
    Severity.ERROR,
    source=_SOURCE,
    confidence=SURE,
    reads=("deliberation.meeting", "deliberation.proposal", "candidates", "people.*.family"),
    title=("讨论时本人和亲属回避", "members leave when they or relatives are discussed"),
    says=_SAYS,
    remedy=_REMEDY,
    kinds=BOTH,
)
def members_unrelated(view: View) -> Iterator[Breach]:
    """The deciding meeting and the organisation department's own; R-803 is this rule."""
    for meeting, role in (
        ("deliberation.meeting", Word("参会人员", "Member")),
        ("deliberation.proposal", Word("部务会参会人员", "Member of the department's meeting")),
    ):
        for other, node, one in _members(view, meeting):
            yield from _against(view, role, ((other, node),), (one,), Severity.ERROR)


@rule(
    "R-804",
    Severity.WARNING,
    source=_SOURCE,
    confidence=SURE,
    reads=("checks.discipline", "checks.archive", "candidates", "people.*.family"),
    title=("纪检经办人和档案审核人回避", "recusal of discipline handlers and file examiners"),
    says=_SAYS,
    remedy=_REMEDY,
)
def examiners_unrelated(view: View) -> Iterator[Breach]:
    """Each against those he examines."""
    for where, entry in view.entries("checks.discipline"):
        asked = set(listed(entry, "candidates"))
        those = [one for one in view.candidates if one.id in asked]
        yield from _against(
            view, Word("纪检经办人", "Handler"), _with_nodes(view, f"{where}.handler"), those, Severity.WARNING
        )
    for where, entry in view.entries("checks.archive"):
        those = [one for one in view.candidates if one.id == text(entry, "candidate")]
        yield from _against(
            view, Word("档案审核人", "Examiner"), _with_nodes(view, f"{where}.examiners"), those, Severity.WARNING
        )


@rule(
    "R-805",
    Severity.WARNING,
    source="文本四第六条",
    confidence=SURE,
    reads=("team.recusal", "team"),
    title=("考察组成员签署回避申报", "every member signed a recusal declaration"),
    says=("没有{names}签署的回避申报。", "No signed recusal declaration of {names}."),
    remedy=("请补录回避申报和签署日期。", "Record the declarations and their days."),
)
def declared(view: View) -> Iterator[Breach]:
    """Once the inspection began."""
    if not view.is_at("C"):
        return
    signed = {
        one.key
        for where, entry in view.entries("team.recusal")
        if day(entry, "signed_on") is not None
        for one in view.named(find(entry, "person"), where)
    }
    lacking = [one.name for one in view.team if one.key not in signed]
    if lacking:
        yield breach("team.recusal", names="、".join(lacking))


@rule(
    "R-806",
    Severity.WARNING,
    source="党政领导干部任职回避暂行规定",
    confidence=SURE,
    reads=("candidates", "positions", "people.*.family"),
    title=("任职回避", "recusal in office"),
    says=(
        "{name}的亲属{relative}（{relation}）在拟任职单位{unit}工作，请核对任职回避。",
        "{relative} ({relation}) of {name} works in {unit}, where the post is; check recusal in office.",
    ),
    remedy=(
        "请核对是否同一领导、上下级，或从事组织人事、纪检、审计、财务工作。",
        "Check for one leader, direct subordination, personnel, discipline, audit or finance.",
    ),
)
def no_relative_below(view: View) -> Iterator[Breach]:
    """Near relatives whose post names the unit; R-806 is about the post, not the inspection."""
    for one in view.live if view.is_inspected else ():
        unit = text(one.post, "unit")
        for relative in groups(one.person, "family"):
            tie = kin.relation(text(relative, "relation"))
            if unit and tie and tie.kin.recuses and not flag(relative, "deceased") and unit in text(relative, "post"):
                yield breach(
                    one.path,
                    name=one.name,
                    relative=text(relative, "name"),
                    relation=text(relative, "relation"),
                    unit=unit,
                )


@rule(
    "R-807",
    Severity.INFO,
    source="党政领导干部任职回避暂行规定第四条",
    confidence=UNVERIFIED,
    reads=("candidates", "positions", "people.*.business_interests"),
    title=("亲属经商与监管行业", "relatives' business in a supervised trade"),
    says=(
        "{name}的亲属经营“{business}”，拟任职务监管{trades}。",
        "A relative of {name} runs “{business}”; the post supervises {trades}.",
    ),
    remedy=("请核对并说明处理情况。", "Check and say how it was settled."),
    kinds=CASE,
)
def no_business(view: View) -> Iterator[Breach]:
    """Where post and person name both."""
    for one in view.live:
        trades = listed(one.post, "supervised_trades")
        for interest in groups(one.person, "business_interests"):
            if trades and not text(interest, "note"):
                yield breach(one.path, name=one.name, business=text(interest, "business"), trades="、".join(trades))
