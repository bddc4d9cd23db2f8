"""The shape of our zips: members stored, names in UTF-8, every date 1 January 1980, zip64 only when needed.

Every byte of such a zip that belongs to no member follows from names, sizes and CRCs, so that verifying can rebuild
and compare it: a flipped bit in a header is found like one in the data.
"""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64: Final = struct.Struct("<4sLQL")
_CRC: Final = struct.Struct("<L")
_CRC_AT: Final = 14  # in the local header
_PLAIN: Final = 20  # zip version that a reader needs
_WIDE: Final = 45
_UTF8: Final = 0x0800
_DATE: Final = 0x0021
_UNIX: Final = 3 << 8
_MODE: Final = 0o100644 << 16
_FULL16: Final = 0xFFFF
_FULL32: Final = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Stored:
    """A member: `offset` is where its local header begins."""

    name: str
    crc: int
    size: int
    offset: int


def local_header(name: str, crc: int, size: int) -> bytes:
    """What stands before a member's bytes."""
    raw = name.encode("utf-8")
    extra = b""
    version, stated = _PLAIN, size
    if size >= _FULL32:
        version, stated = _WIDE, _FULL32
        extra = struct.pack("<2H2Q", 1, 16, size, size)
    header = _LOCAL.pack(b"PK\x03\x04", version, _flags(name), 0, 0, _DATE, crc, stated, stated, len(raw), len(extra))
    return header + raw + extra


def crc_field(offset: int, crc: int) -> tuple[int, bytes]:
    """Where in the zip the CRC of the member at `offset` stands, and what stands there."""
    return offset + _CRC_AT, _CRC.pack(crc)


def directory(members: Sequence[Stored], start: int) -> bytes:
    """The directory and the end records of a zip whose members end at `start`."""
    rows = b"".join(directory_row(member) for member in members)
    return rows + end_records(len(members), len(rows), start)


def end_records(count: int, size: int, start: int) -> bytes:
    """What stands after the directory: of `count` members, `size` bytes long, beginning at `start`."""
    end = b""
    if count >= _FULL16 or size >= _FULL32 or start >= _FULL32:
        made = _UNIX | _WIDE
        end += _END64.pack(b"PK\x06\x06", _END64.size - 12, made, _WIDE, 0, 0, count, count, size, start)
        end += _LOCATOR64.pack(b"PK\x06\x07", 0, start + size, 1)
        count, size, start = min(count, _FULL16), min(size, _FULL32), min(start, _FULL32)
    return end + _END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, 0)


def _flags(name: str) -> int:
    return 0 if name.isascii() else _UTF8


def directory_row(member: Stored) -> bytes:
    """What stands of a member in the directory."""
    raw = member.name.encode("utf-8")
    wide = [figure for figure in (member.size, member.size, member.offset) if figure >= _FULL32]
    extra = struct.pack(f"<2H{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
    version = _WIDE if wide else _PLAIN
    size, offset = min(member.size, _FULL32), min(member.offset, _FULL32)
    facts = (version, _flags(member.name), 0, 0, _DATE, member.crc, size, size, len(raw), len(extra), 0, 0, 0)
    return _CENTRAL.pack(b"PK\x01\x02", _UNIX | version, *facts, _MODE, offset) + raw + extra


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    """A small zip in memory, members in the order given."""
    body = b""
    stored = []
    for name, content in members.items():
        crc = zlib.crc32(content)
        stored.append(Stored(name, crc, len(content), len(body)))
        body += local_header(name, crc, len(content)) + content
    return body + directory(stored, len(body))
