"""The paper of sealed packages: where it lies, and who has it. The ledger's lines are the register.

A package's paper is placed (box, shelf), lent and returned by acts in the ledger; what holds now follows from them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from archive_tool.packages.ledger import LedgerLine

PLACED: Final = "placed"
LENT: Final = "lent"
RETURNED: Final = "returned"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the paper of a package lies: its box and its place on the shelves, since when and by whom."""

    package: str
    box: str
    place: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Loan:
    """Paper that is out, or was.

    Attributes:
        number: of the ledger line that lent it; what it is returned by.
        package: whose paper.
        items: which items, as it was said; empty means all.
        borrower, unit, purpose: who has it and for what.
        at: when it was lent.
        due: the day it is to be back, ISO; may be empty.
        returned: when it came back; empty while it is out.
        lent_by: who handed it out.
    """

    number: int
    package: str
    items: str
    borrower: str
    unit: str
    purpose: str
    at: str
    due: str
    returned: str
    lent_by: str

    def is_overdue(self, today: date) -> bool:
        """Whether it is out after its day."""
        return not self.returned and bool(self.due) and self.due < today.isoformat()


@dataclass(frozen=True, slots=True)
class PaperState:
    """Every place by package name, and every loan in the order of its line."""

    places: dict[str, Kept]
    loans: tuple[Loan, ...]

    def out(self, package: str) -> tuple[Loan, ...]:
        """The loans of a package that are not back."""
        return tuple(loan for loan in self.loans if loan.package == package and not loan.returned)


def state_of_paper(lines: Iterable[LedgerLine]) -> PaperState:
    """What the acts of the ledger come to."""
    places: dict[str, Kept] = {}
    loans: dict[int, Loan] = {}
    back: dict[int, str] = {}
    for line in lines:
        act, said = line.act, line.act.details
        name = PurePosixPath(act.package).stem
        if act.act == PLACED:
            places[name] = Kept(name, said.get("box", ""), said.get("place", ""), act.at, act.by)
        elif act.act == LENT:
            loans[line.number] = Loan(
                line.number, name, said.get("items", ""), said.get("borrower", ""), said.get("unit", ""),
                said.get("purpose", ""), act.at, said.get("due", ""), "", act.by,
            )  # fmt: skip
        elif act.act == RETURNED and said.get("loan", "").isdecimal():
            back[int(said["loan"])] = act.at
    return PaperState(places, tuple(_with_return(loan, back.get(loan.number, "")) for loan in loans.values()))


def _with_return(loan: Loan, at: str) -> Loan:
    return Loan(loan.number, loan.package, loan.items, loan.borrower, loan.unit, loan.purpose, loan.at, loan.due, at,
                loan.lent_by)  # fmt: skip
