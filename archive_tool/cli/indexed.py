"""Asking an index that may not be up to date, or not there at all."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from archive_tool.cli.building import Call
    from archive_tool.tasks.desk import Desk

_Answer = TypeVar("_Answer")


def answered(desk: "Desk", ask: Callable[[], _Answer]) -> _Answer:
    """What `ask` answers once the index holds what lies on the shelf; one that is damaged is made again first."""
    from archive_tool.search.doubt import Doubtful
    from archive_tool.tasks.currency import is_current

    if not is_current(desk):
        refresh(desk, rebuild=False)
    try:
        return ask()
    except Doubtful:
        refresh(desk, rebuild=True)
        return ask()


def noted(call: "Call", desk: "Desk", question: str, found: int) -> None:
    """Notes a question that was answered; where that cannot be written (a read-only disc), says so and goes on."""
    from archive_tool.errors import ToolError
    from archive_tool.tasks.asked import note_question

    if call.dry_run:
        return
    try:
        note_question(desk, question, found, datetime.now())  # noqa: DTZ005 - made aware where it is written
    except ToolError as error:
        reason = call.say(error.key, **error.facts)
        call.printer.trouble(call.say("asked.not_noted", path=desk.layout.shown(desk.layout.asked), reason=reason))


def refresh(desk: "Desk", *, rebuild: bool) -> None:
    """Reads what is new on the shelf; only now is anything loaded that reads documents."""
    from archive_tool.tasks.index import bring_up_to_date

    bring_up_to_date(desk, rebuild=rebuild)
