"""`verify`: packages, any BagIt bag, or the whole archive against its ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive_tool.errors import Conflict, Damaged, EngineFailed
from archive_tool.model.findings import Finding, Severity, ordered
from archive_tool.model.places import Place
from archive_tool.packages.digesting import digest_of
from archive_tool.packages.ledger import Head, compare_packages, read_head, read_ledger
from archive_tool.packages.sources import ordinary_size, read_pieces
from archive_tool.packages.verifying import Level, verify
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.shelf import Shelf
from archive_tool.writing import locked

VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Look:
    """How deep to look, and which share of it: (N, T) is the N-th of T parts."""

    level: Level = Level.FULL
    part: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found in one package, or in the ledger."""

    path: str
    findings: tuple[Finding, ...]

    @property
    def valid(self) -> bool:
        """Whether no error was found."""
        return not any(finding.stops for finding in self.findings)


def verify_paths(paths: Iterable[Path], look: Look, here: Path) -> tuple[Verified, ...]:
    """Looks at bags by path, ours or anybody's; needs no workspace and writes nothing."""
    return tuple(_verified(here / path, str(path), look) for path in paths)


@dataclass(frozen=True, slots=True)
class Archive:
    """What was found in the whole archive; the ledger's head; whether it could be noted that it was looked at."""

    found: tuple[Verified, ...]
    head: Head
    noted: bool


def verify_archive(desk: Desk, look: Look, now: datetime) -> Archive:
    """Looks at every package and at the ledger, notes that it was done, and gives the ledger's head.

    Packages without a line, lines without their package, and packages that are not what was sealed are findings.
    """
    shelf = Shelf(desk)
    found = [_verified(path, shelf.shown(path), look) for path in shelf.packages]
    digests = {shelf.shown(path): _digest(path, look.level) for path in shelf.packages}
    source = shelf.shown(desk.layout.ledger)
    try:
        lines, broken = read_ledger(desk.layout.ledger, source)
    except Damaged as error:
        broken = (Finding("V-209", Severity.ERROR, Place(source), dict(error.facts)),)
        return Archive((*found, Verified(source, broken)), Head(0, ""), noted=False)
    against = ordered((*broken, *compare_packages(lines, digests, source)))
    everything = (*found, Verified(source, against))
    noted = not broken and _note(shelf, look, found, everything, now)
    return Archive(everything, read_head(desk.layout.ledger), noted)


def _note(shelf: Shelf, look: Look, found: list[Verified], everything: tuple[Verified, ...], now: datetime) -> bool:
    """Notes in the ledger that it was done; False where nothing can be written: a copy on a read-only disc."""
    wrong = sum(not each.valid for each in everything)
    share = f"{look.part[0]}/{look.part[1]}"
    facts = {"level": look.level.value, "part": share, "packages": str(len(found)), "wrong": str(wrong)}
    layout = shelf.desk.layout
    try:
        with locked(layout.lock, f"{shelf.desk.settings.actor} verify"):
            shelf.note(VERIFIED, now, details=facts)
    except (Conflict, EngineFailed):
        return False
    return True


def _verified(path: Path, source: str, look: Look) -> Verified:
    return Verified(source, verify(path, source=source, level=look.level, part=look.part))


def _digest(path: Path, level: Level) -> str | None:
    """The digest of the whole file, where every byte is to be looked at."""
    return digest_of(read_pieces(path, ordinary_size(path))) if level is Level.FULL else None
