"""Says click's complaints about usage in the user's language, with what to write instead."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

import click

from archive_tool.messages import Say


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
    if isinstance(error, click.MissingParameter):
        return say("usage.missing", name=_name(error.param))
    if isinstance(error, click.BadOptionUsage):
        return say("usage.bad_option", option=error.option_name)
    if isinstance(error, click.BadParameter):
        return say("usage.bad_value", name=_name(error.param), read=error.message)
    return say("usage.other", reason=error.format_message())


def _near(names: Iterable[str], say: Say) -> str:
    """What is nearest to a wrong word; nothing where nothing is near."""
    listed = "、".join(names)
    return say("usage.near", near=listed) if listed else ""


def _name(param: click.Parameter | None) -> str:
    return param.opts[-1] if param else "-"
