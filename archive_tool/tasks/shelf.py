"""The archive's shelf: where packages lie, and what stands in its ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from archive_tool.packages.digesting import digest_of
from archive_tool.packages.ledger import SEALED, Act, LedgerLine, append, read_ledger
from archive_tool.packages.sources import ordinary_size, read_pieces
from archive_tool.tasks.desk import Desk


def file_digest(path: Path) -> str:
    """SHA-256 of a whole package file, read once. Raises as `read_pieces` does."""
    return digest_of(read_pieces(path, ordinary_size(path)))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The packages and the ledger of a workspace."""

    desk: Desk

    @property
    def packages(self) -> tuple[Path, ...]:
        """Every package file, by year and name."""
        return tuple(sorted(path for path in self.desk.layout.archive.glob("*/*.zip") if path.is_file()))

    def shown(self, path: Path) -> str:
        """A package as ledger and lists name it: relative to the workspace."""
        return self.desk.layout.shown(path)

    def lines(self) -> tuple[LedgerLine, ...]:
        """The ledger's lines that can be read. Raises Damaged when the file cannot be read at all."""
        return read_ledger(self.desk.layout.ledger, self.shown(self.desk.layout.ledger))[0]

    def sealed(self) -> dict[str, LedgerLine]:
        """The line that sealed each package, by its path."""
        return {line.act.package: line for line in self.lines() if line.act.act == SEALED}

    def note(
        self,
        act: str,
        now: datetime,
        path: Path | None = None,
        sha256: str = "",
        details: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Writes a line into the ledger; the caller holds the workspace's lock."""
        append(
            self.desk.layout.ledger,
            Act(
                act=act,
                by=self.desk.settings.actor,
                at=now.astimezone().isoformat(timespec="seconds"),
                package=self.shown(path) if path else "",
                sha256=sha256,
                details=details,
            ),
        )
