"""A list of 12,000 talks with 20 seeded faults: taken in against openpyxl's mere reading of the same workbook.

    python tests/benchmarks/bench_tables.py [ROWS]

The peer is openpyxl with read_only=True and values_only=True, every row read. Processor time of one process each; ours
reads, holds every cell against the schema and writes tables/谈话名单.csv as it would stand.
"""

import random
import shutil
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from archive_tool.tasks.cases import Reader
from archive_tool.tasks.desk import Circumstances, open_desk
from archive_tool.tasks.tabling import propose_tables

ROOT = Path(__file__).resolve().parents[2]
HEAD = ("编号", "谈话种类", "谈话对象", "单位", "职务", "身份", "层次", "日期", "开始时间", "结束时间", "地点", "谈话人", "记录人", "态度")
# Column (of HEAD, from 0), what stands there, the rule that names it.
FAULTS: tuple[tuple[int, object, str], ...] = (
    (0, None, "I-125"), (2, None, "I-125"), (1, "闲谈", "S-108"), (5, "路人", "S-108"), (13, "弃权", "S-108"),
    (6, "一", "S-110"), (6, 1.5, "S-110"), (6, "-", "S-110"), (7, "昨天", "S-113"), (7, "2026.13.1", "S-115"),
    (7, "2026-02-30", "S-115"), (7, "26.3.1", "S-114"), (8, "二十五点", "S-118"), (8, "25:10", "S-118"),
    (9, "9点半多", "S-118"), (2, "#REF!", "I-122"), (10, "#N/A", "I-122"), (4, "处\x85长", "I-126"),
    (0, "第一", "I-123"), (3, "=A1&B1", "I-120"),
)  # fmt: skip


def workbook(path: Path, rows: int) -> dict[int, tuple[int, str]]:
    """Writes the list; the faults by row, with column and rule."""
    chosen = random.Random(8)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("谈话名单")
    sheet.append(HEAD)
    at = dict(zip(sorted(chosen.sample(range(100, rows), len(FAULTS))), FAULTS, strict=True))
    faults = {}
    for number in range(rows):
        day = date(2026, 3, 1) + timedelta(days=number % 40)
        line: list[object] = [
            "第一" if number == 0 else f"t{number}", "考察谈话", f"受访{chr(0x4E00 + number % 900)}", f"云岭市第{number % 70}单位", "科长",
            "知情人", 1 + number % 4, day, "9:00", "9:40", "三楼会议室", "陶令仪、蒋行简", "孟子衿", "同意",
        ]  # fmt: skip
        if number in at:
            column, said, rule = at[number]
            line[column] = said
            faults[number + 2] = (column + 1, rule)
        sheet.append(line)
    book.save(path)
    return faults


def spent(work: Callable[[], object]) -> float:
    best = 1e9
    for _ in range(3):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def reading(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


def main(rows: int) -> None:
    with TemporaryDirectory() as place:
        workspace = Path(place) / "ws"
        shutil.copytree(ROOT / "samples" / "valid", workspace)
        path = workspace / "谈话名单.xlsx"
        faults = workbook(path, rows)
        desk = open_desk(workspace, Circumstances({}, date(2026, 6, 30), by="甲"))
        case = Reader(desk).for_tables(next(workspace.glob("cases/2026-01-*")))
        (taken,), findings = propose_tables(desk, case, [path], "")
        named = {f.place.line: (f.place.column, f.rule) for f in findings if f.stops}
        missed = {row: fault for row, fault in faults.items() if named.get(row) != fault}
        print(f"rows {rows}, taken {taken.new}, sent back {len(taken.bad)}; faults {len(faults)}, named by row and column {len(faults) - len(missed)}")
        print("not as seeded:", missed, {row: named.get(row) for row in missed}, "beyond:", set(named) - set(faults))
        ours, theirs = spent(lambda: propose_tables(desk, case, [path], "")), spent(lambda: reading(path))
        print(f"ours {ours:.2f} s, openpyxl read-only {theirs:.2f} s: {ours / theirs:.2f} times")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12_000)
