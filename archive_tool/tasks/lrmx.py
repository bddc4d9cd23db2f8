"""`person NAME --lrmx DIR`: somebody of people/ as the approval-form editor reads it, a copy of what stands there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive_tool.errors import Conflict, WrongUsage
from archive_tool.intake.lrmx import write_form
from archive_tool.intake.persons import form_of
from archive_tool.model.tree import text
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.people import found_person, person_record
from archive_tool.writing import write_aside

FORM: Final = ".lrmx"


@dataclass(frozen=True, slots=True)
class FormOut:
    """A form that was written: whose it is, and its path."""

    id: str
    name: str
    path: Path


def lrmx_of(desk: Desk, identity: str) -> bytes:
    """The person of an id as the approval-form editor reads it. Raises Unreadable when the file cannot be used."""
    record = person_record(desk, identity)
    photo = text(record, "photo")
    picture = desk.layout.people / photo
    return write_form(form_of(record, picture.read_bytes() if photo and picture.is_file() else b""))


def write_lrmx(desk: Desk, wanted: str, target: Path, *, dry_run: bool = False) -> FormOut:
    """Writes the form of somebody, by id or by name, into a folder.

    Raises WrongUsage when nobody is called so or several are, Unreadable when the person's file cannot be used,
    Conflict when there is such a file already.
    """
    identity = found_person(desk, wanted)
    name = text(person_record(desk, identity), "name") or identity
    path = target / f"{identity}{FORM}" if target.suffix.lower() != FORM else target
    if not path.parent.is_dir():
        raise WrongUsage("export.no_folder", path=path.parent)
    if path.exists():
        raise Conflict("export.exists", path=path)
    data = lrmx_of(desk, identity)
    if not dry_run:
        write_aside(path, data)
    return FormOut(identity, name, path)
