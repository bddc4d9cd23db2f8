"""Joins PDFs into one, page after page, in a child process: a PDF is somebody else's file.

`join` is for the corridor; `serve` is the child's whole life. The child reads the PDFs out of one file, each from its
place there.
"""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from pypdf import PdfReader, PdfWriter

from archive_tool import limits
from archive_tool.platforms import limit_child
from archive_tool.texts.child import child_command
from archive_tool.texts.pdf_damage import DAMAGE
from archive_tool.texts.watching import Watch

Place = tuple[int, int]
_SECONDS: Final = 1_800  # by the clock, for the whole
_SECONDS_EVER: Final = 3_600


def join(source: Path, places: Sequence[Place], target: IO[bytes]) -> tuple[int, ...] | None:
    """Writes the PDFs, joined, to `target`, an empty file of the system's; the same bytes every time.

    Args:
        source: the file that holds the PDFs.
        places: where each begins, and its size, in the order wanted.
        target: where the whole goes.

    Returns:
        How many pages each has; 0 for one that is damaged, locked or no PDF and was left out. None when the child died
        or took too long: `target` then holds nothing of use.
    """
    if sum(size for _, size in places) > limits.MERGE_BYTES:
        return None
    task = json.dumps({"source": str(source), "places": places}).encode("ascii")
    try:
        done = subprocess.run(  # noqa: S603 - this very Python with fixed arguments
            child_command("archive_tool.texts.joining"),
            input=task, stdout=target, stderr=subprocess.PIPE, timeout=_SECONDS, check=False,
        )  # fmt: skip
        pages = json.loads(done.stderr.splitlines()[-1])["pages"]
    except (subprocess.TimeoutExpired, ValueError, IndexError, KeyError, TypeError):
        return None
    return tuple(map(int, pages))


def serve(asked: IO[bytes], out: IO[bytes], report: IO[bytes], watch: Watch) -> None:
    """The child's whole life: reads the task, joins, says how many pages each PDF gave."""
    logging.disable(logging.CRITICAL)  # pypdf's complaints about a file are not ours to show
    task = json.loads(asked.read())
    writer, pages = PdfWriter(), []
    with Path(task["source"]).open("rb") as source:
        for start, size in task["places"]:
            watch.begins()
            source.seek(start)
            pages.append(_add(writer, source.read(size)))
    watch.rests()
    if any(pages):
        writer.write(out)
    report.write(json.dumps({"pages": pages}).encode("ascii") + b"\n")
    report.flush()


def _add(writer: PdfWriter, data: bytes) -> int:
    """The pages of a PDF, all or none of them; what is taken stays as it is."""
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return 0
        probe = PdfWriter()
        for page in reader.pages:
            probe.add_page(page)
        probe.write(BytesIO())
    except DAMAGE:
        return 0
    for page in reader.pages:
        writer.add_page(page)
    return len(reader.pages)


if __name__ == "__main__":
    over = Watch(limits.MERGE_SECONDS)
    threading.Thread(target=over.run, daemon=True).start()
    limit_child(limits.MERGE_MEMORY_BYTES, _SECONDS_EVER)
    serve(sys.stdin.buffer, sys.stdout.buffer, sys.stderr.buffer, over)
