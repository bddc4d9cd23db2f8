"""Text of scans through an optional engine (extra `ocr`), in a child process with limits; never needed for the rest.

The engine, RapidOCR on ONNX Runtime, has its models in its package: nothing is fetched. A picture is somebody else's
file: only the child opens it.
"""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Timer
from typing import Final

from archive_tool.errors import EngineFailed
from archive_tool.platforms import end_group
from archive_tool.texts.child import child_command

ENGINE: Final = "rapidocr_onnxruntime"
PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"})
_PAGE_SECONDS: Final = 120  # of a page, on a slow machine
_START_SECONDS: Final = 60  # loading the models


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page.

    Attributes:
        number: counted from 1.
        text: line by line.
        confidence: 0 to 1, of the engine; 1 for a page that has text of its own; 0 when nothing was found.
        own: whether the page has text of its own, so that nothing had to be recognised.
    """

    number: int
    text: str
    confidence: float
    own: bool = False


def available() -> bool:
    """Whether the engine is installed."""
    return find_spec(ENGINE) is not None


def recognised(path: Path) -> Iterator[Recognised]:
    """The pages of a scan, PDF or picture, one after the other.

    Raises EngineFailed when the engine is not installed, or when the file cannot be read by it.
    """
    if not available():
        raise EngineFailed("ocr.missing")
    with subprocess.Popen(  # noqa: S603 - our own Python with fixed arguments
        child_command("archive_tool.texts.ocr_child", str(path)),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        watchdog = Timer(_START_SECONDS + _PAGE_SECONDS, end_group, (child,))
        watchdog.start()
        done = False
        try:
            for line in child.stdout:
                watchdog.cancel()
                said = json.loads(line)
                done = bool(said.get("done"))
                if not done:
                    yield Recognised(said["page"], said["text"], said["confidence"], said["own"])
                    watchdog = Timer(_PAGE_SECONDS, end_group, (child,))
                    watchdog.start()
        finally:
            watchdog.cancel()
            if child.poll() is None and not done:
                end_group(child)
    if not done:
        raise EngineFailed("ocr.failed", path=path.name)
