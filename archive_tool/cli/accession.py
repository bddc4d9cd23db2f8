"""`accession FOLDER --id ID [--each]`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of, typed
from archive_tool.messages import Say

if TYPE_CHECKING:
    from archive_tool.tasks.accession import Paper, TakenIn

LISTED = 60  # papers and questions shown of one run; --export has them all
COLUMNS = ("case", "folder", "file", "kept_as", "item", "sure", "why", "others", "text")


def build(say: Say) -> click.Command:
    params = [
        click.Argument(["papers"], metavar="FOLDER", type=click.Path(path_type=Path)),
        click.Option(["--id", "identity"], required=True, metavar="ID", help=say("help.accession.id")),
        click.Option(["--each"], is_flag=True, help=say("help.accession.each")),
        click.Option(["--export"], type=click.Path(path_type=Path), metavar="FILE", help=say("help.accession.export")),
    ]
    return command("accession", say, act, params, writes=True)


def act(call: Call, papers: Path, identity: str, each: bool, export: Path | None) -> int:
    """Takes the folder in, or every folder in it, and lists what a person must decide."""
    from archive_tool.errors import worst
    from archive_tool.tasks.accession import accession, sources

    desk = desk_of(call)
    chosen = sources(desk, typed(call, papers), identity, each=each)

    def tell(name: str) -> None:
        if each and not call.quiet:
            call.printer.trouble(call.say("accession.reading", folder=name))

    done = accession(desk, chosen, dry_run=call.dry_run, tell=tell)
    _print(call, done, everything=not each)
    if export is not None:
        _export(call, done, export)
    call.printer.document({"cases": [_as_json(call, one) for one in done]})
    codes = [one.error.exit_code for one in done if one.error]
    return worst(codes) or max(codes, default=0)  # a folder with nothing in it is wrong usage


def _print(call: Call, done: "tuple[TakenIn, ...]", *, everything: bool) -> None:
    say, printer = call.say, call.printer
    left = LISTED
    for one in done:
        if one.error is not None:
            printer.trouble(say("accession.failed", folder=one.folder, reason=say(one.error.key, **one.error.facts)))
            continue
        unread = [paper for paper in one.papers if paper.unread]
        facts = {"case": one.case, "folder": one.folder, "files": len(one.papers), "decide": len(one.decide)}
        printer.result(say(_state(call, one), **facts, items=len({p.item for p in one.papers}), unread=len(unread)))
        if everything:
            printer.table([("   ", paper.item, paper.name, _sure(call, paper)) for paper in one.papers[:LISTED]])
        questions = [say(each.key, **each.facts) for each in one.decide]
        questions += [say("accession.unread", file=p.name, reason=say(p.unread)) for p in unread]
        for question in questions[: max(0, left)]:
            printer.result(f"    · {question}")
        left -= len(questions)
    if left < 0:
        printer.result(say("accession.more", count=-left))
    without = next((one.case for one in done if any(paper.unread for paper in one.papers)), "")
    if without:
        printer.result(say("accession.texts", case=without))
    states = [one.state for one in done]
    counted = {state: states.count(state) for state in ("taken", "unchanged", "failed")}
    printer.result(say("accession.total", **counted, decide=sum(len(one.decide) for one in done)))


def _state(call: Call, one: "TakenIn") -> str:
    return "accession.would" if call.dry_run and one.state == "taken" else f"accession.{one.state}"


def _sure(call: Call, paper: "Paper") -> str:
    return call.say(f"accession.sure.{paper.proposal.sure}")


def _export(call: Call, done: "tuple[TakenIn, ...]", path: Path) -> None:
    from archive_tool.tasks.tables import export_table

    head = [call.say(f"accession.column.{column}") for column in COLUMNS]
    rows = [_row(call, one, paper) for one in done for paper in one.papers]
    notes = [
        f"{one.case or one.folder}：{call.say(each.key, **each.facts)}"
        for one in done
        for each in one.decide
        if each.key not in ("accession.no_item", "accession.doubtful")  # they stand in the rows
    ]
    notes += [
        call.say("accession.failed", folder=one.folder, reason=call.say(one.error.key, **one.error.facts))
        for one in done
        if one.error
    ]
    export_table(path, call.say("accession.title"), head, rows, notes, dry_run=call.dry_run)
    key = "export.would" if call.dry_run else "export.done"
    call.printer.result(call.say(key, path=path, count=len(rows)))


def _row(call: Call, one: "TakenIn", paper: "Paper") -> tuple[str, ...]:
    why = "、".join(f"{call.say(f'accession.why.{reason.kind}')} {reason.words}" for reason in paper.proposal.why)
    text = call.say(paper.unread) if paper.unread else ""
    others = "、".join(paper.proposal.others)
    return one.case, one.folder, paper.name, paper.file, paper.item, _sure(call, paper), why, others, text


def _as_json(call: Call, one: "TakenIn") -> dict[str, object]:
    return {
        "case": one.case,
        "folder": one.folder,
        "state": one.state,
        "papers": [
            {
                "file": paper.name,
                "kept_as": paper.file,
                "item": paper.item,
                "proposed": paper.proposal.item,
                "sure": paper.proposal.sure.value,
                "others": list(paper.proposal.others),
                "readable": not paper.unread,
                "reason": call.say(paper.unread) if paper.unread else "",
            }
            for paper in one.papers
        ],
        "decide": [
            {"what": each.key.partition(".")[2], "said": call.say(each.key, **each.facts)} for each in one.decide
        ],
        "reason": call.say(one.error.key, **one.error.facts) if one.error else "",
    }
