"""Brings the index up to date with the packages, under its lock: only what is new is read, what is gone goes.

A segment is made in a folder of its own and counts from the moment the manifest names it. A crash leaves folders that
no manifest names; the next run sweeps them. Whenever anything about the index is doubtful all of it is made again
aside, and the old one serves until the new manifest takes its place.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Final, Self, cast

from archive_tool.model.entries import Entry
from archive_tool.platforms import sync_folder
from archive_tool.search.backend import Engine, load
from archive_tool.search.doubt import Doubtful
from archive_tool.search.manifest import Manifest, read_manifest, write_manifest
from archive_tool.search.segments import Readings, Segment, SegmentDraft
from archive_tool.writing import locked, make_folder, sweep

_LOCK: Final = "lock"
_PREFIX: Final = "segment-"
_CUT: Final = 6_000_000  # postings gathered in memory before a segment is written; some 250 MB
_SMALL: Final = 150  # entries; so that making eight into one stays under two seconds
_MANY: Final = 8  # small segments that are made into one


@dataclass(frozen=True, slots=True)
class Shelved:
    """A package as the archive has it; `entries` is asked only when the index does not have it yet."""

    name: str
    digest: str
    entries: Callable[[], Iterable[Entry]]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What was done: names of packages; `rebuilt` when everything was made again."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int
    rebuilt: bool


def refresh(
    folder: Path,
    packages: Iterable[Shelved],
    engine: str,
    holder: str,
    *,
    rebuild: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Refreshed:
    """Makes the index hold exactly these packages.

    Args:
        folder: the index; made when missing, private.
        packages: all packages of the archive.
        engine: name of the engine.
        holder: who does this, for a second writer to read.
        rebuild: make everything again.
        tell: called with each package's name before it is read.

    Raises:
        Busy: another writer holds the lock for longer than 10 s.
        EngineFailed: the engine is missing, or the disk is full.
    """
    wanted = {package.name: package for package in packages}
    made_by = load(engine)
    make_folder(folder)
    with locked(folder / _LOCK, holder):
        named = _named(folder)
        _sweep(folder, named)
        old = None if rebuild else _trusted(folder, engine, made_by)
        try:
            done = _brought(folder, wanted, made_by, old or Manifest(engine, (), {}), tell, aside=old is None)
        except Doubtful:
            if old is None:
                raise
            done = _brought(folder, wanted, made_by, Manifest(engine, (), {}), tell, aside=True)
        removed = tuple(sorted(name for name in named.packages if name not in wanted))
        return replace(done, removed=removed)


def _brought(
    folder: Path,
    wanted: Mapping[str, Shelved],
    engine: Engine,
    present: Manifest,
    tell: Callable[[str], None],
    *,
    aside: bool,
) -> Refreshed:
    """Brings an index from what a manifest says to what is wanted; made aside, only at the end it counts."""
    gone = {name for name, digest in present.packages.items() if name not in wanted or wanted[name].digest != digest}
    new = [package for name, package in wanted.items() if present.packages.get(name) != package.digest]
    with _Work(folder, engine, present, aside=aside) as work:
        work.drop(gone)
        for package in new:
            tell(package.name)
            work.add(package)
        work.finish()
    _sweep(folder, work.manifest)
    return Refreshed(tuple(package.name for package in new), (), len(wanted) - len(new), rebuilt=aside)


class _Work:
    """The index as it is being changed: finished segments, the draft, and the manifest that counts."""

    def __init__(self, folder: Path, engine: Engine, manifest: Manifest, *, aside: bool) -> None:
        self._folder = folder
        self._engine = engine
        self._aside = aside
        self._draft: SegmentDraft | None = None
        self._draft_packages: dict[str, str] = {}
        self._draft_folder = folder
        self.manifest = manifest

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Lets an unfinished draft go; the next sweep takes its folder."""
        if self._draft is not None:
            self._draft.close()

    def add(self, package: Shelved) -> None:
        """Adds a package to the draft, which is cut when it is heavy."""
        self._put(package.name, package.digest, package.entries())
        assert self._draft is not None
        if self._draft.weight >= _CUT:
            self._cut()

    def drop(self, gone: set[str]) -> None:
        """Writes the segments that hold these packages again without them: nothing of them stays on the disk."""
        if gone:
            self._rewrite(lambda segment: any(held.package in gone for held in segment.held), gone)

    def finish(self) -> None:
        """Writes what is left, and many small segments as one."""
        self._cut()
        small = [name for name, _ in self.manifest.segments if self._is_small(name)]
        if len(small) >= _MANY:
            self._rewrite(lambda segment: segment.entries < _SMALL, set())
        if self._aside:
            write_manifest(self._folder, self.manifest)

    def _is_small(self, name: str) -> bool:
        with self._open(name) as segment:
            return segment.entries < _SMALL

    @contextmanager
    def _open(self, name: str) -> Iterator[Segment]:
        segment = Segment(self._folder / name, dict(self.manifest.segments)[name], self._engine)
        try:
            yield segment
        finally:
            segment.close()

    def _rewrite(self, chosen: Callable[[Segment], bool], without: set[str]) -> None:
        """Puts what the chosen segments hold into new ones, and takes them out of the manifest in the same moment."""
        replaced = set()
        for name, _ in self.manifest.segments:
            with self._open(name) as segment:
                if chosen(segment):
                    replaced.add(name)
                    for held in segment.held:
                        if held.package not in without:
                            numbers = range(held.first, held.first + held.count)
                            self._put(held.package, held.digest, map(segment.entry, numbers))
        if replaced:
            packages = {name: digest for name, digest in self.manifest.packages.items() if name not in without}
            kept = tuple(segment for segment in self.manifest.segments if segment[0] not in replaced)
            self._cut(Manifest(self.manifest.engine, kept, packages), always=True)

    def _put(self, name: str, digest: str, entries: Iterable[Entry]) -> None:
        if self._draft is None:
            self._draft_folder = make_folder(self._folder / f"{_PREFIX}{secrets.token_hex(8)}")
            self._draft = SegmentDraft(self._draft_folder, self._engine)
        self._draft.add_package(name, digest, entries)
        self._draft_packages[name] = digest

    def _cut(self, base: Manifest | None = None, *, always: bool = False) -> None:
        """Writes the draft as a segment and, unless all this is made aside, lets it count."""
        base = base or self.manifest
        if self._draft is not None:
            digest = self._draft.write(_load_readings())
            _flush(self._draft_folder)
            segments = (*base.segments, (self._draft_folder.name, digest))
            base = Manifest(base.engine, segments, {**base.packages, **self._draft_packages})
            self._draft, self._draft_packages = None, {}
        elif not always:
            return
        self.manifest = base
        if not self._aside:
            write_manifest(self._folder, self.manifest)


def _trusted(folder: Path, engine: str, made_by: Engine) -> Manifest | None:
    """The present manifest, when every segment it names opens and it was made by this engine; else None."""
    try:
        manifest = read_manifest(folder)
        if manifest.engine != engine:
            return None
        held: dict[str, str] = {}
        for name, digest in manifest.segments:
            segment = Segment(folder / name, digest, made_by)
            held.update((package.package, package.digest) for package in segment.held)
            segment.close()
    except Doubtful:
        return None
    return manifest if held == manifest.packages else None


def _named(folder: Path) -> Manifest:
    """What the present manifest names, trusted or not: it goes on serving while a new one is made."""
    try:
        return read_manifest(folder)
    except Doubtful:
        return Manifest("", (), {})


def _sweep(folder: Path, manifest: Manifest) -> None:
    """Removes what no manifest names."""
    named = {name for name, _ in manifest.segments}
    for place in folder.glob(f"{_PREFIX}*"):
        if place.name not in named:
            shutil.rmtree(place, ignore_errors=True)
    sweep(folder)


def _load_readings() -> Readings:
    """How names are read. Loaded by name: pypinyin takes 150 ms, and only a segment that is written needs it."""
    return cast("Readings", import_module("archive_tool.names").readings)


def _flush(folder: Path) -> None:
    """Flushes a segment's files to the disk before the manifest speaks of them."""
    for path in folder.iterdir():
        handle = os.open(path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    sync_folder(folder)
    sync_folder(folder.parent)
