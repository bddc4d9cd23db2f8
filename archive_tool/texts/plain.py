"""Plain text: which encoding a file without a label is in."""

from typing import Final

from archive_tool.texts.unreadable import Unreadable

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ZEROS_OF_UTF16: Final = 0.2  # share of zero bytes from which unmarked UTF-16 is supposed


def decoded(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else GB18030, never with a character replaced.

    Raises Unreadable when it is in none of these or not text at all.
    """
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("texts.encoding")


def _candidates(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    if data and data.count(0) / len(data) > _ZEROS_OF_UTF16:
        return ("utf-16-le", "utf-16-be") if data[1::2].count(0) > data[::2].count(0) else ("utf-16-be", "utf-16-le")
    return ("utf-8", "gb18030")
