"""照片 in a form: Base64, sometimes with the head of a data URI."""

import base64
import binascii
import re
from typing import Final

_HEAD: Final = re.compile(r"data:[A-Za-z0-9.+/;=-]{0,60},")
_KINDS: Final = (
    (b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"GIF8", ".gif"), (b"BM", ".bmp"),
)  # fmt: skip


def kind_of(data: bytes) -> str:
    """The file ending of a picture, by its first bytes; empty when it is none that we know."""
    return next((ending for mark, ending in _KINDS if data.startswith(mark)), "")


def unpacked(text: str) -> tuple[str, bytes] | None:
    """The head of the data URI (or nothing) and the picture; None when it cannot be one."""
    head = _HEAD.match(text)
    told = head[0] if head else ""
    try:
        data = base64.b64decode(text[len(told) :], validate=True)
    except (binascii.Error, ValueError):
        return None
    return (told, data) if kind_of(data) and packed(told, data) == text else None


def packed(head: str, data: bytes) -> str:
    """The text of the element."""
    return head + base64.b64encode(data).decode("ascii") if data else ""
