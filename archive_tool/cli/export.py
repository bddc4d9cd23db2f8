"""`export PACKAGE DIR`."""

from datetime import datetime

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import acting_desk_of
from archive_tool.messages import Say

_FORMATS = ("folder", "bag", "csip", "eep", "atom")


def build(say: Say) -> click.Command:
    params = [
        click.Argument(["package"]),
        click.Argument(["directory"], metavar="DIR"),
        click.Option(["--as", "form"], type=click.Choice(_FORMATS), default="folder", help=say("help.export.as")),
    ]
    return command("export", say, act, params, writes=True)


def act(call: Call, package: str, directory: str, form: str) -> int:
    """Copies a package into a folder, as its papers alone or as the whole bag."""
    from archive_tool.tasks.export import export
    from archive_tool.tasks.show import find_package

    desk = acting_desk_of(call)
    path = find_package(desk, package, call.folder)
    now = datetime.now()  # noqa: DTZ005 - made aware where it is written
    done = export(desk, path, call.folder / directory, form, now, dry_run=call.dry_run)
    facts = {"path": done.path, "files": done.files, "mib": f"{done.bytes / 2**20:.1f}"}
    call.printer.result(call.say("export.would_copy" if call.dry_run else "export.copied", **facts))
    call.printer.document(
        {"package": done.package, "path": str(done.path), "as": form, "files": done.files, "bytes": done.bytes}
    )
    return 0
