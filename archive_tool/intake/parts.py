"""How the elements of a form become facts of a person and facts become elements again, part by part.

Each part reads some elements into some facts and writes those facts back. What it cannot read stays in the element's
text, which is kept beside the facts, so that nothing is lost and the way back gives the same file.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from archive_tool.intake import resumes, reviews
from archive_tool.intake.digits import compact, dotted, is_year
from archive_tool.intake.forms import FAMILY, LABELS, Facts
from archive_tool.intake.lrmx import family_of, members_of

_HAN_SPACE: Final = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_ID_NUMBER: Final = re.compile(r"\d{17}[\dX]|\d{15}", re.ASCII)
_ID_LONG: Final = 18
_AGE: Final = re.compile(r"(\d{1,3})岁?", re.ASCII)
_GONE: Final = re.compile("已?去世|已故|病故")
_AND_PARTY: Final = re.compile(r"([\d.年月\s]+?)\s*[;；,，、]\s*(\D+)", re.ASCII)
_LONG: Final = 200
_SEXES: Final = ("男", "女")
_MEMBER: Final = {
    "ChengWei": "relation", "XingMing": "name", "ChuShengRiQi": "birth", "ZhengZhiMianMao": "politics",
    "GongZuoDanWeiJiZhiWu": "post",
}  # fmt: skip
CUSTOM: Final = {
    "NiRenZhiWu": "拟任职务",
    "NiMianZhiWu": "拟免职务",
    "RenMianLiYou": "任免理由",
    "GaiGeQianRenZhiNianLingJieXian": "改革前任职年龄界限",
    "Version": "审批表软件版本",
}


@dataclass(frozen=True, slots=True)
class Note:
    """What a part has to say of an element: the rule of a finding and its facts.

    `lost` is whether something stays unread, so that a roster's row with it is not taken.
    """

    rule: str
    tag: str
    facts: Mapping[str, object]
    lost: bool = True


Texts = Mapping[str, str]
Notes = list[Note]


@dataclass(frozen=True, slots=True)
class Part:
    """Some elements (`tags`) and the facts that they say (`keys`)."""

    tags: tuple[str, ...]
    keys: tuple[str, ...]
    take: Callable[[Texts, Notes], Facts]
    give: Callable[[Facts], dict[str, str]]


def said(facts: Facts, key: str) -> str:
    """A fact that is one text; empty when it is not there."""
    found = facts.get(key, "")
    return found if isinstance(found, str) else ""


def listed(facts: Facts, key: str) -> list[dict[str, str]]:
    """A fact that is a list; empty when it is not there."""
    found = facts.get(key, [])
    return found if isinstance(found, list) else []


def text(tag: str, key: str) -> Part:
    """An element that is taken as it stands, without the white space around it."""

    def take(texts: Texts, _notes: Notes) -> Facts:
        found = texts.get(tag, "").strip()
        return {key: found} if found else {}

    return Part((tag,), (key,), take, lambda facts: {tag: said(facts, key)})


def day(tag: str, key: str) -> Part:
    """An element that is a month or a day."""

    def take(texts: Texts, notes: Notes) -> Facts:
        found = _dated(texts.get(tag, "").strip(), tag, notes)
        return {key: found} if found else {}

    return Part((tag,), (key,), take, lambda facts: {tag: compact(said(facts, key))})


def _dated(told: str, tag: str, notes: Notes) -> str:
    """The month or day that a text says; empty, with a note, when it says none."""
    found = dotted(told) if told else ""
    if told and (not found or is_year(found)):
        notes.append(Note("I-102" if found else "I-101", tag, {"label": LABELS[tag], "value": told}))
        return ""
    return found


def _take_name(texts: Texts, _notes: Notes) -> Facts:
    found = _HAN_SPACE.sub("", texts.get("XingMing", "").strip())
    return {"name": found} if found else {}


def _take_sex(texts: Texts, notes: Notes) -> Facts:
    found = texts.get("XingBie", "").strip().removesuffix("性")
    if found and found not in _SEXES:
        notes.append(Note("I-103", "XingBie", {"label": "性别", "value": found, "known": "、".join(_SEXES)}))
        return {}
    return {"sex": found} if found else {}


def _take_id(texts: Texts, notes: Notes) -> Facts:
    found = texts.get("ShenFenZheng", "").strip().upper()
    if found and not _ID_NUMBER.fullmatch(found):
        notes.append(Note("I-104", "ShenFenZheng", {"length": len(found)}))
        return {}
    return {"id_number": found} if found else {}


def _take_party(texts: Texts, notes: Notes) -> Facts:
    """入党时间, with another party behind it, or that party alone; 政治面貌 as it stands, or by the date."""
    told = texts.get("RuDangShiJian", "").strip()
    politics = texts.get("ZhengZhiMianMao", "").strip()
    facts: Facts = {}
    both = _AND_PARTY.fullmatch(told) if len(told) < _LONG else None
    if both and dotted(both[1]):
        facts["other_parties"] = [{"party": both[2].strip()}]
        told = both[1]
    joined = told if told and not told[0].isdigit() else _dated(told, "RuDangShiJian", notes)
    if joined:
        facts["party_join"] = joined
    if not politics and dotted(joined):
        politics = "中共党员"
        notes.append(Note("I-117", "RuDangShiJian", {"value": joined}, lost=False))
    if politics:
        facts["politics"] = politics
    return facts


def _give_party(facts: Facts) -> dict[str, str]:
    joined, politics = said(facts, "party_join"), said(facts, "politics")
    others = "、".join(each["party"] for each in listed(facts, "other_parties") if each.get("party"))
    told = compact(joined)
    plain = politics == "中共党员" and dotted(joined) != ""
    together = "；".join(each for each in (told, others) if each) if told != others else told
    return {"RuDangShiJian": together, "ZhengZhiMianMao": "" if plain else politics}


def _schooling(prefix: str, key: str) -> Part:
    """学历 and 学位 of one education, each with its school; one school where the form names the same twice."""
    level, degree = f"{prefix}_XueLi", f"{prefix}_XueWei"
    schools = f"{level}_BiYeYuanXiaoXi", f"{degree}_BiYeYuanXiaoXi"

    def take(texts: Texts, notes: Notes) -> Facts:
        first, second = (texts.get(tag, "").strip() for tag in schools)
        if first and second and first != second:
            facts = {"label": LABELS[schools[1]], "value": second}
            notes.append(Note("I-114", schools[1], facts, lost=False))
        found = {
            f"{key}.level": texts.get(level, "").strip(),
            f"{key}.degree": texts.get(degree, "").strip(),
            f"{key}.school": first or second,
        }
        return {path: each for path, each in found.items() if each}

    def give(facts: Facts) -> dict[str, str]:
        school = said(facts, f"{key}.school") + said(facts, f"{key}.major")
        of_level, of_degree = said(facts, f"{key}.level"), said(facts, f"{key}.degree")
        return {
            level: of_level,
            degree: of_degree,
            schools[0]: school if of_level or not of_degree else "",
            schools[1]: school if of_degree else "",
        }

    keys = tuple(f"{key}.{each}" for each in ("level", "degree", "school", "major"))
    return Part((level, degree, *schools), keys, take, give)


def _take_resume(texts: Texts, notes: Notes) -> Facts:
    found, undated = resumes.periods(texts.get("JianLi", ""))
    notes += [Note("I-105", "JianLi", {"text": line}, lost=False) for line in undated]
    notes += [
        Note(seam.rule, "JianLi", {"end": seam.end, "start": seam.start}, lost=False) for seam in resumes.seams(found)
    ]
    return {"resume": found} if found else {}


def _take_reviews(texts: Texts, notes: Notes) -> Facts:
    found, left = reviews.grades(texts.get("NianDuKaoHeJieGuo", ""))
    if left:
        notes.append(Note("I-109", "NianDuKaoHeJieGuo", {"text": left}))
    return {"annual_reviews": found} if found else {}


def _take_family(texts: Texts, notes: Notes) -> Facts:
    members = members_of(texts.get(FAMILY, "") or f"<{FAMILY}/>")
    if members is None:
        notes.append(Note("I-109", FAMILY, {"text": LABELS[FAMILY]}))
        return {}
    found = []
    for member in members:
        relative = _relative(member, notes)
        if relative and "relation" not in relative:
            notes.append(Note("I-110", FAMILY, {"name": relative.get("name", "")}))
        elif relative:
            found.append(relative)
    return {"family": found} if found else {}


def _relative(member: Mapping[str, str], notes: Notes) -> dict[str, str]:
    said_of = {key: member[tag].strip() for tag, key in _MEMBER.items() if member.get(tag, "").strip()}
    born = said_of.pop("birth", "")
    age = _AGE.fullmatch(born)
    if dotted(born):
        said_of["birth"] = dotted(born)
    elif age:
        said_of["age"] = age[1]
    elif born:
        notes.append(Note("I-101", FAMILY, {"label": LABELS["ChuShengNianYue"], "value": born}))
    if _GONE.search(said_of.get("post", "")):
        said_of["deceased"] = "是"
    return said_of


def _give_family(facts: Facts) -> dict[str, str]:
    members = []
    for relative in listed(facts, "family"):
        born = compact(relative["birth"]) if "birth" in relative else relative.get("age", "")
        post = relative.get("post", "") or ("已去世" if relative.get("deceased") == "是" else "")
        told = relative | {"birth": born, "post": post}
        members.append({tag: told.get(key, "") for tag, key in _MEMBER.items()})
    return {FAMILY: family_of(members)}


def born_by(number: str) -> str:
    """The month of birth that an identity number says, dotted."""
    told = number[6:12] if len(number) == _ID_LONG else f"19{number[6:10]}"
    return dotted(told)


def sex_by(number: str) -> str:
    """The sex that an identity number says (odd is male)."""
    return "男" if int(number[16] if len(number) == _ID_LONG else number[14]) % 2 else "女"


PARTS: Final = (
    Part(("XingMing",), ("name",), _take_name, lambda facts: {"XingMing": said(facts, "name")}),
    Part(("XingBie",), ("sex",), _take_sex, lambda facts: {"XingBie": said(facts, "sex")}),
    day("ChuShengNianYue", "birth"),
    text("MinZu", "ethnicity"),
    text("JiGuan", "native_place"),
    text("ChuShengDi", "birth_place"),
    Part(
        ("RuDangShiJian", "ZhengZhiMianMao"), ("party_join", "other_parties", "politics"), _take_party, _give_party
    ),
    day("CanJiaGongZuoShiJian", "work_start"),
    day("DaoLingNianYue", "retirement_due"),
    text("JianKangZhuangKuang", "health"),
    text("ZhuanYeJiShuZhiWu", "professional_title"),
    text("ShuXiZhuanYeYouHeZhuanChang", "expertise"),
    _schooling("QuanRiZhiJiaoYu", "education.fulltime"),
    _schooling("ZaiZhiJiaoYu", "education.parttime"),
    text("XianRenZhiWu", "current_post.title"),
    Part(("JianLi",), ("resume",), _take_resume, lambda facts: {"JianLi": resumes.lines(listed(facts, "resume"))}),
    text("JiangChengQingKuang", "rewards"),
    Part(
        ("NianDuKaoHeJieGuo",), ("annual_reviews",), _take_reviews,
        lambda facts: {"NianDuKaoHeJieGuo": reviews.written(listed(facts, "annual_reviews"))},
    ),
    Part((FAMILY,), ("family",), _take_family, _give_family),
    text("ChengBaoDanWei", "reported_by"),
    day("JiSuanNianLingShiJian", "age_on"),
    day("TianBiaoShiJian", "filled_on"),
    text("TianBiaoRen", "filled_by"),
    Part(("ShenFenZheng",), ("id_number",), _take_id, lambda facts: {"ShenFenZheng": said(facts, "id_number")}),
    *(text(tag, f"custom.{name}") for tag, name in CUSTOM.items()),
)  # fmt: skip
