"""What templates may do with a value, each under an English and a Chinese name; nothing else is allowed in them.

Dates are written as the trade writes them: 2026年5月8日 in text (the default), 2026.05 in forms (`dotted`).
A filter never invents: what is absent stays absent, except where the template says `blank`.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, Self

from jinja2 import Undefined
from markupsafe import Markup, escape

from archive_tool.documents.wording import NOTHING, Absent, Fields, Many, plain
from archive_tool.model.dates import Month, Year, earliest
from archive_tool.model.tree import Group, Leaf

SPACE: Final = "　"  # one full-width character
_DIGITS: Final = "〇一二三四五六七八九"
_BRACKETS: Final = str.maketrans("[]［］【】（）()", "〔〕〔〕〔〕〔〕〔〕")
_ETC_FROM: Final = 3  # from three persons on a title names the first and 等
_NAME_WIDTH: Final = 3
_LONG: Final = 100  # entries from which a column is one reading
_COUNTER: Final = re.compile(r"\[\d+\]$")


class Runs(Markup):
    """Finished runs for `{{r … }}`; `plain` is their text, for the read-back."""

    plain: str

    def __new__(cls, xml: str, text: str) -> Self:
        """Runs of that XML that show that text."""
        made = super().__new__(cls, xml)
        made.plain = text
        return made


def shown(value: Any) -> str:  # noqa: PLR0911 - one kind of value, one answer
    """A value as it is printed when the template says no more."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Month):
        return f"{value.year}年{value.month}月"
    if isinstance(value, Year):
        return str(value.year)
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02d}"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Many):
        return str(joined(value))
    return str(value)


def dotted(value: Any) -> Any:
    """2026.05 or 2026.05.08, as forms write it."""
    if isinstance(value, date):
        return f"{value.year}.{value.month:02d}.{value.day:02d}"
    return month_dotted(value)


def month_dotted(value: Any) -> Any:
    """2026.05 whatever the precision; a year alone stays a year, text stays text (民盟)."""
    if isinstance(value, date | Month):
        return f"{value.year}.{value.month:02d}"
    return value


def month(value: Any) -> Any:
    """2026年5月."""
    return f"{value.year}年{value.month}月" if isinstance(value, date | Month) else value


def month_day(value: Any) -> Any:
    """5月8日."""
    return f"{value.month}月{value.day}日" if isinstance(value, date) else value


def han_date(value: Any) -> Any:
    """二〇二六年五月八日."""
    if not isinstance(value, date | Month | Year):
        return value
    said = "".join(_DIGITS[int(digit)] for digit in str(value.year)) + "年"
    if isinstance(value, Year):
        return said
    said += _to_99(value.month) + "月"
    return said + _to_99(value.day) + "日" if isinstance(value, date) else said


def han_number(value: Any) -> Any:
    """1 to 99 as 一 … 九十九, for headings."""
    return _to_99(int(value)) if isinstance(value, int) else value


def _to_99(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones or not tens else "")


def age(value: Any, on: Any) -> Any:
    """Whole years at a day; one less while the month has not come, and by the day where both are known."""
    born, day = plain(value), plain(on)
    if isinstance(value, Undefined) or not isinstance(born, date | Month) or not isinstance(day, date | Month):
        return value
    years = day.year - born.year - (day.month < born.month)
    if isinstance(born, date) and isinstance(day, date) and day.month == born.month and day.day < born.day:
        years -= 1
    return years


def doc_no(value: Any) -> Any:
    """A document number with 〔〕 round the year, whatever brackets were typed."""
    return value.translate(_BRACKETS) if isinstance(value, str) else value


def percent(value: Any, base: Any) -> Any:
    """The share with two decimals, 85.71%; `—` when the base is nothing."""
    if isinstance(value, Undefined) or isinstance(base, Undefined):
        return value if isinstance(value, Undefined) else base
    if not base:
        return "—"
    share = Decimal(int(value)) * 100 / Decimal(int(base))
    return f"{share.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def share(value: Any, base: Any, of: str = "有效票") -> Any:
    """The share with its base printed: 85.71%（有效票42张）."""
    said = percent(value, base)
    return said if isinstance(said, Undefined) or said == "—" else f"{said}（{of}{base}张）"


def tick(value: Any, wanted: Any = True) -> str:
    """☑ when the value is the one wanted, or holds it; □ otherwise, also when it is absent."""
    if isinstance(value, Undefined):
        return "□"
    if isinstance(value, Many):
        return "☑" if any(entry == wanted for entry in value) else "□"
    return "☑" if value == wanted else "□"


def aligned(value: Any) -> Any:
    """A name of two characters spread over three, as lists of persons are written."""
    if isinstance(value, Undefined):
        return value
    name = shown(value)
    return f"{name[0]}{SPACE}{name[1]}" if len(name) == _NAME_WIDTH - 1 and not name.isascii() else name


def names(value: Any) -> list[str]:
    """The names of a list of persons, mentions or texts."""
    return [shown(entry) for entry in _entries(value)]


def _entries(value: Any) -> Iterable[Any]:
    if isinstance(value, Undefined):
        return iter(value)
    return value if isinstance(value, Many | list | tuple) else (value,)


def joined(value: Any, mark: str = "、") -> Any:
    """A list in one line, with 、 between."""
    if isinstance(value, Undefined):
        return value
    return mark.join(names(value))


def with_posts(value: Any, mark: str = "、") -> Any:
    """Persons in one line, each with unit and post in brackets where they are known."""
    if isinstance(value, Undefined):
        return value
    lines = []
    for person in _entries(value):
        place = unit_post(person) if isinstance(person, Fields) else ""
        lines.append(f"{shown(person)}（{place}）" if place and not isinstance(place, Undefined) else shown(person))
    return mark.join(lines)


def title_names(value: Any) -> Any:
    """Persons in a title: one or two by name, from three on the first and 等."""
    if isinstance(value, Undefined):
        return value
    found = names(value)
    return f"{found[0]}等" if len(found) >= _ETC_FROM else "、".join(found)


def of(value: Any, person: Any) -> Any:
    """The first entry of a list that is about that person: `reports|of(candidate)`."""
    found = all_of(value, person)
    return found[0] if found else _no_entry(value, person)


def _no_entry(value: Any, wanted: Any) -> Any:
    """What stands for an entry that a list does not have."""
    if isinstance(value, Many):
        return value.reading.absent(f"{value.path}[{plain(wanted)}]")
    return value if isinstance(value, Undefined) else Absent(name=f"[{plain(wanted)}]")


def all_of(value: Any, person: Any) -> list[Any]:
    """The entries of a list that are about that person, by `candidate`, `person`, `objects` or `candidates`."""
    if isinstance(value, Undefined):
        return []
    wanted = _person(person)
    return [entry for entry in value if isinstance(entry, Fields) and wanted is not None and _is_about(entry, wanted)]


def _person(value: Any) -> Any:
    """Whom a value means: the node of the person's record, or the name of somebody who has none."""
    if isinstance(value, Fields):
        known = value.node.fields.get("person") or value.node.fields.get("candidate")
        if isinstance(known, Group):  # a mention inside an entry
            return _person(Fields(value.reading, known, value.path))
        people = value.reading.words.people
        reference = str(getattr(known, "value", ""))
        if reference in people:
            return id(people[reference])
        return id(value.node) if value.node in people.values() else str(value)
    return None if isinstance(value, Undefined) else shown(value)


def _is_about(entry: Fields, wanted: Any) -> bool:
    fields = entry.node.fields
    if "candidate" in fields or "person" in fields or "name" in fields:
        return bool(_person(entry) == wanted)
    for key in ("about", "objects", "candidates"):
        if key in fields:
            return any(_person(one) == wanted for one in _entries(entry.look(key)))
    return False


def _told(value: Any, key: str) -> list[tuple[Fields, Any]]:
    """The entries of a list that are groups, each with what it says under a key.

    In a long list that counts as one reading: made.json would hold a digest of each of ten thousand cells.
    """
    entries = [] if isinstance(value, Undefined) else [entry for entry in value if isinstance(entry, Fields)]
    if len(entries) <= _LONG:
        return [(entry, entry.look(key)) for entry in entries]
    reading = entries[0].reading
    before, reading.reads = reading.reads, {}
    try:
        found = [(entry, entry.look(key)) for entry in entries]
    finally:
        cells, reading.reads = reading.reads, before
    said = "\x1f".join(f"{path}={cell}" for path, cell in cells.items())
    column = f"{_COUNTER.sub('', entries[0].path)}[].{key}"
    reading.reads[column] = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
    return found


def where(value: Any, key: str, wanted: Any) -> list[Any]:
    """The entries of a list whose field is that value; `where('group')` those without the field."""
    return [entry for entry, found in _told(value, key) if _matches(found, wanted)]


def matching(value: Any, conditions: Any) -> list[Any]:
    """The entries of a list with the values that a mapping of the record names by field; all of them without one."""
    entries = [] if isinstance(value, Undefined) else list(value)
    for key in conditions if isinstance(conditions, Fields) else ():
        wanted = shown(conditions.look(key))
        told = _told(entries, key)
        entries = [entry for entry, found in told if not isinstance(found, Undefined) and shown(found) == wanted]
    return entries


def without(value: Any, key: str) -> list[Any]:
    """The entries of a list that lack the field."""
    return [entry for entry, found in _told(value, key) if isinstance(found, Undefined)]


def having(value: Any, key: str) -> list[Any]:
    """The entries of a list that have the field."""
    return [entry for entry, found in _told(value, key) if not isinstance(found, Undefined)]


def _matches(found: Any, wanted: Any) -> bool:
    if isinstance(found, Undefined):
        return False
    return found in wanted if isinstance(wanted, list | tuple) else bool(found == wanted)


def unique(value: Any, key: str = "") -> list[Any]:
    """The different values of a list, or of a field of its entries, in order."""
    seen: list[Any] = []
    for entry in () if isinstance(value, Undefined) else value:
        found = entry.look(key) if key and isinstance(entry, Fields) else entry
        if not isinstance(found, Undefined) and found not in seen:
            seen.append(found)
    return seen


def total(value: Any, key: str) -> int:
    """The sum of a whole number over a list."""
    return sum(int(number) for _, number in _told(value, key) if not isinstance(number, Undefined))


def weighted(value: Any, weights: Any) -> str:
    """The weighted total of scores by dimension, weights adding up to 100: `lines|weighted(scoring.weights)`."""
    weight = {entry.look("dimension"): entry.look("weight") for entry in weights}
    parts = [Decimal(entry.look("score")) * weight.get(entry.look("dimension"), 0) / 100 for entry in value]
    return shown(sum(parts, Decimal()).quantize(Decimal("0.01"), ROUND_HALF_UP))


def ordered(value: Any, key: str, descending: bool = False) -> list[Any]:
    """A list in the order of a field; entries without it come last, in their own order."""
    entries = list(value)
    have = [entry for entry in entries if not isinstance(entry.look(key), Undefined)]
    lack = [entry for entry in entries if isinstance(entry.look(key), Undefined)]
    return sorted(have, key=lambda entry: entry.look(key), reverse=descending) + lack


def unit_post(value: Any) -> Any:
    """单位及职务 of a person or a mention; the full post alone when it names the unit itself."""
    if not isinstance(value, Fields):
        return value.under("post") if isinstance(value, Absent) else ""
    printed = value.node.fields.get("current_post")
    if isinstance(printed, Leaf):  # as a notice prints it
        return value.look("current_post")
    unit, post = value.look("unit"), value.look("post")
    if isinstance(post, Undefined):
        current = value.look("current_post")
        if not isinstance(current, Fields):
            return unit if not isinstance(unit, Undefined) else post
        unit, post = current.look("unit"), current.look("title")
    said = shown(post) if not isinstance(post, Undefined) else ""
    if isinstance(unit, Undefined) or said.startswith(shown(unit)):
        return said or post
    return shown(unit) + said


def blank(value: Any, width: int = 0) -> Any:
    """The value, or that many full-width blanks to be filled by hand; for what may be left out."""
    return SPACE * width if isinstance(value, Undefined) else value


def or_empty(value: Any) -> Any:
    """The list, or an empty one; for a list that may be left out."""
    return () if isinstance(value, Undefined) else value


def paragraphs(value: Any, least: int = 0) -> list[str]:
    """A text by its lines, without empty ones; when there is no text, that many blank lines to be filled by hand."""
    found: list[str] = []
    for entry in () if isinstance(value, Undefined) and least else _entries(value):
        found += [line.strip() for line in shown(entry).splitlines() if line.strip()]
    return found or [""] * least


def numbered(value: Any, least: int = 0) -> list[dict[str, Any]]:
    """Entries with their number from 1, filled up with blank ones to at least so many: rows of a form."""
    entries = [] if isinstance(value, Undefined) else list(value)
    return [{"no": i + 1, "entry": entry} for i, entry in enumerate(entries)] + [
        {"no": i + 1, "entry": NOTHING} for i in range(len(entries), least)
    ]


def ended(value: Any, mark: str = "。") -> Any:
    """A sentence with exactly one full stop at its end."""
    return value.rstrip("。；;. ") + mark if isinstance(value, str) else value


def bare(value: Any) -> Any:
    """A sentence without the full stop at its end, to be joined to another."""
    return value.rstrip("。；;.：: ") if isinstance(value, str) else value


def named(value: Any, reference: Any) -> Any:
    """The entry of a list with that `id`: `recommendations|named(report.recommendation_ref)`."""
    found = [] if isinstance(reference, Undefined) else where(value, "id", reference)
    return found[0] if found else _no_entry(value, reference)


def bar(value: Any, base: Any, width: int = 20) -> Any:
    """The share as a bar of that many characters at most: a picture that any printer prints."""
    if isinstance(value, Undefined) or isinstance(base, Undefined) or not base:
        return ""
    return "█" * max(round(int(value) * width / int(base)), 1 if value else 0)


def bar_picture(value: Any, base: Any, width: int = 40) -> Any:
    """The share as a solid bar that any printer prints, for `{{r … }}`: so many hard blanks on a dark ground."""
    if isinstance(value, Undefined) or isinstance(base, Undefined) or not base:
        return Runs("", "")
    blanks = "\u00a0" * max(round(int(value) * width / int(base)), 1 if value else 0)
    slots = " ".join(f'w:{slot}="Times New Roman"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    dark = f'<w:rPr><w:rFonts {slots}/><w:shd w:val="clear" w:color="auto" w:fill="595959"/></w:rPr>'
    return Runs(f'<w:r>{dark}<w:t xml:space="preserve">{blanks}</w:t></w:r>' if blanks else "", blanks)


def fit(value: Any, width: int, lines: int = 1) -> Any:
    """The text in the size at which it fits its cell, for `{{r … }}`: 14 pt down to 8 pt.

    `width` is the number of characters a line of the cell holds at 14 pt, `lines` how many lines the cell holds.
    """
    if isinstance(value, Undefined):
        return value
    said = shown(value)
    taken = sum(max(_columns(line), 1) for line in said.splitlines()) / 2
    sizes = range(_FULL_SIZE, _LEAST_SIZE, -1)
    size = next((size for size in sizes if taken <= lines * (width * _FULL_SIZE // size)), _LEAST_SIZE)
    broken = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in said.splitlines())
    dress = f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    return Runs(f'<w:r>{dress}<w:t xml:space="preserve">{broken}</w:t></w:r>' if said else "", said)


def after(value: Any, number: int) -> list[Any]:
    """What a list holds beyond its first so many entries: family members who find no room on the form."""
    return [] if isinstance(value, Undefined) else list(value)[number:]


def withdrawn(value: Any, vote: Any) -> list[Any]:
    """Who of the recused withdrew from a vote: for its candidate, for its matter, or for the whole meeting."""
    if isinstance(value, Undefined):
        return []
    candidate, matter = (vote.look(key) for key in ("candidate", "matter"))
    found = []
    for one in value:
        about, item = one.look("candidate"), one.look("item")
        for_all = isinstance(about, Undefined) and isinstance(item, Undefined)
        same = not isinstance(about, Undefined) and not isinstance(candidate, Undefined) and about == candidate
        if for_all or same or (not isinstance(item, Undefined) and item == matter):
            found.append(one)
    return found


def age_bands(value: Any, on: Any) -> list[dict[str, Any]]:
    """How many persons of a list stand in each band of age at a day; those without a date of birth are left out."""
    bands = (
        ("35岁及以下", 0, 35),
        ("36—40岁", 36, 40),
        ("41—45岁", 41, 45),
        ("46—50岁", 46, 50),
        ("51—55岁", 51, 55),
        ("56岁及以上", 56, 200),
    )
    ages = _ages(value, on)
    return [{"band": name, "count": sum(low <= found <= high for found in ages)} for name, low, high in bands]


def mean_age(value: Any, on: Any) -> str:
    """The mean age of a list of persons with one decimal, of those whose birth is known."""
    ages = _ages(value, on)
    if not ages:
        return ""
    return str((Decimal(sum(ages)) / len(ages)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _ages(value: Any, on: Any) -> list[int]:
    found = (age(entry.look("birth"), on) for entry in _entries(value) if isinstance(entry, Fields))
    return [years for years in found if isinstance(years, int)]


def counted(value: Any, key: str) -> list[dict[str, Any]]:
    """How many entries of a list have each value of a field, in the order met: `members|counted('education')`."""
    counts: dict[str, int] = {}
    for _, found in _told(value, key):
        if not isinstance(found, Undefined):
            counts[shown(found)] = counts.get(shown(found), 0) + 1
    return [{"value": name, "count": number} for name, number in counts.items()]


def person_line(value: Any) -> Any:
    """姓名，性别，民族，1983年10月生，籍贯，学历学位，政治面貌，参加工作时间: what is public, in the order of notices.

    What is absent is left out; the day of birth never appears.
    """
    if not isinstance(value, Fields):
        return value
    look = value.look
    parts = [
        shown(value),
        *(shown(found) for key in ("sex", "ethnicity") if not isinstance(found := look(key), Undefined)),
    ]
    born = look("birth")
    if not isinstance(born, Undefined):
        parts.append(f"{month(born)}生")
    native = look("native_place")
    if not isinstance(native, Undefined):
        parts.append(f"{native}人")
    schooling = education(value)
    if schooling:
        parts.append(schooling)
    parts += _standing(look)
    started = look("work_start")
    if not isinstance(started, Undefined):
        parts.append(f"{month(started)}参加工作")
    return "，".join(parts)


def _standing(look: Callable[[str], Any]) -> list[str]:
    joined_on, politics = look("party_join"), look("politics")
    if isinstance(joined_on, date | Month):
        return [f"{month(joined_on)}加入中国共产党"]
    return [] if isinstance(politics, Undefined) else [shown(politics)]


def education(value: Any) -> str:
    """The higher of full-time and part-time education with its degree: 在职研究生，管理学硕士."""
    found = value.look("education")
    if not isinstance(found, Fields):
        return shown(found) if isinstance(found, str) else ""
    for kind, before in (("parttime", "在职"), ("fulltime", "")):
        one = found.look(kind)
        if isinstance(one, Fields):
            said = [shown(one.look(key)) for key in ("level", "degree") if not isinstance(one.look(key), Undefined)]
            if said:
                return "，".join([said[0] if said[0].startswith(before) else before + said[0], *said[1:]])
    return ""


_OPEN_END: Final = " " * 7
_RESUME_SIZES: Final = ((12, 28), (18, 27), (24, 26), (28, 25), (34, 24), (38, 23), (40, 22), (44, 21))
_FULL_SIZE, _LEAST_SIZE = 28, 16  # half-points


def resume_lines(value: Any, width: int = 0) -> list[Runs]:
    """The résumé line by line as the approval form wants it, in the size at which it fits its cell.

    `YYYY.MM--YYYY.MM␣␣text`, an open end as seven blanks; asides `（其间：…）` on a line of their own. `width` is the
    number of characters a line of the cell holds at 14 pt; longer lines count for as many as they take.
    """
    texts: list[str] = []
    for entry in () if isinstance(value, Undefined) else value:
        until = entry.look("to")
        end = _OPEN_END if isinstance(until, Undefined) else str(month_dotted(until))
        texts.append(f"{month_dotted(entry.look('from'))}--{end}  {shown(entry.look('text'))}")
        aside = entry.look("aside")
        if not isinstance(aside, Undefined):
            texts.append(f"{' ' * 18}{_bracketed(shown(aside))}")
    taken = sum(1 + (_columns(text) - 18) // max(width * 2 - 18, 1) if width else 1 for text in texts)
    size = fitted_size(taken)
    return [_run(text, size) for text in texts]


def fitted_size(lines: int) -> int:
    """Half-points at which that many lines of a résumé fit: 14 pt up to 12 lines, down to 8 pt."""
    for most, size in _RESUME_SIZES:
        if lines <= most:
            return size
    return max(_RESUME_SIZES[-1][1] - (lines - _RESUME_SIZES[-1][0] + 3) // 4, _LEAST_SIZE)


def _columns(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def _bracketed(text: str) -> str:
    return text if text.startswith("（") else f"（{text}）"


def _run(text: str, size: int) -> Runs:
    fonts = '<w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:cs="仿宋_GB2312"/>'
    properties = f'<w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    return Runs(f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>', text)


def _length(value: Any) -> int:
    return 0 if isinstance(value, Undefined) else len(value)


def _first_day(value: Any) -> Any:
    return earliest(value) if isinstance(value, date | Month | Year) else value


def _default(value: Any, other: Any = "") -> Any:
    return other if isinstance(value, Undefined) else value


_NAMED: Final[tuple[tuple[str, str, Callable[..., Any]], ...]] = (
    ("dotted", "点分日期", dotted), ("month_dotted", "点分年月", month_dotted), ("month", "年月", month),
    ("month_day", "月日", month_day), ("han_date", "汉字日期", han_date), ("han_number", "汉字数", han_number),
    ("age", "年龄", age), ("doc_no", "文号", doc_no), ("percent", "占比", percent), ("share", "占比和基数", share),
    ("tick", "勾选", tick), ("aligned", "姓名对齐", aligned), ("joined", "顿号连接", joined),
    ("with_posts", "连同职务", with_posts), ("title_names", "题名人名", title_names), ("of", "对应", of),
    ("all_of", "全部对应", all_of), ("where", "筛选", where), ("without", "未填", without),
    ("matching", "符合", matching), ("having", "已填", having),
    ("unique", "去重", unique),
    ("total", "合计", total), ("weighted", "加权总分", weighted), ("ordered", "排序", ordered),
    ("named", "按编号", named), ("bar", "图示", bar), ("bar_picture", "条形图", bar_picture),
    ("fit", "缩放", fit), ("after", "此后", after), ("withdrawn", "回避者", withdrawn),
    ("unit_post", "单位职务", unit_post), ("blank", "可空", blank),
    ("or_empty", "可无", or_empty), ("paragraphs", "分段", paragraphs), ("numbered", "编号行", numbered),
    ("ended", "句号结尾", ended), ("bare", "去句号", bare), ("age_bands", "年龄段", age_bands),
    ("mean_age", "平均年龄", mean_age), ("counted", "分类计数", counted), ("person_line", "人员简介", person_line),
    ("education", "学历学位", education), ("resume_lines", "简历行", resume_lines), ("length", "个数", _length),
    ("first_day", "首日", _first_day), ("default", "默认", _default), ("shown", "写出", shown),
)  # fmt: skip
FILTERS: Final[dict[str, Callable[..., Any]]] = {
    name: made for english, chinese, made in _NAMED for name in (english, chinese)
}
