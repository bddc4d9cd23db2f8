"""A bag to read, folder or zip, through one promise: its files by path, their sizes, their bytes. Changes nothing.

A folder is walked without following links and without opening what is no ordinary file; a zip is judged by its
directory and read in place.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Protocol, Self

from archive_tool import containers, limits
from archive_tool.errors import Damaged
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.platforms import open_ordinary


class Bag(Protocol):
    """What reading and verifying ask of a bag.

    Attributes:
        source: how the user names it.
        name: of its folder, or of the zip's one top folder.
        files: sizes by path relative to the bag, `/` separated.
        folders: the paths of its folders.
        findings: what is wrong with folder or zip as such.
    """

    source: str
    name: str
    files: Mapping[str, int]
    folders: frozenset[str]
    findings: tuple[Finding, ...]

    def chunks(self, path: str) -> Iterator[bytes]:
        """The bytes of a file. Raises Damaged when they cannot be had whole."""
        ...

    def open(self, path: str) -> IO[bytes]:
        """A file to read. Raises Damaged."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_bag(path: Path, source: str) -> Bag:
    """The bag at a path. Raises Damaged when there is nothing, or nothing that can be opened."""
    try:
        if path.is_dir():
            return FolderBag(path, source)
        return ZipBag(open_ordinary(path.resolve(strict=True)), path, source)
    except OSError as error:
        raise Damaged("package.unopened", path=source, reason=error.strerror or str(error)) from error


def read_small(bag: Bag, path: str, most: int = limits.TEMPLATE_BYTES) -> bytes:
    """The whole of a small file. Raises Damaged when it is larger than `most` bytes or cannot be read."""
    if bag.files[path] > most:
        raise Damaged("V-140", source=bag.source, file=path, bytes=bag.files[path], most=most)
    return b"".join(bag.chunks(path))


class FolderBag:
    """A bag that lies unpacked in a folder."""

    def __init__(self, root: Path, source: str) -> None:
        self.source = source
        self.name = root.resolve().name
        self._root = root
        self._findings: list[Finding] = []
        files: dict[str, int] = {}
        folders: set[str] = set()
        self._walk(files, folders)
        self.files: Mapping[str, int] = dict(sorted(files.items()))
        self.folders = frozenset(folders)
        for name in self.files:
            if rule := containers.unportable_name(name) or ("V-010" if containers.unsafe_name(name) else ""):
                self._add(rule, name, Severity.WARNING)
        for first, second in containers.twins(self.files):
            self._add("V-009", second, Severity.WARNING, other=first)
        self.findings = tuple(self._findings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def chunks(self, path: str) -> Iterator[bytes]:
        """The bytes of a file."""
        try:
            with self.open(path) as handle:
                while piece := handle.read(containers.CHUNK):
                    yield piece
        except OSError as error:
            raise self._unread(path, error) from error

    def open(self, path: str) -> IO[bytes]:
        """A file to read."""
        try:
            return open_ordinary(self._root / path)
        except OSError as error:
            raise self._unread(path, error) from error

    def _unread(self, path: str, error: OSError) -> Damaged:
        return Damaged("V-129", source=self.source, file=path, reason=error.strerror or str(error))

    def _add(self, rule: str, file: str, severity: Severity = Severity.ERROR, /, **facts: object) -> None:
        facts = {"source": self.source, "file": file, **facts}
        self._findings.append(Finding(rule, severity, Place(self.source, field=file), facts))

    def _walk(self, files: dict[str, int], folders: set[str]) -> None:
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            try:
                entries = sorted(os.scandir(self._root / folder), key=lambda entry: entry.name)
            except OSError as error:
                self._add("V-129", folder, reason=error.strerror or str(error))
                continue
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                facts = entry.stat(follow_symlinks=False)
                if not path.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in path):
                    self._add("V-007", path.encode("utf-8", "surrogateescape").decode("gb18030", "replace"))
                elif stat.S_ISDIR(facts.st_mode):
                    folders.add(path)
                    waiting.append(path)
                elif stat.S_ISREG(facts.st_mode):
                    files[path] = facts.st_size
                else:
                    self._add("V-012", path)
            if len(files) + len(folders) > _FOLDER_MOST:
                self._add("V-018", "", members=len(files) + len(folders), most=_FOLDER_MOST)
                return


_FOLDER_MOST: Final = 50 * limits.PACKAGE_MEMBERS  # a folder needs no such care as a zip, but memory has an end


class ZipBag:
    """A bag in a zip, read in place."""

    def __init__(self, handle: IO[bytes], path: Path, source: str) -> None:
        self.source = source
        self.handle = handle
        contents = containers.read_contents(handle, source, containers.PACKAGE, one_top=True, portable=False)
        self.members = contents.members
        self.name = self.members[0].name.split("/")[0] if self.members else path.stem
        top = len(self.name) + 1
        inside = {member.name[top:]: member for member in self.members}
        self._inside = {name: member for name, member in inside.items() if name and not member.is_folder}
        self.files: Mapping[str, int] = {name: self._inside[name].size for name in sorted(self._inside)}
        folders = {name.rstrip("/") for name, member in inside.items() if member.is_folder}
        folders |= {"/".join(name.split("/")[:depth]) for name in self.files for depth in range(1, name.count("/") + 1)}
        self.folders = frozenset(folders)
        self.findings = contents.findings
        if self.members and path.stem != self.name:
            facts = {"source": source, "file": self.name, "stem": path.stem}
            self.findings += (Finding("V-132", Severity.WARNING, Place(source), facts),)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.handle.close()

    def chunks(self, path: str) -> Iterator[bytes]:
        """The bytes of a file."""
        return self._whole(containers.chunks(self.handle, self._inside[path], self.source), path)

    def open(self, path: str) -> IO[bytes]:
        """A file to read; seekable when it is stored."""
        return containers.open_member(self.handle, self._inside[path], self.source)

    def _whole(self, pieces: Iterator[bytes], path: str) -> Iterator[bytes]:
        try:
            yield from pieces
        except Damaged as error:
            raise Damaged(error.key, source=self.source, file=path) from error
        except OSError as error:
            raise Damaged("V-129", source=self.source, file=path, reason=error.strerror or str(error)) from error
