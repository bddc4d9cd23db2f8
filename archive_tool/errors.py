"""What can stop a task: one family, drawn as a tree, each with its exit code.

    ToolError                 70  (never raised itself)
    ├── Refused                1  a case breaks a rule or misses an item
    ├── WrongUsage             2  wrong usage of a command
    ├── Unreadable             3  a record cannot be built: encoding, syntax, limits, schema
    ├── TemplateFailed         4  a template cannot be filled
    ├── Conflict               5  it exists, changed since sealing, was edited by hand, or is open
    ├── Damaged                6  a package or the ledger is damaged
    ├── EngineFailed           7  an engine or helper program is missing or failed
    ├── Busy                   8  another writer holds the lock
    └── NotPermitted           9  the acting person may not

An error carries a message key and facts, not prose: the doors say it in the user's language.
Things to put right in data are `Finding`s, not errors.
"""

from typing import ClassVar

from archive_tool.model.findings import Finding


class ToolError(Exception):
    """Stops a task; `key` names its sentence in messages/, `facts` fill it."""

    exit_code: ClassVar[int] = 70

    def __init__(self, key: str, /, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts


class Refused(ToolError):
    """Un-excused errors stand, or items are missing."""

    exit_code = 1


class WrongUsage(ToolError):
    """The command or query was not written as it must be."""

    exit_code = 2


class Unreadable(ToolError):
    """A record, setting or plan cannot be built; `findings` say why."""

    exit_code = 3

    def __init__(self, key: str, /, findings: tuple[Finding, ...] = (), **facts: object) -> None:
        super().__init__(key, **facts)
        self.findings = findings


class TemplateFailed(ToolError):
    """A template cannot be filled; `findings` name the places."""

    exit_code = 4

    def __init__(self, key: str, /, findings: tuple[Finding, ...] = (), **facts: object) -> None:
        super().__init__(key, **facts)
        self.findings = findings


class Conflict(ToolError):
    """It exists, it changed since sealing, it was edited by hand, or it is open."""

    exit_code = 5


class Damaged(ToolError):
    """A package or the ledger is damaged."""

    exit_code = 6


class EngineFailed(ToolError):
    """An engine or helper program is missing or failed."""

    exit_code = 7


class Busy(ToolError):
    """Another writer holds the lock; `holder` in the facts says who."""

    exit_code = 8


class NotPermitted(ToolError):
    """The acting person's clearance or recusal does not allow it."""

    exit_code = 9


# Several failures: the first of these that occurred decides (contract, Exit codes); one of several names may be wrong
# usage, which the contract does not rank: it comes last.
_ORDER = (70, 6, 3, 4, 5, 9, 7, 8, 1, 2)


def worst(codes: "list[int] | tuple[int, ...]") -> int:
    """The exit code for several outcomes."""
    return next((code for code in _ORDER if code in codes), 0)
