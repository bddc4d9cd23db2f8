"""Opens the desk a command works at, from what the call was told."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call

if TYPE_CHECKING:
    from archive_tool.tasks.desk import Circumstances, Desk


def circumstances_of(call: Call) -> "Circumstances":
    """What the call says of itself; the clock is read here and nowhere below."""
    from archive_tool.tasks.desk import Circumstances

    today = call.as_of or date.today()  # noqa: DTZ011 - the clerk's own calendar day
    return Circumstances(call.environment, today, call.by, call.strict)


def desk_of(call: Call) -> "Desk":
    """The desk in the workspace where the command was called. Raises WrongUsage outside one."""
    from archive_tool.tasks.desk import open_desk

    return open_desk(call.folder, circumstances_of(call))


def typed(call: Call, path: Path) -> Path:
    """A file that somebody typed: from the shell's own folder, as it completes names; failing that, from -C."""
    here = Path.cwd() / path
    return here if here.exists() or not (call.folder / path).exists() else call.folder / path


def acting_desk_of(call: Call) -> "Desk":
    """The desk for an act that is noted with a name: --by, else the login's, else asked for on a terminal.

    Raises WrongUsage when nobody says who acts.
    """
    from archive_tool.errors import WrongUsage

    desk = desk_of(call)
    if desk.settings.actor:
        return desk
    if not sys.stdin.isatty():
        raise WrongUsage("by.missing")
    return desk_of(replace(call, by=click.prompt(call.say("by.ask"), err=True)))
