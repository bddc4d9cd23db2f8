"""Chapter 10, the yearly report and its two appraisals: who was promoted, the report whole, a low result answered."""

from collections.abc import Iterator
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.model.tree import Group, Rows, find, groups, text
from archive_tool.procedure.conditions import is_there
from archive_tool.procedure.rule import LIKELY, SURE, YEARLY, Breach, Word, breach, joined, rule
from archive_tool.procedure.view import PROMOTIONS, Mention, View, number

_BASIS: Final = "2010年一报告两评议办法（试行），2019年后以现行规定为准"
_PARTS: Final = {
    "overall": ("总体情况", "overall picture"),
    "line": ("贯彻执行干部路线情况", "carrying out the line"),
    "innovation": ("机制创新情况", "innovations"),
    "malpractice": ("整治用人不正之风及上年整改情况", "fighting bad practice"),
    "problems": ("存在问题和改进措施", "problems and improvements"),
    "others": ("其他需要报告的情况", "others"),
}
_BEST: Final = frozenset({"好", "较好", "满意", "基本满意", "认同", "基本认同"})


def _identity(entry: Group) -> str:
    """What tells persons apart: the id, else the name."""
    return text(entry, "person") or text(entry, "name")


def _name(view: View, entry: Group) -> str:
    """The name of a person listed, the id while nobody of that id is known."""
    return next((one.name for one in view.named(entry, "")), "")


@rule(
    "R-1007",
    Severity.WARNING,
    source=_BASIS,
    confidence=SURE,
    reads=("review.promoted",),
    title=("名册与当年提拔一致", "the register equals the promotions of the year"),
    says=("{name}{problem}。", "{name}: {problem}."),
    remedy=(
        "请核对名册；不写名册时由档案库填入。档案库之外的提拔，请先将其案卷归档。",
        "Check the register; left out, it is filled from the archive. Seal cases of promotions made elsewhere.",
    ),
    kinds=YEARLY,
)
def register_is_whole(view: View) -> Iterator[Breach]:
    """Nobody left out, nobody too many; one appointed of whom no case says the purpose may be listed or not."""
    listed = list(view.entries("review.promoted"))
    told = view.case.recalled.get("appointed_in_year")
    if not listed or not isinstance(told, Rows):
        return
    appointed = groups(told)
    if not appointed:
        problem = Word("无法核对：档案库中还没有本年度的任用", "the archive holds no appointment of the year yet")
        yield breach("review.promoted", name="新提拔任用干部名册", problem=problem)
        return
    promoted = {_identity(one): one for one in appointed if text(one, "how") in PROMOTIONS}
    open_ones = {text(one, "name") for one in appointed if not text(one, "how")} | {
        _identity(one) for one in appointed if not text(one, "how")
    }
    names = {text(one, "name"): key for key, one in promoted.items()}
    seen: set[str] = set()
    for where, entry in listed:
        key = _identity(entry)
        known = key if key in promoted else names.get(key, "")
        name = _name(view, entry)
        if known in seen and known:
            yield breach(where, name=name, problem=Word("在名册中重复", "is listed twice"))
        elif known:
            seen.add(known)
        elif key not in open_ones:
            problem = Word("列入名册，但档案库中没有其当年的提拔", "listed, but the archive knows no such promotion")
            yield breach(where, name=name, problem=problem)
    for key, one in promoted.items():
        if key not in seen:
            since, case = text(one, "since"), text(one, "case")
            problem = Word(f"{since}提拔（案卷 {case}），未列入名册", f"promoted on {since} ({case}), not listed")
            yield breach("review.promoted", name=text(one, "name"), problem=problem)


@rule(
    "R-1008",
    Severity.WARNING,
    source=_BASIS,
    confidence=LIKELY,
    reads=(
        "review.report_sections", "review.work_ballot", "review.cadre_ballots", "review.participants", "review.meeting",
    ),
    title=("报告六部分、两项评议、六类人员", "six parts, two ballots, six groups"),
    says=("{problem}。", "{problem}."),
    remedy=("请补齐；确不需要的申请豁免并写明原因。", "Complete it, or ask for a waiver with the reason."),
    kinds=YEARLY,
)  # fmt: skip
def report_is_whole(view: View) -> Iterator[Breach]:
    """Asked once the meeting is held; a report written in Word has its parts in the Word file."""
    if not view.has("review.meeting.date"):
        return
    parts = view.find("review.report_sections")
    lacking = [key for key in _PARTS if parts is not None and not is_there(find(parts, key))]
    if lacking:
        named = joined(lacking, _PARTS)
        yield breach("review.report_sections", problem=Word(f"专题报告缺{named.zh}", f"the report lacks {named.en}"))
    if not view.has("review.work_ballot"):
        problem = Word("没有选人用人工作评议的结果", "there is no appraisal of the selection work")
        yield breach("review.work_ballot", problem=problem)
    yield from _everybody_appraised(view)
    said = {text(entry, "category") or text(entry, "name") for _, entry in view.entries("review.participants")}
    absent = [name for name in view.terms.review_groups if name not in said]
    if absent:
        problem = Word(f"参加评议人员缺{'、'.join(absent)}", f"groups not taking part: {', '.join(absent)}")
        yield breach("review.participants", problem=problem)
    yield from _sums(view)


def _everybody_appraised(view: View) -> Iterator[Breach]:
    """Everybody on the register has a ballot, which may name in writing whom the register names by id."""
    balloted = [one for where, entry in view.entries("review.cadre_ballots") for one in view.named(entry, where)]
    for where, entry in view.entries("review.promoted"):
        for one in view.named(entry, where):
            if not any(_is_same(one, other) for other in balloted):
                yield breach(where, problem=Word(f"{one.name}没有评议结果", f"{one.name} was not appraised"))


def _is_same(one: Mention, other: Mention) -> bool:
    """By the ids where both have one, else by the names."""
    return one.id == other.id if one.id and other.id else one.name == other.name


def _ballots(view: View) -> Iterator[tuple[str, str, Group]]:
    """Each ballot with its path and what it is about."""
    work = view.find("review.work_ballot")
    if isinstance(work, Group):
        yield "review.work_ballot", "选人用人工作", work
    for where, entry in view.entries("review.cadre_ballots"):
        yield where, _name(view, entry), entry


def _sums(view: View) -> Iterator[Breach]:
    """Issued ≥ returned ≥ valid = the sum of the grades."""
    for where, name, ballot in _ballots(view):
        issued, returned, valid = (number(ballot, key) for key in ("issued", "returned", "valid"))
        counted = _count(ballot)
        if valid is not None and counted is not None and counted != valid:
            said = f"{name}：各等次合计{counted}票，有效票{valid}票"
            yield breach(f"{where}.valid", problem=Word(said, f"{name}: grades add up to {counted}, valid {valid}"))
        for more, less, key in ((issued, returned, "returned"), (returned, valid, "valid")):
            if more is not None and less is not None and less > more:
                problem = Word(f"{name}：收回或有效票数多于发出或收回", f"{name}: more ballots came back than went out")
                yield breach(f"{where}.{key}", problem=problem)


def _count(ballot: Group, wanted: frozenset[str] | None = None) -> int | None:
    """The ballots of all grades, or of some; None when no grades are told."""
    grades = find(ballot, "grades")
    if not isinstance(grades, Group) or not grades.fields:
        return None
    return sum(number(grades, key) or 0 for key in grades if wanted is None or key in wanted)


@rule(
    "R-1009",
    Severity.WARNING,
    source=_BASIS,
    confidence=LIKELY,
    reads=("review.work_ballot", "review.cadre_ballots", "review.explanation", "review.rectification"),
    title=("认可度低的说明和整改", "explanation and rectification of a low result"),
    says=(
        "{name}的认可度为{share}%，低于{least}%，{problem}。",
        "{name}: {share} % approve, below {least} %; {problem}.",
    ),
    remedy=("请写明情况说明和整改措施。", "Write the explanation and the rectification."),
    kinds=YEARLY,
)
def low_is_answered(view: View) -> Iterator[Breach]:
    """The two best grades of the valid ballots, by a share that is a term."""
    least = view.terms.approval_share
    for where, name, ballot in _ballots(view):
        valid, best = number(ballot, "valid"), _count(ballot, _BEST)
        if not valid or best is None or best * 100 >= least * valid:
            continue
        facts = {"name": name, "share": f"{best * 100 / valid:.1f}", "least": least}
        if not view.has("review.explanation"):
            yield breach("review.explanation", **facts, problem=Word("没有情况说明", "no explanation is given"))
        if not view.has("review.rectification"):
            yield breach(f"{where}.grades", **facts, problem=Word("没有整改措施", "nothing is to be rectified"))
