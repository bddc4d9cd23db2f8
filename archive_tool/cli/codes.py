"""`codes assign|import|check|print`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, Group, command, everywhere
from archive_tool.cli.opening import acting_desk_of, desk_of
from archive_tool.cli.printing import counts, finding_json
from archive_tool.messages import Say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive_tool.model.findings import Finding
    from archive_tool.packages.codes import Coded
    from archive_tool.tasks.codes import Numbered

UNDER = "codes."


def build(say: Say) -> click.Command:
    group = Group(say, under=UNDER, name="codes", params=everywhere(say), help=say("help.codes"))
    year = click.Option(["--year"], type=click.IntRange(1900, 9999), metavar="YEAR", help=say("help.codes.year"))
    group.add_command(command("assign", say, act_assign, [year], writes=True, under=UNDER))
    taken_in = [
        click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE.xlsx"),
        click.Option(["--replace"], is_flag=True, help=say("help.codes.replace")),
    ]
    group.add_command(command("import", say, act_import, taken_in, writes=True, under=UNDER))
    group.add_command(command("check", say, act_check, under=UNDER))
    printed = [click.Argument(["directory"], metavar="DIR"), year]
    group.add_command(command("print", say, act_print, printed, writes=True, under=UNDER))
    return group


def act_assign(call: Call, year: int | None) -> int:
    """Gives a code to every sealed item that has none."""
    from archive_tool.tasks.codes import assign_codes

    now = datetime.now()  # noqa: DTZ005 - made aware where it is written
    done = assign_codes(acting_desk_of(call), year, now, dry_run=call.dry_run)
    return _numbered(call, done, "codes.would_assign" if call.dry_run else "codes.assigned")


def act_import(call: Call, file: Path, replace: bool) -> int:
    """Takes in the archive room's codes."""
    from archive_tool.tasks.codes import import_codes

    now = datetime.now()  # noqa: DTZ005 - made aware where it is written
    done = import_codes(acting_desk_of(call), call.folder / file, now, replace=replace, dry_run=call.dry_run)
    code = _numbered(call, done, "codes.would_import" if call.dry_run else "codes.imported")
    if done.others:
        call.printer.result(call.say("codes.others", count=done.others))
    return code


def act_check(call: Call) -> int:
    """Prints doubles, gaps and items without a code."""
    from archive_tool.tasks.codes import check_codes
    from archive_tool.tasks.desk import stopping

    desk = desk_of(call)
    register, findings = check_codes(desk)
    call.printer.findings(findings, brief=call.quiet)
    tally = counts(findings)
    facts = {"codes": len(register), "errors": tally["error"], "warnings": tally["warning"]}
    call.printer.result(call.say("codes.checked", **facts))
    _document(call, register, findings)
    return 1 if stopping(findings, strict=desk.settings.strict) else 0


def act_print(call: Call, directory: str, year: int | None) -> int:
    """Prints catalogue, spine labels and filing stamps as Word files."""
    from archive_tool.tasks.code_prints import print_lists

    now = datetime.now()  # noqa: DTZ005 - made aware where it is written
    desk = acting_desk_of(call)
    done = print_lists(desk, call.folder / directory, now, year=year, dry_run=call.dry_run)
    for path in done.files:
        call.printer.result(call.say("codes.would_print" if call.dry_run else "codes.printed", path=path))
    if done.uncoded:
        call.printer.result(call.say("codes.uncoded", count=done.uncoded))
    if desk.settings.users:
        call.printer.result(call.say("codes.in_sight"))
    call.printer.document({"files": [str(path) for path in done.files], "items": done.items})
    return 0


def _numbered(call: Call, done: "Numbered", key: str) -> int:
    call.printer.findings(done.findings, brief=call.quiet)
    for entry in done.codes:
        call.printer.result(f"{entry.code}  {entry.package}/{entry.item}")
    call.printer.result(call.say(key, count=len(done.codes)))
    _document(call, done.codes, done.findings, others=done.others)
    return 1 if any(finding.stops for finding in done.findings) else 0


def _document(call: Call, codes: "Iterable[Coded]", findings: "Iterable[Finding]", **more: object) -> None:
    call.printer.document(
        {
            "codes": [{"package": each.package, "item": each.item, "code": each.code} for each in codes],
            **more,
            "findings": [_said(call, each) for each in findings],
        }
    )


def _said(call: Call, each: "Finding") -> dict[str, object]:
    message, hint = call.say(each.rule, **each.facts), call.say(f"{each.rule}.hint", **each.facts)
    return finding_json(each, message, hint)
