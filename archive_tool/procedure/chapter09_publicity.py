"""Chapter 9: the pre-appointment notice. Judged where it is recorded, case or decision."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.model.tree import groups, text
from archive_tool.procedure.rule import BOTH, LIKELY, SURE, Breach, Word, breach, joined, rule
from archive_tool.procedure.view import Candidate, View, day, flag, is_after, missing, number, when
from archive_tool.workdays import Count, add_workdays, period

_ARTICLE: Final = "《干部任用条例》第七章（2014年版第四十一条）"
_SHOWN: Final = frozenset({"提拔任职"})


def is_inclusive(view: View) -> bool:
    """Whether the day of publication counts: as the notice says, else as the organisation does."""
    own = flag(view.find("publicity"), "count_first_day")
    return view.terms.publicity_count_first if own is None else own


def end_of_notice(view: View) -> date | None:
    """The last day of the notice: as extended, as written, else worked out from its working days."""
    stated = view.day("publicity.extended_to") or view.day("publicity.end")
    start = view.day("publicity.start") or view.day("publicity.published_on")
    if stated is not None or start is None:
        return stated
    days = view.number("publicity.workdays") or view.terms.publicity_workdays
    published = view.day("publicity.published_on")
    before = published is not None and published < start
    first = start - timedelta(days=1) if before else start
    return add_workdays(first, days, view.calendar, count_first=is_inclusive(view) and not before).on


def _window(view: View) -> tuple[date, date, date] | None:
    """Day of publication, first and last day; None while they are not known."""
    start = view.day("publicity.start") or view.day("publicity.published_on")
    end = end_of_notice(view)
    if start is None or end is None:
        return None
    return view.day("publicity.published_on") or start, start, end


@rule(
    "R-901",
    Severity.ERROR,
    source=_ARTICLE,
    confidence=SURE,
    reads=("publicity",),
    title=("公示不少于五个工作日", "five working days at least"),
    says=(
        "公示期（{start}至{end}）有{days}个工作日，{problem}。",
        "The notice from {start} to {end} has {days} working day(s); {problem}.",
    ),
    remedy=(
        "请延长公示期；当日是否计入是各地口径，可以改定。",
        "Prolong the notice; whether its first day counts is a local term.",
    ),
    kinds=BOTH,
)
def long_enough(view: View) -> Iterator[Breach]:
    """Too few by either way of counting is an error; enough only with the day of publication a warning."""
    window = _window(view)
    if window is None:
        return
    published, start, end = window
    least = view.terms.publicity_workdays
    inclusive = period(published, start, end, view.calendar, count_first=True)
    strict = period(published, start, end, view.calendar)
    counted = inclusive if is_inclusive(view) else strict
    said = {"start": start, "end": end, "days": counted.days}
    if inclusive.days < least:
        yield breach("publicity.end", problem=Word(f"少于{least}个", f"fewer than {least}"), **said)
    elif counted.days < least:
        only = Word(f"计入发布当日才满{least}个", f"{least} only with the day of publication")
        yield breach("publicity.end", Severity.WARNING, problem=only, **said)
    yield from _provisional(counted, said)


def _provisional(counted: Count, said: dict[str, object]) -> Iterator[Breach]:
    """A period in a year whose holidays are not published cannot be sealed on."""
    if counted.provisional:
        word = Word("所在年度的放假安排尚未公布，待核", "the holidays of the year are not published yet: provisional")
        yield breach("publicity.start", problem=word, **said)


@rule(
    "R-902",
    Severity.ERROR,
    source=_ARTICLE,
    confidence=SURE,
    reads=("publicity", "deliberation.meeting.date", "appointment.documents"),
    title=("公示在决定之后、任免文件之前", "the notice after the decision, before the document"),
    says=("{problem}。", "{problem}."),
    remedy=("请核对决定、公示和任免文件的日期。", "Check the days of decision, notice and document."),
    kinds=BOTH,
)
def between(view: View) -> Iterator[Breach]:
    """Decision before the first day; last day before the document. Removals without a notice are left out."""
    start, end = view.day("publicity.start") or view.day("publicity.published_on"), end_of_notice(view)
    decided = view.decided_on
    if decided and start and start <= decided:
        yield breach(
            "publicity.start",
            problem=Word(
                f"公示开始（{start}）不晚于讨论决定（{decided}）",
                f"the notice begins on {start}, not after the decision ({decided})",
            ),
        )
    shown = {text(one, "person") for one in groups(view.find("publicity"), "persons")}
    for where, paper in view.entries("appointment.documents"):
        made = day(paper, "date")
        persons = groups(paper, "persons")
        concerns = not shown or not persons or any(text(one, "person") in shown for one in persons)
        if end and made and made <= end and concerns:
            yield breach(
                f"{where}.date",
                problem=Word(
                    f"任免文件（{made}）不晚于公示结束（{end}）",
                    f"the document of {made} is not after the notice ended ({end})",
                ),
            )
        if decided and made and made < decided:
            yield breach(
                f"{where}.date",
                problem=Word(
                    f"任免文件（{made}）早于讨论决定（{decided}）",
                    f"the document of {made} is before the decision ({decided})",
                ),
            )


@rule(
    "R-903",
    Severity.ERROR,
    source="常理",
    confidence=SURE,
    reads=("publicity",),
    title=("发布不晚于公示开始", "published by the first day"),
    says=(
        "公示开始（{start}）早于发布（{published}）。",
        "The notice begins on {start}, before it was published ({published}).",
    ),
    remedy=("请核对发布日期和公示开始日期。", "Check the two days."),
    kinds=BOTH,
)
def published_first(view: View) -> Iterator[Breach]:
    """A window never starts before publication."""
    published, start = view.day("publicity.published_on"), view.day("publicity.start")
    if published and start and published > start:
        yield breach("publicity.published_on", start=start, published=published)


@rule(
    "R-904",
    Severity.ERROR,
    source=_ARTICLE,
    confidence=SURE,
    reads=("publicity.persons", "candidates"),
    title=("破格提拔在公示中说明", "exceptional promotion is explained in the notice"),
    says=(
        "{name}属破格提拔，公示没有说明情形和理由。",
        "{name} is promoted exceptionally; the notice gives no circumstances and reason.",
    ),
    remedy=("请在公示人员的说明中写明破格情形和理由。", "Write them as the note of the person."),
    kinds=BOTH,
)
def exception_explained(view: View) -> Iterator[Breach]:
    """For each person shown."""
    for where, shown in view.entries("publicity.persons"):
        one = view.candidate(text(shown, "person"))
        if one is not None and one.is_exceptional and not text(shown, "note"):
            yield breach(f"{where}.note", name=one.name)


# formats.md 3.1, what a notice never shows: words that betray it in free text.
_PRIVATE_WORDS: Final = (
    "身份证",
    "住址",
    "家庭成员",
    "配偶",
    "婚姻",
    "健康状况",
    "宗教信仰",
    "收入",
    "个人有关事项",
    "得票",
    "测评结果",
    "谈话情况",
    "不足之处",
    "处分",
    "诫勉",
    "档案存疑",
    "信访",
    "举报人",
)
_FREE: Final = ("title", "basis", "addressee")


def _printed(view: View) -> Iterator[tuple[str, str]]:
    """The free text that a notice prints, each with its path."""
    node = view.find("publicity")
    for key in _FREE:
        if text(node, key):
            yield f"publicity.{key}", text(node, key)
    for where, shown in view.entries("publicity.persons"):
        for key in ("current_post", "proposed_post", "note"):
            if text(shown, key):
                yield f"{where}.{key}", text(shown, key)


@rule(
    "R-905",
    Severity.ERROR,
    source="本工具规则（个人信息保护）",
    confidence=LIKELY,
    reads=("publicity",),
    title=("公示不出现不宜公开的内容", "nothing private in the notice"),
    says=("公示文字出现“{word}”，属不宜公开的内容。", "The notice says “{word}”, which is not for the public."),
    remedy=(
        "请删去；公示只写简历要点、现任和拟任职务。",
        "Delete it; a notice shows the person, present and intended post.",
    ),
    kinds=BOTH,
)
def nothing_private(view: View) -> Iterator[Breach]:
    """Words of matters that are never shown."""
    for where, said in _printed(view):
        for word in _PRIVATE_WORDS:
            if word in said:
                yield breach(where, word=word)


def _must_be_shown(view: View, one: Candidate) -> bool:
    """Whether the promotion of a person is announced beforehand."""
    level, most = view.terms.level(text(one.post, "rank")), view.terms.level(view.terms.publicity_rank)
    exempt = text(one.node, "notice_exempt_reason") or flag(one.post, "secret_post")
    too_high = level is not None and most is not None and level > most
    return (
        one.purpose in _SHOWN
        and one.is_live
        and not exempt
        and not too_high
        and bool(text(one.node, "proposed_post") or one.post)
    )


@rule(
    "R-906",
    Severity.ERROR,
    source=_ARTICLE,
    confidence=SURE,
    reads=("publicity", "candidates", "positions", "appointment.documents"),
    title=("应公示的已公示", "whoever must be shown is shown"),
    says=("{name}属提拔任职，没有列入任前公示。", "{name} is promoted and is not in the pre-appointment notice."),
    remedy=(
        "请补办公示；不公示的写明原因（特殊岗位、换届考察时已公示）。",
        "Hold the notice, or say why there is none.",
    ),
    kinds=BOTH,
)
def everybody_shown(view: View) -> Iterator[Breach]:
    """Due with the notice, or with the document when there is no notice; without a list all in force are shown."""
    listed = {text(one, "person") for one in groups(view.find("publicity"), "persons")}
    published = view.has("publicity.start") or view.has("publicity.published_on")
    if not published and not view.has("appointment.documents"):
        return
    # A case whose meeting stands in a decision is judged there.
    for one in view.appointed if not published else view.discussed:
        if _must_be_shown(view, one) and (not published or (listed and one.id not in listed)):
            yield breach("publicity.persons" if published else "publicity", name=one.name)


_CONTACTS: Final = {
    "organisation": ("受理单位", "office"),
    "address": ("地址", "address"),
    "postcode": ("邮政编码", "postcode"),
    "phone": ("电话", "phone"),
}


@rule(
    "R-907",
    Severity.WARNING,
    source="公开公示样例",
    confidence=SURE,
    reads=("publicity.contacts", "org"),
    title=("受理方式齐全", "contacts complete"),
    says=("公示受理方式缺少：{lacking}。", "The contacts of the notice lack: {lacking}."),
    remedy=(
        "请补写受理方式，或在 archive-tool.yaml 的本单位中填写。",
        "Complete them, or fill in the organisation in archive-tool.yaml.",
    ),
    kinds=BOTH,
)
def contacts(view: View) -> Iterator[Breach]:
    """Office, address, postcode, phone, and a channel on the network; the organisation's own facts count."""
    if not view.has("publicity.start") and not view.has("publicity.published_on"):
        return
    node, org = view.find("publicity.contacts"), view.find("org")
    stand_in = {"organisation": "organisation_department"}
    lacking = [key for key in missing(node, _CONTACTS) if not text(org, stand_in.get(key, key))]
    table = {**_CONTACTS, "network": ("网络渠道", "network channel")}
    if len(missing(node, ("mail", "website", "hotline"))) == 3 and not text(org, "mail") and not text(org, "website"):  # noqa: PLR2004 (all)
        lacking.append("network")
    if lacking:
        yield breach("publicity.contacts", lacking=joined(lacking, table))


@rule(
    "R-909",
    Severity.ERROR,
    source="文本五（任职2）",
    confidence=SURE,
    reads=("publicity", "appointment.documents"),
    title=("公示结果先于任免文件", "the outcome is recorded before the document"),
    says=("{problem}。", "{problem}."),
    remedy=("请补录公示结论、日期和签字人。", "Record the conclusion, its day and signers."),
    kinds=BOTH,
)
def outcome(view: View) -> Iterator[Breach]:
    """A conclusion, signed, after the notice and no later than the document."""
    documents = view.days(("appointment.documents[].date",))
    if not view.has("publicity.start") or not (documents or view.is_closed):
        return
    concluded, end = view.day("publicity.conclusion_on"), end_of_notice(view)
    if not view.has("publicity.conclusion"):
        yield breach("publicity.conclusion", problem=Word("公示没有结论", "the notice has no conclusion"))
        return
    if not view.has("publicity.signers"):
        yield breach(
            "publicity.signers", Severity.WARNING, problem=Word("公示结论没有签字人", "nobody signed the conclusion")
        )
    if concluded and end and concluded < end:
        yield breach(
            "publicity.conclusion_on",
            problem=Word(
                f"公示结论（{concluded}）早于公示结束（{end}）",
                f"concluded on {concluded}, before the notice ended ({end})",
            ),
        )
    first = min((made for _, made in documents), default=None)
    if concluded and first and concluded > first:
        yield breach(
            "publicity.conclusion_on",
            problem=Word(
                f"公示结论（{concluded}）晚于任免文件（{first}）",
                f"concluded on {concluded}, after the document ({first})",
            ),
        )


@rule(
    "R-910",
    Severity.ERROR,
    source=_ARTICLE,
    confidence=SURE,
    reads=("publicity.objections", "candidates"),
    title=("公示反映逐件办结", "every reflection is dealt with"),
    says=("第{no}件公示反映{problem}。", "Reflection {no}: {problem}."),
    remedy=("请{do}；影响任职的不得任用。", "{do}; nobody is appointed whom it stands against."),
    kinds=BOTH,
)
def reflections(view: View) -> Iterator[Breach]:
    """Closed once the notice is over and concluded; nobody appointed against whom one stands."""
    appointed = {one.id for one in view.appointed}
    concluded = view.has("publicity.conclusion") or view.has("appointment.documents")
    numbers = []
    for place, (where, entry) in enumerate(view.entries("publicity.objections"), 1):
        no = number(entry, "no") or place
        numbers.append(no)
        if concluded and day(entry, "closed_on") is None:
            do = Word("办结后填写查核结果和办结日期", "Close it with outcome and day")
            yield breach(f"{where}.closed_on", no=no, problem=Word("没有办结", "is not closed"), do=do)
        elif flag(entry, "affects_use") and text(entry, "about") in appointed:
            yield breach(
                f"{where}.affects_use",
                no=no,
                problem=Word("影响任职，而该人选已任用", "stands against somebody who was appointed"),
                do=Word("核对查核结果和任免文件", "Check its outcome and the document"),
            )
    if numbers and view.text("publicity.conclusion") == "无反映":
        yield breach(
            "publicity.conclusion",
            no=numbers[0],
            problem=Word("已登记，结论却为“无反映”", "is registered, yet the conclusion says there was none"),
            do=Word(
                "把公示结论改为“反映已查清不影响”或“影响任职”（notice close 登记的，再执行一次即以后一次为准）",
                "Change the conclusion to 反映已查清不影响 or 影响任职; notice close once more replaces its own",
            ),
        )


@rule(
    "R-912",
    Severity.INFO,
    source="个人信息保护实践",
    confidence=LIKELY,
    reads=("publicity",),
    title=("公示期满撤下", "taken down afterwards"),
    says=("公示已于{end}期满，没有撤下日期。", "The notice ended on {end}; when it was taken down is not recorded."),
    remedy=("请撤下公示并填写撤下日期。", "Take it down and record the day."),
    kinds=BOTH,
)
def taken_down(view: View) -> Iterator[Breach]:
    """By today."""
    end = end_of_notice(view)
    if end and view.as_of > end and not view.has("publicity.taken_down_on"):
        yield breach("publicity.taken_down_on", end=end)


@rule(
    "R-913",
    Severity.WARNING,
    source="信息发布审批（更正意见）",
    confidence=SURE,
    reads=("publicity.release", "notice.release"),
    title=("发布前经审批", "approved before it was made public"),
    says=(
        "{what}的发布审批（{approved}）晚于发布（{published}）。",
        "The {what} was approved on {approved}, after it was made known ({published}).",
    ),
    remedy=("请核对审批日期和发布日期。", "Check the two days."),
    kinds=BOTH,
)
def approved_first(view: View) -> Iterator[Breach]:
    """Where an approval is recorded, it comes first."""
    for what, path, key in (
        (Word("考察预告", "inspection notice"), "notice", "date"),
        (Word("任前公示", "pre-appointment notice"), "publicity", "published_on"),
    ):
        approved, published = when(view.find(path), "release.approved_on"), when(view.find(path), key)
        if is_after(approved, published):
            yield breach(f"{path}.release.approved_on", what=what, approved=approved, published=published)
