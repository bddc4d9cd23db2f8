"""Writes a docx member by member: what did not change is copied as compressed bytes, dates are fixed, the order too."""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_DATE: Final = 0x0021  # 1 January 1980, midnight: the same bytes from the same inputs
_UTF8: Final = 0x0800
_DEFLATED: Final = 8
_LEVEL: Final = 6
_LOCAL: Final = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL: Final = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END: Final = struct.Struct("<4sHHHHLLH")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a docx as it stands in the zip: `packed` is its deflated content."""

    name: str
    packed: bytes
    crc: int
    size: int

    def content(self) -> bytes:
        """The member's content, inflated again."""
        return zlib.decompress(self.packed, -zlib.MAX_WBITS)


def packed(name: str, content: bytes) -> Member:
    """A member with that content."""
    press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name, press.compress(content) + press.flush(), zlib.crc32(content), len(content))


def zipped(members: Iterable[Member]) -> bytes:
    """A zip with those members in that order."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = count = 0
    for member in members:
        name = member.name.encode()
        flags = 0 if name.isascii() else _UTF8
        facts = (20, flags, _DEFLATED, 0, _DATE, member.crc, len(member.packed), member.size, len(name), 0)
        local = _LOCAL.pack(b"PK\x03\x04", *facts) + name
        directory.append(_CENTRAL.pack(b"PK\x01\x02", 20, *facts, 0, 0, 0, 0, offset) + name)
        body += (local, member.packed)
        offset += len(local) + len(member.packed)
        count += 1
    index = b"".join(directory)
    return b"".join((*body, index, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(index), offset, 0)))
