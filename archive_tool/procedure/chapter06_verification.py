"""Chapter 6: what must be verified before anybody is discussed (凡提四必), and that it was verified in time.

The gate of R-607 is that R-601 to R-606 are due for everybody who is put to the meeting; R-607 itself looks at
the dates.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from archive_tool.model.dates import Month
from archive_tool.model.findings import Severity
from archive_tool.model.tree import Group, find, groups, text
from archive_tool.procedure.paths import persons_of
from archive_tool.procedure.rule import LIKELY, REVISED, SURE, Breach, Word, breach, rule
from archive_tool.procedure.view import VERIFIED, Candidate, View, day, flag, is_after, when

_SHORT: Final = frozenset({"平级转任", "试用期满"})  # the file and the discipline opinion are asked for here too
_ARTICLE: Final = "《干部任用条例》（2019）第三十一条第二款"


def _gate(view: View, *, short: bool = False) -> Iterator[Candidate]:
    """Those put to the meeting for whom the verification is due."""
    wanted = VERIFIED | _SHORT if short else VERIFIED
    if view.purpose in wanted and view.is_at("D") and view.has("deliberation.meeting"):
        yield from view.discussed


@rule(
    "R-601",
    Severity.ERROR,
    source=_ARTICLE,
    confidence=SURE,
    reads=("checks.archive", "candidates"),
    title=("干部档案必审", "the personnel file is examined"),
    says=("{name}的干部档案{problem}。", "The personnel file of {name} {problem}."),
    remedy=("请补录审核结论；有疑点的先处理。", "Record the conclusion; settle doubts first."),
)
def file_examined(view: View) -> Iterator[Breach]:
    """A conclusion and no open doubt."""
    for one in _gate(view):
        found = list(view.about("checks.archive", one))
        if not any(text(entry, "conclusion") for _, entry in found):
            where = f"{found[0][0]}.conclusion" if found else "checks.archive"
            yield breach(where, name=one.name, problem=Word("没有审核结论", "has no conclusion"))
        for where, entry in found:
            for place, row in enumerate(groups(entry, "rows")):
                doubtful = text(row, "doubt") or flag(row, "consistent") is False
                if doubtful and not text(row, "treatment"):
                    said = Word(f"“{text(row, 'item')}”存疑未处理", f"has an open doubt on “{text(row, 'item')}”")
                    yield breach(f"{where}.rows[{place}]", name=one.name, problem=said)


@rule(
    "R-602",
    Severity.ERROR,
    source=_ARTICLE,
    confidence=SURE,
    reads=("checks.matters", "candidates"),
    title=("个人有关事项报告必核", "the personal-matters report is verified"),
    says=("{name}的个人有关事项报告{problem}。", "The personal-matters report of {name} {problem}."),
    remedy=("请补录查核结果和结论；漏报、瞒报的先处理。", "Record verdict and conclusion; settle omissions first."),
)
def matters_verified(view: View) -> Iterator[Breach]:
    """A verdict; a heavy omission or concealment must have been dealt with."""
    for one in _gate(view):
        found = list(view.about("checks.matters", one))
        judged = [(where, entry) for where, entry in found if text(entry, "verdict") or text(entry, "conclusion")]
        if not judged:
            where = f"{found[0][0]}.verdict" if found else "checks.matters"
            yield breach(where, name=one.name, problem=Word("没有查核结论", "has no conclusion"))
        for where, entry in judged:
            verdict = text(entry, "verdict")
            if verdict in ("漏报较重", "隐瞒不报") and not text(entry, "treatment"):
                yield breach(
                    f"{where}.verdict",
                    name=one.name,
                    problem=Word(f"查核结果为{verdict}，没有处理情况", f"was found “{verdict}” and nothing was done"),
                )


def _conclusion(letter: Group, one: Candidate) -> str:
    """What a discipline body concludes on one person: his own reply, else the letter's."""
    own = next(
        (text(reply, "conclusion") for reply in groups(letter, "replies") if text(reply, "candidate") == one.id), ""
    )
    return own or text(letter, "conclusion")


@rule(
    "R-603",
    Severity.ERROR,
    source=_ARTICLE,
    confidence=SURE,
    reads=("checks.discipline", "candidates"),
    title=("纪检监察机关意见必听", "the discipline body is heard"),
    says=("{name}{problem}。", "{name}: {problem}."),
    remedy=(
        "请补录纪检监察机关的回复日期和结论；有不同意见的先处理。",
        "Record the reply and its conclusion; settle objections first.",
    ),
)
def discipline_heard(view: View) -> Iterator[Breach]:
    """Some body has answered, and none objects; an answer of which no conclusion is recorded is a warning."""
    for one in _gate(view, short=True):
        letters = list(view.about("checks.discipline", one))
        answered = [(where, letter) for where, letter in letters if when(letter, "reply_on") is not None]
        if not answered:
            where = f"{letters[0][0]}.reply_on" if letters else "checks.discipline"
            yield breach(
                where, name=one.name, problem=Word("没有纪检监察机关的回复意见", "the discipline body has not answered")
            )
        for where, letter in answered:
            said = _conclusion(letter, one)
            if not said:
                word = Word("纪检监察机关的回复没有写明结论", "the reply of the discipline body has no conclusion")
                yield breach(f"{where}.conclusion", Severity.WARNING, name=one.name, problem=word)
            elif said != "无不同意见":
                yield breach(
                    f"{where}.conclusion",
                    name=one.name,
                    problem=Word(f"纪检监察机关意见为“{said}”", f"the discipline body says “{said}”"),
                )


@rule(
    "R-604",
    Severity.ERROR,
    source=_ARTICLE,
    confidence=SURE,
    reads=("petitions", "candidates"),
    title=("线索具体的信访举报必查", "concrete petitions are verified"),
    says=("反映{name}的信访（{date}）{problem}。", "The petition of {date} about {name} {problem}."),
    remedy=(
        "请查核办结并填写结论；影响使用的不提交讨论。",
        "Verify and close it; do not discuss a person whom it stands against.",
    ),
)
def petitions_checked(view: View) -> Iterator[Breach]:
    """Those with concrete leads are closed, and do not stand in the way."""
    for one in _gate(view):
        for where, entry in view.entries("petitions"):
            if not {one.id, one.name} & {about.key for about in view.named(find(entry, "about"), "")}:
                continue
            date_ = text(entry, "received_on")
            if flag(entry, "leads_specific") and day(entry, "closed_on") is None:
                yield breach(
                    f"{where}.closed_on",
                    name=one.name,
                    date=date_,
                    problem=Word("线索具体，没有办结", "is concrete and not closed"),
                )
            elif flag(entry, "affects_use"):
                yield breach(
                    f"{where}.affects_use", name=one.name, date=date_, problem=Word("影响使用", "stands in the way")
                )


@rule(
    "R-605",
    Severity.ERROR,
    source="《干部任用条例》（2019）第三十一条",
    confidence=SURE,
    reads=("checks.integrity_statement", "candidates"),
    title=("廉洁自律结论性意见双签字", "the statement on integrity has both signatures"),
    says=("{name}的廉洁自律结论性意见{problem}。", "The statement on integrity of {name} {problem}."),
    remedy=(
        "请补录单位党委（党组）出具的结论性意见，由党委书记和纪委书记（纪检监察组组长）签字。",
        "Record the statement, signed by the party secretary and the discipline head.",
    ),
)
def integrity_stated(view: View) -> Iterator[Breach]:
    """Required of everybody discussed; for heads of inner offices the double signature is a warning."""
    for one in _gate(view):
        found = list(view.about("checks.integrity_statement", one))
        if not found:
            yield breach("checks.integrity_statement", name=one.name, problem=Word("缺失", "is missing"))
        for where, entry in found:
            signed = {text(signer, "as") for signer in groups(entry, "signed_by")}
            lacking = [role for role in ("党委书记", "纪委书记") if role not in signed]
            if lacking:
                severity = Severity.WARNING if flag(entry, "inner_office") else None
                named = "、".join(lacking)
                yield breach(
                    f"{where}.signed_by",
                    severity,
                    name=one.name,
                    problem=Word(f"缺少{named}签字", f"lacks the signature of {named}"),
                )


@rule(
    "R-606",
    Severity.ERROR,
    source="《干部任用条例》（2019）第三十一条；文本五",
    confidence=SURE,
    reads=("checks.audit", "positions", "candidates"),
    title=("应当审计的先审计", "an audit where it is due"),
    says=("{name}{problem}。", "{name}: {problem}."),
    remedy=(
        "请补录经济责任审计结论，应在讨论决定之前。",
        "Record the audit and its conclusion; it comes before the decision.",
    ),
)
def audited(view: View) -> Iterator[Breach]:
    """Where the post asks for it."""
    for one in _gate(view):
        if not flag(one.post, "requires_audit"):
            continue
        done = [(where, entry) for where, entry in view.about("checks.audit", one) if text(entry, "conclusion")]
        if not done:
            yield breach(
                "checks.audit",
                name=one.name,
                problem=Word("应当审计而没有审计结论", "an audit is due and has no conclusion"),
            )
        for where, entry in done:
            made = day(entry, "date")
            if made and view.decided_on and made > view.decided_on:
                late = Word(
                    f"审计（{made}）晚于讨论决定（{view.decided_on}）",
                    f"the audit ({made}) came after the decision ({view.decided_on})",
                )
                yield breach(f"{where}.date", name=one.name, problem=late)


_VERIFIED: Final = (
    (Word("档案审核", "examination of the file"), "checks.archive", "examined_on"),
    (Word("个人有关事项查核", "personal-matters check"), "checks.matters", "answered_on"),
    (Word("纪检监察机关回复", "reply of the discipline body"), "checks.discipline", "reply_on"),
    (Word("廉洁自律结论性意见", "statement on integrity"), "checks.integrity_statement", "date"),
)


@rule(
    "R-607",
    Severity.ERROR,
    source="《干部任用条例》第六章；由 R-601 至 R-606 得出",
    confidence=SURE,
    reads=("checks", "deliberation.meeting.date"),
    title=("核查未完成不上会", "nobody is discussed before the checks are done"),
    says=(
        "{name}的{check}（{date}）晚于讨论决定（{decided}）。",
        "The {check} of {name} ({date}) came after the decision ({decided}).",
    ),
    remedy=(
        "请核对日期；核查确在会后完成的，决定前未达到上会条件。",
        "Check the dates; the checks come before the decision.",
    ),
)
def checked_before(view: View) -> Iterator[Breach]:
    """Every verification is dated no later than the meeting."""
    for one in _gate(view):
        for check, path, key in _VERIFIED:
            for where, entry in view.about(path, one):
                made = when(entry, key)
                if is_after(made, view.decided_on):
                    yield breach(f"{where}.{key}", name=one.name, check=check, date=made, decided=view.decided_on)


@rule(
    "R-608",
    Severity.INFO,
    source="省级通知（动议即审）；2019年版概要",
    confidence=LIKELY,
    reads=("checks.matters", "checks.discipline", "motion.scheme.date"),
    title=("动议即审", "verification asked for early"),
    says=(
        "{check}（{date}）晚于工作方案（{scheme}）。",
        "The {check} was asked for on {date}, after the scheme ({scheme}).",
    ),
    remedy=("今后可在动议时即委托查核。", "Ask already with the motion."),
)
def asked_early(view: View) -> Iterator[Breach]:
    """The first letter of each sort."""
    made = view.day("motion.scheme.date")
    if made is None or not view.is_inspected:
        return
    for check, path in (
        (Word("个人有关事项查核", "personal-matters check"), "checks.matters"),
        (Word("纪检意见", "discipline opinion"), "checks.discipline"),
    ):
        asked = view.days((f"{path}[].asked_on",))
        if asked:
            where, first = min(asked, key=lambda found: found[1])
            if first > made:
                yield breach(where, check=check, date=first, scheme=made)


@rule(
    "R-609",
    Severity.WARNING,
    source="通行做法（一函多人、逐人回复）",
    confidence=SURE,
    reads=("checks.discipline",),
    title=("回复有日期文号、人员与发函一致", "replies have date and number and answer the persons asked"),
    says=("{body}的{problem}。", "{body}: {problem}."),
    remedy=("请核对发函和回复的人员、日期和文号。", "Check persons, dates and numbers of letter and reply."),
)
def replies_match(view: View) -> Iterator[Breach]:
    """For letters that were answered."""
    for where, letter in view.entries("checks.discipline"):
        body = text(letter, "body")
        asked, replied = day(letter, "asked_on"), day(letter, "reply_on")
        if replied is None:
            continue
        if not text(letter, "reply_no"):
            yield breach(f"{where}.reply_no", body=body, problem=Word("回复没有文号", "the reply has no number"))
        if asked and replied < asked:
            yield breach(
                f"{where}.reply_on",
                body=body,
                problem=Word(
                    f"回复（{replied}）早于发函（{asked}）", f"replied on {replied}, before it was asked ({asked})"
                ),
            )
        answered = {text(reply, "candidate") for reply in groups(letter, "replies")}
        wanted = persons_of(letter)
        if answered and answered != wanted:
            names = "、".join(sorted(one.name if (one := view.candidate(each)) else each for each in answered ^ wanted))
            yield breach(
                f"{where}.replies",
                body=body,
                problem=Word(f"发函与回复的人员不一致：{names}", f"letter and reply differ on {names}"),
            )


@rule(
    "R-610",
    Severity.ERROR,
    source="《干部任用条例》（2019）第三十一条第一、二款",
    confidence=SURE,
    reads=("checks.discipline", "candidates"),
    title=("派出考察组单位同级纪检意见", "the discipline body at the sending level is heard"),
    says=(
        "{name}没有派出考察组单位同级纪检监察机关的意见。",
        "{name}: no opinion of the discipline body at the level of those who sent the team.",
    ),
    remedy=(
        "请补录该意见，或填写已有回复的层级；所在单位纪检机构的意见由 R-517 核对。",
        "Record it, or fill in the level of the replies there are; the unit's own body is R-517's.",
    ),
    since=REVISED,
)
def second_opinion(view: View) -> Iterator[Breach]:
    """An error when the levels are written and this one is missing; a warning when no level is written."""
    for one in _gate(view):
        levels = [
            text(letter, "level") for _, letter in view.about("checks.discipline", one) if when(letter, "reply_on")
        ]
        if levels and "派出考察组单位同级" not in levels:
            yield breach("checks.discipline", None if any(levels) else Severity.WARNING, name=one.name)


@rule(
    "R-611",
    Severity.WARNING,
    source="2020年5月问答（条例第三十一条）",
    confidence=SURE,
    reads=("checks.discipline",),
    title=("纪检回复写明反映、核实和影响", "the reply says what was received, verified and whether it matters"),
    says=("{body}对{name}的回复没有写明：{lacking}。", "The reply of {body} on {name} does not say: {lacking}."),
    remedy=("请按回复原件补写；原件没有的请对方补充。", "Fill in from the reply, or ask for it."),
    since=REVISED,
)
def reply_complete(view: View) -> Iterator[Breach]:
    """Per person; result and effect only where something was received."""
    for where, letter in view.entries("checks.discipline"):
        for place, reply in enumerate(groups(letter, "replies")):
            received = flag(reply, "reflections_received")
            lacking: list[tuple[str, str]] = []
            if received is None:
                lacking.append(("是否收到反映", "whether anything was received"))
            if received:
                lacking += [("核实结果", "what was found")] if not text(reply, "result") else []
                lacking += [("是否影响使用", "whether it matters")] if flag(reply, "affects_use") is None else []
            if lacking:
                one = view.candidate(text(reply, "candidate"))
                words = Word("、".join(zh for zh, _ in lacking), ", ".join(en for _, en in lacking))
                yield breach(
                    f"{where}.replies[{place}]",
                    body=text(letter, "body"),
                    name=one.name if one else text(reply, "candidate"),
                    lacking=words,
                )


@rule(
    "R-612",
    Severity.WARNING,
    source="通行做法（默认六个月）",
    confidence=LIKELY,
    reads=("checks.matters", "checks.discipline", "deliberation.meeting.date"),
    title=("核查结论未过期", "verification results have not aged"),
    says=(
        "{name}的{check}（{date}）距讨论决定已超过{months}个月。",
        "The {check} of {name} ({date}) is more than {months} months old at the decision.",
    ),
    remedy=("请重新查核或函询；有效期是各地口径，可以改定。", "Ask again; the time is a local term."),
)
def still_fresh(view: View) -> Iterator[Breach]:
    """At the meeting, for those discussed."""
    months = view.terms.verification_valid_months
    if view.decided_on is None or not months:
        return
    past = view.decided_on.year * 12 + view.decided_on.month - 1 - months
    oldest = Month(past // 12, past % 12 + 1)
    for one in _gate(view):
        for check, path, key in _VERIFIED[1:3]:
            made = [(known, where) for where, entry in view.about(path, one) if (known := day(entry, key)) is not None]
            if made:
                newest, where = max(made)
                if _is_older(newest, oldest, view.decided_on):
                    yield breach(f"{where}.{key}", name=one.name, check=check, date=newest, months=months)


def _is_older(made: date, oldest: Month, decided: date) -> bool:
    """Whether a day lies before the same day of the month some months earlier."""
    return (made.year, made.month, made.day) < (oldest.year, oldest.month, decided.day)
