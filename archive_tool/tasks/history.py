"""`history`: what was replaced in a case, and putting one back."""

from datetime import datetime
from pathlib import Path

from archive_tool.errors import WrongUsage
from archive_tool.tasks.desk import Desk
from archive_tool.workspace.history import Kept, kept, restore
from archive_tool.workspace.locating import choose
from archive_tool.workspace.sweeping import sweep_case
from archive_tool.writing import locked


def replaced(desk: Desk, case: str, here: Path, file: str = "") -> tuple[Kept, ...]:
    """What was replaced in a case, newest first; with a name only files of that name."""
    (folder,) = choose(desk.layout, (case,), here)
    return kept(folder, file)


def put_back(desk: Desk, case: str, here: Path, file: str, *, number: int, when: datetime, dry_run: bool) -> Kept:
    """Puts number `number` of that list back; the present file goes to history first. Raises WrongUsage."""
    found = replaced(desk, case, here, file)
    if number > len(found):
        raise WrongUsage("history.no_such", number=number, total=len(found))
    wanted = found[number - 1]
    if not dry_run:
        (folder,) = choose(desk.layout, (case,), here)
        with locked(desk.layout.lock, f"{desk.settings.actor} history"):
            sweep_case(folder)
            restore(folder, wanted, when)
    return wanted
