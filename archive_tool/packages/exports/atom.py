"""AtoM CSV (Access to Memory, ISAD(G) template 2.x): the package as a file-level description, its items below. Pure."""

from collections.abc import Iterable, Mapping
from typing import Final

from archive_tool.packages.catalogue import remark_of, title_of
from archive_tool.packages.holdings import Held
from archive_tool.packages.reading import Catalogue

COLUMNS: Final = (
    "legacyId", "parentId", "identifier", "title", "levelOfDescription", "extentAndMedium", "repository",
    "scopeAndContent", "accessConditions", "language", "generalNote", "eventTypes", "eventDates", "eventStartDates",
    "eventEndDates", "eventActors", "digitalObjectPath", "culture",
)  # fmt: skip
_FULL_DATE: Final = 8  # digits
_MONTH: Final = 6


def atom_rows(
    catalogue: Catalogue, items: Iterable[Held], codes: Mapping[tuple[str, str], str]
) -> list[tuple[str, ...]]:
    """The head, a row for the package, then one for each item; parents before children, as the importer wants."""
    keeper = catalogue.facts.get("fonds_name") or catalogue.facts.get("organisation", "")
    top = {
        "legacyId": catalogue.package,
        "identifier": catalogue.package,
        "title": catalogue.title,
        "levelOfDescription": "File",
        "extentAndMedium": f"{len(catalogue.items)} 件",
        "repository": keeper,
        "scopeAndContent": f"{catalogue.year} 年，{catalogue.retention}",
        "language": "zh",
        "culture": "zh",
    }
    return [COLUMNS, _row(top), *(_row(_item(held, codes)) for held in items)]


def _item(held: Held, codes: Mapping[tuple[str, str], str]) -> dict[str, str]:
    item = held.item
    day = iso_date(item.date)
    pages = "" if item.pages is None else f"{item.pages} 页"
    return {
        "legacyId": held.number,
        "parentId": held.catalogue.package,
        "identifier": codes.get(held.key, "") or item.item,
        "title": title_of(item),
        "levelOfDescription": "Item",
        "extentAndMedium": "；".join(part for part in (pages, f"{len(item.files)} 个文件") if part),
        "scopeAndContent": "；".join(person.name for person in item.people),
        "accessConditions": item.secrecy,
        "language": "zh",
        "generalNote": "；".join(part for part in (item.doc_no, remark_of(item)) if part),
        "eventTypes": "Creation",
        "eventDates": item.date or "NULL",
        "eventStartDates": day or "NULL",
        "eventEndDates": day or "NULL",
        "eventActors": item.maker or "NULL",
        "digitalObjectPath": item.files[0].path if item.files else "",
        "culture": "zh",
    }


def iso_date(digits: str) -> str:
    """`20260508` as `2026-05-08`, a month or year as far as it is known."""
    if len(digits) == _FULL_DATE:
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return f"{digits[:4]}-{digits[4:]}" if len(digits) == _MONTH else digits


def _row(facts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(facts.get(name, "") for name in COLUMNS)
