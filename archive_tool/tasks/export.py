"""`export`: a package's files for a reader or another program, beside the archive; noted in the ledger."""

import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from archive_tool.errors import Conflict, Damaged, NotPermitted
from archive_tool.packages.layout import DATA
from archive_tool.packages.reading import Package
from archive_tool.packages.verifying import verify
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.shelf import Shelf
from archive_tool.tasks.show import open_shown, visible_items
from archive_tool.writing import DRAFT_PREFIX, draft, locked, make_folder, swap_folder

EXPORTED: Final = "exported"
FOLDER, BAG = "folder", "bag"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was exported (or would be): the package's name, the folder made, files and bytes."""

    package: str
    path: Path
    files: int
    bytes: int


def export(desk: Desk, path: Path, target: Path, form: str, now: datetime, *, dry_run: bool = False) -> Exported:
    """Copies a package into a folder of its name under `target`; the copy is whole or not there.

    Args:
        desk: where the work is done.
        path: of the package.
        target: the folder to put it in; made when it is missing.
        form: `bag` is the whole package unzipped; `folder` only the papers by stage, with their lists.
        now: the real time, for the ledger.
        dry_run: only look.

    Raises:
        NotPermitted: something in it is not for the acting person.
        Damaged: the package is not what it says; nothing of it is handed on.
        Conflict: the folder exists.
    """
    shown = Shelf(desk).shown(path)
    with open_shown(desk, path) as package:
        _permit(desk, package)
        if any(finding.stops for finding in verify(path, source=shown)):
            raise Damaged("pack.damaged", path=shown)
        wanted = _wanted(package, form)
        whole = target / package.name
        _require_free(whole)
        done = Exported(package.name, whole, len(wanted), sum(package.files[name] for name in wanted))
        if not dry_run:
            make_folder(target, private=False)
            made = target / f"{DRAFT_PREFIX}{secrets.token_hex(8)}"
            try:
                _copy(package, wanted, made)
                _hand_over(desk, path, made, whole, form=form, now=now)
            finally:
                shutil.rmtree(made, ignore_errors=True)
    return done


def _permit(desk: Desk, package: Package) -> None:
    """A copy shows everything, so everything must be for the acting person."""
    if not desk.settings.users:
        return
    if package.catalogue is None or len(visible_items(desk, package)) < len(package.items):
        raise NotPermitted("export.not_permitted", package=package.name)


def _wanted(package: Package, form: str) -> dict[str, str]:
    """The files to copy and where each goes."""
    if form == BAG:
        return {name: name for name in package.files}
    payload = f"{DATA}/"
    return {name: name.removeprefix(payload) for name in package.files if name.startswith(payload)}


def _require_free(whole: Path) -> None:
    if whole.exists() or whole.is_symlink():
        raise Conflict("export.exists", path=whole)


def _copy(package: Package, wanted: Mapping[str, str], made: Path) -> None:
    make_folder(made, private=False)
    for name, place in wanted.items():
        path = made / place
        make_folder(path.parent, private=False)
        with draft(path, private=False) as handle:
            for piece in package.chunks(name):
                handle.write(piece)


def _hand_over(desk: Desk, path: Path, made: Path, whole: Path, *, form: str, now: datetime) -> None:
    """Notes the act, then makes the copy visible: no copy leaves without its line."""
    shelf = Shelf(desk)
    with locked(desk.layout.lock, f"{desk.settings.actor} export"):
        _require_free(whole)
        if path in shelf.packages:
            shelf.note(EXPORTED, now, path, details={"as": form, "to": str(whole)})
        swap_folder(made, whole)
