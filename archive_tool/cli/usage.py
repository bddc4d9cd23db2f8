"""Says click's complaints about usage in the user's language, with what to write instead."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

import click

from archive_tool.messages import Say

# What click says of a value and of words too many: only the words that were read are taken from it.
_QUOTED: Final = re.compile(r"'(.*?)' is not")
_EXTRA: Final = re.compile(r"extra arguments? \((.*)\)", re.DOTALL)


def explained(error: click.ClickException, say: Say, commands: Sequence[str]) -> str:
    """One sentence for a usage error."""
    sentence = _sentence(error, say, commands)
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    path = ctx.command_path if ctx else "archive-tool"
    return f"{sentence}\n{say('usage.see_help', command=path)}"


def _sentence(error: click.ClickException, say: Say, commands: Sequence[str]) -> str:
    if isinstance(error, click.NoSuchOption):
        said = say("usage.no_such_option", option=error.option_name)
        return said + _near(error.possibilities or (), say)
    if isinstance(error, click.exceptions.NoSuchCommand):
        said = say("usage.no_such_command", command=error.command_name)
        return said + _near(get_close_matches(error.command_name, commands), say)
    if isinstance(error, click.BadOptionUsage):
        return say("usage.bad_option", option=error.option_name)
    if isinstance(error, click.BadParameter):
        return _bad_value(error, say)
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return _whole_command(error, error.ctx, say)
    return say("usage.other", reason=error.format_message())


def _bad_value(error: click.BadParameter, say: Say) -> str:
    """A value that an option or argument does not take, with those that it takes."""
    if isinstance(error, click.MissingParameter):
        return say("usage.missing", name=_name(error.param))
    kind = error.param.type if error.param is not None else None
    quoted = _QUOTED.match(error.message)
    facts = {"name": _name(error.param), "read": quoted[1] if quoted else error.message.partition(" ")[0]}
    if isinstance(kind, click.Choice):
        return say("usage.bad_choice", **facts, choices="、".join(map(str, kind.choices)))
    if isinstance(kind, click.IntRange):
        most = "" if kind.max is None else f"–{kind.max}"
        return say("usage.bad_number", **facts, numbers=f"{kind.min}{most or '…'}")
    return say("usage.bad_value", name=_name(error.param), read=error.message)


def _whole_command(error: click.UsageError, ctx: click.Context, say: Say) -> str:
    """A command of a group that is not named, or words too many."""
    if isinstance(ctx.command, click.Group):
        return say("usage.no_command", command=ctx.command_path, commands="、".join(ctx.command.list_commands(ctx)))
    extra = _EXTRA.search(error.message)
    if extra:
        return say("usage.extra", words=extra[1])
    return say("usage.other", reason=error.format_message())


def _near(names: Iterable[str], say: Say) -> str:
    """What is nearest to a wrong word; nothing where nothing is near."""
    listed = "、".join(names)
    return say("usage.near", near=listed) if listed else ""


def _name(param: click.Parameter | None) -> str:
    """An option as it is typed, an argument as the help shows it."""
    if isinstance(param, click.Argument):
        return (param.metavar or param.name or "-").upper()
    return param.opts[-1] if param else "-"
