"""`explain RULE`."""

from dataclasses import asdict

import click

from archive_tool.cli.building import Call, command
from archive_tool.messages import Say


def build(say: Say) -> click.Command:
    return command("explain", say, act, [click.Argument(["rule"])])


def act(call: Call, rule: str) -> int:
    """Prints the rule, line by line; needs no workspace."""
    from archive_tool.tasks.explain import explain

    found, say, show = explain(rule, call.language), call.say, call.printer.result
    severity = say(f"severity.{found.severity}") if found.severity else ""
    show(f"{found.number}  {found.title}  {severity}".rstrip())
    show(say("explain.says", text=found.says))
    show(say("explain.remedy", text=found.remedy))
    if found.confidence:
        show(say("explain.source", text=found.source, confidence=found.confidence))
        show(say("explain.reads", paths="、".join(found.reads)))
    elif found.source:
        show(say("explain.basis", text=found.source))
    if found.waivable:
        show(say("explain.waive" if found.confidence else "explain.waive_one", rule=found.number))
    call.printer.document(asdict(found))
    return 0
