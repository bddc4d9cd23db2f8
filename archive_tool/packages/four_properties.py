"""四性检测报告 at filing: 真实性, 完整性, 可用性, 安全性 (DA/T 70-2018), as far as a program can judge.

Nothing that did not run is called 合格: it is 待人工, or 未执行 where a program is asked that was not called. Numbers
stand only where they were seen in print; the others, and one item whose name is not known, are left blank on purpose.
"""

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from archive_tool.model.filing import Scan
from archive_tool.packages import layout
from archive_tool.packages.catalogue import COLUMNS, Written, author_of, cover_line, json_bytes, totals
from archive_tool.packages.looking import Look, is_pdf
from archive_tool.packages.planning import PackagePlan, PlannedFile, PlannedItem, item_key
from archive_tool.packages.word import Column, Page, Paragraph, Table, word_file

STANDARD: Final = "DA/T 70-2018"
STAGE: Final = "归档"
PASSED, FAILED, MANUAL, NOT_RUN = "合格", "不合格", "待人工", "未执行"
_LISTED: Final = 12  # names that an explanation lists before it only counts
_DATE_LENGTHS: Final = (4, 6, 8)
_FIRST_YEAR: Final = "1949"
_ZIP: Final = (b"PK\x03\x04",)
_OLE: Final = (b"\xd0\xcf\x11\xe0",)
# What a file of that ending begins with.
_MARKS: Final = {
    ".docx": _ZIP, ".xlsx": _ZIP, ".ofd": _ZIP, ".doc": _OLE, ".wps": _OLE, ".png": (b"\x89PNG\r\n",),
    ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",),
    ".tif": (b"II*\0", b"MM\0*"), ".tiff": (b"II*\0", b"MM\0*"),
}  # fmt: skip
_OPEN: Final = frozenset(
    {".docx", ".xlsx", ".pdf", ".ofd", ".txt", ".csv", ".json", ".xml", ".html", ".yaml", ".jpg", ".jpeg", ".png",
     ".tif", ".tiff", ".mp3", ".lrmx"}
)  # fmt: skip
_NEVER_LOCKED: Final = _OPEN - {".docx", ".xlsx", ".pdf", ".ofd"}
_CLOSED: Final = frozenset({".zip", ".rar", ".7z", ".gz", ".tar", ".bz2", ".xz", ".tgz"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Of a sealed package: at which stage and day it is looked at and by whom, and what was found.

    `wrong` names what verifying called an error; `agrees` is whether the whole file has the digest that the ledger
    gives, None when no ledger was at hand.
    """

    stage: str
    on: str
    by: str
    wrong: tuple[str, ...] = ()
    agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What the checks look at.

    Attributes:
        plan: what is sealed.
        written: the payload as it was written, or lies in the sealed package.
        looks: what was seen of the filed files.
        catalogue: 归档文件目录.csv.
        scan: what the virus scanner said; None when there is none.
        kept: of a package that is sealed already, the stage and what verifying found; None at filing.
    """

    plan: PackagePlan
    written: Mapping[PurePosixPath, Written]
    looks: Mapping[PurePosixPath, Look]
    catalogue: bytes
    scan: Scan | None = None
    kept: Kept | None = None

    @property
    def items(self) -> tuple[PlannedItem, ...]:
        """The filed items."""
        return self.plan.items

    @property
    def files(self) -> tuple[PlannedFile, ...]:
        """Their files."""
        return self.plan.files

    def size(self, file: PlannedFile) -> int:
        """How many bytes a file has; 0 also when it is gone from a sealed package."""
        return self.written[file.path].size if file.path in self.written else 0


Verdict = tuple[str, str]  # the result, and how it was come by


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report. `number` is empty where it is not known from print."""

    group: str
    number: str
    name: str
    result: str
    how: str


def check_properties(seen: Seen) -> tuple[Result, ...]:
    """Every check, in the order of the standard."""
    return tuple(Result(group, number, name, *judge(seen)) for group, number, name, judge in _CHECKS)


def failed(results: Iterable[Result]) -> tuple[str, ...]:
    """The names of the checks that found something wrong."""
    return tuple(result.name for result in results if result.result == FAILED)


def report_word(plan: PackagePlan, results: Iterable[Result], kept: Kept | None = None) -> bytes:
    """四性检测报告.docx; who confirms signs by hand."""
    stage, day, _ = _when(plan, kept)
    rows = tuple((each.group, each.number, each.name, each.result, each.how) for each in results)
    heads = (("类别", 18), ("编号", 15), ("检测项目", 62), ("结论", 20), ("检测方法和情况", 152))
    blank = Column("", 66)
    parts = (
        Paragraph("四性检测报告", style="title"),
        Paragraph(cover_line(plan), style="small"),
        Paragraph(f"检测环节：{stage}　　依据：{STANDARD}　　检测日期：{day}", style="small"),
        Table(tuple(Column(name, width) for name, width in heads), rows),
        Paragraph(_summary(rows), style="small"),
        Paragraph(
            "说明：只对程序实际执行并得出结果的项目写结论；程序不能判断的写“待人工”，没有调用的写“未执行”。"
            f"编号只印已核实的；{STANDARD} 第 1-9 项等名称未能核实的项目未列入，须由人工对照标准补检。",
            style="small",
        ),
        Table((blank, blank, blank, blank), (("人工检测人", "", "日期", ""), ("审核人", "", "日期", "")), head=False),
    )
    return word_file(Page(across=True), parts, title=f"四性检测报告 {plan.name}", author=author_of(plan))


def report_json(plan: PackagePlan, results: Iterable[Result], kept: Kept | None = None) -> bytes:
    """The same for machines."""
    stage, day, by = _when(plan, kept)
    lines = [
        {"group": each.group, "number": each.number, "name": each.name, "result": each.result, "how": each.how}
        for each in results
    ]
    whole = {
        "format": 1, "standard": STANDARD, "stage": stage, "package": plan.name, "on": day, "by": by,
        "counts": dict(Counter(line["result"] for line in lines)), "results": lines,
    }  # fmt: skip
    return json_bytes(whole)


def _when(plan: PackagePlan, kept: Kept | None) -> tuple[str, str, str]:
    """Stage, day and person of the check."""
    return (kept.stage, kept.on, kept.by) if kept else (STAGE, plan.dossier.sealed_on, plan.dossier.sealed_by)


def _summary(rows: tuple[tuple[str, ...], ...]) -> str:
    counts = Counter(row[3] for row in rows)
    said = "，".join(f"{result} {counts[result]} 项" for result in (PASSED, FAILED, MANUAL, NOT_RUN))
    return f"共 {len(rows)} 项：{said}。"


# ---------------------------------------------------------------- verdicts


def _listed(names: Iterable[str]) -> str:
    found = list(dict.fromkeys(names))
    more = f" 等 {len(found)} 项" if len(found) > _LISTED else ""
    return "、".join(found[:_LISTED]) + more


def _verdict(how: str, wrong: Iterable[str] = (), unsure: Iterable[str] = ()) -> Verdict:
    """不合格 when anything is wrong, 待人工 when anything could not be judged, else 合格."""
    bad, open_ = list(wrong), list(unsure)
    said = how + (f"不符：{_listed(bad)}。" if bad else "") + (f"程序不能判断：{_listed(open_)}。" if open_ else "")
    return (FAILED if bad else MANUAL if open_ else PASSED), said


def _manual(how: str) -> Callable[[Seen], Verdict]:
    return lambda _: (MANUAL, how)


def _keys(seen: Seen, wrong: Callable[[PlannedItem], bool]) -> list[str]:
    return [item_key(entry.item) for entry in seen.items if wrong(entry)]


def _names(seen: Seen, wrong: Callable[[PlannedFile], bool]) -> list[str]:
    return [file.path.name for file in seen.files if wrong(file)]


# ---------------------------------------------------------------- 真实性


def _fixed(seen: Seen) -> Verdict:
    if seen.kept is None:
        how = "封装时为每个文件建立 SHA-256、SHA-512 摘要，之后由 verify 核验；原有签名、印章、时间戳由人工核对。"
        return MANUAL, how
    how = "verify 重算每个文件的 SHA-256、SHA-512 摘要并与包内清单比较；文件自带的签名、印章、时间戳不在此列。"
    return _verdict(how, seen.kept.wrong)


def _the_same(seen: Seen) -> Verdict:
    if seen.kept is None:
        return MANUAL, "移交时用整个包的摘要与台账核对。"
    how = "重算整个包文件的 SHA-256 摘要，与封存时记入台账的摘要比较。"
    wrong = ["整个包的摘要"] if seen.kept.agrees is False else []
    return _verdict(how, wrong, ["手边没有台账"] if seen.kept.agrees is None else [])


def _lengths(seen: Seen) -> Verdict:
    def wrong(entry: PlannedItem) -> bool:
        return bool(entry.item.date) and len(entry.item.date) not in _DATE_LENGTHS

    return _verdict("逐件核对：日期为 4、6 或 8 位。其他数据项没有规定长度。", _keys(seen, wrong))


def _types(seen: Seen) -> Verdict:
    def wrong(entry: PlannedItem) -> bool:
        pages = entry.pages
        return not _is_date(entry.item.date) or (pages is not None and pages < 1)

    return _verdict("逐件核对：日期是真实存在的年、月、日，页数是正整数；空白另见必填著录项。", _keys(seen, wrong))


def _is_date(said: str) -> bool:
    if not said:
        return True
    if not (said.isascii() and said.isdecimal() and len(said) in _DATE_LENGTHS):
        return False
    try:
        date(int(said[:4]), int(said[4:6] or 1), int(said[6:] or 1))
    except ValueError:
        return False
    return True


def _values(seen: Seen) -> Verdict:
    def unusual(entry: PlannedItem) -> bool:
        return entry.item.secrecy not in layout.SECRECY or entry.item.retention not in layout.RETENTIONS

    how = f"逐件核对：密级在 {'、'.join(layout.SECRECY)} 之内，保管期限在 {'、'.join(layout.RETENTIONS)} 之内。"
    return _verdict(how, unsure=_keys(seen, unusual))


def _plausible(seen: Seen) -> Verdict:
    today = seen.plan.dossier.sealed_on.replace("-", "")

    def wrong(entry: PlannedItem) -> bool:
        said = entry.item.date
        return bool(said) and not _FIRST_YEAR <= said[:4] <= said <= today[: len(said)]

    return _verdict(f"逐件核对：文件日期不早于 {_FIRST_YEAR} 年，不晚于封装日期。", _keys(seen, wrong))


def _characters(seen: Seen) -> Verdict:
    def wrong(entry: PlannedItem) -> bool:
        item = entry.item
        said = "".join((item.title, item.doc_no, item.maker, *(person.name for person in item.people)))
        return any(char == "\ufffd" or unicodedata.category(char).startswith("C") for char in said)

    return _verdict("题名、文号、责任者、人名中没有控制字符、不可见字符、私用字符和替代字符。", _keys(seen, wrong))


def _duplicates(seen: Seen) -> Verdict:
    holders: dict[str, list[str]] = {}
    for entry in seen.items:
        own = {entry.item.doc_no} | {seen.written[f.path].sha256 for f in entry.files if seen.size(f)}
        for fact in sorted(own - {""}):
            holders.setdefault(fact, []).append(item_key(entry.item))
    twice = ["与".join(keys) for keys in holders.values() if len(keys) > 1]
    return _verdict("不同的件没有相同的文号，也没有内容完全相同的文件（SHA-256）；档号尚未编制。", unsure=twice)


def _formats_agree(seen: Seen) -> Verdict:
    wrong, unsure = [], []
    for file in seen.files:
        fits = _fits(file, seen.looks[file.path])
        if fits is None:
            unsure.append(file.path.name)
        elif not fits:
            wrong.append(file.path.name)
    return _verdict("登记的大小等于写入的字节数；文件开头的标记（文本则为编码）与扩展名相符。", wrong, unsure)


def _fits(file: PlannedFile, look: Look) -> bool | None:
    """Whether a file is what its ending says; None when that cannot be told."""
    if file.path.suffix == ".pdf":
        return is_pdf(look.head)
    if file.path.suffix in _MARKS:
        return look.head.startswith(_MARKS[file.path.suffix])
    return True if look.pages else None


def _linked(seen: Seen) -> Verdict:
    named = [file.path for file in seen.files]
    written = {path for path in seen.written if path.parent != layout.LISTS}
    wrong = [path.name for path in written.symmetric_difference(named)]
    wrong += [path.name for path, count in Counter(named).items() if count > 1]
    return _verdict(f"目录中的 {len(named)} 个路径与包内文件逐一对应，没有多余或缺少。", sorted(wrong))


def _rows(seen: Seen) -> list[list[str]]:
    return list(csv.reader(io.StringIO(seen.catalogue.decode("utf-8-sig"))))


def _described(seen: Seen) -> Verdict:
    rows = _rows(seen)
    wrong = [f"第 {number} 行" for number, row in enumerate(rows, 1) if len(row) != len(COLUMNS)]
    how = f"读回归档文件目录.csv：每行 {len(COLUMNS)} 栏。其余说明文件在本报告之后生成，由 verify 核验。"
    return _verdict(how, wrong)


def _structured(seen: Seen) -> Verdict:
    folders = {layout.DATA / folder for _, folder in seen.plan.dossier.stages}
    wrong = [
        file.path.name
        for entry in seen.items
        for file in entry.files
        if file.path.parent not in folders or not file.path.name.startswith(entry.item.stem)
    ]
    return _verdict("文件都在归档范围规定的环节目录下，文件名以“代码_短题名”开头。", wrong)


# ---------------------------------------------------------------- 完整性


def _item_count(seen: Seen) -> Verdict:
    listed = len(_rows(seen)) - 1
    wrong = [] if listed == len(seen.items) else [f"目录 {listed} 件"]
    return _verdict(f"读回归档文件目录.csv，与入包的 {len(seen.items)} 件相等。", wrong)


def _byte_count(seen: Seen) -> Verdict:
    if seen.kept:
        return _verdict("verify 核对包内文件的数量和字节数，与 bag-info.txt 的 Payload-Oxum 比较。", seen.kept.wrong)
    counted = totals(seen.plan, seen.written)
    return _verdict(f"每个文件读入前的大小与写入的字节数相等（不等即中止封装），合计 {counted.size} 字节。")


def _elements(seen: Seen) -> Verdict:
    dossier = seen.plan.dossier
    facts = (
        ("立档单位名称", dossier.facts.get("organisation", "")),
        ("案卷题名", dossier.title),
        ("封装人", dossier.sealed_by),
        ("封装日期", dossier.sealed_on),
    )
    missing = [name for name, said in facts if not said.strip()]
    return _verdict("案卷一级的来源、题名、年度、保管期限、封装人和日期都有值。", missing)


def _required(seen: Seen) -> Verdict:
    missing = [
        f"{item_key(entry.item)} 缺{name}"
        for entry in seen.items
        for name, said in (
            ("题名", entry.item.title), ("责任者", entry.item.maker), ("密级", entry.item.secrecy),
            ("保管期限", entry.item.retention),
        )
        if not said.strip()
    ]  # fmt: skip
    undated = [f"{key} 无日期" for key in _keys(seen, lambda entry: not entry.item.date)]
    how = "逐件核对：题名、责任者、日期、密级、保管期限都已著录；没有日期的由人工考证。"
    return _verdict(how, missing, undated)


def _process(seen: Seen) -> Verdict:
    dossier = seen.plan.dossier
    said = f"封装由 {dossier.sealed_by} 于 {dossier.sealed_on} 执行，记入 premis.xml；"
    return MANUAL, f"{said}起草、审核、签发、盖章的过程信息由人工核对。"


def _running(seen: Seen) -> Verdict:
    return MANUAL, f"目录序号 1 至 {len(seen.items)} 连续；档号、件号在封装后另行编制，编制后由人工核对。"


def _not_empty(seen: Seen) -> Verdict:
    return _verdict("每件都有文件，没有 0 字节的文件。", _names(seen, lambda file: not seen.size(file)))


def _in_scope(seen: Seen) -> Verdict:
    missing = [item_key(item) for item in seen.plan.noted if not item.note.strip()]
    noted = len(seen.plan.noted)
    return _verdict(f"归档范围表所列各件，或有文件，或在备考表中注明缺件原因、参见何处（{noted} 件）。", missing)


def _metadata_there(seen: Seen) -> Verdict:
    documents = seen.plan.dossier.documents
    missing = [] if documents.get("case.yaml") else ["案卷记录"]
    missing += [name for name, content in sorted(documents.items()) if not content]
    return _verdict(f"随包封存案卷记录和人员信息共 {len(documents)} 个文件，均非空。", missing)


def _content_there(seen: Seen) -> Verdict:
    missing = _names(seen, lambda file: file.path not in seen.written)
    return _verdict(f"计划入包的 {len(seen.files)} 个文件全部写入并计算了摘要。", missing)


# ---------------------------------------------------------------- 可用性


def _metadata_readable(seen: Seen) -> Verdict:
    return _verdict(f"以 UTF-8 读回归档文件目录.csv，共 {len(_rows(seen))} 行。")


def _formats(seen: Seen) -> Verdict:
    how = "扩展名属于公开或通行的格式。"
    return _verdict(how, unsure=_names(seen, lambda file: file.path.suffix not in _OPEN))


def _opens(seen: Seen) -> Verdict:
    wrong = _names(seen, lambda file: seen.looks[file.path].opened is False)
    unsure = _names(seen, lambda file: seen.looks[file.path].opened is None)
    return _verdict("用程序逐个打开 Word、Excel、PDF 和文本文件。", wrong, unsure)


def _environment(seen: Seen) -> Verdict:
    endings = "、".join(sorted({file.path.suffix or "（无扩展名）" for file in seen.files})) or "无"
    return MANUAL, f"包内文件的扩展名：{endings}。所需软硬件是否常见由人工确认。"


def _unlocked(seen: Seen) -> Verdict:
    def locked(file: PlannedFile) -> bool:
        look = seen.looks[file.path]
        ole = file.path.suffix in (".docx", ".xlsx") and look.head.startswith(_OLE)
        return file.path.suffix in _CLOSED or look.reason == "texts.encrypted" or ole

    def unknown(file: PlannedFile) -> bool:
        unread = seen.looks[file.path].opened is None and file.path.suffix not in _NEVER_LOCKED
        return unread and not locked(file)

    unsure = _names(seen, unknown)
    return _verdict("包只存储不压缩、不加密；逐个核对文件没有打开密码，不是压缩包。", _names(seen, locked), unsure)


# ---------------------------------------------------------------- 安全性


def _scanner(seen: Seen) -> Verdict:
    if seen.scan is None:
        return NOT_RUN, "本机没有找到可以调用的杀毒软件（clamdscan、clamscan）；不作结论。"
    if seen.scan.failed:
        return NOT_RUN, f"找到 {seen.scan.program}，但没有正常运行（{seen.scan.failed}）；不作结论。"
    return PASSED, f"检测时调用了 {seen.scan.program}。"


def _scanned(seen: Seen) -> Verdict:
    if seen.scan is None or seen.scan.failed:
        return NOT_RUN, "没有调用成功的杀毒软件，是否感染病毒未检测。"
    infected = [f"{name}（{virus}）" for name, virus in seen.scan.infected]
    return _verdict(f"用 {seen.scan.program} 扫描 {seen.scan.files} 个文件。", infected)


# ---------------------------------------------------------------- the list

_REAL, _WHOLE, _USABLE, _SAFE = "真实性", "完整性", "可用性", "安全性"
_CARRIER: Final = "封装只生成文件，载体由人工检测。"
# Group, number as far as it was seen in print, name, how it is judged.
_CHECKS: Final[tuple[tuple[str, str, str, Callable[[Seen], Verdict]], ...]] = (
    (
        _REAL,
        "1-1",
        "固化信息有效性",
        _fixed,
    ),
    (_REAL, "", "元数据项数据长度", _lengths),
    (_REAL, "", "元数据项数据类型、格式", _types),
    (_REAL, "", "元数据项值域符合度", _values),
    (_REAL, "", "元数据项数据值合理性", _plausible),
    (_REAL, "", "元数据项数据包含特殊字符情况", _characters),
    (_REAL, "", "档号规范性", _manual("档号在封装后另行编制，不在包内。")),
    (_REAL, "", "元数据项数据重复性", _duplicates),
    (_REAL, "1-10", "内容数据电子属性一致性", _formats_agree),
    (_REAL, "1-11", "元数据与内容关联", _linked),
    (_REAL, "", "说明文件和目录文件规范性", _described),
    (_REAL, "", "信息包目录结构规范性", _structured),
    (_REAL, "1-14", "归档信息包一致性", _the_same),
    (_WHOLE, "2-1", "总件数", _item_count),
    (_WHOLE, "2-2", "总字节数", _byte_count),
    (_WHOLE, "2-3", "元数据项完整", _elements),
    (_WHOLE, "2-4", "必填著录项", _required),
    (_WHOLE, "2-5", "过程信息", _process),
    (_WHOLE, "2-6", "连续性元数据项", _running),
    (_WHOLE, "2-7", "内容数据完整", _not_empty),
    (_WHOLE, "", "附件数据完整", _manual("正文所列附件是否齐全由人工核对。")),
    (_WHOLE, "2-9", "归档范围", _in_scope),
    (_WHOLE, "2-10", "信息包元数据", _metadata_there),
    (_WHOLE, "2-11", "信息包内容数据", _content_there),
    (_USABLE, "3-1", "信息包中元数据可读性", _metadata_readable),
    (_USABLE, "3-2", "目标数据库中元数据可访问性", _manual("由接收系统导入后检测。")),
    (_USABLE, "3-3", "内容数据格式", _formats),
    (_USABLE, "", "内容数据可读性", _opens),
    (_USABLE, "", "软硬件环境合规性", _environment),
    (_USABLE, "3-8", "信息包内容数据格式合规性", _unlocked),
    (_SAFE, "4-1", "是否安装杀毒软件", _scanner),
    (_SAFE, "4-2", "病毒感染", _scanned),
    (_SAFE, "", "载体中多余文件", _manual(_CARRIER)),
    (_SAFE, "", "载体读取速度", _manual(_CARRIER)),
    (_SAFE, "", "载体外观", _manual(_CARRIER)),
    (_SAFE, "", "光盘合格性", _manual(_CARRIER)),
    (_SAFE, "4-7", "归档过程安全性", _manual("操作人、权限和交接过程由人工核对；密级标注已随目录保留。")),
)
