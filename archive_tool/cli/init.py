"""`init [DIR]`."""

from pathlib import Path

import click

from archive_tool.cli.building import Call, command
from archive_tool.messages import Say


def build(say: Say) -> click.Command:
    folder = click.Argument(["folder_named"], required=False, metavar="[DIR]", type=click.Path(path_type=Path))
    return command("init", say, act, [folder], writes=True)


def act(call: Call, folder_named: Path | None) -> int:
    """Makes the workspace and says what to do next."""
    from archive_tool.tasks.starting import init_workspace

    path = init_workspace(call.folder / folder_named if folder_named else call.folder, dry_run=call.dry_run)
    call.printer.result(call.say("init.would" if call.dry_run else "init.done", path=path))
    call.printer.document({"workspace": str(path.parent), "settings": str(path)})
    return 0
