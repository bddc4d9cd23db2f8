"""`show PACKAGE [MEMBER]`."""

import sys
from datetime import datetime

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of
from archive_tool.errors import WrongUsage
from archive_tool.messages import Say


def build(say: Say) -> click.Command:
    params = [click.Argument(["package"]), click.Argument(["member"], required=False, default="")]
    return command("show", say, act, params)


def act(call: Call, package: str, member: str) -> int:
    """Lists the items of a package, or writes one file to stdout."""
    from archive_tool.tasks import show

    desk = desk_of(call)
    path = show.find_package(desk, package, call.folder)
    with show.open_shown(desk, path) as opened:
        if member:
            name = show.member(desk, opened, member)
            text = show.readable(opened, name) if sys.stdout.isatty() else ""
            if text is None:
                raise WrongUsage("show.binary", package=opened.name, file=name)
            now = datetime.now()  # noqa: DTZ005 - made aware where it is written
            if text:
                list(show.pieces(desk, opened, path, name, now))  # it was shown, and that is noted
                call.printer.result(text)
                return 0
            for piece in show.pieces(desk, opened, path, name, now):
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            return 0
        items = show.visible_items(desk, opened)
        rows = [(item.item, item.title, item.date, ", ".join(file.path for file in item.files)) for item in items]
        call.printer.result(opened.name)
        call.printer.table(rows)
        listed = [
            {"item": i.item, "title": i.title, "date": i.date, "files": [file.path for file in i.files]} for i in items
        ]
        call.printer.document({"package": opened.name, "items": listed})
    return 0
