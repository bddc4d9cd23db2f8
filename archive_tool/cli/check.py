"""`check [CASE...]`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of
from archive_tool.cli.printing import counts, finding_json
from archive_tool.messages import Say, speaker

if TYPE_CHECKING:
    from archive_tool.tasks.desk import Desk
    from archive_tool.tasks.generate import Studio


def build(say: Say) -> click.Command:
    return command("check", say, act, [click.Argument(["cases"], nargs=-1, metavar="[CASE]...")])


def act(call: Call, cases: tuple[str, ...]) -> int:
    """Prints every finding, then a line of totals."""
    from archive_tool.errors import worst
    from archive_tool.procedure.checking import wording
    from archive_tool.tasks.check import check_cases
    from archive_tool.tasks.desk import stopping
    from archive_tool.tasks.naming import field_namer

    desk = desk_of(call)
    checked = check_cases(desk, cases, Path(call.folder), lambda: _studio(desk))
    words = wording(call.language)
    fields = field_namer(desk, {each.id: each.kind for each in checked}) if call.language == "zh" else None
    for each in checked:
        call.printer.findings(each.findings, words, brief=call.quiet, fields=fields)
    findings = [finding for each in checked for finding in each.findings]
    tally = counts(findings)
    unread = sum(not each.readable for each in checked)
    call.printer.result(call.say("check.totals", cases=len(checked), unread=unread, **tally))
    call.printer.document(
        {"findings": [finding_json(finding, *words(finding)) for finding in findings], "counts": tally}
    )
    return worst(
        [0 if not stopping(each.findings, strict=call.strict) else 1 if each.readable else 3 for each in checked]
    )


def _studio(desk: "Desk") -> "Studio":
    """What renders documents: heavy, and only needed where people have written on a Word file."""
    from archive_tool.tasks.generate import Studio

    return Studio(desk, speaker("zh"))
