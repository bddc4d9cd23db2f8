"""档号: reference codes, given to sealed items later and outside the packages, by a rule or by the archive room.

The register (archive/codes.csv) says which item of which package bears which code. Nothing sealed depends on it: the
office numbers a whole year in the next spring, together with papers that are not in this tool.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from archive_tool.errors import Unreadable, WrongUsage
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.packages.catalogue import csv_bytes, plain_cell
from archive_tool.packages.holdings import Held

# DA/T 22-2015: 全宗号-档案门类代码·年度-保管期限-机构(问题)代码-件号; 机构 may be left out.
WITH_OFFICE: Final = "{全宗号}-{门类}·{年度}-{保管期限}-{机构}-{件号}"
WITHOUT_OFFICE: Final = "{全宗号}-{门类}·{年度}-{保管期限}-{件号}"
RETENTION_CODES: Final = {"永久": "Y", "30年": "D30", "10年": "D10", "长期": "C", "短期": "D"}
NUMBER: Final = "件号"
FIXED: Final = ("全宗号", "门类", "机构")
COLUMNS: Final = ("归档包", "件", "档号", "来源", "日期", "经办人")
ASSIGNED: Final = "编制"
IMPORTED: Final = "导入"
_PLACE: Final = re.compile(r"\{([^{}:]*)(?::(\d))?\}")
_KNOWN: Final = (*FIXED, "年度", "保管期限", "案卷编号", NUMBER)
_DIGITS: Final = 4  # of 件号, as DA/T 22 has it
_MOST: Final = 10_000_000  # characters of a register


@dataclass(frozen=True, slots=True)
class Coded:
    """A line of the register: the code of an item, whether it was assigned or imported, on which day and by whom."""

    package: str
    item: str
    code: str
    origin: str
    on: str
    by: str

    @property
    def key(self) -> tuple[str, str]:
        """Whose code it is."""
        return self.package, self.item


@dataclass(frozen=True, slots=True)
class CodeRule:
    """How an organisation writes its codes.

    Attributes:
        pattern: `{全宗号}-{门类}·{年度}-{保管期限}-{件号:4}`; a figure after a colon is how many digits are written.
        fixed: 全宗号, 门类, 机构 of the organisation.
    """

    pattern: str
    fixed: Mapping[str, str]

    def __post_init__(self) -> None:
        """Raises WrongUsage for a rule that cannot be followed."""
        names = [found[1] for found in _PLACE.finditer(self.pattern)]
        unknown = [name for name in names if name not in _KNOWN]
        left = _PLACE.sub("", self.pattern)
        if unknown or names.count(NUMBER) != 1 or "{" in left or "}" in left:
            raise WrongUsage("codes.bad_rule", rule=self.pattern, known="、".join(f"{{{name}}}" for name in _KNOWN))
        lacking = [name for name in names if name in FIXED and not self.fixed.get(name)]
        if lacking:
            raise WrongUsage("codes.lacking", rule=self.pattern, lacking="、".join(lacking))

    def code(self, held: Held, number: int) -> str:
        """The code of an item that bears that 件号."""
        facts = self._facts(held)

        def put(found: re.Match[str]) -> str:
            if found[1] != NUMBER:
                return facts[found[1]]
            return f"{number:0{int(found[2] or _DIGITS)}d}"

        return _PLACE.sub(put, self.pattern)

    def lowest_class(self, held: Held) -> str:
        """What the codes of a class have in common: 件号 run inside it."""
        facts = self._facts(held)
        return _PLACE.sub(lambda found: "#" if found[1] == NUMBER else facts[found[1]], self.pattern)

    def split(self, code: str) -> tuple[str, int] | None:
        """Class and 件号 of a code; None when it does not follow the rule."""
        parts, before, names = [], 0, 0
        for found in _PLACE.finditer(self.pattern):
            parts.append(re.escape(self.pattern[before : found.start()]))
            parts.append(r"(?P<n>\d{1,9})" if found[1] == NUMBER else _shape(found[1], self.fixed))
            before, names = found.end(), names + 1
        parts.append(re.escape(self.pattern[before:]))
        match = re.fullmatch("".join(parts), code)
        if match is None:
            return None
        return code[: match.start("n")] + "#" + code[match.end("n") :], int(match["n"])

    def _facts(self, held: Held) -> dict[str, str]:
        retention = held.item.retention
        return {
            **self.fixed,
            "年度": f"{held.catalogue.year:04d}",
            "保管期限": RETENTION_CODES.get(retention, retention),
            "案卷编号": held.catalogue.case,
        }


def _shape(name: str, fixed: Mapping[str, str]) -> str:
    if name in FIXED:
        return re.escape(fixed[name])
    return {"年度": r"\d{4}", "保管期限": f"(?:{'|'.join(map(re.escape, RETENTION_CODES.values()))}|\\w+年?)"}.get(
        name, ".+"
    )


def assign(rule: CodeRule, items: Iterable[Held], register: Sequence[Coded], on: str, by: str) -> tuple[Coded, ...]:
    """A code for each item that has none, counting on from the highest 件号 of its class; items come arranged.

    A number that was once given is not given again, also when its package is gone.
    """
    highest: dict[str, int] = defaultdict(int)
    for entry in register:
        if (known := rule.split(entry.code)) is not None:
            highest[known[0]] = max(highest[known[0]], known[1])
    taken = {entry.key for entry in register}
    given = []
    for held in items:
        if held.key in taken:
            continue
        lowest = rule.lowest_class(held)
        highest[lowest] += 1
        given.append(Coded(*held.key, rule.code(held, highest[lowest]), ASSIGNED, on, by))
    return tuple(given)


def examine(
    rule: CodeRule, items: Sequence[Held], register: Sequence[Coded], gone: frozenset[str], source: str
) -> tuple[Finding, ...]:
    """Doubles, gaps, items without a code, codes of nothing, codes that do not follow the rule.

    Args:
        rule: the organisation's.
        items: everything on the shelf.
        register: as it stands.
        gone: names of packages that were disposed of; their codes stay.
        source: the register as the user names it.
    """
    return (
        *_doubles(register, source),
        *_gaps(rule, register, source),
        *_without(items, register),
        *_of_nothing(items, register, gone, source),
    )


def _doubles(register: Sequence[Coded], source: str) -> list[Finding]:
    times = Counter(entry.code for entry in register)
    return [
        Finding(
            "K-101", Severity.ERROR, Place(source, line),
            {"code": entry.code, "item": f"{entry.package}/{entry.item}",
             "others": "、".join(f"{each.package}/{each.item}" for each in register
                                if each.code == entry.code and each.key != entry.key)},
        )
        for line, entry in enumerate(register, 2)
        if times[entry.code] > 1
    ]  # fmt: skip


def _gaps(rule: CodeRule, register: Sequence[Coded], source: str) -> list[Finding]:
    found: list[Finding] = []
    numbers: dict[str, list[int]] = defaultdict(list)
    others = []
    for line, entry in enumerate(register, 2):
        known = rule.split(entry.code)
        if known is None:
            others.append((line, entry.code))
        else:
            numbers[known[0]].append(known[1])
    if others:  # one finding however many: an archive room that writes them otherwise does so every time
        line, code = others[0]
        facts = {"code": code, "count": len(others), "rule": rule.pattern}
        found.append(Finding("K-105", Severity.WARNING, Place(source, line), facts))
    for lowest, used in sorted(numbers.items()):
        missing = _spans(sorted(set(used)))
        if missing:
            span = {"lowest": lowest.replace("#", "…"), "missing": missing}
            found.append(Finding("K-102", Severity.WARNING, Place(source), span))
    return found


def _spans(used: Sequence[int]) -> str:
    """The numbers that lack between 1 and the highest: `3、7–12`."""
    spans, before = [], 0
    for number in used:
        if number - before > 1:
            first, last = before + 1, number - 1
            spans.append(str(first) if first == last else f"{first}–{last}")
        before = number
    return "、".join(spans)


def _without(items: Sequence[Held], register: Sequence[Coded]) -> list[Finding]:
    taken = {entry.key for entry in register}
    lacking: dict[str, list[str]] = defaultdict(list)
    for held in items:
        if held.key not in taken:
            lacking[held.package].append(held.item.item)
    return [
        Finding("K-103", Severity.WARNING, Place(package), {"count": len(keys), "items": "、".join(keys)})
        for package, keys in lacking.items()
    ]


def _of_nothing(
    items: Sequence[Held], register: Sequence[Coded], gone: frozenset[str], source: str
) -> list[Finding]:
    there = {held.key for held in items}
    return [
        Finding("K-104", Severity.WARNING, Place(source, line),
                {"code": entry.code, "item": f"{entry.package}/{entry.item}"})
        for line, entry in enumerate(register, 2)
        if entry.key not in there and entry.package not in gone
    ]  # fmt: skip


# ---------------------------------------------------------------- the register as a file


def register_bytes(register: Iterable[Coded]) -> bytes:
    """codes.csv, one line an item, as spreadsheets open it."""
    rows = [(e.package, e.item, e.code, e.origin, e.on, e.by) for e in register]
    return csv_bytes((COLUMNS, *rows))


def parse_register(data: bytes, source: str) -> tuple[Coded, ...]:
    """The lines of codes.csv. Raises Unreadable with the line that cannot be read."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("codes.encoding", path=source) from error
    if len(text) > _MOST:
        raise Unreadable("codes.line", path=source, line=0)
    found = []
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        for line, cells in enumerate(rows, 1):
            if line == 1 and tuple(cells) == COLUMNS:
                continue
            if line == 1 or len(cells) != len(COLUMNS) or not all(cells[:3]):
                raise Unreadable("codes.line", path=source, line=line)
            found.append(Coded(*map(plain_cell, cells)))
    except csv.Error as error:
        raise Unreadable("codes.line", path=source, line=rows.line_num) from error
    return tuple(found)
