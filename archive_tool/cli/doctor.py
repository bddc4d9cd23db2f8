"""`archive-tool doctor`: what is installed, what is missing, what still works without it."""

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of
from archive_tool.errors import EngineFailed, Unreadable, WrongUsage
from archive_tool.messages import Say
from archive_tool.tasks.doctor import Check, State, examine_machine, has_libraries


def build(say: Say) -> click.Command:
    return command("doctor", say, act)


def act(call: Call) -> int:
    """Examines machine and workspace; leaves with 7 only when something is missing without which little works."""
    checks = examine_machine(call.environment)
    if has_libraries(checks):
        checks += _workspace(call)
    call.printer.document({"checks": [_as_json(check, call.say) for check in checks]})
    for check in checks:
        _show(check, call)
    tally = {state.value: sum(check.state is state for check in checks) for state in State}
    call.printer.result(call.say("doctor.summary", total=len(checks), **tally))
    return 0 if has_libraries(checks) else EngineFailed.exit_code


def _workspace(call: Call) -> tuple[Check, ...]:
    """What the workspace is fit for; outside one, or with settings that cannot be read, that is what is said."""
    from archive_tool.tasks.upkeep import examine_workspace  # loads the libraries that were just looked for

    try:
        return examine_workspace(desk_of(call))
    except WrongUsage:
        return (Check("workspace", State.DEGRADED, "doctor.workspace.none", {"folder": call.folder}),)
    except Unreadable as error:
        call.printer.findings(error.findings)
        reason = call.say(error.key, **error.facts)
        return (Check("workspace", State.DEGRADED, "doctor.workspace.unusable", {"reason": reason}),)


def _as_json(check: Check, say: Say) -> dict[str, str]:
    """A check in the shape of the contract."""
    remedy = say(check.remedy, **check.facts) if check.remedy else ""
    return {"name": check.name, "state": check.state.value, "detail": say(check.key, **check.facts), "remedy": remedy}


def _show(check: Check, call: Call) -> None:
    """A check on one line, what to do about it on the next."""
    say, printer = call.say, call.printer
    named = check.name if check.key.startswith("doctor.library.") else say(f"doctor.name.{check.name}")
    printer.result(f"[{say(f'doctor.state.{check.state}')}] {named}  {say(check.key, **check.facts)}")
    if check.remedy:
        printer.result("    " + say("doctor.remedy", remedy=say(check.remedy, **check.facts)))
