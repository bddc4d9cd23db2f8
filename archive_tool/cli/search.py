"""`search QUERY...`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.gaps import gap_of_unreadable
from archive_tool.cli.indexed import answered, noted
from archive_tool.cli.opening import desk_of
from archive_tool.messages import Say

if TYPE_CHECKING:
    from archive_tool.model.entries import Hit
    from archive_tool.tasks.desk import Desk
    from archive_tool.tasks.search import Reply

FILTERS = ("person", "unit", "post", "year", "since", "until", "item", "stage", "kind", "secrecy", "code")
FACETS = ("year", "stage", "item", "kind", "secrecy", "unit", "post", "person")
LEFT, RIGHT = "【", "】"
USUAL, EVERY = 10, 10_000_000  # hits shown, and written to a file, when nobody says how many
COLUMNS = ("title", "item", "date", "case", "package", "file", "page", "people", "excerpt")


def build(say: Say) -> click.Command:
    params: list[click.Parameter] = [
        click.Argument(["query"], nargs=-1, metavar="QUERY..."),
        *(click.Option([f"--{name}"], default="", help=say(f"help.search.{name}")) for name in FILTERS),
        click.Option(["--like"], default="", metavar="CASE", help=say("help.search.like")),
        click.Option(["--limit"], type=click.IntRange(0, 10_000), help=say("help.search.limit")),
        click.Option(["--offset"], type=click.IntRange(0), default=0, help=say("help.search.offset")),
        click.Option(["--sort"], default="", help=say("help.search.sort")),
        click.Option(["--facets"], is_flag=True, help=say("help.search.facets")),
        click.Option(["--export"], type=click.Path(path_type=Path), metavar="FILE", help=say("help.search.export")),
        click.Option(["--open", "to_open"], type=click.IntRange(1), metavar="N", help=say("help.search.open")),
        click.Option(["--save", "save_as"], default="", metavar="NAME", help=say("help.search.save")),
        click.Option(["--saved"], default="", metavar="NAME", help=say("help.search.saved")),
        click.Option(["--list-saved"], is_flag=True, help=say("help.search.list_saved")),
    ]
    return command("search", say, act, params, writes=True)


def act(
    call: Call,
    query: tuple[str, ...],
    *,
    like: str,
    limit: int | None,
    offset: int,
    sort: str,
    facets: bool,
    export: Path | None,
    to_open: int | None,
    save_as: str,
    saved: str,
    list_saved: bool,
    **filters: str,
) -> int:
    """Prints the hits, one below the other, with the match marked; or writes them to a file, all unless limited."""
    from archive_tool.search.asking import Filters
    from archive_tool.tasks.search import Question, recalled, save, search

    desk = desk_of(call)
    if list_saved:
        return _list_saved(call, desk)
    most = limit if limit is not None else EVERY if export else USUAL
    if to_open is not None:
        offset, most = to_open - 1, 1
    question = Question(" ".join(query), Filters(**filters), most, offset, sort, FACETS if facets else (), like)
    if saved:
        question = recalled(desk, saved, question)
    reply = answered(desk, lambda: search(desk, question))
    noted(call, desk, f"search {question.said}", reply.answer.total)
    if save_as and not call.dry_run:
        path = desk.layout.shown(save(desk, save_as, question))
        call.printer.trouble(call.say("search.saved", name=save_as, path=path))
    if to_open is not None:
        _open(call, desk, reply, to_open)
    elif export is None:
        _print(call, reply, offset)
    else:
        _export(call, reply, export)
    call.printer.document(_as_json(reply))
    return 0


def _list_saved(call: Call, desk: "Desk") -> int:
    from archive_tool.tasks.search import saved

    known = saved(desk)
    rows = []
    for name, question in known.items():
        rows.append((name, question.said + (f" --sort {question.sort}" if question.sort else "")))
    call.printer.table(rows)
    if not rows:
        call.printer.result(call.say("search.none_saved"))
    call.printer.document({"searches": [{"name": name, "asked": asked} for name, asked in rows]})
    return 0


def _open(call: Call, desk: "Desk", reply: "Reply", number: int) -> None:
    from archive_tool.errors import WrongUsage
    from archive_tool.tasks.search import open_hit

    if not reply.answer.hits:
        raise WrongUsage("search.no_such_hit", number=number, total=reply.answer.total)
    (hit,) = reply.answer.hits
    if call.dry_run:
        call.printer.result(call.say("search.would_open", package=hit.package, file=hit.file))
        return
    opened = open_hit(desk, hit, datetime.now())  # noqa: DTZ005 - made aware where it is written
    call.printer.result(call.say("search.opened", title=hit.title, path=opened))


def _export(call: Call, reply: "Reply", path: Path) -> None:
    from archive_tool.tasks.tables import export_table

    answer, say = reply.answer, call.say
    head = [say(f"search.column.{column}") for column in COLUMNS]
    notes = [say("search.exported", count=len(answer.hits), total=answer.total)]
    notes += gap_of_unreadable(say, reply.unreadable, reply.packages)
    export_table(path, say("search.title"), head, [_row(hit) for hit in answer.hits], notes, dry_run=call.dry_run)
    key = "export.would" if call.dry_run else "export.done"
    call.printer.result(say(key, path=path, count=len(answer.hits)))


def _row(hit: "Hit") -> tuple[str, ...]:
    page = "" if hit.page is None else str(hit.page)
    people = "、".join(hit.people)
    return hit.title, hit.item, hit.date, hit.case, hit.package, hit.file, page, people, _marked(hit)


def _print(call: Call, reply: "Reply", offset: int) -> None:
    answer = reply.answer
    call.printer.result(call.say("search.total", total=answer.total, ms=f"{reply.took_ms:.0f}"))
    for number, hit in enumerate(answer.hits, start=offset + 1):
        page = call.say("search.page", page=hit.page) if hit.page else ""
        call.printer.result(f"{number:>3}. {hit.title}  [{hit.item}]  {hit.date}")
        call.printer.result(f"     {hit.case} · {hit.package} · {hit.file}{page}")
        call.printer.result(f"     {_marked(hit)}")
    for name, values in answer.facets.items():
        counted = "  ".join(f"{value} {count}" for value, count in values[:10])
        call.printer.result(f"{call.say(f'facet.{name}')}: {counted}")
    for gap in gap_of_unreadable(call.say, reply.unreadable, reply.packages):
        call.printer.result(gap)


def _marked(hit: "Hit") -> str:
    return "".join(
        f"{LEFT}{span.text}{RIGHT}" if span.matched else span.text.replace("\n", " ") for span in hit.excerpt
    )


def _as_json(reply: "Reply") -> dict[str, object]:
    answer = reply.answer
    return {
        "total": answer.total,
        "took_ms": reply.took_ms,
        "hits": [
            {
                "package": hit.package,
                "case": hit.case,
                "item": hit.item,
                "title": hit.title,
                "file": hit.file,
                "page": hit.page,
                "date": hit.date,
                "people": list(hit.people),
                "score": hit.score,
                "via": hit.via,
                "excerpt": [{"text": span.text, "matched": span.matched} for span in hit.excerpt],
            }
            for hit in answer.hits
        ],
        "facets": {
            name: [{"value": value, "count": count} for value, count in values]
            for name, values in answer.facets.items()
        },
        "unknown": {"unreadable": reply.unreadable, "packages": list(reply.packages)},
    }
