"""How a command is built: options that stand everywhere, help in the user's language, and the facts of one call."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from archive_tool.cli.printing import Printer, padded, width, wrapped
from archive_tool.messages import LANGUAGES, Say

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@dataclass(frozen=True, slots=True)
class Call:
    """What one call of a command was told besides its own options.

    Attributes:
        say, language, printer: speak to the user.
        environment: the process's, read here only.
        folder: where to work (-C), else the working directory.
        as_of: the date that counts, None for today.
        by: who acts, as typed; empty when not said.
        strict: warnings count as errors.
        dry_run: say what would be done, write nothing.
        quiet, verbose: how much to say beside results.
    """

    say: Say
    language: str
    printer: Printer
    environment: Mapping[str, str]
    folder: Path
    as_of: date | None = None
    by: str = ""
    strict: bool = False
    dry_run: bool = False
    quiet: bool = False
    verbose: bool = False


class DateType(click.ParamType[date]):
    """A day as 2026-05-08, 2026.5.8 or 2026年5月8日."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day. Fails with a usage error when it is none."""
        if isinstance(value, date):
            return value
        parts = value.replace("年", "-").replace("月", "-").replace("日", "").replace(".", "-").split("-")
        try:
            year, month, day = (int(part) for part in parts)
            return date(year, month, day)
        except ValueError:
            self.fail(value, param, ctx)


class Formatter(click.HelpFormatter):
    """Help that counts Chinese characters as the two columns they take; click counts them as one."""

    def write_text(self, text: str) -> None:
        """Paragraphs, each wrapped."""
        indent = " " * self.current_indent
        paragraphs = ["\n".join(indent + line for line in wrapped(part, self._room())) for part in text.split("\n\n")]
        self.write("\n\n".join(paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Two columns; a first one that is too wide has its second on the next line."""
        rows = list(rows)
        first = min(max((width(term) for term, _ in rows), default=0), col_max) + col_spacing
        indent, gap = " " * self.current_indent, " " * (self.current_indent + first)
        for term, said in rows:
            lines = wrapped(said, max(20, self._room() - first))
            head = indent + padded(term, first) if width(term) <= first - col_spacing else f"{indent}{term}\n{gap}"
            self.write(head + lines[0].rstrip() + "\n" + "".join(f"{gap}{line}\n" for line in lines[1:]))

    def write_heading(self, heading: str) -> None:
        """A heading with the colon of its script."""
        self.write(f"{' ' * self.current_indent}{heading}{':' if heading.isascii() else '：'}\n")

    def _room(self) -> int:
        return max(30, self.width - self.current_indent)


class _Context(click.Context):
    formatter_class = Formatter


class _Localised:
    """Help with headings in the user's language."""

    say: Say

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """`Usage: …` in the user's language."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=self.say("help.usage"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, the command's own first."""
        records = [r for param in self.get_params(ctx) if (r := param.get_help_record(ctx)) and r[1]]  # type: ignore[attr-defined]
        must = self.say("help.required")
        records = [
            (term, said.replace("[required]", must).replace("; required]", f"] {must}")) for term, said in records
        ]
        with formatter.section(self.say("help.options")):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`-h, --help`, explained in the user's language."""
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = self.say("option.help")
        return option


_WORD = "\0"  # stands before a word that only looks like an option while click reads it; nobody can type it


def _is_word(word: str) -> bool:
    return len(word) > 1 and word[0] == "-" and not word[1].isascii()


def _plain_words(said: Any) -> Any:
    return tuple(word.removeprefix(_WORD) if isinstance(word, str) else word for word in said)


class Command(_Localised, click.Command):
    """One command."""

    context_class = _Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`-采砂` is a word of a query and no option: no option begins with a Chinese character."""
        return super().parse_args(ctx, [_WORD + word if _is_word(word) else word for word in args])

    def __init__(self, say: Say, **settings: Any) -> None:
        super().__init__(context_settings=SETTINGS, options_metavar=say("help.metavar.options"), **settings)
        self.say = say


class Group(_Localised, click.Group):
    """Commands under one name; its list needs no command to be loaded."""

    context_class = _Context

    def __init__(self, say: Say, *, under: str = "", **settings: Any) -> None:
        """`under` stands before the commands' names in the keys of their help: `codes.`."""
        super().__init__(
            context_settings=SETTINGS,
            options_metavar=say("help.metavar.options"),
            subcommand_metavar=say("help.metavar.command"),
            no_args_is_help=True,
            **settings,
        )
        self.say = say
        self.under = under

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with a line each, then the options."""
        with formatter.section(self.say("help.commands")):
            formatter.write_dl([(name, self.say(f"help.{self.under}{name}.short")) for name in self.list_commands(ctx)])
        super().format_options(ctx, formatter)


def everywhere(say: Say) -> list[click.Option]:
    """The options that every command takes, before its name or after."""
    return [
        click.Option(["-C", "folder"], type=click.Path(path_type=Path), metavar="DIR", help=say("option.folder")),
        click.Option(["--json", "as_json"], is_flag=True, help=say("option.json")),
        click.Option(["--lang"], type=click.Choice(LANGUAGES), help=say("option.lang")),
        click.Option(["--by"], metavar="NAME", help=say("option.by")),
        click.Option(["--as-of"], type=DateType(), metavar="DATE", help=say("option.as_of")),
        click.Option(["--strict"], is_flag=True, help=say("option.strict")),
        click.Option(["-q", "--quiet"], is_flag=True, help=say("option.quiet")),
        click.Option(["-v", "--verbose"], is_flag=True, help=say("option.verbose")),
    ]


def command(
    name: str,
    say: Say,
    act: Callable[..., int],
    params: Sequence[click.Parameter] = (),
    *,
    writes: bool = False,
    under: str = "",
) -> click.Command:
    """A command that calls `act(call, **its own options)` and leaves with the code that returns.

    `writes` adds `-n/--dry-run`. The help text stands under `help.<name>`, of a group's command with `under` before it.
    """
    shared = everywhere(say)
    if writes:
        shared.append(click.Option(["-n", "--dry-run"], is_flag=True, help=say("option.dry_run")))

    @click.pass_context
    def callback(ctx: click.Context, /, **options: Any) -> int:
        words = {name: _plain_words(said) if isinstance(said, tuple) else said for name, said in options.items()}
        return act(_call(ctx, say, words), **words)

    return Command(say, name=name, params=[*params, *shared], callback=callback, help=say(f"help.{under}{name}"))


def _call(ctx: click.Context, say: Say, options: dict[str, Any]) -> Call:
    """Takes the shared options out of `options`; what stands after the command's name wins over what stands before."""
    before: dict[str, Any] = {}
    above = ctx.parent
    while above is not None:  # the root, and between it and a subcommand the group it belongs to
        before = {**above.params, **{name: said for name, said in before.items() if said}}
        above = above.parent

    def taken(name: str) -> Any:
        after = options.pop(name, None)
        return after or before.get(name)

    printer, environment, language = ctx.obj
    taken("as_json")
    taken("lang")
    return Call(
        say=say,
        language=language,
        printer=printer,
        environment=environment,
        folder=taken("folder") or Path.cwd(),
        as_of=taken("as_of"),
        by=taken("by") or "",
        strict=bool(taken("strict")),
        dry_run=bool(taken("dry_run")),
        quiet=bool(taken("quiet")),
        verbose=bool(taken("verbose")),
    )
