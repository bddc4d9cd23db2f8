"""The fields a query may name, what an entry has in them, and how their values are compared."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from archive_tool.model.entries import Entry
from archive_tool.search.words import kept

# Field -> the names a person may write for it.
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("person", "人员", "姓名", "人"),
    "unit": ("unit", "单位", "部门"),
    "post": ("post", "职务", "职位"),
    "year": ("year", "年度", "年份"),
    "date": ("date", "日期", "时间"),
    "item": ("item", "件", "材料"),
    "stage": ("stage", "环节", "阶段"),
    "kind": ("kind", "种类", "类别"),
    "secrecy": ("secrecy", "密级"),
    "code": ("code", "档号"),
    "title": ("title", "题名", "标题"),
    "doc_no": ("doc_no", "文号"),
    "case": ("case", "案卷"),
    "retention": ("retention", "保管期限"),
    "role": ("role", "身份", "角色"),
    "mode": ("mode", "方式"),
    "purpose": ("purpose", "目的"),
    "result": ("result", "结果"),
    "agrees": ("agrees", "一致"),
}
BY_NAME: Final = {name: field for field, names in NAMES.items() for name in names}
RECUSED: Final = "recused"  # who sees nothing of the case; nobody can ask for it
FORMER: Final = "former"  # 曾用名: asked together with `person`
COVER: Final = "cover"  # held by the entry of a package itself
_FACTS: Final = ("code", "mode", "purpose", "result", "agrees")
_NUMBER: Final = re.compile(r"\d+")


def values(entry: Entry) -> dict[str, tuple[str, ...]]:
    """What an entry has in each field, empty ones left out; `role` has 考察对象 高明远."""
    own: dict[str, Iterable[str]] = {
        "person": (person.name for person in entry.people),
        FORMER: (name for person in entry.people for name in person.former_names),
        "role": (f"{person.role} {person.name}" for person in entry.people),
        "unit": entry.units,
        "post": entry.posts,
        "year": (str(entry.year),) if entry.year else (),
        "item": (entry.item,),
        "stage": (entry.stage,),
        "kind": (entry.kind,),
        "secrecy": (entry.secrecy,),
        "title": (entry.title,),
        "doc_no": (entry.doc_no,),
        "case": (entry.case,),
        "retention": (entry.retention,),
        RECUSED: entry.recused,
        COVER: () if entry.item else (COVER,),
        **{fact: (entry.facts.get(fact, ""),) for fact in _FACTS},
    }
    found = {field: tuple(dict.fromkeys(value for value in of_field if value)) for field, of_field in own.items()}
    return {field: of_field for field, of_field in found.items() if of_field}


def head(of_fields: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What a word finds besides the text, of the values of an entry: title, numbers, names, units, posts."""
    shown = ("title", "doc_no", "code", "person", FORMER, "unit", "post", "case")
    return tuple(value for field in shown for value in of_fields.get(field, ()))


def fits(field: str, value: str, wanted: str) -> bool:
    """Whether a kept value meets a kept query value: for an item's code the whole code (C6 finds C6-2, not C60)."""
    if field == "year":
        return value == wanted.removesuffix("年")
    if field == "item":
        return value == wanted or value.startswith(wanted + "-")
    return wanted in value


def rank(value: str) -> tuple[tuple[int, str], ...]:
    """Orders values as a person counts: C2 before C10."""
    parts = _NUMBER.split(value)
    numbers = [int(number) for number in _NUMBER.findall(value)] + [0]
    return tuple((number, part) for part, number in zip(parts, [-1, *numbers], strict=False))


def between(value: str, low: str, high: str) -> bool:
    """Whether a kept value lies between two kept bounds; an empty one is open, and what begins with the upper is in."""
    return (not low or rank(value) >= rank(low)) and (not high or value.startswith(high) or rank(value) <= rank(high))


def kept_value(value: str) -> str:
    """A value as it is compared."""
    return kept(value).strip()
