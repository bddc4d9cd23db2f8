"""A person of the register -> what a notice may show of him: each field fetched by name, nothing comes along."""

from dataclasses import replace
from datetime import date
from typing import Final

from archive_tool.model.cases import Case, Person
from archive_tool.model.dates import Month
from archive_tool.model.notices import PublicPerson, TeamMember
from archive_tool.model.tree import Group, Node, Value, find, text, value

# Higher comes first; a word not listed ranks last.
_LEVELS: Final = ("博士", "研究生", "硕士", "大学", "本科", "大专", "专科", "高中", "中专", "中技", "初中")


def month_of(found: Value | None) -> Month | None:
    """The month of a date: the day, if one was written, is left behind here. None for a year alone or for text."""
    return Month(found.year, found.month) if isinstance(found, date | Month) else None


def education(person: Person) -> str:
    """The highest education with its degree, `大学学历，管理学学士`; 在职 before what was earned beside work."""
    found = [
        said
        for kind, before in (("fulltime", ""), ("parttime", "在职"))
        if (said := _schooling(find(person.record, f"education.{kind}"), before))
    ]
    return min(found, key=_rank, default="")


def _rank(said: str) -> int:
    return next((place for place, word in enumerate(_LEVELS) if word in said.partition("，")[0]), len(_LEVELS))


def _schooling(node: Node | None, before: str) -> str:
    level, degree = text(node, "level"), text(node, "degree")
    if level and not level.startswith(before):
        level = before + level
    if level and not level.endswith(("学历", "毕业", "肄业")):
        level += "学历"
    return "，".join(part for part in (level, degree) if part)


def current_post(person: Person) -> str:
    """The present post with its unit before it, unless the post names the unit itself."""
    unit, title = text(person.record, "current_post.unit"), text(person.record, "current_post.title")
    return title if not title or title.startswith(unit) else unit + title


def public_person(person: Person, entry: Group | None, printed: Group | None, position: Group | None) -> PublicPerson:
    """A person as the notice shows him.

    Args:
        person: of the register.
        entry: the entry of `candidates`, where the proposed post and an exceptional promotion stand.
        printed: the entry of `publicity.persons`, which wins where it says something.
        position: the post to be filled, for when the entry does not word it.
    """
    exceptional = flag(entry, "exceptional.is")
    proposed = text(printed, "proposed_post") or text(entry, "proposed_post") or text(position, "title")
    return PublicPerson(
        name=person.name,
        sex=text(person.record, "sex"),
        ethnicity=_nation(text(person.record, "ethnicity")),
        birth=month_of(person.value("birth")),
        native_place=text(person.record, "native_place").removesuffix("人"),
        education=education(person),
        politics=text(person.record, "politics") or ("中共党员" if month_of(person.value("party_join")) else ""),
        work_start=month_of(person.value("work_start")),
        current_post=text(printed, "current_post") or current_post(person),
        proposed_post=proposed.removeprefix("拟任"),
        circumstances=text(entry, "exceptional.circumstances") if exceptional else "",
        reason=text(entry, "exceptional.reason") if exceptional else "",
        note=text(printed, "note"),
        party_join=month_of(person.value("party_join")),
    )


def _nation(said: str) -> str:
    return f"{said}族" if said and not said.endswith(("族", "人")) else said


def inspected_person(case: Case, mention: Group) -> PublicPerson | None:
    """A person of an inspection notice: by id from the register, else as the notice itself writes him.

    Basic facts that the notice words itself (`basics`) stand in place of those of the register.
    """
    known, basics = case.person(text(mention, "person")), text(mention, "basics")
    name = known.name if known is not None else text(mention, "name")
    if not name:
        return None
    if known is None or basics:
        return PublicPerson(name=name, current_post=_post(mention), note=basics.removeprefix(name).lstrip("，, "))
    shown = public_person(known, None, None, None)
    return replace(shown, native_place="", work_start=None, current_post=_post(mention) or shown.current_post)


def team_member(case: Case, mention: Node | None, role: str = "") -> TeamMember | None:
    """A member of the team, `role` where the record gives none; None when nobody is named."""
    known = case.person(text(mention, "person"))
    name = known.name if known is not None else text(mention, "name")
    if not name:
        return None
    post = _post(mention) or (current_post(known) if known is not None else "")
    return TeamMember(name, text(mention, "role") or role, post)


def _post(mention: Node | None) -> str:
    unit, post = text(mention, "unit"), text(mention, "post")
    return post if not unit or post.startswith(unit) else unit + post


def is_group(node: Node | None) -> Group | None:
    """The node when it is a group."""
    return node if isinstance(node, Group) else None


def flag(node: Node | None, path: str) -> bool:
    """Whether a yes/no field says yes."""
    return value(node, path) is True
