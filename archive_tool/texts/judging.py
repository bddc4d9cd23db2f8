"""Whether what came out of a file is text that a person could read."""

import unicodedata
from typing import Final

_SAMPLE: Final = 20_000
_BAD_SHARE: Final = 0.3
_USUAL_LATIN: Final = "·×÷°§±"
_FEW: Final = 8  # characters in a whole file: a stamp or a page number, no text layer


def garbled(text: str) -> bool:
    """Whether a PDF's text is rubbish: its fonts say nothing of what their glyphs mean.

    Such text is made of replacement, private-use, unassigned and control characters, or of accented Latin letters and
    symbols where Chinese should be.
    """
    seen = [char for char in text[:_SAMPLE] if not char.isspace()]
    if not seen:
        return False
    bad = sum(_bad(char) for char in seen)
    return bad / len(seen) > _BAD_SHARE


def empty(texts: tuple[str, ...]) -> bool:
    """Whether there is next to nothing: a scan without a text layer."""
    return sum(len("".join(text.split())) for text in texts) < _FEW


def _bad(char: str) -> bool:
    if char < "\x7f":
        return char < " "
    if char < "\u0250":
        return char not in _USUAL_LATIN
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cs")
