"""Judges a zip before touching it: reads its directory and every local header, refuses by list, streams with limits.

Nothing is ever extracted to be judged. What is asked of a zip (security, section 3): names that stay inside, no two
names that are one on another system, no links, no encryption, known compression, sizes that tell the truth, no two
members sharing bytes, no bombs. The same questions serve packages, Word files and tables; only the limits differ.
"""

import io
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from stat import S_IFDIR, S_IFMT, S_IFREG
from typing import IO, Final

from archive_tool import limits
from archive_tool.errors import Damaged
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place

STORED: Final = 0
DEFLATED: Final = 8
CHUNK: Final = 1024 * 1024

_END: Final = struct.Struct("<4s4H2LH")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64: Final = struct.Struct("<4sLQL")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_EXTRA: Final = struct.Struct("<2H")
_COMMENT_MOST: Final = 0xFFFF
_FULL16: Final = 0xFFFF
_FULL32: Final = 0xFFFFFFFF
_ENCRYPTED: Final = 0x2041  # bit 0 encrypted, bit 6 strongly, bit 13 with a masked directory
_DESCRIBED: Final = 0x0008  # sizes follow the data
_UTF8: Final = 0x0800
_ZIP64_EXTRA: Final = 0x0001
_UNICODE_PATH_EXTRA: Final = 0x7075
_DIRECTORY_BYTES_EACH: Final = 1024  # what a member may take in the directory, on average
_UNIX: Final = 3

_DRIVE: Final = re.compile(r"[A-Za-z]:")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\\\\]")
_UNFIT: Final = re.compile(r'[<>:"|?*]')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a zip may hold; bytes. `ratio` (unpacked to packed) is asked of members larger than `ratio_from`."""

    packed: int
    unpacked: int
    members: int
    ratio: int = limits.PACKAGE_RATIO
    ratio_from: int = limits.PACKAGE_RATIO_FROM


PACKAGE: Final = Limits(limits.PACKAGE_BYTES, limits.PACKAGE_BYTES, limits.PACKAGE_MEMBERS)
TEMPLATE: Final = Limits(limits.TEMPLATE_BYTES, limits.TEMPLATE_UNPACKED_BYTES, limits.TEMPLATE_MEMBERS)


@dataclass(frozen=True, slots=True)
class Member:
    """One member as directory and local header agree on it; `start` is where its bytes begin, `offset` its header."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    start: int

    @property
    def is_folder(self) -> bool:
        """Whether it stands for a folder."""
        return self.name.endswith("/")

    @property
    def end(self) -> int:
        """Where its bytes end."""
        return self.start + self.packed


@dataclass(frozen=True, slots=True)
class Contents:
    """The members of a zip in the order of its directory, and what is wrong with it."""

    members: tuple[Member, ...]
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing stands against reading it."""
        return not any(finding.stops for finding in self.findings)


def read_contents(
    handle: IO[bytes], source: str, allowed: Limits, *, one_top: bool = False, portable: bool = True
) -> Contents:
    """Judges a zip without unpacking anything.

    Args:
        handle: the zip, seekable.
        source: how the user names it; findings point at it, their field is the member.
        allowed: the limits.
        one_top: whether everything must stand in one top folder.
        portable: whether names that only some systems cannot keep apart or keep at all are errors; else warnings.
    """
    judge = _Judge(handle, source, allowed, Severity.ERROR if portable else Severity.WARNING)
    try:
        members = judge.members()
    except _Unreadable as stop:
        judge.add(stop.rule, **stop.facts)  # type: ignore[arg-type]  # none of these facts is the severity
        return Contents((), tuple(judge.findings))
    judge.names(members)
    if one_top:
        judge.one_top(members)
    return Contents(tuple(members), tuple(judge.findings))


def require_sound(findings: Iterable[Finding]) -> None:
    """Raises Damaged with the first finding that stands against reading."""
    first = next((finding for finding in findings if finding.stops), None)
    if first is not None:
        raise Damaged(first.rule, **first.facts)


def chunks(handle: IO[bytes], member: Member, source: str, *, step: int = CHUNK) -> Iterator[bytes]:
    """The member's content, piece by piece, never more than its stated size.

    Raises Damaged when the content is shorter, longer, cannot be inflated or has another CRC.
    """
    pieces = _stored(handle, member, step) if member.method == STORED else _inflated(handle, member, step)
    crc = size = 0
    try:
        for piece in pieces:
            size += len(piece)
            if size > member.size:
                break
            crc = zlib.crc32(piece, crc)
            yield piece
    except zlib.error:
        size = -1
    if size != member.size or crc != member.crc:
        raise Damaged("V-024", source=source, file=member.name)


def read(handle: IO[bytes], member: Member, source: str, most: int) -> bytes:
    """The whole content of a member of at most `most` bytes. Raises Damaged when it is larger or damaged."""
    if member.size > most:
        raise Damaged("V-019", source=source, bytes=member.size, most=most)
    return b"".join(chunks(handle, member, source))


def open_member(handle: IO[bytes], member: Member, source: str) -> IO[bytes]:
    """The member as a file to read; seekable when it is stored."""
    if member.method == STORED:
        return io.BufferedReader(_Slice(handle, member.start, member.size))
    return io.BufferedReader(_Pieces(chunks(handle, member, source)))


# ---------------------------------------------------------------- names, for folders too


def unsafe_name(name: str) -> str:
    """The rule that a path breaks anywhere: absolute, climbing out, or with characters that no path may have."""
    steps = name.removesuffix("/").split("/")
    if name.startswith("/") or _DRIVE.match(name):
        return "V-004"
    if any(step in ("", ".", "..") for step in steps):
        return "V-005"
    return "V-006" if _CONTROL.search(name) else ""


def unportable_name(name: str) -> str:
    """The rule that a path breaks on some system: too long, reserved, or ending with a dot or a space."""
    for step in name.removesuffix("/").split("/"):
        if len(step.encode("utf-8", "surrogatepass")) > limits.NAME_BYTES:
            return "V-011"
        if _RESERVED.fullmatch(step) or _UNFIT.search(step) or step != step.rstrip(" ."):
            return "V-010"
    return ""


def twins(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of different names that are one where letter case or the Unicode form do not count."""
    seen: dict[str, str] = {}
    found = []
    for name in names:
        first = seen.setdefault(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()), name)
        if first != name:
            found.append((first, name))
    return found


# ---------------------------------------------------------------- inside


class _Unreadable(Exception):
    """The directory cannot be read any further."""

    def __init__(self, rule: str, /, **facts: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.facts = facts


@dataclass(frozen=True, slots=True)
class _Directory:
    """Where the directory stands, how many members it states, where the records after it begin."""

    start: int
    size: int
    count: int
    after: int


@dataclass(frozen=True, slots=True)
class _Row:
    """One entry of the directory."""

    raw_name: bytes
    name: str
    flags: int
    method: int
    stamp: bytes
    crc: int
    packed: int
    size: int
    offset: int


class _Judge:
    """Collects what is wrong with one zip."""

    def __init__(self, handle: IO[bytes], source: str, allowed: Limits, portability: Severity) -> None:
        self._handle = handle
        self._source = source
        self._allowed = allowed
        self._portability = portability
        self._length = handle.seek(0, io.SEEK_END)
        self.findings: list[Finding] = []

    def add(self, rule: str, severity: Severity = Severity.ERROR, /, file: str = "", **facts: object) -> None:
        """Adds a finding about this zip or one of its members."""
        told = {"source": self._source, "file": file, **facts}
        self.findings.append(Finding(rule, severity, Place(self._source, field=file), told))

    def members(self) -> list[Member]:
        """Every member whose directory entry and local header agree; the rest are findings."""
        if self._length > self._allowed.packed:
            raise _Unreadable("V-023", bytes=self._length, most=self._allowed.packed)
        directory = self._directory()
        if directory.count > self._allowed.members:
            raise _Unreadable("V-018", members=directory.count, most=self._allowed.members)
        rows = list(self._rows(directory))
        total = sum(row.size for row in rows)
        if total > self._allowed.unpacked:
            self.add("V-019", bytes=total, most=self._allowed.unpacked)
        members = [member for row in rows if (member := self._member(row, directory.start)) is not None]
        self._places(members, directory.start)
        return members

    def names(self, members: list[Member]) -> None:
        """What is wrong with the names."""
        seen: set[str] = set()
        files = {member.name for member in members if not member.is_folder}
        for name in (member.name for member in members):
            if rule := unsafe_name(name):
                self.add(rule, file=name)
            elif rule := unportable_name(name):
                self.add(rule, self._portability, file=name)
            if name in seen:
                self.add("V-008", file=name)
            seen.add(name)
            above = name.removesuffix("/").split("/")
            folders = ("/".join(above[:depth]) for depth in range(1, len(above) + name.endswith("/")))
            if clash := next((folder for folder in folders if folder in files), ""):
                self.add("V-022", file=name, other=clash)
        for first, second in twins(sorted({name.removesuffix("/") for name in seen})):
            self.add("V-009", self._portability, file=second, other=first)

    def one_top(self, members: list[Member]) -> None:
        """Everything must stand in one folder."""
        tops = sorted({member.name.split("/")[0] for member in members})
        loose = [member.name for member in members if "/" not in member.name]
        if len(tops) != 1 or loose:
            self.add("V-020", file=loose[0] if loose else "", tops="、".join(tops[:5]) or "—")

    def _read(self, offset: int, length: int) -> bytes:
        self._handle.seek(offset)
        return self._handle.read(length)

    def _directory(self) -> _Directory:
        reach = min(self._length, _END.size + _COMMENT_MOST)
        tail = self._read(self._length - reach, reach)
        at = len(tail)
        while (at := tail.rfind(b"PK\x05\x06", 0, at)) >= 0:
            if at + _END.size <= len(tail):
                _, disk, start_disk, here, count, size, start, comment = _END.unpack_from(tail, at)
                if at + _END.size + comment == len(tail):
                    break
        else:
            raise _Unreadable("V-001")
        end = self._length - reach + at
        if comment:
            self.add("V-021", Severity.WARNING)
        if disk or start_disk or here != count:
            raise _Unreadable("V-002", number=0)
        if count == _FULL16 or _FULL32 in (size, start):
            return self._directory64(end)
        if start + size != end:
            raise _Unreadable("V-002", number=0)
        return _Directory(start, size, count, end)

    def _directory64(self, end: int) -> _Directory:
        locator = self._read(max(0, end - _LOCATOR64.size), _LOCATOR64.size)
        if end < _LOCATOR64.size or locator[:4] != b"PK\x06\x07":
            raise _Unreadable("V-002", number=0)
        _, _, at, _ = _LOCATOR64.unpack(locator)
        record = self._read(at, _END64.size) if at < end else b""
        if len(record) != _END64.size or record[:4] != b"PK\x06\x06":
            raise _Unreadable("V-002", number=0)
        _, length, _, _, disk, start_disk, here, count, size, start = _END64.unpack(record)
        whole = at + 12 + length == end - _LOCATOR64.size and start + size == at
        if disk or start_disk or here != count or not whole:
            raise _Unreadable("V-002", number=0)
        return _Directory(start, size, count, end)

    def _rows(self, directory: _Directory) -> Iterator[_Row]:
        if directory.size > max(directory.count, 1) * _DIRECTORY_BYTES_EACH:
            raise _Unreadable("V-002", number=0)
        data = self._read(directory.start, directory.size)
        at = 0
        for number in range(1, directory.count + 1):
            row, at = self._row(data, at, number)
            yield row
        if at != len(data):
            raise _Unreadable("V-002", number=directory.count + 1)

    def _row(self, data: bytes, at: int, number: int) -> tuple[_Row, int]:
        if data[at : at + 4] != b"PK\x01\x02" or at + _CENTRAL.size > len(data):
            raise _Unreadable("V-002", number=number)
        (_, made_by, _, flags, method, _, _, crc, packed, size, name_length, extra_length, comment_length, disk, _,
         attributes, offset) = _CENTRAL.unpack_from(data, at)  # fmt: skip
        begin = at + _CENTRAL.size
        after = begin + name_length + extra_length + comment_length
        if after > len(data) or disk not in (0, _FULL16):
            raise _Unreadable("V-002", number=number)
        raw_name = data[begin : begin + name_length]
        extras = _extras(data[begin + name_length : begin + name_length + extra_length])
        size, packed, offset = _widened(extras.get(_ZIP64_EXTRA, b""), size, packed, offset)
        name = self._name(raw_name, flags, extras)
        row = _Row(raw_name, name, flags, method, data[at + 12 : at + 16], crc, packed, size, offset)
        self._kind(row, made_by >> 8, attributes)
        return row, after

    def _name(self, raw: bytes, flags: int, extras: dict[int, bytes]) -> str:
        path = extras.get(_UNICODE_PATH_EXTRA, b"")
        if not flags & _UTF8 and len(path) > 5 and path[1:5] == zlib.crc32(raw).to_bytes(4, "little"):  # noqa: PLR2004 - version, CRC, then the name
            raw = path[5:]
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", "replace")
            self.add("V-007", file=name)
            return name

    def _kind(self, row: _Row, system: int, attributes: int) -> None:
        mode = S_IFMT(attributes >> 16) if system == _UNIX else 0
        if mode not in (0, S_IFREG, S_IFDIR) or (mode == S_IFDIR) > row.name.endswith("/"):
            self.add("V-012", file=row.name)
        if row.flags & _ENCRYPTED:
            self.add("V-013", file=row.name)
        elif row.method not in (STORED, DEFLATED):
            self.add("V-014", file=row.name, method=row.method)
        if row.size > self._allowed.ratio_from and row.size > row.packed * self._allowed.ratio:
            self.add("V-017", file=row.name, ratio=self._allowed.ratio)

    def _member(self, row: _Row, directory: int) -> Member | None:
        header = self._read(row.offset, _LOCAL.size + len(row.raw_name))
        if row.offset + len(header) > directory or len(header) != _LOCAL.size + len(row.raw_name):
            self.add("V-015", file=row.name)
            return None
        mark, _, flags, method, _, _, crc, packed, size, name_length, extra_length = _LOCAL.unpack_from(header)
        start = row.offset + _LOCAL.size + name_length + extra_length
        member = Member(row.name, row.flags, row.method, row.crc, row.packed, row.size, row.offset, start)
        if _FULL32 in (packed, size):
            extras = _extras(self._read(row.offset + _LOCAL.size + name_length, extra_length))
            size, packed, _ = _widened(extras.get(_ZIP64_EXTRA, b""), size, packed, 0)
        same = mark == b"PK\x03\x04" and flags == row.flags and method == row.method and header[10:14] == row.stamp
        same = same and name_length == len(row.raw_name) and header[_LOCAL.size :] == row.raw_name
        if flags & _DESCRIBED:
            same = same and (crc, packed, size) in ((0, 0, 0), (row.crc, row.packed, row.size))
            same = same and self._described(member, directory)
        else:
            same = same and (crc, packed, size) == (row.crc, row.packed, row.size)
        if row.method == STORED:
            same = same and row.packed == row.size
        if not same or member.end > directory or (member.is_folder and row.size):
            self.add("V-015", file=row.name)
            return None
        return member

    def _described(self, member: Member, directory: int) -> bool:
        """Whether one of the four shapes of a data descriptor stands behind the data and tells the same."""
        behind = self._read(member.end, 24) if member.end < directory else b""
        facts = [struct.pack(shape, member.crc, member.packed, member.size) for shape in ("<3L", "<L2Q")] \
            if member.size <= _FULL32 else [struct.pack("<L2Q", member.crc, member.packed, member.size)]  # fmt: skip
        return any(behind.startswith((fact, b"PK\x07\x08" + fact)) for fact in facts)

    def _places(self, members: list[Member], directory: int) -> None:
        """No two members share bytes; bytes that belong to none are named."""
        at = 0
        hidden = False
        for member in sorted(members, key=lambda member: member.offset):
            if member.offset < at:
                self.add("V-016", file=member.name)
            room = 24 if member.flags & _DESCRIBED else 0
            hidden = hidden or member.offset > at
            at = max(at, member.end)
            if room:
                at += self._descriptor_length(member)
        if (hidden or at < directory) and not any(finding.rule in ("V-015", "V-016") for finding in self.findings):
            self.add("V-021", Severity.WARNING)

    def _descriptor_length(self, member: Member) -> int:
        behind = self._read(member.end, 16)
        marked = 4 if behind[:4] == b"PK\x07\x08" else 0
        wide = behind[marked + 4 : marked + 12] == struct.pack("<Q", member.packed)
        return marked + (20 if wide else 12)


def _extras(data: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at = 0
    while at + _EXTRA.size <= len(data):
        kind, length = _EXTRA.unpack_from(data, at)
        found.setdefault(kind, data[at + _EXTRA.size : at + _EXTRA.size + length])
        at += _EXTRA.size + length
    return found


def _widened(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The figures that stand in the zip64 field in place of those that are full, in its order."""
    wide = [int.from_bytes(extra[at : at + 8], "little") for at in range(0, len(extra) - 7, 8)]
    figures = [wide.pop(0) if figure == _FULL32 and wide else figure for figure in (size, packed, offset)]
    return figures[0], figures[1], figures[2]


def _stored(handle: IO[bytes], member: Member, step: int) -> Iterator[bytes]:
    at, left = member.start, member.packed
    while left:
        handle.seek(at)  # each time: another member may have been read in between
        piece = handle.read(min(step, left))
        if not piece:
            return
        at += len(piece)
        left -= len(piece)
        yield piece


def _inflated(handle: IO[bytes], member: Member, step: int) -> Iterator[bytes]:
    press = zlib.decompressobj(-zlib.MAX_WBITS)
    for packed in _stored(handle, member, min(step, 64 * 1024)):
        waiting = packed
        while waiting and not press.eof:
            if piece := press.decompress(waiting, step):
                yield piece
            waiting = press.unconsumed_tail
    if not press.eof or press.unused_data:
        raise zlib.error


class _Slice(io.RawIOBase):
    """A stretch of a file as a file of its own."""

    def __init__(self, handle: IO[bytes], start: int, size: int) -> None:
        self._handle, self._start, self._size, self._at = handle, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        self._handle.seek(self._start + self._at)
        piece = self._handle.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


class _Pieces(io.RawIOBase):
    """Pieces of bytes as a file that is read once, front to back."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        if not self._left:
            self._left = next(self._pieces, b"")
        piece, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
