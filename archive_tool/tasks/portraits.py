"""The photo of the person a document is about, for the frame of its form."""

from dataclasses import dataclass, field
from pathlib import Path

from archive_tool import limits
from archive_tool.documents.drawers import load
from archive_tool.errors import ToolError, Unreadable
from archive_tool.model.cases import Case
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.plans import Item
from archive_tool.model.tree import text
from archive_tool.procedure.paths import person
from archive_tool.tasks.desk import Desk


@dataclass(frozen=True, slots=True)
class Portrait:
    """A photo as JPEG, empty when there is none; `finding` says why one that the record names is not shown."""

    photo: bytes = b""
    finding: Finding | None = None


@dataclass(slots=True)
class Portraits:
    """The photos of one call, each drawn once."""

    desk: Desk
    _drawn: dict[Path, Portrait] = field(default_factory=dict)

    def of(self, case: Case, item: Item) -> Portrait:
        """The photo of the person an item is about."""
        about = person(case, text(item.subject, "person")) if item.subject is not None else None
        name = text(about.record, "photo") if about is not None else ""
        if about is None or not name:
            return Portrait()
        path = self.desk.layout.people / name
        if path not in self._drawn:
            self._drawn[path] = self._portrait(path, name, about.record.fields["photo"].place)
        return self._drawn[path]

    def _portrait(self, path: Path, name: str, place: Place) -> Portrait:
        file = self.desk.layout.shown(path)
        try:
            return Portrait(load(file)(_read(path, name, file), file))
        except ToolError as error:
            return Portrait(finding=Finding(error.key, Severity.WARNING, place, error.facts))


def _read(path: Path, name: str, file: str) -> bytes:
    """The bytes of a photo that lies beside the persons' files; raises Unreadable when it does not, or is too large."""
    if Path(name).name != name or path.is_symlink() or not path.is_file():
        raise Unreadable("T-150", file=file)
    if path.stat().st_size > limits.PHOTO_BYTES:
        raise Unreadable("T-152", file=file, most=limits.PHOTO_POINTS // 1_000_000)
    return path.read_bytes()
