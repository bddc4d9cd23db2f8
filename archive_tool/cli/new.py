"""`new KIND ID`."""

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of
from archive_tool.messages import Say


def build(say: Say) -> click.Command:
    english = click.Option(["--english-keys"], is_flag=True, help=say("help.new.english_keys"))
    return command(
        "new",
        say,
        act,
        [
            click.Argument(["kind"]),
            click.Argument(["identity"], metavar="ID"),
            click.Option(["--person", "people"], multiple=True, metavar="ID", help=say("help.new.person")),
            english,
        ],
        writes=True,
    )


def act(call: Call, kind: str, identity: str, people: tuple[str, ...], english_keys: bool) -> int:
    """Writes the record and says where it lies."""
    from archive_tool.tasks.starting import new_record

    desk = desk_of(call)
    path = new_record(desk, kind, identity, people, chinese=not english_keys, dry_run=call.dry_run)
    call.printer.result(
        call.say(
            "new.would" if call.dry_run else "new.person" if kind == "person" else "new.done",
            path=desk.layout.shown(path),
            id=identity,
        )
    )
    call.printer.document({"record": desk.layout.shown(path), "kind": kind, "id": identity})
    return 0
