"""Writes a package in one pass: each file is read once, both digests, CRC and the digest of the whole on the way.

The zip is whole or not there. Its members follow the same order every time: bagit.txt, payload as filed, lists,
metadata, tag files.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Final, Self

from archive_tool import limits
from archive_tool.containers import CHUNK
from archive_tool.errors import Conflict, Refused
from archive_tool.model.filing import Scan
from archive_tool.packages import bagging, layout, sealing, volume
from archive_tool.packages.catalogue import Written, totals
from archive_tool.packages.digesting import Digest, Lane
from archive_tool.packages.four_properties import failed
from archive_tool.packages.looking import Look, Looker
from archive_tool.packages.manifest import manifest_bytes, name_of, total_of
from archive_tool.packages.planning import PackagePlan
from archive_tool.packages.sources import ordinary_size, read_pieces
from archive_tool.packages.storing import Stored, crc_field, directory, local_header
from archive_tool.texts.merging import merge
from archive_tool.writing import draft, scratch

# A file up to this size is read whole: its text is looked at, its CRC known before its header is written.
_IN_MEMORY: Final = limits.VIEWER_FILE_BYTES


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed package: its file, the digest of that file, its size and the number of payload files.

    `failed` names the checks of the four properties that found something wrong.
    """

    path: Path
    sha256: str
    bytes: int
    files: int
    failed: tuple[str, ...] = ()


def write_package(plan: PackagePlan, target: Path, scan: Scan | None = None) -> Sealed:
    """Seals a package at `target`; the caller holds the archive's lock and has made the folder.

    `scan` is what the virus scanner said of the files, None when there is no scanner.

    Raises Conflict when the target exists or a file changes while it is read, Refused when a file is no ordinary file
    or the package would be too large, EngineFailed when a file cannot be read or the disk fails.
    """
    sizes = _sizes(plan)
    if target.exists():
        raise Conflict("package.exists", path=target)
    with draft(target) as handle, _Bag(handle, plan.name) as bag:
        bag.add(PurePosixPath("bagit.txt"), bagging.BAGIT)
        payload = {}
        with Looker() as looker:
            for planned, size in zip(plan.files, sizes, strict=True):
                payload[planned.path] = bag.copy(planned.path, planned.file.source, size, looker)
        said = _add_volume(bag, plan, payload, looker.looks, target.parent)
        made = sealing.lists(plan, payload, looker.looks, sealing.Added(said, scan))
        for path, content in made.files.items():
            payload[path] = bag.add(path, content)
        _write_tags(bag, plan, payload, looker.looks, made)
        sha256, size = bag.finish()
        if target.exists():
            raise Conflict("package.exists", path=target)
    return Sealed(target, sha256, size, len(payload), failed(made.properties))


def _add_volume(
    bag: "_Bag",
    plan: PackagePlan,
    payload: dict[PurePosixPath, Written],
    looks: Mapping[PurePosixPath, Look],
    folder: Path,
) -> str:
    """Merges the filed PDFs, as they stand in the package by now, into 全卷.pdf; what 备考表 says of it."""
    made = volume.plan_volume(plan, totals(plan, payload), bag.places, looks)
    if made is None:
        return volume.not_merged(made, None)
    with scratch(folder) as handle:
        refused = merge(made, bag.readable(), handle)
        path = Path(handle.name)
        size = path.stat().st_size
        if refused is None or size > limits.PACKAGE_BYTES - bag.size - _room(plan):
            return volume.not_merged(made, None)
        payload[volume.PATH] = bag.stream(volume.PATH, read_pieces(path, size), size)
    return volume.not_merged(made, refused)


def _write_tags(
    bag: "_Bag",
    plan: PackagePlan,
    payload: dict[PurePosixPath, Written],
    looks: Mapping[PurePosixPath, Look],
    lists: sealing.Lists,
) -> None:
    tags = {PurePosixPath("bagit.txt"): bag.written[PurePosixPath("bagit.txt")]}
    for name, content in sorted(plan.dossier.documents.items()):
        tags[layout.METADATA / name] = bag.add(layout.METADATA / name, content)
    documents = {name: tags[layout.METADATA / name].sha256 for name in plan.dossier.documents}
    made = sealing.metadata(plan, payload, documents, looks, lists)
    made[PurePosixPath("bag-info.txt")] = bagging.bag_info(plan, total_of(file.size for file in payload.values()))
    made |= _manifests("manifest", payload)
    for path, content in made.items():
        tags[path] = bag.add(path, content)
    for path, content in _manifests("tagmanifest", tags).items():
        bag.add(path, content)


def _manifests(kind: str, files: dict[PurePosixPath, Written]) -> dict[PurePosixPath, bytes]:
    sha256 = {str(file.path): file.sha256 for file in files.values()}
    sha512 = {str(file.path): file.sha512 for file in files.values()}
    return {
        PurePosixPath(name_of(kind, "sha256")): manifest_bytes(sha256),
        PurePosixPath(name_of(kind, "sha512")): manifest_bytes(sha512),
    }


def _sizes(plan: PackagePlan) -> list[int]:
    """The sizes of what will be read. Raises Refused for what is no ordinary file, or too much."""
    sizes = [ordinary_size(planned.file.source) for planned in plan.files]
    if sum(sizes) > limits.PACKAGE_BYTES - _room(plan):
        raise Refused("package.too_large", case=plan.dossier.case, bytes=sum(sizes), most=limits.PACKAGE_BYTES)
    return sizes


def _room(plan: PackagePlan) -> int:
    """What lists, metadata and headers may take at most, generously."""
    most = limits.VIEWER_BYTES + 4 * limits.MIB
    return most + 16384 * len(plan.files) + sum(map(len, plan.dossier.documents.values()))


class _Bag:
    """The zip being written: adds members under the top folder, hashing them and the whole as it goes."""

    def __init__(self, handle: IO[bytes], top: str) -> None:
        self._handle = handle
        self._top = top
        self._at = 0
        self._members: list[Stored] = []
        self._slow, self._file = Lane(), Lane()
        self._whole: Digest = hashlib.sha256()
        self._whole_lane = Lane()
        self.written: dict[PurePosixPath, Written] = {}
        self.places: dict[PurePosixPath, tuple[int, int]] = {}  # where the bytes of each file begin, and how many

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for lane in (self._slow, self._file, self._whole_lane):
            lane.__exit__(kind, error, trace)

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self._at

    def add(self, path: PurePosixPath, content: bytes) -> Written:
        """Adds a file whose content is at hand."""
        crc = zlib.crc32(content)
        header = local_header(self._member(path, crc, len(content)), crc, len(content))
        self.places[path] = (self._at + len(header), len(content))
        self._put(header + content)
        digests = hashlib.sha256(content).hexdigest(), hashlib.sha512(content).hexdigest()
        return self._note(path, len(content), *digests)

    def copy(self, path: PurePosixPath, source: Path, size: int, looker: Looker) -> Written:
        """Adds a file from disk, read once, and lets it be looked at on the way."""
        if size > _IN_MEMORY:
            return self.stream(path, _glanced(path, read_pieces(source, size), looker), size)
        content = b"".join(read_pieces(source, size))
        looker.look(path, content)
        return self.add(path, content)

    def stream(self, path: PurePosixPath, pieces: Iterable[bytes], size: int) -> Written:
        """Adds a file of that size that comes in pieces."""
        sha256, sha512, crc, start = hashlib.sha256(), hashlib.sha512(), 0, self._at
        name = f"{self._top}/{path}"
        self._put(local_header(name, 0, size), whole=False)
        self.places[path] = (self._at, size)
        for piece in pieces:
            self._slow.update(sha512, piece)
            self._file.update(sha256, piece)
            crc = zlib.crc32(piece, crc)
            self._put(piece, whole=False)
        self._members.append(Stored(name, crc, size, start))
        self._patch(*crc_field(start, crc))
        self._reread(start)
        self._slow.finish()
        self._file.finish()
        return self._note(path, size, sha256.hexdigest(), sha512.hexdigest())

    def readable(self) -> Path:
        """The zip so far, for another program to read from."""
        self._handle.flush()
        return Path(self._handle.name)

    def finish(self) -> tuple[str, int]:
        """Writes the directory; the digest and the size of the whole."""
        self._put(directory(self._members, self._at))
        self._whole_lane.finish()
        return self._whole.hexdigest(), self._at

    def _member(self, path: PurePosixPath, crc: int, size: int) -> str:
        self._members.append(Stored(f"{self._top}/{path}", crc, size, self._at))
        return self._members[-1].name

    def _note(self, path: PurePosixPath, size: int, sha256: str, sha512: str) -> Written:
        self.written[path] = Written(path, size, sha256, sha512)
        return self.written[path]

    def _put(self, data: bytes, *, whole: bool = True) -> None:
        self._handle.write(data)
        self._at += len(data)
        if whole:
            self._whole_lane.update(self._whole, data)

    def _patch(self, offset: int, data: bytes) -> None:
        self._handle.seek(offset)
        self._handle.write(data)
        self._handle.seek(self._at)

    def _reread(self, start: int) -> None:
        """Adds to the digest of the whole what could not be added in order, for its CRC came last."""
        self._handle.seek(start)
        left = self._at - start
        while left:
            piece = self._handle.read(min(CHUNK, left))
            left -= len(piece)
            self._whole_lane.update(self._whole, piece)
        self._handle.seek(self._at)


def _glanced(path: PurePosixPath, pieces: Iterable[bytes], looker: Looker) -> Iterator[bytes]:
    """The pieces; the first is looked at as it passes."""
    for number, piece in enumerate(pieces):
        if number == 0:
            looker.glance(path, piece)
        yield piece
