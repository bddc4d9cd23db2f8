"""`index [--rebuild]`."""

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of
from archive_tool.messages import Say


def build(say: Say) -> click.Command:
    return command("index", say, act, [click.Option(["--rebuild"], is_flag=True, help=say("help.index.rebuild"))])


def act(call: Call, rebuild: bool) -> int:
    """Brings the index up to date and says what changed."""
    from archive_tool.tasks.index import bring_up_to_date

    def tell(package: str) -> None:
        if not call.quiet:
            call.printer.trouble(call.say("index.reading", package=package))

    done = bring_up_to_date(desk_of(call), rebuild=rebuild, tell=tell)
    call.printer.result(call.say("index.done", added=len(done.added), removed=len(done.removed), kept=done.kept))
    for name, reason in done.unreadable:
        call.printer.result(call.say("index.unreadable", package=name, reason=reason))
    facts = {"added": list(done.added), "removed": list(done.removed), "kept": done.kept, "rebuilt": done.rebuilt}
    call.printer.document({**facts, "unreadable": [name for name, _ in done.unreadable]})
    return 6 if done.unreadable else 0
