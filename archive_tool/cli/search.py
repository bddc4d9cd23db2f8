"""`search QUERY...`."""

from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of
from archive_tool.messages import Say

if TYPE_CHECKING:
    from archive_tool.model.entries import Hit
    from archive_tool.tasks.desk import Desk
    from archive_tool.tasks.search import Reply

FILTERS = ("person", "unit", "post", "year", "since", "until", "item", "stage", "kind", "secrecy")
FACETS = ("year", "stage", "item", "kind", "secrecy", "unit", "post", "person")
LEFT, RIGHT = "【", "】"


def build(say: Say) -> click.Command:
    params: list[click.Parameter] = [
        click.Argument(["query"], nargs=-1, metavar="QUERY..."),
        *(click.Option([f"--{name}"], default="", help=say(f"help.search.{name}")) for name in FILTERS),
        click.Option(["--limit"], type=click.IntRange(0, 10_000), default=10, help=say("help.search.limit")),
        click.Option(["--offset"], type=click.IntRange(0), default=0, help=say("help.search.offset")),
        click.Option(["--sort"], default="relevance", help=say("help.search.sort")),
        click.Option(["--facets"], is_flag=True, help=say("help.search.facets")),
    ]
    return command("search", say, act, params)


def act(call: Call, query: tuple[str, ...], *, limit: int, offset: int, sort: str, facets: bool, **filters: str) -> int:
    """Prints the hits, one below the other, with the match marked."""
    from archive_tool.search.asking import Filters
    from archive_tool.tasks.currency import is_current
    from archive_tool.tasks.search import Doubtful, Question, search

    words = " ".join(query)
    question = Question(words, Filters(**filters), limit, offset, sort, FACETS if facets else ())
    desk = desk_of(call)
    if not is_current(desk):
        _refresh(desk, rebuild=False)
    try:
        reply = search(desk, question)
    except Doubtful:
        _refresh(desk, rebuild=True)
        reply = search(desk, question)
    _print(call, reply, offset)
    call.printer.document(_as_json(reply))
    return 0


def _refresh(desk: "Desk", *, rebuild: bool) -> None:
    """Reads what is new on the shelf; only now is anything loaded that reads documents."""
    from archive_tool.tasks.index import bring_up_to_date

    bring_up_to_date(desk, rebuild=rebuild)


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
    }
