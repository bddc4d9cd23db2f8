"""`template list|copy|lint|fields|preview`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, Group, command, everywhere
from archive_tool.cli.opening import desk_of
from archive_tool.cli.printing import counts, finding_json
from archive_tool.messages import Say, speaker

if TYPE_CHECKING:
    from archive_tool.model.findings import Finding
    from archive_tool.tasks.template import Kept


def build(say: Say) -> click.Command:
    group = Group(say, name="template", under="template.", params=everywhere(say), help=say("help.template"))
    kind = click.Argument(["kind"], required=False, default="", metavar="[KIND]")
    names = click.Argument(["names"], nargs=-1, metavar="[NAME]...")
    group.add_command(command("list", say, act_list, [kind], under="template."))
    some = click.Argument(["names"], nargs=-1, required=True, metavar="NAME...")
    group.add_command(command("copy", say, act_copy, [some], writes=True, under="template."))
    fix = click.Option(["--fix"], is_flag=True, help=say("help.template.lint.fix"))
    group.add_command(command("lint", say, act_lint, [names, fix], writes=True, under="template."))
    word = click.Argument(["word"], required=False, default="", metavar="[WORD]")
    group.add_command(command("fields", say, act_fields, [kind, word], under="template."))
    preview = [
        click.Argument(["name"]),
        click.Option(["--case"], default="", metavar="CASE", help=say("help.template.preview.case")),
        click.Option(["--to"], type=click.Path(path_type=Path), metavar="DIR", help=say("help.template.preview.to")),
    ]
    group.add_command(command("preview", say, act_preview, preview, writes=True, under="template."))
    return group


def act_list(call: Call, kind: str) -> int:
    """Prints every template: code, title, file, and whose it is."""
    from archive_tool.tasks.template import listed

    desk = desk_of(call)
    found = listed(desk, kind)
    call.printer.table([_row(call, kept) for kept in found])
    call.printer.document({"templates": [_as_json(kept, desk.layout.shown(kept.path)) for kept in found]})
    return 0


def _row(call: Call, kept: "Kept") -> tuple[str, ...]:
    state = "shipped" if not kept.own else "replaces" if kept.replaces else "own" if kept.line else "unused"
    return (kept.kind, kept.line.code if kept.line else "-", kept.name, call.say(f"template.{state}"))


def _as_json(kept: "Kept", path: str) -> dict[str, object]:
    return {
        "kind": kept.kind,
        "code": kept.line.code if kept.line else None,
        "title": kept.line.zh if kept.line else None,
        "file": kept.name,
        "path": path,
        "origin": "own" if kept.own else "shipped",
        "replaces": kept.replaces,
    }


def act_copy(call: Call, names: tuple[str, ...]) -> int:
    """Copies templates into the workspace and says where they lie."""
    from archive_tool.tasks.template import copy

    desk = desk_of(call)
    copied = [desk.layout.shown(path) for path in copy(desk, names, Path.cwd(), dry_run=call.dry_run)]
    for path in copied:
        call.printer.result(call.say("template.copied", path=path))
    call.printer.document({"copied": copied})
    return 0


def act_lint(call: Call, names: tuple[str, ...], fix: bool) -> int:
    """Prints what stands against each template; 4 when one of them cannot be used."""
    from archive_tool.tasks.desk import stopping
    from archive_tool.tasks.template import check

    desk = desk_of(call)
    now = datetime.now()  # noqa: DTZ005 - the clerk's own clock names what goes to history
    checked = check(desk, names, Path.cwd(), fix=fix, now=now, dry_run=call.dry_run)
    findings: list[Finding] = []
    for each in checked:
        call.printer.findings(each.findings, brief=call.quiet)
        if each.mended:
            facts = {"path": desk.layout.shown(each.path), "count": each.mended}
            call.printer.result(call.say("template.would_mend" if call.dry_run else "template.mended", **facts))
        findings += each.findings
    tally = counts(findings)
    call.printer.result(call.say("template.totals", templates=len(checked), **tally))
    said = [
        finding_json(each, call.say(each.rule, **each.facts), call.say(f"{each.rule}.hint", **each.facts))
        for each in findings
    ]
    mended = [{"path": desk.layout.shown(each.path), "paragraphs": each.mended} for each in checked if each.mended]
    call.printer.document({"findings": said, "counts": tally, "mended": mended})
    return 4 if stopping(tuple(findings), strict=call.strict) else 0


def act_fields(call: Call, kind: str, word: str) -> int:
    """Prints every field that a template may name."""
    from archive_tool.tasks.template import fields

    found = fields(desk_of(call), kind, word)
    call.printer.table([(path, chinese, call.say(f"sort.{sort}")) for path, chinese, sort in found])
    if not found:
        call.printer.trouble(call.say("template.no_field", word=word))
    call.printer.document({"fields": [{"path": path, "title": zh, "type": sort} for path, zh, sort in found]})
    return 0


def act_preview(call: Call, name: str, case: str, to: Path | None) -> int:
    """Writes a template filled with sample data, and says where it lies."""
    from archive_tool.tasks.template import own_case, preview, the_one

    desk = desk_of(call)
    chosen = own_case(desk, case, call.folder) if case else None
    kept = the_one(desk, name, Path.cwd())
    target = preview(desk, kept, chosen, to or Path.cwd(), speaker("zh"), dry_run=call.dry_run)
    call.printer.result(call.say("template.would_preview" if call.dry_run else "template.previewed", path=target))
    call.printer.document({"preview": str(target)})
    return 0
