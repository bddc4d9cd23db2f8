"""What a list cannot know, told alike by every command that makes one."""

from collections.abc import Sequence

from archive_tool.messages import Say


def gap_of_unreadable(say: Say, count: int, packages: Sequence[str]) -> list[str]:
    """The sentence on packages that cannot be opened, none when all can be; names are for who may see all."""
    return [say("gap.unreadable", count=count, packages="、".join(packages) or "—")] if count else []
