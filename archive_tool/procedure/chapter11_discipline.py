"""Chapter 11: discipline, secrecy and custody."""

import re
from collections.abc import Iterator
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.model.tree import Group, find, groups, leaves, rows, text
from archive_tool.procedure.rule import BOTH, LIKELY, SURE, Breach, Word, breach, rule
from archive_tool.procedure.view import View, day, is_after, when


@rule(
    "R-1101",
    Severity.WARNING,
    source="文本四",
    confidence=SURE,
    reads=("team", "notice.time_from"),
    title=("考察组承诺书", "pledges of the team"),
    says=("{problem}。", "{problem}."),
    remedy=("请补录承诺书签署日期，应在考察开始之前。", "Record when the pledges were signed; before the inspection."),
)
def pledged(view: View) -> Iterator[Breach]:
    """All signed, before the start."""
    if not view.is_at("C"):
        return
    start, together = view.day("notice.time_from"), view.day("team.pledge_signed_on")
    if together is None:
        signed = {
            one.key
            for where, entry in view.entries("team.pledges")
            if day(entry, "signed_on")
            for one in view.named(find(entry, "person"), where)
        }
        lacking = "、".join(one.name for one in view.team if one.key not in signed)
        if lacking:
            yield breach("team.pledge_signed_on", problem=Word(f"没有{lacking}的承诺书", f"no pledge of {lacking}"))
    elif start and together > start:
        yield breach(
            "team.pledge_signed_on",
            problem=Word(
                f"承诺书签署（{together}）晚于考察开始（{start}）",
                f"the pledge ({together}) was signed after the start ({start})",
            ),
        )


@rule(
    "R-1102",
    Severity.WARNING,
    source="文本四第三条；保守国家秘密法",
    confidence=SURE,
    reads=("secrecy",),
    title=("案卷密级", "secrecy of the dossier"),
    says=(
        "案卷密级写为“公开”，考察和讨论材料不应公开。",
        "The dossier is marked 公开; inspection and discussion are not public.",
    ),
    remedy=(
        "请改为工作秘密或相应密级；单件可公开的由归档范围规定。",
        "Mark it 工作秘密 or higher; the file plan says which items are public.",
    ),
    kinds=BOTH,
)
def not_public(view: View) -> Iterator[Breach]:
    """The organisation's default stands where nothing is said."""
    if text(view.case.record, "secrecy") == "公开":
        yield breach("secrecy")


_ID_NUMBER: Final = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_HOME: Final = re.compile(r"\d+(?:号楼|栋|幢|单元|室)")
_PATTERNS: Final = (
    (_ID_NUMBER, Word("身份证号码", "an identity number")),
    (_MOBILE, Word("手机号码", "a mobile number")),
    (_HOME, Word("家庭住址", "a home address")),
)


@rule(
    "R-1103",
    Severity.ERROR,
    source="个人信息保护法；2017年公示泄露事件",
    confidence=SURE,
    reads=("publicity", "notice"),
    title=("对外文字没有个人标识", "no personal identifiers in public text"),
    says=("文字中有{what}。", "The text holds {what}."),
    remedy=("请删去；受理方式写单位的固定电话和地址。", "Delete it; contacts are the office's own phone and address."),
    kinds=BOTH,
)
def no_identifiers(view: View) -> Iterator[Breach]:
    """In everything that the notices print; contacts of the receiving office may hold an address."""
    for section in ("publicity", "notice"):
        node = view.find(section)
        if not isinstance(node, Group):
            continue
        for leaf in leaves(node):
            if isinstance(leaf.value, str) and ".objections" not in leaf.place.field:
                for pattern, what in _PATTERNS:
                    office = pattern is not _ID_NUMBER and any(
                        part in leaf.place.field for part in (".contacts", ".phone", ".place", ".mailbox", ".team")
                    )
                    if pattern.search(leaf.value) and not office:
                        yield breach(leaf.place.field or section, what=what)


@rule(
    "R-1104",
    Severity.WARNING,
    source="文本四第三条",
    confidence=SURE,
    reads=("custody",),
    title=("载体登记完整", "carriers are accounted for"),
    says=("载体“{label}”{problem}。", "Carrier “{label}” {problem}."),
    remedy=("请补录移交、接收和归还。", "Record hand-over, receiver and return."),
)
def carriers(view: View) -> Iterator[Breach]:
    """Handed over and received by somebody; returned when the case is closed."""
    for where, entry in view.entries("custody"):
        label = text(entry, "label") or text(entry, "carrier")
        if day(entry, "handed_on") and not (find(entry, "handed_by") and find(entry, "received_by")):
            yield breach(where, label=label, problem=Word("没有移交人或接收人", "has no giver or receiver"))
        if view.is_closed and day(entry, "handed_on") and not day(entry, "returned_on") and not text(entry, "place"):
            yield breach(
                f"{where}.returned_on",
                label=label,
                problem=Word("没有归还，也没有存放地点", "was not returned and has no place"),
            )
        if is_after(when(entry, "handed_on"), when(entry, "returned_on")):
            yield breach(
                f"{where}.returned_on",
                label=label,
                problem=Word("归还早于移交", "was returned before it was handed over"),
            )


@rule(
    "R-1105",
    Severity.WARNING,
    source="文本四；档案法",
    confidence=LIKELY,
    reads=("log", "paper_kept"),
    title=("案卷移交借阅有登记", "custody of the dossier is logged"),
    says=("案卷已结，没有移交登记。", "The case is closed and no hand-over is logged."),
    remedy=("请在纪实中补记移交（种类：移交）。", "Log the hand-over (kind 移交)."),
)
def handed_over(view: View) -> Iterator[Breach]:
    """For paper that is kept."""
    kept = text(view.case.record, "paper_kept") == "True"
    if kept and view.is_closed and not any(text(entry, "kind") == "移交" for _, entry in view.entries("log")):
        yield breach("log")


@rule(
    "R-1106",
    Severity.INFO,
    source="文本四第二条",
    confidence=SURE,
    reads=("team.pledge_text",),
    title=("承诺不收礼不赴宴", "the pledge names gifts and entertainment"),
    says=("承诺内容没有提到礼品礼金或宴请娱乐。", "The pledge does not mention gifts or entertainment."),
    remedy=("请补充承诺内容。", "Complete the pledge."),
)
def pledge_text(view: View) -> Iterator[Breach]:
    """Where the text is in the record."""
    said = view.text("team.pledge_text")
    if said and not any(word in said for word in ("礼品", "礼金", "宴请", "娱乐", "十严禁", "八项规定")):
        yield breach("team.pledge_text")


@rule(
    "R-1108",
    Severity.ERROR,
    source="文本四第五条（防止带病提拔）",
    confidence=SURE,
    reads=("candidates", "people.*.sanctions", "deliberation.meeting.date"),
    title=("影响期内不提拔", "nobody is promoted while a sanction lasts"),
    says=(
        "{name}的{kind}影响期至{until}，讨论决定时（{decided}）未满。",
        "The {kind} of {name} lasts until {until}; it was in effect at the decision ({decided}).",
    ),
    remedy=("请核对影响期；未满的不得提交讨论。", "Check its end; nobody is discussed before it."),
)
def no_sanction(view: View) -> Iterator[Breach]:
    """Before the meeting R-320 warns."""
    for one in (
        view.discussed if view.decided_on and view.purpose in ("提拔任职", "进一步使用", "换届", "职级晋升") else ()
    ):
        for sanction in groups(one.person, "sanctions"):
            until = when(sanction, "effect_until")
            if until is not None and not is_after(view.decided_on, until):
                yield breach(one.path, name=one.name, kind=text(sanction, "kind"), until=until, decided=view.decided_on)


@rule(
    "R-1109",
    Severity.WARNING,
    source="文本四第七条、文本一（谁考察谁负责）",
    confidence=SURE,
    reads=("responsibility", "reports", "responsible"),
    title=("写明责任人", "who answers is named"),
    says=("{name}的考察材料没有写明责任人。", "The report on {name} does not say who answers for it."),
    remedy=("请填写考察材料的考察组成员（签字人）或责任人。", "Name the authors of the report or who is responsible."),
)
def responsible_named(view: View) -> Iterator[Breach]:
    """Each report names its authors or who is responsible, or the case does."""
    everybody = any(
        text(entry, "item") == "C6" and rows(entry, "persons") for _, entry in view.entries("responsibility")
    )
    for where, report in view.entries("reports"):
        if not everybody and not rows(report, "authors") and not rows(report, "responsible"):
            candidate = view.candidate(text(report, "candidate"))
            yield breach(where, name=candidate.name if candidate else text(report, "candidate"))
