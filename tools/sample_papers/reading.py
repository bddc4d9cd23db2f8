"""Reads the sample workspace into plain mappings with English keys, whatever language a record is written in."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any, Final

from archive_tool.model.tree import Group, Leaf, Node
from archive_tool.records.checking import check
from archive_tool.records.reading import load, read
from archive_tool.records.schema import load_schema

ROOT: Final = Path(__file__).parents[2]
WORKSPACE: Final = ROOT / "samples" / "valid"
SCHEMAS: Final = (ROOT / "schemas",)


def plain(node: Node) -> Any:
    """Mappings, lists and texts: dates in ISO form, times as 9:30, yes and no as 是 and 否."""
    if isinstance(node, Leaf):
        if isinstance(node.value, bool):
            return "是" if node.value else "否"
        return f"{node.value.hour}:{node.value.minute:02}" if isinstance(node.value, time) else str(node.value)
    if isinstance(node, Group):
        return {key: plain(child) for key, child in node.fields.items()}
    return [plain(child) for child in node.items]


def record(path: Path, kind: str) -> dict[str, Any]:
    """A record as plain mappings. Raises ValueError when the schema does not understand it."""
    checked = check(read(load(path), path.name), load_schema(SCHEMAS, kind))
    if checked.record is None or checked.findings:
        raise ValueError(path, checked.findings)
    return {"folder": path.parent, **plain(checked.record)}


def people() -> Mapping[str, dict[str, Any]]:
    """The persons of the register by id."""
    return {path.stem: record(path, "person") for path in sorted((WORKSPACE / "people").glob("*.yaml"))}


def cases() -> Iterator[dict[str, Any]]:
    """Cases and decisions, in the order of their folders."""
    for path in sorted((WORKSPACE / "cases").glob("*/case.yaml")):
        yield record(path, read(load(path), path.name).text("kind", "类型"))


def organisation() -> dict[str, Any]:
    """`org` of archive-tool.yaml."""
    found: dict[str, Any] = record(WORKSPACE / "archive-tool.yaml", "workspace")["org"]
    return found


def table(folder: Path, name: str) -> list[list[str]]:
    """The rows of a table of a case, its heads first."""
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.reader(handle))


def short_titles(kind: str) -> Mapping[str, str]:
    """The file plan's fixed titles by code."""
    plan = record(SCHEMAS[0] / kind / "file-plan.yaml", "file-plan")
    return {item["code"]: item["short"] for item in plan["items"]}


def spoken(iso: str) -> str:
    """A date as papers have it: 2026年3月4日."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.year}年{day.month}月{day.day}日"


def dotted(iso: str) -> str:
    """A date as tables have it: 2026.3.4, or 1969.11."""
    parts = iso.split("-")
    return ".".join([parts[0], *(str(int(part)) if len(parts) > 2 else part for part in parts[1:])])
