"""Judges any BagIt bag, folder or zip, 0.93 to 1.0: names each file and what is wrong with it.

Opens no connection, follows no link, unpacks nothing, changes nothing. What RFC 8493 says must hold is an error, what
it says should hold is a warning.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from archive_tool.errors import Damaged
from archive_tool.model.findings import Finding, Severity, ordered
from archive_tool.packages.bagging import AGENT
from archive_tool.packages.bags import Bag, FolderBag, ZipBag, open_bag
from archive_tool.packages.digesting import Digest, Lane, new_digest
from archive_tool.packages.storing import Stored, directory_row, end_records, local_header
from archive_tool.packages.tags import ONE, Manifest, Report, Tags, read_tags

_WEAK: Final = ("md5", "sha1")
_CHECKED: Final = frozenset(
    {"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3224", "sha3256", "sha3384", "sha3512", "sm3",
     "blake2b", "blake2s"}
)  # fmt: skip
_PYTHON_NAMES: Final = {f"sha3{bits}": f"sha3_{bits}" for bits in (224, 256, 384, 512)}
_SYSTEM_FILES: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


class Level(StrEnum):
    """How deep to look: FAST counts files and bytes, COMPLETE asks every name, FULL reads every byte."""

    FAST = "fast"
    COMPLETE = "complete"
    FULL = "full"


def verify(
    path: Path, *, source: str, level: Level = Level.FULL, part: tuple[int, int] = (1, 1)
) -> tuple[Finding, ...]:
    """Everything that is wrong with a bag, by file; a bag is valid when no finding is an error.

    Args:
        path: folder or zip.
        source: how the user names it.
        level: how deep.
        part: (N, T): read the bytes of the N-th of T shares of the payload only; tag files are always read.
    """
    report = Report(source)
    try:
        with open_bag(path, source) as bag:
            report.findings += bag.findings
            if isinstance(bag, FolderBag) or not any(finding.stops for finding in bag.findings):
                _judge(bag, report, level, part)
    except Damaged as error:
        report.add_error(error)
    return ordered(report.findings)


def _judge(bag: Bag, report: Report, level: Level, part: tuple[int, int]) -> None:
    tags = read_tags(bag, report)
    if tags is None:
        return
    payload = [path for path in bag.files if path.startswith("data/")]
    _count(bag, tags, payload, report, fast=level is Level.FAST)
    if level is Level.FAST:
        return
    _structure(bag, tags, payload, report)
    known = _known(tags.manifests, report)
    names = _pair_names(bag, tags, report)
    _names(bag, tags, payload, names, report)
    if level is Level.FULL:
        number, shares = part
        wanted = frozenset(payload[number - 1 :: shares])
        _digests(bag, known, names, wanted, report)
        if isinstance(bag, ZipBag) and tags.said("Bag-Software-Agent").startswith(f"{AGENT} "):
            _headers(bag, report)


def _count(bag: Bag, tags: Tags, payload: list[str], report: Report, *, fast: bool) -> None:
    found = sum(bag.files[path] for path in payload), len(payload)
    if tags.oxum is None:
        if fast:
            report.add("V-139", severity=Severity.WARNING)
    elif tags.oxum != found and not (fast and tags.fetch):
        stated = f"{tags.oxum[0]}.{tags.oxum[1]}"
        report.add("V-115", stated=stated, found=f"{found[0]}.{found[1]}")


def _structure(bag: Bag, tags: Tags, payload: list[str], report: Report) -> None:
    if "data" not in bag.folders:
        report.add("V-106")
    if not tags.payload:
        report.add("V-107")
    for path in payload:
        if path.rsplit("/", 1)[-1].lower() in _SYSTEM_FILES:
            report.add("V-138", path, Severity.WARNING)
    for manifest in tags.manifests:
        if manifest.tag:
            _tag_manifest(bag, tags, manifest, report)
        else:
            for path in manifest.digests:
                if not path.startswith("data/"):
                    report.add("V-111", manifest.file, path=path)


def _tag_manifest(bag: Bag, tags: Tags, manifest: Manifest, report: Report) -> None:
    """RFC 8493, 2.2.1: every payload manifest, no tag manifest, and it should list the other tag files."""
    tag_manifests = {other.file for other in tags.manifests if other.tag}
    payload_manifests = {other.file for other in tags.manifests if not other.tag}
    for path in sorted(manifest.digests):
        if path in tag_manifests:
            report.add("V-119", path, manifest=manifest.file)
    for path in bag.files:
        if path.startswith("data/") or path in tag_manifests or path in manifest.digests:
            continue
        must = path in payload_manifests and tags.version >= ONE
        report.add("V-120", path, Severity.ERROR if must else Severity.WARNING, manifest=manifest.file)


def _known(manifests: Iterable[Manifest], report: Report) -> list[Manifest]:
    """The manifests whose digests can be computed here."""
    known = []
    for manifest in manifests:
        try:
            length = len(_new(manifest.algorithm).hexdigest())
        except ValueError:
            report.add("V-117", manifest.file, Severity.WARNING, algorithm=manifest.algorithm)
            continue
        if manifest.algorithm in _WEAK:
            report.add("V-118", manifest.file, Severity.WARNING, algorithm=manifest.algorithm)
        for path, digest in manifest.digests.items():
            if len(digest) != length:
                report.add("V-108", manifest.file, text=f"{digest[:12]}…  {path}")
        known.append(manifest)
    if manifests and not any(not manifest.tag for manifest in known):
        report.add("V-107")
    return known


def _new(algorithm: str) -> Digest:
    if algorithm not in _CHECKED:
        raise ValueError(algorithm)
    return new_digest(_PYTHON_NAMES.get(algorithm, algorithm))


def _pair_names(bag: Bag, tags: Tags, report: Report) -> dict[str, str]:
    """Listed name -> name in the bag, for those that differ only in the Unicode form (RFC 8493, 6.1 and 7.3)."""
    listed = {path for manifest in tags.manifests for path in manifest.digests}
    forms = {unicodedata.normalize("NFC", path): path for path in bag.files}
    pairs = {}
    for path in sorted(listed - set(bag.files)):
        if (found := forms.get(unicodedata.normalize("NFC", path))) is not None:
            pairs[path] = found
            report.add("V-130", found, Severity.WARNING)
    return pairs


def _names(bag: Bag, tags: Tags, payload: list[str], pairs: Mapping[str, str], report: Report) -> None:
    """Complete: everything listed is there, everything there is listed."""
    missing = {
        path for manifest in tags.manifests for path in manifest.digests if pairs.get(path, path) not in bag.files
    }
    for path in sorted(missing):
        report.add("V-123" if path in tags.fetch else "V-112", path)
    listed = [{pairs.get(path, path) for path in manifest.digests} for manifest in tags.payload]
    anywhere: set[str] = set().union(*listed)
    for path in payload:
        if path not in anywhere:
            report.add("V-113", path, manifest="、".join(manifest.file for manifest in tags.payload))
        elif tags.version >= ONE:
            for manifest, names in zip(tags.payload, listed, strict=True):
                if path not in names:
                    report.add("V-113", path, manifest=manifest.file)
    if tags.version >= ONE:
        _listed_everywhere(tags, missing, report)
    for path in tags.fetch:
        if any(path not in manifest.digests for manifest in tags.payload):
            report.add("V-122", path)


def _listed_everywhere(tags: Tags, missing: set[str], report: Report) -> None:
    """Also what is missing must stand in every payload manifest (RFC 8493, 2.1.3 and 3)."""
    for path in sorted(missing):
        lacking = [manifest.file for manifest in tags.payload if path not in manifest.digests]
        if lacking and len(lacking) < len(tags.payload):
            report.add("V-113", path, manifest="、".join(lacking))


# ---------------------------------------------------------------- every byte


def _digests(
    bag: Bag, manifests: list[Manifest], pairs: Mapping[str, str], wanted: frozenset[str], report: Report
) -> None:
    asked: dict[str, set[tuple[str, str]]] = {}  # file -> (algorithm, stated digest)
    for manifest in manifests:
        for path, digest in manifest.digests.items():
            real = pairs.get(path, path)
            if real in wanted or (real in bag.files and not real.startswith("data/")):
                asked.setdefault(real, set()).add((manifest.algorithm, digest))
    with Lane() as lane:
        for path, stated in sorted(asked.items()):
            found, fault = _read(bag, path, sorted({algorithm for algorithm, _ in stated}), lane)
            wrong = {algorithm for algorithm, digest in stated if found[algorithm] != digest}
            if wrong and (fault is None or fault.key == "V-024"):
                report.add("V-114", path, algorithm="、".join(sorted(wrong)))
            elif fault is not None:
                report.add_error(fault)
        for path in bag.files:
            if path not in asked and not path.startswith("data/"):
                _, fault = _read(bag, path, [], lane)
                if fault is not None:
                    report.add_error(fault)


def _read(bag: Bag, path: str, algorithms: list[str], lane: Lane) -> tuple[dict[str, str], Damaged | None]:
    """The digests of a file, all but the first in the second thread; and what kept it from being read whole."""
    digests = {algorithm: _new(algorithm) for algorithm in algorithms}
    first, others = list(digests.values())[:1], list(digests.values())[1:]
    fault = None
    try:
        for piece in bag.chunks(path):
            for digest in others:
                lane.update(digest, piece)
            for digest in first:
                digest.update(piece)
    except Damaged as error:
        fault = error
    lane.finish()
    return {algorithm: digest.hexdigest() for algorithm, digest in digests.items()}, fault


# ---------------------------------------------------------------- bytes of the zip that belong to no file


def _headers(bag: ZipBag, report: Report) -> None:
    """Our zips hold no byte that does not follow from names, sizes and CRCs: all others are compared too.

    A zip that another program made of the same files is no damage: it differs everywhere, which is one warning.
    """
    members = [Stored(member.name, member.crc, member.size, member.offset) for member in bag.members]
    wrong = [member.name for member in members if not _as_we_wrote(bag, member)]
    start = bag.members[-1].end
    rows = [directory_row(member) for member in members]
    bag.handle.seek(start)
    for member, row in zip(members, rows, strict=True):
        if bag.handle.read(len(row)) != row and member.name not in wrong:
            wrong.append(member.name)
    if len(wrong) > len(members) // 2 > 0:
        report.add("V-136", severity=Severity.WARNING)
        return
    for name in wrong:
        report.add("V-133", name.partition("/")[2])
    if not wrong and bag.handle.read() != end_records(len(members), sum(map(len, rows)), start):
        report.add("V-133")


def _as_we_wrote(bag: ZipBag, member: Stored) -> bool:
    header = local_header(member.name, member.crc, member.size)
    bag.handle.seek(member.offset)
    return bag.handle.read(len(header)) == header
