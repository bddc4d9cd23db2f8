"""The list at the head of the index: which segments count, made by what. Whatever it does not name is litter."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from archive_tool import VERSION
from archive_tool.search.doubt import Doubtful
from archive_tool.writing import write_bytes

PLAN: Final = "segment.json"  # what a segment holds, in its folder
_FILE: Final = "manifest.json"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What counts.

    Attributes:
        engine: name of the engine that wrote the segments.
        segments: folder and digest of each, in the order in which they came.
        packages: digest of each package that is in them.
    """

    engine: str
    segments: tuple[tuple[str, str], ...]
    packages: Mapping[str, str]


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an index; raises Doubtful when there is none, or it is damaged or of another version."""
    try:
        line, _, check = (folder / _FILE).read_bytes().rpartition(b"\n")
        told: dict[str, Any] = json.loads(line) if check == b"%08x" % zlib.crc32(line) else {}
    except (OSError, ValueError) as error:
        raise Doubtful("search.doubtful", file=_FILE) from error
    if (told.get("format"), told.get("tool")) != (_FORMAT, VERSION):
        raise Doubtful("search.doubtful", file=_FILE)
    return Manifest(told["engine"], tuple((name, digest) for name, digest in told["segments"]), told["packages"])


@dataclass(frozen=True, slots=True)
class Extent:
    """How large an index is: entries, and the segments that hold them."""

    engine: str
    entries: int
    segments: int


def extent_of(folder: Path) -> Extent:
    """Measures an index without opening it. Raises Doubtful when there is none, or it is damaged."""
    manifest = read_manifest(folder)
    entries = 0
    for name, _ in manifest.segments:
        try:
            entries += int(json.loads((folder / name / PLAN).read_bytes())["entries"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Doubtful("search.doubtful", file=PLAN) from error
    return Extent(manifest.engine, entries, len(manifest.segments))


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Puts a manifest in the place of the present one; from then on its segments count and no others."""
    told = {
        "format": _FORMAT,
        "tool": VERSION,
        "engine": manifest.engine,
        "segments": manifest.segments,
        "packages": dict(manifest.packages),
    }
    line = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    write_bytes(folder / _FILE, b"%b\n%08x" % (line, zlib.crc32(line)))
