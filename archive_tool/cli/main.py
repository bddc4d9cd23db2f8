"""The door `archive-tool`: finds the language, then the command; turns errors into sentences and exit codes.

A command's module is imported only when the command runs, so that `--help` stays quick.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import zip_longest
from typing import NoReturn

import click

from archive_tool import VERSION
from archive_tool.cli.building import Group, everywhere
from archive_tool.cli.printing import Printer
from archive_tool.cli.usage import explained
from archive_tool.errors import Conflict, EngineFailed, ToolError
from archive_tool.messages import LANGUAGES, Say, speaker

# The order of a first day's work; help lists them so.
COMMANDS = (
    "init",
    "demo",
    "new",
    "import",
    "attach",
    "accession",
    "check",
    "explain",
    "status",
    "generate",
    "history",
    "pack",
    "verify",
    "index",
    "search",
    "person",
    "roster",
    "show",
    "codes",
    "paper",
    "export",
    "retain",
    "publish",
    "notice",
    "template",
    "doctor",
)
# A command whose name Python keeps for itself has its module under another.
MODULES = {"import": "importing"}
INTERRUPTED = 130
OUR_BUG = 70


class Root(Group):
    """The group of all commands; it knows their names and loads the one that is called."""

    def __init__(self, say: Say) -> None:
        params = [
            *everywhere(say),
            click.Option(
                ["--version"],
                is_flag=True,
                expose_value=False,
                is_eager=True,
                callback=_print_version,
                help=say("option.version"),
            ),
        ]
        super().__init__(say, name="archive-tool", params=params, help=say("help.archive-tool"))
        self.say = say

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Every command, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Loads one command; None when there is none of that name."""
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"archive_tool.cli.{MODULES.get(name, name)}").build(self.say)
        return command


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs one command and leaves with its exit code (contract, Exit codes)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # A console in GBK cannot show every character: it gets an escape, never a traceback.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    code = run(words, os.environ)
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        told = isinstance(error, BrokenPipeError) or code == EngineFailed.exit_code  # a reader may stop reading
        if not told:
            say = speaker(chosen_language(words, os.environ))
            Printer(say, as_json=False).trouble(say("system.unprinted", reason=error.strerror))
            code = EngineFailed.exit_code
    sys.exit(code)


def run(words: Sequence[str], environment: Mapping[str, str]) -> int:
    """Runs one command and returns its exit code."""
    language = chosen_language(words, environment)
    say = speaker(language)
    printer = Printer(say, as_json="--json" in words)
    try:
        outcome = Root(say).main(
            args=list(words), prog_name="archive-tool", standalone_mode=False, obj=(printer, environment, language)
        )
    except Exception as error:  # noqa: BLE001 - the door itself: nothing leaves it but a sentence and a code
        return _said(error, say, printer)
    except KeyboardInterrupt:
        printer.trouble(say("interrupted"))
        return INTERRUPTED
    return int(outcome or 0)


def _system_said(error: OSError, say: Say, printer: Printer) -> int:
    """Says what the system complained of: a disk, a network drive, a right. It is no bug of ours."""
    reason = error.strerror or str(error)
    if error.filename is None:
        printer.trouble(say("system.failed", reason=reason))
    else:
        printer.trouble(say("system.failed_at", path=os.fsdecode(error.filename), reason=reason))
    return Conflict.exit_code if isinstance(error, PermissionError) else EngineFailed.exit_code


def _said(error: Exception, say: Say, printer: Printer) -> int:
    """Says what stopped the command, once, and gives its exit code."""
    code = OUR_BUG
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message())
        code = 2
    elif isinstance(error, click.ClickException):
        printer.trouble(explained(error, say, COMMANDS))
        code = 2
    elif isinstance(error, ToolError):
        printer.failed(error)
        code = error.exit_code
    elif isinstance(error, click.Abort):
        printer.trouble(say("interrupted"))
        code = INTERRUPTED
    elif isinstance(error, BrokenPipeError):
        code = 0
    elif isinstance(error, OSError) and error.errno is not None:
        code = _system_said(error, say, printer)
    else:
        printer.bug(error)
    return code


def chosen_language(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """`--lang` wherever it stands, else the environment's language: Chinese for zh_*, English otherwise."""
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        asked = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if asked in LANGUAGES:
            return asked
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    return "zh" if _windows_speaks_chinese() else "en"


def _windows_speaks_chinese() -> bool:
    if sys.platform != "win32":
        return False
    import locale  # pragma: no cover - asked on Windows only

    return (locale.getlocale()[0] or "").startswith(("zh", "Chinese"))  # pragma: no cover - asked on Windows only


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"archive-tool {VERSION}")
        ctx.exit()
