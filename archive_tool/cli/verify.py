"""`verify [PACKAGE...]`."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of
from archive_tool.cli.printing import finding_json
from archive_tool.messages import Say

if TYPE_CHECKING:
    from archive_tool.tasks.verify import Verified

DIGEST = 64  # characters of a SHA-256


class Part(click.ParamType[tuple[int, int]]):
    """`2/12`: the second of twelve parts."""

    name = "part"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """N and T. Fails with a usage error when they are none, or N is not between 1 and T."""
        if isinstance(value, tuple):
            return value
        number, _, shares = str(value).partition("/")
        if not (number.isdigit() and shares.isdigit() and 1 <= int(number) <= int(shares)):
            self.fail(str(value), param, ctx)
        return int(number), int(shares)


class HeadType(click.ParamType[tuple[int, str]]):
    """`10:d2d9…`: number and digest of a line of the ledger, as it was written down."""

    name = "head"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, str]:
        """Number and digest. Fails with a usage error when it is none."""
        number, _, digest = str(value).partition(":")
        if not (number.isdigit() and len(digest) == DIGEST):
            self.fail(str(value), param, ctx)
        return int(number), digest.lower()


def build(say: Say) -> click.Command:
    levels = click.Choice(["fast", "complete", "full"])
    params = [
        click.Argument(["packages"], nargs=-1, metavar="[PACKAGE]...", type=click.Path(path_type=Path)),
        click.Option(["--level"], type=levels, default="full", help=say("help.verify.level")),
        click.Option(["--head"], type=HeadType(), metavar="N:DIGEST", help=say("help.verify.head")),
        click.Option(["--report"], type=click.Path(path_type=Path), metavar="DIR", help=say("help.verify.report")),
        click.Option(["--part"], type=Part(), default=(1, 1), metavar="N/T", help=say("help.verify.part")),
    ]
    return command("verify", say, act, params)


def act(
    call: Call,
    packages: tuple[Path, ...],
    *,
    level: str,
    part: tuple[int, int],
    head: tuple[int, str] | None,
    report: Path | None,
) -> int:
    """Prints what is wrong, then a verdict for each package; without packages the whole archive and its head."""
    from archive_tool.packages.verifying import Level
    from archive_tool.procedure.checking import wording
    from archive_tool.tasks.desk import stopping
    from archive_tool.tasks.verify import Look, noted_head, verify_archive, verify_paths

    look = Look(Level(level), part, noted_head(head))
    end = None
    if packages:
        found = verify_paths(packages, look, call.folder)
    else:
        now = datetime.now()  # noqa: DTZ005 - made aware where it is written
        archive = verify_archive(desk_of(call), look, now)
        found, end = archive.found, archive.head
        if not archive.noted:
            call.printer.trouble(call.say("verify.not_noted"))
    if report is not None:
        _report(call, found, call.folder / report)
    words = wording(call.language)
    for each in found:
        call.printer.findings(each.findings, words)
        call.printer.result(call.say("verify.valid" if each.valid else "verify.invalid", path=each.path))
    if end is not None and end.number:
        call.printer.result(call.say("verify.head", number=end.number, digest=end.digest))
    listed = [
        {
            "path": each.path,
            "valid": each.valid,
            "findings": [finding_json(finding, *words(finding)) for finding in each.findings],
        }
        for each in found
    ]
    call.printer.document({"packages": listed, "head": str(end) if end else None})
    return 6 if any(stopping(each.findings, strict=call.strict) for each in found) else 0


def _report(call: Call, found: "Iterable[Verified]", folder: Path) -> None:
    """Writes 四性检测报告 of each package of ours and names the files."""
    from archive_tool.packages.keeping import KEEPING
    from archive_tool.tasks.properties import Sealed, write_reports

    looked = [Sealed(each.file, each.path, each.findings, each.agrees) for each in found if each.file]
    made, without = write_reports(looked, folder, KEEPING, desk_of(call).settings)
    for path in made:
        call.printer.result(call.say("verify.report", path=path))
    for package in without:
        call.printer.trouble(call.say("verify.no_report", package=package))
