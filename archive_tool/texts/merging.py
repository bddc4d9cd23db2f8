"""Merges PDFs into one with a cover, contents and bookmarks, in a child process: a PDF is somebody else's file.

The child reads the PDFs out of one file, each from its place there, and writes the whole as it goes. A PDF that it
cannot read, or that stops it, gets a page of its own that names it; the child is then started again without it.
"""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from archive_tool import limits
from archive_tool.texts.child import child_command

LOCKED: Final = "texts.encrypted"
DAMAGED: Final = "texts.damaged"
COSTLY: Final = "texts.too_costly"
LARGE: Final = "texts.too_large"
_SECONDS: Final = 1_800  # by the clock, for the whole: what hangs without using the processor


@dataclass(frozen=True, slots=True)
class Section:
    """A line of the contents, a bookmark, and what stands there.

    Attributes:
        title: as contents and bookmarks say it.
        level: how deep it is nested, from 0.
        at: where the PDF stands in the file read from, and its size; None when there is none.
        notes: lines of the page that stands in the place of what is not merged; without these and without a PDF the
            section is a heading only, and leads to the page of the next.
    """

    title: str
    level: int
    at: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Volume:
    """What to merge: the title of the whole, the lines of its cover, its sections, and a sentence for each reason."""

    title: str
    cover: tuple[str, ...]
    sections: tuple[Section, ...]
    reasons: Mapping[str, str]


def merge(volume: Volume, source: Path, target: IO[bytes]) -> dict[int, str] | None:
    """Writes the merged PDF to `target`, an open file, from where it stands.

    Args:
        volume: what to merge.
        source: the file that holds the PDFs.
        target: an empty file of the system's.

    Returns:
        Why sections with a PDF were not merged, by their place: LOCKED, DAMAGED, COSTLY or LARGE. None when nothing
        could be made at all; `target` then holds nothing of use.
    """
    refused = too_large(volume.sections)
    for _ in range(limits.MERGE_CHANCES + 1):
        said = _ask(volume, source, target, refused)
        if said.get("done"):
            return {**refused, **{int(place): str(reason) for place, reason in said["refused"].items()}}
        begun = said.get("begun")
        if not isinstance(begun, int) or begun < 0:
            return None
        refused[begun] = str(said.get("reason", COSTLY))
        if len(refused) - len(too_large(volume.sections)) == limits.MERGE_CHANCES:
            refused |= {place: COSTLY for place in range(begun, len(volume.sections)) if volume.sections[place].at}
    return None


def too_large(sections: Sequence[Section]) -> dict[int, str]:
    """The sections whose PDF is too large by itself, or together with those before it."""
    found: dict[int, str] = {}
    left = limits.MERGE_BYTES
    for place, section in enumerate(sections):
        size = section.at[1] if section.at else 0
        if size > min(left, limits.MERGE_FILE_BYTES):
            found[place] = LARGE
        else:
            left -= size
    return found


def _ask(volume: Volume, source: Path, target: IO[bytes], refused: Mapping[int, str]) -> dict[str, Any]:
    """The child's last word: {"done": true, "refused": {…}}, or at which section it stopped."""
    task = {
        "source": str(source),
        "title": volume.title,
        "cover": volume.cover,
        "sections": [(each.title, each.level, each.at, each.notes) for each in volume.sections],
        "refused": {str(place): reason for place, reason in refused.items()},
        "reasons": dict(volume.reasons),
    }
    target.seek(0)
    target.truncate()
    target.flush()
    try:
        done = subprocess.run(  # noqa: S603 - this very Python with fixed arguments
            child_command("archive_tool.texts.merging_child"),
            input=json.dumps(task).encode("ascii"), stdout=target, stderr=subprocess.PIPE, timeout=_SECONDS,
            check=False,
        )  # fmt: skip
        lines = done.stderr.splitlines()
    except subprocess.TimeoutExpired as stop:
        lines = (stop.stderr or b"").splitlines()
    return _last(lines)


def _last(lines: Sequence[bytes]) -> dict[str, Any]:
    """The last line that is an answer; what a dying Python says beside is passed over."""
    for line in reversed(lines):
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if isinstance(said, dict):
            return said
    return {}
