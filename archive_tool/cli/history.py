"""`history CASE [FILE] [--restore N]`."""

from datetime import datetime

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of
from archive_tool.messages import Say


def build(say: Say) -> click.Command:
    params = [
        click.Argument(["case"]),
        click.Argument(["file"], required=False, default=""),
        click.Option(["--restore"], type=click.IntRange(1), metavar="N", help=say("help.history.restore")),
    ]
    return command("history", say, act, params, writes=True)


def act(call: Call, case: str, file: str, restore: int | None) -> int:
    """Lists what was replaced, or puts one back."""
    from archive_tool.tasks.history import put_back, replaced

    desk = desk_of(call)
    found = replaced(desk, case, call.folder, file)
    if restore is not None:
        now = datetime.now()  # noqa: DTZ005 - the clerk's own clock names the copy
        wanted = put_back(desk, case, call.folder, file, number=restore, when=now, dry_run=call.dry_run)
        call.printer.result(call.say("history.restored", file=wanted.origin))
    for each in found if restore is None else ():
        call.printer.result(f"{each.number:>3}  {each.when:%Y-%m-%d %H:%M:%S}  {each.origin}")
    if not found:
        call.printer.result(call.say("history.none"))
    listed = [{"number": e.number, "file": e.origin, "when": e.when.isoformat(), "path": str(e.path)} for e in found]
    call.printer.document({"history": listed})
    return 0
