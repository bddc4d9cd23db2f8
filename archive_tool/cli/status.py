"""`status [CASE...]`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of
from archive_tool.messages import Say, speaker

if TYPE_CHECKING:
    from archive_tool.tasks.status import Next, Status

NEXT_SHOWN = 5
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
    params = [
        click.Argument(["cases"], nargs=-1, metavar="[CASE]..."),
        click.Option(["--ics"], is_flag=True, help=say("help.status.ics")),
        click.Option(
            ["--timetable"], type=click.Path(path_type=Path), metavar="FILE", help=say("help.status.timetable")
        ),
    ]
    return command("status", say, act, params, writes=True)


def act(call: Call, cases: tuple[str, ...], ics: bool, timetable: Path | None) -> int:
    """Prints each case: stage, items, what is missing, what comes next."""
    if timetable is not None:
        return _timetable(call, cases, timetable)
    from archive_tool.errors import worst
    from archive_tool.procedure.checking import wording
    from archive_tool.tasks.cases import Reader
    from archive_tool.tasks.status import calendar_of, status_of

    desk = desk_of(call)
    found = status_of(desk, Reader(desk).chosen(cases, call.folder), speaker("zh"))
    if ics:
        sys.stdout.buffer.write(calendar_of(found, desk.settings.today))
        return worst([0 if each.plan is not None else 3 for each in found])
    words = wording(call.language)
    for each in found:
        call.printer.findings(each.findings, words)
        if each.plan is not None:
            _print(call, each, brief=len(found) > 1 and not call.verbose)
    call.printer.document({"cases": [_as_json(each) for each in found]})
    return worst([0 if each.plan is not None else 3 for each in found])


def _timetable(call: Call, cases: tuple[str, ...], path: Path) -> int:
    """Writes the steps of the cases with their days into a Word file or workbook."""
    from archive_tool.errors import worst
    from archive_tool.procedure.checking import wording
    from archive_tool.tasks.cases import Reader
    from archive_tool.tasks.timetable import courses, names_of_steps, write_timetable

    desk = desk_of(call)
    loaded = tuple(Reader(desk).chosen(cases, call.folder))
    made = courses(desk, (each.case for each in loaded if each.case is not None))
    write_timetable(desk, made, path, dry_run=call.dry_run)
    words = wording(call.language)
    for each in loaded:
        if each.case is None:
            call.printer.findings(each.findings, words)
    call.printer.result(call.say("export.would" if call.dry_run else "export.done", path=path, count=len(made)))
    steps = names_of_steps()
    call.printer.document(
        {"cases": [{"id": each.id, "steps": dict(zip(steps, each.days, strict=True))} for each in made]}
    )
    return worst([0 if each.case is not None else 3 for each in loaded])


def _print(call: Call, each: "Status", *, brief: bool) -> None:
    say, stands = call.say, each.standing
    assert stands is not None
    stage = stands.stage.en if call.language == "en" else stands.stage.zh
    call.printer.result(say("status.head", id=each.id, title=each.title, stage=stage))
    for state in each.states:
        waits = state.state in ("missing", "not_generated", "stale")
        if not brief or waits or state.item.key in {*each.affected, *each.opened}:
            reason = f"  {state.reason}" if state.reason else ""
            program = each.opened.get(state.item.key, "")
            reason += f"  {say('status.open', program=program)}" if program else ""
            call.printer.result(
                f"  {MARKS[state.state]} {state.item.key:<6} {state.item.title}  {say(f'state.{state.state}')}{reason}"
            )
    for key in each.affected:
        call.printer.result(say("status.affected", item=key))
    call.printer.result(say("status.totals", done=stands.done, total=stands.wanted))
    for step in stands.next[:NEXT_SHOWN]:
        call.printer.result(f"  → {_step(call, step)}")
    call.printer.result()


def _step(call: Call, step: "Next") -> str:
    """What comes next and by when."""
    what = step.what.en if call.language == "en" else step.what.zh
    if step.due is None:
        return what
    mark = "overdue" if step.overdue else "provisional" if step.provisional else "due"
    return call.say(f"status.{mark}", what=what, due=step.due)


def _as_json(each: "Status") -> dict[str, object]:
    return {
        "id": each.id,
        "title": each.title,
        "stage": each.standing.stage.code if each.standing else "",
        "items": [
            {
                "code": state.item.key,
                "title": state.item.title,
                "state": state.state.value,
                "file": state.files[0].name if state.files else None,
                "reason": state.reason,
                "signed_affected": state.item.key in each.affected,
                "open_in": each.opened.get(state.item.key),
            }
            for state in each.states
        ],
        "next": [
            {
                "what": step.what.zh,
                "field": step.path,
                "due": step.due.isoformat() if step.due else None,
                "provisional": step.provisional,
                "overdue": step.overdue,
            }
            for step in (each.standing.next if each.standing else ())
        ],
    }
