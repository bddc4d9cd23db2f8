"""`generate [CASE...]`."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of
from archive_tool.cli.printing import finding_json
from archive_tool.messages import Say, speaker, table

if TYPE_CHECKING:
    from archive_tool.tasks.generate import Outcome
    from archive_tool.tasks.pdf import Printed


def build(say: Say) -> click.Command:
    params = [
        click.Argument(["cases"], nargs=-1, metavar="[CASE]..."),
        click.Option(["--item", "items"], multiple=True, metavar="CODE", help=say("help.generate.item")),
        click.Option(["--draft"], is_flag=True, help=say("help.generate.draft")),
        click.Option(["--pdf"], is_flag=True, help=say("help.generate.pdf")),
        click.Option(["--force"], is_flag=True, help=say("help.generate.force")),
        click.Option(["--jobs"], type=click.IntRange(1, 16), default=1, metavar="N", help=say("help.generate.jobs")),
    ]
    return command("generate", say, act, params, writes=True)


def act(call: Call, cases: tuple[str, ...], items: tuple[str, ...], pdf: bool, jobs: int, **flags: bool) -> int:
    """Writes the documents, says what became of each, and makes PDFs when asked."""
    from archive_tool.errors import worst
    from archive_tool.tasks.cases import Reader
    from archive_tool.tasks.generate import Wanted, generate

    desk = desk_of(call)
    wanted = Wanted(items, flags["draft"], flags["force"], call.dry_run)
    now = datetime.now()  # noqa: DTZ005 - the clerk's own clock names what goes to history
    loaded = tuple(Reader(desk).chosen(cases, call.folder))
    outcomes = list(generate(desk, loaded, wanted, speaker("zh"), now))
    printed = None
    if pdf and not call.dry_run:
        from archive_tool.tasks.pdf import make_pdfs

        folders = {each.id: each.folder for each in loaded}
        printed = make_pdfs(desk, outcomes, folders, call.environment, jobs=jobs, now=now)
        outcomes += printed.outcomes
    _print(call, outcomes, printed)
    return worst([outcome.exit_code for outcome in outcomes])


def _print(call: Call, outcomes: "list[Outcome]", printed: "Printed | None") -> None:
    from archive_tool.procedure.checking import wording

    words = wording(call.language)
    for each in outcomes:
        call.printer.findings(each.findings, words)
        if each.item and not (call.quiet and each.state == "unchanged"):
            reason = f"  ({_reason(call, each)})" if each.reason else ""
            call.printer.result(f"{each.case}  {call.say(f'generate.{each.state}')}  {each.file}{reason}")
            _print_differences(call, each)
    tally = {
        state: sum(each.state == state for each in outcomes)
        for state in ("written", "unchanged", "kept_edited", "failed")
    }
    call.printer.result(call.say("generate.totals", **tally))
    of_all = printed.findings if printed else ()
    call.printer.findings(of_all, words)
    findings = [*(finding for each in outcomes for finding in each.findings), *of_all]
    call.printer.document(
        {
            **({"substituted": dict(printed.substituted)} if printed else {}),
            "findings": [finding_json(finding, *words(finding)) for finding in findings],
            "documents": [
                {
                    "case": each.case,
                    "item": each.item,
                    "file": each.file,
                    "state": each.state,
                    "reason": each.reason,
                    "differences": [asdict(one) for one in each.differences],
                }
                for each in outcomes
            ]
        }
    )


def _print_differences(call: Call, each: "Outcome") -> None:
    """Both sentences where facts differ, then what the clerk may do; beside a new text the other words too."""
    for one in sorted(each.differences, key=lambda one: not one.factual):
        nothing = call.say("generate.nothing")
        facts = {"where": one.place, "fresh": one.fresh or nothing, "edited": one.edited or nothing}
        if one.factual:
            call.printer.result(call.say("generate.fact", **facts))
        elif each.state == "written" and not call.quiet:
            call.printer.result(call.say("generate.words", **facts))
    count = sum(one.factual for one in each.differences)
    if count and each.state == "kept_edited":
        call.printer.result(call.say("generate.choice", count=count, case=each.case, item=each.item))


def _reason(call: Call, each: "Outcome") -> str:
    """Why: the fields that changed, or for a failure the sentence of its key."""
    if each.state != "failed" or each.reason not in table(call.language):
        return each.reason
    facts = {name: getattr(fact, call.language, fact) for name, fact in each.facts.items()}
    return call.say(each.reason, **facts)
