"""A ledger of 12,000 visits and 86 opinions from xlsx: taken in, checked, rendered and sealed, against openpyxl reading it.

    python tests/benchmarks/bench_ledger.py [visits]

The peer reads the two workbooks cell by cell (`load_workbook`, as one does who wants to change them). Ours is `import`,
`check`, `generate` and `pack` of the case, one after the other in one process, everything written to disk. Both have
their modules loaded before: a small workspace goes the same way first.
"""

import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time

import openpyxl

from archive_tool.cli import main as door

VISITS, PETITIONS, OFFICERS = 12_000, 86, 400
VISIT_HEADS = (
    "编号", "走访日期", "走访人", "单位", "村（社区）", "户主", "群体", "听取", "内容", "当场解决", "转办编号",
)  # fmt: skip
PETITION_HEADS = (
    "编号", "收到日期", "来源", "反映人", "村（社区）", "类别", "内容", "职责", "责任领导", "责任单位", "责任人", "协调单位",
    "承诺日期", "答复日期", "办结日期", "办理结果", "解释说明", "满意度",
)  # fmt: skip
GROUPS = ("困难户", "拆迁户", "上访者", "案件受害人", "一般群众")
HEARD = ("真话", "诉求", "意见")
SAID = ("夜里多见到巡逻车", "老人腿脚不便，希望上门办证", "集市日道路停车混乱，建议划定停车点")
QUIET = {"LANG": "zh_CN.UTF-8", "ARCHIVE_TOOL_SOFFICE": "none"}
SETTINGS = "format: 1\norg: {full_name: 云岫市公安局, organisation_department: 云岫市公安局政治部}\n"
RECORD = """format: 1
kind: outreach
id: ZF-1
title: 走访恳谈活动
year: 2026
plan:
  basis: 听取群众意见
  from: 2026-03-01
  to: 2026-04-30
  approved_on: 2026-02-20
  quotas: [{{post_kind: 机关, households: 15}}, {{post_kind: 派出所, households: 30}}]
figures:
  - {{label: 走访群众, number: {visits}, unit: 户, rows: 走访}}
  - {{label: 走访困难户, number: {poor}, unit: 户, rows: 走访, where: {{群体: 困难户}}}}
  - {{label: 当场解决, number: {settled}, unit: 件, rows: 走访, where: {{当场解决: 是}}}}
  - {{label: 收集意见建议, number: {petitions}, unit: 条, rows: 意见建议}}
  - {{label: 群众满意, number: {pleased}, unit: 件, rows: 意见建议, where: {{满意度: 满意}}}}
bulletins:
  - {{no: 第1期, date: 2026-05-01, title: 听民声, text: 共走访群众{visits}户，收集意见建议{petitions}条。, charts: [走访群众, 收集意见建议]}}
not_applicable:
  - {{item: G2, reason: 任务见方案, approver: 关山月, on: 2026-03-01}}
  - {{item: K1, reason: 另有记录, approver: 关山月, on: 2026-03-01}}
  - {{item: L1, reason: 没有接访, approver: 关山月, on: 2026-03-01}}
  - {{item: L2, reason: 没有接访, approver: 关山月, on: 2026-03-01}}
"""


def visits(number: int) -> list[tuple[object, ...]]:
    """The rows of the ledger of visits."""
    return [
        (
            f"Z{i:05d}", date(2026, 3, 1) + timedelta(days=i % 60), f"民警{i % OFFICERS:03d}", f"第{i % 20}派出所",
            f"村{i % 97}", f"户主{i}", GROUPS[i % 5], HEARD[i % 3], SAID[i % 3], "是" if i % 7 == 0 else "否", "",
        )
        for i in range(number)
    ]  # fmt: skip


def petitions(number: int) -> list[tuple[object, ...]]:
    """The rows of the ledger of petitions."""
    came = date(2026, 3, 5)
    return [
        (
            f"Y{i:03d}", came, "走访", f"户主{i}", f"村{i % 97}", "社会治安", SAID[i % 3], "职责内", "关山月", "治安支队",
            "濮存义", "", came + timedelta(days=20), came + timedelta(days=12), came + timedelta(days=12), "已办理", "",
            "满意" if i % 4 else "基本满意",
        )
        for i in range(number)
    ]  # fmt: skip


def workbook(path: Path, heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> Path:
    """An xlsx as a clerk has it: one sheet, its head in the first row."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (heads, *rows):
        sheet.append(row)
    book.save(path)
    return path


def workspace(folder: Path, number: int) -> tuple[Path, Path]:
    """A workspace with one drive, and the two workbooks beside it."""
    seen, raised = visits(number), petitions(PETITIONS)
    case = folder / "ws" / "cases" / "zf"
    case.mkdir(parents=True)  # and the folder itself
    (folder / "ws" / "archive-tool.yaml").write_text(SETTINGS, encoding="utf-8")
    counts = Counter((row[6], row[9]) for row in seen)
    (case / "case.yaml").write_text(
        RECORD.format(
            visits=len(seen), petitions=len(raised), pleased=sum(row[17] == "满意" for row in raised),
            poor=sum(count for (group, _), count in counts.items() if group == "困难户"),
            settled=sum(count for (_, settled), count in counts.items() if settled == "是"),
        ),
        encoding="utf-8",
    )  # fmt: skip
    return workbook(folder / "走访台账.xlsx", VISIT_HEADS, seen), workbook(folder / "意见.xlsx", PETITION_HEADS, raised)


def steps(folder: Path, files: tuple[Path, Path]) -> tuple[tuple[str, ...], ...]:
    """The commands of the whole way."""
    names = ("走访台账", "意见建议台账")
    shared = ("-C", str(folder / "ws"), "--as-of", "2026-06-30", "--by", "甲", "-q")
    taken = tuple(
        ("import", str(path), "--case", "ZF-1", "--table", name, "--yes", *shared)
        for path, name in zip(files, names, strict=True)
    )
    return (*taken, ("check", *shared), ("generate", *shared), ("pack", "--all", *shared))


def read_by_peer(files: tuple[Path, Path]) -> int:
    """How many filled cells openpyxl reads."""
    return sum(
        cell is not None
        for path in files
        for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)
        for cell in row
    )


def main() -> None:
    """Prints each step and the ratio."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else VISITS
    with tempfile.TemporaryDirectory() as scratch:
        small, folder = Path(scratch) / "small", Path(scratch) / "whole"
        for words in steps(small, workspace(small, 20)):
            door.run(list(words), QUIET)
        files = workspace(folder, number)
        began = process_time()
        cells = read_by_peer(files)
        peer = process_time() - began
        print(f"openpyxl: {cells} cells in {peer:.2f} s")
        whole = process_time()
        for words in steps(folder, files):
            began, clock = process_time(), perf_counter()
            code = door.run(list(words), QUIET)
            print(f"  {words[0]} -> {code}: {process_time() - began:.2f} s CPU, {perf_counter() - clock:.2f} s")
        ours = process_time() - whole
        print(f"import, check, generate, pack: {ours:.2f} s; ratio {ours / peer:.2f}")


if __name__ == "__main__":
    main()
