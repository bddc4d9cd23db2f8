"""`import FILE... --case CASE`: tables of a case, taken in and handed out. No command of its own."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call
from archive_tool.cli.importing import reasons
from archive_tool.cli.opening import desk_of
from archive_tool.messages import speaker

if TYPE_CHECKING:
    from archive_tool.tasks.tables_kept import Opened
    from archive_tool.tasks.tabling import TakenTable


def take_sheets(call: Call, case: str, table: str, paths: Sequence[Path], *, yes: bool) -> int:
    """Proposes, asks where rows change that are there already, writes, and sends bad rows back."""
    from archive_tool.cli.printing import finding_json
    from archive_tool.tasks.tabling import propose_tables, returned_table, take_tables

    desk = desk_of(call)
    opened = _opened(call, case)
    taken, findings = propose_tables(desk, opened, paths, table)
    call.printer.findings(findings)
    shown = [_counts(one, desk.layout.shown(one.path)) for one in taken]
    for counts in shown:
        call.printer.result(call.say("tables.counts", **counts))
    returned = []
    if not call.dry_run:
        agreed = yes or _agreed(call, sum(one.changed for one in taken))
        take_tables(desk, opened, taken, datetime.now(), agreed=agreed)  # noqa: DTZ005 - the clerk's clock
        say = speaker(call.language)
        for one in (one for one in taken if one.bad):
            path = returned_table(one, call.folder, call.say, lambda row: reasons(row.findings, say))
            facts = {"file": one.source.name, "count": len(one.bad), "column": call.say("import.remark")}
            call.printer.trouble(call.say("import.returned", path=path, **facts))
            returned.append(str(path))
    said = [finding_json(f, call.say(f.rule, **f.facts), call.say(f"{f.rule}.hint", **f.facts)) for f in findings]
    call.printer.document({"tables": shown, "returned": returned, "findings": said})
    strict = call.strict and any(finding.severity == "warning" for finding in findings)
    return 3 if any(one.bad for one in taken) else int(strict)


def blank_sheet(call: Call, case: str, table: str, paths: Sequence[Path]) -> int:
    """Writes an empty sheet to hand out."""
    from archive_tool.tasks.tabling import blank_table

    desk = desk_of(call)
    opened = _opened(call, case)
    if len(paths) != 1:
        raise click.UsageError(call.say("tables.one_blank"))
    if not call.dry_run:
        made = blank_table(desk, opened.kind, table, paths[0], call.say)
        call.printer.result(call.say("tables.blank", table=made.zh, path=paths[0]))
    call.printer.document({"blank": str(paths[0])})
    return 0


def _opened(call: Call, case: str) -> "Opened":
    from archive_tool.tasks.cases import Reader
    from archive_tool.workspace.locating import choose

    desk = desk_of(call)
    (folder,) = choose(desk.layout, (case,), call.folder)
    return Reader(desk).for_tables(folder)


def _counts(one: "TakenTable", path: str) -> dict[str, object]:
    return {
        "table": one.sheet.table.zh, "sheet": one.sheet.name, "file": path, "new": one.new, "changed": one.changed,
        "unchanged": one.unchanged, "bad": len(one.bad),
    }  # fmt: skip


def _agreed(call: Call, changed: int) -> bool:
    """Asks on a terminal whether rows that are there already may change; elsewhere nothing is agreed to."""
    if not changed or call.printer.as_json or not sys.stdin.isatty():
        return False
    return click.confirm(call.say("tables.agree", count=changed), err=True)
