"""Invented entries, and an index of them."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from archive_tool.model.entries import Entry, FileText, Page
from archive_tool.model.filing import NamedPerson
from archive_tool.search.indexing import Shelved, refresh

TODAY = date(2026, 6, 15)


def entry(item: str = "C6", *texts: str, package: str = "p1", **other: Any) -> Entry:
    """An item with a file for each text."""
    files = tuple(FileText(f"data/03_考察/{item}_{n}.docx", (Page(text),)) for n, text in enumerate(texts))
    facts: dict[str, Any] = {
        "package": package, "case": f"case-{package}", "item": item, "title": "考察材料", "kind": "appointment", "stage": "03_考察",
        "date": "2024-03-05", "year": 2024, "doc_no": "", "secrecy": "工作秘密", "retention": "永久", "people": (), "units": (),
        "posts": (), "files": files,
    }  # fmt: skip
    return Entry(**(facts | other))


def person(name: str, role: str = "考察对象", *former: str) -> NamedPerson:
    return NamedPerson(name, role, former)


def shelved(entries: Iterable[Entry], digest: str = "d") -> list[Shelved]:
    """The packages that these entries make."""
    held: dict[str, list[Entry]] = {}
    for one in entries:
        held.setdefault(one.package, []).append(one)
    return [Shelved(name, digest, lambda of_package=of_package: of_package) for name, of_package in held.items()]


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """`made(entries…)` is the folder of a new index that holds them."""
    numbers = count()

    def make(*entries: Entry, engine: str = "whoosh") -> Path:
        folder = tmp_path / f"index-{next(numbers)}"
        refresh(folder, shelved(entries), engine, "测试")
        return folder

    return make
