"""`verify`: packages, any BagIt bag, or the whole archive against its ledger."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from archive_tool.errors import Conflict, Damaged, EngineFailed, WrongUsage
from archive_tool.model.findings import Finding, Severity, ordered
from archive_tool.model.places import Place
from archive_tool.packages.ledger import Head, check_head, compare_packages, read_head, read_ledger
from archive_tool.packages.verifying import Level, verify
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.shelf import Shelf, file_digest
from archive_tool.workspace.locating import find_workspace
from archive_tool.writing import locked

VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Look:
    """How deep to look, which share of it ((N, T) is the N-th of T parts), and a head of the ledger noted elsewhere."""

    level: Level = Level.FULL
    part: tuple[int, int] = (1, 1)
    head: Head | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found in one package, or in the ledger.

    `file` is the package's own; `agrees` is whether the ledger gives its whole file the digest that it has, None when
    that was not asked.
    """

    path: str
    findings: tuple[Finding, ...]
    file: Path | None = None
    agrees: bool | None = None

    @property
    def valid(self) -> bool:
        """Whether no error was found."""
        return not any(finding.stops for finding in self.findings)


def noted_head(noted: tuple[int, str] | None) -> Head | None:
    """Number and digest of the ledger's last line as somebody wrote them down."""
    return Head(*noted) if noted else None


def verify_paths(paths: Iterable[Path], look: Look, here: Path) -> tuple[Verified, ...]:
    """Looks at bags by path, ours or anybody's, or by the name of a package on the shelf of the workspace around us.

    Needs no workspace and writes nothing.
    """
    return tuple(_verified(_found(path, here), str(path), look) for path in paths)


def _found(path: Path, here: Path) -> Path:
    if (here / path).exists():
        return here / path
    try:
        shelved = find_workspace(here).archive.glob("*/*.zip")
    except WrongUsage:
        return here / path
    return next((each for each in shelved if str(path) in (each.stem, each.name)), here / path)


@dataclass(frozen=True, slots=True)
class Archive:
    """What was found in the whole archive; the ledger's head before this look; whether the look could be noted."""

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
    noted_before = check_head(lines, look.head, source) if look.head else ()
    against = ordered((*broken, *noted_before, *compare_packages(lines, digests, source)))
    everything = (*(_against(each, against, look.level) for each in found), Verified(source, against))
    head = read_head(desk.layout.ledger)
    noted = not broken and _note(shelf, look, found, everything, now)
    return Archive(everything, head, noted)


def _against(each: Verified, against: Iterable[Finding], level: Level) -> Verified:
    """The same with what the ledger says of the package."""
    rules = {finding.rule for finding in against if finding.place.source == each.path}
    known = level is Level.FULL and "V-206" not in rules
    return replace(each, agrees="V-208" not in rules if known else None)


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
    return Verified(source, verify(path, source=source, level=look.level, part=look.part), path)


def _digest(path: Path, level: Level) -> str | None:
    """The digest of the whole file, where every byte is to be looked at."""
    return file_digest(path) if level is Level.FULL else None
