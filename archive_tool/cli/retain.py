"""`retain due|dispose`."""

from datetime import datetime

import click

from archive_tool.cli.building import Call, Group, command, everywhere
from archive_tool.cli.gaps import gap_of_unreadable
from archive_tool.cli.opening import acting_desk_of, desk_of
from archive_tool.messages import Say

UNDER = "retain."


def build(say: Say) -> click.Command:
    group = Group(say, under=UNDER, name="retain", params=everywhere(say), help=say("help.retain"))
    every = click.Option(["--all", "everything"], is_flag=True, help=say("help.retain.all"))
    group.add_command(command("due", say, act_due, [every], under=UNDER))
    wanted = [
        click.Argument(["packages"], nargs=-1, required=True, metavar="PACKAGE..."),
        click.Option(["--second"], required=True, metavar="NAME", help=say("help.retain.second")),
        click.Option(["--reason"], required=True, help=say("help.retain.reason")),
    ]
    group.add_command(command("dispose", say, act_dispose, wanted, writes=True, under=UNDER))
    return group


def act_due(call: Call, everything: bool) -> int:
    """Prints the packages whose period is over, with --all every package; and how many cannot be read."""
    from archive_tool.tasks.retain import due

    found = due(desk_of(call))
    listed = [each for each in found.kept if each.over or everything]
    for each in listed:
        until = each.period.until or call.say("retain.ever" if each.period.permanent else "retain.unknown")
        key = "retain.row.over" if each.over else "retain.row"
        call.printer.result(call.say(key, path=each.path, retention=each.period.retention, until=until))
    call.printer.result(call.say("retain.due", over=sum(each.over for each in found.kept), all=len(found.kept)))
    for gap in gap_of_unreadable(call.say, found.unreadable, found.named):
        call.printer.result(gap)
    call.printer.document(
        {
            "packages": [
                {
                    "path": each.path,
                    "case": each.catalogue.case,
                    "retention": each.period.retention,
                    "until": each.period.until.isoformat() if each.period.until else None,
                    "over": each.over,
                    "items": len(each.catalogue.items),
                }
                for each in listed
            ],
            "unknown": {"unreadable": found.unreadable, "packages": list(found.named)},
        }
    )
    return 0


def act_dispose(call: Call, packages: tuple[str, ...], second: str, reason: str) -> int:
    """Disposes of packages, each by two names; what is left of them is said."""
    from archive_tool.errors import worst
    from archive_tool.tasks.disposal import Disposal, dispose

    desk = acting_desk_of(call)
    now = datetime.now()  # noqa: DTZ005 - made aware where it is written
    done = dispose(desk, packages, Disposal(second, reason, call.dry_run), call.folder, now)
    for each in done:
        if each.error is not None:
            call.printer.failed(each.error)
        else:
            key = "retain.would_dispose" if call.dry_run else "retain.disposed"
            call.printer.result(call.say(key, path=each.path, items=each.items, trace=each.trace))
    if any(each.error is None for each in done) and not call.dry_run:
        call.printer.result(call.say("retain.elsewhere"))
    call.printer.document(
        {
            "packages": [
                {
                    "path": each.path,
                    "state": each.state,
                    "items": each.items,
                    "trace": each.trace,
                    "reason": call.say(each.error.key, **each.error.facts) if each.error else reason,
                }
                for each in done
            ]
        }
    )
    return worst([each.exit_code for each in done])
