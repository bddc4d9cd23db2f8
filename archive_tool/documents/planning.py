"""Decides what to write before anything is written: which items, over which files, and which files stay as they are.

state_of(data, entry, fresh) -> (State, reason)
decide(item, …) -> Decision
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from archive_tool.documents.made import MadeFile, changed
from archive_tool.documents.reading import text_digest
from archive_tool.documents.rendering import Rendered
from archive_tool.model.filing import State
from archive_tool.model.plans import Item

TEMPLATE_CHANGED: Final = "template"  # reason of a stale file whose template is another one now


class Action(StrEnum):
    """What happens to the file of an item."""

    WRITE = "write"  # there is none yet
    REPLACE = "replace"  # ours, unedited, stale; or named with --force. The old one goes to history first
    UNCHANGED = "unchanged"  # it already says what it would say
    KEEP = "keep_edited"  # people edited it and nobody named it
    BESIDE = "beside"  # people edited it and it was named: the new text goes to …（新稿）.docx
    OPEN = "open"  # somebody has it open


@dataclass(frozen=True, slots=True)
class Decision:
    """What will be done for one item, and why.

    Attributes:
        item: the item.
        action: see `Action`.
        file: name under documents/ that is written, or that stays.
        reason: paths that changed, the program that has it open, or empty.
    """

    item: Item
    action: Action
    file: str
    reason: tuple[str, ...] = ()


def file_name(item: Item) -> str:
    """The name of an item's Word file."""
    return f"{item.stem}.docx"


def beside(name: str) -> str:
    """The name of a new text that stands beside an edited one."""
    return f"{name.removesuffix('.docx')}（新稿）.docx"


def state_of(
    data: bytes | None, entry: MadeFile | None, fresh: Rendered | None, template: str = ""
) -> tuple[State, tuple[str, ...]]:
    """How a Word file stands, and what changed since it was made.

    Args:
        data: the file's bytes, None when it is not there.
        entry: what made.json says of it; without it the file counts as edited.
        fresh: the document as it would be written now; None when it cannot be filled, which leaves a file current.
        template: digest of the template that would be used now.

    Raises TemplateFailed when the file is no readable Word file.
    """
    if data is None:
        return State.NOT_GENERATED, ()
    differs = changed(entry, fresh.reads) if entry is not None and fresh is not None else ()
    if entry is None or text_digest(data) != entry.text:
        return State.EDITED, differs
    if fresh is None:
        return State.CURRENT, ()
    if differs or fresh.values_digest != entry.values:
        return State.STALE, differs
    if template and template != entry.template and fresh.text_digest != entry.text:
        return State.STALE, (TEMPLATE_CHANGED,)
    return State.CURRENT, ()


def decide(
    item: Item, state: State, differs: tuple[str, ...], *, named: bool, force: bool, open_in: tuple[str, str] = ("", "")
) -> Decision:
    """What to do for an item whose file stands so.

    Args:
        item: the item.
        state: of its Word file.
        differs: what changed since it was made.
        named: whether the user named the item.
        force: whether the user wants an edited file replaced; only what was named is.
        open_in: the program that has the file open, and that which has the new text beside it open.
    """
    name = file_name(item)
    if state is State.NOT_GENERATED:
        return Decision(item, Action.WRITE, name)
    if state is State.CURRENT and not (named and force):
        return Decision(item, Action.UNCHANGED, name)
    if state is State.EDITED and not (named and force):
        if named and open_in[1]:
            return Decision(item, Action.OPEN, beside(name), open_in[1:])
        return Decision(item, Action.BESIDE if named else Action.KEEP, beside(name) if named else name, differs)
    if open_in[0]:
        return Decision(item, Action.OPEN, name, open_in[:1])
    return Decision(item, Action.REPLACE, name, differs)
