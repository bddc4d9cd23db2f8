"""Finds the workspace and the cases in it; reads no record as a whole."""

import re
import unicodedata
from pathlib import Path

from archive_tool.errors import Unreadable, WrongUsage
from archive_tool.workspace.layout import RECORDS, SETTINGS, Layout

_HEAD_BYTES = 8192  # the id stands near the top; a record that hides it further down is named by its folder
_ID = re.compile(r"^(?:id|编号)\s*:\s*[\"']?([^\"'#\n]+?)[\"']?\s*(?:#.*)?$", re.MULTILINE)


def find_workspace(start: Path) -> Layout:
    """The workspace that holds a folder: the nearest one at or above it with an archive-tool.yaml.

    Raises WrongUsage when there is none.
    """
    here = start.absolute()
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return Layout(folder)
    raise WrongUsage("workspace.none", folder=start)


def case_folders(layout: Layout) -> tuple[Path, ...]:
    """Every folder under cases/ with a record, by name; hidden ones are drafts."""
    if not layout.cases.is_dir():
        return ()
    return tuple(sorted(
        folder
        for folder in layout.cases.iterdir()
        if not folder.name.startswith(".") and record_of(folder) is not None
    ))


def record_of(folder: Path) -> Path | None:
    """The record in a case folder, None when it holds none. case.yaml wins over 案卷.yaml."""
    return next((folder / name for name in RECORDS if (folder / name).is_file()), None)


def peek_id(folder: Path) -> str:
    """The id written at the top of a folder's record, without judging the record; else the folder's name.

    Raises Unreadable for a record that the disk does not give.
    """
    record = record_of(folder)
    if record is None:
        return folder.name
    try:
        with record.open("rb") as handle:
            found = _ID.search(handle.read(_HEAD_BYTES).decode("utf-8-sig", "replace"))
    except OSError as error:
        raise Unreadable("record.unreadable", path=f"{folder.name}/{record.name}", reason=error.strerror) from error
    return found.group(1).strip() if found else folder.name


def choose(layout: Layout, wanted: tuple[str, ...], here: Path) -> tuple[Path, ...]:
    """The case folders that CASE arguments name: an id, a folder or the path of a record; all without arguments.

    `here` is where relative paths start. Raises WrongUsage for one that names nothing, with the nearest ids.
    """
    folders = case_folders(layout)
    if not wanted:
        return folders
    ids = {_plain(peek_id(folder)): folder for folder in folders}
    return tuple(dict.fromkeys(_named(layout, word, here, ids) for word in wanted))


def _named(layout: Layout, word: str, here: Path, ids: dict[str, Path]) -> Path:
    if found := ids.get(_plain(word)):
        return found
    for base in (here, layout.cases, layout.root):
        path = base / word
        folder = path.parent if path.name in RECORDS else path
        if folder.is_dir() and record_of(folder) is not None:
            return folder.absolute()
    raise WrongUsage("workspace.no_such_case", case=word, known="、".join(list(ids)[:10]) or "-")


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
