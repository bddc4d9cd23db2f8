"""`paper place|lend|return|list`."""

from datetime import date, datetime

import click

from archive_tool.cli.building import Call, DateType, Group, command, everywhere
from archive_tool.cli.opening import acting_desk_of, desk_of
from archive_tool.messages import Say

UNDER = "paper."


def build(say: Say) -> click.Command:
    group = Group(say, under=UNDER, name="paper", params=everywhere(say), help=say("help.paper"))
    package = click.Argument(["package"])
    placed = [
        click.Option(["--box"], default="", help=say("help.paper.box")),
        click.Option(["--shelf"], default="", help=say("help.paper.shelf")),
    ]
    lent = [
        click.Option(["--to", "borrower"], required=True, metavar="NAME", help=say("help.paper.to")),
        click.Option(["--unit"], default="", help=say("help.paper.unit")),
        click.Option(["--purpose"], default="", help=say("help.paper.purpose")),
        click.Option(["--item", "items"], multiple=True, metavar="CODE", help=say("help.paper.item")),
        click.Option(["--due"], type=DateType(), metavar="DATE", help=say("help.paper.due")),
    ]
    every = click.Option(["--all", "everything"], is_flag=True, help=say("help.paper.all"))
    group.add_command(command("place", say, act_place, [package, *placed], writes=True, under=UNDER))
    group.add_command(command("lend", say, act_lend, [package, *lent], writes=True, under=UNDER))
    group.add_command(command("return", say, act_return, [package], writes=True, under=UNDER))
    group.add_command(command("list", say, act_list, [every], under=UNDER))
    return group


def act_place(call: Call, package: str, box: str, shelf: str) -> int:
    """Notes where the paper of a package lies."""
    from archive_tool.tasks.paper import place

    now = datetime.now()  # noqa: DTZ005 - made aware where it is written
    shown = place(acting_desk_of(call), package, (box, shelf), call.folder, now, dry_run=call.dry_run)
    call.printer.result(call.say("paper.placed", package=shown, box=box or "—", place=shelf or "—"))
    call.printer.document({"package": shown, "box": box, "place": shelf})
    return 0


def act_lend(call: Call, package: str, borrower: str, items: tuple[str, ...], due: date | None, **said: str) -> int:
    """Notes that paper goes out."""
    from archive_tool.tasks.paper import Lending, lend

    now = datetime.now()  # noqa: DTZ005 - made aware where it is written
    lending = Lending(borrower, said["unit"], said["purpose"], items, due)
    shown = lend(acting_desk_of(call), package, lending, call.folder, now, dry_run=call.dry_run)
    call.printer.result(call.say("paper.lent", package=shown, borrower=borrower, due=due or "—"))
    call.printer.document({"package": shown, "borrower": borrower, "items": list(items), "due": due})
    return 0


def act_return(call: Call, package: str) -> int:
    """Notes that everything lent of a package is back."""
    from archive_tool.tasks.paper import take_back

    now = datetime.now()  # noqa: DTZ005 - made aware where it is written
    loans = take_back(acting_desk_of(call), package, call.folder, now, dry_run=call.dry_run)
    for loan in loans:
        call.printer.result(call.say("paper.returned", package=loan.package, borrower=loan.borrower, at=loan.at[:10]))
    call.printer.document({"returned": [{"package": loan.package, "borrower": loan.borrower} for loan in loans]})
    return 0


def act_list(call: Call, everything: bool) -> int:
    """Prints the places, and what is out; with --all also what has come back."""
    from archive_tool.tasks.paper import paper_state

    desk = desk_of(call)
    state = paper_state(desk)
    for kept in sorted(state.places.values(), key=lambda each: each.package):
        facts = {"package": kept.package, "box": kept.box or "—", "place": kept.place or "—"}
        call.printer.result(call.say("paper.row.place", **facts))
    loans = [loan for loan in state.loans if everything or not loan.returned]
    for loan in loans:
        overdue = loan.is_overdue(desk.settings.today)
        key = "paper.row.back" if loan.returned else "paper.row.overdue" if overdue else "paper.row.out"
        items = loan.items or call.say("paper.everything")
        facts = {"package": loan.package, "borrower": loan.borrower, "at": loan.at[:10], "due": loan.due or "—"}
        call.printer.result(call.say(key, **facts, items=items, back=loan.returned[:10]))
    out = sum(not loan.returned for loan in state.loans)
    call.printer.result(call.say("paper.total", placed=len(state.places), out=out))
    call.printer.document(
        {
            "places": [
                {"package": kept.package, "box": kept.box, "place": kept.place, "at": kept.at}
                for kept in state.places.values()
            ],
            "loans": [
                {
                    "package": loan.package, "items": loan.items, "borrower": loan.borrower, "unit": loan.unit,
                    "purpose": loan.purpose, "at": loan.at, "due": loan.due or None,
                    "returned": loan.returned or None, "overdue": loan.is_overdue(desk.settings.today),
                }
                for loan in loans
            ],
        }
    )  # fmt: skip
    return 0
