"""Chapter 12, figures: what is made known is counted again from the rows, and one label never has two numbers."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from archive_tool.model.findings import Severity
from archive_tool.model.tree import Group, find, text, value
from archive_tool.procedure.rule import DRIVE, SURE, Breach, Word, breach, rule
from archive_tool.procedure.view import View, flag

# The ledgers by the names that the record gives them, and their columns by the words of a clerk.
LEDGERS: Final = {
    "走访": "visits",
    "恳谈会": "forums",
    "接访": "receptions",
    "意见建议": "petitions",
    "办理成果": "deeds",
    "走访任务": "assignments",
}
FIELDS: Final = {
    "编号": "no", "日期": "date", "走访人": "officer", "单位": "unit", "村（社区）": "community", "户主": "household",
    "群体": "group", "听取": "heard", "当场解决": "settled", "转办编号": "petition", "地点": "place",
    "接受咨询人次": "consultations", "现场解决件数": "solved_now", "承诺限时解决件数": "promised",
    "发放资料份数": "leaflets", "来源": "origin", "反映人": "household", "类别": "category", "职责": "duty",
    "责任领导": "lead_official", "责任单位": "lead_unit", "责任人": "handler", "协调单位": "coordinated",
    "满意度": "satisfaction", "种类": "kind", "岗位类别": "post_kind", "应走访户数": "quota",
}  # fmt: skip
_NUMBER: Final = re.compile(r"(?<![第\d])(\d[\d,，]*(?:\.\d+)?)(余|多)?(人次|[\u4e00-\u9fff%％])")
_LONGEST: Final = 12  # characters before a number that are read as what it is said of, where no label is known
_LABEL: Final = re.compile(r"[\u4e00-\u9fff]{2,}$")
_ALIKE: Final = 4  # characters right before two numbers by which they are said of the same
_DATED: Final = frozenset("年月日时分第")


def _key(name: str) -> str:
    return FIELDS.get(name, name)


def _said_of(entry: Group, key: str) -> str:
    """A field as a clerk writes it: 是 and 否 for a yes and a no."""
    found = value(entry, key)
    return ("是" if found else "否") if isinstance(found, bool) else text(entry, key)


def recount(view: View, figure: Group) -> Decimal | None:
    """The figure counted again from the rows it names; None when it names none."""
    ledger = LEDGERS.get(text(figure, "rows"))
    if ledger is None:
        return None
    where, added = find(figure, "where"), _key(text(figure, "sum"))
    conditions = [(_key(key), _said_of(where, key)) for key in where] if isinstance(where, Group) else []
    rows = (
        entry
        for entry in view.case.groups(ledger)
        if all(_said_of(entry, key) == wanted for key, wanted in conditions)
    )
    if not added:
        return Decimal(sum(1 for _ in rows))
    told = (value(entry, added) for entry in rows)
    return sum((Decimal(said) for said in told if isinstance(said, int | Decimal)), Decimal())


def _amount(figure: Group) -> Decimal | None:
    found = value(figure, "number")
    return Decimal(found) if isinstance(found, int | Decimal) and not isinstance(found, bool) else None


def _plain(amount: Decimal) -> str:
    return format(amount.normalize(), "f")


@rule(
    "R-1205",
    Severity.ERROR,
    source="文本三（同一名称出现两个数字）",
    confidence=SURE,
    reads=("figures", "bulletins"),
    title=("公布数字与台账一致、前后一致", "published figures agree with the rows and with one another"),
    says=("{label}{problem}。", "{label}: {problem}."),
    remedy=(
        "请以台账为准改正；同一名称确有不同口径的，写明口径；不出自台账的，写明依据。",
        "Correct by the rows; state the scopes where one label has several, and the source of what no rows hold.",
    ),
    kinds=DRIVE,
)
def figures_hold(view: View) -> Iterator[Breach]:
    """Each figure equals its recount or has a source, one label in one scope has one number, and so in bulletins."""
    first: dict[tuple[str, str], Decimal] = {}
    scopes: dict[str, list[tuple[str, Decimal]]] = {}
    for where, figure in view.entries("figures"):
        label, scope, amount = text(figure, "label"), text(figure, "scope"), _amount(figure)
        if amount is None:
            continue
        other = first.setdefault((label, scope), amount)
        unscoped = next((number for said, number in scopes.get(label, []) if not (said and scope)), amount)
        rival = other if other != amount else unscoped
        if rival != amount:
            problem = Word(
                f"有两个数字：{_plain(rival)}和{_plain(amount)}",
                f"has two numbers, {_plain(rival)} and {_plain(amount)}",
            )
            yield breach(f"{where}.number", label=label, problem=problem)
        scopes.setdefault(label, []).append((scope, amount))
        yield from _traced(view, where, figure, amount)
    for where, bulletin in view.entries("bulletins"):
        yield from _said(f"{where}.text", text(bulletin, "text"), scopes)


def _traced(view: View, where: str, figure: Group, amount: Decimal) -> Iterator[Breach]:
    """It equals the recount (or stays below it where it says 余), or says where it is from."""
    label, counted = text(figure, "label"), recount(view, figure)
    if counted is None:
        if not text(figure, "source"):
            problem = Word("既不出自台账，也没有写明依据", "neither comes from rows nor says its source")
            yield breach(f"{where}.source", Severity.WARNING, label=label, problem=problem)
        return
    fits = amount <= counted if flag(figure, "at_least") else amount == counted
    if not fits:
        ledger = text(figure, "rows")
        problem = Word(
            f"公布为{_plain(amount)}，按{ledger}台账重新统计为{_plain(counted)}",
            f"is given as {_plain(amount)}; counted again from {ledger} it is {_plain(counted)}",
        )
        yield breach(f"{where}.number", label=label, problem=problem)


def _said(where: str, words: str, known: dict[str, list[tuple[str, Decimal]]]) -> Iterator[Breach]:
    """The numbers of a bulletin: one label with two, one that differs from its figure, one that nobody traced."""
    amounts = {number for told in known.values() for _, number in told}
    before: dict[str, Decimal] = {}
    for found in _NUMBER.finditer(words):
        if found[3] in _DATED:
            continue
        amount = Decimal(found[1].replace(",", "").replace("，", ""))
        label = _label_before(words[: found.start()], known)
        told = [number for _, number in known.get(label, [])]
        if told and amount not in told:
            problem = Word(
                f"简报写为{_plain(amount)}，公布数字为{_plain(told[0])}",
                f"the bulletin says {_plain(amount)}, the figure is {_plain(told[0])}",
            )
            yield breach(where, label=label, problem=problem)
        elif label and before.setdefault(label[-_ALIKE:], amount) != amount and not told:
            problem = Word(
                f"在简报中有两个数字：{_plain(before[label[-_ALIKE:]])}和{_plain(amount)}",
                f"has two numbers in the bulletin, {_plain(before[label[-_ALIKE:]])} and {_plain(amount)}",
            )
            yield breach(where, label=label, problem=problem)
        elif amount not in amounts:
            problem = Word("没有对应的公布数字", "no figure has this number")
            yield breach(where, Severity.WARNING, label=f"简报中的{label}{found[0]}", problem=problem)


def _label_before(words: str, known: dict[str, list[tuple[str, Decimal]]]) -> str:
    """What a number is said of: a known label that ends right before it, else the last words before it."""
    named = max((label for label in known if words.endswith(label)), key=len, default="")
    if named:
        return named
    found = _LABEL.search(words[-_LONGEST:])
    return found[0] if found else ""
