"""`codes print`: catalogue, spine labels and filing stamps of what was sealed, with its reference codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Final

from archive_tool.errors import Conflict, Damaged, Refused
from archive_tool.packages.catalogue import remark_of, title_of
from archive_tool.packages.codes import CodeRule
from archive_tool.packages.holdings import Held
from archive_tool.packages.layout import retention_order
from archive_tool.packages.ledger import read_head
from archive_tool.packages.paper import Kept, state_of_paper
from archive_tool.tasks.codes import code_rule, codes_by_item, number_said
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.holdings import holdings, read_codes
from archive_tool.tasks.printing import CATALOGUE, SLIPS, SPINES, Press
from archive_tool.tasks.shelf import Shelf
from archive_tool.writing import folder_draft, locked, swap_folder, write_aside, write_bytes

PRINTED: Final = "printed"
_IN_A_ROW: Final = ("a", "b", "c")  # stamps of 45 mm on a page


@dataclass(frozen=True, slots=True)
class Prints:
    """The files written (or that would be); how many items stand on them, how many of these have no code."""

    files: tuple[Path, ...]
    items: int
    uncoded: int


def print_lists(
    desk: Desk, target: Path, now: datetime, *, year: int | None = None, dry_run: bool = False
) -> Prints:
    """A catalogue, spine labels and stamps for each year and retention, sorted by code.

    What the acting person may not see is left out, as if it were not there. Raises Refused when nothing is left,
    Conflict when a file is there already.
    """
    rule, codes = code_rule(desk), codes_by_item(read_codes(desk))
    found = holdings(desk, in_sight=True)
    if found.unreadable:  # a list that lacks a package without saying so would be wrong
        raise Damaged("pack.damaged", path=found.unreadable[0])
    seen = [held for held in found.items if year in (None, held.catalogue.year)]
    if not seen:
        raise Refused("codes.nothing_to_print")
    paper = state_of_paper(Shelf(desk).lines())
    files: dict[Path, tuple[str, dict[str, object]]] = {}
    for (in_year, retention), group in _classes(seen):
        ordered = sorted(group, key=lambda held: (not codes.get(held.key), codes.get(held.key, "")))
        facts = {"year": str(in_year), "retention": retention, "count": str(len(ordered))}
        stem = f"{in_year}-{retention}"
        files[target / f"归档文件目录-{stem}.docx"] = CATALOGUE, {**facts, "items": catalogue_rows(ordered, codes)}
        files[target / f"脊背-{stem}.docx"] = SPINES, {**facts, "spines": _spines(ordered, codes, rule, paper.places)}
        files[target / f"归档章-{stem}.docx"] = SLIPS, {**facts, "slips": _slips(ordered, codes, rule)}
    for path in files:
        if path.exists():
            raise Conflict("export.exists", path=path)
    if not dry_run:
        _write(desk, files, target, now)
    uncoded = sum(held.key not in codes for held in seen)
    return Prints(tuple(files), len(seen), uncoded)


def _write(desk: Desk, files: dict[Path, tuple[str, dict[str, object]]], target: Path, now: datetime) -> None:
    with locked(desk.layout.lock, f"{desk.settings.actor} codes"), Press(desk) as press:
        head = read_head(desk.layout.ledger)
        made = {path: press.printed(template, facts, head=head) for path, (template, facts) in files.items()}
        Shelf(desk).note(PRINTED, now, details={"files": str(len(made)), "to": str(target)})
    if target.exists():
        for path, data in made.items():
            write_aside(path, data)
        return
    with folder_draft(target) as folder:  # all of them or none
        for path, data in made.items():
            write_bytes(folder / path.name, data, private=False)
        swap_folder(folder, target)


def _classes(items: Iterable[Held]) -> list[tuple[tuple[int, str], list[Held]]]:
    """The items by year and retention, in the order of lists."""
    items = tuple(items)
    weight = {name: number for number, name in enumerate(retention_order(held.item.retention for held in items))}

    def place(held: Held) -> tuple[int, int]:
        return held.catalogue.year, weight[held.item.retention]

    grouped = groupby(sorted(items, key=place), key=lambda held: (held.catalogue.year, held.item.retention))
    return [(key, list(group)) for key, group in grouped]


def catalogue_rows(items: Sequence[Held], codes: dict[tuple[str, str], str]) -> list[dict[str, str]]:
    """The nine cells of DA/T 22 for each item, by name."""
    return [
        {
            "sequence": str(number),
            "code": codes.get(held.key, ""),
            "doc_no": held.item.doc_no,
            "maker": held.item.maker,
            "title": title_of(held.item),
            "date": held.item.date,
            "secrecy": held.item.secrecy,
            "pages": pages_said(held),
            "note": remark_of(held.item),
        }
        for number, held in enumerate(items, 1)
    ]


def pages_said(held: Held) -> str:
    """页数 as lists print it; blank when it is not known."""
    return "" if held.item.pages is None else str(held.item.pages)


def _spines(
    items: Sequence[Held], codes: dict[tuple[str, str], str], rule: CodeRule, places: dict[str, Kept]
) -> list[dict[str, str]]:
    """A label for each box that the paper lies in; what lies in no box yet has one label without a number."""
    boxes: dict[tuple[str, str], list[Held]] = {}
    for held in items:
        kept = places.get(held.catalogue.package)
        boxes.setdefault((kept.box, kept.place) if kept else ("", ""), []).append(held)
    labels = []
    for (box, place), inside in sorted(boxes.items()):
        numbers = [said for held in inside if (said := number_said(codes.get(held.key, ""), rule))]
        labels.append(
            {
                "fonds_number": rule.fixed["全宗号"],
                "year": str(inside[0].catalogue.year),
                "retention": inside[0].item.retention,
                "office": rule.fixed["机构"],
                "numbers": f"{min(numbers)}—{max(numbers)}" if numbers else "",
                "box": box,
                "place": place,
            }
        )
    return labels


def _slips(
    items: Sequence[Held], codes: dict[tuple[str, str], str], rule: CodeRule
) -> list[dict[str, dict[str, str]]]:
    """The stamps, three in a row; the last row is filled up with empty ones."""
    made = [
        {
            "fonds_number": rule.fixed["全宗号"],
            "year": str(held.catalogue.year),
            "number": number_said(codes.get(held.key, ""), rule),
            "office": rule.fixed["机构"],
            "retention": held.item.retention,
            "pages": pages_said(held),
            "code": codes.get(held.key, ""),
            "title": title_of(held.item),
        }
        for held in items
    ]
    empty = dict.fromkeys(made[0], "")
    made += [empty] * (-len(made) % len(_IN_A_ROW))
    return [
        dict(zip(_IN_A_ROW, made[start : start + len(_IN_A_ROW)], strict=True))
        for start in range(0, len(made), len(_IN_A_ROW))
    ]
