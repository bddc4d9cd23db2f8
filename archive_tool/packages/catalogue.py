"""归档文件目录: the nine columns of DA/T 22-2015 as Word, xlsx and CSV, and everything as JSON for machines."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from archive_tool import VERSION
from archive_tool.model.filing import FiledFile, FiledItem
from archive_tool.packages.planning import PackagePlan, PlannedItem, item_key
from archive_tool.packages.reading import PackedFile, PackedItem
from archive_tool.packages.sheet import sheet
from archive_tool.packages.word import Column, Page, Paragraph, Table, word_file

COLUMNS: Final = ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注")
_WIDTHS: Final = (10, 30, 32, 36, 66, 24, 18, 12, 39)  # millimetres, of 267 on A4 across
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'")
_SHORT: Final = re.compile(r"_([^_]+)")


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written into the package."""

    path: PurePosixPath
    size: int
    sha256: str
    sha512: str


@dataclass(frozen=True, slots=True)
class Totals:
    """What lists print: the filed items, without 00_目录. `pages` is None when those of some item are not known."""

    items: int
    files: int
    size: int
    pages: int | None


def totals(plan: PackagePlan, written: Mapping[PurePosixPath, Written]) -> Totals:
    """The figures of a package's filed items."""
    pages = [entry.pages for entry in plan.items]
    known = [count for count in pages if count is not None]
    size = sum(written[file.path].size for file in plan.files)
    return Totals(len(plan.items), len(plan.files), size, sum(known) if len(known) == len(pages) else None)


def title_of(item: FiledItem | PackedItem) -> str:
    """题名, in [ ] where the paper has none of its own and one had to be made."""
    if item.title:
        return f"[{item.title}]" if item.title_made else item.title
    return f"[{short_title(item)}]"


def short_title(item: FiledItem | PackedItem) -> str:
    """短题名: the file plan's fixed title, out of the stem."""
    found = _SHORT.search(item.stem)
    return found.group(1) if found else item.stem


def remark_of(item: FiledItem | PackedItem) -> str:
    """备注: what a reader of the catalogue must know."""
    said = [item.note]
    said += [f"Word文件与正本：{file.agrees}" for file in item.files if file.agrees]
    if item.personnel_file:
        said.append(f"另归干部人事档案第{item.personnel_file}类")
    return "；".join(dict.fromkeys(part for part in said if part))


def row_of(entry: PlannedItem) -> tuple[str, ...]:
    """The nine cells of an item; 档号 stays empty: it is given later and stands in the register beside the packages."""
    item = entry.item
    return (
        str(entry.sequence),
        "",
        item.doc_no,
        item.maker,
        title_of(item),
        item.date,
        item.secrecy,
        "" if entry.pages is None else str(entry.pages),
        remark_of(item),
    )


# ---------------------------------------------------------------- CSV


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that could be begins with an apostrophe. See `plain_cell`."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain_cell(text: str) -> str:
    """What `safe_cell` was given."""
    return text.removeprefix("'")


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV table that Excel, WPS and LibreOffice open right: UTF-8 with its mark, CRLF, formula-safe."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows([safe_cell(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", "replace")


def catalogue_csv(plan: PackagePlan) -> bytes:
    """归档文件目录.csv."""
    return csv_bytes((COLUMNS, *(row_of(entry) for entry in plan.items)))


# ---------------------------------------------------------------- Word and xlsx


def catalogue_word(plan: PackagePlan, counted: Totals) -> bytes:
    """归档文件目录.docx, on A4 across, the head of the table repeated on each page."""
    head = tuple(Column(name, width) for name, width in zip(COLUMNS, _WIDTHS, strict=True))
    body = (
        Paragraph("归档文件目录", style="title"),
        Paragraph(cover_line(plan), style="small"),
        Table(head, tuple(row_of(entry) for entry in plan.items)),
        Paragraph(said_totals(counted), style="small"),
    )
    return word_file(Page(across=True), body, title=f"归档文件目录 {plan.name}", author=author_of(plan))


def catalogue_sheet(plan: PackagePlan) -> bytes:
    """归档文件目录.xlsx."""
    return sheet("归档文件目录", COLUMNS, [row_of(entry) for entry in plan.items], widths=_WIDTHS)


def cover_line(plan: PackagePlan) -> str:
    """What the cover of a catalogue states (DA/T 22): fonds, year, retention, organisation or subject."""
    facts = plan.dossier.facts
    name, number = facts.get("fonds_name") or facts.get("organisation", ""), facts.get("fonds_number", "")
    fonds = f"{name}（{number}）" if number else name
    parts = (
        ("全宗名称（全宗号）", fonds),
        ("年度", str(plan.dossier.year)),
        ("保管期限", plan.retention),
        ("机构（问题）", facts.get("department", "")),
        ("案卷", f"{plan.dossier.title}（{plan.dossier.case}）"),
    )
    return "　　".join(f"{name}：{value}" for name, value in parts if value)


def said_totals(counted: Totals) -> str:
    """The totals as every printed list says them."""
    pages = "" if counted.pages is None else f"，{counted.pages} 页"
    return (
        f"共 {counted.items} 件、{counted.files} 个文件{pages}，{counted.size} 字节（不含 00_目录 中的文件）。"
    )


def author_of(plan: PackagePlan) -> str:
    """Whose name stands as the author of what sealing makes."""
    return plan.dossier.facts.get("department") or plan.dossier.facts.get("organisation") or plan.dossier.sealed_by


# ---------------------------------------------------------------- JSON


def catalogue_json(plan: PackagePlan, written: Mapping[PurePosixPath, Written], documents: Mapping[str, str]) -> bytes:
    """catalogue.json: all that search and later work need, so that the index can be made from packages alone.

    Args:
        plan: what was sealed.
        written: the filed files as they were written.
        documents: digests of the record and persons as sealed, by path under metadata/.
    """
    dossier = plan.dossier
    counted = totals(plan, written)
    supplements = plan.supplements
    whole = {
        "format": 1,
        "package": plan.name,
        "case": dossier.case,
        "kind": dossier.kind,
        "title": dossier.title,
        "year": dossier.year,
        "retention": plan.retention,
        "restricted": plan.restricted,
        "sealed_on": dossier.sealed_on,
        "sealed_by": dossier.sealed_by,
        "tool": f"archive-tool {VERSION}",
        "facts": dict(sorted(dossier.facts.items())),
        "packages": list(plan.siblings),
        "supplements": None
        if supplements is None
        else {
            "package": supplements.package,
            "sha256": supplements.sha256,
            "reason": supplements.reason,
            "withdrawn": list(supplements.withdrawn),
        },
        "stages": [{"code": code, "folder": folder} for code, folder in dossier.stages],
        "totals": {
            "items": counted.items,
            "files": counted.files,
            "bytes": counted.size,
            "pages": counted.pages,
            "note": said_totals(counted),
        },
        "items": [_item(entry, written) for entry in plan.items],
        "noted": [noted_item(item, plan) for item in plan.noted],
        "documents": dict(sorted(documents.items())),
    }
    return json_bytes(whole)


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """JSON of an object that people can read, one field or list entry a line; the same bytes for the same value."""
    fields = ",\n".join(f"{_compact(name)}: {_spread(field)}" for name, field in value.items())
    return f"{{\n{fields}\n}}\n".encode()


def _spread(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(_compact(entry) for entry in value) + "\n]"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _item(entry: PlannedItem, written: Mapping[PurePosixPath, Written]) -> dict[str, Any]:
    files = [
        file_facts(planned.file)
        | {"path": str(planned.path), "bytes": written[planned.path].size, "sha256": written[planned.path].sha256}
        for planned in entry.files
    ]
    return {"sequence": entry.sequence, **item_facts(entry.item), "pages": entry.pages, "files": files}


def item_facts(item: FiledItem | PackedItem) -> dict[str, Any]:
    """What is known of an item, without its files."""
    return {
        "item": item_key(item),
        "code": item.code,
        "number": item.number,
        "stem": item.stem,
        "stage": item.stage,
        "title": item.title,
        "title_made": item.title_made,
        "genre": item.genre,
        "date": item.date,
        "doc_no": item.doc_no,
        "maker": item.maker,
        "secrecy": item.secrecy,
        "retention": item.retention,
        "personnel_file": item.personnel_file,
        "restricted": item.restricted,
        "people": [
            {"name": person.name, "role": person.role, "former_names": list(person.former_names)}
            for person in item.people
        ],
        "units": list(item.units),
        "posts": list(item.posts),
        "note": item.note,
    }


def file_facts(file: FiledFile | PackedFile) -> dict[str, Any]:
    """What is known of a file, without where and what its bytes are."""
    return {"role": file.role, "pages": file.pages, "agrees": file.agrees, "original_name": file.original_name}


def noted_item(item: FiledItem, plan: PackagePlan) -> dict[str, Any]:
    """An item that is only noted; outside its own package a restricted one is named by its fixed title alone."""
    title = short_title(item) if item.restricted and not plan.restricted else item.title
    return {"item": item_key(item), "stem": item.stem, "stage": item.stage, "title": title, "note": item.note}
