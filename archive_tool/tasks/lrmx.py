"""`person NAME --lrmx DIR`: somebody of people/ as the approval-form editor reads it, a copy of what stands there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive_tool.errors import Conflict, Unreadable, WrongUsage
from archive_tool.intake.lrmx import write_form
from archive_tool.intake.persons import form_of
from archive_tool.model.tree import Group, text
from archive_tool.records.checking import check
from archive_tool.records.reading import load, read
from archive_tool.tasks.desk import Desk
from archive_tool.writing import write_bytes

FORM: Final = ".lrmx"


@dataclass(frozen=True, slots=True)
class FormOut:
    """A form that was written: whose it is, and its path."""

    id: str
    name: str
    path: Path


def lrmx_of(desk: Desk, identity: str) -> bytes:
    """The person of an id as the approval-form editor reads it. Raises Unreadable when the file cannot be used."""
    record = _record(desk, identity)
    photo = text(record, "photo")
    picture = desk.layout.people / photo
    return write_form(form_of(record, picture.read_bytes() if photo and picture.is_file() else b""))


def write_lrmx(desk: Desk, wanted: str, target: Path, *, dry_run: bool = False) -> FormOut:
    """Writes the form of somebody, by id or by name, into a folder.

    Raises WrongUsage when nobody is called so or several are, Unreadable when the person's file cannot be used,
    Conflict when there is such a file already.
    """
    identity = _found(desk, wanted)
    name = text(_record(desk, identity), "name") or identity
    path = target / f"{identity}{FORM}" if target.suffix.lower() != FORM else target
    if not path.parent.is_dir():
        raise WrongUsage("export.no_folder", path=path.parent)
    if path.exists():
        raise Conflict("export.exists", path=path)
    data = lrmx_of(desk, identity)
    if not dry_run:
        write_bytes(path, data, private=False)
    return FormOut(identity, name, path)


def _found(desk: Desk, wanted: str) -> str:
    """The id of the person."""
    paths = sorted(desk.layout.people.glob("*.yaml"))
    if any(path.stem == wanted for path in paths):
        return wanted
    named = [path.stem for path in paths if read(load(path), "").text("name", "姓名") == wanted]
    if len(named) != 1:
        key = "lrmx.several" if named else "lrmx.nobody"
        raise WrongUsage(key, name=wanted, known="、".join(named))
    return named[0]


def _record(desk: Desk, identity: str) -> Group:
    path = desk.layout.people / f"{identity}.yaml"
    shown = desk.layout.shown(path)
    checked = check(read(load(path), shown), desk.schema("person"))
    if checked.record is None:
        raise Unreadable("workspace.unusable", findings=checked.findings, path=shown)
    return checked.record
