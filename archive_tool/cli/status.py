"""`status [CASE...]`."""

from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of
from archive_tool.messages import Say, speaker

if TYPE_CHECKING:
    from archive_tool.tasks.status import Status

MARKS = {
    "missing": "✗",
    "excused": "－",
    "not_generated": "○",
    "current": "✓",
    "stale": "△",
    "edited": "✎",
    "attached": "✓",
}


def build(say: Say) -> click.Command:
    return command("status", say, act, [click.Argument(["cases"], nargs=-1, metavar="[CASE]...")])


def act(call: Call, cases: tuple[str, ...]) -> int:
    """Prints each case: stage, items, what is missing, what comes next."""
    from archive_tool.errors import worst
    from archive_tool.tasks.cases import Reader
    from archive_tool.tasks.check import wording
    from archive_tool.tasks.status import status_of

    desk = desk_of(call)
    found = status_of(desk, Reader(desk).chosen(cases, call.folder), speaker("zh"))
    words = wording(call.language)
    for each in found:
        call.printer.findings(each.findings, words)
        if each.plan is not None:
            _print(call, each, brief=len(found) > 1 and not call.verbose)
    call.printer.document({"cases": [_as_json(each) for each in found]})
    return worst([0 if each.plan is not None else 3 for each in found])


def _print(call: Call, each: "Status", *, brief: bool) -> None:
    say, plan = call.say, each.plan
    assert plan is not None
    stage = next((s for s in plan.stages if s.code == each.stage), plan.stages[0])
    call.printer.result(
        say("status.head", id=each.id, title=each.title, stage=stage.en if call.language == "en" else stage.zh)
    )
    for state in each.states:
        waits = state.state in ("missing", "not_generated", "stale")
        if not brief or waits or state.item.key in each.affected:
            reason = f"  {state.reason}" if state.reason else ""
            call.printer.result(
                f"  {MARKS[state.state]} {state.item.key:<6} {state.item.title}  {say(f'state.{state.state}')}{reason}"
            )
    for key in each.affected:
        call.printer.result(say("status.affected", item=key))
    done = sum(state.state in ("current", "attached", "edited", "excused") for state in each.states)
    call.printer.result(say("status.totals", done=done, total=len(each.states)))
    call.printer.result()


def _as_json(each: "Status") -> dict[str, object]:
    return {
        "id": each.id,
        "title": each.title,
        "stage": each.stage,
        "items": [
            {
                "code": state.item.key,
                "title": state.item.title,
                "state": state.state.value,
                "file": state.files[0].name if state.files else None,
                "reason": state.reason,
                "signed_affected": state.item.key in each.affected,
            }
            for state in each.states
        ],
        "next": [
            {"item": state.item.key, "title": state.item.title}
            for state in each.states
            if state.state in ("missing", "not_generated", "stale")
        ],
    }
