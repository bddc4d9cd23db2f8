"""Opens the desk a command works at, from what the call was told."""

from datetime import date
from typing import TYPE_CHECKING

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
