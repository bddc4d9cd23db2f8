"""Runs in the child process: recognises the pages of one scan. Imported by nobody in the parent.

Argument: the path. Answers, a line of JSON each: {"page": n, "text": …, "confidence": c, "own": whether it had text},
after the last {"done": true}.
"""

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import IO, Any, Final, Protocol

import numpy as np
from PIL import Image, ImageSequence
from pypdf import PageObject, PdfReader
from rapidocr_onnxruntime import RapidOCR

from archive_tool import limits
from archive_tool.platforms import limit_child

_MEMORY: Final = 6 * 1024 * limits.MIB  # of address space; models and threads reserve much more than they use
_SECONDS: Final = 7_200
_PIXELS: Final = 80_000_000  # A3 at 600 dpi
_LEAST: Final = 64  # pixels: a smaller picture is no page
_OWN: Final = 8  # characters of text from which a page counts as having its own
_ROW: Final = 0.5  # share of a line's height by which two pieces of one line may differ


class Engine(Protocol):
    """What recognises one picture: boxes with text and confidence, or nothing."""

    def __call__(self, picture: Any) -> tuple[list[Any] | None, Any]:
        """The pieces of text: corners, words, confidence."""
        ...


def serve(path: Path, answers: IO[bytes], engine: Engine) -> None:
    """Answers page by page."""
    Image.MAX_IMAGE_PIXELS = _PIXELS
    for number, (own, pictures) in enumerate(_pages(path), 1):
        pieces = [piece for picture in pictures for piece in (engine(picture)[0] or [])] if not own else []
        confidence = 1.0 if own else fmean(float(piece[2]) for piece in pieces) if pieces else 0.0
        text = own or "\n".join(_lines(pieces))
        _say(answers, page=number, text=text, confidence=round(confidence, 4), own=bool(own))
    _say(answers, done=True)


def _pages(path: Path) -> Iterator[tuple[str, list[Any]]]:
    """The text of each page, where it has some, else its pictures."""
    if path.suffix.lower() == ".pdf":
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        for page in reader.pages:
            own = page.extract_text() or ""
            yield (own, []) if len("".join(own.split())) >= _OWN else ("", list(_pictures(page)))
        return
    with Image.open(path) as scan:
        for frame in ImageSequence.Iterator(scan):
            yield "", [_points(frame, 0)]


def _pictures(page: PageObject) -> Iterator[Any]:
    for each in page.images:
        if each.image is not None and min(each.image.size) >= _LEAST:
            yield _points(each.image, page.rotation)


def _points(picture: Image.Image, rotation: int) -> Any:
    upright = picture.rotate(-rotation, expand=True) if rotation % 360 else picture
    return np.asarray(upright.convert("RGB"))[:, :, ::-1]  # the engine takes BGR


def _lines(pieces: list[Any]) -> list[str]:
    """The pieces as lines from top to bottom, each from left to right."""
    placed = sorted(((_top(box), _left(box), _height(box), words) for box, words, _ in pieces), key=lambda p: p[0])
    lines: list[list[tuple[float, float, float, str]]] = []
    for piece in placed:
        if lines and piece[0] - lines[-1][0][0] < _ROW * lines[-1][0][2]:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [" ".join(words for *_, words in sorted(line, key=lambda p: p[1])) for line in lines]


def _top(box: Any) -> float:
    return float(min(corner[1] for corner in box))


def _left(box: Any) -> float:
    return float(min(corner[0] for corner in box))


def _height(box: Any) -> float:
    return float(max(corner[1] for corner in box)) - _top(box)


def _say(answers: IO[bytes], **what: object) -> None:
    answers.write(json.dumps(what).encode("ascii") + b"\n")
    answers.flush()


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    limit_child(_MEMORY, _SECONDS)
    serve(Path(sys.argv[1]), sys.stdout.buffer, RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1))
