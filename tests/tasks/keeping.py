"""The demo's archive after sealing, and how a test works in it."""

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl

from archive_tool.cli import main as door

BY = "经办人甲"


def run(folder: Path, *words: str, day: str = "2027-03-01", by: str = BY) -> int:
    shared = ["-C", str(folder), "--lang", "zh", "--as-of", day, "--by", by]
    return door.run([*words, *shared], {"ARCHIVE_TOOL_SOFFICE": "none"})


def ledger(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "archive" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def workbook(path: Path, rows: Iterable[Iterable[object]]) -> Path:
    """An archive room's list, written by a program that is not ours."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    data = io.BytesIO()
    made.save(data)
    path.write_bytes(data.getvalue())
    return path


def clearance(folder: Path, level: str) -> None:
    with (folder / "archive-tool.yaml").open("a", encoding="utf-8") as handle:
        handle.write(f"\nusers:\n  a: {{name: {BY}, clearance: {level}}}\n")
