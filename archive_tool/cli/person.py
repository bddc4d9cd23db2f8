"""`person NAME [--lrmx DIR]`."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.gaps import gap_of_unreadable
from archive_tool.cli.indexed import answered, noted
from archive_tool.cli.opening import desk_of
from archive_tool.messages import Say

if TYPE_CHECKING:
    from archive_tool.search.asking import Appearance
    from archive_tool.tasks.person import Whereabouts


def build(say: Say) -> click.Command:
    folder = click.Path(path_type=Path)
    params = [
        click.Argument(["name"], metavar="NAME"),
        click.Option(["--lrmx", "target"], type=folder, metavar="DIR", help=say("help.person.lrmx")),
    ]
    return command("person", say, act, params, writes=True)


def act(call: Call, name: str, target: Path | None) -> int:
    """Everywhere somebody appears; or, with --lrmx, their approval form."""
    return _appearances(call, name) if target is None else _form(call, name, call.folder / target)


def _form(call: Call, name: str, target: Path) -> int:
    from archive_tool.tasks.lrmx import write_lrmx

    done = write_lrmx(desk_of(call), name, target, dry_run=call.dry_run)
    key = "lrmx.would_write" if call.dry_run else "lrmx.written"
    call.printer.result(call.say(key, name=done.name, path=done.path))
    call.printer.document({"id": done.id, "name": done.name, "path": str(done.path)})
    return 0


def _appearances(call: Call, name: str) -> int:
    """Prints everywhere somebody appears, person by person and role by role, then where a text only mentions them."""
    from archive_tool.tasks.person import whereabouts

    desk = desk_of(call)
    found = answered(desk, lambda: whereabouts(desk, name))
    noted(call, desk, f"person {name}", len(found.appearances) + len(found.mentions))
    _print(call, name, found)
    call.printer.document(_as_json(found))
    return 0


def _print(call: Call, asked: str, found: "Whereabouts") -> None:
    say, printer = call.say, call.printer
    items = {(each.package, each.item) for each in found.appearances}
    printer.result(say("person.total", name=asked, items=len(items), mentions=len(found.mentions)))
    for name, of_person in groupby(found.appearances, key=lambda each: each.name):
        everywhere = tuple(of_person)
        former = "、".join(dict.fromkeys(each.former for each in everywhere if each.former))
        printer.result(say("person.formerly", name=name, former=former) if former else name)
        for role in dict.fromkeys(each.role for each in everywhere):
            of_role = [each for each in everywhere if each.role == role]
            printer.result(f"  {role or say('person.no_role')} ({len(of_role)})")
            _print_rows(call, of_role)
    if found.mentions:
        printer.result(say("person.mentioned", count=len(found.mentions)))
        printer.table([(f"    {hit.date}", f"[{hit.item}]", hit.title, hit.package) for hit in found.mentions])
    printer.result(say("person.namesakes"))
    if found.textless:
        printer.result(say("gap.textless", count=len(found.textless)))
    for gap in gap_of_unreadable(say, found.unreadable, found.packages):
        printer.result(gap)


def _print_rows(call: Call, appearances: "list[Appearance]") -> None:
    call.printer.table([(f"    {each.date}", f"[{each.item}]", each.title, each.package) for each in appearances])


def _as_json(found: "Whereabouts") -> dict[str, object]:
    return {
        "total": len({(each.package, each.item) for each in found.appearances}),
        "appearances": [
            {
                "name": each.name,
                "role": each.role,
                "former_name": each.former,
                "package": each.package,
                "case": each.case,
                "item": each.item,
                "title": each.title,
                "date": each.date,
                "file": each.file,
            }
            for each in found.appearances
        ],
        "mentions": [
            {
                "package": hit.package,
                "case": hit.case,
                "item": hit.item,
                "title": hit.title,
                "date": hit.date,
                "file": hit.file,
                "page": hit.page,
                "excerpt": [{"text": span.text, "matched": span.matched} for span in hit.excerpt],
            }
            for hit in found.mentions
        ],
        "unknown": {
            "textless": [{"package": each.package, "item": each.item, "file": each.file} for each in found.textless],
            "unreadable": found.unreadable,
            "packages": list(found.packages),
        },
    }
