"""`export PACKAGE... DIR`."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import acting_desk_of
from archive_tool.cli.printing import finding_json
from archive_tool.messages import Say

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive_tool.tasks.desk import Desk
    from archive_tool.tasks.export import Exported, Maker

_ARCHIVE = "archive"
_WITHHELD, _TRANSPORT = "withheld", "transport"
_FORMATS = ("folder", "bag", _ARCHIVE, "csip", "eep", "atom", _WITHHELD, _TRANSPORT)


def build(say: Say) -> click.Command:
    params = [
        click.Argument(["packages"], nargs=-1, required=True, metavar="PACKAGE..."),
        click.Argument(["directory"], metavar="DIR"),
        click.Option(["--as", "form"], type=click.Choice(_FORMATS), default="folder", help=say("help.export.as")),
        click.Option(["--columns"], type=click.Path(path_type=Path), metavar="FILE", help=say("help.export.columns")),
        click.Option(["--carrier"], default="", help=say("help.export.carrier")),
        click.Option(["--receiver"], default="", help=say("help.export.receiver")),
        click.Option(
            ["--passphrase-file"], type=click.Path(path_type=Path), metavar="FILE", help=say("help.export.passphrase")
        ),
    ]
    return command("export", say, act, params, writes=True)


def act(
    call: Call,
    *,
    packages: tuple[str, ...],
    directory: str,
    form: str,
    columns: Path | None,
    passphrase_file: Path | None,
    **said: str,
) -> int:
    """Copies packages, each into a folder of its own, or all of them into one hand-over set."""
    from archive_tool.tasks.show import find_package

    desk = acting_desk_of(call)
    paths = tuple(find_package(desk, package, call.folder) for package in packages)
    if form == _ARCHIVE:
        own = call.folder / columns if columns else None
        return _hand_over(call, desk, paths, call.folder / directory, columns=own, **said)
    making = _making(call, form, passphrase_file)
    return _copy(call, desk, paths, call.folder / directory, form=form, making=making)


def _making(call: Call, form: str, passphrase_file: Path | None) -> "Callable[[Path], Maker | None]":
    """What makes the copy of a package in the forms that need more than the package."""
    if form == _WITHHELD:
        from archive_tool.tasks.withholding import withheld

        return lambda _: withheld
    if form == _TRANSPORT:
        from archive_tool.tasks.transport import load, sealed_by

        load()
        passphrase = _passphrase(call, passphrase_file)
        return lambda path: sealed_by(path, passphrase)
    return lambda _: None


def _passphrase(call: Call, path: Path | None) -> str:
    """The first line of a file, else asked for twice on a terminal. Raises WrongUsage when there is neither."""
    from archive_tool.errors import WrongUsage

    if path is not None:
        try:
            return (call.folder / path).read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise WrongUsage("transport.unread", path=path) from error
    if not sys.stdin.isatty():
        raise WrongUsage("transport.none")
    asked: str = click.prompt(call.say("transport.ask"), hide_input=True, confirmation_prompt=True, err=True)
    return asked


def _copy(
    call: Call,
    desk: "Desk",
    paths: tuple[Path, ...],
    target: Path,
    *,
    form: str,
    making: "Callable[[Path], Maker | None]",
) -> int:
    from archive_tool.errors import ToolError, worst
    from archive_tool.tasks.export import export

    now = datetime.now()  # noqa: DTZ005 - made aware where it is written
    done: list[Exported] = []
    codes = []
    for path in paths:
        try:
            done.append(export(desk, path, target, form, now, dry_run=call.dry_run, make=making(path)))
        except ToolError as error:
            call.printer.failed(error)
            codes.append(error.exit_code)
            continue
        facts = {"path": done[-1].path, "files": done[-1].files, "mib": f"{done[-1].bytes / 2**20:.1f}"}
        call.printer.result(call.say("export.would_copy" if call.dry_run else "export.copied", **facts))
        for key, more in done[-1].notes:
            call.printer.result(call.say(key, **more))
    listed = [
        {"package": each.package, "path": str(each.path), "as": form, "files": each.files, "bytes": each.bytes}
        for each in done
    ]
    call.printer.document(listed[0] if len(listed) == len(paths) == 1 else {"exports": listed})
    return worst(codes)


def _hand_over(
    call: Call, desk: "Desk", paths: tuple[Path, ...], target: Path, *, columns: Path | None, **said: str
) -> int:
    from archive_tool.tasks.hand_over import Transfer, hand_over

    now = datetime.now()  # noqa: DTZ005 - made aware where it is written
    transfer = Transfer(said["carrier"], said["receiver"], columns)
    done = hand_over(desk, paths, target, transfer, now, dry_run=call.dry_run)
    call.printer.findings(done.findings, brief=call.quiet)
    pages = call.say("export.pages_unknown" if done.pages is None else "export.pages", pages=done.pages)
    facts = {"path": done.path, "packages": len(done.packages), "items": done.items, "files": done.files}
    size = f"{done.bytes / 2**20:.1f}"
    if call.dry_run:
        call.printer.result(call.say("export.would_hand", **facts))
    else:
        call.printer.result(call.say("export.handed", **facts, mib=size, pages=pages))
    findings = [
        finding_json(each, call.say(each.rule, **each.facts), call.say(f"{each.rule}.hint", **each.facts))
        for each in done.findings
    ]
    call.printer.document(
        {
            "path": str(done.path), "as": _ARCHIVE, "packages": list(done.packages), "items": done.items,
            "files": done.files, "bytes": done.bytes, "pages": done.pages, "findings": findings,
        }
    )  # fmt: skip
    return 0
