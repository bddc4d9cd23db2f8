"""Manifest lines of BagIt: a digest, white space, a path in which %, CR and LF are percent-encoded."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

_ENCODED: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_DECODED: Final = {"%25": "%", "%0D": "\r", "%0A": "\n"}
_LINE: Final = re.compile(r"([0-9A-Fa-f]+)[ \t]+(.+)", re.DOTALL)


def encode_path(path: str) -> str:
    """The path as it stands in a manifest (RFC 8493, 2.1.3)."""
    return re.sub("[%\r\n]", lambda found: _ENCODED[found.group()], path)


def decode_path(written: str) -> str:
    """The path that a manifest means; any other percent sign stands for itself."""
    return re.sub("%(?:25|0D|0A)", lambda found: _DECODED[found.group().upper()], written, flags=re.IGNORECASE)


def manifest_bytes(digests: Mapping[str, str]) -> bytes:
    """A manifest file, sorted by path; `sha256sum -c` reads it too."""
    return "".join(f"{digest}  {encode_path(path)}\n" for path, digest in sorted(digests.items())).encode("utf-8")


def parse_line(line: str) -> tuple[str, str] | None:
    """Digest (lower case) and path as written of one line; None when it is none."""
    found = _LINE.fullmatch(line)
    return (found.group(1).lower(), found.group(2)) if found else None


def lines_of(text: str) -> list[str]:
    """The lines of a tag file, ended by LF, CR or CRLF; nothing after the last end is no line."""
    lines = re.split(r"\r\n|\r|\n", text)
    return lines[:-1] if lines and not lines[-1] else lines


def name_of(kind: str, algorithm: str) -> str:
    """`manifest-sha256.txt` or, for kind `tagmanifest`, `tagmanifest-sha256.txt`."""
    return f"{kind}-{algorithm}.txt"


def total_of(sizes: Iterable[int]) -> str:
    """Payload-Oxum: bytes, a dot, number of files."""
    counted = list(sizes)
    return f"{sum(counted)}.{len(counted)}"
