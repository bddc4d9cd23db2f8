"""干部任免审批表 as a Word file, in both variants: cells read by their labels, the doubtful ones flagged.

A cell means what the label beside it says, wherever it stands. What does not look like what its label asks for, a label
that is missing or stands there twice, and every text that belongs to no label is a finding: nothing is silently wrong
and nothing silently left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from archive_tool.errors import Unreadable
from archive_tool.intake import resumes
from archive_tool.intake.digits import compact
from archive_tool.intake.forms import FAMILY, LABELS, NEWER, ORDER, Entry, Form
from archive_tool.intake.likeness import likely
from archive_tool.intake.lrmx import family_of
from archive_tool.intake.persons import Arrival, person_of, without_order
from archive_tool.intake.photos import kind_of
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.texts.extracting import opened
from archive_tool.texts.unreadable import Unreadable as NoText
from archive_tool.texts.word_tables import Cell, Grid, word_tables

_BRACKETS: Final = re.compile(r"[（(][^）)]*[）)]")
_AGE: Final = re.compile(r"[（(]\s*\d{1,3}\s*岁\s*[）)]")
_NAMES: Final[Mapping[str, str]] = {
    **{label: tag for tag, label in LABELS.items() if tag in ORDER and not tag.startswith(("QuanRi", "ZaiZhi"))},
    "到龄时间": "DaoLingNianYue", "到龄年月": "DaoLingNianYue", "政治面貌": "ZhengZhiMianMao",
    "出生日期": "ChuShengNianYue", "参加工作年月": "CanJiaGongZuoShiJian", "入党年月": "RuDangShiJian",
    "熟悉何种专业有何专长": "ShuXiZhuanYeYouHeZhuanChang", "熟悉专业有何特长": "ShuXiZhuanYeYouHeZhuanChang",
    "熟悉专业及专长": "ShuXiZhuanYeYouHeZhuanChang",
    "年度考核": "NianDuKaoHeJieGuo", "年度考核情况": "NianDuKaoHeJieGuo", "年核度结考果": "NianDuKaoHeJieGuo",
    "奖惩": "JiangChengQingKuang", "个人简历": "JianLi", "公民身份号码": "ShenFenZheng", "身份证号码": "ShenFenZheng",
}  # fmt: skip
_SCHOOL: Final = frozenset({"毕业院校系及专业", "毕业院校及专业", "毕业院校系专业", "毕业院校系和专业"})
_EDUCATION: Final = {"全日制教育": "QuanRiZhiJiaoYu", "在职教育": "ZaiZhiJiaoYu"}
_KIN: Final = "家庭主要成员及重要社会关系"
_MEMBER: Final = {
    "称谓": "ChengWei", "姓名": "XingMing", "年龄": "ChuShengRiQi", "出生年月": "ChuShengRiQi",
    "出生日期": "ChuShengRiQi", "政治面貌": "ZhengZhiMianMao", "工作单位及职务": "GongZuoDanWeiJiZhiWu",
}  # fmt: skip
_MEMBER_LEAST: Final = 4  # of these heads in one row make it the head of the family
# Labels of no value of the person; beside some of them others stamp and date.
_OTHERS: Final = frozenset(
    {
        "学历学位", "学历", "学位", "照片", _KIN, "主要家庭成员及重要社会关系", "审批机关意见", "行政机关任免意见",
        "备注",
    }
)  # fmt: skip
_STAMP: Final = re.compile(
    r"[（(]?\s*(?:盖章|公章|照\s*片)\s*[）)]?|[\d\s]*年[\d\s]*月[\d\s]*日|注[:：].*|第.{1,4}页.*"
)
_PARAGRAPHS: Final = frozenset(
    {
        "JiangChengQingKuang", "NianDuKaoHeJieGuo", "RenMianLiYou", "ChengBaoDanWei", "NiRenZhiWu", "NiMianZhiWu",
        "XianRenZhiWu",
    }
)  # fmt: skip
_FILLER: Final = re.compile(r"\s*填\s*表\s*人\s*[:：]\s*(.*?)\s*(?:\d{4}年.*)?")
_DATES: Final = frozenset({"ChuShengNianYue", "RuDangShiJian", "CanJiaGongZuoShiJian", "DaoLingNianYue"})
_NEEDED: Final = (
    "XingMing", "XingBie", "ChuShengNianYue", "MinZu", "JiGuan", "ChuShengDi", "RuDangShiJian", "CanJiaGongZuoShiJian",
    "JianKangZhuangKuang", "ZhuanYeJiShuZhiWu", "ShuXiZhuanYeYouHeZhuanChang", "XianRenZhiWu", "NiRenZhiWu",
    "NiMianZhiWu", "JianLi", "JiangChengQingKuang", "NianDuKaoHeJieGuo", "RenMianLiYou", "ChengBaoDanWei",
)  # fmt: skip
_LEAST: Final = 8  # of these labels make a table this form
_DEGREE: Final = re.compile("学士|硕士|博士|学位")
_LONG: Final = 60
_SCHOOLS: Final = 3  # rows below one education at most


def read_word_form(data: bytes, source: str) -> Arrival:
    """The person that an approval form in Word is about.

    Raises Unreadable for what is no Word file, is locked or damaged, or is not this form.
    """
    try:
        names, read = opened(data)
        tables = word_tables(names, read)
    except NoText as stop:
        raise Unreadable("intake.word", file=source, reason=stop.reason) from stop
    reader = _Reader(source)
    for number, grid in enumerate(tables.grids, 1):
        reader.grid(number, grid)
    known = [tag for tag in _NEEDED if tag in reader.seen]
    if len(known) < _LEAST or "XingMing" not in reader.seen:
        raise Unreadable("intake.no_form", file=source, labels="、".join(LABELS[tag] for tag in known) or "—")
    for line in tables.paragraphs:
        filler = _FILLER.fullmatch(line)
        if filler and filler[1]:
            reader.texts["TianBiaoRen"] = filler[1]
    reader.missing()
    photo = next((data for name in reader.pictures if name in names and kind_of(data := read(name))), b"")
    arrival = without_order(person_of(Form(reader.entries()), source))
    return replace(arrival, photo=photo, findings=(*arrival.findings, *reader.findings), printed=True)


@dataclass(slots=True)
class _Reader:
    """Reads the tables one after another."""

    source: str
    texts: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Place] = field(default_factory=dict)  # labels that were met
    members: list[dict[str, str]] = field(default_factory=list)
    family_met: bool = False
    findings: list[Finding] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    number: int = 0
    used: set[int] = field(default_factory=set)  # cells of the present table, by identity

    def grid(self, number: int, grid: Grid) -> None:
        self.number, self.used = number, set()
        for row, heads in list(_family_heads(grid)):
            self.family(grid, row, heads)
        for cell in grid.cells:
            if id(cell) not in self.used:
                self.cell(grid, cell)
        for cell in grid.cells:
            if id(cell) not in self.used:
                self.left(cell)

    def entries(self) -> tuple[Entry, ...]:
        """The elements in the order of the editor's form, in its spelling."""
        texts = dict(self.texts) | {FAMILY: family_of(self.members)}
        found, undated = resumes.periods(texts.get("JianLi", ""))
        if not undated:
            texts["JianLi"] = resumes.lines(found)
        order = [tag for tag in LABELS if tag in ORDER or (tag in NEWER and texts.get(tag))]
        return tuple(Entry(tag, texts.get(tag, "")) for tag in order)

    def place(self, cell: Cell) -> Place:
        return Place(self.source, 0, 0, f"table[{self.number}].row[{cell.row + 1}].column[{cell.column + 1}]")

    def say(self, rule: str, place: Place, severity: Severity = Severity.WARNING, **facts: object) -> None:
        self.findings.append(Finding(rule, severity, place, facts))

    def missing(self) -> None:
        for tag in _NEEDED:
            if tag not in self.seen:
                self.say("I-132", Place(self.source), label=LABELS[tag])
        for label, prefix in _EDUCATION.items():
            if prefix not in self.seen:
                self.say("I-132", Place(self.source), label=label)
        if not self.family_met:
            self.say("I-132", Place(self.source), label=_KIN)

    # ---------------------------------------------------------------- labels and what stands beside them

    def cell(self, grid: Grid, cell: Cell) -> None:
        """A label with its value, if it is one."""
        label = _label(cell.text)
        if label in _NAMES:
            self.used.add(id(cell))
            self.value(grid, cell, _NAMES[label])
        elif label in _EDUCATION:
            self.used.add(id(cell))
            self.education(grid, cell, _EDUCATION[label])
        elif label in _OTHERS or label in _SCHOOL:
            self.used.add(id(cell))
        else:
            self.both(cell)

    def both(self, cell: Cell) -> None:
        """Label and value in one cell: `姓名：沈砚秋`."""
        head, colon, rest = cell.text.replace(":", "：", 1).partition("：")
        tag = _NAMES.get(_label(head)) if colon else None
        if tag and rest.strip():
            self.used.add(id(cell))
            self.take(tag, rest.strip(), cell)
            self.say("I-131", self.place(cell), label=LABELS[tag], value=cell.text[:_LONG])

    def value(self, grid: Grid, label: Cell, tag: str) -> None:
        """The cell to the right, or below it the next where the label reaches over several rows."""
        found = grid.right_of(label, label.row)
        if found is None or self.is_label(found):
            self.take(tag, "", label)
            self.say("I-136", self.place(label), label=LABELS[tag])
            return
        self.used.add(id(found))
        self.take(tag, found.text, found)
        if tag == "ChengBaoDanWei":
            return
        for row in range(label.row + 1, label.row + label.down):
            more = grid.right_of(label, row)
            if more is not None and more is not found and id(more) not in self.used:
                self.used.add(id(more))
                self.take(tag, more.text, more, joined=True)

    def is_label(self, cell: Cell) -> bool:
        name = _label(cell.text)
        return bool(name) and (name in _NAMES or name in _EDUCATION or name in _SCHOOL or name in _OTHERS)

    def take(self, tag: str, told: str, cell: Cell, *, joined: bool = False) -> None:
        """Keeps a value, and says what is doubtful in it."""
        told = told.strip() if tag == "JianLi" else _spelled(tag, told)
        if tag in self.seen and not joined:
            if told != self.texts.get(tag, ""):
                self.say("I-133", self.place(cell), label=LABELS[tag], value=told[:_LONG])
            return
        self.seen.setdefault(tag, self.place(cell))
        if told:
            self.texts[tag] = f"{self.texts[tag]}\n{told}" if joined and self.texts.get(tag) else told
        self.doubt(tag, LABELS[tag], told, cell)

    def doubt(self, tag: str, label: str, told: str, cell: Cell) -> None:
        if told and not likely(tag, told):
            self.say("I-131", self.place(cell), label=label, value=told[:_LONG])
        if cell.changed or cell.aside:
            self.say("I-135", self.place(cell), label=label)
        self.pictures += cell.pictures

    # ---------------------------------------------------------------- education

    def education(self, grid: Grid, label: Cell, prefix: str) -> None:
        """学历 and 学位, in a row each or both in one, with their schools."""
        if prefix in self.seen:
            self.say("I-133", self.place(label), label=label.text, value="")
            return
        self.seen[prefix] = self.place(label)
        levels: list[Cell] = []
        schools: list[Cell] = []
        for row in range(label.row, label.row + min(label.down, _SCHOOLS)):
            level = grid.right_of(label, row)
            if level is None:
                continue
            if not self.is_label(level):
                levels += [level] if level not in levels else []
                self.used.add(id(level))
            head = level if self.is_label(level) else grid.right_of(level, row)
            school = grid.right_of(head, row) if head is not None and _label(head.text) in _SCHOOL else None
            if head is None or _label(head.text) not in _SCHOOL:
                self.say("I-132", self.place(label), label="毕业院校系及专业")
            elif school is not None:
                schools += [school] if school not in schools else []
                self.used.add(id(school))
        self.levels(prefix, levels)
        self.schools(prefix, schools, 1 if label.down == 1 else len(levels))

    def levels(self, prefix: str, cells: list[Cell]) -> None:
        tags = f"{prefix}_XueLi", f"{prefix}_XueWei"
        if len(cells) == 1:
            parts = cells[0].text.split()
            degrees = [part for part in parts if _DEGREE.search(part)]
            others = [part for part in parts if part not in degrees]
            told = "".join(others), "".join(degrees)
            if len(others) > 1 or len(degrees) > 1:
                self.say("I-131", self.place(cells[0]), label=LABELS[tags[0]], value=cells[0].text[:_LONG])
        else:
            told = tuple(_spelled(tag, cell.text) for tag, cell in zip(tags, cells, strict=False))  # type: ignore[assignment]
        for number, (tag, text) in enumerate(zip(tags, told, strict=False)):
            if text:
                self.texts[tag] = text
            self.doubt(tag, LABELS[tag], text, cells[min(number, len(cells) - 1)])

    def schools(self, prefix: str, cells: list[Cell], rows: int) -> None:
        told = [_spelled("school", cell.text) for cell in cells]
        tags = [f"{prefix}_{each}_BiYeYuanXiaoXi" for each in ("XueLi", "XueWei")]
        if len(told) == 1:  # one school for both
            wanted = [tag for tag in tags if self.texts.get(tag.removesuffix("_BiYeYuanXiaoXi"))]
            told = told * len(wanted or tags[:1])
            tags = wanted or tags[:1]
        for tag, text in zip(tags, told, strict=False):
            if text:
                self.texts[tag] = text
        for cell, text in zip(cells, told, strict=False):
            self.doubt("school", "毕业院校系及专业", text, cell)
        if rows and not cells:
            self.say("I-136", self.seen[prefix], label="毕业院校系及专业")

    # ---------------------------------------------------------------- family

    def family(self, grid: Grid, row: int, heads: Mapping[str, Cell]) -> None:
        """The rows below a head of the family, to the next label or the end of the table."""
        self.family_met = True
        self.used.update(id(cell) for cell in heads.values())
        for name in ("称谓", "姓名", "政治面貌", "工作单位及职务"):
            if name not in heads:
                self.say("I-132", Place(self.source), label=f"{_KIN}·{name}")
        first = min(cell.column for cell in heads.values())
        for number in range(row + 1, max(cell.row + cell.down for cell in grid.cells)):
            cells = {name: grid.at(number, head.column) for name, head in heads.items()}
            starts = [cell for cell in grid.cells if cell.row == number and cell.column <= first]
            if any(self.is_label(cell) for cell in starts) or any(c and self.is_label(c) for c in cells.values()):
                return
            self.member({name: cell for name, cell in cells.items() if cell is not None})

    def member(self, cells: Mapping[str, Cell]) -> None:
        if len({id(cell) for cell in cells.values()}) < len(cells):
            for cell in cells.values():
                self.used.add(id(cell))
                self.say("I-134", self.place(cell), value=cell.text[:_LONG])
            return
        told = {name: _spelled(_MEMBER[name], cell.text) for name, cell in cells.items()}
        self.used.update(id(cell) for cell in cells.values())
        if not any(told.values()):
            return
        self.members.append({_MEMBER[name]: text for name, text in told.items()})
        for name, cell in cells.items():
            self.doubt(f"family.{_MEMBER[name]}", f"{_KIN}·{name}", told[name], cell)
        for name in ("称谓", "姓名"):
            if name in told and not told[name]:
                self.say("I-136", self.place(cells[name]), label=f"{_KIN}·{name}")

    # ---------------------------------------------------------------- what belongs nowhere

    def left(self, cell: Cell) -> None:
        """A text beside no label."""
        self.pictures += cell.pictures
        lines = [line.strip() for line in cell.lines if line.strip() and not _STAMP.fullmatch(line.strip())]
        if lines:
            self.say("I-134", self.place(cell), value="".join(lines)[:_LONG])


def _family_heads(grid: Grid) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Rows that are the head of the family: the row's number, and the cells by their names."""
    for row in sorted({cell.row for cell in grid.cells}):
        heads = {_label(cell.text): cell for cell in grid.cells if cell.row == row and _label(cell.text) in _MEMBER}
        if len(heads) >= _MEMBER_LEAST:
            yield row, heads


def _label(text: str) -> str:
    return _BRACKETS.sub("", "".join(text[:_LONG].split())).strip("：:")


def _spelled(tag: str, told: str) -> str:
    """The text of a cell in the editor's spelling: one line, except where lines mean something."""
    if tag == "ChuShengNianYue":
        told = _AGE.sub("", told)
    if tag in _PARAGRAPHS:
        return told.strip()
    bare = "".join(line.strip() for line in told.split("\n"))
    return compact(bare) if tag in _DATES or tag.endswith("ChuShengRiQi") else bare
