"""Notice -> its words: the one source for web page, paste-ready text and Word (formats 3.1, 3.2).

What the room and the corridor call:

    paragraphs(notice) -> tuple[Paragraph]      the text in order
    body_text(notice), digest(notice)           the same as one text, and the SHA-256 that stands on every copy
    fixed_words() -> tuple[str]                 what every notice says, whoever it is about
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from string import Formatter
from typing import Final

from archive_tool.model.dates import Month
from archive_tool.model.notices import Contacts, Notice, NoticeKind, PublicPerson, TeamMember

_ETC_FROM: Final = 3  # from three persons on a title names the first and 等 (corrections, Papers)
_NAMES = {NoticeKind.INSPECTION: "干部考察预告", NoticeKind.APPOINTMENT: "干部任前公示"}
# Everything a notice says by itself; {} takes public values only.
_SAY: Final = {
    "title.E1": "关于{names}同志拟任职的公示",
    "title.C1": "关于考察{names}同志的预告",
    "numbered": "{name}（{number}）",
    "addressee": "{addressee}：",
    "basis": "根据《党政领导干部选拔任用工作条例》有关规定，{decided}现将{whom}的有关情况公示如下：",
    "decided": "经{on}{body}研究决定，",
    "whom.one": "{name}同志拟任职",
    "whom.many": "{name}等{number}名同志拟任职",
    "person.born": "{birth}生",
    "person.native": "{place}人",
    "person.work": "{month}参加工作",
    "person.current": "现任{post}",
    "person.proposed": "拟任{post}",
    "person.circumstances": "破格提拔情形：{text}。",
    "person.reason": "破格提拔理由：{text}。",
    "period": "公示期限：{start}至{end}（{workdays}个工作日）。",
    "period.extended": "公示期限：{start}至{end}（已延长，共{workdays}个工作日）。",
    "amended": "本公示已于{on}更正，公示期限不变。",
    "amended.restarted": "本公示已于{on}更正，公示期限自更正后重新计算。",
    "amended.C1": "本预告已于{on}更正。",
    "reply": "公示期间，如对公示对象有情况和问题需要反映，请通过以下方式向{organisation}反映。"
    "反映情况应当真实、具体，提倡署真实姓名并留下联系方式；以单位名义反映的，应当加盖公章。"
    "对反映的情况和问题，我们将认真调查核实，对反映人的信息严格保密，并对署名反映的予以答复。",
    "contact.organisation": "受理单位：{value}",
    "contact.address": "地址：{value}",
    "contact.postcode": "邮政编码：{value}",
    "contact.phone": "电话：{value}",
    "contact.hotline": "举报电话：{value}",
    "contact.mail": "电子邮箱：{value}",
    "contact.box": "意见箱：{value}",
    "contact.website": "举报网站：{value}",
    "contact.hours": "接待时间：{value}",
    "preview": "根据干部工作安排，考察组将于{start}至{end}开展干部考察工作。现将有关事项预告如下：",
    "preview.at": "根据干部工作安排，考察组将于{start}至{end}在{place}开展干部考察工作。现将有关事项预告如下：",
    "task": "考察任务：{text}",
    "posts": "考察职位：{text}",
    "standards": "任职标准：",
    "mode": "考察方式：{mode}考察",
    "objects": "考察对象：",
    "objects.several": "符合条件人选：",
    "team": "考察组成员：",
    "member": "{role}：{name}（{post}）",
    "member.no_post": "{role}：{name}",
    "invite": "考察期间，欢迎广大干部群众通过以下方式向考察组反映情况、提出意见。"
    "反映情况应当客观真实，提倡署真实姓名。",
    "closing": "特此预告。",
    "annex": "附件：{name}",
    "annexes": "附件：1.{name}",
    "annexes.more": "{number}.{name}",
}
_HEAD: Final = ("title", "number")
_CONTACTS: Final = ("organisation", "address", "postcode", "phone", "hotline", "mail", "website", "hours")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `role`: title number addressee text heading person period contact annex signature date."""

    role: str
    text: str


def chinese(day: date) -> str:
    """2026年5月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_month(month: Month) -> str:
    """1983年10月."""
    return f"{month.year}年{month.month}月"


def plain_title(notice: Notice) -> str:
    """A title without persons, for feeds, calendars and file lists: 干部任前公示（2026年第3号）."""
    if not notice.number:
        return _NAMES[notice.kind]
    return _say("numbered", name=_NAMES[notice.kind], number=notice.number)


def usual_title(kind: NoticeKind, persons: tuple[PublicPerson, ...]) -> str:
    """The title by the number of persons: one name, two joined, from three on the first and 等."""
    names = [person.name for person in persons]
    shown = f"{names[0]}等" if len(names) >= _ETC_FROM else "、".join(names)
    return _say(f"title.{kind.value}", names=shown)


def usual_basis(persons: tuple[PublicPerson, ...], decided_on: date | None, body: str) -> str:
    """The basis sentence when the record words none: regulation, meeting and day that decided, and whom it is about."""
    decided = _say("decided", on=chinese(decided_on), body=body) if decided_on and body else ""
    key = "whom.one" if len(persons) == 1 else "whom.many"
    return _say("basis", decided=decided, whom=_say(key, name=persons[0].name, number=len(persons)))


def sentence(person: PublicPerson) -> str:
    """姓名，性别，民族，出生年月，籍贯，学历学位，政治面貌，参加工作时间，现任…，拟任…。 What is absent is left out."""
    parts = (
        person.name,
        person.sex,
        person.ethnicity,
        _say("person.born", birth=chinese_month(person.birth)) if person.birth else "",
        _say("person.native", place=person.native_place) if person.native_place else "",
        person.education,
        person.politics,
        _say("person.work", month=chinese_month(person.work_start)) if person.work_start else "",
        _say("person.current", post=person.current_post) if person.current_post else "",
        _say("person.proposed", post=person.proposed_post) if person.proposed_post else "",
    )
    said = "，".join(part for part in parts if part)
    said += "。" if said != person.name or not person.note else "，"
    if person.circumstances:
        said += _say("person.circumstances", text=_bare(person.circumstances))
    if person.reason:
        said += _say("person.reason", text=_bare(person.reason))
    return said + (f"{_bare(person.note)}。" if person.note else "")


def _bare(text: str) -> str:
    """Without the full stop at its end, line breaks closed up."""
    return "".join(line.strip() for line in text.splitlines()).rstrip("。.；;")


def paragraphs(notice: Notice) -> tuple[Paragraph, ...]:
    """The whole text of a notice, in order."""
    body = _inspection if notice.kind is NoticeKind.INSPECTION else _appointment
    return tuple(Paragraph(role, text) for role, text in (*_head(notice), *body(notice), *_foot(notice)) if text)


def _head(notice: Notice) -> Iterator[tuple[str, str]]:
    yield "title", notice.title
    if notice.number and notice.number not in notice.title:
        yield "number", notice.number
    if notice.addressee:
        yield "addressee", _say("addressee", addressee=notice.addressee.rstrip("：:"))


def _foot(notice: Notice) -> Iterator[tuple[str, str]]:
    for number, annex in enumerate(notice.annexes, start=1):
        # A single annex bears no number (corrections, Papers).
        key = "annex" if len(notice.annexes) == 1 else "annexes" if number == 1 else "annexes.more"
        yield "annex", _say(key, number=number, name=annex)
    yield "signature", notice.signature
    yield "date", chinese(notice.dated)


def _appointment(notice: Notice) -> Iterator[tuple[str, str]]:
    yield "text", notice.basis
    for person in notice.persons:
        yield "person", sentence(person)
    yield "period", period_sentence(notice)
    for amendment in notice.amendments:
        yield "text", _say("amended.restarted" if amendment.restarted else "amended", on=chinese(amendment.on))
    yield "text", _say("reply", organisation=notice.contacts.organisation or notice.signature)
    yield from _contacts(notice.contacts)


def period_sentence(notice: Notice) -> str:
    """The sentence that says how long the notice is up."""
    period = notice.period
    key = "period.extended" if period.extended else "period"
    return _say(key, start=chinese(period.start), end=chinese(period.end), workdays=period.workdays)


def _inspection(notice: Notice) -> Iterator[tuple[str, str]]:
    start, end = notice.visit or (notice.period.start, notice.period.end)
    key = "preview.at" if notice.place else "preview"
    yield "text", notice.basis or _say(key, start=chinese(start), end=chinese(end), place=notice.place)
    if notice.task:
        yield "text", _say("task", text=_bare(notice.task) + "。")
    if notice.posts:
        yield "text", _say("posts", text="、".join(notice.posts) + "。")
    if notice.standards:
        yield "heading", _say("standards")
        yield from (("text", _bare(standard) + "。") for standard in notice.standards)
    if notice.mode:
        yield "text", _say("mode", mode=notice.mode) + "。"
    if notice.persons:
        yield "heading", _say("objects" if len(notice.persons) == 1 else "objects.several")
        yield from (("person", sentence(person)) for person in notice.persons)
    if notice.team:
        yield "heading", _say("team")
        yield from (("text", _member(member) + "。") for member in notice.team)
    for amendment in notice.amendments:
        yield "text", _say("amended.C1", on=chinese(amendment.on))
    yield "text", _say("invite")
    yield from _contacts(notice.contacts)
    yield "text", _say("closing")


def _member(member: TeamMember) -> str:
    return _say("member" if member.post else "member.no_post", role=member.role, name=member.name, post=member.post)


def _contacts(contacts: Contacts) -> Iterator[tuple[str, str]]:
    for name in _CONTACTS:
        value = getattr(contacts, name)
        if value:
            # What an inspection notice calls 意见箱或邮箱 is a mail address only when it looks like one.
            key = "box" if name == "mail" and "@" not in value else name
            yield "contact", _say(f"contact.{key}", value=value)


def body_text(notice: Notice) -> str:
    """The text as one, a line a paragraph: what the digest is of."""
    return "\n".join(paragraph.text for paragraph in paragraphs(notice))


def digest(notice: Notice) -> str:
    """SHA-256 of `body_text` in UTF-8, 64 small hexadecimal digits: equal on web page, text and Word."""
    return digest_of(paragraphs(notice))


def digest_of(said: tuple[Paragraph, ...]) -> str:
    """The same of paragraphs at hand."""
    return sha256("\n".join(paragraph.text for paragraph in said).encode()).hexdigest()


def for_templates(notice: Notice) -> dict[str, object]:
    """The words for a Word template, plain data: `paragraphs` (role, text) and `digest`.

    Between head and text, and before the signature, stands a paragraph of the role `gap` without a word.
    """
    said = paragraphs(notice)
    shown: list[dict[str, str]] = []
    for paragraph in said:
        last = shown[-1]["role"] if shown else ""
        if paragraph.role == "signature" or (last in _HEAD and paragraph.role not in _HEAD):
            shown.append({"role": "gap", "text": ""})
        shown.append({"role": paragraph.role, "text": paragraph.text})
    return {"paragraphs": shown, "digest": digest_of(said)}


def fixed_words() -> tuple[str, ...]:
    """Every piece of text that a notice says by itself."""
    pieces = {literal for said in _SAY.values() for literal, _, _, _ in Formatter().parse(said)}
    return tuple(sorted((pieces | set(_NAMES.values())) - {""}))


def _say(key: str, **public: object) -> str:
    return _SAY[key].format(**public)
