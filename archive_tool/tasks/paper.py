"""`paper`: where the paper of sealed packages lies and who has borrowed it, noted in the ledger."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from archive_tool.errors import Conflict, NotPermitted, WrongUsage
from archive_tool.packages.paper import LENT, PLACED, RETURNED, Loan, PaperState, state_of_paper
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.shelf import Shelf
from archive_tool.tasks.show import find_package, open_shown, visible_items
from archive_tool.writing import locked


@dataclass(frozen=True, slots=True)
class Lending:
    """Who borrows what for what, until when."""

    borrower: str
    unit: str = ""
    purpose: str = ""
    items: tuple[str, ...] = ()
    due: date | None = None


def paper_state(desk: Desk) -> PaperState:
    """Every place and loan."""
    return state_of_paper(Shelf(desk).lines())


def place(
    desk: Desk, wanted: str, lies: tuple[str, str], here: Path, now: datetime, *, dry_run: bool = False
) -> str:
    """Notes the box and the shelf place of a package's paper; gives the package as lists name it."""
    box, where = (said.strip() for said in lies)
    if not box and not where:
        raise WrongUsage("paper.nowhere")
    path, shelf = _ours(desk, wanted, here), Shelf(desk)
    if not dry_run:
        with locked(desk.layout.lock, f"{desk.settings.actor} paper"):
            shelf.note(PLACED, now, path, details={"box": box, "place": where})
    return shelf.shown(path)


def lend(desk: Desk, wanted: str, lending: Lending, here: Path, now: datetime, *, dry_run: bool = False) -> str:
    """Notes that paper goes out; what is out already cannot go out again.

    Raises Conflict when it is out, WrongUsage for items the package does not hold, NotPermitted when the acting person
    may not see what is lent.
    """
    path, shelf = _ours(desk, wanted, here), Shelf(desk)
    items = _items(desk, path, lending.items)
    with locked(desk.layout.lock, f"{desk.settings.actor} paper"):
        for loan in paper_state(desk).out(path.stem):
            known = set(loan.items.split("、")) if loan.items else set()
            if not known or not items or known & set(items):
                raise Conflict("paper.out", package=path.stem, borrower=loan.borrower, at=loan.at[:10])
        details = {
            "borrower": lending.borrower,
            "unit": lending.unit,
            "purpose": lending.purpose,
            "items": "、".join(items),
            "due": lending.due.isoformat() if lending.due else "",
        }
        if not dry_run:
            shelf.note(LENT, now, path, details={name: said for name, said in details.items() if said})
    return shelf.shown(path)


def take_back(desk: Desk, wanted: str, here: Path, now: datetime, *, dry_run: bool = False) -> tuple[Loan, ...]:
    """Notes that everything lent of a package is back. Raises Conflict when nothing of it is out."""
    path, shelf = _ours(desk, wanted, here), Shelf(desk)
    with locked(desk.layout.lock, f"{desk.settings.actor} paper"):
        out = paper_state(desk).out(path.stem)
        if not out:
            raise Conflict("paper.not_out", package=path.stem)
        for loan in () if dry_run else out:
            shelf.note(RETURNED, now, path, details={"loan": str(loan.number), "borrower": loan.borrower})
    return out


def _ours(desk: Desk, wanted: str, here: Path) -> Path:
    path = find_package(desk, wanted, here)
    if path not in Shelf(desk).packages:
        raise WrongUsage("retain.not_ours", package=path.name)
    return path


def _items(desk: Desk, path: Path, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The items meant, by key; none means all of them."""
    with open_shown(desk, path) as package:
        keys = {item.item.casefold(): item for item in package.items}
        seen = {item.item for item in visible_items(desk, package)}
        chosen = []
        for name in wanted:
            item = keys.get(name.casefold())
            if item is None:
                raise WrongUsage("paper.no_item", package=path.stem, item=name, known="、".join(sorted(seen)))
            chosen.append(item.item)
        if not set(chosen or (item.item for item in package.items)) <= seen:
            raise NotPermitted("paper.not_permitted", package=path.stem)
    return tuple(chosen)
