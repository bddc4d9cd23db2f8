"""`pack [CASE...]`."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import acting_desk_of
from archive_tool.messages import Say, speaker

if TYPE_CHECKING:
    from archive_tool.tasks.cases import Loaded
    from archive_tool.tasks.pack import Packed


def build(say: Say) -> click.Command:
    params = [
        click.Argument(["cases"], nargs=-1, metavar="[CASE]..."),
        click.Option(["--all", "everything"], is_flag=True, help=say("help.pack.all")),
        click.Option(["--replaces"], default="", metavar="REASON", help=say("help.pack.replaces")),
        click.Option(["--verify", "check_at_once"], is_flag=True, help=say("help.pack.verify")),
    ]
    return command("pack", say, act, params, writes=True)


def act(call: Call, cases: tuple[str, ...], everything: bool, replaces: str, check_at_once: bool) -> int:
    """Seals the cases named; without names it lists what it would seal and asks."""
    from archive_tool.errors import worst
    from archive_tool.tasks.cases import Reader
    from archive_tool.tasks.pack import Order, pack

    desk = acting_desk_of(call)
    loaded = Reader(desk).chosen(cases, call.folder)
    if not cases and not everything and not call.dry_run:
        loaded = iter(listed := tuple(loaded))
        if not _agreed(call, listed):
            return 2
    now = datetime.now()  # noqa: DTZ005 - made aware where it is written
    done = pack(desk, loaded, Order(replaces, check_at_once, call.dry_run), speaker("zh"), now)
    _print(call, done)
    return worst([each.exit_code for each in done])


def _agreed(call: Call, loaded: "tuple[Loaded, ...]") -> bool:
    """Asks on a terminal; elsewhere it only says what to write."""
    for each in loaded:
        call.printer.trouble(f"  {each.id}  {each.case.title if each.case else ''}")
    if not sys.stdin.isatty():
        call.printer.trouble(call.say("pack.say_all"))
        return False
    return click.confirm(call.say("pack.agree", count=len(loaded)), err=True)


def _print(call: Call, done: "tuple[Packed, ...]") -> None:
    from archive_tool.procedure.checking import wording

    words = wording(call.language)
    for each in done:
        call.printer.findings(each.findings, words, brief=call.quiet)
        if each.error is not None:
            call.printer.failed(each.error)
        facts = {"case": each.case, "path": each.path, "files": each.files, "mib": f"{each.bytes / 2**20:.1f}"}
        call.printer.result(call.say(f"pack.{each.state}", **facts))
    call.printer.document(
        {
            "packages": [
                {
                    "case": each.case,
                    "path": each.path,
                    "retention": each.retention,
                    "files": each.files,
                    "bytes": each.bytes,
                    "sha256": each.sha256,
                    "state": each.state,
                    "reason": call.say(each.error.key, **each.error.facts) if each.error else each.reason,
                }
                for each in done
            ]
        }
    )
