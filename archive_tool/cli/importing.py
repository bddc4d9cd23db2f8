"""`import FILE... [--id ID] [--yes]`; `import FILE... --case CASE [--table NAME] [--blank]`."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of, typed
from archive_tool.messages import Say, speaker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive_tool.model.findings import Finding
    from archive_tool.tasks.importing import Proposal, Proposals


def build(say: Say) -> click.Command:
    params = [
        click.Argument(["files"], nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)),
        click.Option(["--id", "identity"], default="", metavar="ID", help=say("help.import.id")),
        click.Option(["--case"], default="", metavar="CASE", help=say("help.import.case")),
        click.Option(["--table"], default="", metavar="NAME", help=say("help.import.table")),
        click.Option(["--blank"], is_flag=True, help=say("help.import.blank")),
        click.Option(["--yes"], is_flag=True, help=say("help.import.yes")),
    ]
    return command("import", say, act, params, writes=True)


def act(call: Call, files: tuple[Path, ...], identity: str, yes: bool, **tables: str | bool) -> int:
    """Persons, or tables into a case."""
    case, table, blank = str(tables["case"]), str(tables["table"]), bool(tables["blank"])
    if not case and (table or blank):
        raise click.UsageError(call.say("tables.need_case"))
    if case and identity:
        raise click.UsageError(call.say("tables.no_id"))
    if not case:
        return _persons(call, files, identity, yes)
    from archive_tool.cli.tabling import blank_sheet, take_sheets

    paths = [typed(call, path) for path in files]
    return blank_sheet(call, case, table, paths) if blank else take_sheets(call, case, table, paths, yes=yes)


def _persons(call: Call, files: tuple[Path, ...], identity: str, yes: bool) -> int:
    """Proposes, asks about persons who are there already, writes, and sends bad rows back."""
    from archive_tool.tasks.importing import Proposals, propose, return_rows, take_in

    desk = desk_of(call)
    found = propose(desk, [call.folder / path for path in files], identity)
    call.printer.findings(found.findings)
    agreed = {each.id for each in found.people if _shown(call, each) and (yes or _agreed(call, each))}
    done = found
    if not call.dry_run:
        done = Proposals(take_in(desk, found, agreed, datetime.now()), found.rejects)  # noqa: DTZ005 - the clerk's clock
    returned = []
    for rejects in found.rejects:
        facts = {"file": desk.layout.shown(rejects.source), "count": len(rejects.rows)}
        if call.dry_run:
            call.printer.trouble(call.say("import.would_return", **facts))
            continue
        path, column = return_rows(rejects, call.folder, call.say, lambda each: _reasons(each, speaker(call.language)))
        call.printer.trouble(call.say("import.returned", path=path, column=column, **facts))
        returned.append(str(path))
    _print(call, done)
    call.printer.document({"people": [_as_json(call, each) for each in done.people], "returned": returned})
    strict = call.strict and any(f.severity == "warning" for each in done.people for f in each.findings)
    return done.exit_code or int(strict)


def _shown(call: Call, each: "Proposal") -> bool:
    """Shows what is to be looked at and what would change; whether this changes somebody's file."""
    call.printer.findings(each.findings)
    empty = call.say("import.empty")
    for one in each.differences:
        facts = {"field": one.field, "before": one.before or empty, "after": one.after or empty}
        call.printer.result(call.say("import.difference", **facts))
    return each.state == "changed"


def _agreed(call: Call, each: "Proposal") -> bool:
    """Asks on a terminal; elsewhere nothing is agreed to."""
    if call.dry_run or call.printer.as_json or not sys.stdin.isatty():
        return call.dry_run
    return click.confirm(call.say("import.agree", path=f"people/{each.id}.yaml"), err=True)


def _print(call: Call, done: "Proposals") -> None:
    for each in done.people:
        if each.error is not None and each.error.key != "intake.unusable":
            call.printer.trouble(call.say(each.error.key, **each.error.facts))
        elif each.error is None:
            call.printer.result(call.say(f"import.{each.state}", name=each.name, path=f"people/{each.id}.yaml"))
    states = [each.state.value for each in done.people]
    counted = {state: states.count(state) for state in ("new", "changed", "unchanged", "refused")}
    call.printer.result(call.say("import.totals", **counted))


def _reasons(each: "Proposal", say: Say) -> str:
    """Why a row goes back, for the sheet."""
    if any(finding.stops for finding in each.findings):
        return reasons(each.findings, say)
    return say(each.error.key, **each.error.facts) if each.error else ""


def reasons(findings: "Iterable[Finding]", say: Say) -> str:
    """Why a row goes back, cell by cell."""
    stopping = [finding for finding in findings if finding.stops]
    cells = [finding.place.field.rpartition("!")[2] for finding in stopping]
    said = [say(f.rule, **f.facts) + say(f"{f.rule}.hint", **f.facts) for f in stopping]
    return "\n".join(" ".join(each) for each in zip(cells, said, strict=True))


def _as_json(call: Call, each: "Proposal") -> dict[str, object]:
    from archive_tool.cli.printing import finding_json

    return {
        "source": each.source,
        "name": each.name,
        "id": each.id,
        "state": each.state.value,
        "reason": call.say(each.error.key, **each.error.facts) if each.error else "",
        "differences": [{"field": one.path, "before": one.before, "after": one.after} for one in each.differences],
        "findings": [
            finding_json(f, call.say(f.rule, **f.facts), call.say(f"{f.rule}.hint", **f.facts)) for f in each.findings
        ],
    }
