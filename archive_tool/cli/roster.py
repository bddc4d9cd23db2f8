"""`roster`."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.gaps import gap_of_unreadable
from archive_tool.cli.indexed import answered, noted
from archive_tool.cli.opening import desk_of
from archive_tool.messages import Say

if TYPE_CHECKING:
    from archive_tool.tasks.roster import Gaps, Roster, Row

BETWEEN = re.compile(r"[,，、;；\s]+")


def build(say: Say) -> click.Command:
    params = [
        click.Option(["--announced"], is_flag=True, help=say("help.roster.announced")),
        click.Option(["--appointed"], is_flag=True, help=say("help.roster.appointed")),
        click.Option(["--since"], default="", metavar="DATE", help=say("help.roster.since")),
        click.Option(["--until"], default="", metavar="DATE", help=say("help.roster.until")),
        click.Option(["--columns"], default="", metavar="NAMES", help=say("help.roster.columns")),
        click.Option(["--sort"], default="", metavar="NAMES", help=say("help.roster.sort")),
        click.Option(["--export"], type=click.Path(path_type=Path), metavar="FILE", help=say("help.roster.export")),
    ]
    return command("roster", say, act, params, writes=True)


def act(
    call: Call,
    *,
    announced: bool,
    appointed: bool,
    since: str,
    until: str,
    columns: str,
    sort: str,
    export: Path | None,
) -> int:
    """Prints the list with what it cannot know, or writes it to a file."""
    from archive_tool.tasks.roster import APART, IN_ONE, Wanted, roster

    desk = desk_of(call)
    wanted = Wanted(announced, appointed, since, until, _names(columns), _names(sort), APART if export else IN_ONE)
    made = answered(desk, lambda: roster(desk, wanted))
    noted(call, desk, f"roster {wanted.said}".rstrip(), len(made.rows))
    head = [call.say(f"roster.column.{column}") for column in made.columns]
    notes = _notes(call, made)
    if export is None:
        call.printer.table([head, *(made.cells(row) for row in made.rows)])
    else:
        from archive_tool.tasks.tables import export_table

        cells = [made.cells(row) for row in made.rows]
        export_table(export, call.say("roster.title"), head, cells, notes, dry_run=call.dry_run)
        key = "export.would" if call.dry_run else "export.done"
        call.printer.result(call.say(key, path=export, count=len(made.rows)))
    for note in notes:
        call.printer.result(note)
    call.printer.document(_as_json(made))
    return 0


def _names(said: str) -> tuple[str, ...]:
    return tuple(name for name in BETWEEN.split(said) if name)


def _notes(call: Call, made: "Roster") -> list[str]:
    """How many there are, what the list cannot know, and the ledger it was made under."""
    say, gaps = call.say, made.gaps
    notes = [say("roster.total", count=len(made.rows)), say("roster.basis")]
    notes += [
        say(f"roster.{name}", count=len(found), names="、".join(found))
        for name in ("without", "unusable", "undecided", "nameless", "undated")
        if (found := getattr(gaps, name))
    ]
    if gaps.textless:
        notes.append(say("gap.textless", count=len(gaps.textless)))
    notes += gap_of_unreadable(say, gaps.unreadable, gaps.packages)
    return [*notes, say("roster.head", number=made.head.number, digest=made.head.digest)]


def _as_json(made: "Roster") -> dict[str, object]:
    return {
        "columns": list(made.columns),
        "total": len(made.rows),
        "rows": [_row_json(made, row) for row in made.rows],
        "unknown": _gaps_json(made.gaps),
        "ledger": {"number": made.head.number, "digest": made.head.digest},
    }


def _row_json(made: "Roster", row: "Row") -> dict[str, object]:
    return {
        "cells": dict(zip(made.columns, made.cells(row), strict=True)),
        "marks": list(row.marks),
        "proofs": [{"package": each.package, "item": each.item, "file": each.file} for each in row.proofs],
    }


def _gaps_json(gaps: "Gaps") -> dict[str, object]:
    return {
        **{
            name: list(getattr(gaps, name))
            for name in ("without", "unusable", "undecided", "nameless", "undated", "packages")
        },
        "textless": [{"package": each.package, "item": each.item, "file": each.file} for each in gaps.textless],
        "unreadable": gaps.unreadable,
    }
